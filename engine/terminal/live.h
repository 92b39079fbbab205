/* SPDX-License-Identifier: MIT */
/*
 * The timeline as it happens: its lines appear one after another, the clock
 * ticks on the line to come, any key shows the rest at once.  What stands on
 * the screen in the end is what draw_message() gives, byte for byte.
 */
#ifndef TERMINAL_LIVE_H
#define TERMINAL_LIVE_H

struct message;
struct screen;

/* Needs a terminal that is not plain. */
void live_show(struct screen *screen, const struct message *m);

#endif
