/* SPDX-License-Identifier: MIT */
/*
 * The picture of the repair story.
 *
 * Time runs downward.  The trail is a bar, solid while it logs and broken
 * while it does not; calls, rule and function have lanes of their own to its
 * right, placed so that each text has the room it needs.  Below 64 columns
 * there is one lane, for a screen reader there is no bar.  Under the picture
 * stands what the blind window cost.
 */
#include "terminal/draw.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/list.h"
#include "lesson/message.h"
#include "terminal/rich.h"
#include "terminal/timeline.h"

#define BAR 10	      /* the column of the trail's bar */
#define TEXT 12	      /* and of the text beside it */
#define ONE_LANE 64   /* columns below which there is one lane */
#define LANE_STEP 12  /* the least between two lanes */
#define GAP CLOCK_MINUTE /* from which on time passed gets a line */

struct picture {
	const struct style *style;
	struct strbuf *out;
	struct moments *moments; /* or NULL */
	int width;
	int start[LANE_COUNT]; /* columns */
	bool lanes;
	const char *trail;
	enum trail_state state; /* of the bar, in the line being written */
	int64_t day; /* of the last row */
	int64_t second;
};

static const struct {
	enum glyph glyph;
	enum pen pen;
} bars[] = {
	[TRAIL_UNKNOWN] = { GLYPH_DOWN, PEN_DIM },
	[TRAIL_ABSENT] = { GLYPH_COUNT, PEN_PLAIN },
	[TRAIL_STOPPED] = { GLYPH_GAP, PEN_WRONG },
	[TRAIL_BLIND] = { GLYPH_GAP, PEN_WRONG },
	[TRAIL_LOGGING] = { GLYPH_BAR, PEN_RIGHT },
};

/* A line is finished; it stands for `time`. */
static void
end_line(struct picture *p, int64_t time)
{
	struct moment moment = { time, bars[p->state].glyph,
				 bars[p->state].pen };

	while (p->out->len > 0 && p->out->buf[p->out->len - 1] == ' ')
		strbuf_truncate(p->out, p->out->len - 1);
	strbuf_addch(p->out, '\n');
	if (p->moments)
		list_push(p->moments, moment);
}

static void
write_pen(struct picture *p, enum pen pen, const char *text)
{
	if (pen != PEN_PLAIN)
		style_pen(p->style, p->out, pen);
	strbuf_addstr(p->out, text);
	if (pen != PEN_PLAIN)
		style_pen(p->style, p->out, PEN_PLAIN);
}

static void
write_bar(struct picture *p)
{
	if (p->style->linear)
		return;
	if (bars[p->state].glyph == GLYPH_COUNT)
		strbuf_addch(p->out, ' ');
	else
		write_pen(p, bars[p->state].pen,
			  style_glyph(p->style, bars[p->state].glyph));
}

static int
widest_text(const struct rows *rows, enum lane lane)
{
	int widest = 0;

	for (size_t i = 0; i < rows->count; i++) {
		const char *text = rows->items[i].text;
		int width = text_width(text, strlen(text));

		if (rows->items[i].lane == lane && width > widest)
			widest = width;
	}
	return widest;
}

static int
within(int value, int least, int most)
{
	return value > most ? most : value < least ? least : value;
}

/*
 * A row has text in one lane only, so a text may run on to the right border:
 * a lane begins as far to the right as its widest text allows, a step behind
 * the one before it at least.
 */
static void
place_lanes(struct picture *p, const struct rows *rows)
{
	int call = TEXT + LANE_STEP;
	int function = p->width - widest_text(rows, LANE_FUNCTION);
	int rule = p->width - widest_text(rows, LANE_RULE);
	int step = (p->width - call) / 3;

	function = within(function, call + 2 * LANE_STEP, call + 2 * step);
	rule = within(rule, call + LANE_STEP, call + (function - call) / 2);
	p->start[LANE_TRAIL] = TEXT;
	p->start[LANE_CALLS] = call;
	p->start[LANE_RULE] = rule;
	p->start[LANE_FUNCTION] = function;
}

