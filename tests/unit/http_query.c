/* SPDX-License-Identifier: MIT */
/* The query protocol: forms as real clients send them, and the XML they get. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "served_lab.h"

#define STS "https://sts.amazonaws.com/doc/2011-06-15/"
#define AFTER(text) (strstr(answer.body.buf, text) + strlen(text))

static const char *
ask_as(const char *key_id, const char *service, const char *form)
{
	struct client client;

	client_begin(&client, service, NULL, form);
	client.request.headers.items[1].value =
		"application/x-www-form-urlencoded; charset=utf-8";
	sign_as(&client, key_id);
	return send(&client);
}

static const char *
ask(const char *service, const char *form)
{
	return ask_as(lab.learner->access_key_id, service, form);
}

/* The newest event's; the caller puts it. */
static struct json_object *
last_record(void)
{
	return event_parse(lab.account, lab.account->events.count - 1);
}

static void
who_am_i_is_answered_in_xml(void **state)
{
	char *wanted;

	(void)state;
	ask("sts", "Action=GetCallerIdentity&Version=2011-06-15");
	wanted = str_printf(
		"<GetCallerIdentityResponse xmlns=\"" STS "\">"
		"<GetCallerIdentityResult><UserId>%s</UserId>"
		"<Account>111122223333</Account>"
		"<Arn>arn:aws:iam::111122223333:user/jasoos</Arn>"
		"</GetCallerIdentityResult><ResponseMetadata><RequestId>%s"
		"</RequestId></ResponseMetadata></GetCallerIdentityResponse>\n",
		lab.learner->principal_id, answer.request_id);
	assert_int_equal(answer.status, 200);
	assert_string_equal(answer.content_type, "text/xml");
	assert_string_equal(answer.body.buf, wanted);
	free(wanted);
}

static void
a_refusal_has_the_status_of_the_service_s_model(void **state)
{
	char *wanted;

	(void)state;
	ask("iam", "Action=GetUser&Version=2010-05-08&UserName=nobody");
	wanted = str_printf(
		"<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/"
		"2010-05-08/\"><Error><Type>Sender</Type><Code>NoSuchEntity"
		"</Code><Message>The user with name nobody cannot be found."
		"</Message></Error><RequestId>%s</RequestId></ErrorResponse>\n",
		answer.request_id);
	assert_int_equal(answer.status, 404);
	assert_string_equal(answer.body.buf, wanted);
	free(wanted);
}

static void
what_is_not_simulated_is_an_invalid_action(void **state)
{
	(void)state;
	ask("iam", "Action=ListGroups&Version=2010-05-08");
	assert_int_equal(answer.status, 400);
	assert_holds("<Code>InvalidAction</Code><Message>Jasoos simulates a "
		     "part of AWS, and ListGroups is not in it</Message>");
	ask("ec2", "Action=DescribeInstances&Version=2016-11-15");
	assert_holds("<Code>InvalidAction</Code>");
	ask("iam", "");
	assert_holds("<Code>InvalidAction</Code>");
	ask("iam", "Action=ListBuckets&Version=2006-03-01");
	assert_holds("<Code>InvalidAction</Code>");
}

static void
faults_of_signatures_have_the_codes_of_this_protocol(void **state)
{
	(void)state;
	ask("iam", "Action=GetCallerIdentity&Version=2011-06-15");
	assert_int_equal(answer.status, 403);
	assert_holds("<Code>SignatureDoesNotMatch</Code><Message>Credential "
		     "should be scoped to correct service: 'sts'. </Message>");
}

#define POLICY                                                             \
	"%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22" \
	"Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22AWS%22%3A%22"    \
	"arn%3Aaws%3Aiam%3A%3A111122223333%3Aroot%22%7D%2C%22Action%22%3A"  \
	"%22sts%3AAssumeRole%22%7D%5D%7D"
#define IAM(action) "Action=" action "&Version=2010-05-08"

static void
a_policy_goes_in_as_json_and_comes_out_encoded(void **state)
{
	(void)state;
	ask("iam", IAM("CreateRole") "&RoleName=auditor"
				     "&AssumeRolePolicyDocument=" POLICY);
	assert_int_equal(answer.status, 200);
	assert_holds("<AssumeRolePolicyDocument>" POLICY
		     "</AssumeRolePolicyDocument>");
	assert_holds("<CreateDate>2025-11-19T07:00:00Z</CreateDate>");
}

/* The client looks at its own clock, so they end by that one. */
static void
a_session_ends_by_the_client_s_clock_and_calls(void **state)
{
	const char *key;
	char *id;

	(void)state;
	ask("iam", IAM("CreateRole") "&RoleName=auditor"
				     "&AssumeRolePolicyDocument=" POLICY);
	ask("sts", "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3A"
		   "iam%3A%3A111122223333%3Arole%2Fauditor&RoleSessionName="
		   "check&DurationSeconds=900");
	assert_int_equal(answer.status, 200);
	assert_holds("<Expiration>2026-11-23T01:15:00Z</Expiration>");
	key = AFTER("<AccessKeyId>");
	id = mem_strndup(key, strcspn(key, "<"));
	ask_as(id, "sts", "Action=GetCallerIdentity&Version=2011-06-15");
	assert_holds("<Arn>arn:aws:sts::111122223333:assumed-role/auditor/check"
		     "</Arn>");
	assert_string_equal(answer.who, "auditor/check");
	free(id);
}

