/* SPDX-License-Identifier: MIT */
/*
 * Picks are read word by word: a word is a run of letters and digits, and all
 * the marks that people put between them mean the same.
 */
#include "lesson/picks.h"

#include <string.h>
#include <strings.h>

struct word {
	const char *start;
	size_t length;
};

static const char marks[] = " \t,;.:()[]&+=>-/|";
static const char *const joining[] = { "and", "aur", "phir", "then" };

/* Places as people say them; a blank around each. */
static const char *const said[] = {
	" one first ek aik pehla pehli pehle phla awwal ",
	" two second do doosra doosri dusra dusri ",
	" three third teen teesra teesri tisra tisri ",
	" four fourth char chaar chautha chauthi chotha chothi ",
	" five fifth paanch panch paanchwan panchwan paanchwa ",
	" six sixth chhe che chhata chata ",
};
/* What may stand around a place without changing it. */
static const char around[] = " the answer number option wala wali waala ";

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The next word before `end`; length 0 at the end.  False at a byte that has
   no place in picks. */
static bool
next_word(const char **at, const char *end, struct word *word)
{
	while (*at < end && **at != '\0' && strchr(marks, **at) != NULL)
		(*at)++;
	word->start = *at;
	while (*at < end && (is_digit(**at) || is_letter(**at)))
		(*at)++;
	word->length = (size_t)(*at - word->start);
	return word->length > 0 || *at == end;
}

/* Whether `words`, with a blank around each, has it. */
static bool
has_word(const char *words, struct word word)
{
	for (const char *at = words; (at = strchr(at, ' ')) != NULL; at++)
		if (strncasecmp(at + 1, word.start, word.length) == 0 &&
		    at[1 + word.length] == ' ')
			return true;
	return false;
}

static bool
is_joining(struct word word)
{
	for (size_t i = 0; i < sizeof joining / sizeof *joining; i++)
		if (strlen(joining[i]) == word.length &&
		    strncasecmp(joining[i], word.start, word.length) == 0)
			return true;
	return false;
}

static bool
place_of_letter(char c, size_t among, size_t *place)
{
	*place = (size_t)((c | 0x20) - 'a');
	return is_letter(c) && *place < among;
}

/* "12" is the twelfth; false if there is none. */
static bool
place_of_number(struct word word, size_t among, size_t *place)
{
	size_t number = 0;

	for (size_t i = 0; i < word.length; i++) {
		if (!is_digit(word.start[i]) || number > PICKS_MOST)
			return false;
		number = number * 10 + (size_t)(word.start[i] - '0');
	}
	*place = number - 1;
	return number >= 1 && number <= among;
}

/* "pehla", "second" */
static bool
place_as_said(struct word word, size_t among, size_t *place)
{
	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		*place = i;
		if (i < among && has_word(said[i], word))
			return true;
	}
	return false;
}

static bool
add(struct picks *picks, size_t place)
{
	for (size_t i = 0; i < picks->count; i++)
		if (picks->at[i] == place)
			return false;
	if (picks->count == PICKS_MOST)
		return false;
	picks->at[picks->count++] = place;
	return true;
}

/* "ac" or "13": one character each. */
static bool
add_run(struct picks *picks, struct word word, size_t among, bool all)
{
	bool rising = true;

	if (picks->count > 0 || word.length > among)
		return false;
	for (size_t i = 0; i < word.length; i++) {
		struct word one = { word.start + i, 1 };
		size_t place;

		if (!place_of_letter(*one.start, among, &place) &&
		    !place_of_number(one, among, &place))
			return false;
		if (picks->count > 0 && place < picks->at[picks->count - 1])
			rising = false;
		if (!add(picks, place))
			return false;
	}
	return rising || (all && word.length == among);
}

bool
picks_read(struct picks *picks, const char *line, size_t length, size_t among,
	   bool all)
{
	const char *at = line, *end = line + length;
	struct word word;
	size_t place;

	picks->count = 0;
	while (next_word(&at, end, &word)) {
		if (word.length == 0)
			return picks->count > 0;
		if ((picks->count > 0 && is_joining(word)) ||
		    has_word(around, word))
			continue;
		if (place_of_number(word, among, &place) ||
		    place_as_said(word, among, &place) ||
		    (word.length == 1 &&
		     place_of_letter(*word.start, among, &place))) {
			if (!add(picks, place))
				return false;
			continue;
		}
		if (!add_run(picks, word, among, all))
			return false;
		/* Nothing may follow a run, or "be 2" would be picks. */
		return next_word(&at, end, &word) && word.length == 0;
	}
	return false;
}

/* Cuts "a2" between letter and digits. */
static bool
next_half(const char **at, const char *end, struct word *half)
{
	size_t length = 1;

	if (!next_word(at, end, half) || half->length == 0)
		return false;
	while (length < half->length &&
	       is_digit(half->start[length]) == is_digit(*half->start))
		length++;
	*at = half->start + length;
	half->length = length;
	return true;
}

/* "a" or "2", whichever of the two is wanted now. */
static bool
take_half(struct picks *picks, struct word half, size_t among, bool letter)
{
	size_t place;

	if (letter)
		return half.length == 1 &&
		       place_of_letter(*half.start, among, &place) &&
		       add(picks, place);
	return place_of_number(half, among, &place) && add(picks, place);
}

/* "a2" or, all of them, "2a". */
bool
picks_read_pairs(struct picks *picks, const char *line, size_t among)
{
	const char *at = line, *end = line + strlen(line);
	struct picks lefts = { .count = 0 }, rights = { .count = 0 };
	bool letter_first = true;
	struct word half;

	if (picks_read(picks, line, strlen(line), among, true) &&
	    picks->count == among && strpbrk(line, "123456789") != NULL)
		return true;
	while (next_half(&at, end, &half)) {
		if (is_joining(half))
			continue;
		if (lefts.count == 0)
			letter_first = is_letter(*half.start);
		if (!take_half(letter_first ? &lefts : &rights, half, among,
			       letter_first) ||
		    !next_half(&at, end, &half) ||
		    !take_half(letter_first ? &rights : &lefts, half, among,
			       !letter_first))
			return false;
	}
	if (at != end || lefts.count != among)
		return false;
	for (size_t i = 0; i < among; i++)
		picks->at[lefts.at[i]] = rights.at[i];
	picks->count = among;
	return true;
}
