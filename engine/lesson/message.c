/* SPDX-License-Identifier: MIT */
/*
 * The list of messages: each is allocated in the list's arena, so a host may
 * keep pointers to them until it clears the list.
 */
#include "lesson/message.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"

void
messages_init(struct messages *out)
{
	*out = (struct messages){ 0 };
	arena_init(&out->arena);
}

void
messages_release(struct messages *out)
{
	arena_release(&out->arena);
	list_release(out);
}

void
messages_clear(struct messages *out)
{
	arena_release(&out->arena);
	out->count = 0;
}

struct message *
message_add(struct messages *out, enum message_kind kind)
{
	struct message *m = arena_alloc(&out->arena, sizeof *m);

	m->kind = kind;
	m->verdict = VERDICT_NONE;
	list_push(out, m);
	return m;
}

struct message *
message_text(struct messages *out, enum message_kind kind, struct phrase text)
{
	struct message *m = message_add(out, kind);

	m->text = text;
	return m;
}

void
message_bytes(struct messages *out, enum message_kind kind, const char *bytes,
	      size_t length)
{
	struct message *m = message_add(out, kind);

	m->bytes = arena_alloc(&out->arena, length + 1);
	if (length > 0)
		memcpy(m->bytes, bytes, length);
	m->length = length;
}

struct message_item *
message_items(struct messages *out, struct message *m, size_t count)
{
	m->items = arena_alloc(&out->arena, count * sizeof *m->items);
	m->item_count = count;
	return m->items;
}
