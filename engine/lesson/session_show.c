/* SPDX-License-Identifier: MIT */
/*
 * What each kind of step looks like as messages.
 *
 * A step appends its heading, its text, and the table, picture or question it
 * is about; how that is drawn is the host's.
 */
#include "lesson/session_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "lesson/grade.h"
#include "lesson/picks.h"

static bool
is_joined(const struct step *step)
{
	return step->joined && !step_asks(step) && step->kind != STEP_WATCH;
}

size_t
session_screen_top(const struct session *session, size_t i)
{
	while (i > 0 && is_joined(session_step_at(session, i - 1)))
		i--;
	return i;
}

size_t
session_screen_end(const struct session *session, size_t i)
{
	while (i + 1 < session->lesson->step_count &&
	       is_joined(session_step_at(session, i)))
		i++;
	return i;
}

/* ------------------------------------------------------ heading and sources */

static struct phrase
source_phrase(const struct session *session, const struct step *step,
	      struct arena *arena)
{
	const struct lesson *lesson = session->lesson;
	struct phrase all = { { NULL } };

	for (size_t i = 0; step->sources != NULL && step->sources[i]; i++) {
		for (size_t k = 0; k < lesson->source_count; k++) {
			const struct lesson_reference *source =
				&lesson->sources[k];

			if (strcmp(source->id, step->sources[i]) == 0)
				all = phrase_join(arena, all, "; ",
						  lesson_phrase(arena,
								&source->text));
		}
	}
	return all;
}

/* ------------------------------------------------------------ what is shown */

static void
show_table(const struct step *step, struct messages *out)
{
	struct message *m = message_add(out, MESSAGE_TABLE);
	size_t count = step->rows * step->columns;

	m->rows = step->rows;
	m->columns = step->columns;
	m->cells = arena_alloc(&out->arena, count * sizeof *m->cells);
	for (size_t i = 0; i < count; i++)
		m->cells[i] = lesson_phrase(&out->arena, &step->cells[i]);
}

static void
show_flow(const struct step *step, struct messages *out)
{
	struct message *m = message_add(out, MESSAGE_FLOW);
	struct message_item *items = message_items(out, m, step->item_count);

	for (size_t i = 0; i < step->item_count; i++) {
		items[i].label =
			lesson_phrase(&out->arena, &step->items[i].text);
		items[i].note =
			lesson_phrase(&out->arena, &step->items[i].other);
	}
}

static void
show_record(const struct session *session, const struct step *step,
	    struct messages *out)
{
	struct json_object *record = NULL;
	struct strbuf text = STRBUF_INIT;
	struct message *m;
	struct message_item *items;

	if (step->event_json != NULL)
		strbuf_addstr(&text, step->event_json);
	else if (session->has_lab)
		record = session_find_record(session, step->find);
	if (record != NULL)
		json_write(record, &text);
	json_object_put(record);
	if (text.len == 0) {
		session_notice(out, phrase_make(&out->arena,
						N_("There is no such event in "
						   "this account yet.")));
		return;
	}
	message_bytes(out, MESSAGE_RECORD, text.buf, text.len);
	strbuf_release(&text);
	m = out->items[out->count - 1];
	items = message_items(out, m, step->item_count);
	for (size_t i = 0; i < step->item_count; i++) {
		items[i].label = phrase_same(&out->arena, step->items[i].path);
		items[i].note =
			lesson_phrase(&out->arena, &step->items[i].text);
	}
}

/* ---------------------------------------------------------------- questions */

static size_t
right_options(const struct step *step)
{
	size_t count = 0;

	for (size_t i = 0; i < step->item_count; i++)
		count += step->items[i].right;
	return count;
}

static struct phrase
how_to_answer(const struct step *step, struct arena *arena)
{
	switch (step->kind) {
	case STEP_PREDICT:
		return phrase_make(arena, N_("A guess, not graded: type its "
					     "number."));
	case STEP_CHOOSE:
		if (right_options(step) > 1)
			return phrase_make(arena,
					   N_("More than one is right: type "
					      "their numbers, such as `1,2`."));
		return phrase_make(arena, N_("Type its number."));
	case STEP_CONCEPT:
		return phrase_make(arena, N_("Is that right? Type the "
					     "number."));
	case STEP_NUMBER:
		return phrase_make(arena, N_("Type a number."));
	case STEP_TEXT:
		return phrase_make(arena, N_("Type a word or a few."));
	case STEP_TEACH:
		return phrase_make(arena, N_("In your own words, in any "
					     "language, as to a friend. It is "
					     "not graded."));
	case STEP_ORDER:
		return phrase_make(arena, N_("Type the numbers in the right "
					     "order, with blanks between "
					     "them."));
	case STEP_MATCH:
		return phrase_make(arena, N_("Give each letter its number, "
					     "such as `a=1 b=2`."));
	default:
		return phrase_same(arena, "");
	}
}

