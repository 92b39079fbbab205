/* SPDX-License-Identifier: MIT */
/*
 * The AWS CLI's shorthand: Id=1,Arn=x  Key=a,Values=b,c  A={B=[c,d]}.
 *
 * A comma is the trouble of this notation: behind a value it begins either
 * another value of the same key or the next key, and only the '=' further on
 * tells.  So the values behind a comma are tried, and given back up to their
 * comma when a key shows itself; as the real parser does, whose complaints
 * these are too.
 */
#include "shell/value.h"

#include <ctype.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"

enum { DEEPEST = 32 };

struct parser {
	const char *text;
	size_t at;
	int depth;
	bool failed;
	const char *expected; /* of the first failure */
	char received[8];
	const char *twice; /* the key that was there already, instead */
	size_t failed_at;
};

static struct json_object *explicit_values(struct parser *parser);

static bool
at_end(const struct parser *parser)
{
	return parser->text[parser->at] == '\0';
}

static char
current(const struct parser *parser)
{
	return parser->text[parser->at];
}

static void
skip_blanks(struct parser *parser)
{
	parser->at += strspn(parser->text + parser->at, " \t\n\r\v\f");
}

static void
fail(struct parser *parser, const char *expected, const char *received)
{
	const char *from = parser->text + parser->at;
	const char *end = from;

	if (parser->failed)
		return;
	parser->failed = true;
	parser->expected = expected;
	parser->failed_at = parser->at;
	if (received) {
		strcpy(parser->received, received);
		return;
	}
	utf8_next(&end, from + strlen(from));
	memcpy(parser->received, from, (size_t)(end - from));
	parser->received[end - from] = '\0';
}

static bool
expect(struct parser *parser, char c, const char *shown)
{
	if (parser->failed)
		return false;
	if (at_end(parser))
		fail(parser, shown, "EOF");
	else if (current(parser) != c)
		fail(parser, shown, NULL);
	else
		parser->at++;
	return !parser->failed;
}

static bool
expect_loose(struct parser *parser, char c, const char *shown)
{
	skip_blanks(parser);
	if (!expect(parser, c, shown))
		return false;
	skip_blanks(parser);
	return true;
}

/*
 * A bare value runs over these characters.  The first one, and each one of a
 * value behind a comma, may not be what could begin or end something else.
 */
static bool
in_value(unsigned char c, bool first, bool second)
{
	if (c == '"' || c == '\'' || c == ',')
		return false;
	if (first)
		return c > ' ' && c != '=' && c != '[' && c != '{';
	if (c < ' ' && !isspace(c))
		return false;
	return second ? c != '=' : c != ']' && c != '}';
}

static bool
bare_value(struct parser *parser, bool second, struct strbuf *out)
{
	size_t start = parser->at;

	for (;; parser->at++) {
		const char *here = parser->text + parser->at;

		if (here[0] == '\\' && here[1] == ',')
			parser->at++;
		else if (!in_value((unsigned char)*here, parser->at == start,
				   second))
			break;
		strbuf_addch(out, current(parser));
	}
	while (out->len > 0 && isspace((unsigned char)out->buf[out->len - 1]))
		strbuf_truncate(out, out->len - 1);
	return parser->at > start;
}

/* The closing quote: if none is, the last one behind a backslash; or 0. */
static size_t
closing_quote(const struct parser *parser)
{
	const char *text = parser->text;
	char quote = text[parser->at];
	size_t last = 0, at = parser->at + 1;

	while (text[at] && text[at] != quote) {
		if (text[at] == '\\' && text[at + 1] == quote)
			last = at + 1;
		at += text[at] == '\\' && (text[at + 1] == quote ||
					   text[at + 1] == '\\')
			      ? 2
			      : 1;
	}
	return text[at] ? at : last;
}

static struct json_object *
quoted_value(struct parser *parser, const char *expected)
{
	struct strbuf value = STRBUF_INIT;
	struct json_object *result;
	size_t end = closing_quote(parser);
	const char *text = parser->text;

	if (end == 0) {
		fail(parser, expected, "<none>");
		return NULL;
	}
	for (size_t at = parser->at + 1; at < end; at++) {
		if (text[at] == '\\' && at + 1 < end &&
		    (text[at + 1] == text[end] || text[at + 1] == '\\'))
			at++;
		strbuf_addch(&value, text[at]);
	}
	parser->at = end + 1;
	result = json_object_new_string_len(value.buf, (int)value.len);
	strbuf_release(&value);
	return result;
}

static struct json_object *
scalar_value(struct parser *parser, bool second)
{
	struct strbuf value = STRBUF_INIT;
	struct json_object *result = NULL;

	if (current(parser) == '\'')
		return quoted_value(parser, "<singled quoted>");
	if (current(parser) == '"')
		return quoted_value(parser, "<double quoted>");
	if (bare_value(parser, second, &value) || !second)
		result = json_object_new_string_len(value.buf,
						    (int)value.len);
	else
		fail(parser, "<second>", "<none>");
	strbuf_release(&value);
	return result;
}

