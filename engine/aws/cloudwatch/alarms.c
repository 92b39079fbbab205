/* SPDX-License-Identifier: MIT */
/*
 * PutMetricAlarm, DescribeAlarms, DeleteAlarms, SetAlarmState.
 *
 * Differs from AWS: of the settings those of account/alarm.h; what the lab
 * does not know is refused in words of ours.
 */
#include "aws/cloudwatch/cloudwatch.h"

#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

enum {
	NAME_MOST = 255,
	ACTIONS_MOST = 5,
	PAGE = 50,
	DAY = 86400,
};

static const char *const statistics[] = { "SampleCount", "Average", "Sum",
					  "Minimum", "Maximum", NULL };
static const char *const comparisons[] = { "GreaterThanOrEqualToThreshold",
					   "GreaterThanThreshold",
					   "LessThanThreshold",
					   "LessThanOrEqualToThreshold",
					   NULL };
static const char *const states[] = { "OK", "ALARM", "INSUFFICIENT_DATA",
				      NULL };

static const struct aws_member put_request[] = {
	{ .name = "AlarmName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "AlarmDescription", .type = AWS_STRING },
	{ .name = "ActionsEnabled", .type = AWS_BOOLEAN },
	{ .name = "OKActions", .type = AWS_LIST },
	{ .name = "AlarmActions", .type = AWS_LIST },
	{ .name = "InsufficientDataActions", .type = AWS_LIST },
	{ .name = "MetricName", .type = AWS_STRING },
	{ .name = "Namespace", .type = AWS_STRING },
	{ .name = "Statistic", .type = AWS_STRING, .values = statistics },
	{ .name = "Period", .type = AWS_INTEGER },
	{ .name = "EvaluationPeriods", .type = AWS_INTEGER },
	{ .name = "DatapointsToAlarm", .type = AWS_INTEGER },
	{ .name = "Threshold", .type = AWS_DOUBLE },
	{ .name = "ComparisonOperator",
	  .type = AWS_STRING,
	  .values = comparisons },
	{ .name = "TreatMissingData", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member describe_request[] = {
	{ .name = "AlarmNames", .type = AWS_LIST },
	{ .name = "AlarmNamePrefix", .type = AWS_STRING },
	{ .name = "StateValue", .type = AWS_STRING, .values = states },
	{ .name = "MaxRecords", .type = AWS_INTEGER },
	{ .name = "NextToken", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member delete_request[] = {
	{ .name = "AlarmNames", .type = AWS_LIST, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member state_request[] = {
	{ .name = "AlarmName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "StateValue",
	  .type = AWS_STRING,
	  .flags = AWS_REQUIRED,
	  .values = states },
	{ .name = "StateReason", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "StateReasonData", .type = AWS_STRING },
	{ 0 },
};

static const char *const put_errors[] = { "LimitExceeded", "ValidationError",
					  NULL };
static const char *const describe_errors[] = { "InvalidNextToken",
					       "ValidationError", NULL };
static const char *const delete_errors[] = { "ResourceNotFound", NULL };
static const char *const state_errors[] = { "InvalidFormat",
					    "ResourceNotFound",
					    "ValidationError", NULL };

/* ---- PutMetricAlarm */

static int
check_given(struct aws_call *call)
{
	static const char *const needed[] = {
		"MetricName", "Namespace", "Statistic", "Period",
		"EvaluationPeriods", "Threshold", "ComparisonOperator",
	};

	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!aws_request_member(call, needed[i]))
			return aws_refuse(call, "ValidationError",
					  "The parameter %s must be specified "
					  "to create a metric alarm.",
					  needed[i]);
	return 0;
}

/* "[OK, ALARM, INSUFFICIENT_DATA]", as AWS lists what it would take. */
static int
check_value(struct aws_call *call, const char *member, const char *wire,
	    const char *const *values)
{
	const char *text = aws_request_string(call, member);
	struct strbuf all = STRBUF_INIT;

	if (str_is_one_of(text, values))
		return 0;
	for (size_t i = 0; values[i]; i++)
		strbuf_addf(&all, "%s%s", i ? ", " : "", values[i]);
	aws_refuse(call, "ValidationError",
		   "1 validation error detected: Value '%s' at '%s' failed to "
		   "satisfy constraint: Member must satisfy enum value set: "
		   "[%s]",
		   text, wire, all.buf);
	strbuf_release(&all);
	return -1;
}

static int
check_periods(struct aws_call *call)
{
	int64_t period = aws_request_int(call, "Period", 0);
	int64_t count = aws_request_int(call, "EvaluationPeriods", 0);
	int64_t datapoints = aws_request_int(call, "DatapointsToAlarm", count);

	if (period < 60 || period % 60 != 0)
		return aws_refuse(call, "ValidationError",
				  "The lab evaluates alarms by the minute: "
				  "Period must be 60 or a multiple of 60.");
	if (count < 1 || datapoints < 1)
		return aws_refuse(call, "ValidationError",
				  "1 validation error detected: Value '%lld' "
				  "at '%s' failed to satisfy constraint: "
				  "Member must have value greater than or "
				  "equal to 1",
				  (long long)(count < 1 ? count : datapoints),
				  count < 1 ? "evaluationPeriods" :
					      "datapointsToAlarm");
	if (datapoints > count)
		return aws_refuse(call, "ValidationError",
				  "DatapointsToAlarm must be less than or "
				  "equal to EvaluationPeriods.");
	if (period > DAY || count > DAY || period * count > DAY)
		return aws_refuse(call, "ValidationError",
				  "Metrics cannot be checked across more than "
				  "a day (EvaluationPeriods * Period must be "
				  "<= 86400).");
	return 0;
}

static int
check_missing_data(struct aws_call *call)
{
	static const char *const known[] = { "breaching", "notBreaching",
					     "ignore", "missing", NULL };
	const char *text = aws_request_string(call, "TreatMissingData");

	if (!text || str_is_one_of(text, known))
		return 0;
	return aws_refuse(call, "ValidationError",
			  "Option %s is not supported for TreatMissingData.  "
			  "Supported options are [breaching, notBreaching, "
			  "ignore, missing].",
			  text);
}

static int
check_actions(struct aws_call *call, const char *member)
{
	struct json_object *list = aws_request_member(call, member);
	size_t count = json_count(list);

	if (count > ACTIONS_MOST)
		return aws_refuse(call, "ValidationError",
				  "A maximum of %d actions is allowed for each "
				  "state.",
				  ACTIONS_MOST);
	for (size_t i = 0; i < count; i++) {
		const char *arn = json_text_at(list, i);

		if (strncmp(arn, "arn:", 4) != 0)
			return aws_refuse(call, "ValidationError",
					  "Invalid arn syntax: %s", arn);
		if (strncmp(arn, "arn:aws:sns:", 12) != 0)
			return aws_refuse(call, "ValidationError",
					  "The lab runs actions on topics "
					  "only, not on %s",
					  arn);
	}
	return 0;
}

static const char *const action_members[] = {
	[ALARM_INSUFFICIENT_DATA] = "InsufficientDataActions",
	[ALARM_OK] = "OKActions",
	[ALARM_ALARM] = "AlarmActions",
};

static int
check_name(struct aws_call *call, const char *name)
{
	size_t length = strlen(name);

	if (length > 0 && length <= NAME_MOST)
		return 0;
	return aws_refuse(call, "ValidationError",
			  "1 validation error detected: Value '%s' at "
			  "'alarmName' failed to satisfy constraint: Member "
			  "must have length %s",
			  name,
			  length ? "less than or equal to 255" :
				   "greater than or equal to 1");
}

static int
check_put(struct aws_call *call)
{
	if (check_name(call, aws_request_string(call, "AlarmName")) < 0 ||
	    check_given(call) < 0 ||
	    check_value(call, "Statistic", "statistic", statistics) < 0 ||
	    check_value(call, "ComparisonOperator", "comparisonOperator",
			comparisons) < 0 ||
	    check_periods(call) < 0 || check_missing_data(call) < 0)
		return -1;
	for (int i = 0; i < ALARM_STATES; i++)
		if (check_actions(call, action_members[i]) < 0)
			return -1;
	return 0;
}

/* Each is evaluated every minute. */
static int
check_room(struct aws_call *call, const char *name)
{
	if (alarm_find(call->account, call->region, name) ||
	    alarm_count(call->account, call->region) < ALARMS_MOST)
		return 0;
	return aws_refuse(call, "LimitExceeded",
			  "The quota for alarms for this customer has already "
			  "been reached.");
}

static int
put_metric_alarm(struct aws_call *call)
{
	const char *name = aws_request_string(call, "AlarmName");
	struct alarm_settings settings;

	if (check_put(call) < 0 || check_room(call, name) < 0)
		return -1;
	settings = (struct alarm_settings){
		.description = aws_request_string(call, "AlarmDescription"),
		.namespace = aws_request_string(call, "Namespace"),
		.metric_name = aws_request_string(call, "MetricName"),
		.statistic = aws_request_string(call, "Statistic"),
		.comparison_operator =
			aws_request_string(call, "ComparisonOperator"),
		.treat_missing_data =
			aws_request_string(call, "TreatMissingData"),
		.actions_enabled =
			aws_request_bool(call, "ActionsEnabled", true),
		.period = (int)aws_request_int(call, "Period", 0),
		.evaluation_periods =
			(int)aws_request_int(call, "EvaluationPeriods", 0),
		.datapoints_to_alarm =
			(int)aws_request_int(call, "DatapointsToAlarm", 0),
		.threshold = json_object_get_double(
			aws_request_member(call, "Threshold")),
	};
	for (int i = 0; i < ALARM_STATES; i++)
		settings.actions[i] =
			aws_request_member(call, action_members[i]);
	alarm_put(call->account, call->region, name, &settings);
	return 0;
}

/* ---- DescribeAlarms */

static struct json_object *
describe(const struct alarm *alarm)
{
	static const enum alarm_state order[] = { ALARM_OK, ALARM_ALARM,
						  ALARM_INSUFFICIENT_DATA };
	struct json_object *out = json_object_new_object();

	json_set_string(out, "AlarmName", alarm->name);
	json_set_string(out, "AlarmArn", alarm->arn);
	if (alarm->description)
		json_set_string(out, "AlarmDescription", alarm->description);
	cloudwatch_set_time(out, "AlarmConfigurationUpdatedTimestamp",
			    alarm->configuration_updated);
	json_set_bool(out, "ActionsEnabled", alarm->actions_enabled);
	for (size_t i = 0; i < ALARM_STATES; i++) {
		struct json_object *arns = alarm->actions[order[i]];

		json_set(out, action_members[order[i]],
			 arns ? json_copy(arns) : json_object_new_array());
	}
	json_set_string(out, "StateValue", alarm_state_name(alarm->state));
	json_set_string(out, "StateReason", alarm->state_reason);
	if (alarm->state_reason_data)
		json_set_string(out, "StateReasonData",
				alarm->state_reason_data);
	cloudwatch_set_time(out, "StateUpdatedTimestamp",
			    alarm->state_updated);
	json_set_string(out, "MetricName", alarm->metric_name);
	json_set_string(out, "Namespace", alarm->namespace);
	json_set_string(out, "Statistic", alarm->statistic);
	json_set(out, "Dimensions", json_object_new_array());
	json_set_int(out, "Period", alarm->period);
	json_set_int(out, "EvaluationPeriods", alarm->evaluation_periods);
	if (alarm->datapoints_given)
		json_set_int(out, "DatapointsToAlarm",
			     alarm->datapoints_to_alarm);
	json_set(out, "Threshold", json_object_new_double(alarm->threshold));
	json_set_string(out, "ComparisonOperator", alarm->comparison_operator);
	if (alarm->treat_missing_data)
		json_set_string(out, "TreatMissingData",
				alarm->treat_missing_data);
	return out;
}

static bool
is_named(struct json_object *names, const struct alarm *alarm)
{
	if (!names || json_object_array_length(names) == 0)
		return true;
	for (size_t i = 0; i < json_object_array_length(names); i++)
		if (!strcmp(alarm->name, json_text_at(names, i)))
			return true;
	return false;
}

static bool
is_asked_for(const struct aws_call *call, const struct alarm *alarm)
{
	const char *prefix = aws_request_string(call, "AlarmNamePrefix");
	const char *state = aws_request_string(call, "StateValue");

	return !strcmp(alarm->region, call->region) &&
	       is_named(aws_request_member(call, "AlarmNames"), alarm) &&
	       (!prefix || !strncmp(alarm->name, prefix, strlen(prefix))) &&
	       (!state || !strcmp(alarm_state_name(alarm->state), state));
}

static int
describe_alarms(struct aws_call *call)
{
	struct json_object *list = json_object_new_array();
	size_t count = 0, first, end, at = 0;

	for (size_t i = 0; i < call->account->alarms.count; i++)
		count += is_asked_for(call, call->account->alarms.items[i]);
	if (cloudwatch_page(call, count, PAGE, &first, &end) < 0) {
		json_object_put(list);
		return -1;
	}
	for (size_t i = 0; i < call->account->alarms.count; i++) {
		const struct alarm *alarm = call->account->alarms.items[i];

		if (!is_asked_for(call, alarm))
			continue;
		if (at >= first && at < end)
			json_object_array_add(list, describe(alarm));
		at++;
	}
	json_set(call->response, "MetricAlarms", list);
	json_set(call->response, "CompositeAlarms", json_object_new_array());
	return 0;
}

/* ---- DeleteAlarms, SetAlarmState */

static struct alarm *
named(struct aws_call *call, const char *name)
{
	struct alarm *alarm = alarm_find(call->account, call->region, name);

	if (!alarm)
		aws_refuse(call, "ResourceNotFound", "Unknown Alarm: %s", name);
	return alarm;
}

/* All or none, as AWS does. */
static int
delete_alarms(struct aws_call *call)
{
	struct json_object *names = aws_request_member(call, "AlarmNames");

	for (size_t i = 0; i < json_object_array_length(names); i++)
		if (!named(call, json_text_at(names, i)))
			return -1;
	for (size_t i = 0; i < json_object_array_length(names); i++) {
		struct alarm *alarm = alarm_find(call->account, call->region,
						 json_text_at(names, i));

		if (alarm) /* it may be named twice */
			alarm_delete(call->account, alarm);
	}
	return 0;
}

static int
set_alarm_state(struct aws_call *call)
{
	struct alarm *alarm = named(call,
				    aws_request_string(call, "AlarmName"));
	const char *data = aws_request_string(call, "StateReasonData");
	struct json_object *parsed;
	enum alarm_state state;

	if (!alarm ||
	    check_value(call, "StateValue", "stateValue", states) < 0)
		return -1;
	if (data) {
		parsed = json_parse(data, strlen(data), NULL, NULL);
		json_object_put(parsed);
		if (!parsed)
			return aws_refuse(call, "InvalidFormat",
					  "StateReasonData was not valid "
					  "JSON");
	}
	alarm_state_parse(aws_request_string(call, "StateValue"), &state);
	alarm_set_state(call->account, alarm, state,
			mem_strdup(aws_request_string(call, "StateReason")),
			mem_strdup(data));
	return 0;
}

const struct aws_operation cloudwatch_put_metric_alarm = {
	.name = "PutMetricAlarm",
	.request = put_request,
	.errors = put_errors,
	.summary = N_("create or change an alarm on a metric"),
	.run = put_metric_alarm,
	.resource_type = "AWS::CloudWatch::Alarm",
	.resource_member = "AlarmName",
};

const struct aws_operation cloudwatch_describe_alarms = {
	.name = "DescribeAlarms",
	.request = describe_request,
	.errors = describe_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show alarms, their state and its reason"),
	.run = describe_alarms,
};

const struct aws_operation cloudwatch_delete_alarms = {
	.name = "DeleteAlarms",
	.request = delete_request,
	.errors = delete_errors,
	.summary = N_("delete alarms"),
	.run = delete_alarms,
};

const struct aws_operation cloudwatch_set_alarm_state = {
	.name = "SetAlarmState",
	.request = state_request,
	.errors = state_errors,
	.summary = N_("set an alarm's state for a moment, to try its actions"),
	.run = set_alarm_state,
	.resource_type = "AWS::CloudWatch::Alarm",
	.resource_member = "AlarmName",
};
