/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing the journal's file.
 *
 * Beyond not crashing: a file that is refused stays byte for byte; one that is
 * taken is, once it has been written to, readable again, with all that was in
 * it and the new line behind it; and progress can be derived of it.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "learner/journal.h"
#include "learner/progress.h"

#include "fuzz.h"

static void
derive(const struct journal *journal)
{
	struct progress progress;

	progress_derive(&progress, journal);
	for (size_t i = 0; i < progress.count; i++)
		require(progress_lesson(&progress,
					progress.lessons[i]->lesson) ==
			progress.lessons[i]);
	progress_release(&progress);
}

static struct json_object *
new_entry(void)
{
	struct json_object *entry = json_object_new_object();

	json_set_string(entry, "type", "start");
	json_set_string(entry, "lesson", "fuzz");
	return entry;
}

static void
check_refused(const char *path, const uint8_t *data, size_t size)
{
	struct strbuf now = STRBUF_INIT;

	require(file_read(path, size, &now) == 0);
	require(now.len == size && !memcmp(now.buf, data, size));
	strbuf_release(&now);
}

static void
check_taken(size_t count)
{
	struct journal again;

	require(journal_read(&again, fuzz_folder()) == 0);
	require(again.count == count + 1 && again.dropped == 0);
	require(!strcmp(json_string(again.entries[count], "lesson"), "fuzz"));
	derive(&again);
	journal_close(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *path = file_join(fuzz_folder(), "journal.jsonl");
	struct journal journal;
	size_t count;

	fuzz_write(path, data, size);
	if (journal_open(&journal, fuzz_folder()) == 0) {
		count = journal.count;
		derive(&journal);
		require(journal_append(&journal, 0, new_entry()) == 0);
		journal_close(&journal);
		check_taken(count);
	} else {
		journal_close(&journal);
		check_refused(path, data, size);
	}
	unlink(path);
	free(path);
	return 0;
}
