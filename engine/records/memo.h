/* SPDX-License-Identifier: MIT */
/*
 * A memory for answers: what was answered for the same bytes a while ago need
 * not be worked out again.  Records repeat their few callers, so most of what
 * a question looks at was seen before.
 *
 * It holds a fixed number of short texts, in full: an answer is never another
 * text's.  One for each thread.
 */
#ifndef RECORDS_MEMO_H
#define RECORDS_MEMO_H

#include <stddef.h>
#include <stdint.h>

enum { MEMO_TEXTS = 2048, MEMO_TEXT_MOST = 1024 }; /* bytes of each */

struct memo { /* zeroed is empty */
	struct memo_text {
		char *text;
		size_t length, allocated;
		int answer;
	} *texts;
};

void memo_release(struct memo *memo);
/* The answer kept for this text, or -1; *place is for memo_keep(). */
int memo_find(struct memo *memo, const char *text, size_t length,
	      size_t *place);
/* Keeps the answer, from 0 on; what was there is forgotten. */
void memo_keep(struct memo *memo, const char *text, size_t length,
	       size_t place, int answer);

#endif
