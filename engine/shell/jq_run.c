/* SPDX-License-Identifier: MIT */
/*
 * A jq program at work: every expression gives any number of results for one
 * value.
 */
#include "shell/jq.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"

/* Commas and pipes multiply; a program of one line must not fill the memory. */
void
jq_values_add(struct jq_values *values, struct json_object *value)
{
	list_push(values, value);
	if (values->left && *values->left > 0)
		--*values->left;
}

static int
check_left(const struct jq_values *values, struct strbuf *why)
{
	if (!values->left || *values->left > 0)
		return 0;
	strbuf_addstr(why, "too many results");
	return -1;
}

/* A list or an object that was put together, taken. */
static int
add_made(struct jq_values *values, struct json_object *made,
	 struct strbuf *why)
{
	if (values->left && !json_weigh(made, values->left)) {
		json_object_put(made);
		return check_left(values, why);
	}
	jq_values_add(values, made);
	return 0;
}

void
jq_values_release(struct jq_values *values)
{
	for (size_t i = 0; i < values->count; i++)
		json_object_put(values->items[i]);
	list_release(values);
}

static const char *
type_name(struct json_object *value)
{
	static const char *const names[] = {
		[json_type_null] = "null", [json_type_boolean] = "boolean",
		[json_type_double] = "number", [json_type_int] = "number",
		[json_type_object] = "object", [json_type_array] = "array",
		[json_type_string] = "string",
	};

	return names[json_object_get_type(value)];
}

static bool
is_true(struct json_object *value)
{
	return value && (!json_object_is_type(value, json_type_boolean) ||
			 json_object_get_boolean(value));
}

/* "Cannot iterate over number (5)", a long value cut as jq cuts it. */
static int
complain_value(struct strbuf *why, const char *what, struct json_object *value)
{
	struct strbuf text = STRBUF_INIT;

	json_write(value, &text);
	if (text.len > 11)
		strbuf_truncate(&text, 10);
	strbuf_addf(why, "%s %s (%s%s)", what, type_name(value), text.buf,
		    text.len == 10 ? "..." : "");
	strbuf_release(&text);
	return -1;
}

static int
take_field(const struct jq_node *node, struct json_object *base,
	   struct jq_values *out, struct strbuf *why)
{
	if (base && !json_object_is_type(base, json_type_object)) {
		strbuf_addf(why, "Cannot index %s with \"%s\"",
			    type_name(base), node->text);
		return -1;
	}
	jq_values_add(out, json_object_get(json_member(base, node->text)));
	return 0;
}

static int
take_index(const struct jq_node *node, struct json_object *base,
	   struct jq_values *out, struct strbuf *why)
{
	struct json_object *found = NULL;
	long at = node->number, count;

	if (base && !json_object_is_type(base, json_type_array)) {
		strbuf_addf(why, "Cannot index %s with number",
			    type_name(base));
		return -1;
	}
	count = base ? (long)json_object_array_length(base) : 0;
	if (at < 0)
		at += count;
	if (at >= 0 && at < count)
		found = json_object_array_get_idx(base, (size_t)at);
	jq_values_add(out, json_object_get(found));
	return 0;
}

static int
take_each(struct json_object *base, struct jq_values *out, struct strbuf *why)
{
	if (json_object_is_type(base, json_type_array)) {
		for (size_t i = 0; i < json_object_array_length(base); i++)
			jq_values_add(out, json_object_get(
				json_object_array_get_idx(base, i)));
		return 0;
	}
	if (!json_object_is_type(base, json_type_object))
		return complain_value(why, "Cannot iterate over", base);
	json_object_object_foreach(base, key, value) {
		(void)key;
		jq_values_add(out, json_object_get(value));
	}
	return 0;
}

static bool
is_number(struct json_object *value)
{
	return json_object_is_type(value, json_type_int) ||
	       json_object_is_type(value, json_type_double);
}

static bool
holds(enum jq_comparison comparison, struct json_object *a,
      struct json_object *b)
{
	int order;

	if (is_number(a) && is_number(b)) {
		double x = json_object_get_double(a);
		double y = json_object_get_double(b);

		order = (x > y) - (x < y);
	} else if (json_object_is_type(a, json_type_string) &&
		   json_object_is_type(b, json_type_string)) {
		order = strcmp(json_object_get_string(a),
			       json_object_get_string(b));
	} else if (!a || !b || json_object_get_type(a) !=
				       json_object_get_type(b)) {
		/* jq's order of types; json-c's enumeration is near enough
		   for what is not equal */
		order = (a || b) ? 1 : 0;
	} else {
		order = json_object_equal(a, b) ? 0 : 1;
	}
	switch (comparison) {
	case JQ_EQ:
		return order == 0;
	case JQ_NE:
		return order != 0;
	case JQ_LT:
		return order < 0;
	case JQ_LE:
		return order <= 0;
	case JQ_GT:
		return order > 0;
	default:
		return order >= 0;
	}
}

