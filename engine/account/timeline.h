/* SPDX-License-Identifier: MIT */
/*
 * The timeline: what happened in the account, in order, for people to watch.
 *
 * Lanes are those of the repair story: the trail, the calls, the rule, the
 * function.  A blind window is the stretch in which a trail that was logging
 * was not; it is read from the run, never written in.
 */
#ifndef ACCOUNT_TIMELINE_H
#define ACCOUNT_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "account/sight.h"

struct account;

enum timeline_kind {
	/* the trail's lane: subject is the trail's name */
	TIMELINE_TRAIL_CREATED,
	TIMELINE_TRAIL_STARTED,
	TIMELINE_TRAIL_STOPPED,
	TIMELINE_TRAIL_DELETED,	    /* detail is "LOGGING" if it was */
	TIMELINE_TRAIL_BLINDED,	    /* detail is what blinds it: see sight.c */
	TIMELINE_TRAIL_SEES,
	TIMELINE_LOG_FILE,	    /* detail is the number of its events, who
				       the account that got it, if not ours */
	TIMELINE_OBJECTS_EXPIRED,   /* subject is the bucket, detail how many */
	TIMELINE_DELIVERY_FAILED,   /* detail is S3's code */
	/* the calls' lane: subject is the operation, who its caller */
	TIMELINE_CALL,
	TIMELINE_CALL_FAILED,	    /* detail is the error's code */
	/* the rule's lane: subject is the rule's name */
	TIMELINE_RULE_MATCHED,	    /* detail is what it matched */
	TIMELINE_CONFIG_EVALUATED,  /* detail is the compliance */
	TIMELINE_CONFIG_CHANGED,    /* detail is the new compliance */
	TIMELINE_ALARM_CHANGED,	    /* into ALARM or out of it: the new state */
	TIMELINE_FINDING,	    /* subject is "GuardDuty", detail what
				       it found */
	/* the function's lane: subject is the function's name */
	TIMELINE_FUNCTION_STARTED,
	TIMELINE_FUNCTION_SUCCEEDED, /* detail is "no call" if it had
					nothing to do */
	TIMELINE_FUNCTION_FAILED,   /* detail is the error's code */
	/* the rule's lane: subject is who gave an event up, detail why */
	TIMELINE_EVENT_KEPT,	    /* it lies in a dead-letter queue */
	TIMELINE_EVENT_LOST,	    /* it was dropped */
};

struct timeline_entry {
	int64_t time;
	enum timeline_kind kind;
	const char *subject; /* these are interned in the account */
	const char *detail;  /* or NULL */
	const char *who;     /* or NULL */
	bool read_only; /* of a call */
};

/* Those that say what a trail is from then on stand first. */
static inline bool
timeline_is_state(enum timeline_kind kind)
{
	return kind <= TIMELINE_TRAIL_SEES;
}

struct timeline { /* zeroed is empty; entries only ever grow */
	struct timeline_entry **items;
	size_t count;
	size_t allocated;
};

void timeline_add(struct account *account, enum timeline_kind kind,
		  const char *subject, const char *detail, const char *who,
		  bool read_only);
void timeline_release(struct timeline *timeline);

struct blind_window {
	const char *trail;    /* lent from the account */
	enum blind_cause cause;
	int64_t from;	      /* when it ceased to see */
	int64_t until;	      /* it sees again; now, if it still does not */
	bool open;	      /* still blind */
	size_t events_missing; /* in event history, in no log file of ours */
};

struct blind_windows {
	struct blind_window *items;
	size_t count;
	size_t allocated;
};

/* The windows that begin at or after `since`; the caller list_release()s. */
void timeline_blind_windows(const struct account *account, int64_t since,
			    struct blind_windows *out);

#endif
