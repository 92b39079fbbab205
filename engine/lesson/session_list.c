/* SPDX-License-Identifier: MIT */
/*
 * Where the learner is: the lists of lessons and steps, and the end of a
 * lesson with what was reached.
 */
#include "lesson/session_parts.h"

#include <string.h>

#include "lesson/grade.h"

static bool
is_this_lesson(const struct session *session, const struct pack_entry *entry)
{
	return strcmp(entry->id, session->lesson->id) == 0;
}

static char
lesson_mark(const struct session *session, const struct pack_entry *entry)
{
	const struct lesson_progress *progress = NULL;

	if (is_this_lesson(session, entry))
		return '>';
	if (session->host.progress != NULL)
		progress = progress_lesson(session->host.progress, entry->id);
	return progress != NULL && progress->done ? 'x' : ' ';
}

static void
list_lessons(const struct session *session, struct messages *out)
{
	const struct pack *pack = session->host.pack;
	struct message *m = message_text(out, MESSAGE_LIST,
					 lesson_phrase(&out->arena,
						       &pack->title));
	struct message_item *items = message_items(out, m, pack->count);

	for (size_t i = 0; i < pack->count; i++) {
		const struct pack_entry *entry = &pack->entries[i];

		items[i].label = lesson_phrase(&out->arena, &entry->title);
		items[i].note = phrase_same(&out->arena, entry->id);
		items[i].number = entry->minutes;
		items[i].mark = lesson_mark(session, entry);
	}
}

static char
step_mark(const struct session *session, size_t i)
{
	enum step_state state = session->marks[i].state;

	if (i == session->shown)
		return '>';
	if (step_is_graded(session_step_at(session, i)))
		return state == STEP_RIGHT || state == STEP_SKIPPED ? 'x' : ' ';
	return i < session->open ? 'x' : ' ';
}

/* A step without a title goes by its text's first line, or its question's. */
static struct phrase
step_label(const struct step *step, struct arena *arena)
{
	const struct lesson_text *text = &step->title;
	struct phrase label;

	if (text->text == NULL)
		text = &step->question;
	if (text->text == NULL)
		text = &step->text;
	label = lesson_phrase(arena, text);
	for (int k = 0; k < LANGUAGE_COUNT; k++) {
		const char *line = label.in[k] != NULL ? label.in[k] : "";

		label.in[k] = arena_strndup(arena, line, strcspn(line, "\n"));
	}
	return label;
}

static void
list_steps(const struct session *session, struct messages *out)
{
	const struct lesson *lesson = session->lesson;
	struct message *m = message_text(out, MESSAGE_LIST,
					 lesson_phrase(&out->arena,
						       &lesson->title));
	struct message_item *items =
		message_items(out, m, lesson->step_count);

	for (size_t i = 0; i < lesson->step_count; i++) {
		items[i].label = step_label(&lesson->steps[i], &out->arena);
		items[i].mark = step_mark(session, i);
	}
}

void
session_show_lists(struct session *session, struct messages *out)
{
	if (session->host.pack != NULL)
		list_lessons(session, out);
	list_steps(session, out);
}

/* ------------------------------------------------------------------ the end */

static struct phrase
reached(const struct session *session, struct arena *arena)
{
	int first = 0, later = 0, skipped = 0, open = 0;

	for (size_t i = 0; i < session->lesson->step_count; i++) {
		const struct step_mark *mark = &session->marks[i];

		if (!step_is_graded(session_step_at(session, i)))
			continue;
		first += mark->state == STEP_RIGHT && mark->attempts <= 1;
		later += mark->state == STEP_RIGHT && mark->attempts > 1;
		skipped += mark->state == STEP_SKIPPED;
		open += mark->state == STEP_NEW || mark->state == STEP_MISSED;
	}
	if (open > 0)
		return phrase_make(arena,
				   N_("Right at the first try: %d. After a "
				      "miss: %d. Skipped: %d. Still open: %d."),
				   first, later, skipped, open);
	return phrase_make(arena,
			   N_("Right at the first try: %d. After a miss: %d. "
			      "Skipped: %d."),
			   first, later, skipped);
}

static void
say_next_lesson(const struct session *session, struct messages *out)
{
	const struct pack *pack = session->host.pack;
	struct phrase next, title;
	size_t i = 0;

	while (i < pack->count && !is_this_lesson(session, &pack->entries[i]))
		i++;
	if (i + 1 >= pack->count)
		return;
	title = lesson_phrase(&out->arena, &pack->entries[i + 1].title);
	for (int k = 0; k < LANGUAGE_COUNT; k++)
		next.in[k] = arena_printf(
			&out->arena,
			language_get((enum language)k,
				     N_("Next lesson: **%s**, %d minutes "
					"(`jasoos learn %s`).")),
			title.in[k], pack->entries[i + 1].minutes,
			pack->entries[i + 1].id);
	session_notice(out, next);
}

void
session_show_done(struct session *session, struct messages *out)
{
	const struct lesson *lesson = session->lesson;
	struct arena *arena = &out->arena;
	struct phrase text = lesson_phrase(arena, &lesson->title);
	struct message *m;

	if (lesson_graded_count(lesson) > 0)
		text = phrase_join(arena, text, "\n\n",
				   reached(session, arena));
	m = message_text(out, MESSAGE_DONE, text);
	m->note = lesson_phrase(arena, &lesson->summary);
	if (session->host.pack != NULL)
		say_next_lesson(session, out);
}
