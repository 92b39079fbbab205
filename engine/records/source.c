/* SPDX-License-Identifier: MIT */
/*
 * Log files on disk: found, unpacked and scanned.
 *
 * Keeps true: the answer does not depend on the number of threads or on which
 * of them was faster; a thread holds one file at a time, and none runs far
 * ahead of the others, so memory does not grow with the logs; a file that grows past the limit, or a folder that is
 * above itself, is told and passed over.
 */
#include "records/source.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/file.h"
#include "base/gzip.h"
#include "base/list.h"
#include "base/memory.h"
#include "records/walk.h"

enum {
	FOLDERS_DEEP = 64,
	AHEAD_MOST = 64, /* files that are read before an earlier one is */
};

static void
add_trouble(struct logs *logs, struct log_trouble trouble)
{
	logs->troubles = list_grow(logs->troubles, logs->trouble_count,
				   &logs->troubles_allocated,
				   sizeof *logs->troubles);
	logs->troubles[logs->trouble_count++] = trouble;
}

void
logs_release(struct logs *logs)
{
	for (size_t i = 0; i < logs->count; i++)
		free(logs->files[i].name);
	for (size_t i = 0; i < logs->trouble_count; i++)
		free(logs->troubles[i].name);
	free(logs->files);
	free(logs->troubles);
	file_names_release(&logs->digest_names);
	pool_release(&logs->folders);
	if (logs->memory.buf != NULL)
		strbuf_release(&logs->memory);
	memset(logs, 0, sizeof *logs);
}

void
logs_forget(struct logs *logs, size_t digests)
{
	for (size_t i = 0; i < logs->trouble_count; i++)
		free(logs->troubles[i].name);
	logs->trouble_count = logs->strangers = logs->read = 0;
	logs->digests = digests;
}

/* ----------------------------------------------------------------- finding */

static void
add_file(struct logs *logs, char *name, bool named, bool of_memory)
{
	logs->files = list_grow(logs->files, logs->count, &logs->allocated,
				sizeof *logs->files);
	logs->files[logs->count++] = (struct log_file){
		.name = name, .named = named, .of_memory = of_memory,
	};
}

static bool
ends_with(const char *text, size_t length, const char *end)
{
	size_t wanted = strlen(end);

	return length > wanted &&
	       memcmp(text + length - wanted, end, wanted) == 0;
}

static bool
is_log_name(const char *name)
{
	size_t length = strlen(name);

	if (ends_with(name, length, ".gz"))
		length -= 3;
	return ends_with(name, length, ".json") ||
	       ends_with(name, length, ".jsonl");
}

/* The folders between an operand and where the walk is. */
struct above {
	const struct above *up;
	const char *identity;
	int depth;
};

static void
add_folder(struct logs *logs, const char *path, const struct above *up);

static void
add_entry(struct logs *logs, const char *folder, const char *name,
	  const struct above *above)
{
	char *path = file_join(folder, name);

	if (!is_log_name(name) || file_is_folder(path)) {
		if (file_is_folder(path))
			add_folder(logs, path, above);
		free(path);
	} else if (strstr(name, "_CloudTrail-Digest_") != NULL) {
		logs->digests++;
		list_push(&logs->digest_names, path);
	} else {
		add_file(logs, path, false, false);
	}
}

/* Whether the folder is new; tells if it is above itself. */
static bool
enter_folder(struct logs *logs, const char *path, const struct above *up,
	     struct above *here)
{
	struct stat status;
	char identity[64];
	size_t known = logs->folders.count;

	if (stat(path, &status) != 0)
		return true; /* listing it will say why */
	snprintf(identity, sizeof identity, "%ju:%ju",
		 (uintmax_t)status.st_dev, (uintmax_t)status.st_ino);
	here->identity = pool_intern(&logs->folders, identity);
	if (logs->folders.count > known && here->depth <= FOLDERS_DEEP)
		return true;
	for (; up != NULL; up = up->up) {
		if (up->identity == here->identity ||
		    here->depth > FOLDERS_DEEP) {
			add_trouble(logs, (struct log_trouble){
				.name = mem_strdup(path),
				.kind = LOG_LINK_LOOP, .count = 1 });
			break;
		}
	}
	return false;
}

