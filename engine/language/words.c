/* SPDX-License-Identifier: MIT */
/*
 * The words of the prompt: one table for both languages, so that a learner
 * may say "agla" on an English screen and "next" on a Roman Urdu one.
 *
 * A word that takes nothing behind it is one only when it stands alone:
 * "back up to S3" is an answer, "back" is a wish.
 */
#include "language/answer.h"

#include <string.h>

/* A blank in a name may be typed as "-"; a blank in `usage` says that
   something may follow, and " [--" that only an option may. */
const struct word_row word_rows[] = {
	{ WORD_NEXT, { "next", "agla" }, "n,aagay,aage", "next",
	  N_("go on to the next step") },
	{ WORD_BACK, { "back", "peeche" }, "b,peechay,piche", "back",
	  N_("read the step before again") },
	{ WORD_LIST, { "list", "fehrist" }, "", "list",
	  N_("show the steps of this lesson") },
	{ WORD_JUMP, { "jump", "jao" }, "", "jump STEP",
	  N_("go to a step by its number or name") },
	{ WORD_HINT, { "hint", "ishara" }, "h", "hint",
	  N_("get a hint, one at a time") },
	{ WORD_SKIP, { "skip", "chhor dein" }, "chhor do,chhoro", "skip",
	  N_("see the answer and go on") },
	{ WORD_SHOW, { "show", "dikhao" }, "dikhayein", "show",
	  N_("show this step again") },
	{ WORD_PLAY, { "play", "khelo" }, "khelein", "play",
	  N_("try things out in the account; the lesson waits") },
	{ WORD_RETURN, { "return", "wapsi" }, "", "return",
	  N_("come back from free play to the lesson") },
	{ WORD_UNDO, { "undo", "wapas" }, "wapas lo", "undo",
	  N_("take back the last change in the account") },
	{ WORD_RESET, { "reset", "naye siray se" }, "shuru se,shuru", "reset",
	  N_("take back everything since this step, or the lab, began") },
	{ WORD_LANGUAGE, { "lang", "zuban" }, "language", "lang en|ur|both",
	  N_("change the language, at any moment") },
	{ WORD_HELP, { "help", "madad" }, "?", "help [WORD]",
	  N_("list these words, or explain one of them") },
	{ WORD_QUIT, { "quit", "bas" }, "q,exit", "quit",
	  N_("stop here; in a lesson your place is kept") },
	{ WORD_WAIT, { "wait", "ruko" }, "intezar,rukein", "wait 5m",
	  N_("let simulated time pass") },
	{ WORD_STATUS, { "status", "haal" }, "", "status [--json]",
	  N_("show how the trail and the account are doing") },
	{ WORD_GOAL, { "goal", "maqsad" }, "", "goal [--json]",
	  N_("show what this scenario asks, and what of it is done") },
	{ WORD_SCORE, { "score", "natija" }, "", "score [--json]",
	  N_("show how long it was blind, and what that cost") },
	{ WORD_INBOX, { "inbox", "daak" }, "", "inbox [--json]",
	  N_("read the mail that topics have sent") },
	{ WORD_TIMELINE, { "timeline", "waqt" }, "", "timeline [--json|--svg FILE]",
	  N_("draw what happened, and when") },
	{ WORD_WHOAMI, { "whoami", "main kaun" }, "main kaun hoon", "whoami",
	  N_("show who you are in the account") },
	{ WORD_SAVE, { "save", "mehfooz" }, "", "save [FILE]",
	  N_("keep the account in a file") },
	{ WORD_OPEN, { "open", "kholo" }, "kholein", "open FILE",
	  N_("open an account that was kept") },
	{ WORD_WATCH, { "watch", "dekho" }, "dekhein", "watch 30m",
	  N_("let time pass and see each thing as it happens") },
	{ WORD_UNTIL, { "until", "jab tak" }, "", "until EVENT",
	  N_("let time pass until an event of that name, or one that a pattern "
     "matches, is recorded") },
	{ WORD_SPEED, { "speed", "raftaar" }, "", "speed 60",
	  N_("let the clock run while you think: so many simulated seconds a "
	     "second") },
	{ WORD_PAUSE, { "pause", "thehro" }, "", "pause",
	  N_("stop the running clock") },
	{ WORD_NONE, { NULL }, NULL, NULL, NULL },
};

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static const char *
skip_blanks(const char *p)
{
	while (is_blank(*p))
		p++;
	return p;
}

static bool
takes(const struct word_row *row, const char *behind)
{
	const char *more = strchr(row->usage, ' ');

	if (*behind == '\0')
		return true;
	return more != NULL && (strncmp(more, " [--", 4) != 0 ||
				strncmp(behind, "--", 2) == 0 ||
				*behind == '[');
}

/* What is behind `name`, one of the row's, at the start of the line; NULL if
   the line does not mean it. */
static const char *
match_name(const struct word_row *row, const char *line, const char *name,
	   size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (name[i] == ' ' && *line == '-')
			line++;
		else if (name[i] == ' ' && is_blank(*line))
			line = skip_blanks(line);
		else if (lower(*line) == name[i])
			line++;
		else
			return NULL;
	}
	/* "?trail" asks for a term. */
	if (*line != '\0' && !is_blank(*line) && name[length - 1] != '?')
		return NULL;
	line = skip_blanks(line);
	return takes(row, line) ? line : NULL;
}

/* What is behind any name of the row, or NULL. */
static const char *
match_row(const struct word_row *row, const char *line)
{
	const char *others = row->others;

	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		const char *name = row->names[i];
		const char *behind = match_name(row, line, name,
						strlen(name));

		if (behind != NULL)
			return behind;
	}
	while (*others != '\0') {
		size_t length = strcspn(others, ",");
		const char *behind = match_name(row, line, others, length);

		if (behind != NULL)
			return behind;
		others += length + (others[length] == ',');
	}
	return NULL;
}

enum word
word_parse(const char *line, const char **rest)
{
	line = skip_blanks(line);
	*rest = line;
	for (const struct word_row *row = word_rows; row->word; row++) {
		const char *behind = match_row(row, line);

		if (behind != NULL) {
			*rest = behind;
			return row->word;
		}
	}
	return WORD_NONE;
}

const struct word_row *
word_row(enum word word)
{
	for (const struct word_row *row = word_rows; row->word; row++)
		if (row->word == word)
			return row;
	return NULL;
}

const char *
word_name(enum word word, enum language language)
{
	const struct word_row *row = word_row(word);

	return row == NULL ? "" : row->names[language];
}
