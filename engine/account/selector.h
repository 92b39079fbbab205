/* SPDX-License-Identifier: MIT */
/*
 * Event selectors: which events a trail copies.  Only trail.c asks.
 */
#ifndef ACCOUNT_SELECTOR_H
#define ACCOUNT_SELECTOR_H

#include <stdbool.h>

struct event_class;
struct json_object;

/* Both in wire form.  Basic selectors: one of them must want the event. */
bool selectors_want(struct json_object *selectors,
		    const struct event_class *class,
		    struct json_object *record);
/* Advanced ones: one of them must want it, by all of its fields. */
bool advanced_selectors_want(struct json_object *selectors,
			     const struct event_class *class,
			     struct json_object *record);

#endif
