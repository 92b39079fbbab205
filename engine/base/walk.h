/* SPDX-License-Identifier: MIT */
/*
 * Stepping over JSON text without building anything: what the plain ways
 * (base/walk_portable.h) and those for some processors (base/walk_avx2.h) share.
 * They take text that is held to be JSON: what they step over need only be
 * balanced, and none of it makes them read past the padding.
 */
#ifndef BASE_WALK_H
#define BASE_WALK_H

#include <stdbool.h>
#include <stddef.h>

enum { WALK_PADDING = 64 }; /* zero bytes behind a text */

/* A JSON value as it is written; length 0 where there is none. */
struct span {
	const char *text;
	size_t length;
};

/* A member of an object, before its value is stepped over. */
struct walk_member {
	struct span key;  /* without quotes */
	bool escaped;	  /* it has a backslash */
	const char *stop; /* behind the value, where that was seen too: then it
			     is a string without escapes; else NULL */
};

struct strbuf;

/* A string's text, appended; false if it is no string, or a wrong one. */
bool span_text(struct span span, struct strbuf *out);

#if defined(__x86_64__) && defined(__GNUC__)
#define WALK_AVX2 1
#endif

/* Whether this processor has what base/walk_avx2.h uses. */
bool walk_has_avx2(void);

#endif
