/* SPDX-License-Identifier: MIT */
/* Progress, derived from the journal's entries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "base/list.h"
#include "learner/journal.h"
#include "learner/progress.h"

static struct progress progress;

/* Lines as in the journal, without "at". */
static void
derive(const char *const *lines, size_t count)
{
	struct json_object *entries[32];
	struct journal journal = { .entries = entries, .count = count };

	assert_true(count <= 32);
	for (size_t i = 0; i < count; i++) {
		entries[i] = json_parse(lines[i], strlen(lines[i]), NULL, NULL);
		assert_non_null(entries[i]);
	}
	progress_derive(&progress, &journal);
	for (size_t i = 0; i < count; i++)
		json_object_put(entries[i]);
}

#define DERIVE(...)                                                    \
	do {                                                           \
		static const char *const lines[] = { __VA_ARGS__ };    \
		derive(lines, sizeof lines / sizeof *lines);           \
	} while (0)

#define START "{\"type\": \"start\", " L ", \"version\": \"v\"}"
#define L "\"lesson\": \"a\""

static int
release(void **state)
{
	(void)state;
	progress_release(&progress);
	return 0;
}

static void
an_empty_journal_is_no_progress(void **state)
{
	struct journal journal = { .entries = NULL };

	(void)state;
	progress_derive(&progress, &journal);
	assert_int_equal(progress.count, 0);
	assert_null(progress.last_lesson);
	assert_null(progress_lesson(&progress, "a"));
	assert_int_equal(progress_step(NULL, "s"), STEP_NEW);
	assert_int_equal(progress_count(NULL, STEP_RIGHT), 0);
}

static void
attempts_are_counted_up_to_the_first_right_one(void **state)
{
	const struct lesson_progress *lesson;

	(void)state;
	DERIVE("{\"type\": \"start\", " L ", \"version\": \"v\", "
	       "\"graded\": 5}",
	       "{\"type\": \"attempt\", " L ", \"step\": \"s\", "
	       "\"verdict\": \"wrong\", \"hints\": 0}",
	       "{\"type\": \"attempt\", " L ", \"step\": \"s\", "
	       "\"verdict\": \"right\", \"hints\": 2}",
	       "{\"type\": \"attempt\", " L ", \"step\": \"s\", "
	       "\"verdict\": \"wrong\", \"hints\": 3}",
	       "{\"type\": \"attempt\", " L ", \"step\": \"t\", "
	       "\"verdict\": \"partly\"}");
	lesson = progress_lesson(&progress, "a");
	assert_true(lesson->started);
	assert_int_equal(lesson->graded, 5);
	assert_string_equal(lesson->version, "v");
	assert_int_equal(progress_step(lesson, "s"), STEP_RIGHT);
	assert_int_equal(progress_find_step(lesson, "s")->attempts, 2);
	assert_int_equal(progress_find_step(lesson, "s")->hints, 2);
	assert_int_equal(progress_step(lesson, "t"), STEP_MISSED);
	assert_int_equal(progress_count(lesson, STEP_RIGHT), 1);
}

static void
a_skipped_step_may_still_become_right(void **state)
{
	const struct lesson_progress *lesson;

	(void)state;
	DERIVE("{\"type\": \"skip\", " L ", \"step\": \"s\"}",
	       "{\"type\": \"skip\", " L ", \"step\": \"t\"}",
	       "{\"type\": \"attempt\", " L ", \"step\": \"s\", "
	       "\"verdict\": \"right\"}",
	       "{\"type\": \"skip\", " L ", \"step\": \"s\"}");
	lesson = progress_lesson(&progress, "a");
	assert_int_equal(progress_step(lesson, "s"), STEP_RIGHT);
	assert_int_equal(progress_step(lesson, "t"), STEP_SKIPPED);
}

static void
inputs_are_what_made_the_account(void **state)
{
	const struct lesson_progress *lesson;

	(void)state;
	DERIVE("{\"type\": \"input\", " L ", \"line\": \"one\"}",
	       "{\"type\": \"reset\", " L "}",
	       "{\"type\": \"undo\", " L "}",
	       "{\"type\": \"input\", " L ", \"line\": \"two\"}",
	       "{\"type\": \"at\", " L ", \"step\": \"s\"}",
	       "{\"type\": \"input\", " L ", \"line\": \"three\"}",
	       "{\"type\": \"at\", " L ", \"step\": \"t\"}",
	       "{\"type\": \"input\", " L ", \"line\": \"four\"}",
	       "{\"type\": \"undo\", " L "}", "{\"type\": \"undo\", " L "}");
	lesson = progress_lesson(&progress, "a");
	assert_int_equal(lesson->input_count, 1);
	assert_string_equal(lesson->inputs[0], "two");
	assert_int_equal(progress_find_step(lesson, "s")->inputs_before, 1);
	assert_int_equal(progress_find_step(lesson, "t")->inputs_before, 1);
}

