/* SPDX-License-Identifier: MIT */
/*
 * --output text: a line for each structure, tabs between its scalars in the
 * order of their names, nested ones below under their name in capitals.
 */
#include "shell/format.h"

#include <ctype.h>
#include <string.h>

#include "base/json.h"
#include "shell/python.h"

static void write_value(struct json_object *value, const char *label,
			const struct format_keys *keys, struct strbuf *out);

static void
write_label(const char *label, struct strbuf *out)
{
	for (; *label; label++)
		strbuf_addch(out, (char)toupper((unsigned char)*label));
}

/* Values that hold nothing more: in one line, or each under the label. */
static void
write_scalars(struct json_object *list, const char *label, struct strbuf *out)
{
	bool first = true;

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		if (format_is_nested(one))
			continue;
		if (label) {
			write_label(label, out);
			strbuf_addch(out, '\t');
		} else if (!first) {
			strbuf_addch(out, '\t');
		}
		python_str(one, out);
		if (label)
			strbuf_addch(out, '\n');
		first = false;
	}
	if (!label && !first)
		strbuf_addch(out, '\n');
}

static void
write_list(struct json_object *list, const char *label, struct strbuf *out)
{
	struct format_keys keys = { 0 };
	bool objects = false;

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		objects |= json_object_is_type(one, json_type_object);
		format_keys_add(&keys, one, FORMAT_SCALARS);
	}
	if (!objects)
		write_scalars(list, label, out);
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		if (objects || format_is_nested(one))
			write_value(one, label, objects ? &keys : NULL, out);
	}
	format_keys_release(&keys);
}

static bool
has_key(const struct format_keys *keys, const char *name)
{
	for (size_t i = 0; i < keys->count; i++) {
		if (strcmp(keys->items[i], name) == 0)
			return true;
	}
	return false;
}

/* `keys` are the columns that its neighbours have too; NULL: its own. */
static void
write_object(struct json_object *object, const char *label,
	     const struct format_keys *keys, struct strbuf *out)
{
	struct format_keys own = { 0 }, nested = { 0 };
	const struct format_keys *columns = keys ? keys : &own;

	if (!keys)
		format_keys_add(&own, object, FORMAT_SCALARS);
	if (columns->count > 0 && label) {
		write_label(label, out);
		strbuf_addch(out, '\t');
	}
	for (size_t i = 0; i < columns->count; i++) {
		struct json_object *value;

		if (i > 0)
			strbuf_addch(out, '\t');
		if (json_object_object_get_ex(object, columns->items[i],
					      &value))
			python_str(value, out);
	}
	if (columns->count > 0)
		strbuf_addch(out, '\n');
	format_keys_add(&nested, object, FORMAT_NESTED);
	for (size_t i = 0; i < nested.count; i++) {
		if (!has_key(columns, nested.items[i]))
			write_value(json_member(object, nested.items[i]),
				    nested.items[i], NULL, out);
	}
	format_keys_release(&own);
	format_keys_release(&nested);
}

static void
write_value(struct json_object *value, const char *label,
	    const struct format_keys *keys, struct strbuf *out)
{
	if (json_object_is_type(value, json_type_object)) {
		write_object(value, label, keys, out);
	} else if (json_object_is_type(value, json_type_array)) {
		write_list(value, label, out);
	} else {
		python_str(value, out);
		strbuf_addch(out, '\n');
	}
}

void
format_text(struct json_object *value, struct strbuf *out)
{
	write_value(value, NULL, NULL, out);
}
