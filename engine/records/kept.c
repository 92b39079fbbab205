/* SPDX-License-Identifier: MIT */
/*
 * Records that are kept.
 *
 * Keeps true: with a limit, never more than twice as many are held.
 */
#include "records/kept.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"

void
kept_release(struct kept *kept)
{
	for (size_t i = 0; i < kept->count; i++)
		free(kept->items[i].text);
	list_release(kept);
	kept->total = 0;
}

static int
by_time(const void *a, const void *b)
{
	const struct kept_record *one = a, *two = b;

	if (one->time != two->time)
		return one->time < two->time ? -1 : 1;
	return one->sequence < two->sequence ? -1 : 1;
}

static int
by_time_down(const void *a, const void *b)
{
	return by_time(b, a);
}

void
kept_sort(struct kept *kept)
{
	if (kept->count > 1 && kept->order != KEPT_AS_ADDED)
		qsort(kept->items, kept->count, sizeof *kept->items,
		      kept->order == KEPT_OLDEST_FIRST ? by_time
						       : by_time_down);
	while (kept->limit > 0 && kept->count > kept->limit)
		free(kept->items[--kept->count].text);
}

void
kept_add(struct kept *kept, char *text, size_t length, int64_t time)
{
	list_push(kept, ((struct kept_record){ text, length, time,
					       kept->total }));
	kept->total++;
	if (kept->limit > 0 && kept->count >= 2 * kept->limit + 64)
		kept_sort(kept);
}

void
kept_move(struct kept *kept, struct kept *from)
{
	for (size_t i = 0; i < from->count; i++)
		kept_add(kept, from->items[i].text, from->items[i].length,
			 from->items[i].time);
	from->count = 0;
	from->total = 0;
}

bool
kept_is_full(const struct kept *kept)
{
	return kept->order == KEPT_AS_ADDED && kept->limit > 0 &&
	       kept->total >= kept->limit;
}
