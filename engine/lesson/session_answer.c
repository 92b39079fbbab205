/* SPDX-License-Identifier: MIT */
/*
 * What the learner typed, judged, told, and recorded.
 *
 * A wrong answer is told why it is wrong and never what is right.  What cannot
 * be an answer costs nothing.  The same question may be answered again while
 * it is read later: that counts only as long as it was not right.
 */
#include "lesson/session_parts.h"

#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "lesson/grade.h"
#include "shell/shell.h"

enum { MISSES_TO_OFFER = 3 };

struct json_object *
session_entry(const struct session *session, const char *type,
	      const char *step)
{
	struct json_object *entry = json_object_new_object();

	json_set_string(entry, "type", type);
	json_set_string(entry, "lesson", session->lesson->id);
	if (step != NULL)
		json_set_string(entry, "step", step);
	return entry;
}

void
session_record(struct session *session, struct json_object *entry)
{
	if (session->host.record != NULL)
		session->host.record(session->host.data, entry);
	else
		json_object_put(entry);
}

/* Only what can be asked without an account comes back (learner/memory.h). */
static void
set_kind(struct json_object *entry, const struct step *step)
{
	if (step->kind != STEP_DO && step->answer_event == NULL)
		json_set_string(entry, "kind", step_kind_name(step->kind));
}

void
session_record_skip(struct session *session)
{
	const struct step *step = session_step_at(session, session->shown);
	struct json_object *entry = session_entry(session, "skip", step->id);

	set_kind(entry, step);
	session_record(session, entry);
}

static void
record_attempt(struct session *session, const char *verdict,
	       const char *answer)
{
	const struct step *step = session_step_at(session, session->shown);
	struct json_object *entry =
		session_entry(session, "attempt", step->id);

	set_kind(entry, step);
	json_set_string(entry, "answer", answer);
	json_set_string(entry, "verdict", verdict);
	json_set_int(entry, "hints", session->marks[session->shown].hints);
	json_set_string(entry, "lang",
			language_shown_code(language_now_shown()));
	session_record(session, entry);
}

static void
offer_hint(struct session *session, struct messages *out)
{
	const struct step *step = session_step_at(session, session->shown);
	const struct step_mark *mark = &session->marks[session->shown];

	if (mark->misses == 0 || mark->misses % MISSES_TO_OFFER != 0)
		return;
	if (mark->hints < step->hint_count)
		session_notice(out, phrase_make(&out->arena,
						N_("Would a hint help? Type "
						   "`hint`.")));
	else
		session_notice(out, phrase_make(&out->arena,
						N_("`skip` shows the answer "
						   "and goes on.")));
}

static void
settle(struct session *session)
{
	if (!session_is_reading(session))
		session->answered = true;
}

static void
take_right(struct session *session, const char *answer, struct phrase say,
	   struct messages *out)
{
	struct step_mark *mark = &session->marks[session->shown];
	bool counts = !session_is_reading(session) ||
		      mark->state != STEP_RIGHT;

	if (phrase_is_empty(say))
		say = phrase_make(&out->arena, N_("That is right."));
	message_text(out, MESSAGE_VERDICT, say)->verdict = VERDICT_RIGHT;
	session_show_why(session, session->shown, out);
	if (counts)
		record_attempt(session, "right", answer);
	if (mark->state != STEP_RIGHT)
		mark->attempts++;
	mark->state = STEP_RIGHT;
	settle(session);
}

static void
take_miss(struct session *session, const char *answer, struct phrase say,
	  bool partly, struct messages *out)
{
	struct step_mark *mark = &session->marks[session->shown];

	message_text(out, MESSAGE_VERDICT, say)->verdict =
		partly ? VERDICT_PARTLY : VERDICT_WRONG;
	if (!session_is_reading(session) || mark->state != STEP_RIGHT)
		record_attempt(session, partly ? "partly" : "wrong", answer);
	if (mark->state != STEP_RIGHT)
		mark->attempts++;
	if (mark->state == STEP_NEW)
		mark->state = STEP_MISSED;
	mark->misses++;
	offer_hint(session, out);
}

/* What is not graded is kept as it is. */
static void
take_guess(struct session *session, const struct graded *graded,
	   const char *line, struct messages *out)
{
	const struct step *step = session_step_at(session, session->shown);
	struct json_object *entry = session_entry(session, "guess", step->id);

	json_set_string(entry, "answer", graded->answer);
	session_record(session, entry);
	if (step->kind == STEP_TEACH)
		session_show_model(session, line, out);
	else
		message_text(out, MESSAGE_VERDICT, graded->say);
	settle(session);
}

void
session_answer(struct session *session, const char *line, struct messages *out)
{
	struct step own;
	const struct step *step = session_answered_step(
		session, session_step_at(session, session->shown), &own,
		&out->arena);
	struct graded graded = grade_answer(step, line, &out->arena);

	switch (graded.grade) {
	case GRADE_RIGHT:
		take_right(session, graded.answer, graded.say, out);
		break;
	case GRADE_PARTLY:
	case GRADE_WRONG:
		take_miss(session, graded.answer, graded.say,
			  graded.grade == GRADE_PARTLY, out);
		break;
	case GRADE_TAKEN:
		take_guess(session, &graded, line, out);
		break;
	case GRADE_NO_ANSWER:
		session_notice(out, graded.say);
		break;
	}
}

/* ------------------------------------------------------------- do: a task */

/* One blank for any white space between words. */
static void
squeeze_blanks(const char *line, struct strbuf *out)
{
	for (;;) {
		size_t length;

		line += strspn(line, " \t\r\n");
		length = strcspn(line, " \t\r\n");
		if (length == 0)
			return;
		if (out->len > 0)
			strbuf_addch(out, ' ');
		strbuf_add(out, line, length);
		line += length;
	}
}

static bool
same_line(const char *a, const char *b)
{
	struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;
	bool same;

	squeeze_blanks(a, &first);
	squeeze_blanks(b, &second);
	same = strcmp(first.buf, second.buf) == 0;
	strbuf_release(&first);
	strbuf_release(&second);
	return same;
}

static const struct step_wrong *
find_wrong(const struct step *step, const char *line)
{
	for (size_t i = 0; i < step->wrong_count; i++)
		if (same_line(step->wrongs[i].line_typed, line))
			return &step->wrongs[i];
	return NULL;
}

void
session_task_line(struct session *session, const char *line,
		  struct messages *out)
{
	const struct step *step = session_step_at(session, session->open);
	const struct step_wrong *wrong = find_wrong(step, line);
	bool changed, went_well;

	went_well = lab_type(&session->lab, line, out, &changed) == SHELL_DONE;
	session_keep_inputs(session);
	if (changed && session_goal_reached(session, step))
		take_right(session, line,
			   phrase_make(&out->arena, N_("The task is done.")),
			   out);
	else if (wrong != NULL)
		take_miss(session, line,
			  lesson_phrase(&out->arena, &wrong->feedback), false,
			  out);
	else if (changed && went_well && shell_is_line(line))
		session_notice(out, phrase_make(&out->arena,
						N_("The task is still open: "
						   "`show` says it again.")));
}
