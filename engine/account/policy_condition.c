/* SPDX-License-Identifier: MIT */
/*
 * Conditions: every operator's every key must hold; of a key's several values
 * one (for the negated operators: none).
 *
 * A key that the request does not have fails, unless the operator is negated
 * or ends in IfExists, as in AWS.  Source: IAM User Guide, "IAM JSON policy
 * elements: Condition operators".
 */
#include "account/policy.h"

#include <ctype.h>
#include <stdio.h>
#include <stdint.h>
#include <string.h>

#include "base/json.h"

typedef bool test(const char *pattern, const char *value);

static int
compare_folded(const char *a, const char *b)
{
	while (*a && tolower((unsigned char)*a) == tolower((unsigned char)*b)) {
		a++;
		b++;
	}
	return *a || *b;
}

static bool
equals(const char *pattern, const char *value)
{
	return !strcmp(pattern, value);
}

static bool
equals_folded(const char *pattern, const char *value)
{
	return !compare_folded(pattern, value);
}

static bool
like(const char *pattern, const char *value)
{
	return policy_wildcard(pattern, value, false);
}

/* Each of an ARN's six parts by itself, so that no '*' reaches over a ':'. */
static bool
like_arn(const char *pattern, const char *value)
{
	char one[256], other[256];

	for (int part = 0; part < 5; part++) {
		size_t p = strcspn(pattern, ":"), v = strcspn(value, ":");

		if (!pattern[p] || !value[v] || p >= sizeof one ||
		    v >= sizeof other)
			return false;
		snprintf(one, sizeof one, "%.*s", (int)p, pattern);
		snprintf(other, sizeof other, "%.*s", (int)v, value);
		if (!policy_wildcard(one, other, false))
			return false;
		pattern += p + 1;
		value += v + 1;
	}
	return policy_wildcard(pattern, value, false);
}

/* "203.0.113.0/24"; false if it is no IPv4 address or block. */
static bool
read_block(const char *text, uint32_t *address, unsigned *bits)
{
	unsigned part[4];
	int length = 0;

	*bits = 32;
	if (sscanf(text, "%3u.%3u.%3u.%3u%n", &part[0], &part[1], &part[2],
		   &part[3], &length) != 4)
		return false;
	*address = 0;
	for (int i = 0; i < 4; i++) {
		if (part[i] > 255)
			return false;
		*address = *address << 8 | part[i];
	}
	text += length;
	if (*text == '/' && sscanf(text, "/%2u%n", bits, &length) == 1)
		text += length;
	return !*text && *bits <= 32;
}

static bool
in_block(const char *pattern, const char *value)
{
	uint32_t block, address, mask;
	unsigned bits, all;

	if (!read_block(pattern, &block, &bits) ||
	    !read_block(value, &address, &all))
		return false;
	mask = bits ? UINT32_MAX << (32 - bits) : 0;
	return (block & mask) == (address & mask);
}

static const struct operator {
	const char *name;
	test *test;	/* NULL: Null, which asks whether the key is there */
	bool negated;
} operators[] = {
	{ "StringEquals", equals, false },
	{ "StringNotEquals", equals, true },
	{ "StringEqualsIgnoreCase", equals_folded, false },
	{ "StringNotEqualsIgnoreCase", equals_folded, true },
	{ "StringLike", like, false },
	{ "StringNotLike", like, true },
	{ "ArnEquals", like_arn, false },
	{ "ArnNotEquals", like_arn, true },
	{ "ArnLike", like_arn, false },
	{ "ArnNotLike", like_arn, true },
	{ "Bool", equals_folded, false },
	{ "IpAddress", in_block, false },
	{ "NotIpAddress", in_block, true },
	{ "Null", NULL, false },
};

/* Those that access.c and bucket.c give to requests. */
static const char *const keys[] = {
	"aws:MultiFactorAuthPresent",
	"aws:PrincipalAccount",
	"aws:PrincipalArn",
	"aws:PrincipalIsAWSService",
	"aws:PrincipalServiceName",
	"aws:PrincipalType",
	"aws:RequestedRegion",
	"aws:SecureTransport",
	"aws:SourceAccount",
	"aws:SourceArn",
	"aws:SourceIp",
	"aws:userid",
	"aws:username",
	"s3:x-amz-acl",
};

