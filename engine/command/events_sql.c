/* SPDX-License-Identifier: MIT */
/*
 * jasoos events --sql: the same question as SQL, with the table that it asks.
 *
 * No log file is read.  What SQL cannot say of the question is told, and
 * nothing is printed then: a question that says less would be another one.
 */
#include "command/events.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "records/sql.h"

static bool
refused(struct events *events, const struct sql *sql)
{
	static const char *const words[] = {
		[SQL_NO_COLUMN] = N_("--sql: the table has no column for '%s'"),
		[SQL_NO_VALUE] = N_("--sql: '%s' is no single value in the "
				    "table"),
		[SQL_NO_NULL] = N_("--sql: a null in '%s' cannot be told from "
				   "a missing field there"),
		[SQL_NO_BLOCK] = N_("--sql: DuckDB can only ask for IPv4 "
				    "blocks here, not for '%s'"),
	};

	complain(events->program, words[sql->refusal], sql->refused);
	return false;
}

/* ------------------------------------------------------------------- where */

static void
begin_condition(struct strbuf *where)
{
	strbuf_addstr(where, where->len == 0 ? "WHERE " : "\n  AND ");
}

static bool
add_pattern(struct sql *sql, const char *text, size_t length,
	    struct strbuf *where)
{
	struct json_object *json = json_parse(text, length, NULL, NULL);
	bool fine;

	begin_condition(where);
	strbuf_addch(where, '(');
	fine = sql_pattern(sql, json, query_is_envelope(json), where);
	strbuf_addch(where, ')');
	json_object_put(json);
	return fine;
}

static bool
add_filters(struct sql *sql, const struct arguments *arguments,
	    struct strbuf *where)
{
	bool fine = true;

	for (size_t i = 0; i < arguments->count && fine; i++) {
		const char *name = arguments->items[i].option->name;
		const char *value = arguments->items[i].value;
		struct strbuf text = STRBUF_INIT;
		enum query_shortcut shortcut;

		if (strcmp(name, "match") == 0) {
			fine = add_pattern(sql, value, strlen(value), where);
		} else if (events_shortcut(name, &shortcut)) {
			shortcut_pattern(shortcut, value, &text);
			fine = add_pattern(sql, text.buf, text.len, where);
		}
		strbuf_release(&text);
	}
	return fine;
}

/* Records have their time as text, in an order that is that of time. */
static void
add_time(struct sql *sql, const char *sign, int64_t time, struct strbuf *where)
{
	char text[CLOCK_TEXT];

	begin_condition(where);
	sql_value(sql, "eventTime", where);
	strbuf_addf(where, " %s '%s'", sign, clock_iso(time, text));
}

/* Athena reads only the days that can have such events: a log file's day is
   that of its delivery, which may be the day after. */
static void
add_days(const struct events *events, struct strbuf *where)
{
	char text[CLOCK_TEXT];

	if (events->since != INT64_MIN) {
		begin_condition(where);
		strbuf_addf(where, "\"timestamp\" >= '%s'",
			    clock_format(events->since, "%Y/%m/%d", text,
					 sizeof text));
	}
	if (events->until != INT64_MAX) {
		begin_condition(where);
		strbuf_addf(where, "\"timestamp\" <= '%s'",
			    clock_format(events->until + CLOCK_DAY, "%Y/%m/%d",
					 text, sizeof text));
	}
}

/* ------------------------------------------------------------------ select */

static bool
add_columns(struct sql *sql, const struct events *events, struct strbuf *out)
{
	static const char *const table[] = {
		"eventTime",   "userIdentity.type", "userIdentity.arn",
		"eventName",   "eventSource",	    "sourceIPAddress",
		"errorCode",
	};
	size_t count = events->shown_count;

	strbuf_addstr(out, "SELECT ");
	if (count == 0)
		count = sizeof table / sizeof *table;
	for (size_t i = 0; i < count; i++) {
		const char *name = events->shown_count > 0 ? events->shown[i]
							   : table[i];

		strbuf_addstr(out, i > 0 ? ", " : "");
		if (!sql_field(sql, name, out))
			return false;
		strbuf_addf(out, " AS \"%s\"", name);
	}
	if (events->mode == EVENTS_COUNT)
		strbuf_addstr(out, ", count(*) AS \"count\"");
	strbuf_addstr(out, "\nFROM cloudtrail_logs\n");
	return true;
}

