/* SPDX-License-Identifier: MIT */
/*
 * jasoos events: questions to log files, the bundled ones or one's own: who
 * did what, when, and from where.
 *
 * Reads only; nothing is written, least of all to the logs' folder.
 */
#include "command/events.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "command/command.h"
#include "records/index.h"
#include "records/silence.h"

/* ---------------------------------------------------------------- threads */

struct worker {
	struct events *events;
	struct kept kept; /* of one file */
	struct counts counts, hours;
	struct tally tally;
	struct query_room *room;
};

static void *
worker_begin(void *data)
{
	struct worker *w = mem_calloc(1, sizeof *w);

	w->events = data;
	w->kept.order = KEPT_AS_ADDED;
	counts_init(&w->counts);
	counts_init(&w->hours);
	w->room = query_room_new(w->events->query);
	return w;
}

static void
worker_end(void *data)
{
	struct worker *w = data;

	counts_merge(&w->events->counts, &w->counts);
	counts_release(&w->counts);
	counts_merge(&w->events->hours, &w->hours);
	counts_release(&w->hours);
	tally_merge(&w->events->tally, &w->tally);
	tally_release(&w->tally);
	kept_release(&w->kept);
	query_room_free(w->room);
	free(w);
}

static void
keep(struct worker *w, const struct scan *scan, size_t record)
{
	struct strbuf text = STRBUF_INIT;
	size_t length;

	if (w->events->members.count > 0)
		members_write(&w->events->members, scan, record, &text);
	else
		span_line(scan_whole(scan, record), &text);
	length = text.len;
	kept_add(&w->kept, strbuf_detach(&text), length,
		 query_time(w->events->query, scan, record));
}

/* What gaps need of any event. */
static void
note_hour(struct worker *w, const struct scan *scan, size_t record)
{
	int64_t time = query_time(w->events->query, scan, record);

	tally_add(&w->tally, time);
	silence_add(&w->hours, scan_field(scan, record, w->events->account),
		    scan_field(scan, record, w->events->region), time);
}

static void
take_record(struct worker *w, const struct scan *scan, size_t record)
{
	const struct events *events = w->events;

	switch (events->mode) {
	case EVENTS_COUNT:
		counts_add(&w->counts, scan, record, events->slots,
			   events->shown_count, 1);
		break;
	case EVENTS_HISTOGRAM:
		tally_add(&w->tally, query_time(events->query, scan, record));
		break;
	default:
		keep(w, scan, record);
	}
}

static size_t
worker_unit(void *data, const struct scan *scan)
{
	struct worker *w = data;
	const struct events *events = w->events;
	bool gaps = events_wants_gaps(events);
	bool all = !query_is_narrow(events->query);
	size_t bad = 0;

	for (size_t i = 0; i < scan->count; i++) {
		enum query_answer answer =
			all ? QUERY_YES : query_match(w->room, scan, i);

		if (gaps)
			note_hour(w, scan, i);
		bad += answer == QUERY_BAD;
		if (answer == QUERY_YES)
			take_record(w, scan, i);
	}
	return bad;
}

/* What a file has, printed at once; false when nobody wants more. */
static bool
print_kept(struct events *events, struct kept *kept)
{
	for (size_t i = 0; i < kept->count; i++)
		if (events->limit == 0 || events->printed < events->limit) {
			events_print(events, &kept->items[i]);
			events->printed++;
		}
	return (events->limit == 0 || events->printed < events->limit) &&
	       !ferror(stdout);
}

/* What the file has, taken from the thread; NULL if nothing. */
static void *
worker_file(void *data)
{
	struct worker *w = data;
	struct kept *kept;

	if (w->kept.count == 0)
		return NULL;
	kept = mem_alloc(sizeof *kept);
	*kept = w->kept;
	w->kept = (struct kept){ .order = KEPT_AS_ADDED };
	return kept;
}

static bool
take_kept(void *data, void *result)
{
	struct events *events = data;
	struct kept *kept = result;
	bool more;

	if (events->streaming) {
		more = print_kept(events, kept);
	} else {
		kept_move(&events->kept, kept);
		more = !kept_is_full(&events->kept);
	}
	kept_release(kept);
	free(kept);
	return more;
}

/* ------------------------------------------------------------------- input */

/* Standard input to its end; false if there is more than a file may have. */
static bool
add_standard_input(struct program *program, struct logs *logs)
{
	struct strbuf bytes = STRBUF_INIT;
	bool fine = true;
	size_t length;

	do {
		strbuf_grow(&bytes, 64 * 1024);
		length = fread(bytes.buf + bytes.len, 1, 64 * 1024, stdin);
		bytes.len += length;
		bytes.buf[bytes.len] = '\0';
		fine = bytes.len <= LOG_FILE_MOST;
	} while (length > 0 && fine);
	if (fine)
		logs_add_bytes(logs, "-", bytes.buf, bytes.len);
	else
		complain(program,
			 N_("standard input is larger than 1 GiB"));
	strbuf_release(&bytes);
	return fine;
}

