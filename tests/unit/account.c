/* SPDX-License-Identifier: MIT */
/*
 * The simulated account, asked through its door: what is recorded, what is
 * delivered, who is blind and who repairs.
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
#include "aws/dispatch.h"
#include "base/clock.h"
#include "base/gzip.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "pattern/pattern.h"

#define START INT64_C(1763533800000) /* 2025-11-19T06:30:00Z */
#define POLICY                                                            \
	"{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":" \
	"\"cloudtrail.amazonaws.com\"},\"Action\":[\"s3:GetBucketAcl\","     \
	"\"s3:PutObject\"],\"Resource\":\"*\"}]}"

static struct account *
new_account(uint64_t seed)
{
	struct account *account = account_new("111122223333", "us-east-1",
					      START, seed, aws_door);

	principal_add(account, PRINCIPAL_IAM_USER, "sana");
	principal_add(account, PRINCIPAL_IAM_USER, "hamza");
	return account;
}

/* Calls as `who`; the request is JSON with ' for ". */
static struct json_object *
call_as(struct account *account, const char *who, const char *service,
	const char *operation, const char *request, struct aws_error *error)
{
	struct caller caller = { .principal = principal_find(account, who) };
	char text[2048];

	snprintf(text, sizeof text, "%s", request);
	for (char *at = text; *at; at++)
		if (*at == '\'')
			*at = '"';
	return aws_door(account, &caller, service, operation,
			json_parse(text, strlen(text), NULL, NULL), error);
}

static void
must(struct account *account, const char *who, const char *service,
     const char *operation, const char *request)
{
	struct aws_error error = { 0 };
	struct json_object *response =
		call_as(account, who, service, operation, request, &error);

	if (error.code)
		fail_msg("%s: %s", error.code, error.message);
	json_object_put(response);
}

static void
refused(struct account *account, const char *operation, const char *request,
	const char *code, const char *message)
{
	struct aws_error error = { 0 };
	struct json_object *response = call_as(account, "sana", "cloudtrail",
					       operation, request, &error);

	assert_null(response);
	assert_string_equal(error.code, code);
	assert_string_equal(error.message, message);
	aws_error_release(&error);
}

static void
lets_cloudtrail_in(struct bucket *bucket)
{
	char why[256];

	assert_true(bucket_set_policy(bucket, POLICY, why, sizeof why));
}

static struct account *
new_account_with_trail(uint64_t seed)
{
	struct account *account = new_account(seed);

	must(account, "sana", "s3", "CreateBucket", "{'Bucket':'kg-logs'}");
	lets_cloudtrail_in(bucket_find(account, "kg-logs"));
	must(account, "sana", "cloudtrail", "CreateTrail",
	     "{'Name':'main-audit-trail','S3BucketName':'kg-logs'}");
	must(account, "sana", "cloudtrail", "StartLogging",
	     "{'Name':'main-audit-trail'}");
	return account;
}

static struct json_object *
last_record(struct account *account)
{
	return event_parse(account, account->events.count - 1);
}

static bool
is_logging(struct account *account)
{
	struct trail *trail =
		trail_find(account, "us-east-1", "main-audit-trail");

	return trail && trail->is_logging;
}

/* All records of all log files, in one array. */
static struct json_object *
delivered(struct account *account)
{
	struct bucket *bucket = bucket_find(account, "kg-logs");
	struct json_object *all = json_object_new_array();

	for (size_t i = 0; i < bucket->count; i++) {
		struct strbuf text = STRBUF_INIT;
		struct json_object *file, *records;

		assert_int_equal(gzip_decompress(bucket->objects[i]->bytes,
						 bucket->objects[i]->length,
						 1 << 20, &text),
				 0);
		file = json_parse(text.buf, text.len, NULL, NULL);
		records = json_member(file, "Records");
		for (size_t j = 0; j < json_object_array_length(records); j++)
			json_object_array_add(
				all, json_object_get(json_object_array_get_idx(
					     records, j)));
		json_object_put(file);
		strbuf_release(&text);
	}
	return all;
}

