/* SPDX-License-Identifier: MIT */
/*
 * jasoos lab: the simulated account, to play with freely.
 *
 * On a terminal it is a prompt with the lab's words in both languages.  Fed by
 * a pipe or by -c it prints what the commands print and nothing else, and
 * exits as the last line did, so that a script cannot tell it from `aws`.
 */
#include "command/command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/strbuf.h"
#include "command/lab_file.h"
#include "lesson/diagnostic.h"
#include "lesson/lab.h"
#include "lesson/lesson.h"
#include "lesson/scenario.h"
#include "shell/shell.h"
#include "terminal/prompt.h"

enum {
	MOST_SPEED = 3600,
	MOST_THOUGHT = 24 * 60 * 60, /* simulated seconds for one line */
};

/* ------------------------------------------------------- words of the host */

/* What a word of the lab's own that needs more than the account does. */
struct host_word {
	enum word word;
	int (*run)(struct program *program, struct lab *lab, const char *rest);
};

static int
word_save(struct program *program, struct lab *lab, const char *rest)
{
	return lab_file_save(program, lab, rest) ? SHELL_DONE : SHELL_FAILED;
}

static int
word_open(struct program *program, struct lab *lab, const char *rest)
{
	return lab_file_open(program, lab, rest) ? SHELL_DONE : SHELL_FAILED;
}

static int
word_language(struct program *program, struct lab *lab, const char *rest)
{
	enum language_shown shown;

	(void)lab;
	if (!language_parse_shown(rest, &shown)) {
		complain(program, N_("'%s' is no language here; write en, "
				     "ur@latin or both"),
			 rest);
		return SHELL_USAGE;
	}
	language_show(shown);
	if (program->prompt != NULL && program_is_interactive(program) &&
	    learner_open(program))
		learner_save_language(program, shown);
	message_text(&program->out, MESSAGE_NOTICE,
		     phrase_make(&program->out.arena, N_("Language: %s."),
				 shown == LANGUAGE_SHOW_BOTH
					 ? "English + Roman Urdu"
					 : language_own_name(
						   (enum language)shown)));
	return SHELL_DONE;
}

static int
word_speed(struct program *program, struct lab *lab, const char *rest)
{
	char *end;
	long speed = strtol(rest, &end, 10);

	(void)lab;
	if (end == rest || *end != '\0' || speed < 1 || speed > MOST_SPEED) {
		complain(program, N_("'%s' is no speed; write simulated "
				     "seconds a second, from 1 to %d"),
			 rest, MOST_SPEED);
		return SHELL_USAGE;
	}
	program->screen.speed = (int)speed;
	message_text(&program->out, MESSAGE_NOTICE,
		     phrase_make(&program->out.arena,
				 N_("The clock runs: %ld simulated seconds a "
				    "second, while you think too; `pause` "
				    "stops it."),
				 speed));
	return SHELL_DONE;
}

static int
word_pause(struct program *program, struct lab *lab, const char *rest)
{
	(void)lab;
	(void)rest;
	program->screen.speed = 0;
	message_text(&program->out, MESSAGE_NOTICE,
		     phrase_make(&program->out.arena,
				 N_("The clock stands; time passes by `wait`, "
				    "`until` and `watch` only.")));
	return SHELL_DONE;
}

static const struct host_word host_words[] = {
	{ WORD_SAVE, word_save },
	{ WORD_OPEN, word_open },
	{ WORD_LANGUAGE, word_language },
	{ WORD_SPEED, word_speed },
	{ WORD_PAUSE, word_pause },
};

static bool
asks_picture(enum word word, const char *rest)
{
	return word == WORD_TIMELINE && strncmp(rest, "--svg", 5) == 0;
}

int
lab_line(struct program *program, struct lab *lab, const char *line)
{
	const char *rest;
	enum word word = word_parse(line, &rest);

	if (asks_picture(word, rest))
		return lab_picture(program, lab, rest);
	for (size_t i = 0; i < sizeof host_words / sizeof *host_words; i++)
		if (host_words[i].word == word)
			return host_words[i].run(program, lab, rest);
	return lab_type(lab, line, &program->out, NULL);
}

bool
lab_line_quits(const char *line)
{
	const char *rest;

	return word_parse(line, &rest) == WORD_QUIT;
}

/* --------------------------------------------------------------- at a prompt */

