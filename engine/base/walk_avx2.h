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

/* 64 bytes; of what is asked of them, a bit for each. */
struct block {
	__m256i low, high;
};

WALK_TARGET static inline struct block
block_load(const char *p)
{
	return (struct block){
		_mm256_loadu_si256((const __m256i *)p),
		_mm256_loadu_si256((const __m256i *)(p + 32)),
	};
}

WALK_TARGET static inline uint64_t
block_equal(struct block block, char c)
{
	__m256i all = _mm256_set1_epi8(c);
	uint32_t low = (uint32_t)_mm256_movemask_epi8(
		_mm256_cmpeq_epi8(block.low, all));
	uint32_t high = (uint32_t)_mm256_movemask_epi8(
		_mm256_cmpeq_epi8(block.high, all));

	return low | (uint64_t)high << 32;
}

WALK_TARGET static inline bool
block_has(struct block block, char c)
{
	__m256i all = _mm256_set1_epi8(c);

	return _mm256_movemask_epi8(_mm256_or_si256(
		       _mm256_cmpeq_epi8(block.low, all),
		       _mm256_cmpeq_epi8(block.high, all))) != 0;
}

WALK_TARGET static inline struct block
block_or(struct block block, char bits)
{
	__m256i all = _mm256_set1_epi8(bits);

	return (struct block){ _mm256_or_si256(block.low, all),
			       _mm256_or_si256(block.high, all) };
}

WALK_TARGET static inline const char *
walk_key_end(const char *p, const char *end, bool *escaped)
{
	while (p < end) {
		struct block block = block_load(p);
		uint64_t quotes = block_equal(block, '"');
		uint64_t backslashes = block_equal(block, '\\');

		/* a quote before the first backslash */
		if ((quotes & (backslashes - 1)) != 0) {
			p += __builtin_ctzll(quotes);
			return p < end ? p : NULL;
		}
		if (backslashes != 0) {
			*escaped = true;
			p += __builtin_ctzll(backslashes) + 2;
		} else {
			p += 64;
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
	uint64_t depth = 1;

	for (p++; p < end; p += 64) {
		struct block block = block_load(p);
		/* '[' and ']' differ from '{' and '}' by one bit */
		struct block folded = block_or(block, 0x20);
		uint64_t quotes = block_equal(block, '"');
		uint64_t opens = block_equal(folded, '{');
		uint64_t closes = block_equal(folded, '}');
		uint64_t strings, stray = 0;

		if (block_has(block, '\\') || carry) {
			stray = block_equal(block, '\\');
			quotes &= ~escaped_bits(stray, &carry);
		}
		strings = parity(quotes) ^ in_string;
		in_string = 0 - (strings >> 63);
		opens &= ~strings;
		closes &= ~strings;
		stray &= ~strings;
		if (stray != 0) { /* no JSON from there on */
			opens &= (stray & -stray) - 1;
			closes &= (stray & -stray) - 1;
		} else if ((uint64_t)__builtin_popcountll(closes) < depth) {
			depth += (uint64_t)__builtin_popcountll(opens);
			depth -= (uint64_t)__builtin_popcountll(closes);
			continue;
		}
		for (uint64_t left = closes; left != 0; left &= left - 1) {
			uint64_t before = (left & -left) - 1;

			if (--depth + (uint64_t)__builtin_popcountll(
					      opens & before) == 0) {
				p += __builtin_ctzll(left) + 1;
				return p <= end ? p : NULL;
			}
		}
		depth += (uint64_t)__builtin_popcountll(opens);
		if (stray != 0)
			return NULL;
	}
	return NULL;
}

#include "base/walk_tokens.h"

/* For most one look at 64 bytes is enough. */
WALK_TARGET static inline const char *
walk_member(const char *p, const char *end, struct walk_member *member)
{
	struct block block;
	const char *colon;
	uint64_t quotes;

	member->stop = NULL;
	if (*p != '"')
		return NULL;
	block = block_load(p + 1);
	quotes = block_equal(block, '"');
	colon = p + 2 + __builtin_ctzll(quotes | UINT64_C(1) << 63);
	if (block_has(block, '\\') || quotes == 0 || *colon != ':')
		return walk_key(p, end, member);
	member->key = (struct span){ p + 1, (size_t)(colon - p) - 2 };
	member->escaped = false;
	if (colon[1] != '"')
		return walk_blank(colon + 1);
	quotes &= quotes - 1;
	quotes &= quotes - 1; /* without the key's and the value's first */
	if (quotes != 0)
		member->stop = p + 2 + __builtin_ctzll(quotes);
	return colon + 1;
}

#endif
