/* SPDX-License-Identifier: MIT */
/*
 * Progress: what the journal says of each lesson.  Derived anew each time;
 * nothing else is stored.
 */
#ifndef LEARNER_PROGRESS_H
#define LEARNER_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct journal;

enum step_state { STEP_NEW, STEP_MISSED, STEP_SKIPPED, STEP_RIGHT };

struct step_progress { /* of each step the learner stood at or tried */
	char *step;
	enum step_state state;
	unsigned attempts; /* up to the first right one */
	unsigned hints;
	size_t inputs_before; /* how many inputs there were when it began */
};

struct lesson_progress {
	char *lesson;
	char *version;	/* of the lesson when it was last started; NULL while
			   the inputs are not whole */
	int graded;	/* graded steps it had then */
	char *step;	/* where the learner stands; NULL: the beginning */
	char *arriving;	/* where she will, once the inputs are whole; or NULL */
	bool answered;	/* and has answered it right, or skipped it, since */
	bool started, done;
	unsigned rounds; /* how often it was finished */
	struct step_progress *steps;
	size_t step_count, step_allocated;
	char **inputs;	/* lines that made the account what it is now */
	size_t input_count, input_allocated;
};

struct progress {
	struct lesson_progress **lessons; /* in the order they were met */
	size_t count, allocated;
	char *last_lesson; /* where Enter goes on; NULL: nowhere yet */
	char *language;	   /* the saved choice, or NULL */
};

void progress_derive(struct progress *progress, const struct journal *journal);
void progress_release(struct progress *progress);
struct lesson_progress *progress_lesson(const struct progress *progress,
					const char *lesson); /* or NULL */
/* NULL if the learner never stood at it nor tried it. */
const struct step_progress *
progress_find_step(const struct lesson_progress *lesson, const char *step);
enum step_state progress_step(const struct lesson_progress *lesson,
			      const char *step); /* NULL lesson: STEP_NEW */
int progress_count(const struct lesson_progress *lesson, enum step_state state);

#endif
