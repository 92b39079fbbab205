/* SPDX-License-Identifier: MIT */
/*
 * The prompt: one line from the learner.
 *
 * On a terminal libedit edits it, with history and completion; with
 * ACCESSIBLE set or on TERM=dumb a plain prompt is printed; where input or
 * output is no terminal, lines are read and nothing is printed.
 * language_start() must have run before: libedit needs a UTF-8 LC_CTYPE.
 */
#ifndef TERMINAL_PROMPT_H
#define TERMINAL_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

struct prompt;
struct shell_words;
struct strbuf;

#define PROMPT_LINE_LIMIT (64 * 1024)

struct prompt_host {
	/*
	 * Fills in what may stand at `cursor` of `line`; the word to replace
	 * begins at *start.  0, or -1 for none.  May be NULL.
	 */
	int (*complete)(void *data, const char *line, size_t cursor,
			struct shell_words *candidates, size_t *start);
	/*
	 * What a line that is not whole waits for: a backslash for the line
	 * behind it, or the quote that would close it; else NUL.  May be NULL.
	 */
	char (*goes_on)(const char *line);
	void *data;
	const char *history; /* a file to keep lines in, or NULL */
	bool colour;
};

enum prompt_result {
	PROMPT_LINE,	/* a line, without its end */
	PROMPT_END,	/* ^D on an empty line, or no more input */
	PROMPT_REFUSED, /* a line above the limit, or with a NUL in it; read
			   past, `line` is empty */
};

/* `host` is copied, its pointers borrowed. */
struct prompt *prompt_open(const struct prompt_host *host);
/* Whether somebody sits there: input and output are a terminal. */
bool prompt_is_interactive(const struct prompt *prompt);
/*
 * ^C empties the line and asks again.  `text` is ASCII ("jasoos> ").  A line
 * that ends in a backslash is joined with the next; so is one with an open
 * quote, with a blank between, if the next was pasted with it and waits.
 */
enum prompt_result prompt_read(struct prompt *prompt, const char *text,
			       struct strbuf *line);
/* Keeps the history; NULL is allowed. */
void prompt_close(struct prompt *prompt);

#endif
