/* SPDX-License-Identifier: MIT */
/*
 * Getters that lend, setters that take, and paths, over json-c's values.
 * Reading is in json_parse.c, writing in json_write.c.
 *
 * Keeps true: a value of another type than asked for counts as missing; no
 * string is turned into a number.
 */
#include "base/json.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct json_object *
json_member(struct json_object *object, const char *key)
{
	struct json_object *value;

	return json_object_object_get_ex(object, key, &value) ? value : NULL;
}

const char *
json_string(struct json_object *object, const char *key)
{
	struct json_object *value = json_member(object, key);

	return json_object_is_type(value, json_type_string)
		       ? json_object_get_string(value)
		       : NULL;
}

size_t
json_count(struct json_object *array)
{
	return array ? json_object_array_length(array) : 0;
}

const char *
json_text_at(struct json_object *array, size_t i)
{
	return json_object_get_string(json_object_array_get_idx(array, i));
}

bool
json_boolean(struct json_object *object, const char *key, bool fallback)
{
	struct json_object *value = json_member(object, key);

	return json_object_is_type(value, json_type_boolean)
		       ? json_object_get_boolean(value)
		       : fallback;
}

int64_t
json_int(struct json_object *object, const char *key, int64_t fallback)
{
	struct json_object *value = json_member(object, key);
	double number;

	switch (json_object_get_type(value)) {
	case json_type_int:
		return json_object_get_int64(value);
	case json_type_double:
		number = json_object_get_double(value);
		if (number >= -9223372036854775808.0 &&
		    number < 9223372036854775808.0)
			return (int64_t)number;
		return fallback;
	default:
		return fallback;
	}
}

/* json-c answers NULL for want of memory; nobody else has to know. */
static struct json_object *
json_have(struct json_object *value)
{
	if (!value)
		mem_exhausted();
	return value;
}

void
json_set(struct json_object *object, const char *key,
	 struct json_object *value)
{
	if (json_object_object_add(object, key, value) != 0)
		mem_exhausted();
}

void
json_set_string(struct json_object *object, const char *key, const char *text)
{
	json_set(object, key,
		 text ? json_have(json_object_new_string(text)) : NULL);
}

void
json_set_bool(struct json_object *object, const char *key, bool value)
{
	json_set(object, key, json_have(json_object_new_boolean(value)));
}

void
json_set_int(struct json_object *object, const char *key, int64_t value)
{
	json_set(object, key, json_have(json_object_new_int64(value)));
}

struct json_object *
json_copy(struct json_object *value)
{
	struct json_object *copy = NULL;

	if (value && json_object_deep_copy(value, &copy, NULL) != 0)
		mem_exhausted();
	return copy;
}

bool
json_weigh(struct json_object *value, size_t *left)
{
	bool array = json_object_is_type(value, json_type_array);
	size_t own = 1, count = 0;

	if (json_object_is_type(value, json_type_string))
		own += (size_t)json_object_get_string_len(value) / 64;
	if (own > *left) {
		*left = 0;
		return false;
	}
	*left -= own;
	if (array)
		count = json_object_array_length(value);
	for (size_t i = 0; i < count; i++)
		if (!json_weigh(json_object_array_get_idx(value, i), left))
			return false;
	if (!json_object_is_type(value, json_type_object))
		return true;
	json_object_object_foreach(value, key, member) {
		(void)key;
		if (!json_weigh(member, left))
			return false;
	}
	return true;
}

static struct json_object *
json_item(struct json_object *array, const char *text)
{
	size_t index = 0;

	if (!*text)
		return NULL;
	for (; *text; text++) {
		if (*text < '0' || *text > '9' || index > INT_MAX / 10)
			return NULL;
		index = index * 10 + (size_t)(*text - '0');
	}
	return json_object_array_get_idx(array, index);
}

size_t
json_bytes(struct json_object *value)
{
	enum { VALUE_TAKES = 96 };
	size_t left = SIZE_MAX;

	if (value)
		json_weigh(value, &left);
	return (SIZE_MAX - left) * VALUE_TAKES;
}

struct json_object *
json_path(struct json_object *value, const char *path)
{
	char *parts = mem_strdup(path);
	char *part = parts;

	while (value && part) {
		char *dot = strchr(part, '.');

		if (dot)
			*dot++ = '\0';
		if (json_object_is_type(value, json_type_array))
			value = json_item(value, part);
		else
			value = json_member(value, part);
		part = dot;
	}
	free(parts);
	return value;
}
