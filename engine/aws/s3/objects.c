/* SPDX-License-Identifier: MIT */
/*
 * Objects: data events, in trails that select them and nowhere else.
 *
 * Differs from AWS: ETag is not computed.
 */
#include "aws/s3/s3.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

static const struct aws_member object_request[] = {
	{ .name = "Bucket", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Key", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member put_request[] = {
	{ .name = "Bucket", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Key", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Body", .type = AWS_STRING },
	{ .name = "Metadata", .type = AWS_MAP },
	{ 0 },
};

static const char *const directives[] = { "COPY", "REPLACE", NULL };

static const struct aws_member copy_request[] = {
	{ .name = "Bucket", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "CopySource", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Key", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Metadata", .type = AWS_MAP },
	{ .name = "MetadataDirective",
	  .type = AWS_STRING,
	  .values = directives },
	{ 0 },
};

static const char *const bucket_errors[] = { "NoSuchBucket", NULL };
static const char *const get_errors[] = { "NoSuchBucket", "NoSuchKey", NULL };
static const char *const head_errors[] = { "404", NULL };
static const char *const copy_errors[] = { "InvalidArgument", "NoSuchBucket",
					   "NoSuchKey", NULL };

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

/* Bytes, not text: a NUL is one of them. */
static char *
copy_bytes(const char *bytes, size_t length)
{
	char *copy = mem_alloc(length + 1);

	if (length > 0)
		memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

static int
put_object(struct aws_call *call)
{
	struct bucket *bucket = s3_named_bucket(call);
	struct json_object *body = aws_request_member(call, "Body");
	struct object *object;
	size_t length = body ? (size_t)json_object_get_string_len(body) : 0;
	char *bytes;

	s3_record_request(call, "Key", "key");
	if (!bucket)
		return -1;
	bytes = copy_bytes(json_object_get_string(body), length);
	object = bucket_put(call->account, bucket,
			    aws_request_string(call, "Key"), bytes, length);
	bucket_set_metadata(bucket, object,
			    json_copy(aws_request_member(call, "Metadata")));
	return 0;
}

/* "BUCKET/KEY", perhaps with a '/' before it, '%2F' and its like undone. */
static char *
plain_source(const char *source)
{
	struct strbuf out = STRBUF_INIT;
	unsigned byte;

	for (source += *source == '/'; *source; source++) {
		if (*source == '%' && sscanf(source + 1, "%2x", &byte) == 1 &&
		    source[1] && source[2]) {
			strbuf_addch(&out, (char)byte);
			source += 2;
		} else {
			strbuf_addch(&out, *source);
		}
	}
	return strbuf_detach(&out);
}

/* What is to be copied, or NULL with the call refused; whoever copies must be
   allowed to read. */
static struct object *
source_object(struct aws_call *call)
{
	char *source = plain_source(aws_request_string(call, "CopySource"));
	char *slash = strchr(source, '/');
	char *arn = str_printf("arn:aws:s3:::%s", source);
	struct object *object = NULL;
	struct bucket *bucket;

	if (slash)
		*slash = '\0';
	bucket = bucket_find(call->account, source);
	if (aws_authorise(call, "s3:GetObject", arn,
			  bucket ? bucket->parsed_policy : NULL) != 0)
		bucket = NULL;
	else if (!slash || !slash[1])
		aws_refuse(call, "InvalidArgument",
			   "Copy Source must mention the source bucket and "
			   "key: sourcebucket/sourcekey");
	else if (!bucket)
		aws_refuse(call, "NoSuchBucket",
			   "The specified bucket does not exist");
	else if (!(object = bucket_get(bucket, slash + 1)))
		aws_refuse(call, "NoSuchKey",
			   "The specified key does not exist.");
	free(source);
	free(arn);
	return object;
}

/* The copy has the metadata of what it is a copy of, or new ones. */
static int
copy_object(struct aws_call *call)
{
	struct bucket *bucket = s3_named_bucket(call);
	const char *directive = aws_request_string(call, "MetadataDirective");
	struct json_object *metadata = aws_request_member(call, "Metadata");
	struct json_object *result;
	struct object *from, *to;

	s3_record_request(call, "Key", "key");
	json_set_string(call->request_parameters, "x-amz-copy-source",
			aws_request_string(call, "CopySource"));
	if (!bucket || !(from = source_object(call)))
		return -1;
	if (!directive || strcmp(directive, "REPLACE") != 0)
		metadata = from->metadata;
	metadata = json_copy(metadata);
	to = bucket_put(call->account, bucket, aws_request_string(call, "Key"),
			copy_bytes(from->bytes, from->length), from->length);
	bucket_set_metadata(bucket, to, metadata);
	result = json_object_new_object();
	json_set(result, "LastModified",
		 json_object_new_double((double)to->last_modified / 1000.0));
	call->response = json_object_new_object();
	json_set(call->response, "CopyObjectResult", result);
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

const struct aws_operation s3_copy_object = {
	.name = "CopyObject",
	.request = copy_request,
	.errors = copy_errors,
	.flags = AWS_DATA_EVENT,
	.summary = N_("copy an object to another place"),
	.run = copy_object,
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
	.object_member = "Key",
	.iam_action = "PutObject",
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
