/* SPDX-License-Identifier: MIT */
/*
 * jasoos data: the bundled log files, made by playing the story of a week
 * through the simulated account; the same bytes every time.
 */
#include "command/command.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/file.h"
#include "base/memory.h"
#include "lesson/diagnostic.h"
#include "lesson/scenario.h"

static const char scenario_name[] = "kitab-ghar-week";
static const char log_prefix[] = "AWSLogs/";

/* A key that stays below the folder. */
static bool
is_log_key(const char *key)
{
	return strncmp(key, log_prefix, sizeof log_prefix - 1) == 0 &&
	       strstr(key, "..") == NULL &&
	       key[strlen(key) - 1] != '/';
}

static bool
write_object(struct program *program, const char *folder,
	     const struct object *object)
{
	char *path = file_join(folder, object->key);
	char *slash = strrchr(path, '/');
	bool written;

	*slash = '\0';
	written = file_make_folders(path) == 0;
	*slash = '/';
	written = written &&
		  file_write(path, object->bytes, object->length) == 0;
	if (!written)
		complain(program, N_("'%s' cannot be written"), path);
	free(path);
	return written;
}

static int
write_bucket(struct program *program, const struct bucket *bucket,
	     const char *folder)
{
	int count = 0;

	for (size_t i = 0; i < bucket->count; i++) {
		if (!is_log_key(bucket->objects[i]->key))
			continue;
		if (!write_object(program, folder, bucket->objects[i]))
			return -1;
		count++;
	}
	return count;
}

/* How many files; -1 with a word about it. */
static int
write_logs(struct program *program, struct account *account,
	   const char *folder)
{
	int count = 0;

	for (size_t i = 0; i < account->buckets.count; i++) {
		int more = write_bucket(program, account->buckets.items[i],
					folder);

		if (more < 0)
			return -1;
		count += more;
	}
	return count;
}

static int
run(struct program *program, const struct arguments *arguments)
{
	struct diagnostics diagnostics = { 0 };
	struct scenario *scenario;
	struct account *account = NULL;
	int answer = ANSWER_CONTENT, count;

	program_speak(program);
	scenario = program_scenario(program, scenario_name, &diagnostics);
	if (scenario != NULL)
		account = scenario_begin(scenario, 0, &diagnostics);
	if (account == NULL) {
		print_diagnostics(stderr, &diagnostics);
	} else {
		count = write_logs(program, account, arguments->operands[0]);
		answer = count < 0 ? ANSWER_IO : ANSWER_DONE;
		if (count >= 0)
			message_text(&program->out, MESSAGE_NOTICE,
				     phrase_make(&program->out.arena,
						 N_("Log files: %d, events: "
						    "%d."),
						 count,
						 (int)account->events.count));
		program_flush(program);
	}
	account_free(account);
	scenario_free(scenario);
	diagnostics_release(&diagnostics);
	return answer;
}

const struct command data_command = {
	.name = "data",
	.operands = "FOLDER",
	.least = 1,
	.most = 1,
	.hidden = true,
	.summary = N_("make the bundled log files anew, below FOLDER"),
	.details = N_("Plays the scenario `kitab-ghar-week` and writes the "
		      "log files of its trail, exactly as they lie in the "
		      "bucket: FOLDER/AWSLogs/... The same version gives the "
		      "same bytes."),
	.run = run,
};
