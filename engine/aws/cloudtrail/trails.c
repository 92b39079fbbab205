/* SPDX-License-Identifier: MIT */
/*
 * CreateTrail, UpdateTrail, DeleteTrail.
 *
 * A created trail does not log until StartLogging is called.  Deleting one
 * leaves its bucket and the log files in it alone.
 */
#include "aws/cloudtrail/cloudtrail.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"

enum { TRAILS_PER_REGION = 5 };

static const struct aws_member create_request[] = {
	{ .name = "Name", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "S3BucketName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "S3KeyPrefix", .type = AWS_STRING },
	{ .name = "SnsTopicName", .type = AWS_STRING },
	{ .name = "IncludeGlobalServiceEvents", .type = AWS_BOOLEAN },
	{ .name = "IsMultiRegionTrail", .type = AWS_BOOLEAN },
	{ .name = "EnableLogFileValidation", .type = AWS_BOOLEAN },
	{ .name = "CloudWatchLogsLogGroupArn", .type = AWS_STRING },
	{ .name = "CloudWatchLogsRoleArn", .type = AWS_STRING },
	{ .name = "TagsList",
	  .type = AWS_LIST,
	  .members = cloudtrail_tag_members },
	{ 0 },
};

static const struct aws_member update_request[] = {
	{ .name = "Name", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "S3BucketName", .type = AWS_STRING },
	{ .name = "S3KeyPrefix", .type = AWS_STRING },
	{ .name = "SnsTopicName", .type = AWS_STRING },
	{ .name = "IncludeGlobalServiceEvents", .type = AWS_BOOLEAN },
	{ .name = "IsMultiRegionTrail", .type = AWS_BOOLEAN },
	{ .name = "EnableLogFileValidation", .type = AWS_BOOLEAN },
	{ .name = "CloudWatchLogsLogGroupArn", .type = AWS_STRING },
	{ .name = "CloudWatchLogsRoleArn", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member delete_request[] = {
	{ .name = "Name", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const char *const create_errors[] = {
	"InsufficientS3BucketPolicyException",
	"InsufficientSnsTopicPolicyException",
	"InvalidCloudWatchLogsLogGroupArnException",
	"InvalidCloudWatchLogsRoleArnException",
	"InvalidParameterCombinationException",
	"InvalidTagParameterException",
	"InvalidTrailNameException",
	"MaximumNumberOfTrailsExceededException",
	"S3BucketDoesNotExistException",
	"TagsLimitExceededException",
	"TrailAlreadyExistsException",
	NULL,
};

static const char *const update_errors[] = {
	"CloudTrailARNInvalidException",
	"InsufficientS3BucketPolicyException",
	"InsufficientSnsTopicPolicyException",
	"InvalidCloudWatchLogsLogGroupArnException",
	"InvalidCloudWatchLogsRoleArnException",
	"InvalidHomeRegionException",
	"InvalidParameterCombinationException",
	"InvalidTrailNameException",
	"S3BucketDoesNotExistException",
	"TrailNotFoundException",
	NULL,
};

static const char *const delete_errors[] = {
	"CloudTrailARNInvalidException",
	"InvalidHomeRegionException",
	"InvalidTrailNameException",
	"TrailNotFoundException",
	NULL,
};

static int
check_regions(struct aws_call *call, bool multi_region, bool global)
{
	if (multi_region && !global)
		return aws_refuse(call, "InvalidParameterCombinationException",
				  "Multi-Region trail must include global "
				  "service events.");
	return 0;
}

static int
check_room(struct aws_call *call, const char *name)
{
	unsigned here = 0;

	if (trail_find(call->account, call->region, name))
		return aws_refuse(call, "TrailAlreadyExistsException",
				  "Trail %s already exists for customer: %s",
				  name, call->account->id);
	for (size_t i = 0; i < call->account->trails.count; i++) {
		const struct trail *trail = call->account->trails.items[i];

		if (!trail->deleted && trail_in_region(trail, call->region))
			here++;
	}
	if (here >= TRAILS_PER_REGION)
		return aws_refuse(call,
				  "MaximumNumberOfTrailsExceededException",
				  "User: %s already has %u trails in %s.",
				  call->account->id, here, call->region);
	return 0;
}

static void
replace(char **member, const char *text)
{
	if (!text)
		return;
	free(*member);
	*member = mem_strdup(text);
}

/* What the request names is set; the rest stays as it is. */
static void
configure(struct aws_call *call, struct trail *trail)
{
	replace(&trail->s3_bucket_name,
		aws_request_string(call, "S3BucketName"));
	replace(&trail->s3_key_prefix, aws_request_string(call, "S3KeyPrefix"));
	trail->include_global_service_events =
		aws_request_bool(call, "IncludeGlobalServiceEvents",
				 trail->include_global_service_events);
	trail->is_multi_region_trail = aws_request_bool(
		call, "IsMultiRegionTrail", trail->is_multi_region_trail);
	trail->log_file_validation_enabled =
		aws_request_bool(call, "EnableLogFileValidation",
				 trail->log_file_validation_enabled);
	cloudtrail_set_ways(call, trail);
	digest_follow(call->account, trail);
}

/* The bucket must let in the trail that is to be. */
static int
check_new_bucket(struct aws_call *call, const char *bucket, const char *name)
{
	char *arn = account_arn(call->account, "cloudtrail", call->region,
				"trail/%s", name);
	int result = cloudtrail_check_bucket(call, bucket, arn);

	free(arn);
	return result;
}

static int
create_trail(struct aws_call *call)
{
	const char *name = aws_request_string(call, "Name");
	const char *bucket = aws_request_string(call, "S3BucketName");
	struct json_object *given = aws_request_member(call, "TagsList");
	struct json_object *tags = NULL;
	struct trail *trail;

	if (cloudtrail_check_name(call, name) < 0 ||
	    check_regions(call,
			  aws_request_bool(call, "IsMultiRegionTrail", false),
			  aws_request_bool(call, "IncludeGlobalServiceEvents",
					   true)) < 0 ||
	    check_room(call, name) < 0 ||
	    check_new_bucket(call, bucket, name) < 0 ||
	    cloudtrail_check_ways(call, NULL) < 0 ||
	    (given && cloudtrail_join_tags(call, &tags, given) < 0))
		return -1;
	trail = trail_add(call->account, name, call->region, bucket);
	trail->tags = tags;
	configure(call, trail);
	call->response = cloudtrail_describe(trail);
	return 0;
}

static int
update_trail(struct aws_call *call)
{
	struct trail *trail = cloudtrail_home_trail(call, "Name");
	const char *bucket = aws_request_string(call, "S3BucketName");

	if (!trail ||
	    check_regions(call,
			  aws_request_bool(call, "IsMultiRegionTrail",
					   trail->is_multi_region_trail),
			  aws_request_bool(
				  call, "IncludeGlobalServiceEvents",
				  trail->include_global_service_events)) < 0 ||
	    (bucket &&
	     cloudtrail_check_bucket(call, bucket, trail->arn) < 0) ||
	    cloudtrail_check_ways(call, trail) < 0)
		return -1;
	configure(call, trail);
	call->response = cloudtrail_describe(trail);
	return 0;
}

static int
delete_trail(struct aws_call *call)
{
	struct trail *trail = cloudtrail_home_trail(call, "Name");

	if (!trail)
		return -1;
	trail_delete(call->account, trail);
	return 0;
}

const struct aws_operation cloudtrail_create_trail = {
	.name = "CreateTrail",
	.request = create_request,
	.errors = create_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("create a trail; it does not log until start-logging"),
	.run = create_trail,
	.resource_type = "AWS::CloudTrail::Trail",
	.resource_member = "Name",
};

const struct aws_operation cloudtrail_update_trail = {
	.name = "UpdateTrail",
	.request = update_request,
	.errors = update_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("change a trail's settings, its bucket among them"),
	.run = update_trail,
	.resource_type = "AWS::CloudTrail::Trail",
	.resource_member = "Name",
};

const struct aws_operation cloudtrail_delete_trail = {
	.name = "DeleteTrail",
	.request = delete_request,
	.errors = delete_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("delete a trail; its log files stay in the bucket"),
	.run = delete_trail,
	.resource_type = "AWS::CloudTrail::Trail",
	.resource_member = "Name",
};
