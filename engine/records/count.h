/* SPDX-License-Identifier: MIT */
/*
 * Counting records by some of their fields.
 */
#ifndef RECORDS_COUNT_H
#define RECORDS_COUNT_H

#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "records/scan.h"

enum { COUNT_FIELDS_MOST = 8 };

struct group {
	char *key; /* the fields' values as JSON, a line each; null if missing */
	size_t length;
	uint64_t hash; /* of the values, joined */
	size_t count;
};

struct counts { /* zeroed is empty */
	struct group *groups;
	size_t count, allocated;
	size_t *slots; /* of a hash table: index + 1 */
	size_t slot_count;
	struct strbuf key;
};

void counts_init(struct counts *counts);
void counts_release(struct counts *counts);
/* A record, that often. */
void counts_add(struct counts *counts, const struct scan *scan, size_t record,
		const int *slots, size_t slot_count, size_t times);
/* So many more of a group whose key the caller has made. */
void counts_add_key(struct counts *counts, const char *key, size_t length,
		    size_t count);
/* Adds what the other has. */
void counts_merge(struct counts *counts, const struct counts *other);

enum counts_order { COUNTS_MOST, COUNTS_LEAST, COUNTS_KEY, COUNTS_KEY_DOWN };
/* Puts the groups in order; nothing can be added any more. */
void counts_sort(struct counts *counts, enum counts_order order);

#endif
