/* SPDX-License-Identifier: MIT */
/*
 * Messages: sent, received, deleted.  All three are data events.
 *
 * Differs from AWS: messages are sent without attributes; nobody waits for a
 * message, so WaitTimeSeconds is not there.
 */
#include "aws/sqs/sqs.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/strbuf.h"

enum { MOST_RECEIVED = 10, LONGEST_TIMEOUT = 43200 };

static const struct aws_member send_request[] = {
	{ .name = "QueueUrl", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "MessageBody",
	  .type = AWS_STRING,
	  .flags = AWS_REQUIRED | AWS_SECRET },
	{ 0 },
};

static const struct aws_member receive_request[] = {
	{ .name = "QueueUrl", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "AttributeNames", .type = AWS_LIST },
	{ .name = "MessageAttributeNames", .type = AWS_LIST },
	{ .name = "MaxNumberOfMessages", .type = AWS_INTEGER },
	{ .name = "VisibilityTimeout", .type = AWS_INTEGER },
	{ 0 },
};

static const struct aws_member delete_request[] = {
	{ .name = "QueueUrl", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "ReceiptHandle", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const char *const send_errors[] = { "AWS.SimpleQueueService.NonExistentQueue",
					   "InvalidParameterValue",
					   "RequestThrottled", NULL };
static const char *const receive_errors[] = { "AWS.SimpleQueueService.NonExistentQueue",
					      "InvalidParameterValue", NULL };
static const char *const delete_errors[] = { "AWS.SimpleQueueService.NonExistentQueue",
					     "ReceiptHandleIsInvalid", NULL };

static int
send_message(struct aws_call *call)
{
	const char *body = aws_request_string(call, "MessageBody");
	struct queue *queue = sqs_named_queue(call);
	const struct queue_message *message;

	if (!queue)
		return -1;
	if (!*body)
		return aws_refuse(call, "InvalidParameterValue",
				  "Value for parameter MessageBody is invalid. "
				  "Reason: The request must contain the "
				  "parameter MessageBody.");
	message = queue_send(call->account, queue, body, NULL);
	if (!message)
		return aws_refuse(call, "RequestThrottled",
				  "The lab's queue is full.");
	call->response = json_object_new_object();
	json_set_string(call->response, "MessageId", message->id);
	return 0;
}

/* A number that was given, within its bounds. */
static int
read_number(struct aws_call *call, const char *name, int64_t least,
	    int64_t most, int64_t *number)
{
	*number = json_int(call->request, name, *number);
	if (*number >= least && *number <= most)
		return 0;
	return aws_refuse(call, "InvalidParameterValue",
			  "Value %lld for parameter %s is invalid. Reason: "
			  "Must be between %lld and %lld, if provided.",
			  (long long)*number, name, (long long)least,
			  (long long)most);
}

/* Is this one wanted by a list of names, "All", ".*" or "PREFIX.*"? */
static bool
is_wanted(struct json_object *names, const char *name)
{
	size_t count = json_count(names);

	for (size_t i = 0; i < count; i++) {
		const char *wanted = json_text_at(names, i);
		const char *dots = strstr(wanted, ".*");

		if (!strcmp(wanted, "All") || !strcmp(wanted, name) ||
		    (dots && !dots[2] &&
		     !strncmp(wanted, name, (size_t)(dots - wanted))))
			return true;
	}
	return false;
}

static void
add_number(struct json_object *out, struct json_object *names,
	   const char *name, int64_t number)
{
	char *text = str_printf("%lld", (long long)number);

	if (is_wanted(names, name))
		json_set_string(out, name, text);
	free(text);
}

static void
add_if_any(struct json_object *message, const char *name,
	   struct json_object *value)
{
	if (json_object_object_length(value) > 0)
		json_set(message, name, value);
	else
		json_object_put(value);
}

static struct json_object *
message_shown(struct aws_call *call, const struct queue_message *message)
{
	struct json_object *names = aws_request_member(call, "AttributeNames");
	struct json_object *others =
		aws_request_member(call, "MessageAttributeNames");
	struct json_object *out = json_object_new_object();
	struct json_object *system = json_object_new_object();
	struct json_object *wanted = json_object_new_object();

	json_set_string(out, "MessageId", message->id);
	json_set_string(out, "ReceiptHandle", message->receipt_handle);
	json_set_string(out, "Body", message->body);
	add_number(system, names, "SentTimestamp", message->sent);
	add_number(system, names, "ApproximateReceiveCount",
		   message->received);
	add_number(system, names, "ApproximateFirstReceiveTimestamp",
		   message->first_received);
	add_if_any(out, "Attributes", system);
	if (message->attributes) {
		json_object_object_foreach(message->attributes, name, value)
			if (is_wanted(others, name))
				json_set(wanted, name, json_copy(value));
	}
	add_if_any(out, "MessageAttributes", wanted);
	return out;
}

static int
receive_message(struct aws_call *call)
{
	struct queue *queue = sqs_named_queue(call);
	int64_t most = 1, timeout;
	struct queue_message *message;
	struct json_object *list;

	if (!queue)
		return -1;
	timeout = queue->visibility_timeout / CLOCK_SECOND;
	if (read_number(call, "MaxNumberOfMessages", 1, MOST_RECEIVED,
			&most) < 0 ||
	    read_number(call, "VisibilityTimeout", 0, LONGEST_TIMEOUT,
			&timeout) < 0)
		return -1;
	list = json_object_new_array();
	while (most-- > 0 &&
	       (message = queue_receive(call->account, queue,
					timeout * CLOCK_SECOND))) {
		json_object_array_add(list, message_shown(call, message));
		if (timeout == 0)
			break;
	}
	call->response = json_object_new_object();
	if (json_object_array_length(list) > 0)
		json_set(call->response, "Messages", list);
	else
		json_object_put(list);
	return 0;
}

static int
delete_message(struct aws_call *call)
{
	const char *handle = aws_request_string(call, "ReceiptHandle");
	struct queue *queue = sqs_named_queue(call);

	if (!queue)
		return -1;
	if (!queue_remove(queue, handle))
		return aws_refuse(call, "ReceiptHandleIsInvalid",
				  "The input receipt handle \"%s\" is not a "
				  "valid receipt handle.",
				  handle);
	return 0;
}

const struct aws_operation sqs_send_message = {
	.name = "SendMessage",
	.request = send_request,
	.errors = send_errors,
	.flags = AWS_DATA_EVENT,
	.summary = N_("send a message to a queue"),
	.run = send_message,
	.resource_type = "AWS::SQS::Queue",
	.resource_member = "QueueUrl",
};

const struct aws_operation sqs_receive_message = {
	.name = "ReceiveMessage",
	.request = receive_request,
	.errors = receive_errors,
	.flags = AWS_DATA_EVENT,
	.summary = N_("receive messages; they stay until they are deleted"),
	.run = receive_message,
	.resource_type = "AWS::SQS::Queue",
	.resource_member = "QueueUrl",
};

const struct aws_operation sqs_delete_message = {
	.name = "DeleteMessage",
	.request = delete_request,
	.errors = delete_errors,
	.flags = AWS_DATA_EVENT,
	.summary = N_("delete a message that was received"),
	.run = delete_message,
	.resource_type = "AWS::SQS::Queue",
	.resource_member = "QueueUrl",
};
