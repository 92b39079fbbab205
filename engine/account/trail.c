/* SPDX-License-Identifier: MIT */
/*
 * Trails: found by name or ARN, started and stopped, and asked whether they
 * select an event.  How what they took becomes log files: delivery.c.
 */
#include "account/trail.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "account/delivery.h"
#include "account/trail_ways.h"
#include "account/selector.h"
#include "base/json.h"
#include "base/memory.h"

struct trail *
trail_add(struct account *account, const char *name, const char *home_region,
	  const char *s3_bucket_name)
{
	struct trail *trail = mem_calloc(1, sizeof *trail);

	trail->name = mem_strdup(name);
	trail->home_region = mem_strdup(home_region);
	trail->arn = account_arn(account, "cloudtrail", home_region, "trail/%s",
				 name);
	trail->s3_bucket_name = mem_strdup(s3_bucket_name);
	trail->include_global_service_events = true;
	trail->blind = BLIND_STOPPED;
	list_push(&account->trails, trail);
	timeline_add(account, TIMELINE_TRAIL_CREATED, name, NULL, NULL, false);
	return trail;
}

bool
trail_in_region(const struct trail *trail, const char *region)
{
	return trail->is_multi_region_trail ||
	       !strcmp(trail->home_region, region);
}

struct trail *
trail_find(struct account *account, const char *region,
	   const char *name_or_arn)
{
	for (size_t i = 0; i < account->trails.count; i++) {
		struct trail *trail = account->trails.items[i];

		if (trail->deleted)
			continue;
		if (!strcmp(trail->arn, name_or_arn))
			return trail;
		if (!strcmp(trail->name, name_or_arn) &&
		    trail_in_region(trail, region))
			return trail;
	}
	return NULL;
}

void
trail_start(struct account *account, struct trail *trail)
{
	if (trail->is_logging)
		return;
	trail->is_logging = true;
	trail->start_logging_time = account->now;
	digest_follow(account, trail);
	timeline_add(account, TIMELINE_TRAIL_STARTED, trail->name, NULL, NULL,
		     false);
}

void
trail_stop(struct account *account, struct trail *trail)
{
	if (!trail->is_logging)
		return;
	trail->is_logging = false;
	trail->stop_logging_time = account->now;
	digest_follow(account, trail);
	timeline_add(account, TIMELINE_TRAIL_STOPPED, trail->name, NULL, NULL,
		     false);
}

void
trail_delete(struct account *account, struct trail *trail)
{
	timeline_add(account, TIMELINE_TRAIL_DELETED, trail->name,
		     trail->is_logging ? "LOGGING" : NULL, NULL, false);
	trail->is_logging = false;
	trail->deleted = true;
	digest_follow(account, trail);
}

/* The selectors are lent. */
static struct trail_choice
choice_of(const struct trail *trail)
{
	return (struct trail_choice){
		.logs = trail->is_logging && !trail->deleted,
		.is_multi_region_trail = trail->is_multi_region_trail,
		.include_global_service_events =
			trail->include_global_service_events,
		.event_selectors = trail->event_selectors,
		.advanced_event_selectors = trail->advanced_event_selectors,
	};
}

static bool
choice_wants(const struct trail_choice *choice, const struct trail *trail,
	     const struct event_class *class, struct json_object *record)
{
	if (!choice->logs)
		return false;
	if (class->global_service && !choice->include_global_service_events)
		return false;
	if (!choice->is_multi_region_trail &&
	    strcmp(trail->home_region, class->region) != 0)
		return false;
	if (choice->advanced_event_selectors)
		return advanced_selectors_want(
			choice->advanced_event_selectors, class, record);
	if (choice->event_selectors)
		return selectors_want(choice->event_selectors, class, record);
	return class->management;
}

bool
trail_wants(const struct trail *trail, const struct event_class *class,
	    struct json_object *record)
{
	struct trail_choice now = choice_of(trail);

	return choice_wants(&now, trail, class, record);
}

static void
choice_release(struct trail_choice *choice)
{
	json_object_put(choice->event_selectors);
	json_object_put(choice->advanced_event_selectors);
	*choice = (struct trail_choice){ 0 };
}

void
trails_prepare(struct account *account)
{
	for (size_t i = 0; i < account->trails.count; i++) {
		struct trail *trail = account->trails.items[i];

		choice_release(&trail->before);
		trail->before = choice_of(trail);
		json_object_get(trail->before.event_selectors);
		json_object_get(trail->before.advanced_event_selectors);
	}
}

unsigned
trails_take(struct account *account, const struct event_class *class,
	    struct json_object *record)
{
	unsigned taken = 0;

	for (size_t i = 0; i < account->trails.count; i++) {
		struct trail *trail = account->trails.items[i];
		struct trail_choice now = choice_of(trail);
		bool wanted = choice_wants(&trail->before, trail, class,
					   record) ||
			      choice_wants(&now, trail, class, record);

		choice_release(&trail->before);
		if (!wanted)
			continue;
		delivery_take(account, trail);
		trail_send_to_logs(account, trail);
		taken++;
	}
	return taken;
}

void
trail_free(struct trail *trail)
{
	free(trail->name);
	free(trail->arn);
	free(trail->home_region);
	free(trail->s3_bucket_name);
	free(trail->s3_key_prefix);
	free(trail->latest_delivery_error);
	free(trail->latest_digest_delivery_error);
	free(trail->logs_group_arn);
	free(trail->logs_role_arn);
	free(trail->sns_topic_name);
	free(trail->sns_topic_arn);
	free(trail->latest_logs_delivery_error);
	free(trail->latest_notification_error);
	json_object_put(trail->event_selectors);
	json_object_put(trail->advanced_event_selectors);
	json_object_put(trail->insight_selectors);
	json_object_put(trail->tags);
	choice_release(&trail->before);
	free(trail->pending);
	digests_release(&trail->digests);
	free(trail);
}
