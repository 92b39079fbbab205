/* SPDX-License-Identifier: MIT */
/*
 * The words of the prompt, as a session understands them: one row each.
 *
 * Going back only reads.  Going forward past steps types their solutions into
 * the account and marks nothing.
 */
#include "lesson/session_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"

/* ------------------------------------------------------------------ moving */

static void
read_screen(struct session *session, size_t i, struct messages *out)
{
	size_t end = session_screen_end(session, i);

	session->shown = end < session->open ? end : session->open;
	session_show(session, out);
}

static void
word_next(struct session *session, const char *rest, struct messages *out)
{
	(void)rest;
	if (session_is_reading(session))
		read_screen(session, session->shown + 1, out);
	else if (session_wants(session) == SESSION_ENTER)
		session_advance(session, out);
	else
		session_notice(out,
			       phrase_make(&out->arena,
					   N_("This question is still open: "
					      "answer it, or `skip` shows the "
					      "answer.")));
}

static void
word_back(struct session *session, const char *rest, struct messages *out)
{
	size_t top = session_screen_top(session, session->shown);

	(void)rest;
	if (top == 0)
		session_notice(out, phrase_make(&out->arena,
						N_("This is the first step.")));
	else
		read_screen(session, top - 1, out);
}

static void
word_list(struct session *session, const char *rest, struct messages *out)
{
	(void)rest;
	session_show_lists(session, out);
}

/* A step's index by its number or id, or -1. */
static int
find_step(const struct session *session, const char *name)
{
	char *end;
	long number = strtol(name, &end, 10);

	if (end == name || *end != '\0')
		return lesson_step_index(session->lesson, name);
	if (number < 1 || (size_t)number > session->lesson->step_count)
		return -1;
	return (int)number - 1;
}

/* What the open step would have done to the account is done for it. */
static void
leave_open_step(struct session *session)
{
	const struct step *step = session_step_at(session, session->open);

	if (step->kind == STEP_DO && !session->answered)
		session_solve(session);
}

static void
word_jump(struct session *session, const char *rest, struct messages *out)
{
	int target = find_step(session, rest);

	if (target < 0) {
		session_notice(
			out, phrase_make(&out->arena,
					 N_("Say where to, by a step's number "
					    "from 1 to %d: `jump 2`."),
					 (int)session->lesson->step_count));
	} else if ((size_t)target <= session->open) {
		read_screen(session, (size_t)target, out);
	} else {
		leave_open_step(session);
		session_travel(session, session->open + 1, (size_t)target);
		session_enter(session, (size_t)target, out);
	}
}

static void
word_show(struct session *session, const char *rest, struct messages *out)
{
	(void)rest;
	session_show(session, out);
}

/* -------------------------------------------------------------------- help */

static void
word_hint(struct session *session, const char *rest, struct messages *out)
{
	const struct step *step = session_step_at(session, session->shown);

	(void)rest;
	session_show_hint(step, &session->marks[session->shown], out);
}

/* A guess not made, or own words not found. */
static void
pass_guess(struct session *session, const struct step *step,
	   struct messages *out)
{
	if (step->kind == STEP_TEACH) {
		session_show_model(session, NULL, out);
		session->answered = true;
	} else {
		session_advance(session, out);
	}
}

static void
word_skip(struct session *session, const char *rest, struct messages *out)
{
	const struct step *step = session_step_at(session, session->shown);
	struct step_mark *mark = &session->marks[session->shown];
	bool reading = session_is_reading(session);

	(void)rest;
	if (!step_is_graded(step) || (!reading && session->answered)) {
		if (reading || session_wants(session) == SESSION_ENTER)
			session_notice(
				out, phrase_make(&out->arena,
						 N_("There is nothing to skip "
						    "here; Enter goes on.")));
		else
			pass_guess(session, step, out);
		return;
	}
	session_show_answer(session, session->shown, out);
	if (mark->state != STEP_RIGHT) {
		mark->state = STEP_SKIPPED;
		session_record_skip(session);
	}
	if (reading)
		return;
	if (step->kind == STEP_DO)
		session_solve(session);
	session->answered = true;
}

static void
list_words(const struct session *session, struct messages *out)
{
	static const enum word reading[] = {
		WORD_NEXT, WORD_BACK, WORD_LIST, WORD_JUMP,
		WORD_HINT, WORD_SKIP, WORD_SHOW, WORD_LANGUAGE,
		WORD_HELP, WORD_QUIT, WORD_NONE,
	};
	static const enum word doing[] = {
		WORD_NEXT,     WORD_BACK,   WORD_LIST,	   WORD_JUMP,
		WORD_HINT,     WORD_SKIP,   WORD_SHOW,	   WORD_PLAY,
		WORD_UNDO,     WORD_RESET,  WORD_WAIT,	   WORD_STATUS,
		WORD_TIMELINE, WORD_WHOAMI, WORD_LANGUAGE, WORD_HELP,
		WORD_QUIT,     WORD_NONE,
	};
	static const enum word playing[] = {
		WORD_RETURN, WORD_UNDO,	 WORD_RESET,	WORD_WAIT,
		WORD_UNTIL,  WORD_WATCH, WORD_STATUS,	WORD_TIMELINE,
		WORD_INBOX,  WORD_WHOAMI, WORD_SHOW,	WORD_LANGUAGE,
		WORD_HELP,   WORD_QUIT,	 WORD_NONE,
	};

	lab_list_words(out,
		       session->playing	  ? playing
		       : session->has_lab ? doing
					  : reading,
		       session->has_lab);
}

