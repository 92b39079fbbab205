/* SPDX-License-Identifier: MIT */
/*
 * Picks: which of the things on the screen an answer names, by their numbers
 * or letters: "2", "b)", "1, 3", "a and c", "2 > 1 > 3", "a=2 b=1", or as
 * they are said: "pehla", "second", "option 2".
 */
#ifndef LESSON_PICKS_H
#define LESSON_PICKS_H

#include <stdbool.h>
#include <stddef.h>

enum { PICKS_MOST = 200 }; /* things in a list, as the form allows */

struct picks {
	size_t at[PICKS_MOST]; /* places on the screen, from 0 */
	size_t count;
};

/*
 * Reads picks among `among` things; each is named once at the most.  False if
 * any part of the line is something else.  Run together ("13", "ac") they are
 * read only in rising order, or, with `all`, when they name every thing.
 */
bool picks_read(struct picks *picks, const char *line, size_t length,
		size_t among, bool all);

/*
 * Reads pairs: for each of `among` lefts, in their order, the place of its
 * right side: "a2 b1 c3" or, all of them, "2a 1b 3c".  Also "2 1 3": the rights
 * alone.  False unless each left and each right is named exactly once.
 */
bool picks_read_pairs(struct picks *picks, const char *line, size_t among);

#endif
