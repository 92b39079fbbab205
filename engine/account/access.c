/* SPDX-License-Identifier: MIT */
/*
 * The caller as a request's context, and the policies one after the other.
 *
 * A role's session is known to policies by its role: aws:PrincipalArn is the
 * role's ARN.  Calls of AWS's own services ask no policy.
 * Differs from AWS: no permissions boundaries and session policies.
 */
#include "account/access.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

/* In the order of enum principal_type. */
static const char *const principal_types[] = { "Account", "User",
					       "AssumedRole", NULL };

static const char *
truth(bool value)
{
	return value ? "true" : "false";
}

static void
make_facts(const struct account *account, const struct caller *caller,
	   struct access_facts *facts)
{
	const struct principal *principal = caller->principal;
	struct json_object *identity =
		principal_user_identity(account, caller);

	memset(facts, 0, sizeof *facts);
	facts->user_id = mem_strdup(json_string(identity, "principalId"));
	if (principal->type == PRINCIPAL_ASSUMED_ROLE) {
		facts->session_arn = mem_strdup(json_string(identity, "arn"));
		facts->principal_arn = str_printf("arn:aws:iam::%s:role/%s",
						  account->id,
						  principal->name);
	} else {
		facts->principal_arn = mem_strdup(principal->arn);
	}
	json_object_put(identity);
}

/* An address is one's own; a service that calls for somebody has none. */
static const char *
source_ip(const struct caller *caller)
{
	if (caller->invoked_by)
		return NULL;
	return caller->source_ip ? caller->source_ip :
				   caller->principal->source_ip;
}

void
access_request(const struct account *account,
	       const struct access_question *question,
	       struct access_facts *facts, struct policy_request *out)
{
	const struct caller *caller = question->caller;
	const struct principal *principal = caller->principal;
	bool temporary = principal->type == PRINCIPAL_ASSUMED_ROLE ||
			 caller->credentials;

	make_facts(account, caller, facts);
	*out = (struct policy_request){
		.action = question->action,
		.resource = question->resource,
		.principal_arn = facts->principal_arn,
		.session_arn = facts->session_arn,
	};
	policy_request_set(out, "aws:PrincipalArn", facts->principal_arn);
	policy_request_set(out, "aws:PrincipalAccount", account->id);
	policy_request_set(out, "aws:PrincipalType",
			   principal_types[principal->type]);
	policy_request_set(out, "aws:PrincipalIsAWSService", "false");
	policy_request_set(out, "aws:RequestedRegion", question->region);
	policy_request_set(out, "aws:SecureTransport", "true");
	policy_request_set(out, "aws:SourceIp", source_ip(caller));
	policy_request_set(out, "aws:userid", facts->user_id);
	if (principal->type == PRINCIPAL_IAM_USER)
		policy_request_set(out, "aws:username", principal->name);
	if (temporary)
		policy_request_set(out, "aws:MultiFactorAuthPresent",
				   truth(caller->credentials &&
					 caller->credentials->mfa));
}

void
access_facts_release(struct access_facts *facts)
{
	free(facts->principal_arn);
	free(facts->session_arn);
	free(facts->user_id);
}

static bool
is_service_linked(const struct principal *principal)
{
	static const char prefix[] = "AWSServiceRoleFor";

	return principal->type == PRINCIPAL_ASSUMED_ROLE &&
	       !strncmp(principal->name, prefix, sizeof prefix - 1);
}

static enum policy_effect
stronger(enum policy_effect a, enum policy_effect b)
{
	return a > b ? a : b;
}

/* Root may do all; a service-linked role what its service needs. */
enum policy_effect
access_ask_identity(const struct account *account,
		    const struct principal *principal,
		    const struct policy_request *request)
{
	enum policy_effect effect = POLICY_SILENT;

	if (principal->type == PRINCIPAL_ROOT || is_service_linked(principal))
		return POLICY_ALLOW;
	for (size_t i = 0; i < principal->policies.count; i++)
		effect = stronger(effect,
				  policy_ask(principal->policies.items[i]
						     .document,
					     request));
	for (size_t i = 0; i < principal->attached.count; i++) {
		const struct managed_policy *policy = managed_policy_find(
			account, principal->attached.items[i]);

		if (policy)
			effect = stronger(effect, policy_ask(policy->document,
							     request));
	}
	return effect;
}

enum policy_effect
access_ask_organization(const struct account *account,
			const struct principal *principal,
			const struct policy_request *request)
{
	if (is_service_linked(principal) ||
	    !strncmp(request->action, "organizations:", 14))
		return POLICY_ALLOW;
	return control_policies_ask(account, request);
}

/* In the order in which a refusal is told. */
static enum access
decide(enum policy_effect organization, enum policy_effect identity,
       enum policy_effect resource, const char **policy_type)
{
	*policy_type = "service control policy";
	if (organization == POLICY_DENY)
		return ACCESS_DENIED;
	*policy_type = "identity-based policy";
	if (identity == POLICY_DENY)
		return ACCESS_DENIED;
	*policy_type = "resource-based policy";
	if (resource == POLICY_DENY)
		return ACCESS_DENIED;
	*policy_type = "service control policy";
	if (organization != POLICY_ALLOW)
		return ACCESS_NOT_ALLOWED;
	*policy_type = "identity-based policy";
	return identity == POLICY_ALLOW || resource == POLICY_ALLOW ?
		       ACCESS_ALLOWED :
		       ACCESS_NOT_ALLOWED;
}

enum access
access_ask(const struct account *account,
	   const struct access_question *question, const char **policy_type)
{
	const struct principal *principal = question->caller->principal;
	struct policy_request request;
	struct access_facts facts;
	const char *type;
	enum access access;

	if (principal->type == PRINCIPAL_AWS_SERVICE)
		return ACCESS_ALLOWED;
	access_request(account, question, &facts, &request);
	access = decide(access_ask_organization(account, principal, &request),
			access_ask_identity(account, principal, &request),
			policy_ask(question->resource_policy, &request),
			&type);
	if (policy_type)
		*policy_type = type;
	access_facts_release(&facts);
	return access;
}
