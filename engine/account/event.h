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
	const char *name;	/* these are interned in the account */
	const char *source;
	const char *username;	/* "" where the record has none */
	const char *access_key_id;
	const char *region;
	const char *error_code;	/* NULL: it succeeded */
	const char *resource_type; /* "AWS::CloudTrail::Trail", or NULL */
	const char *resource_name; /* as the request named it, or NULL */
	char event_id[37];
	bool management;
	bool read_only;
	unsigned short trails;	/* how many trails took it for delivery */
	uint32_t length;	/* of the record */
	char *text;		/* the record, until it is packed: see
				   event_record() */
};

/*
 * All events, in the order of their recording; zeroed is empty.
 *
 * An event's number never changes: the first has 0, `count` were recorded.
 * Those older than event history are forgotten, and the records of all but the
 * latest EVENT_RAW_MOST bytes are kept packed.
 */
enum { EVENT_BLOCK = 256, EVENT_RAW_MOST = 16 * 1024 * 1024 };

struct event_block {
	struct event events[EVENT_BLOCK];
	size_t count;
	char *packed; /* their records as gzip, or NULL */
	size_t packed_length;
};

struct events {
	struct event_block **items; /* of which the first `gone` are freed */
	size_t block_count;
	size_t allocated;
	size_t gone, packed; /* blocks */
	size_t count;
	size_t raw, bytes;   /* of records not packed; of all, structures too */
	size_t open;	     /* the packed block whose text stands in `text` */
	char *text;
};

/* The event of that number; NULL if it is forgotten or not yet recorded. */
const struct event *event_at(const struct account *account, size_t number);
/* Its record, minified JSON, terminated; lent until the next call of this. */
const char *event_record(struct account *account, size_t number);
/* The same as JSON, which the caller puts. */
struct json_object *event_parse(struct account *account, size_t number);

/* event_store.c, for event.c: room for one more event, numbered; then its
   record, taken; and what is too old, forgotten. */
struct event *events_add(struct account *account);
void events_keep_record(struct account *account, char *text, size_t length);
void events_forget(struct account *account);

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
   SIZE_MAX and is then the event's number; NULL at the end. */
const struct event *event_history_next(const struct account *account,
				       const char *region, int64_t from,
				       int64_t until, size_t *cursor);

/* May event history of `region` be asked now?  Two questions a second may; one
   that may is counted. */
bool event_history_may_ask(struct account *account, const char *region);

void events_release(struct events *events);

#endif
