/* SPDX-License-Identifier: MIT */
/*
 * Tables: boxes whose cells wrap to the width of the screen.
 *
 * A column keeps its natural width if all fit; else the wide ones share what
 * the narrow ones leave.  Where that would make a column narrower than ten,
 * below 50 columns, and for a screen reader, each row becomes a small record
 * of "Head: cell" instead.
 */
#include "terminal/draw.h"

#include <stdlib.h>

#include "base/memory.h"
#include "lesson/message.h"
#include "terminal/rich.h"

#define NARROW_SCREEN 50
#define NARROW_COLUMN 10
#define JOINED_CELL 24 /* both languages on one line up to here */

struct table {
	size_t rows, columns;
	struct rich *cells;
	struct lines *lines; /* of each cell */
	int *natural, *width; /* of each column */
};

static void
table_init(struct table *table, const struct style *style,
	   const struct message *m)
{
	size_t count = m->rows * m->columns;

	*table = (struct table){ .rows = m->rows, .columns = m->columns };
	table->cells = mem_calloc(count, sizeof *table->cells);
	table->lines = mem_calloc(count, sizeof *table->lines);
	table->natural = mem_calloc(m->columns, sizeof *table->natural);
	table->width = mem_calloc(m->columns, sizeof *table->width);
	for (size_t i = 0; i < count; i++) {
		rich_init(&table->cells[i]);
		rich_add_cell(&table->cells[i], style,
			      i < m->columns ? PEN_STRONG : PEN_PLAIN,
			      m->cells[i], JOINED_CELL);
	}
}

static void
table_release(struct table *table)
{
	for (size_t i = 0; i < table->rows * table->columns; i++) {
		rich_release(&table->cells[i]);
		lines_release(&table->lines[i]);
	}
	free(table->cells);
	free(table->lines);
	free(table->natural);
	free(table->width);
}

/* Wraps a cell anew; the widest of its lines. */
static int
wrap_cell(struct table *table, size_t cell, int width)
{
	struct lines *lines = &table->lines[cell];
	int widest = 0;

	lines->count = 0;
	rich_wrap(&table->cells[cell], width, lines);
	for (size_t i = 0; i < lines->count; i++)
		if (lines->items[i].width + lines->items[i].indent > widest)
			widest = lines->items[i].width +
				 lines->items[i].indent;
	return widest;
}

static void
measure(struct table *table)
{
	for (size_t i = 0; i < table->rows * table->columns; i++) {
		int *natural = &table->natural[i % table->columns];
		int widest = wrap_cell(table, i, 10000);

		if (widest > *natural)
			*natural = widest;
	}
	for (size_t c = 0; c < table->columns; c++)
		if (table->natural[c] == 0)
			table->natural[c] = 1;
}

/* Columns that need no more than an equal share get what they need; the
   others share the rest.  False if one of those becomes too narrow. */
static bool
share_width(struct table *table, int room)
{
	size_t open = table->columns;
	bool again = true;

	while (again && open > 0) {
		int share = room / (int)open;

		again = false;
		for (size_t c = 0; c < table->columns; c++) {
			if (table->width[c] > 0 || table->natural[c] > share)
				continue;
			table->width[c] = table->natural[c];
			room -= table->width[c];
			open--;
			again = true;
		}
	}
	for (size_t c = 0; c < table->columns; c++) {
		if (table->width[c] > 0)
			continue;
		table->width[c] = room / (int)open;
		room -= table->width[c];
		open--;
		if (table->width[c] < NARROW_COLUMN)
			return false;
	}
	return true;
}

static void
write_rule(const struct style *style, struct strbuf *out,
	   const struct table *table, enum glyph left)
{
	/* the three glyphs of a rule stand in a row: left, middle, right */
	for (size_t c = 0; c < table->columns; c++) {
		strbuf_addstr(out, style_glyph(style, c ? left + 1 : left));
		style_repeat(style, out, GLYPH_ACROSS, table->width[c] + 2);
	}
	strbuf_addstr(out, style_glyph(style, left + 2));
	strbuf_addch(out, '\n');
}

static size_t
row_height(const struct table *table, size_t row)
{
	size_t height = 1;

	for (size_t c = 0; c < table->columns; c++)
		if (table->lines[row * table->columns + c].count > height)
			height = table->lines[row * table->columns + c].count;
	return height;
}

static void
write_row(const struct style *style, struct strbuf *out,
	  const struct table *table, size_t row)
{
	size_t height = row_height(table, row);

	for (size_t i = 0; i < height; i++) {
		for (size_t c = 0; c < table->columns; c++) {
			size_t cell = row * table->columns + c;
			int used = 0;

			strbuf_addstr(out, style_glyph(style, GLYPH_DOWN));
			strbuf_addch(out, ' ');
			if (i < table->lines[cell].count) {
				struct line *line =
					&table->lines[cell].items[i];

				rich_write_line(style, out,
						&table->cells[cell], line);
				used = line->width + line->indent;
			}
			style_blanks(out, table->width[c] - used + 1);
		}
		strbuf_addstr(out, style_glyph(style, GLYPH_DOWN));
		strbuf_addch(out, '\n');
	}
}

static void
write_box(const struct style *style, struct strbuf *out, struct table *table)
{
	bool ruled = false;

	for (size_t i = 0; i < table->rows * table->columns; i++)
		wrap_cell(table, i, table->width[i % table->columns]);
	for (size_t row = 1; row < table->rows; row++)
		ruled = ruled || row_height(table, row) > 1;
	write_rule(style, out, table, GLYPH_TOP_LEFT);
	for (size_t row = 0; row < table->rows; row++) {
		if (row == 1 || (row > 1 && ruled))
			write_rule(style, out, table, GLYPH_LEFT);
		write_row(style, out, table, row);
	}
	write_rule(style, out, table, GLYPH_BOTTOM_LEFT);
}

/* "Head: cell" for each cell, an empty line between rows. */
static void
write_records(const struct style *style, struct strbuf *out,
	      const struct message *m)
{
	for (size_t row = 1; row < m->rows; row++) {
		if (row > 1)
			strbuf_addch(out, '\n');
		for (size_t c = 0; c < m->columns; c++) {
			struct lead lead = { .indent = c > 0 ? 2 : 0 };

			draw_labelled(style, out, &lead, m->cells[c],
				      m->cells[row * m->columns + c]);
		}
	}
}

void
draw_table(const struct style *style, struct strbuf *out,
	   const struct message *m)
{
	struct table table;
	int room = style_picture_width(style, 100) - 3 * (int)m->columns - 1;

	if (m->rows == 0 || m->columns == 0)
		return;
	table_init(&table, style, m);
	measure(&table);
	if (!style->linear && style->width >= NARROW_SCREEN &&
	    share_width(&table, room))
		write_box(style, out, &table);
	else
		write_records(style, out, m);
	table_release(&table);
}
