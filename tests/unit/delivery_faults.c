/* SPDX-License-Identifier: MIT */
/*
 * From a rule to its targets, and what goes wrong on the way: whatever does,
 * no event that was recorded is lost.
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
#include "account/target.h"
#include "aws/dispatch.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "pattern/pattern.h"
#include "shell/shell.h"

#include "scenes.h"

#define FUNCTION_ARN "arn:aws:lambda:us-east-1:111122223333:function:"
#define QUEUE_ARN "arn:aws:sqs:us-east-1:111122223333:"
#define KEPT "\"DeadLetterConfig\": {\"Arn\": \"" QUEUE_ARN "repair-dlq\"}"

static struct account *account;
static struct strbuf said;

static int
begin(void **state)
{
	(void)state;
	account = scene_new("trail function rule queue");
	account_advance(account, CLOCK_MINUTE);
	strbuf_init(&said);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	account_free(account);
	strbuf_release(&said);
	return 0;
}

static int
type(const char *line)
{
	struct shell_output output;
	int status;

	shell_output_init(&output);
	shell_run(account, principal_find(account, "sana"), line, &output);
	strbuf_reset(&said);
	strbuf_addstr(&said, output.out.buf);
	strbuf_addstr(&said, output.err.buf);
	status = output.status;
	shell_output_release(&output);
	return status;
}

static void
must(const char *line)
{
	if (type(line) != SHELL_DONE)
		fail_msg("%s:%s", line, said.buf);
}

static void
put_target(const char *arn, const char *settings)
{
	rule_put_target(rule_find(account, SCENE_REGION, SCENE_RULE), "1", arn,
			settings ? scene_json(settings) : NULL);
}

/* Something that the rule matches. */
static void
stop_the_trail(void)
{
	must("aws cloudtrail stop-logging --name main-audit-trail");
}

static struct queue *
dead_letters(void)
{
	return queue_find(account, SCENE_REGION, SCENE_QUEUE);
}

static const char *
letter_attribute(size_t letter, const char *name)
{
	struct queue *queue = dead_letters();

	assert_true(letter < queue->count);
	return json_string(json_member(queue->messages[letter]->attributes,
				       name),
			   "StringValue");
}

static size_t
count_entries(enum timeline_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < account->timeline.count; i++)
		count += account->timeline.items[i]->kind == kind;
	return count;
}

static struct function *
function(void)
{
	return function_find(account, SCENE_REGION, SCENE_FUNCTION);
}

/* A queue that EventBridge may send to, with no room. */
static struct queue *
full_queue(void)
{
	struct queue *full = queue_add(account, SCENE_REGION, "full");

	full->policy = mem_strdup(
		"{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": "
		"{\"Service\": \"events.amazonaws.com\"}, \"Action\": "
		"\"sqs:*\", \"Resource\": \"*\"}]}");
	full->most = 0;
	return full;
}

/* ---- dead letters */

static void
a_target_that_is_not_there_is_not_tried_again(void **state)
{
	(void)state;
	put_target(FUNCTION_ARN "gone", "{" KEPT "}");
	stop_the_trail();
	account_advance(account, CLOCK_MINUTE);
	assert_int_equal(dead_letters()->count, 1);
	assert_string_equal(letter_attribute(0, "ERROR_CODE"), "NO_RESOURCE");
	assert_string_equal(letter_attribute(0, "RETRY_ATTEMPTS"), "0");
	assert_string_equal(letter_attribute(0, "TARGET_ARN"),
			    FUNCTION_ARN "gone");
	assert_string_equal(letter_attribute(0, "RULE_ARN"),
			    "arn:aws:events:us-east-1:111122223333:rule/"
			    "watch-the-trail");
	assert_non_null(letter_attribute(0, "ERROR_MESSAGE"));
	assert_null(letter_attribute(0, "EXHAUSTED_RETRY_CONDITION"));
	assert_non_null(strstr(dead_letters()->messages[0]->body,
			       "\"eventName\":\"StopLogging\""));
	assert_int_equal(count_entries(TIMELINE_EVENT_KEPT), 1);
}

