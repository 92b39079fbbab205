/* SPDX-License-Identifier: MIT */
/*
 * What policies say to requests, as a table; what is no policy; and what a
 * caller may do where several policies have a say.
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
#include "account/access.h"
#include "account/policy.h"
#include "aws/dispatch.h"
#include "base/json.h"
#include "base/memory.h"

#define TRAIL "arn:aws:cloudtrail:us-east-1:111122223333:trail/main"
#define OTHER "arn:aws:cloudtrail:us-east-1:111122223333:trail/other"
#define HAMZA "arn:aws:iam::111122223333:user/hamza"
#define ROLE "arn:aws:iam::111122223333:role/guard"
#define SESSION "arn:aws:sts::111122223333:assumed-role/guard/g"

/* Text with ' for ", parsed. */
static struct json_object *
json_of(const char *text)
{
	char *copy = mem_strdup(text);
	struct json_object *value;

	for (char *at = copy; *at; at++)
		if (*at == '\'')
			*at = '"';
	value = json_parse(copy, strlen(copy), NULL, NULL);
	if (!value)
		fail_msg("no JSON: %s", text);
	free(copy);
	return value;
}

/* The context that a request of hamza's has, from 203.0.113.7. */
static void
add_context(struct policy_request *request)
{
	policy_request_set(request, "aws:PrincipalArn", HAMZA);
	policy_request_set(request, "aws:PrincipalAccount", "111122223333");
	policy_request_set(request, "aws:PrincipalIsAWSService", "false");
	policy_request_set(request, "aws:RequestedRegion", "us-east-1");
	policy_request_set(request, "aws:SourceIp", "203.0.113.7");
	policy_request_set(request, "aws:username", "hamza");
}

static enum policy_effect
ask(const char *statements, const char *action, const char *resource)
{
	struct policy_request request = { .action = action,
					  .resource = resource,
					  .principal_arn = HAMZA };
	struct json_object *policy = json_object_new_object();
	enum policy_effect effect;

	add_context(&request);
	json_set(policy, "Statement", json_of(statements));
	effect = policy_ask(policy, &request);
	json_object_put(policy);
	return effect;
}

/* One Allow of everything under a condition: does it hold? */
#define WHEN(condition)                                               \
	"{'Effect': 'Allow', 'Action': '*', 'Resource': '*', "         \
	"'Condition': " condition "}"
#define UNLESS(condition)                                             \
	"{'Effect': 'Deny', 'Action': '*', 'Resource': '*', "          \
	"'Condition': " condition "}"

