/* SPDX-License-Identifier: MIT */
/* The AWS wire: requests as real clients send them, and what they get. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "served_lab.h"

/* One call as the learner. */
static const char *
call(const char *service, const char *target, const char *body)
{
	struct client client;

	client_begin(&client, service, target, body);
	sign_as_learner(&client);
	return send(&client);
}

#define NAMED "{\"Name\":\"main-audit-trail\"}"

static const char *
cloudtrail(const char *operation, const char *body)
{
	char *target = str_printf(CLOUDTRAIL_TARGET "%s", operation);
	const char *said = call("cloudtrail", target, body);

	free(target);
	return said;
}

/* The newest event's record; the caller puts it. */
static struct json_object *
last_record(void)
{
	return event_parse(lab.account, lab.account->events.count - 1);
}

static void
assert_member(struct json_object *record, const char *path, const char *text)
{
	assert_string_equal(json_object_get_string(json_path(record, path)),
			    text);
}

static void
assert_error(int status, const char *body)
{
	assert_int_equal(answer.status, status);
	assert_string_equal(answer.body.buf, body);
}

/* ------------------------------------------------------------------- calls */

static void
a_call_is_answered_in_json_with_the_id_of_its_record(void **state)
{
	struct json_object *record;

	(void)state;
	assert_string_equal(cloudtrail("StopLogging", NAMED), "{}");
	assert_int_equal(answer.status, 200);
	assert_string_equal(answer.content_type, "application/x-amz-json-1.1");
	assert_string_equal(answer.who, "jasoos");
	assert_string_equal(answer.service, "cloudtrail");
	assert_string_equal(answer.operation, "StopLogging");
	assert_null(answer.error);
	assert_false(lab.account->trails.items[0]->is_logging);
	record = last_record();
	assert_member(record, "eventName", "StopLogging");
	assert_member(record, "requestID", answer.request_id);
	assert_member(record, "userIdentity.userName", "jasoos");
	assert_member(record, "userIdentity.accessKeyId",
		      lab.learner->access_key_id);
	assert_member(record, "sourceIPAddress", "127.0.0.1");
	assert_member(record, "userAgent", "aws-cli/2.9.19");
	assert_member(record, "awsRegion", "us-east-1");
	assert_member(record, "requestParameters.name", "main-audit-trail");
	json_object_put(record);
}

static void
a_refusal_is_an_error_of_the_service_and_is_recorded(void **state)
{
	struct json_object *record;

	(void)state;
	cloudtrail("StopLogging", "{\"Name\":\"nobody\"}");
	assert_error(400, "{\"__type\":\"TrailNotFoundException\",\"message\":"
			  "\"Unknown trail: arn:aws:cloudtrail:us-east-1:"
			  "111122223333:trail/nobody for the user: "
			  "111122223333\"}");
	assert_string_equal(answer.error, "TrailNotFoundException");
	record = last_record();
	assert_member(record, "errorCode", "TrailNotFoundException");
	assert_member(record, "requestID", answer.request_id);
	json_object_put(record);
}

static void
the_region_is_that_of_the_signature(void **state)
{
	struct json_object *record;
	struct client client;

	(void)state;
	client_begin(&client, "events", "AWSEvents.ListRules", "{}");
	client.region = "eu-west-1";
	sign_as_learner(&client);
	assert_string_equal(send(&client), "{\"Rules\":[]}");
	record = last_record();
	assert_member(record, "awsRegion", "eu-west-1");
	json_object_put(record);
	client_begin(&client, "events", "AWSEvents.ListRules", "{}");
	client.region = "mars-east-1";
	sign_as_learner(&client);
	send(&client);
	assert_error(400, "{\"__type\":\"InvalidSignatureException\","
			  "\"message\":\"Credential should be scoped to a "
			  "valid region, not 'mars-east-1'. \"}");
}

