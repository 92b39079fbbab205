/* SPDX-License-Identifier: MIT */
/*
 * A pack: the list of lessons in learning order.
 *
 * pack.yaml alone says what a list of lessons shows, so that no lesson is
 * opened for it.  It can name files of its own folder only.
 */
#include "lesson/lesson.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "language/language.h"
#include "lesson/diagnostic.h"
#include "lesson/form.h"
#include "lesson/glossary.h"

#define PACK(member) offsetof(struct pack, member)
#define ENTRY(member) offsetof(struct pack_entry, member)

static const char pack_name[] = "pack.yaml";
static const char *const languages[] = { "en", "ur@latin", NULL };

static const struct form_key entry_keys[] = {
	FORM_NEEDED("file", FORM_STRING, ENTRY(file)),
	FORM_NEEDED("id", FORM_ID, ENTRY(id)),
	FORM_NEEDED("title", FORM_TEXT, ENTRY(title),
		    .context = FORM_NO_CONTEXT),
	FORM_NEEDED("minutes", FORM_INTEGER, ENTRY(minutes), .minimum = 1,
		    .maximum = 60),
	{ 0 },
};
static const struct form_shape entry_shape = {
	.what = N_("a lesson of the pack"), .keys = { entry_keys },
	.size = sizeof(struct pack_entry), .named = "id",
};
static const struct form_key pack_keys[] = {
	FORM_NEEDED("format", FORM_LATER, 0),
	FORM_NEEDED("id", FORM_ID, PACK(id)),
	FORM_NEEDED("title", FORM_TEXT, PACK(title)),
	FORM_NEEDED("source_language", FORM_CHOICE, PACK(source_language),
		    .choices = languages),
	FORM_NEEDED("lessons", FORM_LIST, PACK(entries), .count = PACK(count),
		    .minimum = 1, .shape = &entry_shape),
	{ 0 },
};
static const struct form_shape pack_shape = {
	.what = N_("the pack"), .keys = { pack_keys },
};

/* A name of a-z, 0-9 and - that ends with .yaml: never a way out. */
static bool
is_lesson_file(const char *name)
{
	size_t stem = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return stem > 0 && strcmp(name + stem, ".yaml") == 0;
}

static void
check_files(const struct pack *pack, struct yaml_tree *tree)
{
	const struct yaml_node *node =
		yaml_child(yaml_member(tree->root, "lessons"), 0);

	for (size_t i = 0; i < pack->count; i++, node = node->next)
		if (pack->entries[i].file != NULL &&
		    !is_lesson_file(pack->entries[i].file))
			yaml_fault_at(tree, yaml_member(node, "file"),
				      _("'%.60s' is no name of a lesson file; "
					"use a-z, 0-9 and -, and .yaml"),
				      pack->entries[i].file);
}

struct pack *
pack_load(const char *folder, struct diagnostics *diagnostics)
{
	struct pack *pack = mem_calloc(1, sizeof *pack);
	char *path = file_join(folder, pack_name);
	struct yaml_tree tree;
	struct form form;

	arena_init(&pack->arena);
	pack->folder = mem_strdup(folder);
	yaml_load(&tree, path, diagnostics);
	free(path);
	form_init(&form, &pack->arena, &tree, "pack");
	if (tree.root != NULL && form_has_format(&form)) {
		form_read(&form, &pack_shape, tree.root, pack);
		check_files(pack, &tree);
	}
	pack->texts = form.texts;
	diagnostics_sort(diagnostics);
	if (tree.faults > 0) {
		pack_free(pack);
		pack = NULL;
	}
	yaml_release(&tree);
	return pack;
}

void
pack_free(struct pack *pack)
{
	if (pack == NULL)
		return;
	arena_release(&pack->arena);
	free(pack->folder);
	free(pack);
}

