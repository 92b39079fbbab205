/* SPDX-License-Identifier: MIT */
/*
 * Progress from the journal: its entries are walked once, in order, each by
 * the row of its type.  An entry of an unknown type, or one that lacks what
 * its type needs, says nothing and is passed over.
 */
#include "learner/progress.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "learner/journal.h"

/* A journal is searched line by line for its lesson and step; more of them
   than any learner meets would only cost time. */
enum { MOST_LESSONS = 1000, MOST_STEPS = 1000 };

static void
set_text(char **text, const char *value)
{
	char *copy = mem_strdup(value);

	free(*text);
	*text = copy;
}

static void
drop_inputs(struct lesson_progress *lesson, size_t count)
{
	while (lesson->input_count > count)
		free(lesson->inputs[--lesson->input_count]);
	for (size_t i = 0; i < lesson->step_count; i++)
		if (lesson->steps[i].inputs_before > count)
			lesson->steps[i].inputs_before = count;
}

static void
lesson_release(struct lesson_progress *lesson)
{
	drop_inputs(lesson, 0);
	free(lesson->inputs);
	for (size_t i = 0; i < lesson->step_count; i++)
		free(lesson->steps[i].step);
	free(lesson->steps);
	free(lesson->step);
	free(lesson->arriving);
	free(lesson->version);
	free(lesson->lesson);
	free(lesson);
}

struct lesson_progress *
progress_lesson(const struct progress *progress, const char *lesson)
{
	for (size_t i = 0; i < progress->count; i++)
		if (strcmp(progress->lessons[i]->lesson, lesson) == 0)
			return progress->lessons[i];
	return NULL;
}

static struct lesson_progress *
lesson_of(struct progress *progress, struct json_object *entry)
{
	const char *id = json_string(entry, "lesson");
	struct lesson_progress *lesson;

	if (id == NULL)
		return NULL;
	lesson = progress_lesson(progress, id);
	if (lesson == NULL && progress->count < MOST_LESSONS) {
		lesson = mem_calloc(1, sizeof *lesson);
		lesson->lesson = mem_strdup(id);
		progress->lessons = list_grow(progress->lessons,
					      progress->count,
					      &progress->allocated,
					      sizeof(struct lesson_progress *));
		progress->lessons[progress->count++] = lesson;
	}
	return lesson;
}

static struct step_progress *
find_step(const struct lesson_progress *lesson, const char *step)
{
	for (size_t i = 0; i < lesson->step_count; i++)
		if (strcmp(lesson->steps[i].step, step) == 0)
			return &lesson->steps[i];
	return NULL;
}

static struct step_progress *
step_of(struct lesson_progress *lesson, struct json_object *entry)
{
	const char *id = json_string(entry, "step");
	struct step_progress *step;

	if (id == NULL)
		return NULL;
	step = find_step(lesson, id);
	if (step != NULL || lesson->step_count == MOST_STEPS)
		return step;
	lesson->steps = list_grow(lesson->steps, lesson->step_count,
				  &lesson->step_allocated,
				  sizeof(struct step_progress));
	step = &lesson->steps[lesson->step_count++];
	*step = (struct step_progress){ .step = mem_strdup(id) };
	return step;
}

static bool
stands_at(const struct lesson_progress *lesson,
	  const struct step_progress *step)
{
	return lesson->step != NULL && strcmp(lesson->step, step->step) == 0;
}

static void
stand_at(struct lesson_progress *lesson, const char *step)
{
	set_text(&lesson->step, step);
	lesson->answered = false;
}

static void
take_start(struct progress *progress, struct lesson_progress *lesson,
	   struct json_object *entry)
{
	lesson->started = true;
	lesson->graded = (int)json_int(entry, "graded", 0);
	set_text(&lesson->version, json_string(entry, "version"));
	set_text(&progress->last_lesson, lesson->lesson);
	if (lesson->arriving != NULL)
		stand_at(lesson, lesson->arriving);
	set_text(&lesson->arriving, NULL);
}

static void
take_at(struct progress *progress, struct lesson_progress *lesson,
	struct json_object *entry)
{
	struct step_progress *step = step_of(lesson, entry);

	if (step == NULL)
		return;
	step->inputs_before = lesson->input_count;
	if (lesson->version == NULL) {
		set_text(&lesson->arriving, step->step);
		return;
	}
	stand_at(lesson, step->step);
	set_text(&progress->last_lesson, lesson->lesson);
	if (lesson->arriving != NULL)
		stand_at(lesson, lesson->arriving);
	set_text(&lesson->arriving, NULL);
}

static void
take_attempt(struct progress *progress, struct lesson_progress *lesson,
	     struct json_object *entry)
{
	struct step_progress *step = step_of(lesson, entry);
	const char *verdict = json_string(entry, "verdict");
	int64_t hints = json_int(entry, "hints", 0);
	bool right;

	(void)progress;
	if (step == NULL || verdict == NULL)
		return;
	right = strcmp(verdict, "right") == 0;
	if (right && stands_at(lesson, step))
		lesson->answered = true;
	if (step->state == STEP_RIGHT)
		return;
	step->attempts++;
	if (hints > 0 && hints < 1000 && step->hints < (unsigned)hints)
		step->hints = (unsigned)hints;
	if (right)
		step->state = STEP_RIGHT;
	else if (step->state == STEP_NEW)
		step->state = STEP_MISSED;
}

