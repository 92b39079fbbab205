/* SPDX-License-Identifier: MIT */
/*
 * CreateLogGroup, DeleteLogGroup, DescribeLogGroups, DescribeLogStreams,
 * PutRetentionPolicy.
 *
 * Differs from AWS: storedBytes is right at once; the wording of a refused
 * retention is ours.
 */
#include "aws/logs/logs.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"

enum { PAGE_MOST = 50 };

static const struct aws_member name_request[] = {
	{ .name = "logGroupName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member groups_request[] = {
	{ .name = "logGroupNamePrefix", .type = AWS_STRING },
	{ .name = "nextToken", .type = AWS_STRING },
	{ .name = "limit", .type = AWS_INTEGER },
	{ 0 },
};

static const char *const orders[] = { "LogStreamName", "LastEventTime", NULL };

static const struct aws_member streams_request[] = {
	{ .name = "logGroupName", .type = AWS_STRING },
	{ .name = "logGroupIdentifier", .type = AWS_STRING },
	{ .name = "logStreamNamePrefix", .type = AWS_STRING },
	{ .name = "orderBy", .type = AWS_STRING, .values = orders },
	{ .name = "descending", .type = AWS_BOOLEAN },
	{ .name = "nextToken", .type = AWS_STRING },
	{ .name = "limit", .type = AWS_INTEGER },
	{ 0 },
};

static const struct aws_member retention_request[] = {
	{ .name = "logGroupName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "retentionInDays",
	  .type = AWS_INTEGER,
	  .flags = AWS_REQUIRED },
	{ 0 },
};

static const char *const create_errors[] = { "InvalidParameterException",
					     "ResourceAlreadyExistsException",
					     NULL };
static const char *const errors[] = { "InvalidParameterException",
				      "ResourceNotFoundException", NULL };
static const char *const list_errors[] = { "InvalidParameterException", NULL };

static int
create_log_group(struct aws_call *call)
{
	const char *name = aws_request_string(call, "logGroupName");

	if (logs_check_group_name(call, name) < 0)
		return -1;
	if (log_group_find(call->account, call->region, name))
		return aws_refuse(call, "ResourceAlreadyExistsException",
				  "The specified log group already exists");
	log_group_add(call->account, call->region, name);
	return 0;
}

static int
delete_log_group(struct aws_call *call)
{
	struct log_group *group = logs_named_group(call);

	if (!group)
		return -1;
	log_group_delete(call->account, group);
	return 0;
}

static struct json_object *
describe_group(const struct log_group *group)
{
	struct json_object *out = json_object_new_object();
	char *arn = str_printf("%s:*", group->arn);

	json_set_string(out, "logGroupName", group->name);
	json_set_int(out, "creationTime", group->created);
	if (group->retention_days)
		json_set_int(out, "retentionInDays", group->retention_days);
	json_set_int(out, "metricFilterCount", (int64_t)group->filters.count);
	json_set_string(out, "arn", arn);
	json_set_int(out, "storedBytes", (int64_t)group->bytes);
	json_set_string(out, "logGroupClass", "STANDARD");
	json_set_string(out, "logGroupArn", group->arn);
	free(arn);
	return out;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp((*(struct log_group *const *)a)->name,
		      (*(struct log_group *const *)b)->name);
}

static int
describe_log_groups(struct aws_call *call)
{
	LIST(struct log_group *) found = { 0 };
	struct json_object *list;
	size_t first, end;

	for (size_t i = 0; i < call->account->log_groups.count; i++) {
		struct log_group *group = call->account->log_groups.items[i];

		if (!strcmp(group->region, call->region) &&
		    logs_has_prefix(call, "logGroupNamePrefix", group->name))
			list_push(&found, group);
	}
	if (logs_page(call, found.count, PAGE_MOST, &first, &end) < 0) {
		list_release(&found);
		return -1;
	}
	if (found.count > 0)
		qsort(found.items, found.count, sizeof *found.items, by_name);
	list = json_object_new_array();
	for (size_t i = first; i < end; i++)
		json_object_array_add(list, describe_group(found.items[i]));
	call->response = json_object_new_object();
	json_set(call->response, "logGroups", list);
	logs_set_next(call, end, found.count);
	list_release(&found);
	return 0;
}

static struct json_object *
describe_stream(const struct log_group *group, const struct log_stream *stream)
{
	struct json_object *out = json_object_new_object();
	char *arn = str_printf("%s:log-stream:%s", group->arn, stream->name);
	size_t count = stream->events.count;

	json_set_string(out, "logStreamName", stream->name);
	json_set_int(out, "creationTime", stream->created);
	if (count > 0) {
		json_set_int(out, "firstEventTimestamp",
			     stream->events.items[0].time);
		json_set_int(out, "lastEventTimestamp",
			     stream->events.items[count - 1].time);
	}
	json_set_int(out, "lastIngestionTime", stream->last_ingestion);
	json_set_string(out, "arn", arn);
	json_set_int(out, "storedBytes", 0); /* AWS reports no more */
	free(arn);
	return out;
}

static int64_t
last_time(const struct log_stream *stream)
{
	size_t count = stream->events.count;

	return count > 0 ? stream->events.items[count - 1].time : 0;
}

static int
by_last_time(const void *a, const void *b)
{
	const struct log_stream *one = *(struct log_stream *const *)a;
	const struct log_stream *other = *(struct log_stream *const *)b;

	if (last_time(one) != last_time(other))
		return last_time(one) < last_time(other) ? -1 : 1;
	return strcmp(one->name, other->name);
}

static int
describe_log_streams(struct aws_call *call)
{
	struct log_group *group = logs_named_group(call);
	const char *order = aws_request_string(call, "orderBy");
	bool descending = aws_request_bool(call, "descending", false);
	LIST(struct log_stream *) found = { 0 };
	struct json_object *list;
	size_t first, end;

	if (!group)
		return -1;
	for (size_t i = 0; i < group->streams.count; i++)
		if (logs_has_prefix(call, "logStreamNamePrefix",
				    group->streams.items[i]->name))
			list_push(&found, group->streams.items[i]);
	if (logs_page(call, found.count, PAGE_MOST, &first, &end) < 0) {
		list_release(&found);
		return -1;
	}
	if (order && !strcmp(order, "LastEventTime") && found.count > 0)
		qsort(found.items, found.count, sizeof *found.items,
		      by_last_time);
	list = json_object_new_array();
	for (size_t i = first; i < end; i++)
		json_object_array_add(
			list,
			describe_stream(
				group, found.items[descending ?
							   found.count - 1 - i :
							   i]));
	call->response = json_object_new_object();
	json_set(call->response, "logStreams", list);
	logs_set_next(call, end, found.count);
	list_release(&found);
	return 0;
}

static int
put_retention_policy(struct aws_call *call)
{
	static const int valid[] = { 1,	  3,   5,   7,	  14,	30,   60,   90,
				     120, 150, 180, 365,  400,	545,  731,  1096,
				     1827, 2192, 2557, 2922, 3288, 3653 };
	int64_t days = aws_request_int(call, "retentionInDays", 0);
	struct log_group *group = logs_named_group(call);

	if (!group)
		return -1;
	for (size_t i = 0; i < sizeof valid / sizeof *valid; i++)
		if (days == valid[i]) {
			group->retention_days = valid[i];
			return 0;
		}
	return aws_refuse(call, "InvalidParameterException",
			  "%lld is no valid number of days to keep log events.",
			  (long long)days);
}

const struct aws_operation logs_create_log_group = {
	.name = "CreateLogGroup",
	.request = name_request,
	.errors = create_errors,
	.summary = N_("create a log group"),
	.run = create_log_group,
	.resource_type = "AWS::Logs::LogGroup",
	.resource_member = "logGroupName",
};

const struct aws_operation logs_delete_log_group = {
	.name = "DeleteLogGroup",
	.request = name_request,
	.errors = errors,
	.summary = N_("delete a log group and all its events"),
	.run = delete_log_group,
	.resource_type = "AWS::Logs::LogGroup",
	.resource_member = "logGroupName",
};

const struct aws_operation logs_describe_log_groups = {
	.name = "DescribeLogGroups",
	.request = groups_request,
	.errors = list_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show the log groups of this Region"),
	.run = describe_log_groups,
};

const struct aws_operation logs_describe_log_streams = {
	.name = "DescribeLogStreams",
	.request = streams_request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show the streams of a log group"),
	.run = describe_log_streams,
};

const struct aws_operation logs_put_retention_policy = {
	.name = "PutRetentionPolicy",
	.request = retention_request,
	.errors = errors,
	.summary = N_("set for how many days a log group keeps its events"),
	.run = put_retention_policy,
	.resource_type = "AWS::Logs::LogGroup",
	.resource_member = "logGroupName",
};