static void
add_folder(struct logs *logs, const char *path, const struct above *up)
{
	struct above here = { up, NULL, up != NULL ? up->depth + 1 : 1 };
	struct file_names names = { 0 };
	int error;

	if (!enter_folder(logs, path, up, &here))
		return;
	error = file_list(path, &names);
	if (error != 0)
		add_trouble(logs, (struct log_trouble){
			.name = mem_strdup(path), .kind = LOG_UNREADABLE,
			.error = error, .count = 1 });
	for (size_t i = 0; error == 0 && i < names.count; i++)
		add_entry(logs, path, names.items[i], &here);
	file_names_release(&names);
}

void
logs_add(struct logs *logs, const char *path)
{
	if (file_is_folder(path))
		add_folder(logs, path, NULL);
	else
		add_file(logs, mem_strdup(path), true, false);
}

void
logs_add_bytes(struct logs *logs, const char *name, const char *bytes,
	       size_t length)
{
	strbuf_init(&logs->memory);
	strbuf_add(&logs->memory, bytes, length);
	add_file(logs, mem_strdup(name), true, true);
}

/* ----------------------------------------------------------------- reading */

/* What came of a file, until its turn. */
struct outcome {
	bool done;
	bool digest, strange;
	struct log_trouble trouble; /* with the count 0 if none */
	void *result;
};

/* What the threads share. */
struct reading {
	struct logs *logs;
	const struct log_limits *limits;
	const struct log_visitor *visitor;
	pthread_mutex_t lock;
	pthread_cond_t turned;
	size_t next; /* file that nobody has taken */
	size_t turn; /* whose turn it is */
	bool stopped;
	struct outcome outcomes[AHEAD_MOST]; /* of file i at i % AHEAD_MOST */
};

struct reader {
	struct reading *reading;
	void *worker;
	struct scan scan;
	struct strbuf packed, text;
	struct outcome outcome; /* of this file */
};

/* Only the first trouble of a file is told; others of its kind are counted. */
static void
note_trouble(struct reader *r, enum log_trouble_kind kind, int error,
	     size_t count)
{
	struct log_trouble *trouble = &r->outcome.trouble;

	if (trouble->count == 0) {
		trouble->kind = kind;
		trouble->error = error;
		trouble->place = r->scan.broken;
	}
	if (trouble->kind == kind)
		trouble->count += count;
}

static bool
is_gzip(const struct strbuf *bytes)
{
	return bytes->len >= 2 && (unsigned char)bytes->buf[0] == 0x1f &&
	       (unsigned char)bytes->buf[1] == 0x8b;
}

/* The file's text, or NULL with the trouble noted. */
static const struct strbuf *
text_of(struct reader *r, const struct log_file *file)
{
	const struct strbuf *packed = &r->packed;
	size_t limit = r->reading->limits->bytes;
	int error = 0;

	strbuf_reset(&r->packed);
	strbuf_reset(&r->text);
	r->scan.broken = 0;
	if (file->of_memory)
		packed = &r->reading->logs->memory;
	else
		error = file_read(file->name, limit, &r->packed);
	if (error == ERROR_LIMIT)
		note_trouble(r, LOG_TOO_LARGE, error, 1);
	else if (error != 0)
		note_trouble(r, LOG_UNREADABLE, error, 1);
	else if (packed->len == 0)
		note_trouble(r, LOG_EMPTY, 0, 1);
	if (r->outcome.trouble.count > 0)
		return NULL;
	if (!is_gzip(packed))
		return packed;
	error = gzip_decompress(packed->buf, packed->len, limit, &r->text);
	if (error == 0)
		return &r->text;
	note_trouble(r, error == ERROR_LIMIT ? LOG_TOO_LARGE
					     : LOG_DAMAGED_GZIP, error, 1);
	return NULL;
}

static void
read_units(struct reader *r)
{
	const struct log_visitor *visitor = r->reading->visitor;
	enum scan_result result;
	size_t bad;

	while ((result = scan_next(&r->scan)) != SCAN_END) {
		if (r->scan.oversized > 0)
			note_trouble(r, LOG_HUGE_RECORD, 0, r->scan.oversized);
		switch (result) {
		case SCAN_RECORDS:
			bad = visitor->unit(r->worker, &r->scan);
			if (bad > 0)
				note_trouble(r, LOG_BAD_RECORD, 0, bad);
			break;
		case SCAN_BROKEN:
			note_trouble(r, LOG_BROKEN, 0, 1);
			break;
		case SCAN_DIGEST:
			r->outcome.digest = true;
			break;
		default:
			r->outcome.strange = true;
		}
	}
}

