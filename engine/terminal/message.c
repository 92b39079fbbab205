/* SPDX-License-Identifier: MIT */
/*
 * What each kind of message looks like.
 *
 * A message begins with what tells its kind without colour: a rule, a mark or
 * a word; then come its text, its picture, and where its claim comes from.
 */
#include "terminal/draw.h"

#include <stdio.h>
#include <string.h>

#include "lesson/message.h"
#include "terminal/rich.h"

static const struct lead plain;

static void
draw_lines(const struct style *style, struct strbuf *out,
	   const struct message *m)
{
	for (size_t i = 0; i < m->item_count; i++) {
		struct lead line = { .indent = 2 };

		draw_paragraph(style, out, &line, m->items[i].label);
	}
}

static void
draw_prose(const struct style *style, struct strbuf *out,
	   const struct message *m)
{
	draw_paragraph(style, out, &plain, m->text);
	if (!phrase_is_empty(m->text) && !phrase_is_empty(m->note))
		strbuf_addch(out, '\n');
	draw_paragraph(style, out, &plain, m->note);
}

static void
draw_text(const struct style *style, struct strbuf *out,
	  const struct message *m)
{
	draw_prose(style, out, m);
	draw_lines(style, out, m);
}

static void
write_rule(const struct style *style, struct strbuf *out)
{
	if (style->linear)
		return;
	style_pen(style, out, PEN_DIM);
	style_repeat(style, out, GLYPH_RULE, style_page_width(style));
	style_pen(style, out, PEN_PLAIN);
	strbuf_addch(out, '\n');
}

/* A title and its summary between two rules. */
static void
draw_framed(const struct style *style, struct strbuf *out,
	    const struct message *m, const char *mark, enum pen pen)
{
	struct lead title = { .indent = 1, .mark = mark, .mark_pen = pen,
			      .pen = pen };
	struct lead summary = { .indent = 1 + text_width(mark, strlen(mark)) };

	write_rule(style, out);
	draw_paragraph(style, out, &title, m->text);
	draw_paragraph(style, out, &summary, m->note);
	write_rule(style, out);
}

static void
draw_lesson(const struct style *style, struct strbuf *out,
	    const struct message *m)
{
	draw_framed(style, out, m, " ", PEN_TITLE);
}

static void
draw_done(const struct style *style, struct strbuf *out,
	  const struct message *m)
{
	char mark[16];

	snprintf(mark, sizeof mark, "%s ", style_glyph(style, GLYPH_YES));
	draw_framed(style, out, m, mark, PEN_RIGHT);
}

/* "-- Step 3/12  Title ------" */
static void
draw_step(const struct style *style, struct strbuf *out,
	  const struct message *m)
{
	int room = style_page_width(style) - 4;
	struct arena arena;
	struct rich rich;
	struct lines lines = { 0 };

	arena_init(&arena);
	rich_init(&rich);
	rich_add_phrase(&rich, style, PEN_DIM,
			phrase_make(&arena, N_("Step %d/%d"), m->number,
				    m->count));
	if (!phrase_is_empty(m->text)) {
		rich_add(&rich, PEN_PLAIN, "  ");
		rich_add_phrase(&rich, style, PEN_TITLE, m->text);
	}
	rich_wrap(&rich, room, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		if (!style->linear) {
			style_pen(style, out, PEN_DIM);
			style_repeat(style, out, GLYPH_ACROSS, 2);
			style_pen(style, out, PEN_PLAIN);
			strbuf_addch(out, ' ');
		}
		rich_write_line(style, out, &rich, &lines.items[i]);
		if (!style->linear && lines.count == 1 &&
		    lines.items[i].width < room) {
			strbuf_addch(out, ' ');
			style_pen(style, out, PEN_DIM);
			style_repeat(style, out, GLYPH_ACROSS,
				     room - lines.items[i].width);
			style_pen(style, out, PEN_PLAIN);
		}
		strbuf_addch(out, '\n');
	}
	lines_release(&lines);
	rich_release(&rich);
	arena_release(&arena);
}

static void
draw_question(const struct style *style, struct strbuf *out,
	      const struct message *m)
{
	struct lead question = { .mark = "? ", .mark_pen = PEN_TITLE,
				 .pen = PEN_STRONG };
	struct lead how = { .indent = 2, .pen = PEN_DIM };

	draw_paragraph(style, out, &question, m->text);
	if (m->item_count > 0)
		strbuf_addch(out, '\n');
	for (size_t i = 0; i < m->item_count; i++) {
		char mark[24];
		struct lead option = { .indent = 2, .mark = mark,
				       .mark_pen = PEN_STRONG };

		snprintf(mark, sizeof mark, "%s%zu) ",
			 m->item_count >= 10 && i < 9 ? " " : "", i + 1);
		draw_paragraph(style, out, &option, m->items[i].label);
	}
	if (phrase_is_empty(m->note))
		return;
	strbuf_addch(out, '\n');
	draw_paragraph(style, out, &how, m->note);
}

