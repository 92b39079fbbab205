/* SPDX-License-Identifier: MIT */
/*
 * Reading the text of an event pattern: JSON, with the place of each value.
 *
 * AWS reads a pattern as a stream and stops at the first thing it dislikes, so
 * what was read before broken JSON is kept: an empty array in front of a
 * missing bracket is still refused as an empty array.  Refusals use AWS's
 * words.  Differs from AWS: text behind the pattern is refused, not ignored.
 */
#include "pattern/node.h"

#include "base/strbuf.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define EXPECTED_VALUE \
	"was expecting (JSON String, Number, Array, Object or token 'null', " \
	"'true' or 'false')"

struct reader {
	const char *text;
	size_t length;
	size_t at;
	int depth;
	struct arena *arena;
	struct fault *fault;
	struct strbuf decoded; /* the string that is being read */
};

bool
fault_set(struct fault *fault, size_t place, size_t aws, size_t read,
	  const char *format, ...)
{
	if (fault->set && fault->read < read)
		return false;
	if (read == NO_PLACE)
		return false;
	fault->set = true;
	fault->twice = false;
	fault->place = place;
	fault->aws = aws;
	fault->read = read;
	va_list args;
	va_start(args, format);
	vsnprintf(fault->reason, sizeof fault->reason, format, args);
	va_end(args);
	return false;
}

char *
text_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	memcpy(copy, text, length);
	return copy;
}

size_t
node_seen(const struct node *node)
{
	switch (node->kind) {
	case NODE_OBJECT:
	case NODE_ARRAY:
	case NODE_STRING: /* its characters are read only when asked for */
		return node->start + 1;
	default:
		return node->end;
	}
}

static bool
read_fault(struct reader *r, size_t at, const char *reason)
{
	return fault_set(r->fault, at, at, at, "%s", reason);
}

static bool
unexpected_character(struct reader *r, const char *expected)
{
	const char *p = r->text + r->at;
	uint32_t c = utf8_next(&p, r->text + r->length);
	int bytes = (int)(p - (r->text + r->at));

	if (c < 0x20)
		return fault_set(r->fault, r->at, r->at, r->at,
				 "Illegal character ((CTRL-CHAR, code %u)): "
				 "only regular white space (\\r, \\n, \\t) is "
				 "allowed between tokens", (unsigned)c);
	return fault_set(r->fault, r->at, r->at, r->at,
			 "Unexpected character ('%.*s' (code %u)): %s", bytes,
			 r->text + r->at, (unsigned)c, expected);
}

static bool
at_end(const struct reader *r)
{
	return r->at >= r->length;
}

static void
skip_blanks(struct reader *r)
{
	while (!at_end(r) && r->text[r->at] &&
	       strchr(" \t\r\n", r->text[r->at]))
		r->at++;
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '$';
}

/* ------------------------------------------------------------ strings */

