/* SPDX-License-Identifier: MIT */
/*
 * A string pool: one copy of each distinct text, so that equal texts have
 * equal addresses and a million events share their few names.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

struct pool { /* zeroed is empty */
	char **slots;
	size_t count;
	size_t allocated; /* a power of two, or 0 */
	size_t bytes;	  /* of memory, about */
};

const char *pool_intern(struct pool *pool, const char *text); /* NULL: NULL */
void pool_release(struct pool *pool);

#endif
