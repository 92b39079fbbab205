/* SPDX-License-Identifier: MIT */
/*
 * Questions to records, and the gaps that records tell of.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "records/gaps.h"
#include "records/kept.h"
#include "records/query.h"
#include "records/who.h"

static const char *const records[] = {
	"{\"eventVersion\":\"1.11\",\"eventTime\":\"2025-11-17T21:52:17Z\","
	"\"eventName\":\"StopLogging\",\"eventSource\":"
	"\"cloudtrail.amazonaws.com\",\"awsRegion\":\"us-east-1\","
	"\"sourceIPAddress\":\"198.51.100.77\",\"readOnly\":false,"
	"\"eventType\":\"AwsApiCall\",\"userIdentity\":{\"type\":\"IAMUser\","
	"\"userName\":\"hamza\",\"arn\":\"arn:aws:iam::1:user/hamza\"}}",

	"{\"eventVersion\":\"1.11\",\"eventTime\":\"2025-11-18T04:09:02Z\","
	"\"eventName\":\"Stop\\u004cogging\",\"eventSource\":"
	"\"cloudtrail.amazonaws.com\",\"awsRegion\":\"eu-west-1\","
	"\"sourceIPAddress\":\"203.0.113.10\",\"readOnly\":false,"
	"\"errorCode\":\"AccessDenied\",\"userIdentity\":{\"type\":"
	"\"AssumedRole\",\"arn\":\"arn:aws:sts::1:assumed-role/deploy/b-17\","
	"\"sessionContext\":{\"sessionIssuer\":{\"userName\":\"deploy\"}}}}",

	"{\"eventVersion\":\"1.11\",\"eventTime\":\"2025-11-18T05:00:00Z\","
	"\"eventName\":\"GetUser\",\"eventSource\":\"iam.amazonaws.com\","
	"\"awsRegion\":\"us-east-1\",\"sourceIPAddress\":"
	"\"config.amazonaws.com\",\"readOnly\":true,\"resources\":"
	"[{\"type\":\"x\"}],\"userIdentity\":{\"invokedBy\":"
	"\"config.amazonaws.com\"}}",
};
#define RECORDS (sizeof records / sizeof *records)

struct asker {
	struct fields fields;
	struct query *query;
};

static void
ask(struct asker *a)
{
	fields_init(&a->fields);
	a->query = query_new(&a->fields);
}

static enum query_answer
answer(struct asker *a, const char *record)
{
	size_t length = strlen(record);
	char *text = mem_calloc(1, length + SCAN_PADDING);
	struct query_room *room = query_room_new(a->query);
	enum query_answer result;
	struct scan scan;

	memcpy(text, record, length);
	scan_init(&scan, &a->fields);
	scan_open(&scan, text, length);
	assert_int_equal(scan_next(&scan), SCAN_RECORDS);
	assert_int_equal(scan.count, 1);
	result = query_match(room, &scan, 0);
	scan_release(&scan);
	query_room_free(room);
	free(text);
	return result;
}

/* "101": the first and the last record match.  Releases. */
static void
assert_answers(struct asker *a, const char *expected)
{
	char found[RECORDS + 1] = "";

	for (size_t i = 0; i < RECORDS; i++)
		found[i] = answer(a, records[i]) == QUERY_YES ? '1' : '0';
	assert_string_equal(found, expected);
	query_free(a->query);
	fields_release(&a->fields);
}

