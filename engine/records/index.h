/* SPDX-License-Identifier: MIT */
/*
 * An index of log files, for many questions to one folder: the members of all
 * records that questions ask for most, each distinct value kept once.
 *
 * It is built in one reading.  A question that looks at nothing else is worked
 * out for each distinct value, or pair of values, and not for each record, with
 * the answer that reading the files would give.  Any other question is refused,
 * and so is one that meets a value that is no JSON: the files must be read for
 * those.
 */
#ifndef RECORDS_INDEX_H
#define RECORDS_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "records/count.h"
#include "records/query.h"
#include "records/source.h"

enum { INDEX_BYTES_MOST = 1024 * 1024 * 1024 }; /* for a learner's machine */

struct index;

/* Reads the logs; what is wrong with them is in their troubles.  NULL if the
   index would be larger than `most` bytes; the reading ends there. */
struct index *index_build(struct logs *logs, const struct log_limits *limits,
			  size_t most);
void index_free(struct index *index);
size_t index_records(const struct index *index);
size_t index_bytes(const struct index *index);

/* Rows in the order of the files. */
struct index_rows {
	uint32_t *items; /* NULL: all of them, one after the other */
	size_t count;
};

static inline uint32_t
index_row(const struct index_rows *rows, size_t i)
{
	return rows->items != NULL ? rows->items[i] : (uint32_t)i;
}

/* The rows that match, whose items are the caller's to free; false if the index
   cannot tell. */
bool index_match(const struct index *index, const struct fields *fields,
		 const struct query *query, struct index_rows *rows);

/* A row's eventTime, as query_time(). */
int64_t index_time(const struct index *index, uint32_t row);

/* Whether all of these slots' fields are known of each row. */
bool index_has(const struct index *index, const struct fields *fields,
	       const int *slots, size_t count);
/* A row as a record, with the members that are known: opens the scan, which
   must have been made with those fields; `text` is its memory. */
void index_scan(const struct index *index, uint32_t row, struct scan *scan,
		struct strbuf *text);
/* Counts rows by these slots, which index_has(); false if they have too many
   combinations. */
bool index_count(const struct index *index, const struct fields *fields,
		 const struct index_rows *rows, const int *slots,
		 size_t slot_count, struct counts *counts);

#endif
