/* SPDX-License-Identifier: MIT */
/*
 * Questions about a lesson that was loaded.
 */
#include "lesson/lesson.h"

#include <string.h>

#include "language/language.h"

static const struct {
	const char *name;
	bool graded, asks;
} kinds[STEP_KIND_COUNT] = {
	[STEP_SAY] = { "say", false, false },
	[STEP_TABLE] = { "table", false, false },
	[STEP_FLOW] = { "flow", false, false },
	[STEP_RECORD] = { "record", false, false },
	[STEP_PREDICT] = { "predict", false, true },
	[STEP_CHOOSE] = { "choose", true, true },
	[STEP_CONCEPT] = { "concept", true, true },
	[STEP_NUMBER] = { "number", true, true },
	[STEP_TEXT] = { "text", true, true },
	[STEP_ORDER] = { "order", true, true },
	[STEP_MATCH] = { "match", true, true },
	[STEP_DO] = { "do", true, true },
	[STEP_WATCH] = { "watch", false, false },
	[STEP_TEACH] = { "teach", false, true },
};

const char *
step_kind_name(enum step_kind kind)
{
	return kinds[kind].name;
}

bool
step_is_graded(const struct step *step)
{
	return kinds[step->kind].graded;
}

bool
step_asks(const struct step *step)
{
	return kinds[step->kind].asks;
}

const struct step *
step_variant(const struct step *step, size_t round)
{
	size_t which = round % (step->variant_count + 1);

	return which == 0 ? step : &step->variants[which - 1];
}

int
lesson_step_index(const struct lesson *lesson, const char *id)
{
	for (size_t i = 0; i < lesson->step_count; i++)
		if (strcmp(lesson->steps[i].id, id) == 0)
			return (int)i;
	return -1;
}

int
lesson_graded_count(const struct lesson *lesson)
{
	int count = 0;

	for (size_t i = 0; i < lesson->step_count; i++)
		count += step_is_graded(&lesson->steps[i]);
	return count;
}

struct phrase
lesson_phrase(struct arena *arena, const struct lesson_text *text)
{
	/* What was read from the account has no translation. */
	if (text->context == NULL)
		return phrase_same(arena, text->text);
	return phrase_pack(arena, text->context, text->text);
}
