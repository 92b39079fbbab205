/* SPDX-License-Identifier: MIT */
/*
 * The alarm wire, whole: a trail's events in a log group, a metric filter, an
 * alarm, a topic, a mail.  And how an alarm takes what is missing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/strbuf.h"

#include "scenes.h"

#define GROUP_ARN "arn:aws:logs:us-east-1:111122223333:log-group:trail-events"
#define ROLE_ARN "arn:aws:iam::111122223333:role/CloudTrailToLogs"
#define TOPIC_ARN "arn:aws:sns:us-east-1:111122223333:alerts"

/* Calls as sana; the request is JSON with ' for ". */
static void
must(struct account *account, const char *service, const char *operation,
     const char *request)
{
	struct caller caller = { .principal = principal_find(account, "sana") };
	struct aws_error error = { 0 };
	char text[2048];

	snprintf(text, sizeof text, "%s", request);
	for (char *at = text; *at; at++)
		if (*at == '\'')
			*at = '"';
	json_object_put(aws_door(account, &caller, service, operation,
				 scene_json(text), &error));
	if (error.code)
		fail_msg("%s: %s: %s", operation, error.code, error.message);
}

/* A trail that logs, with a log group, a filter, an alarm and a topic. */
static struct account *
new_wired(void)
{
	struct account *account = scene_new("trail logs-role");

	must(account, "logs", "CreateLogGroup",
	     "{'logGroupName': 'trail-events'}");
	must(account, "cloudtrail", "UpdateTrail",
	     "{'Name': 'main-audit-trail', 'CloudWatchLogsLogGroupArn': '"
	     GROUP_ARN ":*', 'CloudWatchLogsRoleArn': '" ROLE_ARN "'}");
	must(account, "sns", "CreateTopic", "{'Name': 'alerts'}");
	must(account, "sns", "Subscribe",
	     "{'TopicArn': '" TOPIC_ARN "', 'Protocol': 'email', "
	     "'Endpoint': 'sana@kitab-ghar.example'}");
	must(account, "logs", "PutMetricFilter",
	     "{'logGroupName': 'trail-events', 'filterName': 'blinded', "
	     "'filterPattern': '{ ($.eventName = StopLogging) || "
	     "($.eventName = DeleteTrail) }', 'metricTransformations': "
	     "[{'metricName': 'Blinded', 'metricNamespace': 'Trail', "
	     "'metricValue': '1'}]}");
	must(account, "cloudwatch", "PutMetricAlarm",
	     "{'AlarmName': 'trail-blinded', 'Namespace': 'Trail', "
	     "'MetricName': 'Blinded', 'Statistic': 'Sum', 'Period': 300, "
	     "'EvaluationPeriods': 1, 'Threshold': 1, 'ComparisonOperator': "
	     "'GreaterThanOrEqualToThreshold', 'TreatMissingData': "
	     "'notBreaching', 'AlarmActions': ['" TOPIC_ARN "']}");
	account_advance(account, 20 * (int64_t)CLOCK_MINUTE);
	return account;
}

static const struct mail *
last_mail(const struct account *account)
{
	return account->inbox.items[account->inbox.count - 1];
}

/* StopLogging, and word of it by mail some minutes later. */
static void
stop_logging_is_told_by_mail(void **state)
{
	struct account *account = new_wired();
	struct alarm *alarm =
		alarm_find(account, SCENE_REGION, "trail-blinded");
	size_t mails = account->inbox.count;
	int64_t stopped = account->now;
	const struct log_group *group =
		log_group_find(account, SCENE_REGION, "trail-events");

	(void)state;
	assert_int_equal(alarm->state, ALARM_OK);
	assert_string_equal(alarm->state_reason,
			    "Threshold Crossed: no datapoints were received "
			    "for 1 period and 1 missing datapoint was treated "
			    "as [NonBreaching].");
	must(account, "cloudtrail", "StopLogging",
	     "{'Name': 'main-audit-trail'}");
	account_advance(account, 20 * (int64_t)CLOCK_MINUTE);

	assert_int_equal(account->inbox.count, mails + 1);
	assert_string_equal(last_mail(account)->subject,
			    "ALARM: \"trail-blinded\" in US East (N. "
			    "Virginia)");
	assert_non_null(strstr(last_mail(account)->text,
			       "State Change:               OK -> ALARM"));
	/* 3 s to the log group at the least, and not above 10 minutes, a
	   minute for the alarm, and mail's own seconds */
	assert_in_range(last_mail(account)->time - stopped,
			5 * CLOCK_SECOND, 12 * CLOCK_MINUTE);
	assert_string_equal(group->streams.items[0]->name,
			    "111122223333_CloudTrail_us-east-1");
	/* the last event of the trail was the one that silenced it */
	assert_non_null(strstr(group->streams.items[0]
				       ->events
				       .items[group->streams.items[0]
						      ->events.count -
					      1]
				       .message,
			       "eventName"));
	/* and it is over once five minutes without another have passed */
	assert_int_equal(alarm->state, ALARM_OK);
	account_free(account);
}