static void
draw_task(const struct style *style, struct strbuf *out,
	  const struct message *m)
{
	char mark[16];
	struct lead lead = { .mark = mark, .mark_pen = PEN_TITLE };

	snprintf(mark, sizeof mark, "%s ", style_glyph(style, GLYPH_HERE));
	/* TRANSLATORS: stands before a task in the simulated account */
	draw_labelled(style, out, &lead, style_phrase(N_("Your turn")),
		      m->text);
	if (!phrase_is_empty(m->note)) {
		struct lead how = { .indent = 2, .pen = PEN_DIM };

		strbuf_addch(out, '\n');
		draw_paragraph(style, out, &how, m->note);
	}
}

static void
draw_verdict(const struct style *style, struct strbuf *out,
	     const struct message *m)
{
	static const struct {
		enum glyph glyph;
		enum pen pen;
	} marks[] = {
		[VERDICT_RIGHT] = { GLYPH_YES, PEN_RIGHT },
		[VERDICT_PARTLY] = { GLYPH_PARTLY, PEN_PARTLY },
		[VERDICT_WRONG] = { GLYPH_NO, PEN_WRONG },
		[VERDICT_NONE] = { GLYPH_BULLET, PEN_DIM },
	};
	char mark[16];
	struct lead lead = { .mark = mark,
			     .mark_pen = marks[m->verdict].pen };

	snprintf(mark, sizeof mark, "%s ",
		 style_glyph(style, marks[m->verdict].glyph));
	draw_paragraph(style, out, &lead, m->text);
	draw_paragraph(style, out, &plain, m->note);
}

static void
draw_why(const struct style *style, struct strbuf *out,
	 const struct message *m)
{
	struct lead lead = { .indent = 2 };

	draw_labelled(style, out, &lead, style_phrase(N_("Why")), m->text);
}

static void
draw_answer(const struct style *style, struct strbuf *out,
	    const struct message *m)
{
	draw_labelled(style, out, &plain, style_phrase(N_("Answer")), m->text);
	draw_lines(style, out, m);
}

static void
draw_hint(const struct style *style, struct strbuf *out,
	  const struct message *m)
{
	struct arena arena;

	arena_init(&arena);
	draw_labelled(style, out, &plain,
		      phrase_make(&arena, N_("Hint %d/%d"), m->number,
				  m->count),
		      m->text);
	arena_release(&arena);
}

static void
draw_notice(const struct style *style, struct strbuf *out,
	    const struct message *m)
{
	struct lead lead = { .mark = "* ", .mark_pen = PEN_DIM };

	draw_paragraph(style, out, &lead, m->text);
	draw_paragraph(style, out, &lead, m->note);
}

/* The label with its minutes behind it. */
static struct phrase
item_label(struct arena *arena, const struct message_item *item)
{
	struct phrase minutes, label;

	if (item->number <= 0)
		return item->label;
	minutes = phrase_make(arena, N_("%d min"), item->number);
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		label.in[i] = arena_printf(
			arena, "%s (%s)",
			style_text(item->label, (enum language)i),
			style_text(minutes, (enum language)i));
	return label;
}

static void
draw_item(const struct style *style, struct strbuf *out,
	  const struct message_item *item, size_t number, struct arena *arena)
{
	enum glyph glyph = item->mark == 'x' ? GLYPH_YES
			 : item->mark == '>' ? GLYPH_HERE : GLYPH_NOT_YET;
	char mark[32];
	struct lead lead = {
		.indent = 1,
		.mark = mark,
		.mark_pen = item->mark == 'x' ? PEN_RIGHT
			  : item->mark == '>' ? PEN_TITLE : PEN_DIM,
		.pen = item->mark == '>' ? PEN_STRONG : PEN_PLAIN,
	};
	struct lead note = { .pen = PEN_DIM };

	snprintf(mark, sizeof mark, "%s %2zu  ", style_glyph(style, glyph),
		 number);
	note.indent = 1 + text_width(mark, strlen(mark));
	draw_paragraph(style, out, &lead, item_label(arena, item));
	draw_paragraph(style, out, &note, item->note);
}

/* The widest label that shares its line with a note. */
#define WIDEST_WORD 24
#define NARROW_SCREEN 50

