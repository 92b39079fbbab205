/* SPDX-License-Identifier: MIT */
/*
 * Gaps: when a trail was blind, by what the records say of the calls that
 * stopped it and started it.
 *
 * A gap begins with a StopLogging, a DeleteTrail, or a PutEventSelectors that
 * leaves management events out, and ends with the StartLogging (or the
 * PutEventSelectors) that undoes it.  Calls that failed change nothing.  What
 * no record tells cannot be seen: a stop in another Region's log files, a trail
 * that was off before the first of them.
 */
#ifndef RECORDS_GAPS_H
#define RECORDS_GAPS_H

#include <stddef.h>
#include <stdint.h>

struct json_object;
struct kept;

enum gap_kind {
	GAP_STOPPED,
	GAP_DELETED,
	GAP_SELECTORS,
	GAP_DIGEST,  /* digests.h: nobody's call is known */
	GAP_SILENCE, /* silence.h: a suspicion; no trail is known either */
};
enum gap_missing {
	MISSING_ALL,	    /* no event was recorded */
	MISSING_MANAGEMENT, /* no management event */
	MISSING_READS,	    /* no management event that only reads */
	MISSING_WRITES,
	MISSING_PROOF,	 /* digest files */
	MISSING_UNKNOWN, /* perhaps nothing */
};

struct gap {
	char *trail; /* its name */
	char *region;
	char *account;
	enum gap_kind kind;
	enum gap_missing missing;
	size_t number; /* digest files that are missing; events that are usual
			  in an hour of silence */
	int64_t since;
	int64_t until; /* INT64_MAX: it never ended */
	struct json_object *begun; /* the records of the two calls */
	struct json_object *ended; /* or NULL */
};

struct gaps { /* zeroed is empty */
	struct gap *items;
	size_t count, allocated;
};

/* The members of a record and the calls that gaps_find() wants. */
extern const char *const gaps_members[]; /* NULL-ended */
extern const char gaps_pattern[];

/* `records` are sorted, the oldest first. */
void gaps_find(const struct kept *records, struct gaps *gaps);
/* By the time they began, whatever tells of them. */
void gaps_sort(struct gaps *gaps);
void gaps_release(struct gaps *gaps);

#endif
