/* SPDX-License-Identifier: MIT */
/*
 * May it?  Identity policies, as IAM evaluates them: an explicit Deny wins, an
 * Allow is needed, silence is a no.  Wildcards * and ? in Action (whatever the
 * case) and Resource.
 * Differs from AWS: no Condition, NotAction, NotResource or boundaries; a
 * statement that has one of them denies if it is a Deny and never allows.
 */
#include "account/principal.h"

#include <string.h>

#include "base/json.h"

static char
folded(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Linear: on a mismatch only the last star is tried again, one further. */
static bool
wildcard_match(const char *pattern, const char *text, bool fold)
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

/* Action and Resource are a string or a list of strings. */
static bool
any_matches(struct json_object *value, const char *text, bool fold)
{
	if (json_object_is_type(value, json_type_string))
		return wildcard_match(json_object_get_string(value), text,
				      fold);
	if (!json_object_is_type(value, json_type_array))
		return false;
	for (size_t i = 0; i < json_object_array_length(value); i++)
		if (any_matches(json_object_array_get_idx(value, i), text,
				fold))
			return true;
	return false;
}

static bool
is_beyond_us(struct json_object *statement)
{
	return json_member(statement, "Condition") ||
	       json_member(statement, "NotAction") ||
	       json_member(statement, "NotResource");
}

static bool
applies(struct json_object *statement, const char *action,
	const char *resource)
{
	return any_matches(json_member(statement, "Action"), action, true) &&
	       any_matches(json_member(statement, "Resource"), resource, false);
}

static size_t
statement_count(struct json_object *statements)
{
	return json_object_is_type(statements, json_type_array) ?
		       json_object_array_length(statements) :
		       0;
}

bool
principal_may(const struct principal *principal, const char *action,
	      const char *resource, bool *explicit_deny)
{
	struct json_object *statements;
	bool allowed = false;

	if (explicit_deny)
		*explicit_deny = false;
	if (!principal->policy)
		return true;
	statements = json_member(principal->policy, "Statement");
	for (size_t i = 0; i < statement_count(statements); i++) {
		struct json_object *statement =
			json_object_array_get_idx(statements, i);
		const char *effect = json_string(statement, "Effect");
		bool deny = effect && !strcmp(effect, "Deny");

		if (deny && (is_beyond_us(statement) ||
			     applies(statement, action, resource))) {
			if (explicit_deny)
				*explicit_deny = true;
			return false;
		}
		if (effect && !strcmp(effect, "Allow") &&
		    !is_beyond_us(statement) &&
		    applies(statement, action, resource))
			allowed = true;
	}
	return allowed;
}

/* "*", {"Service": "..."} or {"Service": [...]} */
static bool
names_service(struct json_object *principal, const char *service)
{
	if (json_object_is_type(principal, json_type_string))
		return !strcmp(json_object_get_string(principal), "*");
	return any_matches(json_member(principal, "Service"), service, true);
}

bool
policy_lets_service(struct json_object *policy, const char *service,
		    const char *action, const char *resource)
{
	struct json_object *statements = json_member(policy, "Statement");
	bool allowed = false;

	for (size_t i = 0; i < statement_count(statements); i++) {
		struct json_object *statement =
			json_object_array_get_idx(statements, i);
		const char *effect = json_string(statement, "Effect");

		if (!effect ||
		    !names_service(json_member(statement, "Principal"),
				   service) ||
		    !applies(statement, action, resource))
			continue;
		if (!strcmp(effect, "Deny"))
			return false;
		allowed = allowed || !strcmp(effect, "Allow");
	}
	return allowed;
}
