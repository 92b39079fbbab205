/* SPDX-License-Identifier: MIT */
/*
 * jasoos lessons: the list, from pack.yaml and the journal alone, however
 * many lessons there are.
 */
#include "command/command.h"

#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "lesson/lesson.h"

static const char *
state_of(const struct lesson_progress *progress)
{
	return progress == NULL || !progress->started ? "new"
	       : progress->done			      ? "done"
						      : "started";
}

static struct phrase
note_of(struct program *program, const struct pack_entry *entry,
	const struct lesson_progress *progress)
{
	struct arena *arena = &program->out.arena;

	if (progress == NULL || !progress->started)
		return phrase_same(arena, entry->id);
	if (progress->done)
		/* TRANSLATORS: a lesson's id, and that it is finished */
		return phrase_make(arena, N_("%s: done"), entry->id);
	return phrase_make(arena, N_("%s: %d of %d questions"), entry->id,
			   progress_count(progress, STEP_RIGHT),
			   progress->graded);
}

bool
list_lessons(struct program *program)
{
	const struct pack *pack = program_pack(program);
	const struct pack_entry *here;
	struct message_item *item;
	struct message *list;

	if (pack == NULL)
		return false;
	learner_read(program);
	here = lesson_to_go_on(pack, &program->progress);
	list = message_text(&program->out, MESSAGE_LIST,
			    lesson_phrase(&program->out.arena, &pack->title));
	item = message_items(&program->out, list, pack->count);
	for (size_t i = 0; i < pack->count; i++, item++) {
		const struct pack_entry *entry = &pack->entries[i];
		const struct lesson_progress *progress =
			progress_lesson(&program->progress, entry->id);

		item->label = lesson_phrase(&program->out.arena,
					    &entry->title);
		item->number = entry->minutes;
		item->note = note_of(program, entry, progress);
		item->mark = progress != NULL && progress->done ? 'x'
			     : entry == here			? '>'
								: ' ';
	}
	return true;
}

static void
print_json(struct program *program, const struct pack_entry *entry)
{
	const struct lesson_progress *progress =
		progress_lesson(&program->progress, entry->id);
	struct json_object *row = json_object_new_object();
	struct json_object *title = json_object_new_object();
	struct strbuf line = STRBUF_INIT;

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		json_set_string(title, language_tag((enum language)i),
				language_get_pack((enum language)i,
						  entry->title.context,
						  entry->title.text));
	json_set_string(row, "id", entry->id);
	json_set(row, "title", title);
	json_set_int(row, "minutes", entry->minutes);
	json_set_string(row, "state", state_of(progress));
	if (progress != NULL && progress->started) {
		json_set_int(row, "right",
			     progress_count(progress, STEP_RIGHT));
		json_set_int(row, "graded", progress->graded);
	}
	json_write(row, &line);
	puts(line.buf);
	strbuf_release(&line);
	json_object_put(row);
}

static int
run(struct program *program, const struct arguments *arguments)
{
	const struct pack *pack = program_pack(program);

	if (pack == NULL)
		return ANSWER_CONTENT;
	learner_read(program);
	if (option_value(arguments, "json") != NULL) {
		for (size_t i = 0; i < pack->count; i++)
			print_json(program, &pack->entries[i]);
	} else {
		list_lessons(program);
		program_flush(program);
	}
	if (learner_is_barred(program))
		learner_tell_trouble(program);
	return ANSWER_DONE;
}

static const struct command_option options[] = {
	{ "json", 0, NULL, N_("one JSON object a line") },
	{ NULL, 0, NULL, NULL },
};

const struct command lessons_command = {
	.name = "lessons",
	.operands = "",
	.summary = N_("list the lessons: minutes, and how far you are"),
	.details = N_("With `--json`, each line is an object with `id`, "
		      "`title` (by language), `minutes`, `state` (`new`, "
		      "`started`, `done`), and, once started, `right` and "
		      "`graded`: questions answered right, and all of them."),
	.options = options,
	.run = run,
};
