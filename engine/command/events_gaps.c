/* SPDX-License-Identifier: MIT */
/*
 * jasoos events --gaps: when a trail was blind, who did it and who undid it.
 */
#include "command/events.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "command/command.h"
#include "records/who.h"
#include "terminal/style.h"

static const char *const kinds[] = {
	[GAP_STOPPED] = "stopped",
	[GAP_DELETED] = "deleted",
	[GAP_SELECTORS] = "selectors",
};
static const char *const missing[] = {
	[MISSING_ALL] = "all",
	[MISSING_MANAGEMENT] = "management",
	[MISSING_READS] = "reads",
	[MISSING_WRITES] = "writes",
};

/* ---------------------------------------------------------------- in words */

/* "2025-11-17 21:52:17, StopLogging: hamza, from 198.51.100.77" */
static struct phrase
call_of(struct program *program, int64_t time, struct json_object *record)
{
	struct arena *arena = &program->out.arena;
	struct phrase who = events_who(program, record);
	struct phrase call = { { NULL } };

	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		/* TRANSLATORS: time, call, who, address */
		const char *format = language_get((enum language)i,
						  N_("%s, %s by %s, from %s"));

		call.in[i] = arena_printf(
			arena, format, events_when(program, time).in[i],
			events_text(program, json_string(record, "eventName"))
				.in[i],
			who.in[i],
			events_text(program,
				    json_string(record, "sourceIPAddress"))
				.in[i]);
	}
	return call;
}

static struct phrase
length_of(struct program *program, const struct gap *gap)
{
	struct arena *arena = &program->out.arena;
	long long seconds = (gap->until - gap->since) / CLOCK_SECOND;
	long long hours = seconds / 3600, minutes = seconds / 60 % 60;

	if (gap->until == INT64_MAX)
		return phrase_make(arena, N_("no record ends it"));
	seconds %= 60;
	if (hours > 0)
		return phrase_make(arena, N_("%lld h %lld min %lld s"), hours,
				   minutes, seconds);
	if (minutes > 0)
		return phrase_make(arena, N_("%lld min %lld s"), minutes,
				   seconds);
	return phrase_make(arena, N_("%lld s"), seconds);
}

static struct phrase
missing_of(const struct gap *gap)
{
	static const char *const words[] = {
		[MISSING_ALL] = N_("all events"),
		[MISSING_MANAGEMENT] = N_("management events"),
		[MISSING_READS] = N_("management events that only read"),
		[MISSING_WRITES] = N_("management events that change things"),
	};

	return style_phrase(words[gap->missing]);
}

enum { COLUMNS = 4 }; /* and one, where gaps differ in what is missing */

static void
show_gap(struct program *program, const struct gap *gap, struct phrase *cells)
{
	struct strbuf trail = STRBUF_INIT;

	strbuf_addf(&trail, "%s (%s)", gap->trail, gap->region);
	cells[0] = events_text(program, trail.buf);
	cells[1] = length_of(program, gap);
	cells[2] = call_of(program, gap->since, gap->begun);
	cells[3] = gap->ended != NULL
			   ? call_of(program, gap->until, gap->ended)
			   : events_text(program, NULL);
	strbuf_release(&trail);
}

static void
show_table(struct program *program, const struct gaps *gaps)
{
	static const char *const heads[COLUMNS + 1] = {
		N_("trail"), N_("blind for"), N_("since (UTC)"),
		N_("until (UTC)"), N_("not recorded"),
	};
	struct message *m = message_add(&program->out, MESSAGE_TABLE);
	bool partly = false;

	for (size_t i = 0; i < gaps->count; i++)
		partly = partly || gaps->items[i].missing != MISSING_ALL;
	m->rows = gaps->count + 1;
	m->columns = partly ? COLUMNS + 1 : COLUMNS;
	m->cells = arena_alloc(&program->out.arena,
			       m->rows * m->columns * sizeof *m->cells);
	for (size_t i = 0; i < m->columns; i++)
		m->cells[i] = style_phrase(heads[i]);
	for (size_t i = 0; i < gaps->count; i++) {
		struct phrase *cells = m->cells + (i + 1) * m->columns;

		show_gap(program, &gaps->items[i], cells);
		if (partly)
			cells[COLUMNS] = missing_of(&gaps->items[i]);
	}
	message_text(&program->out, MESSAGE_NOTICE,
		     phrase_nmake(&program->out.arena, "%zu gap.",
				  "%zu gaps.", gaps->count, gaps->count));
}

/* ----------------------------------------------------------------- as JSON */

/* The members of a call, with these names. */
static void
add_call(struct json_object *row, struct json_object *record, const char *call,
	 const char *who_name, const char *from)
{
	struct strbuf who = STRBUF_INIT;

	who_add(who_of(record), &who);
	json_set_string(row, call,
			record != NULL ? json_string(record, "eventName")
				       : NULL);
	json_set_string(row, who_name, record != NULL ? who.buf : NULL);
	json_set_string(row, from, json_string(record, "sourceIPAddress"));
	strbuf_release(&who);
}

static void
print_gap(struct events *events, const struct gap *gap)
{
	struct json_object *row = json_object_new_object();
	bool ended = gap->until != INT64_MAX;
	struct strbuf line = STRBUF_INIT;
	struct kept_record kept = { 0 };
	char since[CLOCK_TEXT], until[CLOCK_TEXT];

	json_set_string(row, "trail", gap->trail);
	json_set_string(row, "region", gap->region);
	json_set_string(row, "account", gap->account);
	json_set_string(row, "kind", kinds[gap->kind]);
	json_set_string(row, "missing", missing[gap->missing]);
	json_set_string(row, "since", clock_iso(gap->since, since));
	json_set_string(row, "until",
			ended ? clock_iso(gap->until, until) : NULL);
	json_set(row, "seconds",
		 ended ? json_object_new_int64((gap->until - gap->since) /
					       CLOCK_SECOND)
		       : NULL);
	add_call(row, gap->begun, "begunBy", "who", "from");
	add_call(row, gap->ended, "endedBy", "endedWho", "endedFrom");
	json_write(row, &line);
	kept.text = line.buf;
	kept.length = line.len;
	events_print(events, &kept);
	strbuf_release(&line);
	json_object_put(row);
}

bool
events_show_gaps(struct events *events)
{
	struct program *program = events->program;
	struct gaps gaps = { 0 };
	bool found;

	kept_sort(&events->kept);
	gaps_find(&events->kept, &gaps);
	found = gaps.count > 0;
	if (events->json) {
		for (size_t i = 0; i < gaps.count; i++)
			print_gap(events, &gaps.items[i]);
	} else if (found) {
		show_table(program, &gaps);
	} else {
		message_text(&program->out, MESSAGE_NOTICE,
			     style_phrase(N_("No gap: no record tells that a "
					     "trail was stopped, deleted or "
					     "narrowed.")));
	}
	gaps_release(&gaps);
	return found;
}
