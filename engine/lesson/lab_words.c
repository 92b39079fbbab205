/* SPDX-License-Identifier: MIT */
/*
 * The lab's own words: time, and a look at the account.
 *
 * Those that let time pass become inputs as aws lines do; those that only
 * look leave the account alone.  What they say are notices and pictures, never
 * output: output is what an aws command printed.
 */
#include "lesson/lab.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "lesson/lab_parts.h"
#include "lesson/grade.h"
#include "pattern/pattern.h"

enum { UNTIL_LIMIT = CLOCK_DAY, MOST_SHOWN = 200 };

static const struct {
	int64_t milliseconds;
	const char *names; /* normalised, with a comma behind each */
} units[] = {
	{ CLOCK_SECOND, "s,sec,secs,second,seconds,saniye," },
	{ CLOCK_MINUTE, "m,min,mins,minute,minutes,minat," },
	{ CLOCK_HOUR, "h,hr,hrs,hour,hours,ghanta,ghante," },
	{ CLOCK_DAY, "d,day,days,din,roz," },
};

static bool
is_among(const char *names, const char *name)
{
	for (size_t length; *names != '\0'; names += length + 1) {
		length = strcspn(names, ",");
		if (strlen(name) == length && !memcmp(names, name, length))
			return true;
	}
	return false;
}

/* "5m", "1h30m", and as people say it: "5 minutes", "2 din". */
static bool
read_duration(const char *text, int64_t *milliseconds)
{
	char unit[32];
	double number;

	if (clock_parse_duration(text, milliseconds))
		return true;
	if (!answer_number(text, &number, unit, sizeof unit) || number <= 0 ||
	    number > 1000000)
		return false;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (!is_among(units[i].names, unit))
			continue;
		*milliseconds = (int64_t)(number *
					  (double)units[i].milliseconds);
		return *milliseconds > 0;
	}
	return false;
}

static void
say_time(const struct lab *lab, struct messages *out)
{
	char day[CLOCK_TEXT], time[CLOCK_TEXT];

	clock_format(lab->account->now, "%Y-%m-%d", day, sizeof day);
	message_text(out, MESSAGE_NOTICE,
		     phrase_make(&out->arena,
				 N_("Simulated time: %s, %s UTC."), day,
				 clock_hms(lab->account->now, time)));
}

static int
pass_time(struct lab *lab, const char *line, const char *rest,
	  struct messages *out)
{
	int64_t milliseconds;

	if (!read_duration(rest, &milliseconds))
		return lab_refuse(out, _("'%.40s' is no length of time; write "
					 "90s, 5m, 1h30m or 2d"),
				  rest);
	if (!lab_has_time(lab, milliseconds))
		return lab_refuse(out, _("that is longer than one lab may run, "
					 "%d days in all"),
				  LAB_WAIT_LIMIT_DAYS);
	account_advance(lab->account, milliseconds);
	lab_keep(lab, line);
	return SHELL_DONE;
}

static int
word_wait(struct lab *lab, const char *line, const char *rest,
	  struct messages *out)
{
	int status = pass_time(lab, line, rest, out);

	if (status == SHELL_DONE)
		say_time(lab, out);
	return status;
}

static int
word_watch(struct lab *lab, const char *line, const char *rest,
	   struct messages *out)
{
	int64_t since = lab->account->now;
	int status = pass_time(lab, line, rest, out);

	if (status == SHELL_DONE)
		lab_timeline(lab, since, true, out);
	return status;
}

/* An event's name, as in a record; or a whole pattern.  NULL: neither, and
   *error says why if it was to be a pattern. */
static struct pattern *
event_pattern(const char *text, struct pattern_error *error)
{
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz"
				     "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
	struct strbuf named = STRBUF_INIT;
	struct pattern *pattern;

	if (*text == '{')
		return pattern_compile(text, strlen(text), error);
	if (length == 0 || length > 100 || text[length] != '\0')
		return NULL;
	strbuf_addf(&named, "{\"eventName\": [\"%s\"]}", text);
	pattern = pattern_compile(named.buf, named.len, error);
	strbuf_release(&named);
	return pattern;
}

