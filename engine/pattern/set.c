/* SPDX-License-Identifier: MIT */
/*
 * Sets of patterns, held against events as they are written: one plan for all
 * of them, so that an event is stepped through once whatever their number.
 *
 * An event that has what is asked for under a key with dots goes the long way,
 * through json-c.
 */
#include "pattern/pattern.h"

#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "pattern/text.h"

#include <stdlib.h>

struct pattern_set {
	struct arena arena;
	struct plan plan;
	size_t *first; /* each pattern's first clause, and one more */
	size_t *owner; /* each clause's pattern */
	size_t count;
};

struct pattern_matcher {
	const struct pattern_set *set;
	text_match *match;
	struct match run;
	uint64_t *room, *no;
	struct strbuf scratch;
};

text_match *const *
text_matches(void)
{
	static text_match *const portable[] = { text_match_portable, NULL };
#ifdef WALK_AVX2
	static text_match *const all[] = { text_match_avx2,
					   text_match_portable, NULL };

	if (walk_has_avx2())
		return all;
#endif
	return portable;
}

/* ------------------------------------------------------------ sets */

static void
add_pattern(struct pattern_set *set, const struct pattern *pattern)
{
	LIST(struct field *) fields = { NULL, 0, 0 };

	for (size_t i = 0; i < pattern->count; i++) {
		const struct clause *clause = &pattern->clauses[i];
		fields.count = 0;
		for (size_t j = 0; j < clause->count; j++)
			list_push(&fields, clause->fields[j]);
		plan_add(&set->plan, fields.items, &fields.count);
	}
	list_release(&fields);
}

struct pattern_set *
pattern_set_new(struct pattern *const *patterns, size_t count)
{
	struct pattern_set *set = mem_calloc(1, sizeof *set);

	arena_init(&set->arena);
	plan_init(&set->plan, &set->arena);
	set->count = count;
	set->first = arena_alloc(&set->arena, (count + 1) * sizeof *set->first);
	for (size_t i = 0; i < count; i++) {
		set->first[i] = set->plan.clauses;
		add_pattern(set, patterns[i]);
	}
	set->first[count] = set->plan.clauses;
	set->owner = arena_alloc(&set->arena, (set->plan.clauses + 1) *
						      sizeof *set->owner);
	for (size_t i = 0; i < count; i++)
		for (size_t c = set->first[i]; c < set->first[i + 1]; c++)
			set->owner[c] = i;
	plan_finish(&set->plan);
	return set;
}

void
pattern_set_free(struct pattern_set *set)
{
	if (!set)
		return;
	arena_release(&set->arena);
	free(set);
}

/* ------------------------------------------------------------ matchers */

struct pattern_matcher *
pattern_matcher_new(const struct pattern_set *set)
{
	struct pattern_matcher *m = mem_calloc(1, sizeof *m);
	size_t words = room_words(set->plan.clauses);

	m->set = set;
	m->match = text_matches()[0];
	strbuf_init(&m->scratch);
	m->run.scratch = &m->scratch;
	m->run.slots = mem_calloc(set->plan.places, sizeof *m->run.slots);
	m->room = mem_alloc((words + 1) * sizeof *m->room);
	m->run.room.end = m->room + words;
	m->no = mem_calloc(set->plan.clauses / 64 + 1, sizeof *m->no);
	return m;
}

void
pattern_matcher_free(struct pattern_matcher *m)
{
	if (!m)
		return;
	free(m->run.slots);
	free(m->room);
	free(m->no);
	strbuf_release(&m->scratch);
	free(m);
}

bool
pattern_matcher_use(struct pattern_matcher *m, size_t way)
{
	for (size_t i = 0; i <= way; i++)
		if (!text_matches()[i])
			return false;
	m->match = text_matches()[way];
	return true;
}

static bool
match_tree(struct pattern_matcher *m, const char *text, size_t length)
{
	struct json_object *event = json_parse(text, length, NULL, NULL);

	m->run.room.next = m->room;
	bool good = plan_match(&m->set->plan, event, &m->run.room, m->no);
	json_object_put(event);
	return good;
}

bool
pattern_matcher_run(struct pattern_matcher *m, const char *text, size_t length)
{
	const struct plan *plan = &m->set->plan;

	if (m->set->count == 0)
		return true;
	m->run.room.next = m->room;
	m->run.room.steps = 0;
	m->run.end = text + length;
	bool good = m->match(&m->run, plan, text, m->no);
	if (good && m->run.dotted)
		good = match_tree(m, text, length);
	for (size_t i = 0; !good && i < plan->clauses / 64 + 1; i++)
		m->no[i] = UINT64_MAX;
	return good;
}

bool
pattern_matcher_has(const struct pattern_matcher *m, size_t i)
{
	for (size_t c = m->set->first[i]; c < m->set->first[i + 1]; c++)
		if (!(m->no[c / 64] >> c % 64 & 1))
			return true;
	return false;
}

size_t
pattern_matcher_next(const struct pattern_matcher *m, size_t i)
{
	const struct pattern_set *set = m->set;

	if (i >= set->count)
		return SIZE_MAX;
	for (size_t c = set->first[i]; c < set->plan.clauses; c++) {
		/* most words have nobody */
		if (m->no[c / 64] >> c % 64 == UINT64_MAX >> c % 64)
			c |= 63;
		else if (!(m->no[c / 64] >> c % 64 & 1))
			return set->owner[c];
	}
	return SIZE_MAX;
}

size_t
pattern_matcher_steps(const struct pattern_matcher *m)
{
	return m->run.room.steps;
}
