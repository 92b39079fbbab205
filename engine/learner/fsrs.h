/* SPDX-License-Identifier: MIT */
/*
 * FSRS-6: when a question should come back.
 *
 * A memory has a stability S (days until the chance of recall falls to 90 %)
 * and a difficulty D (1 to 10); each review changes both.  The formulas and the
 * 21 default parameters are those that the open-spaced-repetition project
 * publishes (py-fsrs, "The FSRS Scheduler Algorithm", version 6); the unit test
 * holds them to its published vectors.  No chance is mixed in ("fuzz"): the
 * same journal gives the same days.
 */
#ifndef LEARNER_FSRS_H
#define LEARNER_FSRS_H

#include <stddef.h>
#include <stdint.h>

enum fsrs_rating { FSRS_AGAIN = 1, FSRS_HARD, FSRS_GOOD, FSRS_EASY };

enum fsrs_state {
	FSRS_NEW,
	FSRS_LEARNING,	 /* on the first short steps */
	FSRS_REVIEW,
	FSRS_RELEARNING, /* on the short steps behind a miss */
};

struct fsrs_card { /* zeroed is new */
	enum fsrs_state state;
	size_t step;	    /* of the short steps */
	double stability;   /* days */
	double difficulty;
	int64_t reviewed;   /* ms, base/clock.h */
	int64_t due;
};

/* Short steps, ms, before a card is scheduled by days. */
struct fsrs_steps {
	const int64_t *learning;
	size_t learning_count;
	const int64_t *relearning;
	size_t relearning_count;
};

/* py-fsrs's own: 1 and 10 minutes; 10 minutes. */
extern const struct fsrs_steps fsrs_published_steps;

void fsrs_review(struct fsrs_card *card, const struct fsrs_steps *steps,
		 enum fsrs_rating rating, int64_t at);
/* The chance of recall at a moment, 0 to 1; 0 of a new card. */
double fsrs_retrievability(const struct fsrs_card *card, int64_t at);

#endif
