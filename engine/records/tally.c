/* SPDX-License-Identifier: MIT */
/*
 * Counting events over time, in memory that does not grow.
 *
 * Keeps true: each length divides the next one, so that growing loses nothing
 * and the order in which events come does not matter.
 */
#include "records/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"

static const int64_t lengths[] = {
	CLOCK_SECOND,		  5 * CLOCK_SECOND,
	15 * CLOCK_SECOND,	  CLOCK_MINUTE,
	5 * CLOCK_MINUTE,	  15 * CLOCK_MINUTE,
	30 * CLOCK_MINUTE,	  CLOCK_HOUR,
	3 * CLOCK_HOUR,		  6 * CLOCK_HOUR,
	12 * CLOCK_HOUR,	  CLOCK_DAY,
	7 * (int64_t)CLOCK_DAY,	  28 * (int64_t)CLOCK_DAY,
	336 * (int64_t)CLOCK_DAY, 3360 * (int64_t)CLOCK_DAY,
};
enum { LEVELS = sizeof lengths / sizeof *lengths };

/* A Monday; and how far from it a time may be: the last length still holds
   it. */
static const int64_t monday = 4 * (int64_t)CLOCK_DAY;
static const int64_t farthest = 3650000 * (int64_t)CLOCK_DAY;

static int64_t
floor_divide(int64_t value, int64_t by)
{
	return value / by - (value % by < 0);
}

static size_t *
cell(const struct tally *tally, int64_t stretch)
{
	int64_t place = stretch - floor_divide(stretch, TALLY_MOST) * TALLY_MOST;

	return &tally->counts[place];
}

void
tally_release(struct tally *tally)
{
	free(tally->counts);
	memset(tally, 0, sizeof *tally);
}

static void
grow(struct tally *tally)
{
	int64_t factor = lengths[tally->level + 1] / lengths[tally->level];
	struct tally wide = *tally;

	wide.level++;
	wide.counts = mem_calloc(TALLY_MOST, sizeof *wide.counts);
	wide.low = floor_divide(tally->low, factor);
	wide.high = floor_divide(tally->high, factor);
	for (int64_t i = tally->low; i <= tally->high; i++)
		*cell(&wide, floor_divide(i, factor)) += tally_count(tally, i);
	free(tally->counts);
	*tally = wide;
}

static int64_t
stretch_of(const struct tally *tally, int64_t time)
{
	return floor_divide(time - monday, lengths[tally->level]);
}

static void
add(struct tally *tally, int64_t time, size_t count)
{
	int64_t stretch = stretch_of(tally, time);

	if (tally->total == 0) {
		if (tally->counts == NULL)
			tally->counts = mem_calloc(TALLY_MOST,
						   sizeof *tally->counts);
		tally->low = tally->high = stretch;
	}
	while (stretch - tally->low >= TALLY_MOST ||
	       tally->high - stretch >= TALLY_MOST) {
		grow(tally);
		stretch = stretch_of(tally, time);
	}
	if (stretch < tally->low)
		tally->low = stretch;
	if (stretch > tally->high)
		tally->high = stretch;
	*cell(tally, stretch) += count;
	tally->total += count;
}

void
tally_add(struct tally *tally, int64_t time)
{
	if (time < -farthest || time > farthest)
		tally->untimed++;
	else
		add(tally, time, 1);
}

void
tally_merge(struct tally *tally, const struct tally *other)
{
	tally->untimed += other->untimed;
	if (other->total == 0)
		return;
	if (tally->total == 0)
		tally->level = other->level;
	while (tally->level < other->level)
		grow(tally);
	for (int64_t i = other->low; i <= other->high; i++)
		if (tally_count(other, i) > 0)
			add(tally, tally_begin(other, i),
			    tally_count(other, i));
}

void
tally_fit(struct tally *tally, int64_t most)
{
	while (tally->total > 0 && tally->high - tally->low >= most &&
	       tally->level + 1 < LEVELS)
		grow(tally);
}

int64_t
tally_length(const struct tally *tally)
{
	return lengths[tally->level];
}

int64_t
tally_begin(const struct tally *tally, int64_t stretch)
{
	return stretch * lengths[tally->level] + monday;
}

size_t
tally_count(const struct tally *tally, int64_t stretch)
{
	return *cell(tally, stretch);
}
