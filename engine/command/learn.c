/* SPDX-License-Identifier: MIT */
/*
 * jasoos learn: a lesson, line by line: what is typed goes into the session,
 * what the session says goes on the screen, what is to be remembered goes into
 * the journal before the next question is asked.
 *
 * Fed by a pipe it is the same lesson without prompts.
 */
#include "command/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/lesson.h"
#include "lesson/scenario.h"
#include "lesson/session.h"
#include "shell/shell.h"

static bool
is_done(const struct progress *progress, const char *id)
{
	const struct lesson_progress *lesson = progress_lesson(progress, id);

	return lesson != NULL && lesson->done;
}

const struct pack_entry *
lesson_to_go_on(const struct pack *pack, const struct progress *progress)
{
	const struct pack_entry *last =
		progress->last_lesson == NULL
			? NULL
			: pack_find(pack, progress->last_lesson);
	size_t first = last == NULL ? 0 : (size_t)(last - pack->entries);

	/* From the lesson of the last time to the end, then from the top. */
	for (size_t i = 0; i < pack->count; i++) {
		const struct pack_entry *entry =
			&pack->entries[(first + i) % pack->count];

		if (!is_done(progress, entry->id))
			return entry;
	}
	return NULL;
}

/* ---------------------------------------------------------- what was asked */

static const struct pack_entry *
find_entry(struct program *program, const struct pack *pack, const char *name)
{
	const struct pack_entry *entry = pack_find(pack, name);
	char *end;
	long number = strtol(name, &end, 10);

	if (entry == NULL && *name != '\0' && *end == '\0' && number >= 1 &&
	    (size_t)number <= pack->count)
		entry = &pack->entries[number - 1];
	if (entry == NULL) {
		const char **ids = mem_calloc(pack->count + 1, sizeof *ids);

		for (size_t i = 0; i < pack->count; i++)
			ids[i] = pack->entries[i].id;
		complain_of_name(program, N_("there is no lesson '%s'"), name,
				 ids);
		free(ids);
	}
	return entry;
}

static bool
has_step(struct program *program, const struct lesson *lesson,
	 const char *step)
{
	const char **ids;

	if (step == NULL || lesson_step_index(lesson, step) >= 0)
		return true;
	ids = mem_calloc(lesson->step_count + 1, sizeof *ids);
	for (size_t i = 0; i < lesson->step_count; i++)
		ids[i] = lesson->steps[i].id;
	complain_of_name(program, N_("there is no step '%s' in this lesson"),
			 step, ids);
	free(ids);
	return false;
}

/* ------------------------------------------------------------------ the loop */

static const char *
prompt_text(enum session_wants wants)
{
	switch (wants) {
	case SESSION_LINE:
		return "jasoos$ ";
	case SESSION_ANSWER:
		/* TRANSLATORS: a prompt; letters of ASCII only */
		return _("answer> ");
	default:
		/* TRANSLATORS: a prompt: the Enter key; ASCII only */
		return _("[Enter] ");
	}
}

/* Until the lesson is over or there are no more lines. */
static void
play(struct program *program, struct session *session)
{
	struct strbuf line = STRBUF_INIT;
	enum session_wants wants = session_wants(session);
	struct lab *lab = session_lab(session);

	program_flush(program);
	while (wants != SESSION_OVER) {
		/* An undo puts another account in its place. */
		program->account = wants == SESSION_LINE && lab != NULL
					   ? lab->account
					   : NULL;
		if (!program_read(program, prompt_text(wants), &line))
			break;
		if (aside_take(program, line.buf))
			continue;
		wants = session_feed(session, line.buf, &program->out);
		program_flush(program);
	}
	program->account = NULL;
	if (wants != SESSION_OVER && program_is_interactive(program)) {
		session_feed(session, word_name(WORD_QUIT, LANGUAGE_EN),
			     &program->out);
		program_flush(program);
	}
	strbuf_release(&line);
}

/* Without `kept` nothing of it is remembered, and no place is looked up. */
static int
play_lesson(struct program *program, const struct lesson *lesson,
	    const char *step, bool kept)
{
	struct session_host host = {
		.record = kept ? learner_record : NULL,
		.data = program,
		.pack = kept ? program->pack : NULL,
		.progress = kept ? &program->progress : NULL,
		.notes = program->notes,
	};
	struct diagnostics diagnostics = { 0 };
	struct scenario *scenario = NULL;
	struct session *session = NULL;
	int answer = ANSWER_CONTENT;

	if (lesson->scenario != NULL)
		scenario = program_scenario(program, lesson->scenario,
					    &diagnostics);
	if (lesson->scenario == NULL || scenario != NULL)
		session = session_new(lesson, scenario, &host, step,
				      &program->out, &diagnostics);
	if (session != NULL) {
		play(program, session);
		answer = session_left(session) ? ANSWER_NO : ANSWER_DONE;
		session_free(session);
		if (kept)
			learner_refresh(program);
		if (kept && !is_done(&program->progress, lesson->id))
			answer = ANSWER_NO;
	} else {
		print_diagnostics(stderr, &diagnostics);
	}
	scenario_free(scenario);
	diagnostics_release(&diagnostics);
	return answer;
}

