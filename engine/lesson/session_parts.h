/* SPDX-License-Identifier: MIT */
/*
 * What the files of the session share; nobody else includes this.
 *
 * Two places matter.  The open step is where the learner stands: the account
 * is as that step wants it, and only there does anything change.  The shown
 * step is what is on the screen: the open one, or one before it that is being
 * read again.  Steps joined to each other make one screen; `open` and `shown`
 * are the last of theirs.
 */
#ifndef LESSON_SESSION_PARTS_H
#define LESSON_SESSION_PARTS_H

#include "language/answer.h"
#include "lesson/session.h"

struct step_mark {
	enum step_state state;
	unsigned attempts; /* up to the first right one */
	unsigned misses;   /* in this session */
	unsigned hints;
	int64_t began;	   /* in the account's time */
};

struct session {
	const struct lesson *lesson;
	struct session_host host;
	struct lab lab;
	bool has_lab;

	size_t round; /* how often the lesson was finished before */
	size_t open, shown;
	struct step_mark *marks; /* of each step */
	bool answered;		 /* the open step asks nothing more */
	bool warned;		 /* of questions left open at the end */
	bool over, left;

	size_t inputs_before; /* of the lab, when the open step began */
	size_t events_before;
	size_t recorded;      /* inputs the journal knows of */
	bool playing;
	size_t play_from;     /* inputs when free play began */
};

static inline const struct step *
session_step_at(const struct session *session, size_t i)
{
	return step_variant(&session->lesson->steps[i], session->round);
}

static inline bool
session_is_reading(const struct session *session)
{
	return session->shown != session->open;
}

/* session.c */
/* False with a diagnostic if the lesson needs an account and has none. */
bool session_open_lab(struct session *session, const struct scenario *scenario,
		      struct diagnostics *diagnostics);
void session_notice(struct messages *out, struct phrase text);
/* Makes `i` (and what is joined to it) the open step and shows it. */
void session_enter(struct session *session, size_t i, struct messages *out);
/* The step after the open one, or the end. */
void session_advance(struct session *session, struct messages *out);

/* session_show.c */
/* The first and the last step of the screen that step `i` is on. */
size_t session_screen_top(const struct session *session, size_t i);
size_t session_screen_end(const struct session *session, size_t i);
void session_show_step(struct session *session, size_t i,
		       struct messages *out);
void session_show_answer(struct session *session, size_t i,
			 struct messages *out);
/* Speaker notes, if the host wants them and there are any. */
void session_show_notes(const struct session *session,
			const struct lesson_text *notes, struct messages *out);
/* The model answer beside the learner's own words; NULL: the model alone. */
void session_show_model(struct session *session, const char *own,
			struct messages *out);
void session_show_why(struct session *session, size_t i, struct messages *out);
/* The next hint; counts it. */
void session_show_hint(const struct step *step, struct step_mark *mark,
		       struct messages *out);
void session_show_lists(struct session *session, struct messages *out);
void session_show_done(struct session *session, struct messages *out);

/* session_answer.c: what is typed, judged and recorded */
struct json_object *session_entry(const struct session *session,
				  const char *type, const char *step);
void session_record(struct session *session, struct json_object *entry);
void session_record_skip(struct session *session);
void session_answer(struct session *session, const char *line,
		    struct messages *out);
void session_task_line(struct session *session, const char *line,
		       struct messages *out);

/* session_words.c: false if the word is none of the session's */
bool session_word(struct session *session, enum word word, const char *rest,
		  struct messages *out);

/* session_world.c: the account's side */
/* Step `i` begins: from here its goal counts. */
void session_begin_step(struct session *session, size_t i);
/* Tells the journal of inputs typed or taken back. */
void session_keep_inputs(struct session *session);
/* Recorded since the open step began. */
bool session_event_since(const struct session *session,
			 const struct pattern *pattern);
/* The newest event of the account that the pattern takes, or NULL; the caller
   puts it. */
struct json_object *session_find_record(const struct session *session,
					const struct pattern *pattern);
/* The step itself, or `own` with the answer filled in that stands in the
   account; its texts live in `arena`. */
const struct step *session_answered_step(const struct session *session,
					 const struct step *step,
					 struct step *own,
					 struct arena *arena);
bool session_goal_reached(const struct session *session,
			  const struct step *step);
/* Brings the open do step to its goal by its solution, if it is not there. */
void session_solve(struct session *session);
void session_type_solution(struct session *session, const struct step *step);
/* Types the lines of a watch step and lets its time run.  `out` may be NULL. */
void session_watch(struct session *session, const struct step *step,
		   struct messages *out);
void session_watch_timeline(struct session *session, size_t i, bool live,
			    struct messages *out);
/* From the open step, or from the beginning, to just before `target`. */
void session_travel(struct session *session, size_t from, size_t target);
/* The account as the journal says; false if it cannot be had from there. */
bool session_replay(struct session *session, size_t target,
		    const struct lesson_progress *progress);
void session_play(struct session *session, struct messages *out);
void session_stop_playing(struct session *session, struct messages *out);
/* An aws line where no task is open: it is answered, and nothing of it stays. */
void session_ask(struct session *session, const char *line,
		 struct messages *out);
/* Takes back the last line of those since the step, or the play, began; or
   all of them. */
void session_take_back(struct session *session, bool all,
		       struct messages *out);

#endif
