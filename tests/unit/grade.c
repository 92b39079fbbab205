/* SPDX-License-Identifier: MIT */
/* Grading: what answers are worth, however they are typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lesson/grade.h"
#include "lesson/picks.h"
#include "playing.h"

static const char yaml[] = LESSON_HEAD
	"  - id: guess\n"
	"    kind: predict\n"
	"    question: Which?\n"
	"    options:\n"
	"      - {id: this, text: This, reply: Let us see}\n"
	"      - {id: that, text: That, reply: We will see}\n"
	"  - id: one\n"
	"    kind: choose\n"
	"    question: Which one?\n"
	"    options:\n"
	"      - {id: log, text: a log file, feedback: Not that}\n"
	"      - {id: event, text: \"an event, alone\", right: true, "
	"feedback: Just so}\n"
	"      - {id: next, text: next, feedback: Not next}\n" GRADED
	"  - id: several\n"
	"    kind: choose\n"
	"    question: Which ones?\n"
	"    options:\n"
	"      - {id: a, text: who, right: true, feedback: Who is in it}\n"
	"      - {id: b, text: why, feedback: Nobody knows why}\n"
	"      - {id: c, text: what, right: true, feedback: What is in it}\n"
	"      - {id: d, text: \"12\", feedback: Not twelve}\n" GRADED
	"  - id: claim\n"
	"    kind: concept\n"
	"    claim: Event history can be turned off.\n"
	"    judge: wrong\n"
	"    feedback: {right: Not so, partly: Not in part, wrong: Just so}\n"
	"    refinement: Nothing turns it off.\n" GRADED
	"  - id: days\n"
	"    kind: number\n"
	"    question: How many days?\n"
	"    answer: 90\n"
	"    tolerance: 0\n"
	"    unit: days\n"
	"    units: [day, din]\n"
	"    wrong:\n"
	"      - {answer: 30, feedback: That is a month}\n" GRADED
	"  - id: size\n"
	"    kind: number\n"
	"    question: About how many?\n"
	"    answer: 0.3\n"
	"    tolerance: 0.1\n"
	"    wrong:\n"
	"      - {answer: 3, feedback: Ten times less}\n" GRADED
	"  - id: word\n"
	"    kind: text\n"
	"    question: What is it?\n"
	"    accept: [record rakhne wala, jasoos]\n"
	"    wrong:\n"
	"      - {answer: chor, feedback: The other one}\n" GRADED
	"  - id: line-up\n"
	"    kind: order\n"
	"    question: In what order?\n"
	"    items:\n"
	"      - {id: call, text: API call}\n"
	"      - {id: event, text: Event}\n"
	"      - {id: file, text: Log file}\n"
	"      - {id: reader, text: Reader}\n"
	"    wrong:\n"
	"      - {order: [event, call, file, reader], feedback: Call first}\n"
	GRADED
	"  - id: pairs\n"
	"    kind: match\n"
	"    question: What goes where?\n"
	"    pairs:\n"
	"      - {id: event, left: event, right: a line}\n"
	"      - {id: file, left: log file, right: the diary}\n"
	"      - {id: trail, left: trail, right: the hard drive}\n"
	"    wrong:\n"
	"      - {pairs: {event: file, file: event}, feedback: Swapped}\n"
	GRADED;

static struct lesson *lesson;
static struct arena arena;

static int
load(void **state)
{
	(void)state;
	language_show(LANGUAGE_SHOW_EN);
	lesson = lesson_from(yaml);
	arena_init(&arena);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	lesson_free(lesson);
	arena_release(&arena);
	return 0;
}

static const struct step *
step_named(const char *id)
{
	int i = lesson_step_index(lesson, id);

	assert_true(i >= 0);
	return &lesson->steps[i];
}

static struct graded
answer(const char *id, const char *line)
{
	return grade_answer(step_named(id), line, &arena);
}

#define assert_grade(id, line, expected) \
	assert_int_equal(answer(id, line).grade, expected)

static void
assert_said(const char *id, const char *line, const char *expected)
{
	struct phrase say = answer(id, line).say;

	assert_non_null(say.in[LANGUAGE_EN]);
	assert_string_equal(say.in[LANGUAGE_EN], expected);
}

static void
an_option_is_named_by_number_letter_or_text(void **state)
{
	static const char *const right[] = {
		"2", " 2 ", "2.", "(2)", "b", "B", "b)", "an event, alone",
		"An Event,  Alone!", "2)", "doosra", "Dusri", "second",
		"option 2", "do", "number 2", "2 wala",
		"the second", "answer 2",
	};
	static const char *const none[] = {
		"", "0", "4", "d", "1 2", "both", "2x", "-", "99999999999999",
		"an event", "\xd9\xa2", "next please", "chautha", "number",
		"pehla ya doosra", "wala",
	};

	(void)state;
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		assert_grade("one", right[i], GRADE_RIGHT);
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_grade("one", none[i], GRADE_NO_ANSWER);
	assert_grade("one", "next", GRADE_WRONG);
	assert_said("one", "a", "Not that");
	assert_string_equal(answer("one", "1").answer, "log");
}

static void
all_right_options_are_wanted_and_no_other(void **state)
{
	(void)state;
	assert_grade("several", "1,3", GRADE_RIGHT);
	assert_grade("several", "3 1", GRADE_RIGHT);
	assert_grade("several", "a and c", GRADE_RIGHT);
	assert_grade("several", "a aur c", GRADE_RIGHT);
	assert_grade("several", "pehla aur teesra", GRADE_RIGHT);
	assert_grade("several", "first, third", GRADE_RIGHT);
	assert_grade("several", "ac", GRADE_RIGHT);
	assert_grade("several", "13", GRADE_RIGHT);
	assert_grade("several", "who, what", GRADE_RIGHT);
	assert_grade("several", "1, what", GRADE_RIGHT);
	assert_grade("several", "1", GRADE_PARTLY);
	assert_grade("several", "1,2,3", GRADE_PARTLY);
	assert_grade("several", "2", GRADE_WRONG);
	assert_grade("several", "1,1", GRADE_PARTLY);
	assert_grade("several", "1,9", GRADE_NO_ANSWER);
	assert_string_equal(answer("several", "who, what").answer, "a,c");
	assert_said("several", "2", "Nobody knows why");
	assert_said("several", "1,2", "1) Who is in it\n\n2) Nobody knows why");
	assert_string_equal(answer("several", "12").answer, "d");
}

static void
a_guess_is_taken_as_it_is(void **state)
{
	(void)state;
	assert_grade("guess", "1", GRADE_TAKEN);
	assert_grade("guess", "that", GRADE_TAKEN);
	assert_said("guess", "that", "We will see");
	assert_grade("guess", "?", GRADE_NO_ANSWER);
}

static void
a_claim_is_judged_in_either_language(void **state)
{
	static const char *const wrong[] = {
		"3", "c", "wrong", "Wrong.", "ghalat", "galat", "false",
		"no", "nahi", "sahi nahi",
	};
	static const char *const right[] = { "1", "right", "sahi", "theek",
					     "haan", "true" };
	static const char *const partly[] = { "2", "partly", "partly right",
					      "kuch had tak", "aadha sahi", "adha sahi",
					      "only partly", "half true",
					      "thora sahi" };

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_string_equal(answer("claim", wrong[i]).answer, "wrong");
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		assert_string_equal(answer("claim", right[i]).answer, "right");
	for (size_t i = 0; i < sizeof partly / sizeof *partly; i++)
		assert_string_equal(answer("claim", partly[i]).answer,
				    "partly");
	assert_grade("claim", "3", GRADE_RIGHT);
	assert_grade("claim", "2", GRADE_WRONG);
	assert_said("claim", "right", "Not so");
	assert_grade("claim", "4", GRADE_NO_ANSWER);
	assert_grade("claim", "maybe", GRADE_NO_ANSWER);
}

static void
a_number_may_have_its_unit(void **state)
{
	static const char *const right[] = { "90", "90 days", "90 din", "90.0",
					     "+90", "90 Days!" };

	(void)state;
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		assert_grade("days", right[i], GRADE_RIGHT);
	assert_grade("days", "90 hours", GRADE_PARTLY);
	assert_grade("days", "1 month", GRADE_NO_ANSWER);
	assert_grade("days", "30 hours", GRADE_NO_ANSWER);
	assert_grade("days", "30", GRADE_WRONG);
	assert_said("days", "30 days", "That is a month");
	assert_grade("days", "-90", GRADE_WRONG);
	assert_grade("days", "ninety", GRADE_NO_ANSWER);
	assert_grade("days", "nan", GRADE_NO_ANSWER);
	assert_grade("days", "inf", GRADE_NO_ANSWER);
	assert_string_equal(answer("days", "90 din").answer, "90");
}

static void
tolerance_includes_its_edge(void **state)
{
	(void)state;
	assert_grade("size", "0.2", GRADE_RIGHT);
	assert_grade("size", "0.4", GRADE_RIGHT);
	assert_grade("size", "0.401", GRADE_WRONG);
	assert_grade("size", "0.3 of anything", GRADE_RIGHT);
}

static void
a_text_is_forgiven_its_spelling(void **state)
{
	struct graded graded;
	char cut[600];

	(void)state;
	assert_grade("word", "Jasoos", GRADE_RIGHT);
	assert_grade("word", "  record  rakhne wala. ", GRADE_RIGHT);
	assert_grade("word", "jasus", GRADE_RIGHT);
	assert_grade("word", "jasoosi", GRADE_WRONG);
	assert_said("word", "chor", "The other one");
	assert_grade("word", "...", GRADE_NO_ANSWER);
	for (size_t i = 0; i + 2 < sizeof cut; i += 2)
		memcpy(cut + i, "\xc3\xa9", 3);
	graded = answer("word", cut);
	assert_int_equal(graded.grade, GRADE_WRONG);
	assert_int_equal(strlen(graded.answer), 254);
}

/* The line that names these items in this order. */
static const char *
as_shown(const char *id, const size_t *items, size_t count, const char *between)
{
	size_t order[PICKS_MOST], length = 0;
	static char line[200];

	step_mixed(step_named(id), order);
	line[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		size_t place = 0;

		while (order[place] != items[i])
			place++;
		length += (size_t)snprintf(line + length, sizeof line - length,
					   "%s%zu", i > 0 ? between : "",
					   place + 1);
	}
	return line;
}

