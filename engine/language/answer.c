/* SPDX-License-Identifier: MIT */
/*
 * Answers as people type them: each word is brought to our own spelling
 * (language/spelling.h), and what is left is compared.  Code, a name (a
 * capital letter that does not begin the answer) and whatever is not letters
 * alone is never taken for another word by its sound.
 */
#include "language/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/strbuf.h"
#include "language/spelling.h"

/* Whole answers, normalised.  "ji" has become "haan" by then. */
static const char yes_answers[] =
	"haan,haan haan,haan haan haan,y,sahi,sahi hai,haan sahi,"
	"haan sahi hai,sahi sahi,bilkul,haan bilkul,bilkul haan,"
	"bilkul sahi,bilkul sahi hai,zaroor,haan zaroor,kyun nahi,"
	"haan kyun nahi,durust,durust hai,beshak,haan g,g haan,sahi g,"
	"haanji,hanji,hanjee,haan karo,haan karein,haan kar do,"
	"haan kar dein,kar do,kar dein,manzoor,manzoor hai,ok,okay,"
	"ok haan,haan ok,ok g,yeah,yea,yep,yup,sure,of course,"
	"yes please,haan please";
static const char no_answers[] =
	"nahi,nahi nahi,nahi nahi nahi,n,haan nahi,nahi haan,nahi g,"
	"g nahi,naa,nah,bilkul nahi,bilkul bhi nahi,hargiz nahi,"
	"kabhi nahi,abhi nahi,nahi abhi,abhi nahi karo,nahi karo,"
	"nahi karein,nahi karna,mat karo,mat karein,nahi chahiye,"
	"rehne do,rehne dein,nahi rehne do,nahi rehne dein,phir kabhi,"
	"nahi shukriya,shukriya nahi,nope,not now,not yet,nahi thanks,"
	"never";

/* What may stand at the end of a word without being part of it.  A dash is
   part of "-5" and of "--name", and "*" and "%" say something. */
static const char *const marks[] = {
	".", ",", ";", ":", "!", "?", "\"", "'", "`", "(", ")", "[", "]",
	"{", "}", "“", "”", "‘", "’", "«", "»", "…", "–", "—", "۔", "؟", "،",
};

struct span {
	const char *start;
	size_t length;
	bool is_code;
};

/* Longer than any answer in words: from there on, nothing by sound. */
enum { MOST_WORDS = 40 };

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
mark_at_start(struct span word)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t length = strlen(marks[i]);

		if (length <= word.length &&
		    memcmp(word.start, marks[i], length) == 0)
			return length;
	}
	return 0;
}

static size_t
mark_at_end(struct span word)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t length = strlen(marks[i]);

		if (length <= word.length &&
		    memcmp(word.start + word.length - length, marks[i],
			   length) == 0)
			return length;
	}
	return 0;
}

/* What stands between two ` is code, from word to word. */
static bool
note_code(struct span word, bool *in_code)
{
	bool is_code = *in_code;

	for (size_t i = 0; i < word.length; i++) {
		if (word.start[i] == '`') {
			*in_code = !*in_code;
			is_code = true;
		}
	}
	return is_code;
}

/* The next word of *text without the marks at its ends; length 0 at the end.
   A word of nothing but marks or one dash is none. */
static struct span
next_word(const char **text, bool *in_code)
{
	struct span word = { *text, 0, false };

	while (word.length == 0) {
		size_t mark;

		while (is_blank(**text))
			(*text)++;
		if (**text == '\0')
			break;
		word.start = *text;
		while (**text != '\0' && !is_blank(**text))
			(*text)++;
		word.length = (size_t)(*text - word.start);
		word.is_code = note_code(word, in_code);
		while ((mark = mark_at_start(word)) > 0) {
			word.start += mark;
			word.length -= mark;
		}
		while ((mark = mark_at_end(word)) > 0)
			word.length -= mark;
		if (word.length == 1 && *word.start == '-')
			word.length = 0;
	}
	return word;
}

/* A name has a capital letter; so has whatever begins an answer. */
static bool
is_plain(struct span word, bool is_first)
{
	for (size_t i = is_first; i < word.length; i++)
		if (word.start[i] >= 'A' && word.start[i] <= 'Z')
			return false;
	return !word.is_code;
}

