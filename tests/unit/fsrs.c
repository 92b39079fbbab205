/* SPDX-License-Identifier: MIT */
/* FSRS-6 against the vectors that its authors publish (py-fsrs, test_basic). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "learner/fsrs.h"

static int64_t
began(void)
{
	int64_t at;

	assert_true(clock_parse("2022-11-29T12:30:00Z", &at));
	return at;
}

static void
intervals_are_those_published(void **state)
{
	static const enum fsrs_rating ratings[] = { 3, 3, 3, 3, 3, 3, 1,
						    1, 3, 3, 3, 3, 3 };
	static const int64_t days[] = { 0, 2, 11, 46, 163, 498, 0,
					0, 2, 4,  7,  12,  21 };
	struct fsrs_card card = { 0 };
	int64_t at = began();

	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		fsrs_review(&card, &fsrs_published_steps, ratings[i], at);
		assert_int_equal((card.due - at) / CLOCK_DAY, days[i]);
		at = card.due;
	}
}

static void
stability_and_difficulty_are_those_published(void **state)
{
	static const enum fsrs_rating ratings[] = { 1, 3, 3, 3, 3, 3 };
	static const int64_t days[] = { 0, 0, 1, 3, 8, 21 };
	struct fsrs_card card = { 0 };
	int64_t at = began();

	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		at += days[i] * CLOCK_DAY;
		fsrs_review(&card, &fsrs_published_steps, ratings[i], at);
	}
	assert_float_equal(card.stability, 53.62691, 1e-4);
	assert_float_equal(card.difficulty, 6.3574867, 1e-4);
}

static void
the_first_rating_sets_stability_and_difficulty_as_published(void **state)
{
	static const double stability[] = { 0.212, 1.2931, 2.3065, 8.2956 };
	static const double difficulty[] = { 6.4133, 5.11217071, 2.11810397,
					     1.0 };

	(void)state;
	for (int rating = 1; rating <= 4; rating++) {
		struct fsrs_card card = { 0 };

		fsrs_review(&card, &fsrs_published_steps,
			    (enum fsrs_rating)rating, began());
		assert_float_equal(card.stability, stability[rating - 1], 1e-6);
		assert_float_equal(card.difficulty, difficulty[rating - 1],
				   1e-6);
	}
}

static void
the_first_steps_are_minutes_as_published(void **state)
{
	static const int64_t seconds[] = { 60, 330, 600 };
	int64_t at = began();

	(void)state;
	for (int rating = 1; rating <= 3; rating++) {
		struct fsrs_card card = { 0 };

		fsrs_review(&card, &fsrs_published_steps,
			    (enum fsrs_rating)rating, at);
		assert_int_equal((card.due - at) / CLOCK_SECOND,
				 seconds[rating - 1]);
	}
}

static void
what_is_always_easy_becomes_as_easy_as_can_be(void **state)
{
	struct fsrs_card card = { 0 };

	(void)state;
	for (int i = 0; i < 10; i++)
		fsrs_review(&card, &fsrs_published_steps, FSRS_EASY,
			    began() + i);
	assert_float_equal(card.difficulty, 1.0, 0);
}

static void
recall_falls_to_nine_tenths_in_as_many_days_as_the_stability(void **state)
{
	struct fsrs_card card = { .state = FSRS_REVIEW, .stability = 30,
				  .difficulty = 5, .reviewed = began() };

	(void)state;
	assert_float_equal(fsrs_retrievability(&card, began()), 1.0, 1e-9);
	assert_float_equal(fsrs_retrievability(&card,
					       began() + INT64_C(30) * CLOCK_DAY),
			   0.9, 1e-9);
	assert_true(fsrs_retrievability(&card, began() + INT64_C(300) * CLOCK_DAY) <
		    0.8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(intervals_are_those_published),
		cmocka_unit_test(stability_and_difficulty_are_those_published),
		cmocka_unit_test(
			the_first_rating_sets_stability_and_difficulty_as_published),
		cmocka_unit_test(the_first_steps_are_minutes_as_published),
		cmocka_unit_test(what_is_always_easy_becomes_as_easy_as_can_be),
		cmocka_unit_test(
			recall_falls_to_nine_tenths_in_as_many_days_as_the_stability),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