static void
members_nobody_knows_are_passed_over_and_null_is_not_given(void **state)
{
	struct json_object *record;

	(void)state;
	assert_string_equal(cloudtrail("StopLogging",
				       "{\"Name\":\"main-audit-trail\","
				       "\"Shoe\":42}"), "{}");
	record = last_record();
	assert_null(json_path(record, "requestParameters.shoe"));
	json_object_put(record);
	cloudtrail("StopLogging", "{\"Name\":null}");
	assert_error(400, "{\"__type\":\"ValidationException\",\"message\":"
			  "\"1 validation error detected: Value null at 'name' "
			  "failed to satisfy constraint: Member must not be "
			  "null\"}");
	cloudtrail("StopLogging", "{\"Name\":{}}");
	assert_int_equal(answer.status, 400);
	assert_string_equal(answer.error, "SerializationException");
}

static void
a_body_that_is_no_json_object_is_refused_and_nobody_s_call(void **state)
{
	static const char *const bodies[] = {
		"{", "[]", "null", "\"\"", "{} {}", "{\"a\":\xff}", "x",
		"{\"Name\":\"\xff\"}", "{\"a\":1e999}",
	};
	size_t events = lab.account->events.count;
	struct strbuf deep = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		cloudtrail("StopLogging", bodies[i]);
		assert_error(400, "{\"__type\":\"SerializationException\"}");
	}
	for (int i = 0; i < 20000; i++)
		strbuf_addstr(&deep, "{\"a\":");
	cloudtrail("StopLogging", deep.buf);
	assert_error(400, "{\"__type\":\"SerializationException\"}");
	assert_int_equal(lab.account->events.count, events);
	strbuf_release(&deep);
}

static void
the_version_of_json_is_answered_as_it_was_asked(void **state)
{
	struct client client;

	(void)state;
	client_begin(&client, "sqs", "AmazonSQS.ListQueues", "{}");
	client.request.headers.items[1].value = "application/x-amz-json-1.0";
	sign_as_learner(&client);
	send(&client);
	assert_int_equal(answer.status, 200);
	assert_string_equal(answer.content_type, "application/x-amz-json-1.0");
}

static void
what_is_not_simulated_says_so(void **state)
{
	(void)state;
	cloudtrail("CreateChannel", "{}");
	assert_error(400, "{\"__type\":\"UnknownOperationException\","
			  "\"message\":\"Jasoos simulates a part of AWS, and "
			  "CreateChannel is not in it\"}");
	call("dynamodb", "DynamoDB_20120810.ListTables", "{}");
	assert_string_equal(answer.error, "UnknownOperationException");
	assert_null(answer.service);
	call("cloudtrail", "", "{}");
	assert_string_equal(answer.error, "UnknownOperationException");
}

/* What a client sent and is told again is text, whatever it sent. */
static void
an_error_is_json_whatever_was_sent(void **state)
{
	struct json_object *body;
	struct client client;

	(void)state;
	cloudtrail("\xc3\xff\"\x1b", "{}");
	body = json_parse(answer.body.buf, answer.body.len, NULL, NULL);
	assert_string_equal(json_string(body, "message"),
			    "Jasoos simulates a part of AWS, and "
			    "\ufffd\ufffd\"\x1b is not in it");
	json_object_put(body);
	client_begin(&client, "cloudtrail", CLOUDTRAIL_TARGET "ListTrails",
		     "{}");
	client_header(&client, "Authorization", "AWS \xff");
	send(&client);
	body = json_parse(answer.body.buf, answer.body.len, NULL, NULL);
	assert_string_equal(json_string(body, "__type"),
			    "IncompleteSignatureException");
	json_object_put(body);
}

