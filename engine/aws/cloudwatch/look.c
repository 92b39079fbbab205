/* SPDX-License-Identifier: MIT */
/*
 * DescribeAlarmHistory, GetMetricStatistics: what has been.
 *
 * Differs from AWS: StartTime of statistics is taken down to its minute, and
 * datapoints stand in the order of time.
 */
#include "aws/cloudwatch/cloudwatch.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"

enum { PAGE = 100, DATAPOINTS_MOST = 1440 };

static const char *const item_types[] = { "ConfigurationUpdate", "StateUpdate",
					  "Action", NULL };
static const char *const scans[] = { "TimestampDescending",
				     "TimestampAscending", NULL };

static const struct aws_member history_request[] = {
	{ .name = "AlarmName", .type = AWS_STRING },
	{ .name = "HistoryItemType", .type = AWS_STRING, .values = item_types },
	{ .name = "StartDate", .type = AWS_TIMESTAMP },
	{ .name = "EndDate", .type = AWS_TIMESTAMP },
	{ .name = "MaxRecords", .type = AWS_INTEGER },
	{ .name = "NextToken", .type = AWS_STRING },
	{ .name = "ScanBy", .type = AWS_STRING, .values = scans },
	{ 0 },
};

static const struct aws_member statistics_request[] = {
	{ .name = "Namespace", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "MetricName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "StartTime", .type = AWS_TIMESTAMP, .flags = AWS_REQUIRED },
	{ .name = "EndTime", .type = AWS_TIMESTAMP, .flags = AWS_REQUIRED },
	{ .name = "Period", .type = AWS_INTEGER, .flags = AWS_REQUIRED },
	{ .name = "Statistics", .type = AWS_LIST },
	{ 0 },
};

static const char *const history_errors[] = { "InvalidNextToken",
					      "ValidationError", NULL };
static const char *const statistics_errors[] = {
	"InvalidParameterCombination",
	"InvalidParameterValue",
	"MissingParameter",
	NULL,
};

/* ---- DescribeAlarmHistory */

struct past {
	const struct alarm *alarm;
	const struct alarm_history *item;
};

struct pasts {
	struct past *items;
	size_t count, allocated;
};

static bool
is_asked_for(const struct aws_call *call, const struct past *past)
{
	const char *name = aws_request_string(call, "AlarmName");
	const char *type = aws_request_string(call, "HistoryItemType");

	return !strcmp(past->alarm->region, call->region) &&
	       (!name || !strcmp(name, past->alarm->name)) &&
	       (!type || !strcmp(type, past->item->type)) &&
	       past->item->time >= cloudwatch_moment(call, "StartDate", 0) &&
	       past->item->time <=
		       cloudwatch_moment(call, "EndDate", INT64_MAX);
}

/* Oldest first; of one moment in the order in which it was written down. */
static void
add_past(struct pasts *pasts, struct past past)
{
	size_t at = pasts->count;

	list_push(pasts, past);
	for (; at > 0 && pasts->items[at - 1].item->time > past.item->time;
	     at--)
		pasts->items[at] = pasts->items[at - 1];
	pasts->items[at] = past;
}

static struct json_object *
describe_item(const struct past *past)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "AlarmName", past->alarm->name);
	json_set_string(out, "AlarmType", "MetricAlarm");
	cloudwatch_set_time(out, "Timestamp", past->item->time);
	json_set_string(out, "HistoryItemType", past->item->type);
	json_set_string(out, "HistorySummary", past->item->summary);
	json_set_string(out, "HistoryData", past->item->data);
	return out;
}

static void
collect(const struct aws_call *call, struct pasts *pasts)
{
	for (size_t i = 0; i < call->account->alarms.count; i++) {
		const struct alarm *alarm = call->account->alarms.items[i];

		for (size_t j = 0; j < alarm->history.count; j++) {
			struct past past = { alarm, &alarm->history.items[j] };

			if (is_asked_for(call, &past))
				add_past(pasts, past);
		}
	}
}

