/* SPDX-License-Identifier: MIT */
/*
 * A growing byte string.
 *
 * Keeps true: `buf` is terminated at `len` and never NULL; with `allocated` 0
 * it is the shared empty string, which is never written to.
 */
#include "base/strbuf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

char strbuf_empty[1];

void
strbuf_init(struct strbuf *s)
{
	*s = (struct strbuf)STRBUF_INIT;
}

void
strbuf_release(struct strbuf *s)
{
	if (s->allocated)
		free(s->buf);
	strbuf_init(s);
}

void
strbuf_reset(struct strbuf *s)
{
	strbuf_truncate(s, 0);
}

char *
strbuf_detach(struct strbuf *s)
{
	char *text;

	strbuf_grow(s, 0);
	text = s->buf;
	strbuf_init(s);
	return text;
}

void
strbuf_grow(struct strbuf *s, size_t extra)
{
	size_t wanted;

	if (extra >= SIZE_MAX / 2 - s->len)
		mem_exhausted();
	wanted = s->len + extra + 1;
	if (wanted <= s->allocated)
		return;
	if (wanted < s->allocated + s->allocated / 2)
		wanted = s->allocated + s->allocated / 2;
	if (wanted < 24)
		wanted = 24;
	s->buf = mem_realloc(s->allocated ? s->buf : NULL, wanted);
	s->allocated = wanted;
	s->buf[s->len] = '\0';
}

void
strbuf_add(struct strbuf *s, const void *bytes, size_t length)
{
	if (length == 0)
		return;
	strbuf_grow(s, length);
	memcpy(s->buf + s->len, bytes, length);
	s->len += length;
	s->buf[s->len] = '\0';
}

void
strbuf_addstr(struct strbuf *s, const char *text)
{
	strbuf_add(s, text, strlen(text));
}

void
strbuf_addch(struct strbuf *s, char c)
{
	strbuf_grow(s, 1);
	s->buf[s->len++] = c;
	s->buf[s->len] = '\0';
}

void
strbuf_addchars(struct strbuf *s, char c, size_t times)
{
	if (times == 0)
		return;
	strbuf_grow(s, times);
	memset(s->buf + s->len, c, times);
	s->len += times;
	s->buf[s->len] = '\0';
}

void
strbuf_addf(struct strbuf *s, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	strbuf_vaddf(s, format, args);
	va_end(args);
}

void
strbuf_vaddf(struct strbuf *s, const char *format, va_list args)
{
	va_list again;
	int length;

	va_copy(again, args);
	strbuf_grow(s, 63);
	length = vsnprintf(s->buf + s->len, s->allocated - s->len, format,
			   args);
	if (length < 0)
		BUG("a format that cannot be written");
	if ((size_t)length >= s->allocated - s->len) {
		strbuf_grow(s, (size_t)length);
		vsnprintf(s->buf + s->len, s->allocated - s->len, format,
			  again);
	}
	va_end(again);
	s->len += (size_t)length;
}

void
strbuf_truncate(struct strbuf *s, size_t length)
{
	if (length >= s->len)
		return;
	s->len = length;
	s->buf[length] = '\0';
}

static int
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

void
strbuf_trim(struct strbuf *s)
{
	size_t start = 0;
	size_t end = s->len;

	while (end > 0 && is_blank(s->buf[end - 1]))
		end--;
	while (start < end && is_blank(s->buf[start]))
		start++;
	strbuf_truncate(s, end);
	if (start == 0)
		return;
	memmove(s->buf, s->buf + start, end - start + 1);
	s->len = end - start;
}

bool
str_is_one_of(const char *text, const char *const *words)
{
	for (; text && *words; words++)
		if (!strcmp(*words, text))
			return true;
	return false;
}

char *
str_printf(const char *format, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list args;

	va_start(args, format);
	strbuf_vaddf(&text, format, args);
	va_end(args);
	return strbuf_detach(&text);
}
