/* SPDX-License-Identifier: MIT */
/*
 * Building an index: columns of interned values, and times.
 *
 * Keeps true: rows are in the order of the files, whichever thread read them;
 * a value is kept as it was written, so whatever is asked of it sees the same
 * bytes as in its file.  A time is kept as such: nearly each is another, and
 * CloudTrail has one way of writing it.  Where a log has others, questions
 * about their text go to the files.
 */
#include "records/index_columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"

const char *const index_names[INDEX_COLUMNS] = {
	"eventName",	      "eventSource",	 "awsRegion",
	"sourceIPAddress",    "errorCode",	 "readOnly",
	"userIdentity",	      "eventType",	 "recipientAccountId",
	"managementEvent",    "eventCategory",
};

/* ------------------------------------------------------------------- values */

/* The first place from which a hash may be found; the next ones follow. */
static struct place *
place_of(const struct values *v, uint64_t hash)
{
	return &v->places[hash & (v->place_count - 1)];
}

static void
make_room(struct values *v)
{
	if (v->place_count > 2 * v->count)
		return;
	v->place_count = v->place_count > 0 ? 2 * v->place_count : 256;
	free(v->places);
	v->places = mem_calloc(v->place_count, sizeof *v->places);
	for (size_t i = 0; i < v->count; i++) {
		uint64_t hash = v->hashes[i];

		while (place_of(v, hash)->number != 0)
			hash++;
		*place_of(v, hash) = (struct place){
			(uint32_t)i + 1, (uint32_t)(v->hashes[i] >> 32) };
	}
}

/* Whether it is a string without anything to look at, which is JSON. */
static bool
is_plain_string(struct span span)
{
	if (span.length < 2 || *span.text != '"' ||
	    span.text[span.length - 1] != '"')
		return false;
	for (size_t i = 1; i + 1 < span.length; i++)
		if (span.text[i] < ' ' || span.text[i] == '"' ||
		    span.text[i] == '\\')
			return false;
	return true;
}

/* A new value's text; in brackets, so that it is held to be JSON as deep as a
   record's member is: nothing has to look at that again. */
static const char *
keep_value(struct index *index, struct span span)
{
	char *copy = arena_alloc(&index->arena, span.length + 2);

	*copy = '[';
	memcpy(copy + 1, span.text, span.length);
	copy[span.length + 1] = ']';
	index->full = index->full ||
		      (span.length > 0 && !is_plain_string(span) &&
		       !json_valid(copy, span.length + 2));
	return copy + 1;
}

static uint32_t
intern(struct index *index, struct values *v, struct span span, uint64_t hash)
{
	uint32_t tag = (uint32_t)(hash >> 32);
	struct place *place;

	make_room(v);
	for (uint64_t at = hash; (place = place_of(v, at))->number != 0; at++) {
		const struct span *known = &v->items[place->number - 1];

		if (place->tag == tag && known->length == span.length &&
		    memcmp(known->text, span.text, span.length) == 0)
			return place->number - 1;
	}
	v->items = list_grow(v->items, v->count, &v->allocated,
			     sizeof *v->items);
	v->hashes = list_grow(v->hashes, v->count, &v->hashes_allocated,
			      sizeof *v->hashes);
	v->items[v->count] = (struct span){ keep_value(index, span),
					    span.length };
	v->hashes[v->count] = hash;
	*place = (struct place){ (uint32_t)++v->count, tag };
	index->bytes += span.length + sizeof span + 3 * sizeof hash;
	return (uint32_t)v->count - 1;
}

/* ----------------------------------------------------------------- building */

/* The last day that was read. */
struct day {
	char text[11]; /* of an eventTime, with its first quote */
	int64_t start;
};

/* What one thread has of its file. */
struct builder {
	struct index *index;
	struct day day;
	LIST(int64_t) times;	/* of each row */
	LIST(uint32_t) numbers; /* row by row */
	LIST(uint64_t) hashes;	/* of a column's values */
};

static void *
builder_begin(void *data)
{
	struct builder *b = mem_calloc(1, sizeof *b);

	b->index = data;
	return b;
}

static void
builder_end(void *data)
{
	struct builder *b = data;

	list_release(&b->times);
	list_release(&b->numbers);
	list_release(&b->hashes);
	free(b);
}

/* Two digits, or more than any clock has. */
static int
two_digits(const char *p)
{
	if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
		return 100;
	return (p[0] - '0') * 10 + (p[1] - '0');
}

/* A time of the day that was read last, as CloudTrail writes it. */
static bool
read_clock(const struct day *day, const char *text, int64_t *time)
{
	int hour = two_digits(text + 12), minute = two_digits(text + 15);
	int second = two_digits(text + 18);

	*time = day->start + hour * (int64_t)CLOCK_HOUR +
		minute * CLOCK_MINUTE + second * CLOCK_SECOND;
	return memcmp(text, day->text, sizeof day->text) == 0 &&
	       text[11] == 'T' && text[14] == ':' && text[17] == ':' &&
	       text[20] == 'Z' && text[21] == '"' && hour < 24 &&
	       minute < 60 && second < 60;
}

/* A record's eventTime; *other if its text cannot be written again from it. */
static int64_t
read_time(struct day *day, struct span span, bool *other)
{
	char text[CLOCK_TEXT];
	int64_t time;

	if (span.length == 0)
		return INT64_MIN;
	if (span.length == TIME_LENGTH && read_clock(day, span.text, &time))
		return time;
	time = query_span_time(span);
	if (span.length != TIME_LENGTH || time == INT64_MIN ||
	    memcmp(clock_iso(time, text), span.text + 1, TIME_LENGTH - 2)) {
		*other = true;
		return time;
	}
	memcpy(day->text, span.text, sizeof day->text);
	day->start = time - time % CLOCK_DAY;
	if (time < 0 && time % CLOCK_DAY != 0)
		day->start -= CLOCK_DAY;
	return time;
}

