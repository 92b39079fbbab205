/* SPDX-License-Identifier: MIT */
/*
 * A lesson session: a step machine.
 *
 * session_feed() takes one line the learner typed and appends what there is to
 * say; it never prints, blocks, or reads a clock.  Grades depend on option ids
 * and the account's state, never on a localized string or on what language the
 * screen shows.  Words of language/answer.h work at any moment, in both
 * languages.  What is to be remembered goes to the host through `record`.
 */
#ifndef LESSON_SESSION_H
#define LESSON_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "lesson/lab.h"
#include "lesson/lesson.h"
#include "lesson/message.h"
#include "learner/progress.h"

struct session;

struct session_host {
	/* An entry for the journal (learner/journal.h, without "at"); taken. */
	void (*record)(void *data, struct json_object *entry);
	void *data;
	/* The pack, for `list`; may be NULL. */
	const struct pack *pack;
	const struct progress *progress; /* at the start; may be NULL */
	bool notes; /* show the speaker notes too */
};

enum session_wants {
	SESSION_ENTER,	/* Enter goes on */
	SESSION_ANSWER, /* an answer to the question on the screen */
	SESSION_LINE,	/* an aws line or a word, in a task or free play */
	SESSION_OVER,	/* the lesson is done or was left */
};

/*
 * Begins at `step` (NULL: where the learner was, else the first).  `scenario`
 * is the lesson's, or NULL.  When resuming, the account is brought to where it
 * was by the recorded inputs, or, where the lesson has changed since, by the
 * solutions of the steps before.  Lends lesson, scenario, host.
 */
struct session *session_new(const struct lesson *lesson,
			    const struct scenario *scenario,
			    const struct session_host *host, const char *step,
			    struct messages *out,
			    struct diagnostics *diagnostics);
void session_free(struct session *session);

/* One line in, messages out; returns what it wants next. */
enum session_wants session_feed(struct session *session, const char *line,
				struct messages *out);
enum session_wants session_wants(const struct session *session);
/* Left by `quit` rather than finished. */
bool session_left(const struct session *session);
/* Says the present step again, from its top: after a language change. */
void session_show(struct session *session, struct messages *out);

const struct step *session_step(const struct session *session);
struct lab *session_lab(struct session *session); /* NULL without scenario */

/*
 * The author's check: solves every graded step by its own answer and requires
 * each of its wrong answers to fail, in both languages; refuses a task whose
 * starting state is already the goal.  Faults go into diagnostics.
 */
void lesson_check(const struct lesson *lesson, const struct scenario *scenario,
		  struct diagnostics *diagnostics);

#endif
