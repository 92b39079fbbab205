/* SPDX-License-Identifier: MIT */
/*
 * Pictures for a browser: the few shapes of SVG that our drawings need.
 *
 * A picture stands by itself (no script, no font, nothing from elsewhere) and
 * has its title and description as text for a screen reader.  Text is escaped
 * here; what is no UTF-8 or no character of XML becomes U+FFFD.
 */
#ifndef TERMINAL_SVG_H
#define TERMINAL_SVG_H

struct strbuf;

/* Colours by meaning, readable on white for those who see no red or green. */
enum svg_colour {
	SVG_INK,
	SVG_QUIET,   /* axes, notes */
	SVG_RIGHT,   /* logging, events */
	SVG_WRONG,   /* blind */
	SVG_PARTLY,  /* suspected */
};
enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

void svg_begin(struct strbuf *out, int width, int height, const char *title,
	       const char *description);
void svg_end(struct strbuf *out);
/* `tip` is shown under the pointer, and read aloud; or NULL. */
void svg_box(struct strbuf *out, double x, double y, double width,
	     double height, enum svg_colour colour, const char *tip);
void svg_line(struct strbuf *out, double x1, double y1, double x2, double y2,
	      enum svg_colour colour);
void svg_text(struct strbuf *out, double x, double y, enum svg_anchor anchor,
	      enum svg_colour colour, const char *text);

#endif
