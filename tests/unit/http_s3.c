/* SPDX-License-Identifier: MIT */
/* S3's own protocol: paths as real clients send them, and what they get. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "served_lab.h"

#define NS " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\""
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* As the learner, with one header more (or NULL); the status. */
static int
ask_with(const char *method, const char *target, const char *body,
	 const char *name, const char *value)
{
	struct client client;
	char hash[SHA256_HEX];

	client_begin(&client, "s3", NULL, body);
	client.request.method = method;
	client.request.target = target;
	client.is_s3 = true;
	if (name)
		client_header(&client, name, value);
	client_header(&client, "X-Amz-Content-Sha256",
		      sha256_hex(body, strlen(body), hash));
	sign_as_learner(&client);
	send(&client);
	return answer.status;
}

static int
ask(const char *method, const char *target, const char *body)
{
	return ask_with(method, target, body, NULL, NULL);
}

static void
buckets_are_listed_made_and_deleted(void **state)
{
	(void)state;
	assert_int_equal(ask("GET", "/", ""), 200);
	assert_string_equal(answer.content_type, "application/xml");
	assert_holds(XML "<ListAllMyBucketsResult" NS "><Owner>");
	assert_holds("<Buckets><Bucket><Name>small-logs</Name><CreationDate>"
		     "2025-11-19T06:01:");
	assert_string_equal(header("x-amz-request-id"), answer.request_id);
	assert_int_equal(strlen(answer.request_id), 16);
	assert_int_equal(ask("PUT", "/my-bucket", "<CreateBucketConfiguration>"
			     "<LocationConstraint>us-east-1x</LocationConstraint>"
			     "</CreateBucketConfiguration>"), 400);
	assert_int_equal(ask("PUT", "/my-bucket", ""), 200);
	assert_string_equal(header("Location"), "/my-bucket");
	assert_string_equal(answer.body.buf, "");
	assert_null(answer.content_type);
	assert_int_equal(ask("GET", "/my-bucket?location", ""), 200);
	assert_string_equal(answer.body.buf, XML "<LocationConstraint" NS
						 "></LocationConstraint>");
	assert_int_equal(ask("DELETE", "/my-bucket", ""), 204);
	assert_int_equal(ask("DELETE", "/my-bucket", ""), 404);
}

static void
an_object_comes_back_as_it_was_put_with_its_metadata(void **state)
{
	(void)state;
	assert_int_equal(ask("PUT", "/my-bucket", ""), 200);
	assert_int_equal(ask_with("PUT", "/my-bucket/a%20b/c", "salaam & <dunya>",
				  "X-Amz-Meta-Who", "sana"), 200);
	assert_int_equal(ask("GET", "/my-bucket/a%20b/c?x-id=GetObject", ""),
			 200);
	assert_string_equal(answer.body.buf, "salaam & <dunya>");
	assert_string_equal(header("x-amz-meta-who"), "sana");
	assert_string_equal(header("Last-Modified"),
			    "Wed, 19 Nov 2025 07:00:00 GMT");
	assert_int_equal(ask("HEAD", "/my-bucket/a%20b/c", ""), 200);
	assert_int_equal(answer.body.len, strlen("salaam & <dunya>"));
	assert_int_equal(ask_with("PUT", "/my-bucket/copy", "",
				  "x-amz-copy-source", "/my-bucket/a%20b/c"),
			 200);
	assert_holds("<CopyObjectResult><LastModified>2025-11-19T07:00:00.000Z"
		     "</LastModified></CopyObjectResult>");
	assert_int_equal(ask("DELETE", "/my-bucket/copy", ""), 204);
	assert_int_equal(ask("GET", "/my-bucket/copy", ""), 404);
	assert_holds("<Code>NoSuchKey</Code>");
}

static void
lists_are_by_prefix_and_delimiter_and_page_by_page(void **state)
{
	(void)state;
	ask("PUT", "/my-bucket", "");
	ask("PUT", "/my-bucket/a/1", "x");
	ask("PUT", "/my-bucket/a/2", "y");
	ask("PUT", "/my-bucket/b&c", "z");
	assert_int_equal(ask("GET", "/my-bucket?list-type=2&prefix=&delimiter="
				    "%2F&encoding-type=url", ""), 200);
	assert_holds("<Contents><Key>b&amp;c</Key><LastModified>2025-11-19T07:"
		     "00:00.000Z</LastModified><Size>1</Size><StorageClass>"
		     "STANDARD</StorageClass></Contents><CommonPrefixes><Prefix>"
		     "a/</Prefix></CommonPrefixes></ListBucketResult>");
	assert_int_equal(ask("GET", "/my-bucket?max-keys=1&prefix=a", ""), 200);
	assert_holds("<IsTruncated>true</IsTruncated>");
	assert_holds("<Key>a/1</Key>");
	assert_int_equal(ask("GET", "/my-bucket?marker=a%2F1&prefix=a", ""),
			 200);
	assert_holds("<Key>a/2</Key>");
	assert_int_equal(ask("GET", "/my-bucket?max-keys=x", ""), 400);
}

