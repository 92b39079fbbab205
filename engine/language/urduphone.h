/* SPDX-License-Identifier: MIT */
/*
 * UrduPhone: how a word of Roman Urdu sounds, and whether two spellings are
 * one word.  A code alone throws far too many words together (kam, kaam,
 * qaum), so it only ever proposes; urduphone_distance() decides.
 */
#ifndef LANGUAGE_URDUPHONE_H
#define LANGUAGE_URDUPHONE_H

#include <stdbool.h>
#include <stddef.h>

enum { URDUPHONE_CODE = 6, URDUPHONE_SOUNDS = 16, URDUPHONE_LETTERS = 24 };

/* A consonant and the vowels behind it; a word's first sound may be vowels
   alone.  `vowels` points into the word. */
struct urduphone_sound {
	unsigned char code;
	char consonant;		/* 's' and 'S' (sh) differ, their code not */
	bool is_doubled;
	unsigned char length;
	const char *vowels;
};
/* The published code: the first letter, then numbers, 0 where none is left. */
struct urduphone {
	unsigned char code[URDUPHONE_CODE];
	struct urduphone_sound sounds[URDUPHONE_SOUNDS];
	size_t count;
};

/* `length` letters, a NUL or blank behind them.  False if they are not a-z
   alone, or more than a word has; or, if `like` is not NULL, as soon as a
   consonant is not the one there. */
bool urduphone_parse(struct urduphone *word, const char *text, size_t length,
		     const struct urduphone *like);
/* How far two spellings are from each other, 0 to 3; -1 if they are not to
   be taken for the same word, as always where their codes differ. */
int urduphone_distance(const struct urduphone *a, const struct urduphone *b);

#endif
