/* SPDX-License-Identifier: MIT */
/*
 * Hashing by eight bytes at once: multiply, and let the high bits come down.
 * Long texts go in four lanes, none of which waits for another.
 */
#include "base/hash.h"

#include <string.h>

enum { LANES = 4, WORD = sizeof(uint64_t) };

static uint64_t
read_word(const unsigned char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof word);
	return word;
}

/* Fewer than eight bytes. */
static uint64_t
read_short(const unsigned char *p, size_t length)
{
	uint32_t first, last;

	if (length >= sizeof first) {
		memcpy(&first, p, sizeof first);
		memcpy(&last, p + length - sizeof last, sizeof last);
		return first | (uint64_t)last << 32;
	}
	if (length == 0)
		return 0;
	return p[0] | (uint64_t)p[length / 2] << 8 |
	       (uint64_t)p[length - 1] << 16;
}

uint64_t
hash_join(uint64_t one, uint64_t two)
{
	one = (one ^ two) * UINT64_C(0x9e3779b97f4a7c15);
	return one ^ one >> 29;
}

uint64_t
hash_bytes(const void *bytes, size_t length)
{
	const unsigned char *p = bytes, *end = p + length;
	uint64_t value = length, lanes[LANES] = { 0, 1, 2, 3 };

	for (; end - p > LANES * WORD; p += LANES * WORD)
		for (int i = 0; i < LANES; i++)
			lanes[i] = hash_join(lanes[i],
					     read_word(p + i * WORD));
	if (length > LANES * WORD)
		for (int i = 0; i < LANES; i++)
			value = hash_join(value, lanes[i]);
	for (; end - p > WORD; p += WORD)
		value = hash_join(value, read_word(p));
	/* the last eight, of which some may have been in before */
	value = hash_join(value, length >= WORD ? read_word(end - WORD)
						: read_short(p, length));
	return value ^ value >> 32;
}