/* Another value behind a comma?  Not if what follows turns out to be a key. */
static bool
another_value(struct parser *parser, struct json_object *list, bool *more)
{
	struct json_object *value = scalar_value(parser, true);

	*more = false;
	if (value) {
		skip_blanks(parser);
		*more = !at_end(parser);
		if (*more)
			expect_loose(parser, ',', ",");
	}
	if (!parser->failed) {
		json_object_array_add(list, value);
		return true;
	}
	json_object_put(value);
	if (at_end(parser))
		return false;
	parser->failed = false;
	while (parser->at > 0 && current(parser) != ',')
		parser->at--;
	*more = false;
	return true;
}

static struct json_object *
csv_value(struct parser *parser)
{
	struct json_object *first = scalar_value(parser, false), *list;
	bool more = true;

	skip_blanks(parser);
	if (parser->failed || current(parser) != ',')
		return first;
	expect_loose(parser, ',', ",");
	list = json_object_new_array();
	json_object_array_add(list, first);
	while (more && another_value(parser, list, &more))
		;
	if (json_object_array_length(list) > 1)
		return list;
	json_object_get(first);
	json_object_put(list);
	return first;
}

static struct json_object *
key_name(struct parser *parser)
{
	size_t start = parser->at;

	while (isalnum((unsigned char)current(parser)) ||
	       (!at_end(parser) && strchr("-_.#/:", current(parser))))
		parser->at++;
	return json_object_new_string_len(parser->text + start,
					  (int)(parser->at - start));
}

static struct json_object *
explicit_list(struct parser *parser)
{
	struct json_object *list = json_object_new_array();

	expect_loose(parser, '[', "[");
	while (!parser->failed && current(parser) != ']') {
		json_object_array_add(list, explicit_values(parser));
		skip_blanks(parser);
		if (current(parser) != ']') {
			expect(parser, ',', ",");
			skip_blanks(parser);
		}
	}
	expect(parser, ']', "]");
	return list;
}

static struct json_object *
hash_literal(struct parser *parser)
{
	struct json_object *object = json_object_new_object();

	expect_loose(parser, '{', "{");
	while (!parser->failed && current(parser) != '}') {
		struct json_object *key = key_name(parser);

		if (expect_loose(parser, '=', "="))
			json_object_object_add(object,
					       json_object_get_string(key),
					       explicit_values(parser));
		json_object_put(key);
		skip_blanks(parser);
		if (!parser->failed && current(parser) != '}') {
			expect(parser, ',', ",");
			skip_blanks(parser);
		}
	}
	expect(parser, '}', "}");
	return object;
}

static struct json_object *
explicit_values(struct parser *parser)
{
	struct json_object *value;

	if (parser->depth == DEEPEST) {
		fail(parser, "<first>", NULL);
		return NULL;
	}
	parser->depth++;
	if (current(parser) == '[')
		value = explicit_list(parser);
	else if (current(parser) == '{')
		value = hash_literal(parser);
	else
		value = scalar_value(parser, false);
	parser->depth--;
	return value;
}

/* The object's own copy of a key. */
static const char *
key_text(struct json_object *object, const char *name)
{
	json_object_object_foreach(object, key, value) {
		(void)value;
		if (strcmp(key, name) == 0)
			return key;
	}
	return NULL;
}

/* `comma` is where the pair before ended. */
static void
key_and_value(struct parser *parser, struct json_object *object, size_t comma)
{
	struct json_object *key = key_name(parser), *value = NULL;
	const char *name = json_object_get_string(key);

	if (expect_loose(parser, '=', "=")) {
		if (current(parser) == '[' || current(parser) == '{')
			value = explicit_values(parser);
		else
			value = csv_value(parser);
	}
	if (!parser->failed && json_object_object_get_ex(object, name, NULL)) {
		parser->failed = true;
		parser->failed_at = comma + 1;
		parser->twice = key_text(object, name);
	}
	if (!parser->failed)
		json_object_object_add(object, name, value);
	else
		json_object_put(value);
	json_object_put(key);
}

/* The text with a caret below the line where it failed. */
static void
show_place(const struct parser *parser, struct strbuf *why)
{
	const char *at = parser->text, *end = at + parser->failed_at;
	size_t length = parser->failed_at + strcspn(end, "\n"), blanks = 0;

	while (at < end)
		blanks = utf8_next(&at, end) == '\n' ? 0 : blanks + 1;
	strbuf_add(why, parser->text, length);
	strbuf_addch(why, '\n');
	strbuf_addchars(why, ' ', blanks);
	strbuf_addf(why, "^%s", parser->text + length);
}

static void
explain(const struct parser *parser, struct strbuf *why)
{
	if (parser->twice)
		strbuf_addf(why, "Second instance of key \"%s\" encountered "
				 "for input:\n", parser->twice);
	else
		strbuf_addf(why, "Expected: '%s', received: '%s' for input:\n",
			    parser->expected, parser->received);
	show_place(parser, why);
	if (parser->twice)
		strbuf_addstr(why, "\nThis is often because there is a "
				   "preceding \",\" instead of a space.");
}

struct json_object *
shorthand_parse(const char *text, struct strbuf *why)
{
	struct parser parser = { .text = text };
	struct json_object *object = json_object_new_object();

	key_and_value(&parser, object, 0);
	while (!parser.failed && !at_end(&parser)) {
		size_t comma = parser.at;

		if (expect_loose(&parser, ',', ","))
			key_and_value(&parser, object, comma);
	}
	if (!parser.failed)
		return object;
	explain(&parser, why);
	json_object_put(object);
	return NULL;
}
