/* SPDX-License-Identifier: MIT */
/*
 * The Tab key at the lab's prompt.
 */
#ifndef COMMAND_COMPLETE_H
#define COMMAND_COMPLETE_H

#include <stddef.h>

struct shell_words;

/* The form of prompt_host.complete; `data` is the program. */
int complete_lab_line(void *data, const char *line, size_t cursor,
		      struct shell_words *candidates, size_t *start);

#endif
