/* SPDX-License-Identifier: MIT */
/*
 * JSON as text: minified for the wire and for files, or as the AWS CLI prints
 * it, which is Python's json.dumps(indent=4, ensure_ascii=False).
 *
 * Not json-c's own writer: that one keeps a copy of the text in every value
 * it has written, which is too much for an account full of events, and its
 * pretty form is another.
 */
#include "base/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/strbuf.h"

enum {
	JSON_MINIFIED = -1,	/* instead of a level */
	JSON_INDENT = 4,
};

static void
write_escape(struct strbuf *out, char c)
{
	static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt";

	for (const char *l = letters; *l; l += 2) {
		if (*l == c) {
			strbuf_addch(out, '\\');
			strbuf_addch(out, l[1]);
			return;
		}
	}
	strbuf_addf(out, "\\u%04x", (unsigned char)c);
}

static void
write_string(struct strbuf *out, const char *text, size_t length)
{
	size_t done = 0;

	strbuf_addch(out, '"');
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c >= ' ' && c != '"' && c != '\\')
			continue;
		strbuf_add(out, text + done, i - done);
		write_escape(out, text[i]);
		done = i + 1;
	}
	strbuf_add(out, text + done, length - done);
	strbuf_addch(out, '"');
}

/* Python's repr(): the shortest text that reads as the same number. */
static void
write_double(struct strbuf *out, double number)
{
	char text[40];
	char *comma;

	if (!isfinite(number))
		BUG("a number that JSON cannot say");
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, number);
		if (strtod(text, NULL) == number)
			break;
	}
	/* Python turns to exponents at 1e16, %g at the number of digits. */
	if (strchr(text, 'e') && fabs(number) >= 1 && fabs(number) < 1e16)
		snprintf(text, sizeof text, "%.1f", number);
	else if (!strchr(text, 'e') && fabs(number) >= 1e16)
		snprintf(text, sizeof text, "%.16e", number);
	comma = strchr(text, ',');	/* some languages' decimal point */
	if (comma)
		*comma = '.';
	strbuf_addstr(out, text);
	if (!strpbrk(text, ".e"))
		strbuf_addstr(out, ".0");
}

static void
new_line(struct strbuf *out, int level)
{
	if (level == JSON_MINIFIED)
		return;
	strbuf_addch(out, '\n');
	strbuf_addchars(out, ' ', (size_t)level * JSON_INDENT);
}

static void write_value(struct strbuf *out, struct json_object *value,
			int level);

static void
write_array(struct strbuf *out, struct json_object *array, int level)
{
	int inner = level == JSON_MINIFIED ? level : level + 1;
	size_t count = json_object_array_length(array);

	strbuf_addch(out, '[');
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			strbuf_addch(out, ',');
		new_line(out, inner);
		write_value(out, json_object_array_get_idx(array, i), inner);
	}
	if (count > 0)
		new_line(out, level);
	strbuf_addch(out, ']');
}

static void
write_object(struct strbuf *out, struct json_object *object, int level)
{
	int inner = level == JSON_MINIFIED ? level : level + 1;
	struct lh_table *table = json_object_get_object(object);
	struct lh_entry *entry;

	strbuf_addch(out, '{');
	lh_foreach (table, entry) {
		const char *key = lh_entry_k(entry);

		if (entry != table->head)
			strbuf_addch(out, ',');
		new_line(out, inner);
		write_string(out, key, strlen(key));
		strbuf_addstr(out, level == JSON_MINIFIED ? ":" : ": ");
		write_value(out, (struct json_object *)lh_entry_v(entry),
			    inner);
	}
	if (table->head)
		new_line(out, level);
	strbuf_addch(out, '}');
}

static void
write_int(struct strbuf *out, struct json_object *value)
{
	int64_t number = json_object_get_int64(value);

	if (number == INT64_MAX)	/* perhaps more: json-c has both */
		strbuf_addf(out, "%ju", (uintmax_t)json_object_get_uint64(value));
	else
		strbuf_addf(out, "%jd", (intmax_t)number);
}

static void
write_value(struct strbuf *out, struct json_object *value, int level)
{
	switch (json_object_get_type(value)) {
	case json_type_null:
		strbuf_addstr(out, "null");
		break;
	case json_type_boolean:
		strbuf_addstr(out, json_object_get_boolean(value) ? "true"
								  : "false");
		break;
	case json_type_int:
		write_int(out, value);
		break;
	case json_type_double:
		write_double(out, json_object_get_double(value));
		break;
	case json_type_string:
		write_string(out, json_object_get_string(value),
			     (size_t)json_object_get_string_len(value));
		break;
	case json_type_array:
		write_array(out, value, level);
		break;
	case json_type_object:
		write_object(out, value, level);
		break;
	}
}

void
json_write(struct json_object *value, struct strbuf *out)
{
	write_value(out, value, JSON_MINIFIED);
}

void
json_write_pretty(struct json_object *value, struct strbuf *out)
{
	write_value(out, value, 0);
}
