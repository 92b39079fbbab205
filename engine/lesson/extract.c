/* SPDX-License-Identifier: MIT */
/*
 * Extraction: the translatable texts of content as a .pot file.
 *
 * What is translatable is not decided here: the loader collects each text as
 * it reads it, so none can be on the screen and not in the catalog.
 */
#include "lesson/extract.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/list.h"
#include "base/strbuf.h"
#include "language/po.h"
#include "lesson/form.h"
#include "lesson/glossary.h"
#include "lesson/lesson.h"

static const char header[] =
	"# The texts of the lessons, taken from their YAML; do not edit.\n"
	"msgid \"\"\n"
	"msgstr \"\"\n"
	"\"Project-Id-Version: jasoos lessons\\n\"\n"
	"\"Language: \\n\"\n"
	"\"MIME-Version: 1.0\\n\"\n"
	"\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
	"\"Content-Transfer-Encoding: 8bit\\n\"\n";

void
pot_begin(struct pot *pot, struct strbuf *out)
{
	memset(pot, 0, sizeof *pot);
	pot->out = out;
	strbuf_addstr(out, header);
}

void
pot_end(struct pot *pot)
{
	pool_release(&pot->seen);
}

/* A text as a PO file quotes it: a line of its own for each line. */
static void
add_quoted(struct strbuf *out, const char *keyword, const char *text)
{
	strbuf_addf(out, "%s \"%s", keyword,
		    strchr(text, '\n') != NULL ? "\"\n\"" : "");
	for (; *text != '\0'; text++) {
		if (*text == '\n')
			strbuf_addstr(out, "\\n\"\n\"");
		else if (*text == '"' || *text == '\\')
			strbuf_addf(out, "\\%c", *text);
		else
			strbuf_addch(out, *text);
	}
	strbuf_addstr(out, "\"\n");
}

static bool
is_new(struct pot *pot, const struct lesson_text *text)
{
	struct strbuf key = STRBUF_INIT;
	size_t before = pot->seen.count;

	strbuf_addf(&key, "%s\004%s", text->context, text->text);
	pool_intern(&pot->seen, key.buf);
	strbuf_release(&key);
	return pot->seen.count > before;
}

void
pot_add(struct pot *pot, const char *file, const struct lesson_text *text,
	const char *about, const char *note)
{
	struct strbuf *out = pot->out;
	size_t length;

	if (text->text == NULL || text->text[0] == '\0' || !is_new(pot, text))
		return;
	strbuf_addch(out, '\n');
	if (about != NULL)
		strbuf_addf(out, "#. %s\n", about);
	if (note != NULL) {
		strbuf_addstr(out, "#. ");
		for (; *note != '\0'; note++)
			if (*note == '\n')
				strbuf_addstr(out, "\n#. ");
			else
				strbuf_addch(out, *note);
		strbuf_addch(out, '\n');
	}
	strbuf_addf(out, "#: %s:%d\n", file, text->line);
	/* msgfmt then holds the translation to it. */
	if (po_brace(text->text, &length) != NULL)
		strbuf_addstr(out, "#, perl-brace-format\n");
	add_quoted(out, "msgctxt", text->context);
	add_quoted(out, "msgid", text->text);
	strbuf_addstr(out, "msgstr \"\"\n");
}

static int
compare_places(const void *left, const void *right)
{
	const struct form_text *const *first = left, *const *second = right;
	const struct lesson_text *a = (*first)->text, *b = (*second)->text;

	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

void
pot_texts(struct pot *pot, const char *file, const struct form_text *texts)
{
	LIST(const struct form_text *) list = { 0 };

	for (; texts != NULL; texts = texts->next)
		list_push(&list, texts);
	if (list.count > 0)
		qsort(list.items, list.count, sizeof *list.items,
		      compare_places);
	for (size_t i = 0; i < list.count; i++) {
		const struct step *step = list.items[i]->step;

		pot_add(pot, file, list.items[i]->text,
			step != NULL ? step_kind_name(step->kind) : NULL,
			step != NULL ? step->note_tr : NULL);
	}
	list_release(&list);
}

/* "lessons/01-x.yaml", wherever the pack lies. */
static void
add_reference(struct strbuf *out, const char *folder, const char *file)
{
	size_t end = strlen(folder);

	while (end > 0 && folder[end - 1] == '/')
		end--;
	size_t start = end;
	while (start > 0 && folder[start - 1] != '/')
		start--;
	strbuf_add(out, folder + start, end - start);
	strbuf_addf(out, "/%s", file);
}

static int
add_glossary(struct pot *pot, const struct pack *pack,
	     struct diagnostics *diagnostics)
{
	struct glossary *glossary = glossary_load(pack->folder, diagnostics);
	struct strbuf file = STRBUF_INIT;

	if (glossary == NULL)
		return ERROR_FORMAT;
	add_reference(&file, pack->folder, GLOSSARY_FILE);
	pot_texts(pot, file.buf, glossary->texts);
	strbuf_release(&file);
	glossary_free(glossary);
	return 0;
}

int
pot_pack(struct pot *pot, const struct pack *pack,
	 struct diagnostics *diagnostics)
{
	struct strbuf file = STRBUF_INIT;
	int status = 0;

	add_reference(&file, pack->folder, "pack.yaml");
	pot_texts(pot, file.buf, pack->texts);
	for (size_t i = 0; i < pack->count; i++) {
		struct lesson *lesson =
			pack_lesson(pack, &pack->entries[i], diagnostics);

		if (lesson == NULL) {
			status = ERROR_FORMAT;
			continue;
		}
		strbuf_reset(&file);
		add_reference(&file, pack->folder, pack->entries[i].file);
		pot_texts(pot, file.buf, lesson->texts);
		lesson_free(lesson);
	}
	strbuf_release(&file);
	return add_glossary(pot, pack, diagnostics) == 0 ? status
							 : ERROR_FORMAT;
}

int
pack_extract(const struct pack *pack, struct strbuf *out,
	     struct diagnostics *diagnostics)
{
	struct pot pot;

	pot_begin(&pot, out);
	int status = pot_pack(&pot, pack, diagnostics);
	pot_end(&pot);
	return status;
}
