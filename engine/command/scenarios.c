/* SPDX-License-Identifier: MIT */
/*
 * The scenarios there are: data/scenarios/ID.yaml, listed, and loaded by name;
 * and the functions they share, data/functions/ID.yaml.
 */
#include "command/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/lesson.h"
#include "lesson/scenario.h"

char *
program_data(struct program *program, const char *name)
{
	program_speak(program);
	return file_join(program->places.data, name);
}

struct scenario *
program_scenario(struct program *program, const char *id,
		 struct diagnostics *diagnostics)
{
	char *folder = program_data(program, "scenarios");
	struct scenario *scenario = scenario_load(folder, id, diagnostics);

	free(folder);
	return scenario;
}

int
program_data_ids(struct program *program, const char *name,
		 struct file_names *ids)
{
	char *folder = program_data(program, name);
	int error = file_list(folder, ids);
	size_t count = 0;

	for (size_t i = 0; i < ids->count; i++) {
		char *file = ids->items[i];
		char *ending = strrchr(file, '.');

		if (ending == NULL || strcmp(ending, ".yaml") != 0) {
			free(file);
			continue;
		}
		*ending = '\0';
		ids->items[count++] = file;
	}
	ids->count = count;
	if (error != 0)
		complain(program, N_("the folder '%s' cannot be read"), folder);
	free(folder);
	return error;
}

static struct json_object *
in_each_language(const struct lesson_text *text)
{
	struct json_object *out = json_object_new_object();

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		json_set_string(out, language_tag((enum language)i),
				language_get_pack((enum language)i,
						  text->context, text->text));
	return out;
}

static void
print_json(const struct scenario *scenario)
{
	struct json_object *row = json_object_new_object();
	struct strbuf line = STRBUF_INIT;

	json_set_string(row, "id", scenario_id(scenario));
	json_set(row, "title", in_each_language(scenario_title(scenario)));
	json_set(row, "story", in_each_language(scenario_story(scenario)));
	json_set_bool(row, "goal", scenario_has_goal(scenario));
	json_write(row, &line);
	puts(line.buf);
	strbuf_release(&line);
	json_object_put(row);
}

/* "**stop-logging**: The camera goes dark", and the story. */
static void
print_text(struct program *program, const struct scenario *scenario)
{
	struct arena *arena = &program->out.arena;
	struct phrase title = lesson_phrase(arena, scenario_title(scenario));
	struct message *m;

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		title.in[i] = arena_printf(arena, "**%s**: %s",
					   scenario_id(scenario), title.in[i]);
	m = message_text(&program->out, MESSAGE_TEXT, title);
	m->note = lesson_phrase(arena, scenario_story(scenario));
	program_flush(program);
}

int
scenarios_list(struct program *program, bool json)
{
	struct file_names ids = { 0 };
	int answer = ANSWER_DONE;

	/* Their texts are in the catalog of the pack. */
	program_pack(program);
	if (program_data_ids(program, "scenarios", &ids) != 0)
		answer = ANSWER_IO;
	for (size_t i = 0; i < ids.count; i++) {
		struct diagnostics diagnostics = { 0 };
		struct scenario *scenario =
			program_scenario(program, ids.items[i], &diagnostics);

		if (scenario == NULL) {
			print_diagnostics(stderr, &diagnostics);
			answer = ANSWER_CONTENT;
		} else if (json) {
			print_json(scenario);
		} else {
			print_text(program, scenario);
		}
		scenario_free(scenario);
		diagnostics_release(&diagnostics);
	}
	file_names_release(&ids);
	return answer;
}

/* True if there is no file of that name, which is told. */
static bool
tell_unknown(struct program *program, const char *id)
{
	struct file_names ids = { 0 };
	bool unknown = true;
	const char **names;

	program_data_ids(program, "scenarios", &ids);
	names = mem_calloc(ids.count + 1, sizeof *names);
	for (size_t i = 0; i < ids.count; i++) {
		names[i] = ids.items[i];
		unknown = unknown && strcmp(names[i], id) != 0;
	}
	if (unknown)
		complain_of_name(program, N_("there is no scenario '%s'"), id,
				 names);
	free(names);
	file_names_release(&ids);
	return unknown;
}

struct scenario *
scenarios_load(struct program *program, const char *id, int *answer)
{
	struct diagnostics diagnostics = { 0 };
	struct scenario *scenario =
		program_scenario(program, id, &diagnostics);

	*answer = ANSWER_DONE;
	if (scenario == NULL && tell_unknown(program, id)) {
		*answer = ANSWER_USAGE;
	} else if (scenario == NULL) {
		print_diagnostics(stderr, &diagnostics);
		*answer = ANSWER_CONTENT;
	}
	diagnostics_release(&diagnostics);
	return scenario;
}