static void
the_place_is_where_the_learner_stood_last(void **state)
{
	const struct lesson_progress *lesson;

	(void)state;
	DERIVE(START, "{\"type\": \"at\", " L ", \"step\": \"s\"}",
	       "{\"type\": \"at\", " L ", \"step\": \"t\"}",
	       "{\"type\": \"attempt\", " L ", \"step\": \"s\", "
	       "\"verdict\": \"right\"}");
	lesson = progress_lesson(&progress, "a");
	assert_string_equal(lesson->step, "t");
	assert_false(lesson->answered);
	assert_string_equal(progress.last_lesson, "a");
	progress_release(&progress);

	DERIVE(START, "{\"type\": \"at\", " L ", \"step\": \"t\"}",
	       "{\"type\": \"skip\", " L ", \"step\": \"t\"}");
	assert_true(progress_lesson(&progress, "a")->answered);
	progress_release(&progress);

	DERIVE(START, "{\"type\": \"at\", " L ", \"step\": \"t\"}",
	       "{\"type\": \"done\", " L "}");
	lesson = progress_lesson(&progress, "a");
	assert_true(lesson->done);
	assert_null(lesson->step);
}

static void
an_account_made_anew_leaves_the_place(void **state)
{
	const struct lesson_progress *lesson;

	(void)state;
	DERIVE(START, "{\"type\": \"at\", " L ", \"step\": \"t\"}",
	       "{\"type\": \"reset\", " L "}",
	       "{\"type\": \"at\", " L ", \"step\": \"s\"}",
	       "{\"type\": \"input\", " L ", \"line\": \"one\"}");
	lesson = progress_lesson(&progress, "a");
	assert_null(lesson->version);
	assert_string_equal(lesson->step, "t");
	assert_int_equal(lesson->input_count, 1);
	progress_release(&progress);

	DERIVE(START, "{\"type\": \"at\", " L ", \"step\": \"t\"}",
	       "{\"type\": \"reset\", " L "}",
	       "{\"type\": \"at\", " L ", \"step\": \"s\"}", START);
	assert_string_equal(progress_lesson(&progress, "a")->step, "s");
}

static void
forgetting_one_lesson_leaves_the_others(void **state)
{
	(void)state;
	DERIVE("{\"type\": \"done\", \"lesson\": \"b\"}",
	       "{\"type\": \"start\", " L ", \"version\": \"v\"}",
	       "{\"type\": \"done\", \"lesson\": \"c\"}",
	       "{\"type\": \"forget\", " L "}");
	assert_null(progress_lesson(&progress, "a"));
	assert_true(progress_lesson(&progress, "b")->done);
	assert_true(progress_lesson(&progress, "c")->done);
	assert_null(progress.last_lesson);
}

static void
forgetting_all_keeps_the_language(void **state)
{
	(void)state;
	DERIVE("{\"type\": \"setting\", \"name\": \"lang\", "
	       "\"value\": \"ur@latin\"}",
	       "{\"type\": \"start\", " L "}", "{\"type\": \"forget\"}",
	       "{\"type\": \"setting\", \"name\": \"other\", "
	       "\"value\": \"x\"}");
	assert_int_equal(progress.count, 0);
	assert_string_equal(progress.language, "ur@latin");
}

static void
entries_that_lack_something_say_nothing(void **state)
{
	(void)state;
	DERIVE("{\"type\": \"attempt\", \"lesson\": 3}",
	       "{\"type\": \"from the future\", " L "}",
	       "{\"type\": \"at\", " L "}",
	       "{\"type\": \"attempt\", " L ", \"step\": \"s\"}",
	       "{\"type\": \"attempt\", " L ", \"step\": \"t\", "
	       "\"verdict\": \"right\", \"hints\": -7}",
	       "{\"type\": \"input\", " L ", \"line\": []}");
	assert_int_equal(progress.count, 1);
	assert_null(progress.lessons[0]->step);
	assert_int_equal(progress_step(progress.lessons[0], "s"), STEP_NEW);
	assert_int_equal(progress_find_step(progress.lessons[0], "t")->hints,
			 0);
	assert_int_equal(progress.lessons[0]->input_count, 0);
}

#define TEST(name) cmocka_unit_test_teardown(name, release)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_empty_journal_is_no_progress),
		TEST(attempts_are_counted_up_to_the_first_right_one),
		TEST(a_skipped_step_may_still_become_right),
		TEST(inputs_are_what_made_the_account),
		TEST(the_place_is_where_the_learner_stood_last),
		TEST(an_account_made_anew_leaves_the_place),
		TEST(forgetting_one_lesson_leaves_the_others),
		TEST(forgetting_all_keeps_the_language),
		TEST(entries_that_lack_something_say_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
