/* SPDX-License-Identifier: MIT */
/*
 * Files: the one place of libjasoos that talks to the operating system.
 *
 * Everything returns 0 or a code of error.h; nothing prints.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct strbuf;

/* The whole of a regular file, appended to `out`; ERROR_LIMIT past `limit`,
   ERROR_FORMAT for a folder, a pipe, a device.  On failure `out` is as it was. */
int file_read(const char *path, size_t limit, struct strbuf *out);

/* New content or the old one, never a part: temporary file, fsync, rename.
   The mode of an old file stays, a link stays a link; what is no regular file
   is refused. */
int file_write(const char *path, const void *bytes, size_t length);

/* Makes the folder and those above it, mode 0700 for new ones; ERROR_DENIED
   where a file stands in the way. */
int file_make_folders(const char *path);

bool file_exists(const char *path);
bool file_is_folder(const char *path);

/*
 * The names in a folder, sorted by byte, without "." and ".."; the caller
 * releases them with file_names_release().
 */
struct file_names {
	char **items;
	size_t count;
	size_t allocated;
};
int file_list(const char *folder, struct file_names *names);
void file_names_release(struct file_names *names);

/*
 * A file that only grows, held by one process at a time.
 * file_log_open: ERROR_BUSY if it is open already, here or in another process.
 * file_log_append: on the disk (fsync) when it returns 0; on failure the file
 * is as it was before.
 */
struct file_log {
	int descriptor; /* -1 when closed; zeroed is not closed */
};
int file_log_open(struct file_log *log, const char *path);
int file_log_append(struct file_log *log, const void *bytes, size_t length);
int file_log_truncate(struct file_log *log, size_t length);
void file_log_close(struct file_log *log);

/* "a/b" of "a" and "b"; the caller frees it. */
char *file_join(const char *folder, const char *name);

#endif
