/* SPDX-License-Identifier: MIT */
/*
 * The daily round of S3's lifecycle rules.
 */
#include "account/lifecycle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"

static int64_t
midnight_after(int64_t moment)
{
	return (moment / CLOCK_DAY + 1) * CLOCK_DAY;
}

/* The midnight that is the moment, or the next one. */
static int64_t
midnight_from(int64_t moment)
{
	return midnight_after(moment - 1);
}

static bool
has_prefix(struct json_object *rule, const char *key)
{
	struct json_object *filter = json_member(rule, "Filter");
	const char *prefix = json_string(filter ? filter : rule, "Prefix");

	return !prefix || !strncmp(key, prefix, strlen(prefix));
}

static bool
expires(const struct account *account, struct json_object *rule,
	const struct object *object)
{
	struct json_object *expiration = json_member(rule, "Expiration");
	int64_t days = json_int(expiration, "Days", 0);

	if (strcmp(json_string(rule, "Status"), "Enabled") != 0 ||
	    !has_prefix(rule, object->key))
		return false;
	return midnight_from(object->last_modified + days * CLOCK_DAY) <=
	       account->now;
}

static void
expire(struct account *account, struct bucket *bucket)
{
	size_t rules = json_object_array_length(bucket->lifecycle), gone = 0;
	char number[24];

	for (size_t i = bucket->count; i > 0; i--) {
		const struct object *object = bucket->objects[i - 1];
		bool old = false;

		for (size_t j = 0; j < rules && !old; j++)
			old = expires(account,
				      json_object_array_get_idx(
					      bucket->lifecycle, j),
				      object);
		if (!old)
			continue;
		bucket_remove(bucket, object->key);
		gone++;
	}
	snprintf(number, sizeof number, "%zu", gone);
	if (gone > 0)
		timeline_add(account, TIMELINE_OBJECTS_EXPIRED, bucket->name,
			     number, NULL, false);
}

static void
make_round(struct account *account, void *data)
{
	bool again = false;

	(void)data;
	account->lifecycle_due = false;
	for (size_t i = 0; i < account->buckets.count; i++) {
		struct bucket *bucket = account->buckets.items[i];

		if (!bucket->lifecycle)
			continue;
		expire(account, bucket);
		again = true;
	}
	if (!again)
		return;
	account->lifecycle_due = true;
	timer_add(&account->timers, midnight_after(account->now), make_round,
		  NULL, NULL);
}

void
lifecycle_set(struct account *account, struct bucket *bucket,
	      struct json_object *rules)
{
	json_object_put(bucket->lifecycle);
	bucket->lifecycle = rules;
	if (!rules || account->lifecycle_due)
		return;
	account->lifecycle_due = true;
	timer_add(&account->timers, midnight_after(account->now), make_round,
		  NULL, NULL);
}
