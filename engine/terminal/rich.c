/* SPDX-License-Identifier: MIT */
/*
 * Rich text: reading the markup, measuring and wrapping.
 *
 * Every byte carries its pen, so a line can be cut anywhere, put beside
 * another one or padded, and no colour leaks out of it.
 */
#include "terminal/rich.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/list.h"
#include "base/utf8.h"

void
rich_init(struct rich *rich)
{
	strbuf_init(&rich->text);
	strbuf_init(&rich->pens);
}

void
rich_release(struct rich *rich)
{
	strbuf_release(&rich->text);
	strbuf_release(&rich->pens);
}

void
rich_reset(struct rich *rich)
{
	strbuf_reset(&rich->text);
	strbuf_reset(&rich->pens);
}

void
rich_add_bytes(struct rich *rich, enum pen pen, const char *text, size_t length)
{
	utf8_add_visible(&rich->text, text, length, false);
	strbuf_addchars(&rich->pens, (char)pen,
			rich->text.len - rich->pens.len);
}

void
rich_add(struct rich *rich, enum pen pen, const char *text)
{
	rich_add_bytes(rich, pen, text, strlen(text));
}

void
rich_break(struct rich *rich)
{
	strbuf_addch(&rich->text, '\n');
	strbuf_addch(&rich->pens, PEN_PLAIN);
}

/*
 * One block: what stands between two marks.  A mark that is never closed is
 * an ordinary character.
 */
static void
add_inline(struct rich *rich, const struct style *style, enum pen pen,
	   const char *text, size_t length)
{
	const char *end = text + length, *run = text, *p = text;
	bool strong = false;

	while (p < end) {
		const char *close;

		if (*p == '`' &&
		    (close = memchr(p + 1, '`', (size_t)(end - p - 1)))) {
			bool keep = !style->colour;

			rich_add_bytes(rich, strong ? PEN_STRONG : pen, run,
				  (size_t)(p - run));
			run = keep ? p : p + 1;
			rich_add_bytes(rich, PEN_CODE, run,
				  (size_t)(close - run) + keep);
			p = run = close + 1;
			continue;
		}
		if (end - p >= 2 && p[0] == '*' && p[1] == '*' &&
		    (strong || strstr(p + 2, "**"))) {
			rich_add_bytes(rich, strong ? PEN_STRONG : pen, run,
				  (size_t)(p - run));
			strong = !strong;
			p = run = p + 2;
			continue;
		}
		p++;
	}
	rich_add_bytes(rich, strong ? PEN_STRONG : pen, run, (size_t)(p - run));
}

/* A line of source without the blanks around it. */
static const char *
trimmed_line(const char **text, size_t *length)
{
	const char *start = *text;
	size_t n = strcspn(start, "\n");

	*text = start + n + (start[n] == '\n');
	while (n > 0 && strchr(" \t\r", *start))
		start++, n--;
	while (n > 0 && strchr(" \t\r", start[n - 1]))
		n--;
	*length = n;
	return start;
}

void
rich_add_markup(struct rich *rich, const struct style *style, enum pen pen,
		const char *text)
{
	struct strbuf block = STRBUF_INIT;
	bool blank = false, item = false, any = false;

	for (;;) {
		bool ended = *text == '\0';
		size_t length = 0;
		const char *line = ended ? "" : trimmed_line(&text, &length);
		bool is_item = length > 1 && line[0] == '-' && line[1] == ' ';

		if (block.len > 0 && (length == 0 || is_item)) {
			if (any)
				rich_break(rich);
			if (any && blank)
				rich_break(rich);
			if (item) {
				rich_add_bytes(rich, pen,
					  style_glyph(style, GLYPH_BULLET),
					  strlen(style_glyph(style,
							     GLYPH_BULLET)));
				rich_add_bytes(rich, pen, " ", 1);
			}
			add_inline(rich, style, pen, block.buf, block.len);
			strbuf_reset(&block);
			any = true;
			blank = false;
		}
		if (ended)
			break;
		if (length == 0) {
			blank = true;
			continue;
		}
		if (block.len == 0)
			item = is_item;
		else
			strbuf_addch(&block, ' ');
		strbuf_add(&block, is_item ? line + 2 : line,
			   is_item ? length - 2 : length);
	}
	strbuf_release(&block);
}

/* 2 for what no table knows in the range of emoji, as terminals do. */
static int
code_point_width(uint32_t c)
{
	int width;

	if (c < 0x20 || c == 0x7f)
		return 0;
	width = wcwidth((wchar_t)c);
	if (width >= 0)
		return width;
	return c >= 0x1f000 ? 2 : 1;
}

