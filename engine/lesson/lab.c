/* SPDX-License-Identifier: MIT */
/*
 * The lab itself: typed lines become calls, and the list of those lines is all
 * that is kept of it.
 *
 * Every line that moved the account, if only its clock, is in the list, in the
 * order it was typed: that is what makes undo and opening exact.
 */
#include "lesson/lab.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "lesson/diagnostic.h"
#include "lesson/lab_parts.h"
#include "lesson/scenario.h"
#include "pattern/pattern.h"

enum { LINE_TAKES = 2 * CLOCK_SECOND };

/* ---------------------------------------------------------- begin and end */

static bool
open_account(struct lab *lab, struct diagnostics *diagnostics)
{
	const char *name = scenario_learner(lab->scenario);

	lab->account = scenario_begin(lab->scenario, lab->seed, diagnostics);
	if (lab->account == NULL)
		return false;
	lab->learner = principal_find(lab->account, name);
	if (lab->learner == NULL) {
		diagnose(diagnostics, scenario_id(lab->scenario), 0, 0,
			 _("the learner '%s' is nobody in this account"), name);
		return false;
	}
	lab->origin = lab->account->now;
	lab->calls_before = lab->account->events.count;
	return true;
}

bool
lab_begin(struct lab *lab, const struct scenario *scenario, uint64_t seed,
	  struct diagnostics *diagnostics)
{
	*lab = (struct lab){ .scenario = scenario, .seed = seed };
	if (open_account(lab, diagnostics))
		return true;
	lab_release(lab);
	return false;
}

static void
free_inputs(char **inputs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(inputs[i]);
	free(inputs);
}

void
lab_release(struct lab *lab)
{
	free_inputs(lab->inputs, lab->input_count);
	account_free(lab->account);
	*lab = (struct lab){ 0 };
}

/* ----------------------------------------------------------- typing a line */

void
lab_keep(struct lab *lab, const char *line)
{
	lab->inputs = list_grow(lab->inputs, lab->input_count,
				&lab->input_allocated, sizeof(char *));
	lab->inputs[lab->input_count++] = mem_strdup(line);
}

bool
lab_has_time(const struct lab *lab, int64_t milliseconds)
{
	int64_t gone = lab->account->now - lab->origin;

	return milliseconds <=
	       (int64_t)LAB_WAIT_LIMIT_DAYS * CLOCK_DAY - gone;
}

bool
lab_line_is_plain(const char *line)
{
	size_t length = strlen(line);

	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)line[i];

		if ((c < ' ' && c != '\t' && c != '\n') || c == 0x7f)
			return false;
	}
	return length <= LAB_LINE_LIMIT && utf8_valid(line, length);
}

int
lab_refuse(struct messages *out, const char *format, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list args;

	va_start(args, format);
	strbuf_vaddf(&text, format, args);
	va_end(args);
	strbuf_addch(&text, '\n');
	message_bytes(out, MESSAGE_ERROR, text.buf, text.len);
	strbuf_release(&text);
	return SHELL_USAGE;
}

static void
show_part(struct messages *out, enum message_kind kind,
	  const struct strbuf *text, size_t *from, size_t until)
{
	if (until > *from)
		message_bytes(out, kind, text->buf + *from, until - *from);
	*from = until;
}

/* In the order in which it was written. */
static void
show_output(const struct shell_output *output, struct messages *out)
{
	size_t shown = 0, told = 0;

	for (size_t i = 0; i < output->turns.count; i++) {
		show_part(out, MESSAGE_OUTPUT, &output->out, &shown,
			  output->turns.items[i].out);
		show_part(out, MESSAGE_ERROR, &output->err, &told,
			  output->turns.items[i].err);
	}
	show_part(out, MESSAGE_OUTPUT, &output->out, &shown, output->out.len);
	show_part(out, MESSAGE_ERROR, &output->err, &told, output->err.len);
}

static int
type_aws(struct lab *lab, const struct principal *principal, const char *aws,
	 struct messages *out)
{
	struct shell_output output;
	size_t calls;
	int status;

