/* SPDX-License-Identifier: MIT */
/*
 * Sight: since when a trail writes down what is done, and since when not.
 *
 * A trail sees while it logs, selects the calls that change something, and
 * its bucket is this account's and takes its log files.  IsLogging says only
 * the first of these; the other ways of going blind are as good.  Read from
 * the trail after each call, never written in.
 */
#ifndef ACCOUNT_SIGHT_H
#define ACCOUNT_SIGHT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct account;
struct event;
struct trail;

enum blind_cause {
	BLIND_NOT, /* it sees */
	BLIND_STOPPED,
	BLIND_DELETED,
	BLIND_SELECTORS, /* no management events that write */
	BLIND_BUCKET,	 /* its bucket is gone, or refuses: nothing is lost for
			    30 days, and nothing arrives */
	BLIND_FOREIGN,	 /* the log files go into somebody else's bucket */
};

struct sight { /* a trail begins or ceases to see */
	int64_t time;
	const char *trail; /* its name, and the event's: both interned */
	const char *event;
	enum blind_cause cause;
};

struct sights { /* zeroed is empty */
	struct sight *items;
	size_t count;
	size_t allocated;
};

enum blind_cause trail_blindness(struct account *account,
				 const struct trail *trail);
/* After a call: notes for each trail whether `event` changed its sight. */
void sight_note(struct account *account, const struct event *event);

#endif
