/* SPDX-License-Identifier: MIT */
/*
 * Wildcards: `*` is any run of characters, `\*` an asterisk, `\\` a backslash.
 *
 * What stands between the stars is searched from left to right, each piece
 * with its border table, so matching is linear in the value and in the pattern
 * whatever they are.  AWS weighs a field's wildcards by how many of their
 * beginnings one value can satisfy at the same time, and refuses more than
 * ten.  Differs from AWS: that weight is estimated here from the stars, the
 * opening quotation mark and the repetitions behind the first star.
 */
#include "pattern/node.h"

#include <string.h>

enum { WILDCARDS_MAX = 100 }; /* of one field */

static void
piece_finish(struct arena *arena, struct piece *piece)
{
	size_t border = 0;

	piece->fallback = arena_alloc(arena, (piece->length + 1) *
						 sizeof *piece->fallback);
	for (size_t i = 1; i < piece->length; i++) {
		while (border && piece->text[border] != piece->text[i])
			border = piece->fallback[border - 1];
		if (piece->text[border] == piece->text[i])
			border++;
		piece->fallback[i] = border;
	}
}

/* How many characters of the piece stand at the end, after one more. */
static size_t
piece_step(const struct piece *piece, size_t have, char c)
{
	if (have == piece->length)
		have = have ? piece->fallback[have - 1] : 0;
	while (have && piece->text[have] != c)
		have = piece->fallback[have - 1];
	return have < piece->length && piece->text[have] == c ? have + 1 : have;
}

struct wildcard *
wildcard_compile(struct arena *arena, const char *text, size_t length,
		 struct fault *fault, size_t place, size_t read)
{
	char *out = arena_alloc(arena, length + 1);
	size_t stars = 0;

	for (size_t i = 0; i < length; i++)
		stars += text[i] == '*';
	struct wildcard *w = arena_alloc(arena, sizeof *w);
	w->pieces = arena_alloc(arena, (stars + 1) * sizeof *w->pieces);
	struct piece *piece = w->pieces;
	piece->text = out;
	/* AWS counts positions from the opening quotation mark. */
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '\\' && (i + 1 == length ||
					!strchr("*\\", text[i + 1]))) {
			fault_set(fault, place, read, read,
				  "Invalid escape character at pos %zu", i + 1);
			return NULL;
		}
		if (text[i] == '\\') {
			*out++ = text[++i];
			piece->length++;
		} else if (text[i] == '*') {
			if (i + 1 < length && text[i + 1] == '*') {
				fault_set(fault, place, read, read,
					  "Consecutive wildcard characters at "
					  "pos %zu", i + 1);
				return NULL;
			}
			piece++;
			piece->text = out;
		} else {
			*out++ = text[i];
			piece->length++;
		}
	}
	w->count = (size_t)(piece - w->pieces) + 1;
	for (size_t i = 0; i < w->count; i++)
		piece_finish(arena, &w->pieces[i]);
	return w;
}

/* Behind the first occurrence of the piece, or NULL. */
static const char *
piece_find(const struct piece *piece, const char *text, const char *end)
{
	size_t have = 0;

	if (piece->length == 0)
		return text;
	for (; text < end; text++) {
		have = piece_step(piece, have, *text);
		if (have == piece->length)
			return text + 1;
	}
	return NULL;
}

bool
wildcard_match(const struct wildcard *w, const char *text, size_t length)
{
	const struct piece *first = &w->pieces[0];
	const struct piece *last = &w->pieces[w->count - 1];
	const char *end = text + length;

	if (length < first->length || memcmp(text, first->text, first->length))
		return false;
	if (w->count == 1)
		return length == first->length;
	text += first->length;
	if ((size_t)(end - text) < last->length ||
	    memcmp(end - last->length, last->text, last->length))
		return false;
	end -= last->length;
	for (size_t i = 1; i + 1 < w->count && text; i++)
		text = piece_find(&w->pieces[i], text, end);
	return text != NULL;
}

/* ------------------------------------------------------------ weight */

struct wildcards {
	const struct wildcard *items[WILDCARDS_MAX];
	size_t count;
};

/* False if there are too many. */
static bool
collect(const struct term *terms, struct wildcards *all)
{
	for (const struct term *t = terms; t; t = t->next) {
		if (t->kind == TERM_ANYTHING_BUT && !collect(t->but, all))
			return false;
		if (t->kind != TERM_WILDCARD)
			continue;
		if (all->count == WILDCARDS_MAX)
			return false;
		all->items[all->count++] = t->wildcard;
	}
	return true;
}

/* Can a value that begins as `longer` does satisfy both beginnings? */
static bool
begins_like(const struct wildcard *w, const struct wildcard *longer)
{
	const struct piece *a = &w->pieces[0], *b = &longer->pieces[0];

	return w->count > 1 && a->length <= b->length &&
	       !memcmp(a->text, b->text, a->length);
}

/* How many beginnings of the set's pieces stand at the end of a value that
   runs through `leader`, at most. */
static size_t
repetitions(const struct wildcards *set, const struct piece *leader)
{
	struct {
		const struct piece *piece;
		size_t have;
	} others[PATTERN_COMPLEXITY_MAX + 1];
	size_t count = 0, most = 0;

	for (size_t i = 0; i < set->count; i++)
		for (size_t j = 1; j < set->items[i]->count; j++)
			others[count++].piece = &set->items[i]->pieces[j];
	for (size_t i = 0; i < count; i++)
		others[i].have = 0;
	for (size_t at = 0; at < leader->length; at++) {
		size_t standing = 0;
		for (size_t i = 0; i < count; i++) {
			const struct piece *p = others[i].piece;
			size_t have = piece_step(p, others[i].have,
						 leader->text[at]);
			others[i].have = have;
			for (; have; have = p->fallback[have - 1])
				standing++;
			if (standing > PATTERN_COMPLEXITY_MAX)
				return standing;
		}
		if (standing > most)
			most = standing;
	}
	return most;
}

/* The weight of those that can be satisfied together with `longest`. */
static size_t
weight(const struct wildcards *all, const struct wildcard *longest)
{
	struct wildcards set = { .count = 0 };
	size_t stars = 0, most = 0;

	for (size_t i = 0; i < all->count; i++) {
		if (!begins_like(all->items[i], longest))
			continue;
		set.items[set.count++] = all->items[i];
		stars += all->items[i]->count - 1;
		if (stars > PATTERN_COMPLEXITY_MAX)
			return stars;
	}
	for (size_t i = 0; i < set.count; i++) {
		for (size_t j = 1; j < set.items[i]->count; j++) {
			size_t n = repetitions(&set, &set.items[i]->pieces[j]);
			if (n > most)
				most = n;
		}
	}
	return stars + most;
}

bool
wildcard_affordable(const struct term *terms)
{
	struct wildcards all = { .count = 0 };
	size_t beginnings = 0;

	if (!collect(terms, &all))
		return false;
	for (const struct term *t = terms; t; t = t->next)
		beginnings += t->kind == TERM_WILDCARD;
	for (size_t i = 0; i < all.count; i++)
		beginnings += all.items[i]->count > 1 &&
			      all.items[i]->pieces[0].length == 0;
	if (beginnings > PATTERN_COMPLEXITY_MAX)
		return false;
	for (size_t i = 0; i < all.count; i++)
		if (weight(&all, all.items[i]) > PATTERN_COMPLEXITY_MAX)
			return false;
	return true;
}
