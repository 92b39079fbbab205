/* SPDX-License-Identifier: MIT */
/*
 * A trail's sight, worked out after every call that could have changed it.
 *
 * Starting, stopping and deleting have entries of their own on the timeline;
 * the ways of going blind that IsLogging does not tell get theirs here.
 */
#include "account/sight.h"

#include <string.h>

#include "account/account.h"
#include "base/json.h"

/* Would it write down a change of the kind that blinds trails? */
static bool
sees_changes(const struct trail *trail)
{
	struct event_class change = {
		.source = "cloudtrail.amazonaws.com",
		.region = trail->home_region,
		.management = true,
	};
	struct json_object *record = json_object_new_object();
	bool sees;

	json_set_string(record, "eventSource", change.source);
	json_set_string(record, "eventName", "StopLogging");
	json_set_bool(record, "readOnly", false);
	json_set_string(record, "eventCategory", "Management");
	sees = trail_wants(trail, &change, record);
	json_object_put(record);
	return sees;
}

enum blind_cause
trail_blindness(struct account *account, const struct trail *trail)
{
	const struct bucket *bucket;

	if (trail->deleted)
		return BLIND_DELETED;
	if (!trail->is_logging)
		return BLIND_STOPPED;
	if (!sees_changes(trail))
		return BLIND_SELECTORS;
	bucket = bucket_find(account, trail->s3_bucket_name);
	if (bucket && bucket->owner)
		return BLIND_FOREIGN;
	return bucket_refusal(account, bucket, trail->arn) ? BLIND_BUCKET :
							     BLIND_NOT;
}

static const char *const details[] = {
	[BLIND_NOT] = NULL,
	[BLIND_STOPPED] = NULL,
	[BLIND_DELETED] = NULL,
	[BLIND_SELECTORS] = "event selectors",
	[BLIND_BUCKET] = "bucket",
	[BLIND_FOREIGN] = "foreign bucket",
};

static void
draw(struct account *account, const struct trail *trail,
     enum blind_cause before)
{
	enum blind_cause now = trail->blind;

	if (details[now])
		timeline_add(account, TIMELINE_TRAIL_BLINDED, trail->name,
			     details[now], NULL, false);
	else if (details[before] && now == BLIND_NOT)
		timeline_add(account, TIMELINE_TRAIL_SEES, trail->name, NULL,
			     NULL, false);
}

/* What cannot change any trail's sight is most of what happens. */
static bool
may_change(const struct event *event)
{
	return !event->read_only && !event->error_code && event->management &&
	       (!strcmp(event->source, "cloudtrail.amazonaws.com") ||
		!strcmp(event->source, "s3.amazonaws.com"));
}

void
sight_note(struct account *account, const struct event *event)
{
	if (!may_change(event))
		return;
	for (size_t i = 0; i < account->trails.count; i++) {
		struct trail *trail = account->trails.items[i];
		enum blind_cause before = trail->blind;
		struct sight sight = {
			.time = account->now,
			.trail = pool_intern(&account->names, trail->name),
			.event = event->name,
		};

		trail->blind = trail_blindness(account, trail);
		if (trail->blind == before)
			continue;
		draw(account, trail, before);
		sight.cause = trail->blind;
		if ((before == BLIND_NOT) != (trail->blind == BLIND_NOT))
			list_push(&account->sights, sight);
	}
}
