/* SPDX-License-Identifier: MIT */
/*
 * The author's check: a lesson is played by itself, step after step, in one
 * account.
 *
 * Every graded step must take its own answer and refuse each of its wrong
 * ones, in every language, since a translated option is typed as well as
 * pointed at.  A task must not be done when it begins, must not be reached by
 * its wrong lines, and must be reached by its solution.  A learner may
 * also type a wrong line and then the solution: either that reaches the goal
 * and what is watched next still happens, or the line's feedback says `undo`.
 */
#include "lesson/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "lesson/diagnostic.h"
#include "lesson/grade.h"
#include "lesson/session_parts.h"

struct check {
	const struct lesson *lesson;
	const struct step *step; /* or a variant of it */
	size_t at;		 /* its place in the lesson */
	struct diagnostics *diagnostics;
	struct arena arena; /* of one step */
};

static void fault(struct check *check, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void
fault(struct check *check, int line, const char *format, ...)
{
	va_list args;
	char *what;

	va_start(args, format);
	what = arena_vprintf(&check->arena, format, args);
	va_end(args);
	diagnose(check->diagnostics, check->lesson->file,
		 line > 0 ? line : check->step->line, 1, _("step '%s': %s"),
		 check->step->id, what);
}

static const char *
in_language(struct phrase phrase, int language)
{
	return phrase.in[language] != NULL ? phrase.in[language] : "";
}

/* Names and untranslated texts are the same in every language: once is
   enough. */
static bool
says_the_same(struct phrase phrase, int language)
{
	for (int i = 0; i < language; i++)
		if (strcmp(in_language(phrase, i),
			   in_language(phrase, language)) == 0)
			return true;
	return false;
}

static struct graded
try_answer(struct check *check, const char *answer)
{
	return grade_answer(check->step, answer, &check->arena);
}

/* ------------------------------------------------------------ right answers */

static void
require_right(struct check *check, const char *answer, int line)
{
	if (try_answer(check, answer).grade != GRADE_RIGHT)
		fault(check, line, _("its own answer '%.80s' is not right"),
		      answer);
}

static void
check_right(struct check *check)
{
	if (check->step->kind != STEP_TEXT) {
		char *answer = step_right_answer(check->step);

		require_right(check, answer, 0);
		free(answer);
	}
	for (size_t i = 0; i < check->step->accept_count; i++) {
		const struct lesson_text *accept = &check->step->accepts[i];
		struct phrase phrase = lesson_phrase(&check->arena, accept);

		for (int k = 0; k < LANGUAGE_COUNT; k++)
			if (!says_the_same(phrase, k))
				require_right(check, in_language(phrase, k),
					      accept->line);
	}
}

static void
check_units(struct check *check, const struct lesson_text *unit)
{
	struct phrase phrase = lesson_phrase(&check->arena, unit);
	char *number = step_right_answer(check->step);

	for (int k = 0; k < LANGUAGE_COUNT; k++)
		require_right(check,
			      arena_printf(&check->arena, "%s %s", number,
					   in_language(phrase, k)),
			      unit->line);
	free(number);
}

/* ------------------------------------------------------------ wrong answers */

static void
require_wrong(struct check *check, const char *answer, int line)
{
	switch (try_answer(check, answer).grade) {
	case GRADE_RIGHT:
		fault(check, line, _("its wrong answer '%.80s' is right"),
		      answer);
		break;
	case GRADE_NO_ANSWER:
		fault(check, line,
		      _("its wrong answer '%.80s' is not understood as an "
			"answer"),
		      answer);
		break;
	default:
		break;
	}
}

static void
check_wrong_text(struct check *check, const struct step_wrong *wrong)
{
	struct phrase phrase = lesson_phrase(&check->arena, &wrong->answer);

	for (int k = 0; k < LANGUAGE_COUNT; k++)
		if (!says_the_same(phrase, k))
			require_wrong(check, in_language(phrase, k),
				      wrong->line);
}

static void
check_wrongs(struct check *check)
{
	for (size_t i = 0; i < check->step->wrong_count; i++) {
		const struct step_wrong *wrong = &check->step->wrongs[i];
		char *answer;

		if (check->step->kind == STEP_TEXT) {
			check_wrong_text(check, wrong);
			continue;
		}
		answer = step_wrong_answer(check->step, wrong);
		require_wrong(check, answer, wrong->line);
		free(answer);
	}
}

/* Names one option by number and by its text in every language: the same
   must be understood. */
static void
check_option(struct check *check, size_t i)
{
	const struct step_item *option = &check->step->items[i];
	struct phrase text = lesson_phrase(&check->arena, &option->text);
	char *number = str_printf("%zu", i + 1);
	struct graded by_number = try_answer(check, number);

	for (int k = 0; k < LANGUAGE_COUNT; k++) {
		struct graded by_text =
			try_answer(check, in_language(text, k));

		if (says_the_same(text, k))
			continue;
		if (by_text.grade != by_number.grade ||
		    strcmp(by_text.answer, by_number.answer) != 0)
			fault(check, option->line,
			      _("option '%s' is not understood by its text "
				"'%.60s' (%s)"),
			      option->id, in_language(text, k),
			      language_code((enum language)k));
	}
	free(number);
}

static size_t
right_options(const struct step *step)
{
	size_t count = 0;

	for (size_t i = 0; i < step->item_count; i++)
		count += step->items[i].right;
	return count;
}

static void
check_options(struct check *check)
{
	const struct step *step = check->step;
	bool several = right_options(step) > 1;

	for (size_t i = 0; i < step->item_count; i++) {
		char *number = str_printf("%zu", i + 1);

		check_option(check, i);
		if (step->kind == STEP_CHOOSE &&
		    (several || !step->items[i].right))
			require_wrong(check, number, step->items[i].line);
		free(number);
	}
}

static void
check_judgements(struct check *check)
{
	for (int i = 0; i < JUDGE_COUNT; i++) {
		struct phrase words = judgement_phrase((enum judgement)i);
		bool right = i == (int)check->step->judge;

		for (int k = 0; k < LANGUAGE_COUNT; k++) {
			if (right)
				require_right(check, words.in[k], 0);
			else
				require_wrong(check, words.in[k], 0);
		}
	}
}

static void
check_answers(struct check *check)
{
	switch (check->step->kind) {
	case STEP_PREDICT:
		check_options(check);
		return;
	case STEP_TEACH:
		return;
	case STEP_CHOOSE:
		check_options(check);
		break;
	case STEP_CONCEPT:
		check_judgements(check);
		break;
	case STEP_NUMBER:
		if (check->step->unit.text != NULL)
			check_units(check, &check->step->unit);
		for (size_t i = 0; i < check->step->unit_count; i++)
			check_units(check, &check->step->units[i]);
		break;
	default:
		break;
	}
	check_right(check);
	check_wrongs(check);
}

/* ---------------------------------------------------------------- the account */

static void
check_wrong_lines(struct check *check, struct session *session)
{
	for (size_t i = 0; i < check->step->wrong_count; i++) {
		const struct step_wrong *wrong = &check->step->wrongs[i];
		struct messages unread;

		messages_init(&unread);
		lab_type(&session->lab, wrong->line_typed, &unread, NULL);
		if (session_goal_reached(session, check->step))
			fault(check, wrong->line,
			      _("its wrong line reaches the goal: %.80s"),
			      wrong->line_typed);
		messages_release(&unread);
		lab_rewind(&session->lab, session->inputs_before);
	}
}

/* Until the next task, all that is waited for must happen. */
static void
check_watches_after(struct check *check, struct session *session,
		    const struct step_wrong *wrong)
{
	size_t before = session->events_before;

	for (size_t i = check->at + 1; i < check->lesson->step_count; i++) {
		const struct step *step = &check->lesson->steps[i];

		if (step->kind == STEP_DO)
			break;
		if (step->kind != STEP_WATCH)
			continue;
		session->events_before = session->lab.account->events.count;
		session_watch(session, step, NULL);
		if (step->until == NULL ||
		    session_event_since(session, step->until))
			continue;
		fault(check, wrong->line,
		      _("after this wrong line the solution reaches the goal, "
			"but what step '%s' waits for does not happen"),
		      step->id);
		break;
	}
	session->events_before = before;
}

/* The learner who errs and goes on: a wrong line, then the solution. */
static void
check_detours(struct check *check, struct session *session)
{
	for (size_t i = 0; i < check->step->wrong_count; i++) {
		const struct step_wrong *wrong = &check->step->wrongs[i];
		struct messages unread;

		lab_rewind(&session->lab, session->inputs_before);
		messages_init(&unread);
		lab_type(&session->lab, wrong->line_typed, &unread, NULL);
		messages_release(&unread);
		session_type_solution(session, check->step);
		if (session_goal_reached(session, check->step))
			check_watches_after(check, session, wrong);
		else if (strstr(wrong->feedback.text, "`undo`") == NULL)
			fault(check, wrong->line,
			      _("after this wrong line the solution does not "
				"reach the goal; let its feedback say `undo`"));
	}
	lab_rewind(&session->lab, session->inputs_before);
}

/* A solution is typed as it stands: no line of it may be misspelt. */
static void
check_solution(struct check *check, struct session *session)
{
	for (size_t i = 0; check->step->lines[i] != NULL; i++) {
		char *line = lab_fill(&session->lab, check->step->lines[i]);
		struct messages unread;

		messages_init(&unread);
		if (lab_type(&session->lab, line, &unread, NULL) ==
		    SHELL_USAGE)
			fault(check, 0, _("a line of its solution is no "
					  "command: %.80s"),
			      line);
		messages_release(&unread);
		free(line);
	}
	if (!session_goal_reached(session, check->step))
		fault(check, 0, _("its solution does not reach the goal"));
}

static void
check_task(struct check *check, struct session *session)
{
	if (session_goal_reached(session, check->step)) {
		fault(check, 0, _("the account is at the goal before anything "
				  "is typed"));
		return;
	}
	check_wrong_lines(check, session);
	check_solution(check, session);
	if (!session_goal_reached(session, check->step))
		return;
	check_detours(check, session);
	session_type_solution(session, check->step);
}

static void
check_watch(struct check *check, struct session *session)
{
	const struct step *step = check->step;

	if (step->as != NULL &&
	    principal_find(session->lab.account, step->as) == NULL) {
		fault(check, 0, _("'%s' is nobody in this account"), step->as);
		return;
	}
	session_watch(session, step, NULL);
	if (step->until != NULL && !session_event_since(session, step->until))
		fault(check, 0, _("what it waits for does not happen within "
				  "its limit"));
}

static void
check_record(struct check *check, struct session *session)
{
	const struct step *step = check->step;
	struct json_object *record = NULL;

	if (step->event_json != NULL)
		record = json_parse(step->event_json, strlen(step->event_json),
				    NULL, NULL);
	else if (session->has_lab)
		record = session_find_record(session, step->find);
	if (record == NULL)
		fault(check, 0, _("the account has no such event"));
	for (size_t i = 0; record != NULL && i < step->item_count; i++)
		if (json_path(record, step->items[i].path) == NULL)
			fault(check, step->items[i].line,
			      _("the record has no '%.80s'"),
			      step->items[i].path);
	json_object_put(record);
}

static bool
answer_is_there(const struct session *session, const struct step *step)
{
	struct json_object *record =
		session_find_record(session, step->answer_event);
	bool there = record != NULL &&
		     json_path(record, step->answer_path) != NULL;

	json_object_put(record);
	return there;
}

static void
check_asked(struct check *check, struct session *session)
{
	struct step own;
	const struct step *step = check->step;

	if (step->answer_event != NULL &&
	    !answer_is_there(session, step)) {
		fault(check, 0, _("the account has no such answer"));
		return;
	}
	check->step = session_answered_step(session, step, &own,
					    &check->arena);
	check_answers(check);
	check->step = step;
}

static void
check_step(struct check *check, struct session *session)
{
	const struct step *step = check->step;

	if (session->has_lab && step->kind == STEP_DO)
		check_task(check, session);
	else if (session->has_lab && step->kind == STEP_WATCH)
		check_watch(check, session);
	else if (step->kind == STEP_RECORD)
		check_record(check, session);
	else if (step_asks(step) && step->kind != STEP_DO)
		check_asked(check, session);
}

/* The step and each of its variants, from the same account. */
static void
check_variants(struct check *check, struct session *session,
	       const struct step *step)
{
	for (size_t k = 0; k <= step->variant_count; k++) {
		if (k > 0 && session->has_lab)
			lab_rewind(&session->lab, session->inputs_before);
		check->step = step_variant(step, k);
		check_step(check, session);
	}
}

void
lesson_check(const struct lesson *lesson, const struct scenario *scenario,
	     struct diagnostics *diagnostics)
{
	struct session session = { .lesson = lesson };
	struct check check = { .lesson = lesson, .diagnostics = diagnostics };

	if (!session_open_lab(&session, scenario, diagnostics))
		return;
	session.marks = mem_calloc(lesson->step_count + 1,
				   sizeof *session.marks);
	for (size_t i = 0; i < lesson->step_count; i++) {
		arena_init(&check.arena);
		session_begin_step(&session, i);
		check.at = i;
		check_variants(&check, &session, &lesson->steps[i]);
		arena_release(&check.arena);
	}
	free(session.marks);
	if (session.has_lab)
		lab_release(&session.lab);
}
