/* SPDX-License-Identifier: MIT */
/*
 * Files: the one place of libjasoos that talks to the operating system.
 *
 * Keeps true: a reader of a file that we write sees the old content or the
 * new; a pipe or a device is never opened for content, so nothing here waits
 * for another program.
 */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/strbuf.h"

/* The code of this errno. */
static int
file_error(int number)
{
	static const struct {
		int number, error;
	} table[] = {
		{ ENOENT, ERROR_NOT_FOUND }, { ENOTDIR, ERROR_NOT_FOUND },
		{ EACCES, ERROR_DENIED },    { EPERM, ERROR_DENIED },
		{ EROFS, ERROR_DENIED },     { ELOOP, ERROR_DENIED },
		{ EISDIR, ERROR_FORMAT },    { ENAMETOOLONG, ERROR_NOT_FOUND },
		{ EFBIG, ERROR_FULL },	     { ENOSPC, ERROR_FULL },
		{ EDQUOT, ERROR_FULL },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (table[i].number == number)
			return table[i].error;
	}
	return ERROR_IO;
}

/* Reads to the end of an open file, at most `limit` bytes. */
static int
read_all(int descriptor, size_t limit, struct strbuf *out)
{
	size_t start = out->len;

	for (;;) {
		size_t done = out->len - start;
		ssize_t length;

		strbuf_grow(out, 1);
		length = read(descriptor, out->buf + out->len,
			      out->allocated - out->len - 1);
		if (length < 0 && errno == EINTR)
			continue;
		if (length < 0)
			return file_error(errno);
		if (length == 0)
			return 0;
		if ((size_t)length > limit - done)
			return ERROR_LIMIT;
		out->len += (size_t)length;
		out->buf[out->len] = '\0';
	}
}

int
file_read(const char *path, size_t limit, struct strbuf *out)
{
	/* O_NONBLOCK: opening a pipe would wait for its writer. */
	int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY |
					    O_CLOEXEC);
	size_t start = out->len;
	struct stat status;
	int error = 0;

	if (descriptor < 0)
		return file_error(errno);
	if (fstat(descriptor, &status) != 0)
		error = file_error(errno);
	else if (!S_ISREG(status.st_mode))
		error = ERROR_FORMAT;
	else if ((uintmax_t)status.st_size > limit)
		error = ERROR_LIMIT;
	if (error == 0) {
		strbuf_grow(out, (size_t)status.st_size + 1);
		error = read_all(descriptor, limit, out);
	}
	if (error != 0 && out->allocated) {
		out->len = start;
		out->buf[start] = '\0';
	}
	close(descriptor);
	return error;
}

static int
write_all(int descriptor, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t done = write(descriptor, bytes, length);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return file_error(errno);
		bytes += done;
		length -= (size_t)done;
	}
	return fsync(descriptor) == 0 ? 0 : file_error(errno);
}

/* The folder that holds `path`; the caller frees it. */
static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return mem_strdup(".");
	return mem_strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

/* Puts on the disk which names the folder of `path` holds. */
static int
sync_folder_of(const char *path)
{
	char *folder = folder_of(path);
	int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int error = 0;

	free(folder);
	/* A folder may be written to and not read: then it is not synced. */
	if (descriptor < 0)
		return errno == EACCES ? 0 : file_error(errno);
	/* Some file systems cannot, and say EINVAL. */
	if (fsync(descriptor) != 0 && errno != EINVAL)
		error = file_error(errno);
	close(descriptor);
	return error;
}

/* A new file beside `path`, with its name in *name, which the caller frees. */
static int
open_beside(const char *path, char **name)
{
	for (int i = 0; i < 100; i++) {
		int descriptor;

		*name = str_printf("%s.new-%ld-%d", path, (long)getpid(), i);
		descriptor = open(*name, O_WRONLY | O_CREAT | O_EXCL |
						 O_CLOEXEC, 0666);
		if (descriptor >= 0)
			return descriptor;
		free(*name);
		if (errno != EEXIST)
			return file_error(errno);
	}
	return ERROR_BUSY;
}