static void
a_function_that_eventbridge_may_not_invoke_is_not_tried_again(void **state)
{
	(void)state;
	put_target(function()->arn, "{" KEPT "}");
	assert_true(function_forbid(function(), "AWSEvents"));
	stop_the_trail();
	account_advance(account, CLOCK_HOUR);
	assert_int_equal(function()->invocations, 0);
	assert_string_equal(letter_attribute(0, "ERROR_CODE"),
			    "NO_PERMISSIONS");
}

static void
a_permission_holds_for_its_source(void **state)
{
	(void)state;
	put_target(function()->arn, NULL);
	function_forbid(function(), "AWSEvents");
	function_permit(function(), "one", "lambda:InvokeFunction",
			"events.amazonaws.com",
			"arn:aws:events:us-east-1:111122223333:rule/other");
	stop_the_trail();
	account_advance(account, CLOCK_MINUTE);
	assert_int_equal(function()->invocations, 0);
	function_permit(function(), "two", "lambda:InvokeFunction",
			"events.amazonaws.com",
			"arn:aws:events:us-east-1:111122223333:rule/*");
	must("aws cloudtrail start-logging --name main-audit-trail");
	account_advance(account, CLOCK_MINUTE);
	assert_true(function()->invocations >= 1);
}

static void
a_full_queue_is_tried_again_until_there_is_room(void **state)
{
	struct queue *full = full_queue();

	(void)state;
	put_target(full->arn, "{" KEPT "}");
	stop_the_trail();
	account_advance(account, CLOCK_HOUR);
	assert_int_equal(full->count, 0);
	full->most = 1;
	account_advance(account, CLOCK_HOUR);
	assert_int_equal(full->count, 1);
	assert_int_equal(dead_letters()->count, 0);
}

static void
retries_end_by_their_number(void **state)
{
	struct queue *full = full_queue();

	(void)state;
	put_target(full->arn, "{\"RetryPolicy\": {\"MaximumRetryAttempts\": 4}, "
			      KEPT "}");
	stop_the_trail();
	account_advance(account, CLOCK_HOUR);
	assert_string_equal(letter_attribute(0, "ERROR_CODE"), "THROTTLING");
	assert_string_equal(letter_attribute(0, "EXHAUSTED_RETRY_CONDITION"),
			    "MaximumRetryAttempts");
	assert_string_equal(letter_attribute(0, "RETRY_ATTEMPTS"), "4");
}

static void
retries_end_by_the_age_of_the_event(void **state)
{
	(void)state;
	put_target(full_queue()->arn,
		   "{\"RetryPolicy\": {\"MaximumEventAgeInSeconds\": 3600}, "
		   KEPT "}");
	stop_the_trail();
	account_advance(account, 2 * CLOCK_HOUR);
	assert_string_equal(letter_attribute(0, "EXHAUSTED_RETRY_CONDITION"),
			    "MaximumEventAgeInSeconds");
	assert_in_range(dead_letters()->messages[0]->sent - SCENE_START,
			45 * CLOCK_MINUTE, 62 * CLOCK_MINUTE);
	assert_in_range(atoi(letter_attribute(0, "RETRY_ATTEMPTS")), 10, 25);
}

static void
by_default_it_is_tried_for_about_a_day(void **state)
{
	(void)state;
	put_target(full_queue()->arn, "{" KEPT "}");
	stop_the_trail();
	account_advance(account, 20 * (int64_t)CLOCK_HOUR);
	assert_int_equal(dead_letters()->count, 0);
	account_advance(account, 5 * (int64_t)CLOCK_HOUR);
	assert_int_equal(dead_letters()->count, 1);
	assert_in_range(atoi(letter_attribute(0, "RETRY_ATTEMPTS")), 150, 185);
}

