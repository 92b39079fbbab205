/* SPDX-License-Identifier: MIT */
/*
 * Records as CloudTrail writes them: members, their order, and what differs
 * for sign-ins, sessions and services.  The shapes were held against real
 * records and AWS's own examples.
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
#include "base/json.h"
#include "base/strbuf.h"

#define START INT64_C(1763533800000) /* 2025-11-19T06:30:00Z */

static struct account *account;
static struct principal *sana, *role, *service;

static int
begin(void **state)
{
	(void)state;
	account = account_new("111122223333", "us-east-1", START, 7, aws_door);
	sana = principal_add(account, PRINCIPAL_IAM_USER, "sana");
	role = principal_add(account, PRINCIPAL_ASSUMED_ROLE, "deploy-role");
	service = principal_add(account, PRINCIPAL_AWS_SERVICE,
				"ec2.amazonaws.com");
	return 0;
}

static int
end(void **state)
{
	(void)state;
	account_free(account);
	return 0;
}

/* The record of the last call; the caller puts it. */
static struct json_object *
last_record(void)
{
	return event_parse(account, account->events.count - 1);
}

static struct json_object *
record_of(const struct caller *caller, struct aws_recorded recorded)
{
	aws_dispatch_recorded(account, caller, &recorded);
	return last_record();
}

/* "eventVersion userIdentity ...": the members in their order. */
static void
assert_members(struct json_object *object, const char *expected)
{
	struct strbuf names = STRBUF_INIT;

	json_object_object_foreach(object, key, value) {
		(void)value;
		strbuf_addf(&names, "%s%s", names.len ? " " : "", key);
	}
	assert_string_equal(names.buf, expected);
	strbuf_release(&names);
}

static void
assert_text(struct json_object *record, const char *path, const char *expected)
{
	struct json_object *value = json_path(record, path);

	if (!expected) {
		assert_null(value);
		return;
	}
	assert_non_null(value);
	assert_string_equal(json_object_get_string(value), expected);
}

static void
a_call_has_the_members_of_a_real_record_in_their_order(void **state)
{
	struct caller caller = { .principal = sana };
	struct aws_error error = { 0 };
	struct json_object *record;

	(void)state;
	json_object_put(aws_door(account, &caller, "sts", "GetCallerIdentity",
				 json_object_new_object(), &error));
	assert_null(error.code);
	record = last_record();
	assert_members(record,
		       "eventVersion userIdentity eventTime eventSource "
		       "eventName awsRegion sourceIPAddress userAgent "
		       "requestParameters responseElements requestID eventID "
		       "readOnly eventType managementEvent recipientAccountId "
		       "eventCategory tlsDetails");
	assert_members(json_member(record, "userIdentity"),
		       "type principalId arn accountId accessKeyId userName");
	assert_text(record, "eventTime", "2025-11-19T06:30:00Z");
	assert_text(record, "requestParameters", NULL);
	assert_text(record, "tlsDetails.clientProvidedHostHeader",
		    "sts.us-east-1.amazonaws.com");
	json_object_put(record);
}

static void
ids_are_as_long_as_in_real_records(void **state)
{
	(void)state;
	assert_int_equal(strlen(sana->principal_id), 4 + 17);
	assert_int_equal(strcspn(role->principal_id, ":"), 4 + 17);
	assert_int_equal(strlen(sana->access_key_id), 4 + 16);
	assert_int_equal(strlen(role->access_key_id), 4 + 16);
}

static void
a_refused_call_has_its_code_and_message_and_no_response(void **state)
{
	struct caller caller = { .principal = sana };
	struct aws_error error = { 0 };
	struct json_object *request = json_object_new_object(), *record;

	(void)state;
	json_set_string(request, "Name", "nobody");
	assert_null(aws_door(account, &caller, "cloudtrail", "StopLogging",
			     request, &error));
	record = last_record();
	assert_text(record, "errorCode", "TrailNotFoundException");
	assert_text(record, "errorMessage",
		    "Unknown trail: arn:aws:cloudtrail:us-east-1:111122223333:"
		    "trail/nobody for the user: 111122223333");
	assert_text(record, "requestParameters.name", "nobody");
	assert_text(record, "responseElements", NULL);
	aws_error_release(&error);
	json_object_put(record);
}

static struct json_object *
sign_in(const char *error_message, bool unknown_user)
{
	struct credentials console = {
		.access_key_id = "ASIAAAAAAAAAAAAAAAAA",
		.mfa = true,
		.from_console = true,
	};
	struct caller caller = { .principal = sana, .credentials = &console };

	return record_of(&caller, (struct aws_recorded){
					  .event_source = "signin.amazonaws.com",
					  .event_name = "ConsoleLogin",
					  .event_type = "AwsConsoleSignIn",
					  .global = true,
					  .unknown_user = unknown_user,
					  .error_message = error_message,
				  });
}

static void
a_sign_in_has_no_access_key_no_session_and_no_request_id(void **state)
{
	struct json_object *record = sign_in(NULL, false);

	(void)state;
	assert_text(record, "eventVersion", "1.08");
	assert_text(record, "requestID", NULL);
	assert_text(record, "sessionCredentialFromConsole", NULL);
	assert_members(json_member(record, "userIdentity"),
		       "type principalId arn accountId userName");
	assert_text(record, "tlsDetails.clientProvidedHostHeader",
		    "signin.aws.amazon.com");
	json_object_put(record);
}

static void
a_failed_sign_in_has_a_message_without_a_code(void **state)
{
	struct json_object *record = sign_in("Failed authentication", false);

	(void)state;
	assert_text(record, "errorCode", NULL);
	assert_text(record, "errorMessage", "Failed authentication");
	assert_text(record, "userIdentity.userName", "sana");
	assert_text(record, "userIdentity.accessKeyId", "");
	assert_text(record, "userIdentity.arn", NULL);
	json_object_put(record);
}