static void
a_bucket_s_policy_goes_in_and_out_as_it_is(void **state)
{
	static const char policy[] =
		"{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": "
		"\"Deny\", \"Principal\": \"*\", \"Action\": \"s3:GetObject\", "
		"\"Resource\": \"arn:aws:s3:::my-bucket/*\"}]}";

	(void)state;
	ask("PUT", "/my-bucket", "");
	assert_int_equal(ask("GET", "/my-bucket?policy", ""), 404);
	assert_holds("<Code>NoSuchBucketPolicy</Code>");
	assert_int_equal(ask("PUT", "/my-bucket?policy=", policy), 204);
	assert_int_equal(ask("GET", "/my-bucket?policy", ""), 200);
	assert_string_equal(answer.content_type, "application/json");
	assert_string_equal(answer.body.buf, policy);
	assert_int_equal(ask("GET", "/my-bucket/x", ""), 403);
	assert_holds("<Code>AccessDenied</Code>");
	assert_int_equal(ask("HEAD", "/my-bucket/x", ""), 403);
	assert_string_equal(answer.body.buf, "");
	assert_int_equal(ask("DELETE", "/my-bucket?policy", ""), 204);
}

static void
what_is_not_simulated_is_not_implemented(void **state)
{
	static const char *const targets[] = {
		"/small-logs?acl", "/small-logs?versioning", "/small-logs/x?acl",
		"/small-logs?lifecycle", "/?acl", "/small-logs?%1b",
	};
	size_t events = lab.account->events.count;

	(void)state;
	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
		assert_int_equal(ask("GET", targets[i], ""), 501);
		assert_holds("<Code>NotImplemented</Code>");
	}
	assert_int_equal(ask("POST", "/small-logs/x?uploads", ""), 501);
	assert_int_equal(ask("BREW", "/", ""), 501);
	assert_int_equal(lab.account->events.count, events);
}

/* The signature is for what the header says of the body. */
static void
a_body_must_be_the_one_that_was_hashed(void **state)
{
	static const struct {
		const char *hash, *code;
		int status;
	} cases[] = {
		{ "UNSIGNED-PAYLOAD", NULL, 200 },
		{ "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852"
		  "b855", "XAmzContentSHA256Mismatch", 400 },
		{ "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "NotImplemented", 501 },
		{ "x", "XAmzContentSHA256Mismatch", 400 },
	};

	(void)state;
	ask("PUT", "/my-bucket", "");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(ask_with("PUT", "/my-bucket/x", "body",
					  "X-Amz-Content-Sha256",
					  cases[i].hash), cases[i].status);
		if (cases[i].code)
			assert_string_equal(answer.error, cases[i].code);
	}
	assert_int_equal(ask("PUT", "/my-bucket/x", "\xff"), 501);
	assert_holds("The lab takes text only");
}

/* A key that ends early would be another's. */
static void
a_target_that_is_no_text_is_refused_and_no_call(void **state)
{
	static const char *const targets[] = {
		"/my-bucket/x%00y", "/my-bucket/%ff", "/my-bucket%00/x",
		"/my-bucket?prefix=%c0%80",
	};
	size_t inputs;

	(void)state;
	ask("PUT", "/my-bucket", "");
	ask("PUT", "/my-bucket/x", "body");
	inputs = lab.input_count;
	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
		ask("GET", targets[i], "");
		assert_string_equal(answer.error, "InvalidURI");
		assert_int_equal(answer.status, 400);
	}
	ask_with("PUT", "/my-bucket/y", "", "x-amz-copy-source",
		 "/my-bucket/x%00y");
	assert_string_equal(answer.error, "InvalidArgument");
	assert_int_equal(lab.input_count, inputs);
}

static void
keys_of_nobody_are_told_in_s3_s_words(void **state)
{
	struct client client;

	(void)state;
	client_begin(&client, "s3", NULL, "");
	client.request.method = "GET";
	client.key_id = "AKIAIOSFODNN7EXAMPLE";
	client.secret = "x";
	client_sign(&client);
	send(&client);
	assert_int_equal(answer.status, 403);
	assert_holds("<Code>InvalidAccessKeyId</Code><Message>The AWS Access "
		     "Key Id you provided does not exist in our records."
		     "</Message>");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, serve, close_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(buckets_are_listed_made_and_deleted),
		TEST(an_object_comes_back_as_it_was_put_with_its_metadata),
		TEST(lists_are_by_prefix_and_delimiter_and_page_by_page),
		TEST(a_bucket_s_policy_goes_in_and_out_as_it_is),
		TEST(what_is_not_simulated_is_not_implemented),
		TEST(a_body_must_be_the_one_that_was_hashed),
		TEST(a_target_that_is_no_text_is_refused_and_no_call),
		TEST(keys_of_nobody_are_told_in_s3_s_words),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
