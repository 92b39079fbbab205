/* SPDX-License-Identifier: MIT */
/*
 * The journal's file: read once when it is opened, then only appended to.
 *
 * A line counts when its line feed is there, since that is written last: what
 * stands behind the last line feed is a torn entry and is dropped.  Nothing
 * else is ever taken out of a file that could not be read whole, because it
 * may be someone else's or a newer version's.
 */
#include "learner/journal.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"

enum {
	JOURNAL_FORMAT = 1,
	LINE_LIMIT = 64 * 1024,
	FILE_LIMIT = 16 * 1024 * 1024,
	KEEP_LIMIT = 256 * 1024 * 1024, /* of an old file put aside */
	KEPT_FILES = 1000,
};

static const char file_name[] = "journal.jsonl";
static const char head[] = "{\"jasoos\": \"journal\", \"format\": 1}\n";

static void
forget_entries(struct journal *journal)
{
	for (size_t i = 0; i < journal->count; i++)
		json_object_put(journal->entries[i]);
	free(journal->entries);
	journal->entries = NULL;
	journal->count = journal->allocated = 0;
}

static void
keep_entry(struct journal *journal, struct json_object *entry)
{
	journal->entries = list_grow(journal->entries, journal->count,
				     &journal->allocated,
				     sizeof(struct json_object *));
	journal->entries[journal->count++] = entry;
}

static int
check_head(struct json_object *line)
{
	const char *what = json_string(line, "jasoos");
	int64_t format = json_int(line, "format", 0);

	if (what == NULL || strcmp(what, "journal") != 0)
		return ERROR_FORMAT;
	if (format > JOURNAL_FORMAT)
		return ERROR_NEWER;
	return format == JOURNAL_FORMAT ? 0 : ERROR_FORMAT;
}

/* One whole line, without its line feed. */
static int
read_line(struct journal *journal, int number, const char *line, size_t length)
{
	struct json_object *value = NULL;
	int result = ERROR_FORMAT;

	if (length <= LINE_LIMIT)
		value = json_parse(line, length, NULL, NULL);
	if (json_object_is_type(value, json_type_object)) {
		if (number == 1)
			result = check_head(value);
		else if (json_string(value, "type") != NULL)
			result = 0;
	}
	if (result == 0 && number > 1)
		keep_entry(journal, value);
	else
		json_object_put(value);
	if (result == ERROR_FORMAT)
		journal->bad_line = number;
	return result;
}

/* Fills the entries and ->length, the bytes that are whole lines. */
static int
read_lines(struct journal *journal, const struct strbuf *bytes)
{
	size_t at = 0;
	int number = 0, result = 0;

	while (at < bytes->len && result == 0) {
		const char *line = bytes->buf + at;
		const char *end = memchr(line, '\n', bytes->len - at);

		if (end == NULL)
			break;
		result = read_line(journal, ++number, line,
				   (size_t)(end - line));
		at += (size_t)(end - line) + 1;
	}
	/* A single line without an end is ours only if it began as ours does:
	   a foreign file must not be taken for a torn one. */
	if (result == 0 && number == 0 && bytes->len > 0 &&
	    (bytes->len >= sizeof head ||
	     memcmp(bytes->buf, head, bytes->len) != 0)) {
		journal->bad_line = 1;
		result = ERROR_FORMAT;
	}
	if (result != 0) {
		forget_entries(journal);
		return result;
	}
	journal->length = at;
	journal->dropped = bytes->len - at;
	return 0;
}

static int
read_file(struct journal *journal)
{
	struct strbuf bytes = STRBUF_INIT;
	int result = file_read(journal->path, FILE_LIMIT, &bytes);

	if (result == 0)
		result = read_lines(journal, &bytes);
	else if (result == ERROR_NOT_FOUND)
		result = 0;
	strbuf_release(&bytes);
	return result;
}

static void
begin(struct journal *journal, const char *folder)
{
	*journal = (struct journal){ .log.descriptor = -1 };
	journal->path = file_join(folder, file_name);
}

