/* SPDX-License-Identifier: MIT */
/*
 * Review: the queue of due questions, and a line that comes in.
 *
 * A question is shown by the session's own hand, on a session without an
 * account: only what needs none comes back.
 */
#include "lesson/review.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/grade.h"
#include "lesson/session_parts.h"

struct asked {
	struct session session; /* of its lesson, without an account */
	struct step_mark mark;
	bool again;		/* a second time in this sitting */
};

struct review {
	const struct session_host *host;
	struct asked *queue;
	size_t count, now;
	struct lesson **lessons; /* those of the queue, each once */
	size_t lesson_count, lessons_allocated;
	size_t asked, right;
	bool open;  /* the question is still to be answered */
	bool over;
};

/* -------------------------------------------------------------- the queue */

static struct lesson *
lesson_of(struct review *review, const struct pack *pack, const char *id)
{
	const struct pack_entry *entry = pack_find(pack, id);
	struct diagnostics unused = { 0 };
	struct lesson *lesson = NULL;

	for (size_t i = 0; i < review->lesson_count; i++)
		if (strcmp(review->lessons[i]->id, id) == 0)
			return review->lessons[i];
	if (entry != NULL)
		lesson = pack_lesson(pack, entry, &unused);
	diagnostics_release(&unused);
	if (lesson == NULL)
		return NULL;
	review->lessons = list_grow(review->lessons, review->lesson_count,
				    &review->lessons_allocated,
				    sizeof *review->lessons);
	return review->lessons[review->lesson_count++] = lesson;
}

/* Can it be asked without an account? */
static bool
comes_back(const struct step *step)
{
	return step_is_graded(step) && step->kind != STEP_DO &&
	       step->answer_event == NULL;
}

static void
add_card(struct review *review, const struct pack *pack,
	 const struct memory_card *card)
{
	struct lesson *lesson = lesson_of(review, pack, card->lesson);
	struct asked *asked = &review->queue[review->count];
	int at = lesson == NULL ? -1 : lesson_step_index(lesson, card->step);

	if (at < 0 ||
	    !comes_back(step_variant(&lesson->steps[at], card->answers)))
		return;
	*asked = (struct asked){
		.session = { .lesson = lesson,
			     .round = card->answers,
			     .open = (size_t)at,
			     .shown = (size_t)at },
	};
	review->count++;
}

struct due {
	const struct memory_card *card;
	int64_t now;
};

static int
compare_due(const void *left, const void *right)
{
	const struct due *a = left, *b = right;
	int order = memory_compare(a->card, b->card, a->now);

	/* As they stand in the journal: the same queue each time. */
	return order != 0 ? order : (a->card > b->card) - (a->card < b->card);
}

static void
fill_queue(struct review *review, const struct pack *pack,
	   const struct memory *memory, int64_t now, size_t most)
{
	struct due *due = mem_calloc(memory->count + 1, sizeof *due);
	size_t count = 0;

	for (size_t i = 0; i < memory->count; i++)
		if (memory->cards[i].card.due <= now)
			due[count++] = (struct due){ &memory->cards[i], now };
	qsort(due, count, sizeof *due, compare_due);
	/* Twice the room: each may come again. */
	review->queue = mem_calloc(2 * most + 1, sizeof *review->queue);
	for (size_t i = 0; i < count && review->count < most; i++)
		add_card(review, pack, due[i].card);
	free(due);
}

/* --------------------------------------------------------------- asking */

static struct asked *
current(struct review *review)
{
	return &review->queue[review->now];
}

static const struct step *
current_step(struct review *review)
{
	struct asked *asked = current(review);

	return session_step_at(&asked->session, asked->session.shown);
}

static void
show_current(struct review *review, struct messages *out)
{
	struct asked *asked = current(review);
	size_t first = out->count;

	session_show_step(&asked->session, asked->session.shown, out);
	out->items[first]->text = lesson_phrase(&out->arena,
						&asked->session.lesson->title);
	out->items[first]->number = (int)review->now + 1;
	out->items[first]->count = (int)review->count;
}

static void
show_end(struct review *review, struct messages *out)
{
	review->over = true;
	session_notice(out, phrase_make(&out->arena,
					N_("Questions: %d. Right at once: %d."),
					(int)review->asked,
					(int)review->right));
}

static void
go_on(struct review *review, struct messages *out)
{
	if (review->now + 1 >= review->count) {
		show_end(review, out);
		return;
	}
	review->now++;
	review->open = true;
	show_current(review, out);
}

struct review *
review_new(const struct pack *pack, const struct memory *memory, int64_t now,
	   size_t most, const struct session_host *host, struct messages *out)
{
	struct review *review = mem_calloc(1, sizeof *review);

	review->host = host;
	fill_queue(review, pack, memory, now, most);
	review->over = review->count == 0;
	review->open = !review->over;
	if (review->open)
		show_current(review, out);
	return review;
}

void
review_free(struct review *review)
{
	if (review == NULL)
		return;
	for (size_t i = 0; i < review->lesson_count; i++)
		lesson_free(review->lessons[i]);
	free(review->lessons);
	free(review->queue);
	free(review);
}

/* -------------------------------------------------------------- an answer */

