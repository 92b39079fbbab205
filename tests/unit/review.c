/* SPDX-License-Identifier: MIT */
/* What comes back: which questions, when, in which order, and how they are
   asked again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "learner/journal.h"
#include "learner/memory.h"
#include "lesson/review.h"
#include "playing.h"

static struct journal journal;
static struct memory memory;
static struct messages out;
static struct pack *pack;
static struct review *review;

static void
keep(void *data, struct json_object *entry)
{
	(void)data;
	journal.entries = list_grow(journal.entries, journal.count,
				    &journal.allocated,
				    sizeof(struct json_object *));
	journal.entries[journal.count++] = entry;
}

/* An answer to a question of the first lesson. */
static void
answered(const char *at, const char *step, const char *verdict, int hints)
{
	char *json = str_printf(
		"{\"type\": \"attempt\", \"lesson\": \"what-is-cloudtrail\", "
		"\"step\": \"%s\", \"kind\": \"choose\", \"verdict\": \"%s\", "
		"\"hints\": %d, \"at\": \"%s\"}",
		step, verdict, hints, at);

	keep(NULL, json_parse(json, strlen(json), NULL, NULL));
	free(json);
}

static int64_t
moment(const char *text)
{
	int64_t at;

	assert_true(clock_parse(text, &at));
	return at;
}

static void
remember(const char *now)
{
	memory_release(&memory);
	memory_derive(&memory, &journal, moment(now), 5 * CLOCK_HOUR);
}

static void
begin_review(const char *now)
{
	static const struct session_host host = { .record = keep };

	remember(now);
	review_free(review);
	messages_clear(&out);
	review = review_new(pack, &memory, moment(now), 15, &host, &out);
}

static enum session_wants
feed(const char *line)
{
	messages_clear(&out);
	return review_feed(review, line, &out);
}

static int
load(void **state)
{
	struct diagnostics faults = { 0 };

	(void)state;
	language_show(LANGUAGE_SHOW_EN);
	pack = pack_load("lessons", &faults);
	assert_no_faults(&faults);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	pack_free(pack);
	return 0;
}

static int
begin(void **state)
{
	(void)state;
	messages_init(&out);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	review_free(review);
	review = NULL;
	messages_release(&out);
	memory_release(&memory);
	for (size_t i = 0; i < journal.count; i++)
		json_object_put(journal.entries[i]);
	free(journal.entries);
	journal = (struct journal){ .entries = NULL };
	return 0;
}

/* ---------------------------------------------------------------- memory */

static void
a_right_answer_comes_back_in_days_and_a_missed_one_in_minutes(void **state)
{
	(void)state;
	answered("2025-11-19T07:00:00Z", "covers-gone", "right", 0);
	answered("2025-11-19T07:01:00Z", "only-a-camera", "right", 1);
	answered("2025-11-19T07:02:00Z", "event-name", "wrong", 0);
	remember("2025-11-19T07:05:00Z");
	assert_int_equal(memory.count, 3);
	assert_int_equal(memory.cards[0].card.due,
			 moment("2025-11-21T07:00:00Z"));
	assert_int_equal(memory.cards[1].card.due,
			 moment("2025-11-19T07:16:00Z"));
	assert_int_equal(memory.cards[2].card.due,
			 moment("2025-11-19T07:12:00Z"));
	assert_int_equal(memory_due(&memory, moment("2025-11-19T07:05:00Z")),
			 0);
	assert_int_equal(memory_due(&memory, moment("2025-11-19T08:00:00Z")),
			 2);
	assert_int_equal(memory_next_due(&memory),
			 moment("2025-11-19T07:12:00Z"));
}

static void
who_was_told_has_not_remembered(void **state)
{
	(void)state;
	answered("2025-11-19T07:00:00Z", "covers-gone", "wrong", 0);
	answered("2025-11-19T07:00:30Z", "covers-gone", "right", 0);
	remember("2025-11-19T08:00:00Z");
	assert_int_equal(memory.cards[0].answers, 1);
	assert_true(memory.cards[0].missed);
}

static void
what_cannot_come_back_is_not_kept(void **state)
{
	static const char task[] =
		"{\"type\": \"attempt\", \"lesson\": \"x\", \"step\": \"y\", "
		"\"verdict\": \"right\", \"at\": \"2025-11-19T07:00:00Z\"}";
	static const char timeless[] =
		"{\"type\": \"attempt\", \"lesson\": \"x\", \"step\": \"y\", "
		"\"kind\": \"choose\", \"verdict\": \"right\"}";

	(void)state;
	keep(NULL, json_parse(task, strlen(task), NULL, NULL));
	keep(NULL, json_parse(timeless, strlen(timeless), NULL, NULL));
	remember("2025-11-29T07:00:00Z");
	assert_int_equal(memory.count, 0);
	assert_int_equal(memory_next_due(&memory), INT64_MAX);
}

static void
what_is_forgotten_on_request_does_not_come_back(void **state)
{
	static const char forget[] =
		"{\"type\": \"forget\", \"lesson\": \"what-is-cloudtrail\", "
		"\"at\": \"2025-11-19T07:00:00Z\"}";

	(void)state;
	answered("2025-11-19T07:00:00Z", "covers-gone", "right", 0);
	keep(NULL, json_parse(forget, strlen(forget), NULL, NULL));
	remember("2025-11-29T07:00:00Z");
	assert_int_equal(memory.count, 0);
}

