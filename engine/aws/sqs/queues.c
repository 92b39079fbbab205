/* SPDX-License-Identifier: MIT */
/*
 * Queues: created, found, described, changed, emptied and deleted.
 *
 * Differs from AWS: three attributes can be set, VisibilityTimeout,
 * MessageRetentionPeriod and Policy; others are refused as unknown.  A queue
 * may be created again at once after it was deleted, and emptied as often as
 * one likes (AWS: after 60 seconds); deleting and emptying hold at once.
 */
#include "aws/sqs/sqs.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

enum { NAME_MOST = 80 };

static const struct aws_member create_request[] = {
	{ .name = "QueueName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Attributes", .type = AWS_MAP },
	{ 0 },
};

static const struct aws_member name_request[] = {
	{ .name = "QueueName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member url_request[] = {
	{ .name = "QueueUrl", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member attributes_request[] = {
	{ .name = "QueueUrl", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "AttributeNames", .type = AWS_LIST },
	{ 0 },
};

static const struct aws_member set_request[] = {
	{ .name = "QueueUrl", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Attributes", .type = AWS_MAP, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member list_request[] = {
	{ .name = "QueueNamePrefix", .type = AWS_STRING },
	{ 0 },
};

static const char *const create_errors[] = {
	"InvalidAttributeName", "InvalidAttributeValue",
	"InvalidParameterValue", "QueueAlreadyExists", NULL,
};
static const char *const set_errors[] = { "AWS.SimpleQueueService.NonExistentQueue", "InvalidAttributeName",
					  "InvalidAttributeValue", NULL };
static const char *const attributes_errors[] = { "AWS.SimpleQueueService.NonExistentQueue",
						 "InvalidAttributeName", NULL };
static const char *const errors[] = { "AWS.SimpleQueueService.NonExistentQueue", NULL };

/* ---- attributes */

struct attribute {
	const char *name;
	/* fills `out`; not reached for those that may be absent */
	void (*show)(struct aws_call *call, struct queue *queue,
		     struct strbuf *out);
	/* false: the value is not one; NULL: it cannot be set */
	bool (*set)(struct queue *queue, const char *value);
};

static void
show_seconds(int64_t milliseconds, struct strbuf *out)
{
	strbuf_addf(out, "%lld", (long long)(milliseconds / CLOCK_SECOND));
}

static void
show_visible(struct aws_call *call, struct queue *queue, struct strbuf *out)
{
	size_t visible, in_flight;

	queue_measure(call->account, queue, &visible, &in_flight);
	strbuf_addf(out, "%zu", visible);
}

static void
show_in_flight(struct aws_call *call, struct queue *queue, struct strbuf *out)
{
	size_t visible, in_flight;

	queue_measure(call->account, queue, &visible, &in_flight);
	strbuf_addf(out, "%zu", in_flight);
}

static void
show_created(struct aws_call *call, struct queue *queue, struct strbuf *out)
{
	(void)call;
	show_seconds(queue->created, out);
}

static void
show_modified(struct aws_call *call, struct queue *queue, struct strbuf *out)
{
	(void)call;
	show_seconds(queue->last_modified, out);
}

static void
show_arn(struct aws_call *call, struct queue *queue, struct strbuf *out)
{
	(void)call;
	strbuf_addstr(out, queue->arn);
}

static void
show_visibility(struct aws_call *call, struct queue *queue, struct strbuf *out)
{
	(void)call;
	show_seconds(queue->visibility_timeout, out);
}

static void
show_retention(struct aws_call *call, struct queue *queue, struct strbuf *out)
{
	(void)call;
	show_seconds(queue->retention, out);
}

static void
show_policy(struct aws_call *call, struct queue *queue, struct strbuf *out)
{
	(void)call;
	if (queue->policy)
		strbuf_addstr(out, queue->policy);
}

/* Whole seconds from `least` to `most`. */
static bool
read_seconds(const char *value, long least, long most, int64_t *milliseconds)
{
	char *end;
	long seconds = strtol(value, &end, 10);

	if (!isdigit((unsigned char)*value) || *end || seconds < least ||
	    seconds > most)
		return false;
	*milliseconds = seconds * (int64_t)CLOCK_SECOND;
	return true;
}

static bool
set_visibility(struct queue *queue, const char *value)
{
	return read_seconds(value, 0, 43200, &queue->visibility_timeout);
}

static bool
set_retention(struct queue *queue, const char *value)
{
	return read_seconds(value, 60, 1209600, &queue->retention);
}

/* An empty policy takes it away. */
static bool
set_policy(struct queue *queue, const char *value)
{
	struct json_object *policy = json_parse(value, strlen(value), NULL,
						NULL);
	bool fine = !*value || json_object_is_type(policy, json_type_object);

	json_object_put(policy);
	if (!fine)
		return false;
	free(queue->policy);
	queue->policy = *value ? mem_strdup(value) : NULL;
	return true;
}

static const struct attribute attributes[] = {
	{ "QueueArn", show_arn, NULL },
	{ "ApproximateNumberOfMessages", show_visible, NULL },
	{ "ApproximateNumberOfMessagesNotVisible", show_in_flight, NULL },
	{ "CreatedTimestamp", show_created, NULL },
	{ "LastModifiedTimestamp", show_modified, NULL },
	{ "VisibilityTimeout", show_visibility, set_visibility },
	{ "MessageRetentionPeriod", show_retention, set_retention },
	{ "Policy", show_policy, set_policy },
};

static const struct attribute *
attribute_find(const char *name)
{
	for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
		if (!strcmp(attributes[i].name, name))
			return &attributes[i];
	return NULL;
}

/* All of them, or none and the call refused: tried on a copy first. */
static int
check_attributes(struct aws_call *call, struct json_object *given)
{
	struct queue trial = { 0 };
	int result = 0;

	if (!given)
		return 0;
	json_object_object_foreach(given, name, value) {
		const struct attribute *attribute = attribute_find(name);

		if (!attribute || !attribute->set)
			result = aws_refuse(call, "InvalidAttributeName",
					    "Unknown Attribute %s.", name);
		else if (!attribute->set(&trial,
					 json_object_get_string(value)))
			result = aws_refuse(call, "InvalidAttributeValue",
					    "Invalid value for the parameter "
					    "%s.",
					    name);
		if (result < 0)
			break;
	}
	free(trial.policy);
	return result;
}

static void
set_attributes(struct queue *queue, struct json_object *given)
{
	if (!given)
		return;
	json_object_object_foreach(given, name, value)
		attribute_find(name)->set(queue, json_object_get_string(value));
}

/* ---- operations */

static int
check_name(struct aws_call *call, const char *name)
{
	size_t length = strlen(name);

	if (length == 0 || length > NAME_MOST ||
	    strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			 "0123456789-_") != length)
		return aws_refuse(call, "InvalidParameterValue",
				  "Can only include alphanumeric characters, "
				  "hyphens, or underscores. 1 to 80 in length");
	return 0;
}

/* The same name again answers the queue that is there, if no attribute is
   another now. */
static int
check_same(struct aws_call *call, struct queue *queue,
	   struct json_object *given)
{
	if (!given)
		return 0;
	json_object_object_foreach(given, name, value) {
		struct strbuf now = STRBUF_INIT;
		bool same;

		attribute_find(name)->show(call, queue, &now);
		same = !strcmp(now.buf, json_object_get_string(value));
		strbuf_release(&now);
		if (!same)
			return aws_refuse(call, "QueueAlreadyExists",
					  "A queue already exists with the "
					  "same name and a different value for "
					  "attribute %s",
					  name);
	}
	return 0;
}

static int
answer_url(struct aws_call *call, const struct queue *queue)
{
	call->response = json_object_new_object();
	json_set_string(call->response, "QueueUrl", queue->url);
	return 0;
}

static int
create_queue(struct aws_call *call)
{
	const char *name = aws_request_string(call, "QueueName");
	struct json_object *given = aws_request_member(call, "Attributes");
	struct queue *queue = queue_find(call->account, call->region, name);

	if (check_name(call, name) < 0 || check_attributes(call, given) < 0)
		return -1;
	if (queue)
		return check_same(call, queue, given) < 0 ?
			       -1 :
			       answer_url(call, queue);
	queue = queue_add(call->account, call->region, name);
	set_attributes(queue, given);
	return answer_url(call, queue);
}

static int
get_queue_url(struct aws_call *call)
{
	struct queue *queue =
		queue_find(call->account, call->region,
			   aws_request_string(call, "QueueName"));

	if (!queue)
		return aws_refuse(call, "AWS.SimpleQueueService.NonExistentQueue",
				  "The specified queue does not exist.");
	return answer_url(call, queue);
}

static int
list_queues(struct aws_call *call)
{
	const char *prefix = aws_request_string(call, "QueueNamePrefix");
	struct json_object *urls = json_object_new_array();

	for (size_t i = 0; i < call->account->queues.count; i++) {
		const struct queue *queue = call->account->queues.items[i];

		if (!strcmp(queue->region, call->region) &&
		    (!prefix ||
		     !strncmp(queue->name, prefix, strlen(prefix))))
			json_object_array_add(
				urls, json_object_new_string(queue->url));
	}
	call->response = json_object_new_object();
	if (json_object_array_length(urls) > 0)
		json_set(call->response, "QueueUrls", urls);
	else
		json_object_put(urls);
	return 0;
}

static void
show_attribute(struct aws_call *call, struct queue *queue,
	       const struct attribute *attribute, struct json_object *out)
{
	struct strbuf text = STRBUF_INIT;

	attribute->show(call, queue, &text);
	if (text.len > 0)
		json_set_string(out, attribute->name, text.buf);
	strbuf_release(&text);
}

static int
get_queue_attributes(struct aws_call *call)
{
	struct json_object *names = aws_request_member(call, "AttributeNames");
	size_t count = json_count(names);
	struct queue *queue = sqs_named_queue(call);
	struct json_object *out;

	if (!queue)
		return -1;
	out = json_object_new_object();
	for (size_t i = 0; i < count; i++) {
		const char *name = json_text_at(names, i);
		bool all = !strcmp(name, "All");

		if (!all && !attribute_find(name)) {
			json_object_put(out);
			return aws_refuse(call, "InvalidAttributeName",
					  "Unknown Attribute %s.", name);
		}
		for (size_t j = 0; j < sizeof attributes / sizeof *attributes;
		     j++)
			if (all || !strcmp(attributes[j].name, name))
				show_attribute(call, queue, &attributes[j],
					       out);
	}
	call->response = json_object_new_object();
	if (json_object_object_length(out) > 0)
		json_set(call->response, "Attributes", out);
	else
		json_object_put(out);
	return 0;
}

static int
set_queue_attributes(struct aws_call *call)
{
	struct json_object *given = aws_request_member(call, "Attributes");
	struct queue *queue = sqs_named_queue(call);

	if (!queue || check_attributes(call, given) < 0)
		return -1;
	set_attributes(queue, given);
	queue->last_modified = call->now;
	return 0;
}

static int
purge_queue(struct aws_call *call)
{
	struct queue *queue = sqs_named_queue(call);

	if (!queue)
		return -1;
	queue_purge(queue);
	return 0;
}

static int
delete_queue(struct aws_call *call)
{
	struct queue *queue = sqs_named_queue(call);

	if (!queue)
		return -1;
	queue_delete(call->account, queue);
	return 0;
}

const struct aws_operation sqs_create_queue = {
	.name = "CreateQueue",
	.request = create_request,
	.errors = create_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("create a queue"),
	.run = create_queue,
	.resource_type = "AWS::SQS::Queue",
	.resource_member = "QueueName",
};

const struct aws_operation sqs_get_queue_url = {
	.name = "GetQueueUrl",
	.request = name_request,
	.errors = errors,
	.flags = AWS_READ_ONLY | AWS_DATA_EVENT,
	.summary = N_("find a queue's URL by its name"),
	.run = get_queue_url,
	.resource_type = "AWS::SQS::Queue",
	.resource_member = "QueueName",
};

const struct aws_operation sqs_list_queues = {
	.name = "ListQueues",
	.request = list_request,
	.flags = AWS_READ_ONLY | AWS_DATA_EVENT,
	.summary = N_("list the queues of this Region"),
	.run = list_queues,
};

const struct aws_operation sqs_get_queue_attributes = {
	.name = "GetQueueAttributes",
	.request = attributes_request,
	.errors = attributes_errors,
	.flags = AWS_READ_ONLY | AWS_DATA_EVENT,
	.summary = N_("show a queue's attributes: how many messages wait"),
	.run = get_queue_attributes,
	.resource_type = "AWS::SQS::Queue",
	.resource_member = "QueueUrl",
};

const struct aws_operation sqs_set_queue_attributes = {
	.name = "SetQueueAttributes",
	.request = set_request,
	.errors = set_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("change a queue's attributes: who may send to it"),
	.run = set_queue_attributes,
	.resource_type = "AWS::SQS::Queue",
	.resource_member = "QueueUrl",
};

const struct aws_operation sqs_purge_queue = {
	.name = "PurgeQueue",
	.request = url_request,
	.errors = errors,
	.summary = N_("delete all messages of a queue"),
	.run = purge_queue,
	.resource_type = "AWS::SQS::Queue",
	.resource_member = "QueueUrl",
};

const struct aws_operation sqs_delete_queue = {
	.name = "DeleteQueue",
	.request = url_request,
	.errors = errors,
	.summary = N_("delete a queue and its messages"),
	.run = delete_queue,
	.resource_type = "AWS::SQS::Queue",
	.resource_member = "QueueUrl",
};
