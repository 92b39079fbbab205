/* SPDX-License-Identifier: MIT */
/*
 * CloudWatch: the service's row, and what its operations share.
 *
 * Differs from AWS: metrics come from metric filters only; alarms as
 * account/alarm.h says; a NextToken is a position.
 */
#include "aws/cloudwatch/cloudwatch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aws/services.h"
#include "base/json.h"

static const struct aws_operation *const operations[] = {
	&cloudwatch_delete_alarms,
	&cloudwatch_describe_alarm_history,
	&cloudwatch_describe_alarms,
	&cloudwatch_get_metric_statistics,
	&cloudwatch_put_metric_alarm,
	&cloudwatch_set_alarm_state,
	NULL,
};

static char *
alarm_arn(const struct account *account, const char *region, const char *name)
{
	return account_arn(account, "cloudwatch", region, "alarm:%s", name);
}

const struct aws_service cloudwatch_service = {
	.name = "cloudwatch",
	.event_source = "monitoring.amazonaws.com",
	.iam_prefix = "cloudwatch",
	.title = "Amazon CloudWatch",
	.api_version = "2010-08-01",
	.speaks_xml = true,
	.denied = "AccessDenied",
	.operations = operations,
	.resource_arn = alarm_arn,
};

void
cloudwatch_set_time(struct json_object *object, const char *key, int64_t moment)
{
	json_set(object, key, json_object_new_double((double)moment / 1000.0));
}

int
cloudwatch_page(struct aws_call *call, size_t count, size_t most,
		size_t *first, size_t *end)
{
	const char *token = aws_request_string(call, "NextToken");
	int64_t limit = aws_request_int(call, "MaxRecords", (int64_t)most);
	char next[24];

	if (limit < 1 || limit > 100)
		return aws_refuse(call, "ValidationError",
				  "1 validation error detected: Value '%lld' "
				  "at 'maxRecords' failed to satisfy "
				  "constraint: Member must have value %s",
				  (long long)limit,
				  limit < 1 ? "greater than or equal to 1" :
					      "less than or equal to 100");
	*first = 0;
	if (token) {
		if (!*token || strlen(token) > 9 ||
		    token[strspn(token, "0123456789")])
			return aws_refuse(call, "InvalidNextToken",
					  "The next token is invalid.");
		*first = strtoul(token, NULL, 10);
	}
	if (*first > count)
		*first = count;
	*end = *first + (size_t)limit < count ? *first + (size_t)limit : count;
	call->response = json_object_new_object();
	if (*end < count) {
		snprintf(next, sizeof next, "%zu", *end);
		json_set_string(call->response, "NextToken", next);
	}
	return 0;
}

int64_t
cloudwatch_moment(const struct aws_call *call, const char *member,
		  int64_t fallback)
{
	struct json_object *value = aws_request_member(call, member);
	double seconds = json_object_get_double(value);

	if (!value)
		return fallback;
	if (!(seconds > -1e10 && seconds < 1e10))
		return seconds > 0 ? INT64_MAX : 0;
	return (int64_t)(seconds * 1000);
}
