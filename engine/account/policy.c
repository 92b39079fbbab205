/* SPDX-License-Identifier: MIT */
/*
 * What a policy says to a request: an explicit Deny wins, an Allow is an
 * Allow, and silence is neither.
 */
#include "account/policy.h"

#include <string.h>

#include "base/json.h"

static char
folded(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Linear: on a mismatch only the last star is tried again, one further. */
bool
policy_wildcard(const char *pattern, const char *text, bool fold)
{
	const char *star = NULL, *retry = NULL;

	while (*text) {
		if (*pattern == '*') {
			star = pattern++;
			retry = text;
		} else if (*pattern == '?' ||
			   (fold ? folded(*pattern) == folded(*text) :
				   *pattern == *text)) {
			pattern++;
			text++;
		} else if (star) {
			pattern = star + 1;
			text = ++retry;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}

void
policy_request_set(struct policy_request *request, const char *key,
		   const char *value)
{
	if (!value || request->context_count == POLICY_CONTEXT_MOST)
		return;
	request->context[request->context_count].key = key;
	request->context[request->context_count++].value = value;
}

typedef bool matcher(const char *pattern, const void *data);

/* Action, Resource and a kind of Principal are a string or a list of them. */
static bool
any(struct json_object *value, matcher *matches, const void *data)
{
	if (json_object_is_type(value, json_type_string))
		return matches(json_object_get_string(value), data);
	if (!json_object_is_type(value, json_type_array))
		return false;
	for (size_t i = 0; i < json_object_array_length(value); i++) {
		struct json_object *item = json_object_array_get_idx(value, i);

		if (json_object_is_type(item, json_type_string) &&
		    matches(json_object_get_string(item), data))
			return true;
	}
	return false;
}

static bool
matches_action(const char *pattern, const void *action)
{
	return policy_wildcard(pattern, action, true);
}

static bool
matches_resource(const char *pattern, const void *resource)
{
	return policy_wildcard(pattern, resource, false);
}

/* "123456789012" and "arn:aws:iam::123456789012:root" name the account: they
   let it decide by its own policies, and so allow nothing by themselves. */
static bool
matches_principal(const char *name, const void *data)
{
	const struct policy_request *request = data;

	if (!strcmp(name, "*"))
		return true;
	if (request->session_arn && !strcmp(name, request->session_arn))
		return true;
	return request->principal_arn && !strcmp(name, request->principal_arn);
}

static bool
matches_account(const char *name, const void *data)
{
	const struct policy_request *request = data;
	const char *arn = request->principal_arn;

	if (!arn || strncmp(arn, "arn:aws:iam::", 13))
		return false;
	if (!strncmp(name, "arn:aws:iam::", 13) && strlen(name) == 30 &&
	    !strcmp(name + 25, ":root"))
		name += 13;
	return !strncmp(name, arn + 13, 12) &&
	       (!name[12] || !strcmp(name + 12, ":root"));
}

static bool
matches_service(const char *name, const void *service)
{
	return !strcmp(name, service);
}

static bool
names_principal(struct json_object *principal,
		const struct policy_request *request, bool deny)
{
	struct json_object *people = json_member(principal, "AWS");

	if (json_object_is_type(principal, json_type_string))
		return !strcmp(json_object_get_string(principal), "*");
	if (request->service)
		return any(json_member(principal, "Service"), matches_service,
			   request->service) ||
		       (people && any(people, matches_principal, request));
	return any(people, matches_principal, request) ||
	       ((deny || request->as_account) &&
		any(people, matches_account, request));
}

/* NAME or NotNAME; a statement has one of them. */
static bool
covers(struct json_object *statement, const char *name, const char *not_name,
       matcher *matches, const char *text)
{
	struct json_object *value = json_member(statement, name);

	if (value)
		return any(value, matches, text);
	value = json_member(statement, not_name);
	return value && !any(value, matches, text);
}

/* A role's trust policy has no Resource: it is about the role. */
static bool
covers_resource(struct json_object *statement,
		const struct policy_request *request)
{
	if (json_member(statement, "Principal") &&
	    !json_member(statement, "Resource") &&
	    !json_member(statement, "NotResource"))
		return true;
	return covers(statement, "Resource", "NotResource", matches_resource,
		      request->resource);
}

static enum policy_effect
ask_statement(struct json_object *statement,
	      const struct policy_request *request)
{
	const char *effect = json_string(statement, "Effect");
	struct json_object *principal = json_member(statement, "Principal");
	struct json_object *condition = json_member(statement, "Condition");
	enum policy_truth truth = POLICY_TRUE;
	bool deny = effect && !strcmp(effect, "Deny");

	if (!effect || (!deny && strcmp(effect, "Allow")))
		return POLICY_SILENT;
	if (principal && !names_principal(principal, request, deny))
		return POLICY_SILENT;
	if (json_member(statement, "NotPrincipal"))
		truth = POLICY_UNKNOWN;
	if (!covers(statement, "Action", "NotAction", matches_action,
		    request->action) ||
	    !covers_resource(statement, request))
		return POLICY_SILENT;
	if (condition && truth == POLICY_TRUE)
		truth = policy_condition(condition, request);
	if (deny)
		return truth == POLICY_FALSE ? POLICY_SILENT : POLICY_DENY;
	return truth == POLICY_TRUE ? POLICY_ALLOW : POLICY_SILENT;
}

enum policy_effect
policy_ask(struct json_object *policy, const struct policy_request *request)
{
	struct json_object *statements = json_member(policy, "Statement");
	enum policy_effect effect = POLICY_SILENT, one;

	if (json_object_is_type(statements, json_type_object))
		return ask_statement(statements, request);
	if (!json_object_is_type(statements, json_type_array))
		return POLICY_SILENT;
	for (size_t i = 0; i < json_object_array_length(statements); i++) {
		one = ask_statement(json_object_array_get_idx(statements, i),
				    request);
		if (one > effect)
			effect = one;
	}
	return effect;
}

bool
policy_lets_service(struct json_object *policy, const char *service,
		    const char *action, const char *resource)
{
	return policy_lets_source(policy, service, NULL, action, resource);
}

bool
policy_lets_source(struct json_object *policy, const char *service,
		   const char *source_arn, const char *action,
		   const char *resource)
{
	struct policy_request request = {
		.action = action,
		.resource = resource,
		.service = service,
		.any_source = source_arn == NULL,
	};

	policy_request_set(&request, "aws:SourceArn", source_arn);
	policy_request_set(&request, "aws:PrincipalIsAWSService", "true");
	policy_request_set(&request, "aws:PrincipalServiceName", service);
	policy_request_set(&request, "aws:SecureTransport", "true");
	return policy_ask(policy, &request) == POLICY_ALLOW;
}
