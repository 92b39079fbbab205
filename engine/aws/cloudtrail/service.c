/* SPDX-License-Identifier: MIT */
/*
 * CloudTrail: the service's row, and what its operations share.
 *
 * Differs from AWS: of the 60 operations those on trails and event history;
 * no organization trails, no KMS members.  The wording is ours of
 * CloudTrailARNInvalidException, of InvalidHomeRegionException, and for names
 * with adjacent separators or in the form of an IP address.
 */
#include "aws/cloudtrail/cloudtrail.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aws/services.h"
#include "base/json.h"
#include "base/memory.h"

enum { NAME_LEAST = 3, NAME_MOST = 128 };

static const struct aws_operation *const operations[] = {
	&cloudtrail_add_tags,
	&cloudtrail_create_trail,
	&cloudtrail_delete_trail,
	&cloudtrail_describe_trails,
	&cloudtrail_get_event_selectors,
	&cloudtrail_get_insight_selectors,
	&cloudtrail_get_trail,
	&cloudtrail_get_trail_status,
	&cloudtrail_list_public_keys,
	&cloudtrail_list_tags,
	&cloudtrail_list_trails,
	&cloudtrail_lookup_events,
	&cloudtrail_put_event_selectors,
	&cloudtrail_put_insight_selectors,
	&cloudtrail_remove_tags,
	&cloudtrail_start_logging,
	&cloudtrail_stop_logging,
	&cloudtrail_update_trail,
	NULL,
};

static bool
is_arn(const char *text)
{
	return !strncmp(text, "arn:", 4);
}

static char *
trail_arn(const struct account *account, const char *region, const char *name)
{
	if (is_arn(name))
		return mem_strdup(name);
	return account_arn(account, "cloudtrail", region, "trail/%s", name);
}

const struct aws_service cloudtrail_service = {
	.name = "cloudtrail",
	.event_source = "cloudtrail.amazonaws.com",
	.iam_prefix = "cloudtrail",
	.title = "AWS CloudTrail",
	.target_prefix =
		"com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
	.api_version = "2013-11-01",
	.operations = operations,
	.resource_arn = trail_arn,
};

/* "arn:aws:cloudtrail:REGION:ACCOUNT:trail/NAME" */
static int
check_arn(struct aws_call *call, const char *arn)
{
	const char *trail = strstr(arn, ":trail/");

	if (!strncmp(arn, "arn:aws:cloudtrail:", 19) && trail && trail[7])
		return 0;
	return aws_refuse(call, "CloudTrailARNInvalidException",
			  "Invalid trail ARN: %s", arn);
}

static bool
is_alphanumeric(char c)
{
	return isalnum((unsigned char)c) && (unsigned char)c < 128;
}

static bool
is_separator(char c)
{
	return c == '.' || c == '-' || c == '_';
}

static bool
is_ipv4(const char *name)
{
	int parts[4], length = 0;

	return sscanf(name, "%3d.%3d.%3d.%3d%n", &parts[0], &parts[1],
		      &parts[2], &parts[3], &length) == 4 &&
	       !name[length];
}

static int
check_characters(struct aws_call *call, const char *name, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (!is_alphanumeric(name[i]) && !is_separator(name[i]))
			return aws_refuse(
				call, "InvalidTrailNameException",
				"Trail name or ARN can only contain uppercase "
				"letters, lowercase letters, numbers, periods "
				"(.), hyphens (-), and underscores (_).");
		if (i > 0 && is_separator(name[i]) && is_separator(name[i - 1]))
			return aws_refuse(call, "InvalidTrailNameException",
					  "Trail name cannot have adjacent "
					  "periods, hyphens or underscores.");
	}
	if (!is_alphanumeric(name[0]))
		return aws_refuse(call, "InvalidTrailNameException",
				  "Trail name must starts with a letter or "
				  "number.");
	if (!is_alphanumeric(name[length - 1]))
		return aws_refuse(call, "InvalidTrailNameException",
				  "Trail name must ends with a letter or "
				  "number.");
	if (is_ipv4(name))
		return aws_refuse(call, "InvalidTrailNameException",
				  "Trail name cannot be in IP address "
				  "format.");
	return 0;
}