static void
the_screen_never_shows_the_right_order(void **state)
{
	size_t order[PICKS_MOST], again[PICKS_MOST];
	struct step_item items[4] = { { .id = "a" } };

	(void)state;
	for (int i = 0; i < 2000; i++) {
		char id[20];
		struct step step = { .id = id, .kind = STEP_ORDER,
				     .items = items,
				     .item_count = 2 + (size_t)i % 3 };
		bool mixed = false;
		unsigned seen = 0;

		snprintf(id, sizeof id, "step-%d", i);
		step_mixed(&step, order);
		step_mixed(&step, again);
		assert_memory_equal(order, again,
				    step.item_count * sizeof *order);
		for (size_t k = 0; k < step.item_count; k++) {
			mixed = mixed || order[k] != k;
			seen |= 1u << order[k];
		}
		assert_true(mixed);
		assert_int_equal(seen, (1u << step.item_count) - 1);
	}
}

static void
an_order_is_typed_by_the_numbers_of_the_screen(void **state)
{
	static const size_t right[] = { 0, 1, 2, 3 };
	static const size_t foreseen[] = { 1, 0, 2, 3 };
	static const size_t begun[] = { 0, 1, 3, 2 };
	static const size_t other[] = { 3, 2, 1, 0 };

	(void)state;
	assert_grade("line-up", as_shown("line-up", right, 4, " "),
		     GRADE_RIGHT);
	assert_grade("line-up", as_shown("line-up", right, 4, ""), GRADE_RIGHT);
	assert_grade("line-up", as_shown("line-up", right, 4, " > "),
		     GRADE_RIGHT);
	assert_grade("line-up", as_shown("line-up", foreseen, 4, " "),
		     GRADE_WRONG);
	assert_said("line-up", as_shown("line-up", foreseen, 4, " "),
		    "Call first");
	assert_grade("line-up", as_shown("line-up", begun, 4, ","),
		     GRADE_PARTLY);
	assert_grade("line-up", as_shown("line-up", other, 4, " "),
		     GRADE_WRONG);
	assert_grade("line-up", "1 2 3", GRADE_NO_ANSWER);
	assert_grade("line-up", "1 2 3 3", GRADE_NO_ANSWER);
	assert_grade("line-up", "1 2 3 4 5", GRADE_NO_ANSWER);
	assert_string_equal(
		answer("line-up", as_shown("line-up", begun, 4, " ")).answer,
		"call,event,reader,file");
}

