/* SPDX-License-Identifier: MIT */
/*
 * Making a plan: paths become places, terms become sets of clauses.  A dot in a
 * pattern's key parts two steps: "a.b" asks what {"a": {"b": ...}} asks, as on
 * AWS.
 */
#include "pattern/plan.h"

#include <string.h>

/* ------------------------------------------------------------ sets */

static void
bits_reach(struct arena *arena, struct bits *bits, size_t word)
{
	if (bits->low == bits->high)
		bits->low = bits->high = word;
	/* Clauses come in their order, so a set grows at its end. */
	while (word >= bits->high) {
		if (bits->high - bits->low == bits->allocated) {
			size_t size = bits->allocated ? 2 * bits->allocated : 1;
			uint64_t *words = arena_alloc(arena,
						      size * sizeof *words);
			if (bits->allocated)
				memcpy(words, bits->words,
				       bits->allocated * sizeof *words);
			bits->words = words;
			bits->allocated = size;
		}
		bits->high++;
	}
}

static void
bits_set(struct arena *arena, struct bits *bits, size_t bit)
{
	bits_reach(arena, bits, bit / 64);
	bits->words[bit / 64 - bits->low] |= UINT64_C(1) << bit % 64;
}

static bool
bits_has(const struct bits *bits, size_t bit)
{
	return bit / 64 >= bits->low && bit / 64 < bits->high &&
	       bits->words[bit / 64 - bits->low] >> bit % 64 & 1;
}

/* ------------------------------------------------------------ places */

static int
compare_keys(const char *a, size_t a_length, const char *b, size_t b_length)
{
	if (a_length != b_length)
		return a_length < b_length ? -1 : 1;
	return memcmp(a, b, a_length);
}

