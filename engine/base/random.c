/* SPDX-License-Identifier: MIT */
/*
 * SplitMix64: one addition and one mixing step a number.
 *
 * Keeps true: the same seed gives the same sequence on every machine.  Only
 * whole-number arithmetic of fixed width is used.
 */
#include "base/random.h"

#include <stdio.h>
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

	high = (high & ~UINT64_C(0xf000)) | 0x4000;	/* version 4 */
	low = (low & (~UINT64_C(0) >> 2)) | UINT64_C(1) << 63;	/* variant 1 */
	snprintf(out, 37, "%08x-%04x-%04x-%04x-%04x%08x",
		 (unsigned)(high >> 32), (unsigned)(high >> 16 & 0xffff),
		 (unsigned)(high & 0xffff), (unsigned)(low >> 48),
		 (unsigned)(low >> 32 & 0xffff), (unsigned)(low & 0xffffffff));
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
