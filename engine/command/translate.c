/* SPDX-License-Identifier: MIT */
/*
 * jasoos translate: what translators need: every text of a pack as a .pot file,
 * a catalog brought up to what the lessons say, and what is left to do.
 *
 * The bundled pack's catalogs are the source tree's, and kept by its Makefile;
 * any other pack has its own, in FOLDER/locale.
 */
#include "command/translate.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/file.h"
#include "base/memory.h"
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

int
translate_extract(struct program *program, const struct pack *pack,
		  bool scenarios, struct strbuf *out)
{
	struct diagnostics diagnostics = { 0 };
	struct pot pot;
	int answer;

	pot_begin(&pot, out);
	pot_pack(&pot, pack, &diagnostics);
	if (scenarios)
		add_scenarios(program, &pot, &diagnostics);
	pot_end(&pot);
	print_diagnostics(stderr, &diagnostics);
	answer = diagnostics.count > 0 ? ANSWER_CONTENT : ANSWER_DONE;
	diagnostics_release(&diagnostics);
	return answer;
}

static struct pack *
load(const char *folder)
{
	struct diagnostics diagnostics = { 0 };
	struct pack *pack = pack_load(folder, &diagnostics);

	print_diagnostics(stderr, &diagnostics);
	diagnostics_release(&diagnostics);
	return pack;
}

static int
extract(struct translation *t)
{
	struct strbuf out = STRBUF_INIT;
	int answer = translate_extract(t->program, t->pack, t->bundled, &out);

	if (answer == ANSWER_DONE)
		fwrite(out.buf, 1, out.len, stdout);
	strbuf_release(&out);
	return answer;
}

/* ----------------------------------------------------------------- catalogs */

static int
complain_of_po(const char *name, int line, const char *why)
{
	fflush(stdout);
	fprintf(stderr, "%s:%d:1: %s\n", name, line, _(why));
	return ANSWER_CONTENT;
}

/* The texts as they are now, and the catalog so far, if there is one. */
static int
read_both(struct translation *t)
{
	struct strbuf text = STRBUF_INIT;
	const char *why;
	int line, error;
	int answer = translate_extract(t->program, t->pack, t->bundled, &text);

	if (answer == ANSWER_DONE) {
		t->fresh_made = true;
		if (po_read(&t->fresh, text.buf, text.len, &line, &why) != 0)
			answer = complain_of_po(t->folder, line, why);
	}
	strbuf_reset(&text);
	error = answer == ANSWER_DONE ? file_read(t->name, PO_SIZE_MOST, &text)
				      : ERROR_NOT_FOUND;
	if (answer == ANSWER_DONE && error != 0 &&
	    (error != ERROR_NOT_FOUND || t->bundled)) {
		complain(t->program, N_("'%s' cannot be read"), t->name);
		answer = ANSWER_IO;
	} else if (answer == ANSWER_DONE) {
		t->old_made = true;
		if (po_read(&t->old, text.buf, text.len, &line, &why) != 0)
			answer = complain_of_po(t->name, line, why);
	}
	strbuf_release(&text);
	return answer;
}

static bool
write_file(struct translation *t, const char *name, const struct strbuf *bytes)
{
	char *folder = mem_strndup(name, (size_t)(strrchr(name, '/') - name));
	bool fine = file_make_folders(folder) == 0 &&
		    file_write(name, bytes->buf, bytes->len) == 0;

	if (!fine)
		complain(t->program, N_("'%s' cannot be written"), name);
	free(folder);
	return fine;
}

static void
say_merged(struct translation *t, const struct po_counts *counts)
{
	struct arena *arena = &t->program->out.arena;

	message_text(&t->program->out, MESSAGE_NOTICE,
		     phrase_make(arena,
				 N_("%s: %zu texts are translated, %zu changed "
				    "and are to be reviewed, %zu are missing; "
				    "%zu translations whose text is gone were "
				    "dropped."),
				 t->name, counts->kept, counts->changed,
				 counts->missing, counts->gone));
	program_flush(t->program);
}

/* Each translation that lacks a {placeholder} of its text, or has one more. */
static int
check_braces(const struct translation *t)
{
	struct diagnostics faults = { 0 };
	int answer = ANSWER_DONE;

	for (size_t i = 0; i < t->fresh.count; i++) {
		const struct po_entry *fresh = &t->fresh.items[i];
		const struct po_entry *e =
			po_find(&t->old, fresh->context, fresh->id);
		const char *odd = NULL;
		size_t length;

		if (e != NULL && *e->text != '\0' && !e->fuzzy)
			odd = po_odd_brace(e, &length);
		if (odd != NULL)
			diagnose(&faults, t->name, e->line, 1,
				 _("the text and its translation must both "
				   "have '%.*s': %s"),
				 (int)length, odd,
				 e->context != NULL ? e->context : "");
	}
	if (faults.count > 0)
		answer = ANSWER_CONTENT;
	print_diagnostics(stderr, &faults);
	diagnostics_release(&faults);
	return answer;
}

/* The .mo is checked as libintl's opening will have it, before anything is
   written. */
static int
merge(struct translation *t)
{
	struct strbuf po = STRBUF_INIT, mo = STRBUF_INIT;
	const char *why = NULL;
	struct po_counts counts;
	struct po merged;
	int answer = ANSWER_DONE;
	char *binary = str_printf("%s/locale/%s/LC_MESSAGES/jasoos-lessons.mo",
				  t->folder, language_code(t->language));

	po_merge(&t->fresh, &t->old, language_code(t->language), &merged,
		 &counts);
	po_write(&merged, &po);
	po_write_mo(&merged, &mo);
	if (catalog_check((const unsigned char *)mo.buf, mo.len, &why) != 0)
		answer = complain_of_po(t->name, 1, why);
	else if (!write_file(t, t->name, &po) || !write_file(t, binary, &mo))
		answer = ANSWER_IO;
	else
		say_merged(t, &counts);
	po_release(&merged);
	strbuf_release(&po);
	strbuf_release(&mo);
	free(binary);
	return answer;
}

