/* SPDX-License-Identifier: MIT */
/*
 * Log files on disk: found, unpacked and scanned, by several threads, with the
 * answer of one.
 *
 * What cannot be read is passed over and kept as a trouble with its name; all
 * else is still answered.  Nothing is ever written.
 */
#ifndef RECORDS_SOURCE_H
#define RECORDS_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/file.h"
#include "base/pool.h"
#include "base/strbuf.h"
#include "records/scan.h"

enum log_trouble_kind {
	LOG_UNREADABLE,	 /* not there, no rights, a device, a failing disk */
	LOG_LINK_LOOP,	 /* a folder that is above itself, by a link */
	LOG_TOO_LARGE,	 /* or would be, unpacked */
	LOG_DAMAGED_GZIP,
	LOG_EMPTY,
	LOG_BROKEN,	 /* no JSON, or cut */
	LOG_STRANGE,	 /* JSON, but not CloudTrail's */
	LOG_HUGE_RECORD,
	LOG_BAD_RECORD,	 /* wanted whole, and then it was no JSON */
};

struct log_trouble {
	char *name;	/* of the file or folder */
	enum log_trouble_kind kind;
	int error;	/* LOG_UNREADABLE: of error.h */
	size_t place;	/* LOG_BROKEN: about where, in bytes; the least */
	size_t count;	/* of values or records; 1 for a whole file */
};

struct log_file {
	char *name;
	bool named;	      /* by the user, not found in a folder */
	bool of_memory;	      /* its text is logs->memory */
};

struct logs { /* zeroed is empty */
	struct log_file *files;
	size_t count, allocated;
	struct log_trouble *troubles;
	size_t trouble_count, troubles_allocated;
	size_t digests;	   /* digest files that were left out */
	struct file_names digest_names; /* the paths of those in folders */
	size_t strangers;  /* other JSON files of a folder, left out too */
	size_t read;	   /* files that gave an answer */
	struct pool folders; /* those that were walked */
	struct strbuf memory; /* with SCAN_PADDING zero bytes behind it */
};

enum { LOG_FILE_MOST = 1024 * 1024 * 1024 }; /* unpacked */

void logs_release(struct logs *logs);
/* A file, or all log files of a tree: *.json and *.jsonl, and the same with
   .gz; but no digest files, which are counted.  Files come in the order of
   their names, operands in their own. */
void logs_add(struct logs *logs, const char *path);
/* Bytes that the caller has read (standard input); copied.  Once. */
void logs_add_bytes(struct logs *logs, const char *name, const char *bytes,
		    size_t length);

/*
 * Who reads.  `begin` makes what one thread works with; `unit` gets each value
 * that is whole, in any thread, and says how many of its records turned out to
 * be bad.  `file`, if there is one, is called behind the last unit of a file
 * and gives what is to be done in the order of the files, or NULL; `turn` takes
 * that, one at a time and in that order, and stops the reading by false (what
 * was read in vain by then it still gets, to be freed).  `end` takes back what
 * `begin` gave, one after the other when all is read.
 */
struct log_visitor {
	const struct fields *fields;
	void *data;
	void *(*begin)(void *data);
	size_t (*unit)(void *worker, const struct scan *scan);
	void *(*file)(void *worker);
	bool (*turn)(void *data, void *result);
	void (*end)(void *worker);
};

struct log_limits {
	int threads;   /* from 1 */
	size_t bytes;  /* of one file, unpacked */
	bool portable; /* scan as any machine can, to compare */
};

/* Before they are read again: forgets what came of reading them; `digests` is
   how many digest files there were before. */
void logs_forget(struct logs *logs, size_t digests);

/* Reads all files once; troubles are then in the order of the files. */
void logs_read(struct logs *logs, const struct log_limits *limits,
	       const struct log_visitor *visitor);

#endif
