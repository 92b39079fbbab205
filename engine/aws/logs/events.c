/* SPDX-License-Identifier: MIT */
/*
 * FilterLogEvents, GetLogEvents: reading what is in a log group.
 */
#include "aws/logs/logs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "pattern/filter_pattern.h"

enum { PAGE_MOST = 10000 };

static const struct aws_member filter_request[] = {
	{ .name = "logGroupName", .type = AWS_STRING },
	{ .name = "logGroupIdentifier", .type = AWS_STRING },
	{ .name = "logStreamNames", .type = AWS_LIST },
	{ .name = "logStreamNamePrefix", .type = AWS_STRING },
	{ .name = "startTime", .type = AWS_INTEGER },
	{ .name = "endTime", .type = AWS_INTEGER },
	{ .name = "filterPattern", .type = AWS_STRING },
	{ .name = "nextToken", .type = AWS_STRING },
	{ .name = "limit", .type = AWS_INTEGER },
	{ 0 },
};

static const struct aws_member get_request[] = {
	{ .name = "logGroupName", .type = AWS_STRING },
	{ .name = "logGroupIdentifier", .type = AWS_STRING },
	{ .name = "logStreamName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "startTime", .type = AWS_INTEGER },
	{ .name = "endTime", .type = AWS_INTEGER },
	{ .name = "nextToken", .type = AWS_STRING },
	{ .name = "limit", .type = AWS_INTEGER },
	{ .name = "startFromHead", .type = AWS_BOOLEAN },
	{ 0 },
};

static const char *const errors[] = { "InvalidParameterException",
				      "ResourceNotFoundException", NULL };

/* ---- FilterLogEvents */

struct hit {
	const struct log_stream *stream;
	const struct log_event *event;
};

struct hits {
	struct hit *items;
	size_t count, allocated;
};

static int
by_time(const void *a, const void *b)
{
	const struct log_event *one = ((const struct hit *)a)->event;
	const struct log_event *other = ((const struct hit *)b)->event;

	if (one->time != other->time)
		return one->time < other->time ? -1 : 1;
	return one->id < other->id ? -1 : one->id > other->id;
}

static bool
wants_stream(const struct aws_call *call, const struct log_stream *stream)
{
	struct json_object *names = aws_request_member(call, "logStreamNames");

	if (!logs_has_prefix(call, "logStreamNamePrefix", stream->name))
		return false;
	for (size_t i = 0; i < json_count(names); i++)
		if (!strcmp(stream->name, json_text_at(names, i)))
			return true;
	return !names;
}

static bool
matches(const struct filter_pattern *pattern, const char *message)
{
	struct json_object *parsed =
		json_parse(message, strlen(message), NULL, NULL);
	bool result = filter_pattern_match(pattern, message, parsed);

	json_object_put(parsed);
	return result;
}

static void
search(const struct aws_call *call, const struct log_group *group,
       const struct filter_pattern *pattern, struct hits *hits)
{
	for (size_t i = 0; i < group->streams.count; i++) {
		const struct log_stream *stream = group->streams.items[i];

		for (size_t j = 0; wants_stream(call, stream) &&
				   j < stream->events.count;
		     j++) {
			struct hit hit = { stream, &stream->events.items[j] };

			if (logs_in_time(call, hit.event->time) &&
			    matches(pattern, hit.event->message))
				list_push(hits, hit);
		}
	}
	if (hits->count > 0)
		qsort(hits->items, hits->count, sizeof *hits->items, by_time);
}

static struct json_object *
hit_json(const struct hit *hit)
{
	struct json_object *out = json_object_new_object();
	char id[64];

	snprintf(id, sizeof id, "%017lld%039llu", (long long)hit->event->time,
		 (unsigned long long)hit->event->id);
	json_set_string(out, "logStreamName", hit->stream->name);
	json_set_int(out, "timestamp", hit->event->time);
	json_set_string(out, "message", hit->event->message);
	json_set_int(out, "ingestionTime", hit->event->ingestion);
	json_set_string(out, "eventId", id);
	return out;
}

static int
answer_hits(struct aws_call *call, const struct hits *hits)
{
	struct json_object *list;
	size_t first, end;

	if (logs_page(call, hits->count, PAGE_MOST, &first, &end) < 0)
		return -1;
	list = json_object_new_array();
	for (size_t i = first; i < end; i++)
		json_object_array_add(list, hit_json(&hits->items[i]));
	call->response = json_object_new_object();
	json_set(call->response, "events", list);
	json_set(call->response, "searchedLogStreams",
		 json_object_new_array());
	logs_set_next(call, end, hits->count);
	return 0;
}

static int
filter_log_events(struct aws_call *call)
{
	const struct log_group *group = logs_named_group(call);
	const char *text = aws_request_string(call, "filterPattern");
	struct strbuf why = STRBUF_INIT;
	struct filter_pattern *pattern;
	struct hits hits = { 0 };
	int result;

	if (!group)
		return -1;
	pattern = filter_pattern_compile(text ? text : "", &why);
	if (pattern) {
		search(call, group, pattern, &hits);
		result = answer_hits(call, &hits);
	} else {
		result = aws_refuse(call, "InvalidParameterException", "%s",
				    why.buf);
	}
	filter_pattern_free(pattern);
	list_release(&hits);
	strbuf_release(&why);
	return result;
}

/* ---- GetLogEvents */

/* "f/POSITION/s" goes on from there, "b/POSITION/s" ends there. */
static bool
read_token(const char *token, char *direction, size_t *position)
{
	char end[2];
	unsigned long long number;

	if (strlen(token) > 64 ||
	    sscanf(token, "%c/%56llu/%1s", direction, &number, end) != 3 ||
	    (*direction != 'f' && *direction != 'b') || *end != 's')
		return false;
	*position = (size_t)number;
	return true;
}

static void
set_token(struct json_object *out, const char *key, char direction,
	  size_t position)
{
	char token[80];

	snprintf(token, sizeof token, "%c/%056llu/s", direction,
		 (unsigned long long)position);
	json_set_string(out, key, token);
}

struct range {
	size_t first, end;
};

static int
choose(struct aws_call *call, const struct log_stream *stream,
       struct range *range)
{
	const char *token = aws_request_string(call, "nextToken");
	int64_t limit = aws_request_int(call, "limit", PAGE_MOST);
	bool forward = aws_request_bool(call, "startFromHead", false);
	size_t position = 0, count;
	char direction;

	range->first = 0;
	range->end = stream->events.count;
	while (range->first < range->end &&
	       !logs_in_time(call, stream->events.items[range->first].time))
		range->first++;
	while (range->end > range->first &&
	       !logs_in_time(call, stream->events.items[range->end - 1].time))
		range->end--;
	if (limit < 1 || limit > PAGE_MOST)
		limit = PAGE_MOST;
	if (token) {
		if (!read_token(token, &direction, &position))
			return aws_refuse(call, "InvalidParameterException",
					  "The specified nextToken is "
					  "invalid.");
		forward = direction == 'f';
		if (forward && position > range->first)
			range->first = position < range->end ? position :
							       range->end;
		if (!forward && position < range->end)
			range->end = position > range->first ? position :
							       range->first;
	}
	count = range->end - range->first;
	if (count > (size_t)limit && forward)
		range->end = range->first + (size_t)limit;
	else if (count > (size_t)limit)
		range->first = range->end - (size_t)limit;
	return 0;
}

static int
get_log_events(struct aws_call *call)
{
	struct log_group *group = logs_named_group(call);
	const struct log_stream *stream;
	struct json_object *list, *item;
	struct range range;

	if (!group)
		return -1;
	stream = log_group_stream(group,
				  aws_request_string(call, "logStreamName"));
	if (!stream)
		return aws_refuse(call, "ResourceNotFoundException",
				  "The specified log stream does not exist.");
	if (choose(call, stream, &range) < 0)
		return -1;
	list = json_object_new_array();
	for (size_t i = range.first; i < range.end; i++) {
		const struct log_event *event = &stream->events.items[i];

		item = json_object_new_object();
		json_set_int(item, "timestamp", event->time);
		json_set_string(item, "message", event->message);
		json_set_int(item, "ingestionTime", event->ingestion);
		json_object_array_add(list, item);
	}
	call->response = json_object_new_object();
	json_set(call->response, "events", list);
	set_token(call->response, "nextForwardToken", 'f', range.end);
	set_token(call->response, "nextBackwardToken", 'b', range.first);
	return 0;
}

const struct aws_operation logs_filter_log_events = {
	.name = "FilterLogEvents",
	.request = filter_request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("search a log group by time and filter pattern"),
	.run = filter_log_events,
};

const struct aws_operation logs_get_log_events = {
	.name = "GetLogEvents",
	.request = get_request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("read one stream of a log group"),
	.run = get_log_events,
};
