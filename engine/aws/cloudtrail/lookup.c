/* SPDX-License-Identifier: MIT */
/*
 * LookupEvents: event history, asked by one attribute and a time range.
 *
 * Newest first, 50 a page at the most, two questions a second and Region.  It
 * needs no trail: what it answers is there whether a trail logs or not.
 *
 * The second is the account's.  A line typed in the lab takes two of them and a
 * further page half of one, so that a person, who needs longer, is never
 * refused; what asks three times in one moment, as a program does, is.
 * Differs from AWS: there are no Insights events to find; an event can be found
 * at once (AWS: after some minutes); a client that is refused does not try
 * again by itself; the wording of the refusals is ours.
 */
#include "aws/cloudtrail/cloudtrail.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"

enum { MOST_RESULTS = 50 };

static const char *const attribute_keys[] = {
	"EventId",	"EventName",	"ReadOnly",    "Username",
	"ResourceType", "ResourceName", "EventSource", "AccessKeyId",
	NULL,
};

static const char *const event_categories[] = { "insight", NULL };

static const struct aws_member attribute_members[] = {
	{ .name = "AttributeKey",
	  .type = AWS_STRING,
	  .flags = AWS_REQUIRED,
	  .values = attribute_keys },
	{ .name = "AttributeValue",
	  .type = AWS_STRING,
	  .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member request[] = {
	{ .name = "LookupAttributes",
	  .type = AWS_LIST,
	  .members = attribute_members },
	{ .name = "StartTime", .type = AWS_TIMESTAMP },
	{ .name = "EndTime", .type = AWS_TIMESTAMP },
	{ .name = "EventCategory",
	  .type = AWS_STRING,
	  .values = event_categories },
	{ .name = "MaxResults", .type = AWS_INTEGER },
	{ .name = "NextToken", .type = AWS_STRING },
	{ 0 },
};

static const char *const errors[] = {
	"InvalidEventCategoryException",
	"InvalidLookupAttributesException",
	"InvalidMaxResultsException",
	"InvalidNextTokenException",
	"InvalidTimeRangeException",
	"ThrottlingException",
	NULL,
};

struct lookup {
	const char *key, *value; /* NULL: every event */
	bool insights;		 /* instead of management events */
	int64_t from, until;
	size_t most;
	uint32_t question; /* a hash of all but the place: tokens carry it */
};

static const char *
text_or_empty(const char *text)
{
	return text ? text : "";
}

static bool
matches(const struct lookup *lookup, const struct event *event)
{
	const struct {
		const char *key, *value;
	} attributes[] = {
		{ "EventId", event->event_id },
		{ "EventName", event->name },
		{ "ReadOnly", event->read_only ? "true" : "false" },
		{ "Username", event->username },
		{ "ResourceType", event->resource_type },
		{ "ResourceName", event->resource_name },
		{ "EventSource", event->source },
		{ "AccessKeyId", event->access_key_id },
	};

	if (!lookup->key)
		return true;
	for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
		if (!strcmp(attributes[i].key, lookup->key))
			return !strcmp(text_or_empty(attributes[i].value),
				       lookup->value);
	return false;
}

static struct json_object *
resources_of(const struct event *event)
{
	struct json_object *list = json_object_new_array(), *item;

	if (!event->resource_type || !event->resource_name)
		return list;
	item = json_object_new_object();
	json_set_string(item, "ResourceType", event->resource_type);
	json_set_string(item, "ResourceName", event->resource_name);
	json_object_array_add(list, item);
	return list;
}

static struct json_object *
result_of(struct account *account, const struct event *event, size_t number)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "EventId", event->event_id);
	json_set_string(out, "EventName", event->name);
	json_set_string(out, "ReadOnly", event->read_only ? "true" : "false");
	if (event->access_key_id)
		json_set_string(out, "AccessKeyId", event->access_key_id);
	cloudtrail_set_time(out, "EventTime", event->time);
	json_set_string(out, "EventSource", event->source);
	if (*event->username)
		json_set_string(out, "Username", event->username);
	json_set(out, "Resources", resources_of(event));
	json_set_string(out, "CloudTrailEvent", event_record(account, number));
	return out;
}

/* ---- reading the request */

static bool
is_attribute(const char *key)
{
	for (const char *const *known = attribute_keys; *known; known++)
		if (!strcmp(*known, key))
			return true;
	return false;
}

