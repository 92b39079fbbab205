/* SPDX-License-Identifier: MIT */
/* The scenarios of data/scenarios, played: what they measure, and that each is
   the same every time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "account/score.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/goal.h"
#include "lesson/lab.h"
#include "lesson/scenario_parts.h"

#define FOLDER "data/scenarios"

static struct diagnostics faults;

static struct scenario *
load(const char *id)
{
	struct scenario *scenario = scenario_load(FOLDER, id, &faults);

	if (!scenario || faults.count > 0)
		fail_msg("%s: %s", id, faults.count > 0 ?
				 faults.items[0].message : "not there");
	return scenario;
}

static void
begin(struct lab *lab, const struct scenario *scenario)
{
	assert_true(lab_begin(lab, scenario, 0, &faults));
}

static void
type(struct lab *lab, const char *line)
{
	struct messages unread;

	messages_init(&unread);
	assert_int_not_equal(lab_type(lab, line, &unread, NULL), SHELL_USAGE);
	messages_release(&unread);
}

static struct score
score_of(const struct lab *lab)
{
	struct score score;

	lab_score(lab, &score);
	return score;
}

/* ---- the two chains, read from the run */

#define GIVE_TARGET                                                         \
	"aws events put-targets --rule watch-the-trail --targets "          \
	"Id=restart,Arn=arn:aws:lambda:us-east-1:111122223333:function:"    \
	"restart-trail"

/* When Config looks at its rule, and how often. */
static int64_t
config_look(const struct account *account)
{
	return account->config_rules.items[0]->last_evaluation;
}

static void
the_fast_chain_repairs_within_a_minute(void **state)
{
	struct scenario *scenario = load("stop-logging");
	struct score score;
	struct lab lab;

	(void)state;
	begin(&lab, scenario);
	type(&lab, GIVE_TARGET);
	type(&lab, "until StopLogging");
	type(&lab, "wait 5m");
	score = score_of(&lab);
	assert_int_equal(score.windows, 1);
	assert_false(score.blind_now);
	assert_in_range(score.detect, 1, CLOCK_MINUTE);
	assert_in_range(score.repair, score.detect, CLOCK_MINUTE + 5000);
	assert_int_equal(score.blind, score.repair);
	lab_release(&lab);
	scenario_free(scenario);
}

/* Blind from the stop until Config's next look and the seconds after it. */
static void
repaired_at_configs_period(const char *id)
{
	struct scenario *scenario = load(id);
	struct score score;
	int64_t look;
	struct lab lab;

	begin(&lab, scenario);
	type(&lab, "until StopLogging");
	look = config_look(lab.account) + CLOCK_HOUR;
	type(&lab, "wait 2h");
	score = score_of(&lab);
	assert_int_equal(score.windows, 1);
	assert_false(score.blind_now);
	assert_true(score.repair > 30 * CLOCK_MINUTE);
	assert_true(score.repair < CLOCK_HOUR + 2 * CLOCK_MINUTE);
	for (size_t i = 0; i < lab.account->sights.count; i++) {
		const struct sight *sight = &lab.account->sights.items[i];

		if (sight->time < lab.origin || sight->cause != BLIND_NOT)
			continue;
		assert_in_range(sight->time - look, 0, 2 * CLOCK_MINUTE);
	}
	lab_release(&lab);
	scenario_free(scenario);
}

static void
without_a_target_only_config_repairs_at_its_period(void **state)
{
	(void)state;
	repaired_at_configs_period("stop-logging");
}

static void
with_the_rule_disabled_only_config_repairs(void **state)
{
	(void)state;
	repaired_at_configs_period("rule-disabled");
}

/* Config would look an hour later. */
static void
an_alarm_that_goes_off_is_a_detection(void **state)
{
	struct scenario *scenario = load("rule-disabled");
	struct lab lab;

	(void)state;
	begin(&lab, scenario);
	type(&lab, "aws cloudwatch put-metric-alarm --alarm-name dark "
		   "--namespace Trail --metric-name Dark --statistic Sum "
		   "--period 300 --evaluation-periods 1 --threshold 1 "
		   "--comparison-operator GreaterThanOrEqualToThreshold "
		   "--treat-missing-data ignore");
	type(&lab, "until StopLogging");
	assert_int_equal(score_of(&lab).undetected, 1);
	type(&lab, "wait 1m");
	type(&lab, "aws cloudwatch set-alarm-state --alarm-name dark "
		   "--state-value ALARM --state-reason Drill");
	assert_int_equal(score_of(&lab).undetected, 0);
	assert_in_range(score_of(&lab).detect, CLOCK_MINUTE,
			2 * CLOCK_MINUTE);
	lab_release(&lab);
	scenario_free(scenario);
}

static void
what_went_into_a_foreign_bucket_is_lost(void **state)
{
	struct scenario *scenario = load("foreign-bucket");
	struct lab lab;

	(void)state;
	begin(&lab, scenario);
	assert_int_equal(score_of(&lab).lost, 0);
	type(&lab, "until UpdateTrail");
	type(&lab, "wait 10m");
	assert_true(score_of(&lab).lost > 0);
	assert_true(score_of(&lab).blind_now);
	assert_int_equal(score_of(&lab).repair, -1);
	lab_release(&lab);
	scenario_free(scenario);
}