static void
word_help(struct session *session, const char *rest, struct messages *out)
{
	const char *behind;
	enum word one[] = { word_parse(rest, &behind), WORD_NONE };

	if (one[0] != WORD_NONE && *rest != '\0')
		lab_list_words(out, one, false);
	else
		list_words(session, out);
}

static void
word_language(struct session *session, const char *rest, struct messages *out)
{
	enum language_shown shown;
	struct json_object *entry;

	if (!language_parse_shown(rest, &shown)) {
		session_notice(out,
			       phrase_make(&out->arena,
					   N_("Say which: `lang ur` for Roman "
					      "Urdu, `lang en` for English, "
					      "`lang both` for both.")));
		return;
	}
	language_show(shown);
	entry = json_object_new_object();
	json_set_string(entry, "type", "setting");
	json_set_string(entry, "name", "lang");
	json_set_string(entry, "value", language_shown_code(shown));
	session_record(session, entry);
	session_notice(
		out,
		phrase_make(&out->arena, N_("Language: %s."),
			    shown == LANGUAGE_SHOW_BOTH
				    ? "English + Roman Urdu"
				    : language_own_name((enum language)shown)));
	session_show(session, out);
}

static void
word_quit(struct session *session, const char *rest, struct messages *out)
{
	(void)rest;
	if (session->playing)
		session_stop_playing(session, out);
	session->over = session->left = true;
	session_notice(out,
		       phrase_make(&out->arena,
				   N_("Your place is kept: step %d of %d."),
				   (int)session->open + 1,
				   (int)session->lesson->step_count));
}

/* -------------------------------------------------------------- the account */

static void
word_play(struct session *session, const char *rest, struct messages *out)
{
	(void)rest;
	if (!session->has_lab)
		session_notice(
			out,
			phrase_make(&out->arena,
				    N_("This lesson has no account to play "
				       "with.")));
	else
		session_play(session, out);
}

static void
word_return(struct session *session, const char *rest, struct messages *out)
{
	(void)rest;
	if (session->playing)
		session_stop_playing(session, out);
	session->shown = session->open;
	session_show(session, out);
}

/* Only an open task and free play can be taken back: anything else is what the
   story needs. */
static void
take_back(struct session *session, bool all, struct messages *out)
{
	if (session_wants(session) == SESSION_LINE)
		session_take_back(session, all, out);
	else
		session_notice(out,
			       phrase_make(&out->arena,
					   N_("There is nothing to take back "
					      "here.")));
}

static void
word_undo(struct session *session, const char *rest, struct messages *out)
{
	(void)rest;
	take_back(session, false, out);
}

static void
word_reset(struct session *session, const char *rest, struct messages *out)
{
	(void)rest;
	take_back(session, true, out);
}

/* ------------------------------------------------------------ the table */

static const struct {
	enum word word;
	bool in_play;
	void (*run)(struct session *session, const char *rest,
		    struct messages *out);
} words[] = {
	{ WORD_NEXT, false, word_next },
	{ WORD_BACK, false, word_back },
	{ WORD_LIST, true, word_list },
	{ WORD_JUMP, false, word_jump },
	{ WORD_HINT, true, word_hint },
	{ WORD_SKIP, false, word_skip },
	{ WORD_SHOW, true, word_show },
	{ WORD_PLAY, false, word_play },
	{ WORD_RETURN, true, word_return },
	{ WORD_UNDO, true, word_undo },
	{ WORD_RESET, true, word_reset },
	{ WORD_LANGUAGE, true, word_language },
	{ WORD_HELP, true, word_help },
	{ WORD_QUIT, true, word_quit },
};

/* status, timeline, inbox and whoami only look, so they may be had anywhere; time
   passes only in a task and in free play. */
static bool
look_at_account(struct session *session, enum word word, struct messages *out)
{
	bool looks = word == WORD_STATUS || word == WORD_TIMELINE ||
		     word == WORD_INBOX || word == WORD_WHOAMI;

	if (!looks || !session->has_lab)
		return false;
	lab_type(&session->lab, word_row(word)->names[LANGUAGE_EN], out, NULL);
	return true;
}

bool
session_word(struct session *session, enum word word, const char *rest,
	     struct messages *out)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (words[i].word != word)
			continue;
		if (session->playing && !words[i].in_play)
			session_notice(
				out, phrase_make(&out->arena,
						 N_("You are in free play; "
						    "`return` goes back to the "
						    "lesson.")));
		else
			words[i].run(session, rest, out);
		return true;
	}
	return look_at_account(session, word, out);
}
