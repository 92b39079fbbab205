/* SPDX-License-Identifier: MIT */
/*
 * The session: where the learner is, and what a line means there.
 *
 * A line is taken in this order: in free play it belongs to the account; at a
 * question, an answer the step knows; then a word of the prompt; then a line
 * for the account, which in a task counts and elsewhere only looks; what is
 * none of these is told, in one line, what would be.
 */
#include "lesson/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/grade.h"
#include "lesson/session_parts.h"

enum { LINE_LIMIT = 4096 };

void
session_notice(struct messages *out, struct phrase text)
{
	message_text(out, MESSAGE_NOTICE, text);
}

/* ---------------------------------------------------------- step after step */

static void
begin_and_show(struct session *session, size_t i, struct messages *out)
{
	const struct step *step = session_step_at(session, i);

	session_begin_step(session, i);
	session_show_step(session, i, out);
	if (step->kind == STEP_WATCH) {
		session_watch(session, step, out);
		session_watch_timeline(session, i, true, out);
	}
}

void
session_enter(struct session *session, size_t i, struct messages *out)
{
	size_t end = session_screen_end(session, i);

	for (; i <= end; i++)
		begin_and_show(session, i, out);
}

static size_t
count_open(const struct session *session)
{
	size_t count = 0;

	for (size_t i = 0; i < session->lesson->step_count; i++)
		count += step_is_graded(session_step_at(session, i)) &&
			 session->marks[i].state != STEP_RIGHT &&
			 session->marks[i].state != STEP_SKIPPED;
	return count;
}

static void
finish(struct session *session, struct messages *out)
{
	size_t open = count_open(session);

	if (open > 0 && !session->warned) {
		session->warned = true;
		session_notice(out, phrase_make(&out->arena,
						N_("Questions still open: %d. "
						   "`list` shows them and "
						   "`jump` goes there; Enter "
						   "ends the lesson as it "
						   "is."),
						(int)open));
		return;
	}
	session->over = true;
	if (open == 0)
		session_record(session, session_entry(session, "done", NULL));
	session_show_done(session, out);
}

void
session_advance(struct session *session, struct messages *out)
{
	if (session->open + 1 < session->lesson->step_count)
		session_enter(session, session->open + 1, out);
	else
		finish(session, out);
}

/* -------------------------------------------------------------- beginning */

static void
load_marks(struct session *session, const struct lesson_progress *progress)
{
	size_t count = session->lesson->step_count;

	session->marks = mem_calloc(count, sizeof *session->marks);
	if (progress == NULL || progress->done)
		return;
	for (size_t i = 0; i < count; i++) {
		const struct step_progress *step = progress_find_step(
			progress, session_step_at(session, i)->id);

		if (step == NULL)
			continue;
		session->marks[i].state = step->state;
		session->marks[i].attempts = step->attempts;
		session->marks[i].hints = step->hints;
	}
}

static void
record_start(struct session *session)
{
	struct json_object *entry = session_entry(session, "start", NULL);

	json_set_string(entry, "version", session->lesson->version);
	json_set_int(entry, "graded", lesson_graded_count(session->lesson));
	session_record(session, entry);
}

static void
say_lesson(const struct session *session, struct messages *out)
{
	const struct lesson *lesson = session->lesson;
	struct message *m =
		message_text(out, MESSAGE_LESSON,
			     lesson_phrase(&out->arena, &lesson->title));

	m->note = lesson_phrase(&out->arena, &lesson->summary);
	session_show_notes(session, &lesson->notes, out);
}

/* The account of a step that is not where the learner stood.  Whoever reads
   the journal knows by the start, which comes last, that it is whole. */
static void
begin_at(struct session *session, size_t target,
	 const struct lesson_progress *progress, struct messages *out)
{
	if (progress != NULL)
		session_record(session, session_entry(session, "reset", NULL));
	session->recorded = 0;
	if (session->has_lab)
		lab_reset(&session->lab);
	session_travel(session, 0, target);
	session_enter(session, target, out);
	record_start(session);
}

