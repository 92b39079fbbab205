/* SPDX-License-Identifier: MIT */
/*
 * Grading: what an answer to a step is worth, and what to say of it.
 *
 * Three results and a fourth: right, partly, wrong, and "this is no answer"
 * (the learner typed something that cannot be one: a letter where a number is
 * asked), which costs nothing and is told from a wrong answer.
 */
#ifndef LESSON_GRADE_H
#define LESSON_GRADE_H

#include "lesson/lesson.h"
#include "lesson/message.h"

struct account;

enum grade {
	GRADE_RIGHT,
	GRADE_PARTLY,
	GRADE_WRONG,
	GRADE_TAKEN,	 /* a guess of a predict step */
	GRADE_NO_ANSWER, /* `say` tells what an answer would look like */
};

struct graded {
	enum grade grade;
	struct phrase say;    /* feedback in every language; may be empty */
	char answer[256];     /* by ids, for the journal: "b", "a,c", "90" */
};

/*
 * Grades an answer to a predict, choose, concept, number, text, order or match
 * step.  Numbers and letters name what the screen shows in its order: options
 * as written, items and right sides by step_mixed().  Texts in `arena`.
 */
struct graded grade_answer(const struct step *step, const char *line,
			   struct arena *arena);

/* The line is an answer that the step knows, though it may also be a word of
   the prompt: an option "next" is picked by its text. */
bool grade_names_answer(const struct step *step, const char *line,
			struct arena *arena);

/* What a concept step offers: "right", "partly right", "wrong", in the order of
   their numbers. */
struct phrase judgement_phrase(enum judgement judgement);

/* Both, with `between` between them, in each language; an empty one is left
   out. */
struct phrase phrase_join(struct arena *arena, struct phrase first,
			  const char *between, struct phrase second);

/* The screen's order of an order step's items or a match step's right sides:
   order[i] is the index of what stands at place i.  Never the right order;
   the same each time for the same step. */
void step_mixed(const struct step *step, size_t *order);

/* The right answer as the learner would type it ("2", "1,3", "a=2 b=1"), and
   a wrong's; both for check, skip and tests.  The caller frees.  Of predict
   and the graded kinds but do; wrong ones of number, text, order, match, do. */
char *step_right_answer(const struct step *step);
char *step_wrong_answer(const struct step *step,
			const struct step_wrong *wrong);

#endif
