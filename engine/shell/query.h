/* SPDX-License-Identifier: MIT */
/*
 * --query: JMESPath, the part of it that people use.
 *
 * Known: names, indexes, slices, projections ([], [*], *), filters [?...],
 * multiselect [a,b] and {x: a}, comparisons, && || !, pipes, literals, and the
 * functions of query_functions[].  Anything else is refused by its name.
 */
#ifndef SHELL_QUERY_H
#define SHELL_QUERY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/list.h"
#include "base/strbuf.h"

struct json_object;

enum query_kind {
	QUERY_CURRENT,	  /* @, and what is nothing */
	QUERY_FIELD,	  /* text */
	QUERY_INDEX,	  /* number */
	QUERY_SLICE,	  /* slice */
	QUERY_CHAIN,	  /* right of the value of left: a.b and a | b */
	QUERY_PROJECTION, /* right of each element of left */
	QUERY_VALUES,	  /* right of each member of left */
	QUERY_FLATTEN,	  /* left, lists within it opened */
	QUERY_FILTER,	  /* right of each element of left where test holds */
	QUERY_LIST,	  /* items */
	QUERY_HASH,	  /* keys and items */
	QUERY_LITERAL,	  /* literal */
	QUERY_OR,
	QUERY_AND,
	QUERY_NOT,
	QUERY_COMPARE, /* comparison */
	QUERY_CALL,    /* function and items */
	QUERY_EXPRESSION, /* &left, for sort_by() */
};

enum query_comparison {
	QUERY_EQ, QUERY_NE, QUERY_LT, QUERY_LE, QUERY_GT, QUERY_GE,
};

struct query_slice {
	long start, stop, step;
	bool has_start, has_stop;
};

struct query_node {
	enum query_kind kind;
	enum query_comparison comparison;
	struct query_node *left, *right, *test;
	const char *text;
	long number;
	struct query_slice slice;
	struct json_object *literal; /* lent from the query */
	const struct query_function *function;
	const char **keys;
	struct query_node **items;
	size_t count;
};

struct query {
	struct arena arena;
	struct query_node *root;
	LIST(struct json_object *) literals;
};

/* 0, or -1 and AWS CLI's own complaint in `why`.  To be released always. */
int query_parse(const char *text, struct query *query, struct strbuf *why);
void query_release(struct query *query);

/*
 * The part of `value` that the query asks for, *result, the caller's; NULL is
 * null.  -1 and a complaint if a function got what it cannot work on.
 */
int query_search(const struct query *query, struct json_object *value,
		 struct json_object **result, struct strbuf *why);

/* One evaluation under way, for functions. */
struct query_run {
	struct strbuf *why;
	bool failed;
	size_t left; /* of what it may put together, see json_weigh() */
};
struct json_object *query_evaluate(struct query_run *run,
				   const struct query_node *node,
				   struct json_object *value);
bool query_is_true(struct json_object *value);
/* -1, 0, 1; numbers by value, the rest by its text. */
int query_order(struct json_object *a, struct json_object *b);

struct query_function {
	const char *name;
	size_t arguments;
	/* `value` is what the call stands on; the result is the caller's */
	struct json_object *(*call)(struct query_run *run,
				    const struct query_node *node,
				    struct json_object **arguments);
};
extern const struct query_function query_functions[]; /* ends with NULL */

#endif