static void
what_the_role_may_not_do_does_not_arrive(void **state)
{
	struct account *account = new_wired();
	struct log_group *group =
		log_group_find(account, SCENE_REGION, "trail-events");
	struct trail *trail =
		trail_find(account, SCENE_REGION, SCENE_TRAIL);
	uint64_t events = group->events;

	(void)state;
	assert_true(events > 0);
	assert_null(trail->latest_logs_delivery_error);
	principal_set_policy(principal_find(account, "CloudTrailToLogs"),
			     scene_json("{\"Statement\": []}"));
	must(account, "cloudtrail", "StopLogging",
	     "{'Name': 'main-audit-trail'}");
	account_advance(account, 20 * (int64_t)CLOCK_MINUTE);
	assert_int_equal(group->events, events);
	assert_string_equal(trail->latest_logs_delivery_error,
			    "Access denied. Check the permissions for your "
			    "role.");
	account_free(account);
}

static void
a_topic_hears_of_each_log_file(void **state)
{
	struct account *account = scene_new("trail");
	const struct mail *mail;

	(void)state;
	must(account, "sns", "CreateTopic",
	     "{'Name': 'alerts', 'Attributes': {'Policy': "
	     "'{\\'Statement\\': [{\\'Effect\\': \\'Allow\\', "
	     "\\'Principal\\': {\\'Service\\': "
	     "\\'cloudtrail.amazonaws.com\\'}, \\'Action\\': "
	     "\\'SNS:Publish\\', \\'Resource\\': \\'*\\'}]}'}}");
	must(account, "sns", "Subscribe",
	     "{'TopicArn': '" TOPIC_ARN "', 'Protocol': 'email', "
	     "'Endpoint': 'sana@kitab-ghar.example'}");
	must(account, "cloudtrail", "UpdateTrail",
	     "{'Name': 'main-audit-trail', 'SnsTopicName': 'alerts'}");
	account_advance(account, 12 * (int64_t)CLOCK_MINUTE);
	mail = last_mail(account);
	assert_string_equal(mail->subject, "AWS Notification Message");
	assert_ptr_equal(strstr(mail->text,
				"{\"s3Bucket\":\"audit-logs\",\"s3ObjectKey\":"
				"[\"AWSLogs/111122223333/CloudTrail/us-east-1/"
				"2025/11/19/"),
			 mail->text);
	account_free(account);
}

/* ---- how datapoints decide */

struct course {
	const char *treat; /* TreatMissingData, or NULL */
	int periods, datapoints;
	const char *values; /* one a minute, oldest first; '-' is missing */
	enum alarm_state state;
	const char *reason; /* or NULL */
};

