/* SPDX-License-Identifier: MIT */
/*
 * Python's way to print a value, and its way to complain about JSON: json.loads
 * says what it expected and where, and that line is what a learner will meet
 * in the real client.
 */
#include "shell/python.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "base/utf8.h"

void
python_repr_text(const char *text, struct strbuf *out)
{
	char quote = strchr(text, '\'') && !strchr(text, '"') ? '"' : '\'';

	strbuf_addch(out, quote);
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == (unsigned char)quote || c == '\\')
			strbuf_addf(out, "\\%c", c);
		else if (c == '\n')
			strbuf_addstr(out, "\\n");
		else if (c == '\t')
			strbuf_addstr(out, "\\t");
		else if (c == '\r')
			strbuf_addstr(out, "\\r");
		else if (c < 0x20 || c == 0x7f)
			strbuf_addf(out, "\\x%02x", c);
		else
			strbuf_addch(out, (char)c);
	}
	strbuf_addch(out, quote);
}

static void
repr_array(struct json_object *value, struct strbuf *out)
{
	size_t count = json_object_array_length(value);

	strbuf_addch(out, '[');
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			strbuf_addstr(out, ", ");
		python_repr(json_object_array_get_idx(value, i), out);
	}
	strbuf_addch(out, ']');
}

static void
repr_object(struct json_object *value, struct strbuf *out)
{
	bool first = true;

	strbuf_addch(out, '{');
	json_object_object_foreach(value, key, member) {
		if (!first)
			strbuf_addstr(out, ", ");
		first = false;
		python_repr_text(key, out);
		strbuf_addstr(out, ": ");
		python_repr(member, out);
	}
	strbuf_addch(out, '}');
}

void
python_repr(struct json_object *value, struct strbuf *out)
{
	switch (json_object_get_type(value)) {
	case json_type_null:
		strbuf_addstr(out, "None");
		break;
	case json_type_boolean:
		strbuf_addstr(out, json_object_get_boolean(value) ? "True"
								  : "False");
		break;
	case json_type_string:
		python_repr_text(json_object_get_string(value), out);
		break;
	case json_type_array:
		repr_array(value, out);
		break;
	case json_type_object:
		repr_object(value, out);
		break;
	default:
		strbuf_addstr(out, json_object_get_string(value));
		break;
	}
}

void
python_str(struct json_object *value, struct strbuf *out)
{
	if (json_object_is_type(value, json_type_string))
		strbuf_add(out, json_object_get_string(value),
			   (size_t)json_object_get_string_len(value));
	else
		python_repr(value, out);
}

const char *
python_type(struct json_object *value)
{
	switch (json_object_get_type(value)) {
	case json_type_null:
		return "NoneType";
	case json_type_boolean:
		return "bool";
	case json_type_double:
		return "float";
	case json_type_int:
		return "int";
	case json_type_array:
		return "list";
	case json_type_object:
		return "dict";
	default:
		return "str";
	}
}

/* A walk over JSON text that stops at the first fault. */
struct walk {
	const char *text;
	size_t at;
	size_t fault_at;
	const char *fault; /* NULL: none yet */
	int depth;
};

static bool walk_value(struct walk *walk);

static bool
fault(struct walk *walk, const char *what, size_t at)
{
	walk->fault = what;
	walk->fault_at = at;
	return false;
}

static void
skip_blanks(struct walk *walk)
{
	walk->at += strspn(walk->text + walk->at, " \t\n\r");
}

static bool
walk_string(struct walk *walk)
{
	size_t start = walk->at++;

	for (;; walk->at++) {
		unsigned char c = (unsigned char)walk->text[walk->at];

		if (c == '"')
			break;
		if (c == '\0')
			return fault(walk, "Unterminated string starting at",
				     start);
		if (c < 0x20)
			return fault(walk, "Invalid control character at",
				     walk->at);
		if (c != '\\')
			continue;
		c = (unsigned char)walk->text[++walk->at];
		if (c == '\0')
			return fault(walk, "Unterminated string starting at",
				     start);
		if (!strchr("\"\\/bfnrtu", c))
			return fault(walk, "Invalid \\escape", walk->at - 1);
		if (c == 'u' && strspn(walk->text + walk->at + 1,
				       "0123456789abcdefABCDEF") < 4)
			return fault(walk, "Invalid \\uXXXX escape",
				     walk->at + 1);
	}
	walk->at++;
	return true;
}

