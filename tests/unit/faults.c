/* SPDX-License-Identifier: MIT */
/*
 * What can go wrong between an event and its log file: whatever it is, no event
 * that was recorded is lost.
 *
 * Each fault of the list comes while events wait for their log file, stays for
 * a while with more calls under it, and is mended.  At the end every event
 * that a trail took stands in exactly one log file, and event history holds
 * every call.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "account/account.h"
#include "account/delivery.h"
#include "aws/dispatch.h"
#include "base/clock.h"
#include "base/gzip.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

#include "scenes.h"

#define TRAIL "{\"Name\": \"main-audit-trail\"}"
#define PUT_ONLY_ACL                                                         \
	"{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": "            \
	"{\"Service\": \"cloudtrail.amazonaws.com\"}, "                       \
	"\"Action\": \"s3:GetBucketAcl\", \"Resource\": \"*\"}]}"

static struct account *account;

/* As sana; the refusal's code, or NULL, until the next call. */
static const char *
call(const char *service, const char *operation, const char *request)
{
	static char code[64];
	struct caller caller = { .principal = principal_find(account, "sana") };
	struct aws_error error = { 0 };
	struct json_object *response =
		aws_door(account, &caller, service, operation,
			 scene_json(request), &error);

	snprintf(code, sizeof code, "%s", error.code ? error.code : "");
	json_object_put(response);
	aws_error_release(&error);
	return *code ? code : NULL;
}

static void
work(int calls)
{
	for (int i = 0; i < calls; i++) {
		account_advance(account, 7 * CLOCK_SECOND);
		assert_null(call("cloudtrail", "ListTrails", "{}"));
		assert_null(call("s3", "ListBuckets", "{}"));
	}
}

static struct trail *
trail(void)
{
	return account->trails.items[0];
}

/* ---- the faults */

static void
take_policy(void)
{
	assert_null(call("s3", "DeleteBucketPolicy",
			 "{\"Bucket\": \"audit-logs\"}"));
}

static void
give_policy(void)
{
	char why[256];

	assert_true(bucket_set_policy(bucket_find(account, SCENE_BUCKET),
				      BUCKET_POLICY, why, sizeof why));
}

static void
narrow_policy(void)
{
	char why[256];

	assert_true(bucket_set_policy(bucket_find(account, SCENE_BUCKET),
				      PUT_ONLY_ACL, why, sizeof why));
}

static void
take_bucket(void)
{
	assert_null(call("s3", "DeleteBucket", "{\"Bucket\": \"audit-logs\"}"));
}

static void
give_bucket(void)
{
	assert_null(call("s3", "CreateBucket", "{\"Bucket\": \"audit-logs\"}"));
	give_policy();
}

static void
stop(void)
{
	assert_null(call("cloudtrail", "StopLogging", TRAIL));
}

static void
start(void)
{
	assert_null(call("cloudtrail", "StartLogging", TRAIL));
}

static void
delete_trail(void)
{
	assert_null(call("cloudtrail", "DeleteTrail", TRAIL));
}

static void
delete_trail_with_policy(void)
{
	take_policy();
	delete_trail();
}

static void
select_nothing(void)
{
	assert_null(call("cloudtrail", "PutEventSelectors",
			 "{\"TrailName\": \"main-audit-trail\", "
			 "\"EventSelectors\": [{\"ReadWriteType\": "
			 "\"ReadOnly\", \"IncludeManagementEvents\": false}]}"));
}

static size_t held;

static void
fill_account(void)
{
	held = account->events.bytes;
	account->events.bytes = SIZE_MAX / 2;
	assert_true(account_is_full(account));
}

static void
empty_account(void)
{
	account->events.bytes -= SIZE_MAX / 2 - held;
	assert_false(account_is_full(account));
}

static void
ask_too_often(void)
{
	assert_null(call("cloudtrail", "LookupEvents", "{}"));
	assert_null(call("cloudtrail", "LookupEvents", "{}"));
	assert_string_equal(call("cloudtrail", "LookupEvents", "{}"),
			    "ThrottlingException");
}

static void
nothing(void)
{
}

static const struct fault {
	const char *name;
	void (*happens)(void);
	void (*is_mended)(void);
	const char *error; /* the trail's LatestDeliveryError meanwhile */
} faults[] = {
	{ "bucket policy gone", take_policy, give_policy, "AccessDenied" },
	{ "bucket policy too narrow", narrow_policy, give_policy,
	  "AccessDenied" },
	{ "bucket gone", take_bucket, give_bucket, "NoSuchBucket" },
	{ "trail stopped", stop, start, NULL },
	{ "trail deleted", delete_trail, nothing, NULL },
	{ "trail deleted, bucket policy gone", delete_trail_with_policy,
	  give_policy, "AccessDenied" },
	{ "nothing selected", select_nothing, nothing, NULL },
	{ "account full", fill_account, empty_account, NULL },
	{ "throttled", ask_too_often, ask_too_often, NULL },
};

/* ---- what became of the events */

static size_t
times_in_file(const struct object *object, const char *id)
{
	struct strbuf text = STRBUF_INIT;
	char *member = str_printf("\"eventID\":\"%s\"", id);
	size_t times = 0;

	assert_int_equal(gzip_decompress(object->bytes, object->length,
					 4 * 1024 * 1024, &text),
			 0);
	for (const char *at = text.buf; (at = strstr(at, member)); at++)
		times++;
	strbuf_release(&text);
	free(member);
	return times;
}

