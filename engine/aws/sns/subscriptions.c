/* SPDX-License-Identifier: MIT */
/*
 * Subscribe, ConfirmSubscription, Unsubscribe, ListSubscriptionsByTopic.
 *
 * A subscription is "pending confirmation" until the link in its mail is
 * followed, which the lab does by itself after a minute (account/topic.h), or
 * until ConfirmSubscription is called with the token in that mail.
 * Differs from AWS: the refusal of the protocols that are not simulated is in
 * words of ours.
 */
#include "aws/sns/sns.h"

#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"

static const struct aws_member subscribe_request[] = {
	{ .name = "TopicArn", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Protocol", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Endpoint",
	  .type = AWS_STRING,
	  .option = "notification-endpoint" },
	{ .name = "ReturnSubscriptionArn", .type = AWS_BOOLEAN },
	{ 0 },
};

static const struct aws_member confirm_request[] = {
	{ .name = "TopicArn", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Token", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member unsubscribe_request[] = {
	{ .name = "SubscriptionArn",
	  .type = AWS_STRING,
	  .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member list_request[] = {
	{ .name = "TopicArn", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "NextToken", .type = AWS_STRING },
	{ 0 },
};

static const char *const errors[] = { "InvalidParameter", "NotFound", NULL };
static const char *const unsubscribe_errors[] = { "InvalidParameter", NULL };

static bool
is_address(const char *text)
{
	const char *at = text ? strchr(text, '@') : NULL;

	return at && at > text && at[1] && !strchr(at + 1, '@') &&
	       strlen(text) <= 320 && !text[strcspn(text, " ,;<>\t\r\n")];
}

static int
check_endpoint(struct aws_call *call)
{
	static const char *const real[] = {
		"application", "email-json", "firehose", "http",
		"https",       "lambda",     "sms",	 "sqs",
		NULL,
	};
	const char *protocol = aws_request_string(call, "Protocol");

	if (str_is_one_of(protocol, real))
		return aws_refuse(call, "InvalidParameter",
				  "The lab delivers by e-mail only: use "
				  "--protocol email");
	if (strcmp(protocol, "email") != 0)
		return aws_refuse(call, "InvalidParameter",
				  "Invalid parameter: Does not support this "
				  "protocol string: %s",
				  protocol);
	if (!is_address(aws_request_string(call, "Endpoint")))
		return aws_refuse(call, "InvalidParameter",
				  "Invalid parameter: Email address");
	return 0;
}

static int
subscribe(struct aws_call *call)
{
	struct topic *topic = sns_named_topic(call);
	const struct subscription *subscription;

	if (!topic || check_endpoint(call) < 0)
		return -1;
	subscription = topic_subscribe(call->account, topic,
				       aws_request_string(call, "Protocol"),
				       aws_request_string(call, "Endpoint"));
	call->response = json_object_new_object();
	json_set_string(
		call->response, "SubscriptionArn",
		subscription->confirmed ||
				aws_request_bool(call, "ReturnSubscriptionArn",
						 false) ?
			subscription->arn :
			"pending confirmation");
	return 0;
}

static int
confirm_subscription(struct aws_call *call)
{
	struct topic *topic = sns_named_topic(call);
	const char *token = aws_request_string(call, "Token");

	if (!topic)
		return -1;
	for (size_t i = 0; i < topic->subscriptions.count; i++) {
		struct subscription *subscription =
			topic->subscriptions.items[i];

		if (strcmp(subscription->token, token) != 0)
			continue;
		subscription->confirmed = true;
		call->response = json_object_new_object();
		json_set_string(call->response, "SubscriptionArn",
				subscription->arn);
		return 0;
	}
	return aws_refuse(call, "InvalidParameter", "Invalid parameter: Token");
}

static int
unsubscribe(struct aws_call *call)
{
	struct subscription *subscription;
	struct topic *topic;

	if (sns_check_arn(call, "SubscriptionArn") < 0)
		return -1;
	subscription = subscription_find(
		call->account, aws_request_string(call, "SubscriptionArn"),
		&topic);
	if (subscription)
		topic_unsubscribe(topic, subscription);
	return 0;
}

static int
list_subscriptions_by_topic(struct aws_call *call)
{
	const struct topic *topic = sns_named_topic(call);
	struct json_object *list;

	if (!topic)
		return -1;
	list = json_object_new_array();
	for (size_t i = 0; i < topic->subscriptions.count; i++) {
		const struct subscription *subscription =
			topic->subscriptions.items[i];
		struct json_object *item = json_object_new_object();

		json_set_string(item, "SubscriptionArn",
				subscription->confirmed ?
					subscription->arn :
					"PendingConfirmation");
		json_set_string(item, "Owner", call->account->id);
		json_set_string(item, "Protocol", subscription->protocol);
		json_set_string(item, "Endpoint", subscription->endpoint);
		json_set_string(item, "TopicArn", topic->arn);
		json_object_array_add(list, item);
	}
	call->response = json_object_new_object();
	json_set(call->response, "Subscriptions", list);
	return 0;
}

const struct aws_operation sns_subscribe = {
	.name = "Subscribe",
	.request = subscribe_request,
	.errors = errors,
	.summary = N_("have a topic's messages sent to an e-mail address"),
	.run = subscribe,
	.resource_type = "AWS::SNS::Topic",
	.resource_member = "TopicArn",
};

const struct aws_operation sns_confirm_subscription = {
	.name = "ConfirmSubscription",
	.request = confirm_request,
	.errors = errors,
	.summary = N_("confirm a subscription by the token in its mail"),
	.run = confirm_subscription,
	.resource_type = "AWS::SNS::Topic",
	.resource_member = "TopicArn",
};

const struct aws_operation sns_unsubscribe = {
	.name = "Unsubscribe",
	.request = unsubscribe_request,
	.errors = unsubscribe_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("end a subscription"),
	.run = unsubscribe,
};

const struct aws_operation sns_list_subscriptions_by_topic = {
	.name = "ListSubscriptionsByTopic",
	.request = list_request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("list who has subscribed to a topic, and who confirmed"),
	.run = list_subscriptions_by_topic,
	.resource_type = "AWS::SNS::Topic",
	.resource_member = "TopicArn",
};