static void
add_groups(const struct events *events, struct strbuf *out)
{
	strbuf_addstr(out, "GROUP BY ");
	for (size_t i = 1; i <= events->shown_count; i++)
		strbuf_addf(out, "%s%zu", i > 1 ? ", " : "", i);
	strbuf_addstr(out, "\n");
}

static void
add_order(struct sql *sql, const struct events *events, struct strbuf *out)
{
	static const char *const counts[] = {
		[COUNTS_MOST] = "count(*) DESC, ",
		[COUNTS_LEAST] = "count(*), ",
		[COUNTS_KEY] = "",
		[COUNTS_KEY_DOWN] = "",
	};
	bool down = events->counts_order == COUNTS_KEY_DOWN;

	strbuf_addstr(out, "ORDER BY ");
	if (events->mode == EVENTS_COUNT) {
		strbuf_addstr(out, counts[events->counts_order]);
		for (size_t i = 1; i <= events->shown_count; i++)
			strbuf_addf(out, "%s%zu%s", i > 1 ? ", " : "", i,
				    down ? " DESC" : "");
	} else {
		sql_value(sql, "eventTime", out);
		if (events->kept.order == KEPT_NEWEST_FIRST)
			strbuf_addstr(out, " DESC");
	}
	if (events->limit > 0)
		strbuf_addf(out, "\nLIMIT %zu", events->limit);
	strbuf_addstr(out, ";\n");
}

/* ---------------------------------------------------------------- together */

/* What differs, as SQL's comments, in the learner's language. */
static void
add_notes(const struct sql *sql, struct strbuf *out)
{
	static const struct {
		unsigned note;
		const char *text;
	} notes[] = {
		{ SQL_NOTE_NULL,
		  N_("A field that is null is taken for missing here.") },
		{ SQL_NOTE_TYPE,
		  N_("A number, true and false are the same as their text "
		     "here.") },
		{ SQL_NOTE_LIST,
		  N_("A list inside of a JSON column is not searched here.") },
		{ SQL_NOTE_CASE,
		  N_("Which letters are one in upper and lower case, the "
		     "database says.") },
	};

	if (sql->dialect == SQL_ATHENA)
		strbuf_addf(out, "-- %s\n",
			    _("Put your own in for BUCKET, ACCOUNT and REGION; "
			      "run both statements one after the other."));
	if (sql->dialect == SQL_TRINO)
		strbuf_addf(out, "-- %s\n",
			    _("Put your own in for BUCKET and ACCOUNT, in a "
			      "Hive catalog that reads folders below folders "
			      "(hive.recursive-directories = true)."));
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
		if (sql->notes & notes[i].note)
			strbuf_addf(out, "-- %s\n", _(notes[i].text));
}

static bool
write_query(struct events *events, const struct arguments *arguments,
	    struct sql *sql, struct strbuf *out)
{
	struct strbuf where = STRBUF_INIT;
	bool fine = add_columns(sql, events, out) &&
		    add_filters(sql, arguments, &where);

	if (fine) {
		if (events->since != INT64_MIN)
			add_time(sql, ">=", events->since, &where);
		if (events->until != INT64_MAX)
			add_time(sql, "<", events->until, &where);
		if (sql->dialect == SQL_ATHENA)
			add_days(events, &where);
		if (where.len > 0)
			strbuf_addf(out, "%s\n", where.buf);
		if (events->mode == EVENTS_COUNT)
			add_groups(events, out);
		add_order(sql, events, out);
	}
	strbuf_release(&where);
	return fine;
}

bool
events_show_sql(struct events *events, const struct arguments *arguments)
{
	struct sql sql = { .dialect = events->dialect };
	struct strbuf query = STRBUF_INIT, out = STRBUF_INIT;
	char *bundled = file_join(events->program->places.data, "AWSLogs");
	char *own[] = { bundled, NULL };
	char *const *paths = *arguments->operands != NULL ? arguments->operands
							  : own;
	bool fine = write_query(events, arguments, &sql, &query);

	if (fine) {
		add_notes(&sql, &out);
		sql_table(sql.dialect, paths, &out);
		strbuf_addf(&out, "\n%s", query.buf);
		message_bytes(&events->program->out, MESSAGE_OUTPUT, out.buf,
			      out.len);
		program_flush(events->program);
	} else {
		refused(events, &sql);
	}
	strbuf_release(&query);
	strbuf_release(&out);
	free(bundled);
	return fine;
}
