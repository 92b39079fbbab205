/* SPDX-License-Identifier: MIT */
/*
 * Loading a lesson: its head, and the order of the work.
 *
 * Bytes become a tree (yaml.c), the tree a lesson by tables (this file and
 * kinds.c), and the lesson is held against the rules that no table can say
 * (kind_rules.c, lesson_rules.c).  A lesson with any fault is not given out.
 */
#include "lesson/lesson.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "language/language.h"
#include "lesson/diagnostic.h"
#include "lesson/form.h"
#include "lesson/kinds.h"
#include "pattern/pattern.h"

#define HEAD(member) offsetof(struct lesson, member)
#define REFERENCE(member) offsetof(struct lesson_reference, member)

static const struct form_key objective_keys[] = {
	FORM_NEEDED("id", FORM_ID, REFERENCE(id)),
	FORM_NEEDED("text", FORM_TEXT, REFERENCE(text),
		    .context = FORM_NO_CONTEXT),
	{ 0 },
};
static const struct form_shape objective = {
	.what = N_("an objective"), .keys = { objective_keys },
	.size = sizeof(struct lesson_reference), .named = "id",
};

static const struct form_key source_keys[] = {
	FORM_NEEDED("id", FORM_ID, REFERENCE(id)),
	FORM_NEEDED("text", FORM_TEXT, REFERENCE(text),
		    .context = FORM_NO_CONTEXT),
	FORM_MAY("date", FORM_DATE, REFERENCE(date)),
	{ 0 },
};
static const struct form_shape source = {
	.what = N_("a source"), .keys = { source_keys },
	.size = sizeof(struct lesson_reference), .named = "id",
};

static const struct form_key head_keys[] = {
	FORM_NEEDED("format", FORM_LATER, 0),
	FORM_NEEDED("id", FORM_ID, HEAD(id)),
	FORM_NEEDED("title", FORM_TEXT, HEAD(title)),
	FORM_NEEDED("minutes", FORM_INTEGER, HEAD(minutes), .minimum = 1,
		    .maximum = 60),
	FORM_NEEDED("summary", FORM_TEXT, HEAD(summary)),
	FORM_MAY("notes", FORM_TEXT, HEAD(notes)),
	FORM_MAY("scenario", FORM_ID, HEAD(scenario)),
	FORM_MAY("needs", FORM_IDS, HEAD(needs)),
	FORM_MAY("terms", FORM_IDS, HEAD(terms)),
	FORM_NEEDED("objectives", FORM_LIST, HEAD(objectives),
		    .count = HEAD(objective_count), .minimum = 1,
		    .shape = &objective),
	FORM_MAY("sources", FORM_LIST, HEAD(sources),
		 .count = HEAD(source_count), .shape = &source),
	FORM_NEEDED("steps", FORM_LIST, HEAD(steps), .count = HEAD(step_count),
		    .minimum = 1, .shape = &step_shape),
	{ 0 },
};
static const struct form_shape head = {
	.what = N_("the head of a lesson"), .keys = { head_keys },
};

/* 64-bit FNV-1a: enough to see that a lesson is no longer the same. */
static uint64_t
hash_bytes(const char *bytes, size_t length)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < length; i++) {
		hash ^= (unsigned char)bytes[i];
		hash *= UINT64_C(0x100000001b3);
	}
	return hash;
}

static void
read_lesson(struct lesson *lesson, struct yaml_tree *tree)
{
	const struct yaml_node *id = yaml_member(tree->root, "id");
	struct form form;

	form_init(&form, &lesson->arena, tree,
		  arena_strdup(&lesson->arena, id != NULL ? id->text : ""));
	if (!form_has_format(&form))
		return;
	form_read(&form, &head, tree->root, lesson);
	if (tree->whole)
		lesson_rules(&form, lesson);
	lesson->texts = form.texts;
}

/* Takes the tree. */
static struct lesson *
make_lesson(struct yaml_tree *tree)
{
	struct lesson *lesson = mem_calloc(1, sizeof *lesson);

	arena_init(&lesson->arena);
	lesson->file = arena_strdup(&lesson->arena, tree->file);
	snprintf(lesson->version, sizeof lesson->version, "%016" PRIx64,
		 hash_bytes(tree->bytes, tree->length));
	if (tree->root != NULL)
		read_lesson(lesson, tree);
	diagnostics_sort(tree->diagnostics);
	if (tree->faults > 0) {
		lesson_free(lesson);
		lesson = NULL;
	}
	yaml_release(tree);
	return lesson;
}

struct lesson *
lesson_load(const char *path, struct diagnostics *diagnostics)
{
	struct yaml_tree tree;

	yaml_load(&tree, path, diagnostics);
	return make_lesson(&tree);
}

struct lesson *
lesson_parse(const char *name, const char *bytes, size_t length,
	     struct diagnostics *diagnostics)
{
	struct yaml_tree tree;

	yaml_parse(&tree, name, bytes, length, diagnostics);
	return make_lesson(&tree);
}

static void
release_patterns(const struct step *step)
{
	pattern_free(step->find);
	pattern_free(step->goal_event);
	pattern_free(step->goal_logged);
	pattern_free(step->goal_state);
	pattern_free(step->until);
	pattern_free(step->answer_event);
}

void
lesson_free(struct lesson *lesson)
{
	if (lesson == NULL)
		return;
	for (size_t i = 0; i < lesson->step_count; i++) {
		const struct step *step = &lesson->steps[i];

		release_patterns(step);
		for (size_t k = 0; k < step->variant_count; k++)
			release_patterns(&step->variants[k]);
	}
	arena_release(&lesson->arena);
	free(lesson);
}
