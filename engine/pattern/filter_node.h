/* SPDX-License-Identifier: MIT */
/*
 * A filter pattern as it was parsed.  Only the two files of filter_pattern.h
 * look in here.
 */
#ifndef PATTERN_FILTER_NODE_H
#define PATTERN_FILTER_NODE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/list.h"

enum filter_kind { FILTER_FIELD, FILTER_AND, FILTER_OR };

enum filter_test {
	FILTER_EQUAL,
	FILTER_NOT_EQUAL,
	FILTER_LESS,
	FILTER_AT_MOST,
	FILTER_MORE,
	FILTER_AT_LEAST,
	FILTER_IS_NULL,
	FILTER_IS_TRUE,
	FILTER_IS_FALSE,
	FILTER_NOT_EXISTS,
};

struct filter_node {
	enum filter_kind kind;
	struct filter_node *left, *right; /* of AND and OR */
	const char *path;		  /* of a field; so are the rest */
	enum filter_test test;
	const char *text; /* the value, without its stars */
	bool anything_before, anything_behind;
	bool is_number; /* and not in quotes */
	double number;
};

struct filter_term {
	char sign; /* '-', '?' or 0 */
	const char *text;
};

struct filter_pattern {
	struct arena arena;
	struct filter_node *root; /* NULL: terms */
	LIST(const char *) fields;
	LIST(struct filter_term) terms;
};

#endif
