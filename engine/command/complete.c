/* SPDX-License-Identifier: MIT */
/*
 * Completion where an account is at hand: an aws line by the shell's tables
 * and the account's names, a first word by the words of the prompt.
 */
#include "command/complete.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/memory.h"
#include "command/command.h"
#include "language/answer.h"
#include "shell/shell.h"

static void
add_word(struct shell_words *candidates, const char *name, const char *typed,
	 size_t length)
{
	if (strncmp(name, typed, length) == 0 && strchr(name, ' ') == NULL)
		list_push(candidates, mem_strdup(name));
}

static int
by_byte(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
complete_word_of_ours(const char *typed, size_t length,
		      struct shell_words *candidates)
{
	add_word(candidates, "aws", typed, length);
	for (const struct word_row *row = word_rows; row->word; row++)
		add_word(candidates, row->names[language_primary()], typed,
			 length);
	if (candidates->count > 1)
		qsort(candidates->items, candidates->count,
		      sizeof *candidates->items, by_byte);
}

int
complete_lab_line(void *data, const char *line, size_t cursor,
		  struct shell_words *candidates, size_t *start)
{
	struct program *program = data;

	if (program->account == NULL)
		return -1;
	*start = 0;
	if (memchr(line, ' ', cursor) == NULL)
		complete_word_of_ours(line, cursor, candidates);
	else
		shell_complete(program->account, line, cursor, candidates,
			       start);
	return 0;
}
