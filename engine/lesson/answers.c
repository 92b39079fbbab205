/* SPDX-License-Identifier: MIT */
/*
 * Answers as a learner would type them: a step's own and its wrong ones, in
 * the numbers and letters of the screen.  Grading them again is how the author's
 * check and the tests know that a step keeps its promise.
 */
#include "lesson/grade.h"

#include <string.h>

#include "base/memory.h"
#include "base/strbuf.h"
#include "lesson/grade_parts.h"
#include "lesson/picks.h"

static char *
number_text(double number)
{
	return str_printf("%.15g", number);
}

static char *
options_answer(const struct step *step)
{
	struct strbuf answer = STRBUF_INIT;

	for (size_t i = 0; i < step->item_count; i++)
		if (step->items[i].right)
			strbuf_addf(&answer, "%s%zu", answer.len > 0 ? "," : "",
				    i + 1);
	return strbuf_detach(&answer);
}

/* The number that stands before an item on the mixed screen. */
static size_t
place_of(const struct step *step, size_t item)
{
	size_t order[PICKS_MOST], place = 0;

	step_mixed(step, order);
	while (place < step->item_count && order[place] != item)
		place++;
	return place + 1;
}

static size_t
item_of(const struct step *step, const char *id)
{
	size_t i = 0;

	while (i < step->item_count && strcmp(step_item_name(step, i), id) != 0)
		i++;
	return i;
}

/* The items of `ids`, or all in their order for NULL. */
static char *
placed_answer(const struct step *step, const char **ids)
{
	struct strbuf answer = STRBUF_INIT;

	for (size_t i = 0; i < step->item_count; i++) {
		size_t item = i;

		if (ids != NULL && ids[i] == NULL)
			break;
		if (ids != NULL)
			item = item_of(step, ids[i]);
		if (i > 0)
			strbuf_addch(&answer, ' ');
		if (step->kind == STEP_MATCH)
			strbuf_addf(&answer, "%c=", (char)('a' + i % 26));
		strbuf_addf(&answer, "%zu", place_of(step, item));
	}
	return strbuf_detach(&answer);
}

char *
step_right_answer(const struct step *step)
{
	switch (step->kind) {
	case STEP_PREDICT:
		return mem_strdup("1");
	case STEP_TEACH:
		return mem_strdup("...");
	case STEP_CHOOSE:
		return options_answer(step);
	case STEP_CONCEPT:
		return str_printf("%d", (int)step->judge + 1);
	case STEP_NUMBER:
		return number_text(step->number);
	case STEP_TEXT:
		return mem_strdup(step->accepts[0].text);
	case STEP_ORDER:
	case STEP_MATCH:
		return placed_answer(step, NULL);
	default:
		BUG("a step of this kind has no answer to type");
	}
}

char *
step_wrong_answer(const struct step *step, const struct step_wrong *wrong)
{
	switch (step->kind) {
	case STEP_NUMBER:
		return number_text(wrong->number);
	case STEP_TEXT:
		return mem_strdup(wrong->answer.text);
	case STEP_ORDER:
	case STEP_MATCH:
		return placed_answer(step, wrong->ids);
	case STEP_DO:
		return mem_strdup(wrong->line_typed);
	default:
		BUG("a step of this kind has no list of wrong answers");
	}
}
