/* SPDX-License-Identifier: MIT */
/*
 * gzip in memory, by libdeflate.
 *
 * The same bytes in give the same bytes out: no time stamp, no file name, one
 * level.  Reading accepts several members, as AWS and gzip(1) do, and stops at
 * the limit, so that a small file cannot become a large memory.
 */
#ifndef BASE_GZIP_H
#define BASE_GZIP_H

#include <stddef.h>

struct strbuf;

void gzip_compress(const void *bytes, size_t length, struct strbuf *out);

/* 0, ERROR_FORMAT (damaged, cut or not gzip) or ERROR_LIMIT; see error.h.
   On failure `out` keeps the members before the trouble. */
int gzip_decompress(const void *bytes, size_t length, size_t limit,
		    struct strbuf *out);

#endif
