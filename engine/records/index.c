/* SPDX-License-Identifier: MIT */
/*
 * Columns of interned values.
 *
 * Keeps true: rows are in the order of the files, whichever thread read them;
 * a value is kept as it was written, so whatever is asked of it sees the same
 * bytes as in its file.
 */
#include "records/index.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"

static const char *const names[] = {
	"eventTime",	   "eventName",	      "eventSource", "awsRegion",
	"sourceIPAddress", "errorCode",	      "readOnly",    "userIdentity",
	"eventType",	   "recipientAccountId", "managementEvent",
	"eventCategory",
};
enum {
	COLUMNS = sizeof names / sizeof *names,
	TIME = 0, /* the column of eventTime */
	TOGETHER = 4, /* columns that one part may look at */
	SLOTS = 16,   /* and slots */
	BLOCK = 2048, /* rows at once */
};
/* Combinations of values that are worked out one by one. */
static const size_t combinations_most = 16 * 1024 * 1024;

/* The distinct values of a column; number 0 is a missing one. */
struct values {
	struct span *items;
	uint64_t *hashes;
	size_t count, allocated, hashes_allocated;
	uint32_t *slots; /* number + 1 */
	size_t slot_count;
};

struct index {
	pthread_mutex_t lock;
	struct fields fields;
	int slots[COLUMNS];
	struct arena arena; /* the values' text */
	struct values values[COLUMNS];
	uint32_t *columns[COLUMNS];
	int64_t *times; /* of each distinct eventTime */
	size_t rows, allocated;
	size_t bytes, most;
	bool full; /* or with a value that is no JSON: there is no index then */
};

/* ------------------------------------------------------------------- values */

static void
make_room(struct values *v)
{
	if (v->slot_count > 2 * v->count)
		return;
	v->slot_count = v->slot_count > 0 ? 2 * v->slot_count : 256;
	free(v->slots);
	v->slots = mem_calloc(v->slot_count, sizeof *v->slots);
	for (size_t i = 0; i < v->count; i++) {
		size_t slot = v->hashes[i];

		while (v->slots[slot & (v->slot_count - 1)] != 0)
			slot++;
		v->slots[slot & (v->slot_count - 1)] = (uint32_t)i + 1;
	}
}

static uint32_t
intern(struct index *index, struct values *v, struct span span)
{
	uint64_t hash = hash_bytes(span.text, span.length);
	size_t slot = hash;
	uint32_t number;
	char *copy;

	make_room(v);
	while ((number = v->slots[slot & (v->slot_count - 1)]) != 0) {
		const struct span *known = &v->items[number - 1];

		if (v->hashes[number - 1] == hash &&
		    known->length == span.length &&
		    memcmp(known->text, span.text, span.length) == 0)
			return number - 1;
		slot++;
	}
	/* in brackets, so that it is held to be JSON as deep as a record's
	   member is: nothing has to look at that again */
	copy = arena_alloc(&index->arena, span.length + 2);
	*copy++ = '[';
	memcpy(copy, span.text, span.length);
	copy[span.length] = ']';
	index->full = index->full ||
		      (span.length > 0 && !json_valid(copy - 1,
						      span.length + 2));
	v->items = list_grow(v->items, v->count, &v->allocated,
			     sizeof *v->items);
	v->hashes = list_grow(v->hashes, v->count, &v->hashes_allocated,
			      sizeof *v->hashes);
	v->items[v->count] = (struct span){ copy, span.length };
	v->hashes[v->count] = hash;
	v->slots[slot & (v->slot_count - 1)] = (uint32_t)++v->count;
	index->bytes += span.length + sizeof span + 2 * sizeof hash;
	return (uint32_t)v->count - 1;
}

/* ----------------------------------------------------------------- building */

/* What one thread has of its file. */
struct builder {
	struct index *index;
	LIST(uint32_t) numbers; /* row by row */
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

	list_release(&b->numbers);
	free(b);
}

static size_t
builder_unit(void *data, const struct scan *scan)
{
	struct builder *b = data;
	struct index *index = b->index;
	struct span last[COLUMNS];
	uint32_t known[COLUMNS] = { 0 };

	memset(last, 0, sizeof last);
	pthread_mutex_lock(&index->lock);
	for (size_t i = 0; i < scan->count && !index->full; i++) {
		for (size_t c = 0; c < COLUMNS; c++) {
			struct span span = scan_field(scan, i, index->slots[c]);

			if (span.length != last[c].length ||
			    memcmp(span.text != NULL ? span.text : "",
				   last[c].text != NULL ? last[c].text : "",
				   span.length) != 0) {
				known[c] = span.length > 0
						   ? intern(index,
							    &index->values[c],
							    span)
						   : 0;
				last[c] = span;
			}
			list_push(&b->numbers, known[c]);
		}
		index->bytes += COLUMNS * sizeof *known;
		index->full = index->full ||
			      index->bytes > index->most ||
			      index->rows >= UINT32_MAX - scan->count;
	}
	pthread_mutex_unlock(&index->lock);
	return 0;
}

