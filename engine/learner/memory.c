/* SPDX-License-Identifier: MIT */
/*
 * Memory from the journal: its entries are walked once, in order.  An entry of
 * a step that cannot come back (a task, a guess), or without a time, says
 * nothing.
 */
#include "learner/memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "learner/journal.h"

enum { MOST_CARDS = 10000 };

/* A miss comes back in the next sitting, or in this one. */
static const int64_t miss_steps[] = { 10 * CLOCK_MINUTE };
static const struct fsrs_steps steps = { miss_steps, 1, miss_steps, 1 };

static void
card_release(struct memory_card *card)
{
	free(card->lesson);
	free(card->step);
}

static struct memory_card *
card_of(struct memory *memory, const char *lesson, const char *step)
{
	struct memory_card *card;

	for (size_t i = 0; i < memory->count; i++) {
		card = &memory->cards[i];
		if (strcmp(card->step, step) == 0 &&
		    strcmp(card->lesson, lesson) == 0)
			return card;
	}
	if (memory->count == MOST_CARDS)
		return NULL;
	memory->cards = list_grow(memory->cards, memory->count,
				  &memory->allocated, sizeof *memory->cards);
	card = &memory->cards[memory->count++];
	*card = (struct memory_card){ .lesson = mem_strdup(lesson),
				      .step = mem_strdup(step) };
	return card;
}

static enum fsrs_rating
rating_of(struct json_object *entry)
{
	const char *verdict = json_string(entry, "verdict");

	if (verdict == NULL || strcmp(verdict, "right") != 0)
		return FSRS_AGAIN;
	return json_int(entry, "hints", 0) > 0 ? FSRS_HARD : FSRS_GOOD;
}

static void
take_answer(struct memory *memory, struct json_object *entry, int64_t at)
{
	const char *lesson = json_string(entry, "lesson");
	const char *step = json_string(entry, "step");
	enum fsrs_rating rating = rating_of(entry);
	struct memory_card *card;

	if (lesson == NULL || step == NULL || json_string(entry, "kind") == NULL)
		return;
	card = card_of(memory, lesson, step);
	if (card == NULL)
		return;
	if (card->answers > 0 && at < card->card.reviewed + miss_steps[0])
		return;
	fsrs_review(&card->card, &steps, rating, at);
	card->missed = rating == FSRS_AGAIN;
	card->answers++;
}

static void
take_forget(struct memory *memory, struct json_object *entry)
{
	const char *lesson = json_string(entry, "lesson");
	size_t kept = 0;

	for (size_t i = 0; i < memory->count; i++)
		if (lesson != NULL &&
		    strcmp(memory->cards[i].lesson, lesson) != 0)
			memory->cards[kept++] = memory->cards[i];
		else
			card_release(&memory->cards[i]);
	memory->count = kept;
}

/* Days in a row, counted as they come. */
struct days {
	int64_t last;
	unsigned row;
};

static void
take_day(struct days *days, int64_t day)
{
	if (days->row == 0 || day > days->last + 1)
		days->row = 1;
	else if (day == days->last + 1)
		days->row++;
	if (day > days->last || days->row == 1)
		days->last = day;
}

void
memory_derive(struct memory *memory, const struct journal *journal,
	      int64_t now, int64_t offset)
{
	static const char *const answers[] = { "attempt", "skip", "review" };
	struct days days = { 0 };

	*memory = (struct memory){ 0 };
	for (size_t i = 0; i < journal->count; i++) {
		struct json_object *entry = journal->entries[i];
		const char *type = json_string(entry, "type");
		const char *when = json_string(entry, "at");
		int64_t at;

		if (type == NULL)
			continue;
		if (strcmp(type, "forget") == 0)
			take_forget(memory, entry);
		if (when == NULL || !clock_parse(when, &at))
			continue;
		for (size_t k = 0; k < sizeof answers / sizeof *answers; k++)
			if (strcmp(type, answers[k]) == 0) {
				take_answer(memory, entry, at);
				take_day(&days, (at + offset) / CLOCK_DAY);
			}
	}
	if (days.row > 0 && days.last >= (now + offset) / CLOCK_DAY - 1)
		memory->streak = days.row;
}

void
memory_release(struct memory *memory)
{
	for (size_t i = 0; i < memory->count; i++)
		card_release(&memory->cards[i]);
	free(memory->cards);
	*memory = (struct memory){ 0 };
}

size_t
memory_due(const struct memory *memory, int64_t now)
{
	size_t due = 0;

	for (size_t i = 0; i < memory->count; i++)
		due += memory->cards[i].card.state != FSRS_NEW &&
		       memory->cards[i].card.due <= now;
	return due;
}

int64_t
memory_next_due(const struct memory *memory)
{
	int64_t next = INT64_MAX;

	for (size_t i = 0; i < memory->count; i++)
		if (memory->cards[i].card.due < next)
			next = memory->cards[i].card.due;
	return next;
}

int
memory_compare(const struct memory_card *a, const struct memory_card *b,
	       int64_t now)
{
	double first = fsrs_retrievability(&a->card, now);
	double second = fsrs_retrievability(&b->card, now);

	if (a->missed != b->missed)
		return a->missed ? -1 : 1;
	return (first > second) - (first < second);
}
