/* SPDX-License-Identifier: MIT */
/*
 * Flows: boxes and arrows, as in API call -> Event -> Log file.
 *
 * Drawn from left to right where that fits, else from top to bottom; what
 * stands at an arrow is its caption.  For a screen reader, a numbered list.
 */
#include "terminal/draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "lesson/message.h"
#include "terminal/rich.h"

#define BOX_TEXT 22  /* columns of text in a box beside others */
#define NOTE_TEXT 16 /* and at an arrow beside them */
#define ARROW 5	     /* " --> " */

struct box {
	struct rich label, note;
	struct lines lines, note_lines;
	int width;	/* of the text */
	int note_width; /* of its widest line */
};

static int
wrap_in(const struct rich *rich, struct lines *lines, int width)
{
	int widest = 0;

	lines->count = 0;
	rich_wrap(rich, width, lines);
	for (size_t i = 0; i < lines->count; i++)
		if (lines->items[i].width + lines->items[i].indent > widest)
			widest = lines->items[i].width +
				 lines->items[i].indent;
	return widest;
}

static struct box *
boxes_new(const struct style *style, const struct message *m)
{
	struct box *boxes = mem_calloc(m->item_count, sizeof *boxes);

	for (size_t i = 0; i < m->item_count; i++) {
		struct box *box = &boxes[i];

		rich_init(&box->label);
		rich_init(&box->note);
		rich_add_cell(&box->label, style, PEN_STRONG,
			      m->items[i].label, BOX_TEXT);
		rich_add_cell(&box->note, style, PEN_PLAIN, m->items[i].note,
			      NOTE_TEXT);
	}
	return boxes;
}

static void
boxes_free(struct box *boxes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		rich_release(&boxes[i].label);
		rich_release(&boxes[i].note);
		lines_release(&boxes[i].lines);
		lines_release(&boxes[i].note_lines);
	}
	free(boxes);
}

static int
gap_width(const struct box *box)
{
	return box->note_width + 2 > ARROW ? box->note_width + 2 : ARROW;
}

/* Whether all fits side by side: a caption has a line above the arrow and one
   below. */
static bool
fits_across(const struct style *style, struct box *boxes, size_t count,
	    size_t *height)
{
	int total = 0;

	*height = 1;
	for (size_t i = 0; i < count; i++) {
		struct box *box = &boxes[i];

		box->width = wrap_in(&box->label, &box->lines, BOX_TEXT);
		box->note_width = wrap_in(&box->note, &box->note_lines,
					  NOTE_TEXT);
		if (box->lines.count > *height)
			*height = box->lines.count;
		total += box->width + 4;
		if (i + 1 < count)
			total += gap_width(box);
		if (i + 1 < count && box->note_lines.count > 2)
			return false;
	}
	return total <= style_picture_width(style, 100);
}

static void
write_centred(const struct style *style, struct strbuf *out,
	      const struct rich *rich, const struct line *line, int width)
{
	int used = line ? line->width + line->indent : 0;
	int before = (width - used) / 2;

	style_blanks(out, before);
	if (line)
		rich_write_line(style, out, rich, line);
	style_blanks(out, width - used - before);
}

static void
write_edge(const struct style *style, struct strbuf *out, int width,
	   enum glyph left)
{
	strbuf_addstr(out, style_glyph(style, left));
	style_repeat(style, out, GLYPH_ACROSS, width + 2);
	strbuf_addstr(out, style_glyph(style, left + 2));
}

static void
write_inside(const struct style *style, struct strbuf *out,
	     const struct box *box, int width, size_t row, size_t height)
{
	size_t above = (height - box->lines.count) / 2;
	bool text = row >= above && row - above < box->lines.count;

	strbuf_addstr(out, style_glyph(style, GLYPH_DOWN));
	strbuf_addch(out, ' ');
	write_centred(style, out, &box->label,
		      text ? &box->lines.items[row - above] : NULL, width);
	strbuf_addch(out, ' ');
	strbuf_addstr(out, style_glyph(style, GLYPH_DOWN));
}

