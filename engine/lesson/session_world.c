/* SPDX-License-Identifier: MIT */
/*
 * The lesson's account: what each step wants of it.
 *
 * The account is the scenario and a list of inputs (lesson/lab.h), and the
 * journal knows that list, so a session that goes on has the account as it
 * was.  Where steps are passed over, their own solutions are typed, so that
 * each step finds the account as its author saw it.  Free play is on the same
 * account, is not recorded, and is taken back when the lesson goes on; so is an
 * aws line that is typed where a question waits for its answer.
 */
#include "lesson/session_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "pattern/pattern.h"

void
session_begin_step(struct session *session, size_t i)
{
	session->open = session->shown = i;
	session->answered = false;
	session->marks[i].misses = 0;
	if (session->has_lab) {
		session->marks[i].began = session->lab.account->now;
		session->inputs_before = session->lab.input_count;
		session->events_before = session->lab.account->events.count;
	}
	session_record(session,
		       session_entry(session, "at",
				     session_step_at(session, i)->id));
}

void
session_keep_inputs(struct session *session)
{
	const struct lab *lab = &session->lab;

	if (session->playing)
		return;
	for (; session->recorded > lab->input_count; session->recorded--)
		session_record(session, session_entry(session, "undo", NULL));
	for (; session->recorded < lab->input_count; session->recorded++) {
		struct json_object *entry =
			session_entry(session, "input", NULL);

		json_set_string(entry, "line",
				lab->inputs[session->recorded]);
		session_record(session, entry);
	}
}

/* ------------------------------------------------------------------- goals */

/* The newest event at or behind `first` that so many trails took and that
   matches, as its record. */
static struct json_object *
newest_match(const struct session *session, size_t first, unsigned trails,
	     const struct pattern *pattern)
{
	struct account *account = session->lab.account;

	for (size_t i = account->events.count; i > first; i--) {
		struct json_object *record;

		if (event_at(account, i - 1)->trails < trails)
			continue;
		record = event_parse(account, i - 1);
		if (pattern_match(pattern, record))
			return record;
		json_object_put(record);
	}
	return NULL;
}

struct json_object *
session_find_record(const struct session *session,
		    const struct pattern *pattern)
{
	return newest_match(session, 0, 0, pattern);
}

static void
accept_found(struct step *own, const char *found, struct arena *arena)
{
	struct lesson_text *accept = arena_alloc(arena, sizeof *accept);

	*accept = (struct lesson_text){ .text = arena_strdup(arena, found) };
	own->accepts = accept;
	own->accept_count = 1;
}

const struct step *
session_answered_step(const struct session *session, const struct step *step,
		      struct step *own, struct arena *arena)
{
	struct json_object *record, *found;

	if (step->answer_event == NULL || !session->has_lab)
		return step;
	record = newest_match(session, 0, 0, step->answer_event);
	found = record == NULL ? NULL : json_path(record, step->answer_path);
	*own = *step;
	if (found != NULL && step->kind == STEP_TEXT)
		accept_found(own, json_object_get_string(found), arena);
	else if (found != NULL)
		own->number = json_object_get_double(found);
	json_object_put(record);
	return own;
}

static bool
taken_since(const struct session *session, unsigned trails,
	    const struct pattern *pattern)
{
	struct json_object *record =
		newest_match(session, session->events_before, trails, pattern);

	json_object_put(record);
	return record != NULL;
}

bool
session_event_since(const struct session *session,
		    const struct pattern *pattern)
{
	return taken_since(session, 0, pattern);
}

bool
session_goal_reached(const struct session *session, const struct step *step)
{
	struct json_object *state;
	bool reached;

	if (step->goal_event != NULL &&
	    !session_event_since(session, step->goal_event))
		return false;
	if (step->goal_logged != NULL &&
	    !taken_since(session, 1, step->goal_logged))
		return false;
	if (step->goal_state == NULL)
		return step->goal_event != NULL;
	state = account_state(session->lab.account);
	reached = pattern_match(step->goal_state, state);
	json_object_put(state);
	return reached;
}

/* ---------------------------------------------------- solutions and watching */

static void
type_quietly(struct session *session, const char *line)
{
	struct messages unread;

	messages_init(&unread);
	lab_type(&session->lab, line, &unread, NULL);
	messages_release(&unread);
}

void
session_type_solution(struct session *session, const struct step *step)
{
	for (size_t i = 0; step->lines != NULL && step->lines[i] != NULL; i++) {
		char *line = lab_fill(&session->lab, step->lines[i]);

		type_quietly(session, line);
		free(line);
	}
}

void
session_solve(struct session *session)
{
	const struct step *step = session_step_at(session, session->open);

	if (!session_goal_reached(session, step))
		session_type_solution(session, step);
	/* What the learner did before may be in the solution's way. */
	if (!session_goal_reached(session, step) &&
	    session->lab.input_count > session->inputs_before) {
		lab_rewind(&session->lab, session->inputs_before);
		session_type_solution(session, step);
	}
	session_keep_inputs(session);
}

static void
say_typed(struct messages *out, const char *who, const char *line)
{
	session_notice(out, phrase_make(&out->arena, N_("**%s** types: `%s`"),
					who, line));
}

void
session_watch(struct session *session, const struct step *step,
	      struct messages *out)
{
	struct lab *lab = &session->lab;
	const char *who = step->as != NULL ? step->as : lab->learner->name;
	size_t first = lab->account->events.count;

