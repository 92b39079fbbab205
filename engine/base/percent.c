/* SPDX-License-Identifier: MIT */
/*
 * Bytes as %XX and back.
 */
#include "base/percent.h"

#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"

static int
hex_digit(char c)
{
	const char *digits = "0123456789abcdefABCDEF";
	const char *at = c ? strchr(digits, c) : NULL;
	int value = at ? (int)(at - digits) : -1;

	return value > 15 ? value - 6 : value;
}

void
percent_decode(const char *text, size_t length, struct strbuf *out)
{
	for (size_t i = 0; i < length; i++) {
		int high = -1, low = -1;

		if (text[i] == '%' && i + 2 < length) {
			high = hex_digit(text[i + 1]);
			low = hex_digit(text[i + 2]);
		}
		if (high < 0 || low < 0) {
			strbuf_addch(out, text[i]);
		} else {
			strbuf_addch(out, (char)(high << 4 | low));
			i += 2;
		}
	}
}

bool
percent_is_text(const char *text, size_t length)
{
	struct strbuf plain = STRBUF_INIT;
	bool is_text;

	percent_decode(text, length, &plain);
	is_text = strlen(plain.buf) == plain.len &&
		  utf8_valid(plain.buf, plain.len);
	strbuf_release(&plain);
	return is_text;
}

void
percent_encode(const char *text, size_t length, bool keep_slashes,
	       struct strbuf *out)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~";

	for (size_t i = 0; i < length; i++) {
		char c = text[i];

		if (c && (strchr(plain, c) || (keep_slashes && c == '/')))
			strbuf_addch(out, c);
		else
			strbuf_addf(out, "%%%02X", (unsigned char)c);
	}
}
