/* SPDX-License-Identifier: MIT */
/*
 * The screen: where messages are drawn.
 *
 * On a terminal, what is longer than the screen is shown page by page and a
 * live timeline runs visibly.  In a pipe, with ACCESSIBLE set or on
 * TERM=dumb, text only ever goes forward: no pages, no redrawing.
 *
 * Width is the terminal's, else $COLUMNS, else 80, within 20 to 200.  Colour
 * needs a terminal that is not dumb and no $NO_COLOR; $CLICOLOR_FORCE wants it
 * in a pipe as well.  Lines and marks are ASCII if the locale names another
 * character set than UTF-8, and with ACCESSIBLE.
 */
#ifndef TERMINAL_SCREEN_H
#define TERMINAL_SCREEN_H

#include <stdbool.h>
#include <stdio.h>

#include "terminal/style.h"

struct message;
struct messages;

struct screen {
	FILE *out;
	FILE *err;
	struct style style; /* its width and language follow the terminal */
	int height;
	bool terminal; /* out is one */
	bool plain;    /* nothing is redrawn, nobody is asked for a key */
	bool written;  /* something stands on it: an empty line goes between */
	int speed;     /* of live timelines, simulated seconds a second; 0:
			  they are shortened to a few seconds */
	int rows;      /* written since the learner last pressed a key */
};

/* Borrows both streams; there is nothing to close. */
void screen_open(struct screen *screen, FILE *out, FILE *err);

/* Draws the messages of one input; begins a new page. */
void screen_messages(struct screen *screen, const struct messages *messages);
/* Draws one more on the same page. */
void screen_message(struct screen *screen, const struct message *m);

#endif
