/* SPDX-License-Identifier: MIT */
/*
 * Matching, for one form of event: included by match.c and text_*.c, each of
 * which has defined
 *
 *	MATCH_TARGET		the attribute of its functions
 *	struct match		a run; its first member is `struct room room`
 *	struct value		a value of the event
 *	struct elements		a way through an array
 *	value_kind()		a value's kind
 *	value_read()		a scalar, read
 *	elements_begin(), elements_next()
 *
 * and defines behind it
 *
 *	match_object()		all that is asked below a place
 *
 * Every place of the event is visited once, whatever the number of clauses;
 * nothing is allocated.  For each clause the answer of a place is no; or
 * found, if something that was asked for is there; or neither, if nothing that
 * must be absent is there.  An array stands for each of its elements, but the
 * fields that are found in objects (or arrays) inside it must be found in one
 * and the same element: no match mixes two of them.  A field that may be absent
 * counts as absent from the array's chosen element if something was found
 * there, and must otherwise be absent from all of them.
 */
#include "pattern/plan.h"

#include <string.h>

/* What a place answers: words from the place's `any.low` on.  Where `no` has a
   clause, `found` says nothing. */
struct verdict {
	uint64_t *no, *found;
};

/* What was seen at the place itself, inside an array. */
struct leaf {
	bool seen;     /* a scalar was there */
	uint64_t *hit; /* whom one satisfied; as in a verdict */
};

MATCH_TARGET static void match_object(struct match *m,
				      const struct place *place,
				      struct value value,
				      const struct verdict *out);

MATCH_TARGET static inline size_t
span_of(const struct place *place)
{
	return place->any.high - place->any.low;
}

/* An empty set for the place; NULL if the event is too deep. */
MATCH_TARGET static inline uint64_t *
take_set(struct match *m, const struct place *place)
{
	uint64_t *set = m->room.next;
	size_t words = span_of(place);

	if (words > (size_t)(m->room.end - set)) {
		m->room.bad = true;
		return NULL;
	}
	m->room.next += words;
	for (size_t i = 0; i < words; i++)
		set[i] = 0;
	return set;
}

MATCH_TARGET static inline bool
take_verdict(struct match *m, const struct place *place, struct verdict *out)
{
	out->no = take_set(m, place);
	out->found = take_set(m, place);
	return out->found != NULL && out->no != NULL;
}

MATCH_TARGET static inline void
add_bits(struct match *m, const struct place *place, uint64_t *set,
	 const struct bits *bits)
{
	size_t shift = bits->low - place->any.low;
	size_t words = bits->high - bits->low;

	m->room.steps += words;
	for (size_t i = 0; i < words; i++)
		set[shift + i] |= bits->words[i];
}

/* The place and one below it. */
MATCH_TARGET static inline void
add_verdict(struct match *m, const struct place *place,
	    const struct verdict *out, const struct place *child,
	    const struct verdict *below)
{
	size_t shift = child->any.low - place->any.low, words = span_of(child);

	m->room.steps += words;
	for (size_t i = 0; i < words; i++) {
		out->no[shift + i] |= below->no[i];
		out->found[shift + i] |= below->found[i];
	}
}

/* Another element, or another way to the same place: either will do. */
MATCH_TARGET static inline void
add_either(struct match *m, const struct place *place,
	   const struct verdict *out, const struct verdict *one)
{
	size_t words = span_of(place);

	m->room.steps += words;
	for (size_t i = 0; i < words; i++) {
		uint64_t found = (out->found[i] & ~out->no[i]) |
				 (one->found[i] & ~one->no[i]);
		out->no[i] = (out->no[i] | one->no[i]) & ~found;
		out->found[i] = found;
	}
}

/* Whether the answer is no for all who ask. */
MATCH_TARGET static inline bool
nobody_left(const struct place *place, const struct verdict *out)
{
	for (size_t i = 0; i < span_of(place); i++)
		if (place->any.words[i] & ~out->no[i])
			return false;
	return true;
}

/* What `leaf` says by itself: of the place, not of what is below. */
MATCH_TARGET static inline void
add_leaf(struct match *m, const struct place *place, const struct leaf *leaf,
	 const struct verdict *out)
{
	const struct bits *asked = &place->asked;
	size_t shift = asked->low - place->any.low;

	m->room.steps += asked->high - asked->low;
	for (size_t i = 0; i < asked->high - asked->low; i++) {
		uint64_t hit = leaf->hit ? leaf->hit[shift + i] : 0;
		uint64_t fine = hit;
		if (!leaf->seen && asked->low + i >= place->optional.low &&
		    asked->low + i < place->optional.high)
			fine |= place->optional.words[asked->low + i -
						      place->optional.low];
		out->no[shift + i] |= asked->words[i] & ~fine;
		out->found[shift + i] |= hit;
	}
}

MATCH_TARGET static inline void
add_exact(struct match *m, const struct place *place, enum exact_kind kind,
	  const char *text, size_t length, uint64_t *set)
{
	const struct exact *e = place_exact(place, kind, text, length);

	m->room.steps++;
	if (e)
		add_bits(m, place, set, &e->who);
}

