/* SPDX-License-Identifier: MIT */
/*
 * What an index holds: shared by index.c, which builds it, and index_ask.c;
 * nobody else's.
 */
#ifndef RECORDS_INDEX_COLUMNS_H
#define RECORDS_INDEX_COLUMNS_H

#include <pthread.h>

#include "records/index.h"

enum {
	INDEX_COLUMNS = 11, /* index_names */
	INDEX_TIME,	    /* stands for eventTime, which is no column */
	TIME_LENGTH = 22,   /* "2025-03-03T08:00:00Z", in quotes */
};
extern const char *const index_names[INDEX_COLUMNS];

/* Where a value is looked for; the tag spares a look at most others. */
struct place {
	uint32_t number; /* + 1 */
	uint32_t tag;	 /* the hash's high half */
};

/* The distinct values of a column; number 0 is a missing one. */
struct values {
	struct span *items;
	uint64_t *hashes;
	size_t count, allocated, hashes_allocated;
	struct place *places;
	size_t place_count;
};

struct index {
	pthread_mutex_t lock; /* while it is built */
	struct fields fields;
	int slots[INDEX_COLUMNS];
	struct arena arena; /* the values' text */
	struct values values[INDEX_COLUMNS];
	uint32_t *columns[INDEX_COLUMNS];
	int time_slot;
	int64_t *times;	  /* of each row; INT64_MIN: none */
	bool other_times; /* some are not written as CloudTrail writes them */
	size_t rows, allocated;
	size_t bytes, most;
	bool full; /* or with a value that is no JSON: there is no index then */
};

#endif