static bool
walk_object(struct walk *walk)
{
	walk->at++;
	skip_blanks(walk);
	if (walk->text[walk->at] == '}') {
		walk->at++;
		return true;
	}
	for (;; walk->at++) {
		skip_blanks(walk);
		if (walk->text[walk->at] != '"')
			return fault(walk, "Expecting property name enclosed "
					   "in double quotes", walk->at);
		if (!walk_string(walk))
			return false;
		skip_blanks(walk);
		if (walk->text[walk->at] != ':')
			return fault(walk, "Expecting ':' delimiter", walk->at);
		walk->at++;
		if (!walk_value(walk))
			return false;
		skip_blanks(walk);
		if (walk->text[walk->at] == '}')
			break;
		if (walk->text[walk->at] != ',')
			return fault(walk, "Expecting ',' delimiter", walk->at);
	}
	walk->at++;
	return true;
}

static bool
walk_array(struct walk *walk)
{
	walk->at++;
	skip_blanks(walk);
	if (walk->text[walk->at] == ']') {
		walk->at++;
		return true;
	}
	for (;; walk->at++) {
		if (!walk_value(walk))
			return false;
		skip_blanks(walk);
		if (walk->text[walk->at] == ']')
			break;
		if (walk->text[walk->at] != ',')
			return fault(walk, "Expecting ',' delimiter", walk->at);
	}
	walk->at++;
	return true;
}

/* The length of a number at `text`, 0 if there is none. */
static size_t
number_length(const char *text)
{
	static const char digits[] = "0123456789";
	size_t at = *text == '-', more;

	if (!isdigit((unsigned char)text[at]))
		return 0;
	at += text[at] == '0' ? 1 : strspn(text + at, digits);
	more = text[at] == '.' ? strspn(text + at + 1, digits) : 0;
	if (more > 0)
		at += 1 + more;
	if (text[at] == 'e' || text[at] == 'E') {
		size_t sign = text[at + 1] == '+' || text[at + 1] == '-';

		more = strspn(text + at + 1 + sign, digits);
		if (more > 0)
			at += 1 + sign + more;
	}
	return at;
}

static bool
walk_scalar(struct walk *walk)
{
	static const char *const words[] = { "null", "true", "false" };
	size_t length = number_length(walk->text + walk->at);

	for (size_t i = 0; length == 0 && i < 3; i++) {
		if (strncmp(walk->text + walk->at, words[i],
			    strlen(words[i])) == 0)
			length = strlen(words[i]);
	}
	if (length == 0)
		return fault(walk, "Expecting value", walk->at);
	walk->at += length;
	return true;
}

static bool
walk_value(struct walk *walk)
{
	bool fine;

	skip_blanks(walk);
	/* as deep as json_parse() goes */
	if (walk->depth == 64)
		return fault(walk, "Expecting value", walk->at);
	walk->depth++;
	switch (walk->text[walk->at]) {
	case '"':
		fine = walk_string(walk);
		break;
	case '{':
		fine = walk_object(walk);
		break;
	case '[':
		fine = walk_array(walk);
		break;
	default:
		fine = walk_scalar(walk);
		break;
	}
	walk->depth--;
	return fine;
}

/* Python counts characters, from 0 in all and from 1 in a line. */
static void
add_place(const struct walk *walk, struct strbuf *out)
{
	const char *at = walk->text, *end = walk->text + walk->fault_at;
	size_t characters = 0, line = 1, column = 1;

	while (at < end) {
		uint32_t c = utf8_next(&at, end);

		characters++;
		column++;
		if (c == '\n') {
			line++;
			column = 1;
		}
	}
	strbuf_addf(out, "%s: line %zu column %zu (char %zu)", walk->fault,
		    line, column, characters);
}

bool
python_json_fault(const char *text, struct strbuf *out)
{
	struct walk walk = { .text = text };

	if (walk_value(&walk)) {
		skip_blanks(&walk);
		if (walk.text[walk.at])
			fault(&walk, "Extra data", walk.at);
	}
	if (!walk.fault)
		return false;
	add_place(&walk, out);
	return true;
}

struct json_object *
python_float(const char *text, struct strbuf *why)
{
	char *end;
	double number = strtod(text, &end);

	if (end > text && !end[strspn(end, " \t")] && isfinite(number) &&
	    !text[strspn(text, " \t+-.0123456789eE")])
		return json_object_new_double(number);
	strbuf_addstr(why, "could not convert string to float: ");
	python_repr_text(text, why);
	return NULL;
}
