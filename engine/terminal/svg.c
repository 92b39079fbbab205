/* SPDX-License-Identifier: MIT */
/*
 * SVG, written shape by shape.
 */
#include "terminal/svg.h"

#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"

static const char *const colours[] = {
	[SVG_INK] = "#1b1b1b",	  [SVG_QUIET] = "#666666",
	[SVG_RIGHT] = "#0072b2",  [SVG_WRONG] = "#d55e00",
	[SVG_PARTLY] = "#e69f00",
};
static const char *const anchors[] = {
	[SVG_START] = "start", [SVG_MIDDLE] = "middle", [SVG_END] = "end",
};

static void
add_text(struct strbuf *out, const char *text)
{
	static const char special[] = "<>&\"'";
	static const char *const names[] = { "lt", "gt", "amp", "quot", "#39" };
	const char *end = text + strlen(text);

	while (text < end) {
		uint32_t c = utf8_next(&text, end);
		const char *found = c < 0x80 ? strchr(special, (int)c) : NULL;

		if (c < ' ' && c != '\n' && c != '\t')
			c = 0xfffd;
		if (found != NULL && c != '\0')
			strbuf_addf(out, "&%s;", names[found - special]);
		else
			utf8_add(out, c == 0xfffe || c == 0xffff ? 0xfffd : c);
	}
}

void
svg_begin(struct strbuf *out, int width, int height, const char *title,
	  const char *description)
{
	strbuf_addf(out,
		    "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
		    "width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
		    "font-family=\"sans-serif\" font-size=\"13\">\n<title>",
		    width, height, width, height);
	add_text(out, title);
	strbuf_addstr(out, "</title>\n<desc>");
	add_text(out, description);
	strbuf_addf(out,
		    "</desc>\n<rect width=\"%d\" height=\"%d\" "
		    "fill=\"#ffffff\"/>\n",
		    width, height);
}

void
svg_end(struct strbuf *out)
{
	strbuf_addstr(out, "</svg>\n");
}

void
svg_box(struct strbuf *out, double x, double y, double width, double height,
	enum svg_colour colour, const char *tip)
{
	strbuf_addf(out,
		    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
		    "height=\"%.1f\" fill=\"%s\"",
		    x, y, width, height, colours[colour]);
	if (tip == NULL) {
		strbuf_addstr(out, "/>\n");
		return;
	}
	strbuf_addstr(out, "><title>");
	add_text(out, tip);
	strbuf_addstr(out, "</title></rect>\n");
}

void
svg_line(struct strbuf *out, double x1, double y1, double x2, double y2,
	 enum svg_colour colour)
{
	strbuf_addf(out,
		    "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" "
		    "stroke=\"%s\"/>\n",
		    x1, y1, x2, y2, colours[colour]);
}

void
svg_text(struct strbuf *out, double x, double y, enum svg_anchor anchor,
	 enum svg_colour colour, const char *text)
{
	strbuf_addf(out,
		    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" "
		    "fill=\"%s\">",
		    x, y, anchors[anchor], colours[colour]);
	add_text(out, text);
	strbuf_addstr(out, "</text>\n");
}
