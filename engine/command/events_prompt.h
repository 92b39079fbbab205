/* SPDX-License-Identifier: MIT */
/*
 * jasoos events --prompt: what the prompt, which knows lines, and the answers,
 * which know log files, have of each other.
 */
#ifndef COMMAND_EVENTS_PROMPT_H
#define COMMAND_EVENTS_PROMPT_H

#include "command/command.h"

struct events_session; /* what is kept from question to question */

extern const struct command_option events_options[];

/* events.c: one question; of a session, or of the logs that it names. */
int events_answer(struct program *program, const struct arguments *arguments,
		  struct events_session *session);
/* events_index.c: how much there is to ask. */
void events_say_index(struct program *program,
		      const struct events_session *session);
/* events_prompt.c: until there are no more lines; the last one's answer. */
int events_prompt(struct program *program, struct events_session *session);

#endif