/* The mixed right sides stand beside the lefts, which keep their order. */
static void
show_pairs(const struct step *step, struct messages *out)
{
	struct message *m = message_add(out, MESSAGE_TABLE);
	struct arena *arena = &out->arena;
	size_t order[PICKS_MOST];

	step_mixed(step, order);
	m->rows = step->item_count + 1;
	m->columns = 2;
	m->cells = arena_alloc(arena, m->rows * 2 * sizeof *m->cells);
	m->cells[0] = phrase_make(arena, N_("this"));
	m->cells[1] = phrase_make(arena, N_("goes with"));
	for (size_t i = 0; i < step->item_count; i++) {
		const struct step_item *left = &step->items[i];
		const struct step_item *right = &step->items[order[i]];
		char letter[2] = { (char)('a' + i % 26), '\0' };
		char number[24];

		snprintf(number, sizeof number, "%zu", i + 1);
		m->cells[2 * i + 2] =
			phrase_join(arena, phrase_same(arena, letter), ") ",
				    lesson_phrase(arena, &left->text));
		m->cells[2 * i + 3] =
			phrase_join(arena, phrase_same(arena, number), ") ",
				    lesson_phrase(arena, &right->other));
	}
}

/* What is numbered below the question, if anything. */
static void
add_options(const struct step *step, struct message *m, struct messages *out)
{
	size_t order[PICKS_MOST];
	struct message_item *items;

	if (step->kind == STEP_CONCEPT) {
		items = message_items(out, m, JUDGE_COUNT);
		for (int i = 0; i < JUDGE_COUNT; i++)
			items[i].label = judgement_phrase((enum judgement)i);
	}
	if (step->kind != STEP_PREDICT && step->kind != STEP_CHOOSE &&
	    step->kind != STEP_ORDER)
		return;
	for (size_t i = 0; i < step->item_count; i++)
		order[i] = i;
	if (step->kind == STEP_ORDER)
		step_mixed(step, order);
	items = message_items(out, m, step->item_count);
	for (size_t i = 0; i < step->item_count; i++)
		items[i].label = lesson_phrase(&out->arena,
					       &step->items[order[i]].text);
}

static void
show_question(const struct step *step, struct messages *out)
{
	struct message *m;

	if (step->kind == STEP_MATCH)
		show_pairs(step, out);
	if (step->belief)
		message_text(out, MESSAGE_TEXT,
			     phrase_make(&out->arena,
					 N_("**People often think:**")));
	m = message_text(out, MESSAGE_QUESTION,
			 lesson_phrase(&out->arena, &step->question));
	m->note = how_to_answer(step, &out->arena);
	add_options(step, m, out);
}

void
session_show_notes(const struct session *session,
		   const struct lesson_text *notes, struct messages *out)
{
	if (!session->host.notes || notes->text == NULL)
		return;
	session_notice(out, phrase_join(&out->arena,
					phrase_make(&out->arena,
						    N_("**To the teacher:**")),
					" ",
					lesson_phrase(&out->arena, notes)));
}

void
session_show_model(struct session *session, const char *own,
		   struct messages *out)
{
	const struct step *step = session_step_at(session, session->shown);
	struct arena *arena = &out->arena;
	struct message *m;
	struct message_item *items;

	if (own != NULL)
		message_text(out, MESSAGE_TEXT,
			     phrase_join(arena,
					 phrase_make(arena, N_("**You said:**")),
					 " ", phrase_same(arena, own)));
	message_text(out, MESSAGE_TEXT,
		     phrase_join(arena,
				 phrase_make(arena, N_("**One could say:**")),
				 " ", lesson_phrase(arena, &step->model)));
	m = message_text(out, MESSAGE_TEXT,
			 phrase_make(arena, N_("Did yours say this too?")));
	items = message_items(out, m, step->point_count);
	for (size_t i = 0; i < step->point_count; i++)
		items[i].label = lesson_phrase(arena, &step->points[i]);
}