static const struct {
	const char *statements, *action, *resource;
	enum policy_effect effect;
} decisions[] = {
	/* nothing said, something allowed, something denied */
	{ "[]", "cloudtrail:StopLogging", TRAIL, POLICY_SILENT },
	{ "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}",
	  "cloudtrail:StopLogging", TRAIL, POLICY_ALLOW },
	{ "[{'Effect': 'Deny', 'Action': 'cloudtrail:Stop*', 'Resource': "
	  "'*'}, {'Effect': 'Allow', 'Action': '*', 'Resource': '*'}]",
	  "cloudtrail:StopLogging", TRAIL, POLICY_DENY },
	{ "{'Effect': 'Permit', 'Action': '*', 'Resource': '*'}",
	  "cloudtrail:StopLogging", TRAIL, POLICY_SILENT },
	/* names: actions whatever the case, resources not */
	{ "{'Effect': 'Allow', 'Action': 'CLOUDTRAIL:stop?ogging', "
	  "'Resource': '*'}",
	  "cloudtrail:StopLogging", TRAIL, POLICY_ALLOW },
	{ "{'Effect': 'Allow', 'Action': '*', 'Resource': "
	  "'arn:aws:cloudtrail:*:111122223333:TRAIL/main'}",
	  "cloudtrail:StopLogging", TRAIL, POLICY_SILENT },
	{ "{'Effect': 'Allow', 'Action': ['s3:*', 'cloudtrail:Get*'], "
	  "'Resource': ['" OTHER "', '" TRAIL "']}",
	  "cloudtrail:GetTrail", TRAIL, POLICY_ALLOW },
	{ "{'Effect': 'Allow', 'Action': 5, 'Resource': '*'}",
	  "cloudtrail:GetTrail", TRAIL, POLICY_SILENT },
	/* all but these */
	{ "{'Effect': 'Allow', 'NotAction': 'iam:*', 'Resource': '*'}",
	  "cloudtrail:GetTrail", TRAIL, POLICY_ALLOW },
	{ "{'Effect': 'Allow', 'NotAction': 'iam:*', 'Resource': '*'}",
	  "iam:CreateUser", "*", POLICY_SILENT },
	{ "{'Effect': 'Deny', 'Action': '*', 'NotResource': '" TRAIL "'}",
	  "cloudtrail:GetTrail", OTHER, POLICY_DENY },
	{ "{'Effect': 'Deny', 'Action': '*', 'NotResource': '" TRAIL "'}",
	  "cloudtrail:GetTrail", TRAIL, POLICY_SILENT },
	/* strings: one of the values; of the negated none */
	{ WHEN("{'StringEquals': {'aws:username': ['sana', 'hamza']}}"),
	  "a:b", "*", POLICY_ALLOW },
	{ WHEN("{'StringEquals': {'aws:username': 'Hamza'}}"), "a:b", "*",
	  POLICY_SILENT },
	{ WHEN("{'StringEqualsIgnoreCase': {'aws:username': 'Hamza'}}"),
	  "a:b", "*", POLICY_ALLOW },
	{ WHEN("{'StringNotEquals': {'aws:username': ['sana', 'hamza']}}"),
	  "a:b", "*", POLICY_SILENT },
	{ WHEN("{'StringNotEquals': {'aws:username': ['sana', 'bilal']}}"),
	  "a:b", "*", POLICY_ALLOW },
	{ WHEN("{'StringLike': {'aws:RequestedRegion': 'us-*'}}"), "a:b", "*",
	  POLICY_ALLOW },
	{ WHEN("{'StringEquals': {'aws:RequestedRegion': 'us-*'}}"), "a:b",
	  "*", POLICY_SILENT },
	{ UNLESS("{'StringNotLike': {'aws:RequestedRegion': ['eu-*']}}"),
	  "a:b", "*", POLICY_DENY },
	/* the name of a key counts whatever its case */
	{ WHEN("{'StringEquals': {'AWS:principalARN': '" HAMZA "'}}"), "a:b",
	  "*", POLICY_ALLOW },
	/* ARNs part by part: a star does not reach over a colon */
	{ WHEN("{'ArnLike': {'aws:PrincipalArn': "
	       "'arn:aws:iam::*:user/h*'}}"),
	  "a:b", "*", POLICY_ALLOW },
	{ WHEN("{'ArnLike': {'aws:PrincipalArn': 'arn:aws:*:user/hamza'}}"),
	  "a:b", "*", POLICY_SILENT },
	{ WHEN("{'StringLike': {'aws:PrincipalArn': "
	       "'arn:aws:*:user/hamza'}}"),
	  "a:b", "*", POLICY_ALLOW },
	{ WHEN("{'ArnEquals': {'aws:PrincipalArn': "
	       "'arn:aws:iam::*:user/h*'}}"),
	  "a:b", "*", POLICY_ALLOW },
	{ UNLESS("{'ArnNotLike': {'aws:PrincipalArn': '" ROLE "'}}"), "a:b",
	  "*", POLICY_DENY },
	{ UNLESS("{'ArnNotEquals': {'aws:PrincipalArn': '" HAMZA "'}}"),
	  "a:b", "*", POLICY_SILENT },
	/* truth, and addresses */
	{ WHEN("{'Bool': {'aws:PrincipalIsAWSService': 'false'}}"), "a:b", "*",
	  POLICY_ALLOW },
	{ WHEN("{'Bool': {'aws:PrincipalIsAWSService': true}}"), "a:b", "*",
	  POLICY_SILENT },
	{ WHEN("{'IpAddress': {'aws:SourceIp': ['198.51.100.0/24', "
	       "'203.0.113.0/29']}}"),
	  "a:b", "*", POLICY_ALLOW },
	{ WHEN("{'IpAddress': {'aws:SourceIp': '203.0.113.8/29'}}"), "a:b",
	  "*", POLICY_SILENT },
	{ WHEN("{'IpAddress': {'aws:SourceIp': '203.0.113.7'}}"), "a:b", "*",
	  POLICY_ALLOW },
	{ WHEN("{'IpAddress': {'aws:SourceIp': '0.0.0.0/0'}}"), "a:b", "*",
	  POLICY_ALLOW },
	{ UNLESS("{'NotIpAddress': {'aws:SourceIp': '198.51.100.0/24'}}"),
	  "a:b", "*", POLICY_DENY },
	/* a key that is not there */
	{ WHEN("{'StringEquals': {'aws:SourceArn': '" TRAIL "'}}"), "a:b", "*",
	  POLICY_SILENT },
	{ WHEN("{'StringNotEquals': {'aws:SourceArn': '" TRAIL "'}}"), "a:b",
	  "*", POLICY_ALLOW },
	{ WHEN("{'StringEqualsIfExists': {'aws:SourceArn': '" TRAIL "'}}"),
	  "a:b", "*", POLICY_ALLOW },
	{ WHEN("{'StringEqualsIfExists': {'aws:username': 'sana'}}"), "a:b",
	  "*", POLICY_SILENT },
	{ UNLESS("{'Bool': {'aws:MultiFactorAuthPresent': 'false'}}"), "a:b",
	  "*", POLICY_SILENT },
	{ UNLESS("{'BoolIfExists': {'aws:MultiFactorAuthPresent': 'false'}}"),
	  "a:b", "*", POLICY_DENY },
	{ WHEN("{'Null': {'aws:SourceArn': 'true'}}"), "a:b", "*",
	  POLICY_ALLOW },
	{ WHEN("{'Null': {'aws:username': 'true'}}"), "a:b", "*",
	  POLICY_SILENT },
	/* every operator and every key must hold */
	{ WHEN("{'StringEquals': {'aws:username': 'hamza', "
	       "'aws:RequestedRegion': 'eu-west-1'}}"),
	  "a:b", "*", POLICY_SILENT },
	{ WHEN("{'StringEquals': {'aws:username': 'hamza'}, 'StringLike': "
	       "{'aws:RequestedRegion': 'eu-*'}}"),
	  "a:b", "*", POLICY_SILENT },
	/* what is not simulated is never silently true */
	{ WHEN("{'DateGreaterThan': {'aws:CurrentTime': '2020'}}"), "a:b", "*",
	  POLICY_SILENT },
	{ UNLESS("{'DateGreaterThan': {'aws:CurrentTime': '2020'}}"), "a:b",
	  "*", POLICY_DENY },
	{ WHEN("{'StringNotEquals': {'aws:PrincipalTag/team': 'x'}}"), "a:b",
	  "*", POLICY_SILENT },
	/* who is named */
	{ "{'Effect': 'Allow', 'Principal': '*', 'Action': '*', 'Resource': "
	  "'*'}",
	  "a:b", "*", POLICY_ALLOW },
	{ "{'Effect': 'Allow', 'Principal': {'AWS': '" HAMZA "'}, 'Action': "
	  "'*', 'Resource': '*'}",
	  "a:b", "*", POLICY_ALLOW },
	{ "{'Effect': 'Allow', 'Principal': {'AWS': '" ROLE "'}, 'Action': "
	  "'*', 'Resource': '*'}",
	  "a:b", "*", POLICY_SILENT },
	{ "{'Effect': 'Allow', 'Principal': {'Service': "
	  "'cloudtrail.amazonaws.com'}, 'Action': '*', 'Resource': '*'}",
	  "a:b", "*", POLICY_SILENT },
	/* the account by itself lets nobody in, but it can shut everybody out */
	{ "{'Effect': 'Allow', 'Principal': {'AWS': "
	  "'arn:aws:iam::111122223333:root'}, 'Action': '*', 'Resource': '*'}",
	  "a:b", "*", POLICY_SILENT },
	{ "{'Effect': 'Deny', 'Principal': {'AWS': '111122223333'}, 'Action': "
	  "'*', 'Resource': '*'}",
	  "a:b", "*", POLICY_DENY },
};

