/* SPDX-License-Identifier: MIT */
/*
 * AssumeRole: temporary credentials for whom a role's trust policy lets in.
 *
 * The trust policy must name the caller, or the account, which leaves it to
 * the caller's own policies.  A role that does not exist is refused in the
 * same words, so that nobody learns which roles there are.
 * Differs from AWS: no session policies, tags and MFA; every role's longest
 * session is an hour.
 */
#include "aws/sts/sts.h"

#include <stdlib.h>
#include <string.h>

#include "account/access.h"
#include "account/role_session.h"
#include "aws/record.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

enum {
	SHORTEST = 900, /* s */
	LONGEST = 3600,
	NAME_LEAST = 2,
	NAME_MOST = 64,
	ARN_LEAST = 20,
	SECRET = 40,
	TOKEN = 120,
};

#define ASSUME_ROLE "sts:AssumeRole"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

static const struct aws_member request[] = {
	{ .name = "RoleArn", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "RoleSessionName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "DurationSeconds", .type = AWS_INTEGER },
	{ 0 },
};

static const char *const errors[] = { "AccessDenied", "ValidationError", NULL };

static int
refuse_value(struct aws_call *call, const char *value, const char *member,
	     const char *constraint)
{
	return aws_refuse(call, "ValidationError",
			  "1 validation error detected: Value '%s' at '%s' "
			  "failed to satisfy constraint: Member must %s",
			  value, member, constraint);
}

static int
check_session_name(struct aws_call *call, const char *name)
{
	size_t length = strlen(name);

	if (strspn(name, LETTERS DIGITS "_+=,.@-") < length)
		return refuse_value(call, name, "roleSessionName",
				    "satisfy regular expression pattern: "
				    "[\\w+=,.@-]*");
	if (length < NAME_LEAST)
		return refuse_value(call, name, "roleSessionName",
				    "have length greater than or equal to 2");
	if (length > NAME_MOST)
		return refuse_value(call, name, "roleSessionName",
				    "have length less than or equal to 64");
	return 0;
}

static int
check_request(struct aws_call *call)
{
	const char *arn = aws_request_string(call, "RoleArn");
	int64_t seconds = aws_request_int(call, "DurationSeconds", LONGEST);
	char *text;

	if (strlen(arn) < ARN_LEAST)
		return refuse_value(call, arn, "roleArn",
				    "have length greater than or equal to 20");
	if (strncmp(arn, "arn:", 4))
		return aws_refuse(call, "ValidationError", "%s is invalid",
				  arn);
	if (check_session_name(call,
			       aws_request_string(call, "RoleSessionName")) < 0)
		return -1;
	if (seconds < SHORTEST) {
		text = str_printf("%lld", (long long)seconds);
		refuse_value(call, text, "durationSeconds",
			     "have value greater than or equal to 900");
		free(text);
		return -1;
	}
	if (seconds > LONGEST)
		return aws_refuse(call, "ValidationError",
				  "The requested DurationSeconds exceeds the "
				  "MaxSessionDuration set for this role.");
	return 0;
}

static const struct principal *
role_of(struct aws_call *call, const char *arn)
{
	char *start = str_printf("arn:aws:iam::%s:role/", call->account->id);
	size_t length = strlen(start);
	const struct principal *role = NULL;

	if (!strncmp(arn, start, length))
		role = principal_of_type(call->account, PRINCIPAL_ASSUMED_ROLE,
					 arn + length);
	free(start);
	return role;
}

/* The policies must allow it, and the trust policy must have a say in it. */
static enum access
ask(struct aws_call *call, const struct principal *role, const char *arn,
    const char **policy_type)
{
	struct access_question question = {
		.caller = &call->caller,
		.region = call->region,
		.action = ASSUME_ROLE,
		.resource = arn,
		.resource_policy = role ? role->trust_document : NULL,
	};
	struct policy_request asked;
	struct access_facts facts;
	enum access access = access_ask(call->account, &question, policy_type);

	if (access != ACCESS_ALLOWED)
		return access;
	access_request(call->account, &question, &facts, &asked);
	asked.as_account = true;
	if (policy_ask(question.resource_policy, &asked) != POLICY_ALLOW)
		access = ACCESS_NOT_ALLOWED;
	access_facts_release(&facts);
	return access;
}

static int
check_access(struct aws_call *call, const struct principal *role,
	     const char *arn)
{
	const char *policy_type = "";
	enum access access;
	char *who;

	if (call->caller.principal->type == PRINCIPAL_ROOT)
		return aws_refuse(call, "AccessDenied",
				  "Roles may not be assumed by root accounts.");
	access = ask(call, role, arn, &policy_type);
	if (access == ACCESS_ALLOWED)
		return 0;
	who = caller_arn(call->account, &call->caller);
	aws_refuse(call, "AccessDenied",
		   "User: %s is not authorized to perform: " ASSUME_ROLE
		   " on resource: %s%s%s",
		   who, arn,
		   access != ACCESS_DENIED	? "" :
		   *policy_type == 'i'	? " with an explicit deny in an " :
					  " with an explicit deny in a ",
		   access == ACCESS_DENIED ? policy_type : "");
	free(who);
	return -1;
}

static struct json_object *
assumed_role_user(const struct aws_call *call, const struct role_session *session)
{
	struct caller caller = { .principal = session->role,
				 .credentials = &session->credentials };
	struct json_object *identity =
		principal_user_identity(call->account, &caller);
	struct json_object *user = json_object_new_object();

	json_set_string(user, "AssumedRoleId",
			json_string(identity, "principalId"));
	json_set_string(user, "Arn", json_string(identity, "arn"));
	json_object_put(identity);
	return user;
}

/* CloudTrail never sees the secret. */
static void
record(struct aws_call *call, const struct role_session *session, const char *arn)
{
	struct json_object *credentials, *resource = json_object_new_object();
	char *date = record_date(session->expires, ",");

	call->response_elements = json_copy(call->response);
	credentials = json_member(call->response_elements, "Credentials");
	json_object_object_del(credentials, "SecretAccessKey");
	json_set_string(credentials, "Expiration", date);
	json_set_string(resource, "accountId", call->account->id);
	json_set_string(resource, "type", "AWS::IAM::Role");
	json_set_string(resource, "ARN", arn);
	call->resources = json_object_new_array();
	json_object_array_add(call->resources, resource);
	free(date);
}

static void
answer(struct aws_call *call, struct role_session *session)
{
	struct json_object *credentials = json_object_new_object();
	struct random *random = &call->account->random;
	char secret[SECRET + 1], rest[TOKEN + 1];

	random_text(random, LETTERS DIGITS "+/", SECRET, secret);
	random_text(random, LETTERS DIGITS "+/", TOKEN, rest);
	session->secret = mem_strdup(secret);
	session->token = str_printf("IQoJb3JpZ2luX2VjE%s", rest);
	json_set_string(credentials, "AccessKeyId", session->access_key_id);
	json_set_string(credentials, "SecretAccessKey", secret);
	json_set_string(credentials, "SessionToken", session->token);
	json_set(credentials, "Expiration",
		 json_object_new_double((double)session->expires / 1000.0));
	call->response = json_object_new_object();
	json_set(call->response, "Credentials", credentials);
	json_set(call->response, "AssumedRoleUser",
		 assumed_role_user(call, session));
}

static int
assume_role(struct aws_call *call)
{
	const char *arn = aws_request_string(call, "RoleArn");
	const struct principal *role = role_of(call, arn);
	struct role_session *session;

	if (check_request(call) < 0 || check_access(call, role, arn) < 0)
		return -1;
	session = role_session_add(call->account, role, call->caller.principal,
			      aws_request_string(call, "RoleSessionName"),
			      aws_request_int(call, "DurationSeconds", LONGEST) *
				      CLOCK_SECOND);
	answer(call, session);
	record(call, session, arn);
	return 0;
}

const struct aws_operation sts_assume_role = {
	.name = "AssumeRole",
	.request = request,
	.errors = errors,
	.flags = AWS_READ_ONLY | AWS_RESPONSE_RECORDED | AWS_NO_PERMISSION,
	.summary = N_("get temporary credentials of a role that trusts you"),
	.run = assume_role,
	.resource_type = "AWS::IAM::Role",
	.resource_member = "RoleArn",
};
