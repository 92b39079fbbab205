/* SPDX-License-Identifier: MIT */
/*
 * Managed policies.  Texts and dates of AWS's own: AWS Managed Policy
 * Reference.
 */
#include "account/managed_policy.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

static const struct {
	const char *name, *id, *version, *created, *description, *text;
} of_aws[] = {
	{ "AdministratorAccess", "ANPAIWMBCKSKIEE64ZLYK", "v1",
	  "2015-02-06T18:39:46Z",
	  "Provides full access to AWS services and resources.",
	  "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
	  "\"Action\":\"*\",\"Resource\":\"*\"}]}" },
	{ "AWSCloudTrail_FullAccess", "ANPALABCLOUDTRAILFULL", "v3",
	  "2020-10-08T23:41:00Z", "Provides full access to AWS CloudTrail.",
	  "{\"Version\":\"2012-10-17\",\"Statement\":["
	  "{\"Effect\":\"Allow\",\"Action\":[\"sns:AddPermission\","
	  "\"sns:CreateTopic\",\"sns:SetTopicAttributes\","
	  "\"sns:GetTopicAttributes\"],\"Resource\":["
	  "\"arn:aws:sns:*:*:aws-cloudtrail-logs*\"]},"
	  "{\"Effect\":\"Allow\",\"Action\":[\"sns:ListTopics\"],"
	  "\"Resource\":\"*\"},"
	  "{\"Effect\":\"Allow\",\"Action\":[\"s3:CreateBucket\","
	  "\"s3:PutBucketPolicy\",\"s3:PutBucketPublicAccessBlock\"],"
	  "\"Resource\":[\"arn:aws:s3:::aws-cloudtrail-logs*\"]},"
	  "{\"Effect\":\"Allow\",\"Action\":[\"s3:ListAllMyBuckets\","
	  "\"s3:GetBucketLocation\",\"s3:GetBucketPolicy\"],"
	  "\"Resource\":\"*\"},"
	  "{\"Effect\":\"Allow\",\"Action\":\"cloudtrail:*\","
	  "\"Resource\":\"*\"},"
	  "{\"Effect\":\"Allow\",\"Action\":[\"logs:CreateLogGroup\"],"
	  "\"Resource\":[\"arn:aws:logs:*:*:log-group:aws-cloudtrail-logs*\"]},"
	  "{\"Effect\":\"Allow\",\"Action\":[\"iam:ListRoles\","
	  "\"iam:GetRolePolicy\",\"iam:GetUser\"],\"Resource\":\"*\"},"
	  "{\"Effect\":\"Allow\",\"Action\":[\"iam:PassRole\"],"
	  "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{"
	  "\"iam:PassedToService\":\"cloudtrail.amazonaws.com\"}}},"
	  "{\"Effect\":\"Allow\",\"Action\":[\"kms:CreateKey\","
	  "\"kms:CreateAlias\",\"kms:ListKeys\",\"kms:ListAliases\"],"
	  "\"Resource\":\"*\"},"
	  "{\"Effect\":\"Allow\",\"Action\":[\"lambda:ListFunctions\"],"
	  "\"Resource\":\"*\"},"
	  "{\"Effect\":\"Allow\",\"Action\":[\"dynamodb:ListGlobalTables\","
	  "\"dynamodb:ListTables\"],\"Resource\":\"*\"}]}" },
	{ "AWSCloudTrail_ReadOnlyAccess", "ANPALABCLOUDTRAILREAD", "v1",
	  "2022-06-14T17:19:00Z",
	  "Provides read only access to AWS CloudTrail.",
	  "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
	  "\"Action\":[\"cloudtrail:Get*\",\"cloudtrail:Describe*\","
	  "\"cloudtrail:List*\",\"cloudtrail:LookupEvents\"],"
	  "\"Resource\":\"*\"}]}" },
};

void
managed_policies_of_aws(struct account *account)
{
	for (size_t i = 0; i < sizeof of_aws / sizeof *of_aws; i++) {
		struct managed_policy *policy = mem_calloc(1, sizeof *policy);

		policy->name = mem_strdup(of_aws[i].name);
		policy->arn = str_printf("arn:aws:iam::aws:policy/%s",
					 of_aws[i].name);
		policy->id = mem_strdup(of_aws[i].id);
		policy->description = mem_strdup(of_aws[i].description);
		policy->version = mem_strdup(of_aws[i].version);
		policy->text = mem_strdup(of_aws[i].text);
		policy->document = json_parse(of_aws[i].text,
					      strlen(of_aws[i].text), NULL,
					      NULL);
		clock_parse(of_aws[i].created, &policy->created);
		policy->by_aws = true;
		list_push(&account->managed_policies, policy);
	}
}

struct managed_policy *
managed_policy_add(struct account *account, const char *name, const char *text,
		   struct json_object *document, const char *description)
{
	struct managed_policy *policy = mem_calloc(1, sizeof *policy);

	policy->name = mem_strdup(name);
	policy->arn = str_printf("arn:aws:iam::%s:policy/%s", account->id,
				 name);
	policy->id = unique_id(account, "ANPA");
	policy->description = mem_strdup(description);
	policy->version = mem_strdup("v1");
	policy->text = mem_strdup(text);
	policy->document = document;
	policy->created = account->now;
	list_push(&account->managed_policies, policy);
	return policy;
}

struct managed_policy *
managed_policy_find(const struct account *account, const char *arn)
{
	for (size_t i = 0; i < account->managed_policies.count; i++)
		if (!strcmp(account->managed_policies.items[i]->arn, arn))
			return account->managed_policies.items[i];
	return NULL;
}

unsigned
managed_policy_attachments(const struct account *account,
			   const struct managed_policy *policy)
{
	unsigned count = 0;

	for (size_t i = 0; i < account->principals.count; i++) {
		const struct principal *who = account->principals.items[i];

		for (size_t j = 0; !who->deleted && j < who->attached.count;
		     j++)
			count += !strcmp(who->attached.items[j], policy->arn);
	}
	return count;
}

void
managed_policy_delete(struct account *account, struct managed_policy *policy)
{
	size_t i = 0;

	while (account->managed_policies.items[i] != policy)
		i++;
	account->managed_policies.count--;
	memmove(account->managed_policies.items + i,
		account->managed_policies.items + i + 1,
		(account->managed_policies.count - i) *
			sizeof *account->managed_policies.items);
	managed_policy_free(policy);
}

void
managed_policy_free(struct managed_policy *policy)
{
	free(policy->name);
	free(policy->arn);
	free(policy->id);
	free(policy->description);
	free(policy->version);
	free(policy->text);
	json_object_put(policy->document);
	free(policy);
}
