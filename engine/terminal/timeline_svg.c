/* SPDX-License-Identifier: MIT */
/*
 * The picture of the repair story for a browser: the same rows as on a
 * terminal, time running downward, the trail as a bar.
 *
 * One language, the learner's first.  Texts that are longer than their lane
 * end in three dots, so that no name of somebody's can leave the picture.
 */
#include "terminal/timeline.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/list.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "lesson/message.h"
#include "terminal/draw.h"
#include "terminal/svg.h"

enum {
	WIDTH = 980,
	MARGIN = 24,
	HEADS = 84,	 /* the line of the lanes' heads */
	TOP = HEADS + 14,
	ROW = 22,
	NOTE = 20,	 /* a line below the picture */
	BAR = 104,
	BAR_WIDTH = 8,
	LETTER = 7,	 /* about, in this size */
	GAP = CLOCK_MINUTE,
};

static const struct {
	const char *head;
	int x;
} lanes[LANE_COUNT] = {
	[LANE_TRAIL] = { N_("trail"), 124 },
	[LANE_CALLS] = { N_("calls"), 262 },
	[LANE_RULE] = { N_("rule"), 480 },
	[LANE_FUNCTION] = { N_("function"), 720 },
};

static const enum svg_colour colours[PEN_COUNT] = {
	[PEN_PLAIN] = SVG_INK,	   [PEN_STRONG] = SVG_INK,
	[PEN_CODE] = SVG_INK,	   [PEN_DIM] = SVG_QUIET,
	[PEN_RIGHT] = SVG_RIGHT,   [PEN_WRONG] = SVG_WRONG,
	[PEN_PARTLY] = SVG_PARTLY, [PEN_TITLE] = SVG_INK,
};

/* Cut where the room ends. */
static void
add_text(struct strbuf *out, double x, double y, enum svg_colour colour,
	 const char *text)
{
	const char *at = text, *end = text + strlen(text);
	struct strbuf cut = STRBUF_INIT;
	int room = (int)(WIDTH - MARGIN - x) / LETTER;

	for (; room > 1 && at < end; room--)
		utf8_add(&cut, utf8_next(&at, end));
	strbuf_addstr(&cut, at < end ? "…" : "");
	svg_text(out, x, y, SVG_START, colour, cut.buf);
	strbuf_release(&cut);
}

static void
add_bar(struct strbuf *out, const struct row *row, double y, double height)
{
	if (row->state >= TRAIL_STOPPED)
		svg_box(out, BAR, y, BAR_WIDTH, height,
			row->state == TRAIL_LOGGING ? SVG_RIGHT : SVG_WRONG,
			NULL);
}

/* A day's first row says which it is, all others the time. */
static void
add_time(struct strbuf *out, const struct row *row, const struct row *before,
	 double y)
{
	char text[CLOCK_TEXT];

	if (before && before->time / CLOCK_SECOND == row->time / CLOCK_SECOND)
		return;
	svg_text(out, BAR - 12, y, SVG_END, SVG_QUIET,
		 before && before->time / CLOCK_DAY != row->time / CLOCK_DAY ?
			 clock_format(row->time, "%m-%d %H:%M", text,
				      sizeof text) :
			 clock_hms(row->time, text));
}

static bool
has_pause(const struct rows *rows, size_t i)
{
	return i + 1 < rows->count &&
	       rows->items[i + 1].time - rows->items[i].last >= GAP;
}

static double
add_row(struct strbuf *out, const struct rows *rows, size_t i, double y)
{
	const struct row *row = &rows->items[i];
	double height = has_pause(rows, i) ? 2 * ROW : ROW;
	char text[32];

	if (i + 1 < rows->count)
		add_bar(out, row, y, height);
	add_time(out, row, i > 0 ? row - 1 : NULL, y + 4);
	add_text(out, lanes[row->lane].x, y + 4, colours[row->pen], row->text);
	if (height > ROW)
		svg_text(out, BAR - 12, y + ROW + 4, SVG_END, SVG_QUIET,
			 timeline_pause(row->last, row[1].time, text,
					sizeof text));
	return y + height;
}

static int
height_of(const struct rows *rows, const struct message_timeline *timeline)
{
	size_t lines = rows->count;

	for (size_t i = 0; i < rows->count; i++)
		lines += has_pause(rows, i);
	return TOP + ROW * (int)lines + 2 * NOTE * (int)timeline->window_count +
	       MARGIN;
}

static void
add_heads(struct strbuf *out, const struct style *style, const char *title,
	  const struct message_timeline *timeline, const char *trail)
{
	char day[CLOCK_TEXT];
	struct strbuf note = STRBUF_INIT;

	strbuf_addf(&note, "%s  %s UTC",
		    trail,
		    clock_format(timeline->from, "%Y-%m-%d", day, sizeof day));
	svg_text(out, MARGIN, 30, SVG_START, SVG_INK, title);
	svg_text(out, MARGIN, 52, SVG_START, SVG_QUIET, note.buf);
	for (int lane = 0; lane < LANE_COUNT; lane++)
		svg_text(out, lanes[lane].x, HEADS - 6, SVG_START, SVG_INK,
			 style_word(style, lanes[lane].head));
	svg_line(out, MARGIN, HEADS, WIDTH - MARGIN, HEADS, SVG_QUIET);
	strbuf_release(&note);
}

static void
add_windows(struct strbuf *out, const struct message_timeline *timeline,
	    double y)
{
	enum language language = language_primary();
	struct arena arena;

	arena_init(&arena);
	for (size_t i = 0; i < timeline->window_count; i++) {
		const struct blind_window *window = &timeline->windows[i];

		add_text(out, MARGIN, y + NOTE, SVG_WRONG,
			 timeline_window(&arena, window).in[language]);
		add_text(out, MARGIN, y + 2 * NOTE, SVG_INK,
			 timeline_missing(&arena, window).in[language]);
		y += 2 * NOTE;
	}
	arena_release(&arena);
}

void
timeline_svg(struct strbuf *out, const char *title,
	     const struct message_timeline *timeline)
{
	struct style style = {
		.width = 100, .utf8 = true,
		.shown = (enum language_shown)language_primary(),
	};
	struct rows rows = { 0 };
	double y = TOP;

	rows_make(&style, timeline, &rows);
	svg_begin(out, WIDTH, height_of(&rows, timeline), title, rows.trail);
	add_heads(out, &style, title, timeline, rows.trail);
	for (size_t i = 0; i < rows.count; i++)
		y = add_row(out, &rows, i, y + (i == 0 ? ROW / 2 : 0));
	add_windows(out, timeline, y - ROW / 2);
	svg_end(out);
	rows_release(&rows);
}
