/* SPDX-License-Identifier: MIT */
/*
 * Review: questions that are due again, one after the other; a step machine
 * like the session (lesson/session.h).
 *
 * Missed ones come first, and one that is missed here comes once more at the
 * end.  Where a step has variants it is asked otherwise than the last time.
 * The answer goes to the journal as "review", by which learner/memory.h says
 * when it comes back.
 */
#ifndef LESSON_REVIEW_H
#define LESSON_REVIEW_H

#include "learner/memory.h"
#include "lesson/session.h"

struct review;

/*
 * Takes up to `most` of the due cards.  Cards whose lesson or step is no longer
 * there are passed over.  Lends all but `out`.  Says the first question; where
 * none is due it is over at once and nothing is said.
 */
struct review *review_new(const struct pack *pack, const struct memory *memory,
			  int64_t now, size_t most,
			  const struct session_host *host,
			  struct messages *out);
void review_free(struct review *review); /* NULL is fine */

enum session_wants review_feed(struct review *review, const char *line,
			       struct messages *out);
enum session_wants review_wants(const struct review *review);
/* How many were asked, and how many of them were right at once. */
size_t review_asked(const struct review *review);
size_t review_right(const struct review *review);

#endif
