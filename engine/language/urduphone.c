/* SPDX-License-Identifier: MIT */
/*
 * UrduPhone, after Rafae et al., "An Unsupervised Method for Discovering
 * Lexical Variations in Roman Urdu Informal Text" (EMNLP 2015), and Khan et
 * al., "A Clustering Framework for Lexical Normalization of Roman Urdu"
 * (Natural Language Engineering 2020, arXiv 2004.00088).  The table of sounds
 * is that of the authors' program (github.com/abdulrafae/normalization): six
 * symbols, the first letter as it is, vowels and y dropped, a letter written
 * twice taken once, aspirates (bh, kh, ...) symbols of their own; s, sh and c
 * are one, k and q, z and x.
 *
 * Ours, not theirs: v sounds as w; "cch", "chh" and "chch" as ch, and so for
 * other aspirates; and all of the guard, urduphone_distance(), which looks at
 * what the code drops.  Length of a vowel parts words (kam and kaam, din and
 * deen), so it is forgiven only in words of three sounds and more, and not
 * where it makes another verb of it (nikalna and nikaalna, chalna and
 * chalana).  An ending says who and how many: only its spelling is forgiven.
 */
#include "language/urduphone.h"

#include <string.h>

enum { FARTHEST = 3, MOST_VOWELS = 6 };

/* By letter, 'a' first; 0 is a vowel. */
static const unsigned char plain[26] = {
	['b' - 'a'] = 9,  ['c' - 'a'] = 1,  ['d' - 'a'] = 8,  ['f' - 'a'] = 15,
	['g' - 'a'] = 13, ['h' - 'a'] = 19, ['j' - 'a'] = 4,  ['k' - 'a'] = 7,
	['l' - 'a'] = 17, ['m' - 'a'] = 12, ['n' - 'a'] = 11, ['p' - 'a'] = 10,
	['q' - 'a'] = 7,  ['r' - 'a'] = 14, ['s' - 'a'] = 1,  ['t' - 'a'] = 2,
	['v' - 'a'] = 18, ['w' - 'a'] = 18, ['x' - 'a'] = 3,  ['z' - 'a'] = 3,
};
/* With an h behind it. */
static const unsigned char aspirated[26] = {
	['b' - 'a'] = 20, ['c' - 'a'] = 5,  ['d' - 'a'] = 24, ['g' - 'a'] = 26,
	['j' - 'a'] = 23, ['k' - 'a'] = 6,  ['p' - 'a'] = 21, ['r' - 'a'] = 25,
	['s' - 'a'] = 1,  ['t' - 'a'] = 22, ['z' - 'a'] = 16,
};
enum { CODE_H = 19 };

static bool
is_vowel(char c)
{
	return c >= 'a' && c <= 'z' && plain[c - 'a'] == 0;
}

static bool
is_aspirate(const char *p)
{
	return !is_vowel(*p) && p[1] == 'h' && aspirated[*p - 'a'] != 0;
}

/* One consonant, however it is written; what is behind it. */
static const char *
read_consonant(struct urduphone_sound *sound, const char *p)
{
	char first = *p;

	sound->is_doubled = false;
	while (p[1] == first) {
		sound->is_doubled = true;
		p++;
	}
	if (!is_aspirate(p)) {
		sound->code = plain[first - 'a'];
		sound->consonant = first == 'q' ? 'k' : first == 'v' ? 'w'
								     : first;
		return p + 1;
	}
	sound->code = aspirated[first - 'a'];
	sound->consonant = (char)(first - 'a' + 'A');
	for (p += 2; *p == first && is_aspirate(p);)
		p += 2;
	if (first == 'c') {
		sound->is_doubled = false;
		p += *p == 'h';
	}
	return p;
}

static const char *
read_vowels(struct urduphone_sound *sound, const char *p)
{
	sound->vowels = p;
	while (is_vowel(*p))
		p++;
	sound->length = (unsigned char)(p - sound->vowels);
	return p;
}

static void
make_code(struct urduphone *word)
{
	const struct urduphone_sound *first = word->sounds;
	char c = first->consonant;
	size_t n = 1;

	memset(word->code, 0, sizeof word->code);
	if (c == ' ')
		c = *first->vowels;
	if (c >= 'A' && c <= 'Z') { /* of an aspirate, the letter and an h */
		c = (char)(c - 'A' + 'a');
		word->code[n++] = CODE_H;
	}
	word->code[0] = (unsigned char)c;
	for (size_t i = 1; i < word->count && n < URDUPHONE_CODE; i++)
		word->code[n++] = word->sounds[i].code;
}

bool
urduphone_parse(struct urduphone *word, const char *text, size_t length,
		const struct urduphone *like)
{
	const char *end = text + length;

	word->count = 0;
	if (length == 0 || length > URDUPHONE_LETTERS)
		return false;
	for (size_t i = 0; i < length; i++)
		if (text[i] < 'a' || text[i] > 'z')
			return false;
	while (text < end && word->count < URDUPHONE_SOUNDS) {
		struct urduphone_sound *sound = &word->sounds[word->count++];
		/* Yeh begins with a consonant, as the code has it. */
		bool is_first_y = word->count == 1 && *text == 'y';

		*sound = (struct urduphone_sound){ .consonant = ' ' };
		if (is_first_y) {
			sound->consonant = 'y';
			text++;
		} else if (!is_vowel(*text)) {
			text = read_consonant(sound, text);
		}
		if (like != NULL &&
		    (word->count > like->count ||
		     sound->consonant !=
			     like->sounds[word->count - 1].consonant))
			return false;
		text = read_vowels(sound, text);
	}
	make_code(word);
	return text == end;
}

