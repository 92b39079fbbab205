/* SPDX-License-Identifier: MIT */
/*
 * The string pool: an open hash table of the texts themselves.
 *
 * Keeps true: at least a quarter of the slots is free, so a search ends; a
 * text's address stays the same until pool_release().
 */
#include "base/pool.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum {
	POOL_FIRST = 64,
	POOL_TAKES = 40, /* bytes a text, with its place in the table */
};

/* FNV-1a, with the high half folded in: the slot is cut from the low bits. */
static size_t
pool_hash(const char *text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) *
		       UINT64_C(0x100000001b3);
	return (size_t)(hash ^ hash >> 32);
}

/* The slot that holds `text`, or the free one where it belongs. */
static char **
pool_slot(const struct pool *pool, const char *text)
{
	size_t mask = pool->allocated - 1;
	size_t i = pool_hash(text) & mask;

	while (pool->slots[i] && strcmp(pool->slots[i], text) != 0)
		i = (i + 1) & mask;
	return &pool->slots[i];
}

static void
pool_grow(struct pool *pool)
{
	struct pool old = *pool;

	pool->allocated = old.allocated ? old.allocated * 2 : POOL_FIRST;
	pool->slots = mem_calloc(pool->allocated, sizeof *pool->slots);
	for (size_t i = 0; i < old.allocated; i++) {
		if (old.slots[i])
			*pool_slot(pool, old.slots[i]) = old.slots[i];
	}
	free(old.slots);
}

const char *
pool_intern(struct pool *pool, const char *text)
{
	char **slot;

	if (!text)
		return NULL;
	if (pool->count >= pool->allocated / 4 * 3)
		pool_grow(pool);
	slot = pool_slot(pool, text);
	if (!*slot) {
		*slot = mem_strdup(text);
		pool->count++;
		pool->bytes += strlen(text) + POOL_TAKES;
	}
	return *slot;
}

void
pool_release(struct pool *pool)
{
	for (size_t i = 0; i < pool->allocated; i++)
		free(pool->slots[i]);
	free(pool->slots);
	*pool = (struct pool){ 0 };
}
