/* SPDX-License-Identifier: MIT */
/*
 * What is wrong with content: `file:line:column: what, and what to write`.
 *
 * Not for learners' mistakes and not for ours; for authors of lessons,
 * scenarios and packs.  The message is in the primary language.
 */
#ifndef LESSON_DIAGNOSTIC_H
#define LESSON_DIAGNOSTIC_H

#include <stddef.h>

struct diagnostic {
	char *file;
	int line, column; /* from 1; 0 where there is no place */
	char *message;
};

struct diagnostics { /* zeroed is empty */
	struct diagnostic *items;
	size_t count;
	size_t allocated;
};

void diagnose(struct diagnostics *list, const char *file, int line, int column,
	      const char *format, ...) __attribute__((format(printf, 5, 6)));
void diagnostics_sort(struct diagnostics *list); /* by file, line, column */
void diagnostics_release(struct diagnostics *list);

#endif
