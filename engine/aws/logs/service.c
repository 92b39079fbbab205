/* SPDX-License-Identifier: MIT */
/*
 * CloudWatch Logs: the service's row, and what its operations share.
 *
 * Differs from AWS: no log classes, encryption, tags, subscription filters or
 * Logs Insights; nobody but AWS's services puts events; a nextToken is a
 * position and never expires; the wording is ours where no group is named.
 */
#include "aws/logs/logs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aws/services.h"
#include "base/json.h"

static const struct aws_operation *const operations[] = {
	&logs_create_log_group,
	&logs_delete_log_group,
	&logs_delete_metric_filter,
	&logs_describe_log_groups,
	&logs_describe_log_streams,
	&logs_describe_metric_filters,
	&logs_filter_log_events,
	&logs_get_log_events,
	&logs_put_metric_filter,
	&logs_put_retention_policy,
	&logs_test_metric_filter,
	NULL,
};

/* IAM asks about a group as about its streams. */
static char *
group_arn(const struct account *account, const char *region, const char *name)
{
	return account_arn(account, "logs", region, "log-group:%s:log-stream:", name);
}

const struct aws_service logs_service = {
	.name = "logs",
	.event_source = "logs.amazonaws.com",
	.iam_prefix = "logs",
	.title = "Amazon CloudWatch Logs",
	.target_prefix = "Logs_20140328",
	.api_version = "2014-03-28",
	.operations = operations,
	.resource_arn = group_arn,
};

int
logs_check_group_name(struct aws_call *call, const char *name)
{
	size_t length = strlen(name);
	const char *constraint = NULL;

	if (length == 0)
		constraint = "length greater than or equal to 1";
	else if (length > 512)
		constraint = "length less than or equal to 512";
	if (constraint)
		return aws_refuse(call, "InvalidParameterException",
				  "1 validation error detected: Value '%s' at "
				  "'logGroupName' failed to satisfy "
				  "constraint: Member must have %s",
				  name, constraint);
	if (name[strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			      "abcdefghijklmnopqrstuvwxyz0123456789.-_/#")])
		return aws_refuse(call, "InvalidParameterException",
				  "1 validation error detected: Value '%s' at "
				  "'logGroupName' failed to satisfy "
				  "constraint: Member must satisfy regular "
				  "expression pattern: [\\.\\-_/#A-Za-z0-9]+",
				  name);
	return 0;
}

struct log_group *
logs_named_group(struct aws_call *call)
{
	const char *name = aws_request_string(call, "logGroupName");
	const char *identifier = aws_request_string(call, "logGroupIdentifier");
	struct log_group *group;

	if (!name && !identifier) {
		aws_refuse(call, "InvalidParameterException",
			   "Either logGroupName or logGroupIdentifier is "
			   "needed.");
		return NULL;
	}
	if (name && logs_check_group_name(call, name) < 0)
		return NULL;
	group = log_group_find(call->account, call->region,
			       name ? name : identifier);
	if (!group)
		aws_refuse(call, "ResourceNotFoundException",
			   "The specified log group does not exist.");
	else
		log_group_expire(call->account, group);
	return group;
}

int
logs_page(struct aws_call *call, size_t count, size_t most, size_t *first,
	  size_t *end)
{
	const char *token = aws_request_string(call, "nextToken");
	int64_t limit = aws_request_int(call, "limit", (int64_t)most);

	if (limit < 1)
		return aws_refuse(call, "InvalidParameterException",
				  "1 validation error detected: Value '%lld' "
				  "at 'limit' failed to satisfy constraint: "
				  "Member must have value greater than or "
				  "equal to 1",
				  (long long)limit);
	if (limit > (int64_t)most)
		return aws_refuse(call, "InvalidParameterException",
				  "1 validation error detected: Value '%lld' "
				  "at 'limit' failed to satisfy constraint: "
				  "Member must have value less than or equal "
				  "to %zu",
				  (long long)limit, most);
	*first = 0;
	if (token) {
		if (!*token || strlen(token) > 9 ||
		    token[strspn(token, "0123456789")])
			return aws_refuse(call, "InvalidParameterException",
					  "The specified nextToken is "
					  "invalid.");
		*first = strtoul(token, NULL, 10);
	}
	if (*first > count)
		*first = count;
	*end = *first + (size_t)limit < count ? *first + (size_t)limit : count;
	return 0;
}

void
logs_set_next(struct aws_call *call, size_t end, size_t count)
{
	char token[24];

	if (end == count)
		return;
	snprintf(token, sizeof token, "%zu", end);
	json_set_string(call->response, "nextToken", token);
}

bool
logs_has_prefix(const struct aws_call *call, const char *member,
		const char *text)
{
	const char *prefix = aws_request_string(call, member);

	return !prefix || !strncmp(text, prefix, strlen(prefix));
}

bool
logs_in_time(const struct aws_call *call, int64_t time)
{
	return time >= aws_request_int(call, "startTime", 0) &&
	       time < aws_request_int(call, "endTime", INT64_MAX);
}
