/* SPDX-License-Identifier: MIT */
/*
 * Matching an event that is a tree of json-c values; see pattern/match_body.h.
 *
 * An event's key with dots means what nested objects mean.  Differs from AWS:
 * an event that spells one path in both ways, with an array on the way, is
 * matched by one spelling at a time.
 */
#include "pattern/pattern.h"

#include "pattern/plan.h"

#include <json-c/json.h>
#include <string.h>

#define MATCH_TARGET

struct match {
	struct room room;
};

struct value {
	struct json_object *json;
};

struct elements {
	struct json_object *array;
	size_t next, count;
};

static inline enum node_kind
value_kind(struct value value)
{
	switch (json_object_get_type(value.json)) {
	case json_type_object:
		return NODE_OBJECT;
	case json_type_array:
		return NODE_ARRAY;
	case json_type_string:
		return NODE_STRING;
	case json_type_boolean:
		return json_object_get_boolean(value.json) ? NODE_TRUE
							   : NODE_FALSE;
	case json_type_int:
	case json_type_double:
		return NODE_NUMBER;
	default:
		return NODE_NULL;
	}
}

/* json-c has integers above INT64_MAX, and says INT64_MAX for them. */
static struct number
number_of_int(struct json_object *json)
{
	int64_t integer = json_object_get_int64(json);

	if (integer == INT64_MAX && json_object_get_uint64(json) != INT64_MAX)
		return number_of_double((double)json_object_get_uint64(json));
	return number_of_integer(integer);
}

static inline bool
value_read(struct match *m, struct value value, struct scalar *out)
{
	(void)m;
	out->kind = value_kind(value);
	out->form_known = false;
	if (out->kind == NODE_STRING) {
		out->text = json_object_get_string(value.json);
		out->length = (size_t)json_object_get_string_len(value.json);
	} else if (json_object_is_type(value.json, json_type_int)) {
		out->number = number_of_int(value.json);
	} else if (out->kind == NODE_NUMBER) {
		out->number = number_of_double(
			json_object_get_double(value.json));
	}
	return true;
}

static inline void
elements_begin(struct match *m, struct elements *way, struct value array)
{
	(void)m;
	*way = (struct elements){ .array = array.json,
				  .count = json_object_array_length(array.json) };
}

static inline bool
elements_next(struct match *m, struct elements *way, struct value *out)
{
	(void)m;
	if (way->next == way->count)
		return false;
	out->json = json_object_array_get_idx(way->array, way->next++);
	return true;
}

#include "pattern/match_body.h"

/* ------------------------------------------------------------ dotted keys */

static bool
has_dotted_key(const struct place *place, struct json_object *object)
{
	struct json_object_iter i;

	if (place->deeper_count == 0)
		return false;
	json_object_object_foreachC(object, i)
		if (place_wants_dotted(place, i.key, strlen(i.key)))
			return true;
	return false;
}

static void match_path(struct match *m, const struct place *from,
		       struct json_object *object, const struct place *place,
		       const struct verdict *out);

/* What is asked at the place itself, of `value` or of nothing. */
static void
match_alone(struct match *m, const struct place *place,
	    struct json_object *value, bool there, const struct verdict *out)
{
	static const struct leaf nothing = { false, NULL };
	struct place alone = *place;

	alone.count = alone.must_count = alone.deeper_count = 0;
	alone.required.low = alone.required.high;
	if (there)
		match_value(m, &alone, (struct value){ value }, &nothing, out);
	else
		add_leaf(m, &alone, &nothing, out);
}

/* One place below `place`: in the object at `from`, or in `value` at
   `place`. */
static void
match_both_ways(struct match *m, const struct place *from,
		struct json_object *object, const struct place *place,
		struct json_object *value, const struct place *child,
		const struct verdict *out)
{
	uint64_t *room = m->room.next;
	struct verdict below, other;

	if (!take_verdict(m, child, &below) || !take_verdict(m, child, &other))
		return;
	match_path(m, from, object, child, &below);
	if (value) {
		match_path(m, place, value, child, &other);
		add_either(m, child, &below, &other);
	}
	add_verdict(m, place, out, child, &below);
	m->room.next = room;
}

/*
 * The place, somewhere below `from`, in an object that stands at `from` and
 * has keys with dots: its value may be there under the whole rest of the path,
 * and what is below it may be there or in that value.  Into an empty verdict.
 */
