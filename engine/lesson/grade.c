/* SPDX-License-Identifier: MIT */
/*
 * Grading by ids: the answer is first brought to what it names (options,
 * numbers, an order), and only that is compared.  So the screen's language
 * cannot change a grade, and an answer in either language is as good.
 */
#include "lesson/grade.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/strbuf.h"
#include "language/answer.h"
#include "lesson/grade_parts.h"
#include "lesson/picks.h"

/* ------------------------------------------------------- what is common */

struct graded
grade_as(enum grade grade, struct phrase say)
{
	return (struct graded){ .grade = grade, .say = say };
}

/* As much of `text` as fits, and no half character. */
void
grade_set_answer(struct graded *graded, const char *text)
{
	size_t length = strlen(text), most = sizeof graded->answer - 1;

	if (length > most) {
		length = most;
		while (length > 0 && ((unsigned char)text[length] >> 6) == 2)
			length--;
	}
	memcpy(graded->answer, text, length);
	graded->answer[length] = '\0';
}

const char *
step_item_name(const struct step *step, size_t i)
{
	return step->items[i].id != NULL ? step->items[i].id : "?";
}

void
grade_set_items(struct graded *graded, const struct step *step,
		const size_t *items, size_t count)
{
	struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < count; i++) {
		strbuf_addstr(&text, i > 0 ? "," : "");
		strbuf_addstr(&text, step_item_name(step, items[i]));
	}
	grade_set_answer(graded, text.buf);
	strbuf_release(&text);
}

struct phrase
phrase_join(struct arena *arena, struct phrase first, const char *between,
	    struct phrase second)
{
	if (phrase_is_empty(first))
		return second;
	if (phrase_is_empty(second))
		return first;
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		first.in[i] = arena_printf(arena, "%s%s%s", first.in[i],
					   between, second.in[i]);
	return first;
}

static bool
equals_any(const char *line, struct phrase phrase)
{
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (phrase.in[i] != NULL && answer_equal(line, phrase.in[i]))
			return true;
	return false;
}

static bool
equals_text(const char *line, const struct lesson_text *text,
	    struct arena *arena)
{
	return equals_any(line, lesson_phrase(arena, text));
}

/* ----------------------------------------------------- choose and predict */

static size_t
right_count(const struct step *step)
{
	size_t count = 0;

	for (size_t i = 0; i < step->item_count; i++)
		count += step->items[i].right;
	return count;
}

static bool
pick_text(struct picks *picks, const struct step *step, const char *text,
	  struct arena *arena)
{
	for (size_t i = 0; i < step->item_count; i++) {
		if (!equals_text(text, &step->items[i].text, arena))
			continue;
		for (size_t k = 0; k < picks->count; k++)
			if (picks->at[k] == i)
				return true;
		picks->at[picks->count++] = i;
		return true;
	}
	return false;
}

/* By numbers and letters, by an option's own text, or by several texts with
   commas between them. */
static bool
read_options(struct picks *picks, const struct step *step, const char *line,
	     struct arena *arena)
{
	struct picks some;
	bool read =
		picks_read(picks, line, strlen(line), step->item_count, false);

	if (read && picks->count == 1)
		return true;
	/* "12" may be an option's text as well as the first and the second. */
	some.count = 0;
	if (pick_text(&some, step, line, arena)) {
		*picks = some;
		return true;
	}
	if (read)
		return true;
	picks->count = 0;
	for (;;) {
		size_t length = strcspn(line, ",;");
		char *part = arena_strndup(arena, line, length);

		if (picks_read(&some, part, length, step->item_count, false) &&
		    some.count == 1)
			part = arena_strdup(arena,
					    step->items[some.at[0]].text.text);
		if (!pick_text(picks, step, part, arena))
			return false;
		if (line[length] == '\0')
			return true;
		line += length + 1;
	}
}

/* What each option gets; of several, with its number on the screen. */
static struct phrase
feedback_of(const struct step *step, const struct picks *picks,
	    struct arena *arena)
{
	struct phrase say = { { NULL } };

	for (size_t i = 0; i < picks->count; i++) {
		size_t at = picks->at[i];
		struct phrase feedback =
			lesson_phrase(arena, &step->items[at].feedback);

		for (int k = 0; k < LANGUAGE_COUNT && picks->count > 1; k++)
			feedback.in[k] = arena_printf(arena, "%zu) %s", at + 1,
						      feedback.in[k]);
		say = phrase_join(arena, say, "\n\n", feedback);
	}
	return say;
}

static struct graded
grade_picks(const struct step *step, const struct picks *picks,
	    struct arena *arena)
{
	size_t wanted = right_count(step), right = 0;
	struct phrase say = feedback_of(step, picks, arena);