static void
add_in_our_spelling(struct strbuf *out, const char *word, bool is_first,
		    bool may_sound)
{
	const char *ours;
	size_t length;

	/* "ha, band hai" is a yes; "trail band ha" is not. */
	if (strcmp(word, "ha") == 0)
		word = is_first ? "haan" : "hai";
	ours = spelling_ours(word, may_sound, &length);
	strbuf_add(out, ours == NULL ? word : ours, length);
}

static void
add_lower(struct strbuf *out, struct span word)
{
	for (size_t i = 0; i < word.length; i++) {
		char c = word.start[i];

		strbuf_addch(out, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a')
						       : c);
	}
}

static void
normalise(const char *text, bool in_our_spelling, struct strbuf *out)
{
	struct strbuf lower = STRBUF_INIT;
	bool in_code = false;
	struct span word = next_word(&text, &in_code);
	struct span following = next_word(&text, &in_code);

	for (size_t i = 0; word.length > 0;
	     word = following, following = next_word(&text, &in_code), i++) {
		/* One letter alone is an option or a prompt word. */
		bool is_letter = i == 0 && word.length == 1 &&
				 following.length == 0;

		if (i > 0)
			strbuf_addch(out, ' ');
		strbuf_reset(&lower);
		add_lower(&lower, word);
		if (in_our_spelling && !is_letter)
			add_in_our_spelling(out, lower.buf, i == 0,
					    i < MOST_WORDS &&
						    is_plain(word, i == 0));
		else
			strbuf_add(out, lower.buf, lower.len);
	}
	strbuf_release(&lower);
}

void
answer_normalise(const char *text, struct strbuf *out)
{
	normalise(text, true, out);
}

/*
 * "Stop Logging" and "stop-logging" are StopLogging: blanks, dashes and
 * underscores go, but not between digits ("1 2", "5-10") nor as a minus.
 */
static void
squeeze(struct strbuf *s)
{
	size_t length = 0;
	char before = ' '; /* in the text as it was */

	for (size_t i = 0; i < s->len; i++) {
		char c = s->buf[i], after = s->buf[i + 1];
		bool is_joint = c == ' ' || c == '-' || c == '_';
		bool is_minus = c == '-' && before == ' ' && is_digit(after);

		if (!is_joint || is_minus ||
		    (is_digit(before) && is_digit(after)))
			s->buf[length++] = c;
		before = c;
	}
	strbuf_truncate(s, length);
}

static bool
equal_squeezed(const char *given, const char *accepted, bool in_our_spelling)
{
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;
	bool equal;

	normalise(given, in_our_spelling, &a);
	normalise(accepted, in_our_spelling, &b);
	squeeze(&a);
	squeeze(&b);
	equal = a.len > 0 && strcmp(a.buf, b.buf) == 0;
	strbuf_release(&a);
	strbuf_release(&b);
	return equal;
}

/* Answers of nothing but marks: what remains is to be the same. */
static bool
equal_marks(const char *given, const char *accepted)
{
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;
	bool equal;

	strbuf_addstr(&a, given);
	strbuf_addstr(&b, accepted);
	strbuf_trim(&a);
	strbuf_trim(&b);
	equal = a.len > 0 && strcmp(a.buf, b.buf) == 0;
	strbuf_release(&a);
	strbuf_release(&b);
	return equal;
}

bool
answer_equal(const char *given, const char *accepted)
{
	return equal_squeezed(given, accepted, false) ||
	       equal_squeezed(given, accepted, true) ||
	       equal_marks(given, accepted);
}

static bool
is_one_of(const char *answer, const char *list)
{
	while (*list != '\0') {
		size_t length = strcspn(list, ",");

		if (strlen(answer) == length &&
		    memcmp(answer, list, length) == 0)
			return true;
		list += length + (list[length] == ',');
	}
	return false;
}

static const char around_names[] =
	"se,ne,ko,ka,ki,ke,yeh,woh,hai,tha,thi,naam,the,by,from,it,is,was,"
	"user,name,key,address,rule,call,came,aya,aaya,sts";

