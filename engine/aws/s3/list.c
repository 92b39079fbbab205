/* SPDX-License-Identifier: MIT */
/*
 * ListObjectsV2 and the older ListObjects: the keys of a bucket, a page at a
 * time.  Either is recorded as ListObjects.
 *
 * Differs from AWS: a page is of 1,000 keys at the most as there, and a
 * continuation token is the last key that was listed.
 */
#include "aws/s3/s3.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"

enum { MOST_KEYS = 1000 };

static const struct aws_member v1_request[] = {
	{ .name = "Bucket", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Delimiter", .type = AWS_STRING },
	{ .name = "Marker", .type = AWS_STRING },
	{ .name = "MaxKeys", .type = AWS_INTEGER },
	{ .name = "Prefix", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member v2_request[] = {
	{ .name = "Bucket", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Prefix", .type = AWS_STRING },
	{ .name = "Delimiter", .type = AWS_STRING },
	{ .name = "StartAfter", .type = AWS_STRING },
	{ .name = "ContinuationToken", .type = AWS_STRING },
	{ .name = "MaxKeys", .type = AWS_INTEGER },
	{ 0 },
};

static const char *const bucket_errors[] = { "NoSuchBucket", NULL };

struct listing {
	const char *prefix, *delimiter;
	struct json_object *contents, *prefixes;
	size_t count;
	char *last_prefix;
};

/* Keys that share what stands up to the delimiter count as one. */
static bool
add_common_prefix(struct listing *listing, const char *key)
{
	const char *rest = key + strlen(listing->prefix), *end;
	struct json_object *item;
	char *common;

	if (!*listing->delimiter || !(end = strstr(rest, listing->delimiter)))
		return false;
	common = mem_strndup(key, (size_t)(end - key) +
					  strlen(listing->delimiter));
	if (!listing->last_prefix || strcmp(listing->last_prefix, common)) {
		item = json_object_new_object();
		json_set_string(item, "Prefix", common);
		json_object_array_add(listing->prefixes, item);
		listing->count++;
	}
	free(listing->last_prefix);
	listing->last_prefix = common;
	return true;
}

static void
add_object(struct listing *listing, const struct object *object)
{
	struct json_object *item = json_object_new_object();

	json_set_string(item, "Key", object->key);
	json_set(item, "LastModified",
		 json_object_new_double((double)object->last_modified /
					1000.0));
	json_set_int(item, "Size", (int64_t)object->length);
	json_set_string(item, "StorageClass", "STANDARD");
	json_object_array_add(listing->contents, item);
	listing->count++;
}

static const char *
or_empty(const char *text)
{
	return text ? text : "";
}

static size_t
first_key(const struct bucket *bucket, const char *after, const char *prefix)
{
	size_t i;

	if (!after || strcmp(after, prefix) < 0)
		return bucket_seek(bucket, prefix);
	i = bucket_seek(bucket, after);
	if (i < bucket->count && !strcmp(bucket->objects[i]->key, after))
		i++;
	return i;
}

/* Fills the listing with what comes behind `after` (NULL: all); the last key
   of it, if there are more, else NULL. */
static const char *
collect(struct aws_call *call, const struct bucket *bucket, const char *after,
	struct listing *listing)
{
	int64_t most = json_int(call->request, "MaxKeys", MOST_KEYS);
	const char *prefix = listing->prefix;

	listing->contents = json_object_new_array();
	listing->prefixes = json_object_new_array();
	for (size_t i = first_key(bucket, after, prefix);
	     i < bucket->count && !strncmp(bucket->objects[i]->key, prefix,
					   strlen(prefix));
	     i++) {
		const struct object *object = bucket->objects[i];

		if ((int64_t)listing->count >= most ||
		    listing->count >= MOST_KEYS)
			return i > 0 ? bucket->objects[i - 1]->key : "";
		if (!add_common_prefix(listing, object->key))
			add_object(listing, object);
	}
	return NULL;
}

static struct listing
begin(const struct aws_call *call)
{
	return (struct listing){
		.prefix = or_empty(aws_request_string(call, "Prefix")),
		.delimiter = or_empty(aws_request_string(call, "Delimiter")),
	};
}

/* The record has what stood in the address. */
static void
record_listing(struct aws_call *call, const struct listing *listing)
{
	s3_record_request(call, "Prefix", "prefix");
	if (*listing->delimiter)
		json_set_string(call->request_parameters, "delimiter",
				listing->delimiter);
}

static void
answer_lists(struct json_object *out, struct listing *listing)
{
	json_set(out, "Contents", listing->contents);
	json_set(out, "CommonPrefixes", listing->prefixes);
	free(listing->last_prefix);
}

static int
list_objects_v2(struct aws_call *call)
{
	struct bucket *bucket = s3_named_bucket(call);
	const char *after = aws_request_string(call, "ContinuationToken");
	struct listing listing = begin(call);
	struct json_object *out;
	const char *token;

	record_listing(call, &listing);
	json_set_string(call->request_parameters, "list-type", "2");
	if (!bucket)
		return -1;
	if (!after)
		after = aws_request_string(call, "StartAfter");
	token = collect(call, bucket, after, &listing);
	out = call->response = json_object_new_object();
	json_set_string(out, "Name", bucket->name);
	json_set_string(out, "Prefix", listing.prefix);
	json_set_int(out, "KeyCount", (int64_t)listing.count);
	json_set_bool(out, "IsTruncated", token != NULL);
	if (token)
		json_set_string(out, "NextContinuationToken", token);
	answer_lists(out, &listing);
	return 0;
}

/* The older one names where to go on only if there is a delimiter; else it is
   the last key. */
static int
list_objects(struct aws_call *call)
{
	struct bucket *bucket = s3_named_bucket(call);
	const char *marker = aws_request_string(call, "Marker"), *next;
	struct listing listing = begin(call);
	struct json_object *out;

	record_listing(call, &listing);
	if (marker)
		json_set_string(call->request_parameters, "marker", marker);
	if (!bucket)
		return -1;
	next = collect(call, bucket, marker, &listing);
	out = call->response = json_object_new_object();
	json_set_bool(out, "IsTruncated", next != NULL);
	json_set_string(out, "Marker", or_empty(marker));
	if (next && *listing.delimiter)
		json_set_string(out, "NextMarker", next);
	json_set_string(out, "Name", bucket->name);
	json_set_string(out, "Prefix", listing.prefix);
	answer_lists(out, &listing);
	return 0;
}

const struct aws_operation s3_list_objects = {
	.name = "ListObjects",
	.request = v1_request,
	.errors = bucket_errors,
	.flags = AWS_READ_ONLY | AWS_DATA_EVENT,
	.summary = N_("list the objects of a bucket, the older way"),
	.run = list_objects,
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
	.iam_action = "ListBucket",
};

const struct aws_operation s3_list_objects_v2 = {
	.name = "ListObjectsV2",
	.request = v2_request,
	.errors = bucket_errors,
	.flags = AWS_READ_ONLY | AWS_DATA_EVENT,
	.summary = N_("list the objects of a bucket"),
	.run = list_objects_v2,
	.event_name = "ListObjects",
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
	.iam_action = "ListBucket",
};
