/* SPDX-License-Identifier: MIT */
/*
 * The functions of --query, a row each.
 */
#include "shell/query.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"

static struct json_object *
wrong_type(struct query_run *run, const struct query_node *node,
	   struct json_object *value, const char *expected)
{
	static const char *const names[] = {
		[json_type_null] = "null", [json_type_boolean] = "boolean",
		[json_type_double] = "number", [json_type_int] = "number",
		[json_type_object] = "object", [json_type_array] = "array",
		[json_type_string] = "string",
	};

	strbuf_addf(run->why, "In function %s(), invalid type for value: %s, "
			      "expected one of: [%s], received: \"%s\"",
		    node->function->name,
		    value ? json_object_get_string(value) : "None", expected,
		    names[json_object_get_type(value)]);
	run->failed = true;
	return NULL;
}

static bool
is_text(struct json_object *value)
{
	return json_object_is_type(value, json_type_string);
}

static bool
is_list(struct json_object *value)
{
	return json_object_is_type(value, json_type_array);
}

static struct json_object *
call_length(struct query_run *run, const struct query_node *node,
	    struct json_object **arguments)
{
	struct json_object *value = arguments[0];
	size_t characters = 0;

	if (is_list(value))
		return json_object_new_int64(
			(int64_t)json_object_array_length(value));
	if (json_object_is_type(value, json_type_object))
		return json_object_new_int64(json_object_object_length(value));
	if (!is_text(value))
		return wrong_type(run, node, value,
				  "'string', 'array', 'object'");
	for (const char *c = json_object_get_string(value); *c; c++)
		characters += ((unsigned char)*c & 0xc0) != 0x80;
	return json_object_new_int64((int64_t)characters);
}

static struct json_object *
keys_or_values(struct query_run *run, const struct query_node *node,
	       struct json_object *object, bool keys)
{
	struct json_object *result;

	if (!json_object_is_type(object, json_type_object))
		return wrong_type(run, node, object, "'object'");
	result = json_object_new_array();
	json_object_object_foreach(object, key, value) {
		struct json_object *one = keys ? json_object_new_string(key)
					       : json_object_get(value);

		json_object_array_add(result, one);
	}
	return result;
}

static struct json_object *
call_keys(struct query_run *run, const struct query_node *node,
	  struct json_object **arguments)
{
	return keys_or_values(run, node, arguments[0], true);
}

static struct json_object *
call_values(struct query_run *run, const struct query_node *node,
	    struct json_object **arguments)
{
	return keys_or_values(run, node, arguments[0], false);
}

static struct json_object *
call_contains(struct query_run *run, const struct query_node *node,
	      struct json_object **arguments)
{
	struct json_object *value = arguments[0], *wanted = arguments[1];
	bool found = false;

	if (is_text(value))
		return json_object_new_boolean(
			is_text(wanted) &&
			strstr(json_object_get_string(value),
			       json_object_get_string(wanted)));
	if (!is_list(value))
		return wrong_type(run, node, value, "'array', 'string'");
	for (size_t i = 0; i < json_object_array_length(value) && !found; i++) {
		struct json_object *one = json_object_array_get_idx(value, i);

		found = json_object_get_type(one) ==
				json_object_get_type(wanted) &&
			(!one || json_object_equal(one, wanted));
	}
	return json_object_new_boolean(found);
}

static struct json_object *
begins_or_ends(struct query_run *run, const struct query_node *node,
	       struct json_object **arguments, bool begins)
{
	const char *text, *wanted;
	size_t length, part;

	for (size_t i = 0; i < 2; i++) {
		if (!is_text(arguments[i]))
			return wrong_type(run, node, arguments[i], "'string'");
	}
	text = json_object_get_string(arguments[0]);
	wanted = json_object_get_string(arguments[1]);
	length = strlen(text);
	part = strlen(wanted);
	if (part > length)
		return json_object_new_boolean(false);
	if (!begins)
		text += length - part;
	return json_object_new_boolean(memcmp(text, wanted, part) == 0);
}

static struct json_object *
call_starts_with(struct query_run *run, const struct query_node *node,
		 struct json_object **arguments)
{
	return begins_or_ends(run, node, arguments, true);
}

static struct json_object *
call_ends_with(struct query_run *run, const struct query_node *node,
	       struct json_object **arguments)
{
	return begins_or_ends(run, node, arguments, false);
}

