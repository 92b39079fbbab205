/* SPDX-License-Identifier: MIT */
/*
 * A tally: how many events fell into each stretch of time.
 *
 * Nobody has to know the range before: the stretches begin at a second and
 * grow, by lengths that people use, so that all that was seen fits into a
 * fixed number of them.  Stretches begin at whole multiples of their length;
 * those of weeks on a Monday.
 */
#ifndef RECORDS_TALLY_H
#define RECORDS_TALLY_H

#include <stddef.h>
#include <stdint.h>

enum { TALLY_MOST = 4096 }; /* stretches */

struct tally { /* zeroed is empty */
	size_t *counts;	 /* of stretch n at n modulo TALLY_MOST */
	int level;	 /* of the lengths */
	int64_t low, high; /* the first and the last stretch that has any */
	size_t total;
	size_t untimed;	 /* events without a time */
};

void tally_release(struct tally *tally);
/* `time` as query_time() gives it. */
void tally_add(struct tally *tally, int64_t time);
/* Adds what the other has. */
void tally_merge(struct tally *tally, const struct tally *other);
/* Makes the stretches so long that at most so many are between the first and
   the last. */
void tally_fit(struct tally *tally, int64_t most);

/* Of one stretch; its number from tally->low to tally->high. */
int64_t tally_length(const struct tally *tally); /* milliseconds */
int64_t tally_begin(const struct tally *tally, int64_t stretch);
size_t tally_count(const struct tally *tally, int64_t stretch);

#endif
