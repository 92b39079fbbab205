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
	{ WORD_NEXT, { "next", "agla" }, "n,aagay,aage,aagey,agay,agey,aage chalo,"
	  "aage chalein,aage barho,chalo,chalein,chalo aage,agla step,"
	  "agla qadam,agla sawal,go on,continue,next step", "next",
	  N_("go on to the next step") },
	{ WORD_BACK, { "back", "peeche" },
	  "b,peechay,piche,peche,pichay,pichla,pichhla,"
	  "peeche chalo,peeche chalein,peeche jao,pichla step,pichla qadam,"
	  "go back,previous", "back",
	  N_("read the step before again") },
	{ WORD_LIST, { "list", "fehrist" }, "fahrist,fehrist dikhao,"
	  "fehrist dikhayein", "list",
	  N_("show the steps of this lesson") },
	{ WORD_JUMP, { "jump", "jao" }, "", "jump STEP",
	  N_("go to a step by its number or name") },
	{ WORD_HINT, { "hint", "ishara" }, "h,ishaara,ishara do,ishara dein,"
	  "ishara de do,ishara dijiye,koi ishara,hint do,hint dein,"
	  "hint de do,hint please", "hint",
	  N_("get a hint, one at a time") },
	{ WORD_SKIP, { "skip", "chhor dein" }, "chhor do,chhoro,chor do,"
	  "chor dein,choro,chorein,chhorein,jane do,jaane do,rehne do,"
	  "rehne dein", "skip",
	  N_("see the answer and go on") },
	{ WORD_SHOW, { "show", "dikhao" }, "dikhayein,dikhaein,dikha do,"
	  "dikha dein,dobara,dobara dikhao,dobara dikhayein,dubara,phir se,"
	  "phir se dikhao,again,show again", "show",
	  N_("show this step again") },
	{ WORD_PLAY, { "play", "khelo" }, "khelein,khelen,khelna", "play",
	  N_("try things out in the account; the lesson waits") },
	{ WORD_RETURN, { "return", "wapsi" }, "waapsi,sabaq mein wapas,"
	  "lesson mein wapas,back to lesson,back to the lesson", "return",
	  N_("come back from free play to the lesson") },
	{ WORD_UNDO, { "undo", "wapas" }, "wapas lo,wapas lein,wapas le lo,"
	  "wapas karo,wapas karein,wapis,wapis lo,wapis karo,waapas,"
	  "undo karo", "undo",
	  N_("take back the last change in the account") },
	{ WORD_RESET, { "reset", "naye siray se" }, "shuru se,shuru,"
	  "naye sire se,nae siray se,nae sire se,shuru se karo,"
	  "shuru se karein,dobara shuru,dobara shuru karo,"
	  "dobara shuru karein,phir se shuru,start over,reset karo", "reset",
	  N_("take back everything since this step, or the lab, began") },
	{ WORD_LANGUAGE, { "lang", "zuban" }, "language,zaban,zubaan,zabaan",
	  "lang en|ur|both",
	  N_("change the language, at any moment") },
	{ WORD_HELP, { "help", "madad" }, "?,madat,madad karo,"
	  "madad karein,madad kijiye,madad chahiye,meri madad karo,"
	  "meri madad karein,help me,help karo,help chahiye", "help [WORD]",
	  N_("list these words, or explain one of them") },
	{ WORD_QUIT, { "quit", "bas" }, "q,exit,bye,bas karo,bas karein,"
	  "bas kar do,bas karen,bas ab,ab bas,bas bohot,khuda hafiz,"
	  "allah hafiz,stop here", "quit",
	  N_("stop here; in a lesson your place is kept") },
	{ WORD_WAIT, { "wait", "ruko" }, "intezar,intezaar,intizar,"
	  "intezar karo,intezar karein,rukein,ruken,ruk jao,ruk jayein,"
	  "ruk jaein", "wait 5m",
	  N_("let simulated time pass") },
	{ WORD_STATUS, { "status", "haal" }, "kya haal hai,haal kya hai,haalat,"
	  "haal batao,haal dikhao", "status [--json]",
	  N_("show how the trail and the account are doing") },
	{ WORD_GOAL, { "goal", "maqsad" }, "maksad,maqsad kya hai,goal kya hai",
	  "goal [--json]",
	  N_("show what this scenario asks, and what of it is done") },
	{ WORD_SCORE, { "score", "natija" },
	  "nateeja,natija kya hai,score kya hai", "score [--json]",
	  N_("show how long it was blind, and what that cost") },
	{ WORD_INBOX, { "inbox", "daak" }, "", "inbox [--json]",
	  N_("read the mail that topics have sent") },
	{ WORD_TIMELINE, { "timeline", "waqt" }, "", "timeline [--json|--svg FILE]",
	  N_("draw what happened, and when") },
	{ WORD_WHOAMI, { "whoami", "main kaun" }, "main kaun hoon,"
	  "main kaun hun,main kon,main kon hoon,main kon hun,mein kaun hoon,"
	  "mein kaun hun,mein kon hoon,mein kon hun,who am i", "whoami",
	  N_("show who you are in the account") },
	{ WORD_SAVE, { "save", "mehfooz" }, "mehfooz karo,mehfooz karein,"
	  "mehfooz kar do,mehfuz,mahfooz,save karo,save kar do", "save [FILE]",
	  N_("keep the account in a file") },
	{ WORD_OPEN, { "open", "kholo" }, "kholein,kholen", "open FILE",
	  N_("open an account that was kept") },
	{ WORD_WATCH, { "watch", "dekho" }, "dekhein,dekhen,dekhte raho", "watch 30m",
	  N_("let time pass and see each thing as it happens") },
	{ WORD_UNTIL, { "until", "jab tak" }, "", "until EVENT",
	  N_("let time pass until an event of that name, or one that a pattern "
     "matches, is recorded") },
	{ WORD_SPEED, { "speed", "raftaar" }, "raftar", "speed 60",
	  N_("let the clock run while you think: so many simulated seconds a "
	     "second") },
	{ WORD_PAUSE, { "pause", "thehro" }, "thehrein,thehr jao,thehr jayein,tehro,"
	  "tehr jao,thairo", "pause",
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

static const char *
farther(const char *a, const char *b)
{
	return a == NULL || (b != NULL && b > a) ? b : a;
}

/* What is behind the longest name of the row that fits, or NULL: "madad karo"
   is no question about "karo". */
static const char *
match_row(const struct word_row *row, const char *line)
{
	const char *others = row->others, *behind = NULL;

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		behind = farther(behind, match_name(row, line, row->names[i],
						    strlen(row->names[i])));
	while (*others != '\0') {
		size_t length = strcspn(others, ",");

		behind = farther(behind,
				 match_name(row, line, others, length));
		others += length + (others[length] == ',');
	}
	return behind;
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