static int
refuse_event(const char *text, const struct pattern_error *error,
	     struct messages *out)
{
	if (*text == '{')
		return lab_refuse(out, _("the event pattern is not valid: %s"),
				  error->reason);
	return lab_refuse(out, _("'%.40s' is no event's name; write it as in a "
				 "record: until StartLogging"),
			  text);
}

static int
word_until(struct lab *lab, const char *line, const char *rest,
	   struct messages *out)
{
	struct pattern_error error = { 0 };
	struct pattern *pattern = event_pattern(rest, &error);
	bool found;

	(void)line;
	if (pattern == NULL)
		return refuse_event(rest, &error, out);
	found = lab_wait_for(lab, pattern, lab->account->events.count,
			     UNTIL_LIMIT);
	pattern_free(pattern);
	if (!found)
		message_text(out, MESSAGE_NOTICE,
			     phrase_make(&out->arena,
					 N_("No %s in a whole day."), rest));
	say_time(lab, out);
	return found ? SHELL_DONE : SHELL_FAILED;
}

/* ---- what the account knows, for people or for programs */

/* A word that shows something, as messages or as JSON. */
struct view {
	enum word word;
	int (*tell)(struct lab *lab, struct messages *out);
	struct json_object *(*json)(const struct lab *lab);
};

static int
tell_status(struct lab *lab, struct messages *out)
{
	say_time(lab, out);
	lab_status(lab, out);
	return SHELL_DONE;
}

static int
tell_timeline(struct lab *lab, struct messages *out)
{
	lab_timeline(lab, lab->origin, false, out);
	return SHELL_DONE;
}

static int
tell_goal(struct lab *lab, struct messages *out)
{
	return lab_goal(lab, out) ? SHELL_DONE : SHELL_FAILED;
}

static int
tell_score(struct lab *lab, struct messages *out)
{
	lab_tell_score(lab, out);
	return SHELL_DONE;
}

static int
tell_inbox(struct lab *lab, struct messages *out)
{
	lab_inbox(lab, out);
	return SHELL_DONE;
}

static struct json_object *
state_json(const struct lab *lab)
{
	return account_state(lab->account);
}

static const struct view views[] = {
	{ WORD_STATUS, tell_status, state_json },
	{ WORD_TIMELINE, tell_timeline, lab_timeline_json },
	{ WORD_GOAL, tell_goal, lab_goal_json },
	{ WORD_SCORE, tell_score, lab_score_json },
	{ WORD_INBOX, tell_inbox, lab_inbox_json },
};

static int
show_json(struct json_object *value, struct messages *out)
{
	struct strbuf text = STRBUF_INIT;

	json_write_pretty(value, &text);
	strbuf_addch(&text, '\n');
	message_bytes(out, MESSAGE_OUTPUT, text.buf, text.len);
	strbuf_release(&text);
	json_object_put(value);
	return SHELL_DONE;
}

static bool
show_view(struct lab *lab, enum word word, const char *rest,
	  struct messages *out, int *status)
{
	for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
		if (views[i].word != word)
			continue;
		if (*rest == '\0')
			*status = views[i].tell(lab, out);
		else if (strcmp(rest, "--json") == 0)
			*status = show_json(views[i].json(lab), out);
		else
			*status = lab_refuse(out, _("'%.40s' is unknown here; "
						    "--json is what it takes"),
					     rest);
		return true;
	}
	return false;
}

static int
word_hint(struct lab *lab, const char *line, const char *rest,
	  struct messages *out)
{
	(void)line;
	(void)rest;
	lab_hint(lab, out);
	return SHELL_DONE;
}

static int
word_whoami(struct lab *lab, const char *line, const char *rest,
	    struct messages *out)
{
	(void)line;
	(void)rest;
	message_text(out, MESSAGE_NOTICE,
		     phrase_make(&out->arena,
				 N_("You are **%s** in the simulated account "
				    "%s, Region %s: `%s`."),
				 lab->learner->name, lab->account->id,
				 lab->account->region,
				 lab->learner->arn != NULL ? lab->learner->arn
							   : ""));
	return SHELL_DONE;
}

static int
nothing_to_take_back(struct messages *out)
{
	message_text(out, MESSAGE_NOTICE,
		     phrase_make(&out->arena,
				 N_("There is nothing to take back.")));
	return SHELL_DONE;
}

