/* SPDX-License-Identifier: MIT */
/*
 * Scanning log files: where each record is, and where in it the few fields are
 * that somebody asks for.  No tree is built; what is not asked for is only
 * stepped over.
 *
 * A text holds one or more values with white space between them.  A value is a
 * log file ({"Records":[...]}), what `aws cloudtrail lookup-events` printed
 * ({"Events":[...]}, whose records are strings), an array of records, or one
 * record; many records, one a line, are JSON Lines.
 *
 * Any valid JSON is read as json-c reads it: white space anywhere, keys in any
 * order and with escapes, the last of duplicate keys.  What is stepped over is
 * only held to be balanced, so a text that is no JSON may pass; whoever wants
 * a record whole parses it and sees.
 */
#ifndef RECORDS_SCAN_H
#define RECORDS_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/walk.h"

struct strbuf;

enum {
	SCAN_PADDING = WALK_PADDING,	    /* zero bytes behind a text */
	SCAN_RECORD_MOST = 4 * 1024 * 1024, /* AWS's own limit is below 1 MB */
	SCAN_STEPS_MOST = 16,		    /* of a field's path */
};

/* Whether it is there and not null. */
bool span_is_value(struct span span);
/* The value as one line: as it is, or without the white space around its
   tokens where it goes over several. */
void span_line(struct span span, struct strbuf *out);

/* ------------------------------------------------------------------ fields */

struct field { /* one step of a path; inside the scanner */
	const char *key;
	size_t length;
	int slot; /* or -1 */
	uint64_t head, tail; /* its first eight bytes, and its last eight */
	uint32_t next;	     /* of those in the parent's chain; 0 ends it */
	uint32_t chains[64]; /* of children, by field_chain(); from 1 */
	struct field *children;
	size_t count;
	size_t allocated;
};

struct fields {
	struct arena arena;
	struct field root;
	int count; /* slots */
};

/* Whether it is a path: not empty, no step of it is, and not too many. */
bool fields_is_path(const char *path);
void fields_init(struct fields *fields);
void fields_release(struct fields *fields);
/* The slot of a path ("userIdentity.userName"), a new one or that of the same
   path added before; -1 if it is no path. */
int fields_add(struct fields *fields, const char *path);

/* -------------------------------------------------------------------- scan */

enum scan_result {
	SCAN_END,     /* no more values */
	SCAN_RECORDS, /* a value with records, perhaps none */
	SCAN_DIGEST,  /* a digest file */
	SCAN_OTHER,   /* an object of some other kind */
	SCAN_BROKEN,  /* no JSON, or cut: see `broken` */
};

struct scan;
struct scan_unit { /* one value of the text, while it is walked */
	bool log;    /* has "Records" or "Events" */
	bool digest;
};
/* Walks the value at `next`; where it ends, or NULL. */
typedef const char *scan_walk(struct scan *scan, struct scan_unit *unit);

struct scan {
	const struct fields *fields;
	scan_walk *walk;
	const char *bytes, *end, *next;
	size_t count;	  /* records of the last value */
	size_t oversized; /* records left out: above SCAN_RECORD_MOST */
	size_t broken;	  /* about where a broken value broke, in bytes */
	int broken_values;
	struct span *spans;
	size_t allocated;
	struct arena arena; /* records that were strings */
};

/* `fields` is borrowed and must not change any more. */
void scan_init(struct scan *scan, const struct fields *fields);
void scan_release(struct scan *scan);
/* Borrows the text, behind which SCAN_PADDING zero bytes must stand. */
void scan_open(struct scan *scan, const char *bytes, size_t length);
/*
 * The next value: its records replace those of the last.  Behind a broken
 * value that begins and breaks on one line, it goes on with the next line, as
 * JSON Lines want it; behind any other it is at the end.
 */
enum scan_result scan_next(struct scan *scan);

struct span scan_whole(const struct scan *scan, size_t record);

static inline struct span
scan_field(const struct scan *scan, size_t record, int slot)
{
	return scan->spans[record * (size_t)scan->fields->count + (size_t)slot];
}

/* The ways of walking that this machine has, NULL-ended, the fastest first:
   the same answers from each. */
scan_walk *const *scan_walks(void);

#endif
