/* SPDX-License-Identifier: MIT */
/*
 * Scenarios that are like another one: the same shop, on another day.
 *
 * What a file does not say is as in the other; its people, functions, setup
 * and background work are the other's and its own, where a person or function
 * of the same name takes the other's place.  Goal and script are never taken
 * over: they are what makes it another story.
 */
#include "lesson/scenario_parts.h"

#include <string.h>

void
scenario_take_over(struct scenario *scenario)
{
	const struct scenario *base = scenario->base;

	if (!base)
		return;
	if (!scenario->account)
		scenario->account = base->account;
	if (!scenario->region)
		scenario->region = base->region;
	if (!scenario->learner)
		scenario->learner = base->learner;
	if (!scenario->begins)
		scenario->begins = base->begins;
	if (!scenario->start)
		scenario->start = base->start;
	if (!scenario->seed)
		scenario->seed = base->seed;
}

/* Both are named by their first member. */
static bool
has_name(const char *items, size_t count, size_t size, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(*(const char *const *)(items + i * size), name))
			return true;
	return false;
}

/* The base's items, then one's own; with `named`, only those of the base that
   one's own do not replace. */
static void *
join(struct arena *arena, const void *base, size_t base_count, void *own,
     size_t *count, size_t size, bool named)
{
	char *joined = arena_alloc(arena, (base_count + *count + 1) * size);
	size_t filled = 0;

	for (size_t i = 0; i < base_count; i++) {
		const char *item = (const char *)base + i * size;

		if (named && has_name(own, *count, size,
				      *(const char *const *)item))
			continue;
		memcpy(joined + filled++ * size, item, size);
	}
	if (*count > 0)
		memcpy(joined + filled * size, own, *count * size);
	*count += filled;
	return joined;
}

/* Lines stand in the order of time. */
static void
sort_lines(struct scenario_line *lines, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct scenario_line line = lines[i];
		size_t at = i;

		for (; at > 0 && lines[at - 1].at > line.at; at--)
			lines[at] = lines[at - 1];
		lines[at] = line;
	}
}

#define JOIN(list, count, named)                                             \
	scenario->list = join(&scenario->arena, base->list, base->count,     \
			      scenario->list, &scenario->count,              \
			      sizeof *scenario->list, named)

void
scenario_join(struct scenario *scenario)
{
	const struct scenario *base = scenario->base;

	if (!base)
		return;
	if (!scenario->duplicates)
		scenario->duplicates = base->duplicates;
	JOIN(people, person_count, true);
	JOIN(functions, function_count, true);
	JOIN(setup, setup_count, false);
	JOIN(activities, activity_count, false);
	JOIN(foreign, foreign_count, true);
	sort_lines(scenario->setup, scenario->setup_count);
}
