/* SPDX-License-Identifier: MIT */
/*
 * SNS: the service's row, and what its operations share.
 *
 * Differs from AWS: standard topics and subscriptions by e-mail; no filter
 * policies, message attributes, encryption, or mobile push; who the topic's
 * policy lets in is asked for AWS services only.
 */
#include "aws/sns/sns.h"

#include <string.h>

#include "aws/services.h"
#include "base/memory.h"

static const struct aws_operation *const operations[] = {
	&sns_confirm_subscription,
	&sns_create_topic,
	&sns_delete_topic,
	&sns_get_topic_attributes,
	&sns_list_subscriptions_by_topic,
	&sns_list_topics,
	&sns_publish,
	&sns_set_topic_attributes,
	&sns_subscribe,
	&sns_unsubscribe,
	NULL,
};

static char *
topic_arn(const struct account *account, const char *region, const char *name)
{
	if (!strncmp(name, "arn:", 4))
		return mem_strdup(name);
	return account_arn(account, "sns", region, "%s", name);
}

const struct aws_service sns_service = {
	.name = "sns",
	.event_source = "sns.amazonaws.com",
	.iam_prefix = "SNS",
	.title = "Amazon Simple Notification Service",
	.api_version = "2010-03-31",
	.speaks_xml = true,
	.denied = "AuthorizationError",
	.operations = operations,
	.resource_arn = topic_arn,
};

/* The `index`th part of an ARN, between its colons; length in *length. */
static const char *
arn_part(const char *arn, int index, size_t *length)
{
	for (; index > 0 && arn; index--) {
		arn = strchr(arn, ':');
		if (arn)
			arn++;
	}
	*length = arn ? strcspn(arn, ":") : 0;
	return arn;
}

int
sns_check_arn(struct aws_call *call, const char *member)
{
	const char *arn = aws_request_string(call, member);
	size_t length;
	const char *region = arn_part(arn, 3, &length);
	int parts = 1;

	for (const char *at = arn; *at; at++)
		parts += *at == ':';
	if (parts < 6)
		return aws_refuse(call, "InvalidParameter",
				  "Invalid parameter: %s Reason: An ARN must "
				  "have at least 6 elements, not %d",
				  member, parts);
	if (strlen(call->region) != length ||
	    strncmp(region, call->region, length) != 0)
		return aws_refuse(call, "InvalidParameter",
				  "Invalid parameter: %s", member);
	return 0;
}

struct topic *
sns_named_topic(struct aws_call *call)
{
	struct topic *topic;

	if (sns_check_arn(call, "TopicArn") < 0)
		return NULL;
	topic = topic_find(call->account, aws_request_string(call, "TopicArn"));
	if (!topic)
		aws_refuse(call, "NotFound", "Topic does not exist");
	return topic;
}
