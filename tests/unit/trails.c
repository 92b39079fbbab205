/* SPDX-License-Identifier: MIT */
/*
 * Which trail takes an event: Regions, shadow trails, global services.
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
#include "base/json.h"

#include "scenes.h"

static struct account *account;

static int
begin(void **state)
{
	(void)state;
	account = scene_new("bucket");
	return 0;
}

static int
end(void **state)
{
	(void)state;
	account_free(account);
	return 0;
}

static struct trail *
new_trail(const char *name, const char *region, bool multi_region, bool global)
{
	struct trail *trail = trail_add(account, name, region, SCENE_BUCKET);

	trail->is_multi_region_trail = multi_region;
	trail->include_global_service_events = global;
	trail_start(account, trail);
	return trail;
}

static void
recorded(const char *source, const char *region, bool global)
{
	struct caller caller = { .principal = principal_find(account, "sana"),
				 .region = region };
	struct aws_recorded call = { .event_source = source,
				     .event_name = "Look",
				     .read_only = true,
				     .global = global };

	aws_dispatch_recorded(account, &caller, &call);
}

static void
global_service_events_belong_to_us_east_1(void **state)
{
	struct trail *home = new_trail("home", "us-east-1", false, true);
	struct trail *without = new_trail("without", "us-east-1", false, false);
	struct trail *abroad = new_trail("abroad", "eu-west-1", false, true);
	struct trail *every = new_trail("every", "eu-west-1", true, true);
	const struct event *event;

	(void)state;
	recorded("iam.amazonaws.com", "eu-west-1", true);
	event = event_at(account, account->events.count - 1);
	assert_string_equal(event->region, "us-east-1");
	assert_int_equal(event->trails, 2);
	assert_int_equal(home->pending_count, 1);
	assert_int_equal(without->pending_count, 0);
	assert_int_equal(abroad->pending_count, 0);
	assert_int_equal(every->pending_count, 1);
}

/* Log files of each Region stand below that Region's name. */
static void
a_multi_region_trail_takes_the_events_of_all_regions(void **state)
{
	static const char *const regions[] = { "us-east-1", "eu-west-1",
					       "ap-south-1" };
	struct bucket *bucket = bucket_find(account, SCENE_BUCKET);
	struct trail *every = new_trail("every", "eu-west-1", true, true);
	struct trail *one = new_trail("one", "eu-west-1", false, true);

	(void)state;
	for (size_t i = 0; i < 3; i++)
		recorded("ec2.amazonaws.com", regions[i], false);
	assert_int_equal(every->pending_count, 3);
	assert_int_equal(one->pending_count, 1);
	account_advance(account, 10 * CLOCK_MINUTE);
	assert_int_equal(bucket->count, 4);
	for (size_t i = 0; i < 3; i++) {
		char prefix[80];
		size_t place;

		snprintf(prefix, sizeof prefix,
			 "AWSLogs/111122223333/CloudTrail/%s/2025/11/19/",
			 regions[i]);
		place = bucket_seek(bucket, prefix);
		assert_true(place < bucket->count);
		assert_memory_equal(bucket->objects[place]->key, prefix,
				    strlen(prefix));
	}
}

/* A name is taken in every Region where the trail shows itself. */
static void
a_shadow_trail_has_the_name_of_its_home(void **state)
{
	struct trail *every = new_trail("every", "eu-west-1", true, true);
	struct trail *one = new_trail("one", "eu-west-1", false, true);

	(void)state;
	assert_ptr_equal(trail_find(account, "us-east-1", "every"), every);
	assert_null(trail_find(account, "us-east-1", "one"));
	assert_ptr_equal(trail_find(account, "us-east-1", one->arn), one);
	trail_delete(account, every);
	assert_null(trail_find(account, "us-east-1", "every"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			global_service_events_belong_to_us_east_1, begin, end),
		cmocka_unit_test_setup_teardown(
			a_multi_region_trail_takes_the_events_of_all_regions,
			begin, end),
		cmocka_unit_test_setup_teardown(
			a_shadow_trail_has_the_name_of_its_home, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
