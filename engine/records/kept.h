/* SPDX-License-Identifier: MIT */
/*
 * Records that are kept, in the order of time or of the files, as many as are
 * wanted and not more.
 */
#ifndef RECORDS_KEPT_H
#define RECORDS_KEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kept_record {
	char *text;	 /* an object on one line */
	size_t length;
	int64_t time;	 /* INT64_MIN where it has none */
	size_t sequence; /* as they were added */
};

enum kept_order { KEPT_OLDEST_FIRST, KEPT_NEWEST_FIRST, KEPT_AS_ADDED };

struct kept { /* zeroed keeps all, the oldest first */
	enum kept_order order;
	size_t limit; /* 0: none */
	size_t total; /* that were added */
	struct kept_record *items;
	size_t count, allocated;
};

void kept_release(struct kept *kept);
/* Takes the text. */
void kept_add(struct kept *kept, char *text, size_t length, int64_t time);
/* In order, and cut to the limit. */
void kept_sort(struct kept *kept);
/* All of `from`, which is empty then, behind what is there. */
void kept_move(struct kept *kept, struct kept *from);
/* Whether nothing that is added can be wanted. */
bool kept_is_full(const struct kept *kept);

#endif
