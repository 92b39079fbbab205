/* SPDX-License-Identifier: MIT */
/*
 * Answers as people type them: forgiving of case, space, punctuation and the
 * usual spellings of Roman Urdu, never of the meaning.
 *
 * Source of the spellings: locale/ur@latin/style.md, "also accepted"; what is
 * not there goes by its sound (language/spelling.h).
 */
#ifndef LANGUAGE_ANSWER_H
#define LANGUAGE_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "language/language.h"

struct strbuf;

/* Appended to `out`: lower case, one blank between words, no punctuation at
   word ends, each word in our own spelling.  A letter that stands alone stays
   as it is; code between two ` and names are not taken by their sound. */
void answer_normalise(const char *text, struct strbuf *out);
/* Also "Stop Logging" and "stop-logging" for StopLogging.  Nothing equals an
   empty answer. */
bool answer_equal(const char *given, const char *accepted);
/* Also with the small words that people put around a name: "hamza ne", "from
   198.51.100.77". */
bool answer_names(const char *given, const char *accepted);

/* 1 yes, 0 no, -1 neither; in either language ("haan", "jee", "y", "nahi"). */
int answer_yes_no(const char *text);

/*
 * A number, with blanks or commas in it, a sign, a decimal point, or a word up
 * to ten ("teen"); what follows is put into `unit` (normalised, size bytes).  False if it is no number.
 */
bool answer_number(const char *text, double *value, char *unit, size_t size);

/*
 * The words of the prompt, in both languages, one table: "next" and "agla"
 * are the same word.  The row's `name` is English and is what code compares.
 */
enum word {
	WORD_NONE,
	WORD_NEXT, WORD_BACK, WORD_LIST, WORD_JUMP, WORD_HINT, WORD_SKIP,
	WORD_SHOW, WORD_PLAY, WORD_RETURN, WORD_UNDO, WORD_RESET,
	WORD_LANGUAGE, WORD_HELP, WORD_QUIT, WORD_WAIT, WORD_STATUS,
	WORD_TIMELINE, WORD_WHOAMI, WORD_SAVE, WORD_OPEN, WORD_WATCH,
	WORD_UNTIL, WORD_GOAL, WORD_SCORE, WORD_SPEED, WORD_PAUSE,
	WORD_INBOX,
	WORD_COUNT,
};
struct word_row {
	enum word word;
	const char *names[LANGUAGE_COUNT]; /* "reset", "naye siray se" */
	const char *others;	/* "shuru se,shuru": more of them, or "" */
	const char *usage;	/* "wait 5m", as it is typed; one word if
				   nothing may stand behind the name */
	const char *summary;	/* N_() */
};
extern const struct word_row word_rows[]; /* ends with WORD_NONE */
/* The word a line begins with, *rest behind it; WORD_NONE if none, and then
   *rest is the line.  "back up to S3" is not "back", which stands alone. */
enum word word_parse(const char *line, const char **rest);
const struct word_row *word_row(enum word word); /* NULL for WORD_NONE */
/* Its name in one language. */
const char *word_name(enum word word, enum language language);

#endif
