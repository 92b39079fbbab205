/* SPDX-License-Identifier: MIT */
/*
 * A trail's log group and topic, as CreateTrail and UpdateTrail check and set
 * them.
 *
 * The log group's ARN ends in ":*", and the role must trust CloudTrail and may
 * create streams and put events there; the topic's policy must let CloudTrail
 * in.  Empty text takes a setting away, as in AWS.
 * Differs from AWS: the wording is ours where a role has no log group beside
 * it.
 */
#include "aws/cloudtrail/cloudtrail.h"

#include <stdlib.h>
#include <string.h>

#include "account/trail_ways.h"
#include "base/memory.h"

#define GROUP "CloudWatchLogsLogGroupArn"
#define ROLE "CloudWatchLogsRoleArn"
#define SERVICE "cloudtrail.amazonaws.com"

/* What will hold: the request's, else what the trail has; NULL for none. */
static const char *
setting(const struct aws_call *call, const char *member, const char *now)
{
	const char *given = aws_request_string(call, member);
	const char *value = given ? given : now;

	return value && *value ? value : NULL;
}

/* "arn:aws:logs:REGION:ACCOUNT:log-group:NAME:*" */
static int
check_group_arn(struct aws_call *call, const char *arn)
{
	size_t length = strlen(arn), region = strlen(call->region);

	if (strncmp(arn, "arn:aws:logs:", 13) != 0 || length < 2 ||
	    strcmp(arn + length - 2, ":*") != 0)
		return aws_refuse(call,
				  "InvalidCloudWatchLogsLogGroupArnException",
				  "CloudTrail cannot validate the specified "
				  "log group ARN.");
	if (strncmp(arn + 13, call->region, region) != 0 ||
	    arn[13 + region] != ':')
		return aws_refuse(call,
				  "InvalidCloudWatchLogsLogGroupArnException",
				  "You must specify a log group that is in the "
				  "current region.");
	return 0;
}

static int
check_logs(struct aws_call *call, const char *group, const char *role)
{
	if (!group && !role)
		return 0;
	if (!role)
		return aws_refuse(call, "InvalidCloudWatchLogsRoleArnException",
				  "You must specify a role ARN as well as a "
				  "log group.");
	if (!group)
		return aws_refuse(call,
				  "InvalidCloudWatchLogsLogGroupArnException",
				  "You must specify a log group ARN as well as "
				  "a role.");
	if (check_group_arn(call, group) < 0)
		return -1;
	switch (trail_logs_check(call->account, call->region, group, role)) {
	case TRAIL_LOGS_NO_ROLE:
		return aws_refuse(call, "InvalidCloudWatchLogsRoleArnException",
				  "Access denied. Check the trust "
				  "relationships for your role.");
	case TRAIL_LOGS_NO_GROUP:
		return aws_refuse(call,
				  "InvalidCloudWatchLogsLogGroupArnException",
				  "CloudTrail cannot validate the specified "
				  "log group ARN.");
	case TRAIL_LOGS_NOT_ALLOWED:
		return aws_refuse(call,
				  "InvalidCloudWatchLogsLogGroupArnException",
				  "Access denied. Check the permissions for "
				  "your role.");
	default:
		return 0;
	}
}

static char *
topic_arn(const struct aws_call *call, const char *name)
{
	return strncmp(name, "arn:", 4) ?
		       account_arn(call->account, "sns", call->region, "%s",
				   name) :
		       mem_strdup(name);
}

static int
check_topic(struct aws_call *call, const char *name)
{
	char *arn = topic_arn(call, name);
	const struct topic *topic = topic_find(call->account, arn);

	free(arn);
	if (topic && topic_lets_service(topic, SERVICE))
		return 0;
	return aws_refuse(call, "InsufficientSnsTopicPolicyException",
			  "SNS Topic does not exist or the topic policy is "
			  "incorrect!");
}

int
cloudtrail_check_ways(struct aws_call *call, const struct trail *trail)
{
	const char *topic = aws_request_string(call, "SnsTopicName");

	if ((aws_request_string(call, GROUP) ||
	     aws_request_string(call, ROLE)) &&
	    check_logs(call,
		       setting(call, GROUP,
			       trail ? trail->logs_group_arn : NULL),
		       setting(call, ROLE,
			       trail ? trail->logs_role_arn : NULL)) < 0)
		return -1;
	return topic && *topic ? check_topic(call, topic) : 0;
}

static void
set(char **member, const char *value)
{
	if (!value)
		return;
	free(*member);
	*member = *value ? mem_strdup(value) : NULL;
}

void
cloudtrail_set_ways(struct aws_call *call, struct trail *trail)
{
	const char *topic = aws_request_string(call, "SnsTopicName");

	set(&trail->logs_group_arn, aws_request_string(call, GROUP));
	set(&trail->logs_role_arn, aws_request_string(call, ROLE));
	set(&trail->sns_topic_name, topic);
	if (!topic)
		return;
	free(trail->sns_topic_arn);
	trail->sns_topic_arn = *topic ? topic_arn(call, topic) : NULL;
}
