/* SPDX-License-Identifier: MIT */
/*
 * What the fuzz targets share: libFuzzer's door, a demand that stands in every
 * build, and a folder for those that read files.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void
require(bool good)
{
	if (!good)
		abort();
}

/* One for the whole run. */
static inline const char *
fuzz_folder(void)
{
	static char name[] = "/tmp/jasoos-fuzz-XXXXXX";
	static bool made;

	if (!made)
		require(mkdtemp(name) != NULL);
	made = true;
	return name;
}

/* A file of that folder.  Not by file_write(), which waits for the disk. */
static inline void
fuzz_write(const char *path, const uint8_t *data, size_t size)
{
	FILE *file = fopen(path, "wb");

	require(file != NULL && fwrite(data, 1, size, file) == size);
	require(fclose(file) == 0);
}

#endif
