/* SPDX-License-Identifier: MIT */
/*
 * JMESPath text into a tree, by operator precedence as its grammar says.
 *
 * A projection takes everything to its right, up to a pipe or a comparison,
 * into itself: a[*].b.c asks b.c of each.  Complaints are jmespath's own.
 */
#include "shell/query_token.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "language/language.h"

enum {
	LONGEST = 4096, /* bytes of an expression */
	DEEPEST = 64,
	PROJECTION_STOP = 10,
};

static struct query_node *expression(struct query_reader *reader, int power);

static int
power_of(enum query_token_kind kind)
{
	return query_tokens[kind].power;
}

static struct query_node *
new_node(struct query_reader *reader, enum query_kind kind,
	 struct query_node *left, struct query_node *right)
{
	struct query_node *node =
		arena_alloc(&reader->query->arena, sizeof *node);

	node->kind = kind;
	node->left = left;
	node->right = right;
	return node;
}

static struct query_node *
new_current(struct query_reader *reader)
{
	return new_node(reader, QUERY_CURRENT, NULL, NULL);
}

static bool
is_next(const struct query_reader *reader, enum query_token_kind kind)
{
	return !reader->failed && reader->token.kind == kind;
}

static void
expect(struct query_reader *reader, enum query_token_kind kind)
{
	if (is_next(reader, kind))
		query_next(reader);
	else
		query_complain_instead(reader, query_tokens[kind].name);
}

static struct query_node *
name_node(struct query_reader *reader)
{
	struct query_node *node = new_node(reader, QUERY_FIELD, NULL, NULL);

	node->text = reader->token.text;
	query_next(reader);
	return node;
}

static void
push_item(struct query_reader *reader, struct query_node *node, const char *key,
	  struct query_node *item)
{
	struct arena *arena = &reader->query->arena;

	/* grown by doubling: at 0, 1, 2, 4, ... items */
	if ((node->count & (node->count - 1)) == 0) {
		size_t room = node->count ? node->count * 2 : 1;
		struct query_node **items =
			arena_alloc(arena, room * sizeof *items);
		const char **keys = arena_alloc(arena, room * sizeof *keys);

		for (size_t i = 0; i < node->count; i++) {
			items[i] = node->items[i];
			keys[i] = node->keys[i];
		}
		node->items = items;
		node->keys = keys;
	}
	node->keys[node->count] = key;
	node->items[node->count++] = item;
}

/* Behind '[': a, b] */
static struct query_node *
multi_list(struct query_reader *reader)
{
	struct query_node *node = new_node(reader, QUERY_LIST, NULL, NULL);

	while (!reader->failed) {
		push_item(reader, node, NULL, expression(reader, 0));
		if (is_next(reader, T_RBRACKET))
			break;
		expect(reader, T_COMMA);
	}
	expect(reader, T_RBRACKET);
	return node;
}

/* Behind '{': x: a, y: b} */
static struct query_node *
multi_hash(struct query_reader *reader)
{
	struct query_node *node = new_node(reader, QUERY_HASH, NULL, NULL);

	while (!reader->failed) {
		const char *key = reader->token.text;

		if (!is_next(reader, T_FIELD) && !is_next(reader, T_QUOTED))
			return query_complain_instead(reader,
						"['quoted_identifier', "
						"'unquoted_identifier']");
		query_next(reader);
		expect(reader, T_COLON);
		push_item(reader, node, key, expression(reader, 0));
		if (is_next(reader, T_RBRACE))
			break;
		expect(reader, T_COMMA);
	}
	expect(reader, T_RBRACE);
	return node;
}

static struct query_node *
dot_right(struct query_reader *reader, int power)
{
	char *reason;

	if (is_next(reader, T_FIELD) || is_next(reader, T_QUOTED) ||
	    is_next(reader, T_STAR))
		return expression(reader, power);
	if (is_next(reader, T_LBRACKET)) {
		query_next(reader);
		return multi_list(reader);
	}
	if (is_next(reader, T_LBRACE)) {
		query_next(reader);
		return multi_hash(reader);
	}
	reason = str_printf("Expecting: ['quoted_identifier', "
			    "'unquoted_identifier', 'lbracket', 'lbrace'], "
			    "got: %s", query_tokens[reader->token.kind].name);
	query_complain_here(reader, reason);
	free(reason);
	return NULL;
}

static struct query_node *
projection_right(struct query_reader *reader, int power)
{
	if (reader->failed)
		return NULL;
	if (power_of(reader->token.kind) < PROJECTION_STOP)
		return new_current(reader);
	if (is_next(reader, T_LBRACKET) || is_next(reader, T_FILTER))
		return expression(reader, power);
	if (is_next(reader, T_DOT)) {
		query_next(reader);
		return dot_right(reader, power);
	}
	return query_complain(reader, "syntax error");
}

