/* SPDX-License-Identifier: MIT */
/*
 * Stepping over JSON text in plain C, for any machine; see base/walk_tokens.h.
 */
#ifndef BASE_WALK_PORTABLE_H
#define BASE_WALK_PORTABLE_H

#include "base/walk.h"

#include <string.h>

#define WALK_TARGET

static inline const char *
walk_key_end(const char *p, const char *end, bool *escaped)
{
	for (; p < end && *p != '"'; p++) {
		if (*p == '\\') {
			*escaped = true;
			p++;
		}
	}
	return p < end ? p : NULL;
}

static inline const char *
walk_string_end(const char *p, const char *end)
{
	while (p < end && (p = memchr(p, '"', (size_t)(end - p))) != NULL) {
		const char *before = p;

		/* the opening quote, at the latest, is no backslash */
		while (before[-1] == '\\')
			before--;
		if (((p - before) & 1) == 0)
			return p;
		p++;
	}
	return NULL;
}

/* What a byte is outside of strings. */
enum { BYTE_OTHER, BYTE_QUOTE, BYTE_OPEN, BYTE_CLOSE, BYTE_STRAY,
       BYTE_NUL };

static const unsigned char bytes[256] = {
	['\0'] = BYTE_NUL,  ['"'] = BYTE_QUOTE, ['{'] = BYTE_OPEN,
	['['] = BYTE_OPEN,  ['}'] = BYTE_CLOSE, [']'] = BYTE_CLOSE,
	['\\'] = BYTE_STRAY,
};

static inline const char *
walk_container_end(const char *p, const char *end)
{
	size_t depth = 0;

	for (;; p++) {
		unsigned char byte;

		while ((byte = bytes[(unsigned char)*p]) == BYTE_OTHER)
			p++;
		if (byte == BYTE_OPEN) {
			depth++;
		} else if (byte == BYTE_CLOSE) {
			if (--depth == 0)
				return p + 1;
		} else if (byte == BYTE_NUL) {
			if (p >= end)
				return NULL;
		} else if (byte == BYTE_STRAY) {
			return NULL;
		} else {
			p = walk_string_end(p + 1, end);
			if (p == NULL)
				return NULL;
		}
	}
}

static inline const char *
walk_pair(const char *p, struct span *key)
{
	(void)p;
	(void)key;
	return NULL;
}

#include "base/walk_tokens.h"

#endif
