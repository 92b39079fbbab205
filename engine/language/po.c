/* SPDX-License-Identifier: MIT */
/*
 * Reading a .po, line by line.
 *
 * Keeps true: whatever the bytes are, what was read is UTF-8 without control
 * characters other than line feed, each entry with a text and its translation,
 * none of them twice.
 */
#include "language/po.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "language/catalog.h"
#include "language/language.h"

enum field { CONTEXT, ID, TEXT, OLD_CONTEXT, OLD_ID, FIELDS, NO_FIELD = -1 };

struct reader {
	struct po *po;
	const char *next, *end; /* of the line that is read */
	int line;
	const char *why;
	struct po_entry entry;
	struct strbuf fields[FIELDS], remarks, about, places;
	bool has[FIELDS];
	int field; /* that a quoted line continues */
};

static bool
refuse(struct reader *r, const char *why)
{
	r->why = why;
	return false;
}

/* ------------------------------------------------------------------- sorted */

static int
compare(const struct po_entry *entry, const char *context, const char *id)
{
	const char *own = entry->context != NULL ? entry->context : "";
	int order = strcmp(own, context != NULL ? context : "");

	return order != 0 ? order : strcmp(entry->id, id);
}

static int
by_key(const void *a, const void *b)
{
	const struct po_entry *const *one = a, *const *two = b;

	return compare(*one, (*two)->context, (*two)->id);
}

static void
sort(struct po *po)
{
	po->sorted = mem_calloc(po->count + 1, sizeof *po->sorted);
	for (size_t i = 0; i < po->count; i++)
		po->sorted[i] = &po->items[i];
	qsort(po->sorted, po->count, sizeof *po->sorted, by_key);
}

