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

/* Without libFuzzer: nothing at all, then each file that is named, as TAP. */
#ifdef FUZZ_REPLAY
int
main(int argc, char **argv)
{
	enum { MOST = 1 << 20 };
	uint8_t *bytes = calloc(1, MOST);

	require(bytes != NULL);
	LLVMFuzzerTestOneInput(bytes, 0);
	printf("1..%d\nok 1 - nothing\n", argc);
	for (int i = 1; i < argc; i++) {
		FILE *file = fopen(argv[i], "rb");
		size_t length;

		require(file != NULL);
		length = fread(bytes, 1, MOST, file);
		require(fclose(file) == 0 && length < MOST);
		LLVMFuzzerTestOneInput(bytes, length);
		printf("ok %d - %s\n", i + 1, argv[i]);
		fflush(stdout);
	}
	free(bytes);
	return 0;
}
#endif

#endif
