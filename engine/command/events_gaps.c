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
#include "records/digests.h"
#include "records/silence.h"
#include "records/who.h"
#include "terminal/style.h"

static const char *const kinds[] = {
	[GAP_STOPPED] = "stopped",
	[GAP_DELETED] = "deleted",
	[GAP_SELECTORS] = "selectors",
	[GAP_DIGEST] = "digest",
	[GAP_SILENCE] = "silence",
};
static const char *const missing[] = {
	[MISSING_ALL] = "all",
	[MISSING_MANAGEMENT] = "management",
	[MISSING_READS] = "reads",
	[MISSING_WRITES] = "writes",
	[MISSING_PROOF] = "proof",
	[MISSING_UNKNOWN] = "suspected",
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

struct phrase
events_length(struct program *program, int64_t milliseconds)
{
	struct arena *arena = &program->out.arena;
	long long seconds = milliseconds / CLOCK_SECOND;
	long long hours = seconds / 3600, minutes = seconds / 60 % 60;

	seconds %= 60;
	if (hours > 0)
		return phrase_make(arena, N_("%lld h %lld min %lld s"), hours,
				   minutes, seconds);
	if (minutes > 0)
		return phrase_make(arena, N_("%lld min %lld s"), minutes,
				   seconds);
	return phrase_make(arena, N_("%lld s"), seconds);
}

/* What no call tells: "2025-11-17 10:00:00, digest files missing: 3". */
static struct phrase
trace_of(struct program *program, const struct gap *gap)
{
	struct arena *arena = &program->out.arena;
	char since[CLOCK_TEXT];

	clock_format(gap->since, "%Y-%m-%d %H:%M:%S", since, sizeof since);
	if (gap->kind == GAP_DIGEST)
		/* TRANSLATORS: a time; digest file is AWS's term */
		return phrase_make(arena, N_("%s, digest files missing: %zu"),
				   since, gap->number);
	return phrase_make(arena,
			   N_("%s, no event; usual in such an hour: %zu"),
			   since, gap->number);
}

static struct phrase
missing_of(const struct gap *gap)
{
	static const char *const words[] = {
		[MISSING_ALL] = N_("all events"),
		[MISSING_MANAGEMENT] = N_("management events"),
		[MISSING_READS] = N_("management events that only read"),
		[MISSING_WRITES] = N_("management events that change things"),
		[MISSING_PROOF] = N_("the proof that log files are whole"),
		[MISSING_UNKNOWN] = N_("a suspicion, no proof"),
	};

	return style_phrase(words[gap->missing]);
}

enum { COLUMNS = 4 }; /* and one, where gaps differ in what is missing */

static void
show_gap(struct program *program, const struct gap *gap, struct phrase *cells)
{
	struct strbuf trail = STRBUF_INIT;

	strbuf_addf(&trail, "%s (%s)", *gap->trail != '\0' ? gap->trail : "-",
		    gap->region);
	cells[0] = events_text(program, trail.buf);
	cells[1] = gap->until == INT64_MAX
			   ? phrase_make(&program->out.arena,
					 N_("no record ends it"))
			   : events_length(program, gap->until - gap->since);
	cells[2] = gap->begun != NULL ? call_of(program, gap->since, gap->begun)
				      : trace_of(program, gap);
	cells[3] = gap->ended != NULL
			   ? call_of(program, gap->until, gap->ended)
		   : gap->begun == NULL ? events_when(program, gap->until)
					: events_text(program, NULL);
	strbuf_release(&trail);
}

/* What the rows without a call mean, if there are any. */
static void
tell_traces(struct program *program, const struct gaps *gaps)
{
	bool digest = false, silence = false;

	for (size_t i = 0; i < gaps->count; i++) {
		digest = digest || gaps->items[i].kind == GAP_DIGEST;
		silence = silence || gaps->items[i].kind == GAP_SILENCE;
	}
	if (digest)
		message_text(&program->out, MESSAGE_NOTICE,
			     style_phrase(N_(
				     "CloudTrail delivers a digest file for "
				     "every hour, one without log files too. "
				     "Between two that are here, some are "
				     "missing: for those hours nothing proves "
				     "that the log files are whole. Who took "
				     "them away, no record here says.")));
	if (silence)
		message_text(&program->out, MESSAGE_NOTICE,
			     style_phrase(N_(
				     "Silence is a suspicion, not a fact: these "
				     "whole hours have no event, though the "
				     "same hour of the day has at least 10 on "
				     "4 or more other days, and on at least "
				     "four fifths of all other days. Perhaps "
				     "nothing happened; perhaps log files are "
				     "missing.")));
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
	tell_traces(program, gaps);
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
	char since[CLOCK_TEXT], until[CLOCK_TEXT];

	json_set_string(row, "trail",
			*gap->trail != '\0' ? gap->trail : NULL);
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
	if (gap->begun == NULL)
		json_set_int(row, gap->kind == GAP_DIGEST ? "digests" : "usual",
			     (int64_t)gap->number);
	events_print_row(events, row);
}

void
events_find_gaps(struct events *events, struct gaps *gaps)
{
	kept_sort(&events->kept);
	gaps_find(&events->kept, gaps);
	digests_find(events->logs.digest_names.items,
		     events->logs.digest_names.count, gaps);
	silence_find(&events->hours, gaps);
	gaps_sort(gaps);
}

bool
events_show_gaps(struct events *events)
{
	struct program *program = events->program;
	struct gaps gaps = { 0 };
	bool found;

	events_find_gaps(events, &gaps);
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
					     "narrowed, no digest file is "
					     "missing between two others, and "
					     "no busy hour is silent.")));
	}
	gaps_release(&gaps);
	return found;
}
