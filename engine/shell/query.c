/* SPDX-License-Identifier: MIT */
/*
 * A query's tree asked about a value.
 *
 * As in JMESPath nothing is an error but a function on the wrong type: what
 * is not there is null, and nulls fall out of projections.
 */
#include "shell/query.h"

#include <string.h>

#include "base/json.h"

bool
query_is_true(struct json_object *value)
{
	switch (json_object_get_type(value)) {
	case json_type_null:
		return false;
	case json_type_boolean:
		return json_object_get_boolean(value);
	case json_type_string:
		return json_object_get_string_len(value) > 0;
	case json_type_array:
		return json_object_array_length(value) > 0;
	case json_type_object:
		return json_object_object_length(value) > 0;
	default:
		return true;
	}
}

static bool
is_number(struct json_object *value)
{
	return json_object_is_type(value, json_type_int) ||
	       json_object_is_type(value, json_type_double);
}

int
query_order(struct json_object *a, struct json_object *b)
{
	double x, y;

	if (!is_number(a) || !is_number(b)) {
		const char *left = json_object_get_string(a);
		const char *right = json_object_get_string(b);

		return strcmp(left ? left : "", right ? right : "");
	}
	x = json_object_get_double(a);
	y = json_object_get_double(b);
	return (x > y) - (x < y);
}

static bool
are_equal(struct json_object *a, struct json_object *b)
{
	if (is_number(a) && is_number(b))
		return query_order(a, b) == 0;
	if (json_object_get_type(a) != json_object_get_type(b))
		return false;
	return !a || json_object_equal(a, b);
}

static struct json_object *
member(struct json_object *value, const char *name)
{
	struct json_object *found = NULL;

	if (json_object_is_type(value, json_type_object))
		json_object_object_get_ex(value, name, &found);
	return json_object_get(found);
}

static struct json_object *
element(struct json_object *value, long at)
{
	long count;

	if (!json_object_is_type(value, json_type_array))
		return NULL;
	count = (long)json_object_array_length(value);
	if (at < 0)
		at += count;
	if (at < 0 || at >= count)
		return NULL;
	return json_object_get(json_object_array_get_idx(value, (size_t)at));
}

/* Python's rule: counts from the end if negative, then held in bounds. */
static long
bound(long at, bool given, long fallback, long count, long lowest)
{
	if (!given)
		return fallback;
	if (at < 0)
		at += count;
	if (at < lowest)
		return lowest;
	return at > count + lowest ? count + lowest : at;
}

static struct json_object *
slice(struct query_run *run, const struct query_slice *slice,
      struct json_object *value)
{
	struct json_object *result;
	long count, start, stop, step = slice->step;

	if (!json_object_is_type(value, json_type_array))
		return NULL;
	if (step == 0) {
		strbuf_addstr(run->why, "slice step cannot be zero");
		run->failed = true;
		return NULL;
	}
	result = json_object_new_array();
	count = (long)json_object_array_length(value);
	start = bound(slice->start, slice->has_start,
		      step > 0 ? 0 : count - 1, count, step > 0 ? 0 : -1);
	stop = bound(slice->stop, slice->has_stop, step > 0 ? count : -1,
		     count, step > 0 ? 0 : -1);
	for (; step > 0 ? start < stop : start > stop; start += step)
		json_object_array_add(result, element(value, start));
	return result;
}

/* Adds `value` unless it is null; takes it. */
static void
keep(struct json_object *list, struct json_object *value)
{
	if (value)
		json_object_array_add(list, value);
}

static struct json_object *
flatten(struct json_object *value)
{
	struct json_object *result;

	if (!json_object_is_type(value, json_type_array))
		return NULL;
	result = json_object_new_array();
	for (size_t i = 0; i < json_object_array_length(value); i++) {
		struct json_object *one = json_object_array_get_idx(value, i);

		if (!json_object_is_type(one, json_type_array)) {
			json_object_array_add(result, json_object_get(one));
			continue;
		}
		for (size_t j = 0; j < json_object_array_length(one); j++)
			json_object_array_add(
				result,
				json_object_get(
					json_object_array_get_idx(one, j)));
	}
	return result;
}

static struct json_object *
project(struct query_run *run, const struct query_node *node,
	struct json_object *list)
{
	struct json_object *result;

	if (!json_object_is_type(list, json_type_array))
		return NULL;
	result = json_object_new_array();
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *one = json_object_array_get_idx(list, i);
		struct json_object *test;

		if (node->kind == QUERY_FILTER) {
			bool holds;

			test = query_evaluate(run, node->test, one);
			holds = query_is_true(test);
			json_object_put(test);
			if (!holds)
				continue;
		}
		keep(result, query_evaluate(run, node->right, one));
	}
	return result;
}

