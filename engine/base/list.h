/* SPDX-License-Identifier: MIT */
/*
 * Growable arrays: LIST(type) declares one, list_push() adds to its end.
 *
 *	LIST(struct rule *) rules;	-- zeroed memory is an empty list
 *	list_push(&rules, rule);
 *	for (size_t i = 0; i < rules.count; i++) use(rules.items[i]);
 *	list_release(&rules);		-- frees the array, not what it points at
 *
 * Items move when the list grows: keep indexes or pointers to owned objects,
 * never the address of an item.
 */
#ifndef BASE_LIST_H
#define BASE_LIST_H

#include <stddef.h>

#define LIST(type)              \
	struct {                \
		type *items;    \
		size_t count;   \
		size_t allocated; \
	}

#define list_push(list, item)                                            \
	do {                                                             \
		(list)->items = list_grow((list)->items, (list)->count,  \
					  &(list)->allocated,            \
					  sizeof *(list)->items);        \
		(list)->items[(list)->count++] = (item);                 \
	} while (0)

#define list_release(list)                      \
	do {                                    \
		free((list)->items);            \
		(list)->items = NULL;           \
		(list)->count = (list)->allocated = 0; \
	} while (0)

/* Room for one more item behind `count`; returns the array, perhaps moved. */
void *list_grow(void *items, size_t count, size_t *allocated, size_t size);

#endif
