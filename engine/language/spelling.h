/* SPDX-License-Identifier: MIT */
/*
 * One word of an answer in our own spelling: by the table of the style page
 * (locale/ur@latin/style.md, "also accepted"), and what stands in no table by
 * its sound, if that leaves no doubt.
 */
#ifndef LANGUAGE_SPELLING_H
#define LANGUAGE_SPELLING_H

#include <stdbool.h>
#include <stddef.h>

/* Our spelling of a word in lower case and its length, or NULL if it has none
   but its own.  By sound only if `may_sound`: not what is code, or a name. */
const char *spelling_ours(const char *word, bool may_sound, size_t *length);

/* Words by their first letter, a blank between them; NULL where none is. */
extern const char *const urdu_words[26];
extern const char other_words[];

#endif
