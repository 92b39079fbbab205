/* SPDX-License-Identifier: MIT */
/*
 * An arena: things that die together (a loaded lesson, one screen's messages)
 * are allocated one by one and freed at once.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena {
	struct arena_block *blocks;
};

void arena_init(struct arena *a);
void arena_release(struct arena *a); /* frees all of it; usable again */

/* Zeroed, aligned for any type; lives as long as the arena. */
void *arena_alloc(struct arena *a, size_t size);
char *arena_strdup(struct arena *a, const char *text); /* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *text, size_t length);
/* "one.two" of "one", "." and "two". */
char *arena_join(struct arena *a, const char *one, const char *glue,
		 const char *two);
char *arena_printf(struct arena *a, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

#endif
