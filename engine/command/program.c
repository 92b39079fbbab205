/* SPDX-License-Identifier: MIT */
/*
 * The program: which command was meant, and what commands share.
 *
 * Everything is opened when it is first asked for.  `jasoos version` opens
 * nothing at all.
 */
#include "command/command.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/list.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "command/complete.h"
#include "lesson/diagnostic.h"
#include "lesson/lesson.h"
#include "shell/shell.h"
#include "terminal/prompt.h"

/* In the order in which help lists them. */
const struct command *const commands[] = {
	&home_command,	   &learn_command,   &lessons_command, &lab_command,
	&serve_command,	   &demo_command,    &events_command,
	&review_command,   &glossary_command, &progress_command,
	&check_command,	   &new_command,     &translate_command,
	&data_command,	   &doctor_command,  &help_command,
	&version_command,  NULL,
};

const struct command *
command_find(const char *name)
{
	for (int i = 0; commands[i] != NULL; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

/* ----------------------------------------------------------------- language */

void
program_speak(struct program *program)
{
	if (program->speaking)
		return;
	program->speaking = true;
	if (program->plain) {
		setenv("ACCESSIBLE", "1", 1);
		setenv("NO_COLOR", "1", 1);
	}
	places_find(&program->places, program->typed);
	if (program->lang == NULL)
		learner_read(program);
	language_show(language_choose(program->lang,
				      program->progress.language));
	program->language_trouble = language_start(program->places.locale);
	screen_open(&program->screen, stdout, stderr);
	messages_init(&program->out);
}

void
program_flush(struct program *program)
{
	screen_messages(&program->screen, &program->out);
	messages_clear(&program->out);
}

/* One line; what was named in it, a file say, cannot move the cursor. */
static void
print_visible(FILE *file, const struct strbuf *text, bool lines)
{
	struct strbuf visible = STRBUF_INIT;

	utf8_add_visible(&visible, text->buf, text->len, lines);
	fprintf(file, "%s\n", visible.buf);
	strbuf_release(&visible);
}

void
complain(struct program *program, const char *msgid, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list args;

	program_speak(program);
	fflush(stdout);
	strbuf_addstr(&text, "jasoos: ");
	va_start(args, msgid);
	strbuf_vaddf(&text, language_get(language_primary(), msgid), args);
	va_end(args);
	print_visible(stderr, &text, false);
	strbuf_release(&text);
}

void
complain_of_name(struct program *program, const char *msgid, const char *given,
		 const char *const *names)
{
	const char *near = shell_nearest(given, names);
	struct strbuf text = STRBUF_INIT;

	program_speak(program);
	strbuf_addf(&text, language_get(language_primary(), msgid), given);
	if (near != NULL)
		complain(program, N_("%s; did you mean '%s'?"), text.buf, near);
	else
		complain(program, "%s", text.buf);
	strbuf_release(&text);
}

void
print_diagnostics(FILE *file, const struct diagnostics *diagnostics)
{
	for (size_t i = 0; i < diagnostics->count; i++) {
		const struct diagnostic *d = &diagnostics->items[i];
		struct strbuf text = STRBUF_INIT;

		strbuf_addstr(&text, d->file);
		if (d->line > 0)
			strbuf_addf(&text, ":%d:%d", d->line,
				    d->column > 0 ? d->column : 1);
		strbuf_addf(&text, ": %s", d->message);
		print_visible(file, &text, true);
		strbuf_release(&text);
	}
}

/* ------------------------------------------------------------------ content */

void
program_bind_pack(struct program *program, const struct pack *pack)
{
	char *own = file_join(pack->folder, "locale");

	language_bind_pack(file_is_folder(own) ? own : program->places.locale,
			   "jasoos-lessons", pack->source_language);
	free(own);
}

const struct pack *
program_pack(struct program *program)
{
	struct diagnostics diagnostics = { 0 };

	program_speak(program);
	if (program->pack != NULL)
		return program->pack;
	program->pack = pack_load(program->places.lessons, &diagnostics);
	if (program->pack == NULL) {
		fflush(stdout);
		print_diagnostics(stderr, &diagnostics);
	} else {
		program_bind_pack(program, program->pack);
	}
	diagnostics_release(&diagnostics);
	return program->pack;
}

/* ------------------------------------------------------------------- prompt */

struct prompt *
program_prompt(struct program *program)
{
	struct prompt_host host = {
		.complete = complete_lab_line,
		.goes_on = shell_goes_on,
		.data = program,
	};

	program_speak(program);
	if (program->prompt != NULL)
		return program->prompt;
	host.colour = program->screen.style.colour;
	program->prompt = prompt_open(&host);
	return program->prompt;
}

bool
program_is_interactive(struct program *program)
{
	return prompt_is_interactive(program_prompt(program));
}

bool
program_read(struct program *program, const char *text, struct strbuf *line)
{
	enum prompt_result result;

	/* Nobody is left to answer to. */
	if (ferror(stdout))
		return false;
	while ((result = prompt_read(program_prompt(program), text, line)) ==
	       PROMPT_REFUSED)
		complain(program, N_("this line is too long, or has a NUL byte "
				     "in it; it was passed over"));
	return result == PROMPT_LINE;
}

/* ---------------------------------------------------------------------- run */

int
command_unknown(struct program *program, const char *name)
{
	const char *names[sizeof commands / sizeof *commands];
	size_t count = 0;

	for (int i = 0; commands[i] != NULL; i++)
		if (!commands[i]->hidden)
			names[count++] = commands[i]->name;
	names[count] = NULL;
	complain_of_name(program, N_("'%s' is no command of jasoos"), name,
			 names);
	complain(program, N_("'jasoos help' lists the commands"));
	return ANSWER_USAGE;
}

static bool
operands_fit(struct program *program, const struct command *command,
	     const struct arguments *arguments)
{
	if (arguments->operand_count < command->least)
		complain(program, N_("'%s' wants more: jasoos %s %s"),
			 command->name, command->name, command->operands);
	else if (command->most >= 0 &&
		 arguments->operand_count > command->most)
		complain(program, N_("'%s' is too much here: jasoos %s %s"),
			 arguments->operands[command->most], command->name,
			 command->operands);
	else
		return true;
	return false;
}

int
command_run(struct program *program, const struct command *command, int argc,
	    char **argv)
{
	static const struct command_option none[] = { { NULL, 0, NULL, NULL } };
	struct arguments arguments = { 0 };
	int answer = ANSWER_USAGE;

	if (arguments_parse(program,
			    command->options != NULL ? command->options : none,
			    argc, argv, &arguments)) {
		if (option_value(&arguments, "help") != NULL)
			answer = help_command_page(program, command);
		else if (operands_fit(program, command, &arguments))
			answer = command->run(program, &arguments);
	}
	list_release(&arguments);
	return answer;
}

int
program_run(struct program *program, int argc, char **argv)
{
	struct arguments first = { 0 };
	const struct command *command = &home_command;
	int answer = ANSWER_USAGE;

	program->typed = argv[0];
	if (argc == 2 && strcmp(argv[1], "--version") == 0)
		return command_run(program, &version_command, 1, argv);
	if (!arguments_parse(program, NULL, argc, argv, &first))
		goto done;
	if (option_value(&first, "help") != NULL)
		answer = command_run(program, &help_command,
				     first.operand_count + 1,
				     first.operands - 1);
	else if (first.operand_count == 0)
		answer = command_run(program, command, 1, argv);
	else if ((command = command_find(first.operands[0])) == NULL)
		answer = command_unknown(program, first.operands[0]);
	else
		answer = command_run(program, command, first.operand_count,
				     first.operands);
done:
	list_release(&first);
	return answer;
}

void
program_release(struct program *program)
{
	prompt_close(program->prompt);
	pack_free(program->pack);
	progress_release(&program->progress);
	if (program->journal_known)
		journal_close(&program->journal);
	if (program->speaking)
		messages_release(&program->out);
	places_release(&program->places);
}