/* What came over HTTP is longer than anybody types. */
static char *
shown_input(struct arena *arena, const char *line)
{
	size_t length = strlen(line);

	if (length > MOST_SHOWN) {
		length = MOST_SHOWN;
		while (((unsigned char)line[length] & 0xc0) == 0x80)
			length--;
	}
	return arena_printf(arena, "%.*s%s", (int)length, line,
			    line[length] != '\0' ? " ..." : "");
}

static int
word_undo(struct lab *lab, const char *line, const char *rest,
	  struct messages *out)
{
	(void)line;
	(void)rest;
	if (lab->input_count == 0)
		return nothing_to_take_back(out);
	message_text(out, MESSAGE_NOTICE,
		     phrase_make(&out->arena, N_("Taken back: `%s`"),
				 shown_input(&out->arena,
					     lab->inputs[lab->input_count -
							 1])));
	lab_undo(lab);
	return SHELL_DONE;
}

static int
word_reset(struct lab *lab, const char *line, const char *rest,
	   struct messages *out)
{
	(void)line;
	(void)rest;
	if (!lab_reset(lab))
		return nothing_to_take_back(out);
	message_text(out, MESSAGE_NOTICE,
		     phrase_make(&out->arena,
				 N_("The account is as it was in the "
				    "beginning.")));
	return SHELL_DONE;
}

static int
word_help(struct lab *lab, const char *line, const char *rest,
	  struct messages *out)
{
	static const enum word words[] = {
		WORD_GOAL,   WORD_HINT,	 WORD_SCORE, WORD_WAIT,
		WORD_UNTIL,  WORD_WATCH, WORD_STATUS, WORD_TIMELINE,
		WORD_INBOX,
		WORD_WHOAMI, WORD_UNDO,	 WORD_RESET,  WORD_SPEED, WORD_PAUSE,
		WORD_SAVE,   WORD_OPEN,	 WORD_LANGUAGE, WORD_HELP,
		WORD_QUIT,   WORD_NONE,
	};

	(void)lab;
	(void)line;
	(void)rest;
	lab_list_words(out, words, true);
	return SHELL_DONE;
}

static const struct {
	enum word word;
	int (*run)(struct lab *lab, const char *line, const char *rest,
		   struct messages *out);
} lab_words[] = {
	{ WORD_WAIT, word_wait },	  { WORD_WATCH, word_watch },
	{ WORD_UNTIL, word_until },	  { WORD_HINT, word_hint },
	{ WORD_WHOAMI, word_whoami },	  { WORD_UNDO, word_undo },
	{ WORD_RESET, word_reset },	  { WORD_HELP, word_help },
};

bool
lab_word(struct lab *lab, enum word word, const char *line, const char *rest,
	 struct messages *out, int *status)
{
	if (show_view(lab, word, rest, out, status))
		return true;
	for (size_t i = 0; i < sizeof lab_words / sizeof *lab_words; i++) {
		if (lab_words[i].word != word)
			continue;
		*status = lab_words[i].run(lab, line, rest, out);
		return true;
	}
	return false;
}

/* "wait 5m", with the word of each language. */
static struct phrase
usage_phrase(struct arena *arena, const struct word_row *row)
{
	const char *behind = strchr(row->usage, ' ');
	struct phrase usage;

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		usage.in[i] = arena_printf(arena, "%s%s", row->names[i],
					   behind != NULL ? behind : "");
	return usage;
}

void
lab_list_words(struct messages *out, const enum word *words, bool aws)
{
	struct message *list = message_add(out, MESSAGE_LIST);
	struct message_item *item;
	size_t count = aws ? 1 : 0;

	for (size_t i = 0; words[i] != WORD_NONE; i++)
		count++;
	item = message_items(out, list, count);
	if (aws) {
		item->label = phrase_same(&out->arena, "aws ...");
		item->note = phrase_make(&out->arena,
					 N_("a real AWS command, in the "
					    "simulated account; `aws help` "
					    "lists them"));
		item++;
	}
	for (; *words != WORD_NONE; words++, item++) {
		const struct word_row *row = word_row(*words);

		item->label = usage_phrase(&out->arena, row);
		for (int i = 0; i < LANGUAGE_COUNT; i++)
			item->note.in[i] = language_get((enum language)i,
							row->summary);
	}
}
