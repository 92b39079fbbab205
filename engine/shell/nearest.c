/* SPDX-License-Identifier: MIT */
/*
 * The nearest of a list of names.
 *
 * Likeness is twice the letters in common over all letters, where the letters
 * in common are the longest common stretch and, again, what is common before
 * and behind it (Ratcliff and Obershelp, as in Python's difflib).
 */
#include "shell/nearest.h"

#include <string.h>

#include "shell/shell.h"

/* Longer words are no names of ours. */
enum { LONGEST = 80 };

static size_t
common_letters(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t longest = 0, a_at = 0, b_at = 0;

	for (size_t i = 0; i < a_length; i++) {
		for (size_t j = 0; j < b_length; j++) {
			size_t k = 0;

			while (i + k < a_length && j + k < b_length &&
			       a[i + k] == b[j + k])
				k++;
			if (k > longest) {
				longest = k;
				a_at = i;
				b_at = j;
			}
		}
	}
	if (longest == 0)
		return 0;
	return longest + common_letters(a, a_at, b, b_at) +
	       common_letters(a + a_at + longest, a_length - a_at - longest,
			      b + b_at + longest, b_length - b_at - longest);
}

static double
likeness(const char *given, const char *name)
{
	size_t a = strlen(given), b = strlen(name);

	if (a == 0 || a > LONGEST || b > LONGEST)
		return 0;
	/* difflib counts with the name first */
	return 2.0 * (double)common_letters(name, b, given, a) /
	       (double)(a + b);
}

/* Of two alike the later name is the better one. */
static bool
is_better(double score, const char *name, double other, const char *other_name)
{
	if (score == other)
		return strcmp(name, other_name) > 0;
	return score > other;
}

size_t
nearest_find(const char *given, char *const *names, size_t count,
	     double cutoff, const char *best[NEAREST_LIMIT])
{
	double scores[NEAREST_LIMIT];
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		double score = likeness(given, names[i]);
		size_t at = found;

		if (score < cutoff)
			continue;
		while (at > 0 && is_better(score, names[i], scores[at - 1],
					   best[at - 1]))
			at--;
		if (at == NEAREST_LIMIT)
			continue;
		if (found < NEAREST_LIMIT)
			found++;
		for (size_t j = found - 1; j > at; j--) {
			scores[j] = scores[j - 1];
			best[j] = best[j - 1];
		}
		scores[at] = score;
		best[at] = names[i];
	}
	return found;
}

const char *
shell_nearest(const char *given, const char *const *names)
{
	const char *best = NULL;
	double best_score = 0.6;

	for (; *names; names++) {
		double score = likeness(given, *names);

		if (score >= best_score && (!best || score > best_score)) {
			best = *names;
			best_score = score;
		}
	}
	return best;
}