static void
match_path(struct match *m, const struct place *from,
	   struct json_object *object, const struct place *place,
	   const struct verdict *out)
{
	static const struct leaf nothing = { false, NULL };
	uint64_t *room = m->room.next;
	struct json_object *value = NULL;
	struct verdict other;
	bool there = json_object_object_get_ex(
		object, place->path + from->below, &value);
	bool is_object = json_object_is_type(value, json_type_object);

	if (place->count == 0) {
		if (there)
			match_value(m, place, (struct value){ value },
				    &nothing, out);
		else
			add_bits(m, place, out->no, &place->needed);
		return;
	}
	match_alone(m, place, value, there, out);
	for (size_t i = 0; i < place->count; i++)
		match_both_ways(m, from, object, place,
				is_object ? value : NULL, place->children[i],
				out);
	if (there && !is_object && take_verdict(m, place, &other)) {
		match_value(m, place, (struct value){ value }, &nothing,
			    &other);
		add_either(m, place, out, &other);
	}
	m->room.next = room;
}

/* ------------------------------------------------------------ objects */

/* Each key is looked up among the children. */
static void
match_by_key(struct match *m, const struct place *place,
	     struct json_object *object, const struct verdict *out)
{
	struct json_object_iter i;

	json_object_object_foreachC(object, i) {
		const struct place *child = place_child(place, i.key,
							strlen(i.key));
		m->room.steps++;
		if (child)
			match_member(m, place, child,
				     (struct value){ i.val }, out);
	}
}

/* Each child is looked up among the keys. */
static void
match_by_child(struct match *m, const struct place *place,
	       struct json_object *object, const struct verdict *out)
{
	for (size_t i = 0; i < place->count; i++) {
		const struct place *child = place->children[i];
		struct json_object *value;
		m->room.steps++;
		if (json_object_object_get_ex(object, child->step, &value))
			match_member(m, place, child, (struct value){ value },
				     out);
	}
}

static void
match_object(struct match *m, const struct place *place, struct value value,
	     const struct verdict *out)
{
	struct json_object *object = value.json;
	uint64_t *room = m->room.next;

	if (has_dotted_key(place, object)) {
		for (size_t i = 0; i < place->count; i++) {
			struct verdict below;
			if (!take_verdict(m, place->children[i], &below))
				return;
			match_path(m, place, object, place->children[i],
				   &below);
			add_verdict(m, place, out, place->children[i], &below);
			m->room.next = room;
		}
		return;
	}
	for (size_t i = 0; i < place->must_count; i++) {
		const struct place *child = place->must[i];
		m->room.steps++;
		if (json_object_object_get_ex(object, child->step, NULL))
			continue;
		add_bits(m, place, out->no, &child->needed);
		if (nobody_left(place, out))
			return;
	}
	if ((size_t)json_object_object_length(object) < place->count)
		match_by_key(m, place, object, out);
	else
		match_by_child(m, place, object, out);
}

bool
plan_match(const struct plan *plan, struct json_object *event,
	   struct room *room, uint64_t *no)
{
	size_t words = span_of(plan->root);
	struct match m = { *room };
	struct verdict out;

	if (!json_object_is_type(event, json_type_object) ||
	    !take_verdict(&m, plan->root, &out))
		return false;
	match_object(&m, plan->root, (struct value){ event }, &out);
	memcpy(no, out.no, words * sizeof *no);
	room->steps = m.room.steps;
	room->bad = m.room.bad;
	return !m.room.bad;
}

bool
plan_holds(const struct plan *plan, struct json_object *event)
{
	size_t steps;

	return plan_holds_in(plan, event, &steps);
}

bool
plan_holds_in(const struct plan *plan, struct json_object *event,
	      size_t *steps)
{
	enum { WORDS = (PATTERN_CLAUSES_MAX + 63) / 64 };
	uint64_t memory[WORDS * ROOM_LEVELS * ROOM_SETS], no[WORDS];
	struct room room = { .next = memory,
			     .end = memory + sizeof memory / sizeof *memory };
	bool any = false;

	if (!plan_match(plan, event, &room, no))
		return false;
	for (size_t i = 0; i < plan->clauses && !any; i++)
		any = !(no[i / 64] >> i % 64 & 1);
	*steps = room.steps;
	return any;
}

bool
pattern_match(const struct pattern *pattern, struct json_object *event)
{
	return plan_holds(pattern->plan, event);
}