/* "a=.. b=.. c=.." for these rights. */
static struct graded
answer_pairs(size_t a, size_t b, size_t c, const char *form)
{
	size_t rights[] = { a, b, c }, order[PICKS_MOST], place[3];
	char line[100];

	step_mixed(step_named("pairs"), order);
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < 3; k++)
			if (order[k] == rights[i])
				place[i] = k + 1;
	snprintf(line, sizeof line, form, place[0], place[1], place[2]);
	return answer("pairs", line);
}

static void
pairs_are_letters_with_their_numbers(void **state)
{
	static const char *const forms[] = {
		"a=%zu b=%zu c=%zu", "a%zu b%zu c%zu", "A:%zu, B:%zu, C:%zu",
		"a - %zu, b - %zu and c - %zu", "%zu %zu %zu", "%zu%zu%zu",
		"a%zub%zuc%zu", "%zua %zub %zuc",
		"%zu=a, %zu=b aur %zu=c",
	};

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		assert_int_equal(answer_pairs(0, 1, 2, forms[i]).grade,
				 GRADE_RIGHT);
	assert_int_equal(answer_pairs(1, 0, 2, forms[0]).grade, GRADE_WRONG);
	assert_string_equal(
		answer_pairs(1, 0, 2, forms[0]).say.in[LANGUAGE_EN], "Swapped");
	assert_int_equal(answer_pairs(0, 2, 1, forms[0]).grade, GRADE_PARTLY);
	assert_string_equal(answer_pairs(1, 2, 0, forms[0]).answer,
			    "event=file,file=trail,trail=event");
	assert_int_equal(answer_pairs(1, 2, 0, forms[0]).grade, GRADE_WRONG);
	assert_grade("pairs", "a=1 b=2", GRADE_NO_ANSWER);
	assert_grade("pairs", "a=1 b=1 c=2", GRADE_NO_ANSWER);
	assert_grade("pairs", "a=1 a=2 c=3", GRADE_NO_ANSWER);
	assert_grade("pairs", "a=1 b=2 c", GRADE_NO_ANSWER);
	assert_grade("pairs", "a b c", GRADE_NO_ANSWER);
	assert_grade("pairs", "1a b2 3c", GRADE_NO_ANSWER);
}