static void
a_pattern_that_does_not_match_is_explained_beside_the_answer(void **state)
{
	(void)state;
	assert_string_equal(
		call("events", "AWSEvents.TestEventPattern",
		     "{\"EventPattern\":\"{\\\"source\\\":[\\\"aws.s3\\\"]}\","
		     "\"Event\":\"{\\\"id\\\":\\\"1\\\",\\\"account\\\":"
		     "\\\"111122223333\\\",\\\"source\\\":\\\"aws.iam\\\","
		     "\\\"time\\\":\\\"2025-11-19T06:30:00Z\\\",\\\"region\\\":"
		     "\\\"us-east-1\\\",\\\"detail-type\\\":\\\"x\\\"}\"}"),
		"{\"Result\":false}");
	assert_true(was_said(&out, "because of `source`"));
}

/* ---------------------------------------------------------------- who calls */

static void
a_wrong_secret_is_a_wrong_signature_and_no_event(void **state)
{
	size_t events = lab.account->events.count;
	struct client client;

	(void)state;
	client_begin(&client, "cloudtrail", CLOUDTRAIL_TARGET "StopLogging",
		     NAMED);
	client.key_id = lab.learner->access_key_id;
	client.secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
	client_sign(&client);
	send(&client);
	assert_int_equal(answer.status, 400);
	assert_string_equal(answer.error, "InvalidSignatureException");
	assert_null(answer.who);
	assert_int_equal(lab.account->events.count, events);
	assert_true(lab.account->trails.items[0]->is_logging);
}

static void
a_key_of_nobody_is_an_invalid_token(void **state)
{
	struct client client;

	(void)state;
	client_begin(&client, "cloudtrail", CLOUDTRAIL_TARGET "ListTrails",
		     "{}");
	client.key_id = "AKIAIOSFODNN7EXAMPLE";
	client.secret = "x";
	client_sign(&client);
	send(&client);
	assert_error(400, "{\"__type\":\"UnrecognizedClientException\","
			  "\"message\":\"The security token included in the "
			  "request is invalid.\"}");
}

static void
without_a_signature_nobody_is_served(void **state)
{
	struct client client;

	(void)state;
	client_begin(&client, "cloudtrail", CLOUDTRAIL_TARGET "ListTrails",
		     "{}");
	send(&client);
	assert_error(400, "{\"__type\":\"MissingAuthenticationTokenException\","
			  "\"message\":\"Missing Authentication Token\"}");
}

static void
an_inactive_key_and_a_deleted_user_are_nobody(void **state)
{
	struct principal *user =
		principal_find(lab.account, lab.learner->name);
	char *id = mem_strdup(user->access_key_id);
	struct caller caller = { 0 };

	(void)state;
	principal_set_key(user, &user->keys[0], false);
	assert_false(signer_find(lab.account, id, &caller, NULL));
	principal_set_key(user, &user->keys[0], true);
	assert_true(signer_find(lab.account, id, &caller, NULL));
	principal_delete(user);
	assert_false(signer_find(lab.account, id, &caller, NULL));
	free(id);
}

/* The learner's second key, made and used over the wire. */
static void
a_new_key_signs_with_the_secret_it_was_given(void **state)
{
	struct json_object *made, *record;
	struct messages unread;
	struct client client;
	char *body;

	(void)state;
	messages_init(&unread);
	lab_type(&lab, "aws iam create-access-key", &unread, NULL);
	made = json_parse(unread.items[0]->bytes, unread.items[0]->length, NULL,
			  NULL);
	client_begin(&client, "cloudtrail", CLOUDTRAIL_TARGET "ListTrails",
		     "{}");
	client.key_id = json_string(json_member(made, "AccessKey"),
				    "AccessKeyId");
	client.secret = json_string(json_member(made, "AccessKey"),
				    "SecretAccessKey");
	client_sign(&client);
	body = mem_strdup(send(&client));
	assert_int_equal(answer.status, 200);
	record = last_record();
	assert_member(record, "userIdentity.accessKeyId", client.key_id);
	json_object_put(record);
	json_object_put(made);
	free(body);
	messages_release(&unread);
}

