/* SPDX-License-Identifier: MIT */
/*
 * Text as XML.
 */
#include "http/xml.h"

#include <string.h>

#include "base/clock.h"
#include "base/strbuf.h"
#include "base/utf8.h"

void
xml_text(struct strbuf *out, const char *text)
{
	const char *end = text + strlen(text);

	while (text < end) {
		uint32_t c = utf8_next(&text, end);

		if (c == '&')
			strbuf_addstr(out, "&amp;");
		else if (c == '<')
			strbuf_addstr(out, "&lt;");
		else if (c == '>')
			strbuf_addstr(out, "&gt;");
		else if (c == '\r')
			strbuf_addstr(out, "&#13;");
		else if ((c < ' ' && c != '\t' && c != '\n') ||
			 c == 0xfffe || c == 0xffff)
			utf8_add(out, 0xfffd);
		else
			utf8_add(out, c);
	}
}

void
xml_element(struct strbuf *out, const char *name, const char *text)
{
	strbuf_addf(out, "<%s>", name);
	xml_text(out, text);
	strbuf_addf(out, "</%s>", name);
}

void
xml_moment(struct strbuf *out, const char *name, int64_t moment,
	   bool with_milliseconds)
{
	char text[CLOCK_TEXT];

	if (with_milliseconds || moment % CLOCK_SECOND)
		clock_iso_milli(moment, text);
	else
		clock_iso(moment, text);
	xml_element(out, name, text);
}