static struct query_node *
project(struct query_reader *reader, enum query_kind kind,
	struct query_node *left, int power)
{
	return new_node(reader, kind, left, projection_right(reader, power));
}

static struct query_node *
flatten(struct query_reader *reader, struct query_node *left)
{
	return project(reader, QUERY_PROJECTION,
		       new_node(reader, QUERY_FLATTEN, left, NULL),
		       power_of(T_FLATTEN));
}

static struct query_node *
filter(struct query_reader *reader, struct query_node *left)
{
	struct query_node *test = expression(reader, 0), *node;

	expect(reader, T_RBRACKET);
	node = new_node(reader, QUERY_FILTER, left, NULL);
	node->test = test;
	node->right = is_next(reader, T_FLATTEN)
			      ? new_current(reader)
			      : projection_right(reader, power_of(T_FILTER));
	return node;
}

static long
bounded_number(const char *text)
{
	long number = strtol(text, NULL, 10);

	if (number > 1000000000)
		return 1000000000;
	return number < -1000000000 ? -1000000000 : number;
}

/* Behind '[': 0] or 1:5] or ::2] */
static struct query_node *
index_or_slice(struct query_reader *reader, struct query_node *left)
{
	long parts[3] = { 0, 0, 1 };
	bool given[3] = { false, false, false };
	size_t part = 0;
	struct query_node *node;

	for (; !reader->failed && !is_next(reader, T_RBRACKET);
	     query_next(reader)) {
		if (is_next(reader, T_COLON) && part < 2) {
			part++;
		} else if (is_next(reader, T_NUMBER) && !given[part]) {
			parts[part] = bounded_number(reader->token.text);
			given[part] = true;
		} else if (part == 0) {
			return query_complain_instead(reader, "rbracket");
		} else {
			return query_complain(reader, "syntax error");
		}
	}
	expect(reader, T_RBRACKET);
	if (part == 0) {
		node = new_node(reader, QUERY_INDEX, NULL, NULL);
		node->number = parts[0];
		return left ? new_node(reader, QUERY_CHAIN, left, node) : node;
	}
	node = new_node(reader, QUERY_SLICE, NULL, NULL);
	node->slice = (struct query_slice){
		.start = parts[0], .stop = parts[1], .step = parts[2],
		.has_start = given[0], .has_stop = given[1],
	};
	if (left)
		node = new_node(reader, QUERY_CHAIN, left, node);
	return project(reader, QUERY_PROJECTION, node, power_of(T_STAR));
}

/* Is it [*]?  Then it is behind us. */
static bool
star_bracket(struct query_reader *reader)
{
	const char *rest = reader->text + reader->at;

	if (!is_next(reader, T_STAR) ||
	    rest[strspn(rest, " \t\n\r")] != ']')
		return false;
	query_next(reader);
	query_next(reader);
	return true;
}

static struct query_node *
bracket(struct query_reader *reader, struct query_node *left)
{
	if (is_next(reader, T_NUMBER) || is_next(reader, T_COLON))
		return index_or_slice(reader, left);
	if (star_bracket(reader))
		return project(reader, QUERY_PROJECTION,
			       left ? left : new_current(reader),
			       power_of(T_STAR));
	if (left)
		return query_complain_instead(reader, "star");
	return multi_list(reader);
}

static struct query_node *
literal_node(struct query_reader *reader)
{
	struct query_node *node = new_node(reader, QUERY_LITERAL, NULL, NULL);

	node->literal = reader->token.literal;
	query_next(reader);
	return node;
}

/* What may stand at the beginning of an expression. */
static struct query_node *
prefix(struct query_reader *reader)
{
	enum query_token_kind kind = reader->token.kind;
	struct query_node *node;

	switch (kind) {
	case T_FIELD:
	case T_QUOTED:
		return name_node(reader);
	case T_LITERAL:
		return literal_node(reader);
	case T_AT:
	case T_STAR:
	case T_NOT:
	case T_EXPREF:
	case T_LPAREN:
	case T_LBRACE:
	case T_LBRACKET:
	case T_FLATTEN:
	case T_FILTER:
		query_next(reader);
		break;
	default:
		return query_complain(reader, "invalid token");
	}
	switch (kind) {
	case T_STAR:
		return project(reader, QUERY_VALUES, new_current(reader),
			       power_of(T_STAR));
	case T_NOT:
		return new_node(reader, QUERY_NOT,
				expression(reader, power_of(T_NOT)), NULL);
	case T_EXPREF:
		return new_node(reader, QUERY_EXPRESSION,
				expression(reader, 0), NULL);
	case T_LPAREN:
		node = expression(reader, 0);
		expect(reader, T_RPAREN);
		return node;
	case T_LBRACE:
		return multi_hash(reader);
	case T_LBRACKET:
		return bracket(reader, NULL);
	case T_FLATTEN:
		return flatten(reader, new_current(reader));
	case T_FILTER:
		return filter(reader, new_current(reader));
	default:
		return new_current(reader);
	}
}