void
lab_say_story(struct program *program, struct lab *lab)
{
	struct messages *out = &program->out;

	if (!scenario_has_goal(lab->scenario))
		return;
	message_text(out, MESSAGE_TEXT,
		     lesson_phrase(&out->arena,
				   scenario_story(lab->scenario)));
	lab_type(lab, word_name(WORD_GOAL, LANGUAGE_EN), out, NULL);
}

static void
say_banner(struct program *program, struct lab *lab)
{
	struct arena *arena = &program->out.arena;
	struct phrase title =
		lesson_phrase(arena, scenario_title(lab->scenario));
	struct phrase banner;
	char now[CLOCK_TEXT];

	clock_hms(lab->account->now, now);
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		banner.in[i] = arena_printf(
			arena,
			language_get((enum language)i,
				     N_("- SIMULATED: no AWS account, no "
					"network, no bill.\n"
					"- %s: you are **%s** in account %s, "
					"%s.\n"
					"- It is %s UTC there; time passes "
					"only by what you type, such as "
					"`wait 10m`.\n"
					"- Type aws commands; Tab completes, "
					"`help` lists the words, `quit` "
					"leaves.")),
			title.in[i], lab->learner->name, lab->account->id,
			lab->account->region, now);
	message_text(&program->out, MESSAGE_TEXT, banner);
	lab_say_story(program, lab);
	program_flush(program);
}

int64_t
real_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* While the clock runs, thinking takes simulated time as well: it becomes a
   wait of whole seconds, an input like any other. */
static void
pass_thought(struct program *program, struct lab *lab, int64_t thought)
{
	int64_t seconds = thought * program->screen.speed / 1000;
	char wait[32];

	if (seconds < 1)
		return;
	if (seconds > MOST_THOUGHT)
		seconds = MOST_THOUGHT;
	snprintf(wait, sizeof wait, "%s %llds",
		 word_name(WORD_WAIT, LANGUAGE_EN), (long long)seconds);
	lab_type(lab, wait, &program->out, NULL);
}

bool
lab_line_takes_back(const char *line)
{
	const char *rest;
	enum word word = word_parse(line, &rest);

	return word == WORD_UNDO || word == WORD_RESET || word == WORD_OPEN;
}

static bool
read_line(struct program *program, struct lab *lab, struct strbuf *line)
{
	char prompt[CLOCK_TEXT + 16] = "jasoos$ ", time[CLOCK_TEXT];
	int64_t asked = real_time();

	if (program->screen.speed > 0)
		snprintf(prompt, sizeof prompt, "%s jasoos$ ",
			 clock_hms(lab->account->now, time));
	if (!program_read(program, prompt, line))
		return false;
	if (program->screen.speed > 0 && !lab_line_takes_back(line->buf))
		pass_thought(program, lab, real_time() - asked);
	return true;
}

static int
lab_at_prompt(struct program *program, const struct scenario *scenario,
	      uint64_t seed)
{
	struct diagnostics diagnostics = { 0 };
	struct strbuf line = STRBUF_INIT;
	struct lab lab;

	if (!lab_begin(&lab, scenario, seed, &diagnostics)) {
		print_diagnostics(stderr, &diagnostics);
		diagnostics_release(&diagnostics);
		return ANSWER_CONTENT;
	}
	say_banner(program, &lab);
	for (;;) {
		program->account = lab.account;
		if (!read_line(program, &lab, &line) ||
		    lab_line_quits(line.buf))
			break;
		lab_line(program, &lab, line.buf);
		program_flush(program);
	}
	program->account = NULL;
	strbuf_release(&line);
	lab_release(&lab);
	return ANSWER_DONE;
}

/* ------------------------------------------------------------------ unattended */

/* Notices are for people.  A word that was asked for what it knows (whoami)
   answers by one, and a line that failed may explain itself by one. */
static void
print_answers(struct program *program, enum word word, int status)
{
	static const enum word asking[] = { WORD_STATUS, WORD_TIMELINE,
					    WORD_WHOAMI, WORD_HELP,
					    WORD_GOAL, WORD_SCORE,
					    WORD_INBOX, WORD_HINT };
	FILE *out = program->screen.out;
	bool asked = false;

	for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
		asked = asked || asking[i] == word;
	for (size_t i = 0; i < program->out.count; i++) {
		const struct message *m = program->out.items[i];
		bool notice = m->kind == MESSAGE_NOTICE && !asked;

		if (notice && status == SHELL_DONE)
			continue;
		if (notice)
			program->screen.out = stderr;
		screen_message(&program->screen, m);
		program->screen.out = out;
	}
	messages_clear(&program->out);
}

