/* SPDX-License-Identifier: MIT */
/* The author's check: what it lets pass, and what it finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "lesson/session.h"
#include "playing.h"

#define STOP "aws cloudtrail stop-logging --name main-audit-trail"
#define STATUS "aws cloudtrail get-trail-status --name main-audit-trail"
#define DELETE "aws cloudtrail delete-trail --name main-audit-trail"
#define TASK(goal, solution, wrong) TASK_SAYING(goal, solution, wrong, "Not that")
#define TASK_SAYING(goal, solution, wrong, feedback) \
	"  - id: task\n"                           \
	"    kind: do\n"                           \
	"    task: Do it.\n"                       \
	"    goal:\n"                              \
	"      " goal "\n"                         \
	"    solution: [" solution "]\n"           \
	"    wrong:\n"                             \
	"      - {line: " wrong ", feedback: " feedback "}\n" GRADED
#define STOPPED "event: '{\"eventName\": [\"StopLogging\"]}'"
#define STOPPED_WELL \
	"event: '{\"eventName\": [\"StopLogging\"], \"errorCode\": " \
	"[{\"exists\": false}]}'"
#define DELETED "event: '{\"eventName\": [\"DeleteTrail\"]}'"
#define DELETED_BEFORE_EYES \
	DELETED "\n      logged: '{\"eventName\": [\"DeleteTrail\"]}'"
#define NOT_LOGGING \
	"state: '{\"trails\": {\"main-audit-trail\": {\"isLogging\": [false]}}}'"
#define LOGGING \
	"state: '{\"trails\": {\"main-audit-trail\": {\"isLogging\": [true]}}}'"
#define CHOOSE(first, second)                                           \
	"  - id: pick\n"                                                \
	"    kind: choose\n"                                            \
	"    question: Which?\n"                                        \
	"    options:\n"                                                \
	"      - {id: first, text: " first ", right: true, feedback: Just so}\n" \
	"      - {id: second, text: " second ", feedback: Not that}\n" GRADED
#define NUMBER(answer, wrong)                                          \
	"  - id: days\n"                                               \
	"    kind: number\n"                                           \
	"    question: How many?\n"                                    \
	"    answer: " answer "\n"                                     \
	"    tolerance: 5\n"                                           \
	"    wrong:\n"                                                 \
	"      - {answer: " wrong ", feedback: Not that}\n" GRADED
#define TEXT(accept, wrong)                                            \
	"  - id: word\n"                                               \
	"    kind: text\n"                                             \
	"    question: What?\n"                                        \
	"    accept: [" accept "]\n"                                   \
	"    wrong:\n"                                                 \
	"      - {answer: " wrong ", feedback: Not that}\n" GRADED
#define WATCH(as, until)                                \
	"  - id: see\n"                                 \
	"    kind: watch\n"                             \
	"    as: " as "\n"                              \
	"    run: [" STOP "]\n"                         \
	"    until: '{\"eventName\": [\"" until "\"]}'\n" \
	"    limit: 30m\n"
#define WATCH_FOR(until)                                \
	"  - id: see\n"                                 \
	"    kind: watch\n"                             \
	"    until: '{\"eventName\": [\"" until "\"]}'\n" \
	"    limit: 30m\n"
#define RECORD(name, path)                               \
	"  - id: shown\n"                                \
	"    kind: record\n"                             \
	"    find: '{\"eventName\": [\"" name "\"]}'\n"  \
	"    points:\n"                                  \
	"      - {path: " path ", text: Look}\n"

static struct scenario *scenario;

static int
load(void **state)
{
	(void)state;
	language_show(LANGUAGE_SHOW_EN);
	scenario = small_scenario();
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	scenario_free(scenario);
	return 0;
}

/* The steps' faults, a line each: "LINE: message". */
static void
assert_faults(const char *steps, const char *expected)
{
	struct strbuf yaml = STRBUF_INIT, found = STRBUF_INIT;
	struct diagnostics faults = { 0 };
	struct lesson *lesson;

	strbuf_addf(&yaml, LESSON_HEAD "%s", steps);
	lesson = lesson_from(yaml.buf);
	lesson_check(lesson, scenario, &faults);
	for (size_t i = 0; i < faults.count; i++)
		strbuf_addf(&found, "%d: %s\n", faults.items[i].line,
			    faults.items[i].message);
	assert_string_equal(found.buf, expected);
	diagnostics_release(&faults);
	lesson_free(lesson);
	strbuf_release(&yaml);
	strbuf_release(&found);
}

static void
a_sound_lesson_has_no_fault(void **state)
{
	(void)state;
	assert_faults(CHOOSE("an event", "a log file") NUMBER("90", "30")
			      TEXT("jasoos", "chor") RECORD("StartLogging",
							    "eventTime")
				      TASK(STOPPED, STOP, STATUS)
					      WATCH("hamza", "StartLogging"),
		      "");
}

static void
a_task_that_is_done_before_it_begins_is_refused(void **state)
{
	(void)state;
	assert_faults(TASK(LOGGING, STOP, STATUS),
		      "10: step 'task': the account is at the goal before "
		      "anything is typed\n");
}

static void
a_solution_must_reach_the_goal(void **state)
{
	(void)state;
	assert_faults(TASK(NOT_LOGGING, STATUS, STATUS),
		      "10: step 'task': its solution does not reach the "
		      "goal\n");
	assert_faults(TASK(NOT_LOGGING, "aws cloudtrail stop-login", STATUS),
		      "10: step 'task': a line of its solution is no command: "
		      "aws cloudtrail stop-login\n"
		      "10: step 'task': its solution does not reach the "
		      "goal\n");
}