static size_t
count_named(struct json_object *records, const char *name)
{
	size_t count = 0;

	for (size_t i = 0; i < json_object_array_length(records); i++)
		count += !strcmp(json_string(json_object_array_get_idx(records,
								       i),
					     "eventName"),
				 name);
	return count;
}

/* ---- every call is an event */

static void
each_call_appends_exactly_one_event_a_refused_one_too(void **state)
{
	struct account *account = new_account(1);
	struct json_object *record;

	(void)state;
	must(account, "sana", "sts", "GetCallerIdentity", "{}");
	assert_int_equal(account->events.count, 1);
	refused(account, "StopLogging", "{'Name':'no-such-trail'}",
		"TrailNotFoundException",
		"Unknown trail: arn:aws:cloudtrail:us-east-1:111122223333:"
		"trail/no-such-trail for the user: 111122223333");
	assert_int_equal(account->events.count, 2);
	record = last_record(account);
	assert_string_equal(json_string(record, "errorCode"),
			    "TrailNotFoundException");
	assert_string_equal(json_string(json_member(record,
						    "requestParameters"),
					"name"),
			    "no-such-trail");
	json_object_put(record);
	account_free(account);
}

static void
a_record_has_the_sixteen_members_that_every_real_record_has(void **state)
{
	static const char *const members[] = {
		"eventVersion",	    "userIdentity",   "eventTime",
		"eventSource",	    "eventName",      "awsRegion",
		"sourceIPAddress",  "userAgent",      "requestParameters",
		"responseElements", "eventID",	      "readOnly",
		"eventType",	    "managementEvent", "recipientAccountId",
		"eventCategory",
	};
	struct account *account = new_account_with_trail(1);
	struct json_object *record = last_record(account), *unused;

	(void)state;
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if (!json_object_object_get_ex(record, members[i], &unused))
			fail_msg("no %s", members[i]);
	assert_string_equal(json_string(record, "eventTime"),
			    "2025-11-19T06:30:00Z");
	json_object_put(record);
	account_free(account);
}

static void
members_are_spelled_on_the_wire_and_in_the_record_as_aws_spells_them(
	void **state)
{
	struct account *account = new_account_with_trail(1);
	struct json_object *record = NULL;

	(void)state;
	for (size_t i = 0; i < account->events.count; i++)
		if (!strcmp(event_at(account, i)->name, "CreateTrail"))
			record = event_parse(account, i);
	assert_string_equal(json_string(json_member(record,
						    "requestParameters"),
					"s3BucketName"),
			    "kg-logs");
	assert_string_equal(
		json_string(json_member(record, "responseElements"),
			    "trailARN"),
		"arn:aws:cloudtrail:us-east-1:111122223333:trail/"
		"main-audit-trail");
	json_object_put(record);
	account_free(account);
}

static void
a_call_without_permission_is_refused_and_recorded_as_access_denied(
	void **state)
{
	struct account *account = new_account_with_trail(1);
	struct aws_error error = { 0 };
	const char *policy = "{\"Statement\":[{\"Effect\":\"Allow\","
			     "\"Action\":\"cloudtrail:Get*\","
			     "\"Resource\":\"*\"}]}";
	struct json_object *record;

	(void)state;
	principal_set_policy(principal_find(account, "hamza"),
			     json_parse(policy, strlen(policy), NULL, NULL));
	must(account, "hamza", "cloudtrail", "GetTrailStatus",
	     "{'Name':'main-audit-trail'}");
	assert_null(call_as(account, "hamza", "cloudtrail", "StopLogging",
			    "{'Name':'main-audit-trail'}", &error));
	assert_string_equal(error.code, "AccessDeniedException");
	assert_non_null(strstr(error.message,
			       "because no identity-based policy allows the "
			       "cloudtrail:StopLogging action"));
	aws_error_release(&error);
	assert_true(is_logging(account));
	record = last_record(account);
	assert_string_equal(json_string(record, "errorCode"), "AccessDenied");
	json_object_put(record);
	account_free(account);
}

