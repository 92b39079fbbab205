/* SPDX-License-Identifier: MIT */
/*
 * CreateRole, DeleteRole, GetRole, ListRoles, UpdateAssumeRolePolicy.
 *
 * The trust policy says who may assume the role; what the role may do then
 * say its other policies.
 */
#include "aws/iam/iam.h"

#include <stdlib.h>
#include <string.h>

#include "account/managed_policy.h"
#include "account/policy.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

static const struct aws_member create_request[] = {
	IAM_REQUIRED("RoleName"),
	IAM_DOCUMENT("AssumeRolePolicyDocument"),
	IAM_STRING("Description"),
	{ 0 },
};
static const struct aws_member name_request[] = {
	IAM_REQUIRED("RoleName"),
	{ 0 },
};
static const struct aws_member trust_request[] = {
	IAM_REQUIRED("RoleName"),
	IAM_DOCUMENT("PolicyDocument"),
	{ 0 },
};
static const struct aws_member list_request[] = {
	IAM_PAGE,
	{ 0 },
};

static const char *const create_errors[] = { "EntityAlreadyExists",
					     "MalformedPolicyDocument",
					     "ValidationError", NULL };
static const char *const delete_errors[] = { "DeleteConflict", "NoSuchEntity",
					     NULL };
static const char *const get_errors[] = { "NoSuchEntity", NULL };
static const char *const trust_errors[] = { "MalformedPolicyDocument",
					    "NoSuchEntity", NULL };

enum { NAME_MOST = 64 };

static struct json_object *
describe(const struct account *account, const struct principal *role)
{
	struct json_object *out = json_object_new_object();
	char *arn = str_printf("arn:aws:iam::%s:role/%s", account->id,
			       role->name);
	char *id = str_printf("%.*s", (int)strcspn(role->principal_id, ":"),
			      role->principal_id);

	json_set_string(out, "Path", "/");
	json_set_string(out, "RoleName", role->name);
	json_set_string(out, "RoleId", id);
	json_set_string(out, "Arn", arn);
	iam_set_date(out, "CreateDate", role->created);
	json_set(out, "AssumeRolePolicyDocument",
		 json_copy(role->trust_document));
	if (role->description)
		json_set_string(out, "Description", role->description);
	json_set_int(out, "MaxSessionDuration", 3600);
	free(arn);
	free(id);
	return out;
}

static int
answer(struct aws_call *call, const struct principal *role)
{
	call->response = json_object_new_object();
	json_set(call->response, "Role", describe(call->account, role));
	return 0;
}

static int
create_role(struct aws_call *call)
{
	const char *name = aws_request_string(call, "RoleName");
	const char *description = aws_request_string(call, "Description");
	struct json_object *trust;
	struct principal *role;

	if (iam_check_name(call, "RoleName", NAME_MOST) < 0)
		return -1;
	if (principal_of_type(call->account, PRINCIPAL_ASSUMED_ROLE, name))
		return aws_refuse(call, "EntityAlreadyExists",
				  "Role with name %s already exists.", name);
	trust = iam_policy(call, "AssumeRolePolicyDocument", POLICY_TRUST);
	if (!trust)
		return -1;
	role = principal_add(call->account, PRINCIPAL_ASSUMED_ROLE, name);
	principal_detach(role, ADMINISTRATOR_ACCESS);
	principal_set_trust(role,
			    aws_request_string(call,
					       "AssumeRolePolicyDocument"),
			    trust);
	role->description = mem_strdup(description);
	answer(call, role);
	iam_record_response(call, "Role", role->created);
	return 0;
}

static int
delete_role(struct aws_call *call)
{
	struct principal *role = iam_named(call);

	if (!role)
		return -1;
	if (role->attached.count > 0)
		return aws_refuse(call, "DeleteConflict",
				  "Cannot delete entity, must detach all "
				  "policies first.");
	if (role->policies.count > 0)
		return aws_refuse(call, "DeleteConflict",
				  "Cannot delete entity, must delete policies "
				  "first.");
	principal_delete(role);
	return 0;
}

static int
get_role(struct aws_call *call)
{
	struct principal *role = iam_named(call);

	return role ? answer(call, role) : -1;
}

static int
list_roles(struct aws_call *call)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < call->account->principals.count; i++) {
		const struct principal *one =
			call->account->principals.items[i];

		if (one->type == PRINCIPAL_ASSUMED_ROLE && !one->deleted)
			json_object_array_add(list,
					      describe(call->account, one));
	}
	return iam_answer_page(call, "Roles", list);
}

static int
update_assume_role_policy(struct aws_call *call)
{
	struct principal *role = iam_named(call);
	struct json_object *trust;

	if (!role)
		return -1;
	trust = iam_policy(call, "PolicyDocument", POLICY_TRUST);
	if (!trust)
		return -1;
	principal_set_trust(role, aws_request_string(call, "PolicyDocument"),
			    trust);
	return 0;
}

const struct aws_operation iam_create_role = {
	.name = "CreateRole",
	.request = create_request,
	.errors = create_errors,
	.flags = AWS_GLOBAL,
	.summary = N_("create a role, with the policy that says who may assume it"),
	.run = create_role,
	IAM_ABOUT_ROLE,
};

const struct aws_operation iam_delete_role = {
	.name = "DeleteRole",
	.request = name_request,
	.errors = delete_errors,
	.flags = AWS_GLOBAL,
	.summary = N_("delete a role that has no policies left"),
	.run = delete_role,
	IAM_ABOUT_ROLE,
};

const struct aws_operation iam_get_role = {
	.name = "GetRole",
	.request = name_request,
	.errors = get_errors,
	.flags = AWS_GLOBAL | AWS_READ_ONLY,
	.summary = N_("show a role and who may assume it"),
	.run = get_role,
	IAM_ABOUT_ROLE,
};

const struct aws_operation iam_list_roles = {
	.name = "ListRoles",
	.request = list_request,
	.flags = AWS_GLOBAL | AWS_READ_ONLY,
	.summary = N_("list the roles of the account"),
	.run = list_roles,
	.arn_prefix = "role/",
};

const struct aws_operation iam_update_assume_role_policy = {
	.name = "UpdateAssumeRolePolicy",
	.request = trust_request,
	.errors = trust_errors,
	.flags = AWS_GLOBAL,
	.summary = N_("change who may assume a role"),
	.run = update_assume_role_policy,
	IAM_ABOUT_ROLE,
};
