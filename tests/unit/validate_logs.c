/* SPDX-License-Identifier: MIT */
/*
 * `aws cloudtrail validate-logs`, line by line: what it says of a chain that
 * nobody touched, and of each way of tampering, what it does not see included.
 * The verdicts are those of the real client on the same changes.
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
#include "shell/shell.h"

#include "scenes.h"

#define ARN "arn:aws:cloudtrail:us-east-1:111122223333:trail/" SCENE_TRAIL
#define VALIDATE                                           \
	"aws cloudtrail validate-logs --trail-arn " ARN \
	" --start-time 2025-11-19T06:00:00Z"
#define HEAD                                                                  \
	"Validating log files for trail " ARN " between 2025-11-19T06:00:00Z " \
	"and 2025-11-19T11:31:00Z\n\n"
#define REQUESTED                                                             \
	"Results requested for 2025-11-19T06:00:00Z to 2025-11-19T11:31:00Z\n"
#define FOUND(until)                                                          \
	"Results found for 2025-11-19T06:30:00Z to 2025-11-19T" until "Z:\n"
#define DIGEST(at)                                                            \
	"AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2025/11/19/"        \
	"111122223333_CloudTrail-Digest_us-east-1_" SCENE_TRAIL "_us-east-1_" \
	"20251119T" at "Z.json.gz"
#define IN_BUCKET "s3://" SCENE_BUCKET "/"
#define DIGEST_LINE(at, verdict) \
	"Digest file\t" IN_BUCKET DIGEST(at) "\t" verdict "\n"

struct world {
	struct account *account;
	struct bucket *bucket;
	struct principal *sana;
	struct shell_output output;
	char *log; /* the only log file of the hour from 08:30 */
};

static int
type(struct world *world, const char *line)
{
	shell_output_release(&world->output);
	shell_output_init(&world->output);
	shell_run(world->account, world->sana, line, &world->output);
	return world->output.status;
}

static void
must(struct world *world, const char *line)
{
	if (type(world, line) != SHELL_DONE)
		fail_msg("%s: %s", line, world->output.err.buf);
}

/* Five hours with one log file or two each; now is 11:31. */
static int
begin(void **state)
{
	struct world *world = mem_calloc(1, sizeof *world);
	const char *prefix = "AWSLogs/111122223333/CloudTrail/us-east-1/2025/"
			     "11/19/111122223333_CloudTrail_us-east-1_"
			     "20251119T08";
	size_t at;

	world->account = scene_new("trail");
	world->sana = principal_find(world->account, "sana");
	world->bucket = bucket_find(world->account, SCENE_BUCKET);
	shell_output_init(&world->output);
	must(world, "aws cloudtrail update-trail --name " SCENE_TRAIL
		    " --enable-log-file-validation");
	for (int hour = 0; hour < 5; hour++) {
		account_advance(world->account, 10 * CLOCK_MINUTE);
		must(world, "aws cloudtrail list-trails");
		account_advance(world->account, 50 * CLOCK_MINUTE);
	}
	account_advance(world->account, CLOCK_MINUTE);
	at = bucket_seek(world->bucket, prefix);
	assert_true(at < world->bucket->count);
	world->log = mem_strdup(world->bucket->objects[at]->key);
	*state = world;
	return 0;
}

static int
end(void **state)
{
	struct world *world = *state;

	shell_output_release(&world->output);
	account_free(world->account);
	free(world->log);
	free(world);
	return 0;
}

static void
says(struct world *world, const char *line, int status, const char *out,
     const char *err)
{
	assert_int_equal(type(world, line), status);
	assert_string_equal(world->output.out.buf, out);
	assert_string_equal(world->output.err.buf, err);
}

/* Looks like a log file, and is none of CloudTrail's. */
static void
overwrite(struct world *world, const char *key, const char *text, bool packed)
{
	struct strbuf bytes = STRBUF_INIT;
	size_t length;

	if (packed)
		gzip_compress(text, strlen(text), &bytes);
	else
		strbuf_addstr(&bytes, text);
	length = bytes.len;
	bucket_put(world->account, world->bucket, key, strbuf_detach(&bytes),
		   length);
}

/* Of the one log file, and of no other. */
static void
log_says(struct world *world, const char *verdict)
{
	char *line = str_printf("Log file\t" IN_BUCKET "%s\tINVALID: %s\n\n",
				world->log, verdict);

	says(world, VALIDATE, 1,
	     HEAD REQUESTED FOUND("11:30:00")
	     "\n5/5 digest files valid\n"
	     "5/6 log files valid, 1/6 log files INVALID\n", line);
	free(line);
}

