/* SPDX-License-Identifier: MIT */
/* The session left, killed, and gone on with: the same step, the same account. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "learner.h"

/* The learner is killed after each line: the next session has the same step,
   the same question, and the same account. */
static void
a_session_goes_on_exactly_where_it_was(void **state)
{
	static const char *const lines[] = {
		"1", "hint", "2", "", "1", "", STATUS, "wait 3m", "undo",
		"wait 90s", STOP, "", "", "30", "skip", "", NULL,
	};

	(void)state;
	for (size_t i = 0; lines[i] != NULL; i++) {
		enum session_wants wants = feed(lines[i]);
		const char *step = session_step(session)->id;
		char *before = dump();

		reopen(NULL);
		assert_at(step);
		assert_int_equal(session_wants(session), wants);
		assert_same_account(before);
	}
	assert_int_equal(feed(""), SESSION_OVER);
	assert_true(was_said(&out, "first try: 0. After a miss: 2. "
				   "Skipped: 1"));
}

static void
a_watched_story_cut_off_in_the_middle_is_told_again(void **state)
{
	char *whole;

	(void)state;
	go_to_the_task();
	FEED(STOP, "");
	whole = dump();
	/* Of its two inputs only the first reached the disk, or none. */
	for (int lost = 1; lost <= 2; lost++) {
		json_object_put(journal.entries[--journal.count]);
		reopen(NULL);
		assert_at("see");
		assert_int_equal(session_wants(session), SESSION_ENTER);
		assert_non_null(message_of(&out, MESSAGE_TIMELINE));
		assert_same_account(strdup(whole));
	}
	free(whole);
}

/* How many inputs the account has at that step, whoever typed them. */
static void
assert_whole_world(const char *step, size_t inputs)
{
	static const struct {
		const char *step;
		size_t least, most;
	} worlds[] = {
		{ "pick", 0, 0 }, { "guess", 0, 0 }, { "stop", 0, 1 },
		{ "see", 3, 3 },  { "days", 3, 3 },  { "end", 3, 3 },
	};

	for (size_t i = 0; i < sizeof worlds / sizeof *worlds; i++) {
		if (strcmp(worlds[i].step, step) != 0)
			continue;
		assert_in_range(inputs, worlds[i].least, worlds[i].most);
		return;
	}
	fail_msg("stands at %s", step);
}

/* Killed between any two entries of a journal that has every kind of move:
   the account is always the one that belongs to the step. */
static void
no_moment_of_a_crash_leaves_step_and_account_apart(void **state)
{
	struct journal whole;

	(void)state;
	FEED("2", "", "1", "", STOP, "", "");
	reopen("stop");
	FEED(STOP, "");
	reopen("days");
	FEED("back", "90", "");
	reopen("hello");
	FEED("jump end", "bas");
	reopen(NULL);
	whole = journal;
	for (size_t cut = 0; cut <= whole.count; cut++) {
		struct session *other;

		journal = (struct journal){ .entries = NULL };
		for (size_t i = 0; i < cut; i++)
			take_entry(NULL, json_object_get(whole.entries[i]));
		other = open_session(lesson, NULL);
		assert_whole_world(session_step(other)->id,
				   session_lab(other)->input_count);
		session_free(other);
		forget_journal();
	}
	journal = whole;
}

static void
a_lesson_that_has_changed_keeps_the_step(void **state)
{
	struct lesson *changed;
	struct strbuf text = STRBUF_INIT;
	char *before;

	(void)state;
	go_to_the_task();
	FEED("wait 5m", STOP, "");
	before = dump();
	strbuf_addstr(&text, yaml);
	strbuf_addstr(&text, "  - {id: more, kind: say, text: More.}\n");
	changed = lesson_from(text.buf);
	strbuf_release(&text);

	session_free(session);
	session = open_session(changed, NULL);
	assert_at("see");
	assert_string_equal(session_lab(session)->inputs[0], STOP);
	assert_int_equal(entries_of("reset"), 1);
	/* The same again from the journal. */
	session_free(session);
	free(before);
	before = NULL;
	session = open_session(changed, NULL);
	assert_at("see");
	assert_int_equal(session_lab(session)->input_count, 3);
	assert_int_equal(entries_of("reset"), 1);
	session_free(session);
	session = NULL;
	lesson_free(changed);
}

static void
one_may_begin_at_any_step(void **state)
{
	(void)state;
	reopen("stop");
	assert_at("stop");
	assert_int_equal(session_wants(session), SESSION_LINE);
	reopen("days");
	assert_int_equal(session_lab(session)->input_count, 3);
	reopen(NULL);
	assert_at("days");
	assert_int_equal(session_lab(session)->input_count, 3);
}

static void
a_finished_lesson_begins_anew(void **state)
{
	(void)state;
	go_to_the_end();
	feed("");
	reopen(NULL);
	assert_at("pick");
	assert_int_equal(session_wants(session), SESSION_ANSWER);
	assert_int_equal(session_lab(session)->input_count, 0);
	assert_int_equal(entries_of("reset"), 1);
}

static void
a_journal_with_odd_inputs_does_no_harm(void **state)
{
	struct json_object *entry;

	(void)state;
	go_to_the_task();
	entry = json_copy(last_of("at"));
	json_set_string(entry, "type", "input");
	json_set_string(entry, "line", "status");
	take_entry(NULL, entry);
	reopen(NULL);
	assert_at("stop");
	assert_int_equal(session_lab(session)->input_count, 0);
	assert_int_equal(entries_of("reset"), 1);
}

static void
an_unknown_step_is_told(void **state)
{
	struct session_host host = { .record = take_entry };
	struct diagnostics faults = { 0 };

	(void)state;
	assert_null(session_new(lesson, scenario, &host, "nowhere", &out,
				&faults));
	assert_int_equal(faults.count, 1);
	diagnostics_release(&faults);
	assert_null(session_new(lesson, NULL, &host, NULL, &out, &faults));
	assert_int_equal(faults.count, 1);
	diagnostics_release(&faults);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_session_goes_on_exactly_where_it_was),
		TEST(a_watched_story_cut_off_in_the_middle_is_told_again),
		TEST(no_moment_of_a_crash_leaves_step_and_account_apart),
		TEST(a_lesson_that_has_changed_keeps_the_step),
		TEST(one_may_begin_at_any_step),
		TEST(a_finished_lesson_begins_anew),
		TEST(a_journal_with_odd_inputs_does_no_harm),
		TEST(an_unknown_step_is_told),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
