/* SPDX-License-Identifier: MIT */
/*
 * Style: what a drawing may use.
 *
 * A drawing asks for pens and glyphs by meaning; the style knows which of them
 * this screen can show.  Colour is never needed to understand a picture, and
 * every glyph has a form in ASCII.
 */
#ifndef TERMINAL_STYLE_H
#define TERMINAL_STYLE_H

#include <stdbool.h>

#include "language/language.h"

struct strbuf;

struct style {
	int width;   /* columns of the screen */
	bool colour; /* bold and dim too */
	bool utf8;   /* lines, arrows and marks beyond ASCII */
	bool linear; /* for a screen reader: sentences, no boxes or lanes */
	enum language_shown shown;
};

enum pen {
	PEN_PLAIN,
	PEN_STRONG,
	PEN_CODE,
	PEN_DIM,
	PEN_RIGHT,
	PEN_WRONG,
	PEN_PARTLY,
	PEN_TITLE,
	PEN_COUNT,
};

enum glyph {
	GLYPH_RULE,	   /* a heavy line under a title */
	GLYPH_ACROSS,	   /* box lines */
	GLYPH_DOWN,
	GLYPH_TOP_LEFT, GLYPH_TOP, GLYPH_TOP_RIGHT,
	GLYPH_LEFT, GLYPH_CROSS, GLYPH_RIGHT,
	GLYPH_BOTTOM_LEFT, GLYPH_BOTTOM, GLYPH_BOTTOM_RIGHT,
	GLYPH_HEAD_RIGHT,  /* of an arrow */
	GLYPH_HEAD_DOWN,
	GLYPH_BULLET,
	GLYPH_YES,	   /* right, done, succeeded */
	GLYPH_NO,	   /* wrong, failed */
	GLYPH_PARTLY,
	GLYPH_HERE,	   /* where the learner is; what is to be done */
	GLYPH_NOT_YET,
	GLYPH_LOGGING,	   /* the trail starts to log */
	GLYPH_STOPPED,
	GLYPH_BAR,	   /* the trail's lane while it logs */
	GLYPH_GAP,	   /* and while it does not */
	GLYPH_BLOCK,	   /* of a bar that counts */
	GLYPH_BLIND,	   /* a lane's stretch without events */
	GLYPH_SUSPECT,	   /* and one that may be */
	GLYPH_FROM,	   /* "matched" */
	GLYPH_TO,	   /* "given to" */
	GLYPH_TIMES,
	GLYPH_COUNT,
};

const char *style_glyph(const struct style *style, enum glyph glyph);

/* The columns prose is wrapped at, for reading comfort: at most 80. */
int style_text_width(const struct style *style);
/* The columns a picture may use: at most `limit`. */
int style_picture_width(const struct style *style, int limit);
/* Whether both languages stand beside each other, and the columns for it. */
bool style_is_wide(const struct style *style);
int style_page_width(const struct style *style);

/* Changes to `pen`; PEN_PLAIN puts the pen down.  Nothing without colour. */
void style_pen(const struct style *style, struct strbuf *out, enum pen pen);

/* One glyph `times` over, and blanks. */
void style_repeat(const struct style *style, struct strbuf *out,
		  enum glyph glyph, int times);
void style_blanks(struct strbuf *out, int times);

/* A message of the program in every language, without formatting; static. */
struct phrase style_phrase(const char *msgid);
/* The same in the one language for which there is room. */
const char *style_word(const struct style *style, const char *msgid)
	__attribute__((format_arg(2)));
/* A phrase's text in a language, or in the other one; never NULL. */
const char *style_text(struct phrase phrase, enum language language);

#endif
