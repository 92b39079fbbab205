/* SPDX-License-Identifier: MIT */
/*
 * Forms, by the rules of AWS's query protocol: a list's items are numbered
 * behind ".member.", a map's behind ".entry.", from 1.
 */
#include "http/form.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "aws/operation.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/percent.h"
#include "base/strbuf.h"

/* ------------------------------------------------------------------- fields */

static char *
decode(const char *text, size_t length)
{
	char *plain = mem_strndup(text, length);
	struct strbuf out = STRBUF_INIT;

	for (char *at = plain; *at; at++)
		if (*at == '+')
			*at = ' ';
	percent_decode(plain, strlen(plain), &out);
	free(plain);
	return strbuf_detach(&out);
}

static int
compare(const void *a, const void *b)
{
	return strcmp(((const struct http_field *)a)->name,
		      ((const struct http_field *)b)->name);
}

void
http_form_read(const char *text, size_t length, struct http_form *form)
{
	const char *end = text + length;

	*form = (struct http_form){ 0 };
	while (text < end) {
		const char *and = memchr(text, '&', (size_t)(end - text));
		const char *stop = and ? and : end;
		const char *is = memchr(text, '=', (size_t)(stop - text));
		struct http_field field;

		if (is && is > text) {
			field.name = decode(text, (size_t)(is - text));
			field.value = decode(is + 1, (size_t)(stop - is - 1));
			list_push(form, field);
		}
		text = stop + 1;
	}
	if (form->count > 0)
		qsort(form->items, form->count,
		      sizeof *form->items, compare);
}

void
http_form_release(struct http_form *form)
{
	for (size_t i = 0; i < form->count; i++) {
		free(form->items[i].name);
		free(form->items[i].value);
	}
	list_release(form);
}

const char *
http_form_value(const struct http_form *form, const char *name)
{
	struct http_field wanted = { .name = (char *)name };
	const struct http_field *field = NULL;

	if (form->count > 0)
		field = bsearch(&wanted, form->items, form->count,
				sizeof wanted, compare);
	return field ? field->value : NULL;
}

/* Is there any field of that name, or of one that goes on behind a dot? */
static bool
has_fields(const struct http_form *form, const char *name)
{
	size_t length = strlen(name), low = 0, high = form->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(form->items[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < form->count; low++) {
		const char *found = form->items[low].name;

		if (strncmp(found, name, length))
			return false;
		if (!found[length] || found[length] == '.')
			return true;
	}
	return false;
}

/* ------------------------------------------------------------------- values */

static struct json_object *
number(const char *text, enum aws_type type)
{
	char *end;
	double real;
	long long whole;

	errno = 0;
	if (type == AWS_INTEGER) {
		whole = strtoll(text, &end, 10);
		if (end > text && !*end && errno == 0)
			return json_object_new_int64(whole);
	} else {
		real = strtod(text, &end);
		if (end > text && !*end && isfinite(real))
			return json_object_new_double(real);
	}
	return json_object_new_string(text);
}

static struct json_object *
scalar(const char *text, enum aws_type type)
{
	int64_t moment;

	switch (type) {
	case AWS_BOOLEAN:
		if (!strcmp(text, "true") || !strcmp(text, "false"))
			return json_object_new_boolean(*text == 't');
		break;
	case AWS_INTEGER:
	case AWS_DOUBLE:
		return number(text, type);
	case AWS_TIMESTAMP:
		if (clock_parse(text, &moment))
			return json_object_new_double((double)moment /
						      CLOCK_SECOND);
		break;
	default:
		break;
	}
	return json_object_new_string(text);
}

static struct json_object *value_at(const struct http_form *form,
				    const char *name, enum aws_type type,
				    const struct aws_member *members);

static struct json_object *
structure_at(const struct http_form *form, const char *name,
	     const struct aws_member *members)
{
	struct json_object *out = json_object_new_object();

	for (; members && members->name; members++) {
		char *inner = str_printf("%s%s%s", name, *name ? "." : "",
					 members->name);

		if (has_fields(form, inner))
			json_set(out, members->name,
				 value_at(form, inner, members->type,
					  members->members));
		free(inner);
	}
	return out;
}

static struct json_object *
list_at(const struct http_form *form, const char *name,
	const struct aws_member *members)
{
	struct json_object *out = json_object_new_array();

	for (int i = 1;; i++) {
		char *item = str_printf("%s.member.%d", name, i);
		bool there = has_fields(form, item);

		if (there)
			json_object_array_add(
				out, value_at(form, item,
					      members ? AWS_STRUCTURE :
							AWS_STRING,
					      members));
		free(item);
		if (!there)
			return out;
	}
}

static struct json_object *
map_at(const struct http_form *form, const char *name,
       const struct aws_member *member)
{
	struct json_object *out = json_object_new_object();

	for (int i = 1;; i++) {
		char *key = str_printf("%s.entry.%d.key", name, i);
		char *value = str_printf("%s.entry.%d.value", name, i);
		const char *text = http_form_value(form, key);

		if (text)
			json_set(out, text,
				 value_at(form, value,
					  member ? member->type : AWS_STRING,
					  member ? member->members : NULL));
		free(key);
		free(value);
		if (!text)
			return out;
	}
}

static struct json_object *
value_at(const struct http_form *form, const char *name, enum aws_type type,
	 const struct aws_member *members)
{
	const char *text;

	if (type == AWS_STRUCTURE)
		return structure_at(form, name, members);
	if (type == AWS_LIST)
		return list_at(form, name, members);
	if (type == AWS_MAP)
		return map_at(form, name, members);
	text = http_form_value(form, name);
	return scalar(text ? text : "", type);
}

struct json_object *
http_form_members(const struct http_form *form, const struct aws_member *members)
{
	return structure_at(form, "", members);
}