/* Of the digest file of 09:30, and with it of the log file that it names. */
static void
digest_says(struct world *world, const char *verdict)
{
	char *line = str_printf("Digest file\t" IN_BUCKET DIGEST("093000")
				"\tINVALID: %s\n\n", verdict);

	says(world, VALIDATE, 1,
	     HEAD REQUESTED FOUND("11:30:00")
	     "\n4/5 digest files valid, 1/5 digest files INVALID\n"
	     "5/5 log files valid\n", line);
	free(line);
}

/* ------------------------------------------------------------ what is right */

static void
what_nobody_touched_is_valid(void **state)
{
	says(*state, VALIDATE, 0,
	     HEAD REQUESTED FOUND("11:30:00")
	     "\n5/5 digest files valid\n6/6 log files valid\n", "");
}

static void
verbose_names_each_file_newest_digest_first(void **state)
{
	struct world *world = *state;
	const char *first = HEAD DIGEST_LINE("113000", "valid") "Log file\t";
	const char *text;
	size_t lines = 0;

	assert_int_equal(type(world, VALIDATE " --verbose"), 0);
	text = world->output.out.buf;
	assert_memory_equal(text, first, strlen(first));
	for (const char *at = text; (at = strstr(at, "\tvalid\n")); at++)
		lines++;
	assert_int_equal(lines, 11);
	assert_non_null(strstr(text, "\tvalid\n\nResults requested for "));
	assert_string_equal(world->output.err.buf, "");
}

static void
its_calls_are_events_like_any_other(void **state)
{
	struct world *world = *state;
	static const struct {
		const char *name;
		size_t times;
	} expected[] = {
		{ "DescribeTrails", 1 },    { "ListPublicKeys", 1 },
		{ "GetBucketLocation", 1 }, { "ListObjects", 1 },
		{ "GetObject", 11 },
	};
	struct account *account = world->account;
	size_t before = account->events.count, all = 0;

	must(world, VALIDATE);
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		size_t times = 0;

		for (size_t j = before; j < account->events.count; j++)
			times += !strcmp(event_at(account, j)->name,
					 expected[i].name);
		assert_int_equal(times, expected[i].times);
		all += times;
	}
	assert_int_equal(account->events.count - before, all);
	assert_non_null(strstr(event_record(account, before),
			       "command/cloudtrail.validate-logs"));
}

/* Whole digest files, those whose hour reaches into the range. */
static void
a_range_is_of_digest_files(void **state)
{
	says(*state,
	     "aws cloudtrail validate-logs --trail-arn " ARN " --start-time "
	     "20251119T08:00:00Z --end-time 2025-11-19T09:00:00+05:00", 0,
	     "Validating log files for trail " ARN " between "
	     "2025-11-19T08:00:00Z and 2025-11-19T09:00:00Z\n\n"
	     "Results requested for 2025-11-19T08:00:00Z to "
	     "2025-11-19T09:00:00Z\n"
	     "Results found for 2025-11-19T08:30:00Z to 2025-11-19T09:00:00Z:\n"
	     "\n2/2 digest files valid\n2/2 log files valid\n", "");
}

/* ------------------------------------------------------------ what is wrong */

static void
a_log_file_that_was_edited_does_not_match(void **state)
{
	struct world *world = *state;

	overwrite(world, world->log, "{\"Records\":[]}", true);
	log_says(world, "hash value doesn't match");
	overwrite(world, world->log, "", false);
	log_says(world, "hash value doesn't match");
}

static void
a_log_file_that_is_no_gzip_has_an_invalid_format(void **state)
{
	struct world *world = *state;

	overwrite(world, world->log, "salaam", false);
	log_says(world, "invalid format");
}

static void
a_log_file_that_was_deleted_is_not_found(void **state)
{
	struct world *world = *state;

	bucket_remove(world->bucket, world->log);
	log_says(world, "not found");
}

/* The same bytes in another gzip: what counts is what is in it. */
static void
a_log_file_packed_anew_is_valid(void **state)
{
	struct world *world = *state;
	struct object *object = bucket_get(world->bucket, world->log);
	struct strbuf text = STRBUF_INIT;

	assert_int_equal(gzip_decompress(object->bytes, object->length,
					 1 << 20, &text), 0);
	overwrite(world, world->log, text.buf, true);
	strbuf_release(&text);
	must(world, VALIDATE);
}

static void
a_digest_file_that_was_deleted_is_not_found(void **state)
{
	struct world *world = *state;

	bucket_remove(world->bucket, DIGEST("093000"));
	digest_says(world, "not found");
}

static void
of_two_deleted_side_by_side_only_one_is_missed(void **state)
{
	struct world *world = *state;

	bucket_remove(world->bucket, DIGEST("093000"));
	bucket_remove(world->bucket, DIGEST("083000"));
	says(world, VALIDATE, 1,
	     HEAD REQUESTED FOUND("11:30:00")
	     "\n3/4 digest files valid, 1/4 digest files INVALID\n"
	     "4/4 log files valid\n",
	     DIGEST_LINE("093000", "INVALID: not found") "\n");
}

