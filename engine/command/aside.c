/* SPDX-License-Identifier: MIT */
/*
 * What may be asked at a prompt while the lesson waits: `?trail`, a term of the
 * glossary, and `jasoos events ...`, the log files.
 *
 * Only `events`: it reads and changes nothing.  Any other command of Jasoos
 * would be a program in a program, and is told to be typed outside.
 */
#include "command/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "language/answer.h"
#include "shell/words.h"

static void
run_events(struct program *program, const struct shell_words *words)
{
	/* Without "jasoos", and with a NULL at the end. */
	char **argv = mem_calloc(words->count, sizeof *argv);

	for (size_t i = 1; i < words->count; i++)
		argv[i - 1] = words->items[i];
	command_run(program, &events_command, (int)words->count - 1, argv);
	free(argv);
}

static void
ask_events(struct program *program, const char *text)
{
	struct shell_line line = { 0 };
	char why[128];

	if (shell_line_split(text, &line, why, sizeof why) == LINE_FINE &&
	    line.count == 1 && line.items[0].count > 1 &&
	    strcmp(line.items[0].items[1], events_command.name) == 0)
		run_events(program, &line.items[0]);
	else
		complain(program,
			 N_("at this prompt only `jasoos events ...` can be "
			    "asked, without pipes; the rest of jasoos waits "
			    "outside"));
	shell_line_release(&line);
}

/* "?hint" asks for a word of the prompt, which knows it best. */
static bool
is_term(const char *text)
{
	const char *rest;

	return text[0] == '?' && text[1 + strspn(text + 1, " \t")] != '\0' &&
	       word_parse(text + 1, &rest) == WORD_NONE;
}

bool
aside_take(struct program *program, const char *line)
{
	line += strspn(line, " \t");
	if (is_term(line))
		glossary_say(program, line + 1 + strspn(line + 1, " \t"));
	else if (strncmp(line, "jasoos", 6) == 0 &&
		 (line[6] == ' ' || line[6] == '\0'))
		ask_events(program, line);
	else
		return false;
	return true;
}