static void
read_file(struct reader *r, const struct log_file *file)
{
	struct strbuf *text;

	memset(&r->outcome, 0, sizeof r->outcome);
	text = (struct strbuf *)text_of(r, file);
	if (text == NULL)
		return;
	strbuf_grow(text, SCAN_PADDING);
	memset(text->buf + text->len, 0, SCAN_PADDING);
	scan_open(&r->scan, text->buf, text->len);
	read_units(r);
	if (r->outcome.strange && file->named)
		note_trouble(r, LOG_STRANGE, 0, 1);
}

/* A file's part of the answer, in its turn. */
static void
take_turn(struct reading *reading, struct outcome *outcome)
{
	const struct log_visitor *visitor = reading->visitor;
	struct logs *logs = reading->logs;
	const struct log_file *file = &logs->files[reading->turn];
	bool stopped = reading->stopped;

	if (!stopped) {
		if (outcome->trouble.count > 0) {
			outcome->trouble.name = mem_strdup(file->name);
			add_trouble(logs, outcome->trouble);
		}
		logs->digests += outcome->digest;
		logs->strangers += outcome->strange && !file->named;
		logs->read++;
	}
	if (outcome->result != NULL &&
	    !visitor->turn(visitor->data, outcome->result))
		reading->stopped = true;
	outcome->done = false;
}

/* Leaves what came of file `i`; whose turn it is now, that is taken. */
static void
leave_outcome(struct reader *r, size_t i)
{
	struct reading *reading = r->reading;
	struct outcome *outcome;

	pthread_mutex_lock(&reading->lock);
	r->outcome.done = true;
	reading->outcomes[i % AHEAD_MOST] = r->outcome;
	while ((outcome = &reading->outcomes[reading->turn % AHEAD_MOST])
		       ->done) {
		take_turn(reading, outcome);
		reading->turn++;
	}
	pthread_cond_broadcast(&reading->turned);
	pthread_mutex_unlock(&reading->lock);
}

/* False when there are no more files, or nobody wants them. */
static bool
take_file(struct reading *reading, size_t *i)
{
	bool more;

	pthread_mutex_lock(&reading->lock);
	while (reading->next - reading->turn >= AHEAD_MOST)
		pthread_cond_wait(&reading->turned, &reading->lock);
	more = reading->next < reading->logs->count && !reading->stopped;
	if (more)
		*i = reading->next++;
	pthread_mutex_unlock(&reading->lock);
	return more;
}

static void *
read_files(void *data)
{
	struct reader *r = data;
	size_t i;

	while (take_file(r->reading, &i)) {
		read_file(r, &r->reading->logs->files[i]);
		if (r->reading->visitor->file != NULL)
			r->outcome.result = r->reading->visitor->file(
				r->worker);
		leave_outcome(r, i);
	}
	return NULL;
}

static void
reader_open(struct reader *r, struct reading *reading)
{
	const struct log_visitor *visitor = reading->visitor;

	memset(r, 0, sizeof *r);
	r->reading = reading;
	r->worker = visitor->begin(visitor->data);
	scan_init(&r->scan, visitor->fields);
	if (reading->limits->portable)
		r->scan.walk = scan_walk_portable;
	strbuf_init(&r->packed);
	strbuf_init(&r->text);
}

static void
reader_close(struct reader *r)
{
	r->reading->visitor->end(r->worker);
	scan_release(&r->scan);
	strbuf_release(&r->packed);
	strbuf_release(&r->text);
}

void
logs_read(struct logs *logs, const struct log_limits *limits,
	  const struct log_visitor *visitor)
{
	struct reading reading = { .logs = logs, .limits = limits,
				   .visitor = visitor };
	size_t count = limits->threads > 1 ? (size_t)limits->threads : 1;
	struct reader *readers;
	pthread_t *threads;
	size_t started = 0;

	if (count > logs->count)
		count = logs->count > 0 ? logs->count : 1;
	readers = mem_calloc(count, sizeof *readers);
	threads = mem_calloc(count, sizeof *threads);
	pthread_mutex_init(&reading.lock, NULL);
	pthread_cond_init(&reading.turned, NULL);
	for (size_t i = 0; i < count; i++)
		reader_open(&readers[i], &reading);
	/* this thread is the last reader, or the only one */
	while (started + 1 < count &&
	       pthread_create(&threads[started], NULL, read_files,
			      &readers[started]) == 0)
		started++;
	read_files(&readers[count - 1]);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	for (size_t i = 0; i < count; i++)
		reader_close(&readers[i]);
	pthread_mutex_destroy(&reading.lock);
	pthread_cond_destroy(&reading.turned);
	free(readers);
	free(threads);
}
