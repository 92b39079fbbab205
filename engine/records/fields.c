/* SPDX-License-Identifier: MIT */
/*
 * The fields that are asked for, as a tree of their paths' steps; and the
 * values that were found, as text.
 */
#include "records/walk.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/strbuf.h"
#include "base/utf8.h"

/* ------------------------------------------------------------------- paths */

void
fields_init(struct fields *fields)
{
	memset(fields, 0, sizeof *fields);
	arena_init(&fields->arena);
	fields->root.slot = -1;
	fields->count = SLOT_EVENT;
	fields_add(fields, "CloudTrailEvent");
	fields_add(fields, "eventVersion");
	fields_add(fields, "eventName");
}

static void
field_release(struct field *field)
{
	for (size_t i = 0; i < field->count; i++)
		field_release(&field->children[i]);
	free(field->children);
}

void
fields_release(struct fields *fields)
{
	field_release(&fields->root);
	arena_release(&fields->arena);
	memset(fields, 0, sizeof *fields);
}

static struct field *
field_step(struct fields *fields, struct field *field, const char *key,
	   size_t length)
{
	struct field *child;
	uint32_t *chain;

	for (size_t i = 0; i < field->count; i++) {
		child = &field->children[i];
		if (child->length == length &&
		    memcmp(child->key, key, length) == 0)
			return child;
	}
	field->children = list_grow(field->children, field->count,
				    &field->allocated,
				    sizeof *field->children);
	child = &field->children[field->count++];
	*child = (struct field){
		.key = arena_strndup(&fields->arena, key, length),
		.length = length,
		.slot = -1,
	};
	memcpy(&child->head, key,
	       length < sizeof child->head ? length : sizeof child->head);
	if (length > sizeof child->tail)
		memcpy(&child->tail, key + length - sizeof child->tail,
		       sizeof child->tail);
	chain = &field->chains[field_chain(child->head, length)];
	child->next = *chain;
	*chain = (uint32_t)field->count;
	return child;
}

bool
fields_is_path(const char *path)
{
	int steps = 1;

	for (const char *p = path; *p != '\0'; p++) {
		if (*p == '.' && ++steps > SCAN_STEPS_MOST)
			return false;
		if (*p == '.' && (p == path || p[1] == '.' || p[1] == '\0'))
			return false;
	}
	return *path != '\0';
}

int
fields_add(struct fields *fields, const char *path)
{
	struct field *field = &fields->root;

	if (!fields_is_path(path))
		return -1;
	while (*path != '\0') {
		size_t length = strcspn(path, ".");

		field = field_step(fields, field, path, length);
		path += length;
		path += *path == '.';
	}
	if (field->slot < 0)
		field->slot = fields->count++;
	return field->slot;
}

const struct field *
field_child_escaped(const struct field *field, const char *key, size_t length)
{
	/* from behind its opening quote to the closing one */
	struct span string = { key - 1, length + 2 };
	struct strbuf text = STRBUF_INIT;
	const struct field *found = NULL;

	if (span_text(string, &text)) {
		for (size_t i = 0; i < field->count && !found; i++) {
			const struct field *child = &field->children[i];

			if (child->length == text.len &&
			    memcmp(child->key, text.buf, text.len) == 0)
				found = child;
		}
	}
	strbuf_release(&text);
	return found;
}

void
field_forget(const struct field *field, struct span *spans)
{
	if (field->slot >= 0)
		spans[field->slot] = (struct span){ NULL, 0 };
	for (size_t i = 0; i < field->count; i++)
		field_forget(&field->children[i], spans);
}

/* ------------------------------------------------------------------ values */

bool
span_is_value(struct span span)
{
	return span.length > 0 && *span.text != 'n';
}

void
span_line(struct span span, struct strbuf *out)
{
	const char *p = span.text, *end = p + span.length;
	bool in_string = false;

	if (memchr(p, '\n', span.length) == NULL &&
	    memchr(p, '\r', span.length) == NULL) {
		strbuf_add(out, p, span.length);
		return;
	}
	for (; p < end; p++) {
		if (*p == '"')
			in_string = !in_string;
		if (in_string || (*p != ' ' && *p != '\n' && *p != '\r' &&
				  *p != '\t'))
			strbuf_addch(out, *p);
		if (in_string && *p == '\\' && p + 1 < end)
			strbuf_addch(out, *++p);
	}
}
