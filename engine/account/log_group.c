/* SPDX-License-Identifier: MIT */
/*
 * Log groups: what is put, what is kept, what is counted, what has expired.
 */
#include "account/log_group.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "pattern/filter_pattern.h"

struct log_group *
log_group_add(struct account *account, const char *region, const char *name)
{
	struct log_group *group = mem_calloc(1, sizeof *group);

	group->name = mem_strdup(name);
	group->region = mem_strdup(region);
	group->arn = account_arn(account, "logs", region, "log-group:%s", name);
	group->created = account->now;
	list_push(&account->log_groups, group);
	return group;
}

static bool
is_arn_of(const struct log_group *group, const char *text)
{
	size_t length = strlen(group->arn);

	return !strncmp(text, group->arn, length) &&
	       (!text[length] || !strcmp(text + length, ":*"));
}

struct log_group *
log_group_find(struct account *account, const char *region,
	       const char *name_or_arn)
{
	for (size_t i = 0; i < account->log_groups.count; i++) {
		struct log_group *group = account->log_groups.items[i];

		if (is_arn_of(group, name_or_arn) ||
		    (!strcmp(group->name, name_or_arn) &&
		     !strcmp(group->region, region)))
			return group;
	}
	return NULL;
}

void
log_group_delete(struct account *account, struct log_group *group)
{
	size_t i = 0;

	while (account->log_groups.items[i] != group)
		i++;
	account->log_groups.count--;
	memmove(account->log_groups.items + i,
		account->log_groups.items + i + 1,
		(account->log_groups.count - i) *
			sizeof *account->log_groups.items);
	log_group_free(group);
}

struct log_stream *
log_group_stream(struct log_group *group, const char *name)
{
	for (size_t i = 0; i < group->streams.count; i++)
		if (!strcmp(group->streams.items[i]->name, name))
			return group->streams.items[i];
	return NULL;
}

static struct log_stream *
stream_add(const struct account *account, struct log_group *group,
	   const char *name)
{
	struct log_stream *stream = mem_calloc(1, sizeof *stream);
	size_t at = group->streams.count;

	stream->name = mem_strdup(name);
	stream->created = account->now;
	list_push(&group->streams, stream);
	for (; at > 0 && strcmp(group->streams.items[at - 1]->name, name) > 0;
	     at--)
		group->streams.items[at] = group->streams.items[at - 1];
	group->streams.items[at] = stream;
	return stream;
}

/* The first `count` events of a stream go. */
static void
forget(struct log_group *group, struct log_stream *stream, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		group->bytes -= strlen(stream->events.items[i].message);
		free(stream->events.items[i].message);
	}
	stream->events.count -= count;
	memmove(stream->events.items, stream->events.items + count,
		stream->events.count * sizeof *stream->events.items);
}

void
log_group_expire(const struct account *account, struct log_group *group)
{
	int64_t oldest = account->now -
			 group->retention_days * (int64_t)CLOCK_DAY;

	for (size_t i = 0; group->retention_days && i < group->streams.count;
	     i++) {
		struct log_stream *stream = group->streams.items[i];
		size_t gone = 0;

		while (gone < stream->events.count &&
		       stream->events.items[gone].time < oldest)
			gone++;
		forget(group, stream, gone);
	}
}

/* Makes room: the older quarter of every stream goes. */
static void
make_room(struct log_group *group)
{
	for (size_t i = 0; i < group->streams.count; i++)
		forget(group, group->streams.items[i],
		       (group->streams.items[i]->events.count + 3) / 4);
}

static void
insert(struct account *account, struct log_group *group,
       struct log_stream *stream, int64_t time, const char *message)
{
	struct log_event event = {
		.time = time,
		.ingestion = account->now,
		.id = group->events++,
		.message = mem_strndup(message, LOG_EVENT_BYTES),
	};
	size_t at = stream->events.count;

	list_push(&stream->events, event);
	for (; at > 0 && stream->events.items[at - 1].time > time; at--)
		stream->events.items[at] = stream->events.items[at - 1];
	stream->events.items[at] = event;
	stream->last_ingestion = account->now;
	group->bytes += strlen(event.message);
}

/* ---- metric filters */