static const char *
call_with_session(struct json_object *credentials, const char *token)
{
	struct client client;

	client_begin(&client, "cloudtrail", CLOUDTRAIL_TARGET "ListTrails",
		     "{}");
	client.key_id = json_string(credentials, "AccessKeyId");
	client.secret = json_string(credentials, "SecretAccessKey");
	client.token = token;
	client_sign(&client);
	return send(&client);
}

#define ROLE "arn:aws:iam::111122223333:role/auditor"

static struct json_object *
assume_role(void)
{
	static const char *const lines[] = {
		"aws iam create-role --role-name auditor "
		"--assume-role-policy-document '{\"Version\":\"2012-10-17\","
		"\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
		"\"arn:aws:iam::111122223333:root\"},\"Action\":"
		"\"sts:AssumeRole\"}]}'",
		"aws iam attach-role-policy --role-name auditor --policy-arn "
		"arn:aws:iam::aws:policy/AdministratorAccess",
		"aws sts assume-role --role-arn " ROLE
		" --role-session-name check --duration-seconds 900",
	};
	struct json_object *answered;
	struct messages said;

	messages_init(&said);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		messages_clear(&said);
		assert_int_equal(lab_type(&lab, lines[i], &said, NULL), 0);
	}
	answered = json_parse(said.items[0]->bytes, said.items[0]->length, NULL,
			      NULL);
	messages_release(&said);
	return answered;
}

static void
a_session_calls_with_its_token_until_it_expires(void **state)
{
	struct json_object *assumed = assume_role(), *record;
	struct json_object *credentials = json_member(assumed, "Credentials");
	const char *token = json_string(credentials, "SessionToken");

	(void)state;
	call_with_session(credentials, token);
	assert_int_equal(answer.status, 200);
	assert_string_equal(answer.who, "auditor/check");
	record = last_record();
	assert_member(record, "userIdentity.type", "AssumedRole");
	assert_member(record, "userIdentity.accessKeyId",
		      json_string(credentials, "AccessKeyId"));
	json_object_put(record);
	call_with_session(credentials, NULL);
	assert_string_equal(answer.error, "UnrecognizedClientException");
	call_with_session(credentials, "IQoJb3JpZ2luX2VjE");
	assert_string_equal(answer.error, "UnrecognizedClientException");
	assert_true(lab_pass(&lab, 900, &out));
	call_with_session(credentials, token);
	assert_error(400, "{\"__type\":\"ExpiredTokenException\",\"message\":"
			  "\"The security token included in the request is "
			  "expired\"}");
	json_object_put(assumed);
}

/* -------------------------------------------------------------- not for pages */

/* With this Host or Origin; NULL takes the header away. */
static int
status_with(const char *name, const char *value)
{
	struct client client;

	client_begin(&client, "cloudtrail", CLOUDTRAIL_TARGET "ListTrails",
		     "{}");
	if (!strcmp(name, "Host"))
		client.request.headers.items[0] = (struct http_header){
			value ? name : "X-Host", value ? value : "" };
	else
		client_header(&client, name, value);
	sign_as_learner(&client);
	send(&client);
	return answer.status;
}

static void
a_browser_s_page_and_a_name_that_was_pointed_here_are_refused(void **state)
{
	static const char *const strange[] = {
		"evil.example", "127.0.0.1.evil.example", "localhost.evil", "",
		"127.0.0.1:80x", "127.0.0.1@evil", "0.0.0.0:4580", "[::1]:4580",
	};
	static const char *const ours[] = { "127.0.0.1", "localhost:4580",
					    "LOCALHOST", "127.0.0.1:1" };

	(void)state;
	for (size_t i = 0; i < sizeof strange / sizeof *strange; i++)
		assert_int_equal(status_with("Host", strange[i]), 403);
	assert_int_equal(status_with("Host", NULL), 403);
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		assert_int_equal(status_with("Host", ours[i]), 200);
	assert_int_equal(status_with("Origin", "http://127.0.0.1:4580"), 403);
	assert_int_equal(status_with("origin", "null"), 403);
}

