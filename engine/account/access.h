/* SPDX-License-Identifier: MIT */
/*
 * May it?  A caller's request before all the policies that have a say in it.
 *
 * An explicit Deny in any of them wins.  The organization's policies must
 * allow it; then an Allow of the identity's policies or, for one whom it
 * names, of the resource's policy is enough; silence is a no.
 */
#ifndef ACCOUNT_ACCESS_H
#define ACCOUNT_ACCESS_H

#include "account/policy.h"

struct account;
struct caller;
struct json_object;
struct principal;

struct access_question {
	const struct caller *caller;
	const char *region;   /* where it calls */
	const char *action;   /* "cloudtrail:StopLogging" */
	const char *resource; /* an ARN, or "*" */
	struct json_object *resource_policy; /* of a bucket, say; or NULL */
};

enum access {
	ACCESS_ALLOWED,
	ACCESS_DENIED,	    /* explicitly */
	ACCESS_NOT_ALLOWED, /* nothing allows it */
};

/* *policy_type (may be NULL) is the kind that decided a refusal, in AWS's
   words: "identity-based policy". */
enum access access_ask(const struct account *account,
		       const struct access_question *question,
		       const char **policy_type);

/* What the identity's own policies say. */
enum policy_effect access_ask_identity(const struct account *account,
				       const struct principal *principal,
				       const struct policy_request *request);
/* What the organization's say; an Allow where they are not asked. */
enum policy_effect access_ask_organization(const struct account *account,
					   const struct principal *principal,
					   const struct policy_request *request);

/* The request as policies see it; the strings it lends live in `facts`. */
struct access_facts {
	char *principal_arn, *session_arn, *user_id;
};
void access_request(const struct account *account,
		    const struct access_question *question,
		    struct access_facts *facts, struct policy_request *out);
void access_facts_release(struct access_facts *facts);

#endif
