/* SPDX-License-Identifier: MIT */
/*
 * jasoos translate status: what is left to do in one catalog, each with its
 * place, and counts.
 *
 * The last two kinds are advice and no fault: a translation much longer than its text
 * (it may not fit where the text did), and a term of the glossary that is
 * translated otherwise than the glossary has it.
 */
#include "command/translate.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "lesson/diagnostic.h"
#include "lesson/glossary.h"

enum kind { MISSING, REVIEW, STALE, UNUSED, BRACES, LONG, TERM, KINDS };

static const struct {
	const char *name;  /* in JSON */
	const char *place; /* N_(), the context */
	const char *count; /* N_() */
} kinds[KINDS] = {
	[MISSING] = { "missing", N_("missing: %s"), N_("missing") },
	[REVIEW] = { "review", N_("to be reviewed: %s"), N_("to be reviewed") },
	[STALE] = { "stale", N_("the text has changed: %s"),
		    N_("text changed") },
	[UNUSED] = { "unused", N_("the text is gone: %s"),
		     N_("text gone") },
	[BRACES] = { "braces", N_("not the placeholders of the text: %s"),
		     N_("other placeholders") },
	[LONG] = { "long", N_("much longer than the text: %s"),
		   N_("much longer") },
	[TERM] = { "term", N_("not as the glossary has '%2$s': %1$s"),
		   N_("other terms") },
};

struct term {
	const char *text, *translation;
};

struct status {
	struct translation *t;
	LIST(struct term) terms;
	struct diagnostics places;
	struct json_object *found[KINDS];
	size_t texts, translated;
};

static void
add(struct status *s, enum kind kind, const char *file, int line,
    const struct po_entry *entry, const char *term)
{
	struct json_object *one = json_object_new_object();
	const char *context = entry->context != NULL ? entry->context : "";
	char *name = mem_strndup(file, strcspn(file, ": "));

	diagnose(&s->places, name, line, 0,
		 language_get(language_primary(), kinds[kind].place), context,
		 term);
	json_set_string(one, "context", context);
	json_set_string(one, "file", name);
	json_set(one, "line", json_object_new_int(line));
	if (term != NULL)
		json_set_string(one, "term", term);
	json_object_array_add(s->found[kind], one);
	free(name);
}

/* -------------------------------------------------------------------- terms */

static bool
is_letter(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* The word by itself, in any case; of `words`, an ending may follow. */
static bool
has_term(const char *text, const char *term, bool endings)
{
	size_t length = strlen(term);

	for (const char *at = text; *at != '\0'; at++)
		if (strncasecmp(at, term, length) == 0 &&
		    (at == text || !is_letter(at[-1])) &&
		    (endings || !is_letter(at[length])))
			return true;
	return false;
}

static void
find_terms(struct status *s)
{
	for (size_t i = 0; i < s->t->fresh.count; i++) {
		const struct po_entry *e = &s->t->fresh.items[i];
		const struct po_entry *known;
		size_t length = e->context != NULL ? strlen(e->context) : 0;

		if (length < 5 ||
		    strncmp(e->context, "glossary.terms.", 15) != 0 ||
		    strcmp(e->context + length - 5, ".term") != 0)
			continue;
		known = po_find(&s->t->old, e->context, e->id);
		if (known != NULL && *known->text != '\0' && !known->fuzzy)
			list_push(&s->terms, ((struct term){ e->id,
							     known->text }));
	}
}

static void
check_terms(struct status *s, const struct po_entry *entry)
{
	for (size_t i = 0; i < s->terms.count; i++) {
		const struct term *term = &s->terms.items[i];

		if (has_term(entry->id, term->text, false) &&
		    !has_term(entry->text, term->translation, true))
			add(s, TERM, s->t->name, entry->line, entry,
			    term->text);
	}
}

/* ------------------------------------------------------------------ entries */

static void
check_fresh(struct status *s, const struct po_entry *e)
{
	struct po_entry *known = po_find(&s->t->old, e->context, e->id);
	const char *colon = strchr(e->places, ':');
	int line = colon != NULL ? atoi(colon + 1) : 0;
	size_t length;

	s->texts++;
	if (known == NULL) {
		known = po_find_stale(&s->t->old, &s->t->fresh, e->context);
		if (known != NULL) {
			known->taken = true;
			add(s, STALE, e->places, line, e, NULL);
		} else {
			add(s, MISSING, e->places, line, e, NULL);
		}
		return;
	}
	known->taken = true;
	if (*known->text == '\0') {
		add(s, MISSING, e->places, line, e, NULL);
		return;
	}
	if (known->fuzzy) {
		add(s, REVIEW, s->t->name, known->line, known, NULL);
		return;
	}
	s->translated++;
	if (po_odd_brace(known, &length) != NULL)
		add(s, BRACES, s->t->name, known->line, known, NULL);
	if (utf8_length(known->text) > 2 * utf8_length(known->id) + 20)
		add(s, LONG, s->t->name, known->line, known, NULL);
	check_terms(s, known);
}

static void
check_all(struct status *s)
{
	find_terms(s);
	for (size_t i = 0; i < s->t->fresh.count; i++)
		if (*s->t->fresh.items[i].id != '\0')
			check_fresh(s, &s->t->fresh.items[i]);
	for (size_t i = 0; i < s->t->old.count; i++) {
		const struct po_entry *e = &s->t->old.items[i];

		if (*e->id != '\0' && !e->taken)
			add(s, UNUSED, s->t->name, e->line, e, NULL);
	}
}

/* --------------------------------------------------------------------- told */

static void
print_json(struct status *s)
{
	struct json_object *all = json_object_new_object();
	struct strbuf line = STRBUF_INIT;

	json_set_string(all, "language", language_code(s->t->language));
	json_set_string(all, "catalog", s->t->name);
	json_set(all, "texts", json_object_new_int64((int64_t)s->texts));
	json_set(all, "translated",
		 json_object_new_int64((int64_t)s->translated));
	for (int k = 0; k < KINDS; k++)
		json_set(all, kinds[k].name, json_object_get(s->found[k]));
	json_write(all, &line);
	puts(line.buf);
	strbuf_release(&line);
	json_object_put(all);
}

static void
print_words(struct status *s)
{
	struct messages *out = &s->t->program->out;
	struct message *list;
	struct message_item *items;

	print_diagnostics(stdout, &s->places);
	list = message_text(
		out, MESSAGE_LIST,
		phrase_make(&out->arena,
			    N_("%s: %zu of %zu texts are translated into %s"),
			    s->t->name, s->translated, s->texts,
			    language_own_name(s->t->language)));
	items = message_items(out, list, KINDS);
	for (int k = 0; k < KINDS; k++) {
		items[k].label = phrase_make(&out->arena, kinds[k].count);
		items[k].note = phrase_same(
			&out->arena,
			arena_printf(&out->arena, "%zu",
				     json_object_array_length(s->found[k])));
	}
	program_flush(s->t->program);
}

int
translate_status(struct translation *t, bool json)
{
	struct status s = { .t = t };
	bool done = true;

	for (int k = 0; k < KINDS; k++)
		s.found[k] = json_object_new_array();
	check_all(&s);
	if (json)
		print_json(&s);
	else
		print_words(&s);
	for (int k = 0; k < KINDS; k++) {
		done = done && (k >= LONG ||
				json_object_array_length(s.found[k]) == 0);
		json_object_put(s.found[k]);
	}
	list_release(&s.terms);
	diagnostics_release(&s.places);
	return done ? ANSWER_DONE : ANSWER_NO;
}