static void
days_in_a_row_are_the_learners_own_days(void **state)
{
	(void)state;
	/* 23:30 and 00:30 in Karachi: two days, though one in Greenwich. */
	answered("2025-11-19T18:30:00Z", "covers-gone", "right", 0);
	answered("2025-11-19T19:30:00Z", "event-name", "right", 0);
	remember("2025-11-20T10:00:00Z");
	assert_int_equal(memory.streak, 2);
	remember("2025-11-21T10:00:00Z");
	assert_int_equal(memory.streak, 2);
	remember("2025-11-22T10:00:00Z");
	assert_int_equal(memory.streak, 0);
	answered("2025-11-25T10:00:00Z", "event-name", "right", 0);
	remember("2025-11-25T10:00:00Z");
	assert_int_equal(memory.streak, 1);
}

/* ---------------------------------------------------------------- review */

static void
where_nothing_is_due_nothing_is_asked(void **state)
{
	(void)state;
	answered("2025-11-19T07:00:00Z", "covers-gone", "right", 0);
	begin_review("2025-11-19T08:00:00Z");
	assert_int_equal(review_wants(review), SESSION_OVER);
	assert_int_equal(out.count, 0);
	assert_int_equal(review_feed(review, "1", &out), SESSION_OVER);
}

static void
the_missed_one_comes_first(void **state)
{
	(void)state;
	answered("2025-11-10T07:00:00Z", "only-a-camera", "right", 0);
	answered("2025-11-18T07:00:00Z", "covers-gone", "wrong", 0);
	begin_review("2025-11-19T08:00:00Z");
	assert_true(was_said(&out, "What should they have opened first?"));
	assert_int_equal(review_wants(review), SESSION_ANSWER);
}

static void
a_right_answer_is_kept_and_goes_farther_away(void **state)
{
	(void)state;
	answered("2025-11-10T07:00:00Z", "covers-gone", "right", 0);
	begin_review("2025-11-14T07:00:00Z");
	assert_int_equal(feed("3"), SESSION_ENTER);
	assert_true(was_said(&out, "Yes. It was written down"));
	assert_string_equal(json_string(journal.entries[1], "type"), "review");
	assert_string_equal(json_string(journal.entries[1], "verdict"),
			    "right");
	json_set_string(journal.entries[1], "at", "2025-11-14T07:00:00Z");
	assert_int_equal(feed(""), SESSION_OVER);
	assert_true(was_said(&out, "Questions: 1. Right at once: 1."));
	remember("2025-11-14T07:00:00Z");
	assert_true(memory.cards[0].card.due > moment("2025-11-24T00:00:00Z"));
}

static void
a_miss_is_counted_once_and_asked_once_more(void **state)
{
	(void)state;
	answered("2025-11-10T07:00:00Z", "covers-gone", "right", 0);
	begin_review("2025-11-14T07:00:00Z");
	assert_int_equal(feed("1"), SESSION_ANSWER);
	assert_int_equal(feed("2"), SESSION_ANSWER);
	assert_int_equal(feed("3"), SESSION_ENTER);
	assert_int_equal(journal.count, 2);
	assert_string_equal(json_string(journal.entries[1], "verdict"),
			    "wrong");
	assert_int_equal(feed(""), SESSION_ANSWER);
	assert_int_equal(feed("3"), SESSION_ENTER);
	assert_int_equal(feed(""), SESSION_OVER);
	assert_int_equal(review_asked(review), 1);
	assert_int_equal(review_right(review), 0);
}

static void
the_words_of_the_prompt_work(void **state)
{
	(void)state;
	answered("2025-11-10T07:00:00Z", "covers-gone", "right", 0);
	begin_review("2025-11-14T07:00:00Z");
	assert_int_equal(feed("ishara"), SESSION_ANSWER);
	assert_non_null(message_of(&out, MESSAGE_HINT));
	assert_int_equal(feed("lang ur"), SESSION_ANSWER);
	language_show(LANGUAGE_SHOW_EN);
	assert_int_equal(feed("help"), SESSION_ANSWER);
	assert_int_equal(feed("???"), SESSION_ANSWER);
	assert_int_equal(journal.count, 1);
	assert_int_equal(feed("skip"), SESSION_ENTER);
	assert_non_null(message_of(&out, MESSAGE_ANSWER));
	assert_string_equal(json_string(journal.entries[1], "verdict"),
			    "skipped");
	assert_int_equal(feed("quit"), SESSION_OVER);
}

static void
a_step_that_is_no_longer_there_is_passed_over(void **state)
{
	(void)state;
	answered("2025-11-10T07:00:00Z", "no-such-step", "right", 0);
	begin_review("2025-11-14T07:00:00Z");
	assert_int_equal(review_wants(review), SESSION_OVER);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(a_right_answer_comes_back_in_days_and_a_missed_one_in_minutes),
		TEST(who_was_told_has_not_remembered),
		TEST(what_cannot_come_back_is_not_kept),
		TEST(what_is_forgotten_on_request_does_not_come_back),
		TEST(days_in_a_row_are_the_learners_own_days),
		TEST(where_nothing_is_due_nothing_is_asked),
		TEST(the_missed_one_comes_first),
		TEST(a_right_answer_is_kept_and_goes_farther_away),
		TEST(a_miss_is_counted_once_and_asked_once_more),
		TEST(the_words_of_the_prompt_work),
		TEST(a_step_that_is_no_longer_there_is_passed_over),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