static void
a_request_gets_the_answer_that_the_statements_give(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++) {
		enum policy_effect effect =
			ask(decisions[i].statements, decisions[i].action,
			    decisions[i].resource);

		if (effect == decisions[i].effect)
			continue;
		print_error("%s, %s on %s: %d, not %d\n",
			    decisions[i].statements, decisions[i].action,
			    decisions[i].resource, effect,
			    decisions[i].effect);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

#define S(rest) "{'Version': '2012-10-17', 'Statement': {'Effect': 'Allow'" rest "}}"

static const struct {
	enum policy_kind kind;
	const char *policy, *why;
} refusals[] = {
	{ POLICY_IDENTITY, "let me in", "Syntax errors in policy." },
	{ POLICY_IDENTITY, "[]", "Syntax errors in policy." },
	{ POLICY_IDENTITY, "{'Version': '2008-10-17'}",
	  "Policy document must be version 2012-10-17 or greater." },
	{ POLICY_IDENTITY, "{'Version': '2012-10-17', 'Statement': []}",
	  "Syntax errors in policy." },
	{ POLICY_IDENTITY, "{'Version': '2012-10-17', 'Statement': 'x'}",
	  "Syntax errors in policy." },
	{ POLICY_IDENTITY, S(", 'Resource': '*'"),
	  "Policy statement must contain actions." },
	{ POLICY_IDENTITY, S(", 'Action': 's3:*'"),
	  "Policy statement must contain resources." },
	{ POLICY_IDENTITY, S(", 'Action': [], 'Resource': '*'"),
	  "Policy statement must contain actions." },
	{ POLICY_IDENTITY, S(", 'Action': 's3:*', 'NotAction': 's3:*', "
			     "'Resource': '*'"),
	  "Syntax errors in policy." },
	{ POLICY_IDENTITY, S(", 'Action': 'GetObject', 'Resource': '*'"),
	  "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, "
	  "ec2, etc." },
	{ POLICY_IDENTITY, S(", 'Action': 's3:Get:Object', 'Resource': '*'"),
	  "Actions/Condition can contain only one colon." },
	{ POLICY_IDENTITY, S(", 'Action': 'a a:Get', 'Resource': '*'"),
	  "Vendor a a is not valid" },
	{ POLICY_IDENTITY, S(", 'Action': '*', 'Resource': 'bucket'"),
	  "Resource bucket must be in ARN format or \"*\"." },
	{ POLICY_IDENTITY, S(", 'Action': '*', 'Resource': 'arn:red:s3:::b'"),
	  "Partition \"red\" is not valid for resource \"arn:red:s3:::b\"." },
	{ POLICY_IDENTITY, S(", 'Action': '*', 'Resource': '*', 'Principal': "
			     "'*'"),
	  "Policy document should not specify a principal." },
	{ POLICY_IDENTITY, S(", 'Action': '*', 'Resource': '*', 'Colour': "
			     "'red'"),
	  "Syntax errors in policy." },
	{ POLICY_IDENTITY,
	  "{'Version': '2012-10-17', 'Statement': [{'Sid': 'a', 'Effect': "
	  "'Allow', 'Action': '*', 'Resource': '*'}, {'Sid': 'a', 'Effect': "
	  "'Allow', 'Action': '*', 'Resource': '*'}]}",
	  "Statement IDs (SID) in a single policy must be unique." },
	{ POLICY_IDENTITY, S(", 'Action': '*', 'Resource': '*', 'Condition': "
			     "{'DateLessThan': {'aws:CurrentTime': '2030'}}"),
	  "The condition operator DateLessThan is not simulated." },
	{ POLICY_IDENTITY, S(", 'Action': '*', 'Resource': '*', 'Condition': "
			     "{'StringEquals': {'aws:PrincipalTag/a': 'b'}}"),
	  "The condition key aws:PrincipalTag/a is not simulated." },
	{ POLICY_IDENTITY, S(", 'Action': '*', 'Resource': '*', 'Condition': "
			     "{'NullIfExists': {'aws:username': 'true'}}"),
	  "The condition operator NullIfExists is not simulated." },
	{ POLICY_IDENTITY, S(", 'Action': '*', 'Resource': '*', 'Condition': "
			     "{'StringEquals': {'aws:username': {}}}"),
	  "Syntax errors in policy." },
	{ POLICY_IDENTITY, S(", 'Action': '*', 'Resource': "
			     "'arn:aws:iam::*:user/${aws:username}'"),
	  "Policy variables are not simulated." },
	{ POLICY_RESOURCE, S(", 'Action': '*', 'Resource': '*'"),
	  "Missing required field Principal" },
	{ POLICY_RESOURCE, S(", 'Action': '*', 'Resource': '*', "
			     "'NotPrincipal': '*'"),
	  "NotPrincipal is not simulated." },
	{ POLICY_RESOURCE, S(", 'Action': '*', 'Resource': '*', 'Principal': "
			     "{'Planet': 'Mars'}"),
	  "Invalid principal in policy" },
	{ POLICY_TRUST, S(", 'Action': 'sts:AssumeRole', 'Principal': '*', "
			  "'Resource': '*'"),
	  "Has prohibited field Resource" },
};

static void
what_is_no_policy_is_refused_with_the_reason(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		char *text = mem_strdup(refusals[i].policy);
		char why[256] = "";

		for (char *at = text; *at; at++)
			if (*at == '\'')
				*at = '"';
		assert_null(policy_parse(text, refusals[i].kind, why,
					 sizeof why));
		assert_string_equal(why, refusals[i].why);
		free(text);
	}
}