/* ---- trails */

static void
a_created_trail_does_not_log_until_it_is_started(void **state)
{
	struct account *account = new_account(1);

	(void)state;
	must(account, "sana", "s3", "CreateBucket", "{'Bucket':'kg-logs'}");
	lets_cloudtrail_in(bucket_find(account, "kg-logs"));
	must(account, "sana", "cloudtrail", "CreateTrail",
	     "{'Name':'main-audit-trail','S3BucketName':'kg-logs'}");
	assert_false(is_logging(account));
	account_advance(account, CLOCK_HOUR);
	assert_int_equal(bucket_find(account, "kg-logs")->count, 0);
	account_free(account);
}

static void
starting_and_stopping_may_be_repeated_without_harm(void **state)
{
	struct account *account = new_account_with_trail(1);

	(void)state;
	must(account, "sana", "cloudtrail", "StartLogging",
	     "{'Name':'main-audit-trail'}");
	must(account, "sana", "cloudtrail", "StopLogging",
	     "{'Name':'main-audit-trail'}");
	must(account, "sana", "cloudtrail", "StopLogging",
	     "{'Name':'arn:aws:cloudtrail:us-east-1:111122223333:trail/"
	     "main-audit-trail'}");
	assert_false(is_logging(account));
	account_free(account);
}

static void
create_trail_refuses_what_aws_refuses_in_its_words(void **state)
{
	struct account *account = new_account_with_trail(1);
	char request[128];

	(void)state;
	must(account, "sana", "s3", "CreateBucket", "{'Bucket':'shut'}");
	refused(account, "CreateTrail",
		"{'Name':'main-audit-trail','S3BucketName':'kg-logs'}",
		"TrailAlreadyExistsException",
		"Trail main-audit-trail already exists for customer: "
		"111122223333");
	refused(account, "CreateTrail",
		"{'Name':'second','S3BucketName':'no-bucket'}",
		"S3BucketDoesNotExistException",
		"S3 bucket no-bucket does not exist!");
	refused(account, "CreateTrail",
		"{'Name':'second','S3BucketName':'shut'}",
		"InsufficientS3BucketPolicyException",
		"Incorrect S3 bucket policy is detected for bucket: shut");
	refused(account, "CreateTrail",
		"{'Name':'a','S3BucketName':'kg-logs'}",
		"InvalidTrailNameException",
		"Trail name too short. Minimum allowed length: 3 characters. "
		"Specified name length: 1 characters.");
	refused(account, "CreateTrail",
		"{'Name':'-abc','S3BucketName':'kg-logs'}",
		"InvalidTrailNameException",
		"Trail name must starts with a letter or number.");
	refused(account, "CreateTrail",
		"{'Name':'second','S3BucketName':'no-bucket',"
		"'IsMultiRegionTrail':true,'IncludeGlobalServiceEvents':false}",
		"InvalidParameterCombinationException",
		"Multi-Region trail must include global service events.");
	for (int i = 2; i <= 5; i++) {
		snprintf(request, sizeof request,
			 "{'Name':'trail-%d','S3BucketName':'kg-logs'}", i);
		must(account, "sana", "cloudtrail", "CreateTrail", request);
	}
	refused(account, "CreateTrail",
		"{'Name':'trail-6','S3BucketName':'kg-logs'}",
		"MaximumNumberOfTrailsExceededException",
		"User: 111122223333 already has 5 trails in us-east-1.");
	account_free(account);
}

/* ---- delivery */

