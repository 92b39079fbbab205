/* SPDX-License-Identifier: MIT */
/*
 * The organization above the account, and its service control policies.
 *
 * A service control policy allows nothing by itself: at the root and at the
 * account something must allow a call, and nowhere may anything deny it.  It
 * holds for the account's root user too, and not for service-linked roles.
 * Differs from AWS: the organization has no other member account and no
 * organizational units, and its management account is not simulated: what is
 * done there is done by the account's own people, and those calls ask no
 * service control policy, as they would not there.
 */
#ifndef ACCOUNT_CONTROL_POLICY_H
#define ACCOUNT_CONTROL_POLICY_H

#include <stdbool.h>

#include "account/policy.h"

struct account;

/* Follow from the account's number. */
struct organization {
	char id[13];		 /* "o-..." */
	char root[7];		 /* "r-..." */
	char management[13];	 /* its management account */
};
struct organization organization_of(const struct account *account);

struct control_policy {
	char *id; /* "p-FullAWSAccess" */
	char *arn;
	char *name;
	char *description;
	char *text;
	struct json_object *document;
	bool by_aws;
	bool on_root, on_account; /* where it is attached */
};

/* FullAWSAccess, on both, as an organization begins. */
void control_policies_begin(struct account *account);
/* Takes `document`. */
struct control_policy *control_policy_add(struct account *account,
					  const char *name,
					  const char *description,
					  const char *text,
					  struct json_object *document);
struct control_policy *control_policy_find(const struct account *account,
					   const char *id);
void control_policy_delete(struct account *account,
			   struct control_policy *policy);
void control_policy_free(struct control_policy *policy);

/* What those of the root and of the account say together. */
enum policy_effect control_policies_ask(const struct account *account,
					const struct policy_request *request);

#endif
