/* SPDX-License-Identifier: MIT */
/*
 * jasoos events: the answers, as a table or as JSON Lines, and what could not
 * be answered.
 */
#include "command/events.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/json.h"
#include "base/utf8.h"
#include "command/command.h"
#include "terminal/style.h"

/* A line of JSON.  On a terminal, what could move its cursor is made visible;
   elsewhere every byte stays. */
static void
print_line(struct events *events, const struct strbuf *line)
{
	struct strbuf safe = STRBUF_INIT;

	if (events->program->screen.terminal) {
		utf8_add_visible(&safe, line->buf, line->len, false);
		line = &safe;
	}
	fwrite(line->buf, 1, line->len, stdout);
	putchar('\n');
	strbuf_release(&safe);
}

static void
add_name(struct strbuf *line, const char *name)
{
	struct json_object *string = json_object_new_string(name);

	strbuf_addch(line, line->len == 0 ? '{' : ',');
	json_write(string, line);
	strbuf_addch(line, ':');
	json_object_put(string);
}

/* {"eventName":"...","userIdentity.userName":"..."} */
static void
add_fields(struct events *events, const struct kept_record *kept,
	   struct strbuf *line)
{
	struct json_object *record = json_parse(kept->text, kept->length, NULL,
						NULL);

	for (size_t i = 0; i < events->shown_count; i++) {
		add_name(line, events->shown[i]);
		json_write(json_path(record, events->shown[i]), line);
	}
	strbuf_addch(line, '}');
	json_object_put(record);
}

void
events_print(struct events *events, const struct kept_record *kept)
{
	struct strbuf line = STRBUF_INIT;

	if (events->shown_count > 0)
		add_fields(events, kept, &line);
	else
		strbuf_add(&line, kept->text, kept->length);
	print_line(events, &line);
	strbuf_release(&line);
}

void
events_print_row(struct events *events, struct json_object *row)
{
	struct strbuf line = STRBUF_INIT;

	json_write(row, &line);
	json_object_put(row);
	print_line(events, &line);
	strbuf_release(&line);
}

/* ------------------------------------------------------------------- tables */

static struct message *
add_table(struct program *program, size_t rows, size_t columns)
{
	struct message *m = message_add(&program->out, MESSAGE_TABLE);

	m->rows = rows;
	m->columns = columns;
	m->cells = arena_alloc(&program->out.arena,
			       rows * columns * sizeof *m->cells);
	return m;
}

static void
show_row(struct events *events, const struct kept_record *kept,
	 struct phrase *cells)
{
	struct program *program = events->program;
	struct json_object *record = json_parse(kept->text, kept->length, NULL,
						NULL);

	for (size_t i = 0; i < events->shown_count; i++)
		cells[i] = events_value(program,
					json_path(record, events->shown[i]));
	if (events->shown_count == 0) {
		cells[0] = kept->time != INT64_MIN
				   ? events_when(program, kept->time)
				   : events_text(program, NULL);
		cells[1] = events_who(program, record);
		cells[2] = events_what(program, record);
		cells[3] = events_text(program,
				       json_string(record, "sourceIPAddress"));
	}
	json_object_put(record);
}

static void
show_table(struct events *events)
{
	static const char *const heads[] = { N_("when (UTC)"), N_("who"),
					     N_("what"), N_("from where") };
	struct program *program = events->program;
	size_t columns = events->shown_count > 0 ? events->shown_count : 4;
	struct message *m = add_table(program, events->kept.count + 1, columns);

	for (size_t i = 0; i < columns; i++)
		m->cells[i] = events->shown_count > 0
				      ? events_text(program, events->shown[i])
				      : style_phrase(heads[i]);
	for (size_t i = 0; i < events->kept.count; i++)
		show_row(events, &events->kept.items[i],
			 m->cells + (i + 1) * columns);
}

/* "2312 events match; 100 are shown" */
static void
tell_total(struct program *program, size_t total, size_t shown)
{
	struct arena *arena = &program->out.arena;
	struct phrase text;

	if (shown < total)
		text = phrase_make(arena,
				   N_("%zu events match, and %zu of them are "
				      "shown; `--limit 0` shows all."),
				   total, shown);
	else
		text = phrase_nmake(arena, "%zu event matches.",
				    "%zu events match.", total, total);
	message_text(&program->out, MESSAGE_NOTICE, text);
}

void
events_tell_nothing(struct program *program)
{
	message_text(&program->out, MESSAGE_NOTICE,
		     style_phrase(N_("No event matches.")));
}

static bool
show_list(struct events *events)
{
	struct kept *kept = &events->kept;

	kept_sort(kept);
	if (events->json) {
		for (size_t i = 0; i < kept->count; i++)
			events_print(events, &kept->items[i]);
		return kept->total + events->printed > 0;
	}
	if (kept->count == 0) {
		events_tell_nothing(events->program);
		return false;
	}
	if (events->mode == EVENTS_EXPLAIN) {
		events_explain(events, &kept->items[0]);
		return true;
	}
	show_table(events);
	tell_total(events->program, kept->total, kept->count);
	return true;
}

/* ------------------------------------------------------------------- counts */

