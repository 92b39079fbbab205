/* SPDX-License-Identifier: MIT */
/*
 * Memory that is never NULL, and the end of the road for our own bugs.
 *
 * Keeps true: no function returns NULL for want of memory.  Nothing else in
 * libjasoos writes to a terminal; a bug's place goes to descriptor 2 directly,
 * because by then no host can be trusted to show it.
 */
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void (*exhausted_handler)(void);

void
mem_on_exhausted(void (*handler)(void))
{
	exhausted_handler = handler;
}

void
mem_exhausted(void)
{
	if (exhausted_handler)
		exhausted_handler();
	abort();
}

void *
mem_alloc(size_t size)
{
	void *memory = malloc(size ? size : 1);

	if (!memory)
		mem_exhausted();
	return memory;
}

void *
mem_calloc(size_t count, size_t size)
{
	void *memory;

	if (count == 0 || size == 0)
		count = size = 1;
	memory = calloc(count, size);
	if (!memory)
		mem_exhausted();
	return memory;
}

void *
mem_realloc(void *old, size_t size)
{
	void *memory = realloc(old, size ? size : 1);

	if (!memory)
		mem_exhausted();
	return memory;
}

char *
mem_strdup(const char *text)
{
	return text ? mem_strndup(text, strlen(text)) : NULL;
}

char *
mem_strndup(const char *text, size_t length)
{
	const char *end;
	char *copy;

	if (!text)
		return NULL;
	end = memchr(text, '\0', length);
	if (end)
		length = (size_t)(end - text);
	copy = mem_alloc(length + 1);
	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

void
mem_bug(const char *file, int line, const char *what)
{
	char text[256];
	int length = snprintf(text, sizeof text, "BUG: %s:%d: %s\n", file,
			      line, what);

	if (length >= (int)sizeof text)
		length = (int)sizeof text - 1;
	if (length > 0 && write(2, text, (size_t)length) < 0)
		abort();
	abort();
}