/* What is looked up of a string: all of it, its beginnings and its ends. */
MATCH_TARGET static inline void
match_string(struct match *m, const struct place *place,
	     const struct scalar *s, uint64_t *set)
{
	for (size_t i = 0; i < place->sizes[EXACT_STRING].count &&
			   place->sizes[EXACT_STRING].items[i] <= s->length;
	     i++) {
		if (place->sizes[EXACT_STRING].items[i] != s->length)
			continue;
		add_exact(m, place, EXACT_STRING, s->text, s->length, set);
		break;
	}
	for (size_t i = 0; i < place->sizes[EXACT_PREFIX].count; i++) {
		size_t length = place->sizes[EXACT_PREFIX].items[i];
		if (length > s->length)
			break;
		add_exact(m, place, EXACT_PREFIX, s->text, length, set);
	}
	for (size_t i = 0; i < place->sizes[EXACT_SUFFIX].count; i++) {
		size_t length = place->sizes[EXACT_SUFFIX].items[i];
		if (length > s->length)
			break;
		add_exact(m, place, EXACT_SUFFIX, s->text + s->length - length,
			  length, set);
	}
}

MATCH_TARGET static inline void
match_number(struct match *m, const struct place *place,
	     const struct number *number, uint64_t *set)
{
	char key[NUMBER_KEY];

	if (!place->sizes[EXACT_NUMBER].count)
		return;
	number_key(number, key);
	add_exact(m, place, EXACT_NUMBER, key, sizeof key, set);
}

MATCH_TARGET static inline void
match_scalar(struct match *m, const struct place *place, struct value value,
	     struct leaf *leaf)
{
	struct scalar scalar;
	uint64_t *hit = leaf->hit;

	leaf->seen = true;
	if (place->asked.low == place->asked.high)
		return;
	add_bits(m, place, hit, &place->present);
	if (!value_read(m, value, &scalar))
		return;
	if (scalar.kind == NODE_STRING)
		match_string(m, place, &scalar, hit);
	else if (scalar.kind == NODE_NUMBER)
		match_number(m, place, &scalar.number, hit);
	else
		add_bits(m, place, hit,
			 scalar.kind == NODE_TRUE    ? &place->truth
			 : scalar.kind == NODE_FALSE ? &place->falsehood
						     : &place->null);
	m->room.steps += place->other_count;
	for (size_t i = 0; i < place->other_count; i++)
		if (term_match(place->others[i].term, &scalar))
			add_bits(m, place, hit, &place->others[i].who);
}

MATCH_TARGET static void match_value(struct match *m,
				     const struct place *place,
				     struct value value,
				     const struct leaf *before,
				     const struct verdict *out);

MATCH_TARGET static inline bool
is_container(enum node_kind kind)
{
	return kind == NODE_OBJECT || kind == NODE_ARRAY;
}

/* Each element that may hold more than itself, with what the others have
   shown. */
MATCH_TARGET static void
match_elements(struct match *m, const struct place *place, struct value array,
	       const struct leaf *leaf, const struct verdict *out)
{
	uint64_t *room = m->room.next;
	struct elements way;
	struct value e;

	for (elements_begin(m, &way, array); elements_next(m, &way, &e);) {
		struct verdict one;
		if (!is_container(value_kind(e)))
			continue;
		if (!take_verdict(m, place, &one))
			return;
		match_value(m, place, e, leaf, &one);
		add_either(m, place, out, &one);
		m->room.next = room;
	}
}

MATCH_TARGET static void
match_array(struct match *m, const struct place *place, struct value array,
	    const struct leaf *before, const struct verdict *out)
{
	struct leaf leaf = { .seen = before->seen, .hit = take_set(m, place) };
	size_t containers = 0;
	struct elements way;
	struct value e;

	if (!leaf.hit)
		return;
	if (before->hit)
		memcpy(leaf.hit, before->hit,
		       span_of(place) * sizeof *leaf.hit);
	for (elements_begin(m, &way, array); elements_next(m, &way, &e);) {
		m->room.steps++;
		if (is_container(value_kind(e)))
			containers++;
		else
			match_scalar(m, place, e, &leaf);
	}
	if (containers) {
		match_elements(m, place, array, &leaf, out);
	} else {
		add_leaf(m, place, &leaf, out);
		add_bits(m, place, out->no, &place->required);
	}
}

/* Into an empty verdict. */
MATCH_TARGET static void
match_value(struct match *m, const struct place *place, struct value value,
	    const struct leaf *before, const struct verdict *out)
{
	uint64_t *room = m->room.next;
	struct leaf leaf;

	switch (value_kind(value)) {
	case NODE_OBJECT:
		add_leaf(m, place, before, out);
		match_object(m, place, value, out);
		break;
	case NODE_ARRAY:
		match_array(m, place, value, before, out);
		break;
	default:
		leaf = *before;
		leaf.hit = take_set(m, place);
		if (!leaf.hit)
			return;
		if (before->hit)
			memcpy(leaf.hit, before->hit,
			       span_of(place) * sizeof *leaf.hit);
		match_scalar(m, place, value, &leaf);
		add_leaf(m, place, &leaf, out);
		add_bits(m, place, out->no, &place->required);
	}
	m->room.next = room;
}

/* A member that is there. */
MATCH_TARGET static inline void
match_member(struct match *m, const struct place *place,
	     const struct place *child, struct value value,
	     const struct verdict *out)
{
	static const struct leaf nothing = { false, NULL };
	uint64_t *room = m->room.next;
	struct verdict below;

	if (!take_verdict(m, child, &below))
		return;
	match_value(m, child, value, &nothing, &below);
	add_verdict(m, place, out, child, &below);
	m->room.next = room;
}