int
cloudtrail_check_name(struct aws_call *call, const char *name)
{
	size_t length = strlen(name);

	if (length < NAME_LEAST)
		return aws_refuse(call, "InvalidTrailNameException",
				  "Trail name too short. Minimum allowed "
				  "length: %d characters. Specified name "
				  "length: %zu characters.",
				  NAME_LEAST, length);
	if (length > NAME_MOST)
		return aws_refuse(call, "InvalidTrailNameException",
				  "Trail name too long. Maximum allowed "
				  "length: %d characters. Specified name "
				  "length: %zu characters.",
				  NAME_MOST, length);
	return check_characters(call, name, length);
}

int
cloudtrail_refuse_unknown(struct aws_call *call, const char *member)
{
	char *arn = trail_arn(call->account, call->region,
			      aws_request_string(call, member));

	aws_refuse(call, "TrailNotFoundException",
		   "Unknown trail: %s for the user: %s", arn,
		   call->account->id);
	free(arn);
	return -1;
}

struct trail *
cloudtrail_named_trail(struct aws_call *call, const char *member)
{
	const char *name = aws_request_string(call, member);
	struct trail *trail;

	if (is_arn(name) ? check_arn(call, name) < 0 :
			   cloudtrail_check_name(call, name) < 0)
		return NULL;
	trail = trail_find(call->account, call->region, name);
	if (!trail)
		cloudtrail_refuse_unknown(call, member);
	return trail;
}

struct trail *
cloudtrail_home_trail(struct aws_call *call, const char *member)
{
	struct trail *trail = cloudtrail_named_trail(call, member);

	if (!trail || !strcmp(trail->home_region, call->region))
		return trail;
	aws_refuse(call, "InvalidHomeRegionException",
		   "Trail %s home region is %s; call it there.", trail->arn,
		   trail->home_region);
	return NULL;
}

int
cloudtrail_check_bucket(struct aws_call *call, const char *name,
			const char *trail_arn)
{
	struct bucket *bucket = bucket_find(call->account, name);

	if (!bucket)
		return aws_refuse(call, "S3BucketDoesNotExistException",
				  "S3 bucket %s does not exist!", name);
	if (!bucket_lets_cloudtrail(call->account, bucket, trail_arn))
		return aws_refuse(call, "InsufficientS3BucketPolicyException",
				  "Incorrect S3 bucket policy is detected for "
				  "bucket: %s",
				  name);
	return 0;
}

struct json_object *
cloudtrail_describe(const struct trail *trail)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "Name", trail->name);
	json_set_string(out, "S3BucketName", trail->s3_bucket_name);
	if (trail->s3_key_prefix)
		json_set_string(out, "S3KeyPrefix", trail->s3_key_prefix);
	if (trail->sns_topic_arn) {
		json_set_string(out, "SnsTopicName", trail->sns_topic_name);
		json_set_string(out, "SnsTopicARN", trail->sns_topic_arn);
	}
	json_set_bool(out, "IncludeGlobalServiceEvents",
		      trail->include_global_service_events);
	json_set_bool(out, "IsMultiRegionTrail", trail->is_multi_region_trail);
	json_set_string(out, "TrailARN", trail->arn);
	json_set_bool(out, "LogFileValidationEnabled",
		      trail->log_file_validation_enabled);
	if (trail->logs_group_arn) {
		json_set_string(out, "CloudWatchLogsLogGroupArn",
				trail->logs_group_arn);
		json_set_string(out, "CloudWatchLogsRoleArn",
				trail->logs_role_arn);
	}
	json_set_bool(out, "IsOrganizationTrail", false);
	return out;
}

void
cloudtrail_set_time(struct json_object *object, const char *key, int64_t moment)
{
	if (moment)
		json_set(object, key,
			 json_object_new_double((double)moment / 1000.0));
}

/* False if the moment lies beyond all clocks. */
static bool
read_moment(struct aws_call *call, const char *member, int64_t *moment)
{
	struct json_object *value = aws_request_member(call, member);
	double seconds = value ? json_object_get_double(value) : 0;

	if (!value)
		return true;
	if (!(seconds > -1e11 && seconds < 1e11))
		return false;
	*moment = (int64_t)(seconds * 1000.0);
	return true;
}

int
cloudtrail_time_range(struct aws_call *call, int64_t *from, int64_t *until)
{
	if (!read_moment(call, "StartTime", from) ||
	    !read_moment(call, "EndTime", until))
		return aws_refuse(call, "InvalidTimeRangeException",
				  "The time range is outside the range of "
				  "possible values.");
	if (*from > *until)
		return aws_refuse(call, "InvalidTimeRangeException",
				  "The start time must be before the end "
				  "time.");
	return 0;
}