static void
the_policies_of_the_user_guide_are_taken(void **state)
{
	/* a bucket for a trail; a trail only one role may touch; a role */
	static const char bucket[] =
		"{\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"a\", "
		"\"Effect\": \"Allow\", \"Principal\": {\"Service\": "
		"\"cloudtrail.amazonaws.com\"}, \"Action\": \"s3:PutObject\", "
		"\"Resource\": \"arn:aws:s3:::b/AWSLogs/111122223333/*\", "
		"\"Condition\": {\"StringEquals\": {\"s3:x-amz-acl\": "
		"\"bucket-owner-full-control\", \"aws:SourceArn\": \"" TRAIL
		"\"}}}]}";
	static const char fence[] =
		"{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": "
		"\"Deny\", \"Action\": [\"cloudtrail:DeleteTrail\"], "
		"\"Resource\": [\"arn:aws:cloudtrail:*:*:trail/*\"], "
		"\"Condition\": {\"StringNotEquals\": {\"aws:PrincipalARN\": "
		"\"" ROLE "\"}}}]}";
	static const char trust[] =
		"{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": "
		"\"Allow\", \"Principal\": {\"Service\": "
		"\"lambda.amazonaws.com\"}, \"Action\": \"sts:AssumeRole\"}]}";
	static const struct {
		const char *text;
		enum policy_kind kind;
	} policies[] = { { bucket, POLICY_RESOURCE },
			 { fence, POLICY_IDENTITY },
			 { trust, POLICY_TRUST } };
	char why[256];

	(void)state;
	for (size_t i = 0; i < sizeof policies / sizeof *policies; i++) {
		struct json_object *policy = policy_parse(
			policies[i].text, policies[i].kind, why, sizeof why);

		assert_non_null(policy);
		json_object_put(policy);
	}
}

