/* SPDX-License-Identifier: MIT */
/*
 * The growth of every LIST: half as much again each time, so that a list of n
 * items is moved about log n times.
 */
#include "base/list.h"

#include <stdint.h>

#include "base/memory.h"

enum { LIST_FIRST = 8 };

void *
list_grow(void *items, size_t count, size_t *allocated, size_t size)
{
	size_t wanted;

	if (count < *allocated)
		return items;
	wanted = count < LIST_FIRST ? LIST_FIRST : count + count / 2;
	if (wanted > SIZE_MAX / 2 / size)
		mem_exhausted();
	items = mem_realloc(items, wanted * size);
	*allocated = wanted;
	return items;
}
