/* SPDX-License-Identifier: MIT */
/*
 * Reading JSON: our own scan for the grammar, then json-c for the values.
 *
 * json-c, even when strict, takes {'a': 01, "b": 1.} and overlong UTF-8, and
 * each version of it something else; AWS takes none of that, and single
 * quotes are what a learner types first.  Keeps true: what is accepted is
 * JSON by RFC 8259, in valid UTF-8, with only numbers that can be written
 * again (no 1e999).
 */
#include "base/json.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"

enum { JSON_LEVELS = 64 };

struct scan {
	const char *at, *end;
	const char *why;	/* set when the scan fails, at `at` */
};

static bool scan_value(struct scan *s, int level);

static bool
scan_fail(struct scan *s, const char *why)
{
	s->why = s->at < s->end ? why : "the text ends too early";
	return false;
}

/* The next byte; NUL, which no JSON contains, at the end. */
static char
peek(const struct scan *s)
{
	return s->at < s->end ? *s->at : '\0';
}

static bool
take(struct scan *s, char c)
{
	if (peek(s) != c)
		return false;
	s->at++;
	return true;
}

static void
skip_white(struct scan *s)
{
	while (take(s, ' ') || take(s, '\n') || take(s, '\t') || take(s, '\r'))
		;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
scan_digits(struct scan *s)
{
	if (!is_digit(peek(s)))
		return scan_fail(s, "a digit was expected");
	while (is_digit(peek(s)))
		s->at++;
	return true;
}

static bool
scan_number(struct scan *s)
{
	take(s, '-');
	if (take(s, '0')) {
		if (is_digit(peek(s)))
			return scan_fail(s, "a number starts with a zero");
	} else if (!scan_digits(s)) {
		return false;
	}
	if (take(s, '.') && !scan_digits(s))
		return false;
	if (take(s, 'e') || take(s, 'E')) {
		if (!take(s, '+'))
			take(s, '-');
		return scan_digits(s);
	}
	return true;
}

static bool
scan_escape(struct scan *s)
{
	if (take(s, 'u')) {
		for (int i = 0; i < 4; i++, s->at++) {
			char c = peek(s);

			if (!is_digit(c) && !(c >= 'a' && c <= 'f') &&
			    !(c >= 'A' && c <= 'F'))
				return scan_fail(
					s, "\\u needs four hex digits");
		}
		return true;
	}
	if (peek(s) == '\0' || !strchr("\"\\/bfnrt", peek(s)))
		return scan_fail(s, "JSON has no such escape");
	s->at++;
	return true;
}

static bool
scan_character(struct scan *s)
{
	const char *next = s->at;

	/* A single byte is never one beyond ASCII. */
	utf8_next(&next, s->end);
	if (next == s->at + 1)
		return scan_fail(s, "bytes that are not UTF-8");
	s->at = next;
	return true;
}

static bool
scan_string(struct scan *s)
{
	if (peek(s) == '\'')
		return scan_fail(s, "JSON wants double quotes, not single");
	if (!take(s, '"'))
		return scan_fail(s, "a name in double quotes was expected");
	while (!take(s, '"')) {
		if ((unsigned char)peek(s) < ' ')
			return scan_fail(s, "a control character in a string");
		if ((unsigned char)*s->at >= 0x80) {
			if (!scan_character(s))
				return false;
		} else if (*s->at++ == '\\' && !scan_escape(s)) {
			return false;
		}
	}
	return true;
}

static bool
scan_array(struct scan *s, int level)
{
	skip_white(s);
	if (take(s, ']'))
		return true;
	do {
		if (!scan_value(s, level + 1))
			return false;
	} while (take(s, ','));
	return take(s, ']') || scan_fail(s, "',' or ']' was expected");
}

static bool
scan_object(struct scan *s, int level)
{
	skip_white(s);
	if (take(s, '}'))
		return true;
	do {
		skip_white(s);
		if (!scan_string(s))
			return false;
		skip_white(s);
		if (!take(s, ':'))
			return scan_fail(s, "':' was expected");
		if (!scan_value(s, level + 1))
			return false;
	} while (take(s, ','));
	return take(s, '}') || scan_fail(s, "',' or '}' was expected");
}

static bool
scan_word(struct scan *s)
{
	static const char *const words[] = { "true", "false", "null" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t length = strlen(words[i]);

		if ((size_t)(s->end - s->at) >= length &&
		    memcmp(s->at, words[i], length) == 0) {
			s->at += length;
			return true;
		}
	}
	return scan_fail(s, "a value was expected");
}

/* A value with the white space around it; `level` 1 is the outermost. */
static bool
scan_value(struct scan *s, int level)
{
	bool good;

	skip_white(s);
	if (level > JSON_LEVELS && (peek(s) == '[' || peek(s) == '{'))
		return scan_fail(s, "too many levels");
	if (take(s, '{'))
		good = scan_object(s, level);
	else if (take(s, '['))
		good = scan_array(s, level);
	else if (peek(s) == '"' || peek(s) == '\'')
		good = scan_string(s);
	else if (peek(s) == '-' || is_digit(peek(s)))
		good = scan_number(s);
	else
		good = scan_word(s);
	skip_white(s);
	return good;
}

/* False if a double in it is Infinity, which is what 1e999 becomes. */
static bool
is_finite(struct json_object *value)
{
	struct lh_entry *entry;

	switch (json_object_get_type(value)) {
	case json_type_double:
		return isfinite(json_object_get_double(value));
	case json_type_array:
		for (size_t i = 0; i < json_object_array_length(value); i++) {
			if (!is_finite(json_object_array_get_idx(value, i)))
				return false;
		}
		return true;
	case json_type_object:
		lh_foreach (json_object_get_object(value), entry) {
			if (!is_finite((struct json_object *)lh_entry_v(entry)))
				return false;
		}
		return true;
	default:
		return true;
	}
}

/* The values of a text that the scan has passed. */
static struct json_object *
build(const char *text, size_t length, struct scan *s)
{
	/* One level more: json-c counts the values in the innermost, too. */
	struct json_tokener *tokener = json_tokener_new_ex(JSON_LEVELS + 1);
	struct json_object *value;
	enum json_tokener_error error;

	if (!tokener)
		mem_exhausted();
	value = json_tokener_parse_ex(tokener, text, (int)length);
	/* Only what follows it tells that a number is whole. */
	if (json_tokener_get_error(tokener) == json_tokener_continue)
		value = json_tokener_parse_ex(tokener, "", 1);
	error = json_tokener_get_error(tokener);
	if (error != json_tokener_success) {
		s->why = json_tokener_error_desc(error);
		s->at = text + json_tokener_get_parse_end(tokener);
	} else if (!value) {
		s->why = "null is not accepted here";
		s->at = text;
	} else if (!is_finite(value)) {
		s->why = "a number is too large";
		s->at = text;
		json_object_put(value);
		value = NULL;
	}
	json_tokener_free(tokener);
	return value;
}

struct json_object *
json_parse(const char *text, size_t length, size_t *where, const char **why)
{
	struct scan s = { .at = text, .end = text + length };
	struct json_object *value = NULL;

	if (length >= INT_MAX)
		s.why = "too long";
	else if (scan_value(&s, 1) && s.at < s.end)
		s.why = "more behind the end of the value";
	else if (!s.why)
		value = build(text, length, &s);
	if (value)
		return value;
	if (where)
		*where = (size_t)(s.at - text);
	if (why)
		*why = s.why;
	return NULL;
}

bool
json_valid(const char *text, size_t length)
{
	struct scan s = { .at = text, .end = text + length };

	return scan_value(&s, 1) && s.at == s.end;
}
