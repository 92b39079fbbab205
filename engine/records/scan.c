/* SPDX-License-Identifier: MIT */
/*
 * Scanning a text value by value; the walking itself is in walk_*.c.
 *
 * Keeps true: a value's records are there whole or not at all, and a text that
 * is no JSON costs at most a few walks to its end.
 */
#include "records/walk.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/strbuf.h"

/* After so many broken values the rest of a text is not looked at: each may
   have been walked to the text's end. */
enum { BROKEN_MOST = 16 };

scan_walk *const *
scan_walks(void)
{
	static scan_walk *const portable[] = { scan_walk_portable, NULL };
#ifdef WALK_AVX2
	static scan_walk *const all[] = { scan_walk_avx2, scan_walk_portable,
					  NULL };

	if (walk_has_avx2())
		return all;
#endif
	return portable;
}

void
scan_init(struct scan *scan, const struct fields *fields)
{
	memset(scan, 0, sizeof *scan);
	scan->fields = fields;
	scan->walk = scan_walks()[0];
	arena_init(&scan->arena);
}

void
scan_release(struct scan *scan)
{
	free(scan->spans);
	arena_release(&scan->arena);
	memset(scan, 0, sizeof *scan);
}

void
scan_open(struct scan *scan, const char *bytes, size_t length)
{
	scan->bytes = scan->next = bytes;
	scan->end = bytes + length;
	scan->count = scan->oversized = scan->broken = scan->broken_values = 0;
	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		scan->next += 3;
}

/* ------------------------------------------------------- for those who walk */

struct span *
scan_push(struct scan *scan)
{
	size_t stride = (size_t)scan->fields->count;
	struct span *spans;

	if ((scan->count + 1) * stride > scan->allocated) {
		scan->allocated = (scan->count + 16) * 2 * stride;
		scan->spans = mem_realloc(scan->spans,
					  scan->allocated * sizeof *spans);
	}
	spans = scan->spans + scan->count++ * stride;
	memset(spans, 0, stride * sizeof *spans);
	return spans;
}

void
scan_weigh(struct scan *scan)
{
	if (scan_whole(scan, scan->count - 1).length <= SCAN_RECORD_MOST)
		return;
	scan->count--;
	scan->oversized++;
}

const char *
scan_decode(struct scan *scan, struct span string, const char **end)
{
	struct strbuf text = STRBUF_INIT;
	char *copy = NULL;

	if (span_text(string, &text)) {
		copy = arena_alloc(&scan->arena, text.len + SCAN_PADDING);
		memcpy(copy, text.buf, text.len);
		*end = copy + text.len;
	}
	strbuf_release(&text);
	return copy;
}

struct span
scan_key(struct scan *scan, struct span key)
{
	struct span string = { key.text - 1, key.length + 2 };
	const char *end;
	const char *text = scan_decode(scan, string, &end);

	if (text == NULL)
		return key;
	return (struct span){ text, (size_t)(end - text) };
}

/* ------------------------------------------------------------------- values */

static const char *
skip_blank(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
		p++;
	return p;
}

/* Where to go on behind a broken value that began at `start`. */
static const char *
behind_broken(struct scan *scan, const char *start)
{
	const char *broken = scan->bytes + scan->broken, *feed;

	if (++scan->broken_values >= BROKEN_MOST ||
	    memchr(start, '\n', (size_t)(broken - start)) != NULL)
		return scan->end;
	feed = memchr(broken, '\n', (size_t)(scan->end - broken));
	return feed != NULL ? feed + 1 : scan->end;
}

/* What a value that is an object by itself has shown itself to be. */
static enum scan_result
kind_of(struct scan *scan, const struct scan_unit *unit)
{
	if (unit->log)
		return SCAN_RECORDS;
	if (scan->count == 0)
		return SCAN_RECORDS; /* one, too large */
	if (scan_field(scan, 0, SLOT_VERSION).length > 0 ||
	    scan_field(scan, 0, SLOT_NAME).length > 0)
		return SCAN_RECORDS;
	scan->count = 0;
	return unit->digest ? SCAN_DIGEST : SCAN_OTHER;
}

enum scan_result
scan_next(struct scan *scan)
{
	struct scan_unit unit = { false, false };
	const char *start, *stop;

	scan->count = scan->oversized = 0;
	arena_release(&scan->arena);
	start = skip_blank(scan->next, scan->end);
	scan->next = start;
	scan->broken = (size_t)(start - scan->bytes);
	if (start >= scan->end)
		return SCAN_END;
	stop = scan->walk(scan, &unit);
	if (stop == NULL) {
		scan->count = 0;
		scan->next = behind_broken(scan, start);
		return SCAN_BROKEN;
	}
	scan->next = stop;
	return kind_of(scan, &unit);
}

struct span
scan_whole(const struct scan *scan, size_t record)
{
	return scan_field(scan, record, SLOT_WHOLE);
}
