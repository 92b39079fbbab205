/* SPDX-License-Identifier: MIT */
/*
 * Asking an index.
 *
 * Keeps true: a part of a question is worked out once for each combination of
 * the values that it looks at, on a record of just those, and so has the answer
 * that the files would give.
 */
#include "records/index_columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"

enum {
	TOGETHER = 4, /* columns that one part may look at */
	SLOTS = 16,   /* and slots */
	BLOCK = 2048, /* rows at once */
};
/* Combinations of values that are worked out one by one. */
static const size_t combinations_most = 16 * 1024 * 1024;

/* ------------------------------------------------------------------ columns */

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

/* The column in which the slot's path begins, or INDEX_TIME, or -1. */
static int
column_of(const struct fields *fields, int slot)
{
	for (size_t i = 0; i < fields->root.count; i++) {
		const struct field *top = &fields->root.children[i];

		if (strcmp(top->key, "eventTime") == 0 && top->slot == slot)
			return INDEX_TIME;
		for (int c = 0; c < INDEX_COLUMNS; c++)
			if (strcmp(index_names[c], top->key) == 0 &&
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
		if (column < 0 || column == INDEX_TIME || t->count == TOGETHER)
			return false;
		t->columns[t->count++] = column;
		t->combinations *= index->values[column].count;
		if (t->combinations > combinations_most)
			return false;
	}
	return true;
}

/* The numbers of the combinations that some of the rows have. */
static void
combine(const struct index *index, const struct together *t,
	const struct index_rows *rows, size_t from, size_t count,
	uint32_t *numbers)
{
	memset(numbers, 0, count * sizeof *numbers);
	for (size_t k = 0; k < t->count; k++) {
		const uint32_t *column = index->columns[t->columns[k]];
		uint32_t values = (uint32_t)index->values[t->columns[k]].count;

		if (rows->items == NULL)
			for (size_t i = 0; i < count; i++)
				numbers[i] = numbers[i] * values +
					     column[from + i];
		else
			for (size_t i = 0; i < count; i++)
				numbers[i] = numbers[i] * values +
					     column[rows->items[from + i]];
	}
}

bool
index_has(const struct index *index, const struct fields *fields,
	  const int *slots, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int column = column_of(fields, slots[i]);

		if (column < 0 || (column == INDEX_TIME && index->other_times))
			return false;
	}
	return true;
}

/* ----------------------------------------------------------------- records */

static void
write_member(const char *name, struct span value, struct strbuf *text)
{
	if (value.length == 0)
		return;
	strbuf_addstr(text, text->len > 2 ? ",\"" : "\"");
	strbuf_addstr(text, name);
	strbuf_addstr(text, "\":");
	strbuf_add(text, value.text, value.length);
}

static void
write_time(int64_t time, struct strbuf *text)
{
	char value[CLOCK_TEXT + 1] = "\"";

	if (time == INT64_MIN)
		return;
	clock_iso(time, value + 1);
	value[TIME_LENGTH - 1] = '"';
	write_member("eventTime", (struct span){ value, TIME_LENGTH }, text);
}

/* A record of these columns of a row, in an array, so that it is one. */
static void
write_columns(const struct index *index, uint32_t row, const int *columns,
	      size_t count, struct strbuf *text)
{
	strbuf_reset(text);
	strbuf_addstr(text, "[{");
	for (size_t k = 0; k < count; k++) {
		int c = columns[k];

		if (c == INDEX_TIME)
			write_time(index->times[row], text);
		else
			write_member(index_names[c],
				     index->values[c].items
					     [index->columns[c][row]],
				     text);
	}
	strbuf_addstr(text, "}]");
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
	int all[INDEX_COLUMNS + 1] = { INDEX_TIME };

	for (int c = 0; c < INDEX_COLUMNS; c++)
		all[c + 1] = c;
	write_columns(index, row, all, INDEX_COLUMNS + 1, text);
	scan_text(scan, text);
}

/* --------------------------------------------------------------- questions */

/* While a part of a question is asked. */
struct asker {
	const struct index *index;
	struct query_room *room;
	struct scan scan;
	struct strbuf text;
	size_t part;
	struct together together;
	signed char *answers; /* of each combination, or -1 */
	uint32_t *left;	      /* room for as many rows as there are */
};

static size_t
block_size(const struct index_rows *rows, size_t from)
{
	return rows->count - from < BLOCK ? rows->count - from : BLOCK;
}

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
		size_t count = block_size(rows, from);

		combine(a->index, &a->together, rows, from, count, numbers);
		for (size_t i = 0; i < count; i++) {
			uint32_t row = index_row(rows, from + i);

			if (a->answers[numbers[i]] < 0)
				ask(a, numbers[i], row);
			a->left[left] = row;
			left += a->answers[numbers[i]] == QUERY_YES;
			fine = fine && a->answers[numbers[i]] != QUERY_BAD;
		}
	}
	rows->items = a->left;
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

static void
match_times(struct asker *a, const struct query *query,
	    struct index_rows *rows)
{
	for (size_t i = 0; i < a->index->rows; i++) {
		a->left[rows->count] = (uint32_t)i;
		rows->count += query_takes_time(query, a->index->times[i]);
	}
	rows->items = a->left;
}

bool
index_match(const struct index *index, const struct fields *fields,
	    const struct query *query, struct index_rows *rows)
{
	struct asker a = { .index = index, .text = STRBUF_INIT };
	bool fine = true;

	*rows = (struct index_rows){ NULL, 0 };
	a.left = mem_alloc((index->rows + 1) * sizeof *a.left);
	a.room = query_room_new(query);
	scan_init(&a.scan, fields);
	if (query_asks_time(query))
		match_times(&a, query, rows);
	else
		rows->count = index->rows;
	for (a.part = 1; fine && a.part < query_part_count(query); a.part++)
		fine = match_part(&a, fields, query, rows);
	if (rows->items == NULL)
		free(a.left);
	query_room_free(a.room);
	scan_release(&a.scan);
	strbuf_release(&a.text);
	return fine;
}

/* How many rows have each combination, and one of them.  Two counts in turn:
   rows that follow each other are often the same, and would wait. */
static void
count_rows(const struct index *index, const struct together *t,
	   const struct index_rows *rows, uint32_t (*found)[2],
	   uint32_t *example)
{
	uint32_t numbers[BLOCK];

	for (size_t from = 0; from < rows->count; from += BLOCK) {
		size_t count = block_size(rows, from);

		combine(index, t, rows, from, count, numbers);
		for (size_t i = 0; i < count; i++) {
			found[numbers[i]][i % 2]++;
			example[numbers[i]] = (uint32_t)(from + i);
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
	uint32_t (*found)[2], *example;
	bool fine = true;

	if (!together_add(index, fields, slots, slot_count, &t))
		return false;
	found = mem_calloc(t.combinations, sizeof *found);
	example = mem_calloc(t.combinations, sizeof *example);
	count_rows(index, &t, rows, found, example);
	scan_init(&scan, fields);
	for (size_t i = 0; i < t.combinations && fine; i++) {
		size_t times = (size_t)found[i][0] + found[i][1];

		if (times == 0)
			continue;
		write_columns(index, index_row(rows, example[i]), t.columns,
			      t.count, &text);
		scan_text(&scan, &text);
		fine = scan.count == 1;
		if (fine)
			counts_add(counts, &scan, 0, slots, slot_count,
				   times);
	}
	scan_release(&scan);
	strbuf_release(&text);
	free(found);
	free(example);
	return fine;
}
