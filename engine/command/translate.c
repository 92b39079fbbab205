/* SPDX-License-Identifier: MIT */
/*
 * jasoos translate extract: what translators get: every text of a pack, and
 * of the scenarios, as a .pot file on standard output.
 */
#include "command/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/extract.h"
#include "lesson/form.h"
#include "lesson/lesson.h"
#include "lesson/scenario.h"

static void
add_scenario(struct program *program, struct pot *pot, const char *id,
	     struct diagnostics *diagnostics)
{
	struct scenario *scenario = program_scenario(program, id, diagnostics);
	char *file;

	if (scenario == NULL)
		return;
	/* By its name in the source tree, wherever it was read from. */
	file = str_printf("data/scenarios/%s.yaml", id);
	for (const struct form_text *text = scenario_texts(scenario); text;
	     text = text->next)
		pot_add(pot, file, text->text, "scenario", NULL);
	free(file);
	scenario_free(scenario);
}

static void
add_scenarios(struct program *program, struct pot *pot,
	      struct diagnostics *diagnostics)
{
	struct file_names ids = { 0 };

	program_data_ids(program, "scenarios", &ids);
	for (size_t i = 0; i < ids.count; i++)
		add_scenario(program, pot, ids.items[i], diagnostics);
	file_names_release(&ids);
}

static int
extract(struct program *program, const char *folder)
{
	struct diagnostics diagnostics = { 0 };
	struct strbuf out = STRBUF_INIT;
	struct pack *pack = pack_load(folder, &diagnostics);
	struct pot pot;
	int answer;

	if (pack != NULL) {
		pot_begin(&pot, &out);
		pot_pack(&pot, pack, &diagnostics);
		add_scenarios(program, &pot, &diagnostics);
		pot_end(&pot);
	}
	if (diagnostics.count > 0)
		print_diagnostics(stderr, &diagnostics);
	else
		fwrite(out.buf, 1, out.len, stdout);
	answer = diagnostics.count > 0 ? ANSWER_CONTENT : ANSWER_DONE;
	pack_free(pack);
	strbuf_release(&out);
	diagnostics_release(&diagnostics);
	return answer;
}

static int
run(struct program *program, const struct arguments *arguments)
{
	const char *folder = arguments->operands[1];

	program_speak(program);
	if (strcmp(arguments->operands[0], "extract") != 0) {
		complain(program, N_("'%s' is nothing that translate does; it "
				     "does: extract"),
			 arguments->operands[0]);
		return ANSWER_USAGE;
	}
	if (!file_is_folder(folder)) {
		complain(program, N_("'%s' is no folder"), folder);
		return ANSWER_USAGE;
	}
	return extract(program, folder);
}

const struct command translate_command = {
	.name = "translate",
	.operands = "extract FOLDER",
	.least = 2,
	.most = 2,
	.hidden = true,
	.summary = N_("for translators: the texts of a lesson pack as a .pot "
		      "file"),
	.details = N_("Writes the texts of FOLDER/pack.yaml, of its lessons, "
		      "and of the scenarios to standard output."),
	.run = run,
};