static int
describe_alarm_history(struct aws_call *call)
{
	const char *scan = aws_request_string(call, "ScanBy");
	bool ascending = scan && !strcmp(scan, "TimestampAscending");
	struct pasts pasts = { 0 };
	struct json_object *list;
	size_t first, end;

	collect(call, &pasts);
	if (cloudwatch_page(call, pasts.count, PAGE, &first, &end) < 0) {
		list_release(&pasts);
		return -1;
	}
	list = json_object_new_array();
	for (size_t i = first; i < end; i++)
		json_object_array_add(
			list, describe_item(&pasts.items[ascending ?
						  i : pasts.count - 1 - i]));
	json_set(call->response, "AlarmHistoryItems", list);
	list_release(&pasts);
	return 0;
}

/* ---- GetMetricStatistics */

static int
check_statistics(struct aws_call *call, int64_t from, int64_t until,
		 int64_t period)
{
	struct json_object *names = aws_request_member(call, "Statistics");
	size_t count = json_count(names);
	struct metric_point none = { 0 };
	double value;

	if (count == 0)
		return aws_refuse(call, "MissingParameter",
				  "The request must contain the parameter "
				  "Statistics or ExtendedStatistics.");
	for (size_t i = 0; i < count; i++) {
		const char *name = json_text_at(names, i);

		if (!metric_statistic(&none, name, &value))
			return aws_refuse(call, "InvalidParameterValue",
					  "Value '%s' is no statistic.", name);
	}
	if (period < 60 || period % 60 != 0)
		return aws_refuse(call, "InvalidParameterValue",
				  "The parameter Period must be a multiple of "
				  "60.");
	if (from >= until)
		return aws_refuse(call, "InvalidParameterValue",
				  "The parameter StartTime must be less than "
				  "the parameter EndTime.");
	if ((until - from) / CLOCK_SECOND / period >= DATAPOINTS_MOST)
		return aws_refuse(call, "InvalidParameterCombination",
				  "You have requested up to %lld datapoints, "
				  "which exceeds the limit of %d. You may "
				  "reduce the datapoints requested by "
				  "increasing Period, or decreasing the time "
				  "range.",
				  (long long)((until - from) / CLOCK_SECOND /
					      period),
				  DATAPOINTS_MOST);
	return 0;
}

static struct json_object *
describe_point(const struct aws_call *call, const struct metric_point *point)
{
	struct json_object *names = aws_request_member(call, "Statistics");
	struct json_object *out = json_object_new_object();

	cloudwatch_set_time(out, "Timestamp", point->time);
	for (size_t i = 0; i < json_object_array_length(names); i++) {
		const char *name = json_text_at(names, i);
		double value;

		metric_statistic(point, name, &value);
		json_set(out, name, json_object_new_double(value));
	}
	json_set_string(out, "Unit", "None");
	return out;
}

static int
get_metric_statistics(struct aws_call *call)
{
	const char *name = aws_request_string(call, "MetricName");
	const struct metric *metric =
		metric_find(call->account, call->region,
			    aws_request_string(call, "Namespace"), name);
	int64_t from = cloudwatch_moment(call, "StartTime", 0);
	int64_t until = cloudwatch_moment(call, "EndTime", 0);
	int64_t period = aws_request_int(call, "Period", 0);
	struct json_object *list;
	struct metric_point point;

	if (check_statistics(call, from, until, period) < 0)
		return -1;
	list = json_object_new_array();
	for (int64_t at = from - from % CLOCK_MINUTE; metric && at < until;
	     at += period * CLOCK_SECOND)
		if (metric_between(metric, at, at + period * CLOCK_SECOND,
				   &point))
			json_object_array_add(list,
					      describe_point(call, &point));
	call->response = json_object_new_object();
	json_set_string(call->response, "Label", name);
	json_set(call->response, "Datapoints", list);
	return 0;
}

const struct aws_operation cloudwatch_describe_alarm_history = {
	.name = "DescribeAlarmHistory",
	.request = history_request,
	.errors = history_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show what became of alarms, newest first"),
	.run = describe_alarm_history,
};

const struct aws_operation cloudwatch_get_metric_statistics = {
	.name = "GetMetricStatistics",
	.request = statistics_request,
	.errors = statistics_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show a metric's values, period by period"),
	.run = get_metric_statistics,
};