/* ------------------------------------------------------------ calls as inputs */

static void
assert_same_after_opening(void)
{
	struct strbuf before = STRBUF_INIT, after = STRBUF_INIT;
	struct diagnostics faults = { 0 };
	struct lab opened;

	account_dump(lab.account, &before);
	assert_true(lab_begin(&opened, scenario, 0, &faults));
	assert_true(lab_replay(&opened, lab.inputs, lab.input_count));
	account_dump(opened.account, &after);
	assert_string_equal(before.buf, after.buf);
	lab_release(&opened);
	strbuf_release(&before);
	strbuf_release(&after);
}

static void
a_lab_with_calls_is_saved_opened_and_taken_back_exactly(void **state)
{
	struct strbuf first = STRBUF_INIT, again = STRBUF_INIT;

	(void)state;
	cloudtrail("ListTrails", "{}");
	assert_true(lab_pass(&lab, 7, &out));
	account_dump(lab.account, &first);
	cloudtrail("StopLogging", "{\"Name\":\"main-audit-trail\",\"Shoe\":"
				  "\"\x7f\"}");
	cloudtrail("StopLogging", "{\"Name\":\"\x7f\\u0001\"}");
	assert_string_equal(answer.error, "InvalidTrailNameException");
	assert_int_equal(lab.input_count, 4);
	assert_same_after_opening();
	assert_true(lab_undo(&lab));
	assert_true(lab_undo(&lab));
	account_dump(lab.account, &again);
	assert_string_equal(first.buf, again.buf);
	strbuf_release(&first);
	strbuf_release(&again);
}

static void
a_request_that_no_line_can_hold_is_too_large_and_no_call(void **state)
{
	size_t events = lab.account->events.count;
	struct strbuf body = STRBUF_INIT;

	(void)state;
	strbuf_addstr(&body, "{\"Name\":\"");
	strbuf_addchars(&body, 'a', LAB_LINE_LIMIT);
	strbuf_addstr(&body, "\"}");
	cloudtrail("StopLogging", body.buf);
	assert_int_equal(answer.status, 413);
	assert_int_equal(lab.account->events.count, events);
	assert_int_equal(lab.input_count, 0);
	strbuf_release(&body);
}

/* Or a client in a loop would fill the machine. */
static void
a_full_account_takes_no_more_calls(void **state)
{
	size_t *bytes = &lab.account->buckets.items[0]->bytes, had = *bytes;
	size_t events = lab.account->events.count;

	(void)state;
	*bytes = (size_t)1 << 30;
	cloudtrail("ListTrails", "{}");
	assert_int_equal(answer.status, 503);
	assert_string_equal(answer.error, "ServiceUnavailableException");
	assert_int_equal(lab.account->events.count, events);
	assert_int_equal(lab.input_count, 0);
	*bytes = had;
	cloudtrail("ListTrails", "{}");
	assert_int_equal(answer.status, 200);
}

static void
a_long_input_is_shown_cut_when_it_is_taken_back(void **state)
{
	struct strbuf body = STRBUF_INIT;

	(void)state;
	strbuf_addstr(&body, "{\"Name\":\"");
	strbuf_addchars(&body, 'a', 1000);
	strbuf_addstr(&body, "\"}");
	cloudtrail("StopLogging", body.buf);
	assert_int_equal(lab.input_count, 1);
	messages_clear(&out);
	lab_type(&lab, "undo", &out, NULL);
	assert_true(was_said(&out, "Taken back: `call {\"service\":"
				   "\"cloudtrail\",\"operation\":"
				   "\"StopLogging\","));
	assert_true(was_said(&out, "aaa ...`"));
	assert_int_equal(lab.input_count, 0);
	strbuf_release(&body);
}

