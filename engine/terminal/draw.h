/* SPDX-License-Identifier: MIT */
/*
 * Drawings: messages become lines of text.
 *
 * Each function appends whole lines to `out` and depends on nothing but the
 * style and the message, so that the same lesson gives the same bytes.
 */
#ifndef TERMINAL_DRAW_H
#define TERMINAL_DRAW_H

#include <stddef.h>
#include <stdint.h>

#include "language/language.h"
#include "terminal/style.h"

struct message;
struct message_timeline;
struct strbuf;

/* How a paragraph begins: `mark` in front of its first line, as many blanks in
   front of the others. */
struct lead {
	int indent;
	const char *mark; /* or NULL */
	enum pen mark_pen;
	enum pen pen; /* of the text */
};

/*
 * A phrase as it is shown: in one language; or in both, on one line if they
 * are short, in two columns if the screen is wide, else one under the other.
 */
void draw_paragraph(const struct style *style, struct strbuf *out,
		    const struct lead *lead, struct phrase phrase);
/* "**Label:** text" in each language, as one paragraph. */
void draw_labelled(const struct style *style, struct strbuf *out,
		   const struct lead *lead, struct phrase label,
		   struct phrase text);

void draw_table(const struct style *style, struct strbuf *out,
		const struct message *m);
void draw_flow(const struct style *style, struct strbuf *out,
	       const struct message *m);
void draw_record(const struct style *style, struct strbuf *out,
		 const struct message *m);

void draw_bars(const struct style *style, struct strbuf *out,
	       const struct message *m);
void draw_lanes(const struct style *style, struct strbuf *out,
		const struct message *m);
/* The same two as a picture for a browser, in one language. */
void chart_svg(struct strbuf *out, const struct message *m);

/* What each line of the picture stands for, to show it live. */
struct moment {
	int64_t time;
	enum glyph bar; /* of the trail from here on; GLYPH_COUNT: none */
	enum pen pen;	/* of the bar */
};
struct moments { /* zeroed is empty */
	struct moment *items;
	size_t count;
	size_t allocated;
};
/* `moments` may be NULL. */
void draw_timeline(const struct style *style, struct strbuf *out,
		   const struct message_timeline *timeline,
		   struct moments *moments);

/* Any message but OUTPUT and ERROR, whose bytes the screen passes on. */
void draw_message(const struct style *style, struct strbuf *out,
		  const struct message *m);

#endif
