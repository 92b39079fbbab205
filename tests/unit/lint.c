/* SPDX-License-Identifier: MIT */
/* What the author's lint finds in lessons that load, and can be solved. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "lesson/lint.h"
#include "playing.h"

#define SOURCES                                       \
	"format: 1\n"                                 \
	"id: small\n"                                 \
	"title: Small\n"                              \
	"minutes: 5\n"                                \
	"summary: Small.\n"                           \
	"objectives:\n"                               \
	"  - {id: know, text: Know}\n"                \
	"sources:\n"                                  \
	"  - {id: guide, text: The guide}\n"          \
	"steps:\n"
#define END "    why: So.\n    tests: know\n    source: guide\n"
#define HINTS "    hints: [A little nudge, The very idea]\n"
#define PICK(id, options)                             \
	"  - id: " id "\n    kind: choose\n    question: Which?\n" \
	"    options:\n" options END HINTS
#define OPTION(id, text) "      - {id: " id ", text: " text ", feedback: Not}\n"
#define RIGHT(id, text) \
	"      - {id: " id ", text: " text ", right: true, feedback: Well}\n"

static void
assert_lint(const char *yaml, const char *expected)
{
	struct diagnostics faults = { 0 };
	struct strbuf text = STRBUF_INIT;
	struct lesson *lesson;

	language_show(LANGUAGE_SHOW_EN);
	lesson = lesson_from(yaml);
	lesson_lint(lesson, &faults);
	for (size_t i = 0; i < faults.count; i++)
		strbuf_addf(&text, "%d: %s\n", faults.items[i].line,
			    faults.items[i].message);
	assert_string_equal(text.buf, expected);
	strbuf_release(&text);
	diagnostics_release(&faults);
	lesson_free(lesson);
}

static void
a_good_lesson_has_no_faults(void **state)
{
	(void)state;
	assert_lint(SOURCES PICK("one", OPTION("a", "a longer one")
						RIGHT("b", "short")),
		    "");
}

static void
an_objective_that_nothing_tests_is_told(void **state)
{
	(void)state;
	assert_lint(SOURCES "  - {id: one, kind: say, text: Hello., source: "
			    "guide}\n",
		    "7: no graded step tests the objective 'know'\n");
}

static void
a_source_that_nothing_names_and_a_claim_without_one_are_told(void **state)
{
	(void)state;
	assert_lint(SOURCES
		    "  - id: one\n    kind: choose\n    question: Which?\n"
		    "    options:\n" OPTION("a", "a longer one")
			    RIGHT("b", "short") "    why: So.\n"
						"    tests: know\n" HINTS,
		    "9: no step names the source 'guide'\n"
		    "11: step 'one': what it claims needs a 'source'\n");
}

static void
a_right_option_that_is_mostly_the_longest_or_the_first_is_told(void **state)
{
	(void)state;
	assert_lint(SOURCES PICK("one", RIGHT("a", "the long one")
						OPTION("b", "short"))
			    PICK("two", RIGHT("a", "the long one")
						OPTION("b", "short"))
			    PICK("three", RIGHT("a", "the long one")
						  OPTION("b", "short"))
			    PICK("four", OPTION("a", "a longer one")
						 RIGHT("b", "short")),
		    "1: the right option is the longest in 3 of 4 questions "
		    "(en): a learner sees that\n"
		    "1: the right option is the first in 3 of 4 questions: a "
		    "learner sees that\n"
		    "1: the right option is the longest in 3 of 4 questions "
		    "(ur@latin): a learner sees that\n");
}

static void
hints_that_say_nothing_or_all_are_told(void **state)
{
	(void)state;
	assert_lint(SOURCES
		    "  - id: one\n    kind: text\n    question: Which?\n"
		    "    accept: [StopLogging]\n"
		    "    wrong:\n      - {answer: start, feedback: Not}\n" END
		    "    hints:\n      - Hm.\n      - It is StopLogging of "
		    "course\n      - It is StopLogging of course\n",
		    "21: step 'one': this hint says nothing\n"
		    "22: step 'one': only the last hint may give the answer "
		    "away (en)\n"
		    "23: step 'one': this hint was given already\n");
}

static void
a_text_too_long_for_a_screen_is_told(void **state)
{
	struct strbuf yaml = STRBUF_INIT;

	(void)state;
	strbuf_addstr(&yaml, SOURCES PICK("one", OPTION("a", "a longer one")
							  RIGHT("b", "short"))
				     "  - id: two\n    kind: say\n"
				     "    text: one");
	for (int i = 0; i < 150; i++)
		strbuf_addstr(&yaml, " word");
	strbuf_addch(&yaml, '\n');
	assert_lint(yaml.buf, "23: step 'two': 'text' has 151 words (en); 150 "
			      "are enough for one screen\n");
	strbuf_release(&yaml);
}

static void
options_that_read_alike_are_told(void **state)
{
	(void)state;
	assert_lint(SOURCES PICK("one", OPTION("a", "Stop logging")
						OPTION("b", "stop-logging")
							RIGHT("c", "go")),
		    "16: step 'one': this reads like the one before (en)\n"
		    "16: step 'one': this reads like the one before "
		    "(ur@latin)\n");
}

static void
a_pack_wants_terms_notes_a_belief_and_a_teacher(void **state)
{
	struct lesson *lesson;
	struct diagnostics faults = { 0 };

	(void)state;
	lesson = lesson_from(SOURCES "  - {id: one, kind: say, text: Hello.}\n");
	lesson_lint_whole(lesson, &faults);
	assert_int_equal(faults.count, 4);
	assert_non_null(strstr(faults.items[0].message, "'terms'"));
	assert_non_null(strstr(faults.items[1].message, "'notes'"));
	assert_non_null(strstr(faults.items[2].message, "belief"));
	assert_non_null(strstr(faults.items[3].message, "teach it back"));
	diagnostics_release(&faults);
	lesson_free(lesson);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_lesson_has_no_faults),
		cmocka_unit_test(an_objective_that_nothing_tests_is_told),
		cmocka_unit_test(
			a_source_that_nothing_names_and_a_claim_without_one_are_told),
		cmocka_unit_test(
			a_right_option_that_is_mostly_the_longest_or_the_first_is_told),
		cmocka_unit_test(hints_that_say_nothing_or_all_are_told),
		cmocka_unit_test(a_text_too_long_for_a_screen_is_told),
		cmocka_unit_test(options_that_read_alike_are_told),
		cmocka_unit_test(
			a_pack_wants_terms_notes_a_belief_and_a_teacher),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
