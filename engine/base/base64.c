/* SPDX-License-Identifier: MIT */
/*
 * Base64 with padding; what is read may lack it.
 */
#include "base/base64.h"

#include <string.h>

#include "base/strbuf.h"

static const char base64_letters[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
base64_write(const void *bytes, size_t length, struct strbuf *out)
{
	const unsigned char *text = bytes;

	for (size_t i = 0; i < length; i += 3) {
		unsigned long group = 0;
		size_t left = length - i < 3 ? length - i : 3;

		for (size_t j = 0; j < 3; j++)
			group = group << 8 | (j < left ? text[i + j] : 0);
		for (size_t j = 0; j < 4; j++) {
			size_t letter = group >> (18 - 6 * j) & 63;

			strbuf_addch(out,
				     j > left ? '=' : base64_letters[letter]);
		}
	}
}

bool
base64_read(const char *text, struct strbuf *out)
{
	unsigned long group = 0;
	int bits = 0;

	for (; *text && *text != '='; text++) {
		const char *letter = strchr(base64_letters, *text);

		if (!letter)
			return false;
		group <<= 6;
		group |= (unsigned long)(letter - base64_letters);
		group &= 0xffffff;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			strbuf_addch(out, (char)(group >> bits & 0xff));
		}
	}
	return text[strspn(text, "=")] == '\0';
}
