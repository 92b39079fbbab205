/* SPDX-License-Identifier: MIT */
/*
 * What a question is made of: shared by query.c, which makes it, and
 * query_match.c; nobody else's.
 */
#ifndef RECORDS_QUERY_PARTS_H
#define RECORDS_QUERY_PARTS_H

#include <string.h>

#include "base/list.h"
#include "records/query.h"

/* One of the values must stand in one of the slots. */
struct test {
	struct {
		int slot;
		struct span value;
	} items[3];
	size_t count;
	bool any_case;
};

/* A field of a pattern that is one of these strings. */
struct wanted {
	int slot;
	LIST(struct span) values;
};

struct condition {
	struct pattern *pattern;
	struct pattern_set *set; /* of that one */
	struct members members; /* of the record */
	LIST(struct wanted) wanted;
	bool envelope; /* the pattern is over EventBridge's event */
};

struct query {
	struct arena arena;
	struct fields *fields;
	LIST(struct test) tests;
	LIST(struct condition) conditions;
	int64_t since, until;
	int time, source, type, id, account, region;
};

static inline struct span
query_text(const char *text)
{
	return (struct span){ text, strlen(text) };
}

#endif
