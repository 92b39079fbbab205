/* SPDX-License-Identifier: MIT */
/*
 * The account's chance: a small seeded generator (SplitMix64), the same
 * sequence on every machine.  Not for secrets; for ids that look like AWS's.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stdint.h>

struct random {
	uint64_t state;
};

void random_seed(struct random *r, uint64_t seed);
uint64_t random_next(struct random *r);
uint32_t random_below(struct random *r, uint32_t limit); /* 0..limit-1 */
double random_unit(struct random *r);			 /* [0, 1) */

/* "3f2b8c1e-....-4...": a version 4 GUID; `out` is 37 bytes. */
const char *random_guid(struct random *r, char *out);
/* `count` characters of `alphabet`, terminated; `out` is count + 1 bytes. */
const char *random_text(struct random *r, const char *alphabet, int count,
			char *out);

#endif
