/* SPDX-License-Identifier: MIT */
/*
 * The forms of an answer, and moments in them.
 *
 * Operations answer with epoch seconds, as AWS does on the wire; the client
 * shows them as ISO 8601 in its own zone, which in the lab is UTC.
 */
#include "shell/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/list.h"
#include "shell/shell.h"

int
format_is_nested(struct json_object *value)
{
	return json_object_is_type(value, json_type_object) ||
	       json_object_is_type(value, json_type_array);
}

static int
compare_keys(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
format_keys_add(struct format_keys *keys, struct json_object *object,
		enum format_which which)
{
	size_t kept = 0;

	if (!json_object_is_type(object, json_type_object))
		return;
	json_object_object_foreach(object, key, value) {
		if (format_is_nested(value) == (which == FORMAT_NESTED))
			list_push(keys, key);
	}
	if (keys->count == 0)
		return;
	qsort(keys->items, keys->count, sizeof *keys->items, compare_keys);
	for (size_t i = 1; i < keys->count; i++) {
		if (strcmp(keys->items[kept], keys->items[i]) != 0)
			keys->items[++kept] = keys->items[i];
	}
	keys->count = kept + 1;
}

void
format_keys_release(struct format_keys *keys)
{
	list_release(keys);
}

/*
 * AWS's models name moments so throughout; CloudWatch Logs' own, in milliseconds, begin with a small letter.
 */
bool
format_is_moment(const char *name, struct json_object *value)
{
	static const char *const endings[] = { "Time", "Date", "Timestamp",
					       "LastModified", "Expiration" };
	size_t length = strlen(name);

	if (!json_object_is_type(value, json_type_int) &&
	    !json_object_is_type(value, json_type_double))
		return false;
	if (name[0] < 'A' || name[0] > 'Z')
		return false;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t ending = strlen(endings[i]);

		if (length >= ending &&
		    strcmp(name + length - ending, endings[i]) == 0)
			return true;
	}
	return false;
}

static struct json_object *
moment_text(struct json_object *value)
{
	double seconds = json_object_get_double(value);
	int64_t moment;
	char iso[CLOCK_TEXT], text[CLOCK_TEXT + 32];
	int milliseconds;

	/* clock.h's years are 1 to 9999 */
	if (!(seconds > -60000000000.0 && seconds < 250000000000.0))
		return json_object_get(value);
	moment = (int64_t)(seconds * CLOCK_SECOND + (seconds < 0 ? -0.5 : 0.5));
	milliseconds = clock_civil(moment).millisecond;
	clock_format(moment, "%Y-%m-%dT%H:%M:%S", iso, sizeof iso);
	if (milliseconds > 0)
		snprintf(text, sizeof text, "%s.%03d000+00:00", iso,
			 milliseconds);
	else
		snprintf(text, sizeof text, "%s+00:00", iso);
	return json_object_new_string(text);
}

struct json_object *
format_moments(struct json_object *value)
{
	struct json_object *copy;

	if (json_object_is_type(value, json_type_array)) {
		copy = json_object_new_array();
		for (size_t i = 0; i < json_object_array_length(value); i++)
			json_object_array_add(
				copy, format_moments(
					      json_object_array_get_idx(value,
									i)));
		return copy;
	}
	if (!json_object_is_type(value, json_type_object))
		return json_object_get(value);
	copy = json_object_new_object();
	json_object_object_foreach(value, key, member)
		json_object_object_add(copy, key,
				       format_is_moment(key, member)
					       ? moment_text(member)
					       : format_moments(member));
	return copy;
}

static bool
is_empty_object(struct json_object *value)
{
	return json_object_is_type(value, json_type_object) &&
	       json_object_object_length(value) == 0;
}

void
shell_format(struct json_object *value, const char *format, const char *title,
	     struct strbuf *out)
{
	struct json_object *shown = format_moments(value);

	if (strcmp(format, "text") == 0) {
		format_text(shown, out);
	} else if (strcmp(format, "table") == 0) {
		format_table(shown, title, out);
	} else if (!is_empty_object(shown)) {
		json_write_pretty(shown, out);
		strbuf_addch(out, '\n');
	}
	json_object_put(shown);
}
