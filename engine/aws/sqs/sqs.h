/* SPDX-License-Identifier: MIT */
/*
 * What SQS's operations share.
 */
#ifndef AWS_SQS_SQS_H
#define AWS_SQS_SQS_H

#include "aws/operation.h"

extern const struct aws_operation sqs_create_queue;
extern const struct aws_operation sqs_delete_queue;
extern const struct aws_operation sqs_get_queue_attributes;
extern const struct aws_operation sqs_get_queue_url;
extern const struct aws_operation sqs_list_queues;
extern const struct aws_operation sqs_purge_queue;
extern const struct aws_operation sqs_set_queue_attributes;
extern const struct aws_operation sqs_delete_message;
extern const struct aws_operation sqs_receive_message;
extern const struct aws_operation sqs_send_message;

/* The queue at QueueUrl, or NULL with the call refused. */
struct queue *sqs_named_queue(struct aws_call *call);

#endif
