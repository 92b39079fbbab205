/* SPDX-License-Identifier: MIT */
/*
 * What a target gets: the event, a constant, a part of the event, or a
 * template with parts of the event in it.
 *
 * In a template a placeholder between quotes gives a string's text as it is,
 * nothing escaped, and an object without its quotes; outside of quotes it
 * gives JSON.  A path that leads nowhere gives nothing.
 * Differs from AWS: a template of several quoted lines is no JSON here, and
 * an InputPath that leads nowhere is not sent.
 */
#include "account/target.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

#define NAME_LETTERS                                                       \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"   \
	"-_."

enum { MOST_INPUT = 256 * 1024, NAME_SIZE = 256 };

/* ---- paths */

/* One step of a path, ".name", "[0]" or "[*]": its end, or NULL. */
static const char *
step_end(const char *path)
{
	size_t length;

	if (*path == '.') {
		length = strcspn(path + 1, ".[");
		if (length == 0 ||
		    strcspn(path + 1, "'\"]") < length)
			return NULL;
		return path + 1 + length;
	}
	if (*path != '[')
		return NULL;
	path++;
	length = *path == '*' ? 1 : strspn(path, "0123456789");
	return length > 0 && length < 7 && path[length] == ']' ?
		       path + length + 1 :
		       NULL;
}

bool
target_path_is_valid(const char *path)
{
	if (*path++ != '$')
		return false;
	while (path && *path)
		path = step_end(path);
	return path != NULL;
}

/* What stands at a valid path; the caller puts it. */
static struct json_object *
at_path(struct json_object *value, const char *path)
{
	struct json_object *out, *item;
	const char *end;
	char *name;

	if (!*path || !value)
		return json_object_get(value);
	end = step_end(path);
	if (*path == '.') {
		name = mem_strndup(path + 1, (size_t)(end - path - 1));
		value = json_object_is_type(value, json_type_object) ?
				json_member(value, name) :
				NULL;
		free(name);
		return at_path(value, end);
	}
	if (!json_object_is_type(value, json_type_array))
		return NULL;
	if (path[1] != '*')
		return at_path(json_object_array_get_idx(
				       value, strtoul(path + 1, NULL, 10)),
			       end);
	out = json_object_new_array();
	for (size_t i = 0; i < json_object_array_length(value); i++) {
		item = at_path(json_object_array_get_idx(value, i), end);
		if (item)
			json_object_array_add(out, item);
	}
	return out;
}

/* ---- placeholders */

static struct json_object *
rule_arn(const struct target_event *event)
{
	return json_object_new_string(event->rule_arn);
}

static struct json_object *
rule_name(const struct target_event *event)
{
	return json_object_new_string(event->rule_name);
}

static struct json_object *
ingestion_time(const struct target_event *event)
{
	return json_object_new_string(event->received);
}

static struct json_object *
whole_event(const struct target_event *event)
{
	return json_object_get(event->event);
}

static struct json_object *
event_without_detail(const struct target_event *event)
{
	struct json_object *out = json_object_new_object();

	json_object_object_foreach(event->event, name, value)
		if (strcmp(name, "detail") != 0)
			json_set(out, name, json_object_get(value));
	return out;
}

static const struct {
	const char *name;
	struct json_object *(*make)(const struct target_event *event);
} predefined[] = {
	{ "aws.events.rule-arn", rule_arn },
	{ "aws.events.rule-name", rule_name },
	{ "aws.events.event.ingestion-time", ingestion_time },
	{ "aws.events.event", event_without_detail },
	{ "aws.events.event.json", whole_event },
};

bool
target_placeholder_is_predefined(const char *name)
{
	for (size_t i = 0; i < sizeof predefined / sizeof *predefined; i++)
		if (!strcmp(predefined[i].name, name))
			return true;
	return false;
}

const char *
target_placeholder(const char **at, char *name, int size)
{
	const char *start = *at;

	while ((start = strchr(start, '<'))) {
		size_t length = strspn(start + 1, NAME_LETTERS);

		if (length > 0 && length < (size_t)size &&
		    start[1 + length] == '>') {
			memcpy(name, start + 1, length);
			name[length] = '\0';
			*at = start + length + 2;
			return start;
		}
		start++;
	}
	return NULL;
}

static struct json_object *
placeholder_value(struct json_object *paths, const char *name,
		  const struct target_event *event)
{
	const char *path = json_string(paths, name);

	if (path)
		return at_path(event->event, path + 1);
	for (size_t i = 0; i < sizeof predefined / sizeof *predefined; i++)
		if (!strcmp(predefined[i].name, name))
			return predefined[i].make(event);
	return NULL;
}

static void
add_value(struct strbuf *out, struct json_object *value, bool quoted)
{
	struct strbuf text = STRBUF_INIT;

	if (!value)
		return;
	if (!quoted) {
		json_write(value, out);
		return;
	}
	if (json_object_is_type(value, json_type_string)) {
		strbuf_addstr(out, json_object_get_string(value));
		return;
	}
	json_write(value, &text);
	for (size_t i = 0; i < text.len; i++)
		if (text.buf[i] != '"')
			strbuf_addch(out, text.buf[i]);
	strbuf_release(&text);
}

/* Does `text`, up to `end`, leave a quote open? */
static bool
flips_quote(const char *text, const char *end)
{
	bool flips = false;

	for (; text < end; text++)
		if (*text == '\\' && text + 1 < end)
			text++;
		else if (*text == '"')
			flips = !flips;
	return flips;
}

static struct json_object *
fill_template(struct json_object *transformer, const struct target_event *event)
{
	struct json_object *paths = json_member(transformer, "InputPathsMap");
	const char *at = json_string(transformer, "InputTemplate");
	struct strbuf out = STRBUF_INIT;
	struct json_object *value;
	char name[NAME_SIZE];
	bool quoted = false;

	while (out.len <= MOST_INPUT) {
		const char *from = at;
		const char *start = target_placeholder(&at, name, sizeof name);

		if (!start) {
			strbuf_addstr(&out, from);
			break;
		}
		strbuf_add(&out, from, (size_t)(start - from));
		if (flips_quote(from, start))
			quoted = !quoted;
		value = placeholder_value(paths, name, event);
		add_value(&out, value, quoted);
		json_object_put(value);
	}
	value = out.len <= MOST_INPUT ?
			json_parse(out.buf, out.len, NULL, NULL) :
			NULL;
	strbuf_release(&out);
	return value;
}

struct json_object *
target_input(struct json_object *settings, const struct target_event *event)
{
	const char *constant = json_string(settings, "Input");
	const char *path = json_string(settings, "InputPath");
	struct json_object *transformer =
		json_member(settings, "InputTransformer");

	if (constant)
		return json_parse(constant, strlen(constant), NULL, NULL);
	if (path)
		return at_path(event->event, path + 1);
	if (transformer)
		return fill_template(transformer, event);
	return json_object_get(event->event);
}
