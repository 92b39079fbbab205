/* SPDX-License-Identifier: MIT */
/*
 * Checking a request against its table row.
 *
 * A client of the typed kind has checked already, and then there is no event;
 * over HTTP, or from a function, a fault gets here and is recorded.
 * Differs from AWS: the wording of SerializationException is ours.
 */
#include "aws/members.h"

#include <string.h>

#include "aws/operation.h"
#include "base/json.h"

static const enum json_type wire_types[] = {
	[AWS_STRING] = json_type_string,  [AWS_BOOLEAN] = json_type_boolean,
	[AWS_INTEGER] = json_type_int,	  [AWS_DOUBLE] = json_type_double,
	[AWS_TIMESTAMP] = json_type_double, [AWS_LIST] = json_type_array,
	[AWS_STRUCTURE] = json_type_object, [AWS_MAP] = json_type_object,
	[AWS_JSON] = json_type_string,
};

static bool
has_type(struct json_object *value, enum aws_type type)
{
	enum json_type actual = json_object_get_type(value);

	if (type == AWS_TIMESTAMP || type == AWS_DOUBLE)
		return actual == json_type_double || actual == json_type_int;
	return actual == wire_types[type];
}

static int check_structure(struct aws_call *call, struct json_object *value,
			   const struct aws_member *members);

static int
refuse_type(struct aws_call *call, const struct aws_member *member)
{
	return aws_refuse(call, "SerializationException",
			  "The value of '%s' has the wrong type", member->name);
}

/* Structures, or strings; null is neither. */
static int
check_list(struct aws_call *call, struct json_object *list,
	   const struct aws_member *member)
{
	enum aws_type type = member->members ? AWS_STRUCTURE : AWS_STRING;

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *item = json_object_array_get_idx(list, i);

		if (!has_type(item, type))
			return refuse_type(call, member);
		if (check_structure(call, item, member->members) < 0)
			return -1;
	}
	return 0;
}

static int check_member(struct aws_call *call, struct json_object *value,
			const struct aws_member *member);

static int
check_map(struct aws_call *call, struct json_object *map,
	  const struct aws_member *member)
{
	struct aws_member form = { .type = AWS_STRING };

	if (member->members)
		form = member->members[0];
	form.name = member->name;
	json_object_object_foreach(map, key, value) {
		(void)key;
		if (check_member(call, value, &form) < 0)
			return -1;
	}
	return 0;
}

static int
check_member(struct aws_call *call, struct json_object *value,
	     const struct aws_member *member)
{
	if (!has_type(value, member->type))
		return refuse_type(call, member);
	switch (member->type) {
	case AWS_STRUCTURE:
		return check_structure(call, value, member->members);
	case AWS_LIST:
		return check_list(call, value, member);
	case AWS_MAP:
		return check_map(call, value, member);
	default:
		return 0;
	}
}

static int
check_structure(struct aws_call *call, struct json_object *value,
		const struct aws_member *members)
{
	for (; members && members->name; members++) {
		struct json_object *member = json_member(value, members->name);
		char name[128];

		if (member) {
			if (check_member(call, member, members) < 0)
				return -1;
		} else if (members->flags & AWS_REQUIRED) {
			return aws_refuse(
				call, "ValidationException",
				"1 validation error detected: Value null at "
				"'%s' failed to satisfy constraint: Member "
				"must not be null",
				aws_record_name(members->name, name,
						sizeof name));
		}
	}
	return 0;
}

int
members_check(struct aws_call *call)
{
	return check_structure(call, call->request, call->operation->request);
}