int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The four digits of \uXXXX, behind the u; -1 if they are none. */
static int32_t
read_unit(struct reader *r)
{
	int32_t unit = 0;

	if (r->length - r->at < 4)
		return -1;
	for (size_t i = 0; i < 4; i++) {
		int digit = hex_digit(r->text[r->at + i]);
		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	r->at += 4;
	return unit;
}

/* \uXXXX, two of them for a surrogate pair; a lone half becomes U+FFFD. */
static bool
read_unicode_escape(struct reader *r)
{
	size_t start = r->at;
	int32_t high = read_unit(r);

	if (high < 0)
		return read_fault(r, start, "expected a hex-digit for "
					    "character escape sequence");
	uint32_t c = (uint32_t)high;
	if (c >= 0xd800 && c < 0xdc00 && r->length - r->at >= 6 &&
	    r->text[r->at] == '\\' && r->text[r->at + 1] == 'u') {
		size_t back = r->at;
		r->at += 2;
		int32_t low = read_unit(r);
		if (low >= 0xdc00 && low < 0xe000)
			c = 0x10000 + ((c - 0xd800) << 10) +
			    ((uint32_t)low - 0xdc00);
		else
			r->at = back;
	}
	utf8_add(&r->decoded, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
	return true;
}

/* At the backslash. */
static bool
read_escape(struct reader *r)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	char c = r->text[r->at + 1];

	r->at += 2;
	if (c == 'u')
		return read_unicode_escape(r);
	const char *found = c ? strchr(from, c) : NULL;
	if (!found)
		return fault_set(r->fault, r->at - 2, r->at, r->at,
				 "Unrecognized character escape '%c' (code %d)",
				 c >= 0x20 && c < 0x7f ? c : '?',
				 (unsigned char)c);
	strbuf_addch(&r->decoded, to[found - from]);
	return true;
}

/* At the opening quote. */
static bool
read_string(struct reader *r, const char **text, size_t *length)
{
	size_t start = r->at++;

	strbuf_reset(&r->decoded);
	while (!at_end(r) && r->text[r->at] != '"') {
		unsigned char c = (unsigned char)r->text[r->at];
		if (c == '\\' && r->at + 1 < r->length) {
			if (!read_escape(r))
				return false;
		} else if (c < 0x20) {
			return fault_set(r->fault, r->at, r->at + 1, r->at + 1,
					 "Illegal unquoted character "
					 "((CTRL-CHAR, code %d)): has to be "
					 "escaped using backslash to be "
					 "included in string value", c);
		} else {
			strbuf_addch(&r->decoded, r->text[r->at++]);
		}
	}
	if (at_end(r))
		return fault_set(r->fault, start, r->length, r->length,
				 "Unexpected end-of-input in VALUE_STRING");
	r->at++;
	*text = text_copy(r->arena, r->decoded.buf, r->decoded.len);
	*length = r->decoded.len;
	return true;
}

/* ------------------------------------------------------------ values */

static size_t
digits(const char *text, size_t length, size_t at)
{
	while (at < length && text[at] >= '0' && text[at] <= '9')
		at++;
	return at;
}

/* Moves behind a number; false if what stands there is none. */
static bool
scan_number(struct reader *r)
{
	size_t at = r->at + (r->text[r->at] == '-');
	size_t end = digits(r->text, r->length, at);

	if (end == at)
		return false;
	if (r->text[at] == '0' && end > at + 1)
		return read_fault(r, at + 1, "Invalid numeric value: Leading "
					     "zeroes not allowed");
	at = end;
	if (at < r->length && r->text[at] == '.') {
		end = digits(r->text, r->length, at + 1);
		if (end == at + 1)
			return false;
		at = end;
	}
	if (at < r->length && (r->text[at] == 'e' || r->text[at] == 'E')) {
		at++;
		if (at < r->length && (r->text[at] == '+' || r->text[at] == '-'))
			at++;
		end = digits(r->text, r->length, at);
		if (end == at)
			return false;
		at = end;
	}
	r->at = at;
	return true;
}

static bool
read_number(struct reader *r, struct node *node)
{
	size_t start = r->at;

	if (!scan_number(r)) {
		if (!r->fault->set)
			fault_set(r->fault, start, start, start,
				  "Unexpected character ('%c' (code %d)) in "
				  "numeric value", r->text[start],
				  r->text[start]);
		return false;
	}
	node->kind = NODE_NUMBER;
	node->text = text_copy(r->arena, r->text + start, r->at - start);
	node->length = r->at - start;
	return true;
}

static bool
read_literal(struct reader *r, struct node *node)
{
	static const struct {
		const char *word;
		enum node_kind kind;
	} words[] = { { "true", NODE_TRUE },
		      { "false", NODE_FALSE },
		      { "null", NODE_NULL } };
	size_t start = r->at;

	while (!at_end(r) && is_word(r->text[r->at]))
		r->at++;
	size_t length = r->at - start;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (strlen(words[i].word) == length &&
		    !memcmp(words[i].word, r->text + start, length)) {
			node->kind = words[i].kind;
			node->text = words[i].word;
			node->length = length;
			return true;
		}
	}
	if (length == 0)
		return unexpected_character(r, EXPECTED_VALUE);
	return fault_set(r->fault, start, r->at, r->at,
			 "Unrecognized token '%.*s': " EXPECTED_VALUE,
			 (int)(length > 80 ? 80 : length), r->text + start);
}

static bool read_value(struct reader *r, struct node *node);

