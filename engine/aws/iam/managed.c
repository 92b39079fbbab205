/* SPDX-License-Identifier: MIT */
/*
 * Managed policies: made, shown, attached to users and roles.
 *
 * Differs from AWS: a policy keeps one version; ListPolicies knows no OnlyAttached
 * and PathPrefix.
 */
#include "aws/iam/iam.h"

#include <stdlib.h>
#include <string.h>

#include "account/managed_policy.h"
#include "account/policy.h"
#include "aws/record.h"
#include "base/json.h"
#include "base/strbuf.h"

static const struct aws_member create_request[] = {
	IAM_REQUIRED("PolicyName"),
	IAM_DOCUMENT("PolicyDocument"),
	IAM_STRING("Description"),
	{ 0 },
};
static const struct aws_member arn_request[] = {
	IAM_REQUIRED("PolicyArn"),
	{ 0 },
};
static const struct aws_member version_request[] = {
	IAM_REQUIRED("PolicyArn"),
	IAM_REQUIRED("VersionId"),
	{ 0 },
};
static const char *const scopes[] = { "All", "AWS", "Local", NULL };
static const struct aws_member list_request[] = {
	{ .name = "Scope", .type = AWS_STRING, .values = scopes },
	IAM_PAGE,
	{ 0 },
};
static const struct aws_member user_request[] = {
	IAM_REQUIRED("UserName"),
	IAM_REQUIRED("PolicyArn"),
	{ 0 },
};
static const struct aws_member user_list_request[] = {
	IAM_REQUIRED("UserName"),
	IAM_PAGE,
	{ 0 },
};
static const struct aws_member role_request[] = {
	IAM_REQUIRED("RoleName"),
	IAM_REQUIRED("PolicyArn"),
	{ 0 },
};
static const struct aws_member role_list_request[] = {
	IAM_REQUIRED("RoleName"),
	IAM_PAGE,
	{ 0 },
};

static const char *const create_errors[] = { "EntityAlreadyExists",
					     "MalformedPolicyDocument",
					     "ValidationError", NULL };
static const char *const delete_errors[] = { "DeleteConflict", "NoSuchEntity",
					     NULL };
static const char *const errors[] = { "NoSuchEntity", NULL };

enum { NAME_MOST = 128 };

static struct managed_policy *
named_policy(struct aws_call *call)
{
	const char *arn = aws_request_string(call, "PolicyArn");
	struct managed_policy *policy =
		managed_policy_find(call->account, arn);

	if (!policy)
		aws_refuse(call, "NoSuchEntity",
			   "Policy %s does not exist or is not attachable.",
			   arn);
	return policy;
}

static struct json_object *
describe(const struct account *account, const struct managed_policy *policy)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "PolicyName", policy->name);
	json_set_string(out, "PolicyId", policy->id);
	json_set_string(out, "Arn", policy->arn);
	json_set_string(out, "Path", "/");
	json_set_string(out, "DefaultVersionId", policy->version);
	json_set_int(out, "AttachmentCount",
		     managed_policy_attachments(account, policy));
	json_set_int(out, "PermissionsBoundaryUsageCount", 0);
	json_set_bool(out, "IsAttachable", true);
	iam_set_date(out, "CreateDate", policy->created);
	iam_set_date(out, "UpdateDate", policy->created);
	return out;
}