static int
read_attributes(struct aws_call *call, struct lookup *lookup)
{
	struct json_object *list = aws_request_member(call, "LookupAttributes");
	struct json_object *item;

	if (!list || json_object_array_length(list) == 0)
		return 0;
	if (json_object_array_length(list) > 1)
		return aws_refuse(call, "InvalidLookupAttributesException",
				  "You can only specify one lookup attribute "
				  "in a request.");
	item = json_object_array_get_idx(list, 0);
	lookup->key = json_string(item, "AttributeKey");
	lookup->value = json_string(item, "AttributeValue");
	if (!is_attribute(lookup->key))
		return aws_refuse(call, "InvalidLookupAttributesException",
				  "Unknown lookup attribute: %s", lookup->key);
	return 0;
}

static int
read_category(struct aws_call *call, struct lookup *lookup)
{
	const char *category = aws_request_string(call, "EventCategory");

	lookup->insights = category != NULL;
	if (category && strcmp(category, event_categories[0]) != 0)
		return aws_refuse(call, "InvalidEventCategoryException",
				  "Invalid EventCategory: %s", category);
	return 0;
}

static int
read_most(struct aws_call *call, struct lookup *lookup)
{
	int64_t most = json_int(call->request, "MaxResults", MOST_RESULTS);

	if (most < 1 || most > MOST_RESULTS)
		return aws_refuse(call, "InvalidMaxResultsException",
				  "Max results must be between 1 and %d.",
				  MOST_RESULTS);
	lookup->most = (size_t)most;
	return 0;
}

static void
hash_text(uint32_t *hash, const char *text)
{
	for (; *text; text++)
		*hash = (*hash ^ (unsigned char)*text) * 16777619u;
	*hash = (*hash ^ 0xff) * 16777619u;
}

/* A token is the place to go on from, and the question it belongs to. */
static void
name_question(struct lookup *lookup)
{
	char range[64];

	lookup->question = 2166136261u;
	snprintf(range, sizeof range, "%" PRId64 " %" PRId64, lookup->from,
		 lookup->until);
	hash_text(&lookup->question, text_or_empty(lookup->key));
	hash_text(&lookup->question, text_or_empty(lookup->value));
	hash_text(&lookup->question, range);
	hash_text(&lookup->question, lookup->insights ? "insight" : "");
}

static int
read_token(struct aws_call *call, const struct lookup *lookup, size_t *cursor)
{
	const char *token = aws_request_string(call, "NextToken");
	unsigned long long place;
	unsigned question;
	int length = 0;

	*cursor = SIZE_MAX;
	if (!token)
		return 0;
	if (sscanf(token, "%8x%16llx%n", &question, &place, &length) != 2 ||
	    token[length] || question != lookup->question)
		return aws_refuse(call, "InvalidNextTokenException",
				  "Invalid token. The token must be used with "
				  "the same parameters as the request that "
				  "returned it.");
	*cursor = (size_t)place;
	return 0;
}

static void
collect(struct aws_call *call, const struct lookup *lookup, size_t cursor)
{
	struct json_object *list = json_object_new_array();
	const struct event *event;
	size_t count = 0, behind = cursor;
	char token[32];

	call->response = json_object_new_object();
	json_set(call->response, "Events", list);
	while (!lookup->insights &&
	       (event = event_history_next(call->account, call->region,
					   lookup->from, lookup->until,
					   &cursor))) {
		if (!matches(lookup, event))
			continue;
		if (count++ == lookup->most) {
			snprintf(token, sizeof token, "%08x%016llx",
				 lookup->question, (unsigned long long)behind);
			json_set_string(call->response, "NextToken", token);
			break;
		}
		json_object_array_add(
			list, call->unread ? NULL :
					     result_of(call->account, event,
						       cursor));
		behind = cursor;
	}
}

static int
lookup_events(struct aws_call *call)
{
	struct lookup lookup = { .from = INT64_MIN, .until = INT64_MAX };
	size_t cursor;

	if (!event_history_may_ask(call->account, call->region))
		return aws_refuse(call, "ThrottlingException", "Rate exceeded");
	if (read_attributes(call, &lookup) < 0 ||
	    cloudtrail_time_range(call, &lookup.from, &lookup.until) < 0 ||
	    read_category(call, &lookup) < 0 || read_most(call, &lookup) < 0)
		return -1;
	name_question(&lookup);
	if (read_token(call, &lookup, &cursor) < 0)
		return -1;
	collect(call, &lookup, cursor);
	return 0;
}

const struct aws_operation cloudtrail_lookup_events = {
	.name = "LookupEvents",
	.request = request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("search the past 90 days of event history; needs no "
		      "trail"),
	.run = lookup_events,
};