static int
run_two(const struct jq_node *node, struct json_object *value,
	struct jq_values *out, struct strbuf *why)
{
	struct jq_values left = { .left = out->left };
	struct jq_values right = { .left = out->left };
	int result = jq_run(node->left, value, &left, why);

	if (result == 0)
		result = jq_run(node->right, value, &right, why);
	for (size_t i = 0; result == 0 && i < right.count; i++) {
		result = check_left(out, why);
		for (size_t j = 0; result == 0 && j < left.count; j++) {
			struct json_object *a = left.items[j];
			struct json_object *b = right.items[i];
			bool answer;

			if (node->kind == JQ_COMPARE)
				answer = holds(node->comparison, a, b);
			else if (node->kind == JQ_AND)
				answer = is_true(a) && is_true(b);
			else
				answer = is_true(a) || is_true(b);
			jq_values_add(out, json_object_new_boolean(answer));
		}
	}
	jq_values_release(&left);
	jq_values_release(&right);
	return result;
}

static struct json_object *
same_members(struct json_object *object)
{
	struct json_object *out = json_object_new_object();

	json_object_object_foreach(object, key, value)
		json_set(out, key, json_object_get(value));
	return out;
}

/* All combinations, where an item gives several results. */
static int
build_object(const struct jq_node *node, size_t at,
	     struct json_object *partial, struct json_object *value,
	     struct jq_values *out, struct strbuf *why)
{
	struct jq_values results = { .left = out->left };
	int result;

	if (at == node->items.count) {
		if (out->left && !json_weigh(partial, out->left))
			return check_left(out, why);
		jq_values_add(out, same_members(partial));
		return 0;
	}
	result = jq_run(node->items.items[at], value, &results, why);
	for (size_t i = 0; result == 0 && i < results.count; i++) {
		json_set(partial, node->keys.items[at],
			 json_object_get(results.items[i]));
		result = build_object(node, at + 1, partial, value, out, why);
	}
	jq_values_release(&results);
	return result;
}

static int
run_object(const struct jq_node *node, struct json_object *value,
	   struct jq_values *out, struct strbuf *why)
{
	struct json_object *partial = json_object_new_object();
	int result = build_object(node, 0, partial, value, out, why);

	json_object_put(partial);
	return result;
}

static int
run_list(const struct jq_node *node, struct json_object *value,
	 struct jq_values *out, struct strbuf *why)
{
	struct json_object *list = json_object_new_array();
	struct jq_values results = { .left = out->left };
	int result = node->left ? jq_run(node->left, value, &results, why) : 0;

	for (size_t i = 0; i < results.count; i++)
		json_object_array_add(list, json_object_get(results.items[i]));
	jq_values_release(&results);
	if (result == 0)
		return add_made(out, list, why);
	json_object_put(list);
	return result;
}

static int
go_on(const struct jq_node *node, struct json_object *base,
      struct jq_values *out, struct strbuf *why)
{
	switch (node->kind) {
	case JQ_FIELD:
		return take_field(node, base, out, why);
	case JQ_INDEX:
		return take_index(node, base, out, why);
	case JQ_ITERATE:
		return take_each(base, out, why);
	default:
		return jq_run(node->right, base, out, why);
	}
}

/*
 * Those that go on from each result of their left.  Where the left failed,
 * what it gave before goes on first, and may fail first.
 */
static int
run_on_left(const struct jq_node *node, struct json_object *value,
	    struct jq_values *out, struct strbuf *why)
{
	struct jq_values left = { .left = out->left };
	struct strbuf failure = STRBUF_INIT;
	int failed = jq_run(node->left, value, &left, &failure);
	int result = 0;

	for (size_t i = 0; i < left.count && result == 0; i++)
		result = go_on(node, left.items[i], out, why);
	if (result == 0 && failed != 0) {
		strbuf_addstr(why, failure.buf);
		result = failed;
	}
	strbuf_release(&failure);
	jq_values_release(&left);
	return result;
}

int
jq_run(const struct jq_node *node, struct json_object *value,
       struct jq_values *out, struct strbuf *why)
{
	size_t before = why->len;
	int result;