/* Where the key is among the children, or belongs. */
static size_t
child_index(const struct place *place, const char *key, size_t length,
	    bool *found)
{
	size_t low = 0, high = place->count;

	*found = false;
	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct place *child = place->children[middle];
		int order = compare_keys(key, length, child->step,
					 child->length);
		if (order == 0) {
			*found = true;
			return middle;
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static uint64_t
length_bit(size_t length)
{
	return UINT64_C(1) << (length < 63 ? length : 63);
}

struct place *
place_child(const struct place *place, const char *key, size_t length)
{
	bool found;

	if (!(place->lengths & length_bit(length)))
		return NULL;
	size_t index = child_index(place, key, length, &found);
	return found ? place->children[index] : NULL;
}

static struct place *
place_new(struct plan *plan)
{
	struct place *place = arena_alloc(plan->arena, sizeof *place);

	place->index = plan->places++;
	return place;
}

static struct place *
child_add(struct plan *plan, struct place *place, const char *path, size_t end)
{
	const char *step = path + place->below;
	size_t length = end - place->below;
	bool found;
	size_t index = child_index(place, step, length, &found);

	if (found)
		return place->children[index];
	if (place->count == place->allocated) {
		size_t size = place->allocated ? 2 * place->allocated : 4;
		struct place **children =
			arena_alloc(plan->arena, size * sizeof *children);
		if (place->count)
			memcpy(children, place->children,
			       place->count * sizeof *children);
		place->children = children;
		place->allocated = size;
	}
	memmove(place->children + index + 1, place->children + index,
		(place->count - index) * sizeof *place->children);
	place->count++;
	place->lengths |= length_bit(length);
	struct place *child = place_new(plan);
	child->path = arena_strndup(plan->arena, path, end);
	child->step = child->path + place->below;
	child->length = length;
	child->below = end + 1;
	return place->children[index] = child;
}

static struct place *
place_at(struct plan *plan, const char *path)
{
	struct place *place = plan->root;

	for (;;) {
		size_t end = place->below + strcspn(path + place->below, ".");
		place = child_add(plan, place, path, end);
		if (!path[end])
			return place;
	}
}

/* ------------------------------------------------------------ plain values */

static uint64_t
hash_text(const char *text, size_t length)
{
	uint64_t hash = length * UINT64_C(0x9e3779b97f4a7c15);

	for (; length; ) {
		size_t size = length < 8 ? length : 8;
		uint64_t part = 0;
		memcpy(&part, text, size);
		hash = (hash ^ part) * UINT64_C(0xff51afd7ed558ccd);
		hash ^= hash >> 32;
		text += size;
		length -= size;
	}
	return hash;
}

void
number_key(const struct number *number, char key[NUMBER_KEY])
{
	if (number->comparable) {
		key[0] = 'm';
		memcpy(key + 1, &number->millionths, 8);
	} else if (number->is_integer) {
		key[0] = 'i';
		memcpy(key + 1, &number->integer, 8);
	} else {
		key[0] = 'd';
		memcpy(key + 1, &number->value, 8);
	}
}

static const struct exact *
exact_find(const struct place *place, enum exact_kind kind, const char *text,
	   size_t length, uint64_t hash)
{
	const struct exact *e = place->table[hash & (place->table_size - 1)];

	for (; e; e = e->next)
		if (e->hash == hash && e->length == length && e->kind == kind &&
		    !memcmp(e->text, text, length))
			return e;
	return NULL;
}

const struct exact *
place_exact(const struct place *place, enum exact_kind kind, const char *text,
	    size_t length)
{
	return exact_find(place, kind, text, length, hash_text(text, length));
}

static void
table_grow(struct plan *plan, struct place *place)
{
	size_t size = place->table_size ? 4 * place->table_size : 4;
	struct exact **table = arena_alloc(plan->arena, size * sizeof *table);

	for (size_t i = 0; i < place->table_size; i++) {
		for (struct exact *e = place->table[i], *next; e; e = next) {
			next = e->next;
			e->next = table[e->hash & (size - 1)];
			table[e->hash & (size - 1)] = e;
		}
	}
	place->table = table;
	place->table_size = size;
}

/* Notes that the table has texts of that length. */
static void
add_size(struct plan *plan, struct place *place, enum exact_kind kind,
	 size_t length)
{
	size_t *items = place->sizes[kind].items;
	size_t count = place->sizes[kind].count, at = 0;

	while (at < count && items[at] < length)
		at++;
	if (at < count && items[at] == length)
		return;
	if (count == place->sizes[kind].allocated) {
		size_t size = count ? 2 * count : 4;
		items = arena_alloc(plan->arena, size * sizeof *items);
		if (count)
			memcpy(items, place->sizes[kind].items,
			       count * sizeof *items);
		place->sizes[kind].items = items;
		place->sizes[kind].allocated = size;
	}
	memmove(items + at + 1, items + at, (count - at) * sizeof *items);
	items[at] = length;
	place->sizes[kind].count++;
}

static struct bits *
add_exact(struct plan *plan, struct place *place, enum exact_kind kind,
	  const char *text, size_t length)
{
	uint64_t hash = hash_text(text, length);
	struct exact *e = NULL;

	if (place->table_size)
		e = (struct exact *)exact_find(place, kind, text, length, hash);
	if (e)
		return &e->who;
	if (place->exact_count >= place->table_size)
		table_grow(plan, place);
	e = arena_alloc(plan->arena, sizeof *e);
	e->text = text_copy(plan->arena, text, length);
	e->length = length;
	e->hash = hash;
	e->kind = kind;
	struct exact **slot = &place->table[hash & (place->table_size - 1)];
	e->next = *slot;
	*slot = e;
	place->exact_count++;
	add_size(plan, place, kind, length);
	return &e->who;
}

/* ------------------------------------------------------------ terms */

static struct bits *
add_other(struct plan *plan, struct place *place, const struct term *term)
{
	for (size_t i = 0; i < place->other_count; i++)
		if (term_same(place->others[i].term, term))
			return &place->others[i].who;
	if (place->other_count == place->other_allocated) {
		size_t size = place->other_allocated
				      ? 2 * place->other_allocated : 4;
		struct other *others = arena_alloc(plan->arena,
						   size * sizeof *others);
		if (place->other_count)
			memcpy(others, place->others,
			       place->other_count * sizeof *others);
		place->others = others;
		place->other_allocated = size;
	}
	struct other *other = &place->others[place->other_count++];
	*other = (struct other){ .term = term };
	return &other->who;
}

/* Where those are kept whom this term satisfies; NULL: no value does. */
static struct bits *
term_bits(struct plan *plan, struct place *place, const struct term *term)
{
	char key[NUMBER_KEY];

	switch (term->kind) {
	case TERM_STRING:
		return add_exact(plan, place, EXACT_STRING, term->text,
				 term->length);
	case TERM_PREFIX:
		return add_exact(plan, place, EXACT_PREFIX, term->text,
				 term->length);
	case TERM_SUFFIX:
		return add_exact(plan, place, EXACT_SUFFIX, term->text,
				 term->length);
	case TERM_NUMBER:
		number_key(&term->number, key);
		return add_exact(plan, place, EXACT_NUMBER, key, sizeof key);
	case TERM_TRUE:
		return &place->truth;
	case TERM_FALSE:
		return &place->falsehood;
	case TERM_NULL:
		return &place->null;
	case TERM_EXISTS:
		return &place->present;
	case TERM_ABSENT:
		return NULL;
	default:
		return add_other(plan, place, term);
	}
}

/* The clause needs something at the path's end. */
static void
need(struct plan *plan, const char *path, size_t clause)
{
	struct place *place = plan->root;

	for (;;) {
		size_t end = place->below + strcspn(path + place->below, ".");
		bits_set(plan->arena, &place->required, clause);
		bits_set(plan->arena, &place->needed, clause);
		place = child_add(plan, place, path, end);
		if (!path[end])
			break;
	}
	bits_set(plan->arena, &place->needed, clause);
}

static void
ask(struct plan *plan, struct place *place, const struct field *field,
    size_t clause)
{
	struct arena *arena = plan->arena;

	bits_set(arena, &place->asked, clause);
	for (const struct term *t = field->terms; t; t = t->next) {
		struct bits *who = term_bits(plan, place, t);
		if (who)
			bits_set(arena, who, clause);
	}
	if (field->absent_will_do)
		bits_set(arena, &place->optional, clause);
	else
		need(plan, field->path, clause);
	struct place *above = plan->root;
	bits_set(arena, &above->any, clause);
	while (above != place) {
		size_t end = above->below +
			     strcspn(field->path + above->below, ".");
		above = child_add(plan, above, field->path, end);
		bits_set(arena, &above->any, clause);
	}
}

void
plan_init(struct plan *plan, struct arena *arena)
{
	*plan = (struct plan){ .arena = arena };
	plan->root = place_new(plan);
}

void
plan_add(struct plan *plan, struct field **fields, size_t *count)
{
	size_t clause = plan->clauses++, kept = *count;

	/* From the end, so that the last of equal paths comes first. */
	for (size_t i = *count; i-- > 0;) {
		struct place *place = place_at(plan, fields[i]->path);
		if (bits_has(&place->asked, clause))
			continue;
		ask(plan, place, fields[i], clause);
		fields[--kept] = fields[i];
	}
	memmove(fields, fields + kept, (*count - kept) * sizeof *fields);
	*count -= kept;
}

static void
finish(struct plan *plan, struct place *place)
{
	place->must = arena_alloc(plan->arena,
				  (place->count + 1) * sizeof *place->must);
	place->deeper = arena_alloc(plan->arena, (place->count + 1) *
						     sizeof *place->deeper);
	for (size_t i = 0; i < place->count; i++) {
		struct place *child = place->children[i];
		finish(plan, child);
		if (child->count)
			place->deeper[place->deeper_count++] = child;
		if (child->needed.low < child->needed.high)
			place->must[place->must_count++] = child;
	}
}

void
plan_finish(struct plan *plan)
{
	finish(plan, plan->root);
}
