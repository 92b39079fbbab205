/* SPDX-License-Identifier: MIT */
/*
 * Writing a catalog: the .po for people, the .mo for libintl.
 *
 * Keeps true: the same entries give the same bytes, and what was written is
 * read as it was.
 */
#include "language/po.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/strbuf.h"

/* A line of its own for each line of the text. */
static void
add_quoted(struct strbuf *out, const char *before, const char *keyword,
	   const char *text)
{
	const char *feed = strchr(text, '\n');

	strbuf_addf(out, "%s%s \"", before, keyword);
	if (feed != NULL && feed[1] != '\0')
		strbuf_addf(out, "\"\n%s\"", before);
	for (; *text != '\0'; text++) {
		if (*text == '\n')
			strbuf_addstr(out, "\\n");
		else if (*text == '"' || *text == '\\')
			strbuf_addf(out, "\\%c", *text);
		else
			strbuf_addch(out, *text);
		if (*text == '\n' && text[1] != '\0')
			strbuf_addf(out, "\"\n%s\"", before);
	}
	strbuf_addstr(out, "\"\n");
}

static void
add_entry(struct strbuf *out, const struct po_entry *e)
{
	if (out->len > 0)
		strbuf_addch(out, '\n');
	strbuf_addstr(out, e->remarks);
	strbuf_addstr(out, e->about);
	if (*e->places != '\0')
		strbuf_addf(out, "#: %s\n", e->places);
	if (e->fuzzy || e->braces)
		strbuf_addf(out, "#%s%s\n", e->fuzzy ? ", fuzzy" : "",
			    e->braces ? ", perl-brace-format" : "");
	if (e->previous != NULL)
		add_quoted(out, "#| ", "msgid", e->previous);
	if (e->context != NULL)
		add_quoted(out, "", "msgctxt", e->context);
	add_quoted(out, "", "msgid", e->id);
	add_quoted(out, "", "msgstr", e->text);
}

void
po_write(const struct po *po, struct strbuf *out)
{
	for (size_t i = 0; i < po->count; i++)
		add_entry(out, &po->items[i]);
}

/* ----------------------------------------------------------------------- .mo */

struct mo_row {
	char *key; /* context, \004 and id */
	const char *text;
};

static int
by_key(const void *a, const void *b)
{
	return strcmp(((const struct mo_row *)a)->key,
		      ((const struct mo_row *)b)->key);
}

static void
add_word(struct strbuf *out, size_t word)
{
	uint32_t value = (uint32_t)word;

	strbuf_add(out, &value, sizeof value);
}

static void
add_mo(struct strbuf *out, const struct mo_row *rows, size_t count)
{
	size_t offset = 28 + 16 * count;

	add_word(out, 0x950412deu);
	add_word(out, 0);
	add_word(out, count);
	add_word(out, 28);
	add_word(out, 28 + 8 * count);
	add_word(out, 0); /* no hash table */
	add_word(out, 0);
	for (size_t i = 0; i < 2 * count; i++) {
		const struct mo_row *row = &rows[i % count];
		size_t length = strlen(i < count ? row->key : row->text);

		add_word(out, length);
		add_word(out, offset);
		offset += length + 1;
	}
	for (size_t i = 0; i < 2 * count; i++) {
		const struct mo_row *row = &rows[i % count];
		const char *text = i < count ? row->key : row->text;

		strbuf_add(out, text, strlen(text) + 1);
	}
}

void
po_write_mo(const struct po *po, struct strbuf *out)
{
	struct mo_row *rows = mem_calloc(po->count + 1, sizeof *rows);
	size_t count = 0;

	for (size_t i = 0; i < po->count; i++) {
		const struct po_entry *e = &po->items[i];

		if (*e->text == '\0' || (e->fuzzy && *e->id != '\0'))
			continue;
		rows[count].key = e->context != NULL
					  ? str_printf("%s\004%s", e->context,
						       e->id)
					  : mem_strdup(e->id);
		rows[count++].text = e->text;
	}
	qsort(rows, count, sizeof *rows, by_key);
	add_mo(out, rows, count);
	for (size_t i = 0; i < count; i++)
		free(rows[i].key);
	free(rows);
}
