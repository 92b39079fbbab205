/* SPDX-License-Identifier: MIT */
/*
 * What the ways of walking a text share with scan.c; nobody else's.
 */
#ifndef RECORDS_WALK_H
#define RECORDS_WALK_H

#include <string.h>

#include "records/scan.h"

/* Slots that every scan has for itself, before those of fields_add(). */
enum {
	SLOT_WHOLE,
	SLOT_EVENT,   /* CloudTrailEvent: a record as a string */
	SLOT_VERSION, /* eventVersion, eventName: a record by itself has one */
	SLOT_NAME,
	SLOT_OWN,
};

/* The first eight bytes of a key, behind which eight more can be read. */
static inline uint64_t
field_head(const char *key, size_t length)
{
	uint64_t head;

	memcpy(&head, key, sizeof head);
	return length < sizeof head ? head & ((1ull << 8 * length) - 1) : head;
}

/* In which chain of children a key is. */
static inline size_t
field_chain(uint64_t head, size_t length)
{
	return (head ^ length) * 0x9e3779b97f4a7c15u >> 58;
}

/* The child with this key, or NULL; `escaped` if the key has a backslash. */
const struct field *field_child_escaped(const struct field *field,
					const char *key, size_t length);
/* Its spans, and those below it, are missing from now on. */
void field_forget(const struct field *field, struct span *spans);

/* The spans of one more record, all missing. */
struct span *scan_push(struct scan *scan);
/* Takes back the last record if it is too large. */
void scan_weigh(struct scan *scan);
/* The text of a string, padded, in the scan's arena; NULL if it is wrong. */
const char *scan_decode(struct scan *scan, struct span string,
			const char **end);

/* A key that has escapes, without them. */
struct span scan_key(struct scan *scan, struct span key);

scan_walk scan_walk_portable;
#ifdef WALK_AVX2
scan_walk scan_walk_avx2;
#endif

#endif
