/* SPDX-License-Identifier: MIT */
/*
 * jasoos progress: what the journal says of each lesson; and to forget one of
 * them, or everything.
 */
#include "command/command.h"

#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "language/answer.h"
#include "lesson/lesson.h"

enum { COLUMNS = 5 };

/* What one lesson's steps add up to. */
struct sums {
	int right, skipped, missed;
	unsigned hints;
};

static struct sums
add_up(const struct lesson_progress *lesson)
{
	struct sums sums = {
		.right = progress_count(lesson, STEP_RIGHT),
		.skipped = progress_count(lesson, STEP_SKIPPED),
		.missed = progress_count(lesson, STEP_MISSED),
	};

	for (size_t i = 0; i < lesson->step_count; i++)
		sums.hints += lesson->steps[i].hints;
	return sums;
}

static struct phrase
number(struct arena *arena, int value)
{
	return phrase_same(arena, arena_printf(arena, "%d", value));
}

static void
fill_row(struct program *program, struct phrase *cells,
	 const struct lesson_progress *lesson)
{
	struct arena *arena = &program->out.arena;
	struct sums sums = add_up(lesson);

	cells[0] = phrase_same(arena, lesson->lesson);
	cells[1] = lesson->done ? phrase_make(arena, N_("done"))
		   : lesson->step != NULL
			   ? phrase_make(arena, N_("at step `%s`"),
					 lesson->step)
			   : phrase_make(arena, N_("begun"));
	cells[2] = phrase_same(arena, arena_printf(arena, "%d/%d", sums.right,
						   lesson->graded));
	cells[3] = number(arena, sums.skipped);
	cells[4] = number(arena, (int)sums.hints);
}

static void
list_progress(struct program *program)
{
	const struct progress *progress = &program->progress;
	struct arena *arena = &program->out.arena;
	struct message *table;
	struct phrase *cells;

	if (progress->count == 0) {
		message_text(&program->out, MESSAGE_NOTICE,
			     phrase_make(arena,
					 N_("Nothing yet: `jasoos` begins.")));
		return;
	}
	table = message_add(&program->out, MESSAGE_TABLE);
	table->columns = COLUMNS;
	cells = arena_alloc(arena, (progress->count + 1) * COLUMNS *
					   sizeof *cells);
	table->cells = cells;
	cells[0] = phrase_make(arena, N_("lesson"));
	cells[1] = phrase_make(arena, N_("where"));
	cells[2] = phrase_make(arena, N_("right"));
	cells[3] = phrase_make(arena, N_("skipped"));
	cells[4] = phrase_make(arena, N_("hints"));
	table->rows = 1;
	for (size_t i = 0; i < progress->count; i++)
		if (progress->lessons[i]->started)
			fill_row(program, cells + COLUMNS * table->rows++,
				 progress->lessons[i]);
}

static void
print_json(const struct lesson_progress *lesson)
{
	struct json_object *row = json_object_new_object();
	struct strbuf line = STRBUF_INIT;
	struct sums sums = add_up(lesson);

	json_set_string(row, "lesson", lesson->lesson);
	json_set_string(row, "state", lesson->done ? "done" : "started");
	json_set_string(row, "step", lesson->step);
	json_set_int(row, "graded", lesson->graded);
	json_set_int(row, "right", sums.right);
	json_set_int(row, "missed", sums.missed);
	json_set_int(row, "skipped", sums.skipped);
	json_set_int(row, "hints", sums.hints);
	json_write(row, &line);
	puts(line.buf);
	strbuf_release(&line);
	json_object_put(row);
}

static int
show(struct program *program, bool json)
{
	const struct progress *progress = &program->progress;

	learner_read(program);
	for (size_t i = 0; json && i < progress->count; i++)
		if (progress->lessons[i]->started)
			print_json(progress->lessons[i]);
	if (!json && program->journal.trouble == 0) {
		list_progress(program);
		program_flush(program);
	}
	if (program->journal.trouble == 0)
		return ANSWER_DONE;
	learner_tell_trouble(program);
	return ANSWER_STATE;
}

/* ------------------------------------------------------------------ forgetting */

