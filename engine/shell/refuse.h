/* SPDX-License-Identifier: MIT */
/*
 * What the client itself says no to, before any request: in the words of AWS
 * CLI version 2, on standard error.  Each of these returns -1.
 */
#ifndef SHELL_REFUSE_H
#define SHELL_REFUSE_H

#include "shell/shell.h"

struct aws_error;

/* "usage: aws ...", then "aws: error: ..."; 252. */
int refuse_usage(struct shell_output *output, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* "argument WHAT: Invalid choice, ..." with the near ones named; 252. */
int refuse_choice(struct shell_output *output, const char *what,
		  const char *given, const struct shell_words *choices);
/* "Unknown options: a, b"; 252. */
int refuse_unknown(struct shell_output *output,
		   const struct shell_words *unknown, bool with_usage);
/* A blank line and the text. */
int refuse(struct shell_output *output, int status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Something the real client has and the lab has not: a translated text. */
int refuse_lab(struct shell_output *output, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* "An error occurred (Code) when calling the X operation: ..."; 254. */
int refuse_service(struct shell_output *output, const char *operation,
		   const struct aws_error *error);

#endif