static int
create_policy(struct aws_call *call)
{
	const char *name = aws_request_string(call, "PolicyName");
	struct managed_policy *policy;
	struct json_object *document;
	char *arn, *date;

	if (iam_check_name(call, "PolicyName", NAME_MOST) < 0)
		return -1;
	arn = str_printf("arn:aws:iam::%s:policy/%s", call->account->id, name);
	policy = managed_policy_find(call->account, arn);
	free(arn);
	if (policy)
		return aws_refuse(call, "EntityAlreadyExists",
				  "A policy called %s already exists. Duplicate "
				  "names are not allowed.",
				  name);
	document = iam_policy(call, "PolicyDocument", POLICY_IDENTITY);
	if (!document)
		return -1;
	policy = managed_policy_add(call->account, name,
				    aws_request_string(call, "PolicyDocument"),
				    document,
				    aws_request_string(call, "Description"));
	call->response = json_object_new_object();
	json_set(call->response, "Policy", describe(call->account, policy));
	iam_record_response(call, "Policy", policy->created);
	date = record_date(policy->created, "");
	json_set_string(json_member(call->response_elements, "Policy"),
			"UpdateDate", date);
	free(date);
	return 0;
}

static int
delete_policy(struct aws_call *call)
{
	struct managed_policy *policy = named_policy(call);

	if (!policy)
		return -1;
	if (managed_policy_attachments(call->account, policy) > 0)
		return aws_refuse(call, "DeleteConflict",
				  "Cannot delete a policy attached to "
				  "entities.");
	if (policy->by_aws)
		return aws_refuse(call, "NoSuchEntity",
				  "Policy %s is AWS's own.", policy->arn);
	managed_policy_delete(call->account, policy);
	return 0;
}

static int
get_policy(struct aws_call *call)
{
	struct managed_policy *policy = named_policy(call);
	struct json_object *out;

	if (!policy)
		return -1;
	out = describe(call->account, policy);
	if (policy->description)
		json_set_string(out, "Description", policy->description);
	call->response = json_object_new_object();
	json_set(call->response, "Policy", out);
	return 0;
}

static int
get_policy_version(struct aws_call *call)
{
	const char *id = aws_request_string(call, "VersionId");
	struct managed_policy *policy = named_policy(call);
	struct json_object *out;

	if (!policy)
		return -1;
	if (strcmp(id, policy->version))
		return aws_refuse(call, "NoSuchEntity",
				  "Policy %s version %s does not exist or is "
				  "not attachable.",
				  policy->arn, id);
	out = json_object_new_object();
	json_set(out, "Document", json_copy(policy->document));
	json_set_string(out, "VersionId", policy->version);
	json_set_bool(out, "IsDefaultVersion", true);
	iam_set_date(out, "CreateDate", policy->created);
	call->response = json_object_new_object();
	json_set(call->response, "PolicyVersion", out);
	return 0;
}

static int
list_policies(struct aws_call *call)
{
	const char *scope = aws_request_string(call, "Scope");
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < call->account->managed_policies.count; i++) {
		const struct managed_policy *policy =
			call->account->managed_policies.items[i];

		if (!scope || !strcmp(scope, "All") ||
		    policy->by_aws == !strcmp(scope, "AWS"))
			json_object_array_add(list, describe(call->account,
							     policy));
	}
	return iam_answer_page(call, "Policies", list);
}

/* Attaching twice is no fault. */
static int
attach_policy(struct aws_call *call)
{
	struct principal *principal = iam_named(call);

	if (!principal || !named_policy(call))
		return -1;
	principal_attach(principal, aws_request_string(call, "PolicyArn"));
	return 0;
}

static int
detach_policy(struct aws_call *call)
{
	const char *arn = aws_request_string(call, "PolicyArn");
	struct principal *principal = iam_named(call);

	if (!principal)
		return -1;
	if (!principal_detach(principal, arn))
		return aws_refuse(call, "NoSuchEntity",
				  "Policy %s was not found.", arn);
	return 0;
}

static int
list_attached(struct aws_call *call)
{
	struct principal *principal = iam_named(call);
	struct json_object *list, *item;

	if (!principal)
		return -1;
	list = json_object_new_array();
	for (size_t i = 0; i < principal->attached.count; i++) {
		const char *arn = principal->attached.items[i];

		item = json_object_new_object();
		json_set_string(item, "PolicyName", strrchr(arn, '/') + 1);
		json_set_string(item, "PolicyArn", arn);
		json_object_array_add(list, item);
	}
	return iam_answer_page(call, "AttachedPolicies", list);
}

