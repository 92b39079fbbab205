/* SPDX-License-Identifier: MIT */
/*
 * The bundled log files: made by the scenario, byte for byte, and records like
 * real ones.
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
#include "base/clock.h"
#include "base/file.h"
#include "base/gzip.h"
#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/scenario.h"

#define FOLDER "data/AWSLogs"
#define LOG_FILES FOLDER "/111122223333/CloudTrail/us-east-1"
#define TRAIL "main-audit-trail"

struct entry {
	struct json_object *record;
	int64_t time, delivered;
};

static struct scenario *scenario;
static struct account *account;
static LIST(char *) paths;		 /* of all bundled files */
static LIST(struct entry) entries;	 /* of all records in them */
static LIST(struct json_object *) files; /* what the records live in */

/* ---- reading */

static void
find_files(const char *folder)
{
	struct file_names names = { 0 };

	assert_int_equal(file_list(folder, &names), 0);
	for (size_t i = 0; i < names.count; i++) {
		char *path = file_join(folder, names.items[i]);

		if (file_is_folder(path)) {
			find_files(path);
			free(path);
		} else {
			list_push(&paths, path);
		}
	}
	file_names_release(&names);
}

/* The minute in ..._us-east-1_20251113T0420Z_<16>.json.gz. */
static int64_t
minute_of(const char *path)
{
	const char *at = strrchr(path, '/') + 1;
	char text[CLOCK_TEXT];
	int y, mo, d, h, mi, length = 0;
	int64_t moment;

	assert_int_equal(sscanf(at,
				"111122223333_CloudTrail_us-east-1_%4d%2d%2dT"
				"%2d%2dZ_%*16[A-Za-z0-9].json.gz%n",
				&y, &mo, &d, &h, &mi, &length),
			 5);
	assert_int_equal(length, strlen(at));
	snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:00Z", y % 10000,
		 mo % 100, d % 100, h % 100, mi % 100);
	assert_true(clock_parse(text, &moment));
	return moment;
}

static void
read_log_file(const char *path)
{
	struct strbuf packed = STRBUF_INIT, text = STRBUF_INIT;
	struct json_object *file, *records;

	assert_int_equal(file_read(path, 1 << 20, &packed), 0);
	assert_int_equal(gzip_decompress(packed.buf, packed.len, 1 << 24,
					 &text),
			 0);
	file = json_parse(text.buf, text.len, NULL, NULL);
	assert_non_null(file);
	records = json_member(file, "Records");
	assert_int_equal(json_object_object_length(file), 1);
	for (size_t i = 0; i < json_object_array_length(records); i++) {
		struct entry entry = {
			.record = json_object_array_get_idx(records, i),
			.delivered = minute_of(path),
		};
		const char *time = json_string(entry.record, "eventTime");
		char again[CLOCK_TEXT];

		assert_true(clock_parse(time, &entry.time));
		assert_string_equal(clock_iso(entry.time, again), time);
		list_push(&entries, entry);
	}
	list_push(&files, file);
	strbuf_release(&packed);
	strbuf_release(&text);
}

static int
begin(void **state)
{
	struct diagnostics none = { 0 };

	(void)state;
	scenario = scenario_load("data/scenarios", "kitab-ghar-week", &none);
	account = scenario ? scenario_begin(scenario, 0, &none) : NULL;
	assert_int_equal(none.count, 0);
	diagnostics_release(&none);
	assert_non_null(account);
	find_files(FOLDER);
	for (size_t i = 0; i < paths.count; i++)
		read_log_file(paths.items[i]);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	for (size_t i = 0; i < paths.count; i++)
		free(paths.items[i]);
	for (size_t i = 0; i < files.count; i++)
		json_object_put(files.items[i]);
	list_release(&paths);
	list_release(&files);
	list_release(&entries);
	account_free(account);
	scenario_free(scenario);
	return 0;
}

/* ---- the files */

static void
the_scenario_gives_the_bundled_files_byte_for_byte(void **state)
{
	struct bucket *bucket = bucket_find(account, "kitab-ghar-audit-logs");
	size_t made = 0;

	(void)state;
	for (size_t i = 0; i < bucket->count; i++) {
		const struct object *object = bucket->objects[i];
		struct strbuf bytes = STRBUF_INIT;
		char *path = file_join("data", object->key);

		assert_int_equal(file_read(path, 1 << 20, &bytes), 0);
		assert_int_equal(bytes.len, object->length);
		assert_memory_equal(bytes.buf, object->bytes, object->length);
		made++;
		strbuf_release(&bytes);
		free(path);
	}
	assert_int_equal(made, paths.count);
}