static void
write_heads(struct picture *p, int64_t moment)
{
	static const char *const heads[LANE_COUNT] = {
		N_("trail"), N_("calls"), N_("rule"), N_("function"),
	};
	int column;

	/* TRANSLATORS: head of a column of times, at most 9 columns */
	write_pen(p, PEN_STRONG, style_word(p->style, N_("time UTC")));
	column = text_width(style_word(p->style, "time UTC"),
			    strlen(style_word(p->style, "time UTC")));
	for (int lane = 0; lane < LANE_COUNT; lane++) {
		const char *head = style_word(p->style, heads[lane]);
		int start = lane == LANE_TRAIL ? BAR : p->start[lane];

		if (start <= column)
			start = column + 1;
		style_blanks(p->out, start - column);
		write_pen(p, PEN_STRONG, head);
		column = start + text_width(head, strlen(head));
	}
	end_line(p, moment);
	style_pen(p->style, p->out, PEN_DIM);
	style_repeat(p->style, p->out, GLYPH_ACROSS, p->width);
	style_pen(p->style, p->out, PEN_PLAIN);
	end_line(p, moment);
}

const char *
timeline_pause(int64_t from, int64_t until, char *out, size_t size)
{
	long long seconds = (long long)((until - from) / CLOCK_SECOND);

	if (seconds >= 86400)
		snprintf(out, size, "+%lldd%02lldh", seconds / 86400,
			 seconds % 86400 / 3600);
	else if (seconds >= 3600)
		snprintf(out, size, "+%lldh%02lldm", seconds / 3600,
			 seconds % 3600 / 60);
	else
		snprintf(out, size, "+%lldm%02llds", seconds / 60,
			 seconds % 60);
	return out;
}

/* To stand in the column of times. */
static void
write_pause(struct picture *p, int64_t from, int64_t until)
{
	char text[32];

	timeline_pause(from, until, text, sizeof text);
	style_blanks(p->out, 8 - (int)strlen(text));
	write_pen(p, PEN_DIM, text);
	style_blanks(p->out, 2);
	write_bar(p);
	end_line(p, from);
}

/* The name of the bar's trail, as much as there is room for. */
static void
write_trail(struct picture *p, int room)
{
	struct rich rich;
	struct lines lines = { 0 };

	rich_init(&rich);
	rich_add(&rich, PEN_STRONG, p->trail);
	rich_wrap(&rich, room, &lines);
	if (lines.count > 0)
		rich_write_line(p->style, p->out, &rich, &lines.items[0]);
	lines_release(&lines);
	rich_release(&rich);
}

/* "19 Nov 2025  main-audit-trail" above everything, "20 Nov" where the day
   changes. */
static void
write_day(struct picture *p, int64_t time)
{
	static const char *const months[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun",
		"Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
	};
	struct civil_time civil = clock_civil(time);
	char text[64];

	if (p->day < 0) {
		snprintf(text, sizeof text, "%d %s %d  ", civil.day,
			 months[civil.month - 1], civil.year);
		write_pen(p, PEN_DIM, text);
		write_trail(p, p->width - (int)strlen(text));
	} else {
		snprintf(text, sizeof text, "%d %s", civil.day,
			 months[civil.month - 1]);
		write_pen(p, PEN_DIM, text);
		style_blanks(p->out, BAR - (int)strlen(text));
		write_bar(p);
	}
	end_line(p, time);
	p->day = time / CLOCK_DAY;
	p->second = -1;
}

/* The time, where it is another than above. */
static void
write_time(struct picture *p, int64_t time)
{
	char text[CLOCK_TEXT];
	int64_t second = time / CLOCK_SECOND;

	if (second != p->second || p->style->linear)
		strbuf_addstr(p->out, clock_hms(time, text));
	else
		style_blanks(p->out, 8);
	p->second = second;
	style_blanks(p->out, 2);
}

/* In one lane a row says which it belongs to. */
static void
add_lane_word(struct picture *p, struct rich *rich, const struct row *row)
{
	if (p->lanes || row->lane < LANE_RULE || !*row->text)
		return;
	rich_add(rich, PEN_DIM,
		 style_word(p->style, row->lane == LANE_RULE
			    ? N_("rule") : N_("function")));
	rich_add(rich, PEN_DIM, ": ");
}

/* The text wraps within its lane, two columns further in. */
static void
wrap_row(const struct rich *rich, int room, struct lines *lines)
{
	rich_wrap(rich, room, lines);
	if (lines->count <= 1)
		return;
	lines->count = 0;
	rich_wrap(rich, room - 2, lines);
	for (size_t i = 1; i < lines->count; i++)
		lines->items[i].indent = 2;
}

