/* SPDX-License-Identifier: MIT */
/*
 * Event selectors, basic and advanced, held against an event.
 *
 * A data event is wanted by what its record names as resources: a basic
 * selector gives the beginning of an S3 object's ARN or a function's whole
 * one, an advanced selector compares the ARN as it says.
 */
#include "account/selector.h"

#include <string.h>

#include "account/event.h"
#include "base/json.h"

/* The ARN of the record's resource of that type, or NULL; a listing names
   only how the ARNs of what it lists begin. */
static const char *
resource_arn(struct json_object *record, const char *type)
{
	struct json_object *list = json_member(record, "resources");

	for (size_t i = 0; i < json_count(list); i++) {
		struct json_object *item = json_object_array_get_idx(list, i);
		const char *is = json_string(item, "type");
		const char *arn = json_string(item, "ARN");

		if (is && !strcmp(is, type))
			return arn ? arn : json_string(item, "ARNPrefix");
	}
	return NULL;
}

/* ------------------------------------------------------------------ basic */

static bool
names_source(struct json_object *excluded, const char *source)
{
	for (size_t i = 0; i < json_count(excluded); i++)
		if (!strcmp(json_text_at(excluded, i), source))
			return true;
	return false;
}

/* A value without a name ("arn:aws:s3") is everything of its kind. */
static bool
value_names(const char *value, const char *arn)
{
	static const char s3[] = "arn:aws:s3";
	size_t length = strlen(value);

	if (!strcmp(value, s3) || !strcmp(value, "arn:aws:lambda"))
		return true;
	if (!strncmp(value, s3, sizeof s3 - 1))
		return !strncmp(value, arn, length);
	return !strcmp(value, arn);
}

/* Does a DataResources entry name the resource of a data event? */
static bool
resource_wants(struct json_object *resource, struct json_object *record)
{
	const char *type = json_string(resource, "Type");
	struct json_object *values = json_member(resource, "Values");
	const char *arn = type ? resource_arn(record, type) : NULL;

	for (size_t i = 0; arn && i < json_count(values); i++)
		if (value_names(json_text_at(values, i), arn))
			return true;
	return false;
}

static bool
selector_wants(struct json_object *selector, const struct event_class *class,
	       struct json_object *record)
{
	const char *type = json_string(selector, "ReadWriteType");
	struct json_object *resources = json_member(selector, "DataResources");

	if (type && !strcmp(type, "ReadOnly") && !class->read_only)
		return false;
	if (type && !strcmp(type, "WriteOnly") && class->read_only)
		return false;
	if (class->management)
		return json_boolean(selector, "IncludeManagementEvents", true) &&
		       !names_source(json_member(
					     selector,
					     "ExcludeManagementEventSources"),
				     class->source);
	for (size_t i = 0; i < json_count(resources); i++)
		if (resource_wants(json_object_array_get_idx(resources, i),
				   record))
			return true;
	return false;
}

bool
selectors_want(struct json_object *selectors, const struct event_class *class,
	       struct json_object *record)
{
	for (size_t i = 0; i < json_count(selectors); i++)
		if (selector_wants(json_object_array_get_idx(selectors, i),
				   class, record))
			return true;
	return false;
}

/* --------------------------------------------------------------- advanced */

static bool
is_equal(const char *text, const char *value)
{
	return !strcmp(text, value);
}

static bool
starts_with(const char *text, const char *value)
{
	return !strncmp(text, value, strlen(value));
}

static bool
ends_with(const char *text, const char *value)
{
	size_t length = strlen(text), end = strlen(value);

	return length >= end && !strcmp(text + length - end, value);
}

static const struct comparison {
	const char *selects, *deselects;
	bool (*holds)(const char *text, const char *value);
} comparisons[] = {
	{ "Equals", "NotEquals", is_equal },
	{ "StartsWith", "NotStartsWith", starts_with },
	{ "EndsWith", "NotEndsWith", ends_with },
};

static bool
holds_for_one(struct json_object *values, const struct comparison *comparison,
	      const char *text)
{
	for (size_t i = 0; i < json_count(values); i++)
		if (comparison->holds(text, json_text_at(values, i)))
			return true;
	return false;
}

/* None of the deselecting operators may hold; of the selecting ones, if there
   are any, one must. */
static bool
field_wants(struct json_object *field, const char *text)
{
	bool asked = false, selected = false;

	for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++) {
		const struct comparison *comparison = &comparisons[i];
		struct json_object *values =
			json_member(field, comparison->selects);

		if (holds_for_one(json_member(field, comparison->deselects),
				  comparison, text))
			return false;
		asked = asked || json_count(values) > 0;
		selected = selected || holds_for_one(values, comparison, text);
	}
	return selected || !asked;
}

/* What one selector says of "resources.type" and "resources.ARN" is about one
   resource of the record: the one of the type that it names. */
static const char *
selected_type(struct json_object *fields)
{
	for (size_t i = 0; i < json_count(fields); i++) {
		struct json_object *field =
			json_object_array_get_idx(fields, i);
		struct json_object *equals = json_member(field, "Equals");

		if (!strcmp(json_string(field, "Field"), "resources.type") &&
		    json_count(equals) > 0)
			return json_text_at(equals, 0);
	}
	return NULL;
}

/* The event's value of a field, or NULL: it has none. */
static const char *
field_value(const char *name, const char *type,
	    const struct event_class *class, struct json_object *record)
{
	struct json_object *value;

	if (!strcmp(name, "eventCategory"))
		return class->management ? "Management" : "Data";
	if (!strcmp(name, "readOnly"))
		return class->read_only ? "true" : "false";
	if (!strcmp(name, "resources.type"))
		return type && resource_arn(record, type) ? type : NULL;
	if (!strcmp(name, "resources.ARN"))
		return type ? resource_arn(record, type) : NULL;
	value = json_path(record, name);
	return json_object_is_type(value, json_type_string) ?
		       json_object_get_string(value) :
		       NULL;
}

static bool
advanced_wants(struct json_object *selector, const struct event_class *class,
	       struct json_object *record)
{
	struct json_object *fields = json_member(selector, "FieldSelectors");
	const char *type = selected_type(fields);

	for (size_t i = 0; i < json_count(fields); i++) {
		struct json_object *field =
			json_object_array_get_idx(fields, i);
		const char *text = field_value(json_string(field, "Field"),
					       type, class, record);

		if (!field_wants(field, text ? text : ""))
			return false;
	}
	return true;
}

bool
advanced_selectors_want(struct json_object *selectors,
			const struct event_class *class,
			struct json_object *record)
{
	for (size_t i = 0; i < json_count(selectors); i++)
		if (advanced_wants(json_object_array_get_idx(selectors, i),
				   class, record))
			return true;
	return false;
}