/* -------------------------------------------------------------- the guard */

enum place { INSIDE = 1, LAST = 2, ANYWHERE = INSIDE | LAST };

/* Vowels that people write in several ways.  A blank is between them. */
static const struct vowels {
	char sound;
	bool is_long;
	enum place place;
	const char *spellings;
} vowel_table[] = {
	{ 'a', false, ANYWHERE, "a" },
	{ 'a', true, ANYWHERE, "aa" },
	{ 'i', false, ANYWHERE, "i" },
	{ 'i', true, ANYWHERE, "ee ii y" },
	{ 'u', false, ANYWHERE, "u" },
	{ 'u', true, ANYWHERE, "oo uu" },
	{ 'o', false, ANYWHERE, "o" },
	{ 'o', true, INSIDE, "au" },
	{ 'e', false, INSIDE, "e" },
	{ 'e', true, INSIDE, "ai ay ei ey" },
	{ 'e', false, LAST, "e ay ey" },
	{ 'O', false, LAST, "ao aao" },			 /* jao */
	{ 'I', false, LAST, "ai aai ayi aayi aee aaee ayee aayee" },
	{ 'E', false, LAST, "aye aaye ae aae ayay aayay" }, /* banaye */
	{ 'E', false, INSIDE, "aye aaye ayei aayei aei ae" }, /* banayein */
	{ 'T', false, ANYWHERE, "aya aaya ayya aiya ayaa" }, /* tayyar */
	{ 'Y', false, ANYWHERE, "ya iya ia yaa iyaa iaa" },  /* zyada */
	{ 'y', false, LAST, "ye iye iyay iyey ie iay yay" }, /* chahiye */
	{ 'y', false, INSIDE, "ye iye iyei yei ie iei" },    /* chahiyein */
	{ 'w', false, ANYWHERE, "iyo yo io" },		     /* ungliyon */
};

static const struct vowels *
vowels_of(const struct urduphone_sound *sound, enum place place)
{
	for (size_t i = 0; i < sizeof vowel_table / sizeof *vowel_table; i++) {
		const struct vowels *row = &vowel_table[i];
		const char *p = row->spellings;

		for (; *p != '\0' && (row->place & place);
		     p += *p == ' ') {
			size_t length = strcspn(p, " ");

			if (length == sound->length &&
			    memcmp(p, sound->vowels, length) == 0)
				return row;
			p += length;
		}
	}
	return NULL;
}

/* Where a vowel says which verb it is: before the last consonant (chalna,
   chalana), and in front of a bare -na or -ta (nikalna, nikaalna). */
static bool
is_before_ending(const struct urduphone *word, size_t i)
{
	return i + 2 == word->count && word->sounds[i + 1].length > 0;
}

static bool
is_verb_root(const struct urduphone *word, size_t i)
{
	const struct urduphone_sound *last = &word->sounds[word->count - 1];

	return i + 3 == word->count && last->length > 0 &&
	       last[-1].length == 0 &&
	       (last->consonant == 'n' || last->consonant == 't');
}

/* "krna": one letter left out, and in "waqt" only an a. */
static int
left_out(const struct urduphone *word, size_t i)
{
	const struct urduphone_sound *sound = &word->sounds[i];
	bool is_in_last = i + 2 == word->count;

	if (word->count < 3 || i + 1 == word->count || sound->length != 1 ||
	    is_before_ending(word, i) || (is_in_last && *sound->vowels != 'a'))
		return -1;
	return 1;
}

static int
vowel_distance(const struct urduphone *a, const struct urduphone *b, size_t i)
{
	const struct urduphone_sound *x = &a->sounds[i], *y = &b->sounds[i];
	bool is_last = i + 1 == a->count, is_long_word = a->count >= 3;
	const struct vowels *v, *w;

	if (x->length == y->length && memcmp(x->vowels, y->vowels,
					     x->length) == 0)
		return 0;
	if (x->length > MOST_VOWELS || y->length > MOST_VOWELS)
		return -1;
	if (x->length == 0 || y->length == 0)
		return left_out(x->length > 0 ? a : b, i);
	v = vowels_of(x, is_last ? LAST : INSIDE);
	w = vowels_of(y, is_last ? LAST : INSIDE);
	if (v == NULL || w == NULL)
		return -1;
	if (v->sound != w->sound) /* kehna is kahna */
		return is_long_word && !is_last && x[1].consonant == 'h' &&
				       strchr("ae", v->sound) != NULL &&
				       strchr("ae", w->sound) != NULL &&
				       v->is_long + w->is_long < 2
			       ? 1
			       : -1;
	if (v->is_long == w->is_long)
		return 1;
	if (is_last)
		return a->count >= 2 ? 1 : -1;
	return is_long_word && (v->sound != 'a' || !is_verb_root(a, i)) ? 1
								    : -1;
}

int
urduphone_distance(const struct urduphone *a, const struct urduphone *b)
{
	int distance = 0;

	if (memcmp(a->code, b->code, sizeof a->code) != 0 ||
	    a->count != b->count || a->count == 0)
		return -1;
	for (size_t i = 0; i < a->count; i++)
		if (a->sounds[i].consonant != b->sounds[i].consonant)
			return -1;
	for (size_t i = 0; i < a->count; i++) {
		int here = vowel_distance(a, b, i);

		if (here < 0)
			return -1;
		distance += here;
		if (a->sounds[i].is_doubled == b->sounds[i].is_doubled)
			continue;
		if (a->count < 3) /* pata, patta */
			return -1;
		distance++;
	}
	return distance <= FARTHEST ? distance : -1;
}
