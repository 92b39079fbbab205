/* SPDX-License-Identifier: MIT */
/*
 * jasoos events: what was asked, from the options, before anything is read.
 */
#include "command/events.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"
#include "command/command.h"

enum {
	TABLE_LIMIT = 100, /* rows, without --limit */
	THREADS_MOST = 8,  /* without --threads */
};

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

bool
events_shortcut(const char *option, enum query_shortcut *shortcut)
{
	static const struct {
		const char *name;
		enum query_shortcut shortcut;
	} shortcuts[] = {
		{ "who", QUERY_WHO },	  { "what", QUERY_WHAT },
		{ "from", QUERY_FROM },	  { "region", QUERY_REGION },
		{ "error", QUERY_ERROR }, { "writes", QUERY_WRITES },
	};

	for (size_t i = 0; i < sizeof shortcuts / sizeof *shortcuts; i++) {
		if (strcmp(shortcuts[i].name, option) == 0) {
			*shortcut = shortcuts[i].shortcut;
			return true;
		}
	}
	return false;
}

/* Each option that was given, so often as it was given. */
static bool
read_filters(struct events *events, const struct arguments *arguments)
{
	for (size_t i = 0; i < arguments->count; i++) {
		const char *name = arguments->items[i].option->name;
		const char *value = arguments->items[i].value;
		enum query_shortcut shortcut;

		if (strcmp(name, "match") == 0 && !read_pattern(events, value))
			return false;
		if (!events_shortcut(name, &shortcut) ||
		    query_add_shortcut(events->query, shortcut, value))
			continue;
		complain(events->program,
			 N_("'%s' is nothing that --%s can look for"), value,
			 name);
		return false;
	}
	return true;
}

/* What SQL is not made of. */
static bool
read_dialect(struct events *events, const struct arguments *arguments)
{
	const char *name = option_value(arguments, "sql");
	const char *sort = option_value(arguments, "sort");

	if (name == NULL)
		return true;
	if (!sql_dialect_parse(name, &events->dialect))
		return usage(events,
			     N_("'%s' is no SQL known here; write athena, "
				"trino or duckdb"),
			     name);
	if (events->mode != EVENTS_LIST && events->mode != EVENTS_COUNT)
		return usage(events, "%s",
			     _("--sql can say lists and counts; not --gaps, "
			       "--timeline, --histogram or --explain"));
	if (events->json)
		return usage(events, "%s",
			     _("--sql and --json do not go together"));
	if (sort != NULL && strcmp(sort, "file") == 0)
		return usage(events, "%s",
			     _("--sql: a table does not know the order of "
			       "files"));
	for (char **path = arguments->operands; *path != NULL; path++)
		if (strcmp(*path, "-") == 0)
			return usage(events, "%s",
				     _("--sql cannot ask standard input"));
	events->sql = true;
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
		/* the same in Roman Urdu */
		{ "kaun", "userIdentity.arn" }, { "kya", "eventName" },
		{ "kab", "eventTime" },	       { "kahan-se", "sourceIPAddress" },
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
		bool path = fields_is_path(name);

		free(word);
		if (!path || events->shown_count == COUNT_FIELDS_MOST) {
			complain(events->program,
				 path ? N_("'%s' is one field too many")
				      : N_("'%s' is no name of a field"),
				 name);
			free(name);
			return false;
		}
		if (events->mode == EVENTS_COUNT)
			events->slots[events->shown_count] =
				fields_add(&events->fields, name);
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
	const char *const *names = events_wants_gaps(events) ? gaps_members
							     : table;

	if (events_wants_gaps(events)) {
		events->account = fields_add(&events->fields,
					     "recipientAccountId");
		events->region = fields_add(&events->fields, "awsRegion");
	}
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

bool
events_wants_gaps(const struct events *events)
{
	return events->mode == EVENTS_GAPS || events->mode == EVENTS_TIMELINE;
}

static bool
choose_mode(struct events *events, const struct arguments *arguments)
{
	static const struct {
		const char *option;
		enum events_mode mode;
	} modes[] = {
		{ "fields", EVENTS_LIST },     { "count-by", EVENTS_COUNT },
		{ "gaps", EVENTS_GAPS },       { "timeline", EVENTS_TIMELINE },
		{ "explain", EVENTS_EXPLAIN },
		{ "histogram", EVENTS_HISTOGRAM },
	};
	const char *fields = NULL;
	int given = 0;

	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		const char *value = option_value(arguments, modes[i].option);

		if (value == NULL)
			continue;
		given++;
		events->mode = modes[i].mode;
		if (i < 2)
			fields = value;
	}
	if (given > 1)
		return usage(events, "%s",
			     _("--fields, --count-by, --gaps, --timeline, "
			       "--histogram and --explain do not go together"));
	events->svg = option_value(arguments, "svg") != NULL;
	if (events->svg && events->mode != EVENTS_TIMELINE &&
	    events->mode != EVENTS_HISTOGRAM)
		return usage(events, "%s",
			     _("--svg draws a --timeline or a --histogram"));
	if (events->svg && events->json)
		return usage(events, "%s",
			     _("--svg and --json do not go together"));
	return fields == NULL || read_fields(events, fields);
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
	if (events->mode != EVENTS_LIST && !counts)
		return usage(events, "%s",
			     _("--sort is for events and counts"));
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
	if (!events->json)
		events->limit = TABLE_LIMIT;
	if (!choose_order(events, option_value(arguments, "sort")) ||
	    !read_number(events, arguments, "limit", 0, SIZE_MAX / 4,
			 &events->limit))
		return false;
	if (first || events->mode == EVENTS_EXPLAIN)
		events->limit = 1;
	if (events_wants_gaps(events))
		events->limit = 0;
	events->streaming = events->json && list &&
			    events->kept.order == KEPT_AS_ADDED;
	events->kept.limit = events->limit;
	return true;
}