static int
status(struct translation *t, bool json)
{
	int answer = read_both(t);

	return answer == ANSWER_DONE ? translate_status(t, json) : answer;
}

static int
update(struct translation *t)
{
	int answer;

	if (t->bundled) {
		complain(t->program, N_("'%s' is the bundled pack; its "
					"catalogs are kept by `make "
					"update-po`"),
			 t->folder);
		return ANSWER_USAGE;
	}
	answer = read_both(t);
	if (answer == ANSWER_DONE)
		answer = check_braces(t);
	return answer == ANSWER_DONE ? merge(t) : answer;
}

/* ------------------------------------------------------------------ command */

/* The pack of the source tree, whose template lies beside it. */
static bool
is_bundled(struct program *program, const char *folder)
{
	const char *lessons = program->places.lessons;
	char *template = file_join(folder, "../locale/lessons.pot");
	struct stat a, b;
	bool bundled = folder == lessons ||
		       (stat(folder, &a) == 0 && stat(lessons, &b) == 0 &&
			a.st_dev == b.st_dev && a.st_ino == b.st_ino &&
			file_exists(template));

	free(template);
	return bundled;
}

/* The language that was asked for, or the one that is not the source. */
static bool
choose_language(struct translation *t, const char *name)
{
	enum language source = t->pack->source_language;

	t->language = source == LANGUAGE_EN ? LANGUAGE_UR : LANGUAGE_EN;
	if (name == NULL || language_parse(name) == t->language)
		return true;
	if (language_parse(name) == source)
		complain(t->program, N_("the lessons of '%s' are written in %s "
					"themselves"),
			 t->folder, language_own_name(source));
	else
		complain(t->program, N_("'%s' is no language of Jasoos; it has "
					"en and ur@latin"),
			 name);
	return false;
}

static int
do_what(struct translation *t, const char *what, const char *language,
	bool json)
{
	char *above;

	t->bundled = is_bundled(t->program, t->folder);
	t->pack = load(t->folder);
	if (t->pack == NULL)
		return ANSWER_CONTENT;
	if (strcmp(what, "extract") == 0)
		return extract(t);
	if (!choose_language(t, language))
		return ANSWER_USAGE;
	above = file_join(t->folder, "..");
	t->name = str_printf("%s/locale/%s/lessons.po",
			     t->bundled ? above : t->folder,
			     language_code(t->language));
	free(above);
	return strcmp(what, "merge") == 0 ? update(t) : status(t, json);
}

static int
run(struct program *program, const struct arguments *arguments)
{
	static const char *const does[] = { "extract", "merge", "status", NULL };
	const char *what = arguments->operands[0];
	const char *folder = arguments->operands[1], *language = NULL;
	struct translation t = { .program = program };
	size_t i = 0;
	int answer;

	program_speak(program);
	while (does[i] != NULL && strcmp(does[i], what) != 0)
		i++;
	if (does[i] == NULL) {
		complain(program, N_("'%s' is nothing that translate does; it "
				     "does: extract, merge, status"),
			 what);
		return ANSWER_USAGE;
	}
	if (folder != NULL)
		language = arguments->operands[2];
	if (folder == NULL || (language == NULL && !file_is_folder(folder) &&
			       language_parse(folder) != LANGUAGE_NONE)) {
		language = folder;
		folder = program->places.lessons;
	}
	if (!file_is_folder(folder)) {
		complain(program, N_("'%s' is no folder"), folder);
		return ANSWER_USAGE;
	}
	t.folder = folder;
	answer = do_what(&t, what, language,
			 option_value(arguments, "json") != NULL);
	if (t.fresh_made)
		po_release(&t.fresh);
	if (t.old_made)
		po_release(&t.old);
	pack_free(t.pack);
	free(t.name);
	return answer;
}

static const struct command_option options[] = {
	{ "json", 0, NULL, N_("of status: one JSON object") },
	{ NULL, 0, NULL, NULL },
};

const struct command translate_command = {
	.name = "translate",
	.operands = "WHAT [FOLDER] [LANG]",
	.least = 1,
	.most = 3,
	.summary = N_("for translators: what is left to do, the texts, and the "
		      "catalog of a lesson pack"),
	.details = N_(
		"`extract` prints the texts of FOLDER/pack.yaml and of its "
		"lessons and glossary as a .pot file; those of the scenarios "
		"belong to the bundled pack.\n\n"
		"`merge` brings FOLDER/locale/LANG/lessons.po up to what the "
		"lessons say now, and makes of it the .mo that Jasoos opens. A "
		"translation stays with its text; where the text has changed, "
		"it is marked `fuzzy`, with the old text beside it, and is not "
		"used until you have looked at it and taken the mark away. "
		"What stands in `{braces}` in a text must stand in its "
		"translation too.\n\n"
		"`status` names what is missing, to be reviewed, of a text "
		"that has changed, of a text that is gone, without the text's "
		"`{braces}`, much longer than the text (more than twice as "
		"long and 20 characters), and where a term of the glossary is "
		"not used as the glossary translates it. It exits with 1 if one of the first five is "
		"there.\n\n"
		"Without FOLDER it is the bundled pack; LANG is the language "
		"that the lessons are not written in."),
	.options = options,
	.run = run,
};