static void
a_file_lies_where_its_minute_says_and_comes_every_fifth_minute(void **state)
{
	(void)state;
	assert_in_range(paths.count, 500, 1200);
	for (size_t i = 0; i < paths.count; i++) {
		int64_t minute = minute_of(paths.items[i]);
		char folder[128], date[CLOCK_TEXT];

		assert_int_equal(minute % (5 * CLOCK_MINUTE), 0);
		clock_format(minute, "%Y/%m/%d", date, sizeof date);
		snprintf(folder, sizeof folder, LOG_FILES "/%s/", date);
		assert_memory_equal(paths.items[i], folder, strlen(folder));
	}
}

/* ---- the records */

static bool
is_guid(const char *text)
{
	static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

	if (!text || strlen(text) != sizeof shape - 1)
		return false;
	for (size_t i = 0; shape[i]; i++)
		if (shape[i] == '-' ? text[i] != '-' :
				      !strchr("0123456789abcdef", text[i]))
			return false;
	return true;
}

/* RFC 5737's three networks, or a service's name. */
static bool
is_documentation_address(const char *text)
{
	static const char *const networks[] = { "192.0.2.", "198.51.100.",
						"203.0.113." };
	size_t length = strlen(text);

	for (size_t i = 0; i < 3; i++)
		if (!strncmp(text, networks[i], strlen(networks[i])))
			return atoi(text + strlen(networks[i])) < 255;
	return length > 14 && !strcmp(text + length - 14, ".amazonaws.com");
}

/* Every field that a record may have; those of all real records first. */
static const struct {
	const char *name;
	enum json_type type; /* json_type_null: an object or null */
	bool always;
} fields[] = {
	{ "eventVersion", json_type_string, true },
	{ "userIdentity", json_type_object, true },
	{ "eventTime", json_type_string, true },
	{ "eventSource", json_type_string, true },
	{ "eventName", json_type_string, true },
	{ "awsRegion", json_type_string, true },
	{ "sourceIPAddress", json_type_string, true },
	{ "userAgent", json_type_string, true },
	{ "requestParameters", json_type_null, true },
	{ "responseElements", json_type_null, true },
	{ "eventID", json_type_string, true },
	{ "readOnly", json_type_boolean, true },
	{ "eventType", json_type_string, true },
	{ "managementEvent", json_type_boolean, true },
	{ "recipientAccountId", json_type_string, true },
	{ "eventCategory", json_type_string, true },
	{ "requestID", json_type_string, false },
	{ "tlsDetails", json_type_object, false },
	{ "resources", json_type_array, false },
	{ "additionalEventData", json_type_object, false },
	{ "errorCode", json_type_string, false },
	{ "errorMessage", json_type_string, false },
	{ "sessionCredentialFromConsole", json_type_string, false },
	{ "sharedEventID", json_type_string, false },
};
enum { FIELDS = sizeof fields / sizeof *fields };

static void
every_record_has_the_fields_of_real_ones_and_their_types(void **state)
{
	(void)state;
	for (size_t i = 0; i < entries.count; i++) {
		struct json_object *record = entries.items[i].record, *value;
		int known = 0;

		for (size_t f = 0; f < FIELDS; f++) {
			if (!json_object_object_get_ex(record, fields[f].name,
						       &value)) {
				assert_false(fields[f].always);
				continue;
			}
			known++;
			if (fields[f].type != json_type_null)
				assert_int_equal(json_object_get_type(value),
						 fields[f].type);
			else if (value)
				assert_int_equal(json_object_get_type(value),
						 json_type_object);
		}
		assert_int_equal(json_object_object_length(record), known);
	}
}