static struct query_node *
function_call(struct query_reader *reader, struct query_node *name)
{
	struct query_node *node = new_node(reader, QUERY_CALL, NULL, NULL);
	const struct query_function *function = query_functions;

	if (name->kind != QUERY_FIELD)
		return query_complain(reader, "invalid token");
	while (function->name && strcmp(function->name, name->text) != 0)
		function++;
	if (!function->name && !reader->failed) {
		strbuf_addf(reader->why, _("the lab's --query does not know "
					   "the function %s()"), name->text);
		reader->failed = true;
		return NULL;
	}
	node->function = function;
	while (!reader->failed && !is_next(reader, T_RPAREN)) {
		push_item(reader, node, NULL, expression(reader, 0));
		if (!is_next(reader, T_RPAREN))
			expect(reader, T_COMMA);
	}
	expect(reader, T_RPAREN);
	if (!reader->failed && node->count != function->arguments) {
		strbuf_addf(reader->why, "Expected %zu %s for function %s(), "
					 "received %zu",
			    function->arguments,
			    function->arguments == 1 ? "argument" : "arguments",
			    function->name, node->count);
		reader->failed = true;
	}
	return node;
}

static struct query_node *
compare(struct query_reader *reader, struct query_node *left,
	enum query_token_kind kind)
{
	struct query_node *node = new_node(reader, QUERY_COMPARE, left, NULL);

	node->comparison = (enum query_comparison)(kind - T_EQ);
	node->right = expression(reader, power_of(kind));
	return node;
}

/* What may follow an expression. */
static struct query_node *
infix(struct query_reader *reader, struct query_node *left)
{
	enum query_token_kind kind = reader->token.kind;

	if (kind == T_NOT || kind == T_LBRACE || kind == T_STAR)
		return query_complain(reader, "invalid token");
	query_next(reader);
	switch (kind) {
	case T_DOT:
		if (!is_next(reader, T_STAR))
			return new_node(reader, QUERY_CHAIN, left,
					dot_right(reader, power_of(T_DOT)));
		query_next(reader);
		return project(reader, QUERY_VALUES, left, power_of(T_STAR));
	case T_PIPE:
		return new_node(reader, QUERY_CHAIN, left,
				expression(reader, power_of(T_PIPE)));
	case T_OR:
		return new_node(reader, QUERY_OR, left,
				expression(reader, power_of(T_OR)));
	case T_AND:
		return new_node(reader, QUERY_AND, left,
				expression(reader, power_of(T_AND)));
	case T_LPAREN:
		return function_call(reader, left);
	case T_FILTER:
		return filter(reader, left);
	case T_FLATTEN:
		return flatten(reader, left);
	case T_LBRACKET:
		return bracket(reader, left);
	case T_EQ:
	case T_NE:
	case T_LT:
	case T_LE:
	case T_GT:
	case T_GE:
		return compare(reader, left, kind);
	default:
		return query_complain(reader, "invalid token");
	}
}

static struct query_node *
expression(struct query_reader *reader, int power)
{
	struct query_node *left;

	if (reader->failed || reader->depth == DEEPEST)
		return query_complain(reader, "invalid token");
	reader->depth++;
	left = prefix(reader);
	while (!reader->failed && power < power_of(reader->token.kind))
		left = infix(reader, left);
	reader->depth--;
	return left;
}

/* The expression ended, the text did not. */
static void
complain_rest(struct query_reader *reader)
{
	struct strbuf reason = STRBUF_INIT;

	strbuf_addstr(&reason, "Unexpected token: ");
	query_add_token(reader, &reason);
	query_complain(reader, reason.buf);
	strbuf_release(&reason);
}

int
query_parse(const char *text, struct query *query, struct strbuf *why)
{
	struct query_reader reader = {
		.query = query, .text = text, .why = why,
	};

	memset(query, 0, sizeof *query);
	arena_init(&query->arena);
	if (strlen(text) > LONGEST) {
		strbuf_addstr(why, _("the expression is too long for the lab"));
		return -1;
	}
	query_next(&reader);
	query->root = expression(&reader, 0);
	if (!reader.failed && reader.token.kind != T_END)
		complain_rest(&reader);
	return reader.failed ? -1 : 0;
}

void
query_release(struct query *query)
{
	for (size_t i = 0; i < query->literals.count; i++)
		json_object_put(query->literals.items[i]);
	list_release(&query->literals);
	arena_release(&query->arena);
	memset(query, 0, sizeof *query);
}