/* What stands between two boxes: `row` counts from the arrow's. */
static void
write_gap(const struct style *style, struct strbuf *out,
	  const struct box *box, int row)
{
	int width = gap_width(box);
	size_t note = row < 0 ? 0 : 1;
	bool written = (row == -1 || row == 1) && note < box->note_lines.count;

	if (row == 0) {
		strbuf_addch(out, ' ');
		style_repeat(style, out, GLYPH_ACROSS, width - 3);
		strbuf_addstr(out, style_glyph(style, GLYPH_HEAD_RIGHT));
		strbuf_addch(out, ' ');
	} else {
		write_centred(style, out, &box->note,
			      written ? &box->note_lines.items[note] : NULL,
			      width);
	}
}

static void
trim_line(struct strbuf *out)
{
	while (out->len > 0 && out->buf[out->len - 1] == ' ')
		strbuf_truncate(out, out->len - 1);
	strbuf_addch(out, '\n');
}

static void
write_across(const struct style *style, struct strbuf *out,
	     const struct box *boxes, size_t count, size_t height)
{
	int arrow = ((int)height + 1) / 2;

	for (int row = 0; row < (int)height + 2; row++) {
		for (size_t i = 0; i < count; i++) {
			int width = boxes[i].width;

			if (row == 0)
				write_edge(style, out, width, GLYPH_TOP_LEFT);
			else if (row == (int)height + 1)
				write_edge(style, out, width,
					   GLYPH_BOTTOM_LEFT);
			else
				write_inside(style, out, &boxes[i], width,
					     (size_t)row - 1, height);
			if (i + 1 < count)
				write_gap(style, out, &boxes[i], row - arrow);
		}
		trim_line(out);
	}
}

static void
write_down_arrow(const struct style *style, struct strbuf *out,
		 const struct box *box, int middle)
{
	for (size_t i = 0; i == 0 || i < box->note_lines.count; i++) {
		style_blanks(out, middle);
		strbuf_addstr(out, style_glyph(style, GLYPH_DOWN));
		if (i < box->note_lines.count) {
			style_blanks(out, 2);
			rich_write_line(style, out, &box->note,
					&box->note_lines.items[i]);
		}
		strbuf_addch(out, '\n');
	}
	style_blanks(out, middle);
	strbuf_addstr(out, style_glyph(style, GLYPH_HEAD_DOWN));
	strbuf_addch(out, '\n');
}

static void
write_downward(const struct style *style, struct strbuf *out,
	       struct box *boxes, size_t count)
{
	int room = style_picture_width(style, 60), width = 0, middle;

	for (size_t i = 0; i < count; i++) {
		boxes[i].width = wrap_in(&boxes[i].label, &boxes[i].lines,
					 room - 4);
		if (boxes[i].width > width)
			width = boxes[i].width;
	}
	middle = (width + 4) / 2;
	for (size_t i = 0; i < count; i++) {
		wrap_in(&boxes[i].note, &boxes[i].note_lines,
			style_text_width(style) - middle - 3);
		write_edge(style, out, width, GLYPH_TOP_LEFT);
		strbuf_addch(out, '\n');
		for (size_t row = 0; row < boxes[i].lines.count; row++) {
			write_inside(style, out, &boxes[i], width, row,
				     boxes[i].lines.count);
			strbuf_addch(out, '\n');
		}
		write_edge(style, out, width, GLYPH_BOTTOM_LEFT);
		strbuf_addch(out, '\n');
		if (i + 1 < count)
			write_down_arrow(style, out, &boxes[i], middle);
	}
}

static void
write_list(const struct style *style, struct strbuf *out,
	   const struct message *m)
{
	for (size_t i = 0; i < m->item_count; i++) {
		char mark[24];
		struct lead lead = { .mark = mark };

		snprintf(mark, sizeof mark, "%zu. ", i + 1);
		if (phrase_is_empty(m->items[i].note))
			draw_paragraph(style, out, &lead, m->items[i].label);
		else
			draw_labelled(style, out, &lead, m->items[i].label,
				      m->items[i].note);
	}
}

void
draw_flow(const struct style *style, struct strbuf *out,
	  const struct message *m)
{
	struct box *boxes;
	struct lead caption = { .indent = 2 };
	size_t count = m->item_count, height;

	if (style->linear) {
		write_list(style, out, m);
		return;
	}
	if (count == 0)
		return;
	boxes = boxes_new(style, m);
	if (fits_across(style, boxes, count, &height))
		write_across(style, out, boxes, count, height);
	else
		write_downward(style, out, boxes, count);
	boxes_free(boxes, count);
	draw_paragraph(style, out, &caption, m->items[count - 1].note);
}
