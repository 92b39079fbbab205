/* SPDX-License-Identifier: MIT */
/*
 * Values of a form: one scalar, checked and stored.
 *
 * Everything is text in a content file.  Where YAML would read a plain value
 * as something else (yes, 12:30, 2025-11-19, nothing at all), or has silently
 * cut it at a ' #', the author is told, because the file must mean the same
 * to every tool that reads it.
 */
#include "lesson/form.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "language/language.h"
#include "lesson/lesson.h"
#include "pattern/pattern.h"

/* ---------------------------------------------- what YAML would make of it */

static bool
is_yaml_word(const char *text)
{
	static const char *const words[] = {
		"yes", "no", "on", "off", "true", "false", "null", "y", "n",
		"~",
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(text, words[i]) == 0)
			return true;
	return false;
}

/* 90, -1.5, 1e3, 0x1f, 0o17, 1_000, 12:30, 2025-11-19, .inf */
static bool
is_yaml_number(const char *text)
{
	const char *at = text;

	if (*at == '+' || *at == '-')
		at++;
	if (strcasecmp(at, ".inf") == 0 || strcasecmp(text, ".nan") == 0)
		return true;
	if (at[0] == '0' && (at[1] == 'x' || at[1] == 'o'))
		return at[2] != '\0' &&
		       at[2 + strspn(at + 2, "0123456789abcdefABCDEF_")] ==
			       '\0';
	if (!isdigit((unsigned char)*at) &&
	    !(*at == '.' && isdigit((unsigned char)at[1])))
		return false;
	at += strspn(at, "0123456789_.:");
	if (*at == '-' && at - text == 4) /* a date, perhaps with a time */
		return strspn(at, "0123456789-") >= 4 &&
		       at[strspn(at, "0123456789-:.TtZz+ ")] == '\0';
	if (*at == 'e' || *at == 'E') {
		at++;
		if (*at == '+' || *at == '-')
			at++;
		at += strspn(at, "0123456789");
	}
	return *at == '\0' && strchr(text, '.') == strrchr(text, '.');
}

/* ------------------------------------------------------- what a value is */

/* What to call a value in a message: its key, or "this item". */
static const char *
subject(struct form *form, const struct yaml_node *node)
{
	if (node->key == NULL || node->key->text[0] == '\0')
		return _("this item");
	return arena_printf(&form->tree->arena, "'%.60s'", node->key->text);
}

/* A scalar with something in it? */
static bool
has_value(struct form *form, const struct yaml_node *node, const char *wanted)
{
	if (node->faulty || !node->whole)
		return false;
	if (node->kind != YAML_SCALAR && node->style == YAML_FLOW)
		yaml_fault_at(form->tree, node,
			      _("%s must be %s; one that begins with '%c' must "
				"stand in quotes or in a | block"),
			      subject(form, node), wanted,
			      node->kind == YAML_MAPPING ? '{' : '[');
	else if (node->kind == YAML_MAPPING)
		yaml_fault_at(form->tree, node,
			      _("%s must be %s, and here are lines of the form "
				"'key: value'"),
			      subject(form, node), wanted);
	else if (node->kind == YAML_SEQUENCE)
		yaml_fault_at(form->tree, node,
			      _("%s must be %s, and here is a list"),
			      subject(form, node), wanted);
	else if (node->length == 0 && node->style == YAML_PLAIN)
		yaml_fault_at(form->tree, node->key ? node->key : node,
			      _("%s has no value"), subject(form, node));
	else
		return true;
	return false;
}

/* Plain text that means the same with quotes as without? */
static bool
means_itself(struct form *form, const struct yaml_node *node)
{
	if (node->style != YAML_PLAIN)
		return true;
	if (is_yaml_word(node->text))
		yaml_fault_at(form->tree, node,
			      _("'%s' without quotes is no text in YAML; write "
				"\"%s\""),
			      node->text, node->text);
	else if (is_yaml_number(node->text))
		yaml_fault_at(form->tree, node,
			      _("'%s' without quotes is a number or a date in "
				"YAML; write \"%s\""),
			      node->text, node->text);
	else if (node->comment)
		yaml_fault_at(form->tree, node,
			      _("' #' begins a comment, so the text ends before "
				"it; put the text into \"double quotes\", or "
				"the comment on a line of its own"));
	else
		return true;
	return false;
}

bool
form_is_id(const char *text)
{
	size_t length = strlen(text);

	return length >= 1 && length <= FORM_ID_LIMIT &&
	       text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")] ==
		       '\0';
}

