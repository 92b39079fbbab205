/* SPDX-License-Identifier: MIT */
/*
 * Service control policies, and what they say together.
 */
#include "account/control_policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyz0123456789";

struct organization
organization_of(const struct account *account)
{
	struct organization organization = { .management = "123456789012" };
	struct random random;
	char text[11];

	random_seed(&random, strtoull(account->id, NULL, 10));
	random_text(&random, LETTERS, 10, text);
	snprintf(organization.id, sizeof organization.id, "o-%s", text);
	random_text(&random, LETTERS, 4, text);
	snprintf(organization.root, sizeof organization.root, "r-%.4s", text);
	return organization;
}

void
control_policies_begin(struct account *account)
{
	static const char text[] =
		"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":"
		"\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
	struct control_policy *policy = mem_calloc(1, sizeof *policy);

	policy->id = mem_strdup("p-FullAWSAccess");
	policy->arn = mem_strdup("arn:aws:organizations::aws:policy/"
				 "service_control_policy/p-FullAWSAccess");
	policy->name = mem_strdup("FullAWSAccess");
	policy->description = mem_strdup("Allows access to every operation");
	policy->text = mem_strdup(text);
	policy->document = json_parse(text, strlen(text), NULL, NULL);
	policy->by_aws = policy->on_root = policy->on_account = true;
	list_push(&account->control_policies, policy);
}

struct control_policy *
control_policy_add(struct account *account, const char *name,
		   const char *description, const char *text,
		   struct json_object *document)
{
	struct organization organization = organization_of(account);
	struct control_policy *policy = mem_calloc(1, sizeof *policy);
	char id[9];

	random_text(&account->random, LETTERS, 8, id);
	policy->id = str_printf("p-%s", id);
	policy->arn = str_printf("arn:aws:organizations::%s:policy/%s/"
				 "service_control_policy/%s",
				 organization.management, organization.id,
				 policy->id);
	policy->name = mem_strdup(name);
	policy->description = mem_strdup(description);
	policy->text = mem_strdup(text);
	policy->document = document;
	list_push(&account->control_policies, policy);
	return policy;
}

struct control_policy *
control_policy_find(const struct account *account, const char *id)
{
	for (size_t i = 0; i < account->control_policies.count; i++)
		if (!strcmp(account->control_policies.items[i]->id, id))
			return account->control_policies.items[i];
	return NULL;
}

void
control_policy_delete(struct account *account, struct control_policy *policy)
{
	size_t i = 0;

	while (account->control_policies.items[i] != policy)
		i++;
	account->control_policies.count--;
	memmove(account->control_policies.items + i,
		account->control_policies.items + i + 1,
		(account->control_policies.count - i) *
			sizeof *account->control_policies.items);
	control_policy_free(policy);
}

void
control_policy_free(struct control_policy *policy)
{
	free(policy->id);
	free(policy->arn);
	free(policy->name);
	free(policy->description);
	free(policy->text);
	json_object_put(policy->document);
	free(policy);
}

enum policy_effect
control_policies_ask(const struct account *account,
		     const struct policy_request *request)
{
	bool root = false, own = false;

	for (size_t i = 0; i < account->control_policies.count; i++) {
		const struct control_policy *policy =
			account->control_policies.items[i];
		enum policy_effect effect = POLICY_SILENT;

		if (policy->on_root || policy->on_account)
			effect = policy_ask(policy->document, request);
		if (effect == POLICY_DENY)
			return POLICY_DENY;
		root = root || (effect == POLICY_ALLOW && policy->on_root);
		own = own || (effect == POLICY_ALLOW && policy->on_account);
	}
	return root && own ? POLICY_ALLOW : POLICY_SILENT;
}
