/* SPDX-License-Identifier: MIT */
/*
 * As much of jq as reading log files takes: paths, [], pipes, commas,
 * comparisons, and, or, {a, b: .c}, and the functions of jq_functions[].
 */
#ifndef SHELL_JQ_H
#define SHELL_JQ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/list.h"
#include "base/strbuf.h"

struct json_object;

enum jq_kind {
	JQ_IDENTITY,
	JQ_FIELD,   /* text of left */
	JQ_INDEX,   /* number of left */
	JQ_ITERATE, /* each of left */
	JQ_OPTIONAL, /* left, its errors left out */
	JQ_PIPE,
	JQ_COMMA,
	JQ_COMPARE, /* comparison */
	JQ_AND,
	JQ_OR,
	JQ_LITERAL, /* literal */
	JQ_OBJECT,  /* keys and items */
	JQ_LIST,    /* all of left (or nothing) as one array */
	JQ_CALL,    /* function, left its argument */
};

enum jq_comparison { JQ_EQ, JQ_NE, JQ_LT, JQ_LE, JQ_GT, JQ_GE };

struct jq_values {
	struct json_object **items; /* owned */
	size_t count;
	size_t allocated;
	size_t *left; /* of what the whole program may make, see json_weigh();
			 NULL: anything */
};

struct jq_node {
	enum jq_kind kind;
	enum jq_comparison comparison;
	struct jq_node *left, *right;
	const char *text;
	long number;
	struct json_object *literal; /* lent from the program */
	const struct jq_function *function;
	LIST(const char *) keys;
	LIST(struct jq_node *) items;
};

struct jq_program {
	struct arena arena;
	struct jq_node *root;
	struct jq_values literals;
	LIST(struct jq_node *) objects; /* whose lists are to be released */
};
/* NULL if it is understood, else where in `text` it is not. */
const char *jq_parse(const char *text, struct jq_program *program);
void jq_release(struct jq_program *program);

/* Appends the results to `out`; -1 and jq's words in `why` at an error: then
   the results before it are there. */
int jq_run(const struct jq_node *node, struct json_object *value,
	   struct jq_values *out, struct strbuf *why);
void jq_values_add(struct jq_values *values, struct json_object *value);
void jq_values_release(struct jq_values *values);

struct jq_function {
	const char *name;
	bool argument;
	int (*call)(const struct jq_node *node, struct json_object *value,
		    struct jq_values *out, struct strbuf *why);
};
extern const struct jq_function jq_functions[]; /* ends with name NULL */

#endif