static void
every_record_is_of_this_account_region_and_category(void **state)
{
	(void)state;
	for (size_t i = 0; i < entries.count; i++) {
		struct json_object *record = entries.items[i].record;

		assert_string_equal(json_string(record, "recipientAccountId"),
				    "111122223333");
		assert_string_equal(json_string(record, "awsRegion"),
				    "us-east-1");
		assert_string_equal(json_string(record, "eventCategory"),
				    "Management");
		assert_true(json_boolean(record, "managementEvent", false));
		assert_true(is_documentation_address(
			json_string(record, "sourceIPAddress")));
	}
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
event_ids_are_guids_and_no_two_are_the_same(void **state)
{
	const char **ids = mem_calloc(entries.count, sizeof *ids);

	(void)state;
	for (size_t i = 0; i < entries.count; i++) {
		ids[i] = json_string(entries.items[i].record, "eventID");
		assert_true(is_guid(ids[i]));
	}
	qsort(ids, entries.count, sizeof *ids, by_text);
	for (size_t i = 1; i < entries.count; i++)
		assert_string_not_equal(ids[i - 1], ids[i]);
	free(ids);
}

static int
by_number(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, two = *(const int64_t *)b;

	return (one > two) - (one < two);
}

/* Of 2,900 real records: 3 s at least, 201 s in the middle, 594 s at most. */
static void
log_files_are_as_late_as_real_ones(void **state)
{
	int64_t *waits = mem_calloc(entries.count, sizeof *waits);
	size_t last = entries.count - 1;

	(void)state;
	for (size_t i = 0; i < entries.count; i++)
		waits[i] = entries.items[i].delivered - entries.items[i].time;
	qsort(waits, entries.count, sizeof *waits, by_number);
	assert_in_range(waits[0], 3 * CLOCK_SECOND, 60 * CLOCK_SECOND);
	assert_in_range(waits[last / 2], 150 * CLOCK_SECOND,
			260 * CLOCK_SECOND);
	assert_in_range(waits[last], 450 * CLOCK_SECOND, 600 * CLOCK_SECOND);
	free(waits);
}

static size_t
count_identities(const char *type)
{
	size_t count = 0;

	for (size_t i = 0; i < entries.count; i++) {
		struct json_object *identity = json_member(
			entries.items[i].record, "userIdentity");

		count += !strcmp(json_string(identity, "type"), type);
	}
	return count;
}

static void
there_are_some_thousand_events_of_people_roles_and_services(void **state)
{
	(void)state;
	assert_in_range(entries.count, 2000, 3500);
	assert_in_range(count_identities("IAMUser"), 500, 2000);
	assert_in_range(count_identities("AssumedRole"), 500, 2000);
	assert_in_range(count_identities("AWSService"), 100, 1000);
	assert_int_equal(count_identities("IAMUser") +
				 count_identities("AssumedRole") +
				 count_identities("AWSService"),
			 entries.count);
}

/* A record still has a placeholder where a text begins like "{run}". */
static void
no_placeholder_is_left_unfilled(void **state)
{
	static const char *const names[] = { "{guid", "{run",	"{key",
					     "{arn",  "{hex",	"{digits",
					     "{id:",  "{text",	"{pick",
					     "{now",  "{created", "{until",
					     "{principal" };

	(void)state;
	for (size_t i = 0; i < account->events.count; i++)
		for (size_t n = 0; n < sizeof names / sizeof *names; n++)
			assert_null(strstr(event_record(account, i),
					   names[n]));
}

/* ---- the story */

static bool
in_log_files(const struct event *event)
{
	for (size_t i = 0; i < entries.count; i++)
		if (!strcmp(json_string(entries.items[i].record, "eventID"),
			    event->event_id))
			return true;
	return false;
}

static void
what_a_silent_trail_missed_is_in_event_history_alone(void **state)
{
	struct blind_windows windows = { 0 };
	size_t missing = 0;

	(void)state;
	timeline_blind_windows(account, 0, &windows);
	assert_int_equal(windows.count, 3);
	for (size_t w = 0; w < windows.count; w++) {
		assert_string_equal(windows.items[w].trail, TRAIL);
		assert_false(windows.items[w].open);
		missing += windows.items[w].events_missing;
		for (size_t i = 0; i < entries.count; i++)
			assert_false(entries.items[i].time >
					     windows.items[w].from &&
				     entries.items[i].time + CLOCK_SECOND <
					     windows.items[w].until);
	}
	assert_in_range(missing, 50, 300);
	free(windows.items);
}

/* Who made the user of the second night, no log file tells. */
static void
the_second_user_is_made_in_the_dark(void **state)
{
	const struct event *event, *made = NULL;
	size_t cursor = SIZE_MAX;

	(void)state;
	while ((event = event_history_next(account, "us-east-1", 0,
					   account->now, &cursor)))
		if (!strcmp(event->name, "CreateUser"))
			made = event;
	assert_non_null(made);
	assert_string_equal(made->username, "hamza");
	assert_false(in_log_files(made));
}

static void
at_the_end_the_trail_is_logging_and_its_rule_enabled(void **state)
{
	struct json_object *now = account_state(account);

	(void)state;
	assert_true(json_boolean(json_path(now, "trails." TRAIL), "isLogging",
				 false));
	assert_string_equal(json_string(json_path(now, "rules.watch-the-trail"),
					"state"),
			    "ENABLED");
	json_object_put(now);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test(name)
	const struct CMUnitTest tests[] = {
		TEST(the_scenario_gives_the_bundled_files_byte_for_byte),
		TEST(a_file_lies_where_its_minute_says_and_comes_every_fifth_minute),
		TEST(every_record_has_the_fields_of_real_ones_and_their_types),
		TEST(every_record_is_of_this_account_region_and_category),
		TEST(event_ids_are_guids_and_no_two_are_the_same),
		TEST(log_files_are_as_late_as_real_ones),
		TEST(there_are_some_thousand_events_of_people_roles_and_services),
		TEST(no_placeholder_is_left_unfilled),
		TEST(what_a_silent_trail_missed_is_in_event_history_alone),
		TEST(the_second_user_is_made_in_the_dark),
		TEST(at_the_end_the_trail_is_logging_and_its_rule_enabled),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