bool
form_id(struct form *form, const struct yaml_node *node, const char **out)
{
	if (!has_value(form, node, _("an id")))
		return false;
	if (node->style == YAML_PLAIN && is_yaml_word(node->text)) {
		yaml_fault_at(form->tree, node,
			      _("'%s' without quotes is no text in YAML; write "
				"\"%s\""),
			      node->text, node->text);
		return false;
	}
	if (!form_is_id(node->text)) {
		yaml_fault_at(form->tree, node,
			      _("'%.60s' is no id; an id is 1 to 40 of a-z, 0-9 "
				"and -"),
			      node->text);
		return false;
	}
	*out = arena_strdup(form->arena, node->text);
	return true;
}

/* Without the line end of a block and blanks at the ends. */
static const char *
trimmed(struct form *form, const struct yaml_node *node)
{
	const char *start = node->text;
	const char *end = start + node->length;

	while (start < end && *start == '\n')
		start++;
	while (end > start && (end[-1] == '\n' || end[-1] == ' '))
		end--;
	return arena_strndup(form->arena, start, (size_t)(end - start));
}

bool
form_string(struct form *form, const struct yaml_node *node, const char **out)
{
	if (!has_value(form, node, _("a text")) || !means_itself(form, node))
		return false;
	*out = trimmed(form, node);
	if ((*out)[0] != '\0')
		return true;
	yaml_fault_at(form->tree, node, _("%s is empty"), subject(form, node));
	return false;
}

bool
form_text(struct form *form, const struct yaml_node *node, const char *context,
	  struct lesson_text *out)
{
	const char *text;

	if (!form_string(form, node, &text))
		return false;
	out->text = text;
	out->context = context;
	out->line = node->line;
	out->column = node->column;
	struct form_text *entry = arena_alloc(form->arena, sizeof *entry);
	entry->text = out;
	entry->step = form->step;
	*form->last_text = entry;
	form->last_text = &entry->next;
	return true;
}

/* ----------------------------------------------------- values by their type */

static void
read_text(struct form *form, const struct form_key *key,
	  const struct yaml_node *node, void *field)
{
	const char *name = key->context != NULL ? key->context : key->name;
	const char *context =
		*name == '\0' ? form->context
			      : arena_join(form->arena, form->context, ".",
					   name);

	form_text(form, node, context, field);
}

/* A value that must not be quoted: 90, true. */
static bool
is_bare(struct form *form, const struct yaml_node *node, const char *wanted)
{
	if (!has_value(form, node, wanted))
		return false;
	if (node->style == YAML_PLAIN)
		return true;
	yaml_fault_at(form->tree, node, _("%s must be %s; write it without "
					  "quotes"),
		      subject(form, node), wanted);
	return false;
}

static void
read_integer(struct form *form, const struct form_key *key,
	     const struct yaml_node *node, void *field)
{
	bool bounded = key->minimum != 0 || key->maximum != 0;
	const char *digits = node->text + (node->text[0] == '-');
	long value;

	if (!is_bare(form, node, _("a whole number")))
		return;
	errno = 0;
	value = strtol(node->text, NULL, 10);
	if (*digits == '\0' || digits[strspn(digits, "0123456789")] != '\0' ||
	    errno != 0 || value > INT_MAX || value < INT_MIN)
		yaml_fault_at(form->tree, node,
			      _("'%s' must be a whole number, not '%.60s'"),
			      key->name, node->text);
	else if (bounded && (value < key->minimum || value > key->maximum))
		yaml_fault_at(form->tree, node,
			      _("'%s' must be from %d to %d, not %ld"),
			      key->name, key->minimum, key->maximum, value);
	else
		*(int *)field = (int)value;
}

static void
read_number(struct form *form, const struct form_key *key,
	    const struct yaml_node *node, void *field)
{
	const char *at = node->text + (node->text[0] == '-');

	if (!is_bare(form, node, _("a number")))
		return;
	size_t whole = strspn(at, "0123456789");
	size_t fraction = 1;
	if (at[whole] == '.') {
		fraction = strspn(at + whole + 1, "0123456789");
		at += fraction + 1;
	}
	if (whole == 0 || whole > 15 || fraction == 0 || at[whole] != '\0')
		yaml_fault_at(form->tree, node,
			      _("'%s' must be a number such as 90 or 1.5, not "
				"'%.60s'"),
			      key->name, node->text);
	else
		*(double *)field = strtod(node->text, NULL);
}

static void
read_boolean(struct form *form, const struct form_key *key,
	     const struct yaml_node *node, void *field)
{
	if (!is_bare(form, node, _("true or false")))
		return;
	if (strcmp(node->text, "true") == 0)
		*(bool *)field = true;
	else if (strcmp(node->text, "false") != 0)
		yaml_fault_at(form->tree, node,
			      _("'%s' must be true or false, not '%.60s'"),
			      key->name, node->text);
}

