/* SPDX-License-Identifier: MIT */
/*
 * Why not: the first field of a pattern that an event does not satisfy.
 *
 * AWS only says "false".  A field is looked at alone first; if each one would
 * do by itself (an array's elements must not be mixed), it is the field that
 * does not go together with those before it.  Of $or's alternatives the one
 * that comes closest is explained.
 */
#include "pattern/pattern.h"
#include "pattern/plan.h"

#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/strbuf.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ which field */

static bool
fields_match(struct field **fields, size_t count,
	     struct json_object *event)
{
	struct arena arena;
	struct plan plan;
	LIST(struct field *) copy = { NULL, 0, 0 };

	arena_init(&arena);
	plan_init(&plan, &arena);
	for (size_t i = 0; i < count; i++)
		list_push(&copy, fields[i]);
	plan_add(&plan, copy.items, &copy.count);
	plan_finish(&plan);
	bool match = plan_holds(&plan, event);
	list_release(&copy);
	arena_release(&arena);
	return match;
}

/* What is known of a field by itself. */
enum { UNKNOWN, HOLDS, FAILS };

/* The number of fields that hold by themselves; *first is one that doesn't.
   Alternatives share fields, so what is known is kept in `known`. */
static size_t
holding_alone(const struct clause *clause, struct json_object *event,
	      char *known, const struct field **first)
{
	size_t holding = 0;

	*first = NULL;
	for (size_t i = 0; i < clause->count; i++) {
		char *answer = &known[clause->fields[i]->index];
		if (*answer == UNKNOWN)
			*answer = fields_match(&clause->fields[i], 1, event)
				      ? HOLDS
				      : FAILS;
		if (*answer == HOLDS)
			holding++;
		else if (!*first)
			*first = clause->fields[i];
	}
	return holding;
}

/* The field with which the fields before it no longer match. */
static const struct field *
first_together(const struct clause *clause, struct json_object *event)
{
	size_t good = 1, bad = clause->count;

	while (bad - good > 1) {
		size_t middle = good + (bad - good) / 2;
		if (fields_match(clause->fields, middle, event))
			good = middle;
		else
			bad = middle;
	}
	return clause->fields[bad - 1];
}

static const struct field *
failing_field(const struct pattern *pattern, struct json_object *event)
{
	const struct clause *closest = NULL;
	const struct field *failing = NULL;
	size_t most = 0;
	char *known = mem_calloc(pattern->field_count, 1);

	for (size_t i = 0; i < pattern->count; i++) {
		const struct field *first;
		size_t holding = holding_alone(&pattern->clauses[i], event,
					       known, &first);
		if (closest && holding <= most)
			continue;
		closest = &pattern->clauses[i];
		most = holding;
		failing = first;
	}
	free(known);
	return failing ? failing : first_together(closest, event);
}

/* ------------------------------------------------------------ what is there */

enum { VALUES_MAX = 16 };

struct found {
	struct json_object *values[VALUES_MAX];
	size_t count;
};

static void
gather(struct json_object *value, const char *path, struct found *found)
{
	switch (path ? json_object_get_type(value) : json_type_null) {
	case json_type_array:
		for (size_t i = 0; i < json_object_array_length(value); i++)
			gather(json_object_array_get_idx(value, i), path,
			       found);
		return;
	case json_type_object:
		break;
	default:
		if (!path && found->count < VALUES_MAX)
			found->values[found->count++] = value;
		return;
	}
	/* The key may be any number of the path's first steps. */
	struct strbuf key = STRBUF_INIT;
	struct json_object *below;
	size_t end = 0;
	do {
		end += strcspn(path + end, ".");
		strbuf_reset(&key);
		strbuf_add(&key, path, end);
		if (json_object_object_get_ex(value, key.buf, &below))
			gather(below, path[end] ? path + end + 1 : NULL, found);
	} while (path[end++]);
	strbuf_release(&key);
}

/* Cut between two characters, with "..." behind. */
static void
copy_cut(char *out, size_t size, const char *text)
{
	size_t length = strlen(text);

	if (length < size) {
		memcpy(out, text, length + 1);
		return;
	}
	length = size - 4;
	while (length && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--;
	memcpy(out, text, length);
	memcpy(out + length, "...", 4);
}

static void
write_found(const struct found *found, char *out, size_t size)
{
	struct strbuf text = STRBUF_INIT;

	if (found->count > 1)
		strbuf_addch(&text, '[');
	for (size_t i = 0; i < found->count; i++) {
		if (i)
			strbuf_addch(&text, ',');
		json_write(found->values[i], &text);
	}
	if (found->count > 1)
		strbuf_addch(&text, ']');
	copy_cut(out, size, text.buf);
	strbuf_release(&text);
}

bool
pattern_explain(const struct pattern *pattern, struct json_object *event,
		struct pattern_why_not *out)
{
	struct found found = { .count = 0 };

	if (pattern_match(pattern, event))
		return false;
	const struct field *field = failing_field(pattern, event);
	gather(event, field->path, &found);
	if (found.count == 0)
		out->failure = PATTERN_MISSING;
	else if (field->only_absent)
		out->failure = PATTERN_PRESENT;
	else
		out->failure = PATTERN_DIFFERENT;
	copy_cut(out->field, sizeof out->field, field->path);
	copy_cut(out->wanted, sizeof out->wanted, field->wanted);
	write_found(&found, out->found, sizeof out->found);
	return true;
}