static int
load_and_play(struct program *program, const struct pack_entry *entry,
	      const char *step)
{
	struct diagnostics diagnostics = { 0 };
	struct lesson *lesson =
		pack_lesson(program->pack, entry, &diagnostics);
	int answer = ANSWER_CONTENT;

	if (lesson == NULL) {
		fflush(stdout);
		print_diagnostics(stderr, &diagnostics);
		complain(program, N_("lesson '%s' cannot be played as it is; "
				     "the others can"),
			 entry->id);
	} else if (!has_step(program, lesson, step)) {
		answer = ANSWER_USAGE;
	} else {
		answer = play_lesson(program, lesson, step, true);
	}
	lesson_free(lesson);
	diagnostics_release(&diagnostics);
	return answer;
}

/* Whether the learner wants the next lesson at once. */
static bool
wants_next(struct program *program)
{
	struct strbuf line = STRBUF_INIT;
	const char *rest;
	bool next;

	/* TRANSLATORS: a prompt; letters of ASCII only, q stays q */
	next = program_read(program, _("[Enter: next lesson, q: enough] "),
			    &line);
	strbuf_trim(&line);
	next = next && (line.len == 0 || answer_yes_no(line.buf) == 1 ||
			word_parse(line.buf, &rest) == WORD_NEXT);
	strbuf_release(&line);
	return next;
}

int
learn(struct program *program, const struct pack_entry *entry,
      const char *step)
{
	int answer = load_and_play(program, entry, step);

	while (answer == ANSWER_DONE && program_is_interactive(program)) {
		entry = lesson_to_go_on(program->pack, &program->progress);
		if (entry == NULL) {
			message_text(&program->out, MESSAGE_NOTICE,
				     phrase_make(&program->out.arena,
						 N_("Every lesson is done. "
						    "`jasoos lab` is yours.")));
			program_flush(program);
			break;
		}
		if (!wants_next(program))
			break;
		answer = load_and_play(program, entry, NULL);
	}
	/* Leaving a lesson for today is no failure. */
	return answer == ANSWER_NO && program_is_interactive(program)
		       ? ANSWER_DONE
		       : answer;
}

/* FILE[#STEP]: an author's own lesson, of no pack; nothing of it is kept. */
static int
learn_from(struct program *program, const char *given)
{
	struct diagnostics diagnostics = { 0 };
	char *path = mem_strdup(given);
	char *step = strrchr(path, '#');
	struct lesson *lesson;
	int answer = ANSWER_CONTENT;

	if (step != NULL)
		*step++ = '\0';
	if (step != NULL && *step == '\0')
		step = NULL;
	lesson = lesson_load(path, &diagnostics);
	if (lesson == NULL)
		print_diagnostics(stderr, &diagnostics);
	else if (!has_step(program, lesson, step))
		answer = ANSWER_USAGE;
	else
		answer = play_lesson(program, lesson, step, false);
	lesson_free(lesson);
	diagnostics_release(&diagnostics);
	free(path);
	return answer;
}

static int
run(struct program *program, const struct arguments *arguments)
{
	const char *from = option_value(arguments, "from");
	const char *name = arguments->operands[0];
	const struct pack *pack = program_pack(program);
	const struct pack_entry *entry;
	char *step = NULL, *id = NULL;
	int answer = ANSWER_USAGE;

	program->notes = option_value(arguments, "notes") != NULL;
	if (pack == NULL)
		return ANSWER_CONTENT;
	if (from != NULL)
		return learn_from(program, from);
	if (!learner_open(program))
		return ANSWER_STATE;
	if (name == NULL) {
		entry = lesson_to_go_on(pack, &program->progress);
		if (entry == NULL)
			entry = &pack->entries[0];
	} else {
		id = mem_strdup(name);
		step = strchr(id, '#');
		if (step != NULL)
			*step++ = '\0';
		entry = find_entry(program, pack, id);
	}
	if (entry != NULL)
		answer = learn(program, entry,
			       step != NULL && *step != '\0' ? step : NULL);
	free(id);
	return answer;
}

static const struct command_option options[] = {
	{ "from", 0, "FILE[#STEP]",
	  N_("an author's own lesson file, from that step; nothing is kept") },
	{ "notes", 0, NULL, N_("show the speaker notes too, for who teaches") },
	{ NULL, 0, NULL, NULL },
};

const struct command learn_command = {
	.name = "learn",
	.operands = "[LESSON[#STEP]]",
	.most = 1,
	.summary = N_("walk a lesson; without a name, go on where you were"),
	.details = N_("LESSON is an id or a number of `jasoos lessons`, STEP "
		      "an id of a step. At its prompt `jasoos events ...` may "
		      "be asked too.\n\nFed by a pipe, each line is one "
		      "answer, an empty one is Enter; it exits with 0 if the "
		      "lesson was finished, with 1 if not."),
	.options = options,
	.run = run,
};
