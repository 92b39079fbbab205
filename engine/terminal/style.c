/* SPDX-License-Identifier: MIT */
/*
 * The two tables of a style: pens as SGR sequences, glyphs in UTF-8 and in
 * ASCII.  The lines of boxes are one column wide in both forms, so that a
 * picture has the same shape in either; marks may be wider in ASCII.
 */
#include "terminal/style.h"

#include "base/strbuf.h"

static const char *const pens[PEN_COUNT] = {
	[PEN_PLAIN] = "0",  [PEN_STRONG] = "1", [PEN_CODE] = "36",
	[PEN_DIM] = "2",    [PEN_RIGHT] = "32", [PEN_WRONG] = "31",
	[PEN_PARTLY] = "33", [PEN_TITLE] = "1;36",
};

static const struct {
	const char *utf8;
	const char *ascii;
} glyphs[GLYPH_COUNT] = {
	[GLYPH_RULE] = { "━", "=" },
	[GLYPH_ACROSS] = { "─", "-" },
	[GLYPH_DOWN] = { "│", "|" },
	[GLYPH_TOP_LEFT] = { "┌", "+" },
	[GLYPH_TOP] = { "┬", "+" },
	[GLYPH_TOP_RIGHT] = { "┐", "+" },
	[GLYPH_LEFT] = { "├", "+" },
	[GLYPH_CROSS] = { "┼", "+" },
	[GLYPH_RIGHT] = { "┤", "+" },
	[GLYPH_BOTTOM_LEFT] = { "└", "+" },
	[GLYPH_BOTTOM] = { "┴", "+" },
	[GLYPH_BOTTOM_RIGHT] = { "┘", "+" },
	[GLYPH_HEAD_RIGHT] = { "▶", ">" },
	[GLYPH_HEAD_DOWN] = { "▼", "v" },
	[GLYPH_BULLET] = { "•", "-" },
	[GLYPH_YES] = { "✓", "[+]" },
	[GLYPH_NO] = { "✗", "[-]" },
	[GLYPH_PARTLY] = { "~", "[~]" },
	[GLYPH_HERE] = { "▶", "[>]" },
	[GLYPH_NOT_YET] = { "·", "[ ]" },
	[GLYPH_LOGGING] = { "●", "*" },
	[GLYPH_STOPPED] = { "○", "o" },
	[GLYPH_BAR] = { "┃", "|" },
	[GLYPH_GAP] = { "┊", ":" },
	[GLYPH_BLOCK] = { "█", "#" },
	[GLYPH_BLIND] = { "░", "." },
	[GLYPH_SUSPECT] = { "?", "?" },
	[GLYPH_FROM] = { "←", "<-" },
	[GLYPH_TO] = { "→", "->" },
	[GLYPH_TIMES] = { "×", "x" },
};

const char *
style_glyph(const struct style *style, enum glyph glyph)
{
	return style->utf8 ? glyphs[glyph].utf8 : glyphs[glyph].ascii;
}

int
style_text_width(const struct style *style)
{
	return style_picture_width(style, 80);
}

int
style_picture_width(const struct style *style, int limit)
{
	return style->width < limit ? style->width : limit;
}

bool
style_is_wide(const struct style *style)
{
	return style->shown == LANGUAGE_SHOW_BOTH && style->width >= 100 &&
	       !style->linear;
}

int
style_page_width(const struct style *style)
{
	return style_is_wide(style) ? style_picture_width(style, 160)
				    : style_text_width(style);
}

void
style_pen(const struct style *style, struct strbuf *out, enum pen pen)
{
	if (style->colour)
		strbuf_addf(out, "\033[%sm", pens[pen]);
}

void
style_repeat(const struct style *style, struct strbuf *out, enum glyph glyph,
	     int times)
{
	while (times-- > 0)
		strbuf_addstr(out, style_glyph(style, glyph));
}

void
style_blanks(struct strbuf *out, int times)
{
	if (times > 0)
		strbuf_addchars(out, ' ', (size_t)times);
}

struct phrase
style_phrase(const char *msgid)
{
	struct phrase phrase;

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		phrase.in[i] = language_get((enum language)i, msgid);
	return phrase;
}

const char *
style_word(const struct style *style, const char *msgid)
{
	return language_get(style->shown == LANGUAGE_SHOW_BOTH
			    ? LANGUAGE_UR : (enum language)style->shown,
			    msgid);
}

const char *
style_text(struct phrase phrase, enum language language)
{
	if (phrase.in[language] && *phrase.in[language])
		return phrase.in[language];
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (phrase.in[i] && *phrase.in[i])
			return phrase.in[i];
	return "";
}
