/* SPDX-License-Identifier: MIT */
/*
 * jasoos check: the author's lint.
 *
 * Every fault of a pack, a lesson, a scenario or a function is told as
 * file:line:column: message; each graded step is solved by its own answer and
 * must refuse each of its wrong ones, each scenario with a goal is won by its
 * own solution and by nothing less.
 */
#include "command/command.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/file.h"
#include "base/list.h"
#include "base/memory.h"
#include "lesson/diagnostic.h"
#include "lesson/glossary.h"
#include "lesson/lint.h"
#include "lesson/lesson.h"
#include "lesson/scenario.h"
#include "lesson/session.h"
#include "lesson/yaml.h"

/* Scenarios that begin, and those that do not: each is tried once. */
struct check {
	struct program *program;
	struct diagnostics faults;
	LIST(struct scenario *) scenarios;
	LIST(char *) broken;
	int lessons, played; /* played: scenarios */
};

static bool
is_broken(const struct check *check, const char *id)
{
	for (size_t i = 0; i < check->broken.count; i++)
		if (strcmp(check->broken.items[i], id) == 0)
			return true;
	return false;
}

/* The scenario, tried and kept; NULL if it is faulty, which was told. */
static struct scenario *
scenario_of(struct check *check, const char *id)
{
	struct scenario *scenario;
	struct account *account = NULL;

	for (size_t i = 0; i < check->scenarios.count; i++)
		if (strcmp(scenario_id(check->scenarios.items[i]), id) == 0)
			return check->scenarios.items[i];
	if (is_broken(check, id))
		return NULL;
	scenario = program_scenario(check->program, id, &check->faults);
	if (scenario != NULL)
		account = scenario_begin(scenario, 0, &check->faults);
	if (account == NULL) {
		list_push(&check->broken, mem_strdup(id));
		scenario_free(scenario);
		return NULL;
	}
	account_free(account);
	list_push(&check->scenarios, scenario);
	return scenario;
}

static void
check_lesson(struct check *check, const struct lesson *lesson)
{
	struct scenario *scenario = NULL;

	check->lessons++;
	if (lesson->scenario != NULL) {
		scenario = scenario_of(check, lesson->scenario);
		if (scenario == NULL)
			return;
	}
	lesson_check(lesson, scenario, &check->faults);
	lesson_lint(lesson, &check->faults);
}

static void
check_pack(struct check *check, const char *folder)
{
	struct pack *pack = pack_load(folder, &check->faults);
	struct glossary *glossary;

	if (pack == NULL)
		return;
	glossary = glossary_load(folder, &check->faults);
	program_bind_pack(check->program, pack);
	for (size_t i = 0; i < pack->count; i++) {
		const struct pack_entry *entry = &pack->entries[i];
		struct lesson *lesson =
			pack_lesson(pack, entry, &check->faults);

		if (lesson != NULL) {
			pack_compare(pack, entry, lesson, &check->faults);
			if (glossary != NULL && glossary->count > 0) {
				glossary_compare(glossary, lesson,
						 &check->faults);
				lesson_lint_whole(lesson, &check->faults);
			}
			check_lesson(check, lesson);
		}
		lesson_free(lesson);
	}
	pack_strays(pack, &check->faults);
	glossary_free(glossary);
	pack_free(pack);
}

/* ---- scenarios */

static void
check_scenario(struct check *check, struct scenario *scenario)
{
	if (scenario != NULL && scenario_check(scenario, &check->faults))
		check->played++;
	scenario_free(scenario);
}

static void
check_scenarios(struct check *check)
{
	struct file_names ids = { 0 };

	program_data_ids(check->program, "scenarios", &ids);
	for (size_t i = 0; i < ids.count; i++)
		if (!is_broken(check, ids.items[i]))
			check_scenario(check, program_scenario(
						      check->program,
						      ids.items[i],
						      &check->faults));
	file_names_release(&ids);
}

/* Those written once for all, also if no scenario takes them. */
static void
check_functions(struct check *check)
{
	char *folder = program_data(check->program, "functions");
	struct file_names ids = { 0 };

	program_data_ids(check->program, "functions", &ids);
	for (size_t i = 0; i < ids.count; i++)
		function_check(folder, ids.items[i], &check->faults);
	file_names_release(&ids);
	free(folder);
}

/* ---- one file, which is what it has */

struct checked_file {
	const char *path;
	char *folder, *id; /* the same in two parts */
};

