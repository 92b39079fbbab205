/* SPDX-License-Identifier: MIT */
/*
 * jasoos events --prompt: many questions to one folder.
 *
 * The files are read once, into an index; a question that it cannot answer
 * reads them again, and has the same answer either way.  Questions are typed as
 * the command's options, with or without the dashes, in both languages.
 */
#include "command/events_prompt.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "command/command.h"
#include "language/answer.h"
#include "shell/shell.h"

/* Options as they are said in Roman Urdu. */
static const struct {
	const char *word, *option;
} words[] = {
	{ "kaun", "who" },	  { "kya", "what" },
	{ "kahan-se", "from" },	  { "kab-se", "since" },
	{ "kab-tak", "until" },	  { "ghaltiyan", "error" },
	{ "tabdeeliyan", "writes" }, { "gino", "count-by" },
	{ "samjhao", "explain" }, { "fields", "fields" },
	{ "pehla", "first" },	  { "hadd", "limit" },
	{ "tarteeb", "sort" },	  { "nuqsha", "histogram" },
	{ "waqt", "timeline" },
};

static const struct command_option *
option_of(const char *word)
{
	word += strncmp(word, "--", 2) == 0 ? 2 : 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].word, word) == 0)
			word = words[i].option;
	for (const struct command_option *o = events_options; o->name; o++)
		if (strcmp(o->name, word) == 0)
			return o;
	return NULL;
}

/* "kaun hamza" becomes "--who hamza"; what is behind an option that takes a
   value stays as it is. */
static void
add_dashes(struct shell_words *line)
{
	for (size_t i = 1; i < line->count; i++) {
		const struct command_option *option = option_of(line->items[i]);

		if (option == NULL)
			continue;
		free(line->items[i]);
		line->items[i] = str_printf("--%s", option->name);
		i += option->value != NULL;
	}
}

/* The question on a line; its answer, or -1 if there is none on it. */
static int
ask_line(struct program *program, struct events_session *session,
	 const char *text)
{
	struct shell_words line = { 0 };
	struct arguments arguments = { 0 };
	char *whole = str_printf("events %s", text);
	int answer = ANSWER_USAGE;
	const char *why;

	if (shell_split(whole, &line, &why) != 0) {
		complain(program, "%s", why);
	} else {
		char **argv;

		add_dashes(&line);
		argv = mem_calloc(line.count + 1, sizeof *argv);
		memcpy(argv, line.items, line.count * sizeof *argv);
		if (!arguments_parse(program, events_options, (int)line.count,
				     argv, &arguments))
			answer = ANSWER_USAGE;
		else if (*arguments.operands != NULL)
			complain(program,
				 N_("'%s' is no part of a question; type "
				    "options, as in: who hamza count-by what"),
				 *arguments.operands);
		else
			answer = events_answer(program, &arguments, session);
		free(argv);
	}
	free(arguments.items);
	shell_words_release(&line);
	free(whole);
	return answer;
}

int
events_prompt(struct program *program, struct events_session *session)
{
	struct strbuf line = STRBUF_INIT;
	int answer = ANSWER_DONE;
	const char *rest;

	if (program_is_interactive(program))
		events_say_index(program, session);
	while (program_read(program, "events> ", &line)) {
		enum word word = word_parse(line.buf, &rest);

		if (word == WORD_QUIT)
			break;
		if (word == WORD_HELP)
			help_command_page(program, &events_command);
		else if (line.buf[strspn(line.buf, " \t\r")] != '\0')
			answer = ask_line(program, session, line.buf);
	}
	strbuf_release(&line);
	return answer;
}