int
text_width(const char *text, size_t length)
{
	const char *end = text + length;
	int width = 0;

	while (text < end)
		width += code_point_width(utf8_next(&text, end));
	return width;
}

static const char command_goes_on[] = " \\";

/* What a shell wants behind a line that ends at the blank `at`. */
static const char *
line_tail(const struct rich *rich, size_t at)
{
	const char *text = rich->text.buf;
	size_t start = at;
	char quote = '\0';

	while (start > 0 && rich->pens.buf[start - 1] == PEN_CODE)
		start--;
	start += text[start] == '`';
	if (at < start + 4 || strncmp(text + start, "aws ", 4) != 0)
		return NULL;
	for (size_t i = start; i < at; i++)
		if (text[i] == quote)
			quote = '\0';
		else if (!quote && (text[i] == '\'' || text[i] == '"'))
			quote = text[i];
	return quote ? NULL : command_goes_on;
}

/* Where a line that begins at `from` ends, at most at `end`. */
static size_t
line_end(const struct rich *rich, size_t from, size_t end, int room)
{
	const char *text = rich->text.buf, *p = text + from;
	size_t blank = 0, code_blank = 0, mark = 0;
	int column = 0;

	while (p < text + end) {
		size_t at = (size_t)(p - text);
		int width = code_point_width(utf8_next(&p, text + end));

		if (text[at] == ' ' && at > from) {
			if (rich->pens.buf[at] != PEN_CODE)
				blank = at;
			else if (column + 2 <= room || !line_tail(rich, at))
				code_blank = at;
		}
		if (column + width > room && at > from) {
			if (blank)
				return blank;
			if (code_blank)
				return code_blank;
			return mark ? mark : at;
		}
		column += width;
		if (strchr(":/,-_", text[at]) && column * 2 > room)
			mark = (size_t)(p - text);
	}
	return end;
}

static void
wrap_block(const struct rich *rich, size_t from, size_t end, int width,
	   struct lines *out)
{
	const char *text = rich->text.buf;
	int hang = 0, indent = 0;

	if (end - from > 2 && strncmp(text + from, "- ", 2) == 0)
		hang = 2;
	if (end - from > 4 && strncmp(text + from, "• ", 4) == 0)
		hang = 2;
	if (hang + 8 > width)
		hang = 0;
	do {
		size_t to = line_end(rich, from, end, width - indent);
		struct line line = { .from = from, .to = to, .indent = indent };

		while (line.to > from && text[line.to - 1] == ' ')
			line.to--;
		line.width = text_width(text + from, line.to - from);
		if (to < end && text[to] == ' ' &&
		    rich->pens.buf[to] == PEN_CODE)
			line.tail = line_tail(rich, to);
		if (line.tail)
			line.width += (int)strlen(line.tail);
		list_push(out, line);
		for (from = to; from < end && text[from] == ' ';)
			from++;
		indent = hang;
	} while (from < end);
}

void
rich_wrap(const struct rich *rich, int width, struct lines *out)
{
	size_t from = 0, length = rich->text.len;

	if (width < 1)
		width = 1;
	while (from < length) {
		const char *feed = memchr(rich->text.buf + from, '\n',
					  length - from);
		size_t end = feed ? (size_t)(feed - rich->text.buf) : length;

		wrap_block(rich, from, end, width, out);
		from = end + 1;
	}
}

void
lines_release(struct lines *lines)
{
	list_release(lines);
}

void
rich_write(const struct style *style, struct strbuf *out,
	   const struct rich *rich, size_t from, size_t to)
{
	enum pen now = PEN_PLAIN;

	for (size_t i = from; i < to; i++) {
		enum pen pen = (enum pen)rich->pens.buf[i];

		if (pen != now) {
			if (now != PEN_PLAIN)
				style_pen(style, out, PEN_PLAIN);
			if (pen != PEN_PLAIN)
				style_pen(style, out, pen);
			now = pen;
		}
		strbuf_addch(out, rich->text.buf[i]);
	}
	if (now != PEN_PLAIN)
		style_pen(style, out, PEN_PLAIN);
}

void
rich_write_line(const struct style *style, struct strbuf *out,
		const struct rich *rich, const struct line *line)
{
	style_blanks(out, line->indent);
	rich_write(style, out, rich, line->from, line->to);
	if (!line->tail)
		return;
	style_pen(style, out, PEN_CODE);
	strbuf_addstr(out, line->tail);
	style_pen(style, out, PEN_PLAIN);
}