bool
answer_names(const char *given, const char *accepted)
{
	struct strbuf answer = STRBUF_INIT, name = STRBUF_INIT;
	bool same = answer_equal(given, accepted);
	char *rest;

	answer_normalise(given, &answer);
	for (char *word = strtok_r(answer.buf, " ", &rest); word && !same;
	     word = strtok_r(NULL, " ", &rest))
		if (!is_one_of(word, around_names))
			strbuf_addf(&name, "%s ", word);
	same = same || answer_equal(name.buf, accepted);
	strbuf_release(&answer);
	strbuf_release(&name);
	return same;
}

int
answer_yes_no(const char *text)
{
	struct strbuf answer = STRBUF_INIT;
	int value = -1;

	answer_normalise(text, &answer);
	if (is_one_of(answer.buf, yes_answers))
		value = 1;
	else if (is_one_of(answer.buf, no_answers))
		value = 0;
	strbuf_release(&answer);
	return value;
}

/* ---------------------------------------------------------------- numbers */

enum { NUMBER_DIGITS = 15 }; /* as many as a double keeps */

/* Whether a comma or blank at `p` may stand between groups of digits: two or
   three behind it, as in 1,000 and 1,00,000. */
static bool
is_separator(const char *p)
{
	size_t digits = strspn(p + 1, "0123456789");

	return (*p == ',' && (digits == 3 || (digits == 2 && p[3] == ','))) ||
	       (*p == ' ' && digits == 3);
}

/* Copies the digits of "1,000.5" and returns what is behind them. */
static const char *
read_digits(const char *p, char *digits, size_t *count)
{
	size_t n = 0, seen = 0;
	bool has_point = false;

	for (; *p != '\0'; p++) {
		if (is_digit(*p))
			seen++;
		else if (*p == '.' && !has_point && is_digit(p[1]))
			has_point = true;
		else if (!has_point && n > 0 && is_separator(p))
			continue;
		else
			break;
		if (seen > NUMBER_DIGITS)
			break;
		digits[n++] = *p;
	}
	digits[n] = '\0';
	*count = seen;
	return p;
}

/* As people say small numbers, in both languages; by their value. */
static const char *const number_words[] = {
	"sifar,zero,", "ek,aik,one,", "do,two,", "teen,tin,three,",
	"char,chaar,four,", "paanch,panch,five,", "chhe,che,six,",
	"saat,seven,", "aath,eight,", "nau,nine,", "das,dus,ten,",
};

/* "teen", or "teen dafa": its digits, and what is behind the word. */
static const char *
read_word(const char *text, char *digits, size_t *count)
{
	size_t length = strcspn(text, " ");
	char *own = mem_strndup(text, length);
	struct strbuf word = STRBUF_INIT;
	int value = 0, values = sizeof number_words / sizeof *number_words;

	answer_normalise(own, &word);
	while (value < values && !is_one_of(word.buf, number_words[value]))
		value++;
	*count = value < values ? 1 : 0;
	if (*count > 0)
		snprintf(digits, NUMBER_DIGITS, "%d", value);
	strbuf_release(&word);
	free(own);
	return *count > 0 ? text + length : text;
}

bool
answer_number(const char *text, double *value, char *unit, size_t size)
{
	char digits[NUMBER_DIGITS + 2];
	struct strbuf rest = STRBUF_INIT;
	size_t count;
	bool is_negative, is_number;

	while (is_blank(*text))
		text++;
	is_negative = *text == '-';
	if (*text == '-' || *text == '+')
		text++;
	text = read_digits(text, digits, &count);
	if (count == 0)
		text = read_word(text, digits, &count);
	answer_normalise(text, &rest);
	/* "5-10", "1e3" and "5 minutes 3" are more than one number. */
	is_number = count > 0 && count <= NUMBER_DIGITS &&
		    strpbrk(rest.buf, "0123456789") == NULL;
	if (is_number) {
		*value = strtod(digits, NULL);
		if (is_negative)
			*value = -*value;
		if (unit != NULL && size > 0) {
			size_t length = rest.len < size ? rest.len : size - 1;

			memcpy(unit, rest.buf, length);
			unit[length] = '\0';
		}
	}
	strbuf_release(&rest);
	return is_number;
}
