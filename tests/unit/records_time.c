/* SPDX-License-Identifier: MIT */
/*
 * Events over time: tallies, holes between digest files, silent hours.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/random.h"
#include "records/digests.h"
#include "records/gaps.h"
#include "records/silence.h"
#include "records/tally.h"

static int64_t
at(const char *text)
{
	int64_t time;

	assert_true(clock_parse(text, &time));
	return time;
}

/* ----------------------------------------------------------------- tallies */

static void
a_tally_counts_every_event_in_its_stretch(void **state)
{
	struct tally tally = { 0 };

	(void)state;
	tally_add(&tally, at("2025-01-01T10:00:00Z"));
	tally_add(&tally, at("2025-01-01T10:59:59Z"));
	tally_add(&tally, at("2025-01-01T23:00:00Z"));
	tally_add(&tally, INT64_MIN);
	tally_fit(&tally, 14);
	assert_int_equal(tally_length(&tally), CLOCK_HOUR);
	assert_int_equal(tally_begin(&tally, tally.low),
			 at("2025-01-01T10:00:00Z"));
	assert_int_equal(tally.high - tally.low, 13);
	assert_int_equal(tally_count(&tally, tally.low), 2);
	assert_int_equal(tally_count(&tally, tally.high), 1);
	assert_int_equal(tally.total, 3);
	assert_int_equal(tally.untimed, 1);
	tally_release(&tally);
}

static void
weeks_begin_on_a_monday(void **state)
{
	struct tally tally = { 0 };

	(void)state;
	tally_add(&tally, at("2025-01-08"));
	tally_add(&tally, at("2025-06-01"));
	tally_fit(&tally, 32);
	assert_int_equal(tally_length(&tally), 7 * (int64_t)CLOCK_DAY);
	assert_int_equal(tally_begin(&tally, tally.low), at("2025-01-06"));
	tally_release(&tally);
}

/* Years 1 to 9999, and numbers that are no years, fit too. */
static void
a_tally_holds_any_time_in_the_same_memory(void **state)
{
	struct tally tally = { 0 };

	(void)state;
	tally_add(&tally, at("0001-01-01"));
	tally_add(&tally, at("9999-12-31"));
	tally_add(&tally, INT64_MAX);
	tally_add(&tally, 1);
	assert_true(tally.high - tally.low < TALLY_MOST);
	assert_int_equal(tally.total, 3);
	assert_int_equal(tally.untimed, 1);
	tally_release(&tally);
}

static void
tallies_that_were_made_apart_are_one_when_merged(void **state)
{
	struct random random;

	(void)state;
	random_seed(&random, 9);
	for (int round = 0; round < 200; round++) {
		struct tally whole = { 0 }, parts[3] = { { 0 } };
		int events = 1 + (int)random_below(&random, 50);
		int64_t reach = (int64_t)1 << random_below(&random, 45);

		for (int i = 0; i < events; i++) {
			int64_t time = (int64_t)(random_next(&random) %
						 (uint64_t)reach) -
				       reach / 2;

			tally_add(&whole, time);
			tally_add(&parts[random_below(&random, 3)], time);
		}
		tally_merge(&parts[0], &parts[1]);
		tally_merge(&parts[0], &parts[2]);
		tally_fit(&whole, 40);
		tally_fit(&parts[0], 40);
		assert_int_equal(tally_length(&whole), tally_length(&parts[0]));
		assert_int_equal(whole.low, parts[0].low);
		assert_int_equal(whole.high, parts[0].high);
		for (int64_t i = whole.low; i <= whole.high; i++)
			assert_int_equal(tally_count(&whole, i),
					 tally_count(&parts[0], i));
		tally_release(&whole);
		for (int i = 0; i < 3; i++)
			tally_release(&parts[i]);
	}
}

/* ----------------------------------------------------------------- digests */

#define NAME(region, trail, end)                                          \
	"x/111122223333_CloudTrail-Digest_" region "_" trail "_eu-west-1_" \
	end ".json.gz"

