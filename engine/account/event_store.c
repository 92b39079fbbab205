/* SPDX-License-Identifier: MIT */
/*
 * Where events are kept: in blocks, the older ones' records packed, and those
 * that event history has forgotten not at all.
 *
 * A company's quarter is a million events; packed a record takes a tenth of its
 * text.  What was recorded lately stays as it is, so an ordinary lab never
 * packs anything.
 */
#include "account/event.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/gzip.h"
#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/strbuf.h"

static struct event_block *
block_of(const struct events *events, size_t number)
{
	size_t i = number / EVENT_BLOCK;

	return number < events->count && i >= events->gone ? events->items[i] :
							     NULL;
}

const struct event *
event_at(const struct account *account, size_t number)
{
	struct event_block *block = block_of(&account->events, number);

	return block ? &block->events[number % EVENT_BLOCK] : NULL;
}

/* Each text with its NUL, one behind the other. */
static size_t
text_size(const struct event_block *block)
{
	size_t size = 0;

	for (size_t i = 0; i < block->count; i++)
		size += block->events[i].length + 1;
	return size;
}

static void
pack(struct events *events, struct event_block *block)
{
	struct strbuf text = STRBUF_INIT, packed = STRBUF_INIT;
	size_t size = text_size(block);

	strbuf_grow(&text, size);
	for (size_t i = 0; i < block->count; i++) {
		struct event *event = &block->events[i];

		strbuf_add(&text, event->text, event->length + 1);
		free(event->text);
		event->text = NULL;
	}
	gzip_compress(text.buf, text.len, &packed);
	block->packed = mem_alloc(packed.len);
	memcpy(block->packed, packed.buf, packed.len);
	block->packed_length = packed.len;
	events->raw -= size;
	events->bytes += packed.len;
	events->bytes -= size;
	events->packed++;
	strbuf_release(&text);
	strbuf_release(&packed);
}

static void
unpack(struct events *events, size_t i)
{
	const struct event_block *block = events->items[i];
	struct strbuf text = STRBUF_INIT;

	if (gzip_decompress(block->packed, block->packed_length,
			    text_size(block), &text) != 0)
		BUG("packed events do not unpack");
	free(events->text);
	events->text = strbuf_detach(&text);
	events->open = i;
}

const char *
event_record(struct account *account, size_t number)
{
	struct events *events = &account->events;
	const struct event_block *block = block_of(events, number);
	const char *text;

	if (!block)
		return NULL;
	if (!block->packed)
		return block->events[number % EVENT_BLOCK].text;
	if (!events->text || events->open != number / EVENT_BLOCK)
		unpack(events, number / EVENT_BLOCK);
	text = events->text;
	for (size_t i = 0; i < number % EVENT_BLOCK; i++)
		text += block->events[i].length + 1;
	return text;
}

struct json_object *
event_parse(struct account *account, size_t number)
{
	const struct event *event = event_at(account, number);

	return event ? json_parse(event_record(account, number), event->length,
				  NULL, NULL) :
		       NULL;
}

struct event *
events_add(struct account *account)
{
	struct events *events = &account->events;
	struct event_block *block;

	if (events->count % EVENT_BLOCK == 0) {
		block = mem_calloc(1, sizeof *block);
		events->items = list_grow(events->items, events->block_count,
					  &events->allocated,
					  sizeof *events->items);
		events->items[events->block_count++] = block;
		events->bytes += sizeof *block;
	}
	block = events->items[events->block_count - 1];
	events->count++;
	return &block->events[block->count++];
}

void
events_keep_record(struct account *account, char *text, size_t length)
{
	struct events *events = &account->events;
	struct event_block *block = events->items[events->block_count - 1];
	struct event *event = &block->events[block->count - 1];

	event->text = text;
	event->length = (uint32_t)length;
	events->raw += length + 1;
	events->bytes += length + 1;
	while (events->raw > EVENT_RAW_MOST &&
	       events->packed + 1 < events->block_count)
		pack(events, events->items[events->packed]);
}

static void
block_free(struct event_block *block)
{
	for (size_t i = 0; i < block->count; i++)
		free(block->events[i].text);
	free(block->packed);
	free(block);
}

/* The oldest block goes when all of it is older than event history; what a
   trail still owes is younger by far. */
void
events_forget(struct account *account)
{
	struct events *events = &account->events;
	int64_t oldest = account->now - EVENT_HISTORY_DAYS * (int64_t)CLOCK_DAY;

	while (events->gone + 1 < events->block_count &&
	       events->items[events->gone]->events[EVENT_BLOCK - 1].time <
		       oldest) {
		struct event_block *block = events->items[events->gone];

		events->bytes -= sizeof *block + block->packed_length;
		if (!block->packed) {
			events->raw -= text_size(block);
			events->bytes -= text_size(block);
			events->packed++;
		}
		block_free(block);
		events->items[events->gone++] = NULL;
	}
}

void
events_release(struct events *events)
{
	for (size_t i = events->gone; i < events->block_count; i++)
		block_free(events->items[i]);
	free(events->items);
	free(events->text);
	*events = (struct events){ 0 };
}
