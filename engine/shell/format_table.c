/* SPDX-License-Identifier: MIT */
/*
 * --output table: a frame in a frame for each structure.
 *
 * A section is a title, a row of headers and rows of cells; sections one
 * below the other share one width, and what is nested stands one '|' further
 * in.  A table wider than 80 columns is turned: sections of a single row list
 * their members downwards.  So does the real client, and to the same column.
 */
#include "shell/format.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "shell/python.h"

enum {
	WIDTH = 80,
	PADDING = 4, /* of each cell, with its edge */
	DEEPEST = 16,
};

struct section {
	char *title;
	size_t indent;
	bool has_headers;
	size_t columns;
	LIST(char *) cells; /* headers first, if any; then row by row */
	LIST(size_t) widths;
};

struct table {
	LIST(struct section *) sections;
};

static struct section *
new_section(struct table *table, const char *title, size_t indent)
{
	struct section *section = mem_calloc(1, sizeof *section);

	section->title = mem_strdup(title);
	section->indent = indent;
	list_push(&table->sections, section);
	return section;
}

static struct section *
last_section(struct table *table)
{
	return table->sections.items[table->sections.count - 1];
}

static void
release_cells(struct section *section)
{
	for (size_t i = 0; i < section->cells.count; i++)
		free(section->cells.items[i]);
	list_release(&section->cells);
	list_release(&section->widths);
}

static void
release_table(struct table *table)
{
	for (size_t i = 0; i < table->sections.count; i++) {
		release_cells(table->sections.items[i]);
		free(table->sections.items[i]->title);
		free(table->sections.items[i]);
	}
	list_release(&table->sections);
}

/* Takes the text; the first row says how many columns there are. */
static void
add_cell(struct section *section, size_t column, char *text)
{
	size_t width = utf8_length(text);

	if (column >= section->widths.count)
		list_push(&section->widths, 0);
	if (width > section->widths.items[column])
		section->widths.items[column] = width;
	list_push(&section->cells, text);
}

static char *
cell_text(struct json_object *value)
{
	struct strbuf text = STRBUF_INIT;

	python_str(value, &text);
	return strbuf_detach(&text);
}

/* Rows of another length than the first cannot stand in the same section. */
static struct section *
section_for(struct table *table, size_t columns)
{
	struct section *section = last_section(table);

	if (section->columns != 0 && section->columns != columns)
		section = new_section(table, section->title, section->indent);
	section->columns = columns;
	return section;
}

static void
add_headers(struct table *table, const struct format_keys *keys)
{
	struct section *section;

	if (keys->count == 0)
		return;
	section = section_for(table, keys->count);
	section->has_headers = true;
	for (size_t i = 0; i < keys->count; i++)
		add_cell(section, i, mem_strdup(keys->items[i]));
}

static void
add_members(struct table *table, const struct format_keys *keys,
	    struct json_object *object)
{
	struct section *section;

	if (keys->count == 0)
		return;
	section = section_for(table, keys->count);
	for (size_t i = 0; i < keys->count; i++) {
		struct json_object *value;
		bool there = json_object_object_get_ex(object, keys->items[i],
						       &value);

		add_cell(section, i, there ? cell_text(value) : mem_strdup(""));
	}
}

static bool build(struct table *table, const char *title,
		  struct json_object *value, size_t indent);

static void
build_object(struct table *table, struct json_object *object, size_t indent)
{
	struct format_keys headers = { 0 }, nested = { 0 };

	format_keys_add(&headers, object, FORMAT_SCALARS);
	format_keys_add(&nested, object, FORMAT_NESTED);
	if (headers.count == 1) {
		struct section *section = section_for(table, 2);

		add_cell(section, 0, mem_strdup(headers.items[0]));
		add_cell(section, 1, cell_text(json_member(object,
							   headers.items[0])));
	} else {
		add_headers(table, &headers);
		add_members(table, &headers, object);
	}
	for (size_t i = 0; i < nested.count; i++)
		build(table, nested.items[i],
		      json_member(object, nested.items[i]), indent + 1);
	format_keys_release(&headers);
	format_keys_release(&nested);
}