static void
print_group(struct events *events, const struct group *group)
{
	struct strbuf line = STRBUF_INIT;
	const char *value = group->key;

	for (size_t i = 0; i < events->shown_count; i++) {
		size_t length = strcspn(value, "\n");

		add_name(&line, events->shown[i]);
		strbuf_add(&line, value, length);
		value += length + (value[length] == '\n');
	}
	strbuf_addf(&line, ",\"count\":%zu}", group->count);
	print_line(events, &line);
	strbuf_release(&line);
}

static void
show_group(struct events *events, const struct group *group,
	   struct phrase *cells)
{
	struct program *program = events->program;
	const char *value = group->key;

	for (size_t i = 0; i < events->shown_count; i++) {
		size_t length = strcspn(value, "\n");
		struct json_object *json = json_parse(value, length, NULL, NULL);

		cells[i] = events_value(program, json);
		json_object_put(json);
		value += length + (value[length] == '\n');
	}
	cells[events->shown_count] = phrase_same(
		&program->out.arena,
		arena_printf(&program->out.arena, "%zu", group->count));
}

static bool
show_counts(struct events *events)
{
	struct program *program = events->program;
	struct counts *counts = &events->counts;
	size_t shown = counts->count, columns = events->shown_count + 1;
	struct message *m;

	counts_sort(counts, events->counts_order);
	if (events->limit > 0 && shown > events->limit)
		shown = events->limit;
	if (events->json) {
		for (size_t i = 0; i < shown; i++)
			print_group(events, &counts->groups[i]);
		return counts->count > 0;
	}
	if (counts->count == 0) {
		events_tell_nothing(program);
		return false;
	}
	m = add_table(program, shown + 1, columns);
	for (size_t i = 0; i + 1 < columns; i++)
		m->cells[i] = events_text(program, events->shown[i]);
	/* TRANSLATORS: head of a column with their number */
	m->cells[columns - 1] = style_phrase(N_("events"));
	for (size_t i = 0; i < shown; i++)
		show_group(events, &counts->groups[i],
			   m->cells + (i + 1) * columns);
	if (shown < counts->count)
		message_text(&program->out, MESSAGE_NOTICE,
			     phrase_make(&program->out.arena,
					 N_("%zu rows, and %zu of them are "
					    "shown; `--limit 0` shows all."),
					 counts->count, shown));
	return true;
}

bool
events_show(struct events *events)
{
	static bool (*const shows[])(struct events *events) = {
		[EVENTS_LIST] = show_list,
		[EVENTS_COUNT] = show_counts,
		[EVENTS_GAPS] = events_show_gaps,
		[EVENTS_TIMELINE] = events_show_timeline,
		[EVENTS_EXPLAIN] = show_list,
		[EVENTS_HISTOGRAM] = events_show_histogram,
	};
	bool found = shows[events->mode](events);

	program_flush(events->program);
	return found;
}

/* ----------------------------------------------------------------- troubles */

static const char *
trouble_text(const struct log_trouble *trouble)
{
	switch (trouble->kind) {
	case LOG_UNREADABLE:
		return trouble->error == ERROR_NOT_FOUND
			       ? N_("'%s' is not there")
		       : trouble->error == ERROR_DENIED
			       ? N_("'%s' may not be read")
		       : trouble->error == ERROR_FORMAT
			       ? N_("'%s' is no regular file")
			       : N_("'%s' could not be read");
	case LOG_LINK_LOOP:
		return N_("'%s' is a folder that contains itself, by a link");
	case LOG_TOO_LARGE:
		return N_("'%s' is larger, or grows larger, than 1 GiB");
	case LOG_DAMAGED_GZIP:
		return N_("'%s' is damaged or cut: its gzip does not hold");
	case LOG_EMPTY:
		return N_("'%s' is empty");
	case LOG_STRANGE:
		return N_("'%s' is JSON, but no CloudTrail log");
	case LOG_BROKEN:
		return N_("'%s' is no whole JSON, near byte %zu; values passed "
			  "over: %zu");
	case LOG_HUGE_RECORD:
		return N_("'%s' has records above 4 MiB; records passed over: "
			  "%zu");
	default:
		return N_("'%s' has records that are no JSON; records passed "
			  "over: %zu");
	}
}

static void
show_trouble(struct program *program, const struct log_trouble *trouble)
{
	const char *text = trouble_text(trouble);
	struct strbuf name = STRBUF_INIT;

	utf8_add_visible(&name, trouble->name, strlen(trouble->name), false);
	if (trouble->kind == LOG_BROKEN)
		complain(program, text, name.buf, trouble->place,
			 trouble->count);
	else if (trouble->kind >= LOG_HUGE_RECORD)
		complain(program, text, name.buf, trouble->count);
	else
		complain(program, text, name.buf);
	strbuf_release(&name);
}

void
events_show_troubles(struct events *events)
{
	const struct logs *logs = &events->logs;
	struct program *program = events->program;

	if (!events->json && !events->svg && logs->digests + logs->strangers > 0) {
		message_text(
			&program->out, MESSAGE_NOTICE,
			phrase_make(&program->out.arena,
				    N_("Left out: %zu digest files, and %zu "
				       "JSON files that are no CloudTrail "
				       "logs."),
				    logs->digests, logs->strangers));
		program_flush(program);
	}
	for (size_t i = 0; i < logs->trouble_count; i++)
		show_trouble(program, &logs->troubles[i]);
	if (logs->trouble_count > 0)
		complain(program,
			 N_("files and folders with trouble: %zu; all else is "
			    "answered"),
			 logs->trouble_count);
}