static size_t
times_delivered(const char *id)
{
	size_t times = 0;

	for (size_t i = 0; i < account->buckets.count; i++) {
		const struct bucket *bucket = account->buckets.items[i];

		for (size_t j = 0; j < bucket->count; j++)
			times += times_in_file(bucket->objects[j], id);
	}
	return times;
}

static size_t
in_history(void)
{
	size_t count = 0, cursor = SIZE_MAX;

	while (event_history_next(account, SCENE_REGION, 0, account->now,
				  &cursor))
		count++;
	return count;
}

static void
check_nothing_is_lost(const struct fault *fault)
{
	size_t taken = 0;

	if (in_history() != account->events.count)
		fail_msg("%s: event history has %zu of %zu events",
			 fault->name, in_history(), account->events.count);
	for (size_t i = 0; i < account->events.count; i++) {
		const struct event *event = event_at(account, i);
		size_t times = times_delivered(event->event_id);

		taken += event->trails;
		if (times != event->trails)
			fail_msg("%s: %s of %zu was taken %u times and "
				 "delivered %zu times",
				 fault->name, event->name, i, event->trails,
				 times);
	}
	assert_true(taken >= 20);
	assert_int_equal(trail()->pending_count, 0);
}

static void
check_error(const struct fault *fault)
{
	const char *error = trail()->latest_delivery_error;

	if (fault->error ? !error || strcmp(error, fault->error) : !!error)
		fail_msg("%s: LatestDeliveryError is %s", fault->name,
			 error ? error : "none");
}

static void
no_event_already_recorded_is_lost(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		account = scene_new("trail");
		work(10);
		faults[i].happens();
		work(10);
		account_advance(account, 20 * CLOCK_MINUTE);
		check_error(&faults[i]);
		faults[i].is_mended();
		work(10);
		account_advance(account, 20 * CLOCK_MINUTE);
		assert_null(trail()->latest_delivery_error);
		check_nothing_is_lost(&faults[i]);
		account_free(account);
	}
}

/* 30 days: what waited for less is delivered, what waited for more is not. */
static void
redelivery_ends_after_thirty_days(void **state)
{
	size_t early, late;

	(void)state;
	account = scene_new("trail");
	take_policy();
	early = account->events.count;
	work(1);
	account_advance(account, 2 * (int64_t)CLOCK_DAY);
	late = account->events.count;
	work(1);
	account_advance(account, 29 * (int64_t)CLOCK_DAY);
	assert_int_equal(trail()->pending_count, 2);
	assert_true(trail()->latest_delivery_attempt_time >
		    account->now - 6 * CLOCK_MINUTE);
	assert_int_equal(trail()->latest_delivery_time, 0);
	give_policy();
	account_advance(account, 10 * CLOCK_MINUTE);
	assert_int_equal(times_delivered(event_at(account, early)->event_id),
			 0);
	assert_int_equal(times_delivered(event_at(account, late)->event_id), 1);
	assert_int_equal(trail()->pending_count, 0);
	account_free(account);
}

/* A slot with much to write has several log files, none of them large. */
static void
a_full_slot_has_several_log_files(void **state)
{
	const struct bucket *bucket;
	struct strbuf request = STRBUF_INIT;

	(void)state;
	account = scene_new("trail");
	strbuf_addstr(&request, "{\"Name\": \"");
	strbuf_addchars(&request, 'x', 2000);
	strbuf_addstr(&request, "\"}");
	for (int i = 0; i < 1000; i++)
		call("cloudtrail", "GetTrail", request.buf);
	account_advance(account, 10 * CLOCK_MINUTE);
	bucket = bucket_find(account, SCENE_BUCKET);
	assert_in_range(bucket->count, 5, 50);
	for (size_t i = 0; i < bucket->count; i++) {
		struct strbuf text = STRBUF_INIT;

		gzip_decompress(bucket->objects[i]->bytes,
				bucket->objects[i]->length, 1 << 24, &text);
		assert_true(text.len <= 512 * 1024 + 2);
		strbuf_release(&text);
	}
	assert_int_equal(trail()->pending_count, 0);
	strbuf_release(&request);
	account_free(account);
}

/* The stop is not asked of events that happened before it, nor are the
   selectors that were set since. */
static void
events_from_before_a_stop_arrive_after_it(void **state)
{
	(void)state;
	account = scene_new("trail");
	work(5);
	select_nothing();
	stop();
	assert_int_equal(trail()->pending_count, 11);
	account_advance(account, 10 * CLOCK_MINUTE);
	for (size_t i = 0; i < 11; i++)
		assert_int_equal(
			times_delivered(event_at(account, i)->event_id), 1);
	account_free(account);
}

/* AWS may do so; here only if it is asked for. */
static void
some_events_are_delivered_twice_if_it_is_asked_for(void **state)
{
	size_t twice = 0;

	(void)state;
	account = scene_new("trail");
	account->duplicates = 4;
	work(50);
	account_advance(account, 20 * CLOCK_MINUTE);
	for (size_t i = 0; i < account->events.count; i++) {
		size_t times = times_delivered(event_at(account, i)->event_id);

		assert_in_range(times, 1, 2);
		twice += times == 2;
	}
	assert_in_range(twice, 10, 40);
	assert_int_equal(trail()->pending_count, 0);
	account_free(account);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_event_already_recorded_is_lost),
		cmocka_unit_test(redelivery_ends_after_thirty_days),
		cmocka_unit_test(a_full_slot_has_several_log_files),
		cmocka_unit_test(events_from_before_a_stop_arrive_after_it),
		cmocka_unit_test(
			some_events_are_delivered_twice_if_it_is_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
