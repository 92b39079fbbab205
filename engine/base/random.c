/* SPDX-License-Identifier: MIT */
/*
 * SplitMix64: one addition and one mixing step a number.
 *
 * Keeps true: the same seed gives the same sequence on every machine.  Only
 * whole-number arithmetic of fixed width is used.
 */
#include "base/random.h"

#include <string.h>

void
random_seed(struct random *r, uint64_t seed)
{
	r->state = seed;
}

uint64_t
random_next(struct random *r)
{
	uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

uint32_t
random_below(struct random *r, uint32_t limit)
{
	return (uint32_t)((random_next(r) >> 32) * limit >> 32);
}

double
random_unit(struct random *r)
{
	return (double)(random_next(r) >> 11) / 9007199254740992.0;
}

const char *
random_guid(struct random *r, char *out)
{
	uint64_t high = random_next(r);
	uint64_t low = random_next(r);
	char *at = out;

	high = (high & ~UINT64_C(0xf000)) | 0x4000;	/* version 4 */
	low = (low & (~UINT64_C(0) >> 2)) | UINT64_C(1) << 63;	/* variant 1 */
	for (int i = 0; i < 32; i++) {
		uint64_t half = i < 16 ? high : low;

		if (i == 8 || i == 12 || i == 16 || i == 20)
			*at++ = '-';
		*at++ = "0123456789abcdef"[half >> (60 - i % 16 * 4) & 15];
	}
	*at = '\0';
	return out;
}

const char *
random_text(struct random *r, const char *alphabet, int count, char *out)
{
	uint32_t letters = (uint32_t)strlen(alphabet);

	for (int i = 0; i < count; i++)
		out[i] = alphabet[random_below(r, letters)];
	out[count] = '\0';
	return out;
}
