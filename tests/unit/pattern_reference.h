/* SPDX-License-Identifier: MIT */
/*
 * Event patterns a second time: slow, obvious, and written from AWS's
 * documentation and event-ruler's README alone.  It shares nothing with
 * engine/pattern, so that each holds the other.
 *
 * An event becomes a list of facts: a path with dots, one plain value, and for
 * each array on the way which of its elements was entered.  A rule is a list of
 * alternatives ($or multiplied out), each a list of fields.  An alternative
 * holds if for each field a fact can be chosen that it accepts, and no two
 * chosen facts are in different elements of one array; a field that may be
 * absent holds, too, if no fact with its path could be chosen beside the others.
 */
#ifndef PATTERN_REFERENCE_H
#define PATTERN_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { R_ARRAYS = 16, R_FACTS = 400, R_FIELDS = 24, R_TERMS = 5, R_TEXT = 48 };

enum r_kind { R_STRING, R_NUMBER, R_TRUE, R_FALSE, R_NULL };

struct r_value {
	enum r_kind kind;
	char text[R_TEXT];
	long long millionths; /* of a number */
	int address;	      /* bytes of the address a string is: 0, 4, 16 */
	unsigned char bytes[16];
};

struct r_fact {
	char path[80];
	const struct r_value *value;
	int arrays[R_ARRAYS], elements[R_ARRAYS];
	int depth;
};

enum r_term_kind {
	R_EQUALS, R_PREFIX, R_SUFFIX, R_SAME_CASELESS, R_PREFIX_CASELESS,
	R_SUFFIX_CASELESS, R_WILDCARD, R_RANGE, R_BLOCK, R_EXISTS, R_ABSENT,
	R_BUT, /* none of `count` terms of kind `inner` */
};

struct r_term {
	enum r_term_kind kind, inner;
	struct r_value values[3];
	int count;
	bool has_low, has_high, low_open, high_open; /* of a range */
	long long low, high;
	int bits; /* of a block, whose address is values[0] */
};

struct r_field {
	char path[80];
	struct r_term terms[R_TERMS];
	int count;
};

struct r_alternative {
	const struct r_field *fields[R_FIELDS];
	int count;
};

static char
r_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
r_begins(const char *text, const char *with, bool caseless)
{
	for (; *with; text++, with++)
		if (caseless ? r_lower(*text) != r_lower(*with)
			     : *text != *with)
			return false;
	return true;
}

static bool
r_ends(const char *text, const char *with, bool caseless)
{
	size_t length = strlen(text), part = strlen(with);

	return length >= part &&
	       r_begins(text + length - part, with, caseless);
}

/* `*` is any run of characters, a backslash takes the next as it is. */
static bool
r_wildcard(const char *pattern, const char *text)
{
	if (*pattern == '*') {
		if (r_wildcard(pattern + 1, text))
			return true;
		return *text && r_wildcard(pattern, text + 1);
	}
	if (*pattern == '\\')
		pattern++;
	if (!*pattern || !*text)
		return *pattern == *text;
	return *pattern == *text && r_wildcard(pattern + 1, text + 1);
}

static bool
r_equals(const struct r_value *a, const struct r_value *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == R_NUMBER)
		return a->millionths == b->millionths;
	return a->kind != R_STRING || !strcmp(a->text, b->text) ||
	       (a->address && a->address == b->address &&
		!memcmp(a->bytes, b->bytes, (size_t)a->address));
}

static bool
r_in_block(const struct r_term *term, const struct r_value *value)
{
	const struct r_value *block = &term->values[0];

	if (value->address != block->address)
		return false;
	for (int bit = 0; bit < term->bits; bit++)
		if ((value->bytes[bit / 8] ^ block->bytes[bit / 8]) &
		    (0x80 >> bit % 8))
			return false;
	return true;
}

static bool
r_in_range(const struct r_term *term, const struct r_value *value)
{
	long long n = value->millionths;

	if (value->kind != R_NUMBER)
		return false;
	if (term->has_low && (term->low_open ? n <= term->low : n < term->low))
		return false;
	return !term->has_high ||
	       (term->high_open ? n < term->high : n <= term->high);
}

