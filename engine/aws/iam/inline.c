/* SPDX-License-Identifier: MIT */
/*
 * Inline policies: Put, Get, Delete and List, of users and of roles alike.
 */
#include "aws/iam/iam.h"

#include <string.h>

#include "account/policy.h"
#include "base/json.h"

static const struct aws_member user_put_request[] = {
	IAM_REQUIRED("UserName"),
	IAM_REQUIRED("PolicyName"),
	IAM_DOCUMENT("PolicyDocument"),
	{ 0 },
};
static const struct aws_member user_name_request[] = {
	IAM_REQUIRED("UserName"),
	IAM_REQUIRED("PolicyName"),
	{ 0 },
};
static const struct aws_member user_list_request[] = {
	IAM_REQUIRED("UserName"),
	IAM_PAGE,
	{ 0 },
};
static const struct aws_member role_put_request[] = {
	IAM_REQUIRED("RoleName"),
	IAM_REQUIRED("PolicyName"),
	IAM_DOCUMENT("PolicyDocument"),
	{ 0 },
};
static const struct aws_member role_name_request[] = {
	IAM_REQUIRED("RoleName"),
	IAM_REQUIRED("PolicyName"),
	{ 0 },
};
static const struct aws_member role_list_request[] = {
	IAM_REQUIRED("RoleName"),
	IAM_PAGE,
	{ 0 },
};

static const char *const put_errors[] = { "MalformedPolicyDocument",
					  "NoSuchEntity", "ValidationError",
					  NULL };
static const char *const errors[] = { "NoSuchEntity", NULL };

enum { NAME_MOST = 128 };

static int
put_policy(struct aws_call *call)
{
	struct principal *principal = iam_named(call);
	struct json_object *document;

	if (!principal || iam_check_name(call, "PolicyName", NAME_MOST) < 0)
		return -1;
	document = iam_policy(call, "PolicyDocument", POLICY_IDENTITY);
	if (!document)
		return -1;
	principal_put_policy(principal, aws_request_string(call, "PolicyName"),
			     aws_request_string(call, "PolicyDocument"),
			     document);
	return 0;
}

static int
refuse_unknown(struct aws_call *call)
{
	return aws_refuse(call, "NoSuchEntity",
			  "The %s policy with name %s cannot be found.",
			  aws_request_string(call, "RoleName") ? "role" :
								 "user",
			  aws_request_string(call, "PolicyName"));
}

static int
get_policy(struct aws_call *call)
{
	struct principal *principal = iam_named(call);
	const struct inline_policy *policy;
	const char *member = aws_request_string(call, "RoleName") ?
				     "RoleName" :
				     "UserName";

	if (!principal)
		return -1;
	policy = principal_policy(principal,
				  aws_request_string(call, "PolicyName"));
	if (!policy)
		return refuse_unknown(call);
	call->response = json_object_new_object();
	json_set_string(call->response, member, principal->name);
	json_set_string(call->response, "PolicyName", policy->name);
	json_set(call->response, "PolicyDocument", json_copy(policy->document));
	return 0;
}

static int
delete_policy(struct aws_call *call)
{
	struct principal *principal = iam_named(call);

	if (!principal)
		return -1;
	if (!principal_delete_policy(principal,
				     aws_request_string(call, "PolicyName")))
		return refuse_unknown(call);
	return 0;
}

static int
list_policies(struct aws_call *call)
{
	struct principal *principal = iam_named(call);
	struct json_object *list;

	if (!principal)
		return -1;
	list = json_object_new_array();
	for (size_t i = 0; i < principal->policies.count; i++)
		json_object_array_add(list,
				      json_object_new_string(
					      principal->policies.items[i]
						      .name));
	return iam_answer_page(call, "PolicyNames", list);
}

const struct aws_operation iam_put_user_policy = {
	.name = "PutUserPolicy",
	.request = user_put_request,
	.errors = put_errors,
	.flags = AWS_GLOBAL,
	.summary = N_("write a policy into a user: what it may do"),
	.run = put_policy,
	IAM_ABOUT_USER,
};

const struct aws_operation iam_get_user_policy = {
	.name = "GetUserPolicy",
	.request = user_name_request,
	.errors = errors,
	.flags = AWS_GLOBAL | AWS_READ_ONLY,
	.summary = N_("show a policy that is written into a user"),
	.run = get_policy,
	IAM_ABOUT_USER,
};

const struct aws_operation iam_delete_user_policy = {
	.name = "DeleteUserPolicy",
	.request = user_name_request,
	.errors = errors,
	.flags = AWS_GLOBAL,
	.summary = N_("take a policy out of a user"),
	.run = delete_policy,
	IAM_ABOUT_USER,
};

const struct aws_operation iam_list_user_policies = {
	.name = "ListUserPolicies",
	.request = user_list_request,
	.errors = errors,
	.flags = AWS_GLOBAL | AWS_READ_ONLY,
	.summary = N_("list the policies that are written into a user"),
	.run = list_policies,
	IAM_ABOUT_USER,
};

const struct aws_operation iam_put_role_policy = {
	.name = "PutRolePolicy",
	.request = role_put_request,
	.errors = put_errors,
	.flags = AWS_GLOBAL,
	.summary = N_("write a policy into a role: what it may do"),
	.run = put_policy,
	IAM_ABOUT_ROLE,
};

const struct aws_operation iam_get_role_policy = {
	.name = "GetRolePolicy",
	.request = role_name_request,
	.errors = errors,
	.flags = AWS_GLOBAL | AWS_READ_ONLY,
	.summary = N_("show a policy that is written into a role"),
	.run = get_policy,
	IAM_ABOUT_ROLE,
};

const struct aws_operation iam_delete_role_policy = {
	.name = "DeleteRolePolicy",
	.request = role_name_request,
	.errors = errors,
	.flags = AWS_GLOBAL,
	.summary = N_("take a policy out of a role"),
	.run = delete_policy,
	IAM_ABOUT_ROLE,
};

const struct aws_operation iam_list_role_policies = {
	.name = "ListRolePolicies",
	.request = role_list_request,
	.errors = errors,
	.flags = AWS_GLOBAL | AWS_READ_ONLY,
	.summary = N_("list the policies that are written into a role"),
	.run = list_policies,
	IAM_ABOUT_ROLE,
};
