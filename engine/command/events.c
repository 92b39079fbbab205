/* SPDX-License-Identifier: MIT */
/*
 * jasoos events: questions to log files, the bundled ones or one's own: who
 * did what, when, and from where.
 *
 * Reads only; nothing is written, least of all to the logs' folder.
 */
#include "command/events.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "command/command.h"

enum {
	TABLE_LIMIT = 100, /* rows, without --limit */
	THREADS_MOST = 8,  /* without --threads */
};

/* ---------------------------------------------------------------- threads */

struct worker {
	struct events *events;
	struct kept kept; /* of one file */
	struct counts counts;
	struct strbuf scratch;
};

static void *
worker_begin(void *data)
{
	struct worker *w = mem_calloc(1, sizeof *w);

	w->events = data;
	w->kept.order = KEPT_AS_ADDED;
	counts_init(&w->counts);
	strbuf_init(&w->scratch);
	return w;
}

static void
worker_end(void *data)
{
	struct worker *w = data;

	counts_merge(&w->events->counts, &w->counts);
	counts_release(&w->counts);
	kept_release(&w->kept);
	strbuf_release(&w->scratch);
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

static size_t
worker_unit(void *data, const struct scan *scan)
{
	struct worker *w = data;
	const struct events *events = w->events;
	size_t bad = 0;

	for (size_t i = 0; i < scan->count; i++) {
		enum query_answer answer = query_match(events->query, scan, i,
						       &w->scratch);

		bad += answer == QUERY_BAD;
		if (answer != QUERY_YES)
			continue;
		if (events->mode == EVENTS_COUNT)
			counts_add(&w->counts, scan, i, events->slots,
				   events->shown_count);
		else
			keep(w, scan, i);
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

/* --------------------------------------------------------------- questions */

static bool
usage(struct events *events, const char *msgid, const char *value)
{
	complain(events->program, msgid, value);
	return false;
}

static bool
read_number(struct events *events, const struct arguments *arguments,
	    const char *name, size_t least, size_t most, size_t *number)
{
	const char *text = option_value(arguments, name);
	unsigned long long value;
	char *end;

	if (text == NULL)
		return true;
	errno = 0;
	value = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 ||
	    value < least || value > most) {
		complain(events->program,
			 N_("'%s' is no number that --%s takes"), text, name);
		return false;
	}
	*number = (size_t)value;
	return true;
}

/* A date by itself is all of its day. */
static bool
read_time(struct events *events, const struct arguments *arguments,
	  const char *name, bool last, int64_t *time)
{
	const char *text = option_value(arguments, name);

	if (text == NULL)
		return true;
	if (!clock_parse(text, time))
		return usage(events,
			     N_("'%s' is no time; write 2025-11-18 or "
				"2025-11-18T04:09:02Z"),
			     text);
	if (last)
		*time += strlen(text) == strlen("2025-11-18") &&
					 strchr(text, '-') != NULL
				 ? CLOCK_DAY
				 : CLOCK_SECOND;
	return true;
}

static bool
read_pattern(struct events *events, const char *text)
{
	struct pattern_error error;

	if (query_add_pattern(events->query, text, strlen(text), &error))
		return true;
	complain(events->program, N_("--match, line %d, column %d: %s"),
		 error.line, error.column, error.reason);
	return false;
}

static const struct {
	const char *name;
	enum query_shortcut shortcut;
} shortcuts[] = {
	{ "who", QUERY_WHO },	    { "what", QUERY_WHAT },
	{ "from", QUERY_FROM },	    { "region", QUERY_REGION },
	{ "error", QUERY_ERROR },   { "writes", QUERY_WRITES },
};

/* Each option that was given, so often as it was given. */
static bool
read_filters(struct events *events, const struct arguments *arguments)
{
	for (size_t i = 0; i < arguments->count; i++) {
		const char *name = arguments->items[i].option->name;
		const char *value = arguments->items[i].value;

		if (strcmp(name, "match") == 0 && !read_pattern(events, value))
			return false;
		for (size_t s = 0; s < sizeof shortcuts / sizeof *shortcuts;
		     s++) {
			if (strcmp(name, shortcuts[s].name) == 0 &&
			    !query_add_shortcut(events->query,
						shortcuts[s].shortcut, value)) {
				complain(events->program,
					 N_("'%s' is nothing that --%s can "
					    "look for"),
					 value, name);
				return false;
			}
		}
	}
	return true;
}

/* ------------------------------------------------------------------ fields */

/* Short words for the fields that are asked for most. */
static const char *
full_name(const char *name)
{
	static const struct {
		const char *word, *field;
	} table[] = {
		{ "who", "userIdentity.arn" }, { "what", "eventName" },
		{ "when", "eventTime" },       { "from", "sourceIPAddress" },
		{ "region", "awsRegion" },     { "service", "eventSource" },
		{ "error", "errorCode" },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (strcmp(table[i].word, name) == 0)
			return table[i].field;
	return name;
}

/* A list of fields with commas between. */
static bool
read_fields(struct events *events, const char *list)
{
	for (;;) {
		size_t length = strcspn(list, ",");
		char *word = mem_strndup(list, length);
		char *name = mem_strdup(full_name(word));
		int slot = fields_add(&events->fields, name);

		free(word);
		if (slot < 0 || events->shown_count == COUNT_FIELDS_MOST) {
			complain(events->program,
				 slot < 0 ? N_("'%s' is no name of a field")
					  : N_("'%s' is one field too many"),
				 name);
			free(name);
			return false;
		}
		events->slots[events->shown_count] = slot;
		events->shown[events->shown_count++] = name;
		if (list[length] == '\0')
			return true;
		list += length + 1;
	}
}

/* What is kept of a record: what will be shown of it. */
static void
choose_members(struct events *events)
{
	static const char *const table[] = {
		"eventTime",	   "userIdentity", "eventName", "eventSource",
		"sourceIPAddress", "errorCode",	   NULL,
	};
	const char *const *names = events->mode == EVENTS_GAPS ? gaps_members
							       : table;

	for (size_t i = 0; i < events->shown_count; i++)
		members_add(&events->members, &events->fields,
			    events->shown[i]);
	if (events->mode == EVENTS_EXPLAIN || events->shown_count > 0 ||
	    (events->json && events->mode == EVENTS_LIST))
		return;
	for (; *names != NULL; names++)
		members_add(&events->members, &events->fields, *names);
}

/* ------------------------------------------------------------------- modes */

static bool
choose_mode(struct events *events, const struct arguments *arguments)
{
	const char *fields = option_value(arguments, "fields");
	const char *count = option_value(arguments, "count-by");
	bool gaps = option_value(arguments, "gaps") != NULL;
	bool explain = option_value(arguments, "explain") != NULL;

	if ((fields != NULL) + (count != NULL) + gaps + explain > 1)
		return usage(events, "%s",
			     _("--fields, --count-by, --gaps and --explain do "
			       "not go together"));
	events->mode = count != NULL ? EVENTS_COUNT
		       : gaps	     ? EVENTS_GAPS
		       : explain     ? EVENTS_EXPLAIN
				     : EVENTS_LIST;
	if (fields != NULL || count != NULL)
		return read_fields(events, fields != NULL ? fields : count);
	return true;
}

static bool
choose_order(struct events *events, const char *sort)
{
	static const struct {
		const char *name;
		bool counts;
		int order;
	} orders[] = {
		{ "time", false, KEPT_OLDEST_FIRST },
		{ "-time", false, KEPT_NEWEST_FIRST },
		{ "file", false, KEPT_AS_ADDED },
		{ "count", true, COUNTS_MOST },
		{ "-count", true, COUNTS_LEAST },
		{ "name", true, COUNTS_KEY },
		{ "-name", true, COUNTS_KEY_DOWN },
	};
	bool counts = events->mode == EVENTS_COUNT;

	if (sort == NULL)
		return true;
	if (events->mode == EVENTS_GAPS)
		return usage(events, "%s", _("--gaps has its own order"));
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		if (strcmp(orders[i].name, sort) != 0 ||
		    orders[i].counts != counts)
			continue;
		if (counts)
			events->counts_order =
				(enum counts_order)orders[i].order;
		else
			events->kept.order = (enum kept_order)orders[i].order;
		return true;
	}
	return usage(events,
		     counts ? N_("'%s' is no order of counts; write count, "
				 "-count, name or -name")
			    : N_("'%s' is no order of events; write time, "
				 "-time or file"),
		     sort);
}

/* How many, and in which order. */
static bool
choose_rows(struct events *events, const struct arguments *arguments)
{
	bool list = events->mode == EVENTS_LIST;
	bool first = option_value(arguments, "first") != NULL;

	if (events->json && list && !first)
		events->kept.order = KEPT_AS_ADDED;
	if (!events->json && events->mode != EVENTS_GAPS)
		events->limit = TABLE_LIMIT;
	if (!choose_order(events, option_value(arguments, "sort")) ||
	    !read_number(events, arguments, "limit", 0, SIZE_MAX / 4,
			 &events->limit))
		return false;
	if (first || events->mode == EVENTS_EXPLAIN)
		events->limit = 1;
	if (events->mode == EVENTS_GAPS)
		events->limit = 0;
	events->streaming = events->json && list &&
			    events->kept.order == KEPT_AS_ADDED;
	events->kept.limit = events->limit;
	return true;
}

static bool
read_question(struct events *events, const struct arguments *arguments)
{
	int64_t since = INT64_MIN, until = INT64_MAX;
	struct pattern_error error;
	size_t threads = 0;

	events->json = option_value(arguments, "json") != NULL;
	if (!choose_mode(events, arguments) ||
	    !choose_rows(events, arguments) ||
	    !read_filters(events, arguments) ||
	    !read_time(events, arguments, "since", false, &since) ||
	    !read_time(events, arguments, "until", true, &until) ||
	    !read_number(events, arguments, "threads", 1, 256, &threads))
		return false;
	query_set_times(events->query, since, until);
	if (events->mode == EVENTS_GAPS && query_is_narrow(events->query))
		return usage(events, "%s",
			     _("--gaps looks at all events; leave the filters "
			       "out"));
	if (events->mode == EVENTS_GAPS &&
	    !query_add_pattern(events->query, gaps_pattern,
			       strlen(gaps_pattern), &error))
		BUG("gaps_pattern is no pattern");
	choose_members(events);
	if (threads == 0) {
		long online = sysconf(_SC_NPROCESSORS_ONLN);

		threads = online < 1		  ? 1
			  : online > THREADS_MOST ? THREADS_MOST
						  : (size_t)online;
	}
	events->limits = (struct log_limits){ (int)threads, LOG_FILE_MOST };
	return true;
}

/* ------------------------------------------------------------------- input */

/* Standard input to its end; false if there is more than a file may have. */
static bool
add_standard_input(struct events *events)
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
		logs_add_bytes(&events->logs, "-", bytes.buf, bytes.len);
	else
		complain(events->program,
			 N_("standard input is larger than 1 GiB"));
	strbuf_release(&bytes);
	return fine;
}

static bool
find_logs(struct events *events, char **operands)
{
	bool input = false;
	char *bundled;

	if (*operands == NULL) {
		bundled = file_join(events->program->places.data, "AWSLogs");
		logs_add(&events->logs, bundled);
		free(bundled);
	}
	for (; *operands != NULL; operands++) {
		if (strcmp(*operands, "-") != 0)
			logs_add(&events->logs, *operands);
		else if (!input && !add_standard_input(events))
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
	logs_release(&events->logs);
	fields_release(&events->fields);
}

static int
run(struct program *program, const struct arguments *arguments)
{
	struct events events = { .program = program };
	struct log_visitor visitor = {
		.fields = &events.fields,
		.data = &events,
		.begin = worker_begin,
		.unit = worker_unit,
		.file = worker_file,
		.turn = take_kept,
		.end = worker_end,
	};
	int answer = ANSWER_USAGE;

	program_speak(program);
	fields_init(&events.fields);
	counts_init(&events.counts);
	events.query = query_new(&events.fields);
	if (read_question(&events, arguments)) {
		answer = ANSWER_CONTENT;
		if (find_logs(&events, arguments->operands)) {
			logs_read(&events.logs, &events.limits, &visitor);
			answer = events_show(&events) ? ANSWER_DONE
						      : ANSWER_NO;
			events_show_troubles(&events);
			if (events.logs.trouble_count > 0)
				answer = ANSWER_CONTENT;
		}
	}
	events_release(&events);
	return answer;
}

static const struct command_option options[] = {
	{ "match", 'm', "PATTERN",
	  N_("events that an event pattern matches, over the record itself or "
	     "over EventBridge's event") },
	{ "who", 0, "NAME",
	  N_("a user, role, session, service, ARN or access key") },
	{ "what", 0, "NAME", N_("an event name, or a service") },
	{ "from", 0, "ADDRESS", N_("an address, or a block such as 10.0.0.0/8") },
	{ "since", 0, "TIME", N_("from this time on (UTC)") },
	{ "until", 0, "TIME", N_("up to this time; a date is its whole day") },
	{ "region", 0, "REGION", N_("of this Region") },
	{ "error", 0, NULL, N_("only calls that failed") },
	{ "writes", 0, NULL, N_("only calls that change something") },
	{ "count-by", 'c', "FIELD[,FIELD]", N_("count instead of listing") },
	{ "gaps", 0, NULL, N_("when each trail was blind, and by whom") },
	{ "explain", 0, NULL,
	  N_("one event with each of its fields explained") },
	{ "fields", 0, "FIELD[,FIELD]", N_("show these fields") },
	{ "first", 0, NULL, N_("only the earliest") },
	{ "limit", 'n', "N", N_("so many at most; 0: all") },
	{ "sort", 0, "ORDER",
	  N_("time, -time, file; for counts: count, -count, name, -name") },
	{ "json", 0, NULL, N_("one JSON object a line") },
	{ "threads", 0, "N", N_("read so many files at once") },
	{ NULL, 0, NULL, NULL },
};

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
	.options = options,
	.run = run,
};
