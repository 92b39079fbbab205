/* SPDX-License-Identifier: MIT */
/*
 * Memory: what the journal says of each question a learner was asked, and when
 * it should come back.  Derived anew each time; nothing else is stored.
 *
 * An answer right at once is "good", right after a hint "hard", anything else
 * "again".  Only the first answer of a sitting counts: who was told why an
 * answer is wrong and then gives the right one has not remembered it.
 */
#ifndef LEARNER_MEMORY_H
#define LEARNER_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "learner/fsrs.h"

struct journal;

struct memory_card {
	char *lesson, *step;
	struct fsrs_card card;
	bool missed;	  /* the last time */
	unsigned answers; /* that counted */
};

struct memory { /* zeroed is empty */
	struct memory_card *cards;
	size_t count, allocated;
	unsigned streak; /* days in a row with an answer, up to today or
			    yesterday */
};

/* `now` as base/clock.h; `offset` is the learner's time zone, ms east of
   Greenwich, so that a day is the learner's day. */
void memory_derive(struct memory *memory, const struct journal *journal,
		   int64_t now, int64_t offset);
void memory_release(struct memory *memory);

size_t memory_due(const struct memory *memory, int64_t now);
/* The earliest moment a card is due; INT64_MAX without cards. */
int64_t memory_next_due(const struct memory *memory);
/* Which of two due cards is asked first: missed ones, then what is most likely
   forgotten.  Below 0 if `a` is. */
int memory_compare(const struct memory_card *a, const struct memory_card *b,
		   int64_t now);

#endif