static void
play_course(const struct course *course)
{
	struct account *account = scene_new(NULL);
	struct alarm_settings settings = {
		.namespace = "N",
		.metric_name = "M",
		.statistic = "Sum",
		.comparison_operator = "GreaterThanThreshold",
		.treat_missing_data = course->treat,
		.period = 60,
		.evaluation_periods = course->periods,
		.datapoints_to_alarm = course->datapoints,
		.threshold = 1,
	};
	struct alarm *alarm;

	for (size_t i = 0; course->values[i]; i++)
		if (course->values[i] != '-')
			metric_put(account, SCENE_REGION, "N", "M",
				   SCENE_START + (int64_t)i * CLOCK_MINUTE,
				   course->values[i] - '0');
	account_advance_to(account, SCENE_START +
					    (int64_t)strlen(course->values) *
						    CLOCK_MINUTE);
	alarm = alarm_put(account, SCENE_REGION, "a", &settings);
	account_advance(account, CLOCK_MINUTE - 1);
	if (alarm->state != course->state)
		fail_msg("%s of %d with %s is %s: %s", course->values,
			 course->periods,
			 course->treat ? course->treat : "missing",
			 alarm_state_name(alarm->state), alarm->state_reason);
	if (course->reason)
		assert_string_equal(alarm->state_reason, course->reason);
	account_free(account);
}

