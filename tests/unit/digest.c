/* SPDX-License-Identifier: MIT */
/*
 * Digest files: the chain that is written hour by hour, checked with OpenSSL
 * itself rather than with what made it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "account/account.h"
#include "aws/dispatch.h"
#include "base/clock.h"
#include "base/gzip.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

#include "chain.h"
#include "scenes.h"

#define LOGS "AWSLogs/111122223333/CloudTrail/"

/* ------------------------------------------------------------ calls */

static void
on_trail(struct account *account, const char *operation)
{
	struct json_object *request = json_object_new_object();

	json_set_string(request, "Name", SCENE_TRAIL);
	json_object_put(call(account, NULL, operation, request));
}

static void
set_flag(struct account *account, const char *flag, bool on)
{
	struct json_object *request = json_object_new_object();

	json_set_string(request, "Name", SCENE_TRAIL);
	json_set_bool(request, flag, on);
	json_object_put(call(account, NULL, "UpdateTrail", request));
}

static void
list_trails(struct account *account, const char *region)
{
	json_object_put(call(account, region, "ListTrails",
			     json_object_new_object()));
}

static struct account *
validating(uint64_t seed)
{
	struct account *account = account_new("111122223333", SCENE_REGION,
					      SCENE_START, seed, aws_door);

	scene_person(account, "sana", NULL);
	scene_trail(account);
	set_flag(account, "EnableLogFileValidation", true);
	return account;
}

/* Some calls a day, and hours without any. */
static void
live(struct account *account, int hours)
{
	for (int hour = 0; hour < hours; hour++) {
		if (hour % 7 < 2)
			list_trails(account, NULL);
		account_advance(account, CLOCK_HOUR);
	}
}

static size_t
count_below(struct account *account, const char *prefix)
{
	struct bucket *bucket = bucket_of(account);
	size_t count = 0;

	for (size_t i = 0; i < bucket->count; i++)
		count += !strncmp(bucket->objects[i]->key, prefix,
				  strlen(prefix));
	return count;
}

/* The newest digest file of the home Region; the caller puts it. */
static struct json_object *
newest(struct account *account)
{
	struct bucket *bucket = bucket_of(account);
	struct strbuf text = STRBUF_INIT;
	struct json_object *digest;
	size_t i = bucket_seek(bucket, DIGESTS "us-east-2");

	assert_true(i > 0);
	unpack(bucket, bucket->objects[i - 1]->key, &text);
	digest = json_parse(text.buf, text.len, NULL, NULL);
	strbuf_release(&text);
	return digest;
}

/* ------------------------------------------------------------------ tests */

static void
a_chain_over_days_holds_before_openssl_with_its_empty_hours(void **state)
{
	struct account *account = validating(1);
	struct walk walk;

	(void)state;
	live(account, 72);
	walk = walk_region(account, SCENE_REGION);
	assert_int_equal(walk.digests, 72);
	assert_int_equal(walk.starts, 1);
	assert_int_equal(walk.logs, count_below(account, LOGS));
	assert_true(walk.logs > 15);
	assert_true(walk.empty > 40);
	account_free(account);
}

static void
a_chain_of_90_days_holds(void **state)
{
	struct account *account = validating(1);
	struct walk walk;

	(void)state;
	live(account, 90 * 24);
	walk = walk_region(account, SCENE_REGION);
	assert_int_equal(walk.digests, 90 * 24);
	assert_int_equal(walk.starts, 1);
	account_free(account);
}

static void
a_digest_file_has_aws_s_members_in_their_order(void **state)
{
	static const char *const members[] = {
		"awsAccountId", "digestStartTime", "digestEndTime",
		"digestS3Bucket", "digestS3Object",
		"digestPublicKeyFingerprint", "digestSignatureAlgorithm",
		"newestEventTime", "oldestEventTime", "previousDigestS3Bucket",
		"previousDigestS3Object", "previousDigestHashValue",
		"previousDigestHashAlgorithm", "previousDigestSignature",
		"logFiles",
	};
	struct account *account = validating(1);
	struct json_object *digest;
	size_t i = 0;

	(void)state;
	live(account, 1);
	digest = newest(account);
	json_object_object_foreach(digest, name, value) {
		(void)value;
		assert_true(i < sizeof members / sizeof *members);
		assert_string_equal(name, members[i++]);
	}
	assert_int_equal(i, sizeof members / sizeof *members);
	assert_member(digest, "digestS3Object",
		      DIGESTS "us-east-1/2025/11/19/111122223333_CloudTrail-"
			      "Digest_us-east-1_main-audit-trail_us-east-1_"
			      "20251119T073000Z.json.gz");
	assert_member(digest, "digestStartTime", "2025-11-19T06:30:00Z");
	json_object_put(digest);
	account_free(account);
}

