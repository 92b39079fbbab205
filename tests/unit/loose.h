/* SPDX-License-Identifier: MIT */
/*
 * JSON compared as a person would: members in any order, and `...` where the
 * value does not matter.
 *
 *	"EventId": "..."		any value
 *	"arn:...:trail/main"		any text where the dots stand
 *	["first", "..."]		whatever follows
 *	{"Name": "main", "...": ""}	more members than these
 */
#ifndef TESTS_LOOSE_H
#define TESTS_LOOSE_H

#include <stdbool.h>
#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"

#define DOTS "..."

static inline bool
loose_text(const char *expected, const char *actual)
{
	const char *dots = strstr(expected, DOTS);
	size_t length = dots ? (size_t)(dots - expected) : 0;

	if (!dots)
		return !strcmp(expected, actual);
	if (strncmp(expected, actual, length) != 0)
		return false;
	for (actual += length;; actual++) {
		if (loose_text(dots + strlen(DOTS), actual))
			return true;
		if (!*actual)
			return false;
	}
}

static inline bool
is_dots(struct json_object *value)
{
	return json_object_is_type(value, json_type_string) &&
	       !strcmp(json_object_get_string(value), DOTS);
}

static inline bool
loose_differ(const char *path, struct json_object *expected,
	     struct json_object *actual, struct strbuf *why)
{
	strbuf_addf(why, "%s: expected ", *path ? path : "the answer");
	json_write(expected, why);
	strbuf_addstr(why, ", was ");
	json_write(actual, why);
	return false;
}

static inline bool loose_match(struct json_object *expected,
			       struct json_object *actual, const char *path,
			       struct strbuf *why);

static inline bool
loose_object(struct json_object *expected, struct json_object *actual,
	     const char *path, struct strbuf *why)
{
	bool open = json_object_object_get_ex(expected, DOTS, NULL);
	struct strbuf below = STRBUF_INIT;
	bool same = true;

	json_object_object_foreach(expected, key, value) {
		struct json_object *found = NULL;

		if (!strcmp(key, DOTS))
			continue;
		strbuf_reset(&below);
		strbuf_addf(&below, "%s.%s", path, key);
		if (!json_object_object_get_ex(actual, key, &found)) {
			strbuf_addf(why, "%s: is missing", below.buf);
			same = false;
		} else {
			same = loose_match(value, found, below.buf, why);
		}
		if (!same)
			break;
	}
	strbuf_release(&below);
	if (!same || open)
		return same;
	json_object_object_foreach(actual, other, extra) {
		(void)extra;
		if (json_object_object_get_ex(expected, other, NULL))
			continue;
		strbuf_addf(why, "%s.%s: was not expected", path, other);
		return false;
	}
	return true;
}

static inline bool
loose_array(struct json_object *expected, struct json_object *actual,
	    const char *path, struct strbuf *why)
{
	size_t count = json_object_array_length(expected), i;
	bool open = count > 0 && is_dots(json_object_array_get_idx(
					 expected, count - 1));
	struct strbuf below = STRBUF_INIT;
	bool same = true;

	if (open)
		count--;
	if (open ? json_object_array_length(actual) < count :
		   json_object_array_length(actual) != count)
		return loose_differ(path, expected, actual, why);
	for (i = 0; i < count && same; i++) {
		strbuf_reset(&below);
		strbuf_addf(&below, "%s.%zu", path, i);
		same = loose_match(json_object_array_get_idx(expected, i),
				   json_object_array_get_idx(actual, i),
				   below.buf, why);
	}
	strbuf_release(&below);
	return same;
}

/* False, and where and why in `why`, if `actual` is not as expected. */
static inline bool
loose_match(struct json_object *expected, struct json_object *actual,
	    const char *path, struct strbuf *why)
{
	if (is_dots(expected))
		return true;
	if (json_object_get_type(expected) != json_object_get_type(actual))
		return loose_differ(path, expected, actual, why);
	switch (json_object_get_type(expected)) {
	case json_type_object:
		return loose_object(expected, actual, path, why);
	case json_type_array:
		return loose_array(expected, actual, path, why);
	case json_type_string:
		return loose_text(json_object_get_string(expected),
				  json_object_get_string(actual)) ||
		       loose_differ(path, expected, actual, why);
	default:
		return json_object_equal(expected, actual) ||
		       loose_differ(path, expected, actual, why);
	}
}

#endif
