/* SPDX-License-Identifier: MIT */
/*
 * Saving and opening labs.  A file that is no saved lab is neither opened nor
 * written over; what is opened can do no more than a learner's own lines.
 */
#include "command/lab_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "command/command.h"
#include "lesson/diagnostic.h"
#include "lesson/lab.h"
#include "lesson/scenario.h"

enum { LAB_FILE_LIMIT = 16 * 1024 * 1024 };

/* The caller frees it; NULL, told, if there is no place. */
static char *
path_of(struct program *program, const char *path, bool to_write)
{
	char *folder, *file;

	if (*path != '\0')
		return mem_strdup(path);
	folder = journal_folder();
	if (folder == NULL || (to_write && file_make_folders(folder) != 0)) {
		complain(program, N_("there is no folder to keep it in; give a "
				     "file's name"));
		free(folder);
		return NULL;
	}
	file = file_join(folder, "lab.json");
	free(folder);
	return file;
}

/* A saved lab's JSON, or NULL with the reason; the caller puts it. */
static struct json_object *
read_saved(const char *path, const char **why)
{
	struct strbuf bytes = STRBUF_INIT;
	int error = file_read(path, LAB_FILE_LIMIT, &bytes);
	struct json_object *saved = NULL;
	const char *what;

	*why = NULL;
	if (error == ERROR_NOT_FOUND)
		*why = N_("'%s' is not there");
	else if (error != 0)
		*why = N_("'%s' cannot be read");
	else
		saved = json_parse(bytes.buf, bytes.len, NULL, NULL);
	strbuf_release(&bytes);
	if (*why != NULL)
		return NULL;
	what = json_string(saved, "jasoos");
	if (what == NULL || strcmp(what, "lab") != 0)
		*why = N_("'%s' is no lab that was saved by jasoos");
	else if (json_int(saved, "format", 0) != 1)
		*why = N_("'%s' was saved by a newer version of jasoos");
	if (*why == NULL)
		return saved;
	json_object_put(saved);
	return NULL;
}

static bool
write_saved(struct program *program, const struct lab *lab, const char *file)
{
	struct strbuf bytes = STRBUF_INIT;
	const char *why = NULL;

	lab_save(lab, &bytes);
	if (bytes.len > LAB_FILE_LIMIT)
		why = N_("'%s' is not written: the lab has grown too large to "
			 "be opened again");
	else if (file_write(file, bytes.buf, bytes.len) != 0)
		why = N_("'%s' cannot be written");
	strbuf_release(&bytes);
	if (why != NULL)
		complain(program, why, file);
	return why == NULL;
}

bool
lab_file_save(struct program *program, const struct lab *lab, const char *path)
{
	char *file = path_of(program, path, true);
	const char *why = NULL;
	bool saved = false;

	if (file == NULL)
		return false;
	if (file_exists(file)) {
		json_object_put(read_saved(file, &why));
		if (why != NULL) {
			complain(program, why, file);
			complain(program, N_("it is not written over"));
			goto done;
		}
	}
	saved = write_saved(program, lab, file);
	if (saved)
		message_text(&program->out, MESSAGE_NOTICE,
			     phrase_make(&program->out.arena,
					 N_("Saved: %s"), file));
done:
	free(file);
	return saved;
}

/* The saved inputs as lines; false if they are no list of texts. */
static bool
read_inputs(struct json_object *saved, char ***lines, size_t *count)
{
	struct json_object *inputs = json_member(saved, "inputs");

	*lines = NULL;
	*count = 0;
	if (!json_object_is_type(inputs, json_type_array))
		return false;
	*count = json_object_array_length(inputs);
	*lines = mem_calloc(*count + 1, sizeof **lines);
	for (size_t i = 0; i < *count; i++) {
		struct json_object *line = json_object_array_get_idx(inputs, i);

		if (!json_object_is_type(line, json_type_string))
			return false;
		/* The text stays `saved`'s. */
		(*lines)[i] = (char *)json_object_get_string(line);
	}
	return true;
}

static bool
retype(struct lab *lab, struct json_object *saved)
{
	struct diagnostics diagnostics = { 0 };
	int64_t seed = json_int(saved, "seed", 0);
	char **lines;
	size_t count;
	struct lab opened;
	bool done = false;

	if (read_inputs(saved, &lines, &count) && seed >= 0 &&
	    lab_begin(&opened, lab->scenario, (uint64_t)seed, &diagnostics)) {
		done = lab_replay(&opened, lines, count);
		if (done) {
			lab_release(lab);
			*lab = opened;
		} else {
			lab_release(&opened);
		}
	}
	free(lines);
	diagnostics_release(&diagnostics);
	return done;
}

bool
lab_file_open(struct program *program, struct lab *lab, const char *path)
{
	char *file = path_of(program, path, false);
	struct json_object *saved;
	const char *why, *scenario;
	bool opened = false;

	if (file == NULL)
		return false;
	saved = read_saved(file, &why);
	scenario = json_string(saved, "scenario");
	if (saved == NULL)
		complain(program, why, file);
	else if (scenario == NULL ||
		 strcmp(scenario, scenario_id(lab->scenario)) != 0)
		complain(program, N_("'%s' belongs to another scenario: jasoos "
				     "lab %s"),
			 file, scenario != NULL ? scenario : "");
	else if (!retype(lab, saved))
		complain(program, N_("'%s' has a line that is no input of a "
				     "lab; nothing was opened"),
			 file);
	else
		opened = true;
	if (opened)
		message_text(&program->out, MESSAGE_NOTICE,
			     phrase_make(&program->out.arena,
					 N_("Opened: %s"), file));
	json_object_put(saved);
	free(file);
	return opened;
}