static int
label_width(const struct style *style, struct phrase label, struct rich *rich)
{
	rich_reset(rich);
	rich_add_phrase(rich, style, PEN_STRONG, label);
	return text_width(rich->text.buf, rich->text.len);
}

/* Words and what they do: no numbers, since a number is an answer. */
static void
draw_words(const struct style *style, struct strbuf *out,
	   const struct message *m)
{
	struct strbuf mark = STRBUF_INIT;
	struct rich label;
	int widest = 0;

	rich_init(&label);
	for (size_t i = 0; i < m->item_count; i++) {
		int width = label_width(style, m->items[i].label, &label);

		if (width > widest && width <= WIDEST_WORD)
			widest = width;
	}
	for (size_t i = 0; i < m->item_count; i++) {
		const struct message_item *item = &m->items[i];
		int width = label_width(style, item->label, &label);
		struct lead name = { .indent = 1, .pen = PEN_STRONG };
		struct lead note = { .indent = 1, .mark_pen = PEN_STRONG };

		if (style->linear) {
			draw_labelled(style, out, &name, item->label,
				      item->note);
			continue;
		}
		if (width > widest || style->width < NARROW_SCREEN) {
			draw_paragraph(style, out, &name, item->label);
			note.indent = 3;
		} else {
			strbuf_reset(&mark);
			strbuf_add(&mark, label.text.buf, label.text.len);
			style_blanks(&mark, widest - width + 2);
			note.mark = mark.buf;
		}
		draw_paragraph(style, out, &note, item->note);
	}
	rich_release(&label);
	strbuf_release(&mark);
}

static void
draw_list(const struct style *style, struct strbuf *out,
	  const struct message *m)
{
	struct arena arena;

	draw_prose(style, out, m);
	if (out->len > 0 && !phrase_is_empty(m->text))
		strbuf_addch(out, '\n');
	if (m->item_count > 0 && m->items[0].mark == '\0') {
		draw_words(style, out, m);
		return;
	}
	arena_init(&arena);
	for (size_t i = 0; i < m->item_count; i++)
		draw_item(style, out, &m->items[i], i + 1, &arena);
	arena_release(&arena);
}

static void
draw_moments(const struct style *style, struct strbuf *out,
	     const struct message *m)
{
	if (m->timeline)
		draw_timeline(style, out, m->timeline, NULL);
}

static const struct {
	void (*draw)(const struct style *, struct strbuf *,
		     const struct message *);
	bool picture; /* comes below a text of its own */
} kinds[] = {
	[MESSAGE_LESSON] = { draw_lesson, false },
	[MESSAGE_STEP] = { draw_step, false },
	[MESSAGE_TEXT] = { draw_text, false },
	[MESSAGE_TABLE] = { draw_table, true },
	[MESSAGE_FLOW] = { draw_flow, true },
	[MESSAGE_RECORD] = { draw_record, true },
	[MESSAGE_QUESTION] = { draw_question, false },
	[MESSAGE_TASK] = { draw_task, false },
	[MESSAGE_VERDICT] = { draw_verdict, false },
	[MESSAGE_WHY] = { draw_why, false },
	[MESSAGE_ANSWER] = { draw_answer, false },
	[MESSAGE_HINT] = { draw_hint, false },
	[MESSAGE_OUTPUT] = { NULL, false },
	[MESSAGE_ERROR] = { NULL, false },
	[MESSAGE_TIMELINE] = { draw_moments, true },
	[MESSAGE_NOTICE] = { draw_notice, false },
	[MESSAGE_LIST] = { draw_list, false },
	[MESSAGE_BARS] = { draw_bars, true },
	[MESSAGE_LANES] = { draw_lanes, true },
	[MESSAGE_DONE] = { draw_done, false },
};

void
draw_message(const struct style *style, struct strbuf *out,
	     const struct message *m)
{
	struct lead source = { .indent = 2, .pen = PEN_DIM };

	if (!kinds[m->kind].draw)
		return;
	if (kinds[m->kind].picture && !phrase_is_empty(m->text)) {
		draw_paragraph(style, out, &plain, m->text);
		strbuf_addch(out, '\n');
	}
	kinds[m->kind].draw(style, out, m);
	if (kinds[m->kind].picture && !phrase_is_empty(m->note)) {
		strbuf_addch(out, '\n');
		draw_paragraph(style, out, &plain, m->note);
	}
	if (phrase_is_empty(m->source))
		return;
	strbuf_addch(out, '\n');
	draw_labelled(style, out, &source, style_phrase(N_("Source")),
		      m->source);
}