static void
a_pattern_sees_the_record_as_json_c_does(void **state)
{
	static const char *const patterns[] = {
		"{\"eventName\":[\"StopLogging\"]}",
		"{\"eventName\":[{\"prefix\":\"Stop\"}]}",
		"{\"userIdentity\":{\"userName\":[\"hamza\"]}}",
		"{\"userIdentity.userName\":[\"hamza\"]}",
		"{\"userIdentity\":{\"userName\":[{\"exists\":false}]}}",
		"{\"resources\":{\"type\":[\"x\"]}}",
		"{\"readOnly\":[false],\"errorCode\":[{\"exists\":false}]}",
		"{\"$or\":[{\"eventName\":[\"GetUser\"]},"
		"{\"awsRegion\":[\"eu-west-1\"]}]}",
		"{\"eventName\":[{\"anything-but\":[\"GetUser\"]}],"
		"\"sourceIPAddress\":[{\"cidr\":\"198.51.100.0/24\"}]}",
	};

	(void)state;
	for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++) {
		struct pattern_error error;
		struct pattern *pattern = pattern_compile(
			patterns[p], strlen(patterns[p]), &error);
		struct asker a;
		char expected[RECORDS + 1] = "";

		assert_non_null(pattern);
		for (size_t i = 0; i < RECORDS; i++) {
			struct json_object *record = json_parse(
				records[i], strlen(records[i]), NULL, NULL);

			expected[i] = pattern_match(pattern, record) ? '1'
								     : '0';
			json_object_put(record);
		}
		pattern_free(pattern);
		ask(&a);
		assert_true(query_add_pattern(a.query, patterns[p],
					      strlen(patterns[p]), &error));
		assert_answers(&a, expected);
	}
}