static bool
go_on_at(struct session *session, size_t target,
	 const struct lesson_progress *progress, struct messages *out)
{
	session->open = session->shown = target;
	if (session->has_lab && !session_replay(session, target, progress))
		return false;
	session->answered = progress->answered;
	record_start(session);
	session_notice(out, phrase_make(&out->arena,
					N_("You go on where you were.")));
	session_show(session, out);
	/* A crash in the middle of a screen left its last steps out. */
	if (session_screen_end(session, target) > target)
		session_enter(session, target + 1, out);
	return true;
}

/* Where to begin: an index, or -1 with a diagnostic. */
static int
find_target(const struct lesson *lesson, const char *step,
	    const struct lesson_progress *progress,
	    struct diagnostics *diagnostics)
{
	int target = 0;

	if (step != NULL) {
		target = lesson_step_index(lesson, step);
		if (target < 0)
			diagnose(diagnostics, lesson->file, 0, 0,
				 _("there is no step '%.60s'"), step);
	} else if (progress != NULL && progress->step != NULL) {
		target = lesson_step_index(lesson, progress->step);
		if (target < 0)
			target = 0;
	}
	return target;
}

/* The learner stood there, in this very lesson. */
static bool
stood_at(const struct lesson *lesson, size_t target,
	 const struct lesson_progress *progress)
{
	return progress != NULL && progress->step != NULL &&
	       progress->version != NULL &&
	       strcmp(progress->version, lesson->version) == 0 &&
	       strcmp(progress->step, lesson->steps[target].id) == 0;
}

static bool
needs_account(const struct step *step)
{
	return step->kind == STEP_DO || step->kind == STEP_WATCH;
}

bool
session_open_lab(struct session *session, const struct scenario *scenario,
		 struct diagnostics *diagnostics)
{
	const struct lesson *lesson = session->lesson;

	if (scenario != NULL) {
		session->has_lab = lab_begin(&session->lab, scenario, 0,
					     diagnostics);
		session->lab.in_lesson = true;
		return session->has_lab;
	}
	for (size_t i = 0; i < lesson->step_count; i++) {
		if (!needs_account(&lesson->steps[i]))
			continue;
		diagnose(diagnostics, lesson->file, lesson->steps[i].line, 1,
			 _("step '%s' needs the account of a scenario"),
			 lesson->steps[i].id);
		return false;
	}
	return true;
}

struct session *
session_new(const struct lesson *lesson, const struct scenario *scenario,
	    const struct session_host *host, const char *step,
	    struct messages *out, struct diagnostics *diagnostics)
{
	const struct lesson_progress *progress =
		host->progress == NULL
			? NULL
			: progress_lesson(host->progress, lesson->id);
	int target = find_target(lesson, step, progress, diagnostics);
	struct session *session;

	if (target < 0 || lesson->step_count == 0)
		return NULL;
	session = mem_calloc(1, sizeof *session);
	session->lesson = lesson;
	session->host = *host;
	if (!session_open_lab(session, scenario, diagnostics)) {
		session_free(session);
		return NULL;
	}
	session->round = progress == NULL ? 0 : progress->rounds;
	load_marks(session, progress);
	say_lesson(session, out);
	if (!stood_at(lesson, (size_t)target, progress) ||
	    !go_on_at(session, (size_t)target, progress, out))
		begin_at(session, (size_t)target, progress, out);
	return session;
}

void
session_free(struct session *session)
{
	if (session == NULL)
		return;
	if (session->has_lab)
		lab_release(&session->lab);
	free(session->marks);
	free(session);
}

/* ------------------------------------------------------------- what is asked */

const struct step *
session_step(const struct session *session)
{
	return session_step_at(session, session->shown);
}

struct lab *
session_lab(struct session *session)
{
	return session->has_lab ? &session->lab : NULL;
}

bool
session_left(const struct session *session)
{
	return session->left;
}

