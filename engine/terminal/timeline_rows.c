/* SPDX-License-Identifier: MIT */
/*
 * What the timeline tells, row by row.
 *
 * Calls that only read are left out of a long timeline unless they failed; a
 * run of like entries (log files delivered, the same call again) becomes one
 * row with a count.  The trail's state is followed from its own entries, so
 * the bar shows what the account did and nothing else.
 */
#include "terminal/timeline.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/strbuf.h"
#include "lesson/message.h"

#define SHORT_TIMELINE 12 /* entries; up to here calls that read stay */

/* How an entry is told: [mark] subject [(who)] [joint detail]. */
static const struct {
	enum lane lane;
	enum glyph mark;
	enum pen pen;
	enum trail_state state; /* it brings about, or TRAIL_UNKNOWN */
	const char *word;	/* of the trail's lane */
	const char *joint;	/* before the detail, "<" for GLYPH_FROM */
} kinds[] = {
	/* TRANSLATORS: a trail's states on the timeline, short, capitals */
	[TIMELINE_TRAIL_CREATED] = { LANE_TRAIL, GLYPH_STOPPED, PEN_PLAIN,
				     TRAIL_STOPPED, N_("CREATED"), NULL },
	[TIMELINE_TRAIL_STARTED] = { LANE_TRAIL, GLYPH_LOGGING, PEN_RIGHT,
				     TRAIL_LOGGING, N_("LOGGING"), NULL },
	[TIMELINE_TRAIL_STOPPED] = { LANE_TRAIL, GLYPH_STOPPED, PEN_WRONG,
				     TRAIL_STOPPED, N_("STOPPED"), NULL },
	[TIMELINE_TRAIL_DELETED] = { LANE_TRAIL, GLYPH_NO, PEN_WRONG,
				     TRAIL_ABSENT, N_("DELETED"), NULL },
	[TIMELINE_TRAIL_BLINDED] = { LANE_TRAIL, GLYPH_STOPPED, PEN_WRONG,
				     TRAIL_BLIND, N_("BLIND"), ": " },
	[TIMELINE_TRAIL_SEES] = { LANE_TRAIL, GLYPH_LOGGING, PEN_RIGHT,
				  TRAIL_LOGGING, N_("SEES AGAIN"), NULL },
	[TIMELINE_LOG_FILE] = { LANE_TRAIL, GLYPH_COUNT, PEN_PLAIN,
				TRAIL_UNKNOWN, NULL, NULL },
	[TIMELINE_OBJECTS_EXPIRED] = { LANE_TRAIL, GLYPH_COUNT, PEN_WRONG,
				       TRAIL_UNKNOWN, N_("OBJECTS EXPIRED"),
				       ": " },
	[TIMELINE_DELIVERY_FAILED] = { LANE_TRAIL, GLYPH_COUNT, PEN_WRONG,
				       TRAIL_UNKNOWN, N_("NOT DELIVERED"),
				       ": " },
	[TIMELINE_CALL] = { LANE_CALLS, GLYPH_COUNT, PEN_PLAIN, TRAIL_UNKNOWN,
			    NULL, NULL },
	[TIMELINE_CALL_FAILED] = { LANE_CALLS, GLYPH_NO, PEN_WRONG,
				   TRAIL_UNKNOWN, NULL, ": " },
	[TIMELINE_RULE_MATCHED] = { LANE_RULE, GLYPH_COUNT, PEN_PLAIN,
				    TRAIL_UNKNOWN, NULL, "<" },
	[TIMELINE_CONFIG_EVALUATED] = { LANE_RULE, GLYPH_COUNT, PEN_PLAIN,
					TRAIL_UNKNOWN, NULL, ": " },
	[TIMELINE_CONFIG_CHANGED] = { LANE_RULE, GLYPH_HERE, PEN_PARTLY,
				      TRAIL_UNKNOWN, NULL, ": " },
	[TIMELINE_ALARM_CHANGED] = { LANE_RULE, GLYPH_HERE, PEN_PARTLY,
				     TRAIL_UNKNOWN, NULL, ": " },
	[TIMELINE_FINDING] = { LANE_RULE, GLYPH_HERE, PEN_PARTLY,
			       TRAIL_UNKNOWN, NULL, ": " },
	[TIMELINE_FUNCTION_STARTED] = { LANE_FUNCTION, GLYPH_HERE, PEN_PLAIN,
					TRAIL_UNKNOWN, NULL, NULL },
	[TIMELINE_FUNCTION_SUCCEEDED] = { LANE_FUNCTION, GLYPH_YES, PEN_RIGHT,
					  TRAIL_UNKNOWN, NULL, ": " },
	[TIMELINE_FUNCTION_FAILED] = { LANE_FUNCTION, GLYPH_NO, PEN_WRONG,
				       TRAIL_UNKNOWN, NULL, ": " },
	[TIMELINE_EVENT_KEPT] = { LANE_RULE, GLYPH_HERE, PEN_PARTLY,
				  TRAIL_UNKNOWN, NULL, ": " },
	[TIMELINE_EVENT_LOST] = { LANE_RULE, GLYPH_NO, PEN_WRONG,
				  TRAIL_UNKNOWN, NULL, ": " },
};