static void
what_a_refusing_bucket_delays_is_not_lost(void **state)
{
	struct scenario *scenario = load("broken-policy");
	struct lab lab;

	(void)state;
	begin(&lab, scenario);
	type(&lab, "until PutBucketPolicy");
	type(&lab, "wait 2h");
	assert_true(score_of(&lab).blind_now);
	assert_int_equal(score_of(&lab).lost, 0);
	assert_int_equal(score_of(&lab).undetected, 1);
	lab_release(&lab);
	scenario_free(scenario);
}

static void
a_log_file_that_is_deleted_loses_its_events(void **state)
{
	struct scenario *scenario = load("kitab-ghar");
	struct bucket *bucket;
	struct lab lab;

	(void)state;
	begin(&lab, scenario);
	type(&lab, "wait 10m");
	assert_int_equal(score_of(&lab).lost, 0);
	bucket = bucket_find(lab.account, "kitab-ghar-audit-logs");
	bucket_remove(bucket, bucket->objects[bucket->count - 1]->key);
	assert_true(score_of(&lab).lost > 0);
	lab_release(&lab);
	scenario_free(scenario);
}

static void
a_scenario_like_another_has_its_account_but_for_what_it_says(void **state)
{
	struct scenario *scenario = load("role-denied");
	struct scenario *base = load("kitab-ghar");
	struct lab lab;

	(void)state;
	assert_int_equal(scenario->person_count, base->person_count);
	assert_int_equal(scenario->function_count, base->function_count);
	assert_string_equal(scenario->account, base->account);
	assert_int_equal(scenario->start, base->start);
	assert_int_not_equal(scenario->seed, base->seed);
	begin(&lab, scenario);
	assert_non_null(principal_find(lab.account, "hamza"));
	type(&lab, "until StopLogging");
	type(&lab, "wait 5m");
	assert_true(score_of(&lab).blind_now);
	lab_release(&lab);
	scenario_free(scenario);
	scenario_free(base);
}

/* ---- the same every time */

/* Plays the solution; in the middle it is saved and opened, if so wished. */
static void
play(const struct scenario *scenario, bool reopen, struct strbuf *dump)
{
	size_t count = 0;
	struct lab lab, opened;

	while (scenario->solution && scenario->solution[count])
		count++;
	begin(&lab, scenario);
	for (size_t i = 0; i < count; i++) {
		type(&lab, scenario->solution[i]);
		if (!reopen || i != count / 2)
			continue;
		begin(&opened, scenario);
		assert_true(lab_replay(&opened, lab.inputs, lab.input_count));
		lab_release(&lab);
		lab = opened;
	}
	type(&lab, "wait 1h");
	account_dump(lab.account, dump);
	lab_release(&lab);
}

static void
compare_runs(const char *id)
{
	struct scenario *scenario = load(id);
	struct strbuf one = STRBUF_INIT, two = STRBUF_INIT;
	struct strbuf opened = STRBUF_INIT;

	play(scenario, false, &one);
	play(scenario, false, &two);
	play(scenario, true, &opened);
	assert_int_equal(one.len, two.len);
	assert_memory_equal(one.buf, two.buf, one.len);
	assert_int_equal(one.len, opened.len);
	assert_memory_equal(one.buf, opened.buf, one.len);
	strbuf_release(&one);
	strbuf_release(&two);
	strbuf_release(&opened);
	scenario_free(scenario);
}

static void
every_scenario_is_the_same_twice_and_across_save_and_open(void **state)
{
	struct file_names names = { 0 };
	size_t played = 0;

	(void)state;
	assert_int_equal(file_list(FOLDER, &names), 0);
	for (size_t i = 0; i < names.count; i++) {
		char *ending = strstr(names.items[i], ".yaml");

		if (!ending)
			continue;
		*ending = '\0';
		compare_runs(names.items[i]);
		played++;
	}
	assert_true(played >= 10);
	file_names_release(&names);
}

/* ---- functions written once, at work and refused */

#define FIRST_LOOK "until PutEventSelectors"
#define GIVE_HANDS                                                          \
	"aws events put-targets --rule watch-the-selectors --targets "      \
	"Id=hands,Arn=arn:aws:lambda:us-east-1:111122223333:function:"      \
	"restore-selectors"
#define TURN_BACK                                                           \
	"aws cloudtrail put-event-selectors --trail-name main-audit-trail " \
	"--event-selectors ReadWriteType=All,IncludeManagementEvents=true"
#define TAKE_AWAY(role)                                                     \
	"aws iam delete-role-policy --role-name " role                      \
	" --policy-name " role "-policy"

/* Calls of that name by that role: with this error, or NULL for none. */
static int
calls_by(struct account *account, const char *role, const char *name,
	 const char *error)
{
	int count = 0;

	for (size_t i = 0; i < account->events.count; i++) {
		struct json_object *record = event_parse(account, i);
		struct json_object *issuer = json_path(
			record, "userIdentity.sessionContext.sessionIssuer");
		const char *who = json_string(issuer, "userName");
		const char *code = json_string(record, "errorCode");

		count += who && !strcmp(who, role) &&
			 !strcmp(json_string(record, "eventName"), name) &&
			 (error ? code && !strcmp(code, error) : !code);
		json_object_put(record);
	}
	return count;
}