enum session_wants
session_wants(const struct session *session)
{
	const struct step *step = session_step(session);

	if (session->over)
		return SESSION_OVER;
	if (session->playing)
		return SESSION_LINE;
	if (!step_asks(step))
		return SESSION_ENTER;
	if (session_is_reading(session))
		return step->kind == STEP_DO ? SESSION_ENTER : SESSION_ANSWER;
	if (session->answered)
		return SESSION_ENTER;
	return step->kind == STEP_DO ? SESSION_LINE : SESSION_ANSWER;
}

void
session_show(struct session *session, struct messages *out)
{
	size_t i = session_screen_top(session, session->shown);

	for (; i <= session->shown; i++) {
		session_show_step(session, i, out);
		if (session_step_at(session, i)->kind == STEP_WATCH)
			session_watch_timeline(session, i, false, out);
	}
	if (session_is_reading(session))
		session_notice(out,
			       phrase_make(&out->arena,
					   N_("You are reading again; `next` "
					      "goes on, `return` comes back to "
					      "step %d."),
					   (int)session->open + 1));
	else if (session->answered)
		session_notice(out, phrase_make(&out->arena,
						N_("This step is done; Enter "
						   "goes on.")));
}

/* -------------------------------------------------------- a line comes in */

static bool
asks_account(const struct session *session, const char *line)
{
	return session->has_lab && shell_is_line(line);
}

static void
feed_enter(struct session *session, const char *line, struct messages *out)
{
	const char *rest;
	enum word word = word_parse(line, &rest);

	if (line[0] == '\0')
		word = WORD_NEXT;
	if (session_word(session, word, rest, out))
		return;
	if (asks_account(session, line))
		session_ask(session, line, out);
	else
		session_notice(out, phrase_make(&out->arena,
						N_("Enter goes on; `help` "
						   "lists the words that work "
						   "here.")));
}

static void
feed_answer(struct session *session, const char *line, struct messages *out)
{
	const struct step *step = session_step(session);
	const char *rest;
	enum word word = word_parse(line, &rest);

	if (line[0] == '\0' && session_is_reading(session))
		word = WORD_NEXT;
	if (word != WORD_NONE && !grade_names_answer(step, line, &out->arena) &&
	    session_word(session, word, rest, out))
		return;
	if (asks_account(session, line) &&
	    !grade_names_answer(step, line, &out->arena))
		session_ask(session, line, out);
	else
		session_answer(session, line, out);
}

static void
feed_line(struct session *session, const char *line, struct messages *out)
{
	const char *rest;
	enum word word = word_parse(line, &rest);

	if (line[0] == '\0')
		session_notice(out,
			       session->playing
				       ? phrase_make(&out->arena,
						     N_("Free play: an aws "
							"command, or `return` "
							"to go on."))
				       : phrase_make(&out->arena,
						     N_("Type an aws command; "
							"`show` says the task "
							"again, `hint` "
							"helps.")));
	else if (session_word(session, word, rest, out))
		return;
	else if (session->playing)
		lab_type(&session->lab, line, out, NULL);
	else
		session_task_line(session, line, out);
}

static void
feed_trimmed(struct session *session, const char *line, struct messages *out)
{
	switch (session_wants(session)) {
	case SESSION_ENTER:
		feed_enter(session, line, out);
		break;
	case SESSION_ANSWER:
		feed_answer(session, line, out);
		break;
	case SESSION_LINE:
		feed_line(session, line, out);
		break;
	case SESSION_OVER:
		break;
	}
}

enum session_wants
session_feed(struct session *session, const char *line, struct messages *out)
{
	struct strbuf trimmed = STRBUF_INIT;

	strbuf_addstr(&trimmed, line);
	strbuf_trim(&trimmed);
	if (trimmed.len > LINE_LIMIT)
		session_notice(out,
			       phrase_make(&out->arena,
					   N_("That line is too long: %d bytes "
					      "are the most. It was not "
					      "taken."),
					   LINE_LIMIT));
	else if (!lab_line_is_plain(trimmed.buf))
		session_notice(out,
			       phrase_make(&out->arena,
					   N_("That line has bytes that are no "
					      "text. It was not taken.")));
	else
		feed_trimmed(session, trimmed.buf, out);
	strbuf_release(&trimmed);
	return session_wants(session);
}