static void
the_stop_is_the_last_event_a_trail_delivers_and_history_goes_on(void **state)
{
	struct account *account = new_account_with_trail(1);
	struct json_object *records;
	const struct event *event;
	size_t cursor = SIZE_MAX;

	(void)state;
	account_advance(account, 10 * CLOCK_SECOND);
	must(account, "hamza", "cloudtrail", "StopLogging",
	     "{'Name':'main-audit-trail'}");
	account_advance(account, 10 * CLOCK_SECOND);
	must(account, "hamza", "cloudtrail", "GetTrail",
	     "{'Name':'main-audit-trail'}");
	account_advance(account, CLOCK_HOUR);
	records = delivered(account);
	assert_int_equal(count_named(records, "StopLogging"), 1);
	assert_int_equal(count_named(records, "GetTrail"), 0);
	event = event_history_next(account, "us-east-1", INT64_MIN, INT64_MAX,
				   &cursor);
	assert_string_equal(event->name, "GetTrail");
	event = event_history_next(account, "us-east-1", INT64_MIN, INT64_MAX,
				   &cursor);
	assert_string_equal(event->name, "StopLogging");
	json_object_put(records);
	account_free(account);
}

static void
event_history_forgets_after_ninety_days(void **state)
{
	struct account *account = new_account(1);
	size_t cursor = SIZE_MAX;

	(void)state;
	must(account, "sana", "sts", "GetCallerIdentity", "{}");
	account_advance(account, 90 * (int64_t)CLOCK_DAY - CLOCK_MINUTE);
	assert_non_null(event_history_next(account, "us-east-1", INT64_MIN,
					   INT64_MAX, &cursor));
	account_advance(account, 2 * CLOCK_MINUTE);
	cursor = SIZE_MAX;
	assert_null(event_history_next(account, "us-east-1", INT64_MIN,
				       INT64_MAX, &cursor));
	account_free(account);
}

static int
by_value(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, two = *(const int64_t *)b;

	return (one > two) - (one < two);
}

/* Log-file minute minus eventTime, of 2,900 real records: min 3 s, p10 96,
   p50 201, p90 419, max 594. */
static void
log_files_come_with_the_delay_measured_on_real_ones(void **state)
{
	enum { CALLS = 3000 };
	struct account *account = new_account_with_trail(7);
	struct bucket *bucket = bucket_find(account, "kg-logs");
	static int64_t delays[CALLS + 8];
	size_t count = 0;

	(void)state;
	for (int i = 0; i < CALLS; i++) {
		account_advance(account, 7919);
		must(account, "sana", "sts", "GetCallerIdentity", "{}");
	}
	account_advance(account, CLOCK_HOUR);
	for (size_t i = 0; i < bucket->count; i++) {
		struct strbuf text = STRBUF_INIT;
		struct json_object *file, *records;
		int64_t at = bucket->objects[i]->last_modified;

		assert_int_equal(at % (5 * CLOCK_MINUTE), 0);
		gzip_decompress(bucket->objects[i]->bytes,
				bucket->objects[i]->length, 1 << 24, &text);
		file = json_parse(text.buf, text.len, NULL, NULL);
		records = json_member(file, "Records");
		for (size_t j = 0; j < json_object_array_length(records); j++) {
			int64_t time;

			assert_true(clock_parse(
				json_string(json_object_array_get_idx(records,
								      j),
					    "eventTime"),
				&time));
			delays[count++] = (at - time) / CLOCK_SECOND;
		}
		json_object_put(file);
		strbuf_release(&text);
	}
	assert_true(count >= CALLS);
	qsort(delays, count, sizeof *delays, by_value);
	assert_in_range(delays[0], 3, 30);
	assert_in_range(delays[count / 10], 40, 150);
	assert_in_range(delays[count / 2], 150, 250);
	assert_in_range(delays[count * 9 / 10], 350, 470);
	assert_in_range(delays[count - 1], 450, 600);
	account_free(account);
}