const struct aws_operation iam_create_policy = {
	.name = "CreatePolicy",
	.request = create_request,
	.errors = create_errors,
	.flags = AWS_GLOBAL,
	.summary = N_("create a policy that can be attached to users and roles"),
	.run = create_policy,
	.resource_type = "AWS::IAM::Policy",
	.resource_member = "PolicyName",
	.arn_prefix = "policy/",
};

const struct aws_operation iam_delete_policy = {
	.name = "DeletePolicy",
	.request = arn_request,
	.errors = delete_errors,
	.flags = AWS_GLOBAL,
	.summary = N_("delete a policy that is attached to nobody"),
	.run = delete_policy,
	.resource_type = "AWS::IAM::Policy",
	.resource_member = "PolicyArn",
};

const struct aws_operation iam_get_policy = {
	.name = "GetPolicy",
	.request = arn_request,
	.errors = errors,
	.flags = AWS_GLOBAL | AWS_READ_ONLY,
	.summary = N_("show a policy, without what it says"),
	.run = get_policy,
	.resource_type = "AWS::IAM::Policy",
	.resource_member = "PolicyArn",
};

const struct aws_operation iam_get_policy_version = {
	.name = "GetPolicyVersion",
	.request = version_request,
	.errors = errors,
	.flags = AWS_GLOBAL | AWS_READ_ONLY,
	.summary = N_("show what a policy says"),
	.run = get_policy_version,
	.resource_type = "AWS::IAM::Policy",
	.resource_member = "PolicyArn",
};

const struct aws_operation iam_list_policies = {
	.name = "ListPolicies",
	.request = list_request,
	.flags = AWS_GLOBAL | AWS_READ_ONLY,
	.summary = N_("list the policies that can be attached"),
	.run = list_policies,
	.arn_prefix = "policy/",
};

const struct aws_operation iam_attach_user_policy = {
	.name = "AttachUserPolicy",
	.request = user_request,
	.errors = errors,
	.flags = AWS_GLOBAL,
	.summary = N_("attach a policy to a user"),
	.run = attach_policy,
	IAM_ABOUT_USER,
};

const struct aws_operation iam_detach_user_policy = {
	.name = "DetachUserPolicy",
	.request = user_request,
	.errors = errors,
	.flags = AWS_GLOBAL,
	.summary = N_("detach a policy from a user"),
	.run = detach_policy,
	IAM_ABOUT_USER,
};

const struct aws_operation iam_list_attached_user_policies = {
	.name = "ListAttachedUserPolicies",
	.request = user_list_request,
	.errors = errors,
	.flags = AWS_GLOBAL | AWS_READ_ONLY,
	.summary = N_("list the policies that are attached to a user"),
	.run = list_attached,
	IAM_ABOUT_USER,
};

const struct aws_operation iam_attach_role_policy = {
	.name = "AttachRolePolicy",
	.request = role_request,
	.errors = errors,
	.flags = AWS_GLOBAL,
	.summary = N_("attach a policy to a role"),
	.run = attach_policy,
	IAM_ABOUT_ROLE,
};

const struct aws_operation iam_detach_role_policy = {
	.name = "DetachRolePolicy",
	.request = role_request,
	.errors = errors,
	.flags = AWS_GLOBAL,
	.summary = N_("detach a policy from a role"),
	.run = detach_policy,
	IAM_ABOUT_ROLE,
};

const struct aws_operation iam_list_attached_role_policies = {
	.name = "ListAttachedRolePolicies",
	.request = role_list_request,
	.errors = errors,
	.flags = AWS_GLOBAL | AWS_READ_ONLY,
	.summary = N_("list the policies that are attached to a role"),
	.run = list_attached,
	IAM_ABOUT_ROLE,
};
