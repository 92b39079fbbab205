/* SPDX-License-Identifier: MIT */
/*
 * The arena's blocks: a chain, newest first.
 *
 * Small things share a block; a thing larger than a block gets one of its own
 * behind the newest, so that the room left in that one is still used.
 */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum {
	ARENA_BLOCK = 8192,
	ARENA_ALIGN = _Alignof(max_align_t),
};

struct arena_block {
	struct arena_block *next;
	size_t used;
	size_t size;
	_Alignas(max_align_t) char bytes[];
};

void
arena_init(struct arena *a)
{
	a->blocks = NULL;
}

void
arena_release(struct arena *a)
{
	while (a->blocks) {
		struct arena_block *block = a->blocks;

		a->blocks = block->next;
		free(block);
	}
}

static struct arena_block *
arena_block_new(size_t size)
{
	struct arena_block *block = mem_calloc(1, sizeof *block + size);

	block->size = size;
	return block;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	struct arena_block *block = a->blocks;

	if (size > SIZE_MAX / 2)
		mem_exhausted();
	size = (size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
	if (size == 0)
		size = ARENA_ALIGN;
	if (block && size > ARENA_BLOCK / 4 &&
	    size > block->size - block->used) {
		struct arena_block *own = arena_block_new(size);

		own->used = size;
		own->next = block->next;
		block->next = own;
		return own->bytes;
	}
	if (!block || size > block->size - block->used) {
		block = arena_block_new(size > ARENA_BLOCK ? size
							   : ARENA_BLOCK);
		block->next = a->blocks;
		a->blocks = block;
	}
	block->used += size;
	return block->bytes + block->used - size;
}

char *
arena_strdup(struct arena *a, const char *text)
{
	return text ? arena_strndup(a, text, strlen(text)) : NULL;
}

char *
arena_strndup(struct arena *a, const char *text, size_t length)
{
	const char *end;
	char *copy;

	if (!text)
		return NULL;
	end = memchr(text, '\0', length);
	if (end)
		length = (size_t)(end - text);
	copy = arena_alloc(a, length + 1);
	memcpy(copy, text, length);
	return copy;
}

char *
arena_join(struct arena *a, const char *one, const char *glue, const char *two)
{
	size_t first = strlen(one), middle = strlen(glue), last = strlen(two);
	char *text = arena_alloc(a, first + middle + last + 1);

	memcpy(text, one, first);
	memcpy(text + first, glue, middle);
	memcpy(text + first + middle, two, last);
	return text;
}

char *
arena_printf(struct arena *a, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = arena_vprintf(a, format, args);
	va_end(args);
	return text;
}

char *
arena_vprintf(struct arena *a, const char *format, va_list args)
{
	va_list again;
	char *text;
	int length;

	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, args);
	if (length < 0)
		BUG("a format that cannot be written");
	text = arena_alloc(a, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}