/* ---- callers */

static struct account *
new_account(void)
{
	struct account *account = account_new("111122223333", "us-east-1", 0, 1,
					      aws_door);

	principal_add(account, PRINCIPAL_IAM_USER, "hamza");
	principal_set_session(principal_add(account, PRINCIPAL_ASSUMED_ROLE,
					    "guard"),
			      "g");
	return account;
}

static enum access
may(struct account *account, const char *who, const char *resource_policy,
    const char **policy_type)
{
	struct caller caller = { .principal = principal_find(account, who) };
	struct access_question question = {
		.caller = &caller,
		.region = "us-east-1",
		.action = "s3:PutObject",
		.resource = "arn:aws:s3:::logs/x",
		.resource_policy =
			resource_policy ? json_of(resource_policy) : NULL,
	};
	enum access access = access_ask(account, &question, policy_type);

	json_object_put(question.resource_policy);
	return access;
}

static void
set_policy(struct account *account, const char *who, const char *policy)
{
	principal_set_policy(principal_find(account, who), json_of(policy));
}

static void
silence_is_a_no_and_a_deny_anywhere_wins(void **state)
{
	static const char deny[] =
		"{'Statement': {'Effect': 'Deny', 'Principal': '*', 'Action': "
		"'s3:PutObject', 'Resource': 'arn:aws:s3:::logs/*'}}";
	struct account *account = new_account();
	const char *type = NULL;

	(void)state;
	assert_int_equal(may(account, "hamza", NULL, &type), ACCESS_ALLOWED);
	assert_int_equal(may(account, "hamza", deny, &type), ACCESS_DENIED);
	assert_string_equal(type, "resource-based policy");
	set_policy(account, "hamza", "{'Statement': []}");
	assert_int_equal(may(account, "hamza", NULL, &type),
			 ACCESS_NOT_ALLOWED);
	assert_string_equal(type, "identity-based policy");
	account_free(account);
}