	for (size_t i = 0; i < picks->count; i++)
		right += step->items[picks->at[i]].right;
	if (right == wanted && picks->count == wanted)
		return grade_as(GRADE_RIGHT, say);
	if (right == 0)
		return grade_as(GRADE_WRONG, say);
	if (right == picks->count)
		say = phrase_join(
			arena, say, "\n\n",
			phrase_make(arena, N_("That is true, and something "
					      "is still missing.")));
	return grade_as(GRADE_PARTLY, say);
}

static struct graded
grade_choose(const struct step *step, const char *line, struct arena *arena)
{
	bool several = right_count(step) > 1;
	struct picks picks;
	struct graded result;

	if (!read_options(&picks, step, line, arena) ||
	    (!several && picks.count > 1))
		return grade_as(
			GRADE_NO_ANSWER,
			several ? phrase_make(arena, N_("Type the numbers of "
							"all that are right, "
							"such as `1,2`."))
				: phrase_make(arena, N_("Type the number of "
							"one of them, such as "
							"`1`.")));
	result = grade_picks(step, &picks, arena);
	if (step->kind == STEP_PREDICT)
		result.grade = GRADE_TAKEN;
	grade_set_items(&result, step, picks.at, picks.count);
	return result;
}

/* ---------------------------------------------------------------- concept */

static const struct {
	const char *id;
	const char *shown;
	const char *also; /* other ways to say it, with commas between */
} judgements[JUDGE_COUNT] = {
	[JUDGE_RIGHT] = { "right", N_("right"),
			  "correct,true,sach,durust,sahi,bilkul sahi" },
	[JUDGE_PARTLY] = { "partly", N_("partly right"),
			   "partly,only partly,partly correct,partly true,"
			   "partially,partially right,partially true,"
			   "half,half right,half true,aadha,"
			   "adha,adha sahi,aadha sahi,kuch sahi,thoda sahi,"
			   "kuch had tak,kuch had tak sahi" },
	[JUDGE_WRONG] = { "wrong", N_("wrong"),
			  "incorrect,false,not right,ghalat,jhoot,"
			  "bilkul ghalat,sahi nahi" },
};

struct phrase
judgement_phrase(enum judgement judgement)
{
	struct phrase shown;

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		shown.in[i] = language_get((enum language)i,
					   judgements[judgement].shown);
	return shown;
}

static bool
says_judgement(const char *line, enum judgement judgement, struct arena *arena)
{
	const char *also = judgements[judgement].also;

	if (equals_any(line, judgement_phrase(judgement)))
		return true;
	while (*also != '\0') {
		size_t length = strcspn(also, ",");

		if (answer_equal(line, arena_strndup(arena, also, length)))
			return true;
		also += length + (also[length] == ',');
	}
	return false;
}

/* The judgement's index, or -1. */
static int
read_judgement(const char *line, struct arena *arena)
{
	struct picks picks;

	if (picks_read(&picks, line, strlen(line), JUDGE_COUNT, false))
		return picks.count == 1 ? (int)picks.at[0] : -1;
	for (int i = 0; i < JUDGE_COUNT; i++)
		if (says_judgement(line, (enum judgement)i, arena))
			return i;
	switch (answer_yes_no(line)) {
	case 1:
		return JUDGE_RIGHT;
	case 0:
		return JUDGE_WRONG;
	default:
		return -1;
	}
}

static struct graded
grade_concept(const struct step *step, const char *line, struct arena *arena)
{
	int given = read_judgement(line, arena);
	struct graded result;

	if (given < 0)
		return grade_as(
			GRADE_NO_ANSWER,
			phrase_make(arena, N_("Say whether the claim is right, "
					      "partly right or wrong: `1`, `2` "
					      "or `3`.")));
	result = grade_as(given == (int)step->judge ? GRADE_RIGHT : GRADE_WRONG,
			  lesson_phrase(arena, &step->judge_feedback[given]));
	grade_set_answer(&result, judgements[given].id);
	return result;
}

/* --------------------------------------------------------- number and text */

static bool
same_number(double a, double b, double tolerance)
{
	double slack = 1e-9 * (fabs(a) > 1 ? fabs(a) : 1);

	return fabs(a - b) <= tolerance + slack;
}

/* A step that names no unit takes any, as "3 log files". */
static bool
unit_fits(const struct step *step, const char *unit, struct arena *arena)
{
	if (unit[0] == '\0' || step->unit.text == NULL ||
	    equals_text(unit, &step->unit, arena))
		return true;
	for (size_t i = 0; i < step->unit_count; i++)
		if (equals_text(unit, &step->units[i], arena))
			return true;
	return false;
}

struct phrase
grade_not_that(struct arena *arena)
{
	return phrase_make(arena, N_("That is not it. `hint` helps."));
}