const char *
trail_state_word(const struct style *style, enum trail_state state)
{
	switch (state) {
	case TRAIL_LOGGING:
		return style_word(style, kinds[TIMELINE_TRAIL_STARTED].word);
	case TRAIL_STOPPED:
		return style_word(style, kinds[TIMELINE_TRAIL_STOPPED].word);
	case TRAIL_BLIND:
		return style_word(style, kinds[TIMELINE_TRAIL_BLINDED].word);
	default:
		return "";
	}
}

/* The first trail that lost its logging, else the first one met, else one that
   was there. */
static const char *
main_trail(const struct message_timeline *timeline)
{
	if (timeline->window_count > 0)
		return timeline->windows[0].trail;
	for (size_t i = 0; i < timeline->entry_count; i++)
		if (kinds[timeline->entries[i].kind].lane == LANE_TRAIL)
			return timeline->entries[i].subject;
	for (size_t i = 0; i < timeline->before_count; i++)
		if (timeline->before[i].kind != TIMELINE_TRAIL_DELETED)
			return timeline->before[i].subject;
	return "";
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* What the trail was when the timeline begins. */
static enum trail_state
state_before(const struct message_timeline *timeline, const char *trail)
{
	for (size_t i = 0; i < timeline->before_count; i++)
		if (same_text(timeline->before[i].subject, trail))
			return kinds[timeline->before[i].kind].state;
	return *trail ? TRAIL_ABSENT : TRAIL_UNKNOWN;
}

/* A Config evaluation that brought a change is told by the change. */
static bool
is_shown(const struct message_timeline *timeline, size_t i)
{
	const struct timeline_entry *entry = &timeline->entries[i];
	const struct timeline_entry *next = entry + 1;

	if (entry->kind == TIMELINE_CONFIG_EVALUATED &&
	    i + 1 < timeline->entry_count)
		return next->kind != TIMELINE_CONFIG_CHANGED ||
		       next->time != entry->time ||
		       !same_text(next->subject, entry->subject);
	return entry->kind != TIMELINE_CALL || !entry->read_only ||
	       timeline->entry_count <= SHORT_TIMELINE;
}

/* Whether the second entry only repeats the first. */
static bool
is_repeated(const struct timeline_entry *a, const struct timeline_entry *b)
{
	return a->kind == b->kind && same_text(a->subject, b->subject) &&
	       same_text(a->who, b->who) &&
	       (a->kind == TIMELINE_LOG_FILE ||
		same_text(a->detail, b->detail)) &&
	       kinds[a->kind].state == TRAIL_UNKNOWN;
}

static void
add_count(const struct style *style, struct strbuf *text, const char *one,
	  const char *many, unsigned long n)
{
	enum language language = style->shown == LANGUAGE_SHOW_BOTH
		? LANGUAGE_UR : (enum language)style->shown;

	strbuf_addf(text, language_nget(language, one, many, n), n);
}

static void
add_log_files(const struct style *style, struct strbuf *text,
	      const struct timeline_entry *entry, size_t files,
	      unsigned long events)
{
	add_count(style, text, "%lu log file", "%lu log files", files);
	strbuf_addstr(text, ": ");
	add_count(style, text, "%lu event", "%lu events", events);
	if (entry->who)
		strbuf_addf(text, " %s %s", style_glyph(style, GLYPH_TO),
			    entry->who);
}

static void
add_joint(const struct style *style, struct strbuf *text, const char *joint)
{
	if (*joint == '<')
		strbuf_addf(text, " %s ", style_glyph(style, GLYPH_FROM));
	else
		strbuf_addstr(text, joint);
}

/* The text of `count` entries like this one. */
static char *
entry_text(const struct style *style, const struct timeline_entry *entry,
	   size_t count, unsigned long events, bool main)
{
	struct strbuf text = STRBUF_INIT;
	enum lane lane = kinds[entry->kind].lane;
	enum glyph mark = kinds[entry->kind].mark;
	const char *word = kinds[entry->kind].word;

	if (lane == LANE_TRAIL && (!main || style->linear))
		strbuf_addf(&text, "%s: ", entry->subject);
	if (lane != LANE_TRAIL && mark != GLYPH_COUNT)
		strbuf_addf(&text, "%s ", style_glyph(style, mark));
	if (lane != LANE_TRAIL)
		strbuf_addstr(&text, entry->subject);
	else if (entry->kind == TIMELINE_LOG_FILE)
		add_log_files(style, &text, entry, count, events);
	else
		strbuf_addstr(&text, style_word(style, word));
	if (lane == LANE_CALLS && entry->who)
		strbuf_addf(&text, " (%s)", entry->who);
	if (kinds[entry->kind].joint && entry->detail) {
		add_joint(style, &text, kinds[entry->kind].joint);
		strbuf_addstr(&text, entry->detail);
	}
	if (count > 1 && entry->kind != TIMELINE_LOG_FILE)
		strbuf_addf(&text, " %s%zu", style_glyph(style, GLYPH_TIMES),
			    count);
	return strbuf_detach(&text);
}

static void
add_state_row(const struct style *style, struct rows *rows, int64_t time,
	      enum trail_state state)
{
	struct row row = { .time = time, .last = time, .lane = LANE_TRAIL,
			   .mark = GLYPH_COUNT, .state = state };
	const char *word = trail_state_word(style, state);

	row.pen = state == TRAIL_LOGGING ? PEN_RIGHT
		: state >= TRAIL_STOPPED ? PEN_WRONG : PEN_PLAIN;
	row.text = style->linear && *word
		? str_printf("%s: %s", rows->trail, word)
		: str_printf("%s", word);
	list_push(rows, row);
}

/* The row of the entries from `i` on that tell the same; the next one. */
static size_t
add_entries(const struct style *style, const struct message_timeline *timeline,
	    size_t i, const char *trail, enum trail_state *state,
	    struct rows *rows)
{
	const struct timeline_entry *first = &timeline->entries[i];
	bool main = same_text(first->subject, trail);
	struct row row = { .time = first->time,
			   .lane = kinds[first->kind].lane,
			   .mark = GLYPH_COUNT,
			   .pen = kinds[first->kind].pen };
	unsigned long events = 0;
	size_t count = 0;

	for (; i < timeline->entry_count; i++) {
		const struct timeline_entry *entry = &timeline->entries[i];

		if (!is_shown(timeline, i))
			continue;
		if (!is_repeated(first, entry) && count > 0)
			break;
		count++;
		row.last = entry->time;
		if (entry->detail)
			events += strtoul(entry->detail, NULL, 10);
	}
	if (first->kind == TIMELINE_LOG_FILE && first->who)
		row.pen = PEN_WRONG;
	if (row.lane == LANE_TRAIL && main) {
		row.mark = kinds[first->kind].mark;
		if (kinds[first->kind].state != TRAIL_UNKNOWN)
			*state = kinds[first->kind].state;
	}
	row.state = *state;
	row.text = entry_text(style, first, count, events, main);
	list_push(rows, row);
	return i;
}

void
rows_make(const struct style *style, const struct message_timeline *timeline,
	  struct rows *rows)
{
	const char *trail = main_trail(timeline);
	enum trail_state state = state_before(timeline, trail);
	size_t i = 0;

	rows->trail = trail;
	add_state_row(style, rows, timeline->from, state);
	while (i < timeline->entry_count) {
		if (is_shown(timeline, i))
			i = add_entries(style, timeline, i, trail, &state,
					rows);
		else
			i++;
	}
	add_state_row(style, rows, timeline->until, state);
}

void
rows_release(struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		free(rows->items[i].text);
	list_release(rows);
}