static void
a_bucket_lets_in_whom_it_names(void **state)
{
	static const char role[] =
		"{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': '" ROLE
		"'}, 'Action': '*', 'Resource': '*'}}";
	static const char session[] =
		"{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': "
		"'" SESSION "'}, 'Action': '*', 'Resource': '*'}}";
	struct account *account = new_account();

	(void)state;
	set_policy(account, "guard", "{'Statement': []}");
	set_policy(account, "hamza", "{'Statement': []}");
	assert_int_equal(may(account, "guard", NULL, NULL),
			 ACCESS_NOT_ALLOWED);
	assert_int_equal(may(account, "guard", role, NULL), ACCESS_ALLOWED);
	assert_int_equal(may(account, "guard", session, NULL), ACCESS_ALLOWED);
	assert_int_equal(may(account, "hamza", role, NULL),
			 ACCESS_NOT_ALLOWED);
	account_free(account);
}

/* For policies a session is its role. */
static void
a_session_is_known_by_its_role(void **state)
{
	struct account *account = new_account();

	(void)state;
	set_policy(account, "guard",
		   "{'Statement': " WHEN("{'ArnEquals': {'aws:PrincipalArn': "
					 "'" ROLE "'}}") "}");
	assert_int_equal(may(account, "guard", NULL, NULL), ACCESS_ALLOWED);
	account_free(account);
}

static void
a_policy_that_names_one_trail_lets_in_that_trail_only(void **state)
{
	static const char policy[] =
		"{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": "
		"{\"Service\": \"cloudtrail.amazonaws.com\"}, \"Action\": "
		"\"s3:*\", \"Resource\": \"*\", \"Condition\": "
		"{\"StringEquals\": {\"aws:SourceArn\": \"" TRAIL "\"}}}}";
	struct account *account = new_account();
	struct bucket *bucket = bucket_add(account, "logs");
	char why[256];

	(void)state;
	assert_false(bucket_lets_cloudtrail(account, bucket, TRAIL));
	assert_true(bucket_set_policy(bucket, policy, why, sizeof why));
	assert_true(bucket_lets_cloudtrail(account, bucket, TRAIL));
	assert_false(bucket_lets_cloudtrail(account, bucket, OTHER));
	assert_false(bucket_lets_cloudtrail(account, bucket, NULL));
	account_free(account);
}

/* ---- service control policies */

/* Makes one and attaches it to the account; the caller keeps it alive. */
static struct control_policy *
control(struct account *account, const char *policy)
{
	struct control_policy *added = control_policy_add(
		account, "fence", "", policy, json_of(policy));

	added->on_account = true;
	return added;
}

#define FENCE                                                              \
	"{'Statement': {'Effect': 'Deny', 'Action': 's3:PutObject', "       \
	"'Resource': '*', 'Condition': {'ArnNotLike': "                      \
	"{'aws:PrincipalARN': '" ROLE "'}}}}"

static void
a_service_control_policy_stops_all_but_whom_it_leaves_out(void **state)
{
	struct account *account = new_account();
	struct control_policy *fence = control(account, FENCE);
	const char *type;

	(void)state;
	principal_add(account, PRINCIPAL_ROOT, "root");
	principal_add(account, PRINCIPAL_ASSUMED_ROLE,
		      "AWSServiceRoleForConfig");
	assert_int_equal(may(account, "hamza", NULL, &type), ACCESS_DENIED);
	assert_string_equal(type, "service control policy");
	assert_int_equal(may(account, "root", NULL, NULL), ACCESS_DENIED);
	assert_int_equal(may(account, "guard", NULL, NULL), ACCESS_ALLOWED);
	assert_int_equal(may(account, "AWSServiceRoleForConfig", NULL, NULL),
			 ACCESS_ALLOWED);
	fence->on_account = false;
	assert_int_equal(may(account, "hamza", NULL, NULL), ACCESS_ALLOWED);
	account_free(account);
}