/* The first that does not come before. */
static size_t
lower_bound(const struct po *po, const char *context, const char *id)
{
	size_t from = 0, to = po->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (compare(po->sorted[middle], context, id) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

struct po_entry *
po_find(const struct po *po, const char *context, const char *id)
{
	size_t i = lower_bound(po, context, id);

	return i < po->count && compare(po->sorted[i], context, id) == 0
		       ? po->sorted[i]
		       : NULL;
}

struct po_entry *
po_find_stale(const struct po *po, const struct po *fresh, const char *context)
{
	for (size_t i = lower_bound(po, context, ""); i < po->count; i++) {
		struct po_entry *entry = po->sorted[i];

		if (compare(entry, context, entry->id) != 0)
			return NULL;
		if (*entry->text != '\0' && *entry->id != '\0' &&
		    !entry->taken &&
		    po_find(fresh, context, entry->id) == NULL)
			return entry;
	}
	return NULL;
}

/* ------------------------------------------------------------------ entries */

static const char *
keep(struct reader *r, struct strbuf *text)
{
	const char *kept = arena_strndup(&r->po->arena, text->buf, text->len);

	strbuf_reset(text);
	return kept;
}

/* What was collected becomes an entry; remarks alone are dropped. */
static bool
finish(struct reader *r)
{
	struct po_entry *e = &r->entry;

	if (r->has[CONTEXT] || r->has[ID] || r->has[OLD_ID]) {
		if (!r->has[ID] || !r->has[TEXT])
			return refuse(r, N_("an entry needs msgid and msgstr"));
		if (r->po->count == PO_ENTRIES_MOST)
			return refuse(r, N_("too many entries"));
		e->context = r->has[CONTEXT] ? keep(r, &r->fields[CONTEXT])
					     : NULL;
		e->id = keep(r, &r->fields[ID]);
		e->text = keep(r, &r->fields[TEXT]);
		e->previous = r->has[OLD_ID] ? keep(r, &r->fields[OLD_ID])
					     : NULL;
		e->remarks = keep(r, &r->remarks);
		e->about = keep(r, &r->about);
		e->places = keep(r, &r->places);
		list_push(r->po, *e);
	}
	for (int i = 0; i < FIELDS; i++)
		strbuf_reset(&r->fields[i]);
	strbuf_reset(&r->remarks);
	strbuf_reset(&r->about);
	strbuf_reset(&r->places);
	memset(r->has, 0, sizeof r->has);
	memset(e, 0, sizeof *e);
	r->field = NO_FIELD;
	return true;
}

/* -------------------------------------------------------------------- lines */

static bool
skip(struct reader *r, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(r->end - r->next) < length ||
	    memcmp(r->next, word, length) != 0)
		return false;
	r->next += length;
	return true;
}

static bool
read_quoted(struct reader *r, struct strbuf *out)
{
	static const char escapes[] = "n\n\"\"\\\\";

	if (!skip(r, "\""))
		return refuse(r, N_("a text in double quotes was expected"));
	while (r->next < r->end && *r->next != '"') {
		char c = *r->next++;

		if (c == '\\' && r->next < r->end) {
			const char *known = escapes;

			while (*known != '\0' && *known != *r->next)
				known += 2;
			if (*known == '\0')
				return refuse(r, N_("only \\n, \\\" and \\\\ are "
						    "escapes here"));
			c = known[1];
			r->next++;
		}
		strbuf_addch(out, c);
	}
	if (!skip(r, "\"") || r->next != r->end)
		return refuse(r, N_("a text must end with a double quote at "
				    "the end of its line"));
	return true;
}

static bool
read_field(struct reader *r, enum field field)
{
	bool old = field >= OLD_CONTEXT;

	if (r->has[TEXT] && !finish(r))
		return false;
	if (r->has[field] || (old && (r->has[CONTEXT] || r->has[ID])) ||
	    (field == CONTEXT && r->has[ID]) ||
	    (field == TEXT && !r->has[ID]))
		return refuse(r, N_("msgctxt, msgid and msgstr come once each, "
				    "in this order"));
	if (!old && r->entry.line == 0)
		r->entry.line = r->line;
	r->has[field] = true;
	r->field = (int)field;
	return read_quoted(r, &r->fields[field]);
}

static bool
read_message(struct reader *r, bool old)
{
	if (r->next < r->end && *r->next == '"') {
		if (r->field == NO_FIELD || (r->field >= OLD_CONTEXT) != old)
			return refuse(r, N_("a text without msgid or msgstr"));
		return read_quoted(r, &r->fields[r->field]);
	}
	if (skip(r, "msgctxt "))
		return read_field(r, old ? OLD_CONTEXT : CONTEXT);
	if (skip(r, "msgid "))
		return read_field(r, old ? OLD_ID : ID);
	if (!old && skip(r, "msgstr "))
		return read_field(r, TEXT);
	if (skip(r, "msgid_plural ") || skip(r, "msgstr["))
		return refuse(r, N_("the texts of lessons have no plural "
				    "forms"));
	return refuse(r, N_("msgctxt, msgid or msgstr was expected"));
}

static void
read_flags(struct reader *r)
{
	static const char fuzzy[] = "fuzzy", braces[] = "perl-brace-format";

	while (r->next < r->end) {
		const char *word;
		size_t length = 0;

		while (r->next < r->end && strchr(" ,\t", *r->next) != NULL)
			r->next++;
		word = r->next;
		while (r->next < r->end && strchr(" ,\t", *r->next) == NULL)
			r->next++;
		length = (size_t)(r->next - word);
		if (length == strlen(fuzzy) && !memcmp(word, fuzzy, length))
			r->entry.fuzzy = true;
		if (length == strlen(braces) && !memcmp(word, braces, length))
			r->entry.braces = true;
	}
}

static bool
read_comment(struct reader *r)
{
	const char *begin = r->next;
	struct strbuf *out = &r->remarks;

	if (skip(r, "#~"))
		return true; /* obsolete */
	/* an entry's comments stand above it */
	if (r->has[TEXT] && !finish(r))
		return false;
	if (skip(r, "#| "))
		return read_message(r, true);
	if (r->has[CONTEXT] || r->has[ID])
		return refuse(r, N_("a comment inside of an entry"));
	if (skip(r, "#,")) {
		read_flags(r);
		return true;
	}
	if (skip(r, "#: ")) {
		if (r->places.len > 0)
			strbuf_addch(&r->places, ' ');
		strbuf_add(&r->places, r->next, (size_t)(r->end - r->next));
		return true;
	}
	if (skip(r, "#."))
		out = &r->about;
	strbuf_add(out, begin, (size_t)(r->end - begin));
	strbuf_addch(out, '\n');
	return true;
}

static bool
is_clean(const char *text, const char *end)
{
	while (text < end) {
		if (*text >= ' ' && *text <= '~')
			text++;
		else if (catalog_is_unsafe(utf8_next(&text, end)))
			return false;
	}
	return true;
}

static bool
read_line(struct reader *r)
{
	if (!is_clean(r->next, r->end))
		return refuse(r, N_("text that is no clean UTF-8"));
	if (r->next == r->end)
		return !r->has[TEXT] || finish(r);
	return *r->next == '#' ? read_comment(r) : read_message(r, false);
}

static bool
read_lines(struct reader *r, const char *bytes, size_t length)
{
	const char *all = bytes + length;

	while (bytes < all) {
		const char *feed = memchr(bytes, '\n', (size_t)(all - bytes));

		r->line++;
		r->next = bytes;
		r->end = feed != NULL ? feed : all;
		bytes = feed != NULL ? feed + 1 : all;
		if (r->end > r->next && r->end[-1] == '\r')
			r->end--;
		if (!read_line(r))
			return false;
	}
	return finish(r);
}

/* False if an entry stands there twice. */
static bool
sort_once(struct reader *r)
{
	struct po *po = r->po;

	sort(po);
	for (size_t i = 1; i < po->count; i++)
		if (by_key(&po->sorted[i - 1], &po->sorted[i]) == 0) {
			r->line = po->sorted[i]->line > po->sorted[i - 1]->line
					  ? po->sorted[i]->line
					  : po->sorted[i - 1]->line;
			return refuse(r, N_("an entry that stands there "
					    "twice"));
		}
	return true;
}

int
po_read(struct po *po, const char *bytes, size_t length, int *line,
	const char **why)
{
	struct reader r = { .po = po, .field = NO_FIELD };

	memset(po, 0, sizeof *po);
	arena_init(&po->arena);
	for (int i = 0; i < FIELDS; i++)
		strbuf_init(&r.fields[i]);
	strbuf_init(&r.remarks);
	strbuf_init(&r.about);
	strbuf_init(&r.places);
	if (length > PO_SIZE_MOST)
		refuse(&r, N_("larger than 8 MiB"));
	else if (read_lines(&r, bytes, length))
		sort_once(&r);
	for (int i = 0; i < FIELDS; i++)
		strbuf_release(&r.fields[i]);
	strbuf_release(&r.remarks);
	strbuf_release(&r.about);
	strbuf_release(&r.places);
	*line = r.line;
	*why = r.why;
	return r.why == NULL ? 0 : ERROR_FORMAT;
}

void
po_release(struct po *po)
{
	free(po->sorted);
	list_release(po);
	arena_release(&po->arena);
	po->sorted = NULL;
}

/* -------------------------------------------------------------------- merge */

static void
merge_header(struct po *old, const char *code, struct po *merged)
{
	struct po_entry *header = po_find(old, NULL, "");

	if (header != NULL && *header->text != '\0') {
		header->taken = true;
		list_push(merged, *header);
		return;
	}
	list_push(merged, ((struct po_entry){
		.remarks = "", .about = "", .places = "", .id = "",
		.text = arena_printf(
			&merged->arena,
			"Project-Id-Version: lessons\n"
			"Language: %s\n"
			"MIME-Version: 1.0\n"
			"Content-Type: text/plain; charset=UTF-8\n"
			"Content-Transfer-Encoding: 8bit\n"
			"Plural-Forms: nplurals=2; plural=(n != 1);\n",
			code) }));
}

/* Files without lines: a catalog should change only where a text did. */
static const char *
without_lines(struct arena *arena, const char *places)
{
	struct strbuf out = STRBUF_INIT;
	const char *kept;

	while (*places != '\0') {
		size_t length = strcspn(places, " ");
		const char *colon = memchr(places, ':', length);

		if (out.len > 0)
			strbuf_addch(&out, ' ');
		strbuf_add(&out, places,
			   colon != NULL ? (size_t)(colon - places) : length);
		places += length + (places[length] == ' ');
	}
	kept = arena_strdup(arena, out.buf);
	strbuf_release(&out);
	return kept;
}

void
po_merge(const struct po *fresh, struct po *old, const char *code,
	 struct po *merged, struct po_counts *counts)
{
	memset(merged, 0, sizeof *merged);
	memset(counts, 0, sizeof *counts);
	arena_init(&merged->arena);
	merge_header(old, code, merged);
	for (size_t i = 0; i < fresh->count; i++) {
		struct po_entry e = fresh->items[i], *known;

		if (*e.id == '\0')
			continue;
		e.places = without_lines(&merged->arena, e.places);
		known = po_find(old, e.context, e.id);
		if (known != NULL) {
			e.fuzzy = known->fuzzy && *known->text;
			e.previous = known->previous;
		} else {
			known = po_find_stale(old, fresh, e.context);
			e.fuzzy = known != NULL;
			if (known != NULL)
				e.previous = known->fuzzy && known->previous
						     ? known->previous
						     : known->id;
		}
		if (known != NULL) {
			e.text = known->text;
			e.remarks = known->remarks;
			known->taken = true;
		}
		if (*e.text == '\0')
			counts->missing++;
		else if (e.fuzzy)
			counts->changed++;
		else
			counts->kept++;
		list_push(merged, e);
	}
	for (size_t i = 0; i < old->count; i++)
		counts->gone += *old->items[i].id != '\0' &&
				!old->items[i].taken;
	sort(merged);
}
