/* SPDX-License-Identifier: MIT */
/*
 * A company of ten people (tests/scenarios/company.yaml): everything that is
 * recorded is delivered once, and the memory it takes is bounded.
 *
 * With a number of days the program plays them and prints the speed, for
 * tests/bench.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <cmocka.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/gzip.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/scenario.h"

#include "chain.h"

enum { DAYS = 3, MOST_FILE = 1024 * 1024 };

static struct scenario *scenario;
static struct account *account;

static bool
begin(void)
{
	struct diagnostics told = { 0 };

	scenario = scenario_load("tests/scenarios", "company", &told);
	account = scenario ? scenario_begin(scenario, 0, &told) : NULL;
	for (size_t i = 0; i < told.count; i++)
		fprintf(stderr, "%s\n", told.items[i].message);
	diagnostics_release(&told);
	return account != NULL;
}

static int
open_company(void **state)
{
	(void)state;
	if (!begin())
		return -1;
	account_advance(account, DAYS * (int64_t)CLOCK_DAY);
	return 0;
}

static int
close_company(void **state)
{
	(void)state;
	account_free(account);
	scenario_free(scenario);
	return 0;
}

/* ---- what was delivered */

struct found {
	char (*ids)[37];
	size_t count, files, fullest;
	bool unordered; /* a file with a later event before an earlier one */
};

static void
read_file(const struct object *object, struct found *found)
{
	struct strbuf text = STRBUF_INIT;
	struct json_object *file, *records;
	const char *before = "";

	assert_int_equal(gzip_decompress(object->bytes, object->length,
					 MOST_FILE, &text),
			 0);
	file = json_parse(text.buf, text.len, NULL, NULL);
	records = json_member(file, "Records");
	for (size_t i = 0; i < json_object_array_length(records); i++) {
		struct json_object *record =
			json_object_array_get_idx(records, i);
		const char *time = json_string(record, "eventTime");

		found->unordered = found->unordered ||
				   strcmp(time, before) < 0;
		before = time;
		snprintf(found->ids[found->count++], 37, "%s",
			 json_string(record, "eventID"));
	}
	if (json_object_array_length(records) > found->fullest)
		found->fullest = json_object_array_length(records);
	found->files++;
	json_object_put(file);
	strbuf_release(&text);
}

static int
compare_ids(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Sorted by id; the caller frees. */
static struct found
delivered(void)
{
	const struct bucket *bucket = bucket_of(account);
	struct found found = { 0 };

	found.ids = calloc(account->events.count, sizeof *found.ids);
	for (size_t i = 0; i < bucket->count; i++)
		if (strstr(bucket->objects[i]->key, "/CloudTrail/"))
			read_file(bucket->objects[i], &found);
	qsort(found.ids, found.count, sizeof *found.ids, compare_ids);
	return found;
}

static void
every_event_is_delivered_once(void **state)
{
	struct found found;
	size_t taken = 0;

	(void)state;
	found = delivered();
	for (size_t i = 1; i < found.count; i++)
		assert_string_not_equal(found.ids[i - 1], found.ids[i]);
	for (size_t i = 0; i < account->events.count; i++)
		taken += event_at(account, i)->trails;
	assert_in_range(taken, 30000, 60000);
	assert_int_equal(found.count +
				 account->trails.items[0]->pending_count,
			 taken);
	assert_true(found.unordered);
	free(found.ids);
}

static void
old_records_are_packed_and_read_as_they_were(void **state)
{
	struct events *events = &account->events;

	(void)state;
	assert_true(events->packed > 10);
	assert_true(events->raw <= EVENT_RAW_MOST);
	for (size_t i = 0; i < events->count; i += 97) {
		const struct event *event = event_at(account, i);
		struct json_object *record = event_parse(account, i);

		assert_string_equal(json_string(record, "eventID"),
				    event->event_id);
		assert_string_equal(json_string(record, "eventName"),
				    event->name);
		json_object_put(record);
	}
}

/* The bound: all that grows, beside the raw records, is less than half a
   kilobyte an event, log files in the bucket included. */
static void
an_event_takes_less_than_half_a_kilobyte(void **state)
{
	size_t bytes = account_bytes(account);

	(void)state;
	assert_true(bytes > account->events.count * 100);
	assert_in_range((bytes - account->events.raw) / account->events.count,
			150, 512);
	assert_false(account_is_full(account));
}

/* Without libcrypto there are no digest files. */
static void
the_digest_files_are_one_valid_chain(void **state)
{
	struct walk walk;

	(void)state;
	if (!digest_key_find(account, SCENE_REGION))
		skip();
	walk = walk_region(account, SCENE_REGION);
	assert_int_equal(walk.starts, 1);
	assert_in_range(walk.digests, DAYS * 24 - 1, DAYS * 24 + 1);
	assert_in_range(walk.logs, DAYS * 24 * 10, DAYS * 24 * 13);
}

/* ---- the speed */

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int
measure(int days)
{
	double begun = seconds(), taken;
	struct rusage usage;
	struct walk walk;

	if (!begin())
		return 1;
	account_advance(account, days * (int64_t)CLOCK_DAY);
	taken = seconds() - begun;
	getrusage(RUSAGE_SELF, &usage);
	printf("%d days of ten people: %zu events in %.1f s of processor; %.0f simulated "
	       "seconds a second, %.0f events a second; account %zu MB, peak "
	       "memory %ld MB%s\n",
	       days, account->events.count, taken, days * 86400.0 / taken,
	       (double)account->events.count / taken,
	       account_bytes(account) >> 20, usage.ru_maxrss >> 10,
	       account_is_full(account) ? "; FULL" : "");
	begun = seconds();
	walk = walk_region(account, SCENE_REGION);
	printf("chain: %zu digest files and %zu log files valid, in %.1f s\n",
	       walk.digests, walk.logs, seconds() - begun);
	return account_is_full(account) || walk.starts != 1;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_event_is_delivered_once),
		cmocka_unit_test(old_records_are_packed_and_read_as_they_were),
		cmocka_unit_test(an_event_takes_less_than_half_a_kilobyte),
		cmocka_unit_test(the_digest_files_are_one_valid_chain),
	};

	if (argc > 1) {
		int status = measure(atoi(argv[1]));

		close_company(NULL);
		return status;
	}
	return cmocka_run_group_tests(tests, open_company, close_company);
}