	for (size_t i = 0; step->lines != NULL && step->lines[i] != NULL; i++) {
		char *line = lab_fill(lab, step->lines[i]);
		bool is_aws = shell_is_line(line);
		char *typed = step->as != NULL && is_aws
				      ? str_printf("as %s %s", who, line)
				      : mem_strdup(line);

		if (out != NULL && is_aws)
			say_typed(out, who, line);
		type_quietly(session, typed);
		free(typed);
		free(line);
	}
	if (step->until != NULL) {
		lab_wait_for(lab, step->until, first, step->limit);
	} else if (step->duration > 0) {
		char *wait = str_printf("wait %llds",
					(long long)(step->duration /
						    CLOCK_SECOND));

		type_quietly(session, wait);
		free(wait);
	}
	session_keep_inputs(session);
}

void
session_watch_timeline(struct session *session, size_t i, bool live,
		       struct messages *out)
{
	const struct step *step = session_step_at(session, i);
	int since = step->since == NULL
			    ? -1
			    : lesson_step_index(session->lesson, step->since);

	if (since < 0 || (size_t)since > i)
		since = (int)i;
	lab_timeline(&session->lab, session->marks[since].began, live, out);
}

/* ------------------------------------------------------- passing over steps */

/* Brings the account behind step `i`, which begins now. */
static void
pass_step(struct session *session, size_t i)
{
	const struct step *step = session_step_at(session, i);

	if (step->kind == STEP_DO || step->kind == STEP_WATCH)
		session_begin_step(session, i);
	else if (session->has_lab)
		session->marks[i].began = session->lab.account->now;
	if (step->kind == STEP_DO)
		session_solve(session);
	else if (step->kind == STEP_WATCH)
		session_watch(session, step, NULL);
}

void
session_travel(struct session *session, size_t from, size_t target)
{
	for (size_t i = from; i < target; i++)
		pass_step(session, i);
}

/* How many inputs there were when step `i` began, as far as is known: that of
   the next step that was recorded. */
static size_t
boundary(const struct session *session, size_t i, size_t target,
	 const struct lesson_progress *progress)
{
	for (; i <= target; i++) {
		const struct step_progress *step = progress_find_step(
			progress, session_step_at(session, i)->id);

		if (step != NULL && step->inputs_before <= progress->input_count)
			return step->inputs_before;
	}
	return 0;
}

/* A watch step that was cut off in the middle is to be watched again. */
static bool
watch_is_whole(const struct step *step, size_t inputs)
{
	size_t lines = 0;

	while (step->lines != NULL && step->lines[lines] != NULL)
		lines++;
	return inputs > lines;
}

bool
session_replay(struct session *session, size_t target,
	       const struct lesson_progress *progress)
{
	struct lab *lab = &session->lab;
	const struct step *step = session_step_at(session, target);
	size_t typed = 0, rest;

	for (size_t i = 0; i <= target; i++) {
		size_t until = boundary(session, i, target, progress);

		if (until > typed) {
			if (!lab_replay(lab, progress->inputs + typed,
					until - typed))
				return false;
			typed = until;
		}
		session->marks[i].began = lab->account->now;
	}
	session->inputs_before = lab->input_count;
	session->events_before = lab->account->events.count;
	rest = progress->input_count - typed;
	session->recorded = progress->input_count;
	if (step->kind == STEP_WATCH && !watch_is_whole(step, rest)) {
		session_keep_inputs(session);
		session_watch(session, step, NULL);
		return true;
	}
	return rest == 0 || lab_replay(lab, progress->inputs + typed, rest);
}

/* ----------------------------------------------------- free play, taking back */

void
session_play(struct session *session, struct messages *out)
{
	session->playing = true;
	session->play_from = session->lab.input_count;
	session_notice(out,
		       phrase_make(&out->arena,
				   N_("Free play: type any aws command, or "
				      "`status`, `wait 5m`, `timeline`. Nothing "
				      "is graded, and `return` takes it all "
				      "back and goes on with the lesson.")));
}

void
session_stop_playing(struct session *session, struct messages *out)
{
	size_t lines = session->lab.input_count - session->play_from;

	if (lines > 0)
		lab_rewind(&session->lab, session->play_from);
	session->playing = false;
	session_notice(out,
		       phrase_make(&out->arena,
				   N_("Back in the lesson; the account is as "
				      "it was before you played.")));
}

void
session_ask(struct session *session, const char *line, struct messages *out)
{
	size_t before = session->lab.input_count;

	lab_type(&session->lab, line, out, NULL);
	if (session->lab.input_count > before)
		lab_rewind(&session->lab, before);
	session_notice(
		out,
		session_wants(session) == SESSION_ANSWER
			? phrase_make(&out->arena,
				      N_("You only looked: the account is as "
					 "before, and the question is still "
					 "open (`show` says it again)."))
			: phrase_make(&out->arena,
				      N_("You only looked: the account is as "
					 "before. Enter goes on.")));
}

static size_t
floor_of_undo(const struct session *session)
{
	return session->playing ? session->play_from : session->inputs_before;
}

void
session_take_back(struct session *session, bool all, struct messages *out)
{
	struct lab *lab = &session->lab;
	size_t floor = floor_of_undo(session);
	size_t until = all ? floor : lab->input_count - 1;

	if (lab->input_count <= floor) {
		session_notice(out, phrase_make(&out->arena,
						N_("There is nothing to take "
						   "back here.")));
		return;
	}
	for (size_t i = lab->input_count; i > until; i--)
		session_notice(out, phrase_make(&out->arena,
						N_("Taken back: `%s`"),
						lab->inputs[i - 1]));
	lab_rewind(lab, until);
	session_keep_inputs(session);
}
