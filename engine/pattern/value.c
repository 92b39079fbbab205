/* SPDX-License-Identifier: MIT */
/*
 * One value of an event against one term of a pattern.
 *
 * Numbers from -5e9 to 5e9 are compared by millionths, as AWS does, so 300.0 is
 * 300; others are equal only as they are.  Differs from AWS: case is ignored
 * for ASCII letters only, and a number beyond 5e9 with a fraction or an
 * exponent is compared by its value, not by how it was written.
 */
#include "pattern/node.h"

#include <json-c/json.h>
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

static bool
number_of_value(struct json_object *value, struct number *out)
{
	switch (json_object_get_type(value)) {
	case json_type_int:
		*out = number_of_integer(json_object_get_int64(value));
		return true;
	case json_type_double:
		*out = number_of_double(json_object_get_double(value));
		return true;
	default:
		return false;
	}
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

static bool
match_string(const struct term *t, const char *text, size_t length)
{
	struct address address;

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
		return address_parse(text, length, &address) == ADDRESS_GOOD &&
		       address_between(&address, &t->first, &t->last);
	default:
		return false;
	}
}

static bool
match_any(const struct term *terms, struct json_object *value)
{
	for (; terms; terms = terms->next)
		if (term_match(terms, value))
			return true;
	return false;
}

bool
term_match(const struct term *t, struct json_object *value)
{
	struct number number;

	switch (t->kind) {
	case TERM_EXISTS:
		return true;
	case TERM_ABSENT:
		return false;
	case TERM_ANYTHING_BUT:
		return !match_any(t->but, value);
	case TERM_NULL:
		return value == NULL;
	case TERM_TRUE:
	case TERM_FALSE:
		return json_object_get_type(value) == json_type_boolean &&
		       json_object_get_boolean(value) == (t->kind == TERM_TRUE);
	case TERM_NUMBER:
		return number_of_value(value, &number) &&
		       number_equal(&number, &t->number);
	case TERM_RANGE:
		return number_of_value(value, &number) && number.comparable &&
		       number.millionths >= t->low &&
		       number.millionths <= t->high;
	default:
		return json_object_get_type(value) == json_type_string &&
		       match_string(t, json_object_get_string(value),
				    (size_t)json_object_get_string_len(value));
	}
}
