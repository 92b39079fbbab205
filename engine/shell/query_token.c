/* SPDX-License-Identifier: MIT */
/*
 * A query cut into tokens: names, numbers, quoted things and signs; and
 * complaints about them, in jmespath's own words.
 */
#include "shell/query_token.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

const struct query_token_row query_tokens[] = {
	[T_END] = { "eof", 0 },
	[T_FIELD] = { "unquoted_identifier", 0 },
	[T_QUOTED] = { "quoted_identifier", 0 },
	[T_NUMBER] = { "number", 0 },
	[T_LITERAL] = { "literal", 0 },
	[T_DOT] = { "dot", 40 },
	[T_STAR] = { "star", 20 },
	[T_COMMA] = { "comma", 0 },
	[T_COLON] = { "colon", 0 },
	[T_AT] = { "current", 0 },
	[T_EXPREF] = { "expref", 0 },
	[T_PIPE] = { "pipe", 1 },
	[T_OR] = { "or", 2 },
	[T_AND] = { "and", 3 },
	[T_NOT] = { "not", 45 },
	[T_EQ] = { "eq", 5 },
	[T_NE] = { "ne", 5 },
	[T_LT] = { "lt", 5 },
	[T_LE] = { "lte", 5 },
	[T_GT] = { "gt", 5 },
	[T_GE] = { "gte", 5 },
	[T_FLATTEN] = { "flatten", 9 },
	[T_FILTER] = { "filter", 21 },
	[T_LBRACKET] = { "lbracket", 55 },
	[T_RBRACKET] = { "rbracket", 0 },
	[T_LBRACE] = { "lbrace", 50 },
	[T_RBRACE] = { "rbrace", 0 },
	[T_LPAREN] = { "lparen", 60 },
	[T_RPAREN] = { "rparen", 0 },
};

static void
caret(struct query_reader *reader, size_t blanks)
{
	strbuf_addch(reader->why, '\n');
	strbuf_addchars(reader->why, ' ', blanks);
	strbuf_addch(reader->why, '^');
	reader->failed = true;
}

void
query_add_token(const struct query_reader *reader, struct strbuf *out)
{
	const struct query_token *token = &reader->token;

	if (token->text)
		strbuf_addstr(out, token->text);
	else if (token->kind == T_LITERAL)
		strbuf_add(out, reader->text + token->start + 1,
			   token->length - 2);
	else
		strbuf_add(out, reader->text + token->start, token->length);
}

struct query_node *
query_complain_here(struct query_reader *reader, const char *reason)
{
	const struct query_token *token = &reader->token;

	if (reader->failed)
		return NULL;
	strbuf_addf(reader->why, "%s: Parse error at column %zu, token \"",
		    reason, token->start);
	query_add_token(reader, reader->why);
	strbuf_addstr(reader->why, "\" (");
	for (const char *c = query_tokens[token->kind].name; *c; c++)
		strbuf_addch(reader->why, (char)toupper((unsigned char)*c));
	strbuf_addf(reader->why, "), for expression:\n\"%s\"", reader->text);
	caret(reader, token->start + 1);
	return NULL;
}

struct query_node *
query_complain(struct query_reader *reader, const char *reason)
{
	if (reader->failed || reader->token.kind != T_END)
		return query_complain_here(reader, reason);
	strbuf_addf(reader->why,
		    "Invalid jmespath expression: Incomplete expression:\n"
		    "\"%s\"", reader->text);
	caret(reader, strlen(reader->text) + 1);
	return NULL;
}

struct query_node *
query_complain_instead(struct query_reader *reader, const char *expected)
{
	char *reason = str_printf("Expecting: %s, got: %s", expected,
				  query_tokens[reader->token.kind].name);

	query_complain(reader, reason);
	free(reason);
	return NULL;
}

static void
complain_letter(struct query_reader *reader, const char *what, size_t at)
{
	if (reader->failed)
		return;
	strbuf_addf(reader->why, "Bad jmespath expression: %s:\n%s", what,
		    reader->text);
	caret(reader, at);
	reader->token.kind = T_END;
}

