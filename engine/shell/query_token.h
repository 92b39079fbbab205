/* SPDX-License-Identifier: MIT */
/*
 * The tokens of a query, and its reader, which the scanner moves on and the
 * parser looks at.
 */
#ifndef SHELL_QUERY_TOKEN_H
#define SHELL_QUERY_TOKEN_H

#include "shell/query.h"

enum query_token_kind {
	T_END, T_FIELD, T_QUOTED, T_NUMBER, T_LITERAL, T_DOT, T_STAR, T_COMMA,
	T_COLON, T_AT, T_EXPREF, T_PIPE, T_OR, T_AND, T_NOT,
	T_EQ, T_NE, T_LT, T_LE, T_GT, T_GE, T_FLATTEN, T_FILTER,
	T_LBRACKET, T_RBRACKET, T_LBRACE, T_RBRACE, T_LPAREN, T_RPAREN,
};

/* jmespath's name of each, and how strongly it binds to the left. */
struct query_token_row {
	const char *name;
	int power;
};
extern const struct query_token_row query_tokens[];

struct query_token {
	enum query_token_kind kind;
	size_t start, length;
	const char *text;	     /* of a name or number, in the arena */
	struct json_object *literal; /* lent from the query */
};

struct query_reader {
	struct query *query;
	const char *text;
	size_t at;
	struct query_token token; /* the one in hand */
	int depth;
	bool failed; /* the complaint is in `why` */
	struct strbuf *why;
};

void query_next(struct query_reader *reader);

/*
 * Complaints about the token in hand, of which the first is kept.  At the end
 * of the text query_complain() says that the expression is incomplete.  They
 * return NULL.
 */
struct query_node *query_complain(struct query_reader *reader,
				  const char *reason);
struct query_node *query_complain_here(struct query_reader *reader,
				       const char *reason);
/* `expected` is a token's name, or Python's list of several. */
struct query_node *query_complain_instead(struct query_reader *reader,
					  const char *expected);
/* The token as a complaint shows it, without quotes. */
void query_add_token(const struct query_reader *reader, struct strbuf *out);

#endif
