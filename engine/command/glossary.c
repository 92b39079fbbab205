/* SPDX-License-Identifier: MIT */
/*
 * jasoos glossary: the words of the trade, each once, in both languages; and
 * `?trail` at a prompt.
 */
#include "command/command.h"

#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/glossary.h"

/* NULL with its faults told. */
static struct glossary *
open_glossary(struct program *program)
{
	const struct pack *pack = program_pack(program);
	struct diagnostics diagnostics = { 0 };
	struct glossary *glossary = NULL;

	if (pack != NULL)
		glossary = glossary_load(pack->folder, &diagnostics);
	if (diagnostics.count > 0)
		print_diagnostics(stderr, &diagnostics);
	diagnostics_release(&diagnostics);
	return glossary;
}

static bool
say_term(struct program *program, const struct glossary *glossary,
	 const char *name)
{
	const struct glossary_term *term = glossary_find(glossary, name);
	struct arena *arena = &program->out.arena;
	const char *near;

	if (term != NULL) {
		glossary_show(glossary, term, &program->out);
		return true;
	}
	near = glossary_nearest(glossary, name);
	message_text(&program->out, MESSAGE_NOTICE,
		     near == NULL
			     ? phrase_make(arena,
					   N_("The glossary has no '%.60s'. "
					      "`jasoos glossary` lists what it "
					      "has."),
					   name)
			     : phrase_make(arena,
					   N_("The glossary has no '%.60s'. "
					      "Did you mean `?%s`?"),
					   name, near));
	return false;
}

bool
glossary_say(struct program *program, const char *name)
{
	struct glossary *glossary = open_glossary(program);
	bool said = glossary != NULL && say_term(program, glossary, name);

	program_flush(program);
	glossary_free(glossary);
	return said;
}

static void
print_json(const struct glossary_term *term)
{
	static const struct {
		const char *name;
		size_t offset;
	} texts[] = {
		{ "term", offsetof(struct glossary_term, term) },
		{ "text", offsetof(struct glossary_term, text) },
		{ "aws", offsetof(struct glossary_term, aws) },
	};
	struct json_object *row = json_object_new_object();
	struct strbuf line = STRBUF_INIT;

	json_set_string(row, "id", term->id);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const struct lesson_text *text = (const void *)
			((const char *)term + texts[i].offset);
		struct json_object *both = json_object_new_object();

		for (int k = 0; k < LANGUAGE_COUNT && text->text; k++)
			json_set_string(both, language_tag((enum language)k),
					language_get_pack((enum language)k,
							  text->context,
							  text->text));
		if (text->text != NULL)
			json_set(row, texts[i].name, both);
		else
			json_object_put(both);
	}
	json_set_string(row, "source", term->source);
	json_write(row, &line);
	puts(line.buf);
	strbuf_release(&line);
	json_object_put(row);
}

static void
list_terms(struct program *program, const struct glossary *glossary)
{
	struct message *list = message_text(
		&program->out, MESSAGE_LIST,
		phrase_make(&program->out.arena, N_("The glossary:")));
	struct message_item *items =
		message_items(&program->out, list, glossary->count);

	for (size_t i = 0; i < glossary->count; i++) {
		items[i].label = lesson_phrase(&program->out.arena,
					       &glossary->terms[i].term);
		items[i].note = lesson_phrase(&program->out.arena,
					      &glossary->terms[i].text);
	}
}

static int
run(struct program *program, const struct arguments *arguments)
{
	const char *name = arguments->operands[0];
	struct glossary *glossary = open_glossary(program);
	int answer = ANSWER_DONE;

	if (glossary == NULL)
		return ANSWER_CONTENT;
	if (name != NULL)
		answer = say_term(program, glossary, name) ? ANSWER_DONE
							   : ANSWER_NO;
	else if (option_value(arguments, "json") != NULL)
		for (size_t i = 0; i < glossary->count; i++)
			print_json(&glossary->terms[i]);
	else
		list_terms(program, glossary);
	program_flush(program);
	glossary_free(glossary);
	return answer;
}

static const struct command_option options[] = {
	{ "json", 0, NULL, N_("one JSON object a line") },
	{ NULL, 0, NULL, NULL },
};

const struct command glossary_command = {
	.name = "glossary",
	.operands = "[TERM]",
	.most = 1,
	.summary = N_("what a word means: every term once, in both languages"),
	.details = N_("At any prompt of a lesson or of the lab, `?trail` shows "
		      "a term in the middle of what you do."),
	.options = options,
	.run = run,
};
