/* SPDX-License-Identifier: MIT */
/*
 * Objects: data events, in trails that select them and nowhere else.
 *
 * Differs from AWS: at most 1,000 keys a list as there, but no continuation
 * past them by page size; ETag is not computed.
 */
#include "aws/s3/s3.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"

enum { MOST_KEYS = 1000 };

static const struct aws_member list_request[] = {
	{ .name = "Bucket", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Prefix", .type = AWS_STRING },
	{ .name = "Delimiter", .type = AWS_STRING },
	{ .name = "StartAfter", .type = AWS_STRING },
	{ .name = "ContinuationToken", .type = AWS_STRING },
	{ .name = "MaxKeys", .type = AWS_INTEGER },
	{ 0 },
};

static const struct aws_member object_request[] = {
	{ .name = "Bucket", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Key", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member put_request[] = {
	{ .name = "Bucket", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Key", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Body", .type = AWS_STRING },
	{ 0 },
};

static const char *const bucket_errors[] = { "NoSuchBucket", NULL };
static const char *const get_errors[] = { "NoSuchBucket", "NoSuchKey", NULL };
static const char *const head_errors[] = { "404", NULL };

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

static void
answer(struct aws_call *call, struct listing *listing, const char *token)
{
	struct json_object *out = call->response = json_object_new_object();

	json_set_string(out, "Name", aws_request_string(call, "Bucket"));
	json_set_string(out, "Prefix", listing->prefix);
	json_set_int(out, "KeyCount", (int64_t)listing->count);
	json_set_bool(out, "IsTruncated", token != NULL);
	if (token)
		json_set_string(out, "NextContinuationToken", token);
	json_set(out, "Contents", listing->contents);
	json_set(out, "CommonPrefixes", listing->prefixes);
	free(listing->last_prefix);
}

static const char *
or_empty(const char *text)
{
	return text ? text : "";
}

/* A continuation token is the last key that was listed. */
static size_t
first_key(const struct aws_call *call, const struct bucket *bucket,
	  const char *prefix)
{
	const char *after = aws_request_string(call, "ContinuationToken");
	size_t i;

	if (!after)
		after = aws_request_string(call, "StartAfter");
	if (!after || strcmp(after, prefix) < 0)
		return bucket_seek(bucket, prefix);
	i = bucket_seek(bucket, after);
	if (i < bucket->count && !strcmp(bucket->objects[i]->key, after))
		i++;
	return i;
}

static int
list_objects_v2(struct aws_call *call)
{
	struct bucket *bucket = s3_named_bucket(call);
	struct listing listing = {
		.prefix = or_empty(aws_request_string(call, "Prefix")),
		.delimiter = or_empty(aws_request_string(call, "Delimiter")),
	};
	int64_t most = json_int(call->request, "MaxKeys", MOST_KEYS);
	const char *token = NULL;

	s3_record_request(call, "Prefix", "prefix");
	json_set_string(call->request_parameters, "list-type", "2");
	if (!bucket)
		return -1;
	listing.contents = json_object_new_array();
	listing.prefixes = json_object_new_array();
	for (size_t i = first_key(call, bucket, listing.prefix);
	     i < bucket->count && !strncmp(bucket->objects[i]->key,
					   listing.prefix,
					   strlen(listing.prefix));
	     i++) {
		const struct object *object = bucket->objects[i];

		if ((int64_t)listing.count >= most || listing.count >= MOST_KEYS) {
			token = i > 0 ? bucket->objects[i - 1]->key : "";
			break;
		}
		if (!add_common_prefix(&listing, object->key))
			add_object(&listing, object);
	}
	answer(call, &listing, token);
	return 0;
}

static struct object *
named_object(struct aws_call *call)
{
	struct bucket *bucket = s3_named_bucket(call);
	struct object *object = NULL;

	s3_record_request(call, "Key", "key");
	if (!bucket)
		return NULL;
	object = bucket_get(bucket, aws_request_string(call, "Key"));
	if (!object)
		aws_refuse(call, "NoSuchKey",
			   "The specified key does not exist.");
	return object;
}

static void
describe(struct aws_call *call, const struct object *object)
{
	bool packed = strlen(object->key) > 3 &&
		      !strcmp(object->key + strlen(object->key) - 3, ".gz");

	call->response = json_object_new_object();
	json_set(call->response, "LastModified",
		 json_object_new_double((double)object->last_modified /
					1000.0));
	json_set_int(call->response, "ContentLength", (int64_t)object->length);
	json_set_string(call->response, "ContentType",
			packed ? "application/json" : "binary/octet-stream");
	if (packed)
		json_set_string(call->response, "ContentEncoding", "gzip");
	json_set(call->response, "Metadata",
		 object->metadata ? json_copy(object->metadata) :
				    json_object_new_object());
}

static int
get_object(struct aws_call *call)
{
	struct object *object = named_object(call);

	if (!object)
		return -1;
	describe(call, object);
	json_set(call->response, "Body",
		 json_object_new_string_len(object->bytes,
					    (int)object->length));
	return 0;
}

static int
head_object(struct aws_call *call)
{
	struct object *object = named_object(call);

	if (!object)
		return -1;
	describe(call, object);
	return 0;
}

static int
put_object(struct aws_call *call)
{
	struct bucket *bucket = s3_named_bucket(call);
	struct json_object *body = aws_request_member(call, "Body");
	size_t length = body ? (size_t)json_object_get_string_len(body) : 0;
	char *bytes;

	s3_record_request(call, "Key", "key");
	if (!bucket)
		return -1;
	bytes = mem_strndup(body ? json_object_get_string(body) : "", length);
	bucket_put(call->account, bucket, aws_request_string(call, "Key"),
		   bytes, length);
	return 0;
}

static int
delete_object(struct aws_call *call)
{
	struct bucket *bucket = s3_named_bucket(call);

	s3_record_request(call, "Key", "key");
	if (!bucket)
		return -1;
	bucket_remove(bucket, aws_request_string(call, "Key"));
	return 0;
}

const struct aws_operation s3_list_objects_v2 = {
	.name = "ListObjectsV2",
	.request = list_request,
	.errors = bucket_errors,
	.flags = AWS_READ_ONLY | AWS_DATA_EVENT,
	.summary = N_("list the objects of a bucket"),
	.run = list_objects_v2,
	.event_name = "ListObjects",
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
	.iam_action = "ListBucket",
};

const struct aws_operation s3_get_object = {
	.name = "GetObject",
	.request = object_request,
	.errors = get_errors,
	.flags = AWS_READ_ONLY | AWS_DATA_EVENT,
	.summary = N_("read an object"),
	.run = get_object,
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
	.object_member = "Key",
};

const struct aws_operation s3_head_object = {
	.name = "HeadObject",
	.request = object_request,
	.errors = head_errors,
	.flags = AWS_READ_ONLY | AWS_DATA_EVENT | AWS_HEAD,
	.summary = N_("ask for an object's size and date"),
	.run = head_object,
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
	.object_member = "Key",
	.iam_action = "GetObject",
};

const struct aws_operation s3_put_object = {
	.name = "PutObject",
	.request = put_request,
	.errors = bucket_errors,
	.flags = AWS_DATA_EVENT,
	.summary = N_("write an object"),
	.run = put_object,
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
	.object_member = "Key",
};

const struct aws_operation s3_delete_object = {
	.name = "DeleteObject",
	.request = object_request,
	.errors = bucket_errors,
	.flags = AWS_DATA_EVENT,
	.summary = N_("delete an object"),
	.run = delete_object,
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
	.object_member = "Key",
};
