/* SPDX-License-Identifier: MIT */
/*
 * Is it a policy?  Asked when one is put.
 *
 * The texts are IAM's own, as public outputs have them; what is IAM's but not
 * the lab's (a condition key, a policy variable) is refused in words of ours.
 * Differs from AWS: the order in which several faults are found.
 */
#include "account/policy.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"

struct check {
	enum policy_kind kind;
	char *why;
	size_t size;
};

static bool
fault(struct check *check, const char *text)
{
	snprintf(check->why, check->size, "%s", text);
	return false;
}

static bool
syntax(struct check *check)
{
	return fault(check, "Syntax errors in policy.");
}

/* "*" or "service:Something". */
static bool
check_action(struct check *check, const char *action)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
	size_t vendor = strcspn(action, ":");

	if (!strcmp(action, "*"))
		return true;
	if (!action[vendor])
		return fault(check, "Actions/Conditions must be prefaced by a "
				    "vendor, e.g., iam, sdb, ec2, etc.");
	if (strchr(action + vendor + 1, ':'))
		return fault(check,
			     "Actions/Condition can contain only one colon.");
	if (!vendor || strspn(action, letters) != vendor) {
		snprintf(check->why, check->size, "Vendor %.*s is not valid",
			 (int)vendor, action);
		return false;
	}
	return true;
}

static bool
check_resource(struct check *check, const char *resource)
{
	const char *partition = resource + 4;
	size_t length;

	if (!strcmp(resource, "*"))
		return true;
	if (strncmp(resource, "arn:", 4)) {
		snprintf(check->why, check->size,
			 "Resource %s must be in ARN format or \"*\".",
			 resource);
		return false;
	}
	length = strcspn(partition, ":");
	if (strncmp(partition, "aws", length) || length != 3) {
		if (strcspn(partition, "*") < length)
			return true;
		snprintf(check->why, check->size,
			 "Partition \"%.*s\" is not valid for resource "
			 "\"%s\".",
			 (int)length, partition, resource);
		return false;
	}
	return true;
}

typedef bool check_one(struct check *check, const char *text);

/* A string or a list of strings, each of which passes. */
static bool
check_each(struct check *check, struct json_object *value, check_one *one)
{
	if (json_object_is_type(value, json_type_string))
		return one(check, json_object_get_string(value));
	if (!json_object_is_type(value, json_type_array))
		return syntax(check);
	for (size_t i = 0; i < json_object_array_length(value); i++) {
		struct json_object *item = json_object_array_get_idx(value, i);

		if (!json_object_is_type(item, json_type_string))
			return syntax(check);
		if (!one(check, json_object_get_string(item)))
			return false;
	}
	return true;
}

/* Exactly one of NAME and NotNAME, with something in it. */
static bool
check_either(struct check *check, struct json_object *statement,
	     const char *name, const char *not_name, check_one *one,
	     const char *missing)
{
	struct json_object *value = json_member(statement, name);
	struct json_object *other = json_member(statement, not_name);

	if (value && other)
		return syntax(check);
	if (!value)
		value = other;
	if (!value || (json_object_is_type(value, json_type_array) &&
		       json_object_array_length(value) == 0))
		return fault(check, missing);
	return check_each(check, value, one);
}

static bool
check_name(struct check *check, const char *name)
{
	return *name ? true : syntax(check);
}

/* "*", or an object of lists: AWS, Service. */
static bool
check_principal(struct check *check, struct json_object *principal)
{
	if (json_object_is_type(principal, json_type_string) &&
	    !strcmp(json_object_get_string(principal), "*"))
		return true;
	if (!json_object_is_type(principal, json_type_object))
		return fault(check, "Invalid principal in policy");
	json_object_object_foreach(principal, kind, names) {
		if (strcmp(kind, "AWS") && strcmp(kind, "Service"))
			return fault(check, "Invalid principal in policy");
		if (!check_each(check, names, check_name))
			return false;
	}
	return true;
}

