/* SPDX-License-Identifier: MIT */
/*
 * What SNS's operations share.
 */
#ifndef AWS_SNS_SNS_H
#define AWS_SNS_SNS_H

#include "aws/operation.h"

extern const struct aws_operation sns_confirm_subscription;
extern const struct aws_operation sns_create_topic;
extern const struct aws_operation sns_delete_topic;
extern const struct aws_operation sns_get_topic_attributes;
extern const struct aws_operation sns_list_subscriptions_by_topic;
extern const struct aws_operation sns_list_topics;
extern const struct aws_operation sns_publish;
extern const struct aws_operation sns_set_topic_attributes;
extern const struct aws_operation sns_subscribe;
extern const struct aws_operation sns_unsubscribe;

/* 0, or -1 with the call refused: a member that is no ARN of this Region. */
int sns_check_arn(struct aws_call *call, const char *member);
/* The topic that TopicArn names, or NULL with the call refused. */
struct topic *sns_named_topic(struct aws_call *call);

#endif