/* Longer ones first. */
static const struct {
	const char *text;
	enum query_token_kind kind;
} symbols[] = {
	{ "[]", T_FLATTEN },  { "[?", T_FILTER },   { "||", T_OR },
	{ "&&", T_AND },      { "==", T_EQ },	    { "!=", T_NE },
	{ "<=", T_LE },	      { ">=", T_GE },	    { "<", T_LT },
	{ ">", T_GT },	      { "!", T_NOT },	    { "|", T_PIPE },
	{ "&", T_EXPREF },    { ".", T_DOT },	    { "*", T_STAR },
	{ ",", T_COMMA },     { ":", T_COLON },	    { "@", T_AT },
	{ "[", T_LBRACKET },  { "]", T_RBRACKET },  { "{", T_LBRACE },
	{ "}", T_RBRACE },    { "(", T_LPAREN },    { ")", T_RPAREN },
};

/* Up to the closing `quote`: "..." a name, '...' text, `...` JSON. */
static void
scan_quoted(struct query_reader *reader, char quote)
{
	struct query *query = reader->query;
	struct strbuf inner = STRBUF_INIT;
	size_t at = reader->token.start + 1;
	struct json_object *value = NULL;

	for (; reader->text[at] && reader->text[at] != quote; at++) {
		if (reader->text[at] == '\\' && reader->text[at + 1] == quote &&
		    quote != '"')
			at++;
		else if (reader->text[at] == '\\' && reader->text[at + 1])
			strbuf_addch(&inner, reader->text[at++]);
		strbuf_addch(&inner, reader->text[at]);
	}
	if (!reader->text[at]) {
		complain_letter(reader, quote == '"'  ? "Unclosed \" delimiter"
					: quote == '`' ? "Unclosed ` delimiter"
						       : "Unclosed ' delimiter",
				reader->token.start);
		goto done;
	}
	reader->at = at + 1;
	reader->token.kind = quote == '"' ? T_QUOTED : T_LITERAL;
	if (quote == '"') {
		strbuf_addch(&inner, '"');
		reader->token.text = arena_printf(&query->arena, "\"%s",
						  inner.buf);
		value = json_parse(reader->token.text, inner.len + 1, NULL,
				   NULL);
		if (!value) {
			complain_letter(reader, "Bad name",
					reader->token.start);
			goto done;
		}
		reader->token.text = arena_strdup(
			&query->arena, json_object_get_string(value));
		json_object_put(value);
		goto done;
	}
	if (quote == '`') {
		strbuf_trim(&inner);
		value = json_parse(inner.buf, inner.len, NULL, NULL);
	}
	/* `text` without quotes is text too, `null` is null */
	if (!value && !(quote == '`' && strcmp(inner.buf, "null") == 0))
		value = json_object_new_string_len(inner.buf, (int)inner.len);
	reader->token.literal = value;
	list_push(&query->literals, value);
done:
	strbuf_release(&inner);
}

static void
scan_symbol(struct query_reader *reader)
{
	const char *here = reader->text + reader->at;

	for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
		size_t length = strlen(symbols[i].text);

		if (strncmp(here, symbols[i].text, length) == 0) {
			reader->token.kind = symbols[i].kind;
			reader->at += length;
			return;
		}
	}
	complain_letter(reader, "Unknown token", reader->at);
}

void
query_next(struct query_reader *reader)
{
	const char *here;
	size_t length = 0;

	if (reader->failed)
		return;
	reader->at += strspn(reader->text + reader->at, " \t\n\r");
	here = reader->text + reader->at;
	memset(&reader->token, 0, sizeof reader->token);
	reader->token.start = reader->at;
	if (*here == '\0') {
		reader->token.kind = T_END;
		return;
	}
	if (strchr("\"'`", *here)) {
		scan_quoted(reader, *here);
	} else if (isalpha((unsigned char)*here) || *here == '_') {
		while (isalnum((unsigned char)here[length]) ||
		       here[length] == '_')
			length++;
		reader->token.kind = T_FIELD;
		reader->token.text = arena_strndup(&reader->query->arena, here,
						   length);
		reader->at += length;
	} else if (isdigit((unsigned char)*here) ||
		   (*here == '-' && isdigit((unsigned char)here[1]))) {
		length = 1 + strspn(here + 1, "0123456789");
		reader->token.kind = T_NUMBER;
		reader->token.text = arena_strndup(&reader->query->arena, here,
						   length);
		reader->at += length;
	} else {
		scan_symbol(reader);
	}
	reader->token.length = reader->at - reader->token.start;
}