static void
write_row(struct picture *p, const struct row *row)
{
	int start = p->start[row->lane];
	struct rich rich;
	struct lines lines = { 0 };

	if (row->time / CLOCK_DAY != p->day)
		write_day(p, row->time);
	write_time(p, row->time);
	rich_init(&rich);
	add_lane_word(p, &rich, row);
	rich_add(&rich, row->pen, row->text);
	wrap_row(&rich, p->width - start, &lines);
	p->state = row->state;
	for (size_t i = 0; i == 0 || i < lines.count; i++) {
		style_blanks(p->out, i > 0 ? BAR : 0);
		if (i == 0 && row->mark != GLYPH_COUNT && !p->style->linear)
			write_pen(p, row->pen,
				  style_glyph(p->style, row->mark));
		else
			write_bar(p);
		if (i < lines.count) {
			style_blanks(p->out, start - BAR -
				     (p->style->linear ? 0 : 1));
			rich_write_line(p->style, p->out, &rich,
					&lines.items[i]);
		}
		end_line(p, row->time);
	}
	lines_release(&lines);
	rich_release(&rich);
}

struct phrase
timeline_window(struct arena *arena, const struct blind_window *window)
{
	char from[CLOCK_TEXT], until[CLOCK_TEXT];
	/* As the two times that are shown: they end at whole seconds. */
	long long seconds = (long long)(window->until / CLOCK_SECOND -
					window->from / CLOCK_SECOND);

	clock_hms(window->from, from);
	clock_hms(window->until, until);
	if (window->open)
		return phrase_make(arena,
			N_("Blind window of %s: since %s UTC, %lld seconds so "
			   "far; it is still blind."),
			window->trail, from, seconds);
	return phrase_make(arena,
		N_("Blind window of %s: %s to %s UTC, %lld seconds."),
		window->trail, from, until, seconds);
}

struct phrase
timeline_missing(struct arena *arena, const struct blind_window *window)
{
	if (window->events_missing == 0 && window->open &&
	    window->cause == BLIND_BUCKET)
		return phrase_make(arena,
			N_("Nothing of that time is lost yet: CloudTrail tries "
			   "for 30 days to deliver it."));
	if (window->events_missing == 0)
		return phrase_make(arena,
			N_("No event of that time is missing from the log "
			   "files."));
	return phrase_nmake(arena,
		"%zu event of that time is in Event history and in no log "
		"file.",
		"%zu events of that time are in Event history and in no log "
		"file.",
		window->events_missing, window->events_missing);
}

static void
write_windows(struct picture *p, const struct message_timeline *timeline)
{
	struct arena arena;
	char mark[16];
	struct lead first = { .mark = mark, .mark_pen = PEN_WRONG,
			      .pen = PEN_STRONG };
	struct lead second = { .indent = 0 };
	size_t before = p->out->len;

	arena_init(&arena);
	snprintf(mark, sizeof mark, "%s ",
		 style_glyph(p->style, GLYPH_STOPPED));
	second.indent = text_width(mark, strlen(mark));
	for (size_t i = 0; i < timeline->window_count; i++) {
		const struct blind_window *window = &timeline->windows[i];

		strbuf_addch(p->out, '\n');
		draw_paragraph(p->style, p->out, &first,
			       timeline_window(&arena, window));
		draw_paragraph(p->style, p->out, &second,
			       timeline_missing(&arena, window));
	}
	arena_release(&arena);
	for (size_t i = before; p->moments && i < p->out->len; i++) {
		struct moment end = { timeline->until, GLYPH_COUNT,
				      PEN_PLAIN };

		if (p->out->buf[i] == '\n')
			list_push(p->moments, end);
	}
}

void
draw_timeline(const struct style *style, struct strbuf *out,
	      const struct message_timeline *timeline, struct moments *moments)
{
	struct picture p = {
		.style = style, .out = out, .moments = moments,
		.width = style_picture_width(style, 100),
		.day = -1, .second = -1,
	};
	struct rows rows = { 0 };
	int64_t time = timeline->from;

	rows_make(style, timeline, &rows);
	p.trail = rows.trail;
	p.state = TRAIL_ABSENT;
	p.lanes = !style->linear && style->width >= ONE_LANE;
	for (int lane = 0; lane < LANE_COUNT; lane++)
		p.start[lane] = style->linear ? BAR : TEXT;
	if (p.lanes) {
		place_lanes(&p, &rows);
		write_heads(&p, time);
	}
	for (size_t i = 0; i < rows.count; i++) {
		const struct row *row = &rows.items[i];

		if (i > 0 && row->time - time >= GAP && !style->linear)
			write_pause(&p, time, row->time);
		write_row(&p, row);
		time = row->last;
	}
	write_windows(&p, timeline);
	rows_release(&rows);
}