static void
build_objects(struct table *table, const char *title, struct json_object *list,
	      size_t indent)
{
	struct format_keys headers = { 0 }, nested = { 0 };
	size_t count = json_object_array_length(list);

	for (size_t i = 0; i < count; i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		format_keys_add(&headers, one, FORMAT_SCALARS);
		format_keys_add(&nested, one, FORMAT_NESTED);
	}
	add_headers(table, &headers);
	for (size_t i = 0; i < count; i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		if (i > 0 && nested.count > 0) {
			new_section(table, title, indent);
			add_headers(table, &headers);
		}
		add_members(table, &headers, one);
		for (size_t j = 0; j < nested.count; j++)
			build(table, nested.items[j],
			      json_member(one, nested.items[j]), indent + 1);
	}
	format_keys_release(&headers);
	format_keys_release(&nested);
}

static bool
all_scalars(struct json_object *list)
{
	if (!json_object_is_type(list, json_type_array))
		return false;
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		if (format_is_nested(json_object_array_get_idx(list, i)))
			return false;
	}
	return true;
}

static void
build_rows(struct table *table, struct json_object *list, size_t indent)
{
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		if (!format_is_nested(one)) {
			add_cell(section_for(table, 1), 0, cell_text(one));
		} else if (all_scalars(one)) {
			size_t columns = json_object_array_length(one);
			struct section *section =
				columns ? section_for(table, columns) : NULL;

			for (size_t j = 0; j < columns; j++)
				add_cell(section, j,
					 cell_text(json_object_array_get_idx(
						 one, j)));
		} else {
			build(table, NULL, one, indent);
		}
	}
}

/* What Python counts as false, which is not shown. */
static bool
is_nothing(struct json_object *value)
{
	switch (json_object_get_type(value)) {
	case json_type_null:
		return true;
	case json_type_string:
		return json_object_get_string_len(value) == 0;
	case json_type_array:
		return json_object_array_length(value) == 0;
	case json_type_object:
		return json_object_object_length(value) == 0;
	default:
		return json_object_get_double(value) == 0;
	}
}

/* False if there is nothing to show; a lone value shows its title only. */
static bool
build(struct table *table, const char *title, struct json_object *value,
      size_t indent)
{
	if (is_nothing(value) || indent > DEEPEST)
		return false;
	if (title)
		new_section(table, title, indent);
	if (json_object_is_type(value, json_type_object))
		build_object(table, value, indent);
	else if (!json_object_is_type(value, json_type_array))
		return true;
	else if (json_object_is_type(json_object_array_get_idx(value, 0),
				     json_type_object))
		build_objects(table, title ? title : "", value, indent);
	else
		build_rows(table, value, indent);
	return true;
}

static size_t
section_width(const struct section *section)
{
	size_t width = 2 + 2 * section->indent;
	size_t title = utf8_length(section->title) + width;

	for (size_t i = 0; i < section->widths.count; i++)
		width += section->widths.items[i] + PADDING;
	return title > width ? title : width;
}

static size_t
table_width(const struct table *table)
{
	size_t widest = 0;

	for (size_t i = 0; i < table->sections.count; i++) {
		size_t width = section_width(table->sections.items[i]);

		if (width > widest)
			widest = width;
	}
	return widest;
}

/* A header and its one row become rows of two cells. */
static void
turn(struct section *section)
{
	struct section turned = { .columns = 2 };

	if (!section->has_headers ||
	    section->cells.count != 2 * section->columns)
		return;
	for (size_t i = 0; i < section->columns; i++) {
		char *const *cells = section->cells.items;

		add_cell(&turned, 0, mem_strdup(cells[i]));
		add_cell(&turned, 1, mem_strdup(cells[section->columns + i]));
	}
	turned.title = section->title;
	turned.indent = section->indent;
	release_cells(section);
	*section = turned;
}

/* Rounds half to even, as Python does. */
static long
round_even(double value)
{
	long whole = (long)value;
	double part = value - (double)whole;

	return whole + (part > 0.5 || (part == 0.5 && whole % 2 == 1));
}

