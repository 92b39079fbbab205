/* SPDX-License-Identifier: MIT */
/*
 * The rows of the timeline's picture: what is left of a run's entries when
 * what only looks was left out and what repeats was counted.
 */
#ifndef TERMINAL_TIMELINE_H
#define TERMINAL_TIMELINE_H

#include <stddef.h>
#include <stdint.h>

#include "terminal/style.h"

struct arena;
struct blind_window;
struct message_timeline;
struct strbuf;

enum lane {
	LANE_TRAIL,
	LANE_CALLS,
	LANE_RULE,
	LANE_FUNCTION,
	LANE_COUNT,
};

/* The trail the picture's bar stands for. */
enum trail_state {
	TRAIL_UNKNOWN,
	TRAIL_ABSENT,
	TRAIL_STOPPED,
	TRAIL_BLIND, /* it logs, and nothing comes of it */
	TRAIL_LOGGING,
};

struct row {
	int64_t time;
	int64_t last; /* of those it counts */
	enum lane lane;
	enum glyph mark;	/* in the trail's lane; GLYPH_COUNT: the bar */
	enum pen pen;
	enum trail_state state; /* from here on */
	char *text;
};

struct rows { /* zeroed is empty */
	struct row *items;
	size_t count;
	size_t allocated;
	const char *trail; /* the bar's; "" if there is none; lent */
};

/* From the beginning of the timeline to its end, both with a row of their
   own.  Release with rows_release(). */
void rows_make(const struct style *style,
	       const struct message_timeline *timeline, struct rows *rows);
void rows_release(struct rows *rows);

/* "LOGGING", "STOPPED", "BLIND" or nothing. */
const char *trail_state_word(const struct style *style,
			     enum trail_state state);

/* "+4m50s": time between two rows. */
const char *timeline_pause(int64_t from, int64_t until, char *out,
			   size_t size);
/* What stands below the picture of a blind window, and what it cost. */
struct phrase timeline_window(struct arena *arena,
			      const struct blind_window *window);
struct phrase timeline_missing(struct arena *arena,
			       const struct blind_window *window);

/* The picture as SVG. */
void timeline_svg(struct strbuf *out, const char *title,
		  const struct message_timeline *timeline);

#endif
