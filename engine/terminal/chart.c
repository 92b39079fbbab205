/* SPDX-License-Identifier: MIT */
/*
 * Charts of events over time: bars that count them, and lanes in which a
 * trail's blind stretches are marked.
 *
 * A bar that counts anything has at least one block, and a blind stretch at
 * least one column, however short it is.  For a screen reader a chart is its
 * labels and notes.
 */
#include "terminal/draw.h"

#include <string.h>

#include "base/clock.h"
#include "base/strbuf.h"
#include "lesson/message.h"
#include "terminal/rich.h"

enum { WIDTH_MOST = 100, BAR_LEAST = 5 };

static int
phrase_width(struct phrase phrase)
{
	const char *text = style_text(phrase, language_primary());

	return text_width(text, strlen(text));
}

static void
add_padded(struct strbuf *out, struct phrase phrase, int width, bool right)
{
	int blanks = width - phrase_width(phrase);

	if (right)
		style_blanks(out, blanks);
	strbuf_addstr(out, style_text(phrase, language_primary()));
	if (!right)
		style_blanks(out, blanks);
}

void
draw_bars(const struct style *style, struct strbuf *out,
	  const struct message *m)
{
	int label = 0, note = 0, room;

	for (size_t i = 0; i < m->item_count; i++) {
		int one = phrase_width(m->items[i].label);
		int other = phrase_width(m->items[i].note);

		label = one > label ? one : label;
		note = other > note ? other : note;
	}
	room = style_picture_width(style, WIDTH_MOST) - label - note - 2;
	for (size_t i = 0; i < m->item_count; i++) {
		const struct message_item *item = &m->items[i];
		int blocks = (int)((long)item->number * room / 1000);

		if (item->number > 0 && blocks < 1)
			blocks = 1;
		add_padded(out, item->label, label, false);
		strbuf_addch(out, ' ');
		add_padded(out, item->note, note, true);
		if (!style->linear && room >= BAR_LEAST && blocks > 0) {
			strbuf_addch(out, ' ');
			style_pen(style, out, PEN_RIGHT);
			style_repeat(style, out, GLYPH_BLOCK, blocks);
			style_pen(style, out, PEN_PLAIN);
		}
		strbuf_addch(out, '\n');
	}
}

/* ------------------------------------------------------------------- lanes */

static const struct {
	enum glyph glyph;
	enum pen pen;
} marks[] = {
	{ GLYPH_RULE, PEN_RIGHT },
	{ GLYPH_SUSPECT, PEN_PARTLY },
	{ GLYPH_BLIND, PEN_WRONG },
};

/* What a column of a lane shows: 0, 1 suspected, 2 blind. */
static int
mark_at(const struct message_lanes *lanes, size_t item, int column, int width)
{
	int64_t whole = lanes->until - lanes->from;
	int64_t from = lanes->from + whole / width * column;
	int64_t until = column + 1 == width ? lanes->until
					    : from + whole / width;
	int mark = 0;

	for (size_t i = 0; i < lanes->span_count; i++) {
		const struct message_span *span = &lanes->spans[i];
		int own = span->suspected ? 1 : 2;

		if (span->item == item && own > mark && span->since < until &&
		    (span->until > from || span->since >= from))
			mark = own;
	}
	return mark;
}

static void
draw_lane(const struct style *style, struct strbuf *out,
	  const struct message_lanes *lanes, size_t item, int width)
{
	for (int column = 0; column < width;) {
		int mark = mark_at(lanes, item, column, width), next = column;

		while (next < width &&
		       mark_at(lanes, item, next, width) == mark)
			next++;
		style_pen(style, out, marks[mark].pen);
		style_repeat(style, out, marks[mark].glyph, next - column);
		style_pen(style, out, PEN_PLAIN);
		column = next;
	}
	strbuf_addch(out, '\n');
}

void
draw_lanes(const struct style *style, struct strbuf *out,
	   const struct message *m)
{
	static const struct lead label = { .pen = PEN_STRONG };
	static const struct lead note = { .indent = 2 };
	int width = style_picture_width(style, WIDTH_MOST);
	char from[CLOCK_TEXT], until[CLOCK_TEXT];

	for (size_t i = 0; i < m->item_count; i++) {
		draw_paragraph(style, out, &label, m->items[i].label);
		if (!style->linear)
			draw_lane(style, out, m->lanes, i, width);
		draw_paragraph(style, out, &note, m->items[i].note);
	}
	if (m->item_count == 0)
		return;
	clock_format(m->lanes->from, "%Y-%m-%d %H:%M", from, sizeof from);
	clock_format(m->lanes->until, "%Y-%m-%d %H:%M", until, sizeof until);
	strbuf_addstr(out, from);
	if (style->linear)
		strbuf_addstr(out, " - ");
	else
		style_blanks(out,
			     width - (int)strlen(from) - (int)strlen(until));
	strbuf_addf(out, "%s\n", until);
}
