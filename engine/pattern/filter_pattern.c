/* SPDX-License-Identifier: MIT */
/*
 * Filter patterns of CloudWatch Logs: parsed once, by recursive descent.
 *
 *	pattern = "{" or "}" | term ...
 *	or      = and ("||" and) ...
 *	and     = one ("&&" one) ...
 *	one     = "(" or ")" | path test
 *	test    = compare value | "IS" ("NULL" | "TRUE" | "FALSE")
 *	        | "NOT" "EXISTS"
 *
 * Bounded by the 1,024 bytes that AWS allows and by MOST_DEPTH.
 * What AWS answers to odd patterns follows tests that others ran against it.
 */
#include "pattern/filter_pattern.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "pattern/filter_node.h"

enum { MOST_DEPTH = 32 };

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"
#define BLANKS " \t\r\n"

struct parser {
	const char *at;
	struct filter_pattern *pattern;
	struct strbuf *why;
	int depth;
};

static void *
invalid(struct parser *parser)
{
	if (parser->why->len == 0)
		strbuf_addstr(parser->why, "Invalid metric filter pattern");
	return NULL;
}

static void *
invalid_term(struct parser *parser, const char *term, size_t length)
{
	if (parser->why->len == 0)
		strbuf_addf(parser->why, "Invalid character(s) in term '%.*s'",
			    (int)length, term);
	return NULL;
}

/* One character, of as many bytes as it has. */
static void *
invalid_character(struct parser *parser, const char *character)
{
	const char *behind = character;

	utf8_next(&behind, character + strlen(character));
	return invalid_term(parser, character, (size_t)(behind - character));
}

static void
skip_blanks(struct parser *parser)
{
	parser->at += strspn(parser->at, BLANKS);
}

static bool
take(struct parser *parser, const char *text)
{
	size_t length = strlen(text);

	skip_blanks(parser);
	if (strncmp(parser->at, text, length) != 0)
		return false;
	parser->at += length;
	return true;
}

/* A keyword, which no letter may follow. */
static bool
take_word(struct parser *parser, const char *word)
{
	const char *before = parser->at;

	if (take(parser, word) && !strspn(parser->at, LETTERS DIGITS "_"))
		return true;
	parser->at = before;
	return false;
}

/* ---- fields */

static size_t
path_length(const char *text)
{
	size_t at = 1, name;

	if (text[0] != '$')
		return 0;
	for (;;) {
		if (text[at] == '.') {
			name = strspn(text + at + 1, LETTERS DIGITS "_-");
			if (name == 0)
				return 0;
			at += 1 + name;
		} else if (text[at] == '[') {
			name = strspn(text + at + 1, DIGITS);
			if (name == 0 || name > 6 ||
			    text[at + 1 + name] != ']')
				return 0;
			at += 2 + name;
		} else {
			return at > 1 ? at : 0;
		}
	}
}

bool
filter_path_is_valid(const char *path)
{
	size_t length = path_length(path);

	return length > 0 && path[length] == '\0';
}

static struct json_object *
step_into(struct json_object *value, const char *name, size_t length,
	  bool *found)
{
	struct json_object *member = NULL;
	char key[FILTER_PATTERN_BYTES + 1];

	*found = false;
	if (length > FILTER_PATTERN_BYTES ||
	    !json_object_is_type(value, json_type_object))
		return NULL;
	memcpy(key, name, length);
	key[length] = '\0';
	*found = json_object_object_get_ex(value, key, &member);
	return member;
}

static struct json_object *
step_to(struct json_object *value, const char *number, bool *found)
{
	size_t index = strtoul(number, NULL, 10);

	*found = json_object_is_type(value, json_type_array) &&
		 index < json_object_array_length(value);
	return *found ? json_object_array_get_idx(value, index) : NULL;
}

bool
filter_path_find(const char *path, struct json_object *parsed,
		 struct json_object **value)
{
	bool found = parsed != NULL;
	const char *at = path + 1;

	*value = parsed;
	while (found && *at) {
		size_t length = strcspn(at + 1, ".[");

		*value = *at == '.' ?
				 step_into(*value, at + 1, length, &found) :
				 step_to(*value, at + 1, &found);
		at += 1 + length;
	}
	return found;
}

/* ---- values */