static void
read_time(struct form *form, const struct form_key *key,
	  const struct yaml_node *node, void *field)
{
	if (!has_value(form, node, _("a time")))
		return;
	if (key->type == FORM_DURATION &&
	    !clock_parse_duration(node->text, field))
		yaml_fault_at(form->tree, node,
			      _("'%.60s' is no length of time; write 90s, 5m, "
				"1h30m or 2d"),
			      node->text);
	if (key->type == FORM_MOMENT && !clock_parse(node->text, field))
		yaml_fault_at(form->tree, node,
			      _("'%.60s' is no moment; write it as "
				"2025-11-19T07:04:10Z"),
			      node->text);
}

/* 2023, 2023-03 or 2023-03-01, of a date that exists. */
static void
read_date(struct form *form, const struct yaml_node *node, void *field)
{
	static const char first[] = "0000-01-01";
	char whole[sizeof first];
	size_t length = node->length;
	int64_t moment;

	if (!has_value(form, node, _("a date")))
		return;
	if (length == 4 || length == 7 || length == 10) {
		memcpy(whole, node->text, length);
		strcpy(whole + length, first + length);
		if (clock_parse(whole, &moment)) {
			*(const char **)field =
				arena_strdup(form->arena, node->text);
			return;
		}
	}
	yaml_fault_at(form->tree, node,
		      _("'%.60s' is no date; write 2023, 2023-03 or 2023-03-01"),
		      node->text);
}

static void
read_choice(struct form *form, const struct form_key *key,
	    const struct yaml_node *node, void *field)
{
	struct strbuf list = STRBUF_INIT;

	if (!has_value(form, node, _("one word")))
		return;
	for (int i = 0; key->choices[i] != NULL; i++) {
		if (strcmp(node->text, key->choices[i]) == 0) {
			*(int *)field = i;
			strbuf_release(&list);
			return;
		}
		strbuf_addf(&list, "%s%s", i > 0 ? ", " : "", key->choices[i]);
	}
	yaml_fault_at(form->tree, node,
		      _("'%s' must be one of: %s; not '%.60s'"), key->name,
		      list.buf, node->text);
	strbuf_release(&list);
}

static void
read_pattern(struct form *form, const struct yaml_node *node, void *field)
{
	struct pattern_error error = { 0 };
	struct pattern *pattern;
	int line, column;

	if (!has_value(form, node, _("a pattern in 'single quotes'")))
		return;
	pattern = pattern_compile(node->text, node->length, &error);
	*(struct pattern **)field = pattern;
	if (pattern != NULL)
		return;
	yaml_place(form->tree, node, error.line, error.column, &line, &column);
	yaml_fault(form->tree, line, column,
		   _("the event pattern is not valid: %s"), error.reason);
}

/* From a byte of a text to its line and column. */
static void
place_in_text(const char *text, size_t offset, int *line, int *column)
{
	const char *at = text, *end = text + offset;

	*line = *column = 1;
	while (at < end && *at != '\0') {
		bool line_end = *at == '\n';

		utf8_next(&at, end);
		*column = line_end ? 1 : *column + 1;
		*line += line_end;
	}
}

static void
read_json(struct form *form, const struct yaml_node *node, void *field)
{
	size_t where = 0;
	const char *why = NULL;
	struct json_object *value;
	int line, column;

	if (!has_value(form, node, _("JSON in a | block")))
		return;
	value = json_parse(node->text, node->length, &where, &why);
	if (value == NULL) {
		place_in_text(node->text, where, &line, &column);
		yaml_place(form->tree, node, line, column, &line, &column);
		yaml_fault(form->tree, line, column,
			   _("this is no JSON: %s"), why != NULL ? why : "");
	} else if (!json_object_is_type(value, json_type_object)) {
		yaml_fault_at(form->tree, node,
			      _("the JSON must be an object: { ... }"));
	} else {
		*(const char **)field = trimmed(form, node);
	}
	json_object_put(value);
}

void
form_scalar(struct form *form, const struct form_key *key,
	    const struct yaml_node *node, void *field)
{
	switch (key->type) {
	case FORM_ID:
		form_id(form, node, field);
		break;
	case FORM_STRING:
		form_string(form, node, field);
		break;
	case FORM_TEXT:
		read_text(form, key, node, field);
		break;
	case FORM_INTEGER:
		read_integer(form, key, node, field);
		break;
	case FORM_NUMBER:
		read_number(form, key, node, field);
		break;
	case FORM_BOOLEAN:
		read_boolean(form, key, node, field);
		break;
	case FORM_DURATION:
	case FORM_MOMENT:
		read_time(form, key, node, field);
		break;
	case FORM_DATE:
		read_date(form, node, field);
		break;
	case FORM_CHOICE:
		read_choice(form, key, node, field);
		break;
	case FORM_PATTERN:
		read_pattern(form, node, field);
		break;
	case FORM_JSON:
		read_json(form, node, field);
		break;
	default:
		BUG("a form asks for a scalar of no scalar type");
	}
}
