/* SPDX-License-Identifier: MIT */
/*
 * What must have an end: functions that call each other, waiting, queries
 * that double, and the memory that all of it may take.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "account/delivery.h"
#include "base/json.h"
#include "base/strbuf.h"

#include "small_lab.h"

#define LOOP                                                               \
	"as sana aws events put-rule --name loop --state "                 \
	"ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS --event-pattern "   \
	"'{\"detail\": {\"eventName\": [\"StartLogging\"]}}'"
#define TARGETS                                                            \
	"as sana aws events put-targets --rule loop --targets "            \
	"Id=a,Arn=arn:aws:lambda:us-east-1:111122223333:function:echo "    \
	"Id=b,Arn=arn:aws:lambda:us-east-1:111122223333:function:echo "    \
	"Id=c,Arn=arn:aws:lambda:us-east-1:111122223333:function:echo"
#define START "aws cloudtrail start-logging --name main-audit-trail"
#define ECHO                                                              \
	"{\"steps\": [{\"call\": \"cloudtrail:StartLogging\", \"with\": " \
	"{\"Name\": \"main-audit-trail\"}}]}"

static struct function *
put_function(const char *name, const char *code, const char *environment)
{
	char why[160] = "";
	struct function *function = function_put(
		lab.account, "us-east-1", name,
		principal_find(lab.account, "restart-trail-role"),
		json_parse(code, strlen(code), NULL, NULL),
		json_parse(environment, strlen(environment), NULL, NULL), why,
		sizeof why);

	assert_string_equal(why, "");
	return function;
}

static size_t
throttled(void)
{
	size_t count = 0;

	for (size_t i = 0; i < lab.account->timeline.count; i++) {
		const struct timeline_entry *entry =
			lab.account->timeline.items[i];

		count += entry->detail != NULL &&
			 !strcmp(entry->detail, "TooManyRequestsException");
	}
	return count;
}

static void
a_rule_that_feeds_its_own_function_is_throttled(void **state)
{
	struct function *echo = put_function("echo", ECHO, "{}");

	(void)state;
	assert_int_equal(type(LOOP), 0);
	assert_int_equal(type(TARGETS), 0);
	assert_int_equal(type(START), 0);
	assert_int_equal(type("wait 1h"), 0);
	assert_true(throttled() >= 1 && throttled() <= 2);
	assert_true(echo->invocations >= 1000 && echo->invocations <= 2003);
}

static void
a_throttled_invoke_is_refused(void **state)
{
	(void)state;
	put_function("echo", ECHO, "{}");
	lab.account->invocations_hour = (lab.account->now + 2000) / 3600000;
	lab.account->invocations = 1000;
	assert_int_equal(type("aws lambda invoke --function-name echo "
			      "--invocation-type Event -"),
			 SHELL_REFUSED);
	assert_true(was_said(&out, "(TooManyRequestsException)"));
}

static void
a_function_that_repeats_itself_too_often_times_out(void **state)
{
	static const char code[] =
		"{\"steps\": [{\"for_each\": \"$.environment.list\", \"do\": ["
		"{\"for_each\": \"$.environment.list\", \"do\": ["
		"{\"if\": {\"item\": [\"never\"]}, \"call\": \"a:b\"}]}]}]}";
	struct strbuf environment = STRBUF_INIT;
	struct function *slow;

	(void)state;
	strbuf_addstr(&environment, "{\"list\": [0");
	for (int i = 0; i < 1000; i++)
		strbuf_addstr(&environment, ", 0");
	strbuf_addstr(&environment, "]}");
	slow = put_function("slow", code, environment.buf);
	strbuf_release(&environment);
	function_invoke_async(lab.account, slow, json_object_new_object());
	type("wait 10s");
	assert_int_equal(slow->failures, 1);
	assert_string_equal(slow->last_error, "Sandbox.Timedout: Task timed "
					      "out after 3.00 seconds");
}

static void
in_a_full_account_nothing_more_happens_by_itself(void **state)
{
	size_t before;

	(void)state;
	lab.account->events.bytes = SIZE_MAX / 2;
	assert_int_equal(type("as sana aws cloudtrail stop-logging --name "
			      "main-audit-trail"),
			 0);
	before = lab.account->events.count;
	type("wait 10m");
	assert_int_equal(lab.account->events.count, before);
	assert_int_equal(type(START), 0);
	assert_int_equal(lab.account->events.count, before + 1);
}

static void
what_a_closed_bucket_refuses_for_days_keeps_its_order(void **state)
{
	const struct trail *trail = lab.account->trails.items[0];

	(void)state;
	type("as sana aws s3api delete-bucket-policy --bucket small-logs");
	for (int i = 0; i < 50; i++) {
		type("aws sts get-caller-identity");
		type("wait 7h");
	}
	assert_true(trail->pending_count > 40);
	for (size_t i = 1; i < trail->pending_count; i++)
		assert_true(trail->pending[i - 1].ready <=
			    trail->pending[i].ready);
}

/* `piece` again and again, with `between`, at the end of a line. */
static int
type_repeated(const char *before, const char *piece, const char *between,
	      int times, const char *behind)
{
	struct strbuf line = STRBUF_INIT;
	int status;

	strbuf_addstr(&line, before);
	for (int i = 0; i < times; i++)
		strbuf_addf(&line, "%s%s", i > 0 ? between : "", piece);
	strbuf_addstr(&line, behind);
	status = type(line.buf);
	strbuf_release(&line);
	return status;
}

static void
a_query_that_doubles_its_answer_is_refused(void **state)
{
	static const char *const pieces[] = {
		"[@,@]", "{a:@,b:@}", "[@,@][]", "to_string([@,@])",
	};

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		assert_int_equal(
			type_repeated("aws cloudtrail describe-trails --query "
				      "'", pieces[i], "|", 200, "'"),
			SHELL_FAILED);
		assert_true(was_said(&out, "the result is too large"));
	}
}

static void
a_jq_program_that_multiplies_is_cut_off(void **state)
{
	static const char *const pieces[] = {
		"[.,.]", "(.,.)", "{a:.,b:.}", "[.[],.[]]", "{a:(.,.),b:(.,.)}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		type_repeated("aws cloudtrail describe-trails | jq '",
			      pieces[i], "|", 200, "'");
		assert_true(was_said(&out, "too many results"));
	}
	assert_int_equal(type("aws cloudtrail describe-trails | jq "
			      "'[.trailList[]|{Name}]|length'"),
			 0);
	assert_true(was_said(&out, "1\n"));
}

static void
a_value_weighs_as_often_as_it_is_written(void **state)
{
	struct json_object *inner = json_object_new_array();
	struct json_object *outer = json_object_new_array();
	size_t left = 10;

	(void)state;
	json_object_array_add(inner, json_object_new_int(1));
	json_object_array_add(outer, json_object_get(inner));
	json_object_array_add(outer, inner);
	assert_true(json_weigh(outer, &left));
	assert_int_equal(left, 5);
	assert_true(json_weigh(outer, &left));
	assert_int_equal(left, 0);
	assert_false(json_weigh(outer, &left));
	json_object_put(outer);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_rule_that_feeds_its_own_function_is_throttled),
		TEST(a_throttled_invoke_is_refused),
		TEST(a_function_that_repeats_itself_too_often_times_out),
		TEST(in_a_full_account_nothing_more_happens_by_itself),
		TEST(what_a_closed_bucket_refuses_for_days_keeps_its_order),
		TEST(a_query_that_doubles_its_answer_is_refused),
		TEST(a_jq_program_that_multiplies_is_cut_off),
		cmocka_unit_test(a_value_weighs_as_often_as_it_is_written),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
