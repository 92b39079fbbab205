/* SPDX-License-Identifier: MIT */
/*
 * jasoos: the first screen, in both languages, and what to do next.
 *
 * Enter leads straight into a lesson, so that the first verdict is two actions
 * away.  Without a terminal the screen is all there is.
 */
#include "command/command.h"

#include <string.h>

#include "base/strbuf.h"
#include "language/answer.h"
#include "learner/memory.h"
#include "lesson/lesson.h"
#include "lesson/scenario.h"

/* ---------------------------------------------------------------- the screen */

static void
say(struct program *program, struct phrase text)
{
	message_text(&program->out, MESSAGE_TEXT, text);
}

/* Where the learner is, or what lies ahead. */
static struct phrase
standing(struct program *program, const struct pack *pack,
	 const struct pack_entry *entry)
{
	struct arena *arena = &program->out.arena;
	const struct lesson_progress *progress;
	struct phrase title, text;
	int number;

	if (entry == NULL)
		return phrase_make(arena, N_("Every lesson is done: `list` "
					     "shows them, `lab` is yours."));
	title = lesson_phrase(arena, &entry->title);
	number = (int)(entry - pack->entries) + 1;
	progress = progress_lesson(&program->progress, entry->id);
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		enum language language = (enum language)i;

		if (progress != NULL && progress->started)
			text.in[i] = arena_printf(
				arena,
				language_get(language,
					     N_("**Enter**: go on with lesson "
						"%d, %s (%d of %d questions)")),
				number, title.in[i],
				progress_count(progress, STEP_RIGHT),
				progress->graded);
		else
			text.in[i] = arena_printf(
				arena,
				language_get(language,
					     N_("**Enter**: begin lesson %d, "
						"%s (%d min)")),
				number, title.in[i], entry->minutes);
	}
	return text;
}

/* What came due, and how many days in a row; said once, and never urged. */
static void
say_review(struct program *program)
{
	struct arena *arena = &program->out.arena;
	struct memory memory;
	size_t due;

	learner_memory(program, &memory);
	due = memory_due(&memory, learner_now());
	if (due > 0)
		say(program,
		    phrase_nmake(arena,
				 "`review`: %d question is due again",
				 "`review`: %d questions are due again",
				 (unsigned long)due, (int)due));
	if (memory.streak > 1)
		say(program, phrase_make(arena, N_("Days in a row: %d"),
					 (int)memory.streak));
	memory_release(&memory);
}

static void
show_home(struct program *program, const struct pack *pack,
	  const struct pack_entry *entry)
{
	enum language_shown shown = language_now_shown();
	struct arena *arena = &program->out.arena;
	struct message *m;

	language_show(LANGUAGE_SHOW_BOTH);
	m = message_text(&program->out, MESSAGE_LESSON,
			 phrase_make(arena, N_("Welcome, detective!")));
	/* TRANSLATORS: under the greeting, on the first screen */
	m->note = phrase_make(arena, N_("AWS CloudTrail, learned by doing. "
					"Everything is simulated: offline, no "
					"AWS account, no bill."));
	say(program, standing(program, pack, entry));
	say_review(program);
	say(program,
	    phrase_same(arena, "`1` Roman Urdu   `2` English   `3` dono / "
			       "both"));
	say(program, phrase_make(arena, N_("`list` lessons, `lab` free play, "
					   "`help`, `quit`")));
	program_flush(program);
	language_show(shown);
}

/* ------------------------------------------------------------------- choices */

static void
choose_language(struct program *program, enum language_shown shown)
{
	struct arena *arena = &program->out.arena;
	struct phrase done;

	language_show(shown);
	learner_save_language(program, shown);
	if (shown == LANGUAGE_SHOW_BOTH)
		done = phrase_make(arena, N_("Both languages, one below the "
					     "other. Enter goes on."));
	else
		/* TRANSLATORS: name your own language here */
		done = phrase_make(arena, N_("English it is. Enter goes on."));
	message_text(&program->out, MESSAGE_NOTICE, done);
	program_flush(program);
}

/* A command as if nothing stood behind its name. */
static int
run_plain(struct program *program, const struct command *command)
{
	struct arguments none = { 0 };
	char *nothing[] = { NULL };

	none.operands = nothing;
	return command->run(program, &none);
}

/* What was typed; true if home is to be asked again. */
static bool
choose(struct program *program, const char *line, int *answer)
{
	static const struct {
		const char *typed;
		enum language_shown shown;
	} languages[] = {
		{ "1", LANGUAGE_SHOW_UR },
		{ "2", LANGUAGE_SHOW_EN },
		{ "3", LANGUAGE_SHOW_BOTH },
	};
	const char *rest;
	enum word word = word_parse(line, &rest);
	enum language_shown shown;

	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		if (strcmp(line, languages[i].typed) == 0) {
			choose_language(program, languages[i].shown);
			return true;
		}
	if (language_parse_shown(word == WORD_LANGUAGE ? rest : line,
				 &shown)) {
		choose_language(program, shown);
	} else if (word == WORD_QUIT) {
		return false;
	} else if (word == WORD_LIST) {
		list_lessons(program);
		program_flush(program);
	} else if (word == WORD_HELP) {
		help_list(program);
	} else if (answer_equal(line, review_command.name)) {
		*answer = run_plain(program, &review_command);
		return false;
	} else if (answer_equal(line, "lab") || word == WORD_PLAY) {
		*answer = run_plain(program, &lab_command);
		return false;
	} else {
		message_text(&program->out, MESSAGE_NOTICE,
			     phrase_make(&program->out.arena,
					 N_("Enter goes on; 1, 2 or 3 chooses "
					    "the language; or `list`, `lab`, "
					    "`help`, `quit`.")));
		program_flush(program);
	}
	return true;
}

static int
at_home(struct program *program, const struct pack *pack,
	const struct pack_entry *entry)
{
	struct strbuf line = STRBUF_INIT;
	int answer = ANSWER_DONE;
	bool again = true;

	while (again && program_read(program, "> ", &line)) {
		const char *rest;

		strbuf_trim(&line);
		if (line.len == 0 ||
		    word_parse(line.buf, &rest) == WORD_NEXT) {
			answer = learn(program,
				       entry != NULL ? entry
						     : &pack->entries[0],
				       NULL);
			break;
		}
		again = choose(program, line.buf, &answer);
	}
	strbuf_release(&line);
	return answer;
}

static int
run(struct program *program, const struct arguments *arguments)
{
	const struct pack *pack = program_pack(program);
	const struct pack_entry *entry;
	bool interactive;

	(void)arguments;
	if (pack == NULL)
		return ANSWER_CONTENT;
	interactive = program_is_interactive(program);
	if (!interactive)
		learner_read(program);
	else if (!learner_open(program))
		return ANSWER_STATE;
	entry = lesson_to_go_on(pack, &program->progress);
	show_home(program, pack, entry);
	if (interactive)
		return at_home(program, pack, entry);
	message_text(&program->out, MESSAGE_NOTICE,
		     phrase_make(&program->out.arena,
				 N_("This is no terminal: `jasoos demo` plays "
				    "by itself, `jasoos help` lists the "
				    "commands.")));
	program_flush(program);
	return ANSWER_DONE;
}

const struct command home_command = {
	.name = "home",
	.operands = "",
	.hidden = true,
	.summary = N_("the first screen, as `jasoos` alone"),
	.run = run,
};
