/* SPDX-License-Identifier: MIT */
/*
 * What holds between the parts of a lesson: a name that one part uses, another
 * part has given.
 */
#include "lesson/kinds.h"

#include <string.h>

#include "base/arena.h"
#include "language/language.h"

/* Is a word among the ids of objectives, sources or steps? */
static void
need_id(struct form *form, const struct yaml_node *word, const char *what,
	const char **ids, size_t count)
{
	const char *nearest;

	if (word->kind != YAML_SCALAR || !form_is_id(word->text))
		return;
	for (size_t i = 0; i < count; i++)
		if (strcmp(ids[i], word->text) == 0)
			return;
	nearest = form_nearest(word->text, ids, count);
	if (nearest != NULL)
		yaml_fault_at(form->tree, word,
			      _("'%s' is not among the %s; did you mean '%s'?"),
			      word->text, what, nearest);
	else
		yaml_fault_at(form->tree, word, _("'%s' is not among the %s"),
			      word->text, what);
}

static const char **
reference_ids(struct form *form, const struct lesson_reference *references,
	      size_t count)
{
	const char **ids =
		arena_alloc(form->arena, (count + 1) * sizeof *ids);

	for (size_t i = 0; i < count; i++)
		ids[i] = references[i].id != NULL ? references[i].id : "";
	return ids;
}

static void
check_sources(struct form *form, const struct yaml_node *source,
	      const char **ids, size_t count)
{
	need_id(form, source, _("sources"), ids, count);
	if (source->kind != YAML_SEQUENCE)
		return;
	for (const struct yaml_node *n = source->first; n; n = n->next)
		need_id(form, n, _("sources"), ids, count);
}

/* do, watch, record's find and answers that are found happen in an account. */
static bool
needs_account(const struct step *step)
{
	bool finds = step->answer_event != NULL;

	for (size_t i = 0; i < step->variant_count; i++)
		finds = finds || step->variants[i].answer_event != NULL;
	return step->kind == STEP_DO || step->kind == STEP_WATCH ||
	       step->find != NULL || finds;
}

void
lesson_rules(struct form *form, const struct lesson *lesson)
{
	const struct yaml_node *root = form->tree->root;
	const struct yaml_node *node =
		yaml_child(yaml_member(root, "steps"), 0);
	const char **objectives = reference_ids(form, lesson->objectives,
						lesson->objective_count);
	const char **sources =
		reference_ids(form, lesson->sources, lesson->source_count);
	const char **earlier = arena_alloc(
		form->arena, (lesson->step_count + 1) * sizeof *earlier);

	for (size_t i = 0; i < lesson->step_count; i++, node = node->next) {
		const struct step *step = &lesson->steps[i];
		const struct yaml_node *tests = yaml_member(node, "tests");
		const struct yaml_node *source = yaml_member(node, "source");
		const struct yaml_node *since = yaml_member(node, "since");

		if (tests != NULL)
			need_id(form, tests, _("objectives"), objectives,
				lesson->objective_count);
		if (source != NULL)
			check_sources(form, source, sources,
				      lesson->source_count);
		if (since != NULL)
			need_id(form, since, _("earlier steps"), earlier, i);
		if (needs_account(step) && !yaml_member(root, "scenario"))
			yaml_fault_at(form->tree, node,
				      _("this step happens in an account; name "
					"a 'scenario' in the lesson's head"));
		earlier[i] = step->id != NULL ? step->id : "";
	}
}