void
session_show_step(struct session *session, size_t i, struct messages *out)
{
	const struct step *step = session_step_at(session, i);
	struct arena *arena = &out->arena;
	struct message *m;

	m = message_text(out, MESSAGE_STEP, lesson_phrase(arena, &step->title));
	m->number = (int)i + 1;
	m->count = (int)session->lesson->step_count;
	session_show_notes(session, &step->notes, out);
	if (step->text.text != NULL)
		message_text(out, MESSAGE_TEXT,
			     lesson_phrase(arena, &step->text));
	switch (step->kind) {
	case STEP_TABLE:
		show_table(step, out);
		break;
	case STEP_FLOW:
		show_flow(step, out);
		break;
	case STEP_RECORD:
		show_record(session, step, out);
		break;
	case STEP_DO:
		message_text(out, MESSAGE_TASK,
			     lesson_phrase(arena, &step->question));
		break;
	case STEP_WATCH:
		if (step->question.text != NULL)
			message_text(out, MESSAGE_TEXT,
				     lesson_phrase(arena, &step->question));
		break;
	case STEP_SAY:
		break;
	default:
		show_question(step, out);
	}
	/* Before a question a source would only be in the way. */
	if (!step_asks(step))
		out->items[out->count - 1]->source =
			source_phrase(session, step, arena);
}

/* ------------------------------------------------------- answers, given away */

static struct phrase
solution_line(const struct session *session, const char *line,
	      struct arena *arena)
{
	char *filled = lab_fill(&session->lab, line);
	struct phrase phrase = phrase_same(arena, filled);

	free(filled);
	return phrase;
}

static struct phrase
number_phrase(const struct step *step, struct arena *arena)
{
	struct phrase number =
		phrase_same(arena, arena_printf(arena, "%.15g", step->number));

	return phrase_join(arena, number, " ",
			   lesson_phrase(arena, &step->unit));
}

static size_t
answer_lines(const struct step *step)
{
	size_t lines = 0;

	switch (step->kind) {
	case STEP_CHOOSE:
		return right_options(step);
	case STEP_ORDER:
	case STEP_MATCH:
		return step->item_count;
	case STEP_DO:
		while (step->lines[lines] != NULL)
			lines++;
		return lines;
	default:
		return 1;
	}
}

static void
fill_answer(const struct session *session, const struct step *step,
	    struct arena *arena, struct message_item *items)
{
	switch (step->kind) {
	case STEP_CHOOSE:
		for (size_t i = 0; i < step->item_count; i++)
			if (step->items[i].right)
				(items++)->label = lesson_phrase(
					arena, &step->items[i].text);
		break;
	case STEP_CONCEPT:
		items->label = judgement_phrase(step->judge);
		break;
	case STEP_NUMBER:
		items->label = number_phrase(step, arena);
		break;
	case STEP_TEXT:
		items->label = lesson_phrase(arena, &step->accepts[0]);
		break;
	case STEP_ORDER:
		for (size_t i = 0; i < step->item_count; i++)
			items[i].label =
				lesson_phrase(arena, &step->items[i].text);
		break;
	case STEP_MATCH:
		for (size_t i = 0; i < step->item_count; i++)
			items[i].label = phrase_join(
				arena,
				lesson_phrase(arena, &step->items[i].text),
				" = ",
				lesson_phrase(arena, &step->items[i].other));
		break;
	default:
		for (size_t i = 0; step->lines[i] != NULL; i++)
			items[i].label = solution_line(session, step->lines[i],
						       arena);
	}
}

void
session_show_answer(struct session *session, size_t i, struct messages *out)
{
	struct step own;
	const struct step *step = session_answered_step(
		session, session_step_at(session, i), &own, &out->arena);
	struct message *m = message_text(
		out, MESSAGE_ANSWER,
		step->kind == STEP_DO
			? phrase_make(&out->arena, N_("This reaches it:"))
			: phrase_make(&out->arena, N_("Here it is:")));

	fill_answer(session, step, &out->arena,
		    message_items(out, m, answer_lines(step)));
	session_show_why(session, i, out);
}

void
session_show_hint(const struct step *step, struct step_mark *mark,
		  struct messages *out)
{
	struct message *m;

	if (step->hint_count == 0) {
		session_notice(out,
			       phrase_make(&out->arena,
					   N_("There is nothing to hint at "
					      "here.")));
		return;
	}
	if (mark->hints >= step->hint_count) {
		session_notice(out,
			       phrase_make(&out->arena,
					   N_("That was the last hint; `skip` "
					      "shows the answer.")));
		return;
	}
	m = message_text(out, MESSAGE_HINT,
			 lesson_phrase(&out->arena, &step->hints[mark->hints]));
	m->number = (int)++mark->hints;
	m->count = (int)step->hint_count;
}

void
session_show_why(struct session *session, size_t i, struct messages *out)
{
	const struct step *step = session_step_at(session, i);
	struct phrase why = lesson_phrase(&out->arena, &step->why);

	if (step->kind == STEP_CONCEPT)
		why = phrase_join(&out->arena,
				  lesson_phrase(&out->arena, &step->refinement),
				  "\n\n", why);
	message_text(out, MESSAGE_WHY, why)->source =
		source_phrase(session, step, &out->arena);
}

