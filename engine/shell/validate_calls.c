/* SPDX-License-Identifier: MIT */
/*
 * The calls of validate-logs: each bucket is asked where it is once, and its
 * objects are read there; the list of digest files is cut from S3's list of
 * all that comes behind the first possible one.
 *
 * A listing without any key ends the AWS CLI with a fault of its own, and this
 * too.
 */
#include "shell/validate_logs.h"

#include <stdlib.h>
#include <string.h>

#include "aws/operation.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "shell/refuse.h"
#include "shell/words.h"

#define STAMP "%Y%m%dT%H%M%SZ"
#define EXTENSION ".json.gz"

enum { STAMP_LENGTH = 16, FROM_END = 24 };

struct json_object *
validation_call(struct validation *v, const char *region, const char *service,
		const char *operation, struct json_object *request,
		struct aws_error *error)
{
	const struct aws_service *row = aws_service_find(service);
	const char *before = v->shell->caller.region;
	struct json_object *response;

	v->shell->caller.region = region;
	response = shell_call(v->shell, row, aws_operation_find(row, operation),
			      request, error);
	v->shell->caller.region = before;
	json_object_put(request);
	return response;
}

struct json_object *
validation_must_call(struct validation *v, const char *region,
		     const char *service, const char *operation,
		     struct json_object *request)
{
	struct aws_error error = { 0 };
	struct json_object *response = validation_call(v, region, service,
						       operation, request,
						       &error);

	if (!response)
		refuse_service(v->shell->output, operation, &error);
	aws_error_release(&error);
	return response;
}

static struct json_object *
bucket_request(const char *bucket)
{
	struct json_object *request = json_object_new_object();

	json_set_string(request, "Bucket", bucket);
	return request;
}

/* The Region of a bucket; NULL ends the run. */
static const char *
location(struct validation *v, const char *bucket)
{
	const char *known = json_string(v->locations, bucket), *constraint;
	struct json_object *answer;

	if (known)
		return known;
	answer = validation_must_call(v, v->region, "s3", "GetBucketLocation",
				      bucket_request(bucket));
	if (!answer)
		return NULL;
	constraint = json_string(answer, "LocationConstraint");
	json_set_string(v->locations, bucket,
			constraint ? constraint : "us-east-1");
	json_object_put(answer);
	return json_string(v->locations, bucket);
}

enum fetched
validation_fetch(struct validation *v, const char *bucket, const char *key,
		 struct json_object **object)
{
	const char *region = location(v, bucket);
	struct json_object *request;
	struct aws_error error = { 0 };
	enum fetched result = FETCHED;

	*object = NULL;
	if (!region)
		return FETCH_FAILED;
	request = bucket_request(bucket);
	json_set_string(request, "Key", key);
	*object = validation_call(v, region, "s3", "GetObject", request,
				  &error);
	if (!*object && strcmp(error.code, "NoSuchKey") == 0) {
		result = NOT_FOUND;
	} else if (!*object) {
		refuse_service(v->shell->output, "GetObject", &error);
		result = FETCH_FAILED;
	}
	aws_error_release(&error);
	return result;
}

/* ---------------------------------------------------------------- the list */

/* What is before the date in the names of these digest files. */
static char *
folder(const struct validation *v)
{
	return str_printf("%s%sAWSLogs/%s/CloudTrail-Digest/%s/", v->prefix,
			  *v->prefix ? "/" : "", v->account_id, v->region);
}

static char *
file(const struct validation *v)
{
	return str_printf("%s_CloudTrail-Digest_%s_%s_%s_", v->account_id,
			  v->region, v->trail_name, v->home_region);
}

/* Listed is what is behind this: a name from a minute before the start. */
static char *
marker(const struct validation *v, int64_t start)
{
	char date[CLOCK_TEXT], stamp[CLOCK_TEXT];
	char *before = folder(v), *name = file(v), *whole;

	clock_format(start - CLOCK_MINUTE, "%Y/%m/%d", date, sizeof date);
	clock_format(start - CLOCK_MINUTE, STAMP, stamp, sizeof stamp);
	whole = str_printf("%s%s/%s%s" EXTENSION, before, date, name, stamp);
	free(before);
	free(name);
	return whole;
}