static void
without_validation_there_are_no_digest_files(void **state)
{
	struct account *account = scene_new("trail");

	(void)state;
	live(account, 5);
	assert_int_equal(count_below(account, DIGESTS), 0);
	assert_int_equal(account->digest_keys.count, 0);
	account_free(account);
}

/* The last digest file reaches up to and including the StopLogging event. */
static void
a_stop_is_followed_by_a_last_digest_file_and_then_silence(void **state)
{
	struct account *account = validating(1);
	struct json_object *digest;
	struct strbuf text = STRBUF_INIT;

	(void)state;
	live(account, 2);
	account_advance(account, 17 * CLOCK_MINUTE);
	on_trail(account, "StopLogging");
	account_advance(account, CLOCK_DAY);
	assert_int_equal(walk_region(account, SCENE_REGION).digests, 3);
	digest = newest(account);
	assert_member(digest, "digestEndTime", "2025-11-19T08:57:00Z");
	unpack(bucket_of(account),
	       json_string(json_path(digest, "logFiles.0"), "s3Object"),
	       &text);
	assert_non_null(strstr(text.buf, "\"StopLogging\""));
	json_object_put(digest);
	strbuf_release(&text);
	account_free(account);
}

static void
logging_that_starts_again_begins_a_new_chain(void **state)
{
	struct account *account = validating(1);
	struct json_object *digest;
	struct walk walk;

	(void)state;
	live(account, 2);
	on_trail(account, "StopLogging");
	account_advance(account, 3 * CLOCK_HOUR);
	on_trail(account, "StartLogging");
	live(account, 3);
	walk = walk_region(account, SCENE_REGION);
	assert_int_equal(walk.starts, 2);
	assert_int_equal(walk.digests, 2 + 1 + 3);
	digest = newest(account);
	assert_member(digest, "digestEndTime", "2025-11-19T14:30:00Z");
	json_object_put(digest);
	account_free(account);
}

/* A repair within seconds: no log file is lost between the two chains. */
static void
a_quick_restart_ends_one_chain_and_begins_another(void **state)
{
	struct account *account = validating(1);
	struct walk walk;

	(void)state;
	live(account, 2);
	account_advance(account, 20 * CLOCK_MINUTE);
	on_trail(account, "StopLogging");
	account_advance(account, 20 * CLOCK_SECOND);
	on_trail(account, "StartLogging");
	for (int i = 0; i < 12; i++) {
		list_trails(account, NULL);
		account_advance(account, 5 * CLOCK_MINUTE);
	}
	live(account, 2);
	walk = walk_region(account, SCENE_REGION);
	assert_int_equal(walk.starts, 2);
	assert_int_equal(walk.digests, 2 + 1 + 2);
	assert_int_equal(walk.logs, count_below(account, LOGS));
	account_free(account);
}

static void
a_deleted_trail_leaves_a_last_digest_file(void **state)
{
	struct account *account = validating(1);

	(void)state;
	live(account, 2);
	on_trail(account, "DeleteTrail");
	account_advance(account, CLOCK_DAY);
	assert_int_equal(walk_region(account, SCENE_REGION).digests, 3);
	account_free(account);
}

/* An hour after it is switched off; log files of then are in no digest file. */
static void
validation_that_is_switched_off_ends_with_the_hour(void **state)
{
	struct account *account = validating(1);
	struct walk walk;

	(void)state;
	live(account, 2);
	account_advance(account, 20 * CLOCK_MINUTE);
	set_flag(account, "EnableLogFileValidation", false);
	live(account, 3);
	walk = walk_region(account, SCENE_REGION);
	assert_int_equal(walk.digests, 3);
	assert_true(walk.logs < count_below(account, LOGS));
	set_flag(account, "EnableLogFileValidation", true);
	live(account, 2);
	walk = walk_region(account, SCENE_REGION);
	assert_int_equal(walk.digests, 5);
	assert_int_equal(walk.starts, 2);
	account_free(account);
}

/* What could not be delivered is in the next digest file, and the chain is
   whole. */