static bool
same_span(struct span one, struct span two)
{
	return one.length == two.length && one.length > 0 &&
	       memcmp(one.text, two.text, one.length) == 0;
}

/* A column's numbers.  Where each value will be looked for is asked of the
   memory before the first one is. */
static void
add_column(struct builder *b, const struct scan *scan, size_t column,
	   uint32_t *numbers)
{
	struct index *index = b->index;
	struct values *v = &index->values[column];
	struct span last = { NULL, 0 };
	uint32_t number = 0;

	b->hashes.count = 0;
	for (size_t i = 0; i < scan->count; i++) {
		struct span span = scan_field(scan, i, index->slots[column]);
		uint64_t hash = same_span(span, last)
					? b->hashes.items[i - 1]
					: hash_bytes(span.text, span.length);

		list_push(&b->hashes, hash);
		__builtin_prefetch(place_of(v, hash));
		last = span;
	}
	last.length = 0;
	for (size_t i = 0; i < scan->count && !index->full; i++) {
		struct span span = scan_field(scan, i, index->slots[column]);

		if (span.length == 0)
			number = 0;
		else if (!same_span(span, last))
			number = intern(index, v, span, b->hashes.items[i]);
		last = span;
		numbers[i * INDEX_COLUMNS] = number;
	}
}

static size_t
builder_unit(void *data, const struct scan *scan)
{
	struct builder *b = data;
	struct index *index = b->index;
	size_t first = b->numbers.count;
	bool other = false;

	for (size_t i = 0; i < scan->count; i++)
		list_push(&b->times,
			  read_time(&b->day,
				    scan_field(scan, i, index->time_slot),
				    &other));
	for (size_t i = 0; i < scan->count * INDEX_COLUMNS; i++)
		list_push(&b->numbers, 0);
	pthread_mutex_lock(&index->lock);
	index->other_times = index->other_times || other;
	for (size_t c = 0; c < INDEX_COLUMNS && !index->full; c++)
		add_column(b, scan, c, b->numbers.items + first + c);
	index->bytes += scan->count * (INDEX_COLUMNS * sizeof *b->numbers.items +
				       sizeof *index->times);
	index->full = index->full || index->bytes > index->most ||
		      index->rows >= UINT32_MAX - scan->count;
	pthread_mutex_unlock(&index->lock);
	return 0;
}

static void *
builder_file(void *data)
{
	struct builder *b = data, *file;

	if (b->numbers.count == 0)
		return NULL;
	file = mem_calloc(1, sizeof *file);
	file->numbers = b->numbers;
	file->times = b->times;
	memset(&b->numbers, 0, sizeof b->numbers);
	memset(&b->times, 0, sizeof b->times);
	return file;
}

/* Only one at a time is here: see log_visitor. */
static bool
builder_turn(void *data, void *result)
{
	struct index *index = data;
	struct builder *file = result;
	size_t rows = file->numbers.count / INDEX_COLUMNS;

	if (index->rows + rows > index->allocated) {
		index->allocated = 2 * (index->rows + rows);
		for (size_t c = 0; c < INDEX_COLUMNS; c++)
			index->columns[c] = mem_realloc(
				index->columns[c],
				index->allocated * sizeof **index->columns);
		index->times = mem_realloc(index->times, index->allocated *
							 sizeof *index->times);
	}
	memcpy(index->times + index->rows, file->times.items,
	       rows * sizeof *index->times);
	for (size_t i = 0; i < rows; i++, index->rows++)
		for (size_t c = 0; c < INDEX_COLUMNS; c++)
			index->columns[c][index->rows] =
				file->numbers.items[i * INDEX_COLUMNS + c];
	builder_end(file);
	return !index->full;
}

struct index *
index_build(struct logs *logs, const struct log_limits *limits, size_t most)
{
	struct index *index = mem_calloc(1, sizeof *index);
	struct log_visitor visitor = {
		.fields = &index->fields,
		.data = index,
		.begin = builder_begin,
		.unit = builder_unit,
		.file = builder_file,
		.turn = builder_turn,
		.end = builder_end,
	};

	index->most = most;
	pthread_mutex_init(&index->lock, NULL);
	arena_init(&index->arena);
	fields_init(&index->fields);
	index->time_slot = fields_add(&index->fields, "eventTime");
	for (size_t c = 0; c < INDEX_COLUMNS; c++) {
		index->slots[c] = fields_add(&index->fields, index_names[c]);
		intern(index, &index->values[c], (struct span){ "", 0 }, 0);
	}
	logs_read(logs, limits, &visitor);
	if (!index->full)
		return index;
	index_free(index);
	return NULL;
}

void
index_free(struct index *index)
{
	if (index == NULL)
		return;
	for (size_t c = 0; c < INDEX_COLUMNS; c++) {
		free(index->values[c].items);
		free(index->values[c].hashes);
		free(index->values[c].places);
		free(index->columns[c]);
	}
	free(index->times);
	fields_release(&index->fields);
	arena_release(&index->arena);
	pthread_mutex_destroy(&index->lock);
	free(index);
}

size_t
index_records(const struct index *index)
{
	return index->rows;
}

size_t
index_bytes(const struct index *index)
{
	return index->bytes;
}

int64_t
index_time(const struct index *index, uint32_t row)
{
	return index->times[row];
}
