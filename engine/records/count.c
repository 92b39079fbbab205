/* SPDX-License-Identifier: MIT */
/*
 * Counting records by some of their fields.
 *
 * Keeps true: values that are equal as JSON are one group, however they are
 * written.  Differs from that for numbers: 1 and 1.0 are two.
 */
#include "records/count.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/utf8.h"

void
counts_init(struct counts *counts)
{
	memset(counts, 0, sizeof *counts);
	strbuf_init(&counts->key);
}

void
counts_release(struct counts *counts)
{
	for (size_t i = 0; i < counts->count; i++)
		free(counts->groups[i].key);
	free(counts->groups);
	free(counts->slots);
	strbuf_release(&counts->key);
	counts_init(counts);
}

static size_t *
slot_of(const struct counts *counts, size_t hash)
{
	return &counts->slots[hash & (counts->slot_count - 1)];
}

static void
make_room(struct counts *counts)
{
	if (counts->slot_count > counts->count * 2)
		return;
	counts->slot_count = counts->slot_count ? counts->slot_count * 2 : 64;
	free(counts->slots);
	counts->slots = mem_calloc(counts->slot_count, sizeof *counts->slots);
	for (size_t i = 0; i < counts->count; i++) {
		uint64_t hash = counts->groups[i].hash;

		while (*slot_of(counts, hash) != 0)
			hash++;
		*slot_of(counts, hash) = i + 1;
	}
}

/* Values of one record, or of a key. */
struct value_list {
	struct span items[COUNT_FIELDS_MOST];
	size_t count;
	uint64_t hash;
};

static void
add_to_list(struct value_list *values, struct span value)
{
	values->items[values->count++] = value;
	values->hash = hash_join(values->hash,
				 hash_bytes(value.text, value.length));
}

/* The values of a key; the last one has what is too many. */
static void
split_key(const char *key, size_t length, struct value_list *values)
{
	const char *end = key + length, *stop = key;

	values->count = 0;
	values->hash = 0;
	for (const char *p = key; stop != NULL; p = stop + 1) {
		stop = values->count + 1 < COUNT_FIELDS_MOST
			       ? memchr(p, '\n', (size_t)(end - p))
			       : NULL;
		add_to_list(values, (struct span){
			p, (size_t)((stop != NULL ? stop : end) - p) });
	}
}

static bool
is_key(const struct group *group, const struct value_list *values)
{
	const char *p = group->key, *end = p + group->length;

	for (size_t i = 0; i < values->count; i++) {
		struct span value = values->items[i];

		if (i > 0 && (p == end || *p++ != '\n'))
			return false;
		if ((size_t)(end - p) < value.length ||
		    memcmp(p, value.text, value.length) != 0)
			return false;
		p += value.length;
	}
	return p == end;
}

/* The group of these values, or NULL; then *slot is where it belongs. */
static struct group *
find(const struct counts *counts, const struct value_list *values,
     size_t **slot)
{
	uint64_t hash = values->hash;

	for (; *(*slot = slot_of(counts, hash)) != 0; hash++) {
		struct group *group = &counts->groups[**slot - 1];

		if (group->hash == values->hash && is_key(group, values))
			return group;
	}
	return NULL;
}

void
counts_add_key(struct counts *counts, const char *key, size_t length,
	       size_t count)
{
	struct value_list values;
	struct group *group;
	size_t *slot;

	split_key(key, length, &values);
	make_room(counts);
	group = find(counts, &values, &slot);
	if (group != NULL) {
		group->count += count;
		return;
	}
	counts->groups = list_grow(counts->groups, counts->count,
				   &counts->allocated, sizeof *counts->groups);
	counts->groups[counts->count++] = (struct group){
		mem_strndup(key, length), length, values.hash, count };
	*slot = counts->count;
}

/* Whether the value has but one way to be written. */
static bool
is_canonical(struct span span)
{
	if (*span.text == '{' || *span.text == '[')
		return false;
	for (size_t i = 0; i < span.length; i++)
		if ((unsigned char)span.text[i] < ' ' ||
		    (unsigned char)span.text[i] > '~' || span.text[i] == '\\')
			return false;
	return true;
}

static void
add_value(struct strbuf *key, struct span span)
{
	struct strbuf valid = STRBUF_INIT;
	const char *text = span.text, *end = text + span.length;
	struct json_object *value;

	if (span.length == 0) {
		strbuf_addstr(key, "null");
		return;
	}
	if (is_canonical(span)) {
		strbuf_add(key, text, span.length);
		return;
	}
	while (text < end)
		utf8_add(&valid, utf8_next(&text, end));
	value = json_parse(valid.buf, valid.len, NULL, NULL);
	json_write(value, key); /* what is no JSON counts as null */
	json_object_put(value);
	strbuf_release(&valid);
}

/* The values as they are written, if that is a group's key already: such a key
   is canonical, so nobody has to look at it. */
static bool
add_as_written(struct counts *counts, const struct scan *scan, size_t record,
	       const int *slots, size_t slot_count, size_t times)
{
	struct value_list values;
	struct group *group;
	size_t *slot;

	if (counts->count == 0)
		return false;
	values.count = 0;
	values.hash = 0;
	for (size_t i = 0; i < slot_count; i++) {
		struct span span = scan_field(scan, record, slots[i]);

		if (span.length == 0)
			span = (struct span){ "null", 4 };
		add_to_list(&values, span);
	}
	group = find(counts, &values, &slot);
	if (group != NULL)
		group->count += times;
	return group != NULL;
}

void
counts_add(struct counts *counts, const struct scan *scan, size_t record,
	   const int *slots, size_t slot_count, size_t times)
{
	struct strbuf *key = &counts->key;

	if (add_as_written(counts, scan, record, slots, slot_count, times))
		return;
	strbuf_reset(key);
	for (size_t i = 0; i < slot_count; i++) {
		if (i > 0)
			strbuf_addch(key, '\n');
		add_value(key, scan_field(scan, record, slots[i]));
	}
	counts_add_key(counts, key->buf, key->len, times);
}

void
counts_merge(struct counts *counts, const struct counts *other)
{
	for (size_t i = 0; i < other->count; i++)
		counts_add_key(counts, other->groups[i].key,
			       other->groups[i].length,
			       other->groups[i].count);
}

static int
by_key(const void *a, const void *b)
{
	return strcmp(((const struct group *)a)->key,
		      ((const struct group *)b)->key);
}

static int
by_key_down(const void *a, const void *b)
{
	return by_key(b, a);
}

static int
by_most(const void *a, const void *b)
{
	const struct group *one = a, *two = b;

	if (one->count != two->count)
		return one->count > two->count ? -1 : 1;
	return by_key(a, b);
}

static int
by_least(const void *a, const void *b)
{
	const struct group *one = a, *two = b;

	if (one->count != two->count)
		return one->count < two->count ? -1 : 1;
	return by_key(a, b);
}

void
counts_sort(struct counts *counts, enum counts_order order)
{
	static int (*const compare[])(const void *, const void *) = {
		[COUNTS_MOST] = by_most, [COUNTS_LEAST] = by_least,
		[COUNTS_KEY] = by_key, [COUNTS_KEY_DOWN] = by_key_down,
	};

	if (counts->count > 0)
		qsort(counts->groups, counts->count, sizeof *counts->groups,
		      compare[order]);
}
