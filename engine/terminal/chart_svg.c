/* SPDX-License-Identifier: MIT */
/*
 * The charts of chart.c as pictures for a browser.
 */
#include "terminal/draw.h"

#include <string.h>

#include "base/clock.h"
#include "base/strbuf.h"
#include "lesson/message.h"
#include "terminal/svg.h"

enum {
	WIDTH = 960,
	MARGIN = 20,
	TOP = 60,
	BAR_ROW = 20,
	LANE_ROW = 60,
	LABEL = 170,
	NUMBER = 80,
	TICKS = 4,
};

static const char *
text_of(struct phrase phrase)
{
	return style_text(phrase, language_primary());
}

static void
begin(struct strbuf *out, const struct message *m, int height)
{
	svg_begin(out, WIDTH, height, text_of(m->text), text_of(m->note));
	svg_text(out, MARGIN, 28, SVG_START, SVG_INK, text_of(m->text));
	svg_text(out, MARGIN, 46, SVG_START, SVG_QUIET, text_of(m->note));
}

static void
bars(struct strbuf *out, const struct message *m)
{
	double room = WIDTH - 2 * MARGIN - LABEL - NUMBER;

	begin(out, m, TOP + BAR_ROW * (int)m->item_count + MARGIN);
	for (size_t i = 0; i < m->item_count; i++) {
		const struct message_item *item = &m->items[i];
		double y = TOP + BAR_ROW * (double)i;
		double width = room * item->number / 1000;

		svg_text(out, MARGIN, y + 14, SVG_START, SVG_INK,
			 text_of(item->label));
		svg_text(out, MARGIN + LABEL + NUMBER - 8, y + 14, SVG_END,
			 SVG_INK, text_of(item->note));
		if (item->number > 0)
			svg_box(out, MARGIN + LABEL + NUMBER, y + 3,
				width < 1 ? 1 : width, BAR_ROW - 6, SVG_RIGHT,
				text_of(item->note));
	}
	svg_end(out);
}

static double
place(const struct message_lanes *lanes, int64_t time)
{
	double whole = (double)(lanes->until - lanes->from);

	if (time > lanes->until)
		time = lanes->until;
	return MARGIN + (WIDTH - 2 * MARGIN) * (double)(time - lanes->from) /
				(whole > 0 ? whole : 1);
}

static void
axis(struct strbuf *out, const struct message_lanes *lanes, double bottom)
{
	for (int i = 0; i <= TICKS; i++) {
		int64_t time = lanes->from +
			       (lanes->until - lanes->from) / TICKS * i;
		double x = place(lanes, time);
		char text[CLOCK_TEXT];

		svg_line(out, x, TOP, x, bottom, SVG_QUIET);
		svg_text(out, x, bottom + 16,
			 i == 0	      ? SVG_START
			 : i == TICKS ? SVG_END
				      : SVG_MIDDLE,
			 SVG_QUIET,
			 clock_format(time, "%Y-%m-%d %H:%M", text,
				      sizeof text));
	}
}

static void
lanes(struct strbuf *out, const struct message *m)
{
	double bottom = TOP + LANE_ROW * (double)m->item_count;

	begin(out, m, (int)bottom + 16 + MARGIN);
	axis(out, m->lanes, bottom);
	for (size_t i = 0; i < m->item_count; i++) {
		double y = TOP + LANE_ROW * (double)i;

		svg_text(out, MARGIN, y + 18, SVG_START, SVG_INK,
			 text_of(m->items[i].label));
		svg_box(out, MARGIN, y + 26, WIDTH - 2 * MARGIN, 14, SVG_RIGHT,
			NULL);
	}
	for (size_t i = 0; i < m->lanes->span_count; i++) {
		const struct message_span *span = &m->lanes->spans[i];
		double x = place(m->lanes, span->since);
		double width = place(m->lanes, span->until) - x;

		svg_box(out, x, TOP + LANE_ROW * (double)span->item + 22,
			width < 2 ? 2 : width, 22,
			span->suspected ? SVG_PARTLY : SVG_WRONG,
			text_of(m->items[span->item].note));
	}
	svg_end(out);
}

void
chart_svg(struct strbuf *out, const struct message *m)
{
	if (m->kind == MESSAGE_BARS)
		bars(out, m);
	else if (m->kind == MESSAGE_LANES)
		lanes(out, m);
}
