/* SPDX-License-Identifier: MIT */
/*
 * Rich text: bytes that know which pen each is written with, and the lines
 * they are wrapped into.
 *
 * What is added is made visible first, so nothing in a rich text can move the
 * cursor.  Line feeds in it separate blocks.  Widths are columns of the
 * terminal (wcwidth in a UTF-8 locale).
 */
#ifndef TERMINAL_RICH_H
#define TERMINAL_RICH_H

#include <stddef.h>

#include "base/strbuf.h"
#include "terminal/style.h"

struct rich {
	struct strbuf text;
	struct strbuf pens; /* one byte for each byte of text */
};

void rich_init(struct rich *rich);
void rich_release(struct rich *rich);
void rich_reset(struct rich *rich);

/* As it stands; line feeds too are made visible. */
void rich_add(struct rich *rich, enum pen pen, const char *text);
void rich_add_bytes(struct rich *rich, enum pen pen, const char *text,
		    size_t length);
/* Ends a block. */
void rich_break(struct rich *rich);
/*
 * A lesson's markup: **strong**, `code`, "- " lists, empty lines between
 * paragraphs; other line ends are blanks.  What is not marked is written with
 * `pen`.  Without colour, code keeps its backquotes.
 */
void rich_add_markup(struct rich *rich, const struct style *style,
		     enum pen pen, const char *text);

/* A phrase as it is shown, "text / text" if in both languages. */
void rich_add_phrase(struct rich *rich, const struct style *style,
		     enum pen pen, struct phrase phrase);
/* The same, but in two blocks if one would take more than `room` columns. */
void rich_add_cell(struct rich *rich, const struct style *style, enum pen pen,
		   struct phrase phrase, int room);

int text_width(const char *text, size_t length);

struct line {
	size_t from, to; /* of the rich text */
	int width;	 /* without the indent, with the tail */
	int indent;	 /* of a list item's further lines */
	const char *tail; /* what shows that a command goes on, or NULL */
};
struct lines { /* zeroed is empty */
	struct line *items;
	size_t count;
	size_t allocated;
};

/*
 * Appends the lines of `rich` in `width` columns.  Breaks at blanks; code
 * stays whole unless it is longer than a line; what is longer than a line
 * breaks behind punctuation or anywhere.  An `aws` command that is broken at a
 * blank can be copied as it stands: the lines before its last end in a
 * backslash, unless they end within quotes.
 */
void rich_wrap(const struct rich *rich, int width, struct lines *out);
void lines_release(struct lines *lines);

/* Writes bytes from..to with their pens; the pen is down afterwards. */
void rich_write(const struct style *style, struct strbuf *out,
		const struct rich *rich, size_t from, size_t to);
/* One line, its indent before it. */
void rich_write_line(const struct style *style, struct strbuf *out,
		     const struct rich *rich, const struct line *line);

#endif