/* "text \" more": the text without its quotes. */
static char *
parse_quoted(struct parser *parser)
{
	struct strbuf text = STRBUF_INIT;
	char *kept;

	for (parser->at++; *parser->at != '"'; parser->at++) {
		if (*parser->at == '\\' && parser->at[1])
			parser->at++;
		if (!*parser->at) {
			strbuf_release(&text);
			return invalid(parser);
		}
		strbuf_addch(&text, *parser->at);
	}
	parser->at++;
	kept = arena_strndup(&parser->pattern->arena, text.buf, text.len);
	strbuf_release(&text);
	return kept;
}

/* A star at either end stands for anything; one between is itself. */
static void
set_text(struct filter_node *node, char *text)
{
	size_t length = strlen(text);

	node->anything_before = length > 0 && text[0] == '*';
	if (node->anything_before) {
		text++;
		length--;
	}
	node->anything_behind = length > 0 && text[length - 1] == '*';
	if (node->anything_behind)
		text[length - 1] = '\0';
	node->text = text;
}

static bool
is_number(const char *text, double *number)
{
	char *end;

	if (!*text || text[strspn(text, DIGITS "+-.")])
		return false;
	*number = strtod(text, &end);
	return !*end;
}

static bool
compares_size(enum filter_test test)
{
	return test != FILTER_EQUAL && test != FILTER_NOT_EQUAL;
}

static bool
parse_value(struct parser *parser, struct filter_node *node)
{
	const char *start;
	size_t length;
	char *text;

	skip_blanks(parser);
	start = parser->at;
	if (*start == '"') {
		text = parse_quoted(parser);
		if (!text)
			return false;
		if (compares_size(node->test))
			return invalid_term(parser, start,
					    (size_t)(parser->at - start));
		set_text(node, text);
		return true;
	}
	length = strcspn(start, BLANKS "(){}&|\"<>=!");
	if (length == 0)
		return invalid(parser);
	if (strspn(start, LETTERS DIGITS "_-.*+") < length)
		return invalid_character(
			parser, start + strspn(start, LETTERS DIGITS "_-.*+"));
	parser->at += length;
	text = arena_strndup(&parser->pattern->arena, start, length);
	node->is_number = is_number(text, &node->number);
	if (compares_size(node->test) && !node->is_number) {
		if (parser->why->len == 0)
			strbuf_addf(parser->why,
				    "Invalid character(s) in term '\"%s\"'",
				    text);
		return false;
	}
	set_text(node, text);
	return true;
}

/* ---- tests */

static const struct {
	const char *text;
	enum filter_test test;
} comparisons[] = { /* the longer before its beginning */
	{ "!=", FILTER_NOT_EQUAL },	{ "<=", FILTER_AT_MOST },
	{ ">=", FILTER_AT_LEAST },	{ "=", FILTER_EQUAL },
	{ "<", FILTER_LESS },		{ ">", FILTER_MORE },
};

static const struct {
	const char *first, *second;
	enum filter_test test;
} states[] = {
	{ "IS", "NULL", FILTER_IS_NULL },
	{ "IS", "TRUE", FILTER_IS_TRUE },
	{ "IS", "FALSE", FILTER_IS_FALSE },
	{ "NOT", "EXISTS", FILTER_NOT_EXISTS },
};

static bool
parse_state(struct parser *parser, struct filter_node *node)
{
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		const char *before = parser->at;

		node->test = states[i].test;
		if (take_word(parser, states[i].first) &&
		    take_word(parser, states[i].second))
			return true;
		parser->at = before;
	}
	return invalid(parser);
}

static bool
parse_test(struct parser *parser, struct filter_node *node)
{
	for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++) {
		if (!take(parser, comparisons[i].text))
			continue;
		node->test = comparisons[i].test;
		return parse_value(parser, node);
	}
	return parse_state(parser, node);
}

static struct filter_node *
node_new(struct parser *parser, enum filter_kind kind)
{
	struct filter_node *node = arena_alloc(&parser->pattern->arena,
					       sizeof *node);

	node->kind = kind;
	return node;
}