static void *
builder_file(void *data)
{
	struct builder *b = data, *file;

	if (b->numbers.count == 0)
		return NULL;
	file = mem_alloc(sizeof *file);
	*file = *b;
	memset(&b->numbers, 0, sizeof b->numbers);
	return file;
}

/* Only one at a time is here: see log_visitor. */
static bool
builder_turn(void *data, void *result)
{
	struct index *index = data;
	struct builder *file = result;
	size_t rows = file->numbers.count / COLUMNS;

	if (index->rows + rows > index->allocated) {
		index->allocated = 2 * (index->rows + rows);
		for (size_t c = 0; c < COLUMNS; c++)
			index->columns[c] = mem_realloc(
				index->columns[c],
				index->allocated * sizeof **index->columns);
	}
	for (size_t i = 0; i < rows; i++, index->rows++)
		for (size_t c = 0; c < COLUMNS; c++)
			index->columns[c][index->rows] =
				file->numbers.items[i * COLUMNS + c];
	list_release(&file->numbers);
	free(file);
	return !index->full;
}

/* The numbers' times, so that a row's is one look. */
static void
read_times(struct index *index)
{
	struct values *v = &index->values[TIME];

	index->times = mem_calloc(v->count, sizeof *index->times);
	for (size_t i = 0; i < v->count; i++)
		index->times[i] = query_span_time(v->items[i]);
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
	for (size_t c = 0; c < COLUMNS; c++) {
		index->slots[c] = fields_add(&index->fields, names[c]);
		intern(index, &index->values[c], (struct span){ "", 0 });
	}
	logs_read(logs, limits, &visitor);
	read_times(index);
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
	for (size_t c = 0; c < COLUMNS; c++) {
		free(index->values[c].items);
		free(index->values[c].hashes);
		free(index->values[c].slots);
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
	return index->times[index->columns[TIME][row]];
}

/* ---------------------------------------------------------------- questions */

static bool
below(const struct field *field, int slot)
{
	if (field->slot == slot)
		return true;
	for (size_t i = 0; i < field->count; i++)
		if (below(&field->children[i], slot))
			return true;
	return false;
}

/* The column in which the slot's path begins, or -1. */
static int
column_of(const struct fields *fields, int slot)
{
	for (size_t i = 0; i < fields->root.count; i++) {
		const struct field *top = &fields->root.children[i];

		for (int c = 0; c < COLUMNS; c++)
			if (strcmp(names[c], top->key) == 0 &&
			    below(top, slot))
				return c;
	}
	return -1;
}

/* Some columns together: a number for each combination of their values. */
struct together {
	int columns[TOGETHER];
	size_t count;
	size_t combinations;
};

static bool
together_add(const struct index *index, const struct fields *fields,
	     const int *slots, size_t count, struct together *t)
{
	*t = (struct together){ .combinations = 1 };
	for (size_t i = 0; i < count; i++) {
		int column = column_of(fields, slots[i]);
		bool known = false;

		for (size_t k = 0; k < t->count; k++)
			known = known || t->columns[k] == column;
		if (known)
			continue;
		if (column < 0 || t->count == TOGETHER)
			return false;
		t->columns[t->count++] = column;
		t->combinations *= index->values[column].count;
		if (t->combinations > combinations_most)
			return false;
	}
	return true;
}

/* The numbers of the combinations that these rows have. */
static void
combine(const struct index *index, const struct together *t,
	const uint32_t *rows, size_t count, uint32_t *numbers)
{
	memset(numbers, 0, count * sizeof *numbers);
	for (size_t k = 0; k < t->count; k++) {
		const uint32_t *column = index->columns[t->columns[k]];
		uint32_t values = (uint32_t)index->values[t->columns[k]].count;

		for (size_t i = 0; i < count; i++)
			numbers[i] = numbers[i] * values + column[rows[i]];
	}
}

bool
index_has(const struct index *index, const struct fields *fields,
	  const int *slots, size_t count)
{
	(void)index;
	for (size_t i = 0; i < count; i++)
		if (column_of(fields, slots[i]) < 0)
			return false;
	return true;
}

/* A record of these columns of a row, in an array, so that it is one. */
static void
write_columns(const struct index *index, uint32_t row, const int *columns,
	      size_t count, struct strbuf *text)
{
	char before = '{';

	strbuf_reset(text);
	strbuf_addch(text, '[');
	for (size_t k = 0; k < count; k++) {
		const struct values *v = &index->values[columns[k]];
		struct span span = v->items[index->columns[columns[k]][row]];

		if (span.length == 0)
			continue;
		strbuf_addch(text, before);
		strbuf_addch(text, '"');
		strbuf_addstr(text, names[columns[k]]);
		strbuf_addstr(text, "\":");
		strbuf_add(text, span.text, span.length);
		before = ',';
	}
	strbuf_addstr(text, before == '{' ? "{}]" : "}]");
	strbuf_addchars(text, '\0', SCAN_PADDING);
}

static void
scan_text(struct scan *scan, const struct strbuf *text)
{
	scan_open(scan, text->buf, text->len - SCAN_PADDING);
	scan_next(scan);
}

void
index_scan(const struct index *index, uint32_t row, struct scan *scan,
	   struct strbuf *text)
{
	int all[COLUMNS];

	for (int c = 0; c < COLUMNS; c++)
		all[c] = c;
	write_columns(index, row, all, COLUMNS, text);
	scan_text(scan, text);
}

/* While a part of a question is asked. */
struct asker {
	const struct index *index;
	struct query_room *room;
	struct scan scan;
	struct strbuf text;
	size_t part;
	struct together together;
	signed char *answers; /* of each combination, or -1 */
};

static void
ask(struct asker *a, uint32_t number, uint32_t row)
{
	enum query_answer answer = QUERY_BAD;

	write_columns(a->index, row, a->together.columns, a->together.count,
		      &a->text);
	if (!query_part_match_text(a->room, a->part, a->text.buf + 1,
				   a->text.len - 2 - SCAN_PADDING, &answer)) {
		scan_text(&a->scan, &a->text);
		if (a->scan.count > 0)
			answer = query_part_match(a->room, a->part, &a->scan,
						  0);
	}
	a->answers[number] = (signed char)answer;
}

/* Leaves the rows for which the part holds; false if the index cannot tell. */
static bool
filter(struct asker *a, struct index_rows *rows)
{
	uint32_t numbers[BLOCK];
	size_t left = 0;
	bool fine = true;

	memset(a->answers, -1, a->together.combinations);
	for (size_t from = 0; from < rows->count; from += BLOCK) {
		size_t count = rows->count - from < BLOCK ? rows->count - from
							  : BLOCK;

		combine(a->index, &a->together, rows->items + from, count,
			numbers);
		for (size_t i = 0; i < count; i++) {
			uint32_t row = rows->items[from + i];

			if (a->answers[numbers[i]] < 0)
				ask(a, numbers[i], row);
			rows->items[left] = row;
			left += a->answers[numbers[i]] == QUERY_YES;
			fine = fine && a->answers[numbers[i]] != QUERY_BAD;
		}
	}
	rows->count = left;
	return fine;
}

static bool
match_part(struct asker *a, const struct fields *fields,
	   const struct query *query, struct index_rows *rows)
{
	int slots[SLOTS];
	size_t count = query_part_slots(query, a->part, slots, SLOTS);
	bool fine;

	if (count == 0)
		return true;
	if (count > SLOTS ||
	    !together_add(a->index, fields, slots, count, &a->together))
		return false;
	a->answers = mem_alloc(a->together.combinations);
	fine = filter(a, rows);
	free(a->answers);
	return fine;
}

bool
index_match(const struct index *index, const struct fields *fields,
	    const struct query *query, struct index_rows *rows)
{
	struct asker a = { .index = index, .text = STRBUF_INIT };
	bool fine = true;

	a.room = query_room_new(query);
	scan_init(&a.scan, fields);
	rows->items = mem_alloc((index->rows + 1) * sizeof *rows->items);
	rows->allocated = index->rows + 1;
	for (rows->count = 0; rows->count < index->rows; rows->count++)
		rows->items[rows->count] = (uint32_t)rows->count;
	for (; fine && a.part < query_part_count(query); a.part++)
		fine = match_part(&a, fields, query, rows);
	query_room_free(a.room);
	scan_release(&a.scan);
	strbuf_release(&a.text);
	return fine;
}

/* How many rows have each combination, and one of them. */
static void
count_rows(const struct index *index, const struct together *t,
	   const struct index_rows *rows, uint32_t *found, uint32_t *example)
{
	uint32_t numbers[BLOCK];

	for (size_t from = 0; from < rows->count; from += BLOCK) {
		size_t count = rows->count - from < BLOCK ? rows->count - from
							  : BLOCK;

		combine(index, t, rows->items + from, count, numbers);
		for (size_t i = 0; i < count; i++) {
			found[numbers[i]]++;
			example[numbers[i]] = rows->items[from + i];
		}
	}
}

bool
index_count(const struct index *index, const struct fields *fields,
	    const struct index_rows *rows, const int *slots,
	    size_t slot_count, struct counts *counts)
{
	struct strbuf text = STRBUF_INIT;
	struct together t;
	struct scan scan;
	uint32_t *found, *example;
	bool fine = true;

	if (!together_add(index, fields, slots, slot_count, &t))
		return false;
	found = mem_calloc(t.combinations, sizeof *found);
	example = mem_calloc(t.combinations, sizeof *example);
	count_rows(index, &t, rows, found, example);
	scan_init(&scan, fields);
	for (size_t i = 0; i < t.combinations && fine; i++) {
		if (found[i] == 0)
			continue;
		write_columns(index, example[i], t.columns, t.count, &text);
		scan_text(&scan, &text);
		fine = scan.count == 1;
		if (fine)
			counts_add(counts, &scan, 0, slots, slot_count,
				   found[i]);
	}
	scan_release(&scan);
	strbuf_release(&text);
	free(found);
	free(example);
	return fine;
}
