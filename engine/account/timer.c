/* SPDX-License-Identifier: MIT */
/*
 * Timers as a binary heap ordered by (time, sequence): two that are due at the
 * same moment run in the order in which they were set.
 */
#include "account/timer.h"

#include <stdlib.h>

#include "base/list.h"

static bool
before(const struct timer *a, const struct timer *b)
{
	if (a->time != b->time)
		return a->time < b->time;
	return a->sequence < b->sequence;
}

static void
swap(struct timer *a, struct timer *b)
{
	struct timer kept = *a;

	*a = *b;
	*b = kept;
}

void
timer_add(struct timers *timers, int64_t time,
	  void (*run)(struct account *, void *), void (*drop)(void *),
	  void *data)
{
	struct timer timer = {
		.time = time,
		.sequence = timers->sequence++,
		.run = run,
		.drop = drop,
		.data = data,
	};
	size_t at;

	list_push(timers, timer);
	for (at = timers->count - 1; at > 0; at = (at - 1) / 2) {
		struct timer *parent = &timers->items[(at - 1) / 2];

		if (!before(&timers->items[at], parent))
			break;
		swap(&timers->items[at], parent);
	}
}

bool
timer_take(struct timers *timers, int64_t until, struct timer *out)
{
	size_t at = 0;

	if (timers->count == 0 || timers->items[0].time > until)
		return false;
	*out = timers->items[0];
	timers->items[0] = timers->items[--timers->count];
	for (;;) {
		size_t child = 2 * at + 1;

		if (child >= timers->count)
			return true;
		if (child + 1 < timers->count &&
		    before(&timers->items[child + 1], &timers->items[child]))
			child++;
		if (!before(&timers->items[child], &timers->items[at]))
			return true;
		swap(&timers->items[child], &timers->items[at]);
		at = child;
	}
}

void
timers_release(struct timers *timers)
{
	for (size_t i = 0; i < timers->count; i++)
		if (timers->items[i].drop)
			timers->items[i].drop(timers->items[i].data);
	list_release(timers);
}