static bool
end_of_input(struct reader *r, const struct node *node)
{
	return fault_set(r->fault, node->start, r->length, r->length,
			 "Unexpected end-of-input: expected close marker for "
			 "%s", node->kind == NODE_OBJECT ? "Object" : "Array");
}

/* "name" and the colon. */
static bool
read_name(struct reader *r, const struct node *object, struct node *member)
{
	size_t length;

	if (r->text[r->at] != '"')
		return unexpected_character(r, "was expecting double-quote to "
					       "start field name");
	member->name_start = r->at;
	if (!read_string(r, &member->name, &length))
		return false;
	skip_blanks(r);
	if (at_end(r))
		return end_of_input(r, object);
	if (r->text[r->at] != ':')
		return unexpected_character(r, "was expecting a colon to "
					       "separate field name and value");
	r->at++;
	skip_blanks(r);
	return at_end(r) ? end_of_input(r, object) : true;
}

/* Behind the opening bracket, up to and with the closing one. */
static bool
read_children(struct reader *r, struct node *node, char close)
{
	struct node **last = &node->child;

	for (;;) {
		skip_blanks(r);
		if (at_end(r))
			return end_of_input(r, node);
		if (r->text[r->at] == close && !node->child)
			break;
		struct node *child = arena_alloc(r->arena, sizeof *child);
		if (close == '}' && !read_name(r, node, child))
			return false;
		child->start = r->at;
		child->end = NO_PLACE;
		if (r->text[r->at] == '[' || r->text[r->at] == '{') {
			*last = child;
			node->count++;
			if (!read_value(r, child))
				return false;
		} else {
			if (!read_value(r, child))
				return false;
			*last = child;
			node->count++;
		}
		last = &child->next;
		skip_blanks(r);
		if (at_end(r))
			return end_of_input(r, node);
		if (r->text[r->at] == close)
			break;
		if (r->text[r->at] != ',')
			return unexpected_character(
			    r, close == '}' ? "was expecting comma to "
					      "separate Object entries"
					    : "was expecting comma to "
					      "separate Array entries");
		r->at++;
	}
	r->at++;
	return true;
}

static bool
read_container(struct reader *r, struct node *node)
{
	bool object = r->text[r->at] == '{';

	node->kind = object ? NODE_OBJECT : NODE_ARRAY;
	node->text = object ? "{" : "[";
	node->length = 1;
	if (r->depth == PATTERN_DEPTH_MAX)
		return read_fault(r, r->at, "Event pattern is nested too deep");
	r->at++;
	r->depth++;
	bool good = read_children(r, node, object ? '}' : ']');
	r->depth--;
	return good;
}

static bool
read_value(struct reader *r, struct node *node)
{
	char c = r->text[r->at];
	bool good;

	if (c == '{' || c == '[') {
		good = read_container(r, node);
	} else if (c == '"') {
		node->kind = NODE_STRING;
		good = read_string(r, &node->text, &node->length);
	} else if (c == '-' || (c >= '0' && c <= '9')) {
		good = read_number(r, node);
	} else {
		good = read_literal(r, node);
	}
	if (good)
		node->end = r->at;
	return good;
}

struct node *
node_parse(const char *text, size_t length, struct arena *arena,
	   struct fault *fault)
{
	struct reader r = { .text = text,
			    .length = length,
			    .arena = arena,
			    .fault = fault,
			    .decoded = STRBUF_INIT };

	if (!utf8_valid(text, length)) {
		fault_set(fault, 0, NO_PLACE, 0, "Invalid UTF-8");
		return NULL;
	}
	skip_blanks(&r);
	if (at_end(&r)) {
		fault_set(fault, 0, 0, 0, "Filter is not an object");
		return NULL;
	}
	struct node *root = arena_alloc(arena, sizeof *root);
	root->start = r.at;
	root->end = NO_PLACE;
	bool container = text[r.at] == '{' || text[r.at] == '[';
	bool good = read_value(&r, root);
	strbuf_release(&r.decoded);
	if (!good)
		return container ? root : NULL;
	skip_blanks(&r);
	if (!at_end(&r))
		fault_set(fault, r.at, r.at, r.at,
			  "Unexpected content after the event pattern");
	return root;
}
