/* SPDX-License-Identifier: MIT */
/*
 * UTF-8: decoding that never fails, and text made safe to show.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct strbuf;

/* Reads one code point, moves *text behind it (by one byte and U+FFFD where
   the bytes are no UTF-8); 0 at the end.  `end` is one past the last byte. */
uint32_t utf8_next(const char **text, const char *end);

bool utf8_valid(const char *text, size_t length);
void utf8_add(struct strbuf *out, uint32_t code_point);
size_t utf8_length(const char *text); /* in code points */

/*
 * Appends `text` with everything that could move a cursor, change a colour or
 * turn the direction of writing replaced by a visible form (\x1b, \u202e);
 * line feeds stay only if `lines`.  For records, log files, file names: any
 * text that Jasoos did not write itself.
 */
void utf8_add_visible(struct strbuf *out, const char *text, size_t length,
		      bool lines);

#endif
