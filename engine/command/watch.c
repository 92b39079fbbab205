/* SPDX-License-Identifier: MIT */
/*
 * Waiting until a file, or the YAML of a folder, is another: for an author who
 * saves and looks.
 *
 * By looking at sizes and times twice a second: it works on every system, in a
 * shared folder, and with editors that put a new file in the place of the old.
 */
#include "command/command.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/file.h"

static uint64_t
mix(uint64_t stamp, uint64_t value)
{
	return (stamp ^ value) * UINT64_C(0x100000001b3);
}

static uint64_t
stamp_of_file(uint64_t stamp, const char *path)
{
	struct stat status;

	if (stat(path, &status) != 0)
		return mix(stamp, 1);
	stamp = mix(stamp, (uint64_t)status.st_ino);
	stamp = mix(stamp, (uint64_t)status.st_size);
	stamp = mix(stamp, (uint64_t)status.st_mtim.tv_sec);
	return mix(stamp, (uint64_t)status.st_mtim.tv_nsec);
}

uint64_t
watch_stamp(const char *path)
{
	uint64_t stamp = UINT64_C(0xcbf29ce484222325);
	struct file_names names = { 0 };

	if (!file_is_folder(path))
		return stamp_of_file(stamp, path);
	file_list(path, &names);
	for (size_t i = 0; i < names.count; i++) {
		char *file = file_join(path, names.items[i]);

		if (strstr(names.items[i], ".yaml") != NULL)
			stamp = stamp_of_file(stamp, file);
		free(file);
	}
	file_names_release(&names);
	return stamp;
}

void
watch_wait(const char *path, uint64_t stamp)
{
	const struct timespec half_a_second = { .tv_nsec = 500000000 };

	while (watch_stamp(path) == stamp)
		nanosleep(&half_a_second, NULL);
}