static const struct operator *
operator_find(const char *name, bool *if_exists)
{
	size_t length = strlen(name);

	*if_exists = length > 8 && !strcmp(name + length - 8, "IfExists");
	if (*if_exists)
		length -= 8;
	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
		if (strlen(operators[i].name) == length &&
		    !strncmp(operators[i].name, name, length))
			return *if_exists && !operators[i].test ?
				       NULL :
				       &operators[i];
	return NULL;
}

static bool
is_known_key(const char *key)
{
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (!compare_folded(keys[i], key))
			return true;
	return false;
}

static const char *
value_of(const struct policy_request *request, const char *key)
{
	for (size_t i = 0; i < request->context_count; i++)
		if (!compare_folded(request->context[i].key, key))
			return request->context[i].value;
	return NULL;
}

static const char *
text_of(struct json_object *value)
{
	return json_object_get_string(value);
}

static bool
any_holds(const struct operator *operator, struct json_object *wanted,
	  const char *value)
{
	if (!json_object_is_type(wanted, json_type_array))
		return operator->test(text_of(wanted), value);
	for (size_t i = 0; i < json_object_array_length(wanted); i++)
		if (operator->test(text_of(json_object_array_get_idx(wanted,
								     i)),
				   value))
			return true;
	return false;
}

/* "true" asks for a key that is not there. */
static bool
null_holds(struct json_object *wanted, const char *value)
{
	if (json_object_is_type(wanted, json_type_array))
		wanted = json_object_array_get_idx(wanted, 0);
	return !compare_folded(text_of(wanted), value ? "false" : "true");
}

static bool
is_source(const char *key)
{
	static const char prefix[] = "aws:source";
	size_t i = 0;

	while (prefix[i] && prefix[i] == tolower((unsigned char)key[i]))
		i++;
	return !prefix[i];
}

static bool
key_holds(const struct operator *operator, bool if_exists,
	  struct json_object *wanted, const char *value)
{
	if (!operator->test)
		return null_holds(wanted, value);
	if (!value)
		return operator->negated || if_exists;
	return any_holds(operator, wanted, value) != operator->negated;
}

/* A string, a boolean, a number, or a list of such. */
static bool
is_wanted(struct json_object *wanted)
{
	if (json_object_is_type(wanted, json_type_array)) {
		for (size_t i = 0; i < json_object_array_length(wanted); i++) {
			struct json_object *item =
				json_object_array_get_idx(wanted, i);

			if (json_object_is_type(item, json_type_array) ||
			    !is_wanted(item))
				return false;
		}
		return json_object_array_length(wanted) > 0;
	}
	return json_object_is_type(wanted, json_type_string) ||
	       json_object_is_type(wanted, json_type_boolean) ||
	       json_object_is_type(wanted, json_type_int);
}

enum policy_truth
policy_condition(struct json_object *condition,
		 const struct policy_request *request)
{
	enum policy_truth truth = POLICY_TRUE;
	char why[256];

	if (!policy_condition_check(condition, why, sizeof why))
		return POLICY_UNKNOWN;
	json_object_object_foreach(condition, name, block) {
		bool if_exists;
		const struct operator *operator =
			operator_find(name, &if_exists);

		json_object_object_foreach(block, key, wanted)
			if (!(request->any_source && is_source(key)) &&
			    !key_holds(operator, if_exists, wanted,
				       value_of(request, key)))
				truth = POLICY_FALSE;
	}
	return truth;
}

static bool
check_block(struct json_object *block, char *why, size_t size)
{
	json_object_object_foreach(block, key, wanted) {
		if (!is_known_key(key)) {
			snprintf(why, size,
				 "The condition key %s is not simulated.", key);
			return false;
		}
		if (!is_wanted(wanted)) {
			snprintf(why, size, "Syntax errors in policy.");
			return false;
		}
	}
	return true;
}

bool
policy_condition_check(struct json_object *condition, char *why, size_t size)
{
	bool if_exists;

	if (!json_object_is_type(condition, json_type_object)) {
		snprintf(why, size, "Syntax errors in policy.");
		return false;
	}
	json_object_object_foreach(condition, name, block) {
		if (!operator_find(name, &if_exists)) {
			snprintf(why, size,
				 "The condition operator %s is not simulated.",
				 name);
			return false;
		}
		if (!json_object_is_type(block, json_type_object)) {
			snprintf(why, size, "Syntax errors in policy.");
			return false;
		}
		if (!check_block(block, why, size))
			return false;
	}
	return true;
}
