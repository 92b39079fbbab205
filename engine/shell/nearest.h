/* SPDX-License-Identifier: MIT */
/*
 * "maybe you meant": how alike two names are, as Python's difflib counts it,
 * which is what the AWS CLI asks.
 */
#ifndef SHELL_NEAREST_H
#define SHELL_NEAREST_H

#include <stddef.h>

enum { NEAREST_LIMIT = 3 };

/* The best few of `names` that are at least `cutoff` alike, best first;
   returns how many. */
size_t nearest_find(const char *given, char *const *names, size_t count,
		    double cutoff, const char *best[NEAREST_LIMIT]);

#endif
