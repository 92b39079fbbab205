/* SPDX-License-Identifier: MIT */
/*
 * Does a log event match a filter pattern?
 *
 * A test of a field that is not there fails, != too; so does one of a list or
 * an object.  Numbers compare as numbers, unless the pattern's stands in
 * quotes.
 */
#include "pattern/filter_pattern.h"

#include <string.h>

#include "base/json.h"
#include "pattern/filter_node.h"

static bool
is_scalar(struct json_object *value)
{
	enum json_type type = json_object_get_type(value);

	return type == json_type_string || type == json_type_int ||
	       type == json_type_double || type == json_type_boolean;
}

static bool
is_a_number(struct json_object *value)
{
	return json_object_is_type(value, json_type_int) ||
	       json_object_is_type(value, json_type_double);
}

static bool
text_equals(const struct filter_node *node, const char *text)
{
	size_t length = strlen(text), wanted = strlen(node->text);

	if (node->anything_before && node->anything_behind)
		return strstr(text, node->text) != NULL;
	if (length < wanted ||
	    (length > wanted && !node->anything_before &&
	     !node->anything_behind))
		return false;
	return !memcmp(node->anything_before ? text + length - wanted : text,
		       node->text, wanted);
}

static bool
equals(const struct filter_node *node, struct json_object *value)
{
	if (node->is_number && is_a_number(value))
		return json_object_get_double(value) == node->number;
	return text_equals(node, json_object_get_string(value));
}

static bool
compare_size(const struct filter_node *node, struct json_object *value)
{
	double number = json_object_get_double(value);

	if (!is_a_number(value))
		return false;
	switch (node->test) {
	case FILTER_LESS:
		return number < node->number;
	case FILTER_AT_MOST:
		return number <= node->number;
	case FILTER_MORE:
		return number > node->number;
	default:
		return number >= node->number;
	}
}

static bool
match_field(const struct filter_node *node, struct json_object *parsed)
{
	struct json_object *value;
	bool found = filter_path_find(node->path, parsed, &value);
	bool flag = json_object_is_type(value, json_type_boolean);

	switch (node->test) {
	case FILTER_NOT_EXISTS:
		return !found;
	case FILTER_IS_NULL:
		return found && !value;
	case FILTER_IS_TRUE:
		return found && flag && json_object_get_boolean(value);
	case FILTER_IS_FALSE:
		return found && flag && !json_object_get_boolean(value);
	case FILTER_EQUAL:
		return found && is_scalar(value) && equals(node, value);
	case FILTER_NOT_EQUAL:
		return found && is_scalar(value) && !equals(node, value);
	default:
		return found && compare_size(node, value);
	}
}

static bool
match_node(const struct filter_node *node, struct json_object *parsed)
{
	switch (node->kind) {
	case FILTER_AND:
		return match_node(node->left, parsed) &&
		       match_node(node->right, parsed);
	case FILTER_OR:
		return match_node(node->left, parsed) ||
		       match_node(node->right, parsed);
	default:
		return match_field(node, parsed);
	}
}

/* Where a term must stand, those with '?' do not count. */
static bool
match_terms(const struct filter_pattern *pattern, const char *message)
{
	bool any_plain = false, any_choice = false, chosen = false;

	for (size_t i = 0; i < pattern->terms.count; i++) {
		const struct filter_term *term = &pattern->terms.items[i];
		bool stands = strstr(message, term->text) != NULL;

		if (term->sign == '?') {
			any_choice = true;
			chosen = chosen || stands;
			continue;
		}
		any_plain = any_plain || term->sign == '\0';
		if (stands == (term->sign == '-'))
			return false;
	}
	return any_plain || !any_choice || chosen;
}

bool
filter_pattern_match(const struct filter_pattern *pattern, const char *message,
		     struct json_object *parsed)
{
	if (!pattern->root)
		return match_terms(pattern, message);
	return parsed && match_node(pattern->root, parsed);
}