static void
digests_of_each_trail_and_region_are_held_apart(void **state)
{
	static const char *const paths[] = {
		NAME("us-east-1", "a", "20250101T030131Z"),
		NAME("eu-west-1", "a", "20250101T010131Z"),
		NAME("eu-west-1", "a_b", "20250101T020131Z"),
		NAME("us-east-1", "a", "20250101T000131Z"),
		NAME("eu-west-1", "a", "20250101T020131Z"),
	};
	struct gaps gaps = { 0 };

	(void)state;
	digests_find((char *const *)paths, sizeof paths / sizeof *paths, &gaps);
	assert_int_equal(gaps.count, 1);
	assert_string_equal(gaps.items[0].trail, "a");
	assert_string_equal(gaps.items[0].region, "us-east-1");
	assert_int_equal(gaps.items[0].number, 2);
	assert_int_equal(gaps.items[0].since, at("2025-01-01T00:01:31Z"));
	assert_int_equal(gaps.items[0].until, at("2025-01-01T02:01:31Z"));
	gaps_release(&gaps);
}

static void
a_name_that_is_no_digests_counts_for_nothing(void **state)
{
	static const char *const paths[] = {
		"_CloudTrail-Digest_", "1_CloudTrail-Digest_a", "x",
		"1_CloudTrail-Digest_a_b", "1_CloudTrail-Digest_a_b_c",
		NAME("eu-west-1", "a", "20250101T000131Z"),
		NAME("eu-west-1", "a", "20251301T000131Z"),
		NAME("eu-west-1", "a", "20250101T990131Z"),
		NAME("eu-west-1", "a", "20250101T090131Z_backfill"),
		NAME("eu-west-1", "a", "2025"),
	};
	struct gaps gaps = { 0 };

	(void)state;
	digests_find((char *const *)paths, sizeof paths / sizeof *paths, &gaps);
	assert_int_equal(gaps.count, 0);
	gaps_release(&gaps);
}

/* ----------------------------------------------------------------- silence */

/* So many days of `events` an hour, but none in hour `silent` of day `day`. */
static void
make_days(struct counts *hours, int days, int events, int day, int silent)
{
	struct span account = { "\"1\"", 3 }, region = { "\"r\"", 3 };

	counts_init(hours);
	for (int d = 0; d < days; d++)
		for (int h = 0; h < 24; h++)
			for (int e = 0; e < events; e++)
				if (d != day || h != silent)
					silence_add(hours, account, region,
						    at("2025-01-01") +
							    d * (int64_t)
								CLOCK_DAY +
							    h * CLOCK_HOUR);
}

static size_t
silences(int days, int events, int day, int silent)
{
	struct counts hours;
	struct gaps gaps = { 0 };
	size_t count;

	make_days(&hours, days, events, day, silent);
	silence_find(&hours, &gaps);
	count = gaps.count;
	gaps_release(&gaps);
	counts_release(&hours);
	return count;
}

static void
an_hour_is_silent_only_against_enough_busy_days(void **state)
{
	(void)state;
	assert_int_equal(silences(5, 10, 2, 12), 1);
	assert_int_equal(silences(4, 10, 2, 12), 0); /* three others */
	assert_int_equal(silences(5, 9, 2, 12), 0);
	assert_int_equal(silences(5, 10, 2, 99), 0);
	assert_int_equal(silences(5, 10, 0, 0), 0); /* before the first */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tally_counts_every_event_in_its_stretch),
		cmocka_unit_test(weeks_begin_on_a_monday),
		cmocka_unit_test(a_tally_holds_any_time_in_the_same_memory),
		cmocka_unit_test(
			tallies_that_were_made_apart_are_one_when_merged),
		cmocka_unit_test(digests_of_each_trail_and_region_are_held_apart),
		cmocka_unit_test(a_name_that_is_no_digests_counts_for_nothing),
		cmocka_unit_test(
			an_hour_is_silent_only_against_enough_busy_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