static void
record(struct review *review, const char *verdict, const char *answer)
{
	struct asked *asked = current(review);
	const struct step *step = current_step(review);
	struct json_object *entry =
		session_entry(&asked->session, "review", step->id);

	json_set_string(entry, "kind", step_kind_name(step->kind));
	json_set_string(entry, "answer", answer);
	json_set_string(entry, "verdict", verdict);
	json_set_int(entry, "hints", asked->mark.hints);
	if (review->host->record != NULL)
		review->host->record(review->host->data, entry);
	else
		json_object_put(entry);
}

/* The first answer is what is remembered. */
static void
count_answer(struct review *review, const char *verdict, const char *answer)
{
	struct asked *asked = current(review);
	bool right = strcmp(verdict, "right") == 0;

	if (asked->mark.misses > 0)
		return;
	record(review, verdict, answer);
	if (asked->again)
		return;
	review->asked++;
	review->right += right;
	if (right)
		return;
	review->queue[review->count] = (struct asked){
		.session = asked->session, .again = true,
	};
	review->count++;
}

static void
take_right(struct review *review, const struct graded *graded,
	   struct messages *out)
{
	struct asked *asked = current(review);
	struct phrase say = phrase_is_empty(graded->say)
				    ? phrase_make(&out->arena,
						  N_("That is right."))
				    : graded->say;

	message_text(out, MESSAGE_VERDICT, say)->verdict = VERDICT_RIGHT;
	session_show_why(&asked->session, asked->session.shown, out);
	count_answer(review, "right", graded->answer);
	review->open = false;
}

static void
take_miss(struct review *review, const struct graded *graded,
	  struct messages *out)
{
	bool partly = graded->grade == GRADE_PARTLY;

	message_text(out, MESSAGE_VERDICT, graded->say)->verdict =
		partly ? VERDICT_PARTLY : VERDICT_WRONG;
	count_answer(review, partly ? "partly" : "wrong", graded->answer);
	current(review)->mark.misses++;
}

static void
take_answer(struct review *review, const char *line, struct messages *out)
{
	struct graded graded =
		grade_answer(current_step(review), line, &out->arena);

	if (graded.grade == GRADE_RIGHT)
		take_right(review, &graded, out);
	else if (graded.grade == GRADE_NO_ANSWER)
		session_notice(out, graded.say);
	else
		take_miss(review, &graded, out);
}

/* ------------------------------------------------------------- the words */

static void
word_skip(struct review *review, struct messages *out)
{
	struct asked *asked = current(review);

	count_answer(review, "skipped", "");
	session_show_answer(&asked->session, asked->session.shown, out);
	review->open = false;
}

static void
word_hint(struct review *review, struct messages *out)
{
	session_show_hint(current_step(review), &current(review)->mark, out);
}

static void
word_help(struct messages *out)
{
	static const enum word words[] = {
		WORD_HINT, WORD_SKIP, WORD_SHOW, WORD_LANGUAGE,
		WORD_HELP, WORD_QUIT, WORD_NONE,
	};

	lab_list_words(out, words, false);
}

static void
word_language(struct review *review, const char *rest, struct messages *out)
{
	enum language_shown shown;

	if (language_parse_shown(rest, &shown)) {
		language_show(shown);
		show_current(review, out);
	} else {
		session_notice(out,
			       phrase_make(&out->arena,
					   N_("Say which: `lang ur` for Roman "
					      "Urdu, `lang en` for English, "
					      "`lang both` for both.")));
	}
}

static void
take_word(struct review *review, enum word word, const char *rest,
	  struct messages *out)
{
	switch (word) {
	case WORD_HINT:
		word_hint(review, out);
		break;
	case WORD_SKIP:
		if (review->open)
			word_skip(review, out);
		break;
	case WORD_SHOW:
		show_current(review, out);
		break;
	case WORD_LANGUAGE:
		word_language(review, rest, out);
		break;
	case WORD_QUIT:
		show_end(review, out);
		break;
	default:
		word_help(out);
	}
}

enum session_wants
review_wants(const struct review *review)
{
	return review->over   ? SESSION_OVER
	       : review->open ? SESSION_ANSWER
			      : SESSION_ENTER;
}

static void
feed_trimmed(struct review *review, const char *line, struct messages *out)
{
	const char *rest;
	enum word word = word_parse(line, &rest);

	if (!review->open && (line[0] == '\0' || word == WORD_NEXT))
		go_on(review, out);
	else if (word != WORD_NONE &&
		 !(review->open && grade_names_answer(current_step(review),
						      line, &out->arena)))
		take_word(review, word, rest, out);
	else if (review->open)
		take_answer(review, line, out);
	else
		session_notice(out, phrase_make(&out->arena,
						N_("Enter goes on; `help` "
						   "lists the words that work "
						   "here.")));
}

enum session_wants
review_feed(struct review *review, const char *line, struct messages *out)
{
	struct strbuf trimmed = STRBUF_INIT;

	if (review->over)
		return SESSION_OVER;
	strbuf_addstr(&trimmed, line);
	strbuf_trim(&trimmed);
	feed_trimmed(review, trimmed.buf, out);
	strbuf_release(&trimmed);
	return review_wants(review);
}

size_t
review_asked(const struct review *review)
{
	return review->asked;
}

size_t
review_right(const struct review *review)
{
	return review->right;
}