static void
lists_and_maps_are_read_and_written(void **state)
{
	(void)state;
	ask("sns", "Action=CreateTopic&Version=2010-03-31&Name=alerts"
		   "&Attributes.entry.1.key=DisplayName"
		   "&Attributes.entry.1.value=a+%26+%3Cb%3E");
	assert_int_equal(answer.status, 200);
	ask("sns", "Action=GetTopicAttributes&Version=2010-03-31&TopicArn=arn%3A"
		   "aws%3Asns%3Aus-east-1%3A111122223333%3Aalerts");
	assert_holds("<entry><key>DisplayName</key><value>a &amp; &lt;b&gt;"
		     "</value></entry>");
	ask("cloudwatch", "");
	ask("monitoring", "Action=PutMetricAlarm&Version=2010-08-01&AlarmName=a"
			  "&MetricName=m&Namespace=n&Statistic=Sum&Period=60"
			  "&EvaluationPeriods=1&Threshold=1.5"
			  "&ComparisonOperator=GreaterThanThreshold"
			  "&ActionsEnabled=false&AlarmActions.member.1=arn%3A"
			  "aws%3Asns%3Aus-east-1%3A111122223333%3Aalerts");
	assert_int_equal(answer.status, 200);
	ask("monitoring", "Action=DescribeAlarms&Version=2010-08-01"
			  "&AlarmNames.member.1=a&AlarmNames.member.2=b");
	assert_holds("<MetricAlarms><member><AlarmName>a</AlarmName>");
	assert_holds("<ActionsEnabled>false</ActionsEnabled>");
	assert_holds("<AlarmActions><member>arn:aws:sns:us-east-1:111122223333:"
		     "alerts</member></AlarmActions>");
	assert_holds("<Threshold>1.5</Threshold>");
}

static void
a_value_that_is_no_number_is_refused(void **state)
{
	static const char *const values[] = { "x", "", "1.5", "9e9", "1%20",
					      "99999999999999999999" };

	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		char *form = str_printf("Action=ListUsers&Version=2010-05-08"
					"&MaxItems=%s", values[i]);

		ask("iam", form);
		assert_int_equal(answer.status, 400);
		assert_holds("<Code>SerializationException</Code>");
		free(form);
	}
}

static void
what_is_passed_over_is_told(void **state)
{
	(void)state;
	ask("monitoring", "Action=DescribeAlarms&Version=2010-08-01"
			  "&AlarmTypes.member.1=a&AlarmTypes.member.2=b&%1b=1"
			  "&AlarmNames.member.1=a");
	assert_int_equal(answer.status, 200);
	assert_true(was_said(&out, "does not know `AlarmTypes` of"));
	assert_true(was_said(&out, "does not know `\\x1b` of"));
	assert_int_equal(out.count, 2);
}

/* A name that ends early would be another's. */
static void
bytes_that_are_no_text_are_refused_as_such_and_no_call(void **state)
{
	static const char *const names[] = { "sana%00x", "%ff", "a%c0%80",
					     "%ed%a0%80", "\xff" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char *form = str_printf(IAM("GetUser") "&UserName=%s", names[i]);

		ask("iam", form);
		assert_int_equal(answer.status, 400);
		assert_holds("<Code>MalformedInput</Code>");
		free(form);
	}
	ask("iam", IAM("GetUser") "&UserName%00=sana");
	assert_holds("<Code>MalformedInput</Code>");
	assert_int_equal(lab.input_count, 0);
}

static void
what_xml_cannot_have_is_answered_as_a_replacement(void **state)
{
	(void)state;
	ask("iam", IAM("GetUser") "&UserName=a%01%ef%bf%be%ef%bf%bfb");
	assert_holds("<Message>The user with name a\ufffd\ufffd\ufffdb cannot be "
		     "found.</Message>");
}

/* Its name is gone while its last call is written down. */
static void
a_key_can_delete_itself(void **state)
{
	struct json_object *record;
	char *id = mem_strdup(lab.learner->access_key_id), *form;

	(void)state;
	form = str_printf(IAM("DeleteAccessKey") "&AccessKeyId=%s", id);
	ask("iam", form);
	assert_int_equal(answer.status, 200);
	record = last_record();
	assert_string_equal(json_string(json_member(record, "userIdentity"),
					"accessKeyId"), id);
	json_object_put(record);
	assert_null(lab.learner->access_key_id);
	free(form);
	free(id);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, serve, close_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_am_i_is_answered_in_xml),
		TEST(a_refusal_has_the_status_of_the_service_s_model),
		TEST(what_is_not_simulated_is_an_invalid_action),
		TEST(faults_of_signatures_have_the_codes_of_this_protocol),
		TEST(a_policy_goes_in_as_json_and_comes_out_encoded),
		TEST(a_session_ends_by_the_client_s_clock_and_calls),
		TEST(lists_and_maps_are_read_and_written),
		TEST(a_value_that_is_no_number_is_refused),
		TEST(what_is_passed_over_is_told),
		TEST(bytes_that_are_no_text_are_refused_as_such_and_no_call),
		TEST(what_xml_cannot_have_is_answered_as_a_replacement),
		TEST(a_key_can_delete_itself),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
