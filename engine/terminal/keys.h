/* SPDX-License-Identifier: MIT */
/*
 * Single keys from the learner's terminal, without Enter and without echo.
 */
#ifndef TERMINAL_KEYS_H
#define TERMINAL_KEYS_H

#include <stdbool.h>
#include <termios.h>

struct keys {
	struct termios saved;
	bool raw;
};

/*
 * False if there are no keys: standard input is no terminal, or something is
 * typed ahead, which is for the next prompt.  ^C is a key too until
 * keys_end().
 */
bool keys_begin(struct keys *keys);
/* Waits up to `milliseconds` (-1: for ever).  The key, 0 when the time is
   over, -1 when there will be none. */
int keys_wait(struct keys *keys, int milliseconds);
void keys_end(struct keys *keys);

/* Who begins to type an answer means the prompt: a letter (not q) or a digit
   is kept for it.  Other keys are passed over. */
void keys_give_back(int key);
/* The key that was given back, once; 0 if there is none. */
char keys_take_back(void);

#endif