struct metric_filter *
log_group_filter(struct log_group *group, const char *name)
{
	for (size_t i = 0; i < group->filters.count; i++)
		if (!strcmp(group->filters.items[i]->name, name))
			return group->filters.items[i];
	return NULL;
}

void
log_group_delete_filter(struct log_group *group, struct metric_filter *filter)
{
	size_t i = 0;

	while (group->filters.items[i] != filter)
		i++;
	group->filters.count--;
	memmove(group->filters.items + i, group->filters.items + i + 1,
		(group->filters.count - i) * sizeof *group->filters.items);
	metric_filter_free(filter);
}

void
log_group_put_filter(struct log_group *group, struct metric_filter *filter)
{
	struct metric_filter *old = log_group_filter(group, filter->name);
	size_t at;

	if (old)
		log_group_delete_filter(group, old);
	at = group->filters.count;
	list_push(&group->filters, filter);
	for (; at > 0 && strcmp(group->filters.items[at - 1]->name,
				filter->name) > 0;
	     at--)
		group->filters.items[at] = group->filters.items[at - 1];
	group->filters.items[at] = filter;
}

void
metric_filter_free(struct metric_filter *filter)
{
	filter_pattern_free(filter->pattern);
	free(filter->name);
	free(filter->text);
	free(filter->metric_name);
	free(filter->metric_namespace);
	free(filter->metric_value);
	free(filter);
}

/* What a match adds; false if the field it names holds no number. */
static bool
value_of(const struct metric_filter *filter, struct json_object *parsed,
	 double *value)
{
	struct json_object *field;

	if (filter->metric_value[0] != '$') {
		*value = strtod(filter->metric_value, NULL);
		return true;
	}
	if (!filter_path_find(filter->metric_value, parsed, &field) ||
	    (!json_object_is_type(field, json_type_int) &&
	     !json_object_is_type(field, json_type_double)))
		return false;
	*value = json_object_get_double(field);
	return true;
}

/* The default value stands for a whole minute without a match. */
static bool
has_minute(const struct account *account, const struct log_group *group,
	   const struct metric_filter *filter, int64_t time)
{
	const struct metric *metric =
		metric_find(account, group->region, filter->metric_namespace,
			    filter->metric_name);
	int64_t minute = time - time % CLOCK_MINUTE;
	struct metric_point point;

	return metric && metric_between(metric, minute, minute + CLOCK_MINUTE,
					&point);
}

static void
count(struct account *account, const struct log_group *group, int64_t time,
      const char *message)
{
	struct json_object *parsed;

	if (group->filters.count == 0)
		return;
	parsed = json_parse(message, strlen(message), NULL, NULL);
	for (size_t i = 0; i < group->filters.count; i++) {
		const struct metric_filter *filter = group->filters.items[i];
		double value = filter->default_value;
		bool matches = filter_pattern_match(filter->pattern, message,
						    parsed);

		if (matches ? value_of(filter, parsed, &value) :
			      filter->has_default &&
				      !has_minute(account, group, filter, time))
			metric_put(account, group->region,
				   filter->metric_namespace,
				   filter->metric_name, time, value);
	}
	json_object_put(parsed);
}

bool
log_group_put(struct account *account, const char *region,
	      const char *group_name_or_arn, const char *stream_name,
	      int64_t time, const char *message)
{
	struct log_group *group =
		log_group_find(account, region, group_name_or_arn);
	struct log_stream *stream;

	if (!group)
		return false;
	if (group->bytes > LOG_GROUP_BYTES)
		make_room(group);
	stream = log_group_stream(group, stream_name);
	if (!stream)
		stream = stream_add(account, group, stream_name);
	insert(account, group, stream, time, message);
	count(account, group, time, message);
	return true;
}

void
log_group_free(struct log_group *group)
{
	for (size_t i = 0; i < group->streams.count; i++) {
		struct log_stream *stream = group->streams.items[i];

		forget(group, stream, stream->events.count);
		list_release(&stream->events);
		free(stream->name);
		free(stream);
	}
	list_release(&group->streams);
	for (size_t i = 0; i < group->filters.count; i++)
		metric_filter_free(group->filters.items[i]);
	list_release(&group->filters);
	free(group->name);
	free(group->arn);
	free(group->region);
	free(group);
}
