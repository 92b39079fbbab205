/* SPDX-License-Identifier: MIT */
/*
 * Matching: the branches of a clause and the event, walked side by side.
 *
 * Every place of the event is visited once for a clause (a combination of $or's
 * alternatives; most patterns have one), nothing is allocated.  An array stands
 * for each of its elements, but the fields that are found in objects (or
 * arrays) inside it must be found in one and the same element: no match mixes
 * two of them.  A field that may be absent counts as absent from the array's
 * chosen element if something was found there, and must otherwise be absent
 * from all of them.
 *
 * An event's key with dots means what nested objects mean.  Differs from AWS:
 * an event that spells one path in both ways, with an array on the way, is
 * matched by one spelling at a time.
 */
#include "pattern/node.h"
#include "pattern/pattern.h"

#include <json-c/json.h>
#include <string.h>

/* How a place answers what a branch asks. */
enum outcome {
	NO,
	ABSENT, /* yes, because nothing that must be absent is there */
	FOUND,  /* yes, and something that was asked for is there */
};

/* What is still to be found at the branch's own place, inside an array. */
enum leaf {
	LEAF_OPEN,
	LEAF_FOUND,   /* an element has matched */
	LEAF_REFUSED, /* an element is there, none has matched yet */
};

static enum outcome match_value(const struct branch *b,
				struct json_object *value, enum leaf leaf);
static enum outcome match_path(const struct branch *from,
			       struct json_object *object,
			       const struct branch *b);

static enum outcome
both(enum outcome a, enum outcome b)
{
	if (a == NO || b == NO)
		return NO;
	return a == FOUND || b == FOUND ? FOUND : ABSENT;
}

/* Two places that may hold the same field. */
static enum outcome
either(enum outcome a, enum outcome b)
{
	if (a == FOUND || b == FOUND)
		return FOUND;
	return a == NO || b == NO ? NO : ABSENT;
}

static enum outcome
nothing_there(const struct branch *b)
{
	return b->absent_will_do ? ABSENT : NO;
}

static enum outcome
nothing_below(const struct branch *b)
{
	return b->required ? NO : ABSENT;
}

/* No value stands at the branch's own place, or only those in `leaf`. */
static enum outcome
leaf_outcome(const struct branch *b, enum leaf leaf)
{
	if (!b->field)
		return ABSENT;
	if (leaf == LEAF_FOUND)
		return FOUND;
	return leaf == LEAF_OPEN && b->field->absent_will_do ? ABSENT : NO;
}

static enum leaf
match_scalar(const struct branch *b, struct json_object *value, enum leaf leaf)
{
	if (!b->field || leaf == LEAF_FOUND)
		return leaf;
	for (const struct term *t = b->field->terms; t; t = t->next)
		if (term_match(t, value))
			return LEAF_FOUND;
	return LEAF_REFUSED;
}

/* ------------------------------------------------------------ objects */

static bool
has_dotted_key(struct json_object *object)
{
	struct json_object_iter i;

	json_object_object_foreachC(object, i)
		if (strchr(i.key, '.'))
			return true;
	return false;
}

/* Each child is looked up among the keys. */
static enum outcome
match_by_child(const struct branch *b, struct json_object *object)
{
	enum outcome result = ABSENT;

	for (size_t i = 0; i < b->count && result != NO; i++) {
		const struct branch *child = b->children[i];
		struct json_object *value;
		bool there = json_object_object_get_ex(object, child->step,
						       &value);
		result = both(result, there ? match_value(child, value,
							  LEAF_OPEN)
					    : nothing_there(child));
	}
	return result;
}

/* Each key is looked up among the children: for objects that are smaller. */
static enum outcome
match_by_key(const struct branch *b, struct json_object *object)
{
	enum outcome result = ABSENT;
	struct json_object_iter i;
	size_t required = b->required;

	json_object_object_foreachC(object, i) {
		const struct branch *child = branch_child(b, i.key);
		if (!child)
			continue;
		required -= !child->absent_will_do;
		result = both(result, match_value(child, i.val, LEAF_OPEN));
		if (result == NO)
			return NO;
	}
	return required ? NO : result;
}

/* All that is asked below the branch's own place. */
static enum outcome
match_object(const struct branch *b, struct json_object *object)
{
	enum outcome result = ABSENT;

	if (b->count == 0)
		return ABSENT;
	if (b->deep && has_dotted_key(object)) {
		for (size_t i = 0; i < b->count && result != NO; i++)
			result = both(result, match_path(b, object,
							 b->children[i]));
		return result;
	}
	if ((size_t)json_object_object_length(object) < b->count)
		return match_by_key(b, object);
	return match_by_child(b, object);
}

/*
 * The branch `b`, somewhere below `from`, in an object that stands at `from`
 * and has keys with dots: its value may be there under the whole rest of the
 * path, and what is below it may be there or in that value.
 */
static enum outcome
match_path(const struct branch *from, struct json_object *object,
	   const struct branch *b)
{
	struct json_object *value;
	bool there = json_object_object_get_ex(object, b->path + from->below,
					       &value);

	if (b->count == 0)
		return there ? match_value(b, value, LEAF_OPEN)
			     : nothing_there(b);
	bool is_object = json_object_is_type(value, json_type_object);
	struct branch alone = { .field = b->field };
	enum outcome result = there ? match_value(&alone, value, LEAF_OPEN)
				    : leaf_outcome(b, LEAF_OPEN);
	for (size_t i = 0; i < b->count; i++) {
		const struct branch *child = b->children[i];
		enum outcome below = match_path(from, object, child);
		if (there && is_object)
			below = either(below, match_path(b, value, child));
		result = both(result, below);
	}
	if (there && !is_object)
		result = either(result, match_value(b, value, LEAF_OPEN));
	return result;
}

/* ------------------------------------------------------------ arrays */

static bool
is_container(struct json_object *value)
{
	return json_object_is_type(value, json_type_object) ||
	       json_object_is_type(value, json_type_array);
}

static enum outcome
match_array(const struct branch *b, struct json_object *array, enum leaf leaf)
{
	size_t count = json_object_array_length(array), containers = 0;

	for (size_t i = 0; i < count; i++) {
		struct json_object *e = json_object_array_get_idx(array, i);
		if (is_container(e))
			containers++;
		else
			leaf = match_scalar(b, e, leaf);
	}
	if (containers == 0)
		return both(leaf_outcome(b, leaf), nothing_below(b));
	enum outcome all = ABSENT;
	for (size_t i = 0; i < count; i++) {
		struct json_object *e = json_object_array_get_idx(array, i);
		if (!is_container(e))
			continue;
		enum outcome one = match_value(b, e, leaf);
		if (one == FOUND)
			return FOUND;
		all = both(all, one);
	}
	return all;
}

static enum outcome
match_value(const struct branch *b, struct json_object *value, enum leaf leaf)
{
	switch (json_object_get_type(value)) {
	case json_type_object:
		return both(leaf_outcome(b, leaf), match_object(b, value));
	case json_type_array:
		return match_array(b, value, leaf);
	default:
		return both(leaf_outcome(b, match_scalar(b, value, leaf)),
			    nothing_below(b));
	}
}

bool
branch_match(const struct branch *root, struct json_object *event)
{
	return json_object_is_type(event, json_type_object) &&
	       match_object(root, event) != NO;
}

bool
pattern_match(const struct pattern *pattern, struct json_object *event)
{
	if (pattern->common && !branch_match(pattern->common, event))
		return false;
	for (size_t i = 0; i < pattern->count; i++)
		if (branch_match(pattern->clauses[i].root, event))
			return true;
	return false;
}
