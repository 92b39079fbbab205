/* SPDX-License-Identifier: MIT */
/*
 * A bucket's lifecycle rules: PutBucketLifecycleConfiguration and what belongs
 * to it.  Records call them PutBucketLifecycle, GetBucketLifecycle and
 * DeleteBucketLifecycle, as CloudTrail does.
 *
 * Differs from AWS: see account/lifecycle.h; what is not simulated there is
 * refused here by the client, as an unknown member.
 */
#include "aws/s3/s3.h"

#include <string.h>

#include "account/lifecycle.h"
#include "base/json.h"

enum { MOST_RULES = 1000, ID_LENGTH = 48 };

static const char *const statuses[] = { "Enabled", "Disabled", NULL };

static const struct aws_member expiration_members[] = {
	{ .name = "Days", .type = AWS_INTEGER },
	{ 0 },
};

static const struct aws_member filter_members[] = {
	{ .name = "Prefix", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member rule_members[] = {
	{ .name = "Expiration", .type = AWS_STRUCTURE,
	  .members = expiration_members },
	{ .name = "ID", .type = AWS_STRING },
	{ .name = "Prefix", .type = AWS_STRING },
	{ .name = "Filter", .type = AWS_STRUCTURE,
	  .members = filter_members },
	{ .name = "Status", .type = AWS_STRING, .flags = AWS_REQUIRED,
	  .values = statuses },
	{ 0 },
};

static const struct aws_member configuration_members[] = {
	{ .name = "Rules", .type = AWS_LIST, .flags = AWS_REQUIRED,
	  .members = rule_members },
	{ 0 },
};

static const struct aws_member put_request[] = {
	{ .name = "Bucket", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "LifecycleConfiguration", .type = AWS_STRUCTURE,
	  .members = configuration_members },
	{ 0 },
};

static const struct aws_member bucket_request[] = {
	{ .name = "Bucket", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const char *const put_errors[] = {
	"InvalidArgument", "MalformedXML", "NoSuchBucket",
	NULL,
};
static const char *const get_errors[] = {
	"NoSuchBucket", "NoSuchLifecycleConfiguration", NULL,
};
static const char *const bucket_errors[] = { "NoSuchBucket", NULL };

static void
record_request(struct aws_call *call)
{
	s3_record_request(call, NULL, NULL);
	json_set_string(call->request_parameters, "lifecycle", "");
}

/* As the XML was: one rule is an object, several are a list. */
static void
record_rules(struct aws_call *call, struct json_object *rules)
{
	struct json_object *out = json_object_new_object();

	json_set(out, "Rule",
		 json_copy(json_object_array_length(rules) == 1 ?
				   json_object_array_get_idx(rules, 0) :
				   rules));
	json_set_string(out, "xmlns",
			"http://s3.amazonaws.com/doc/2006-03-01/");
	json_set(call->request_parameters, "LifecycleConfiguration", out);
}

static int
check_rule(struct aws_call *call, struct json_object *rule)
{
	struct json_object *expiration = json_member(rule, "Expiration");

	if (!json_member(rule, "Filter") == !json_member(rule, "Prefix") ||
	    !json_member(expiration, "Days"))
		return aws_refuse(call, "MalformedXML",
				  "The XML you provided was not well-formed or "
				  "did not validate against our published "
				  "schema");
	if (json_int(expiration, "Days", 0) <= 0)
		return aws_refuse(call, "InvalidArgument",
				  "'Days' for Expiration action must be a "
				  "positive integer");
	return 0;
}

/* AWS names a rule that has no name. */
static void
complete(struct aws_call *call, struct json_object *rule)
{
	char id[ID_LENGTH + 1];

	if (json_string(rule, "ID"))
		return;
	random_text(&call->account->random,
		    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		    "0123456789",
		    ID_LENGTH, id);
	json_set_string(rule, "ID", id);
}

static bool
has_same_id(struct json_object *rules, size_t i)
{
	const char *id = json_string(json_object_array_get_idx(rules, i), "ID");

	for (size_t j = 0; id && j < i; j++) {
		const char *other = json_string(
			json_object_array_get_idx(rules, j), "ID");

		if (other && !strcmp(id, other))
			return true;
	}
	return false;
}

static int
check_rules(struct aws_call *call, struct json_object *rules)
{
	size_t count = json_count(rules);

	if (count == 0 || count > MOST_RULES)
		return aws_refuse(call, "MalformedXML",
				  "The XML you provided was not well-formed or "
				  "did not validate against our published "
				  "schema");
	for (size_t i = 0; i < count; i++) {
		if (check_rule(call, json_object_array_get_idx(rules, i)) < 0)
			return -1;
		if (has_same_id(rules, i))
			return aws_refuse(call, "InvalidArgument",
					  "Rule ID must be unique. Found same "
					  "ID for more than one rule");
	}
	return 0;
}

static int
put_lifecycle(struct aws_call *call)
{
	struct bucket *bucket = s3_named_bucket(call);
	struct json_object *rules = json_member(
		aws_request_member(call, "LifecycleConfiguration"), "Rules");

	record_request(call);
	if (!bucket)
		return -1;
	if (check_rules(call, rules) < 0)
		return -1;
	rules = json_copy(rules);
	for (size_t i = 0; i < json_object_array_length(rules); i++)
		complete(call, json_object_array_get_idx(rules, i));
	record_rules(call, rules);
	lifecycle_set(call->account, bucket, rules);
	return 0;
}

static int
get_lifecycle(struct aws_call *call)
{
	struct bucket *bucket = s3_named_bucket(call);

	record_request(call);
	if (!bucket)
		return -1;
	if (!bucket->lifecycle)
		return aws_refuse(call, "NoSuchLifecycleConfiguration",
				  "The lifecycle configuration does not exist");
	call->response = json_object_new_object();
	json_set(call->response, "Rules", json_copy(bucket->lifecycle));
	return 0;
}

static int
delete_lifecycle(struct aws_call *call)
{
	struct bucket *bucket = s3_named_bucket(call);

	record_request(call);
	if (!bucket)
		return -1;
	lifecycle_set(call->account, bucket, NULL);
	return 0;
}

const struct aws_operation s3_put_bucket_lifecycle_configuration = {
	.name = "PutBucketLifecycleConfiguration",
	.request = put_request,
	.errors = put_errors,
	.summary = N_("let S3 remove objects when they are old"),
	.run = put_lifecycle,
	.event_name = "PutBucketLifecycle",
	.iam_action = "PutLifecycleConfiguration",
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
};

const struct aws_operation s3_get_bucket_lifecycle_configuration = {
	.name = "GetBucketLifecycleConfiguration",
	.request = bucket_request,
	.errors = get_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show when S3 removes the objects of a bucket"),
	.run = get_lifecycle,
	.event_name = "GetBucketLifecycle",
	.iam_action = "GetLifecycleConfiguration",
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
};

const struct aws_operation s3_delete_bucket_lifecycle = {
	.name = "DeleteBucketLifecycle",
	.request = bucket_request,
	.errors = bucket_errors,
	.summary = N_("let S3 keep the objects of a bucket again"),
	.run = delete_lifecycle,
	.iam_action = "PutLifecycleConfiguration",
	.resource_type = "AWS::S3::Bucket",
	.resource_member = "Bucket",
};
