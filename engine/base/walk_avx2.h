/* SPDX-License-Identifier: MIT */
/*
 * Stepping over JSON text by 32 and 64 bytes at once, on x86-64 with AVX2; see
 * base/walk_tokens.h.  Included only by files that are called only where
 * walk_has_avx2() says so.
 */
#ifndef BASE_WALK_AVX2_H
#define BASE_WALK_AVX2_H

#include "base/walk.h"

#include <immintrin.h>
#include <stdint.h>

#define WALK_TARGET __attribute__((target("avx2,bmi,popcnt,pclmul")))

/* A bit for each byte that equals `c`. */
WALK_TARGET static inline uint32_t
equal(__m256i bytes, char c)
{
	return (uint32_t)_mm256_movemask_epi8(
		_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(c)));
}

WALK_TARGET static inline const char *
walk_key_end(const char *p, const char *end, bool *escaped)
{
	while (p < end) {
		__m256i bytes = _mm256_loadu_si256((const __m256i *)p);
		uint32_t quotes = equal(bytes, '"');
		uint32_t backslashes = equal(bytes, '\\');

		/* a quote before the first backslash */
		if ((quotes & (backslashes - 1)) != 0) {
			p += __builtin_ctz(quotes);
			return p < end ? p : NULL;
		}
		if (backslashes != 0) {
			*escaped = true;
			p += __builtin_ctz(backslashes) + 2;
		} else {
			p += sizeof bytes;
		}
	}
	return NULL;
}

WALK_TARGET static inline const char *
walk_string_end(const char *p, const char *end)
{
	bool escaped = false;

	return walk_key_end(p, end, &escaped);
}

/* The bits behind backslashes that escape something; *carry goes from block
   to block.  Backslashes are rare: one turn for each. */
static inline uint64_t
escaped_bits(uint64_t backslashes, bool *carry)
{
	uint64_t escaped = *carry;

	backslashes &= ~escaped;
	*carry = false;
	while (backslashes != 0) {
		uint64_t first = backslashes & -backslashes;

		if (first >> 63)
			*carry = true;
		escaped |= first << 1;
		backslashes &= ~(first | first << 1);
	}
	return escaped;
}

/* Each bit the parity of those up to it: the bytes inside strings. */
WALK_TARGET static inline uint64_t
parity(uint64_t quotes)
{
	__m128i all = _mm_set1_epi8((char)0xff);
	__m128i product = _mm_clmulepi64_si128(
		_mm_set_epi64x(0, (int64_t)quotes), all, 0);

	return (uint64_t)_mm_cvtsi128_si64(product);
}

WALK_TARGET static const char *
walk_container_end(const char *p, const char *end)
{
	uint64_t in_string = 0; /* all bits, if the block before ended in one */
	bool carry = false;
	uint64_t depth = 0;

	for (; p < end; p += 64) {
		__m256i low = _mm256_loadu_si256((const __m256i *)p);
		__m256i high = _mm256_loadu_si256((const __m256i *)(p + 32));
		/* '[' and ']' differ from '{' and '}' by one bit */
		__m256i bit = _mm256_set1_epi8(0x20);
		__m256i low_or = _mm256_or_si256(low, bit);
		__m256i high_or = _mm256_or_si256(high, bit);
		uint64_t quotes = equal(low, '"') |
				  (uint64_t)equal(high, '"') << 32;
		uint64_t backslashes = equal(low, '\\') |
				       (uint64_t)equal(high, '\\') << 32;
		uint64_t opens = equal(low_or, '{') |
				 (uint64_t)equal(high_or, '{') << 32;
		uint64_t closes = equal(low_or, '}') |
				  (uint64_t)equal(high_or, '}') << 32;
		uint64_t strings, stray;

		if (backslashes != 0 || carry)
			quotes &= ~escaped_bits(backslashes, &carry);
		strings = parity(quotes) ^ in_string;
		in_string = 0 - (strings >> 63);
		opens &= ~strings;
		closes &= ~strings;
		stray = backslashes & ~strings;
		if (stray != 0) { /* no JSON from there on */
			opens &= (stray & -stray) - 1;
			closes &= (stray & -stray) - 1;
		} else if ((uint64_t)__builtin_popcountll(closes) < depth) {
			depth += (uint64_t)__builtin_popcountll(opens);
			depth -= (uint64_t)__builtin_popcountll(closes);
			continue;
		}
		for (uint64_t left = opens | closes; left; left &= left - 1) {
			if (opens & left & -left) {
				depth++;
			} else if (--depth == 0) {
				p += __builtin_ctzll(left) + 1;
				return p <= end ? p : NULL;
			}
		}
		if (stray != 0)
			return NULL;
	}
	return NULL;
}

/* Most members are like this: one look at 64 bytes for all four quotes. */
WALK_TARGET static inline const char *
walk_pair(const char *p, struct span *key)
{
	uint64_t quotes, backslashes, rest;
	__m256i low, high;

	if (*p != '"')
		return NULL;
	low = _mm256_loadu_si256((const __m256i *)(p + 1));
	high = _mm256_loadu_si256((const __m256i *)(p + 33));
	quotes = equal(low, '"') | (uint64_t)equal(high, '"') << 32;
	backslashes = equal(low, '\\') | (uint64_t)equal(high, '\\') << 32;
	rest = quotes & (quotes - 1);
	rest &= rest - 1; /* without the first two */
	if (rest == 0 || (backslashes & ((rest & -rest) - 1)) != 0)
		return NULL;
	*key = (struct span){ p + 1, (size_t)__builtin_ctzll(quotes) };
	p = key->text + key->length;
	if (p[1] != ':' || p[2] != '"')
		return NULL;
	return key->text + __builtin_ctzll(rest);
}

#include "base/walk_tokens.h"

#endif
