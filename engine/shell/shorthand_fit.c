/* SPDX-License-Identifier: MIT */
/*
 * Shorthand knows only strings, lists and objects; here they get the types of
 * the table.
 */
#include "shell/value.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "aws/operation.h"
#include "base/json.h"
#include "shell/python.h"

static int
fit_integer(struct json_object **value, struct strbuf *why)
{
	const char *text = json_object_get_string(*value);
	char *end;
	long long number;

	if (!json_object_is_type(*value, json_type_string))
		return 0;
	errno = 0;
	number = strtoll(text, &end, 10);
	if (end == text || *end || errno != 0) {
		strbuf_addstr(why, "invalid literal for int() with base 10: ");
		python_repr_text(text, why);
		return -1;
	}
	json_object_put(*value);
	*value = json_object_new_int64(number);
	return 0;
}

static int
fit_double(struct json_object **value, struct strbuf *why)
{
	struct json_object *number;

	if (!json_object_is_type(*value, json_type_string))
		return 0;
	number = python_float(json_object_get_string(*value), why);
	if (!number)
		return -1;
	json_object_put(*value);
	*value = number;
	return 0;
}

static int
fit_boolean(struct json_object **value)
{
	const char *text = json_object_get_string(*value);
	bool is_true, is_false;

	if (!json_object_is_type(*value, json_type_string))
		return 0;
	is_true = strcmp(text, "true") == 0 || strcmp(text, "True") == 0;
	is_false = strcmp(text, "false") == 0 || strcmp(text, "False") == 0;
	if (is_true || is_false) {
		json_object_put(*value);
		*value = json_object_new_boolean(is_true);
	}
	return 0;
}

static int
fit_list(const struct aws_member *member, struct json_object **value,
	 struct strbuf *why)
{
	struct aws_member element = {
		.name = member->name, .type = AWS_STRUCTURE,
		.members = member->members,
	};

	/* a lone value becomes a list, and is left as it is: so is AWS's */
	if (!json_object_is_type(*value, json_type_array)) {
		struct json_object *list = json_object_new_array();

		json_object_array_add(list, *value);
		*value = list;
		return 0;
	}
	for (size_t i = 0; member->members &&
			   i < json_object_array_length(*value); i++) {
		struct json_object *one = json_object_get(
			json_object_array_get_idx(*value, i));
		int result = shorthand_fit(&element, &one, why);

		json_object_array_put_idx(*value, i, one);
		if (result != 0)
			return result;
	}
	return 0;
}

static int
fit_structure(const struct aws_member *members, struct json_object *object,
	      struct strbuf *why)
{
	for (; members && members->name; members++) {
		struct json_object *value;
		int result;

		if (!json_object_object_get_ex(object, members->name, &value))
			continue;
		json_object_get(value);
		result = shorthand_fit(members, &value, why);
		json_object_object_add(object, members->name, value);
		if (result != 0)
			return result;
	}
	return 0;
}

static int
fit_map(const struct aws_member *form, struct json_object *object,
	struct strbuf *why)
{
	int result = 0;

	json_object_object_foreach(object, key, value) {
		struct json_object *one = json_object_get(value);

		result = shorthand_fit(form, &one, why);
		json_object_object_add(object, key, one);
		if (result != 0)
			break;
	}
	return result;
}

int
shorthand_fit(const struct aws_member *member, struct json_object **value,
	      struct strbuf *why)
{
	switch (member->type) {
	case AWS_INTEGER:
		return fit_integer(value, why);
	case AWS_DOUBLE:
		return fit_double(value, why);
	case AWS_BOOLEAN:
		return fit_boolean(value);
	case AWS_LIST:
		return fit_list(member, value, why);
	case AWS_STRUCTURE:
		if (json_object_is_type(*value, json_type_object))
			return fit_structure(member->members, *value, why);
		return 0;
	case AWS_MAP:
		if (member->members &&
		    json_object_is_type(*value, json_type_object))
			return fit_map(member->members, *value, why);
		return 0;
	default:
		return 0;
	}
}
