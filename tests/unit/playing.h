/* SPDX-License-Identifier: MIT */
/*
 * For the tests that play lessons: a lesson from YAML, the small scenario, and
 * what was said, in English.  Tests run in the project's folder.
 */
#ifndef TESTS_PLAYING_H
#define TESTS_PLAYING_H

#include <string.h>

#include "lesson/diagnostic.h"
#include "lesson/lesson.h"
#include "lesson/message.h"
#include "lesson/scenario.h"

#define LESSON_HEAD                \
	"format: 1\n"              \
	"id: small\n"              \
	"title: Small lesson\n"    \
	"minutes: 5\n"             \
	"summary: All in small.\n" \
	"scenario: small\n"        \
	"objectives:\n"            \
	"  - {id: know, text: Know}\n" \
	"steps:\n"
#define GRADED                     \
	"    why: So it is.\n"     \
	"    tests: know\n"        \
	"    hints: [Nudge, Concept, Nearly]\n"

static inline void
assert_no_faults(struct diagnostics *faults)
{
	if (faults->count > 0)
		fail_msg("%s:%d: %s", faults->items[0].file,
			 faults->items[0].line, faults->items[0].message);
	diagnostics_release(faults);
}

static inline struct lesson *
lesson_from(const char *yaml)
{
	struct diagnostics faults = { 0 };
	struct lesson *lesson =
		lesson_parse("small.yaml", yaml, strlen(yaml), &faults);

	assert_no_faults(&faults);
	assert_non_null(lesson);
	return lesson;
}

static inline struct scenario *
small_scenario(void)
{
	struct diagnostics faults = { 0 };
	struct scenario *scenario =
		scenario_load("tests/scenarios", "small", &faults);

	assert_no_faults(&faults);
	assert_non_null(scenario);
	return scenario;
}

/* The first message of that kind, or NULL. */
static inline const struct message *
message_of(const struct messages *out, enum message_kind kind)
{
	for (size_t i = 0; i < out->count; i++)
		if (out->items[i]->kind == kind)
			return out->items[i];
	return NULL;
}

/* Whether anything that was said, in English or by a command, has `text`. */
static inline bool
was_said(const struct messages *out, const char *text)
{
	for (size_t i = 0; i < out->count; i++) {
		const struct message *m = out->items[i];

		if (m->text.in[LANGUAGE_EN] != NULL &&
		    strstr(m->text.in[LANGUAGE_EN], text) != NULL)
			return true;
		if (m->bytes != NULL && strstr(m->bytes, text) != NULL)
			return true;
		for (size_t k = 0; k < m->item_count; k++)
			if (strstr(m->items[k].label.in[LANGUAGE_EN], text))
				return true;
	}
	return false;
}

#endif
