/* SPDX-License-Identifier: MIT */
/*
 * CreateTopic, DeleteTopic, ListTopics, GetTopicAttributes,
 * SetTopicAttributes, Publish.
 *
 * Publish is a data event, as in AWS.
 * Differs from AWS: of a topic's attributes DisplayName and Policy can be set;
 * tags are taken and not kept.
 */
#include "aws/sns/sns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"

enum {
	NAME_MOST = 256,
	SUBJECT_MOST = 100,
	MESSAGE_MOST = 256 * 1024,
};

static const struct aws_member tag_members[] = {
	{ .name = "Key", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Value", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member create_request[] = {
	{ .name = "Name", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Attributes", .type = AWS_MAP },
	{ .name = "Tags", .type = AWS_LIST, .members = tag_members },
	{ 0 },
};

static const struct aws_member arn_request[] = {
	{ .name = "TopicArn", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member list_request[] = {
	{ .name = "NextToken", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member set_request[] = {
	{ .name = "TopicArn", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "AttributeName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "AttributeValue", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member publish_request[] = {
	{ .name = "TopicArn", .type = AWS_STRING },
	{ .name = "Message", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Subject", .type = AWS_STRING },
	{ 0 },
};

static const char *const create_errors[] = { "InvalidParameter", NULL };
static const char *const errors[] = { "InvalidParameter", "NotFound", NULL };

static int
check_attribute(struct aws_call *call, const char *name, const char *value)
{
	struct json_object *policy;
	bool valid;

	if (!strcmp(name, "DisplayName"))
		return strlen(value) <= SUBJECT_MOST ?
			       0 :
			       aws_refuse(call, "InvalidParameter",
					  "Invalid parameter: DisplayName");
	if (strcmp(name, "Policy") != 0)
		return aws_refuse(call, "InvalidParameter",
				  "Invalid parameter: AttributeName");
	policy = json_parse(value, strlen(value), NULL, NULL);
	valid = json_object_is_type(policy, json_type_object);
	json_object_put(policy);
	return valid ? 0 :
		       aws_refuse(call, "InvalidParameter",
				  "Invalid parameter: Policy Error: null");
}

static void
set_attribute(struct topic *topic, const char *name, const char *value)
{
	if (!strcmp(name, "Policy")) {
		topic_set_policy(topic, value);
		return;
	}
	free(topic->display_name);
	topic->display_name = mem_strdup(value);
}

static int
check_name(struct aws_call *call, const char *name)
{
	size_t length = strlen(name);

	if (length == 0 || length > NAME_MOST ||
	    name[strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			      "abcdefghijklmnopqrstuvwxyz0123456789-_")])
		return aws_refuse(call, "InvalidParameter",
				  "Invalid parameter: Topic Name");
	return 0;
}

static int
create_topic(struct aws_call *call)
{
	const char *name = aws_request_string(call, "Name");
	struct json_object *attributes = aws_request_member(call, "Attributes");
	struct topic *topic;

	if (check_name(call, name) < 0)
		return -1;
	if (attributes) {
		json_object_object_foreach(attributes, key, value)
			if (check_attribute(call, key,
					    json_object_get_string(value)) < 0)
				return -1;
	}
	topic = topic_add(call->account, call->region, name);
	if (attributes) {
		json_object_object_foreach(attributes, key, value)
			set_attribute(topic, key,
				      json_object_get_string(value));
	}
	call->response = json_object_new_object();
	json_set_string(call->response, "TopicArn", topic->arn);
	return 0;
}

static int
delete_topic(struct aws_call *call)
{
	struct topic *topic;

	if (sns_check_arn(call, "TopicArn") < 0)
		return -1;
	topic = topic_find(call->account, aws_request_string(call, "TopicArn"));
	if (topic) /* deleting what is not there is no error */
		topic_delete(call->account, topic);
	return 0;
}

static int
list_topics(struct aws_call *call)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < call->account->topics.count; i++) {
		const struct topic *topic = call->account->topics.items[i];
		struct json_object *item;

		if (strcmp(topic->region, call->region) != 0)
			continue;
		item = json_object_new_object();
		json_set_string(item, "TopicArn", topic->arn);
		json_object_array_add(list, item);
	}
	call->response = json_object_new_object();
	json_set(call->response, "Topics", list);
	return 0;
}

static void
set_count(struct json_object *attributes, const char *name, unsigned count)
{
	char text[16];

	snprintf(text, sizeof text, "%u", count);
	json_set_string(attributes, name, text);
}

static int
get_topic_attributes(struct aws_call *call)
{
	const struct topic *topic = sns_named_topic(call);
	struct json_object *attributes;
	unsigned confirmed = 0, pending = 0;

	if (!topic)
		return -1;
	for (size_t i = 0; i < topic->subscriptions.count; i++)
		if (topic->subscriptions.items[i]->confirmed)
			confirmed++;
		else
			pending++;
	attributes = json_object_new_object();
	json_set_string(attributes, "Policy", topic->policy);
	json_set_string(attributes, "Owner", call->account->id);
	set_count(attributes, "SubscriptionsPending", pending);
	json_set_string(attributes, "TopicArn", topic->arn);
	set_count(attributes, "SubscriptionsConfirmed", confirmed);
	json_set_string(attributes, "DisplayName", topic->display_name);
	set_count(attributes, "SubscriptionsDeleted",
		  topic->deleted_subscriptions);
	call->response = json_object_new_object();
	json_set(call->response, "Attributes", attributes);
	return 0;
}

static int
set_topic_attributes(struct aws_call *call)
{
	struct topic *topic = sns_named_topic(call);
	const char *name = aws_request_string(call, "AttributeName");
	const char *value = aws_request_string(call, "AttributeValue");

	if (!topic || check_attribute(call, name, value ? value : "") < 0)
		return -1;
	set_attribute(topic, name, value ? value : "");
	return 0;
}

/* One line of printable characters, as mail wants it. */
static bool
is_subject(const char *text)
{
	size_t length = strlen(text);

	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] < ' ' ||
		    (unsigned char)text[i] > '~')
			return false;
	return length > 0 && length <= SUBJECT_MOST && text[0] != ' ';
}

static int
publish(struct aws_call *call)
{
	const char *subject = aws_request_string(call, "Subject");
	const char *message = aws_request_string(call, "Message");
	struct topic *topic;
	char id[37];

	if (!aws_request_string(call, "TopicArn"))
		return aws_refuse(call, "InvalidParameter",
				  "Invalid parameter: TopicArn or TargetArn "
				  "Reason: no value for required parameter");
	if (!*message)
		return aws_refuse(call, "InvalidParameter",
				  "Invalid parameter: Empty message");
	if (strlen(message) > MESSAGE_MOST)
		return aws_refuse(call, "InvalidParameter",
				  "Invalid parameter: Message too long");
	if (subject && !is_subject(subject))
		return aws_refuse(call, "InvalidParameter",
				  "Invalid parameter: Subject");
	topic = sns_named_topic(call);
	if (!topic)
		return -1;
	topic_publish(call->account, topic->arn, subject, message);
	call->response = json_object_new_object();
	json_set_string(call->response, "MessageId",
			random_guid(&call->account->random, id));
	return 0;
}

const struct aws_operation sns_create_topic = {
	.name = "CreateTopic",
	.request = create_request,
	.errors = create_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("create a topic, to which messages are published"),
	.run = create_topic,
	.resource_type = "AWS::SNS::Topic",
	.resource_member = "Name",
};

const struct aws_operation sns_delete_topic = {
	.name = "DeleteTopic",
	.request = arn_request,
	.errors = create_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("delete a topic and its subscriptions"),
	.run = delete_topic,
	.resource_type = "AWS::SNS::Topic",
	.resource_member = "TopicArn",
};

const struct aws_operation sns_list_topics = {
	.name = "ListTopics",
	.request = list_request,
	.flags = AWS_READ_ONLY,
	.summary = N_("list the topics of this Region"),
	.run = list_topics,
};

const struct aws_operation sns_get_topic_attributes = {
	.name = "GetTopicAttributes",
	.request = arn_request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show a topic's policy, name and subscriptions counted"),
	.run = get_topic_attributes,
	.resource_type = "AWS::SNS::Topic",
	.resource_member = "TopicArn",
};

const struct aws_operation sns_set_topic_attributes = {
	.name = "SetTopicAttributes",
	.request = set_request,
	.errors = errors,
	.summary = N_("change a topic's policy or display name"),
	.run = set_topic_attributes,
	.resource_type = "AWS::SNS::Topic",
	.resource_member = "TopicArn",
};

const struct aws_operation sns_publish = {
	.name = "Publish",
	.request = publish_request,
	.errors = errors,
	.flags = AWS_DATA_EVENT,
	.summary = N_("send a message to everybody who subscribed"),
	.run = publish,
	.resource_type = "AWS::SNS::Topic",
	.resource_member = "TopicArn",
};