static void
what_the_bucket_refuses_is_delivered_once_it_takes_it_again(void **state)
{
	struct account *account = new_account_with_trail(1);
	struct bucket *bucket = bucket_find(account, "kg-logs");
	struct trail *trail =
		trail_find(account, "us-east-1", "main-audit-trail");
	struct json_object *records;

	(void)state;
	account_advance(account, CLOCK_HOUR);
	bucket_set_policy(bucket, NULL, NULL, 0);
	must(account, "hamza", "sts", "GetCallerIdentity", "{}");
	account_advance(account, CLOCK_HOUR);
	assert_string_equal(trail->latest_delivery_error, "AccessDenied");
	lets_cloudtrail_in(bucket);
	account_advance(account, CLOCK_HOUR);
	assert_null(trail->latest_delivery_error);
	records = delivered(account);
	assert_int_equal(count_named(records, "GetCallerIdentity"), 1);
	json_object_put(records);
	account_free(account);
}

static void
a_trail_that_selects_nothing_is_logging_and_blind(void **state)
{
	struct account *account = new_account_with_trail(1);
	struct json_object *records;

	(void)state;
	must(account, "hamza", "cloudtrail", "PutEventSelectors",
	     "{'TrailName':'main-audit-trail','EventSelectors':[{"
	     "'ReadWriteType':'ReadOnly','IncludeManagementEvents':false}]}");
	must(account, "hamza", "sts", "GetCallerIdentity", "{}");
	account_advance(account, CLOCK_HOUR);
	assert_true(is_logging(account));
	records = delivered(account);
	assert_int_equal(count_named(records, "PutEventSelectors"), 1);
	assert_int_equal(count_named(records, "GetCallerIdentity"), 0);
	json_object_put(records);
	account_free(account);
}

/* ---- repair */

static void
put_rule(struct account *account, const char *name, const char *pattern,
	 const char *function)
{
	struct pattern_error error;
	struct rule *rule = rule_put(account, "us-east-1", name, pattern,
				     pattern_compile(pattern, strlen(pattern),
						     &error),
				     RULE_ENABLED);
	struct function *target = function_find(account, "us-east-1", function);

	rule_put_target(rule, "target", target->arn, NULL);
}

static void
put_function(struct account *account, const char *name, const char *code,
	     const char *policy)
{
	struct principal *role =
		principal_add(account, PRINCIPAL_ASSUMED_ROLE, name);
	char why[160] = "";

	if (policy)
		principal_set_policy(role, json_parse(policy, strlen(policy),
						      NULL, NULL));
	if (!function_put(account, "us-east-1", name, role,
			  json_parse(code, strlen(code), NULL, NULL), NULL, why,
			  sizeof why))
		fail_msg("%s", why);
}

#define WATCH                                                             \
	"{\"source\":[\"aws.cloudtrail\"],\"detail\":{\"eventName\":["        \
	"\"StopLogging\",\"DeleteTrail\"]}}"
#define RESTART                                                           \
	"{\"steps\":[{\"call\":\"cloudtrail:StartLogging\",\"with\":{"        \
	"\"Name\":\"$.event.detail.requestParameters.name\"}}]}"

static struct account *
new_guarded_account(uint64_t seed)
{
	struct account *account = new_account_with_trail(seed);

	put_function(account, "restart-trail", RESTART, NULL);
	put_rule(account, "watch-the-trail", WATCH, "restart-trail");
	account_advance(account, CLOCK_MINUTE);
	return account;
}

static void
the_fast_chain_starts_a_stopped_trail_within_a_minute(void **state)
{
	struct account *account = new_guarded_account(1);
	struct blind_windows windows = { 0 };
	const struct event *event;
	size_t cursor = SIZE_MAX;

	(void)state;
	must(account, "hamza", "cloudtrail", "StopLogging",
	     "{'Name':'main-audit-trail'}");
	assert_false(is_logging(account));
	account_advance(account, CLOCK_MINUTE);
	assert_true(is_logging(account));
	event = event_history_next(account, "us-east-1", INT64_MIN, INT64_MAX,
				   &cursor);
	assert_string_equal(event->name, "StartLogging");
	assert_string_equal(event->username, "restart-trail");
	timeline_blind_windows(account, 0, &windows);
	assert_int_equal(windows.count, 1);
	assert_false(windows.items[0].open);
	assert_in_range(windows.items[0].until - windows.items[0].from,
			5 * CLOCK_SECOND, CLOCK_MINUTE);
	free(windows.items);
	account_free(account);
}