static void
a_name_that_is_none_is_hidden(void **state)
{
	struct json_object *record =
		sign_in("No username found in supplied account", true);

	(void)state;
	assert_text(record, "userIdentity.userName",
		    "HIDDEN_DUE_TO_SECURITY_REASONS");
	assert_text(record, "userIdentity.principalId", NULL);
	assert_null(strstr(json_object_to_json_string(record), "sana"));
	json_object_put(record);
}

static void
work_in_the_console_shows_its_session(void **state)
{
	struct credentials console = {
		.access_key_id = "ASIABBBBBBBBBBBBBBBB",
		.began = START - 3 * CLOCK_HOUR,
		.mfa = true,
		.from_console = true,
	};
	struct caller caller = { .principal = sana, .credentials = &console };
	struct json_object *record = record_of(
		&caller, (struct aws_recorded){
				 .event_source = "iam.amazonaws.com",
				 .event_name = "ListUsers",
				 .read_only = true,
				 .global = true,
			 });

	(void)state;
	/* a string in every real record, not a boolean */
	assert_int_equal(json_object_get_type(json_member(
				 record, "sessionCredentialFromConsole")),
			 json_type_string);
	assert_text(record, "sessionCredentialFromConsole", "true");
	assert_text(record, "userIdentity.accessKeyId", "ASIABBBBBBBBBBBBBBBB");
	assert_text(record,
		    "userIdentity.sessionContext.attributes.creationDate",
		    "2025-11-19T03:30:00Z");
	assert_text(record,
		    "userIdentity.sessionContext.attributes.mfaAuthenticated",
		    "true");
	assert_text(record, "tlsDetails.clientProvidedHostHeader",
		    "iam.amazonaws.com");
	json_object_put(record);
}

static void
a_session_of_a_role_has_a_name_and_a_key_of_its_own(void **state)
{
	struct credentials build = {
		.access_key_id = "ASIACCCCCCCCCCCCCCCC",
		.session_name = "build-7",
		.began = START,
		.on_instance = true,
	};
	struct caller caller = { .principal = role,
				 .credentials = &build,
				 .source_ip = "cloudformation.amazonaws.com",
				 .invoked_by = "cloudformation.amazonaws.com" };
	struct json_object *record = record_of(
		&caller, (struct aws_recorded){
				 .event_source = "lambda.amazonaws.com",
				 .event_name = "GetFunction20150331v2",
				 .read_only = true,
			 });
	struct json_object *identity = json_member(record, "userIdentity");

	(void)state;
	assert_members(identity, "type principalId arn accountId accessKeyId "
				 "sessionContext invokedBy");
	assert_text(identity, "arn",
		    "arn:aws:sts::111122223333:assumed-role/deploy-role/"
		    "build-7");
	assert_string_equal(strchr(json_string(identity, "principalId"), ':'),
			    ":build-7");
	assert_text(identity, "sessionContext.sessionIssuer.arn",
		    "arn:aws:iam::111122223333:role/deploy-role");
	assert_text(identity, "sessionContext.ec2RoleDelivery", "2.0");
	/* called from inside AWS: no TLS of a client */
	assert_text(record, "tlsDetails", NULL);
	json_object_put(record);
}

static void
a_service_is_named_alone_and_its_event_may_be_shared(void **state)
{
	struct caller caller = { .principal = service,
				 .source_ip = "ec2.amazonaws.com" };
	struct json_object *resource = json_object_new_object();
	struct json_object *resources = json_object_new_array(), *record;

	(void)state;
	json_set_string(resource, "accountId", "111122223333");
	json_set_string(resource, "type", "AWS::IAM::Role");
	json_set_string(resource, "ARN", "arn:aws:iam::111122223333:role/app");
	json_object_array_add(resources, resource);
	record = record_of(&caller, (struct aws_recorded){
					    .event_source = "sts.amazonaws.com",
					    .event_name = "AssumeRole",
					    .read_only = true,
					    .shared = true,
					    .resources = resources,
				    });
	assert_members(json_member(record, "userIdentity"), "type invokedBy");
	assert_int_equal(strlen(json_string(record, "sharedEventID")), 36);
	assert_string_equal(
		event_at(account, account->events.count - 1)->resource_name,
		"arn:aws:iam::111122223333:role/app");
	json_object_put(record);
}

static void
request_ids_of_s3_are_short(void **state)
{
	struct caller caller = { .principal = sana };
	struct json_object *record = record_of(
		&caller, (struct aws_recorded){
				 .event_source = "s3.amazonaws.com",
				 .event_name = "ListBuckets",
				 .read_only = true,
			 });

	(void)state;
	assert_int_equal(strlen(json_string(record, "requestID")), 16);
	json_object_put(record);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test(name)
	const struct CMUnitTest tests[] = {
		TEST(a_call_has_the_members_of_a_real_record_in_their_order),
		TEST(ids_are_as_long_as_in_real_records),
		TEST(a_refused_call_has_its_code_and_message_and_no_response),
		TEST(a_sign_in_has_no_access_key_no_session_and_no_request_id),
		TEST(a_failed_sign_in_has_a_message_without_a_code),
		TEST(a_name_that_is_none_is_hidden),
		TEST(work_in_the_console_shows_its_session),
		TEST(a_session_of_a_role_has_a_name_and_a_key_of_its_own),
		TEST(a_service_is_named_alone_and_its_event_may_be_shared),
		TEST(request_ids_of_s3_are_short),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
