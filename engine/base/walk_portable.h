/* SPDX-License-Identifier: MIT */
/*
 * Stepping over JSON text in plain C, for any machine; see base/walk_tokens.h.
 */
#ifndef BASE_WALK_PORTABLE_H
#define BASE_WALK_PORTABLE_H

#include "base/walk.h"

#include <stdint.h>
#include <string.h>

#define WALK_TARGET

/* How many of the eight bytes at `p` stand before a quote or a backslash. */
static inline size_t
plain_bytes(const char *p)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t word, quotes, backslashes, found;

	memcpy(&word, p, sizeof word);
	quotes = word ^ ones * '"';
	backslashes = word ^ ones * '\\';
	/* a zero byte borrows into its high bit; of those that are set the
	   lowest one is right */
	found = (((quotes - ones) & ~quotes) |
		 ((backslashes - ones) & ~backslashes)) & ones * 0x80;
	if (found == 0)
		return sizeof word;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return (size_t)__builtin_ctzll(found) / 8;
#else
	return strcspn(p, "\"\\");
#endif
}

static inline const char *
walk_key_end(const char *p, const char *end, bool *escaped)
{
	while (p < end) {
		size_t plain = plain_bytes(p);

		p += plain;
		if (plain == sizeof(uint64_t))
			continue;
		if (*p == '"')
			break;
		*escaped = true;
		p += 2;
	}
	return p < end ? p : NULL;
}

static inline const char *
walk_string_end(const char *p, const char *end)
{
	bool escaped = false;

	return walk_key_end(p, end, &escaped);
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
			/* most are followed by another one */
			while (p != NULL && (p[1] == ':' || p[1] == ',') &&
			       p[2] == '"')
				p = walk_string_end(p + 3, end);
			if (p == NULL)
				return NULL;
		}
	}
}

#include "base/walk_tokens.h"

static inline const char *
walk_member(const char *p, const char *end, struct walk_member *member)
{
	return walk_key(p, end, member);
}

#endif