static struct json_object *
call_join(struct query_run *run, const struct query_node *node,
	  struct json_object **arguments)
{
	struct json_object *list = arguments[1], *result = NULL;
	struct strbuf joined = STRBUF_INIT;

	if (!is_text(arguments[0]))
		return wrong_type(run, node, arguments[0], "'string'");
	if (!is_list(list))
		return wrong_type(run, node, list, "'array-string'");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		if (!is_text(one)) {
			wrong_type(run, node, one, "'array-string'");
			break;
		}
		strbuf_addf(&joined, "%s%s",
			    i > 0 ? json_object_get_string(arguments[0]) : "",
			    json_object_get_string(one));
	}
	if (!run->failed)
		result = json_object_new_string_len(joined.buf,
						    (int)joined.len);
	strbuf_release(&joined);
	return result;
}

static struct json_object *
call_reverse(struct query_run *run, const struct query_node *node,
	     struct json_object **arguments)
{
	struct json_object *list = arguments[0], *result;

	if (!is_list(list))
		return wrong_type(run, node, list, "'array'");
	result = json_object_new_array();
	for (size_t i = json_object_array_length(list); i > 0; i--) {
		struct json_object *one =
			json_object_array_get_idx(list, i - 1);

		json_object_array_add(result, json_object_get(one));
	}
	return result;
}

struct sorted {
	struct json_object *key; /* owned */
	struct json_object *value;
	size_t place; /* keeps equals in their order */
};

static int
compare_sorted(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	int order = query_order(x->key, y->key);

	return order ? order : (x->place > y->place) - (x->place < y->place);
}

/* By the element itself, or by `key` of it. */
static struct json_object *
sort_list(struct query_run *run, const struct query_node *node,
	  struct json_object *list, const struct query_node *key)
{
	struct json_object *result = json_object_new_array();
	size_t count = json_object_array_length(list), filled = 0;
	struct sorted *rows = mem_calloc(count + 1, sizeof *rows);

	for (size_t i = 0; i < count && !run->failed; i++, filled++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		rows[i].value = one;
		rows[i].place = i;
		rows[i].key = key ? query_evaluate(run, key, one)
				  : json_object_get(one);
		if (!run->failed &&
		    json_object_get_type(rows[i].key) !=
			    json_object_get_type(rows[0].key))
			wrong_type(run, node, rows[i].key,
				   "'string', 'number'");
	}
	qsort(rows, filled, sizeof *rows, compare_sorted);
	for (size_t i = 0; i < filled; i++) {
		json_object_array_add(result, json_object_get(rows[i].value));
		json_object_put(rows[i].key);
	}
	free(rows);
	return result;
}

static struct json_object *
call_sort(struct query_run *run, const struct query_node *node,
	  struct json_object **arguments)
{
	if (!is_list(arguments[0]))
		return wrong_type(run, node, arguments[0],
				  "'array-string', 'array-number'");
	return sort_list(run, node, arguments[0], NULL);
}

static struct json_object *
call_sort_by(struct query_run *run, const struct query_node *node,
	     struct json_object **arguments)
{
	if (!is_list(arguments[0]))
		return wrong_type(run, node, arguments[0], "'array'");
	if (node->items[1]->kind != QUERY_EXPRESSION)
		return wrong_type(run, node, arguments[1], "'expref'");
	return sort_list(run, node, arguments[0], node->items[1]->left);
}

static struct json_object *
call_to_string(struct query_run *run, const struct query_node *node,
	       struct json_object **arguments)
{
	struct strbuf text = STRBUF_INIT;
	struct json_object *result;

	(void)run;
	(void)node;
	if (is_text(arguments[0]))
		return json_object_get(arguments[0]);
	json_write(arguments[0], &text);
	result = json_object_new_string_len(text.buf, (int)text.len);
	strbuf_release(&text);
	return result;
}

const struct query_function query_functions[] = {
	{ "contains", 2, call_contains },
	{ "ends_with", 2, call_ends_with },
	{ "join", 2, call_join },
	{ "keys", 1, call_keys },
	{ "length", 1, call_length },
	{ "reverse", 1, call_reverse },
	{ "sort", 1, call_sort },
	{ "sort_by", 2, call_sort_by },
	{ "starts_with", 2, call_starts_with },
	{ "to_string", 1, call_to_string },
	{ "values", 1, call_values },
	{ NULL, 0, NULL },
};
