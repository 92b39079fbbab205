/* SPDX-License-Identifier: MIT */
/*
 * A typed line as a POSIX shell would cut it: stages between pipes, words in
 * each.  Everything else a shell can do is named, not done.
 */
#ifndef SHELL_WORDS_H
#define SHELL_WORDS_H

#include "shell/shell.h"

struct shell_line {
	struct shell_words *items; /* one for each stage */
	size_t count;
	size_t allocated;
};

enum line_fault {
	LINE_FINE,
	LINE_BROKEN,   /* an open quote: what a shell would refuse too */
	LINE_OPERATOR, /* ; && > $(...): right, but not at this prompt */
};

/* On a fault `why` (size bytes) holds the word for it, or the operator; the
   caller releases the line in any case. */
enum line_fault shell_line_split(const char *text, struct shell_line *line,
				 char *why, size_t size);
void shell_line_release(struct shell_line *line);

void shell_words_push(struct shell_words *words, const char *text,
		      size_t length);
/* By byte, and each once. */
void shell_words_sort(struct shell_words *words);

#endif