static void
an_alarm_gives_its_state_and_reason_as_aws_does(void **state)
{
	static const struct course courses[] = {
		{ NULL, 1, 0, "2", ALARM_ALARM,
		  "Threshold Crossed: 1 out of the last 1 datapoints [2.0 "
		  "(19/11/25 06:30:00)] was greater than the threshold (1.0) "
		  "(minimum 1 datapoint for OK -> ALARM transition)." },
		{ NULL, 1, 0, "1", ALARM_OK,
		  "Threshold Crossed: 1 out of the last 1 datapoints [1.0 "
		  "(19/11/25 06:30:00)] was not greater than the threshold "
		  "(1.0) (minimum 1 datapoint for ALARM -> OK transition)." },
		{ NULL, 2, 0, "32", ALARM_ALARM,
		  "Threshold Crossed: 2 out of the last 2 datapoints [2.0 "
		  "(19/11/25 06:31:00), 3.0 (19/11/25 06:30:00)] were greater "
		  "than the threshold (1.0) (minimum 2 datapoints for OK -> "
		  "ALARM transition)." },
		{ NULL, 5, 0, "22222", ALARM_ALARM,
		  "Threshold Crossed: 5 out of the last 5 datapoints were "
		  "greater than the threshold (1.0). The most recent "
		  "datapoints which crossed the threshold: [2.0 (19/11/25 "
		  "06:34:00), 2.0 (19/11/25 06:33:00), 2.0 (19/11/25 "
		  "06:32:00), 2.0 (19/11/25 06:31:00), 2.0 (19/11/25 "
		  "06:30:00)] (minimum 5 datapoints for OK -> ALARM "
		  "transition)." },
		{ NULL, 2, 0, "02", ALARM_OK, NULL },
		{ NULL, 3, 1, "020", ALARM_ALARM, NULL },
		{ NULL, 3, 2, "020", ALARM_OK, NULL },
		{ NULL, 3, 2, "0--", ALARM_OK, NULL },
		/* enough is missing, and what is there breaches: early */
		{ NULL, 3, 0, "--2", ALARM_ALARM, NULL },
		{ "notBreaching", 3, 0, "--2", ALARM_OK,
		  NULL },
		{ "notBreaching", 1, 0, "-", ALARM_OK,
		  "Threshold Crossed: no datapoints were received for 1 "
		  "period and 1 missing datapoint was treated as "
		  "[NonBreaching]." },
		{ "breaching", 3, 0, "--2", ALARM_ALARM,
		  "Threshold Crossed: 1 out of the last 3 datapoints [2.0 "
		  "(19/11/25 06:32:00)] was greater than the threshold (1.0) "
		  "and 2 missing datapoints were treated as [Breaching] "
		  "(minimum 3 datapoints for OK -> ALARM transition)." },
		{ "breaching", 2, 0, "--", ALARM_ALARM,
		  "Threshold Crossed: no datapoints were received for 2 "
		  "periods and 2 missing datapoints were treated as "
		  "[Breaching]." },
		{ "breaching", 3, 0, "0--", ALARM_OK, NULL },
		{ "ignore", 1, 0, "-", ALARM_INSUFFICIENT_DATA,
		  "Unchecked: Initial alarm creation" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof courses / sizeof *courses; i++)
		play_course(&courses[i]);
}

static void
an_alarm_whose_metric_falls_silent_has_insufficient_data(void **state)
{
	struct account *account = scene_new(NULL);
	struct alarm_settings settings = {
		.namespace = "N",
		.metric_name = "M",
		.statistic = "Maximum",
		.comparison_operator = "LessThanThreshold",
		.period = 60,
		.evaluation_periods = 1,
		.threshold = 1,
	};
	struct alarm *alarm =
		alarm_put(account, SCENE_REGION, "a", &settings);

	(void)state;
	metric_put(account, SCENE_REGION, "N", "M", account->now, 0.5);
	metric_put(account, SCENE_REGION, "N", "M", account->now, 0.25);
	account_advance(account, 2 * CLOCK_MINUTE - 1);
	assert_int_equal(alarm->state, ALARM_ALARM);
	account_advance(account, CLOCK_MINUTE);
	assert_int_equal(alarm->state, ALARM_INSUFFICIENT_DATA);
	assert_string_equal(alarm->state_reason,
			    "Insufficient Data: 1 datapoint was unknown.");
	account_free(account);
}

static void
the_default_value_stands_for_minutes_without_a_match(void **state)
{
	struct account *account = scene_new(NULL);
	struct metric_point point;

	(void)state;
	must(account, "logs", "CreateLogGroup", "{'logGroupName': 'g'}");
	must(account, "logs", "PutMetricFilter",
	     "{'logGroupName': 'g', 'filterName': 'f', 'filterPattern': "
	     "'{ $.size > 0 }', 'metricTransformations': [{'metricName': 'M', "
	     "'metricNamespace': 'N', 'metricValue': '$.size', "
	     "'defaultValue': 0}]}");
	log_group_put(account, SCENE_REGION, "g", "s", SCENE_START, "other");
	log_group_put(account, SCENE_REGION, "g", "s", SCENE_START, "other");
	log_group_put(account, SCENE_REGION, "g", "s",
		      SCENE_START + CLOCK_MINUTE, "{\"size\": 7}");
	assert_int_equal(account->metrics.items[0]->points.count, 2);
	assert_true(metric_between(account->metrics.items[0], SCENE_START,
				   SCENE_START + CLOCK_MINUTE, &point));
	assert_true(point.sum == 0 && point.count == 1);
	assert_true(metric_between(account->metrics.items[0],
				   SCENE_START + CLOCK_MINUTE,
				   SCENE_START + 2 * CLOCK_MINUTE, &point));
	assert_true(point.sum == 7);
	account_free(account);
}

/* A dump holds objects' bytes too, NULs among them. */
static bool
dump_has(const struct strbuf *dump, const char *text)
{
	size_t length = strlen(text);

	for (size_t i = 0; i + length <= dump->len; i++)
		if (!memcmp(dump->buf + i, text, length))
			return true;
	return false;
}

static void
the_same_wire_twice_is_the_same_byte_for_byte(void **state)
{
	struct strbuf dumps[2] = { STRBUF_INIT, STRBUF_INIT };

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct account *account = new_wired();

		must(account, "cloudtrail", "StopLogging",
		     "{'Name': 'main-audit-trail'}");
		account_advance(account, CLOCK_HOUR);
		account_dump(account, &dumps[i]);
		account_free(account);
	}
	assert_int_equal(dumps[0].len, dumps[1].len);
	assert_memory_equal(dumps[0].buf, dumps[1].buf, dumps[0].len);
	assert_true(dump_has(&dumps[0], "\nmail "));
	assert_true(dump_has(&dumps[0], "\nalarm arn:"));
	assert_true(dump_has(&dumps[0], "\nmetric us-east-1 Trail "));
	assert_true(dump_has(&dumps[0], "\nlog " GROUP_ARN));
	strbuf_release(&dumps[0]);
	strbuf_release(&dumps[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stop_logging_is_told_by_mail),
		cmocka_unit_test(what_the_role_may_not_do_does_not_arrive),
		cmocka_unit_test(a_topic_hears_of_each_log_file),
		cmocka_unit_test(
			an_alarm_gives_its_state_and_reason_as_aws_does),
		cmocka_unit_test(
			an_alarm_whose_metric_falls_silent_has_insufficient_data),
		cmocka_unit_test(
			the_default_value_stands_for_minutes_without_a_match),
		cmocka_unit_test(the_same_wire_twice_is_the_same_byte_for_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
