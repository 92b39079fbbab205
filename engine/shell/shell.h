/* SPDX-License-Identifier: MIT */
/*
 * The typed command: `aws SERVICE COMMAND --option value ...` becomes an
 * aws_call; its answer becomes json, text or table, its refusal AWS CLI's own
 * lines and exit code.
 *
 * Help, completion, "did you mean" and argument errors come from the operation
 * tables.  As in the real client, a missing or unknown option is refused
 * before any request is sent: then there is no event.
 */
#ifndef SHELL_SHELL_H
#define SHELL_SHELL_H

#include <stdbool.h>
#include <stddef.h>

#include "account/account.h"
#include "base/list.h"
#include "base/strbuf.h"

enum {
	SHELL_DONE = 0,
	SHELL_USAGE = 252,   /* the client refuses the line */
	SHELL_REFUSED = 254, /* the service refuses the call */
	SHELL_FAILED = 255,
};

/* A place where the two took turns: so much of each had been written. */
struct shell_turn {
	size_t out, err;
};

struct shell_output {
	struct strbuf out; /* standard output, any bytes (an object's, say) */
	struct strbuf err; /* standard error */
	LIST(struct shell_turn) turns; /* err comes behind out between them */
	int status;	   /* as above */
	size_t calls;	   /* how many calls went through the door */
	bool unread;	   /* set before a run: nobody reads it, so answers
			      may be left out; the calls are the same */
};
void shell_output_init(struct shell_output *output);
void shell_output_release(struct shell_output *output);

/*
 * Splits as a POSIX shell does: blanks, '...', "...", backslash; no expansion
 * of anything.  0, or -1 with `why` in English ("unclosed quote").  The
 * caller releases with shell_words_release().
 */
struct shell_words {
	char **items;
	size_t count;
	size_t allocated;
};
int shell_split(const char *line, struct shell_words *words, const char **why);
void shell_words_release(struct shell_words *words);

/*
 * Runs one line that begins with "aws", or with an "echo" that is piped into
 * it, as `principal`.  `aws help`,
 * `aws SERVICE help` and `aws SERVICE COMMAND help` answer from the tables.
 * What `| gunzip`, `| zcat` and `| jq .` do with an answer is understood too,
 * so that a log file can be read as on a real machine.
 */
bool shell_is_line(const char *line); /* does it begin so? */
/* What such a line waits for that is not whole: the next line, behind a
   backslash, or a quote; NUL if it is whole or no such line. */
char shell_goes_on(const char *line);
void shell_run(struct account *account, const struct principal *principal,
	       const char *line, struct shell_output *output);

/*
 * Completion: what may stand at `cursor` (a byte offset) in `line`, sorted,
 * complete words; *start is where the word to replace begins.  Values of
 * --name, --trail-name, s3:// and rule names come from the account.
 */
void shell_complete(struct account *account, const char *line, size_t cursor,
		    struct shell_words *candidates, size_t *start);

/* Appends `value` as the AWS CLI prints it; format is "json", "text" or
   "table", title the table's ("StopLogging"). */
void shell_format(struct json_object *value, const char *format,
		  const char *title, struct strbuf *out);

/* The nearest of `names` (NULL-ended) to `given`, or NULL if none is near. */
const char *shell_nearest(const char *given, const char *const *names);

#endif