const struct pack_entry *
pack_find(const struct pack *pack, const char *id)
{
	for (size_t i = 0; i < pack->count; i++)
		if (strcmp(pack->entries[i].id, id) == 0)
			return &pack->entries[i];
	return NULL;
}

/* ------------------------------------------------ the pack and its lessons */

/* Tells that pack.yaml says something else of a lesson than the lesson. */
static void
tell_difference(const struct pack *pack, const struct pack_entry *entry,
		const char *key, const char *lesson_says,
		struct diagnostics *diagnostics)
{
	struct diagnostics unused = { 0 };
	char *path = file_join(pack->folder, pack_name);
	struct yaml_tree tree;

	yaml_load(&tree, path, &unused);
	const struct yaml_node *node = yaml_member(
		yaml_child(yaml_member(tree.root, "lessons"),
			   (size_t)(entry - pack->entries)),
		key);
	diagnose(diagnostics, path, node != NULL ? node->line : 0,
		 node != NULL ? node->column : 0,
		 _("'%s' is '%s' in %s; write the same here"), key,
		 lesson_says, entry->file);
	yaml_release(&tree);
	diagnostics_release(&unused);
	free(path);
}

struct lesson *
pack_lesson(const struct pack *pack, const struct pack_entry *entry,
	    struct diagnostics *diagnostics)
{
	char *path = file_join(pack->folder, entry->file);
	struct lesson *lesson = lesson_load(path, diagnostics);

	free(path);
	if (lesson != NULL && strcmp(lesson->id, entry->id) != 0) {
		tell_difference(pack, entry, "id", lesson->id, diagnostics);
		lesson_free(lesson);
		lesson = NULL;
	}
	return lesson;
}

static void
check_needs(const struct pack *pack, const struct pack_entry *entry,
	    const struct lesson *lesson, struct diagnostics *diagnostics)
{
	struct yaml_tree tree;

	if (!yaml_load(&tree, lesson->file, diagnostics)) {
		yaml_release(&tree);
		return;
	}
	const struct yaml_node *need =
		yaml_child(yaml_member(tree.root, "needs"), 0);
	for (; need != NULL; need = need->next) {
		const struct pack_entry *other = pack_find(pack, need->text);

		if (other == NULL || other >= entry)
			yaml_fault_at(&tree, need,
				      _("'%s' is no lesson that comes before "
					"this one in %s"),
				      need->text, pack_name);
	}
	yaml_release(&tree);
}

void
pack_compare(const struct pack *pack, const struct pack_entry *entry,
	     const struct lesson *lesson, struct diagnostics *diagnostics)
{
	char *minutes = str_printf("%d", lesson->minutes);

	if (strcmp(entry->title.text, lesson->title.text) != 0)
		tell_difference(pack, entry, "title", lesson->title.text,
				diagnostics);
	if (entry->minutes != lesson->minutes)
		tell_difference(pack, entry, "minutes", minutes, diagnostics);
	free(minutes);
	if (lesson->needs != NULL)
		check_needs(pack, entry, lesson, diagnostics);
}

static bool
is_listed(const struct pack *pack, const char *file)
{
	for (size_t i = 0; i < pack->count; i++)
		if (strcmp(pack->entries[i].file, file) == 0)
			return true;
	return strcmp(file, pack_name) == 0 ||
	       strcmp(file, GLOSSARY_FILE) == 0;
}

void
pack_strays(const struct pack *pack, struct diagnostics *diagnostics)
{
	struct file_names names = { 0 };

	if (file_list(pack->folder, &names) != 0)
		return;
	for (size_t i = 0; i < names.count; i++) {
		const char *ending = strrchr(names.items[i], '.');

		if (ending == NULL || strcmp(ending, ".yaml") != 0 ||
		    is_listed(pack, names.items[i]))
			continue;
		char *path = file_join(pack->folder, names.items[i]);
		diagnose(diagnostics, path, 0, 0, _("%s does not list this "
						    "lesson"), pack_name);
		free(path);
	}
	file_names_release(&names);
}
