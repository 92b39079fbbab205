/* SPDX-License-Identifier: MIT */
/*
 * Questions to records: which of them are meant.
 *
 * A question is any number of event patterns, shortcuts and times, all of which
 * must hold.  A pattern is over the record itself ({"eventName": [...]}), or,
 * where it names what only an event on the bus has ("detail", "source", ...),
 * over the event that EventBridge would have made of the record.
 *
 * A pattern sees only the members that it asks for, as they are written, only
 * in records that its plain strings do not rule out, and only if the same members
 * were not seen a while ago.
 */
#ifndef RECORDS_QUERY_H
#define RECORDS_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "pattern/pattern.h"
#include "records/scan.h"

/* Members of a record, by the names they have at its top. */
struct members { /* zeroed is empty */
	struct member {
		char *name; /* as JSON: with quotes */
		int slot;
	} *items;
	size_t count, allocated;
};

/* The member in which a path begins; false as fields_add(). */
bool members_add(struct members *members, struct fields *fields,
		 const char *path);
void members_release(struct members *members);
/* An object of the members that the record has, as valid UTF-8, appended. */
void members_write(const struct members *members, const struct scan *scan,
		   size_t record, struct strbuf *out);

struct json_object;
struct query;

enum query_shortcut {
	QUERY_WHO,    /* a user, role, session, service, ARN or access key */
	QUERY_WHAT,   /* an event name or a service */
	QUERY_FROM,   /* an address, a block of them, a service */
	QUERY_REGION,
	QUERY_ERROR,  /* calls that failed; no value */
	QUERY_WRITES, /* calls that change something; no value */
};

/* `fields` is borrowed; what a question asks for is added to it. */
struct query *query_new(struct fields *fields);
void query_free(struct query *query);
/* False with *error filled, as pattern_compile(). */
bool query_add_pattern(struct query *query, const char *text, size_t length,
		       struct pattern_error *error);
/* The value may hold * for anything; upper and lower case are the same where
   it does not.  False if no pattern can be made of it. */
bool query_add_shortcut(struct query *query, enum query_shortcut shortcut,
			const char *value);
/* shortcut.c: the pattern that says the same, appended. */
void shortcut_pattern(enum query_shortcut shortcut, const char *value,
		      struct strbuf *out);
/* Whether a pattern is over EventBridge's event, not the record. */
bool query_is_envelope(struct json_object *pattern);
/* From `since` and before `until`; INT64_MIN and INT64_MAX for no bound. */
void query_set_times(struct query *query, int64_t since, int64_t until);

/* Whether it asks for a time, and if it takes this one (or INT64_MIN: none). */
bool query_asks_time(const struct query *query);
bool query_takes_time(const struct query *query, int64_t time);

/* Whether it asks for anything at all. */
bool query_is_narrow(const struct query *query);

enum query_answer {
	QUERY_NO,
	QUERY_YES,
	QUERY_BAD, /* what was asked for is no JSON */
};
/* Where a thread matches; the question is borrowed, and has been asked. */
struct query_room;
struct query_room *query_room_new(const struct query *query);
void query_room_free(struct query_room *room);

enum query_answer query_match(struct query_room *room, const struct scan *scan,
			      size_t record);

/*
 * The parts of a question, all of which must hold: a record matches if each of
 * them answers yes, and its answer is that of the first one that does not.  A
 * part looks only at these slots, at most `most` of which are filled in: how
 * many there are, or SIZE_MAX if it looks at the whole record.
 */
size_t query_part_count(const struct query *query);
size_t query_part_slots(const struct query *query, size_t part, int *slots,
			size_t most);
enum query_answer query_part_match(struct query_room *room, size_t part,
				   const struct scan *scan, size_t record);
/*
 * The answer of a part that is a pattern over the record, for a record as it is
 * written that has the part's members and no others: JSON in UTF-8, with
 * PATTERN_PADDING bytes behind it.  False for any other part.
 */
bool query_part_match_text(struct query_room *room, size_t part,
			   const char *record, size_t length,
			   enum query_answer *answer);

/* A record's eventTime, or INT64_MIN. */
int64_t query_time(const struct query *query, const struct scan *scan,
		   size_t record);
int64_t query_span_time(struct span span);

#endif
