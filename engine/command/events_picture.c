/* SPDX-License-Identifier: MIT */
/*
 * jasoos events --histogram and --timeline: events and gaps over time, on the
 * terminal, as a picture for a browser, or as JSON Lines.
 */
#include "command/events.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/list.h"
#include "command/command.h"
#include "terminal/draw.h"
#include "terminal/style.h"

enum { BARS_MOST = 32 };

/* As a picture if that was asked for; the message stays otherwise. */
static void
show(struct events *events, const struct message *m)
{
	struct strbuf picture = STRBUF_INIT;

	if (!events->svg)
		return;
	chart_svg(&picture, m);
	fwrite(picture.buf, 1, picture.len, stdout);
	strbuf_release(&picture);
	messages_clear(&events->program->out);
}

/* --------------------------------------------------------------- histogram */

static void
print_stretch(struct events *events, bool timed, int64_t since, size_t count)
{
	struct json_object *row = json_object_new_object();
	int64_t until = since + tally_length(&events->tally);
	char text[CLOCK_TEXT];

	json_set_string(row, "since", timed ? clock_iso(since, text) : NULL);
	json_set_string(row, "until", timed ? clock_iso(until, text) : NULL);
	json_set_int(row, "count", (int64_t)count);
	events_print_row(events, row);
}

static void
print_histogram(struct events *events)
{
	const struct tally *tally = &events->tally;

	for (int64_t i = tally->low; tally->total > 0 && i <= tally->high; i++)
		print_stretch(events, true, tally_begin(tally, i),
			      tally_count(tally, i));
	if (tally->untimed > 0)
		print_stretch(events, false, 0, tally->untimed);
}

static struct phrase
length_in_words(struct program *program, int64_t length)
{
	struct arena *arena = &program->out.arena;
	long long seconds = length / CLOCK_SECOND;

	if (length % CLOCK_DAY == 0)
		return phrase_nmake(arena, "%lld day", "%lld days",
				    (unsigned long)(seconds / 86400),
				    seconds / 86400);
	if (length % CLOCK_HOUR == 0)
		return phrase_nmake(arena, "%lld hour", "%lld hours",
				    (unsigned long)(seconds / 3600),
				    seconds / 3600);
	if (length % CLOCK_MINUTE == 0)
		return phrase_nmake(arena, "%lld minute", "%lld minutes",
				    (unsigned long)(seconds / 60),
				    seconds / 60);
	return phrase_nmake(arena, "%lld second", "%lld seconds",
			    (unsigned long)seconds, seconds);
}

static void
add_bars(struct program *program, const struct tally *tally, struct message *m)
{
	const char *form = tally_length(tally) < CLOCK_MINUTE
				   ? "%m-%d %H:%M:%S"
			   : tally_length(tally) < CLOCK_DAY
				   ? "%Y-%m-%d %H:%M"
				   : "%Y-%m-%d";
	struct message_item *item;
	size_t most = 1;

	for (int64_t i = tally->low; i <= tally->high; i++)
		if (tally_count(tally, i) > most)
			most = tally_count(tally, i);
	item = message_items(&program->out, m,
			     (size_t)(tally->high - tally->low + 1));
	for (int64_t i = tally->low; i <= tally->high; i++, item++) {
		size_t count = tally_count(tally, i);
		char text[CLOCK_TEXT];

		clock_format(tally_begin(tally, i), form, text, sizeof text);
		item->label = phrase_same(&program->out.arena, text);
		item->note = phrase_same(
			&program->out.arena,
			arena_printf(&program->out.arena, "%zu", count));
		item->number = (int)((double)count * 1000 / (double)most);
	}
}

bool
events_show_histogram(struct events *events)
{
	struct program *program = events->program;
	struct arena *arena = &program->out.arena;
	struct tally *tally = &events->tally;
	bool found = tally->total + tally->untimed > 0;
	struct message *m;

	tally_fit(tally, BARS_MOST);
	if (events->json) {
		print_histogram(events);
		return found;
	}
	if (!found && !events->svg) {
		events_tell_nothing(program);
		return false;
	}
	m = message_add(&program->out, MESSAGE_BARS);
	m->text = phrase_nmake(arena, "%zu event over time (UTC)",
			       "%zu events over time (UTC)", tally->total,
			       tally->total);
	if (tally->total > 0) {
		struct phrase length = length_in_words(program,
						       tally_length(tally));

		for (int i = 0; i < LANGUAGE_COUNT; i++)
			/* TRANSLATORS: %s is "15 minutes", "3 hours" */
			m->note.in[i] = arena_printf(
				arena,
				language_get((enum language)i,
					     N_("Each row is %s.")),
				length.in[i]);
		add_bars(program, tally, m);
	}
	if (tally->untimed > 0 && !events->svg)
		message_text(&program->out, MESSAGE_NOTICE,
			     phrase_make(arena, N_("Events without a time: %zu."),
					 tally->untimed));
	show(events, m);
	return found;
}