/* Whether what is about to be lost may be lost. */
static bool
confirmed(struct program *program, const struct arguments *arguments,
	  const char *question)
{
	struct strbuf line = STRBUF_INIT;
	bool yes = option_value(arguments, "yes") != NULL;

	if (!yes && !program_is_interactive(program)) {
		complain(program, N_("without a terminal this needs --yes"));
		return false;
	}
	if (!yes)
		yes = program_read(program, question, &line) &&
		      answer_yes_no(line.buf) == 1;
	strbuf_release(&line);
	return yes;
}

static int
may_write(struct program *program)
{
	if (program->no_save) {
		complain(program, N_("--no-save and this do not go together"));
		return ANSWER_USAGE;
	}
	return ANSWER_DONE;
}

static int
tell(struct program *program, struct phrase text)
{
	message_text(&program->out, MESSAGE_NOTICE, text);
	program_flush(program);
	return ANSWER_DONE;
}

static int
forget(struct program *program, const struct arguments *arguments)
{
	const char *lesson = arguments->operands[1];
	struct json_object *entry;

	if (lesson == NULL) {
		complain(program, N_("forget which lesson? 'jasoos progress' "
				     "lists them"));
		return ANSWER_USAGE;
	}
	if (may_write(program) != ANSWER_DONE)
		return ANSWER_USAGE;
	if (!learner_open(program) || program->journal.trouble != 0)
		return ANSWER_STATE;
	if (progress_lesson(&program->progress, lesson) == NULL) {
		complain(program, N_("there is nothing to forget of '%s'"),
			 lesson);
		return ANSWER_NO;
	}
	entry = json_object_new_object();
	json_set_string(entry, "type", "forget");
	json_set_string(entry, "lesson", lesson);
	learner_record(program, entry);
	if (program->journal.trouble != 0)
		return ANSWER_STATE;
	return tell(program, phrase_make(&program->out.arena,
					 N_("Forgotten: %s"), lesson));
}

/* A damaged journal can be put aside too: this is the way out. */
static int
reset(struct program *program, const struct arguments *arguments)
{
	if (arguments->operands[1] != NULL) {
		complain(program, N_("reset forgets everything; one lesson: "
				     "jasoos progress forget %s"),
			 arguments->operands[1]);
		return ANSWER_USAGE;
	}
	if (may_write(program) != ANSWER_DONE)
		return ANSWER_USAGE;
	/* TRANSLATORS: a prompt; letters of ASCII only */
	if (!confirmed(program, arguments, _("forget everything? (y/n) ")))
		return option_value(arguments, "yes") == NULL &&
				       !program_is_interactive(program)
			       ? ANSWER_USAGE
			       : ANSWER_NO;
	program->trouble_told = true; /* it is about to be mended */
	learner_open(program);
	program->trouble_told = false;
	if (journal_reset(&program->journal) != 0) {
		learner_tell_trouble(program);
		complain(program, N_("nothing was changed"));
		return ANSWER_STATE;
	}
	return tell(program,
		    phrase_make(&program->out.arena,
				N_("A new journal is begun; the old one is "
				   "kept beside it: %s"),
				program->journal.path));
}

static const struct {
	const char *name;
	int (*run)(struct program *program, const struct arguments *arguments);
} actions[] = {
	{ "forget", forget },
	{ "reset", reset },
};

static int
run(struct program *program, const struct arguments *arguments)
{
	const char *action = arguments->operands[0];
	const char *names[] = { "forget", "reset", NULL };

	program_speak(program);
	if (action == NULL)
		return show(program, option_value(arguments, "json") != NULL);
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
		if (strcmp(actions[i].name, action) == 0)
			return actions[i].run(program, arguments);
	complain_of_name(program, N_("'%s' is nothing that progress does"),
			 action, names);
	return ANSWER_USAGE;
}

static const struct command_option options[] = {
	{ "json", 0, NULL, N_("one JSON object a line") },
	{ "yes", 0, NULL, N_("reset without asking") },
	{ NULL, 0, NULL, NULL },
};

const struct command progress_command = {
	.name = "progress",
	.operands = "[forget LESSON | reset]",
	.most = 2,
	.summary = N_("what you have done; forget a lesson, or everything"),
	.details = N_("With `--json`, each line is an object with `lesson`, "
		      "`state` (`started`, `done`), `step`, `graded`, `right`, "
		      "`missed`, `skipped`, `hints`."),
	.options = options,
	.run = run,
};