static void
a_disabled_rule_repairs_nothing(void **state)
{
	struct account *account = new_guarded_account(1);

	(void)state;
	must(account, "hamza", "events", "DisableRule",
	     "{'Name':'watch-the-trail'}");
	must(account, "hamza", "cloudtrail", "StopLogging",
	     "{'Name':'main-audit-trail'}");
	account_advance(account, CLOCK_HOUR);
	assert_false(is_logging(account));
	account_free(account);
}

static void
a_repair_without_permission_fails_three_times_and_each_try_is_recorded(
	void **state)
{
	struct account *account = new_account_with_trail(1);
	size_t denied = 0;

	(void)state;
	put_function(account, "restart-trail", RESTART,
		     "{\"Statement\":[]}");
	put_rule(account, "watch-the-trail", WATCH, "restart-trail");
	must(account, "hamza", "cloudtrail", "StopLogging",
	     "{'Name':'main-audit-trail'}");
	account_advance(account, 10 * CLOCK_MINUTE);
	assert_false(is_logging(account));
	for (size_t i = 0; i < account->events.count; i++)
		denied += event_at(account, i)->error_code &&
			  !strcmp(event_at(account, i)->error_code,
				  "AccessDenied");
	assert_int_equal(denied, 3);
	account_free(account);
}

static void
starting_a_deleted_trail_fails_with_trail_not_found(void **state)
{
	struct account *account = new_guarded_account(1);
	struct function *function =
		function_find(account, "us-east-1", "restart-trail");

	(void)state;
	must(account, "hamza", "cloudtrail", "DeleteTrail",
	     "{'Name':'main-audit-trail'}");
	account_advance(account, CLOCK_MINUTE);
	assert_non_null(strstr(function->last_error,
			       "TrailNotFoundException"));
	account_free(account);
}

static void
config_notices_at_its_period_and_says_so_only_when_the_answer_changes(
	void **state)
{
	struct account *account = new_account_with_trail(1);
	size_t changed = 0, evaluated = 0;

	(void)state;
	config_rule_put(account, "us-east-1", "cloudtrail-enabled",
			"CLOUD_TRAIL_ENABLED", "One_Hour");
	account_advance(account, CLOCK_MINUTE);
	must(account, "hamza", "cloudtrail", "StopLogging",
	     "{'Name':'main-audit-trail'}");
	account_advance(account, 30 * CLOCK_MINUTE);
	assert_int_equal(account->config_rules.items[0]->compliance,
			 COMPLIANCE_COMPLIANT);
	account_advance(account, 3 * CLOCK_HOUR);
	assert_int_equal(account->config_rules.items[0]->compliance,
			 COMPLIANCE_NON_COMPLIANT);
	for (size_t i = 0; i < account->timeline.count; i++) {
		enum timeline_kind kind = account->timeline.items[i]->kind;

		changed += kind == TIMELINE_CONFIG_CHANGED;
		evaluated += kind == TIMELINE_CONFIG_EVALUATED;
	}
	assert_int_equal(changed, 2); /* COMPLIANT at first, then not */
	assert_int_equal(evaluated, 2);
	account_free(account);
}

static void
events_of_the_blind_window_are_in_history_and_in_no_log_file(void **state)
{
	struct account *account = new_guarded_account(3);
	struct blind_windows windows = { 0 };
	struct json_object *records;

	(void)state;
	must(account, "hamza", "cloudtrail", "StopLogging",
	     "{'Name':'main-audit-trail'}");
	account_advance(account, CLOCK_SECOND);
	must(account, "hamza", "s3", "ListBuckets", "{}");
	account_advance(account, CLOCK_HOUR);
	timeline_blind_windows(account, 0, &windows);
	assert_int_equal(windows.items[0].events_missing, 1);
	records = delivered(account);
	assert_int_equal(count_named(records, "ListBuckets"), 0);
	assert_int_equal(count_named(records, "StartLogging"), 2);
	json_object_put(records);
	free(windows.items);
	account_free(account);
}

