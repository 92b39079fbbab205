/* SPDX-License-Identifier: MIT */
/*
 * GuardDuty's story: it sees what no trail writes down, and tells the event
 * bus of it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"

#include "scenes.h"

#define FINDINGS "{\"source\": [\"aws.guardduty\"], "                       \
		 "\"detail-type\": [\"GuardDuty Finding\"], "               \
		 "\"detail\": {\"type\": [{\"prefix\": \"Stealth:\"}], "    \
		 "\"severity\": [{\"numeric\": [\"<\", 4]}]}}"

/* A detector, and a queue for what it tells; the trail does not log. */
static struct account *
watched(void)
{
	struct account *account = scene_new("trail detector queue");
	struct pattern_error error;
	struct rule *rule = rule_put(
		account, SCENE_REGION, "findings", FINDINGS,
		pattern_compile(FINDINGS, strlen(FINDINGS), &error),
		RULE_ENABLED);

	rule_put_target(rule, "keep", account->queues.items[0]->arn, NULL);
	return account;
}

static void
call(struct account *account, const char *operation)
{
	struct caller caller = { .principal = principal_find(account, "sana") };
	struct aws_error error = { NULL, NULL };
	struct json_object *response = aws_door(
		account, &caller, "cloudtrail", operation,
		scene_json("{\"Name\": \"" SCENE_TRAIL "\"}"), &error);

	assert_non_null(response);
	json_object_put(response);
}

static struct json_object *
told(const struct account *account, size_t number)
{
	const struct queue *queue = account->queues.items[0];

	assert_true(number < queue->count);
	return scene_json(queue->messages[number]->body);
}

static void
a_finding_reaches_a_rule_though_no_trail_logs(void **state)
{
	struct account *account = watched();
	struct json_object *event;
	int64_t stopped;

	(void)state;
	call(account, "StopLogging"); /* from here on no trail logs */
	account_advance(account, CLOCK_HOUR);
	assert_int_equal(account->queues.items[0]->count, 1);
	event = told(account, 0);
	assert_string_equal(json_string(event, "source"), "aws.guardduty");
	assert_string_equal(json_string(event, "detail-type"),
			    "GuardDuty Finding");
	assert_string_equal(json_object_get_string(json_path(
				    event, "detail.service.action."
					   "awsApiCallAction.api")),
			    "StopLogging");
	assert_string_equal(json_object_get_string(json_path(
				    event,
				    "detail.resource.accessKeyDetails.userName")),
			    "sana");
	assert_true(clock_parse(json_string(event, "time"), &stopped));
	assert_in_range(stopped - SCENE_START, 2 * CLOCK_MINUTE,
			16 * CLOCK_MINUTE);
	json_object_put(event);
	account_free(account);
}

static void
what_is_done_again_is_counted_and_told_at_the_frequency(void **state)
{
	struct account *account = watched();
	struct json_object *event;

	(void)state;
	for (int i = 0; i < 3; i++) {
		call(account, "StopLogging");
		account_advance(account, CLOCK_HOUR);
	}
	assert_int_equal(account->detectors.items[0]->findings.count, 1);
	assert_int_equal(account->queues.items[0]->count, 1);
	account_advance(account, 4 * CLOCK_HOUR);
	assert_int_equal(account->queues.items[0]->count, 2);
	event = told(account, 1);
	assert_int_equal(json_int(json_path(event, "detail.service"), "count",
				  0), 3);
	json_object_put(event);
	account_advance(account, CLOCK_DAY);
	assert_int_equal(account->queues.items[0]->count, 2);
	account_free(account);
}

static void
a_suspended_detector_finds_nothing(void **state)
{
	struct account *account = watched();

	(void)state;
	account->detectors.items[0]->enabled = false;
	call(account, "StopLogging");
	account_advance(account, CLOCK_HOUR);
	assert_int_equal(account->detectors.items[0]->findings.count, 0);
	assert_int_equal(account->queues.items[0]->count, 0);
	account_free(account);
}

static void
a_detector_that_is_deleted_finds_nothing_of_before(void **state)
{
	struct account *account = watched();

	(void)state;
	call(account, "StopLogging");
	detector_delete(account, account->detectors.items[0]);
	scene_detector(account);
	account->detectors.items[0]->id[0] = 'f';
	account_advance(account, CLOCK_HOUR);
	assert_int_equal(account->detectors.items[0]->findings.count, 0);
	account_free(account);
}

static void
a_role_is_named_and_a_service_has_a_domain(void **state)
{
	struct account *account = watched();
	struct principal *role =
		principal_add(account, PRINCIPAL_ASSUMED_ROLE, "janitor");
	struct caller caller = { .principal = role,
				 .source_ip = "config.amazonaws.com" };
	struct aws_error error = { NULL, NULL };
	struct json_object *json;

	(void)state;
	principal_set_session(role, "monday");
	json_object_put(aws_door(account, &caller, "cloudtrail", "DeleteTrail",
				 scene_json("{\"Name\": \"" SCENE_TRAIL "\"}"),
				 &error));
	account_advance(account, CLOCK_HOUR);
	assert_int_equal(account->detectors.items[0]->findings.count, 1);
	json = account->detectors.items[0]->findings.items[0]->json;
	assert_string_equal(json_object_get_string(json_path(
				    json,
				    "resource.accessKeyDetails.userName")),
			    "janitor");
	assert_string_equal(json_object_get_string(json_path(
				    json, "service.action.awsApiCallAction."
					  "domainDetails.domain")),
			    "config.amazonaws.com");
	account_free(account);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_finding_reaches_a_rule_though_no_trail_logs),
		cmocka_unit_test(
			what_is_done_again_is_counted_and_told_at_the_frequency),
		cmocka_unit_test(a_suspended_detector_finds_nothing),
		cmocka_unit_test(
			a_detector_that_is_deleted_finds_nothing_of_before),
		cmocka_unit_test(a_role_is_named_and_a_service_has_a_domain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
