/* SPDX-License-Identifier: MIT */
/*
 * Silence, by comparing an hour with the same hour of other days.
 *
 * Keeps true: memory grows with the hours that have events, not with the
 * events.  Differs from a statistician's way: no distribution is assumed.
 */
#include "records/silence.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/list.h"
#include "base/memory.h"
#include "records/gaps.h"

enum {
	HOURS_MOST = 20 * 366 * 24, /* of one account and Region */
	HOUR_DIGITS = 8,
};

void
silence_add(struct counts *hours, struct span account, struct span region,
	    int64_t time)
{
	struct strbuf *key = &hours->key;

	if (time < 0 || region.length == 0)
		return;
	strbuf_reset(key);
	strbuf_add(key, account.text, account.length);
	strbuf_addch(key, '\n');
	strbuf_add(key, region.text, region.length);
	strbuf_addf(key, "\n%0*lld", HOUR_DIGITS,
		    (long long)(time / CLOCK_HOUR));
	counts_add_key(hours, key->buf, key->len, 1);
}

/* The hours of one account and Region. */
struct stream {
	const struct group *groups;
	size_t count;
	char *account, *region;
	int64_t first, last; /* hours */
	size_t *events;	     /* from the first one on */
	size_t busy[24], days[24]; /* of each hour of the day */
};

static int64_t
hour_of(const struct group *group)
{
	return strtoll(group->key + group->length - HOUR_DIGITS, NULL, 10);
}

/* What stands in front of the hour. */
static size_t
name_length(const struct group *group)
{
	const char *end = strrchr(group->key, '\n');

	return (size_t)(end - group->key);
}

/* A string as it was written, without its quotes. */
static char *
plain_text(const char *text, size_t length)
{
	struct strbuf plain = STRBUF_INIT;

	if (!span_text((struct span){ text, length }, &plain))
		strbuf_reset(&plain);
	return strbuf_detach(&plain);
}

/* False if it spans more than anybody's logs do. */
static bool
stream_open(struct stream *s, const struct group *groups, size_t count)
{
	const char *feed = strchr(groups->key, '\n');
	size_t length = name_length(groups);

	*s = (struct stream){ .groups = groups, .count = count };
	s->first = hour_of(&groups[0]);
	s->last = hour_of(&groups[count - 1]);
	if (s->last - s->first >= HOURS_MOST)
		return false;
	s->account = plain_text(groups->key, (size_t)(feed - groups->key));
	s->region = plain_text(feed + 1,
			       length - (size_t)(feed + 1 - groups->key));
	s->events = mem_calloc((size_t)(s->last - s->first + 1),
			       sizeof *s->events);
	for (size_t i = 0; i < count; i++)
		s->events[hour_of(&groups[i]) - s->first] = groups[i].count;
	for (int64_t hour = s->first; hour <= s->last; hour++) {
		s->days[hour % 24]++;
		s->busy[hour % 24] += s->events[hour - s->first] >=
				      SILENCE_EVENTS;
	}
	return true;
}

static void
stream_close(struct stream *s)
{
	free(s->account);
	free(s->region);
	free(s->events);
}

/* A trail of the account was off in a part of this hour. */
static bool
is_explained(const struct gaps *gaps, const struct stream *s, int64_t hour)
{
	for (size_t i = 0; i < gaps->count; i++) {
		const struct gap *gap = &gaps->items[i];

		if (gap->kind != GAP_SILENCE && gap->kind != GAP_DIGEST &&
		    strcmp(gap->account, s->account) == 0 &&
		    gap->since < (hour + 1) * CLOCK_HOUR &&
		    gap->until > hour * CLOCK_HOUR)
			return true;
	}
	return false;
}

static bool
is_silent(const struct gaps *gaps, const struct stream *s, int64_t hour)
{
	size_t busy = s->busy[hour % 24], others = s->days[hour % 24] - 1;

	return s->events[hour - s->first] == 0 && busy >= SILENCE_DAYS &&
	       busy * 5 >= others * 4 && !is_explained(gaps, s, hour);
}

/* What this hour of the day has on the days on which it has any. */
static size_t
usual_events(const struct stream *s, int64_t silent)
{
	size_t all = 0, days = 0;

	for (int64_t hour = s->first; hour <= s->last; hour++) {
		if (hour % 24 != silent % 24 || s->events[hour - s->first] == 0)
			continue;
		all += s->events[hour - s->first];
		days++;
	}
	return days > 0 ? all / days : 0;
}

static void
add_hour(const struct stream *s, int64_t hour, size_t known, struct gaps *gaps)
{
	struct gap gap = {
		.kind = GAP_SILENCE,
		.missing = MISSING_UNKNOWN,
		.number = usual_events(s, hour),
		.since = hour * CLOCK_HOUR,
		.until = (hour + 1) * CLOCK_HOUR,
	};
	struct gap *last;

	if (gaps->count > known) {
		last = &gaps->items[gaps->count - 1];
		if (last->until == gap.since) {
			last->until = gap.until;
			return;
		}
	}
	gap.trail = mem_strdup("");
	gap.region = mem_strdup(s->region);
	gap.account = mem_strdup(s->account);
	list_push(gaps, gap);
}

static void
stream_find(const struct stream *s, struct gaps *gaps)
{
	size_t known = gaps->count;

	for (int64_t hour = s->first; hour <= s->last; hour++)
		if (is_silent(gaps, s, hour))
			add_hour(s, hour, known, gaps);
}

void
silence_find(struct counts *hours, struct gaps *gaps)
{
	size_t begin = 0;

	counts_sort(hours, COUNTS_KEY);
	for (size_t i = 1; i <= hours->count; i++) {
		const struct group *one = &hours->groups[begin];
		size_t length = name_length(one);
		struct stream s;

		if (i < hours->count &&
		    name_length(&hours->groups[i]) == length &&
		    memcmp(hours->groups[i].key, one->key, length) == 0)
			continue;
		if (stream_open(&s, one, i - begin))
			stream_find(&s, gaps);
		stream_close(&s);
		begin = i;
	}
}
