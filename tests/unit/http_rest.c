/* SPDX-License-Identifier: MIT */
/* REST with JSON: Lambda and GuardDuty as real clients ask them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/base64.h"
#include "base/json.h"
#include "served_lab.h"

#define FUNCTION "/2015-03-31/functions/restart-trail"

/* As the learner; the status. */
static int
ask(const char *service, const char *method, const char *target,
    const char *body)
{
	struct client client;

	client_begin(&client, service, NULL, body);
	client.request.method = method;
	client.request.target = target;
	sign_as_learner(&client);
	send(&client);
	return answer.status;
}

/* The body's member at that path, as text; valid until the next. */
static const char *
member(const char *path)
{
	static struct json_object *body;

	json_object_put(body);
	body = json_parse(answer.body.buf, answer.body.len, NULL, NULL);
	return json_object_get_string(json_path(body, path));
}

static void
a_function_is_found_by_its_path(void **state)
{
	(void)state;
	assert_int_equal(ask("lambda", "GET", "/2015-03-31/functions/", ""),
			 200);
	assert_string_equal(answer.content_type, "application/json");
	assert_string_equal(member("Functions.0.FunctionName"),
			    "restart-trail");
	assert_int_equal(ask("lambda", "GET", FUNCTION "/configuration", ""),
			 200);
	assert_string_equal(member("FunctionName"), "restart-trail");
	assert_int_equal(ask("lambda", "GET",
			     "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-"
			     "east-1%3A111122223333%3Afunction%3Arestart-trail"
			     "?Qualifier=%24LATEST", ""), 200);
	assert_int_equal(ask("lambda", "GET", "/2015-03-31/functions/nobody",
			     ""), 404);
	assert_string_equal(header("x-amzn-ErrorType"),
			    "ResourceNotFoundException");
	assert_string_equal(member("message"),
			    "Function not found: arn:aws:lambda:us-east-1:"
			    "111122223333:function:nobody");
}

static void
a_function_is_invoked_with_the_body_as_its_event(void **state)
{
	(void)state;
	ask("lambda", "POST", FUNCTION "/invocations",
	    "{\"detail\":{\"eventName\":\"StopLogging\"}}");
	assert_int_equal(answer.status, 200);
	assert_string_equal(header("X-Amz-Function-Error"), "Unhandled");
	assert_string_equal(member("errorType"), "ValidationException");
	assert_int_equal(ask("lambda", "POST", FUNCTION "/invocations", "{}"),
			 200);
	assert_null(header("X-Amz-Function-Error"));
}

static void
a_function_is_changed_and_its_policy_too(void **state)
{
	static const char steps[] =
		"{\"steps\": [{\"name\": \"look\", \"call\": "
		"\"cloudtrail:ListTrails\", \"with\": {}}]}";
	struct strbuf code = STRBUF_INIT;

	(void)state;
	strbuf_addstr(&code, "{\"ZipFile\":\"");
	base64_write(steps, strlen(steps), &code);
	strbuf_addstr(&code, "\"}");
	assert_int_equal(ask("lambda", "PUT", FUNCTION "/code", code.buf), 200);
	strbuf_release(&code);
	assert_int_equal(ask("lambda", "PUT", FUNCTION "/code",
			     "{\"ZipFile\":\"UEsDBP//\"}"), 400);
	assert_int_equal(ask("lambda", "PUT", FUNCTION "/configuration",
			     "{\"Description\":\"x\",\"Timeout\":3}"), 200);
	assert_string_equal(member("Description"), "x");
	assert_true(was_said(&out, "does not know `Timeout`"));
	assert_int_equal(ask("lambda", "POST", FUNCTION "/policy",
			     "{\"StatementId\":\"s1\",\"Action\":"
			     "\"lambda:InvokeFunction\",\"Principal\":"
			     "\"events.amazonaws.com\"}"), 201);
	assert_int_equal(ask("lambda", "GET", FUNCTION "/policy", ""), 200);
	assert_int_equal(ask("lambda", "DELETE", FUNCTION "/policy/s1", ""),
			 204);
	assert_int_equal(answer.body.len, 0);
}

static void
guardduty_s_members_are_spelled_small(void **state)
{
	char *path;

	(void)state;
	assert_int_equal(ask("guardduty", "POST", "/detector",
			     "{\"enable\":true,\"findingPublishingFrequency\":"
			     "\"ONE_HOUR\",\"clientToken\":\"x\"}"), 200);
	path = str_printf("/detector/%s", member("detectorId"));
	assert_true(was_said(&out, "does not know `ClientToken`"));
	assert_int_equal(ask("guardduty", "GET", path, ""), 200);
	assert_string_equal(member("findingPublishingFrequency"), "ONE_HOUR");
	assert_string_equal(member("dataSources.dnsLogs.status"), "ENABLED");
	assert_int_equal(ask("guardduty", "POST", path, "{\"enable\":1}"), 400);
	assert_int_equal(ask("guardduty", "DELETE", path, ""), 200);
	assert_int_equal(ask("guardduty", "GET", path, ""), 400);
	assert_string_equal(header("x-amzn-ErrorType"), "BadRequestException");
	free(path);
}

static void
what_is_not_simulated_or_no_path_is_unknown(void **state)
{
	static const char *const targets[] = {
		"/", "/2018-10-31/layers", FUNCTION "/configuration/x",
		"/2015-03-31/functions//configuration", "/2015-03-31/function",
		"",
	};
	size_t events = lab.account->events.count;

	(void)state;
	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
		assert_int_equal(ask("lambda", "GET", targets[i], ""), 404);
		assert_string_equal(answer.error, "UnknownOperationException");
	}
	assert_int_equal(ask("lambda", "GET", "/detector", ""), 404);
	assert_int_equal(ask("guardduty", "POST", "/detector", "[]"), 400);
	assert_int_equal(ask("lambda", "POST", FUNCTION "/invocations", "\xff"),
			 400);
	assert_int_equal(ask("lambda", "GET", FUNCTION "%00x", ""), 400);
	assert_int_equal(ask("lambda", "GET", "/2015-03-31/functions/%ff", ""), 400);
	assert_int_equal(ask("lambda", "PUT", FUNCTION "/configuration",
			     "{\"Role\":\"\\u0000\"}"), 400);
	assert_int_equal(lab.account->events.count, events);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, serve, close_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_function_is_found_by_its_path),
		TEST(a_function_is_invoked_with_the_body_as_its_event),
		TEST(a_function_is_changed_and_its_policy_too),
		TEST(guardduty_s_members_are_spelled_small),
		TEST(what_is_not_simulated_or_no_path_is_unknown),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
