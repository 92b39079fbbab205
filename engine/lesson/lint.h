/* SPDX-License-Identifier: MIT */
/*
 * The author's lint: what no rule of the form forbids and no learner enjoys.
 *
 * Only `jasoos check` asks; a lesson with such a fault still plays.  Faults go
 * into diagnostics.
 */
#ifndef LESSON_LINT_H
#define LESSON_LINT_H

#include "lesson/lesson.h"

/* Objectives that nothing tests, sources that nothing names, options and hints
   that give the answer away, texts too long for a screen. */
void lesson_lint(const struct lesson *lesson, struct diagnostics *diagnostics);

/* What a lesson of a pack with a glossary should have: terms, notes, a common
   belief and its test, a step to teach it back. */
void lesson_lint_whole(const struct lesson *lesson,
		       struct diagnostics *diagnostics);

#endif
