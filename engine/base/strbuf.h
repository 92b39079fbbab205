/* SPDX-License-Identifier: MIT */
/*
 * A growing, always NUL-terminated byte string.
 *
 * `buf` is never NULL: an empty strbuf points at a shared "" and owns nothing.
 * Embedded NUL bytes are allowed; `len` counts bytes without the terminator.
 */
#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct strbuf {
	char *buf;
	size_t len;
	size_t allocated;
};

extern char strbuf_empty[1];
#define STRBUF_INIT { .buf = strbuf_empty, .len = 0, .allocated = 0 }

void strbuf_init(struct strbuf *s);
void strbuf_release(struct strbuf *s);	/* frees; usable again as empty */
void strbuf_reset(struct strbuf *s);	/* empties; keeps the memory */
char *strbuf_detach(struct strbuf *s);	/* caller frees; never NULL */

void strbuf_add(struct strbuf *s, const void *bytes, size_t length);
void strbuf_addstr(struct strbuf *s, const char *text);
void strbuf_addch(struct strbuf *s, char c);
void strbuf_addchars(struct strbuf *s, char c, size_t times);
void strbuf_addf(struct strbuf *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void strbuf_vaddf(struct strbuf *s, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));
void strbuf_grow(struct strbuf *s, size_t extra); /* room for extra bytes */
void strbuf_truncate(struct strbuf *s, size_t length);
void strbuf_trim(struct strbuf *s); /* white space at both ends goes */

/* Whether `text` is one of `words`, which end with NULL; no text is none. */
bool str_is_one_of(const char *text, const char *const *words);
/* A formatted string of its own; the caller frees it. */
char *str_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
