/* SPDX-License-Identifier: MIT */
/*
 * The client's own check of a request, before it is sent: botocore's
 * "Parameter validation failed", all faults at once, in its order.
 *
 * Values of enumerations and lengths are left to the service, as the real
 * client leaves them.
 */
#include "shell/value.h"

#include <stdio.h>
#include <string.h>

#include "aws/operation.h"
#include "base/clock.h"
#include "base/json.h"
#include "shell/python.h"
#include "shell/refuse.h"

static void check_value(const struct aws_member *member,
			struct json_object *value, const char *path,
			struct strbuf *report);

static void
invalid_type(const char *path, struct json_object *value, const char *valid,
	     struct strbuf *report)
{
	strbuf_addf(report, "\nInvalid type for parameter %s, value: ", path);
	python_str(value, report);
	strbuf_addf(report, ", type: <class '%s'>, valid types: %s",
		    python_type(value), valid);
}

static void
check_missing(const struct aws_member *members, struct json_object *object,
	      const char *path, struct strbuf *report)
{
	for (; members->name; members++) {
		if ((members->flags & AWS_REQUIRED) &&
		    !json_object_object_get_ex(object, members->name, NULL))
			strbuf_addf(report, "\nMissing required parameter in "
					    "%s: \"%s\"",
				    path, members->name);
	}
}

static const struct aws_member *
find_member(const struct aws_member *members, const char *name)
{
	for (; members->name; members++) {
		if (strcmp(members->name, name) == 0)
			return members;
	}
	return NULL;
}

static void
check_unknown(const struct aws_member *members, struct json_object *object,
	      const char *path, struct strbuf *report)
{
	json_object_object_foreach(object, key, value) {
		(void)value;
		if (find_member(members, key))
			continue;
		strbuf_addf(report, "\nUnknown parameter in %s: \"%s\", must "
				    "be one of: ", path, key);
		for (const struct aws_member *m = members; m->name; m++)
			strbuf_addf(report, "%s%s", m > members ? ", " : "",
				    m->name);
	}
}

static void
check_structure(const struct aws_member *members, struct json_object *object,
		const char *path, struct strbuf *report)
{
	static const struct aws_member none = { 0 };
	const char *shown = *path ? path : "input";
	struct strbuf below = STRBUF_INIT;

	if (!members)
		members = &none;
	check_missing(members, object, shown, report);
	check_unknown(members, object, shown, report);
	for (const struct aws_member *m = members; m->name; m++) {
		struct json_object *value;

		if (!json_object_object_get_ex(object, m->name, &value))
			continue;
		strbuf_reset(&below);
		strbuf_addf(&below, "%s%s%s", path, *path ? "." : "", m->name);
		check_value(m, value, below.buf, report);
	}
	strbuf_release(&below);
}

static void
check_list(const struct aws_member *member, struct json_object *list,
	   const char *path, struct strbuf *report)
{
	struct aws_member element = {
		.name = member->name,
		.type = member->members ? AWS_STRUCTURE : AWS_STRING,
		.members = member->members,
	};
	struct strbuf below = STRBUF_INIT;

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		strbuf_reset(&below);
		strbuf_addf(&below, "%s[%zu]", path, i);
		check_value(&element, json_object_array_get_idx(list, i),
			    below.buf, report);
	}
	strbuf_release(&below);
}

static void
check_map(const struct aws_member *form, struct json_object *map,
	  const char *path, struct strbuf *report)
{
	static const struct aws_member text = { .type = AWS_STRING };
	struct strbuf below = STRBUF_INIT;

	json_object_object_foreach(map, key, value) {
		strbuf_reset(&below);
		strbuf_addf(&below, "%s.%s", path, key);
		check_value(form ? form : &text, value, below.buf, report);
	}
	strbuf_release(&below);
}

static bool
read_moment(struct json_object *value, int64_t *moment)
{
	static const char *const endings[] = { "", "Z", ":00Z" };
	char text[64];

	if (!json_object_is_type(value, json_type_string))
		return false;
	/* no zone means UTC here, and seconds may be left out */
	for (size_t i = 0; i < 3; i++) {
		snprintf(text, sizeof text, "%.50s%s",
			 json_object_get_string(value), endings[i]);
		if (clock_parse(text, moment))
			return true;
	}
	return false;
}

static bool
is_timestamp(struct json_object *value)
{
	int64_t moment;

	return json_object_is_type(value, json_type_int) ||
	       json_object_is_type(value, json_type_double) ||
	       read_moment(value, &moment);
}

static bool
has_type(enum aws_type type, struct json_object *value, enum json_type wanted)
{
	if (type == AWS_TIMESTAMP)
		return is_timestamp(value);
	return json_object_is_type(value, wanted) ||
	       (type == AWS_DOUBLE &&
		json_object_is_type(value, json_type_int));
}

static void
check_value(const struct aws_member *member, struct json_object *value,
	    const char *path, struct strbuf *report)
{
	static const struct {
		enum json_type type;
		const char *valid;
	} wanted[] = {
		[AWS_STRING] = { json_type_string, "<class 'str'>" },
		[AWS_BOOLEAN] = { json_type_boolean, "<class 'bool'>" },
		[AWS_INTEGER] = { json_type_int, "<class 'int'>" },
		[AWS_DOUBLE] = { json_type_double,
				 "<class 'float'>, <class "
				 "'decimal.Decimal'>, <class 'int'>" },
		[AWS_TIMESTAMP] = { json_type_string,
				    "<class 'datetime.datetime'>, "
				    "timestamp-string" },
		[AWS_LIST] = { json_type_array,
			       "<class 'list'>, <class 'tuple'>" },
		[AWS_STRUCTURE] = { json_type_object, "<class 'dict'>" },
		[AWS_MAP] = { json_type_object, "<class 'dict'>" },
		[AWS_JSON] = { json_type_string, "<class 'str'>" },
	};

	if (!has_type(member->type, value, wanted[member->type].type))
		invalid_type(path, value, wanted[member->type].valid, report);
	else if (member->type == AWS_STRUCTURE)
		check_structure(member->members, value, path, report);
	else if (member->type == AWS_LIST)
		check_list(member, value, path, report);
	else if (member->type == AWS_MAP)
		check_map(member->members, value, path, report);
}

/* What goes on the wire is epoch seconds, whatever was typed. */
static void
send_timestamps(const struct aws_member *members, struct json_object *object)
{
	for (; members && members->name; members++) {
		struct json_object *value = json_member(object, members->name);
		int64_t moment;

		if (members->type == AWS_TIMESTAMP && value &&
		    read_moment(value, &moment))
			json_set_int(object, members->name,
				     moment / CLOCK_SECOND);
	}
}

int
request_validate(const struct aws_member *members, struct json_object *request,
		 struct shell_output *output)
{
	struct strbuf report = STRBUF_INIT;
	bool fine;

	check_structure(members, request, "", &report);
	fine = report.len == 0;
	if (fine)
		send_timestamps(members, request);
	else
		refuse(output, SHELL_USAGE, "Parameter validation failed:%s",
		       report.buf);
	strbuf_release(&report);
	return fine ? 0 : -1;
}
