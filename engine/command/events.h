/* SPDX-License-Identifier: MIT */
/*
 * Inside `jasoos events`: what was asked, and how the answers are shown.
 */
#ifndef COMMAND_EVENTS_H
#define COMMAND_EVENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "command/command.h"
#include "command/events_prompt.h"
#include "language/language.h"
#include "records/count.h"
#include "records/gaps.h"
#include "records/kept.h"
#include "records/query.h"
#include "records/source.h"
#include "records/sql.h"
#include "records/tally.h"


enum events_mode {
	EVENTS_LIST,
	EVENTS_COUNT,
	EVENTS_GAPS,
	EVENTS_TIMELINE, /* the gaps, drawn */
	EVENTS_EXPLAIN,
	EVENTS_HISTOGRAM,
};

struct events {
	struct program *program;
	enum events_mode mode;
	bool json;
	bool svg;
	bool sql; /* the question as SQL, for this dialect: nothing is read */
	enum sql_dialect dialect;
	int64_t since, until; /* INT64_MIN and INT64_MAX: no bound */
	bool streaming; /* as they are found: JSON in the files' order */
	size_t limit;	/* 0: none */
	struct log_limits limits;
	struct logs logs;

	struct fields fields;
	struct query *query;
	struct members members; /* that are kept of a record; none: all */
	char *shown[COUNT_FIELDS_MOST]; /* of --fields and --count-by */
	int slots[COUNT_FIELDS_MOST]; /* of --count-by alone */
	size_t shown_count;
	enum counts_order counts_order;

	struct kept kept;
	struct counts counts;
	struct counts hours; /* silence.h; and its slots */
	int account, region;
	struct tally tally;
	size_t printed; /* while streaming */
};

/* What --prompt keeps from question to question. */
struct index;
struct events_session {
	struct logs logs;
	size_t digests; /* before anything was read */
	bool troubled;
	struct index *index; /* or NULL: there is none */
};

/* events_index.c: false if the files must be read. */
bool events_ask_index(struct events *events, const struct index *index);

/* events_question.c */
/* Reads the question into zeroed events that have their fields and query;
   false with a word about what is wrong. */
bool events_ask(struct events *events, const struct arguments *arguments);
bool events_read_limits(struct events *events,
			const struct arguments *arguments);
bool events_is_question(const char *option);
/* The shortcut that an option stands for. */
bool events_shortcut(const char *option, enum query_shortcut *shortcut);
/* Whether all calls that make gaps are looked for. */
bool events_wants_gaps(const struct events *events);

/* events_show.c: the answer, in words or as JSON Lines; true if there is
   one. */
bool events_show(struct events *events);
/* One record as a line of JSON, on standard output. */
void events_print(struct events *events, const struct kept_record *kept);
void events_tell_nothing(struct program *program);
/* What was passed over, on standard error; and left out, in words. */
void events_show_troubles(struct events *events);

/* events_gaps.c */
bool events_show_gaps(struct events *events);
/* What all that was read tells, by time; the caller releases it. */
void events_find_gaps(struct events *events, struct gaps *gaps);
struct phrase events_length(struct program *program, int64_t milliseconds);
/* events_picture.c */
bool events_show_histogram(struct events *events);
bool events_show_timeline(struct events *events);
/* events_sql.c; false if SQL cannot say it, with a word about it. */
bool events_show_sql(struct events *events, const struct arguments *arguments);
/* An object as a line of JSON; taken. */
void events_print_row(struct events *events, struct json_object *row);
/* events_explain.c: each field of a record in the learner's language. */
void events_explain(struct events *events, const struct kept_record *kept);

/* events_words.c: text of a record, safe to show. */
struct phrase events_who(struct program *program, struct json_object *record);
struct phrase events_what(struct program *program, struct json_object *record);
struct phrase events_text(struct program *program, const char *text);
struct phrase events_when(struct program *program, int64_t time);
/* A value of any kind; NULL is "-". */
struct phrase events_value(struct program *program, struct json_object *value);

#endif
