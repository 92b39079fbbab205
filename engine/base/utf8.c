/* SPDX-License-Identifier: MIT */
/*
 * UTF-8 in and out, and other people's text made safe to show.
 *
 * Keeps true: no overlong form, surrogate or number above U+10FFFF is taken
 * for a character; what utf8_add_visible() writes is valid UTF-8 that leaves
 * the terminal's cursor, colours and direction of writing alone.  Joiners
 * (U+200C, U+200D) stay, because Urdu script needs them.
 */
#include "base/utf8.h"

#include <string.h>

#include "base/strbuf.h"

#define REPLACEMENT 0xfffdu

/* The first byte's length of sequence and bits, and the least code point. */
static const struct {
	unsigned char mask, mark;
	int length;
	uint32_t least;
} forms[] = {
	{ 0x80, 0x00, 1, 0 },
	{ 0xe0, 0xc0, 2, 0x80 },
	{ 0xf0, 0xe0, 3, 0x800 },
	{ 0xf8, 0xf0, 4, 0x10000 },
};

/* The bytes of the character at `text`, 0 if there is none. */
static int
utf8_decode(const char *text, const char *end, uint32_t *code_point)
{
	unsigned char first = (unsigned char)*text;
	size_t form = 0;
	uint32_t c;

	while (form < 4 && (first & forms[form].mask) != forms[form].mark)
		form++;
	if (form == 4 || end - text < forms[form].length)
		return 0;
	c = first & (unsigned char)~forms[form].mask;
	for (int i = 1; i < forms[form].length; i++) {
		unsigned char next = (unsigned char)text[i];

		if ((next & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (next & 0x3f);
	}
	if (c < forms[form].least || c > 0x10ffff ||
	    (c >= 0xd800 && c <= 0xdfff))
		return 0;
	*code_point = c;
	return forms[form].length;
}

uint32_t
utf8_next(const char **text, const char *end)
{
	uint32_t c = REPLACEMENT;
	int length;

	if (*text >= end)
		return 0;
	length = utf8_decode(*text, end, &c);
	*text += length ? length : 1;
	return c;
}

bool
utf8_valid(const char *text, size_t length)
{
	const char *end = text + length;
	uint32_t c;

	while (text < end) {
		int bytes = utf8_decode(text, end, &c);

		if (bytes == 0)
			return false;
		text += bytes;
	}
	return true;
}

void
utf8_add(struct strbuf *out, uint32_t c)
{
	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = REPLACEMENT;
	if (c < 0x80) {
		strbuf_addch(out, (char)c);
	} else if (c < 0x800) {
		strbuf_addch(out, (char)(0xc0 | c >> 6));
		strbuf_addch(out, (char)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000) {
		strbuf_addch(out, (char)(0xe0 | c >> 12));
		strbuf_addch(out, (char)(0x80 | (c >> 6 & 0x3f)));
		strbuf_addch(out, (char)(0x80 | (c & 0x3f)));
	} else {
		strbuf_addch(out, (char)(0xf0 | c >> 18));
		strbuf_addch(out, (char)(0x80 | (c >> 12 & 0x3f)));
		strbuf_addch(out, (char)(0x80 | (c >> 6 & 0x3f)));
		strbuf_addch(out, (char)(0x80 | (c & 0x3f)));
	}
}

size_t
utf8_length(const char *text)
{
	const char *end = text + strlen(text);
	size_t length = 0;

	while (text < end) {
		utf8_next(&text, end);
		length++;
	}
	return length;
}

/* Controls, and what is unseen or reorders what is seen; in order. */
static const struct {
	uint32_t first, last;
} unsafe[] = {
	{ 0x00, 0x1f },		/* C0 controls */
	{ 0x7f, 0x9f },		/* DEL, C1 controls */
	{ 0xad, 0xad },		/* soft hyphen */
	{ 0x61c, 0x61c },	/* Arabic letter mark */
	{ 0x180e, 0x180e },	/* Mongolian vowel separator */
	{ 0x200b, 0x200b },	/* zero width space */
	{ 0x200e, 0x200f },	/* direction marks */
	{ 0x2028, 0x202e },	/* line, paragraph; embeddings, overrides */
	{ 0x2060, 0x206f },	/* word joiner, isolates, deprecated */
	{ 0xfeff, 0xfeff },	/* byte order mark */
	{ 0xfff9, 0xfffb },	/* annotations */
	{ 0xe0000, 0xe0fff },	/* tags */
};

static bool
is_unsafe(uint32_t c)
{
	for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++) {
		if (c <= unsafe[i].last)
			return c >= unsafe[i].first;
	}
	return false;
}

void
utf8_add_visible(struct strbuf *out, const char *text, size_t length,
		 bool lines)
{
	const char *end = text + length;

	while (text < end) {
		const char *start = text;
		uint32_t c = utf8_next(&text, end);

		if (c == REPLACEMENT && text - start == 1)
			strbuf_addf(out, "\\x%02x", (unsigned char)*start);
		else if (!is_unsafe(c) || (c == '\n' && lines))
			strbuf_add(out, start, (size_t)(text - start));
		else if (c < 0x80)
			strbuf_addf(out, "\\x%02x", (unsigned)c);
		else
			strbuf_addf(out, c > 0xffff ? "\\U%08x" : "\\u%04x",
				    (unsigned)c);
	}
}