static void
a_bucket_that_refuses_is_told_and_made_up_for(void **state)
{
	struct account *account = validating(1);
	struct trail *trail;
	struct json_object *digest;
	struct walk walk;

	(void)state;
	live(account, 2);
	bucket_set_policy(bucket_of(account), NULL, NULL, 0);
	live(account, 3);
	trail = account->trails.items[0];
	assert_string_equal(trail->latest_digest_delivery_error,
			    "AccessDenied");
	assert_int_equal(trail->latest_digest_delivery_time,
			 SCENE_START + 2 * CLOCK_HOUR);
	bucket_set_policy(bucket_of(account), BUCKET_POLICY, NULL, 0);
	live(account, 1);
	assert_null(trail->latest_digest_delivery_error);
	digest = newest(account);
	assert_member(digest, "digestStartTime", "2025-11-19T08:30:00Z");
	assert_member(digest, "digestEndTime", "2025-11-19T12:30:00Z");
	json_object_put(digest);
	walk = walk_region(account, SCENE_REGION);
	assert_int_equal(walk.starts, 1);
	assert_int_equal(walk.digests, 3);
	assert_int_equal(walk.logs, count_below(account, LOGS));
	account_free(account);
}

static void
each_region_has_a_chain_and_a_key_of_its_own(void **state)
{
	struct account *account = validating(1);

	(void)state;
	set_flag(account, "IsMultiRegionTrail", true);
	live(account, 3);
	list_trails(account, "eu-west-1");
	live(account, 4);
	assert_int_equal(walk_region(account, SCENE_REGION).digests, 7);
	assert_int_equal(walk_region(account, "eu-west-1").digests, 4);
	assert_int_equal(walk_region(account, "ap-south-1").digests, 0);
	assert_string_not_equal(
		digest_key_find(account, "eu-west-1")->fingerprint,
		digest_key_find(account, SCENE_REGION)->fingerprint);
	account_free(account);
}

static void
play(uint64_t seed, struct strbuf *dump)
{
	struct account *account = validating(seed);

	live(account, 30);
	on_trail(account, "StopLogging");
	live(account, 2);
	on_trail(account, "StartLogging");
	live(account, 5);
	account_dump(account, dump);
	account_free(account);
}

static void
the_same_seed_gives_the_same_bytes(void **state)
{
	struct strbuf first = STRBUF_INIT, again = STRBUF_INIT,
		      other = STRBUF_INIT;

	(void)state;
	play(1, &first);
	play(1, &again);
	play(2, &other);
	assert_int_equal(first.len, again.len);
	assert_memory_equal(first.buf, again.buf, first.len);
	assert_true(other.len != first.len ||
		    memcmp(other.buf, first.buf, first.len) != 0);
	strbuf_release(&first);
	strbuf_release(&again);
	strbuf_release(&other);
}

/* A key does not come from the course of chance: asking changes nothing. */
static void
asking_for_a_key_leaves_the_account_s_chance_alone(void **state)
{
	struct account *account = validating(1);
	uint64_t before = account->random.state;
	const struct digest_key *key = digest_key_find(account, "eu-west-1");

	(void)state;
	assert_true(account->random.state == before);
	assert_ptr_equal(digest_key_find(account, "eu-west-1"), key);
	account_free(account);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_chain_over_days_holds_before_openssl_with_its_empty_hours),
		cmocka_unit_test(a_chain_of_90_days_holds),
		cmocka_unit_test(a_digest_file_has_aws_s_members_in_their_order),
		cmocka_unit_test(without_validation_there_are_no_digest_files),
		cmocka_unit_test(
			a_stop_is_followed_by_a_last_digest_file_and_then_silence),
		cmocka_unit_test(logging_that_starts_again_begins_a_new_chain),
		cmocka_unit_test(
			a_quick_restart_ends_one_chain_and_begins_another),
		cmocka_unit_test(a_deleted_trail_leaves_a_last_digest_file),
		cmocka_unit_test(
			validation_that_is_switched_off_ends_with_the_hour),
		cmocka_unit_test(a_bucket_that_refuses_is_told_and_made_up_for),
		cmocka_unit_test(each_region_has_a_chain_and_a_key_of_its_own),
		cmocka_unit_test(the_same_seed_gives_the_same_bytes),
		cmocka_unit_test(
			asking_for_a_key_leaves_the_account_s_chance_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
