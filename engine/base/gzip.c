/* SPDX-License-Identifier: MIT */
/*
 * gzip in memory: the form in which CloudTrail delivers log files.
 *
 * Keeps true: equal bytes in, equal bytes out, and never more than `limit`
 * bytes of memory for what is read, whatever a file says about its own size.
 */
#include "base/gzip.h"

#include <libdeflate.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/strbuf.h"

enum {
	GZIP_LEVEL = 1,	/* log files are small; a lab begins with dozens */
	GZIP_ROOM = 4096,	/* the least room to begin with */
	DEFLATE_RATIO = 1032,	/* the most that deflate can gain */
};

void
gzip_compress(const void *bytes, size_t length, struct strbuf *out)
{
	struct libdeflate_compressor *compressor =
		libdeflate_alloc_compressor(GZIP_LEVEL);
	size_t room;

	if (!compressor)
		mem_exhausted();
	room = libdeflate_gzip_compress_bound(compressor, length);
	strbuf_grow(out, room);
	out->len += libdeflate_gzip_compress(compressor, bytes, length,
					     out->buf + out->len, room);
	out->buf[out->len] = '\0';
	libdeflate_free_compressor(compressor);
}

/*
 * How much room to begin with: what the last four bytes say, if that is
 * possible at all for a file of this length.  Only a guess; members before
 * the last are not counted in it, and it may be a lie.
 */
static size_t
gzip_guess(const unsigned char *bytes, size_t length)
{
	uint32_t said;

	if (length < 4)
		return GZIP_ROOM;
	bytes += length - 4;
	said = bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
	       (uint32_t)bytes[3] << 24;
	if (said < GZIP_ROOM || said / DEFLATE_RATIO > length)
		return GZIP_ROOM;
	return said;
}

/*
 * Reads one member, moving *bytes and *length behind it.  `left` is what the
 * limit still allows.
 */
static int
gzip_member(struct libdeflate_decompressor *decompressor,
	    const unsigned char **bytes, size_t *length, size_t left,
	    struct strbuf *out)
{
	enum libdeflate_result result;
	size_t room = gzip_guess(*bytes, *length);
	size_t taken, given;

	for (;;) {
		if (room > left)
			room = left;
		strbuf_grow(out, room);
		result = libdeflate_gzip_decompress_ex(
			decompressor, *bytes, *length, out->buf + out->len,
			room, &taken, &given);
		if (result != LIBDEFLATE_INSUFFICIENT_SPACE || room == left)
			break;
		room = room > left / 2 ? left : room * 2;
	}
	if (result == LIBDEFLATE_SUCCESS) {
		*bytes += taken;
		*length -= taken;
		out->len += given;
	}
	out->buf[out->len] = '\0';
	switch (result) {
	case LIBDEFLATE_SUCCESS:
		return 0;
	case LIBDEFLATE_INSUFFICIENT_SPACE:
		return ERROR_LIMIT;
	default:
		return ERROR_FORMAT;
	}
}

int
gzip_decompress(const void *bytes, size_t length, size_t limit,
		struct strbuf *out)
{
	struct libdeflate_decompressor *decompressor =
		libdeflate_alloc_decompressor();
	const unsigned char *next = bytes;
	size_t start = out->len;
	int error;

	if (!decompressor)
		mem_exhausted();
	do {
		error = gzip_member(decompressor, &next, &length,
				    limit - (out->len - start), out);
	} while (error == 0 && length > 0);
	libdeflate_free_decompressor(decompressor);
	return error;
}
