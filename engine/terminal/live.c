/* SPDX-License-Identifier: MIT */
/*
 * The live show: the whole picture is drawn first, each of its lines with the
 * moment it stands for; then simulated time is run through, at the screen's
 * speed or shortened to a few seconds.  Only the waiting asks the real clock, and only by poll().
 */
#include "terminal/live.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/list.h"
#include "base/strbuf.h"
#include "lesson/message.h"
#include "terminal/draw.h"
#include "terminal/keys.h"
#include "terminal/screen.h"

#define SHOW_LIMIT 8000 /* milliseconds, all of it */
#define SHOW_LINE 400	/* what a line may add to that */
#define TICK 50
#define LONGEST (24 * CLOCK_HOUR) /* between two lines */

/* The line to come: the clock, and the trail's bar going on. */
static void
show_clock(struct screen *screen, const struct moment *moment, int64_t now)
{
	struct strbuf line = STRBUF_INIT;
	char text[CLOCK_TEXT];

	strbuf_addf(&line, "\r\033[K%s  ", clock_hms(now, text));
	if (moment->bar != GLYPH_COUNT) {
		style_pen(&screen->style, &line, moment->pen);
		strbuf_addstr(&line, style_glyph(&screen->style,
						 moment->bar));
		style_pen(&screen->style, &line, PEN_PLAIN);
	}
	fputs(line.buf, screen->out);
	fflush(screen->out);
	strbuf_release(&line);
}

/* How long the clock runs between two lines. */
static int
length_of(const struct screen *screen, const struct moments *moments, size_t i)
{
	const struct moment *moment = moments->items;
	int64_t lines = (int64_t)moments->count;
	int64_t span = moment[lines - 1].time - moment[0].time;
	int64_t length = lines * SHOW_LINE < SHOW_LIMIT ? lines * SHOW_LINE
							: SHOW_LIMIT;
	int64_t passed = moment[i].time - moment[i - 1].time;

	if (screen->speed > 0)
		return passed / screen->speed > LONGEST ?
			       LONGEST :
			       (int)(passed / screen->speed);
	/* half of it goes to the lines alike, half to time */
	return (int)(length / lines / 2 + passed * length / span / 2);
}

/* Lets the clock run from one moment to the next for `length` milliseconds;
   false if a key was pressed. */
static bool
run_clock(struct screen *screen, struct keys *keys,
	  const struct moment *moment, int64_t until, int length)
{
	int key = 0;

	for (int done = 0; key == 0 && done < length; done += TICK) {
		int left = length - done < TICK ? length - done : TICK;

		show_clock(screen, moment, moment->time +
			   (until - moment->time) * done / length);
		key = keys_wait(keys, left);
		keys_give_back(key);
	}
	if (length > 0)
		fputs("\r\033[K", screen->out);
	return key == 0;
}

static void
show_lines(struct screen *screen, const struct strbuf *text,
	   const struct moments *moments, struct keys *keys)
{
	const char *line = text->buf, *end = text->buf + text->len;
	const struct moment *moment = moments->items;
	int64_t span = moment[moments->count - 1].time - moment[0].time;
	bool running = span > 0;

	for (size_t i = 0; line < end; i++) {
		const char *feed = memchr(line, '\n', (size_t)(end - line));
		const char *next = feed ? feed + 1 : end;

		if (running && i > 0 && i < moments->count)
			running = run_clock(screen, keys, &moment[i - 1],
					    moment[i].time,
					    length_of(screen, moments, i));
		fwrite(line, 1, (size_t)(next - line), screen->out);
		line = next;
	}
}

void
live_show(struct screen *screen, const struct message *m)
{
	struct strbuf whole = STRBUF_INIT, picture = STRBUF_INIT;
	struct moments moments = { 0 };
	struct keys keys;
	const char *start;

	draw_message(&screen->style, &whole, m);
	draw_timeline(&screen->style, &picture, m->timeline, &moments);
	start = strstr(whole.buf, picture.buf);
	if (start && moments.count > 0 && keys_begin(&keys)) {
		fwrite(whole.buf, 1, (size_t)(start - whole.buf), screen->out);
		show_lines(screen, &picture, &moments, &keys);
		keys_end(&keys);
		fputs(start + picture.len, screen->out);
	} else {
		fwrite(whole.buf, 1, whole.len, screen->out);
	}
	screen->rows = 0;
	list_release(&moments);
	strbuf_release(&picture);
	strbuf_release(&whole);
}