static bool
check_elements(struct check *check, struct json_object *statement)
{
	static const char *const known[] = {
		"Sid",	      "Effect",	     "Action",	     "NotAction",
		"Resource",   "NotResource", "Condition",    "Principal",
		"NotPrincipal", NULL,
	};

	json_object_object_foreach(statement, key, value) {
		(void)value;
		if (!str_is_one_of(key, known))
			return syntax(check);
	}
	if (json_member(statement, "NotPrincipal"))
		return fault(check, "NotPrincipal is not simulated.");
	return true;
}

static bool
check_who(struct check *check, struct json_object *statement)
{
	struct json_object *principal = json_member(statement, "Principal");

	if (check->kind == POLICY_IDENTITY)
		return principal ? fault(check, "Policy document should not "
						"specify a principal.") :
				   true;
	if (!principal)
		return fault(check, "Missing required field Principal");
	return check_principal(check, principal);
}

static bool
check_statement(struct check *check, struct json_object *statement)
{
	struct json_object *condition;
	const char *effect;

	if (!json_object_is_type(statement, json_type_object))
		return syntax(check);
	effect = json_string(statement, "Effect");
	if (!effect || (strcmp(effect, "Allow") && strcmp(effect, "Deny")))
		return syntax(check);
	if (!check_elements(check, statement) || !check_who(check, statement) ||
	    !check_either(check, statement, "Action", "NotAction",
			  check_action,
			  "Policy statement must contain actions."))
		return false;
	if (check->kind == POLICY_TRUST) {
		if (json_member(statement, "Resource"))
			return fault(check, "Has prohibited field Resource");
	} else if (!check_either(check, statement, "Resource", "NotResource",
				 check_resource,
				 "Policy statement must contain resources.")) {
		return false;
	}
	condition = json_member(statement, "Condition");
	return !condition ||
	       policy_condition_check(condition, check->why, check->size);
}

static bool
check_sids(struct check *check, struct json_object *statements)
{
	size_t count = json_object_array_length(statements);

	for (size_t i = 0; i < count; i++) {
		const char *sid = json_string(
			json_object_array_get_idx(statements, i), "Sid");

		for (size_t j = 0; sid && j < i; j++) {
			const char *other = json_string(
				json_object_array_get_idx(statements, j),
				"Sid");

			if (other && !strcmp(sid, other))
				return fault(check,
					     "Statement IDs (SID) in a single "
					     "policy must be unique.");
		}
	}
	return true;
}

/* A bucket's policy may be of the older version, an identity's not. */
static bool
check_version(struct check *check, struct json_object *policy)
{
	const char *version = json_string(policy, "Version");

	if (version && !strcmp(version, "2012-10-17"))
		return true;
	if (check->kind == POLICY_IDENTITY)
		return fault(check, "Policy document must be version 2012-10-17 "
				    "or greater.");
	return !version || !strcmp(version, "2008-10-17") ? true :
							    syntax(check);
}

static bool
check_policy(struct check *check, struct json_object *policy)
{
	struct json_object *statements = json_member(policy, "Statement");

	if (!check_version(check, policy))
		return false;
	if (json_object_is_type(statements, json_type_object))
		return check_statement(check, statements);
	if (!json_object_is_type(statements, json_type_array))
		return syntax(check);
	/* A bucket may say nothing: nobody is let in. */
	if (json_object_array_length(statements) == 0 &&
	    check->kind != POLICY_RESOURCE)
		return syntax(check);
	for (size_t i = 0; i < json_object_array_length(statements); i++)
		if (!check_statement(check,
				     json_object_array_get_idx(statements, i)))
			return false;
	return check_sids(check, statements);
}

struct json_object *
policy_parse(const char *text, enum policy_kind kind, char *why, size_t size)
{
	struct check check = { .kind = kind, .why = why, .size = size };
	struct json_object *policy =
		json_parse(text, strlen(text), NULL, NULL);
	bool good;

	if (!json_object_is_type(policy, json_type_object))
		good = syntax(&check);
	else if (strstr(text, "${"))
		good = fault(&check, "Policy variables are not simulated.");
	else
		good = check_policy(&check, policy);
	if (good)
		return policy;
	json_object_put(policy);
	return NULL;
}