static void
a_pattern_of_the_bus_sees_the_event_of_the_record(void **state)
{
	static const struct {
		const char *pattern, *answers;
	} cases[] = {
		{ "{\"source\":[\"aws.cloudtrail\"],\"detail\":{\"eventName\":"
		  "[\"StopLogging\"]}}", "110" },
		{ "{\"detail-type\":[\"AWS API Call via CloudTrail\"]}", "111" },
		{ "{\"detail.eventName\":[\"GetUser\"]}", "001" },
		{ "{\"region\":[\"eu-west-1\"]}", "010" },
		{ "{\"$or\":[{\"detail\":{\"eventName\":[\"GetUser\"]}},"
		  "{\"region\":[\"eu-west-1\"]}]}", "011" },
		{ "{\"time\":[{\"prefix\":\"2025-11-17\"}]}", "100" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct pattern_error error;
		struct asker a;

		ask(&a);
		assert_true(query_add_pattern(a.query, cases[i].pattern,
					      strlen(cases[i].pattern),
					      &error));
		assert_answers(&a, cases[i].answers);
	}
}

static void
shortcuts_find_what_people_mean(void **state)
{
	static const struct {
		enum query_shortcut shortcut;
		const char *value, *answers;
	} cases[] = {
		{ QUERY_WHO, "hamza", "100" },
		{ QUERY_WHO, "HAMZA", "100" },
		{ QUERY_WHO, "ham*", "100" },
		{ QUERY_WHO, "deploy", "010" },
		{ QUERY_WHO, "b-17", "010" },
		{ QUERY_WHO, "arn:aws:iam::1:user/hamza", "100" },
		{ QUERY_WHO, "config.amazonaws.com", "001" },
		{ QUERY_WHO, "nobody", "000" },
		{ QUERY_WHAT, "stoplogging", "110" },
		{ QUERY_WHAT, "Stop*", "110" },
		{ QUERY_WHAT, "cloudtrail", "110" },
		{ QUERY_WHAT, "iam.amazonaws.com", "001" },
		{ QUERY_FROM, "198.51.100.77", "100" },
		{ QUERY_FROM, "203.0.113.0/24", "010" },
		{ QUERY_FROM, "*.amazonaws.com", "001" },
		{ QUERY_REGION, "us-east-1", "101" },
		{ QUERY_ERROR, "", "010" },
		{ QUERY_WRITES, "", "110" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct asker a;

		ask(&a);
		assert_true(query_add_shortcut(a.query, cases[i].shortcut,
					       cases[i].value));
		assert_answers(&a, cases[i].answers);
	}
}

static void
all_that_is_asked_must_hold(void **state)
{
	struct asker a;
	int64_t since, until;

	(void)state;
	assert_true(clock_parse("2025-11-18T04:09:02Z", &since));
	assert_true(clock_parse("2025-11-18T05:00:00Z", &until));
	ask(&a);
	query_set_times(a.query, since, until);
	assert_answers(&a, "010");
	ask(&a);
	query_set_times(a.query, since, INT64_MAX);
	query_add_shortcut(a.query, QUERY_REGION, "us-east-1");
	assert_answers(&a, "001");
}

static void
bytes_that_are_no_utf8_do_not_hide_a_record(void **state)
{
	struct asker a;

	(void)state;
	ask(&a);
	query_add_shortcut(a.query, QUERY_WHO, "ham*");
	assert_int_equal(answer(&a, "{\"eventName\":\"A\",\"userIdentity\":"
				    "{\"userName\":\"ham\xff\"}}"),
			 QUERY_YES);
	assert_int_equal(answer(&a, "{\"eventName\":\"A\",\"userIdentity\":"
				    "{\"userName\":01}}"),
			 QUERY_BAD);
	query_free(a.query);
	fields_release(&a.fields);
}

static void
a_wrong_pattern_is_refused_with_its_place(void **state)
{
	struct pattern_error error;
	struct asker a;

	(void)state;
	ask(&a);
	assert_false(query_add_pattern(a.query, "{\"a\":[]}", 8, &error));
	assert_int_equal(error.line, 1);
	assert_false(query_add_shortcut(a.query, QUERY_FROM, "1.2.3.4/99"));
	query_free(a.query);
	fields_release(&a.fields);
}

static void
who_is_told_in_few_words(void **state)
{
	static const struct {
		const char *identity;
		enum who_kind kind;
		const char *text;
	} cases[] = {
		{ "{\"type\":\"IAMUser\",\"userName\":\"a\"}", WHO_USER, "a" },
		{ "{\"type\":\"Root\"}", WHO_ROOT, "root" },
		{ "{\"type\":\"AssumedRole\",\"arn\":\"arn:x/r/s\",\"session"
		  "Context\":{\"sessionIssuer\":{\"userName\":\"r\"}}}",
		  WHO_ROLE, "r/s" },
		{ "{\"type\":\"AssumedRole\",\"arn\":\"arn:x/r/s\"}", WHO_ROLE,
		  "s" },
		{ "{\"type\":\"AWSService\",\"invokedBy\":\"s3.amazonaws.com\"}",
		  WHO_SERVICE, "s3.amazonaws.com" },
		{ "{\"invokedBy\":\"x\",\"accountId\":\"1\"}", WHO_SERVICE,
		  "x" },
		{ "{\"type\":\"AWSAccount\",\"accountId\":\"1\"}", WHO_ACCOUNT,
		  "1" },
		{ "{\"type\":7}", WHO_UNKNOWN, "" },
		{ "[]", WHO_UNKNOWN, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *text = str_printf("{\"userIdentity\":%s}",
					cases[i].identity);
		struct json_object *record = json_parse(text, strlen(text),
							NULL, NULL);
		struct strbuf who = STRBUF_INIT;

		assert_int_equal(who_of(record).kind, cases[i].kind);
		who_add(who_of(record), &who);
		assert_string_equal(who.buf, cases[i].text);
		strbuf_release(&who);
		json_object_put(record);
		free(text);
	}
}

/* -------------------------------------------------------------------- gaps */

static void
add(struct kept *kept, int minute, const char *name, const char *asked)
{
	char *text = str_printf("{\"eventName\":\"%s\",\"awsRegion\":"
				"\"us-east-1\",\"recipientAccountId\":\"1\","
				"\"requestParameters\":%s}",
				name, asked);

	kept_add(kept, text, strlen(text), (int64_t)minute * CLOCK_MINUTE);
}

#define BY_NAME "{\"name\":\"t\"}"
#define BY_ARN "{\"name\":\"arn:aws:cloudtrail:us-east-1:1:trail/t\"}"

static void
assert_gap(const struct gap *gap, enum gap_kind kind, enum gap_missing missing,
	   int since, int until)
{
	assert_string_equal(gap->trail, "t");
	assert_string_equal(gap->region, "us-east-1");
	assert_int_equal(gap->kind, kind);
	assert_int_equal(gap->missing, missing);
	assert_int_equal(gap->since, (int64_t)since * CLOCK_MINUTE);
	assert_true(gap->until ==
		    (until < 0 ? INT64_MAX : (int64_t)until * CLOCK_MINUTE));
	assert_true((gap->ended == NULL) == (until < 0));
}

static void
a_gap_goes_from_the_stop_to_the_start(void **state)
{
	struct kept kept = { 0 };
	struct gaps gaps = { 0 };

	(void)state;
	add(&kept, 9, "StartLogging", BY_ARN); /* out of order, as log files */
	add(&kept, 2, "StopLogging", BY_NAME);
	add(&kept, 2, "StopLogging", BY_NAME); /* delivered twice */
	add(&kept, 3, "StopLogging", "{\"name\":\"other\"}");
	add(&kept, 4, "StopLogging", "null");
	add(&kept, 12, "DeleteTrail", BY_ARN);
	add(&kept, 13, "CreateTrail", BY_NAME);
	kept_sort(&kept);
	gaps_find(&kept, &gaps);
	assert_int_equal(gaps.count, 3);
	assert_gap(&gaps.items[0], GAP_STOPPED, MISSING_ALL, 2, 9);
	assert_string_equal(gaps.items[1].trail, "other");
	assert_gap(&gaps.items[2], GAP_DELETED, MISSING_ALL, 12, -1);
	gaps_release(&gaps);
	kept_release(&kept);
}

#define SELECTORS(list) "{\"trailName\":\"t\",\"eventSelectors\":[" list "]}"
#define ADVANCED(list) \
	"{\"trailName\":\"t\",\"advancedEventSelectors\":[{\"fieldSelectors\":[" \
	list "]}]}"

static void
selectors_can_make_a_trail_blind_in_part(void **state)
{
	static const char management[] = ADVANCED(
		"{\"field\":\"eventCategory\",\"equals\":[\"Management\"]}");
	struct kept kept = { 0 };
	struct gaps gaps = { 0 };

	(void)state;
	add(&kept, 1, "PutEventSelectors",
	    SELECTORS("{\"readWriteType\":\"ReadOnly\"}"));
	add(&kept, 2, "PutEventSelectors",
	    SELECTORS("{\"readWriteType\":\"All\","
		      "\"includeManagementEvents\":false}"));
	add(&kept, 3, "PutEventSelectors", management);
	add(&kept, 4, "PutEventSelectors",
	    ADVANCED("{\"field\":\"eventCategory\",\"equals\":[\"Management\"]},"
		     "{\"field\":\"readOnly\",\"equals\":[\"false\"]}"));
	add(&kept, 5, "PutEventSelectors",
	    SELECTORS("{\"readWriteType\":\"ReadOnly\"},"
		      "{\"readWriteType\":\"WriteOnly\"}"));
	kept_sort(&kept);
	gaps_find(&kept, &gaps);
	assert_int_equal(gaps.count, 3);
	assert_gap(&gaps.items[0], GAP_SELECTORS, MISSING_WRITES, 1, 2);
	assert_gap(&gaps.items[1], GAP_SELECTORS, MISSING_MANAGEMENT, 2, 3);
	assert_gap(&gaps.items[2], GAP_SELECTORS, MISSING_READS, 4, 5);
	gaps_release(&gaps);
	kept_release(&kept);
}

static void
with_a_limit_only_the_first_are_held(void **state)
{
	struct kept kept = { .limit = 3 };

	(void)state;
	for (int i = 0; i < 1000; i++)
		add(&kept, (i * 7) % 1000, "A", "null");
	assert_true(kept.count < 100);
	kept_sort(&kept);
	assert_int_equal(kept.total, 1000);
	assert_int_equal(kept.count, 3);
	for (int i = 0; i < 3; i++)
		assert_int_equal(kept.items[i].time, i * CLOCK_MINUTE);
	kept_release(&kept);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pattern_sees_the_record_as_json_c_does),
		cmocka_unit_test(
			a_pattern_of_the_bus_sees_the_event_of_the_record),
		cmocka_unit_test(shortcuts_find_what_people_mean),
		cmocka_unit_test(all_that_is_asked_must_hold),
		cmocka_unit_test(bytes_that_are_no_utf8_do_not_hide_a_record),
		cmocka_unit_test(a_wrong_pattern_is_refused_with_its_place),
		cmocka_unit_test(who_is_told_in_few_words),
		cmocka_unit_test(a_gap_goes_from_the_stop_to_the_start),
		cmocka_unit_test(selectors_can_make_a_trail_blind_in_part),
		cmocka_unit_test(with_a_limit_only_the_first_are_held),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
