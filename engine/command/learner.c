/* SPDX-License-Identifier: MIT */
/*
 * The learner's journal, as the program uses it.
 *
 * Trouble with it is told once.  Where nothing can be saved, everything goes
 * on without; where the file is not ours to write (a newer version's, a
 * damaged one), the command ends, unless it was told to save nothing.
 */
#include "command/command.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/json.h"
#include "base/memory.h"

int64_t
learner_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * CLOCK_SECOND + now.tv_nsec / 1000000;
}

/* What stands in the way, with the journal's path for %s. */
static const struct {
	int error;
	bool final; /* the command must not go on */
	const char *text;
} troubles[] = {
	{ ERROR_BUSY, false,
	  N_("another jasoos has '%s' open; this one goes on without saving") },
	{ ERROR_DENIED, false,
	  N_("'%s' cannot be written; going on without saving") },
	{ ERROR_FULL, false,
	  N_("no room on the disk for '%s'; going on without saving") },
	{ ERROR_NOT_FOUND, false,
	  N_("there is no place for '%s'; going on without saving") },
	{ ERROR_NEWER, true,
	  N_("'%s' was written by a newer version of jasoos; it stays as it "
	     "is") },
	{ ERROR_FORMAT, true,
	  N_("'%s' is damaged, or not a journal of jasoos; it stays as it "
	     "is") },
	{ ERROR_LIMIT, true, N_("'%s' is too large; it stays as it is") },
};

static bool
is_final(int trouble)
{
	for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++)
		if (troubles[i].error == trouble)
			return troubles[i].final;
	return false;
}

bool
learner_is_barred(const struct program *program)
{
	return !program->no_save && is_final(program->journal.trouble);
}

void
learner_tell_trouble(struct program *program)
{
	const struct journal *journal = &program->journal;
	const char *text = N_("'%s' cannot be read or written; going on "
			      "without saving");

	if (journal->trouble == 0 || program->trouble_told)
		return;
	program->trouble_told = true;
	for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++)
		if (troubles[i].error == journal->trouble)
			text = troubles[i].text;
	complain(program, text, journal->path);
	if (journal->bad_line > 0)
		complain(program, N_("it cannot be understood from line %d on"),
			 journal->bad_line);
	if (is_final(journal->trouble))
		complain(program, N_("'--no-save' goes on without it; 'jasoos "
				     "progress reset' puts it aside and begins "
				     "anew"));
}

/* Instead of a journal, where there is no place for one. */
static void
do_without(struct program *program)
{
	program->journal = (struct journal){
		.log.descriptor = -1,
		.trouble = ERROR_NOT_FOUND,
		.path = mem_strdup("$XDG_STATE_HOME/jasoos"),
	};
}

void
learner_read(struct program *program)
{
	char *folder;

	if (program->journal_known)
		return;
	folder = journal_folder();
	if (folder != NULL)
		journal_read(&program->journal, folder);
	else
		do_without(program);
	free(folder);
	program->journal_known = true;
	learner_refresh(program);
}

static void
open_journal(struct program *program)
{
	char *folder = journal_folder();

	program->journal_open = true;
	if (program->journal_known)
		journal_close(&program->journal);
	program->journal_known = true;
	if (folder != NULL)
		journal_open(&program->journal, folder);
	else
		do_without(program);
	free(folder);
	learner_refresh(program);
}

bool
learner_open(struct program *program)
{
	program_speak(program);
	if (program->no_save) {
		learner_read(program);
		return true;
	}
	if (program->journal_open)
		return true;
	open_journal(program);
	if (program->journal.dropped > 0)
		complain(program, N_("the last line of the journal was torn "
				     "and is dropped; everything before it "
				     "stands"));
	learner_tell_trouble(program);
	return !learner_is_barred(program);
}

void
learner_record(void *data, struct json_object *entry)
{
	struct program *program = data;

	journal_append(&program->journal, learner_now(), entry);
	if (!program->no_save)
		learner_tell_trouble(program);
}

void
learner_refresh(struct program *program)
{
	progress_release(&program->progress);
	progress_derive(&program->progress, &program->journal);
}

void
learner_save_language(struct program *program, enum language_shown shown)
{
	struct json_object *entry = json_object_new_object();

	json_set_string(entry, "type", "setting");
	json_set_string(entry, "name", "lang");
	json_set_string(entry, "value", language_shown_code(shown));
	learner_record(program, entry);
}
