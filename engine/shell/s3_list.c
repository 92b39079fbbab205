/* SPDX-License-Identifier: MIT */
/*
 * `aws s3 ls`: dates, sizes and names in columns, prefixes as PRE.
 */
#include "shell/s3.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "shell/refuse.h"

enum { TEXT = 32 };

static const char *
date_text(struct json_object *object, const char *member, char *out)
{
	double seconds = json_object_get_double(json_member(object, member));

	return clock_format((int64_t)(seconds * CLOCK_SECOND),
			    "%Y-%m-%d %H:%M:%S", out, TEXT);
}

/* "1 Byte", "35 Bytes", "1.2 KiB" */
static const char *
human_size(int64_t bytes, char *out)
{
	static const char *const units[] = { "KiB", "MiB", "GiB", "TiB",
					     "PiB", "EiB" };
	double size = (double)bytes;
	size_t unit = 0;

	if (bytes < 1024) {
		snprintf(out, TEXT, "%lld Byte%s", (long long)bytes,
			 bytes == 1 ? "" : "s");
		return out;
	}
	size /= 1024;
	while (size >= 1023.5 && unit + 1 < sizeof units / sizeof *units) {
		size /= 1024;
		unit++;
	}
	snprintf(out, TEXT, "%.1f %s", size, units[unit]);
	return out;
}

static const char *
size_text(int64_t bytes, bool human, char *out)
{
	if (human)
		return human_size(bytes, out);
	snprintf(out, TEXT, "%lld", (long long)bytes);
	return out;
}

int
s3_ls_buckets(struct shell *shell)
{
	struct aws_error error = { 0 };
	struct json_object *response =
		s3_call(shell, "ListBuckets", NULL, NULL, &error);
	struct json_object *buckets = json_member(response, "Buckets");
	char date[TEXT];
	int result = 0;

	if (!response)
		result = refuse_service(shell->output, "ListBuckets", &error);
	for (size_t i = 0; i < json_count(buckets); i++) {
		struct json_object *bucket =
			json_object_array_get_idx(buckets, i);

		strbuf_addf(&shell->output->out, "%s %s\n",
			    date_text(bucket, "CreationDate", date),
			    json_string(bucket, "Name"));
	}
	json_object_put(response);
	aws_error_release(&error);
	return result;
}

/* The last level of a path, as shown: "2025/" of "AWSLogs/2025/". */
static const char *
last_level(const char *path)
{
	size_t at = strlen(path);

	if (at > 0 && path[at - 1] == '/')
		at--;
	while (at > 0 && path[at - 1] != '/')
		at--;
	return path + at;
}

static void
show_prefixes(struct json_object *prefixes, struct strbuf *out)
{
	for (size_t i = 0; i < json_count(prefixes); i++) {
		const char *prefix = json_string(
			json_object_array_get_idx(prefixes, i), "Prefix");

		strbuf_addf(out, "%30s %s\n", "PRE", last_level(prefix));
	}
}

struct totals {
	size_t objects;
	int64_t bytes;
};

static struct totals
show_objects(struct json_object *contents, bool recursive, bool human,
	     struct strbuf *out)
{
	struct totals totals = { 0 };
	char date[TEXT], size[TEXT];

	for (size_t i = 0; i < json_count(contents); i++) {
		struct json_object *object =
			json_object_array_get_idx(contents, i);
		const char *key = json_string(object, "Key");
		const char *slash = strrchr(key, '/');
		int64_t bytes = json_int(object, "Size", 0);

		strbuf_addf(out, "%s %10s %s\n",
			    date_text(object, "LastModified", date),
			    size_text(bytes, human, size),
			    recursive || !slash ? key : slash + 1);
		totals.objects++;
		totals.bytes += bytes;
	}
	return totals;
}

int
s3_ls_objects(struct shell *shell, const char *bucket, const char *prefix,
		const struct s3_arguments *arguments)
{
	bool recursive = s3_given(arguments, "--recursive");
	bool human = s3_given(arguments, "--human-readable");
	struct strbuf *out = &shell->output->out;
	struct aws_error error = { 0 };
	struct json_object *listing =
		s3_list(shell, bucket, prefix, recursive, &error);
	size_t before = out->len;
	struct totals totals;
	char size[TEXT];

	if (!listing) {
		if (error.code)
			refuse_service(shell->output, "ListObjectsV2", &error);
		aws_error_release(&error);
		return -1;
	}
	show_prefixes(json_member(listing, "CommonPrefixes"), out);
	totals = show_objects(json_member(listing, "Contents"), recursive,
			      human, out);
	if (*prefix && out->len == before)
		shell->output->status = 1;
	if (s3_given(arguments, "--summarize"))
		strbuf_addf(out, "\nTotal Objects: %zu\n   Total Size: %s\n",
			    totals.objects,
			    size_text(totals.bytes, human, size));
	json_object_put(listing);
	return 0;
}
