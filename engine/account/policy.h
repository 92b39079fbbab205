/* SPDX-License-Identifier: MIT */
/*
 * Policies: documents of statements, and what they say to one request.
 *
 * Known of the language: Effect, Action and NotAction, Resource and
 * NotResource with wildcards, Principal, and Condition with the operators and
 * keys of the tables in policy_condition.c.  What is not known is refused when
 * a policy is put; in a policy that came another way it makes a Deny deny and
 * an Allow allow nothing, so that it is never silently true.
 * Differs from AWS: no NotPrincipal, no policy variables, no ForAllValues and
 * ForAnyValue, and of the condition keys those of the table only.
 */
#ifndef ACCOUNT_POLICY_H
#define ACCOUNT_POLICY_H

#include <stdbool.h>
#include <stddef.h>

struct json_object;

enum { POLICY_CONTEXT_MOST = 24 };

/* What is asked: all lent.  The context holds condition keys' values. */
struct policy_request {
	const char *action;   /* "cloudtrail:StopLogging" */
	const char *resource; /* an ARN, or "*" */
	/* for policies that name principals: the service, or the user's or
	   role's ARN; and of a role's session its own */
	const char *service, *principal_arn, *session_arn;
	bool as_account; /* a resource's policy that names the account names
			    the principal */
	bool any_source; /* conditions on aws:Source... count as fulfilled */
	struct {
		const char *key, *value;
	} context[POLICY_CONTEXT_MOST];
	size_t context_count;
};

/* Adds a value to the context; nothing for NULL. */
void policy_request_set(struct policy_request *request, const char *key,
			const char *value);

enum policy_effect {
	POLICY_SILENT,
	POLICY_ALLOW,
	POLICY_DENY, /* explicitly: it wins */
};

/* `policy` may be any JSON, NULL too. */
enum policy_effect policy_ask(struct json_object *policy,
			      const struct policy_request *request);

/* Does a resource's policy let an AWS service do this, for whatever source? */
bool policy_lets_service(struct json_object *policy, const char *service,
			 const char *action, const char *resource);

/* The same on behalf of one source, a rule, say; NULL: whatever source. */
bool policy_lets_source(struct json_object *policy, const char *service,
			const char *source_arn, const char *action,
			const char *resource);

enum policy_kind {
	POLICY_IDENTITY, /* of a user or role */
	POLICY_RESOURCE, /* of a bucket: names principals */
	POLICY_TRUST,	 /* of a role: who may assume it */
};

/* The document, the caller's; NULL and the reason, as IAM words it where IAM
   has a word for it, in `why` (size bytes). */
struct json_object *policy_parse(const char *text, enum policy_kind kind,
				 char *why, size_t size);

/* A statement's Condition: does it hold?  Unknown: it asks something that is
   not simulated. */
enum policy_truth { POLICY_FALSE, POLICY_TRUE, POLICY_UNKNOWN };
enum policy_truth policy_condition(struct json_object *condition,
				   const struct policy_request *request);
/* False and the reason if some of it is not simulated. */
bool policy_condition_check(struct json_object *condition, char *why,
			    size_t size);

/* '*' and '?' in `pattern`; `fold` takes a and A for the same. */
bool policy_wildcard(const char *pattern, const char *text, bool fold);

#endif