static int
write_bytes(struct journal *journal, const void *bytes, size_t length)
{
	int result = file_log_append(&journal->log, bytes, length);

	if (result == 0)
		journal->length += length;
	return result;
}

/* What writing needs once the file was read: no torn end, and the head. */
static int
make_ready(struct journal *journal)
{
	int result = 0;

	if (journal->dropped > 0)
		result = file_log_truncate(&journal->log, journal->length);
	if (result == 0 && journal->length == 0)
		result = write_bytes(journal, head, sizeof head - 1);
	return result;
}

static void
stop_writing(struct journal *journal, int trouble)
{
	if (journal->writable)
		file_log_close(&journal->log);
	journal->writable = false;
	journal->trouble = trouble;
}

int
journal_open(struct journal *journal, const char *folder)
{
	int opened, result;

	begin(journal, folder);
	opened = file_make_folders(folder);
	if (opened == 0)
		opened = file_log_open(&journal->log, journal->path);
	journal->writable = opened == 0;

	result = read_file(journal);
	if (result == 0)
		result = journal->writable ? make_ready(journal) : opened;
	if (result != 0)
		stop_writing(journal, result);
	return result;
}

int
journal_read(struct journal *journal, const char *folder)
{
	begin(journal, folder);
	journal->trouble = read_file(journal);
	return journal->trouble;
}

void
journal_close(struct journal *journal)
{
	stop_writing(journal, 0);
	forget_entries(journal);
	free(journal->path);
	*journal = (struct journal){ .log.descriptor = -1 };
}

int
journal_append(struct journal *journal, int64_t now, struct json_object *entry)
{
	struct strbuf line = STRBUF_INIT;
	char at[CLOCK_TEXT];
	int result = 0;

	json_set_string(entry, "at", clock_iso(now, at));
	keep_entry(journal, entry);
	if (!journal->writable)
		return journal->trouble;

	json_write(entry, &line);
	strbuf_addch(&line, '\n');
	/* A line that could not be read again would lose the whole file. */
	if (line.len > LINE_LIMIT || line.len > FILE_LIMIT - journal->length)
		result = ERROR_LIMIT;
	else
		result = write_bytes(journal, line.buf, line.len);
	strbuf_release(&line);
	if (result != 0)
		stop_writing(journal, result);
	return result;
}

/* Copies the file to the first journal-N.jsonl that is free. */
static int
keep_beside(const char *path)
{
	struct strbuf bytes = STRBUF_INIT;
	int stem = (int)(strlen(path) - strlen(".jsonl"));
	int result = file_read(path, KEEP_LIMIT, &bytes);
	char *kept = NULL;

	if (result != 0 || bytes.len == 0)
		goto done;
	result = ERROR_LIMIT;
	for (int n = 1; n <= KEPT_FILES; n++) {
		free(kept);
		kept = str_printf("%.*s-%d.jsonl", stem, path, n);
		if (file_exists(kept))
			continue;
		result = file_write(kept, bytes.buf, bytes.len);
		break;
	}
done:
	free(kept);
	strbuf_release(&bytes);
	return result;
}

int
journal_reset(struct journal *journal)
{
	int result = 0;

	if (!journal->writable)
		result = file_log_open(&journal->log, journal->path);
	if (result != 0)
		return result;
	journal->writable = true;
	result = keep_beside(journal->path);
	if (result == 0)
		result = file_log_truncate(&journal->log, 0);
	if (result != 0) {
		stop_writing(journal, result);
		return result;
	}
	forget_entries(journal);
	journal->length = journal->dropped = 0;
	journal->bad_line = 0;
	journal->trouble = write_bytes(journal, head, sizeof head - 1);
	if (journal->trouble != 0)
		stop_writing(journal, journal->trouble);
	return journal->trouble;
}

char *
journal_folder(void)
{
	const char *own = getenv("JASOOS_STATE");
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");

	if (own != NULL && own[0] != '\0')
		return mem_strdup(own);
	/* The XDG specification has relative paths ignored. */
	if (state != NULL && state[0] == '/')
		return file_join(state, "jasoos");
	if (home != NULL && home[0] != '\0')
		return file_join(home, ".local/state/jasoos");
	return NULL;
}
