/* SPDX-License-Identifier: MIT */
/*
 * PutEvents: events of one's own, for the rules of the default bus.
 *
 * A source that begins with "aws." belongs to AWS: such an entry is refused,
 * so nobody can make up a StopLogging that never was.
 * Differs from AWS: recorded as a data event, so it is in no event history;
 * the default bus only.
 */
#include "aws/events/events.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"

#define LATEST 253402300800.0 /* the end of the year 9999 */

enum { MOST_ENTRIES = 10 };

static const struct aws_member entry_members[] = {
	{ .name = "Time", .type = AWS_TIMESTAMP },
	{ .name = "Source", .type = AWS_STRING },
	{ .name = "Resources", .type = AWS_LIST },
	{ .name = "DetailType", .type = AWS_STRING },
	{ .name = "Detail", .type = AWS_JSON },
	{ 0 },
};

static const struct aws_member put_request[] = {
	{ .name = "Entries",
	  .type = AWS_LIST,
	  .flags = AWS_REQUIRED,
	  .members = entry_members },
	{ 0 },
};

static const char *const put_errors[] = { "ValidationException", NULL };

/* Always false. */
static bool
refuse_entry(struct json_object *answer, const char *code, const char *message)
{
	json_set_string(answer, "ErrorCode", code);
	json_set_string(answer, "ErrorMessage", message);
	return false;
}

static bool
check_entry(struct json_object *entry, struct json_object *answer)
{
	static const struct {
		const char *name, *message;
	} needed[] = {
		{ "Source", "Parameter Source is not valid. Reason: Source is "
			    "a required argument." },
		{ "DetailType", "Parameter DetailType is not valid. Reason: "
				"DetailType is a required argument." },
		{ "Detail", "Parameter Detail is not valid. Reason: Detail is "
			    "a required argument." },
	};

	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
		const char *value = json_string(entry, needed[i].name);

		if (!value || !*value)
			return refuse_entry(answer, "InvalidArgument",
					    needed[i].message);
	}
	if (!strncmp(json_string(entry, "Source"), "aws.", 4))
		return refuse_entry(answer, "NotAuthorizedForSourceException",
				    "Not authorized for the source.");
	return true;
}

static void
put_entry(struct aws_call *call, struct json_object *entry,
	  struct json_object *answer, struct json_object *detail)
{
	struct json_object *resources = json_member(entry, "Resources");
	double seconds = json_object_get_double(json_member(entry, "Time"));
	struct json_object *event;
	char time[CLOCK_TEXT];

	event = bus_envelope(call->account, json_string(entry, "Source"),
			     json_string(entry, "DetailType"), call->region,
			     detail);
	if (seconds > 0 && seconds < LATEST)
		json_set_string(event, "time",
				clock_iso((int64_t)(seconds * CLOCK_SECOND),
					  time));
	if (resources)
		json_set(event, "resources", json_copy(resources));
	json_set_string(answer, "EventId", json_string(event, "id"));
	bus_put_event(call->account, call->region, event);
}

/* Does it go onto the bus?  The answer's entry is filled either way. */
static bool
take_entry(struct aws_call *call, struct json_object *entry,
	   struct json_object *answer)
{
	const char *text = json_string(entry, "Detail");
	struct json_object *detail;

	if (!check_entry(entry, answer))
		return false;
	detail = json_parse(text, strlen(text), NULL, NULL);
	if (!json_object_is_type(detail, json_type_object)) {
		json_object_put(detail);
		return refuse_entry(answer, "MalformedDetail",
				    "Detail is malformed.");
	}
	put_entry(call, entry, answer, detail);
	return true;
}

static int
put_events(struct aws_call *call)
{
	struct json_object *entries = aws_request_member(call, "Entries");
	size_t count = json_object_array_length(entries), failed = 0;
	struct json_object *answers;

	if (count == 0 || count > MOST_ENTRIES)
		return aws_refuse(call, "ValidationException",
				  "1 validation error detected: Value at "
				  "'entries' failed to satisfy constraint: "
				  "Member must have length %s than or equal to "
				  "%d",
				  count ? "less" : "greater",
				  count ? MOST_ENTRIES : 1);
	answers = json_object_new_array();
	for (size_t i = 0; i < count; i++) {
		struct json_object *answer = json_object_new_object();

		if (!take_entry(call, json_object_array_get_idx(entries, i),
				answer))
			failed++;
		json_object_array_add(answers, answer);
	}
	call->response = json_object_new_object();
	json_set_int(call->response, "FailedEntryCount", (int64_t)failed);
	json_set(call->response, "Entries", answers);
	return 0;
}

const struct aws_operation events_put_events = {
	.name = "PutEvents",
	.request = put_request,
	.errors = put_errors,
	.flags = AWS_DATA_EVENT,
	.summary = N_("send events of your own to the event bus"),
	.run = put_events,
};
