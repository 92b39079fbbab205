/* SPDX-License-Identifier: MIT */
/*
 * SQS: the service's row, and what its operations share.
 *
 * Codes are those that the real client shows, of the query protocol.
 * Differs from AWS: see account/queue.h; and no digest (MD5) is answered.
 */
#include "aws/sqs/sqs.h"

#include <string.h>

#include "aws/services.h"
#include "base/memory.h"

static const struct aws_operation *const operations[] = {
	&sqs_create_queue,   &sqs_delete_message,
	&sqs_delete_queue,   &sqs_get_queue_attributes,
	&sqs_get_queue_url,  &sqs_list_queues,
	&sqs_purge_queue,    &sqs_receive_message,
	&sqs_send_message,   &sqs_set_queue_attributes,
	NULL,
};

/* Of "https://sqs.us-east-1.amazonaws.com/111122223333/NAME", or of a name. */
static char *
queue_arn(const struct account *account, const char *region, const char *name)
{
	const char *slash = strrchr(name, '/');

	if (!strncmp(name, "arn:", 4))
		return mem_strdup(name);
	return account_arn(account, "sqs", region, "%s",
			   slash ? slash + 1 : name);
}

const struct aws_service sqs_service = {
	.name = "sqs",
	.event_source = "sqs.amazonaws.com",
	.iam_prefix = "sqs",
	.title = "Amazon SQS",
	.target_prefix = "AmazonSQS",
	.api_version = "2012-11-05",
	.operations = operations,
	.resource_arn = queue_arn,
};

struct queue *
sqs_named_queue(struct aws_call *call)
{
	const char *url = aws_request_string(call, "QueueUrl");
	struct queue *queue = NULL;

	if (strncmp(url, "arn:", 4) != 0)
		queue = queue_at(call->account, url);
	if (!queue || strcmp(queue->region, call->region) != 0) {
		aws_refuse(call, "AWS.SimpleQueueService.NonExistentQueue",
			   "The specified queue does not exist.");
		return NULL;
	}
	return queue;
}