static void
the_newest_is_not_missed_at_all(void **state)
{
	struct world *world = *state;

	bucket_remove(world->bucket, DIGEST("113000"));
	says(world, VALIDATE, 0,
	     HEAD REQUESTED FOUND("10:30:00")
	     "\n4/4 digest files valid\n5/5 log files valid\n", "");
}

static void
set_signature(struct world *world, const char *hex)
{
	struct object *object = bucket_get(world->bucket, DIGEST("093000"));

	json_set_string(object->metadata, "signature", hex);
}

static void
a_signature_that_was_replaced_fails(void **state)
{
	struct world *world = *state;
	struct object *other = bucket_get(world->bucket, DIGEST("083000"));
	char *line = NULL;

	set_signature(world, json_string(other->metadata, "signature"));
	digest_says(world, "signature verification failed");
	set_signature(world, "ab");
	digest_says(world, "signature verification failed");
	json_object_object_del(bucket_get(world->bucket, DIGEST("093000"))
				       ->metadata, "signature");
	digest_says(world, "signature verification failed");
	set_signature(world, "no hex");
	line = str_printf("Unable to load PKCS #1 key with fingerprint %s",
			  world->account->digest_keys.items[0]->fingerprint);
	digest_says(world, line);
	free(line);
}

static void
a_digest_file_that_was_overwritten_is_told_by_what_it_is_now(void **state)
{
	struct world *world = *state;
	struct json_object *metadata = json_copy(
		bucket_get(world->bucket, DIGEST("093000"))->metadata);

	overwrite(world, DIGEST("093000"), "salaam", false);
	digest_says(world, "invalid format");
	overwrite(world, DIGEST("093000"), "", false);
	digest_says(world, "invalid format");
	overwrite(world, DIGEST("093000"), "{}", true);
	digest_says(world, "signature verification failed");
	bucket_set_metadata(world->bucket,
			    bucket_get(world->bucket, DIGEST("093000")),
			    metadata);
	digest_says(world, "invalid format");
}

/* One that still says which bucket and key it was for. */
static void
an_old_digest_file_at_another_s_place_was_moved(void **state)
{
	struct world *world = *state;

	must(world, "aws s3 cp " IN_BUCKET DIGEST("073000") " "
		    IN_BUCKET DIGEST("093000") " --quiet");
	digest_says(world, "has been moved from its original location");
}

static void
a_digest_file_that_was_edited_fails(void **state)
{
	struct world *world = *state;
	struct object *object = bucket_get(world->bucket, DIGEST("093000"));
	struct json_object *metadata = json_copy(object->metadata);
	struct strbuf text = STRBUF_INIT;

	assert_int_equal(gzip_decompress(object->bytes, object->length,
					 1 << 20, &text), 0);
	text.buf[strstr(text.buf, "hashValue\":\"") - text.buf + 12] ^= 1;
	overwrite(world, DIGEST("093000"), text.buf, true);
	bucket_set_metadata(world->bucket,
			    bucket_get(world->bucket, DIGEST("093000")),
			    metadata);
	strbuf_release(&text);
	digest_says(world, "signature verification failed");
}

static void
a_stop_is_told_as_a_gap(void **state)
{
	struct world *world = *state;

	must(world, "aws cloudtrail stop-logging --name " SCENE_TRAIL);
	account_advance(world->account, 2 * CLOCK_HOUR);
	must(world, "aws cloudtrail start-logging --name " SCENE_TRAIL);
	account_advance(world->account, 2 * CLOCK_HOUR);
	assert_int_equal(type(world, VALIDATE), 0);
	assert_string_equal(world->output.err.buf,
			    "No log files were delivered by CloudTrail between "
			    "2025-11-19T11:41:00Z and 2025-11-19T13:31:00Z\n"
			    "\n");
	assert_non_null(strstr(world->output.out.buf,
			       "\n8/8 digest files valid\n"));
}

/* ------------------------------------------------------------- no answer */

