/* SPDX-License-Identifier: MIT */
/*
 * Every bundled lesson, walked from its first screen to its last, in both
 * languages: each graded step gets a wrong answer first and then its right
 * one.  The whole transcripts stand in tests/golden under the name of the
 * lesson's file, to be read by a person; `UPDATE=1` writes them anew.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/grade.h"
#include "lesson/scenario.h"
#include "lesson/session.h"
#include "lesson/session_parts.h"
#include "terminal/screen.h"

enum { MOST_LINES = 400 };

struct walk {
	FILE *out;
	struct screen screen;
	struct session *session;
	struct messages messages;
	const struct step *tried; /* has had its wrong answer */
	int lines;
};

static void
no_faults(const struct diagnostics *faults)
{
	if (faults->count > 0)
		fail_msg("%s:%d: %s", faults->items[0].file,
			 faults->items[0].line, faults->items[0].message);
}

static void
draw(struct walk *walk)
{
	screen_messages(&walk->screen, &walk->messages);
	messages_clear(&walk->messages);
}

static enum session_wants
type(struct walk *walk, const char *line)
{
	enum session_wants wants;

	if (++walk->lines > MOST_LINES)
		fail_msg("the lesson does not end");
	fprintf(walk->out, "\n> %s\n", line);
	wants = session_feed(walk->session, line, &walk->messages);
	draw(walk);
	return wants;
}

/* A wrong answer as it would be typed, or NULL; the caller frees it. */
static char *
wrong_answer(const struct step *step)
{
	if (step->wrong_count > 0)
		return step_wrong_answer(step, &step->wrongs[0]);
	for (size_t i = 0; step->kind == STEP_CHOOSE && i < step->item_count;
	     i++)
		if (!step->items[i].right)
			return str_printf("%zu", i + 1);
	if (step->kind == STEP_CONCEPT)
		return mem_strdup(step->judge == JUDGE_RIGHT ? "3" : "1");
	return NULL;
}

/* The right answer, also where it stands in the account. */
static char *
right_answer(const struct walk *walk, const struct step *step)
{
	struct arena arena;
	struct step own;
	char *line;

	arena_init(&arena);
	line = step_right_answer(
		session_answered_step(walk->session, step, &own, &arena));
	arena_release(&arena);
	return line;
}

static void
answer(struct walk *walk, const struct step *step)
{
	char *line = walk->tried == step ? NULL : wrong_answer(step);
	bool wrong = line != NULL;

	walk->tried = step;
	if (!wrong)
		line = right_answer(walk, step);
	type(walk, line);
	if (wrong && session_wants(walk->session) != SESSION_ANSWER)
		fail_msg("%s: a wrong answer was taken", step->id);
	if (!wrong && session_wants(walk->session) == SESSION_ANSWER)
		fail_msg("%s: its right answer was not taken", step->id);
	free(line);
}

static void
do_task(struct walk *walk, const struct step *step)
{
	if (step->wrong_count > 0 && walk->tried != step) {
		walk->tried = step;
		type(walk, step->wrongs[0].line_typed);
		if (session_wants(walk->session) != SESSION_LINE)
			fail_msg("%s: a wrong line reached the goal", step->id);
		return;
	}
	for (size_t i = 0; step->lines[i] != NULL; i++) {
		char *line = lab_fill(session_lab(walk->session),
				      step->lines[i]);

		type(walk, line);
		free(line);
	}
	if (session_wants(walk->session) == SESSION_LINE)
		fail_msg("%s: its solution did not reach the goal", step->id);
}

static void
walk_on(struct walk *walk)
{
	const struct step *step = session_step(walk->session);

	switch (session_wants(walk->session)) {
	case SESSION_ANSWER:
		answer(walk, step);
		break;
	case SESSION_LINE:
		do_task(walk, step);
		break;
	default:
		type(walk, "");
	}
}

static char *
walk_lesson(const struct lesson *lesson, const struct scenario *scenario,
	    const struct pack *pack)
{
	struct session_host host = { .pack = pack };
	struct diagnostics faults = { 0 };
	struct walk walk = { 0 };
	char *text = NULL;
	size_t length;

	walk.out = open_memstream(&text, &length);
	screen_open(&walk.screen, walk.out, walk.out);
	messages_init(&walk.messages);
	walk.session = session_new(lesson, scenario, &host, NULL,
				   &walk.messages, &faults);
	no_faults(&faults);
	draw(&walk);
	while (session_wants(walk.session) != SESSION_OVER)
		walk_on(&walk);
	assert_false(session_left(walk.session));
	session_free(walk.session);
	messages_release(&walk.messages);
	fclose(walk.out);
	return text;
}

/* The transcript is what the file says; on a difference the first line of it
   is told. */
static void
compare(const char *name, const char *text)
{
	struct strbuf golden = STRBUF_INIT;
	const char *a = text, *b;
	int line = 1;

	if (getenv("UPDATE") != NULL) {
		assert_int_equal(file_write(name, text, strlen(text)), 0);
		return;
	}
	assert_int_equal(file_read(name, 4 << 20, &golden), 0);
	for (b = golden.buf; *a && *a == *b; a++, b++)
		line += *a == '\n';
	if (*a != *b)
		fail_msg("%s:%d: is not what the lesson shows now; look at "
			 "the difference that UPDATE=1 makes", name, line);
	strbuf_release(&golden);
}

/* Named as its lesson's file is, so that a new lesson renames no other's. */
static char *
golden_name(const struct pack_entry *entry, const char *code)
{
	return str_printf("tests/golden/%.*s.%s.txt",
			  (int)strcspn(entry->file, "."), entry->file, code);
}

static void
compare_pack(enum language_shown shown, const char *code)
{
	struct diagnostics faults = { 0 };
	struct pack *pack = pack_load("lessons", &faults);

	no_faults(&faults);
	language_show(shown);
	for (size_t i = 0; i < pack->count; i++) {
		struct lesson *lesson =
			pack_lesson(pack, &pack->entries[i], &faults);
		struct scenario *scenario = NULL;
		char *name, *text;

		no_faults(&faults);
		if (lesson->scenario != NULL)
			scenario = scenario_load("data/scenarios",
						 lesson->scenario, &faults);
		no_faults(&faults);
		text = walk_lesson(lesson, scenario, pack);
		name = golden_name(&pack->entries[i], code);
		compare(name, text);
		free(name);
		free(text);
		scenario_free(scenario);
		lesson_free(lesson);
	}
	pack_free(pack);
}

static void
every_lesson_can_be_walked_to_its_end_in_roman_urdu(void **state)
{
	(void)state;
	compare_pack(LANGUAGE_SHOW_UR, "ur");
}

static void
every_lesson_can_be_walked_to_its_end_in_english(void **state)
{
	(void)state;
	compare_pack(LANGUAGE_SHOW_EN, "en");
}

static int
open_catalogs(void **state)
{
	const char *build = getenv("BUILD");
	char *locale = file_join(build ? build : "build", "locale");
	int result = language_start(locale);

	(void)state;
	if (result == 0)
		result = language_bind_pack(locale, "jasoos-lessons",
					    LANGUAGE_EN);
	free(locale);
	setenv("COLUMNS", "80", 1);
	return result;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			every_lesson_can_be_walked_to_its_end_in_roman_urdu),
		cmocka_unit_test(
			every_lesson_can_be_walked_to_its_end_in_english),
	};

	return cmocka_run_group_tests(tests, open_catalogs, NULL);
}
