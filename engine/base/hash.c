/* SPDX-License-Identifier: MIT */
/*
 * Hashing by eight bytes at once: multiply, and let the high bits come down.
 */
#include "base/hash.h"

#include <string.h>

static uint64_t
mix(uint64_t value, uint64_t word)
{
	value = (value ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return value ^ value >> 29;
}

uint64_t
hash_bytes(const void *bytes, size_t length)
{
	const unsigned char *p = bytes;
	uint64_t value = length, word;

	for (; length >= sizeof word; length -= sizeof word, p += sizeof word) {
		memcpy(&word, p, sizeof word);
		value = mix(value, word);
	}
	word = 0;
	memcpy(&word, p, length);
	value = mix(value, word);
	return value ^ value >> 32;
}