	if (!lab_has_time(lab, LINE_TAKES))
		return lab_refuse(out, _("the time of this lab is used up; "
					 "`reset` begins it again"));
	account_advance(lab->account, LINE_TAKES);
	calls = lab->account->events.count;
	shell_output_init(&output);
	output.unread = lab->replaying;
	shell_run(lab->account, principal, aws, &output);
	show_output(&output, out);
	lab_why_not(lab, calls, out);
	status = output.status;
	shell_output_release(&output);
	return status;
}

/* What is behind `word` at the line's start, or NULL. */
static const char *
behind(const char *line, const char *word)
{
	size_t length = strlen(word);

	if (strncmp(line, word, length) != 0)
		return NULL;
	line += length;
	if (*line != '\0' && *line != ' ' && *line != '\t' && *line != '\n')
		return NULL;
	return line + strspn(line, " \t\n");
}

/* `as hamza aws ...`; `name_on` is behind the "as". */
static int
type_as(struct lab *lab, const char *line, const char *name_on,
	struct messages *out)
{
	size_t length = strcspn(name_on, " \t\n");
	char *name = mem_strndup(name_on, length);
	const struct principal *principal = principal_find(lab->account, name);
	const char *aws = name_on + length + strspn(name_on + length, " \t\n");
	int status;

	if (principal == NULL)
		status = lab_refuse(out, _("nobody here is called '%.40s'"),
				    name);
	else if (!shell_is_line(aws))
		status = lab_refuse(out, _("'as' wants a name and an aws line: "
					   "as %.40s aws ..."),
				    name);
	else {
		status = type_aws(lab, principal, aws, out);
		lab_keep(lab, line);
	}
	free(name);
	return status;
}

/* A word of ours that does not fit: "status now", "next" in free play. */
static int
refuse_word(const char *line, const char *word, struct messages *out)
{
	if (strlen(line) > strlen(word))
		return lab_refuse(out, _("'%s' stands alone, with nothing "
					 "behind it"), word);
	return lab_refuse(out, _("'%s' is for lessons; here 'help' lists the "
				 "words"), word);
}

/* The commonest slips: a word of ours misspelt, "aws" left out.  Who reads
   only English is offered English words: "hello" is no misspelt "khelo". */
static int
not_understood(const char *line, struct messages *out)
{
	bool only_english = language_now_shown() == LANGUAGE_SHOW_EN;
	const char *names[LANGUAGE_COUNT * WORD_COUNT + 1];
	size_t length = strcspn(line, " \t\n"), count = 0;
	char *first = mem_strndup(line, length < 40 ? length : 40);
	const char *near, *rest;
	int status;

	for (const struct word_row *row = word_rows; row->word; row++)
		for (int i = 0; i < LANGUAGE_COUNT; i++)
			if (count < LANGUAGE_COUNT * WORD_COUNT &&
			    (i == LANGUAGE_EN || !only_english))
				names[count++] = row->names[i];
	names[count] = NULL;
	near = shell_nearest(first, names);
	if (word_parse(first, &rest) != WORD_NONE)
		status = refuse_word(line, first, out);
	else if (near != NULL)
		status = lab_refuse(out, _("'%s' is no command here; did you "
					   "mean '%s'?"),
				    first, near);
	else
		status = lab_refuse(out, _("'%s' is no command here; begin with "
					   "'aws', or type 'help'"),
				    first);
	free(first);
	return status;
}

static int
type_trimmed(struct lab *lab, const char *line, struct messages *out)
{
	const char *rest;
	enum word word;
	int status;

	if ((rest = behind(line, "as")) != NULL)
		return type_as(lab, line, rest, out);
	if ((rest = behind(line, "call")) != NULL)
		return lab_call_again(lab, line, rest, out);
	if (shell_is_line(line)) {
		status = type_aws(lab, lab->learner, line, out);
		lab_keep(lab, line);
		return status;
	}
	word = word_parse(line, &rest);
	if (!lab_word(lab, word, line, rest, out, &status))
		return not_understood(line, out);
	return status;
}

int
lab_type(struct lab *lab, const char *line, struct messages *out,
	 bool *changed)
{
	struct strbuf trimmed = STRBUF_INIT;
	size_t before = lab->input_count;
	int status = SHELL_DONE;

	strbuf_addstr(&trimmed, line);
	strbuf_trim(&trimmed);
	if (!lab_line_is_plain(trimmed.buf))
		status = lab_refuse(out, _("this line has bytes that no command "
					   "has, or too many"));
	else if (trimmed.len > 0)
		status = type_trimmed(lab, trimmed.buf, out);
	if (lab->input_count > before)
		lab_tell_goal(lab, out);
	if (changed != NULL)
		*changed = lab->input_count > before;
	strbuf_release(&trimmed);
	return status;
}

