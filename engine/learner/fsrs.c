/* SPDX-License-Identifier: MIT */
/*
 * FSRS-6 by its published formulas; w[i] are its parameters by their numbers.
 */
#include "learner/fsrs.h"

#include <math.h>

#include "base/clock.h"

static const double w[] = {
	0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194,
	0.001, 1.8722, 0.1666, 0.796,  1.4835, 0.0614, 0.2629,
	1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
};

#define RETENTION 0.9 /* what is asked for */
#define LEAST_STABILITY 0.001
#define MOST_DAYS 36500

static const int64_t published_learning[] = { CLOCK_MINUTE,
					      10 * CLOCK_MINUTE };
static const int64_t published_relearning[] = { 10 * CLOCK_MINUTE };

const struct fsrs_steps fsrs_published_steps = {
	published_learning, 2, published_relearning, 1,
};

static double
clamp(double value, double least, double most)
{
	return value < least ? least : value > most ? most : value;
}

static double
forgetting_factor(void)
{
	return pow(0.9, -1 / w[20]) - 1;
}

static int64_t
days_since(const struct fsrs_card *card, int64_t at)
{
	return at <= card->reviewed ? 0 : (at - card->reviewed) / CLOCK_DAY;
}

double
fsrs_retrievability(const struct fsrs_card *card, int64_t at)
{
	if (card->state == FSRS_NEW)
		return 0;
	return pow(1 + forgetting_factor() * (double)days_since(card, at) /
			       card->stability,
		   -w[20]);
}

/* ------------------------------------------------------------ the formulas */

static double
initial_difficulty(enum fsrs_rating rating)
{
	return w[4] - exp(w[5] * ((int)rating - 1)) + 1;
}

static double
next_difficulty(double difficulty, enum fsrs_rating rating)
{
	double change = -w[6] * ((int)rating - 3);
	double damped = difficulty + (10 - difficulty) * change / 9;

	return clamp(w[7] * initial_difficulty(FSRS_EASY) + (1 - w[7]) * damped,
		     1, 10);
}

/* Reviewed again on the same day. */
static double
short_term_stability(double stability, enum fsrs_rating rating)
{
	double increase = exp(w[17] * ((int)rating - 3 + w[18])) *
			  pow(stability, -w[19]);

	if (rating >= FSRS_GOOD && increase < 1)
		increase = 1;
	return stability * increase;
}

static double
stability_after_miss(const struct fsrs_card *card, double retrievability)
{
	double longer = w[11] * pow(card->difficulty, -w[12]) *
			(pow(card->stability + 1, w[13]) - 1) *
			exp((1 - retrievability) * w[14]);
	double shorter = card->stability / exp(w[17] * w[18]);

	return longer < shorter ? longer : shorter;
}

static double
stability_after_recall(const struct fsrs_card *card, double retrievability,
		       enum fsrs_rating rating)
{
	double penalty = rating == FSRS_HARD ? w[15] : 1;
	double bonus = rating == FSRS_EASY ? w[16] : 1;

	return card->stability *
	       (1 + exp(w[8]) * (11 - card->difficulty) *
			    pow(card->stability, -w[9]) *
			    (exp((1 - retrievability) * w[10]) - 1) * penalty *
			    bonus);
}

static void
update_memory(struct fsrs_card *card, enum fsrs_rating rating, int64_t at)
{
	double retrievability = fsrs_retrievability(card, at);

	if (card->state == FSRS_NEW) {
		card->stability = w[rating - 1];
		card->difficulty = clamp(initial_difficulty(rating), 1, 10);
		return;
	}
	if (days_since(card, at) < 1)
		card->stability = short_term_stability(card->stability, rating);
	else if (rating == FSRS_AGAIN)
		card->stability = stability_after_miss(card, retrievability);
	else
		card->stability = stability_after_recall(card, retrievability,
							 rating);
	if (card->stability < LEAST_STABILITY)
		card->stability = LEAST_STABILITY;
	card->difficulty = next_difficulty(card->difficulty, rating);
}

/* ------------------------------------------------------------- the schedule */

static int64_t
interval(double stability)
{
	double days = stability / forgetting_factor() *
		      (pow(RETENTION, -1 / w[20]) - 1);

	return (int64_t)clamp(nearbyint(days), 1, MOST_DAYS) * CLOCK_DAY;
}

static int64_t
graduate(struct fsrs_card *card)
{
	card->state = FSRS_REVIEW;
	card->step = 0;
	return interval(card->stability);
}

/* How long until the next review, on short steps. */
static int64_t
take_step(struct fsrs_card *card, const int64_t *steps, size_t count,
	  enum fsrs_rating rating)
{
	if (rating == FSRS_EASY || count == 0 ||
	    (card->step >= count && rating != FSRS_AGAIN))
		return graduate(card);
	if (rating == FSRS_AGAIN)
		card->step = 0;
	else if (rating == FSRS_HARD && card->step == 0)
		return count == 1 ? steps[0] * 3 / 2
				  : (steps[0] + steps[1]) / 2;
	else if (rating == FSRS_GOOD && ++card->step == count)
		return graduate(card);
	return steps[card->step];
}

static int64_t
schedule(struct fsrs_card *card, const struct fsrs_steps *steps,
	 enum fsrs_rating rating)
{
	switch (card->state) {
	case FSRS_NEW:
		card->state = FSRS_LEARNING;
		/* fall through */
	case FSRS_LEARNING:
		return take_step(card, steps->learning, steps->learning_count,
				 rating);
	case FSRS_RELEARNING:
		return take_step(card, steps->relearning,
				 steps->relearning_count, rating);
	case FSRS_REVIEW:
		break;
	}
	if (rating != FSRS_AGAIN || steps->relearning_count == 0)
		return graduate(card);
	card->state = FSRS_RELEARNING;
	card->step = 0;
	return steps->relearning[0];
}

void
fsrs_review(struct fsrs_card *card, const struct fsrs_steps *steps,
	    enum fsrs_rating rating, int64_t at)
{
	update_memory(card, rating, at);
	card->due = at + schedule(card, steps, rating);
	card->reviewed = at;
}
