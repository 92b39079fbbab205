/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing lesson files.
 *
 * Beyond not crashing: a lesson is given out exactly when nothing was said
 * against it; each fault has a message and a place in the file; a lesson that
 * is given out is whole, and reading it twice gives the same catalog.
 */
#include <string.h>

#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/extract.h"
#include "lesson/lesson.h"

#include "fuzz.h"

static void
check_faults(const struct diagnostics *faults, const uint8_t *data, size_t size)
{
	int lines = 1;

	for (size_t i = 0; i < size; i++)
		lines += data[i] == '\n';
	require(faults->count > 0);
	for (size_t i = 0; i < faults->count; i++) {
		const struct diagnostic *fault = &faults->items[i];

		require(fault->message[0] != '\0');
		require(fault->line >= 0 && fault->line <= lines + 1);
		require((fault->line == 0) == (fault->column == 0));
	}
}

static void
check_step(const struct step *step)
{
	require(step->id != NULL);
	if (!step_is_graded(step))
		return;
	require(step->why.text != NULL && step->hint_count >= 2);
	require(step->question.text != NULL);
	require(step->wrong_count > 0 || step->kind == STEP_CHOOSE ||
		step->kind == STEP_CONCEPT);
	for (size_t i = 0; i < step->wrong_count; i++)
		require(step->wrongs[i].feedback.text != NULL);
}

static void
catalog_of(const struct lesson *lesson, struct strbuf *out)
{
	struct pot pot;

	pot_begin(&pot, out);
	pot_texts(&pot, "lessons/x.yaml", lesson->texts);
	pot_end(&pot);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	struct diagnostics faults = { 0 };
	struct lesson *lesson = lesson_parse("x.yaml", bytes, size, &faults);

	if (lesson == NULL) {
		check_faults(&faults, data, size);
	} else {
		struct lesson *again =
			lesson_parse("x.yaml", bytes, size, &faults);
		struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;

		require(faults.count == 0 && lesson->step_count > 0);
		for (size_t i = 0; i < lesson->step_count; i++)
			check_step(&lesson->steps[i]);
		catalog_of(lesson, &a);
		catalog_of(again, &b);
		require(strcmp(a.buf, b.buf) == 0);
		strbuf_release(&a);
		strbuf_release(&b);
		lesson_free(again);
		lesson_free(lesson);
	}
	diagnostics_release(&faults);
	return 0;
}
