/* SPDX-License-Identifier: MIT */
/*
 * inflate THREADS FOLDER: reads and unpacks all log files, and does nothing
 * with them: what no question to them can be faster than.
 */
#include <libdeflate.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "records/source.h"

static struct logs logs;
static atomic_size_t next, bytes;

static void *
run(void *data)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	struct strbuf packed = STRBUF_INIT;
	unsigned char *text = NULL;
	size_t i, room = 0, length;

	(void)data;
	while ((i = atomic_fetch_add(&next, 1)) < logs.count) {
		uint32_t said;

		strbuf_reset(&packed);
		if (file_read(logs.files[i].name, SIZE_MAX / 2, &packed) != 0)
			exit(1);
		memcpy(&said, packed.buf + packed.len - 4, 4);
		if (said > room)
			text = realloc(text, room = said);
		if (libdeflate_gzip_decompress(d, packed.buf, packed.len, text,
					       room, &length) != 0)
			exit(1);
		atomic_fetch_add(&bytes, length);
	}
	libdeflate_free_decompressor(d);
	strbuf_release(&packed);
	free(text);
	return NULL;
}

int
main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 1;
	pthread_t threads[64];

	if (argc < 3 || count < 1 || count > 64)
		return 2;
	logs_add(&logs, argv[2]);
	for (int i = 0; i < count; i++)
		pthread_create(&threads[i], NULL, run, NULL);
	for (int i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	printf("%zu files, %zu bytes\n", logs.count, (size_t)bytes);
	logs_release(&logs);
	return 0;
}