static void
without_a_dead_letter_queue_the_event_is_dropped(void **state)
{
	(void)state;
	put_target(FUNCTION_ARN "gone", NULL);
	stop_the_trail();
	account_advance(account, CLOCK_MINUTE);
	assert_int_equal(count_entries(TIMELINE_EVENT_LOST), 1);
}

static void
a_dead_letter_queue_must_let_eventbridge_send(void **state)
{
	(void)state;
	put_target(FUNCTION_ARN "gone", "{" KEPT "}");
	free(dead_letters()->policy);
	dead_letters()->policy = NULL;
	stop_the_trail();
	account_advance(account, CLOCK_MINUTE);
	assert_int_equal(dead_letters()->count, 0);
	assert_int_equal(count_entries(TIMELINE_EVENT_LOST), 1);
}

/* ---- topics and log groups */

static void
a_topic_must_let_eventbridge_publish(void **state)
{
	struct topic *topic = topic_add(account, SCENE_REGION, "alarms");

	(void)state;
	put_target(topic->arn,
		   "{\"InputTransformer\": {\"InputPathsMap\": {\"who\": "
		   "\"$.detail.userIdentity.userName\"}, \"InputTemplate\": "
		   "\"\\\"stopped by <who>\\\"\"}, " KEPT "}");
	topic_subscribe(account, topic, "email", "sana@kitab-ghar.example");
	account_advance(account, CLOCK_HOUR);
	stop_the_trail();
	account_advance(account, CLOCK_MINUTE);
	assert_string_equal(letter_attribute(0, "ERROR_CODE"),
			    "NO_PERMISSIONS");
	assert_true(topic_set_policy(
		topic, "{\"Statement\": [{\"Effect\": \"Allow\", "
		       "\"Principal\": {\"Service\": "
		       "\"events.amazonaws.com\"}, \"Action\": "
		       "\"sns:Publish\", \"Resource\": \"*\"}]}"));
	must("aws cloudtrail start-logging --name main-audit-trail");
	account_advance(account, CLOCK_MINUTE);
	assert_int_equal(dead_letters()->count, 1);
	assert_non_null(strstr(
		account->inbox.items[account->inbox.count - 1]->text,
		"\"stopped by sana\""));
}

static void
a_log_group_keeps_the_events(void **state)
{
	struct log_group *group =
		log_group_add(account, SCENE_REGION, "/aws/events/trail");
	char *arn = str_printf("%s:*", group->arn);

	(void)state;
	put_target(arn, "{\"InputPath\": \"$.detail.eventName\", " KEPT "}");
	free(arn);
	stop_the_trail();
	account_advance(account, CLOCK_MINUTE);
	assert_int_equal(group->streams.count, 1);
	assert_string_equal(group->streams.items[0]->events.items[0].message,
			    "\"StopLogging\"");
	log_group_delete(account, group);
	must("aws cloudtrail start-logging --name main-audit-trail");
	account_advance(account, CLOCK_MINUTE);
	assert_string_equal(letter_attribute(0, "ERROR_CODE"), "NO_RESOURCE");
}

/* ---- what is sent */

#define EVENT                                                               \
	"{\"source\": \"shop\", \"detail\": {\"who\": \"sa\\\"na\", "         \
	"\"list\": [{\"n\": 1}, {\"n\": 2}], \"none\": null}}"

static void
expect_input(const char *settings, const char *expected)
{
	struct json_object *parsed = scene_json(settings);
	struct json_object *event = scene_json(EVENT), *input;
	struct target_event matched = {
		.rule_name = "r",
		.rule_arn = "arn:aws:events:::rule/r",
		.event = event,
		.received = "2025-11-19T06:30:00Z",
	};
	struct strbuf text = STRBUF_INIT;

	input = target_input(parsed, &matched);
	if (input)
		json_write(input, &text);
	if (strcmp(text.buf, expected) != 0)
		fail_msg("%s: was %s, not %s", settings, text.buf, expected);
	json_object_put(input);
	json_object_put(event);
	json_object_put(parsed);
	strbuf_release(&text);
}

