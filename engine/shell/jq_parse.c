/* SPDX-License-Identifier: MIT */
/*
 * A jq program into a tree: pipe, comma, or, and, comparison, path; each
 * binds tighter than the one before.
 */
#include "shell/jq.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

enum {
	LONGEST = 4096,
	DEEPEST = 64,
};

struct reader {
	struct jq_program *program;
	const char *at;
	const char *fault; /* where it is not understood; NULL: fine */
	int depth;
};

static struct jq_node *pipeline(struct reader *reader);

static void
skip_blanks(struct reader *reader)
{
	reader->at += strspn(reader->at, " \t\r\n");
}

static struct jq_node *
misunderstood(struct reader *reader)
{
	if (!reader->fault)
		reader->fault = reader->at;
	return NULL;
}

static bool
accept(struct reader *reader, const char *sign)
{
	size_t length = strlen(sign);

	skip_blanks(reader);
	if (reader->fault || strncmp(reader->at, sign, length) != 0)
		return false;
	reader->at += length;
	return true;
}

static void
expect(struct reader *reader, const char *sign)
{
	if (!accept(reader, sign))
		misunderstood(reader);
}

static bool
is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* A word of the language, not the beginning of a longer name. */
static bool
accept_word(struct reader *reader, const char *word)
{
	size_t length = strlen(word);

	skip_blanks(reader);
	if (reader->fault || strncmp(reader->at, word, length) != 0 ||
	    is_name(reader->at[length]))
		return false;
	reader->at += length;
	return true;
}

static struct jq_node *
new_node(struct reader *reader, enum jq_kind kind, struct jq_node *left,
	 struct jq_node *right)
{
	struct jq_node *node = arena_alloc(&reader->program->arena,
					   sizeof *node);

	node->kind = kind;
	node->left = left;
	node->right = right;
	return node;
}

static struct jq_node *
literal(struct reader *reader, struct json_object *value)
{
	struct jq_node *node = new_node(reader, JQ_LITERAL, NULL, NULL);

	node->literal = value;
	jq_values_add(&reader->program->literals, value);
	return node;
}

/* "..." as JSON has it, without \(...); NULL if it is none. */
static struct json_object *
quoted(struct reader *reader)
{
	const char *end = reader->at + 1;
	struct json_object *value;

	while (*end && *end != '"' && !(end[0] == '\\' && end[1] == '('))
		end += *end == '\\' && end[1] ? 2 : 1;
	if (*end != '"') {
		misunderstood(reader);
		return NULL;
	}
	value = json_parse(reader->at, (size_t)(end + 1 - reader->at), NULL,
			   NULL);
	if (value)
		reader->at = end + 1;
	else
		misunderstood(reader);
	return value;
}

static const char *
name(struct reader *reader)
{
	const char *start = reader->at;

	while (is_name(*reader->at))
		reader->at++;
	return arena_strndup(&reader->program->arena, start,
			     (size_t)(reader->at - start));
}

static struct jq_node *
field(struct reader *reader, struct jq_node *left)
{
	struct jq_node *node = new_node(reader, JQ_FIELD, left, NULL);
	struct json_object *text;

	if (*reader->at != '"') {
		node->text = name(reader);
		return node;
	}
	text = quoted(reader);
	node->text = arena_strdup(&reader->program->arena,
				  text ? json_object_get_string(text) : "");
	json_object_put(text);
	return node;
}

/* Behind '[': ] or 0] or "name"] */
static struct jq_node *
bracket(struct reader *reader, struct jq_node *left)
{
	struct jq_node *node;
	char *end;

	if (accept(reader, "]"))
		return new_node(reader, JQ_ITERATE, left, NULL);
	skip_blanks(reader);
	if (*reader->at == '"') {
		node = field(reader, left);
	} else {
		node = new_node(reader, JQ_INDEX, left, NULL);
		node->number = strtol(reader->at, &end, 10);
		if (end == reader->at)
			return misunderstood(reader);
		reader->at = end;
	}
	expect(reader, "]");
	return node;
}

/* What follows a term without a blank: .a, [0], [], ? */
static struct jq_node *
suffixes(struct reader *reader, struct jq_node *node)
{
	while (!reader->fault) {
		if (*reader->at == '[') {
			reader->at++;
			node = bracket(reader, node);
		} else if (reader->at[0] == '.' && reader->at[1] == '[') {
			reader->at += 2;
			node = bracket(reader, node);
		} else if (reader->at[0] == '.' &&
			   (is_name(reader->at[1]) || reader->at[1] == '"')) {
			reader->at++;
			node = field(reader, node);
		} else if (*reader->at == '?') {
			reader->at++;
			node = new_node(reader, JQ_OPTIONAL, node, NULL);
		} else {
			break;
		}
	}
	return node;
}

static struct jq_node *
path(struct reader *reader)
{
	struct jq_node *node = new_node(reader, JQ_IDENTITY, NULL, NULL);

	if (is_name(*reader->at) || *reader->at == '"')
		node = field(reader, node);
	return suffixes(reader, node);
}

/* Behind '{': a, "b", c: .d} */
static struct jq_node *
object(struct reader *reader)
{
	struct jq_node *node = new_node(reader, JQ_OBJECT, NULL, NULL);