/* One operand of an operator. */
static bool
r_takes_one(enum r_term_kind kind, const struct r_value *operand,
	    const struct r_value *value)
{
	const char *text = value->text, *wanted = operand->text;

	if (kind == R_EQUALS)
		return r_equals(operand, value);
	if (value->kind != R_STRING)
		return false;
	switch (kind) {
	case R_PREFIX:
		return r_begins(text, wanted, false);
	case R_SUFFIX:
		return r_ends(text, wanted, false);
	case R_PREFIX_CASELESS:
		return r_begins(text, wanted, true);
	case R_SUFFIX_CASELESS:
		return r_ends(text, wanted, true);
	case R_SAME_CASELESS:
		return strlen(text) == strlen(wanted) &&
		       r_begins(text, wanted, true);
	default:
		return r_wildcard(wanted, text);
	}
}

static bool
r_takes(const struct r_term *term, const struct r_value *value)
{
	switch (term->kind) {
	case R_EXISTS:
		return true;
	case R_ABSENT:
		return false;
	case R_RANGE:
		return r_in_range(term, value);
	case R_BLOCK:
		return r_in_block(term, value);
	case R_BUT:
		for (int i = 0; i < term->count; i++) {
			/* a plain value is compared as it is written */
			struct r_value plain = term->values[i];
			plain.address = 0;
			if (r_takes_one(term->inner, &plain, value))
				return false;
		}
		return true;
	default:
		return r_takes_one(term->kind, &term->values[0], value);
	}
}

static bool
r_field_takes(const struct r_field *field, const struct r_value *value)
{
	for (int i = 0; i < field->count; i++)
		if (r_takes(&field->terms[i], value))
			return true;
	return false;
}

static bool
r_may_be_absent(const struct r_field *field)
{
	for (int i = 0; i < field->count; i++)
		if (field->terms[i].kind == R_ABSENT)
			return true;
	return false;
}

/* Are they in the same element of each array that both are in? */
static bool
r_together(const struct r_fact *a, const struct r_fact *b)
{
	for (int i = 0; i < a->depth; i++)
		for (int j = 0; j < b->depth; j++)
			if (a->arrays[i] == b->arrays[j] &&
			    a->elements[i] != b->elements[j])
				return false;
	return true;
}

static bool
r_fits(const struct r_fact *fact, const struct r_fact *const *chosen, int count)
{
	for (int i = 0; i < count; i++)
		if (chosen[i] && !r_together(fact, chosen[i]))
			return false;
	return true;
}

/* The fields for which nothing was chosen must be absent. */
static bool
r_absent_too(const struct r_alternative *a, const struct r_fact *facts,
	     int fact_count, const struct r_fact *const *chosen)
{
	for (int i = 0; i < a->count; i++)
		for (int f = 0; f < fact_count && !chosen[i]; f++)
			if (!strcmp(facts[f].path, a->fields[i]->path) &&
			    r_fits(&facts[f], chosen, a->count))
				return false;
	return true;
}

static bool
r_choose(const struct r_alternative *a, const struct r_fact *facts,
	 int fact_count, const struct r_fact **chosen, int next)
{
	if (next == a->count)
		return r_absent_too(a, facts, fact_count, chosen);
	const struct r_field *field = a->fields[next];
	for (int f = 0; f < fact_count; f++) {
		chosen[next] = &facts[f];
		if (!strcmp(facts[f].path, field->path) &&
		    r_field_takes(field, facts[f].value) &&
		    r_fits(&facts[f], chosen, next) &&
		    r_choose(a, facts, fact_count, chosen, next + 1))
			return true;
	}
	chosen[next] = NULL;
	return r_may_be_absent(field) &&
	       r_choose(a, facts, fact_count, chosen, next + 1);
}

static bool
r_match(const struct r_alternative *alternatives, int count,
	const struct r_fact *facts, int fact_count)
{
	const struct r_fact *chosen[R_FIELDS];

	for (int i = 0; i < count; i++)
		if (r_choose(&alternatives[i], facts, fact_count, chosen, 0))
			return true;
	return false;
}

#endif