	if (check_left(out, why) != 0)
		return -1;
	switch (node->kind) {
	case JQ_IDENTITY:
		jq_values_add(out, json_object_get(value));
		return 0;
	case JQ_LITERAL:
		jq_values_add(out, json_object_get(node->literal));
		return 0;
	case JQ_OPTIONAL:
		if (jq_run(node->left, value, out, why) != 0)
			strbuf_truncate(why, before);
		return 0;
	case JQ_COMMA:
		result = jq_run(node->left, value, out, why);
		return result ? result : jq_run(node->right, value, out, why);
	case JQ_COMPARE:
	case JQ_AND:
	case JQ_OR:
		return run_two(node, value, out, why);
	case JQ_OBJECT:
		return run_object(node, value, out, why);
	case JQ_LIST:
		return run_list(node, value, out, why);
	case JQ_CALL:
		return node->function->call(node, value, out, why);
	default:
		return run_on_left(node, value, out, why);
	}
}

/* ------------------------------------------------------------ functions */

static int
call_length(const struct jq_node *node, struct json_object *value,
	    struct jq_values *out, struct strbuf *why)
{
	int64_t length = 0;

	(void)node;
	if (json_object_is_type(value, json_type_array))
		length = (int64_t)json_object_array_length(value);
	else if (json_object_is_type(value, json_type_object))
		length = json_object_object_length(value);
	else if (json_object_is_type(value, json_type_string))
		for (const char *c = json_object_get_string(value); *c; c++)
			length += ((unsigned char)*c & 0xc0) != 0x80;
	else if (value)
		return complain_value(why, "cannot take the length of", value);
	jq_values_add(out, json_object_new_int64(length));
	return 0;
}

static int
compare_values(const void *a, const void *b)
{
	struct json_object *x = *(struct json_object *const *)a;
	struct json_object *y = *(struct json_object *const *)b;

	return holds(JQ_GT, x, y) - holds(JQ_GT, y, x);
}

static int
call_keys(const struct jq_node *node, struct json_object *value,
	  struct jq_values *out, struct strbuf *why)
{
	struct json_object *keys;

	(void)node;
	if (!json_object_is_type(value, json_type_object)) {
		strbuf_addf(why, "%s has no keys", type_name(value));
		return -1;
	}
	keys = json_object_new_array();
	json_object_object_foreach(value, key, member) {
		(void)member;
		json_object_array_add(keys, json_object_new_string(key));
	}
	json_object_array_sort(keys, compare_values);
	jq_values_add(out, keys);
	return 0;
}

static int
call_fromjson(const struct jq_node *node, struct json_object *value,
	      struct jq_values *out, struct strbuf *why)
{
	struct json_object *parsed = NULL;

	(void)node;
	if (json_object_is_type(value, json_type_string))
		parsed = json_parse(json_object_get_string(value),
				    (size_t)json_object_get_string_len(value),
				    NULL, NULL);
	if (!parsed)
		return complain_value(why, "cannot be parsed as JSON:", value);
	jq_values_add(out, parsed);
	return 0;
}

static int
call_not(const struct jq_node *node, struct json_object *value,
	 struct jq_values *out, struct strbuf *why)
{
	(void)node;
	(void)why;
	jq_values_add(out, json_object_new_boolean(!is_true(value)));
	return 0;
}

static int
call_select(const struct jq_node *node, struct json_object *value,
	    struct jq_values *out, struct strbuf *why)
{
	struct jq_values tests = { .left = out->left };
	int result = jq_run(node->left, value, &tests, why);

	for (size_t i = 0; i < tests.count; i++) {
		if (is_true(tests.items[i]))
			jq_values_add(out, json_object_get(value));
	}
	jq_values_release(&tests);
	return result;
}

static int
call_map(const struct jq_node *node, struct json_object *value,
	 struct jq_values *out, struct strbuf *why)
{
	struct json_object *list = json_object_new_array();
	struct jq_values each = { .left = out->left };
	struct jq_values results = { .left = out->left };
	int result = take_each(value, &each, why);

	for (size_t i = 0; result == 0 && i < each.count; i++)
		result = jq_run(node->left, each.items[i], &results, why);
	for (size_t i = 0; i < results.count; i++)
		json_object_array_add(list, json_object_get(results.items[i]));
	jq_values_release(&each);
	jq_values_release(&results);
	if (result == 0)
		return add_made(out, list, why);
	json_object_put(list);
	return result;
}

const struct jq_function jq_functions[] = {
	{ "fromjson", false, call_fromjson },
	{ "keys", false, call_keys },
	{ "length", false, call_length },
	{ "map", true, call_map },
	{ "not", false, call_not },
	{ "select", true, call_select },
	{ NULL, false, NULL },
};
