/* SPDX-License-Identifier: MIT */
/*
 * The glossary of a pack, read by a form, and a term found as people type it.
 */
#include "lesson/glossary.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "language/answer.h"
#include "lesson/diagnostic.h"
#include "lesson/form.h"
#include "lesson/grade.h"

#define GLOSSARY(member) offsetof(struct glossary, member)
#define TERM(member) offsetof(struct glossary_term, member)

static const struct form_key term_keys[] = {
	FORM_NEEDED("id", FORM_ID, TERM(id)),
	FORM_NEEDED("term", FORM_TEXT, TERM(term)),
	FORM_NEEDED("text", FORM_TEXT, TERM(text)),
	FORM_MAY("aws", FORM_TEXT, TERM(aws)),
	FORM_MAY("also", FORM_STRINGS, TERM(also), .flags = FORM_SINGLE_TOO),
	FORM_MAY("see", FORM_IDS, TERM(see), .flags = FORM_SINGLE_TOO),
	FORM_NEEDED("source", FORM_STRING, TERM(source)),
	{ 0 },
};
static const struct form_shape term_shape = {
	.what = N_("a term of the glossary"), .keys = { term_keys },
	.size = sizeof(struct glossary_term), .line = TERM(line),
	.named = "id",
};
static const struct form_key glossary_keys[] = {
	FORM_NEEDED("format", FORM_LATER, 0),
	FORM_NEEDED("terms", FORM_LIST, GLOSSARY(terms),
		    .count = GLOSSARY(count), .minimum = 1,
		    .shape = &term_shape),
	{ 0 },
};
static const struct form_shape glossary_shape = {
	.what = N_("the glossary"), .keys = { glossary_keys },
};

static void
check_references(const struct glossary *glossary, struct yaml_tree *tree)
{
	const struct yaml_node *node =
		yaml_child(yaml_member(tree->root, "terms"), 0);

	for (size_t i = 0; i < glossary->count; i++, node = node->next) {
		const char **see = glossary->terms[i].see;

		for (size_t k = 0; see != NULL && see[k] != NULL; k++)
			if (glossary_by_id(glossary, see[k]) == NULL)
				yaml_fault_at(tree, yaml_member(node, "see"),
					      _("'%s' is no term of the "
						"glossary"),
					      see[k]);
	}
}

static bool
read_glossary(struct glossary *glossary, const char *path,
	      struct diagnostics *diagnostics)
{
	struct yaml_tree tree;
	struct form form;
	bool whole;

	yaml_load(&tree, path, diagnostics);
	form_init(&form, &glossary->arena, &tree, "glossary");
	if (tree.root != NULL && form_has_format(&form)) {
		form_read(&form, &glossary_shape, tree.root, glossary);
		if (tree.whole && tree.faults == 0)
			check_references(glossary, &tree);
	}
	glossary->texts = form.texts;
	whole = tree.faults == 0;
	diagnostics_sort(diagnostics);
	yaml_release(&tree);
	return whole;
}

struct glossary *
glossary_load(const char *folder, struct diagnostics *diagnostics)
{
	struct glossary *glossary = mem_calloc(1, sizeof *glossary);
	char *path = file_join(folder, GLOSSARY_FILE);

	arena_init(&glossary->arena);
	if (file_exists(path) &&
	    !read_glossary(glossary, path, diagnostics)) {
		glossary_free(glossary);
		glossary = NULL;
	}
	free(path);
	return glossary;
}

void
glossary_free(struct glossary *glossary)
{
	if (glossary == NULL)
		return;
	arena_release(&glossary->arena);
	free(glossary);
}

/* --------------------------------------------------------------- finding */

const struct glossary_term *
glossary_by_id(const struct glossary *glossary, const char *id)
{
	for (size_t i = 0; i < glossary->count; i++)
		if (strcmp(glossary->terms[i].id, id) == 0)
			return &glossary->terms[i];
	return NULL;
}

static bool
is_called(const struct glossary_term *term, const char *name)
{
	if (answer_equal(name, term->id))
		return true;
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (answer_equal(name,
				 language_get_pack((enum language)i,
						   term->term.context,
						   term->term.text)))
			return true;
	for (size_t i = 0; term->also != NULL && term->also[i] != NULL; i++)
		if (answer_equal(name, term->also[i]))
			return true;
	return false;
}

const struct glossary_term *
glossary_find(const struct glossary *glossary, const char *name)
{
	for (size_t i = 0; i < glossary->count; i++)
		if (is_called(&glossary->terms[i], name))
			return &glossary->terms[i];
	return NULL;
}

const char *
glossary_nearest(const struct glossary *glossary, const char *name)
{
	const char **names = mem_calloc(glossary->count + 1, sizeof *names);
	const char *nearest;

	for (size_t i = 0; i < glossary->count; i++)
		names[i] = glossary->terms[i].term.text;
	nearest = form_nearest(name, names, glossary->count);
	free(names);
	return nearest;
}

void
glossary_compare(const struct glossary *glossary, const struct lesson *lesson,
		 struct diagnostics *diagnostics)
{
	struct yaml_tree tree;

	if (lesson->terms == NULL)
		return;
	if (yaml_load(&tree, lesson->file, diagnostics))
		for (const struct yaml_node *term = yaml_child(
			     yaml_member(tree.root, "terms"), 0);
		     term != NULL; term = term->next)
			if (glossary_by_id(glossary, term->text) == NULL)
				yaml_fault_at(&tree, term,
					      _("'%.60s' is no term of %s"),
					      term->text, GLOSSARY_FILE);
	yaml_release(&tree);
}

/* --------------------------------------------------------------- showing */

static void
show_related(const struct glossary *glossary, const struct glossary_term *term,
	     struct messages *out)
{
	struct phrase all = { { NULL } };

	for (size_t i = 0; term->see[i] != NULL; i++)
		all = phrase_join(&out->arena, all, ", ",
				  lesson_phrase(&out->arena,
						&glossary_by_id(glossary,
								term->see[i])
							 ->term));
	message_text(out, MESSAGE_TEXT,
		     phrase_join(&out->arena,
				 phrase_make(&out->arena, N_("See also:")),
				 " ", all));
}

void
glossary_show(const struct glossary *glossary, const struct glossary_term *term,
	      struct messages *out)
{
	struct arena *arena = &out->arena;
	struct phrase name = phrase_join(
		arena, phrase_same(arena, "**"), "",
		phrase_join(arena, lesson_phrase(arena, &term->term), "",
			    phrase_same(arena, "**")));
	struct message *last = message_text(
		out, MESSAGE_TEXT,
		phrase_join(arena, name, ": ",
			    lesson_phrase(arena, &term->text)));

	if (term->aws.text != NULL)
		last = message_text(
			out, MESSAGE_TEXT,
			phrase_join(arena,
				    phrase_make(arena, N_("In AWS's words:")),
				    " ", lesson_phrase(arena, &term->aws)));
	last->source = phrase_same(arena, term->source);
	if (term->see != NULL)
		show_related(glossary, term, out);
}
