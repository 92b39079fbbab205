/* SPDX-License-Identifier: MIT */
/*
 * What CloudWatch's operations share.
 */
#ifndef AWS_CLOUDWATCH_CLOUDWATCH_H
#define AWS_CLOUDWATCH_CLOUDWATCH_H

#include "aws/operation.h"

extern const struct aws_operation cloudwatch_delete_alarms;
extern const struct aws_operation cloudwatch_describe_alarm_history;
extern const struct aws_operation cloudwatch_describe_alarms;
extern const struct aws_operation cloudwatch_get_metric_statistics;
extern const struct aws_operation cloudwatch_put_metric_alarm;
extern const struct aws_operation cloudwatch_set_alarm_state;

/* A new member `key` of epoch seconds. */
void cloudwatch_set_time(struct json_object *object, const char *key,
			 int64_t moment);
/* The page that MaxRecords and NextToken ask for, of `count` items: from
   *first on until *end; adds NextToken to the response, which is made.  -1
   with the call refused. */
int cloudwatch_page(struct aws_call *call, size_t count, size_t most,
		    size_t *first, size_t *end);
/* A moment of the request in milliseconds, or `fallback`. */
int64_t cloudwatch_moment(const struct aws_call *call, const char *member,
			  int64_t fallback);

#endif