static struct graded
grade_number_value(const struct step *step, double value, const char *unit,
		   struct arena *arena)
{
	if (same_number(value, step->number, step->tolerance)) {
		if (unit_fits(step, unit, arena))
			return grade_as(GRADE_RIGHT,
					(struct phrase){ { NULL } });
		return grade_as(
			GRADE_PARTLY,
			phrase_make(arena, N_("The number is right. What "
					      "is it counted in?")));
	}
	if (!unit_fits(step, unit, arena))
		return grade_as(
			GRADE_NO_ANSWER,
			phrase_make(arena, N_("Type only the number, counted "
					      "as the question asks.")));
	for (size_t i = 0; i < step->wrong_count; i++)
		if (same_number(value, step->wrongs[i].number, 0))
			return grade_as(
				GRADE_WRONG,
				lesson_phrase(arena,
					      &step->wrongs[i].feedback));
	return grade_as(GRADE_WRONG, grade_not_that(arena));
}

static struct graded
grade_number(const struct step *step, const char *line, struct arena *arena)
{
	struct graded result;
	char unit[64], answer[64];
	double value;

	if (!answer_number(line, &value, unit, sizeof unit))
		return grade_as(
			GRADE_NO_ANSWER,
			phrase_make(arena, N_("Type a number in digits.")));
	result = grade_number_value(step, value, unit, arena);
	snprintf(answer, sizeof answer, "%.15g", value);
	grade_set_answer(&result, answer);
	return result;
}

static bool
names_text(const char *line, const struct lesson_text *text,
	   struct arena *arena)
{
	struct phrase phrase = lesson_phrase(arena, text);

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (phrase.in[i] != NULL && answer_names(line, phrase.in[i]))
			return true;
	return false;
}

static struct graded
grade_text_answer(const struct step *step, const char *line,
		  struct arena *arena)
{
	for (size_t i = 0; i < step->accept_count; i++)
		if (names_text(line, &step->accepts[i], arena))
			return grade_as(GRADE_RIGHT,
					(struct phrase){ { NULL } });
	for (size_t i = 0; i < step->wrong_count; i++)
		if (names_text(line, &step->wrongs[i].answer, arena))
			return grade_as(
				GRADE_WRONG,
				lesson_phrase(arena,
					      &step->wrongs[i].feedback));
	return grade_as(GRADE_WRONG, grade_not_that(arena));
}

static struct graded
grade_text(const struct step *step, const char *line, struct arena *arena)
{
	struct strbuf normal = STRBUF_INIT;
	struct graded result;

	answer_normalise(line, &normal);
	if (normal.len == 0)
		result = grade_as(
			GRADE_NO_ANSWER,
			phrase_make(arena, N_("Type a word or a few.")));
	else
		result = grade_text_answer(step, line, arena);
	grade_set_answer(&result, normal.buf);
	strbuf_release(&normal);
	return result;
}

/* Own words are taken as they are, if there are any. */
static struct graded
grade_teach(const char *line, struct arena *arena)
{
	struct graded result;

	if (line[strspn(line, " \t")] == '\0')
		return grade_as(GRADE_NO_ANSWER,
				phrase_make(arena,
					    N_("Say it in your own words; one "
					       "sentence is enough. `skip` "
					       "shows how one could say "
					       "it.")));
	result = grade_as(GRADE_TAKEN, (struct phrase){ { NULL } });
	grade_set_answer(&result, line);
	return result;
}

/* ------------------------------------------------------------------ in all */

struct graded
grade_answer(const struct step *step, const char *line, struct arena *arena)
{
	switch (step->kind) {
	case STEP_PREDICT:
	case STEP_CHOOSE:
		return grade_choose(step, line, arena);
	case STEP_CONCEPT:
		return grade_concept(step, line, arena);
	case STEP_NUMBER:
		return grade_number(step, line, arena);
	case STEP_TEXT:
		return grade_text(step, line, arena);
	case STEP_ORDER:
		return grade_order(step, line, arena);
	case STEP_MATCH:
		return grade_match(step, line, arena);
	case STEP_TEACH:
		return grade_teach(line, arena);
	default:
		BUG("a step of this kind is not graded by an answer");
	}
}

bool
grade_names_answer(const struct step *step, const char *line,
		   struct arena *arena)
{
	if (step->kind == STEP_TEACH)
		return false;
	if (step->kind != STEP_TEXT)
		return grade_answer(step, line, arena).grade != GRADE_NO_ANSWER;
	for (size_t i = 0; i < step->accept_count; i++)
		if (equals_text(line, &step->accepts[i], arena))
			return true;
	for (size_t i = 0; i < step->wrong_count; i++)
		if (equals_text(line, &step->wrongs[i].answer, arena))
			return true;
	return false;
}
