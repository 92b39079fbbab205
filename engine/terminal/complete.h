/* SPDX-License-Identifier: MIT */
/*
 * Completion at the prompt: the host says what may stand there, this says how
 * it is inserted or listed.
 */
#ifndef TERMINAL_COMPLETE_H
#define TERMINAL_COMPLETE_H

#include <histedit.h>

struct prompt_host;

/* Answers the Tab key; gives one of libedit's CC_ codes. */
unsigned char complete_line(EditLine *edit, const struct prompt_host *host);

#endif