/* FOLDER, three numbers with '/' behind each, FILE, something, ".json.gz" */
static bool
is_ours(const char *key, const char *before, const char *name)
{
	size_t length = strlen(before);

	if (strncmp(key, before, length) != 0)
		return false;
	key += length;
	for (int i = 0; i < 3; i++) {
		size_t digits = strspn(key, "0123456789");

		if (digits == 0 || key[digits] != '/')
			return false;
		key += digits + 1;
	}
	length = strlen(name);
	if (strncmp(key, name, length) != 0)
		return false;
	key += length;
	length = strlen(key);
	return length > strlen(EXTENSION) &&
	       strcmp(key + length - strlen(EXTENSION), EXTENSION) == 0;
}

/* The sixteen characters where the end time stands. */
static const char *
stamp_of(const char *key)
{
	size_t length = strlen(key);

	return length < FROM_END ? key : key + length - FROM_END;
}

int
validation_key_moment(struct validation *v, const char *key, int64_t *moment)
{
	const char *stamp = stamp_of(key);
	bool valid = strlen(stamp) == FROM_END && stamp[8] == 'T' &&
		     stamp[15] == 'Z';
	char *text;

	if (valid) {
		text = str_printf("%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", stamp,
				  stamp + 4, stamp + 6, stamp + 9, stamp + 11,
				  stamp + 13);
		valid = clock_parse(text, moment);
		free(text);
	}
	if (valid)
		return 0;
	return refuse(v->shell->output, SHELL_USAGE,
		      "Unable to parse date value: %.*s", STAMP_LENGTH, stamp);
}

/* Takes what is wanted of a page; true when that was the last of it. */
static bool
take_keys(struct validation *v, struct json_object *contents,
	  const char *start, const char *end)
{
	char *before = folder(v), *name = file(v);
	bool past = false;

	for (size_t i = 0; i < json_object_array_length(contents) && !past;
	     i++) {
		const char *key = json_string(
			json_object_array_get_idx(contents, i), "Key");

		if (!is_ours(key, before, name))
			continue;
		past = strncmp(stamp_of(key), end, STAMP_LENGTH) > 0;
		if (!past && strncmp(stamp_of(key), start, STAMP_LENGTH) >= 0)
			shell_words_push(&v->digests, key, strlen(key));
	}
	free(before);
	free(name);
	return past;
}

/* Of all pages from `behind` on, which it frees. */
static int
take_pages(struct validation *v, const char *bucket, const char *region,
	   char *behind, const char *start, const char *end)
{
	bool more = true;

	while (more) {
		struct json_object *request = bucket_request(bucket);
		struct json_object *page, *contents;
		size_t count;

		json_set_string(request, "Marker", behind);
		page = validation_must_call(v, region, "s3", "ListObjects",
					    request);
		contents = json_member(page, "Contents");
		count = json_count(contents);
		free(behind);
		if (count == 0) {
			if (page)
				refuse(v->shell->output, SHELL_FAILED,
				       "expected string or bytes-like object, "
				       "got 'NoneType'");
			json_object_put(page);
			return -1;
		}
		more = !take_keys(v, contents, start, end) &&
		       json_boolean(page, "IsTruncated", false);
		behind = mem_strdup(json_string(
			json_object_array_get_idx(contents, count - 1),
			"Key"));
		json_object_put(page);
	}
	free(behind);
	return 0;
}

int
validation_list_digests(struct validation *v, const char *bucket,
			int64_t start, int64_t end)
{
	const char *region = location(v, bucket);
	char first[CLOCK_TEXT], last[CLOCK_TEXT];

	shell_words_release(&v->digests);
	if (!region)
		return -1;
	clock_format(start, STAMP, first, sizeof first);
	clock_format(end + CLOCK_HOUR, STAMP, last, sizeof last);
	return take_pages(v, bucket, region, marker(v, start), first, last);
}