static void
check_lesson_file(struct check *check, const struct checked_file *file)
{
	struct lesson *lesson = lesson_load(file->path, &check->faults);

	if (lesson != NULL)
		check_lesson(check, lesson);
	lesson_free(lesson);
}

static void
check_scenario_file(struct check *check, const struct checked_file *file)
{
	check_scenario(check, scenario_load(file->folder, file->id,
					    &check->faults));
}

static void
check_function_file(struct check *check, const struct checked_file *file)
{
	function_check(file->folder, file->id, &check->faults);
}

static const struct {
	const char *has; /* only such files have this key; NULL: any */
	void (*check)(struct check *check, const struct checked_file *file);
} kinds[] = {
	{ "steps", check_lesson_file },
	{ "story", check_scenario_file },
	{ "code", check_function_file },
	{ NULL, check_lesson_file },
};

static size_t
kind_of(const char *path)
{
	struct diagnostics unread = { 0 };
	struct yaml_tree tree;
	size_t kind = 0;

	yaml_load(&tree, path, &unread);
	while (kinds[kind].has != NULL &&
	       yaml_member(tree.root, kinds[kind].has) == NULL)
		kind++;
	yaml_release(&tree);
	diagnostics_release(&unread);
	return kind;
}

static void
check_file(struct check *check, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	struct checked_file file = {
		.path = path,
		.folder = slash != NULL ? mem_strndup(path,
						      (size_t)(name - path)) :
					  mem_strdup("."),
		.id = mem_strndup(name, strcspn(name, ".")),
	};

	kinds[kind_of(path)].check(check, &file);
	free(file.folder);
	free(file.id);
}

static void
check_release(struct check *check)
{
	for (size_t i = 0; i < check->scenarios.count; i++)
		scenario_free(check->scenarios.items[i]);
	for (size_t i = 0; i < check->broken.count; i++)
		free(check->broken.items[i]);
	list_release(&check->scenarios);
	list_release(&check->broken);
	diagnostics_release(&check->faults);
}

static int
check_once(struct program *program, const char *path)
{
	struct check check = { .program = program };
	int answer = ANSWER_DONE;

	if (path == NULL) {
		check_pack(&check, program->places.lessons);
		check_scenarios(&check);
		check_functions(&check);
	} else if (file_is_folder(path)) {
		check_pack(&check, path);
	} else if (file_exists(path)) {
		check_file(&check, path);
	} else {
		complain(program, N_("'%s' is not there"), path);
		return ANSWER_USAGE;
	}
	diagnostics_sort(&check.faults);
	print_diagnostics(stdout, &check.faults);
	if (check.faults.count > 0) {
		answer = ANSWER_CONTENT;
	} else {
		message_text(&program->out, MESSAGE_NOTICE,
			     phrase_make(&program->out.arena,
					 N_("No faults. Lessons: %d, scenarios "
					    "played: %d."),
					 check.lessons, check.played));
		program_flush(program);
	}
	check_release(&check);
	return answer;
}

/* Checks, and again each time something is saved, until ^C. */
static int
check_and_watch(struct program *program, const char *path)
{
	for (;;) {
		uint64_t stamp = watch_stamp(path);
		int answer = check_once(program, path);

		if (answer == ANSWER_USAGE)
			return answer;
		message_text(&program->out, MESSAGE_NOTICE,
			     phrase_make(&program->out.arena,
					 N_("Waiting until something is saved; "
					    "^C ends it.")));
		program_flush(program);
		fflush(stdout);
		watch_wait(path, stamp);
	}
}

static int
run(struct program *program, const struct arguments *arguments)
{
	const char *path = arguments->operands[0];

	program_speak(program);
	if (option_value(arguments, "watch") == NULL)
		return check_once(program, path);
	return check_and_watch(program, path != NULL
						? path
						: program->places.lessons);
}

static const struct command_option options[] = {
	{ "watch", 'w', NULL,
	  N_("check again each time something is saved, until ^C") },
	{ NULL, 0, NULL, NULL },
};

const struct command check_command = {
	.name = "check",
	.operands = "[FILE|FOLDER]",
	.most = 1,
	.summary = N_("an author's lint for lessons and scenarios: all faults, "
		      "with their places"),
	.details = N_("FOLDER holds a `pack.yaml`, FILE is one lesson, scenario "
		      "or function; without either, everything bundled is "
		      "checked. Every graded step is solved by its own "
		      "answer, and each of its wrong answers must fail; a "
		      "scenario's solution reaches its goal, and doing "
		      "nothing does not. Exits with 3 if there is a fault."),
	.options = options,
	.run = run,
};