static void
a_call_that_was_not_written_by_us_is_refused_as_a_line(void **state)
{
	static const char *const lines[] = {
		"call", "call x", "call {}", "call []",
		"call {\"accessKeyId\":\"AKIAIOSFODNN7EXAMPLE\","
		"\"sourceIPAddress\":\"127.0.0.1\",\"userAgent\":\"x\","
		"\"region\":\"us-east-1\",\"service\":\"cloudtrail\","
		"\"operation\":\"ListTrails\",\"request\":{}}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		assert_int_equal(lab_type(&lab, lines[i], &out, NULL),
				 SHELL_USAGE);
	assert_int_equal(lab.input_count, 0);
}

/* The trail of a name that ends early would be another. */
static void
a_name_with_a_nul_is_refused_and_no_call(void **state)
{
	static const char *const bodies[] = {
		"{\"Name\":\"main-audit-trail\\u0000x\"}",
		"{\"Name\\u0000x\":\"main-audit-trail\"}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		cloudtrail("GetTrailStatus", bodies[i]);
		assert_error(400, "{\"__type\":\"SerializationException\"}");
	}
	assert_int_equal(lab.input_count, 0);
	cloudtrail("GetTrailStatus",
		   "{\"Name\":\"main-audit-trail\",\"x\":\"\\\\u0000\"}");
	assert_int_equal(answer.status, 200);
}

/* What a record says of a client is the client's text, without its tricks. */
static void
a_user_agent_is_plain_text_of_a_kilobyte_at_most(void **state)
{
	struct json_object *record;
	struct strbuf agent = STRBUF_INIT;
	struct client client;

	(void)state;
	strbuf_addstr(&agent, "a\x1b[31m\xff\x7f");
	strbuf_addchars(&agent, 'x', 3000);
	client_begin(&client, "cloudtrail", CLOUDTRAIL_TARGET "ListTrails",
		     "{}");
	client.request.headers.items[2].value = agent.buf;
	sign_as_learner(&client);
	send(&client);
	record = last_record();
	assert_int_equal(strlen(json_string(record, "userAgent")), 1024);
	assert_memory_equal(json_string(record, "userAgent"),
			    "a?[31m\ufffd?xxx", 13);
	json_object_put(record);
	strbuf_release(&agent);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, serve, close_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_call_is_answered_in_json_with_the_id_of_its_record),
		TEST(a_refusal_is_an_error_of_the_service_and_is_recorded),
		TEST(the_region_is_that_of_the_signature),
		TEST(members_nobody_knows_are_passed_over_and_null_is_not_given),
		TEST(a_body_that_is_no_json_object_is_refused_and_nobody_s_call),
		TEST(the_version_of_json_is_answered_as_it_was_asked),
		TEST(what_is_not_simulated_says_so),
		TEST(an_error_is_json_whatever_was_sent),
		TEST(a_pattern_that_does_not_match_is_explained_beside_the_answer),
		TEST(a_wrong_secret_is_a_wrong_signature_and_no_event),
		TEST(a_key_of_nobody_is_an_invalid_token),
		TEST(without_a_signature_nobody_is_served),
		TEST(an_inactive_key_and_a_deleted_user_are_nobody),
		TEST(a_new_key_signs_with_the_secret_it_was_given),
		TEST(a_session_calls_with_its_token_until_it_expires),
		TEST(a_browser_s_page_and_a_name_that_was_pointed_here_are_refused),
		TEST(a_lab_with_calls_is_saved_opened_and_taken_back_exactly),
		TEST(a_request_that_no_line_can_hold_is_too_large_and_no_call),
		TEST(a_full_account_takes_no_more_calls),
		TEST(a_long_input_is_shown_cut_when_it_is_taken_back),
		TEST(a_call_that_was_not_written_by_us_is_refused_as_a_line),
		TEST(a_name_with_a_nul_is_refused_and_no_call),
		TEST(a_user_agent_is_plain_text_of_a_kilobyte_at_most),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