/* ---- determinism */

static void
play(struct account *account)
{
	must(account, "hamza", "cloudtrail", "StopLogging",
	     "{'Name':'main-audit-trail'}");
	account_advance(account, CLOCK_HOUR);
	must(account, "hamza", "cloudtrail", "DeleteTrail",
	     "{'Name':'main-audit-trail'}");
	account_advance(account, CLOCK_HOUR);
}

static void
the_same_seed_and_calls_give_the_same_bytes(void **state)
{
	struct account *one = new_guarded_account(5);
	struct account *two = new_guarded_account(5);
	struct account *other = new_guarded_account(6);
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT, c = STRBUF_INIT;

	(void)state;
	play(one);
	play(two);
	play(other);
	account_dump(one, &a);
	account_dump(two, &b);
	account_dump(other, &c);
	assert_int_equal(a.len, b.len);
	assert_memory_equal(a.buf, b.buf, a.len);
	assert_string_not_equal(a.buf, c.buf);
	strbuf_release(&a);
	strbuf_release(&b);
	strbuf_release(&c);
	account_free(one);
	account_free(two);
	account_free(other);
}

static void
advancing_in_small_steps_is_the_same_as_in_one(void **state)
{
	struct account *one = new_guarded_account(5);
	struct account *two = new_guarded_account(5);
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;

	(void)state;
	must(one, "hamza", "cloudtrail", "StopLogging",
	     "{'Name':'main-audit-trail'}");
	must(two, "hamza", "cloudtrail", "StopLogging",
	     "{'Name':'main-audit-trail'}");
	account_advance(one, 2 * CLOCK_HOUR);
	for (int i = 0; i < 7200; i++)
		account_advance(two, CLOCK_SECOND);
	account_dump(one, &a);
	account_dump(two, &b);
	assert_string_equal(a.buf, b.buf);
	strbuf_release(&a);
	strbuf_release(&b);
	account_free(one);
	account_free(two);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			each_call_appends_exactly_one_event_a_refused_one_too),
		cmocka_unit_test(
			a_record_has_the_sixteen_members_that_every_real_record_has),
		cmocka_unit_test(
			members_are_spelled_on_the_wire_and_in_the_record_as_aws_spells_them),
		cmocka_unit_test(
			a_call_without_permission_is_refused_and_recorded_as_access_denied),
		cmocka_unit_test(
			a_created_trail_does_not_log_until_it_is_started),
		cmocka_unit_test(
			starting_and_stopping_may_be_repeated_without_harm),
		cmocka_unit_test(
			create_trail_refuses_what_aws_refuses_in_its_words),
		cmocka_unit_test(
			the_stop_is_the_last_event_a_trail_delivers_and_history_goes_on),
		cmocka_unit_test(event_history_forgets_after_ninety_days),
		cmocka_unit_test(
			log_files_come_with_the_delay_measured_on_real_ones),
		cmocka_unit_test(
			what_the_bucket_refuses_is_delivered_once_it_takes_it_again),
		cmocka_unit_test(
			a_trail_that_selects_nothing_is_logging_and_blind),
		cmocka_unit_test(
			the_fast_chain_starts_a_stopped_trail_within_a_minute),
		cmocka_unit_test(a_disabled_rule_repairs_nothing),
		cmocka_unit_test(
			a_repair_without_permission_fails_three_times_and_each_try_is_recorded),
		cmocka_unit_test(
			starting_a_deleted_trail_fails_with_trail_not_found),
		cmocka_unit_test(
			config_notices_at_its_period_and_says_so_only_when_the_answer_changes),
		cmocka_unit_test(
			events_of_the_blind_window_are_in_history_and_in_no_log_file),
		cmocka_unit_test(the_same_seed_and_calls_give_the_same_bytes),
		cmocka_unit_test(
			advancing_in_small_steps_is_the_same_as_in_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
