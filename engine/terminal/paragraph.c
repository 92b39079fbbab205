/* SPDX-License-Identifier: MIT */
/*
 * Paragraphs: a phrase in the language or languages that are shown.
 *
 * With both languages Roman Urdu comes first and English second: on one line
 * if both are short, side by side from 100 columns on, else one under the
 * other, the second dimmed and marked "en:".
 */
#include "terminal/draw.h"

#include <string.h>

#include "base/arena.h"
#include "terminal/rich.h"

static const enum language order[2] = { LANGUAGE_UR, LANGUAGE_EN };

static bool
in_both(const struct style *style, struct phrase phrase)
{
	return style->shown == LANGUAGE_SHOW_BOTH &&
	       strcmp(style_text(phrase, order[0]),
		      style_text(phrase, order[1])) != 0;
}

/* The text of the only language, or of the first of both. */
static const char *
first_text(const struct style *style, struct phrase phrase)
{
	return style_text(phrase, style->shown == LANGUAGE_SHOW_BOTH
				  ? order[0] : (enum language)style->shown);
}

static int
mark_width(const struct lead *lead)
{
	return lead->mark ? text_width(lead->mark, strlen(lead->mark)) : 0;
}

/* The columns in front of a line's text. */
static void
write_lead(const struct style *style, struct strbuf *out,
	   const struct lead *lead, bool first)
{
	style_blanks(out, lead->indent);
	if (!first || !lead->mark) {
		style_blanks(out, mark_width(lead));
		return;
	}
	if (lead->mark_pen != PEN_PLAIN)
		style_pen(style, out, lead->mark_pen);
	strbuf_addstr(out, lead->mark);
	if (lead->mark_pen != PEN_PLAIN)
		style_pen(style, out, PEN_PLAIN);
}

/* Wraps and writes; with `only` set, not if it takes more than one line. */
static bool
write_rich(const struct style *style, struct strbuf *out,
	   const struct lead *lead, const struct rich *rich, bool only)
{
	struct lines lines = { 0 };
	bool written;

	rich_wrap(rich, style_text_width(style) - lead->indent -
		  mark_width(lead), &lines);
	written = !only || lines.count == 1;
	for (size_t i = 0; written && i < lines.count; i++) {
		if (i == 0 || lines.items[i].width > 0)
			write_lead(style, out, lead, i == 0);
		rich_write_line(style, out, rich, &lines.items[i]);
		strbuf_addch(out, '\n');
	}
	lines_release(&lines);
	return written;
}

static void
write_text(const struct style *style, struct strbuf *out,
	   const struct lead *lead, const char *text)
{
	struct rich rich;

	rich_init(&rich);
	rich_add_markup(&rich, style, lead->pen, text);
	write_rich(style, out, lead, &rich, false);
	rich_release(&rich);
}

static bool
write_joined(const struct style *style, struct strbuf *out,
	     const struct lead *lead, struct phrase phrase)
{
	struct rich rich;
	bool written;

	rich_init(&rich);
	rich_add_phrase(&rich, style, lead->pen, phrase);
	written = write_rich(style, out, lead, &rich, true);
	rich_release(&rich);
	return written;
}

static void
write_stacked(const struct style *style, struct strbuf *out,
	      const struct lead *lead, struct phrase phrase)
{
	struct lead second = {
		.indent = lead->indent + mark_width(lead),
		.mark = "en: ",
		.mark_pen = PEN_DIM,
		.pen = PEN_DIM,
	};

	write_text(style, out, lead, style_text(phrase, order[0]));
	if (strstr(style_text(phrase, order[0]), "\n\n"))
		strbuf_addch(out, '\n');
	write_text(style, out, &second, style_text(phrase, order[1]));
}

static void
write_side_by_side(const struct style *style, struct strbuf *out,
		   const struct lead *lead, struct phrase phrase)
{
	int room = (style_page_width(style) - lead->indent -
		    mark_width(lead) - 3) / 2;
	struct rich rich[2];
	struct lines lines[2] = { { 0 }, { 0 } };

	for (int i = 0; i < 2; i++) {
		rich_init(&rich[i]);
		rich_add_markup(&rich[i], style, lead->pen,
				style_text(phrase, order[i]));
		rich_wrap(&rich[i], room, &lines[i]);
	}
	for (size_t i = 0; i < lines[0].count || i < lines[1].count; i++) {
		struct line none = { 0 };
		struct line *left = i < lines[0].count ? &lines[0].items[i]
						       : &none;
		struct line *right = i < lines[1].count ? &lines[1].items[i]
							: &none;

		write_lead(style, out, lead, i == 0);
		rich_write_line(style, out, &rich[0], left);
		style_blanks(out, room - left->width - left->indent + 1);
		style_pen(style, out, PEN_DIM);
		strbuf_addstr(out, style_glyph(style, GLYPH_DOWN));
		style_pen(style, out, PEN_PLAIN);
		style_blanks(out, right->width > 0);
		rich_write_line(style, out, &rich[1], right);
		strbuf_addch(out, '\n');
	}
	for (int i = 0; i < 2; i++) {
		lines_release(&lines[i]);
		rich_release(&rich[i]);
	}
}

void
draw_paragraph(const struct style *style, struct strbuf *out,
	       const struct lead *lead, struct phrase phrase)
{
	if (phrase_is_empty(phrase))
		return;
	if (!in_both(style, phrase))
		write_text(style, out, lead, first_text(style, phrase));
	else if (write_joined(style, out, lead, phrase))
		return;
	else if (style_is_wide(style))
		write_side_by_side(style, out, lead, phrase);
	else
		write_stacked(style, out, lead, phrase);
}

/* A label with marks in it, or in front of a list, stays as it is; a column
   without a head has none. */
static char *
labelled(struct arena *arena, const char *label, const char *text)
{
	const char *strong = strpbrk(label, "*`") ? "" : "**";
	const char *after = strncmp(text, "- ", 2) == 0 ? "\n\n" : " ";

	if (label[0] == '\0')
		return arena_strdup(arena, text);
	return arena_printf(arena, "%s%s:%s%s%s", strong, label, strong,
			    after, text);
}

void
draw_labelled(const struct style *style, struct strbuf *out,
	      const struct lead *lead, struct phrase label, struct phrase text)
{
	struct arena arena;
	struct phrase whole;

	arena_init(&arena);
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		whole.in[i] = labelled(&arena,
				       style_text(label, (enum language)i),
				       style_text(text, (enum language)i));
	draw_paragraph(style, out, lead, whole);
	arena_release(&arena);
}

void
rich_add_phrase(struct rich *rich, const struct style *style, enum pen pen,
		struct phrase phrase)
{
	rich_add_markup(rich, style, pen, first_text(style, phrase));
	if (in_both(style, phrase)) {
		rich_add(rich, PEN_DIM, " / ");
		rich_add_markup(rich, style, pen,
				style_text(phrase, order[1]));
	}
}

void
rich_add_cell(struct rich *rich, const struct style *style, enum pen pen,
	      struct phrase phrase, int room)
{
	size_t before = rich->text.len;

	rich_add_phrase(rich, style, pen, phrase);
	if (!in_both(style, phrase) ||
	    text_width(rich->text.buf + before, rich->text.len - before) <= room)
		return;
	strbuf_truncate(&rich->text, before);
	strbuf_truncate(&rich->pens, before);
	rich_add_markup(rich, style, pen, style_text(phrase, order[0]));
	rich_break(rich);
	rich_add_markup(rich, style, PEN_DIM, style_text(phrase, order[1]));
}
