/* SPDX-License-Identifier: MIT */
/* The lab: lines typed into a small account, taken back, saved, opened. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/json.h"
#include "pattern/pattern.h"

#include "small_lab.h"

#define STOP "aws cloudtrail stop-logging --name main-audit-trail"
#define STATUS "aws cloudtrail get-trail-status --name main-audit-trail"

static char *
dump(const struct lab *of)
{
	struct strbuf text = STRBUF_INIT;

	account_dump(of->account, &text);
	return strbuf_detach(&text);
}

static void
assert_same_account(const char *expected)
{
	char *now = dump(&lab);

	assert_string_equal(now, expected);
	free(now);
}

static void
an_aws_line_takes_two_seconds_and_gives_output(void **state)
{
	int64_t before = lab.account->now;
	bool changed;

	(void)state;
	assert_int_equal(lab_type(&lab, "  " STATUS " ", &out, &changed), 0);
	assert_true(changed);
	assert_int_equal(lab.account->now - before, 2 * CLOCK_SECOND);
	assert_int_equal(out.count, 1);
	assert_int_equal(out.items[0]->kind, MESSAGE_OUTPUT);
	assert_non_null(strstr(out.items[0]->bytes, "\"IsLogging\": true"));
	assert_int_equal(lab.input_count, 1);
	assert_string_equal(lab.inputs[0], STATUS);
}

static void
a_person_who_looks_up_quickly_is_not_throttled(void **state)
{
	(void)state;
	for (int i = 0; i < 5; i++)
		assert_int_equal(type("aws cloudtrail lookup-events"), 0);
}

/* By the end each of these asks for two pages and more. */
static void
what_is_typed_again_unread_is_called_as_it_was(void **state)
{
	char *before;

	(void)state;
	for (int i = 0; i < 80; i++)
		type("aws cloudtrail lookup-events --query 'length(Events)'");
	type("aws cloudtrail lookup-events --max-items 60");
	before = dump(&lab);
	lab_rewind(&lab, lab.input_count);
	assert_same_account(before);
	free(before);
}

static void
what_aws_refuses_comes_as_an_error(void **state)
{
	(void)state;
	assert_int_equal(type("aws cloudtrail stop-logging --name nobody"),
			 SHELL_REFUSED);
	assert_int_equal(out.items[0]->kind, MESSAGE_ERROR);
	assert_non_null(strstr(out.items[0]->bytes, "TrailNotFoundException"));
	assert_int_equal(type("aws cloudtrail stop-login"), SHELL_USAGE);
}

