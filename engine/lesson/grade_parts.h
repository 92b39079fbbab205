/* SPDX-License-Identifier: MIT */
/*
 * What the files of grading share; nobody else includes this.
 */
#ifndef LESSON_GRADE_PARTS_H
#define LESSON_GRADE_PARTS_H

#include "lesson/grade.h"

struct graded grade_as(enum grade grade, struct phrase say);
/* For the journal: as much of `text` as fits, or items' ids with commas. */
void grade_set_answer(struct graded *graded, const char *text);
void grade_set_items(struct graded *graded, const struct step *step,
		     const size_t *items, size_t count);
const char *step_item_name(const struct step *step, size_t i);
/* What is said of a wrong answer that the author did not foresee. */
struct phrase grade_not_that(struct arena *arena);

struct graded grade_order(const struct step *step, const char *line,
			  struct arena *arena);
struct graded grade_match(const struct step *step, const char *line,
			  struct arena *arena);

#endif
