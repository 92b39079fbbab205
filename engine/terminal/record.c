/* SPDX-License-Identifier: MIT */
/*
 * Records: an event's JSON, with the members that matter pointed out.
 *
 * A number in the margin stands beside each of them, and below is what it
 * tells.  A record's bytes come from anywhere: all of it is made visible, and
 * what is no JSON is shown as it is.
 */
#include "terminal/draw.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "lesson/message.h"
#include "terminal/rich.h"

#define INDENT 2

struct printer {
	const struct style *style;
	struct strbuf *out;
	const struct message *m;
	struct strbuf path; /* of the value to be printed */
	struct strbuf line; /* without its indent */
};

static int
margin(const struct message *m)
{
	return m->item_count == 0 ? 0 : m->item_count < 10 ? 4 : 5;
}

/* The point that stands at the path, from 1, or 0. */
static size_t
point_at(const struct message *m, const char *path)
{
	for (size_t i = 0; i < m->item_count; i++)
		if (strcmp(style_text(m->items[i].label, LANGUAGE_EN), path)
		    == 0)
			return i + 1;
	return 0;
}

static void
end_line(struct printer *p, int depth, size_t point)
{
	int room = style_picture_width(p->style, 120);
	int indent = depth * INDENT;
	char mark[24] = "";
	struct rich rich;
	struct lines lines = { 0 };

	/* deep values keep half the screen */
	if (indent > room / 2)
		indent = room / 2;
	if (point)
		snprintf(mark, sizeof mark, "(%zu)", point);
	rich_init(&rich);
	rich_add_bytes(&rich, point ? PEN_STRONG : PEN_PLAIN, p->line.buf,
		       p->line.len);
	rich_wrap(&rich, room - margin(p->m) - indent - 2 * INDENT, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		const char *text = i == 0 ? mark : "";

		if (*text)
			style_pen(p->style, p->out, PEN_PARTLY);
		strbuf_addstr(p->out, text);
		if (*text)
			style_pen(p->style, p->out, PEN_PLAIN);
		style_blanks(p->out, margin(p->m) - (int)strlen(text) +
			     indent + (i > 0 ? 2 * INDENT : 0));
		rich_write_line(p->style, p->out, &rich, &lines.items[i]);
		strbuf_addch(p->out, '\n');
	}
	lines_release(&lines);
	rich_release(&rich);
	strbuf_reset(&p->line);
}

static void
add_scalar(struct printer *p, struct json_object *value)
{
	strbuf_addstr(&p->line, json_object_to_json_string_ext(
		value, JSON_C_TO_STRING_PLAIN |
		       JSON_C_TO_STRING_NOSLASHESCAPE));
}

static void print_value(struct printer *p, struct json_object *value,
			int depth, bool last);

/* Prints a member or an element, whose name is already in the line. */
static void
print_child(struct printer *p, const char *name, struct json_object *value,
	    int depth, bool last)
{
	size_t length = p->path.len;

	strbuf_addf(&p->path, "%s%s", length ? "." : "", name);
	print_value(p, value, depth, last);
	strbuf_truncate(&p->path, length);
}

static void
print_object(struct printer *p, struct json_object *object, int depth)
{
	int left = json_object_object_length(object);

	json_object_object_foreach(object, name, value) {
		struct json_object *key = json_object_new_string(name);

		add_scalar(p, key);
		json_object_put(key);
		strbuf_addstr(&p->line, ": ");
		print_child(p, name, value, depth, --left == 0);
	}
}

static void
print_array(struct printer *p, struct json_object *array, int depth)
{
	size_t count = json_object_array_length(array);

	for (size_t i = 0; i < count; i++) {
		char name[24];

		snprintf(name, sizeof name, "%zu", i);
		print_child(p, name, json_object_array_get_idx(array, i),
			    depth, i + 1 == count);
	}
}

static void
print_value(struct printer *p, struct json_object *value, int depth, bool last)
{
	bool object = json_object_is_type(value, json_type_object);
	bool array = json_object_is_type(value, json_type_array);
	size_t point = point_at(p->m, p->path.buf);

	if ((object && json_object_object_length(value) > 0) ||
	    (array && json_object_array_length(value) > 0)) {
		strbuf_addstr(&p->line, object ? "{" : "[");
		end_line(p, depth, point);
		point = 0;
		if (object)
			print_object(p, value, depth + 1);
		else
			print_array(p, value, depth + 1);
		strbuf_addstr(&p->line, object ? "}" : "]");
	} else {
		add_scalar(p, value);
	}
	if (!last)
		strbuf_addch(&p->line, ',');
	end_line(p, depth, point);
}

/* What is no JSON, line by line. */
static void
print_bytes(struct printer *p, const char *bytes, size_t length)
{
	const char *end = bytes + length;

	while (bytes < end) {
		const char *feed = memchr(bytes, '\n', (size_t)(end - bytes));
		const char *stop = feed ? feed : end;

		strbuf_add(&p->line, bytes, (size_t)(stop - bytes));
		end_line(p, 0, 0);
		bytes = feed ? feed + 1 : end;
	}
}

/* "(1) eventName  ", the path padded to `column`; its width. */
static int
legend_mark(const struct message *m, size_t i, int column, struct strbuf *mark)
{
	const char *path = style_text(m->items[i].label, LANGUAGE_EN);
	size_t start;
	int width;

	strbuf_reset(mark);
	strbuf_addf(mark, "(%zu)", i + 1);
	style_blanks(mark, margin(m) - (int)mark->len);
	start = mark->len;
	utf8_add_visible(mark, path, strlen(path), false);
	width = text_width(mark->buf + start, mark->len - start);
	style_blanks(mark, column - width + 2);
	return width;
}

/* What each number tells: paths and notes in two columns if there is room. */
static void
write_legend(const struct style *style, struct strbuf *out,
	     const struct message *m)
{
	struct strbuf mark = STRBUF_INIT;
	int column = 0;

	if (m->item_count > 0)
		strbuf_addch(out, '\n');
	for (size_t i = 0; i < m->item_count; i++) {
		int width = legend_mark(m, i, 0, &mark);

		if (width > column)
			column = width;
	}
	for (size_t i = 0; i < m->item_count; i++) {
		struct lead lead = { .mark_pen = PEN_PARTLY };

		legend_mark(m, i, column, &mark);
		if (style->linear || column > style->width / 3) {
			strbuf_truncate(&mark, (size_t)margin(m));
			lead.mark = mark.buf;
			draw_labelled(style, out, &lead, m->items[i].label,
				      m->items[i].note);
		} else {
			lead.mark = mark.buf;
			draw_paragraph(style, out, &lead, m->items[i].note);
		}
	}
	strbuf_release(&mark);
}

void
draw_record(const struct style *style, struct strbuf *out,
	    const struct message *m)
{
	struct printer p = { .style = style, .out = out, .m = m };
	struct json_object *value = json_parse(m->bytes, m->length, NULL,
					       NULL);

	strbuf_init(&p.path);
	strbuf_init(&p.line);
	if (value)
		print_value(&p, value, 0, true);
	else
		print_bytes(&p, m->bytes, m->length);
	json_object_put(value);
	strbuf_release(&p.path);
	strbuf_release(&p.line);
	write_legend(style, out, m);
}