	list_push(&reader->program->objects, node);
	if (accept(reader, "}"))
		return node;
	do {
		struct jq_node *item;

		skip_blanks(reader);
		if (!is_name(*reader->at) && *reader->at != '"')
			return misunderstood(reader);
		item = field(reader, new_node(reader, JQ_IDENTITY, NULL, NULL));
		list_push(&node->keys, item->text);
		if (accept(reader, ":")) {
			skip_blanks(reader);
			/* up to the comma: a path, or (...) */
			if (accept(reader, "(")) {
				item = pipeline(reader);
				expect(reader, ")");
			} else if (accept(reader, ".")) {
				item = path(reader);
			} else {
				item = misunderstood(reader);
			}
		}
		list_push(&node->items, item);
	} while (!reader->fault && accept(reader, ","));
	expect(reader, "}");
	return node;
}

static struct jq_node *
call(struct reader *reader)
{
	struct jq_node *node = new_node(reader, JQ_CALL, NULL, NULL);
	const char *start = reader->at, *called = name(reader);
	const struct jq_function *function = jq_functions;

	while (function->name && strcmp(function->name, called) != 0)
		function++;
	if (!function->name) {
		reader->at = start;
		return misunderstood(reader);
	}
	node->function = function;
	if (function->argument) {
		expect(reader, "(");
		node->left = pipeline(reader);
		expect(reader, ")");
	}
	return node;
}

static struct jq_node *
number(struct reader *reader)
{
	size_t length = strspn(reader->at, "-0123456789.eE+");
	struct json_object *value = json_parse(reader->at, length, NULL, NULL);

	if (!value)
		return misunderstood(reader);
	reader->at += length;
	return literal(reader, value);
}

static struct jq_node *
term(struct reader *reader)
{
	struct jq_node *node;
	struct json_object *text;

	skip_blanks(reader);
	if (accept(reader, "."))
		return path(reader);
	if (accept(reader, "(")) {
		node = pipeline(reader);
		expect(reader, ")");
	} else if (accept(reader, "{")) {
		node = object(reader);
	} else if (accept(reader, "[")) {
		node = new_node(reader, JQ_LIST, NULL, NULL);
		if (!accept(reader, "]")) {
			node->left = pipeline(reader);
			expect(reader, "]");
		}
	} else if (*reader->at == '"') {
		text = quoted(reader);
		node = text ? literal(reader, text) : NULL;
	} else if (isdigit((unsigned char)*reader->at) || *reader->at == '-') {
		node = number(reader);
	} else if (accept_word(reader, "null")) {
		node = literal(reader, NULL);
	} else if (accept_word(reader, "true")) {
		node = literal(reader, json_object_new_boolean(true));
	} else if (accept_word(reader, "false")) {
		node = literal(reader, json_object_new_boolean(false));
	} else if (is_name(*reader->at)) {
		node = call(reader);
	} else {
		return misunderstood(reader);
	}
	return reader->fault ? NULL : suffixes(reader, node);
}

static struct jq_node *
comparison(struct reader *reader)
{
	/* by jq_comparison; longer signs before their beginnings */
	static const struct {
		const char *sign;
		enum jq_comparison comparison;
	} signs[] = {
		{ "==", JQ_EQ }, { "!=", JQ_NE }, { "<=", JQ_LE },
		{ ">=", JQ_GE }, { "<", JQ_LT },  { ">", JQ_GT },
	};
	struct jq_node *node = term(reader);

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (!accept(reader, signs[i].sign))
			continue;
		node = new_node(reader, JQ_COMPARE, node, term(reader));
		node->comparison = signs[i].comparison;
		break;
	}
	return node;
}

static struct jq_node *
conjunction(struct reader *reader)
{
	struct jq_node *node = comparison(reader);

	while (accept_word(reader, "and"))
		node = new_node(reader, JQ_AND, node, comparison(reader));
	return node;
}

static struct jq_node *
disjunction(struct reader *reader)
{
	struct jq_node *node = conjunction(reader);

	while (accept_word(reader, "or"))
		node = new_node(reader, JQ_OR, node, conjunction(reader));
	return node;
}

static struct jq_node *
comma(struct reader *reader)
{
	struct jq_node *node = disjunction(reader);

	while (accept(reader, ","))
		node = new_node(reader, JQ_COMMA, node, disjunction(reader));
	return node;
}

static struct jq_node *
pipeline(struct reader *reader)
{
	struct jq_node *node;

	if (reader->fault || reader->depth == DEEPEST)
		return misunderstood(reader);
	reader->depth++;
	node = comma(reader);
	while (accept(reader, "|"))
		node = new_node(reader, JQ_PIPE, node, comma(reader));
	reader->depth--;
	return node;
}

const char *
jq_parse(const char *text, struct jq_program *program)
{
	struct reader reader = { .program = program, .at = text };

	memset(program, 0, sizeof *program);
	arena_init(&program->arena);
	if (strlen(text) > LONGEST)
		return text + LONGEST;
	program->root = pipeline(&reader);
	skip_blanks(&reader);
	if (*reader.at)
		misunderstood(&reader);
	return reader.fault;
}

void
jq_release(struct jq_program *program)
{
	for (size_t i = 0; i < program->objects.count; i++) {
		list_release(&program->objects.items[i]->keys);
		list_release(&program->objects.items[i]->items);
	}
	list_release(&program->objects);
	jq_values_release(&program->literals);
	arena_release(&program->arena);
}
