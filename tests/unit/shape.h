/* SPDX-License-Identifier: MIT */
/*
 * Is it a record?  The members of CloudTrail's record reference, with the
 * version that brought each, its type, and whether it must be there.
 *
 * Source: CloudTrail User Guide, "CloudTrail record contents".
 */
#ifndef TESTS_SHAPE_H
#define TESTS_SHAPE_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/strbuf.h"

enum { OBJECT_OR_NULL = -1 };

static const struct {
	const char *name;
	int since; /* the minor version */
	int type;
	bool required;
} shape_members[] = {
	{ "eventVersion", 0, json_type_string, true },
	{ "userIdentity", 0, json_type_object, true },
	{ "eventTime", 0, json_type_string, true },
	{ "eventSource", 0, json_type_string, true },
	{ "eventName", 0, json_type_string, true },
	{ "awsRegion", 0, json_type_string, true },
	{ "sourceIPAddress", 0, json_type_string, true },
	{ "userAgent", 0, json_type_string, false },
	{ "errorCode", 0, json_type_string, false },
	{ "errorMessage", 0, json_type_string, false },
	{ "requestParameters", 0, OBJECT_OR_NULL, true },
	{ "responseElements", 0, OBJECT_OR_NULL, true },
	{ "additionalEventData", 0, json_type_object, false },
	{ "requestID", 1, json_type_string, false },
	{ "eventID", 1, json_type_string, true },
	{ "eventType", 2, json_type_string, true },
	{ "apiVersion", 1, json_type_string, false },
	{ "readOnly", 1, json_type_boolean, true },
	{ "resources", 1, json_type_array, false },
	{ "recipientAccountId", 2, json_type_string, true },
	{ "sharedEventID", 3, json_type_string, false },
	{ "vpcEndpointId", 4, json_type_string, false },
	{ "serviceEventDetails", 5, OBJECT_OR_NULL, false },
	{ "managementEvent", 6, json_type_boolean, true },
	{ "eventCategory", 7, json_type_string, true },
	{ "addendum", 8, json_type_object, false },
	{ "sessionCredentialFromConsole", 8, json_type_string, false },
	{ "tlsDetails", 8, json_type_object, false },
};

enum { SHAPE_MEMBERS = sizeof shape_members / sizeof *shape_members };

static inline bool
shape_has_type(struct json_object *value, int type)
{
	if (type == OBJECT_OR_NULL)
		return !value || json_object_is_type(value, json_type_object);
	return json_object_is_type(value, (enum json_type)type);
}

/* Members that are unknown, of the wrong type or newer than the version. */
static inline void
shape_check_members(struct json_object *record, int minor, struct strbuf *out)
{
	json_object_object_foreach(record, key, value) {
		size_t i = 0;

		while (i < SHAPE_MEMBERS && strcmp(shape_members[i].name, key))
			i++;
		if (i == SHAPE_MEMBERS)
			strbuf_addf(out, "%s is no member; ", key);
		else if (!shape_has_type(value, shape_members[i].type))
			strbuf_addf(out, "%s has the wrong type; ", key);
		else if (shape_members[i].since > minor)
			strbuf_addf(out, "%s is newer than 1.%02d; ", key,
				    minor);
	}
}

static inline bool
shape_is_guid(const char *text)
{
	return text && strlen(text) == 36 &&
	       strspn(text, "0123456789abcdef-") == 36;
}

/* What belongs together, whatever the members by themselves. */
static inline void
shape_check_sense(struct json_object *record, struct strbuf *out)
{
	const char *category = json_string(record, "eventCategory");
	bool management = json_boolean(record, "managementEvent", false);
	struct json_object *identity = json_member(record, "userIdentity");
	int64_t moment;

	if (!clock_parse(json_string(record, "eventTime"), &moment) ||
	    strlen(json_string(record, "eventTime")) != 20)
		strbuf_addstr(out, "eventTime is no moment; ");
	if (!shape_is_guid(json_string(record, "eventID")))
		strbuf_addstr(out, "eventID is no GUID; ");
	if (category && strcmp(category, management ? "Management" : "Data"))
		strbuf_addstr(out, "eventCategory is not managementEvent; ");
	if (json_string(record, "errorCode") &&
	    json_member(record, "responseElements"))
		strbuf_addstr(out, "a refused call has a response; ");
	if (!json_string(identity, "type"))
		strbuf_addstr(out, "userIdentity has no type; ");
}

/* Appends what is wrong; nothing if it is a record. */
static inline void
shape_check(struct json_object *record, struct strbuf *out)
{
	const char *version = json_string(record, "eventVersion");
	int minor = version && !strncmp(version, "1.", 2) ? atoi(version + 2) :
							    -1;

	if (minor < 0)
		strbuf_addstr(out, "eventVersion is no version 1; ");
	for (size_t i = 0; i < SHAPE_MEMBERS; i++)
		if (shape_members[i].required &&
		    shape_members[i].since <= minor &&
		    !json_object_object_get_ex(record, shape_members[i].name,
					       NULL))
			strbuf_addf(out, "%s is missing; ",
				    shape_members[i].name);
	shape_check_members(record, minor, out);
	if (out->len == 0)
		shape_check_sense(record, out);
}

#endif