static void
take_guess(struct progress *progress, struct lesson_progress *lesson,
	   struct json_object *entry)
{
	struct step_progress *step = step_of(lesson, entry);

	(void)progress;
	if (step != NULL && stands_at(lesson, step))
		lesson->answered = true;
}

static void
take_skip(struct progress *progress, struct lesson_progress *lesson,
	  struct json_object *entry)
{
	struct step_progress *step = step_of(lesson, entry);

	(void)progress;
	if (step == NULL)
		return;
	if (stands_at(lesson, step))
		lesson->answered = true;
	if (step->state != STEP_RIGHT)
		step->state = STEP_SKIPPED;
}

static void
take_input(struct progress *progress, struct lesson_progress *lesson,
	   struct json_object *entry)
{
	const char *line = json_string(entry, "line");

	(void)progress;
	if (line == NULL)
		return;
	lesson->inputs = list_grow(lesson->inputs, lesson->input_count,
				   &lesson->input_allocated, sizeof(char *));
	lesson->inputs[lesson->input_count++] = mem_strdup(line);
}

static void
take_reset(struct progress *progress, struct lesson_progress *lesson,
	   struct json_object *entry)
{
	(void)progress;
	(void)entry;
	drop_inputs(lesson, 0);
	set_text(&lesson->version, NULL);
	set_text(&lesson->arriving, NULL);
}

static void
take_undo(struct progress *progress, struct lesson_progress *lesson,
	  struct json_object *entry)
{
	(void)progress;
	(void)entry;
	if (lesson->input_count > 0)
		drop_inputs(lesson, lesson->input_count - 1);
}

static void
take_done(struct progress *progress, struct lesson_progress *lesson,
	  struct json_object *entry)
{
	(void)progress;
	(void)entry;
	lesson->done = true;
	lesson->rounds++;
	lesson->answered = false;
	set_text(&lesson->step, NULL);
}

static void
forget_all(struct progress *progress)
{
	for (size_t i = 0; i < progress->count; i++)
		lesson_release(progress->lessons[i]);
	progress->count = 0;
	set_text(&progress->last_lesson, NULL);
}

static void
forget_lesson(struct progress *progress, const char *id)
{
	struct lesson_progress *lesson = progress_lesson(progress, id);
	size_t i = 0;

	if (lesson == NULL)
		return;
	if (progress->last_lesson != NULL &&
	    strcmp(progress->last_lesson, id) == 0)
		set_text(&progress->last_lesson, NULL);
	while (progress->lessons[i] != lesson)
		i++;
	memmove(&progress->lessons[i], &progress->lessons[i + 1],
		(progress->count - i - 1) * sizeof progress->lessons[0]);
	progress->count--;
	lesson_release(lesson);
}

static void
take_setting(struct progress *progress, struct json_object *entry)
{
	const char *name = json_string(entry, "name");

	if (name != NULL && strcmp(name, "lang") == 0)
		set_text(&progress->language, json_string(entry, "value"));
}

static const struct {
	const char *type;
	void (*take)(struct progress *progress, struct lesson_progress *lesson,
		     struct json_object *entry);
} lesson_entries[] = {
	{ "start", take_start },
	{ "at", take_at },
	{ "attempt", take_attempt },
	{ "guess", take_guess },
	{ "skip", take_skip },
	{ "input", take_input },
	{ "reset", take_reset },
	{ "undo", take_undo },
	{ "done", take_done },
};

static void
take_entry(struct progress *progress, struct json_object *entry)
{
	const char *type = json_string(entry, "type");
	const char *id = json_string(entry, "lesson");

	if (type == NULL)
		return;
	if (strcmp(type, "setting") == 0)
		take_setting(progress, entry);
	if (strcmp(type, "forget") == 0 && id != NULL)
		forget_lesson(progress, id);
	else if (strcmp(type, "forget") == 0)
		forget_all(progress);
	for (size_t i = 0; i < sizeof lesson_entries / sizeof lesson_entries[0];
	     i++) {
		struct lesson_progress *lesson;

		if (strcmp(type, lesson_entries[i].type) != 0)
			continue;
		lesson = lesson_of(progress, entry);
		if (lesson != NULL)
			lesson_entries[i].take(progress, lesson, entry);
	}
}

void
progress_derive(struct progress *progress, const struct journal *journal)
{
	*progress = (struct progress){ 0 };
	for (size_t i = 0; i < journal->count; i++)
		take_entry(progress, journal->entries[i]);
}

void
progress_release(struct progress *progress)
{
	forget_all(progress);
	free(progress->lessons);
	free(progress->language);
	*progress = (struct progress){ 0 };
}

const struct step_progress *
progress_find_step(const struct lesson_progress *lesson, const char *step)
{
	return lesson == NULL ? NULL : find_step(lesson, step);
}

enum step_state
progress_step(const struct lesson_progress *lesson, const char *step)
{
	const struct step_progress *found = progress_find_step(lesson, step);

	return found == NULL ? STEP_NEW : found->state;
}

int
progress_count(const struct lesson_progress *lesson, enum step_state state)
{
	int count = 0;

	for (size_t i = 0; lesson != NULL && i < lesson->step_count; i++)
		count += lesson->steps[i].state == state;
	return count;
}