static void
what_cannot_be_asked_is_refused_before_any_call(void **state)
{
	struct world *world = *state;
	static const struct {
		const char *line, *err;
	} cases[] = {
		{ "--trail-arn " ARN " --start-time soon",
		  "\nUnable to parse date value: soon\n" },
		{ "--trail-arn " ARN " --start-time 2025-11-19 --end-time x",
		  "\nUnable to parse date value: x\n" },
		{ "--trail-arn " ARN " --start-time 2030-01-01",
		  "\nInvalid time range specified: start-time must occur "
		  "before end-time\n" },
		{ "--trail-arn " SCENE_TRAIL " --start-time 2025-11-19",
		  "\nInvalid trail ARN provided: " SCENE_TRAIL "\n" },
		{ "--trail-arn " ARN " --start-time 2025-11-19 --loud",
		  "\nUnknown options: --loud\n" },
		{ "--trail-arn " ARN " --start-time 2025-11-19 --no-verbose",
		  "\nUnknown options: --no-verbose\n" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *line = str_printf("aws cloudtrail validate-logs %s",
					cases[i].line);

		says(world, line, SHELL_USAGE, "", cases[i].err);
		assert_int_equal(world->output.calls, 0);
		free(line);
	}
	assert_int_equal(type(world, "aws cloudtrail validate-logs"),
			 SHELL_USAGE);
	assert_non_null(strstr(world->output.err.buf,
			       "aws: error: the following arguments are "
			       "required: --trail-arn, --start-time\n"));
}

static void
what_the_services_refuse_ends_it(void **state)
{
	struct world *world = *state;

	says(world, VALIDATE "x --s3-bucket no-such-bucket", SHELL_USAGE, "",
	     "\nUnable to parse date value: 2025-11-19T06:00:00Zx\n");
	says(world, VALIDATE " --s3-bucket no-such-bucket", SHELL_REFUSED, HEAD,
	     "\nAn error occurred (NoSuchBucket) when calling the "
	     "GetBucketLocation operation: The specified bucket does not "
	     "exist\n");
	says(world, VALIDATE "  --region eu-west-1", SHELL_FAILED, "",
	     "\nA trail could not be found for " ARN "\n");
	assert_int_equal(type(world, VALIDATE " --profile bilal"),
			 SHELL_REFUSED);
	assert_non_null(strstr(world->output.err.buf,
			       "(AccessDenied) when calling the "
			       "GetBucketLocation operation"));
}

static void
a_trail_without_digest_files_has_none_to_find(void **state)
{
	says(*state,
	     "aws cloudtrail validate-logs --trail-arn " ARN "-2 --s3-bucket "
	     SCENE_BUCKET " --start-time 2025-11-19T06:00:00Z", SHELL_DONE,
	     "Validating log files for trail " ARN "-2 between "
	     "2025-11-19T06:00:00Z and 2025-11-19T11:31:00Z\n\n"
	     REQUESTED "No digests found\n", "");
}

/* Both as the real client, whose own faults they are. */
static void
before_any_key_and_in_an_empty_bucket_it_fails(void **state)
{
	struct world *world = *state;

	says(world,
	     "aws cloudtrail validate-logs --trail-arn " ARN " --start-time "
	     "2025-01-01 --end-time 2025-01-02", SHELL_FAILED,
	     "Validating log files for trail " ARN " between "
	     "2025-01-01T00:00:00Z and 2025-01-02T00:00:00Z\n\n",
	     "\nNo public keys found between 2025-01-01T00:00:00Z and "
	     "2025-01-02T00:00:00Z\n");
	bucket_add(world->account, "empty");
	says(world, VALIDATE " --s3-bucket empty", SHELL_FAILED, HEAD,
	     "\nexpected string or bytes-like object, got 'NoneType'\n");
}

static void
a_name_that_is_no_date_ends_it(void **state)
{
	struct world *world = *state;

	overwrite(world, DIGEST("1000ZZ"), "{}", true);
	assert_int_equal(type(world, VALIDATE), SHELL_USAGE);
	assert_string_equal(world->output.err.buf,
			    "\nUnable to parse date value: 20251119T1000ZZZ\n");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(what_nobody_touched_is_valid),
		TEST(verbose_names_each_file_newest_digest_first),
		TEST(its_calls_are_events_like_any_other),
		TEST(a_range_is_of_digest_files),
		TEST(a_log_file_that_was_edited_does_not_match),
		TEST(a_log_file_that_is_no_gzip_has_an_invalid_format),
		TEST(a_log_file_that_was_deleted_is_not_found),
		TEST(a_log_file_packed_anew_is_valid),
		TEST(a_digest_file_that_was_deleted_is_not_found),
		TEST(of_two_deleted_side_by_side_only_one_is_missed),
		TEST(the_newest_is_not_missed_at_all),
		TEST(a_signature_that_was_replaced_fails),
		TEST(a_digest_file_that_was_overwritten_is_told_by_what_it_is_now),
		TEST(an_old_digest_file_at_another_s_place_was_moved),
		TEST(a_digest_file_that_was_edited_fails),
		TEST(a_stop_is_told_as_a_gap),
		TEST(what_cannot_be_asked_is_refused_before_any_call),
		TEST(what_the_services_refuse_ends_it),
		TEST(a_trail_without_digest_files_has_none_to_find),
		TEST(before_any_key_and_in_an_empty_bucket_it_fails),
		TEST(a_name_that_is_no_date_ends_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
