/* SPDX-License-Identifier: MIT */
/*
 * A list of what is wrong with content.  Faults are kept in the order they
 * were found until they are sorted for reading.
 */
#include "lesson/diagnostic.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/memory.h"
#include "base/strbuf.h"

void
diagnose(struct diagnostics *list, const char *file, int line, int column,
	 const char *format, ...)
{
	struct strbuf message = STRBUF_INIT;
	va_list args;

	va_start(args, format);
	strbuf_vaddf(&message, format, args);
	va_end(args);
	struct diagnostic fault = {
		.file = mem_strdup(file),
		.line = line,
		.column = column,
		.message = strbuf_detach(&message),
	};
	list_push(list, fault);
}

static int
diagnostic_compare(const struct diagnostic *a, const struct diagnostic *b)
{
	int order = strcmp(a->file, b->file);

	if (order != 0)
		return order;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

/* By insertion: stable, and the list is nearly in order as it comes. */
void
diagnostics_sort(struct diagnostics *list)
{
	for (size_t i = 1; i < list->count; i++) {
		struct diagnostic fault = list->items[i];
		size_t at = i;

		while (at > 0 &&
		       diagnostic_compare(&list->items[at - 1], &fault) > 0) {
			list->items[at] = list->items[at - 1];
			at--;
		}
		list->items[at] = fault;
	}
}

void
diagnostics_release(struct diagnostics *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->items[i].file);
		free(list->items[i].message);
	}
	list_release(list);
}
