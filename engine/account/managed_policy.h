/* SPDX-License-Identifier: MIT */
/*
 * Managed policies: those of the account, and a few of AWS's own.
 *
 * Differs from AWS: of a policy there is one version only, and of AWS's more than a
 * thousand policies three are here, word for word (AWS Managed Policy
 * Reference); of their ids the lab's are made up, but AdministratorAccess's.
 */
#ifndef ACCOUNT_MANAGED_POLICY_H
#define ACCOUNT_MANAGED_POLICY_H

#include <stdbool.h>
#include <stdint.h>

struct account;
struct json_object;

#define ADMINISTRATOR_ACCESS "arn:aws:iam::aws:policy/AdministratorAccess"

struct managed_policy {
	char *name;
	char *arn;
	char *id;	   /* "ANPA..." */
	char *description; /* or NULL */
	char *version;	   /* "v1": its default version */
	char *text;
	struct json_object *document;
	int64_t created;
	bool by_aws;
};

/* Puts AWS's own into a new account. */
void managed_policies_of_aws(struct account *account);
/* Takes `document`. */
struct managed_policy *managed_policy_add(struct account *account,
					  const char *name, const char *text,
					  struct json_object *document,
					  const char *description);
struct managed_policy *managed_policy_find(const struct account *account,
					   const char *arn);
/* How many users and roles have it. */
unsigned managed_policy_attachments(const struct account *account,
				    const struct managed_policy *policy);
void managed_policy_delete(struct account *account,
			   struct managed_policy *policy);
void managed_policy_free(struct managed_policy *policy);

#endif