static bool
find_logs(struct program *program, struct logs *logs, char **operands)
{
	bool input = false;
	char *bundled;

	if (*operands == NULL) {
		bundled = file_join(program->places.data, "AWSLogs");
		logs_add(logs, bundled);
		free(bundled);
	}
	for (; *operands != NULL; operands++) {
		if (strcmp(*operands, "-") != 0)
			logs_add(logs, *operands);
		else if (!input && !add_standard_input(program, logs))
			return false;
		input = input || strcmp(*operands, "-") == 0;
	}
	return true;
}

static void
events_release(struct events *events)
{
	for (size_t i = 0; i < events->shown_count; i++)
		free(events->shown[i]);
	query_free(events->query);
	members_release(&events->members);
	kept_release(&events->kept);
	counts_release(&events->counts);
	counts_release(&events->hours);
	tally_release(&events->tally);
	logs_release(&events->logs);
	fields_release(&events->fields);
}

/* Reads the logs for one question; of a session, once more. */
static void
read_logs(struct events *events, struct events_session *session)
{
	struct log_visitor visitor = {
		.fields = &events->fields,
		.data = events,
		.begin = worker_begin,
		.unit = worker_unit,
		.file = worker_file,
		.turn = take_kept,
		.end = worker_end,
	};

	if (session != NULL)
		logs_forget(&events->logs, session->digests);
	logs_read(&events->logs, &events->limits, &visitor);
}

static int
answer_from_logs(struct events *events, struct events_session *session)
{
	bool indexed = session != NULL && session->index != NULL &&
		       events_ask_index(events, session->index);
	int answer;

	if (!indexed)
		read_logs(events, session);
	answer = events_show(events) ? ANSWER_DONE : ANSWER_NO;
	if (!indexed)
		events_show_troubles(events);
	if (events->logs.trouble_count > 0 ||
	    (session != NULL && session->troubled))
		answer = ANSWER_CONTENT;
	return answer;
}

int
events_answer(struct program *program, const struct arguments *arguments,
	      struct events_session *session)
{
	struct events events = { .program = program };
	int answer = ANSWER_CONTENT;

	fields_init(&events.fields);
	counts_init(&events.counts);
	counts_init(&events.hours);
	events.query = query_new(&events.fields);
	if (!events_ask(&events, arguments)) {
		answer = ANSWER_USAGE;
	} else if (events.sql) {
		answer = events_show_sql(&events, arguments) ? ANSWER_DONE
							     : ANSWER_USAGE;
	} else if (session != NULL) {
		events.logs = session->logs;
		answer = answer_from_logs(&events, session);
		session->logs = events.logs;
		memset(&events.logs, 0, sizeof events.logs);
	} else if (find_logs(program, &events.logs, arguments->operands)) {
		answer = answer_from_logs(&events, NULL);
	}
	events_release(&events);
	return answer;
}

/* --prompt goes with nothing but where the logs are. */
static int
run_prompt(struct program *program, const struct arguments *arguments)
{
	struct events_session session = { 0 };
	struct events all = { .program = program };
	int answer = ANSWER_CONTENT;

	for (size_t i = 0; i < arguments->count; i++) {
		const char *name = arguments->items[i].option->name;

		if (events_is_question(name)) {
			complain(program,
				 N_("--%s is asked at the prompt, not with "
				    "--prompt"),
				 name);
			return ANSWER_USAGE;
		}
	}
	events_read_limits(&all, arguments);
	if (find_logs(program, &session.logs, arguments->operands)) {
		session.digests = session.logs.digests;
		session.index = index_build(&session.logs, &all.limits,
					    INDEX_BYTES_MOST);
		session.troubled = session.logs.trouble_count > 0;
		all.logs = session.logs;
		all.json = true; /* only what went wrong */
		events_show_troubles(&all);
		answer = events_prompt(program, &session);
	}
	index_free(session.index);
	logs_release(&session.logs);
	return answer;
}

static int
run(struct program *program, const struct arguments *arguments)
{
	program_speak(program);
	return option_value(arguments, "prompt") != NULL
		       ? run_prompt(program, arguments)
		       : events_answer(program, arguments, NULL);
}

const struct command events_command = {
	.name = "events",
	.operands = "[DIR|FILE...]",
	.most = -1,
	.summary = N_("ask log files: who, what, when, from where"),
	.details = N_(
		"Reads trees of `AWSLogs/.../*.json.gz`, single files, JSON "
		"Lines, what `aws cloudtrail lookup-events` printed, and "
		"standard input (`-`); without any of them, the bundled "
		"sample events. `*` in a NAME or ADDRESS stands for anything. "
		"A FIELD is a record's own name with dots "
		"(`userIdentity.userName`), or one of `who`, `what`, `when`, "
		"`from`, `region`, `service`, `error`.\n\n"
		"With `--json`, events are printed as they stand in their "
		"file, counts as an object of the fields and `count`, gaps as "
		"an object each. A table shows 100 rows without `--limit`.\n\n"
		"Exits with 1 if nothing matches, and with 3 if a file or "
		"record was passed over; all others are answered then."),
	.options = events_options,
	.run = run,
};