static struct filter_node *
parse_field(struct parser *parser)
{
	struct filter_node *node = node_new(parser, FILTER_FIELD);
	size_t length;

	skip_blanks(parser);
	if (*parser->at != '$')
		return invalid(parser);
	length = path_length(parser->at);
	if (length == 0)
		return invalid_term(parser, parser->at,
				    strcspn(parser->at, BLANKS "=!<>(){}&|"));
	node->path = arena_strndup(&parser->pattern->arena, parser->at, length);
	list_push(&parser->pattern->fields, node->path);
	parser->at += length;
	return parse_test(parser, node) ? node : NULL;
}

static struct filter_node *parse_or(struct parser *parser);

static struct filter_node *
parse_one(struct parser *parser)
{
	struct filter_node *node;

	if (!take(parser, "("))
		return parse_field(parser);
	if (++parser->depth > MOST_DEPTH)
		return invalid(parser);
	node = parse_or(parser);
	parser->depth--;
	return node && take(parser, ")") ? node : invalid(parser);
}

/* One or more of `parse`, joined by `sign`; left to right. */
static struct filter_node *
parse_joined(struct parser *parser, const char *sign, enum filter_kind kind,
	     struct filter_node *(*parse)(struct parser *parser))
{
	struct filter_node *left = parse(parser), *node;

	while (left && take(parser, sign)) {
		node = node_new(parser, kind);
		node->left = left;
		node->right = parse(parser);
		left = node->right ? node : NULL;
	}
	return left;
}

static struct filter_node *
parse_and(struct parser *parser)
{
	return parse_joined(parser, "&&", FILTER_AND, parse_one);
}

static struct filter_node *
parse_or(struct parser *parser)
{
	return parse_joined(parser, "||", FILTER_OR, parse_and);
}

static bool
parse_json(struct parser *parser)
{
	parser->pattern->root = parse_or(parser);
	if (!parser->pattern->root)
		return false;
	if (!take(parser, "}"))
		return invalid(parser);
	skip_blanks(parser);
	return !*parser->at || invalid(parser);
}

/* ---- terms */

static bool
parse_term(struct parser *parser)
{
	struct filter_term term = { .sign = '\0' };
	size_t length;

	if (*parser->at == '-' || *parser->at == '?')
		term.sign = *parser->at++;
	if (*parser->at == '"') {
		term.text = parse_quoted(parser);
	} else {
		length = strspn(parser->at, LETTERS DIGITS "_");
		if (parser->at[length] &&
		    !strchr(BLANKS, parser->at[length]))
			return invalid_character(parser, parser->at + length);
		if (length == 0)
			return invalid(parser);
		term.text = arena_strndup(&parser->pattern->arena, parser->at,
					  length);
		parser->at += length;
	}
	if (!term.text)
		return false;
	list_push(&parser->pattern->terms, term);
	return true;
}

static bool
parse_terms(struct parser *parser)
{
	for (skip_blanks(parser); *parser->at; skip_blanks(parser))
		if (!parse_term(parser))
			return false;
	return true;
}

/* ---- the whole */

static bool
refuse_kind(struct parser *parser)
{
	skip_blanks(parser);
	if (*parser->at == '[')
		strbuf_addstr(parser->why, "The lab knows no space-delimited "
					   "patterns in brackets");
	else if (strchr(parser->at, '%'))
		strbuf_addstr(parser->why, "The lab knows no regular "
					   "expressions in filter patterns");
	return parser->why->len > 0;
}

struct filter_pattern *
filter_pattern_compile(const char *text, struct strbuf *why)
{
	struct filter_pattern *pattern = mem_calloc(1, sizeof *pattern);
	struct parser parser = { .at = text, .pattern = pattern, .why = why };
	bool valid;

	arena_init(&pattern->arena);
	if (strlen(text) > FILTER_PATTERN_BYTES)
		valid = invalid(&parser);
	else if (refuse_kind(&parser))
		valid = false;
	else
		valid = take(&parser, "{") ? parse_json(&parser) :
					     parse_terms(&parser);
	if (valid)
		return pattern;
	filter_pattern_free(pattern);
	return NULL;
}

const char *
filter_pattern_field(const struct filter_pattern *pattern, size_t index)
{
	return index < pattern->fields.count ? pattern->fields.items[index] :
					       NULL;
}

void
filter_pattern_free(struct filter_pattern *pattern)
{
	if (!pattern)
		return;
	arena_release(&pattern->arena);
	list_release(&pattern->fields);
	list_release(&pattern->terms);
	free(pattern);
}
