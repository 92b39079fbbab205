/* SPDX-License-Identifier: MIT */
/*
 * Memory that is never NULL.
 *
 * Each function here returns memory or does not return: when there is none,
 * the host's handler is called (the program's prints a line and ends, a test's
 * longjmps), so no caller carries a branch that nobody can test.
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/* Called when memory is exhausted; must not return.  Default: abort(). */
void mem_on_exhausted(void (*handler)(void));

/* For what allocates by other means (json-c, libdeflate) and got nothing. */
_Noreturn void mem_exhausted(void);

void *mem_alloc(size_t size);
void *mem_calloc(size_t count, size_t size);
void *mem_realloc(void *old, size_t size);
char *mem_strdup(const char *text);		   /* NULL gives NULL */
char *mem_strndup(const char *text, size_t length); /* always terminated */

/* A bug of ours, never of a file, a lesson or a learner: says where, aborts. */
#define BUG(what) mem_bug(__FILE__, __LINE__, (what))
_Noreturn void mem_bug(const char *file, int line, const char *what);

#endif
