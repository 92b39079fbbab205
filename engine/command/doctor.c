/* SPDX-License-Identifier: MIT */
/*
 * jasoos doctor: what was found where, what is shown and why, and what does
 * not work; for a learner's question to a friend, or a bug report.
 */
#include "command/command.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/signature.h"
#include "http/server.h"
#include "lesson/diagnostic.h"
#include "lesson/lesson.h"
#include "lesson/scenario.h"

enum { ROWS = 12, COLUMNS = 3 };

/* The table, filled row by row. */
struct findings {
	struct program *program;
	struct phrase cells[ROWS * COLUMNS];
	size_t rows;
	bool ill;
};

static struct arena *
arena_of(struct findings *findings)
{
	return &findings->program->out.arena;
}

/* `trouble` empty: all is well. */
static void
add(struct findings *findings, const char *what, const char *value,
    struct phrase trouble)
{
	struct phrase *cells = findings->cells + COLUMNS * findings->rows++;
	bool well = phrase_is_empty(trouble);

	cells[0] = phrase_make(arena_of(findings), "%s", "");
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		cells[0].in[i] = language_get((enum language)i, what);
	cells[1] = phrase_same(arena_of(findings), value);
	cells[2] = well ? phrase_make(arena_of(findings), N_("fine"))
			: trouble;
	findings->ill = findings->ill || !well;
}

static struct phrase
fine(void)
{
	return (struct phrase){ { NULL } };
}

static void
look_at_lessons(struct findings *findings)
{
	struct program *program = findings->program;
	struct phrase trouble = fine();

	if (program_pack(program) == NULL)
		trouble = phrase_make(arena_of(findings),
				      N_("no pack that can be read: `jasoos "
					 "check` says why"));
	add(findings, N_("lessons"), program->places.lessons, trouble);
}

static struct phrase
catalog_trouble(struct findings *findings)
{
	struct arena *arena = arena_of(findings);

	switch (findings->program->language_trouble) {
	case 0:
		return fine();
	case ERROR_NOT_FOUND:
		return phrase_make(arena, N_("no Roman Urdu catalog here; all "
					     "is in English"));
	case ERROR_DENIED:
		return phrase_make(arena, N_("no locale of this machine lets "
					     "the catalog be used; all is in "
					     "English"));
	default:
		return phrase_make(arena, N_("the Roman Urdu catalog is "
					     "damaged; all is in English"));
	}
}

static void
look_at_data(struct findings *findings)
{
	struct diagnostics diagnostics = { 0 };
	struct scenario *scenario = program_scenario(
		findings->program, LAB_SCENARIO, &diagnostics);
	struct phrase trouble = fine();

	if (scenario == NULL)
		trouble = phrase_make(arena_of(findings),
				      N_("the scenario `%s` cannot be read"),
				      LAB_SCENARIO);
	add(findings, N_("data"), findings->program->places.data, trouble);
	scenario_free(scenario);
	diagnostics_release(&diagnostics);
}

static void
look_at_language(struct findings *findings)
{
	static const char *const variables[] = { "LANGUAGE", "LC_ALL",
						 "LC_MESSAGES", "LANG" };
	struct program *program = findings->program;
	const char *why = program->lang != NULL ? "--lang" : NULL;
	char *value;

	if (why == NULL && program->progress.language != NULL)
		why = _("saved");
	for (size_t i = 0;
	     why == NULL && i < sizeof variables / sizeof *variables; i++) {
		const char *set = getenv(variables[i]);

		/* language_start() may have set LANGUAGE itself. */
		if (i > 0 && set != NULL &&
		    language_parse(set) != LANGUAGE_NONE)
			why = variables[i];
	}
	value = str_printf("%s (%s)",
			   language_shown_code(language_now_shown()),
			   why != NULL ? why : _("environment, or default"));
	add(findings, N_("language"), value, fine());
	free(value);
}

static void
look_at_journal(struct findings *findings)
{
	struct program *program = findings->program;
	struct phrase trouble = fine();

	learner_read(program);
	if (program->journal.trouble != 0)
		trouble = phrase_make(arena_of(findings),
				      N_("cannot be used: `jasoos progress` "
					 "says why"));
	else if (program->journal.dropped > 0)
		trouble = phrase_make(arena_of(findings),
				      N_("its last line is torn, and will be "
					 "dropped"));
	add(findings, N_("journal"), program->journal.path, trouble);
}

static void
look_at_terminal(struct findings *findings)
{
	const struct screen *screen = &findings->program->screen;
	const char *term = getenv("TERM");
	char *value = str_printf(
		"%s, %dx%d%s%s%s%s",
		screen->terminal ? (term != NULL ? term : "?")
				 : _("no terminal"),
		screen->style.width, screen->height,
		screen->style.colour ? _(", colour") : "",
		screen->style.utf8 ? ", UTF-8" : ", ASCII",
		screen->style.linear ? _(", for a screen reader") : "",
		screen->plain ? _(", plain") : "");

	add(findings, N_("screen"), value, fine());
	free(value);
}

/* What is opened only when it is needed, and may be missing. */
static void
look_at_libraries(struct findings *findings)
{
	struct phrase trouble = fine();

	if (!signature_ready())
		trouble = phrase_make(arena_of(findings),
				      N_("not here: no digest files, no "
					 "`jasoos serve`"));
	add(findings, "libcrypto", _("signatures"), trouble);
	trouble = fine();
	if (!http_server_ready())
		trouble = phrase_make(arena_of(findings),
				      N_("not here: no `jasoos serve`"));
	add(findings, "libmicrohttpd", "jasoos serve", trouble);
}

static int
run(struct program *program, const struct arguments *arguments)
{
	struct findings findings = { .program = program };
	struct message *table;

	(void)arguments;
	program_speak(program);
	learner_read(program);
	table = message_add(&program->out, MESSAGE_TABLE);
	add(&findings, N_("what"), N_("where"), fine());
	findings.cells[1] = phrase_make(&program->out.arena, N_("where"));
	findings.cells[2] = phrase_make(&program->out.arena, N_("state"));
	add(&findings, N_("version"), program_version, fine());
	look_at_lessons(&findings);
	add(&findings, N_("catalogs"), program->places.locale,
	    catalog_trouble(&findings));
	look_at_data(&findings);
	look_at_language(&findings);
	look_at_journal(&findings);
	look_at_terminal(&findings);
	look_at_libraries(&findings);
	table->cells = findings.cells;
	table->columns = COLUMNS;
	table->rows = findings.rows;
	program_flush(program);
	return findings.ill ? ANSWER_NO : ANSWER_DONE;
}

const struct command doctor_command = {
	.name = "doctor",
	.operands = "",
	.summary = N_("what was found where, and what does not work"),
	.run = run,
};
