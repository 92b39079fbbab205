/* SPDX-License-Identifier: MIT */
/*
 * Events: what CloudTrail has recorded, and event history over it.
 *
 * One API call, one event, appended by the door and never changed.  Event
 * history shows the management events of the past 90 days of one Region; no
 * call turns it off.  From event_append() on, everything is downstream: the
 * trails that select the event, the event bus.
 * Differs from AWS: an event is in event history at once (AWS: some minutes).
 */
#ifndef ACCOUNT_EVENT_H
#define ACCOUNT_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct account;
struct json_object;

enum { EVENT_HISTORY_DAYS = 90 };

/* What selectors and rules ask of an event, known before the call runs. */
struct event_class {
	const char *source;  /* "cloudtrail.amazonaws.com" */
	const char *region;
	bool management;     /* else a data event */
	bool read_only;
	bool global_service; /* IAM, STS: recorded in us-east-1 */
	const char *resource_type, *resource_name; /* or NULL */
};

struct event {
	int64_t time;		/* eventTime */
	const char *event_id;	/* these are interned in the account */
	const char *name;
	const char *source;
	const char *username;	/* "" where the record has none */
	const char *access_key_id;
	const char *region;
	const char *error_code;	/* NULL: it succeeded */
	const char *resource_type; /* "AWS::CloudTrail::Trail", or NULL */
	const char *resource_name; /* as the request named it, or NULL */
	bool management;
	bool read_only;
	unsigned trails;	/* how many trails took it for delivery */
	char *record;		/* the record, minified JSON */
	size_t length;
};

struct events { /* in the order of their recording; zeroed is empty */
	struct event **items;
	size_t count;
	size_t allocated;
	size_t bytes; /* of memory, about */
};

/* LookupEvents' last two moments in a Region: more in a second are refused. */
struct lookup_rate {
	char region[32];
	int64_t moments[2]; /* the earlier first */
};

/*
 * Appends the event of one call: stores it, gives it to every trail that
 * selected it before the call ran or does so now (trails_prepare()), and
 * offers it to the event bus if such a trail exists.  Takes `record`.
 */
void event_append(struct account *account, const struct event_class *class,
		  struct json_object *record);

/* Walks event history, newest first: management events of `region` with
   from <= eventTime <= until and not older than 90 days.  *cursor starts at
   SIZE_MAX; NULL at the end. */
const struct event *event_history_next(const struct account *account,
				       const char *region, int64_t from,
				       int64_t until, size_t *cursor);

/* May event history of `region` be asked now?  Two questions a second may; one
   that may is counted. */
bool event_history_may_ask(struct account *account, const char *region);

void events_release(struct events *events);

#endif