static struct json_object *
project_values(struct query_run *run, const struct query_node *node,
	       struct json_object *object)
{
	struct json_object *result;

	if (!json_object_is_type(object, json_type_object))
		return NULL;
	result = json_object_new_array();
	json_object_object_foreach(object, key, value) {
		(void)key;
		keep(result, query_evaluate(run, node->right, value));
	}
	return result;
}

static struct json_object *
multiselect(struct query_run *run, const struct query_node *node,
	    struct json_object *value)
{
	struct json_object *result;

	if (!value)
		return NULL;
	result = node->kind == QUERY_LIST ? json_object_new_array()
					  : json_object_new_object();
	for (size_t i = 0; i < node->count; i++) {
		struct json_object *one =
			query_evaluate(run, node->items[i], value);

		if (node->kind == QUERY_LIST)
			json_object_array_add(result, one);
		else
			json_object_object_add(result, node->keys[i], one);
	}
	/* each of [@,@] | [@,@] | ... is twice the one before */
	if (!run->failed && !json_weigh(result, &run->left)) {
		strbuf_addstr(run->why, "the result is too large");
		run->failed = true;
	}
	return result;
}

static struct json_object *
compare(const struct query_node *node, struct json_object *left,
	struct json_object *right)
{
	int order;

	if (node->comparison == QUERY_EQ || node->comparison == QUERY_NE)
		return json_object_new_boolean(
			are_equal(left, right) ==
			(node->comparison == QUERY_EQ));
	/* only numbers have an order; anything else is null */
	if (!is_number(left) || !is_number(right))
		return NULL;
	order = query_order(left, right);
	switch (node->comparison) {
	case QUERY_LT:
		return json_object_new_boolean(order < 0);
	case QUERY_LE:
		return json_object_new_boolean(order <= 0);
	case QUERY_GT:
		return json_object_new_boolean(order > 0);
	default:
		return json_object_new_boolean(order >= 0);
	}
}

static struct json_object *
call(struct query_run *run, const struct query_node *node,
     struct json_object *value)
{
	struct json_object *arguments[2] = { NULL, NULL }, *result = NULL;

	for (size_t i = 0; i < node->count; i++) {
		if (node->items[i]->kind != QUERY_EXPRESSION)
			arguments[i] = query_evaluate(run, node->items[i],
						      value);
	}
	if (!run->failed)
		result = node->function->call(run, node, arguments);
	json_object_put(arguments[0]);
	json_object_put(arguments[1]);
	return result;
}

/* Those that first want the value of what stands on their left. */
static struct json_object *
evaluate_on_left(struct query_run *run, const struct query_node *node,
		 struct json_object *value)
{
	struct json_object *left = query_evaluate(run, node->left, value);
	struct json_object *right, *result = NULL;

	switch (node->kind) {
	case QUERY_CHAIN:
		result = query_evaluate(run, node->right, left);
		break;
	case QUERY_PROJECTION:
	case QUERY_FILTER:
		result = project(run, node, left);
		break;
	case QUERY_VALUES:
		result = project_values(run, node, left);
		break;
	case QUERY_FLATTEN:
		result = flatten(left);
		break;
	case QUERY_OR:
	case QUERY_AND:
		if (query_is_true(left) == (node->kind == QUERY_OR))
			return left;
		result = query_evaluate(run, node->right, value);
		break;
	case QUERY_NOT:
		result = json_object_new_boolean(!query_is_true(left));
		break;
	case QUERY_COMPARE:
		right = query_evaluate(run, node->right, value);
		result = compare(node, left, right);
		json_object_put(right);
		break;
	default:
		break;
	}
	json_object_put(left);
	return result;
}

struct json_object *
query_evaluate(struct query_run *run, const struct query_node *node,
	       struct json_object *value)
{
	if (run->failed)
		return NULL;
	switch (node->kind) {
	case QUERY_CURRENT:
		return json_object_get(value);
	case QUERY_FIELD:
		return member(value, node->text);
	case QUERY_INDEX:
		return element(value, node->number);
	case QUERY_SLICE:
		return slice(run, &node->slice, value);
	case QUERY_LIST:
	case QUERY_HASH:
		return multiselect(run, node, value);
	case QUERY_LITERAL:
		return json_object_get(node->literal);
	case QUERY_CALL:
		return call(run, node, value);
	case QUERY_EXPRESSION:
		return NULL;
	default:
		return evaluate_on_left(run, node, value);
	}
}

int
query_search(const struct query *query, struct json_object *value,
	     struct json_object **result, struct strbuf *why)
{
	struct query_run run = { .why = why, .left = JSON_WEIGHT_MOST };

	*result = query_evaluate(&run, query->root, value);
	if (!run.failed)
		return 0;
	json_object_put(*result);
	*result = NULL;
	return -1;
}