bool
events_read_limits(struct events *events, const struct arguments *arguments)
{
	size_t threads = 0;

	if (!read_number(events, arguments, "threads", 1, 256, &threads))
		return false;
	if (threads == 0) {
		long online = sysconf(_SC_NPROCESSORS_ONLN);

		threads = online < 1		  ? 1
			  : online > THREADS_MOST ? THREADS_MOST
						  : (size_t)online;
	}
	events->limits = (struct log_limits){
		.threads = (int)threads,
		.bytes = LOG_FILE_MOST,
		.portable = getenv("JASOOS_PORTABLE") != NULL, /* make bench */
	};
	return true;
}

/* What --prompt does not go with: all but how to read. */
bool
events_is_question(const char *option)
{
	if (strcmp(option, "prompt") == 0 || strcmp(option, "threads") == 0)
		return false;
	for (const struct command_option *o = events_options; o->name; o++)
		if (strcmp(o->name, option) == 0)
			return true;
	return false;
}

bool
events_ask(struct events *events, const struct arguments *arguments)
{
	int64_t since = INT64_MIN, until = INT64_MAX;
	struct pattern_error error;

	if (option_value(arguments, "prompt") != NULL)
		return usage(events, "%s", _("this is the prompt already"));
	events->json = option_value(arguments, "json") != NULL;
	if (!choose_mode(events, arguments) ||
	    !choose_rows(events, arguments) ||
	    !read_filters(events, arguments) ||
	    !read_time(events, arguments, "since", false, &since) ||
	    !read_time(events, arguments, "until", true, &until) ||
	    !events_read_limits(events, arguments))
		return false;
	events->since = since;
	events->until = until;
	query_set_times(events->query, since, until);
	if (!read_dialect(events, arguments))
		return false;
	if (events_wants_gaps(events) && query_is_narrow(events->query))
		return usage(events, "%s",
			     _("--gaps looks at all events; leave the filters "
			       "out"));
	if (events_wants_gaps(events) &&
	    !query_add_pattern(events->query, gaps_pattern,
			       strlen(gaps_pattern), &error))
		BUG("gaps_pattern is no pattern");
	choose_members(events);
	return true;
}

const struct command_option events_options[] = {
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
	{ "timeline", 0, NULL, N_("the same, drawn: a lane for each trail") },
	{ "histogram", 0, NULL, N_("draw how many events came when") },
	{ "svg", 0, NULL,
	  N_("print the drawing as a picture (SVG), for a browser") },
	{ "explain", 0, NULL,
	  N_("one event with each of its fields explained") },
	{ "fields", 0, "FIELD[,FIELD]", N_("show these fields") },
	{ "first", 0, NULL, N_("only the earliest") },
	{ "limit", 'n', "N", N_("so many at most; 0: all") },
	{ "sort", 0, "ORDER",
	  N_("time, -time, file; for counts: count, -count, name, -name") },
	{ "json", 0, NULL, N_("one JSON object a line") },
	{ "sql", 0, "athena|trino|duckdb",
	  N_("print the question as SQL, with its table; read nothing") },
	{ "prompt", 0, NULL,
	  N_("many questions: read once, then ask at a prompt") },
	{ "threads", 0, "N", N_("read so many files at once") },
	{ NULL, 0, NULL, NULL },
};
