/* SPDX-License-Identifier: MIT */
/*
 * What the ways of matching an event's text share with set.c; nobody else's.
 */
#ifndef PATTERN_TEXT_H
#define PATTERN_TEXT_H

#include "base/walk.h"
#include "pattern/plan.h"

struct strbuf;

/* Where a place's value is in the text.  It is that of the object walked last
   if the stamps are the same: nothing has to be cleared. */
struct slot {
	const char *text, *end;
	uint64_t stamp; /* of the object that has it */
	uint64_t own;   /* of the object that it is */
	const struct place *first; /* the children that are there */
	const struct place *next;  /* and that one's next */
};

struct match {
	struct room room; /* bad: no JSON, or too deep */
	const char *end;
	struct slot *slots; /* a place's index is its slot's */
	uint64_t stamp;
	bool dotted; /* a key with dots leads to what is asked for */
	struct strbuf *scratch;
};

/* As plan_match(), of an event's text, behind which WALK_PADDING bytes can be
   read. */
typedef bool text_match(struct match *m, const struct plan *plan,
			const char *text, uint64_t *no);
text_match text_match_portable;
#ifdef WALK_AVX2
text_match text_match_avx2;
#endif

/* The ways that this machine has, NULL-ended, the fastest first. */
text_match *const *text_matches(void);

#endif