/* `path` is no link; `mode` is 0 for a new file. */
static int
replace_file(const char *path, mode_t mode, const void *bytes, size_t length)
{
	char *name;
	int descriptor = open_beside(path, &name);
	int error = 0;

	if (descriptor < 0)
		return descriptor;
	if (mode != 0 && fchmod(descriptor, mode) != 0)
		error = file_error(errno);
	if (error == 0)
		error = write_all(descriptor, bytes, length);
	if (close(descriptor) != 0 && error == 0)
		error = file_error(errno);
	if (error == 0 && rename(name, path) != 0)
		error = file_error(errno);
	if (error != 0)
		unlink(name);
	free(name);
	return error ? error : sync_folder_of(path);
}

int
file_write(const char *path, const void *bytes, size_t length)
{
	struct stat status;
	char *target;
	int error;

	if (stat(path, &status) != 0)
		return errno == ENOENT
			       ? replace_file(path, 0, bytes, length)
			       : file_error(errno);
	if (S_ISDIR(status.st_mode))
		return ERROR_FORMAT;
	/* Never put a file in the place of /dev/null. */
	if (!S_ISREG(status.st_mode))
		return ERROR_DENIED;
	target = realpath(path, NULL);
	if (!target)
		return file_error(errno);
	error = replace_file(target, status.st_mode & 0777, bytes, length);
	free(target);
	return error;
}

static int
make_folder(const char *path)
{
	int number;

	if (mkdir(path, 0700) == 0)
		return 0;
	number = errno;
	if (file_is_folder(path))
		return 0;
	return number == EEXIST ? ERROR_DENIED : file_error(number);
}

int
file_make_folders(const char *path)
{
	char *part = mem_strdup(path);
	int error = 0;

	for (char *c = part; *c && error == 0; c++) {
		if (*c != '/' || c == part)
			continue;
		*c = '\0';
		error = make_folder(part);
		*c = '/';
	}
	if (error == 0)
		error = make_folder(part);
	free(part);
	return error;
}

bool
file_exists(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0;
}

bool
file_is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int
file_list(const char *folder, struct file_names *names)
{
	DIR *open_folder = opendir(folder);
	struct dirent *entry;
	int error;

	*names = (struct file_names){ 0 };
	if (!open_folder)
		return file_error(errno);
	while (errno = 0, (entry = readdir(open_folder)) != NULL) {
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			list_push(names, mem_strdup(entry->d_name));
	}
	error = errno ? file_error(errno) : 0;
	closedir(open_folder);
	if (error)
		file_names_release(names);
	else if (names->count > 0)
		qsort(names->items, names->count, sizeof *names->items,
		      compare_names);
	return error;
}

void
file_names_release(struct file_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->items[i]);
	list_release(names);
}

/*
 * flock() and not fcntl(): its lock belongs to this opening of the file, so
 * that reading the same file by its name does not lose it.
 */
static int
lock_log(int descriptor)
{
	struct stat status;

	if (fstat(descriptor, &status) != 0)
		return file_error(errno);
	if (!S_ISREG(status.st_mode))
		return ERROR_FORMAT;
	if (flock(descriptor, LOCK_EX | LOCK_NB) != 0)
		return errno == EWOULDBLOCK ? ERROR_BUSY : file_error(errno);
	return 0;
}

int
file_log_open(struct file_log *log, const char *path)
{
	int error;

	log->descriptor = open(path,
			       O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW |
				       O_NONBLOCK | O_NOCTTY | O_CLOEXEC,
			       0600);
	if (log->descriptor < 0)
		return file_error(errno);
	error = lock_log(log->descriptor);
	if (error == 0)
		error = sync_folder_of(path);
	if (error != 0)
		file_log_close(log);
	return error;
}

int
file_log_append(struct file_log *log, const void *bytes, size_t length)
{
	struct stat status;
	int error;

	if (fstat(log->descriptor, &status) != 0)
		return file_error(errno);
	error = write_all(log->descriptor, bytes, length);
	if (error != 0 && ftruncate(log->descriptor, status.st_size) != 0)
		return ERROR_IO;
	return error;
}

int
file_log_truncate(struct file_log *log, size_t length)
{
	if (ftruncate(log->descriptor, (off_t)length) != 0 ||
	    fsync(log->descriptor) != 0)
		return file_error(errno);
	return 0;
}

void
file_log_close(struct file_log *log)
{
	if (log->descriptor >= 0)
		close(log->descriptor);
	log->descriptor = -1;
}

char *
file_join(const char *folder, const char *name)
{
	size_t length = strlen(folder);
	bool slash = length > 0 && folder[length - 1] != '/';

	return str_printf("%s%s%s", folder, slash ? "/" : "", name);
}