static void
a_wrong_line_must_not_reach_the_goal(void **state)
{
	(void)state;
	assert_faults(TASK(STOPPED, STOP, STOP),
		      "17: step 'task': its wrong line reaches the goal: " STOP
		      "\n");
}

static void
a_wrong_line_must_not_spoil_the_solution(void **state)
{
	const char *spoilt = "17: step 'task': after this wrong line the "
			     "solution does not reach the goal; let its "
			     "feedback say `undo`\n";

	(void)state;
	assert_faults(TASK(STOPPED_WELL, STOP, DELETE), spoilt);
	assert_faults(TASK_SAYING(STOPPED_WELL, STOP, DELETE,
				  "\"No: `undo`\""),
		      "");
}

static void
what_is_watched_must_happen_after_a_wrong_line_too(void **state)
{
	(void)state;
	assert_faults(TASK_SAYING(STOPPED, STOP,
				  "aws events disable-rule --name "
				  "watch-the-trail",
				  "\"No: `undo`\"") WATCH_FOR("StartLogging"),
		      "17: step 'task': after this wrong line the solution "
		      "reaches the goal, but what step 'see' waits for does "
		      "not happen\n");
}

/* A trail that was stopped does not see that it is deleted. */
static void
a_goal_can_ask_that_a_trail_was_looking(void **state)
{
	(void)state;
	assert_faults(TASK(DELETED, DELETE, STOP), "");
	assert_faults(TASK(DELETED_BEFORE_EYES, DELETE, STOP),
		      "18: step 'task': after this wrong line the solution "
		      "does not reach the goal; let its feedback say "
		      "`undo`\n");
}

/* Each task is tried from where the steps before it have left the account. */
static void
tasks_are_played_one_after_the_other(void **state)
{
	(void)state;
	assert_faults(WATCH("hamza", "StopLogging") TASK(LOGGING, "wait 10m",
							 STATUS),
		      "");
}

static void
wrong_answers_must_fail(void **state)
{
	struct lesson *lesson = lesson_from(LESSON_HEAD NUMBER("90", "30"));
	struct diagnostics faults = { 0 };

	(void)state;
	/* The loader refuses what it can see itself. */
	lesson->steps[0].wrongs[0].number = 93;
	lesson_check(lesson, scenario, &faults);
	assert_int_equal(faults.count, 1);
	assert_int_equal(faults.items[0].line, 16);
	assert_string_equal(faults.items[0].message,
			    "step 'days': its wrong answer '93' is right");
	diagnostics_release(&faults);
	lesson_free(lesson);
}

static void
an_option_must_be_understood_by_its_text(void **state)
{
	(void)state;
	assert_faults(
		CHOOSE("two", "\"1\""),
		"14: step 'pick': option 'first' is not understood by its "
		"text 'two' (en)\n"
		"15: step 'pick': option 'second' is not understood by its "
		"text '1' (en)\n");
	assert_faults(
		CHOOSE("nahi", "nahin"),
		"15: step 'pick': option 'second' is not understood by its "
		"text 'nahin' (en)\n");
}

static void
what_is_watched_must_happen_in_time(void **state)
{
	(void)state;
	assert_faults(WATCH("hamza", "DeleteTrail"),
		      "10: step 'see': what it waits for does not happen "
		      "within its limit\n");
	assert_faults(WATCH("nobody", "StopLogging"),
		      "10: step 'see': 'nobody' is nobody in this account\n");
}

static void
a_record_must_be_there_with_its_points(void **state)
{
	(void)state;
	assert_faults(RECORD("DeleteTrail", "eventTime"),
		      "10: step 'shown': the account has no such event\n");
	assert_faults(RECORD("StartLogging", "eventMood"),
		      "14: step 'shown': the record has no 'eventMood'\n");
}

static void
a_lesson_with_tasks_needs_its_scenario(void **state)
{
	struct lesson *lesson =
		lesson_from(LESSON_HEAD TASK(STOPPED, STOP, STATUS));
	struct diagnostics faults = { 0 };

	(void)state;
	lesson_check(lesson, NULL, &faults);
	assert_int_equal(faults.count, 1);
	assert_string_equal(faults.items[0].message,
			    "step 'task' needs the account of a scenario");
	diagnostics_release(&faults);
	lesson_free(lesson);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sound_lesson_has_no_fault),
		cmocka_unit_test(
			a_task_that_is_done_before_it_begins_is_refused),
		cmocka_unit_test(a_solution_must_reach_the_goal),
		cmocka_unit_test(a_wrong_line_must_not_reach_the_goal),
		cmocka_unit_test(a_wrong_line_must_not_spoil_the_solution),
		cmocka_unit_test(
			what_is_watched_must_happen_after_a_wrong_line_too),
		cmocka_unit_test(a_goal_can_ask_that_a_trail_was_looking),
		cmocka_unit_test(tasks_are_played_one_after_the_other),
		cmocka_unit_test(wrong_answers_must_fail),
		cmocka_unit_test(an_option_must_be_understood_by_its_text),
		cmocka_unit_test(what_is_watched_must_happen_in_time),
		cmocka_unit_test(a_record_must_be_there_with_its_points),
		cmocka_unit_test(a_lesson_with_tasks_needs_its_scenario),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