static void
each_step_takes_its_own_answer_and_not_its_wrong_ones(void **state)
{
	(void)state;
	for (size_t i = 0; i < lesson->step_count; i++) {
		const struct step *step = &lesson->steps[i];
		char *line = step_right_answer(step);

		assert_int_equal(grade_answer(step, line, &arena).grade,
				 step->kind == STEP_PREDICT ? GRADE_TAKEN
							    : GRADE_RIGHT);
		free(line);
		for (size_t k = 0; k < step->wrong_count; k++) {
			struct graded graded;

			line = step_wrong_answer(step, &step->wrongs[k]);
			graded = grade_answer(step, line, &arena);
			assert_int_equal(graded.grade, GRADE_WRONG);
			assert_string_equal(
				graded.say.in[LANGUAGE_EN],
				step->wrongs[k].feedback.text);
			free(line);
		}
	}
}

static void
only_what_the_step_knows_is_told_from_a_word_of_the_prompt(void **state)
{
	(void)state;
	assert_true(grade_names_answer(step_named("one"), "next", &arena));
	assert_false(grade_names_answer(step_named("several"), "next",
					&arena));
	assert_true(grade_names_answer(step_named("word"), "Chor", &arena));
	assert_false(grade_names_answer(step_named("word"), "hint", &arena));
}

/* To the same end; and whoever is not right hears why. */
static void
grade_twice(const struct step *step, const char *line)
{
	struct graded one = grade_answer(step, line, &arena);
	struct graded two = grade_answer(step, line, &arena);

	assert_int_equal(one.grade, two.grade);
	assert_string_equal(one.answer, two.answer);
	if (one.grade == GRADE_NO_ANSWER || one.grade == GRADE_PARTLY ||
	    one.grade == GRADE_WRONG)
		assert_true(*one.say.in[LANGUAGE_EN] != '\0');
}

static void
no_line_however_odd_breaks_anything(void **state)
{
	static const char alphabet[] = "ab12,;= >()\xc3\xa9-.+&\\\"\t";
	char line[5000];
	unsigned random = 1;

	(void)state;
	for (int round = 0; round < 300; round++) {
		size_t length = round == 0 ? sizeof line - 1
					   : (size_t)round % 60;

		for (size_t i = 0; i < length; i++) {
			random = random * 1103515245 + 12345;
			line[i] = alphabet[(random >> 16) %
					   (sizeof alphabet - 1)];
		}
		line[length] = '\0';
		for (size_t i = 0; i < lesson->step_count; i++)
			grade_twice(&lesson->steps[i], line);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_option_is_named_by_number_letter_or_text),
		cmocka_unit_test(all_right_options_are_wanted_and_no_other),
		cmocka_unit_test(a_guess_is_taken_as_it_is),
		cmocka_unit_test(a_claim_is_judged_in_either_language),
		cmocka_unit_test(a_number_may_have_its_unit),
		cmocka_unit_test(tolerance_includes_its_edge),
		cmocka_unit_test(a_text_is_forgiven_its_spelling),
		cmocka_unit_test(the_screen_never_shows_the_right_order),
		cmocka_unit_test(an_order_is_typed_by_the_numbers_of_the_screen),
		cmocka_unit_test(pairs_are_letters_with_their_numbers),
		cmocka_unit_test(
			each_step_takes_its_own_answer_and_not_its_wrong_ones),
		cmocka_unit_test(
			only_what_the_step_knows_is_told_from_a_word_of_the_prompt),
		cmocka_unit_test(no_line_however_odd_breaks_anything),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