/* The columns stretched, or pressed, to `width` together. */
static void
scale_widths(const struct section *section, size_t width, long *widths)
{
	size_t count = section->widths.count;
	long sum = 0, off = -(long)width;

	for (size_t i = 0; i < count; i++)
		sum += (long)section->widths.items[i] + PADDING;
	for (size_t i = 0; i < count; i++) {
		double column = (double)section->widths.items[i] + PADDING;

		widths[i] = round_even((double)width / (double)sum * column);
		off += widths[i];
	}
	for (size_t i = 0; off > 0; i = (i + 1) % count, off--)
		widths[i]--;
	for (size_t i = count - 1; off < 0; i = (i + count - 1) % count, off++)
		widths[i]++;
}

static void
edge(struct strbuf *out, const struct section *section)
{
	strbuf_addchars(out, '|', section->indent);
}

static void
blanks(struct strbuf *out, long count)
{
	if (count > 0)
		strbuf_addchars(out, ' ', (size_t)count);
}

static void
write_centred(struct strbuf *out, const char *text, long width, bool left_edge)
{
	long length = (long)utf8_length(text);
	long before = width / 2 - length / 2 - 1;

	if (before < 0)
		before = 0;
	if (left_edge)
		strbuf_addch(out, '|');
	blanks(out, before);
	strbuf_addstr(out, text);
	blanks(out, width - 1 - left_edge - before - length);
	strbuf_addch(out, '|');
}

static void
write_left(struct strbuf *out, const char *text, long width, bool left_edge)
{
	long length = (long)utf8_length(text);
	long before = width >= length + 3 + left_edge ? 2 : 0;

	if (left_edge)
		strbuf_addch(out, '|');
	blanks(out, before);
	strbuf_addstr(out, text);
	blanks(out, width - 1 - left_edge - before - length);
	strbuf_addch(out, '|');
}

static void
write_line(struct strbuf *out, const struct section *section,
	   const long *widths, size_t count)
{
	edge(out, section);
	for (size_t i = 0; i < count; i++) {
		long dashes = widths[i] - (i == 0 ? 2 : 1);

		if (i == 0)
			strbuf_addch(out, '+');
		if (dashes > 0)
			strbuf_addchars(out, '-', (size_t)dashes);
		strbuf_addch(out, '+');
	}
	edge(out, section);
	strbuf_addch(out, '\n');
}

static void
write_row(struct strbuf *out, const struct section *section, size_t row,
	  const long *widths)
{
	edge(out, section);
	for (size_t i = 0; i < section->columns; i++) {
		const char *text =
			section->cells.items[row * section->columns + i];

		if (row == 0 && section->has_headers)
			write_centred(out, text, widths[i], i == 0);
		else
			write_left(out, text, widths[i], i == 0);
	}
	edge(out, section);
	strbuf_addch(out, '\n');
}

static void
write_section(struct strbuf *out, const struct section *section, size_t width)
{
	size_t count = section->widths.count;
	size_t rows = count ? section->cells.count / count : 0;
	long *widths = mem_calloc(count + 1, sizeof *widths);
	long whole = (long)width;

	if (*section->title) {
		edge(out, section);
		write_centred(out, section->title, whole, true);
		edge(out, section);
		strbuf_addch(out, '\n');
		if (rows == 0)
			write_line(out, section, &whole, 1);
	}
	if (rows > 0) {
		scale_widths(section, width, widths);
		write_line(out, section, widths, count);
	}
	for (size_t row = 0; row < rows; row++) {
		write_row(out, section, row, widths);
		if (row == 0 && section->has_headers && rows > 1)
			write_line(out, section, widths, count);
	}
	if (rows > (section->has_headers ? 1u : 0u))
		write_line(out, section, widths, count);
	free(widths);
}

void
format_table(struct json_object *value, const char *title, struct strbuf *out)
{
	struct table table = { 0 };
	size_t width;

	if (!build(&table, title, value, 0))
		return;
	width = table_width(&table);
	if (width > WIDTH) {
		for (size_t i = 0; i < table.sections.count; i++)
			turn(table.sections.items[i]);
		width = table_width(&table);
	}
	strbuf_addchars(out, '-', width);
	strbuf_addch(out, '\n');
	for (size_t i = 0; i < table.sections.count; i++) {
		const struct section *section = table.sections.items[i];

		write_section(out, section, width - 2 * section->indent);
	}
	release_table(&table);
}