static void
a_pattern_that_does_not_match_is_told_why_not(void **state)
{
#define ASK(pattern)                                                         \
	"aws events test-event-pattern --event-pattern '" pattern "' --event " \
	"'{\"id\":\"1\",\"account\":\"1\",\"source\":\"aws.s3\","            \
	"\"time\":\"2025-11-19T06:30:00Z\",\"region\":\"us-east-1\","      \
	"\"detail-type\":\"x\"}'"
	static const struct {
		const char *line;
		const char *said[3]; /* none: no notice */
	} cases[] = {
		{ ASK("{\"source\":[\"aws.s3\"]}"), { NULL } },
		{ ASK("{\"source\":[\"aws.s\", \"x\"]}"),
		  { "`source`", "`[\"aws.s\",\"x\"]`", "`\"aws.s3\"`" } },
		{ ASK("{\"region\":[{\"prefix\":\"us\"}],"
		       "\"detail\":{\"n\":[7]}}"),
		  { "`detail.n`", "`[7]`", "has no value" } },
		{ ASK("{\"source\":[{\"exists\":false}]}"),
		  { "`source`", "no such field", "`\"aws.s3\"`" } },
		{ ASK("{\"source\":[\"x\"]}") " --query Result | jq .",
		  { "`source`", "`[\"x\"]`", "`\"aws.s3\"`" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(type(cases[i].line), SHELL_DONE);
		assert_int_equal(out.items[0]->kind, MESSAGE_OUTPUT);
		assert_int_equal(out.count, cases[i].said[0] ? 2 : 1);
		if (cases[i].said[0] == NULL)
			continue;
		assert_null(strstr(out.items[0]->bytes, "Jasoos"));
		assert_int_equal(out.items[1]->kind, MESSAGE_NOTICE);
		for (int s = 0; s < 3; s++)
			assert_non_null(strstr(out.items[1]->text.in[0],
					       cases[i].said[s]));
	}
	/* a refusal has AWS's reason, and a call before is not spoken of */
	type(ASK("{\"source\":[]}"));
	assert_int_equal(out.count, 1);
	type("aws cloudtrail help");
	assert_int_equal(out.count, 1);
}

static void
a_rule_that_did_not_match_is_told_why_not(void **state)
{
	static const char describe[] = "aws events describe-rule --name mine";

	(void)state;
	type("aws events put-rule --name mine --event-pattern "
	     "'{\"detail\":{\"eventName\":[\"DeleteTrail\"]}}'");
	type(describe);
	assert_int_equal(out.count, 1); /* nothing was on the bus */
	type("aws cloudtrail update-trail --name main-audit-trail "
	     "--no-is-multi-region-trail");
	type("wait 2m");
	type(describe);
	assert_int_equal(out.count, 2);
	assert_int_equal(out.items[1]->kind, MESSAGE_NOTICE);
	assert_non_null(strstr(out.items[1]->text.in[0], "`UpdateTrail`"));
	assert_non_null(strstr(out.items[1]->text.in[0],
			       "`detail.eventName`"));
	assert_non_null(strstr(out.items[1]->text.in[0],
			       "`[\"DeleteTrail\"]`"));
	/* a better pattern would have matched it: there is no more to say */
	type("aws events put-rule --name mine --event-pattern "
	     "'{\"detail\":{\"eventName\":[\"UpdateTrail\"]}}'");
	type(describe);
	assert_int_equal(out.count, 1);
}

static void
waiting_says_nothing_as_output(void **state)
{
	static const struct {
		const char *line;
		int64_t length;
	} waits[] = {
		{ "wait 5m", 5 * CLOCK_MINUTE },
		{ "ruko 90s", 90 * CLOCK_SECOND },
		{ "wait 5 minutes", 5 * CLOCK_MINUTE },
		{ "ruko 2 din", 2 * CLOCK_DAY },
		{ "wait 45", 45 * CLOCK_SECOND },
		{ "watch 1h30m", 90 * CLOCK_MINUTE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
		int64_t before = lab.account->now;

		assert_int_equal(type(waits[i].line), SHELL_DONE);
		assert_int_equal(lab.account->now - before, waits[i].length);
		assert_null(message_of(&out, MESSAGE_OUTPUT));
		assert_null(message_of(&out, MESSAGE_ERROR));
	}
	assert_int_equal(lab.input_count, sizeof waits / sizeof *waits);
}

static void
a_wait_that_is_none_passes_no_time(void **state)
{
	static const char *const lines[] = {
		"wait", "wait soon", "wait -5m", "wait 0", "wait 99999999d",
		"wait 401d", "wait 1e9", "until", "until \"x", "until a b",
	};
	int64_t before = lab.account->now;

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		assert_int_equal(type(lines[i]), SHELL_USAGE);
		assert_non_null(message_of(&out, MESSAGE_ERROR));
	}
	assert_int_equal(lab.account->now, before);
	assert_int_equal(lab.input_count, 0);
}

static void
the_stopped_trail_is_started_by_its_function(void **state)
{
	struct json_object *state_now;

	(void)state;
	assert_int_equal(type(STOP), SHELL_DONE);
	assert_int_equal(type("until StartLogging"), SHELL_DONE);
	state_now = account_state(lab.account);
	assert_true(json_boolean(json_path(state_now,
					   "trails.main-audit-trail"),
				 "isLogging", false));
	json_object_put(state_now);
	assert_int_equal(lab.input_count, 2);
	assert_memory_equal(lab.inputs[1], "wait ", 5);
	assert_int_equal((lab.account->now - lab.origin) % CLOCK_SECOND, 0);
}

static void
until_gives_up_after_a_day(void **state)
{
	int64_t before = lab.account->now;

	(void)state;
	assert_int_equal(type("until DeleteTrail"), SHELL_FAILED);
	assert_int_equal(lab.account->now - before, CLOCK_DAY);
	assert_string_equal(lab.inputs[0], "wait 86400s");
}

static void
undo_is_exact(void **state)
{
	char *before, *begun = dump(&lab);

	(void)state;
	type(STATUS);
	type("wait 7m");
	before = dump(&lab);
	type(STOP);
	type("undo");
	assert_true(was_said(&out, STOP));
	assert_same_account(before);
	free(before);
	type("reset");
	assert_same_account(begun);
	free(begun);
	assert_int_equal(lab.input_count, 0);
	assert_false(lab_undo(&lab));
	assert_int_equal(type("undo"), SHELL_DONE);
	assert_true(was_said(&out, "nothing to take back"));
}

/* Signatures too: the key is in the seed, not in the file. */
static void
a_chain_of_digest_files_is_the_same_when_it_is_typed_again(void **state)
{
	char *before;

	(void)state;
	type("aws cloudtrail update-trail --name main-audit-trail "
	     "--enable-log-file-validation");
	type("wait 90m");
	type("aws cloudtrail list-trails");
	type("wait 2h");
	assert_int_equal(type("aws cloudtrail validate-logs --trail-arn arn:"
			      "aws:cloudtrail:us-east-1:111122223333:trail/"
			      "main-audit-trail --start-time 2025-11-01"),
			 SHELL_DONE);
	assert_true(was_said(&out, "digest files valid"));
	before = dump(&lab);
	lab_rewind(&lab, lab.input_count);
	assert_same_account(before);
	free(before);
}

static void
a_saved_lab_opens_as_it_was(void **state)
{
	struct strbuf saved = STRBUF_INIT;
	struct json_object *file;
	char *before;

	(void)state;
	type(STOP);
	type("as hamza " STATUS);
	type("until StartLogging");
	before = dump(&lab);
	lab_save(&lab, &saved);
	file = json_parse(saved.buf, saved.len, NULL, NULL);
	assert_string_equal(json_string(file, "jasoos"), "lab");
	assert_int_equal(json_int(file, "format", 0), 1);
	assert_string_equal(json_string(file, "scenario"), "small");
	assert_int_equal(json_object_array_length(json_member(file, "inputs")),
			 3);

	lab_reset(&lab);
	for (size_t i = 0; i < 3; i++) {
		char *input = strdup(json_object_get_string(
			json_object_array_get_idx(json_member(file, "inputs"),
						  i)));

		assert_true(lab_replay(&lab, &input, 1));
		free(input);
	}
	assert_same_account(before);
	free(before);
	json_object_put(file);
	strbuf_release(&saved);
}

static void
only_what_moves_the_account_can_be_replayed(void **state)
{
	char good[] = "wait 5m", bad[] = "status", *inputs[] = { good, bad,
								 good };

	(void)state;
	assert_false(lab_replay(&lab, inputs, 3));
	assert_int_equal(lab.input_count, 1);
}

static void
a_colleague_may_type_too(void **state)
{
	(void)state;
	assert_int_equal(type("as hamza aws sts get-caller-identity"), 0);
	assert_true(was_said(&out, "user/hamza"));
	assert_string_equal(lab.inputs[0],
			    "as hamza aws sts get-caller-identity");
	assert_int_equal(type("as nobody aws sts get-caller-identity"),
			 SHELL_USAGE);
	assert_int_equal(type("as hamza wait 5m"), SHELL_USAGE);
	assert_int_equal(type("as"), SHELL_USAGE);
	assert_int_equal(lab.input_count, 1);
}

static void
the_words_that_look_change_nothing(void **state)
{
	static const char *const lines[] = { "status", "haal", "timeline",
					     "whoami", "main kaun", "help",
					     "madad", "" };
	char *before = dump(&lab);

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		assert_int_equal(type(lines[i]), SHELL_DONE);
		assert_null(message_of(&out, MESSAGE_OUTPUT));
	}
	assert_same_account(before);
	free(before);
	assert_int_equal(lab.input_count, 0);
}

static void
status_is_a_table_of_what_there_is(void **state)
{
	const struct message *table;
	bool trail = false, function = false;

	(void)state;
	type("status");
	table = message_of(&out, MESSAGE_TABLE);
	for (size_t i = 0; i < table->rows; i++) {
		const struct phrase *cells = table->cells + i * table->columns;

		trail = trail || (!strcmp(cells[1].in[0], "main-audit-trail") &&
				  !strcmp(cells[2].in[0], "LOGGING"));
		function = function ||
			   !strcmp(cells[1].in[0], "restart-trail");
	}
	assert_true(trail);
	assert_true(function);
}

static void
the_timeline_has_the_blind_window(void **state)
{
	const struct message *m;

	(void)state;
	type(STOP);
	type("until StartLogging");
	type("timeline");
	m = message_of(&out, MESSAGE_TIMELINE);
	assert_int_equal(m->timeline->from, lab.origin);
	assert_int_equal(m->timeline->until, lab.account->now);
	assert_int_equal(m->timeline->window_count, 1);
	assert_string_equal(m->timeline->windows[0].trail, "main-audit-trail");
	assert_false(m->timeline->windows[0].open);
	/* The picture outlives the account. */
	lab_reset(&lab);
	assert_string_equal(m->timeline->windows[0].trail, "main-audit-trail");
	for (size_t i = 0; i < m->timeline->entry_count; i++)
		assert_true(strlen(m->timeline->entries[i].subject) > 0);
}

/* The pending log files of before the stop come after it. */
static void
a_timeline_from_within_the_dark_knows_that_it_was_dark(void **state)
{
	const struct message_timeline *timeline;

	(void)state;
	type("aws events disable-rule --name watch-the-trail");
	type(STOP);
	type("wait 10s");
	messages_clear(&out);
	timeline = lab_timeline(&lab, lab.account->now, false, &out)->timeline;
	assert_int_equal(timeline->before_count, 1);
	assert_string_equal(timeline->before[0].subject, "main-audit-trail");
	assert_int_equal(timeline->before[0].kind, TIMELINE_TRAIL_STOPPED);
	timeline = lab_timeline(&lab, lab.origin, false, &out)->timeline;
	assert_int_equal(timeline->before[0].kind, TIMELINE_TRAIL_STARTED);
}

static void
a_line_that_is_nothing_gets_a_clear_word(void **state)
{
	char *longest = malloc(LAB_LINE_LIMIT + 10);

	(void)state;
	assert_int_equal(type("statsu"), SHELL_USAGE);
	assert_true(was_said(&out, "did you mean 'status'"));
	assert_int_equal(type("hello"), SHELL_USAGE);
	assert_false(was_said(&out, "khelo"));
	language_show(LANGUAGE_SHOW_BOTH);
	assert_int_equal(type("khelu"), SHELL_USAGE);
	assert_true(was_said(&out, "did you mean 'khelo'"));
	language_show(LANGUAGE_SHOW_EN);
	assert_int_equal(type("whoami bilal"), SHELL_USAGE);
	assert_true(was_said(&out, "'whoami' stands alone"));
	assert_int_equal(type("skip"), SHELL_USAGE);
	assert_true(was_said(&out, "'skip' is for lessons"));
	assert_int_equal(type("cloudtrail stop-logging"), SHELL_USAGE);
	assert_true(was_said(&out, "begin with 'aws'"));
	assert_int_equal(type("awscloudtrail"), SHELL_USAGE);
	assert_int_equal(type("aws \x1b[31m"), SHELL_USAGE);
	assert_int_equal(type("aws \xff"), SHELL_USAGE);
	memset(longest, 'a', LAB_LINE_LIMIT + 9);
	memcpy(longest, "aws ", 4);
	longest[LAB_LINE_LIMIT + 9] = '\0';
	assert_int_equal(type(longest), SHELL_USAGE);
	free(longest);
	assert_int_equal(lab.input_count, 0);
}

static void
what_was_said_before_is_left_alone(void **state)
{
	(void)state;
	message_add(&out, MESSAGE_NOTICE);
	assert_int_equal(lab_type(&lab, "nonsense", &out, NULL), SHELL_USAGE);
	assert_int_equal(out.count, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_aws_line_takes_two_seconds_and_gives_output),
		TEST(a_person_who_looks_up_quickly_is_not_throttled),
		TEST(what_is_typed_again_unread_is_called_as_it_was),
		TEST(what_aws_refuses_comes_as_an_error),
		TEST(a_pattern_that_does_not_match_is_told_why_not),
		TEST(a_rule_that_did_not_match_is_told_why_not),
		TEST(waiting_says_nothing_as_output),
		TEST(a_wait_that_is_none_passes_no_time),
		TEST(the_stopped_trail_is_started_by_its_function),
		TEST(until_gives_up_after_a_day),
		TEST(undo_is_exact),
		TEST(a_chain_of_digest_files_is_the_same_when_it_is_typed_again),
		TEST(a_saved_lab_opens_as_it_was),
		TEST(only_what_moves_the_account_can_be_replayed),
		TEST(a_colleague_may_type_too),
		TEST(the_words_that_look_change_nothing),
		TEST(status_is_a_table_of_what_there_is),
		TEST(the_timeline_has_the_blind_window),
		TEST(a_timeline_from_within_the_dark_knows_that_it_was_dark),
		TEST(a_line_that_is_nothing_gets_a_clear_word),
		TEST(what_was_said_before_is_left_alone),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
