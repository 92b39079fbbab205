/* SPDX-License-Identifier: MIT */
/*
 * What the operations of CloudWatch Logs share.
 */
#ifndef AWS_LOGS_LOGS_H
#define AWS_LOGS_LOGS_H

#include "aws/operation.h"

extern const struct aws_operation logs_create_log_group;
extern const struct aws_operation logs_delete_log_group;
extern const struct aws_operation logs_delete_metric_filter;
extern const struct aws_operation logs_describe_log_groups;
extern const struct aws_operation logs_describe_log_streams;
extern const struct aws_operation logs_describe_metric_filters;
extern const struct aws_operation logs_filter_log_events;
extern const struct aws_operation logs_get_log_events;
extern const struct aws_operation logs_put_metric_filter;
extern const struct aws_operation logs_put_retention_policy;
extern const struct aws_operation logs_test_metric_filter;

/* Refuses what is not in the form that the service model asks for. */
int logs_check_group_name(struct aws_call *call, const char *name);
/* The group of logGroupName or logGroupIdentifier, without what has expired,
   or NULL with the call refused. */
struct log_group *logs_named_group(struct aws_call *call);
/* The page that `limit` and `nextToken` ask for, of `count` items: from *first
   on until *end.  -1 with the call refused. */
int logs_page(struct aws_call *call, size_t count, size_t most, size_t *first,
	      size_t *end);
/* Adds nextToken to the response if `end` is not the last. */
void logs_set_next(struct aws_call *call, size_t end, size_t count);
/* Does `text` begin with the request's member, if that was given? */
bool logs_has_prefix(const struct aws_call *call, const char *member,
		     const char *text);
/* A moment between startTime (included) and endTime (not: AWS). */
bool logs_in_time(const struct aws_call *call, int64_t time);

#endif