/* The status of a line; `before` if there is nothing in it to do. */
static int
run_line(struct program *program, struct lab *lab, const char *line,
	 int before)
{
	const char *rest;
	int status;

	line += strspn(line, " \t\r\n");
	if (*line == '\0' || *line == '#')
		return before;
	status = lab_line(program, lab, line);
	print_answers(program, word_parse(line, &rest), status);
	return status;
}

static int
run_given_lines(struct program *program, struct lab *lab,
		const struct arguments *arguments)
{
	int status = SHELL_DONE;

	for (size_t i = 0; i < arguments->count; i++) {
		const struct given_option *given = &arguments->items[i];

		if (given->option->letter != 'c')
			continue;
		if (lab_line_quits(given->value))
			break;
		status = run_line(program, lab, given->value, status);
	}
	return status;
}

static int
run_piped_lines(struct program *program, struct lab *lab)
{
	struct strbuf line = STRBUF_INIT;
	int status = SHELL_DONE;

	while (program_read(program, "", &line) && !lab_line_quits(line.buf))
		status = run_line(program, lab, line.buf, status);
	strbuf_release(&line);
	return status;
}

static int
run_unattended(struct program *program, const struct scenario *scenario,
	       uint64_t seed, const struct arguments *arguments)
{
	struct diagnostics diagnostics = { 0 };
	struct lab lab;
	int status;

	if (!lab_begin(&lab, scenario, seed, &diagnostics)) {
		print_diagnostics(stderr, &diagnostics);
		diagnostics_release(&diagnostics);
		return ANSWER_CONTENT;
	}
	program->screen.plain = true;
	if (option_value(arguments, "command") != NULL)
		status = run_given_lines(program, &lab, arguments);
	else
		status = run_piped_lines(program, &lab);
	lab_release(&lab);
	return status;
}

/* --------------------------------------------------------------- the command */

static bool
read_seed(struct program *program, const char *text, uint64_t *seed)
{
	char *end;

	*seed = 0;
	if (text == NULL)
		return true;
	errno = 0;
	*seed = strtoull(text, &end, 10);
	if (*text >= '0' && *text <= '9' && *end == '\0' && errno == 0 &&
	    *seed <= INT64_MAX)
		return true;
	complain(program, N_("'%s' is no seed; write a whole number"), text);
	return false;
}

static int
run(struct program *program, const struct arguments *arguments)
{
	const char *id = arguments->operands[0] != NULL
				 ? arguments->operands[0]
				 : LAB_SCENARIO;
	struct scenario *scenario;
	uint64_t seed;
	int answer;

	program_speak(program);
	if (!read_seed(program, option_value(arguments, "seed"), &seed))
		return ANSWER_USAGE;
	if (option_value(arguments, "list") != NULL)
		return scenarios_list(program,
				      option_value(arguments, "json") != NULL);
	scenario = scenarios_load(program, id, &answer);
	if (scenario == NULL)
		return answer;
	program_pack(program); /* binds the scenario's translation */
	if (option_value(arguments, "command") == NULL &&
	    program_is_interactive(program)) {
		answer = lab_at_prompt(program, scenario, seed);
	} else {
		answer = run_unattended(program, scenario, seed, arguments);
	}
	scenario_free(scenario);
	return answer;
}

static const struct command_option options[] = {
	{ "command", 'c', "LINE",
	  N_("type this line and leave; may be given again, all in one "
	     "account") },
	{ "seed", 0, "N", N_("other chances: ids and background as this number "
			     "has them") },
	{ "list", 0, NULL, N_("list the scenarios") },
	{ "json", 0, NULL, N_("with --list: one JSON object a line") },
	{ NULL, 0, NULL, NULL },
};

const struct command lab_command = {
	.name = "lab",
	.operands = "[SCENARIO]",
	.most = 1,
	.summary = N_("free play: the simulated account at a prompt"),
	.details = N_("Lines are `aws ...` commands, or words such as `goal`, "
		      "`wait 5m`, `status`, `timeline`, `undo`; `help` at the "
		      "prompt lists them. `status`, `timeline`, `goal` and "
		      "`score` print one JSON object with `--json`; `timeline "
		      "--svg FILE` draws a picture.\n\nWith `-c`, or fed by a pipe, it prints "
		      "what the commands print and nothing else, and exits as "
		      "the last line did: 0, or 254 and 252 as the AWS CLI. "
		      "Empty lines and lines that begin with # are passed "
		      "over."),
	.options = options,
	.run = run,
};