/* ---------------------------------------------------------------- timeline */

struct lane {
	const struct gap *first;
	size_t count;
	int64_t length;
};

static bool
same_lane(const struct gap *a, const struct gap *b)
{
	return strcmp(a->trail, b->trail) == 0 &&
	       strcmp(a->region, b->region) == 0 &&
	       strcmp(a->account, b->account) == 0;
}

static struct phrase
lane_label(struct program *program, const struct gap *gap)
{
	struct phrase label = { { NULL } };

	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		const char *trail = gap->trail;

		if (*trail == '\0')
			trail = language_get((enum language)i,
					     N_("all events"));
		label.in[i] = arena_printf(&program->out.arena, "%s (%s)",
					   trail, gap->region);
		label.in[i] = events_text(program, label.in[i]).in[i];
	}
	return label;
}

static struct phrase
lane_note(struct program *program, const struct lane *lane)
{
	struct phrase length = events_length(program, lane->length);
	struct phrase note = { { NULL } };

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		note.in[i] = arena_printf(
			&program->out.arena,
			/* TRANSLATORS: a number; "6 h 17 min 3 s" */
			language_get((enum language)i,
				     N_("gaps: %zu, together %s")),
			lane->count, length.in[i]);
	return note;
}

/* The lanes and what is marked in them; gaps that never end, to the end. */
static void
add_lanes(struct program *program, const struct gaps *gaps, struct message *m)
{
	struct message_lanes *lanes = m->lanes;
	LIST(struct lane) found = { 0 };
	struct message_item *items;

	lanes->spans = arena_alloc(&program->out.arena,
				   (gaps->count + 1) * sizeof *lanes->spans);
	for (size_t i = 0; i < gaps->count; i++) {
		const struct gap *gap = &gaps->items[i];
		int64_t until = gap->until < lanes->until ? gap->until
							  : lanes->until;
		size_t l = 0;

		while (l < found.count &&
		       !same_lane(found.items[l].first, gap))
			l++;
		if (l == found.count)
			list_push(&found, ((struct lane){ gap, 0, 0 }));
		found.items[l].count++;
		found.items[l].length += until - gap->since;
		lanes->spans[lanes->span_count++] = (struct message_span){
			l, gap->since, until, gap->kind == GAP_SILENCE };
	}
	items = message_items(&program->out, m, found.count);
	for (size_t l = 0; l < found.count; l++) {
		items[l].label = lane_label(program, found.items[l].first);
		items[l].note = lane_note(program, &found.items[l]);
	}
	list_release(&found);
}

bool
events_show_timeline(struct events *events)
{
	struct program *program = events->program;
	struct tally *tally = &events->tally;
	struct gaps gaps = { 0 };
	struct message *m;
	bool found;

	if (events->json)
		return events_show_gaps(events);
	events_find_gaps(events, &gaps);
	found = gaps.count > 0;
	m = message_add(&program->out, MESSAGE_LANES);
	m->lanes = arena_alloc(&program->out.arena, sizeof *m->lanes);
	*m->lanes = (struct message_lanes){ 0 };
	if (tally->total > 0) {
		m->lanes->from = tally_begin(tally, tally->low);
		m->lanes->until = tally_begin(tally, tally->high + 1);
	}
	for (size_t i = 0; i < gaps.count; i++)
		if (gaps.items[i].until != INT64_MAX &&
		    gaps.items[i].until > m->lanes->until)
			m->lanes->until = gaps.items[i].until;
	m->text = phrase_nmake(&program->out.arena, "%zu gap.", "%zu gaps.",
			       gaps.count, gaps.count);
	m->note = style_phrase(
		events->svg ? N_("When each trail was blind (UTC), by what "
				 "CloudTrail's log files tell.")
			    : N_("`--gaps` tells who, when and from where."));
	add_lanes(program, &gaps, m);
	show(events, m);
	gaps_release(&gaps);
	return found;
}
