/* SPDX-License-Identifier: MIT */
/*
 * Some members of a record as a small record of their own.
 */
#include "records/query.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/utf8.h"

bool
members_add(struct members *members, struct fields *fields, const char *path)
{
	char *name = mem_strndup(path, strcspn(path, "."));
	int slot = fields_add(fields, name);
	struct json_object *string;
	struct strbuf quoted = STRBUF_INIT;

	for (size_t i = 0; i < members->count && slot >= 0; i++) {
		if (members->items[i].slot == slot) {
			free(name);
			return true;
		}
	}
	if (slot >= 0) {
		string = json_object_new_string(name);
		json_write(string, &quoted);
		json_object_put(string);
		list_push(members, ((struct member){ strbuf_detach(&quoted),
						     slot }));
	}
	free(name);
	return slot >= 0;
}

void
members_release(struct members *members)
{
	for (size_t i = 0; i < members->count; i++)
		free(members->items[i].name);
	list_release(members);
}

/* Bytes that are no UTF-8 become U+FFFD: json-c takes no others. */
static void
add_valid(struct span span, struct strbuf *out)
{
	const char *text = span.text, *end = text + span.length;

	if (utf8_valid(text, span.length)) {
		strbuf_add(out, text, span.length);
		return;
	}
	while (text < end)
		utf8_add(out, utf8_next(&text, end));
}

void
members_write(const struct members *members, const struct scan *scan,
	      size_t record, struct strbuf *out)
{
	char before = '{';

	for (size_t i = 0; i < members->count; i++) {
		const struct member *member = &members->items[i];
		struct span span = scan_field(scan, record, member->slot);

		if (span.length == 0)
			continue;
		strbuf_addch(out, before);
		strbuf_addstr(out, member->name);
		strbuf_addch(out, ':');
		add_valid(span, out);
		before = ',';
	}
	if (before == '{')
		strbuf_addch(out, '{');
	strbuf_addch(out, '}');
}
