/* SPDX-License-Identifier: MIT */
/* Moments: calendar, text, and what people type for a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"

static void
every_day_of_eight_centuries_goes_there_and_back(void **state)
{
	int64_t day = -400 * INT64_C(365);
	int weekday = clock_civil(day * CLOCK_DAY).weekday;

	(void)state;
	for (; day < 400 * 365; day++) {
		int64_t moment = day * CLOCK_DAY + 86399999;
		struct civil_time civil = clock_civil(moment);

		assert_true(clock_from_civil(&civil) == moment);
		assert_int_equal(civil.weekday, weekday);
		weekday = (weekday + 1) % 7;
	}
}

static void
known_moments_have_their_dates(void **state)
{
	static const struct {
		int64_t second;
		const char *text;
		int weekday;
	} known[] = {
		{ 0, "1970-01-01T00:00:00Z", 4 },
		{ -1, "1969-12-31T23:59:59Z", 3 },
		{ 951782400, "2000-02-29T00:00:00Z", 2 },
		{ 1763535850, "2025-11-19T07:04:10Z", 3 },
		{ INT64_C(4107542400), "2100-03-01T00:00:00Z", 1 },
		{ INT64_C(253402300799), "9999-12-31T23:59:59Z", 5 },
	};
	char text[CLOCK_TEXT];
	int64_t moment;

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		moment = known[i].second * CLOCK_SECOND;
		assert_string_equal(clock_iso(moment, text), known[i].text);
		assert_int_equal(clock_civil(moment).weekday,
				 known[i].weekday);
		assert_true(clock_parse(known[i].text, &moment));
		assert_true(moment == known[i].second * CLOCK_SECOND);
	}
}

static void
the_farthest_moments_do_not_overflow(void **state)
{
	char text[CLOCK_TEXT];

	(void)state;
	assert_string_equal(clock_iso(INT64_MAX, text),
			    "292278994-08-17T07:12:55Z");
	assert_string_equal(clock_iso(INT64_MIN, text),
			    "-292275055-05-16T16:47:04Z");
}

static void
a_pattern_knows_six_letters_and_copies_the_rest(void **state)
{
	int64_t moment = INT64_C(1763535850) * CLOCK_SECOND + 999;
	char text[40];

	(void)state;
	assert_string_equal(clock_format(moment, "%Y/%m/%d %% %q %", text, 40),
			    "2025/11/19 %% %q %");
	assert_string_equal(clock_format(moment, "%Y%m%dT%H%MZ", text, 40),
			    "20251119T0704Z");
	assert_string_equal(clock_format(moment, "%Y%m%d", text, 7),
			    "202511");
	assert_string_equal(clock_hms(moment, text), "07:04:10");
}

static void
a_time_is_read_in_each_of_its_forms(void **state)
{
	static const struct {
		const char *text;
		int64_t moment;
	} known[] = {
		{ "2025-11-19", INT64_C(1763510400000) },
		{ "2025-11-19T07:04:10Z", INT64_C(1763535850000) },
		{ "2025-11-19 07:04:10Z", INT64_C(1763535850000) },
		{ "2025-11-19T07:04:10.25Z", INT64_C(1763535850250) },
		{ "2025-11-19T07:04:10.123456789Z", INT64_C(1763535850123) },
		{ "2025-11-19T12:04:10+05:00", INT64_C(1763535850000) },
		{ "2025-11-19T12:04:10+0500", INT64_C(1763535850000) },
		{ "2025-11-18T23:34:10-07:30", INT64_C(1763535850000) },
		{ "2025-11-19T07:04:10", INT64_C(1763535850000) },
		{ "2025-11-19 07:04", INT64_C(1763535840000) },
		{ "1763535850", INT64_C(1763535850000) },
		{ "1763535850.5", INT64_C(1763535850500) },
		{ "0", 0 },
		{ "2024-02-29", INT64_C(1709164800000) },
	};
	int64_t moment;

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		assert_true(clock_parse(known[i].text, &moment));
		assert_true(moment == known[i].moment);
	}
}

static void
what_is_no_time_is_refused(void **state)
{
	static const char *const bad[] = {
		"", " ", "yesterday", "2025-", "2025-11", "2025-11-1",
		"2025-02-29", "1900-02-29", "2025-04-31", "2025-00-10",
		"2025-13-01", "2025-11-00", "2025-11-32", "2025-11-19T",
		"2025-11-19T7:04", "2025-11-19T24:00:00Z",
		"2025-11-19T07:60:00Z", "2025-11-19T07:04:60Z",
		"2025-11-19T07:04:10.Z", "2025-11-19T07:04:10ZZ",
		"2025-11-19T07:04:10+5", "2025-11-19T07:04:10+24:00",
		"2025-11-19T07:04:10+05:60", "2025-11-19x", "2025/11/19",
		"-5", "+5", "1763535850s", "253402300800",
		"99999999999999999999999999", "1e9", "12.",
	};
	int64_t moment = 42;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(clock_parse(bad[i], &moment));
	assert_true(moment == 42);
}

static void
a_length_of_time_is_read_or_refused(void **state)
{
	static const struct {
		const char *text;
		int64_t length; /* 0: refused */
	} known[] = {
		{ "90s", 90 * CLOCK_SECOND },
		{ "45", 45 * CLOCK_SECOND },
		{ "5m", 5 * CLOCK_MINUTE },
		{ "1h30m", 90 * CLOCK_MINUTE },
		{ "2d", 2 * CLOCK_DAY },
		{ "1d2h3m4s", 93784 * CLOCK_SECOND },
		{ "0m1s", CLOCK_SECOND },
		{ "3653d", INT64_C(3653) * CLOCK_DAY },
		{ "3654d", 0 }, { "3653d1s", 0 }, { "", 0 }, { "0", 0 },
		{ "0h0m", 0 }, { "-5m", 0 }, { "5 m", 0 }, { "5x", 0 },
		{ "m", 0 }, { "1h30", 0 }, { "30m1h", 0 }, { "1h1h", 0 },
		{ "1.5h", 0 }, { "5m ", 0 },
		{ "99999999999999999999d", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		int64_t length = 0;
		bool read = clock_parse_duration(known[i].text, &length);

		assert_int_equal(read, known[i].length != 0);
		assert_true(length == known[i].length);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			every_day_of_eight_centuries_goes_there_and_back),
		cmocka_unit_test(known_moments_have_their_dates),
		cmocka_unit_test(the_farthest_moments_do_not_overflow),
		cmocka_unit_test(
			a_pattern_knows_six_letters_and_copies_the_rest),
		cmocka_unit_test(a_time_is_read_in_each_of_its_forms),
		cmocka_unit_test(what_is_no_time_is_refused),
		cmocka_unit_test(a_length_of_time_is_read_or_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
