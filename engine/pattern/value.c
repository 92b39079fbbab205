/* SPDX-License-Identifier: MIT */
/*
 * One value of an event against one term of a pattern.
 *
 * Numbers from -5e9 to 5e9 are compared by millionths, as AWS does, so 300.0 is
 * 300; others are equal only as they are.  Differs from AWS: case is ignored
 * for ASCII letters only, and a number beyond 5e9 with a fraction or an
 * exponent is compared by its value, not by how it was written.
 */
#include "pattern/plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const double comparable_most = 5e9;

struct number
number_of_double(double value)
{
	struct number n = { .value = value };

	if (!(value >= -comparable_most && value <= comparable_most))
		return n;
	n.comparable = true;
	int64_t whole = (int64_t)value;
	double part = (value - (double)whole) * 1e6;
	n.millionths = whole * 1000000 + (int64_t)(part + (part < 0 ? -.5 : .5));
	return n;
}

struct number
number_of_integer(int64_t value)
{
	struct number n = number_of_double((double)value);

	n.is_integer = true;
	n.integer = value;
	return n;
}

bool
number_equal(const struct number *a, const struct number *b)
{
	if (a->comparable || b->comparable)
		return a->comparable && b->comparable &&
		       a->millionths == b->millionths;
	if (a->is_integer || b->is_integer)
		return a->is_integer && b->is_integer &&
		       a->integer == b->integer;
	return a->value == b->value;
}

/* What stands behind the number is no part of one, so strtod() ends there. */
struct number
number_of_text(const char *text)
{
	size_t digits = strspn(text + (*text == '-'), "0123456789");
	char *end;

	if (!strchr(".eE", text[digits + (*text == '-')]) ||
	    !text[digits + (*text == '-')]) {
		errno = 0;
		long long integer = strtoll(text, &end, 10);
		if (errno == 0)
			return number_of_integer(integer);
	}
	return number_of_double(strtod(text, &end));
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool
same_letters(const char *a, const char *b, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (lower(a[i]) != lower(b[i]))
			return false;
	return true;
}

/* Many terms may ask whether it is an address; it is read once. */
static bool
is_between(const struct term *t, struct scalar *value)
{
	if (!value->form_known) {
		value->form = address_parse(value->text, value->length,
					    &value->address);
		value->form_known = true;
	}
	return value->form == ADDRESS_GOOD &&
	       address_between(&value->address, &t->first, &t->last);
}

static bool
match_string(const struct term *t, struct scalar *value)
{
	const char *text = value->text;
	size_t length = value->length;

	switch (t->kind) {
	case TERM_STRING:
		return length == t->length && !memcmp(text, t->text, length);
	case TERM_PREFIX:
		return length >= t->length && !memcmp(text, t->text, t->length);
	case TERM_SUFFIX:
		return length >= t->length &&
		       !memcmp(text + length - t->length, t->text, t->length);
	case TERM_EQUALS_IGNORE_CASE:
		return length == t->length &&
		       same_letters(text, t->text, length);
	case TERM_PREFIX_IGNORE_CASE:
		return length >= t->length &&
		       same_letters(text, t->text, t->length);
	case TERM_SUFFIX_IGNORE_CASE:
		return length >= t->length &&
		       same_letters(text + length - t->length, t->text,
				    t->length);
	case TERM_WILDCARD:
		return wildcard_match(t->wildcard, text, length);
	case TERM_ADDRESS:
		return is_between(t, value);
	default:
		return false;
	}
}

static bool
match_any(const struct term *terms, struct scalar *value)
{
	for (; terms; terms = terms->next)
		if (term_match(terms, value))
			return true;
	return false;
}

bool
term_match(const struct term *t, struct scalar *value)
{
	const struct number *number = &value->number;

	switch (t->kind) {
	case TERM_EXISTS:
		return true;
	case TERM_ABSENT:
		return false;
	case TERM_ANYTHING_BUT:
		return !match_any(t->but, value);
	case TERM_NULL:
		return value->kind == NODE_NULL;
	case TERM_TRUE:
		return value->kind == NODE_TRUE;
	case TERM_FALSE:
		return value->kind == NODE_FALSE;
	case TERM_NUMBER:
		return value->kind == NODE_NUMBER &&
		       number_equal(number, &t->number);
	case TERM_RANGE:
		return value->kind == NODE_NUMBER && number->comparable &&
		       number->millionths >= t->low &&
		       number->millionths <= t->high;
	default:
		return value->kind == NODE_STRING && match_string(t, value);
	}
}

bool
term_same(const struct term *a, const struct term *b)
{
	const struct term *but_a = a->but, *but_b = b->but;

	if (a->kind != b->kind || a->length != b->length ||
	    (a->length && memcmp(a->text, b->text, a->length)) ||
	    a->low != b->low || a->high != b->high ||
	    memcmp(&a->first, &b->first, sizeof a->first) ||
	    memcmp(&a->last, &b->last, sizeof a->last) ||
	    !number_equal(&a->number, &b->number))
		return false;
	for (; but_a && but_b; but_a = but_a->next, but_b = but_b->next)
		if (!term_same(but_a, but_b))
			return false;
	return !but_a && !but_b;
}