/* ------------------------------------------------------------ undo and open */

bool
lab_replay(struct lab *lab, char *const *inputs, size_t count)
{
	struct messages unread;
	bool changed = true;

	messages_init(&unread);
	lab->replaying = true;
	for (size_t i = 0; i < count && changed; i++) {
		lab_type(lab, inputs[i], &unread, &changed);
		messages_clear(&unread);
	}
	lab->replaying = false;
	messages_release(&unread);
	return changed;
}

void
lab_rewind(struct lab *lab, size_t count)
{
	struct diagnostics diagnostics = { 0 };
	size_t old_count = lab->input_count;
	char **old = lab->inputs;

	lab->inputs = NULL;
	lab->input_count = lab->input_allocated = 0;
	lab->reached = lab->missed = false;
	account_free(lab->account);
	if (!open_account(lab, &diagnostics))
		BUG("a scenario began once and not again");
	lab_replay(lab, old, count < old_count ? count : old_count);
	free_inputs(old, old_count);
}

bool
lab_undo(struct lab *lab)
{
	if (lab->input_count == 0)
		return false;
	lab_rewind(lab, lab->input_count - 1);
	return true;
}

bool
lab_reset(struct lab *lab)
{
	if (lab->input_count == 0)
		return false;
	lab_rewind(lab, 0);
	return true;
}

void
lab_save(const struct lab *lab, struct strbuf *out)
{
	struct json_object *saved = json_object_new_object();
	struct json_object *inputs = json_object_new_array();

	for (size_t i = 0; i < lab->input_count; i++)
		json_object_array_add(inputs,
				      json_object_new_string(lab->inputs[i]));
	json_set_string(saved, "jasoos", "lab");
	json_set_int(saved, "format", 1);
	json_set_string(saved, "scenario", scenario_id(lab->scenario));
	json_set_int(saved, "seed", (int64_t)lab->seed);
	json_set(saved, "inputs", inputs);
	json_write_pretty(saved, out);
	strbuf_addch(out, '\n');
	json_object_put(saved);
}

/* -------------------------------------------------------- time and pattern */

static bool
matches_since(struct account *account, size_t *seen,
	      const struct pattern *pattern)
{
	for (; *seen < account->events.count; ++*seen) {
		struct json_object *record = event_parse(account, *seen);
		bool match = pattern_match(pattern, record);

		json_object_put(record);
		if (match)
			return true;
	}
	return false;
}

static void
keep_wait(struct lab *lab, int64_t seconds)
{
	char *input = str_printf("wait %llds", (long long)seconds);

	lab_keep(lab, input);
	free(input);
}

bool
lab_pass(struct lab *lab, int64_t seconds, struct messages *out)
{
	if (seconds > LAB_WAIT_LIMIT_DAYS * (CLOCK_DAY / CLOCK_SECOND) ||
	    !lab_has_time(lab, seconds * CLOCK_SECOND))
		return false;
	account_advance(lab->account, seconds * CLOCK_SECOND);
	keep_wait(lab, seconds);
	lab_tell_goal(lab, out);
	return true;
}

bool
lab_wait_for(struct lab *lab, const struct pattern *pattern, size_t first,
	     int64_t limit)
{
	struct account *account = lab->account;
	int64_t start = account->now, end, seconds;
	size_t seen = first;
	bool found = matches_since(account, &seen, pattern);

	if (!lab_has_time(lab, limit))
		return false;
	end = start + limit;
	while (!found && account->now < end) {
		int64_t due = account_next_due(account);

		account_advance_to(account, due < end ? due : end);
		found = matches_since(account, &seen, pattern);
	}
	seconds = (account->now - start + CLOCK_SECOND - 1) / CLOCK_SECOND;
	account_advance_to(account, start + seconds * CLOCK_SECOND);
	if (seconds > 0)
		keep_wait(lab, seconds);
	return found;
}

char *
lab_fill(const struct lab *lab, const char *line)
{
	return scenario_fill(lab->account, line);
}
