/* SPDX-License-Identifier: MIT */
/*
 * Recording: one event per call, kept as the record's bytes plus the few
 * fields that event history is asked by.  Where: event_store.c.
 */
#include "account/event.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

enum { USUAL_LENGTH = 2048 }; /* of a record */

/* Whom event history and the timeline name: a user, or a role's session. */
static const char *
username_of(struct json_object *record)
{
	struct json_object *identity = json_member(record, "userIdentity");
	const char *name = json_string(identity, "userName");
	const char *id = json_string(identity, "principalId");

	if (name)
		return name;
	for (const char *at = id ? id : ""; *at; at++)
		if (*at == ':')
			return at + 1;
	return "";
}

static struct event *
event_new(struct account *account, const struct event_class *class,
	  struct json_object *record)
{
	struct event *event = events_add(account);
	struct pool *names = &account->names;
	const char *id = json_string(record, "eventID");
	struct strbuf text = STRBUF_INIT;

	event->time = account->now - account->now % CLOCK_SECOND;
	snprintf(event->event_id, sizeof event->event_id, "%s", id ? id : "");
	event->name = pool_intern(names, json_string(record, "eventName"));
	event->source = pool_intern(names, class->source);
	event->username = pool_intern(names, username_of(record));
	event->access_key_id = pool_intern(
		names, json_string(json_member(record, "userIdentity"),
				   "accessKeyId"));
	event->region = pool_intern(names, class->region);
	event->error_code =
		pool_intern(names, json_string(record, "errorCode"));
	event->resource_type = pool_intern(names, class->resource_type);
	event->resource_name = pool_intern(names, class->resource_name);
	event->management = class->management;
	event->read_only = class->read_only;
	strbuf_grow(&text, USUAL_LENGTH);
	json_write(record, &text);
	events_keep_record(account, mem_strndup(text.buf, text.len), text.len);
	strbuf_release(&text);
	return event;
}

/* The picture shows what changes something, and what was refused. */
static void
draw_call(struct account *account, const struct event *event)
{
	if (!event->management || (event->read_only && !event->error_code))
		return;
	timeline_add(account,
		     event->error_code ? TIMELINE_CALL_FAILED : TIMELINE_CALL,
		     event->name, event->error_code, event->username,
		     event->read_only);
}

void
event_append(struct account *account, const struct event_class *class,
	     struct json_object *record)
{
	struct event *event;

	events_forget(account);
	event = event_new(account, class, record);
	draw_call(account, event);
	event->trails = (unsigned short)trails_take(account, class, record);
	sight_note(account, event);
	detectors_note(account, event, record);
	if (event->trails > 0)
		bus_offer_record(account, class, record);
	json_object_put(record);
}

const struct event *
event_history_next(const struct account *account, const char *region,
		   int64_t from, int64_t until, size_t *cursor)
{
	int64_t oldest = account->now - EVENT_HISTORY_DAYS * (int64_t)CLOCK_DAY;

	if (from < oldest)
		from = oldest;
	if (*cursor > account->events.count)
		*cursor = account->events.count;
	while (*cursor > 0) {
		const struct event *event = event_at(account, --*cursor);

		if (!event || event->time < from)
			break; /* events stand in the order of their time */
		if (event->management && event->time <= until &&
		    !strcmp(event->region, region))
			return event;
	}
	*cursor = 0;
	return NULL;
}

static struct lookup_rate *
lookup_rate_of(struct account *account, const char *region)
{
	struct lookup_rate rate = { .moments = { INT64_MIN, INT64_MIN } };

	for (size_t i = 0; i < account->lookup_rates.count; i++)
		if (!strcmp(account->lookup_rates.items[i].region, region))
			return &account->lookup_rates.items[i];
	snprintf(rate.region, sizeof rate.region, "%s", region);
	list_push(&account->lookup_rates, rate);
	return &account->lookup_rates.items[account->lookup_rates.count - 1];
}

bool
event_history_may_ask(struct account *account, const char *region)
{
	struct lookup_rate *rate = lookup_rate_of(account, region);

	if (rate->moments[0] > account->now - (int64_t)CLOCK_SECOND)
		return false;
	rate->moments[0] = rate->moments[1];
	rate->moments[1] = account->now;
	return true;
}