static const struct function *
function_of(const struct lab *lab, const char *name)
{
	return function_find(lab->account, "us-east-1", name);
}

static void
restore_selectors_puts_the_recorded_ones_back_and_does_not_wake_itself(
	void **state)
{
	struct scenario *scenario = load("bell-without-hands");
	struct lab lab;

	(void)state;
	begin(&lab, scenario);
	type(&lab, FIRST_LOOK);
	type(&lab, "wait 1m"); /* else that call reaches it too */
	type(&lab, GIVE_HANDS);
	type(&lab, TURN_BACK);
	type(&lab, "wait 35m");
	assert_int_equal(calls_by(lab.account, "restore-selectors-role",
				  "PutEventSelectors", NULL), 1);
	type(&lab, "wait 20m");
	assert_int_equal(calls_by(lab.account, "restore-selectors-role",
				  "PutEventSelectors", NULL), 2);
	assert_int_equal(function_of(&lab, "restore-selectors")->failures, 0);
	/* Each of its own calls came back to it once, and was let be. */
	assert_int_equal(function_of(&lab, "restore-selectors")->invocations, 4);
	assert_false(score_of(&lab).blind_now);
	lab_release(&lab);
	scenario_free(scenario);
}

static void
restore_selectors_without_its_permission_is_refused(void **state)
{
	struct scenario *scenario = load("bell-without-hands");
	struct lab lab;

	(void)state;
	begin(&lab, scenario);
	type(&lab, TAKE_AWAY("restore-selectors-role"));
	type(&lab, FIRST_LOOK);
	type(&lab, "wait 1m"); /* else that call reaches it too */
	type(&lab, GIVE_HANDS);
	type(&lab, TURN_BACK);
	type(&lab, "wait 20m");
	assert_int_equal(calls_by(lab.account, "restore-selectors-role",
				  "PutEventSelectors", NULL), 0);
	assert_int_equal(calls_by(lab.account, "restore-selectors-role",
				  "PutEventSelectors", "AccessDenied"), 3);
	assert_non_null(strstr(function_of(&lab, "restore-selectors")->last_error,
			       "AccessDenied"));
	lab_release(&lab);
	scenario_free(scenario);
}

static void
alert_only_tells_who_did_what_and_repairs_nothing(void **state)
{
	struct scenario *scenario = load("bell-without-hands");
	const struct mail *mail;
	struct lab lab;

	(void)state;
	begin(&lab, scenario);
	type(&lab, FIRST_LOOK);
	type(&lab, "wait 5m");
	assert_int_equal(lab.account->inbox.count, 2); /* and a confirmation */
	mail = lab.account->inbox.items[1];
	assert_string_equal(mail->subject, "PutEventSelectors");
	assert_non_null(strstr(mail->text,
			       "PutEventSelectors by arn:aws:iam::111122223333:"
			       "user/hamza from 198.51.100.77 at "
			       "2025-11-19T06:44:29Z"));
	assert_true(score_of(&lab).blind_now);
	lab_release(&lab);
	scenario_free(scenario);
}

static void
alert_only_without_its_permission_sends_no_mail(void **state)
{
	struct scenario *scenario = load("bell-without-hands");
	struct lab lab;

	(void)state;
	begin(&lab, scenario);
	type(&lab, TAKE_AWAY("alert-only-role"));
	type(&lab, FIRST_LOOK);
	type(&lab, "wait 15m");
	assert_int_equal(lab.account->inbox.count, 1);
	assert_int_equal(function_of(&lab, "alert-only")->failures, 3);
	assert_non_null(strstr(function_of(&lab, "alert-only")->last_error,
			       "AuthorizationError"));
	lab_release(&lab);
	scenario_free(scenario);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_fast_chain_repairs_within_a_minute),
		cmocka_unit_test(
			without_a_target_only_config_repairs_at_its_period),
		cmocka_unit_test(with_the_rule_disabled_only_config_repairs),
		cmocka_unit_test(an_alarm_that_goes_off_is_a_detection),
		cmocka_unit_test(what_went_into_a_foreign_bucket_is_lost),
		cmocka_unit_test(what_a_refusing_bucket_delays_is_not_lost),
		cmocka_unit_test(a_log_file_that_is_deleted_loses_its_events),
		cmocka_unit_test(
			a_scenario_like_another_has_its_account_but_for_what_it_says),
		cmocka_unit_test(
			every_scenario_is_the_same_twice_and_across_save_and_open),
		cmocka_unit_test(
			restore_selectors_puts_the_recorded_ones_back_and_does_not_wake_itself),
		cmocka_unit_test(
			restore_selectors_without_its_permission_is_refused),
		cmocka_unit_test(
			alert_only_tells_who_did_what_and_repairs_nothing),
		cmocka_unit_test(
			alert_only_without_its_permission_sends_no_mail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
