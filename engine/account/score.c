/* SPDX-License-Identifier: MIT */
/*
 * The score, from the trails' sight, the timeline, and what is really in the
 * log files: each is opened and read.
 */
#include "account/score.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "account/delivery.h"
#include "base/clock.h"
#include "base/gzip.h"
#include "base/json.h"
#include "base/strbuf.h"

enum { LOG_FILE_LIMIT = 64 * 1024 * 1024 };

/* ------------------------------------------------------------ blind windows */

/* The account's: from when its last seeing trail ceased to see. */
struct window {
	int64_t from, until;
	bool open;
	const char *event; /* that opened it */
};

static bool
is_guard_at_work(const struct timeline_entry *entry,
		 const struct window *window)
{
	switch (entry->kind) {
	case TIMELINE_RULE_MATCHED:
		return window->event && !strcmp(entry->detail, window->event);
	case TIMELINE_FINDING:
		return true;
	case TIMELINE_CONFIG_EVALUATED:
	case TIMELINE_CONFIG_CHANGED:
		return !strcmp(entry->detail, "NON_COMPLIANT");
	case TIMELINE_ALARM_CHANGED:
		return !strcmp(entry->detail, "ALARM");
	default:
		return false;
	}
}

/* When it was first noticed, while it lasted; -1: it was not. */
static int64_t
detection(const struct account *account, const struct window *window)
{
	for (size_t i = 0; i < account->timeline.count; i++) {
		const struct timeline_entry *entry = account->timeline.items[i];

		if (entry->time >= window->from &&
		    entry->time <= window->until &&
		    is_guard_at_work(entry, window))
			return entry->time;
	}
	return -1;
}

static void
count_window(const struct account *account, const struct window *window,
	     struct score *score)
{
	int64_t seen = detection(account, window);

	score->windows++;
	score->blind += window->until - window->from;
	if (seen < 0)
		score->undetected++;
	else if (seen - window->from > score->detect)
		score->detect = seen - window->from;
	if (window->open)
		score->blind_now = true;
	else if (window->until - window->from > score->repair)
		score->repair = window->until - window->from;
}

static void
score_windows(const struct account *account, int64_t since,
	      struct score *score)
{
	struct window window = { .from = since, .open = true };
	size_t seeing = 0;

	for (size_t i = 0; i < account->sights.count; i++) {
		const struct sight *sight = &account->sights.items[i];

		if (sight->cause != BLIND_NOT) {
			if (--seeing > 0)
				continue;
			window.from = sight->time > since ? sight->time :
							    since;
			window.event = sight->event;
			window.open = true;
		} else if (seeing++ == 0) {
			window.until = sight->time;
			window.open = false;
			if (sight->time > since)
				count_window(account, &window, score);
		}
	}
	window.until = account->now;
	if (window.open)
		count_window(account, &window, score);
}

/* -------------------------------------------------------------- lost events */

static void
add_records(struct json_object *file, struct pool *ids)
{
	struct json_object *records = json_member(file, "Records");
	size_t count = json_object_is_type(records, json_type_array) ?
			       json_object_array_length(records) :
			       0;

	for (size_t i = 0; i < count; i++)
		pool_intern(ids, json_string(json_object_array_get_idx(records,
								       i),
					     "eventID"));
}

static void
add_bucket(const struct bucket *bucket, struct pool *ids)
{
	struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < bucket->count; i++) {
		const struct object *object = bucket->objects[i];
		struct json_object *file;

		strbuf_reset(&text);
		if (!strstr(object->key, "/CloudTrail/") ||
		    gzip_decompress(object->bytes, object->length,
				    LOG_FILE_LIMIT, &text) < 0)
			continue;
		file = json_parse(text.buf, text.len, NULL, NULL);
		add_records(file, ids);
		json_object_put(file);
	}
	strbuf_release(&text);
}

/* What still waits for its log file, in a trail that writes here. */
static void
add_pending(struct account *account, const struct trail *trail,
	    struct pool *ids)
{
	const struct bucket *bucket =
		bucket_find(account, trail->s3_bucket_name);

	if (bucket && bucket->owner)
		return;
	for (size_t i = 0; i < trail->pending_count; i++) {
		const struct event *event =
			event_at(account, trail->pending[i].event);

		if (event)
			pool_intern(ids, event->event_id);
	}
}

/* An id is asked for once, so it may be put among them by asking. */
static bool
is_kept(struct pool *ids, const char *id)
{
	size_t before = ids->count;

	pool_intern(ids, id);
	return ids->count == before;
}

static size_t
count_lost(struct account *account, int64_t since)
{
	struct pool ids = { 0 };
	size_t lost = 0;

	for (size_t i = 0; i < account->buckets.count; i++)
		if (!account->buckets.items[i]->owner)
			add_bucket(account->buckets.items[i], &ids);
	for (size_t i = 0; i < account->trails.count; i++)
		add_pending(account, account->trails.items[i], &ids);
	for (size_t i = 0; i < account->events.count; i++) {
		const struct event *event = event_at(account, i);

		lost += event && event->management &&
			(event->time >= since || event->trails > 0) &&
			!is_kept(&ids, event->event_id);
	}
	pool_release(&ids);
	return lost;
}

void
account_score(struct account *account, int64_t since, struct score *score)
{
	*score = (struct score){ .detect = -1, .repair = -1 };
	score_windows(account, since, score);
	score->lost = count_lost(account, since);
}