static void
a_target_gets_what_its_settings_say(void **state)
{
	static const struct {
		const char *settings, *expected;
	} cases[] = {
		{ "{\"Input\": \"{\\\"a\\\": 1}\"}", "{\"a\":1}" },
		{ "{\"InputPath\": \"$.detail.list[1].n\"}", "2" },
		{ "{\"InputPath\": \"$.detail.list[*].n\"}", "[1,2]" },
		{ "{\"InputPath\": \"$.detail.list[9]\"}", "" },
		{ "{\"InputPath\": \"$.detail.nowhere.at.all\"}", "" },
		{ "{\"InputPath\": \"$.source\"}", "\"shop\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_input(cases[i].settings, cases[i].expected);
}

#define TRANSFORM(template)                                                 \
	"{\"InputTransformer\": {\"InputPathsMap\": {\"who\": "               \
	"\"$.source\", \"list\": \"$.detail.list\", \"quoted\": "             \
	"\"$.detail.who\", \"none\": \"$.nowhere\"}, "                        \
	"\"InputTemplate\": \"" template "\"}}"

static void
a_template_is_filled_as_eventbridge_fills_it(void **state)
{
	static const struct {
		const char *settings, *expected;
	} cases[] = {
		/* A string gets its quotes outside of quotes only. */
		{ TRANSFORM("{\\\"w\\\": <who>, \\\"v\\\": \\\"by <who>\\\"}"),
		  "{\"w\":\"shop\",\"v\":\"by shop\"}" },
		{ TRANSFORM("\\\"<who> did it\\\""), "\"shop did it\"" },
		{ TRANSFORM("{\\\"l\\\": <list>}"),
		  "{\"l\":[{\"n\":1},{\"n\":2}]}" },
		/* An object between quotes loses its own. */
		{ TRANSFORM("\\\"<list>\\\""), "\"[{n:1},{n:2}]\"" },
		/* Nothing is escaped, so this is no JSON any more. */
		{ TRANSFORM("\\\"<quoted>\\\""), "" },
		/* A path that leads nowhere gives nothing. */
		{ TRANSFORM("\\\"[<none>]\\\""), "\"[]\"" },
		{ TRANSFORM("{\\\"n\\\": <none>}"), "" },
		{ TRANSFORM("{\\\"r\\\": \\\"<aws.events.rule-name>\\\", "
			    "\\\"t\\\": <aws.events.event.ingestion-time>, "
			    "\\\"e\\\": <aws.events.event>}"),
		  "{\"r\":\"r\",\"t\":\"2025-11-19T06:30:00Z\","
		  "\"e\":{\"source\":\"shop\"}}" },
		{ TRANSFORM("\\\"a < b <> <1 \\\""), "\"a < b <> <1 \"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_input(cases[i].settings, cases[i].expected);
}

static void
a_template_that_grows_beyond_all_bounds_is_not_sent(void **state)
{
	struct json_object *settings = json_object_new_object();
	struct json_object *transformer = json_object_new_object();
	struct json_object *event = json_object_new_object();
	struct target_event matched = { "r", "a", event, "t" };
	struct strbuf text = STRBUF_INIT;

	(void)state;
	strbuf_addchars(&text, 'x', 100000);
	json_set_string(event, "source", text.buf);
	strbuf_reset(&text);
	strbuf_addstr(&text, "{");
	for (int i = 0; i < 200; i++)
		strbuf_addf(&text, "\"%d\": <aws.events.event>,", i);
	strbuf_addstr(&text, "\"e\": 1}");
	json_set_string(transformer, "InputTemplate", text.buf);
	json_set(settings, "InputTransformer", transformer);
	assert_null(target_input(settings, &matched));
	json_object_put(settings);
	json_object_put(event);
	strbuf_release(&text);
}

static void
what_is_no_json_goes_to_the_dead_letters(void **state)
{
	(void)state;
	put_target(function()->arn,
		   "{\"InputTransformer\": {\"InputTemplate\": \"oh no\"}, "
		   KEPT "}");
	stop_the_trail();
	account_advance(account, CLOCK_MINUTE);
	assert_string_equal(letter_attribute(0, "ERROR_CODE"), "INVALID_JSON");
	assert_int_equal(function()->invocations, 0);
}

/* ---- functions that fail */

static void
break_function(void)
{
	char why[160];

	assert_true(function_set_code(
		function(),
		scene_json("{\"steps\": [{\"call\": \"cloudtrail:StartLogging\""
			   ", \"with\": {\"Name\": \"no-such-trail\"}}]}"),
		why, sizeof why));
}

static void
a_failing_function_leaves_its_event_in_its_own_queue(void **state)
{
	(void)state;
	break_function();
	function()->dead_letter_arn = mem_strdup(QUEUE_ARN SCENE_QUEUE);
	put_target(function()->arn, NULL);
	stop_the_trail();
	account_advance(account, CLOCK_HOUR);
	assert_int_equal(function()->failures, 3);
	assert_int_equal(dead_letters()->count, 1);
	assert_string_equal(letter_attribute(0, "ErrorCode"), "200");
	assert_int_equal(strlen(letter_attribute(0, "RequestID")), 36);
	assert_non_null(strstr(letter_attribute(0, "ErrorMessage"),
			       "Unknown trail"));
	assert_non_null(strstr(dead_letters()->messages[0]->body,
			       "\"eventName\":\"StopLogging\""));
}

static void
a_function_keeps_to_its_own_number_of_retries(void **state)
{
	struct json_object *record;

	(void)state;
	break_function();
	function()->invoke_config = scene_json(
		"{\"MaximumRetryAttempts\": 1, \"DestinationConfig\": "
		"{\"OnFailure\": {\"Destination\": \"" QUEUE_ARN SCENE_QUEUE
		"\"}}}");
	put_target(function()->arn, NULL);
	stop_the_trail();
	account_advance(account, CLOCK_HOUR);
	assert_int_equal(function()->failures, 2);
	record = scene_json(dead_letters()->messages[0]->body);
	assert_string_equal(json_string(json_member(record, "requestContext"),
					"condition"),
			    "RetriesExhausted");
	assert_int_equal(json_int(json_member(record, "requestContext"),
				  "approximateInvokeCount", 0),
			 2);
	assert_string_equal(json_string(json_member(record, "responsePayload"),
					"errorType"),
			    "TrailNotFoundException");
	json_object_put(record);
}

static void
an_event_can_become_too_old_for_its_function(void **state)
{
	(void)state;
	break_function();
	function()->dead_letter_arn = mem_strdup(QUEUE_ARN SCENE_QUEUE);
	function()->invoke_config =
		scene_json("{\"MaximumEventAgeInSeconds\": 90}");
	put_target(function()->arn, NULL);
	stop_the_trail();
	account_advance(account, CLOCK_HOUR);
	assert_int_equal(function()->failures, 2);
	assert_int_equal(dead_letters()->count, 1);
}

static void
with_no_concurrency_nothing_is_tried_and_all_is_kept(void **state)
{
	(void)state;
	function()->reserved_concurrency = 0;
	function()->dead_letter_arn = mem_strdup(QUEUE_ARN SCENE_QUEUE);
	put_target(function()->arn, NULL);
	stop_the_trail();
	account_advance(account, CLOCK_HOUR);
	assert_int_equal(function()->invocations, 0);
	assert_string_equal(letter_attribute(0, "ErrorCode"), "429");
}

static void
an_event_that_comes_twice_does_no_harm(void **state)
{
	(void)state;
	function()->duplicates = 100;
	put_target(function()->arn, NULL);
	stop_the_trail();
	account_advance(account, 5 * CLOCK_SECOND);
	account_advance(account, CLOCK_MINUTE);
	assert_true(function()->invocations >= 2);
	assert_int_equal(function()->invocations % 2, 0);
	assert_int_equal(function()->failures, 0);
	assert_true(account->trails.items[0]->is_logging);
}

/* ---- nothing that was recorded is lost */

/* Every event of event history lies in a log file, or waits for one, or
   happened while the trail was not logging; and no eventID is there twice. */
static void
assert_nothing_recorded_is_lost(size_t recorded_before)
{
	size_t cursor = SIZE_MAX, seen = 0;

	assert_true(account->events.count >= recorded_before);
	while (event_history_next(account, SCENE_REGION, 0, INT64_MAX,
				  &cursor))
		seen++;
	for (size_t i = 0; i < account->events.count; i++) {
		const struct event *event = event_at(account, i);
		struct json_object *record = event_parse(account, i);

		assert_non_null(event);
		assert_non_null(record);
		assert_string_equal(json_string(record, "eventID"),
				    event->event_id);
		seen -= event->management;
		json_object_put(record);
	}
	assert_int_equal(seen, 0);
}

static void
function_fails(void)
{
	break_function();
	put_target(function()->arn, NULL);
}

static void
event_comes_twice(void)
{
	function()->duplicates = 100;
	put_target(function()->arn, NULL);
}

static void
queue_is_full(void)
{
	dead_letters()->most = 0;
	put_target(dead_letters()->arn, NULL);
}

static void
role_is_denied(void)
{
	principal_set_policy(function()->role,
			     scene_json("{\"Statement\": [{\"Effect\": "
					"\"Deny\", \"Action\": \"*\", "
					"\"Resource\": \"*\"}]}"));
	put_target(function()->arn, NULL);
}

static void
bucket_is_gone(void)
{
	bucket_delete(account, bucket_find(account, SCENE_BUCKET));
	put_target(function()->arn, NULL);
}

static void
whatever_fails_no_recorded_event_is_lost(void **state)
{
	static void (*const faults[])(void) = {
		function_fails, event_comes_twice, queue_is_full,
		role_is_denied, bucket_is_gone,
	};

	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		size_t recorded;

		end(state);
		begin(state);
		must("aws cloudtrail describe-trails");
		must("aws events list-rules");
		recorded = account->events.count;
		faults[i]();
		stop_the_trail();
		must("aws cloudtrail lookup-events");
		account_advance(account, 30 * (int64_t)CLOCK_HOUR);
		assert_nothing_recorded_is_lost(recorded + 2);
		for (size_t j = 0; j < recorded; j++)
			assert_int_equal(event_at(account, j)->trails, 1);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_target_that_is_not_there_is_not_tried_again),
		TEST(a_function_that_eventbridge_may_not_invoke_is_not_tried_again),
		TEST(a_permission_holds_for_its_source),
		TEST(a_full_queue_is_tried_again_until_there_is_room),
		TEST(retries_end_by_their_number),
		TEST(retries_end_by_the_age_of_the_event),
		TEST(by_default_it_is_tried_for_about_a_day),
		TEST(without_a_dead_letter_queue_the_event_is_dropped),
		TEST(a_dead_letter_queue_must_let_eventbridge_send),
		TEST(a_topic_must_let_eventbridge_publish),
		TEST(a_log_group_keeps_the_events),
		TEST(a_target_gets_what_its_settings_say),
		TEST(a_template_is_filled_as_eventbridge_fills_it),
		TEST(a_template_that_grows_beyond_all_bounds_is_not_sent),
		TEST(what_is_no_json_goes_to_the_dead_letters),
		TEST(a_failing_function_leaves_its_event_in_its_own_queue),
		TEST(a_function_keeps_to_its_own_number_of_retries),
		TEST(an_event_can_become_too_old_for_its_function),
		TEST(with_no_concurrency_nothing_is_tried_and_all_is_kept),
		TEST(an_event_that_comes_twice_does_no_harm),
		TEST(whatever_fails_no_recorded_event_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
