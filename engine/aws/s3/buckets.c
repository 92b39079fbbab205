/* SPDX-License-Identifier: MIT */
/*
 * Buckets and their policies: management events.
 *
 * Differs from AWS: an owner's ID is the account's number, no canonical user
 * ID of 64 digits.
 */
#include "aws/s3/s3.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"

#define FIRST_REGION "us-east-1"

static const struct aws_member bucket_request[] = {
	{ .name = "Bucket", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member configuration_members[] = {
	{ .name = "LocationConstraint", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member create_request[] = {
	{ .name = "Bucket", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "CreateBucketConfiguration",
	  .type = AWS_STRUCTURE,
	  .members = configuration_members },
	{ 0 },
};

static const struct aws_member policy_request[] = {
	{ .name = "Bucket", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Policy", .type = AWS_JSON, .flags = AWS_REQUIRED },
	{ 0 },
};

static const char *const create_errors[] = {
	"BucketAlreadyExists",
	"BucketAlreadyOwnedByYou",
	"IllegalLocationConstraintException",
	"InvalidBucketName",
	"InvalidLocationConstraint",
	NULL,
};
static const char *const delete_errors[] = { "BucketNotEmpty", "NoSuchBucket",
					     NULL };
static const char *const get_policy_errors[] = { "NoSuchBucket",
						 "NoSuchBucketPolicy", NULL };
static const char *const put_policy_errors[] = { "MalformedPolicy",
						 "NoSuchBucket", NULL };
static const char *const bucket_errors[] = { "NoSuchBucket", NULL };

static int
list_buckets(struct aws_call *call)
{
	struct json_object *list = json_object_new_array(), *owner;

	s3_record_request(call, NULL, NULL);
	for (size_t i = 0; i < call->account->buckets.count; i++) {
		const struct bucket *bucket = call->account->buckets.items[i];
		struct json_object *item;

		if (bucket->owner)
			continue;
		item = json_object_new_object();
		json_set_string(item, "Name", bucket->name);
		json_set(item, "CreationDate",
			 json_object_new_double((double)bucket->created /
						1000.0));
		json_object_array_add(list, item);
	}
	owner = json_object_new_object();
	json_set_string(owner, "ID", call->account->id);
	call->response = json_object_new_object();
	json_set(call->response, "Buckets", list);
	json_set(call->response, "Owner", owner);
	return 0;
}

static bool
is_first_region(const struct aws_call *call)
{
	return !strcmp(call->region, FIRST_REGION);
}

/* 3 to 63 of a-z, 0-9, '-' and '.', a letter or digit at both ends. */
static bool
is_bucket_name(const char *name)
{
	size_t length = strlen(name);

	if (length < 3 || length > 63)
		return false;
	for (size_t i = 0; i < length; i++) {
		bool plain = islower((unsigned char)name[i]) ||
			     isdigit((unsigned char)name[i]);
		bool inner = i > 0 && i + 1 < length;

		if (!plain && !(inner && strchr("-.", name[i])))
			return false;
	}
	return true;
}

/* A bucket is created in the Region that is called, and that must be said;
   in us-east-1 it must not. */
static int
check_location(struct aws_call *call, const char *location)
{
	const char *expected = is_first_region(call) ? NULL : call->region;

	if (!location && !expected)
		return 0;
	if (location && expected && !strcmp(location, expected))
		return 0;
	if (location && !strcmp(location, FIRST_REGION))
		return aws_refuse(call, "InvalidLocationConstraint",
				  "The specified location-constraint is not "
				  "valid");
	return aws_refuse(call, "IllegalLocationConstraintException",
			  "The %s location constraint is incompatible for the "
			  "region specific endpoint this request was sent to.",
			  location ? location : "unspecified");
}

static void
answer_location(struct aws_call *call, const char *name)
{
	char *location = is_first_region(call) ?
				 str_printf("/%s", name) :
				 str_printf("http://%s.s3.amazonaws.com/", name);

	call->response = json_object_new_object();
	json_set_string(call->response, "Location", location);
	free(location);
}

/* Creating one's own bucket again is no fault in us-east-1, as in AWS. */
static int
create_bucket(struct aws_call *call)
{
	const char *name = aws_request_string(call, "Bucket");
	struct json_object *configuration =
		aws_request_member(call, "CreateBucketConfiguration");
	const struct bucket *bucket;

	s3_record_request(call, NULL, NULL);
	if (configuration)
		json_set(call->request_parameters, "CreateBucketConfiguration",
			 json_copy(configuration));
	if (!is_bucket_name(name))
		return aws_refuse(call, "InvalidBucketName",
				  "The specified bucket is not valid.");
	if (check_location(call, json_string(configuration,
					     "LocationConstraint")) < 0)
		return -1;
	bucket = bucket_find(call->account, name);
	if (bucket && bucket->owner)
		return aws_refuse(call, "BucketAlreadyExists",
				  "The requested bucket name is not available. "
				  "The bucket namespace is shared by all users "
				  "of the system. Please select a different "
				  "name and try again.");
	if (!bucket)
		bucket_add(call->account, name);
	else if (!is_first_region(call))
		return aws_refuse(call, "BucketAlreadyOwnedByYou",
				  "Your previous request to create the named "
				  "bucket succeeded and you already own it.");
	answer_location(call, name);
	return 0;
}

static int
delete_bucket(struct aws_call *call)
{
	struct bucket *bucket = s3_named_bucket(call);

	s3_record_request(call, NULL, NULL);
	if (!bucket)
		return -1;
	if (bucket->count > 0)
		return aws_refuse(call, "BucketNotEmpty",
				  "The bucket you tried to delete is not "
				  "empty");
	bucket_delete(call->account, bucket);
	return 0;
}

/* A bucket in us-east-1 has no location constraint. */
static int
get_bucket_location(struct aws_call *call)
{
	struct bucket *bucket = s3_named_bucket(call);
	bool first;

	s3_record_request(call, NULL, NULL);
	json_set_string(call->request_parameters, "location", "");
	if (!bucket)
		return -1;
	first = !strcmp(bucket->region, FIRST_REGION);
	call->response = json_object_new_object();
	json_set_string(call->response, "LocationConstraint",
			first ? NULL : bucket->region);
	return 0;
}

/* The address of a bucket's policy ends in "?policy", and records say so. */
static void
record_policy_request(struct aws_call *call)
{
	s3_record_request(call, NULL, NULL);
	json_set_string(call->request_parameters, "policy", "");
}

static int
get_bucket_policy(struct aws_call *call)
{
	struct bucket *bucket = s3_named_bucket(call);

	record_policy_request(call);
	if (!bucket)
		return -1;
	if (!bucket->policy)
		return aws_refuse(call, "NoSuchBucketPolicy",
				  "The bucket policy does not exist");
	call->response = json_object_new_object();
	json_set_string(call->response, "Policy", bucket->policy);
	return 0;
}

static int
put_bucket_policy(struct aws_call *call)
{
	struct bucket *bucket = s3_named_bucket(call);
	const char *policy = aws_request_string(call, "Policy");
	char why[256];

	record_policy_request(call);
	if (!bucket)
		return -1;
	if (!bucket_set_policy(bucket, policy, why, sizeof why))
		return aws_refuse(call, "MalformedPolicy", "%s",
				  *policy == '{' ? why :
				  "Policies must be valid JSON and the first "
				  "byte must be '{'");
	json_set(call->request_parameters, "bucketPolicy",
		 json_parse(policy, strlen(policy), NULL, NULL));
	return 0;
}

static int
delete_bucket_policy(struct aws_call *call)
{
	struct bucket *bucket = s3_named_bucket(call);

	record_policy_request(call);
	if (!bucket)
		return -1;
	bucket_set_policy(bucket, NULL, NULL, 0);
	return 0;
}

const struct aws_operation s3_list_buckets = {
	.name = "ListBuckets",
	.flags = AWS_READ_ONLY,
	.summary = N_("list the account's buckets"),
	.run = list_buckets,
	.iam_action = "ListAllMyBuckets",
};

const struct aws_operation s3_create_bucket = {
	.name = "CreateBucket",
	.request = create_request,
	.errors = create_errors,
	.summary = N_("create a bucket"),
	.run = create_bucket,
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
};

const struct aws_operation s3_delete_bucket = {
	.name = "DeleteBucket",
	.request = bucket_request,
	.errors = delete_errors,
	.summary = N_("delete an empty bucket"),
	.run = delete_bucket,
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
};

const struct aws_operation s3_get_bucket_location = {
	.name = "GetBucketLocation",
	.request = bucket_request,
	.errors = bucket_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show the Region a bucket is in"),
	.run = get_bucket_location,
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
};

const struct aws_operation s3_get_bucket_policy = {
	.name = "GetBucketPolicy",
	.request = bucket_request,
	.errors = get_policy_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show a bucket's policy"),
	.run = get_bucket_policy,
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
};

const struct aws_operation s3_put_bucket_policy = {
	.name = "PutBucketPolicy",
	.request = policy_request,
	.errors = put_policy_errors,
	.summary = N_("set a bucket's policy: who may write log files into it"),
	.run = put_bucket_policy,
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
};

const struct aws_operation s3_delete_bucket_policy = {
	.name = "DeleteBucketPolicy",
	.request = bucket_request,
	.errors = bucket_errors,
	.summary = N_("remove a bucket's policy"),
	.run = delete_bucket_policy,
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
};