static void
the_organization_must_allow_it_and_allows_nothing_by_itself(void **state)
{
	struct account *account = new_account();
	struct control_policy *all = account->control_policies.items[0];
	const char *type;

	(void)state;
	set_policy(account, "hamza", "{'Statement': []}");
	assert_int_equal(may(account, "hamza", NULL, &type),
			 ACCESS_NOT_ALLOWED);
	assert_string_equal(type, "identity-based policy");
	control(account, "{'Statement': {'Effect': 'Allow', 'Action': 'ec2:*', "
			 "'Resource': '*'}}");
	all->on_account = false;
	assert_int_equal(may(account, "guard", NULL, &type),
			 ACCESS_NOT_ALLOWED);
	assert_string_equal(type, "service control policy");
	all->on_account = true;
	all->on_root = false;
	assert_int_equal(may(account, "guard", NULL, &type),
			 ACCESS_NOT_ALLOWED);
	account_free(account);
}

static struct json_object *
last_record(struct account *account)
{
	return event_parse(account, account->events.count - 1);
}

/* What is stopped by one is told so, and recorded as AWS records it; the
   organization's own calls, which are the management account's, are not. */
static void
a_stopped_attack_is_told_and_recorded(void **state)
{
	struct account *account = new_account();
	struct caller hamza = { .principal = principal_find(account,
							    "hamza") };
	struct json_object *request = json_object_new_object(), *record;
	struct aws_error error = { 0 };

	(void)state;
	control(account, "{'Statement': {'Effect': 'Deny', 'Action': '*', "
			 "'Resource': '*'}}");
	json_set_string(request, "Name", "main");
	assert_null(aws_door(account, &hamza, "cloudtrail", "StopLogging",
			     request, &error));
	assert_string_equal(error.code, "AccessDeniedException");
	assert_string_equal(
		error.message,
		"User: " HAMZA " is not authorized to perform: "
		"cloudtrail:StopLogging on resource: " TRAIL
		" with an explicit deny in a service control policy");
	record = last_record(account);
	assert_string_equal(json_string(record, "errorCode"), "AccessDenied");
	assert_string_equal(json_string(record, "errorMessage"), error.message);
	assert_null(json_member(record, "responseElements"));
	json_object_put(record);
	aws_error_release(&error);
	record = aws_door(account, &hamza, "organizations",
			  "DescribeOrganization", json_object_new_object(),
			  &error);
	assert_non_null(record);
	json_object_put(record);
	account_free(account);
}

/* Who signs with no active key is nobody: refused, and in no record. */
static void
a_call_without_a_key_is_no_call(void **state)
{
	static const struct {
		const char *service, *operation, *code;
	} rows[] = {
		{ "sts", "GetCallerIdentity", "InvalidClientTokenId" },
		{ "s3", "ListBuckets", "InvalidAccessKeyId" },
		{ "cloudtrail", "ListTrails", "UnrecognizedClientException" },
	};
	struct account *account = new_account();
	struct principal *hamza = principal_find(account, "hamza");
	struct caller caller = { .principal = hamza };
	struct aws_error error = { 0 };

	(void)state;
	principal_set_key(hamza, &hamza->keys[0], false);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_null(aws_door(account, &caller, rows[i].service,
				     rows[i].operation,
				     json_object_new_object(), &error));
		assert_string_equal(error.code, rows[i].code);
		aws_error_release(&error);
	}
	assert_int_equal(account->events.count, 0);
	principal_set_key(hamza, &hamza->keys[0], true);
	json_object_put(aws_door(account, &caller, "sts", "GetCallerIdentity",
				 json_object_new_object(), &error));
	assert_null(error.code);
	assert_int_equal(account->events.count, 1);
	account_free(account);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_request_gets_the_answer_that_the_statements_give),
		cmocka_unit_test(what_is_no_policy_is_refused_with_the_reason),
		cmocka_unit_test(the_policies_of_the_user_guide_are_taken),
		cmocka_unit_test(silence_is_a_no_and_a_deny_anywhere_wins),
		cmocka_unit_test(a_bucket_lets_in_whom_it_names),
		cmocka_unit_test(a_session_is_known_by_its_role),
		cmocka_unit_test(
			a_policy_that_names_one_trail_lets_in_that_trail_only),
		cmocka_unit_test(
			a_service_control_policy_stops_all_but_whom_it_leaves_out),
		cmocka_unit_test(
			the_organization_must_allow_it_and_allows_nothing_by_itself),
		cmocka_unit_test(a_stopped_attack_is_told_and_recorded),
		cmocka_unit_test(a_call_without_a_key_is_no_call),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
