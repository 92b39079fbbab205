/* SPDX-License-Identifier: MIT */
/*
 * AWS Organizations: service control policies of the organization above the
 * account.
 *
 * Differs from AWS: these calls belong to the management account, which is not
 * simulated; the account's own people make them, and they are recorded here.
 * An organization has this one member, no organizational units, and service
 * control policies as its only kind; a change holds at once.
 */
#include "aws/operation.h"

#include <stdlib.h>
#include <string.h>

#include "account/control_policy.h"
#include "account/policy.h"
#include "aws/services.h"
#include "base/json.h"
#include "base/strbuf.h"

#define CONTROL_POLICY "SERVICE_CONTROL_POLICY"

static const char *const types[] = { CONTROL_POLICY, NULL };

#define REQUIRED(member) \
	{ .name = member, .type = AWS_STRING, .flags = AWS_REQUIRED }
#define TYPE(member)                                    \
	{ .name = member,                               \
	  .type = AWS_STRING,                           \
	  .flags = AWS_REQUIRED,                        \
	  .values = types }

static const struct aws_member create_request[] = {
	{ .name = "Content", .type = AWS_JSON, .flags = AWS_REQUIRED },
	REQUIRED("Description"),
	REQUIRED("Name"),
	TYPE("Type"),
	{ 0 },
};
static const struct aws_member policy_request[] = {
	REQUIRED("PolicyId"),
	{ 0 },
};
static const struct aws_member target_request[] = {
	REQUIRED("PolicyId"),
	REQUIRED("TargetId"),
	{ 0 },
};
static const struct aws_member list_request[] = {
	TYPE("Filter"),
	{ 0 },
};
static const struct aws_member list_for_target_request[] = {
	REQUIRED("TargetId"),
	TYPE("Filter"),
	{ 0 },
};

static const char *const create_errors[] = {
	"DuplicatePolicyException",
	"InvalidInputException",
	"MalformedPolicyDocumentException",
	NULL,
};
static const char *const policy_errors[] = { "PolicyNotFoundException", NULL };
static const char *const delete_errors[] = { "InvalidInputException",
					     "PolicyInUseException",
					     "PolicyNotFoundException", NULL };
static const char *const attach_errors[] = {
	"DuplicatePolicyAttachmentException",
	"PolicyNotFoundException",
	"TargetNotFoundException",
	NULL,
};
static const char *const detach_errors[] = {
	"ConstraintViolationException",
	"PolicyNotAttachedException",
	"PolicyNotFoundException",
	"TargetNotFoundException",
	NULL,
};
static const char *const list_errors[] = { "InvalidInputException", NULL };
static const char *const list_for_target_errors[] = {
	"InvalidInputException",
	"TargetNotFoundException",
	NULL,
};

static void
set_arn(struct json_object *object, const char *key, const char *kind,
	const struct organization *organization, const char *id)
{
	char *arn = str_printf("arn:aws:organizations::%s:%s/%s%s%s",
			       organization->management, kind,
			       organization->id, id ? "/" : "", id ? id : "");

	json_set_string(object, key, arn);
	free(arn);
}

static int
describe_organization(struct aws_call *call)
{
	struct organization organization = organization_of(call->account);
	struct json_object *out = json_object_new_object();
	struct json_object *type = json_object_new_object();
	struct json_object *available = json_object_new_array();

	json_set_string(type, "Type", CONTROL_POLICY);
	json_set_string(type, "Status", "ENABLED");
	json_object_array_add(available, type);
	json_set_string(out, "Id", organization.id);
	set_arn(out, "Arn", "organization", &organization, NULL);
	json_set_string(out, "FeatureSet", "ALL");
	set_arn(out, "MasterAccountArn", "account", &organization,
		organization.management);
	json_set_string(out, "MasterAccountId", organization.management);
	json_set_string(out, "MasterAccountEmail", "management@example.com");
	json_set(out, "AvailablePolicyTypes", available);
	call->response = json_object_new_object();
	json_set(call->response, "Organization", out);
	return 0;
}

static struct json_object *
summary(const struct control_policy *policy)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "Id", policy->id);
	json_set_string(out, "Arn", policy->arn);
	json_set_string(out, "Name", policy->name);
	json_set_string(out, "Description", policy->description);
	json_set_string(out, "Type", CONTROL_POLICY);
	json_set_bool(out, "AwsManaged", policy->by_aws);
	return out;
}

static int
answer_policy(struct aws_call *call, const struct control_policy *policy)
{
	struct json_object *out = json_object_new_object();

	json_set(out, "PolicySummary", summary(policy));
	json_set_string(out, "Content", policy->text);
	call->response = json_object_new_object();
	json_set(call->response, "Policy", out);
	return 0;
}

static struct control_policy *
named_policy(struct aws_call *call)
{
	struct control_policy *policy = control_policy_find(
		call->account, aws_request_string(call, "PolicyId"));

	if (!policy)
		aws_refuse(call, "PolicyNotFoundException",
			   "You specified a policy that doesn't exist.");
	return policy;
}

/* Where the policy is, or is not, attached; NULL with the call refused. */
static bool *
target_of(struct aws_call *call, struct control_policy *policy)
{
	struct organization organization = organization_of(call->account);
	const char *target = aws_request_string(call, "TargetId");

	if (!strcmp(target, organization.root))
		return &policy->on_root;
	if (!strcmp(target, call->account->id))
		return &policy->on_account;
	aws_refuse(call, "TargetNotFoundException",
		   "You specified a target that doesn't exist.");
	return NULL;
}

static int
check_type(struct aws_call *call, const char *member)
{
	if (!strcmp(aws_request_string(call, member), CONTROL_POLICY))
		return 0;
	return aws_refuse(call, "InvalidInputException",
			  "You specified an invalid value.");
}

static int
create_policy(struct aws_call *call)
{
	const char *name = aws_request_string(call, "Name");
	const char *content = aws_request_string(call, "Content");
	struct json_object *document;
	char why[256];

	if (check_type(call, "Type") < 0)
		return -1;
	for (size_t i = 0; i < call->account->control_policies.count; i++)
		if (!strcmp(call->account->control_policies.items[i]->name,
			    name))
			return aws_refuse(call, "DuplicatePolicyException",
					  "A policy with the same name already "
					  "exists.");
	document = policy_parse(content, POLICY_IDENTITY, why, sizeof why);
	if (!document)
		return aws_refuse(call, "MalformedPolicyDocumentException",
				  "%s",
				  strstr(why, "not simulated") ? why :
				  "The provided policy document does not meet "
				  "the requirements of the specified policy "
				  "type.");
	return answer_policy(
		call, control_policy_add(call->account, name,
					 aws_request_string(call,
							    "Description"),
					 content, document));
}

static int
describe_policy(struct aws_call *call)
{
	struct control_policy *policy = named_policy(call);

	return policy ? answer_policy(call, policy) : -1;
}

static int
delete_policy(struct aws_call *call)
{
	struct control_policy *policy = named_policy(call);

	if (!policy)
		return -1;
	if (policy->by_aws)
		return aws_refuse(call, "InvalidInputException",
				  "You specified an invalid value.");
	if (policy->on_root || policy->on_account)
		return aws_refuse(call, "PolicyInUseException",
				  "The policy is attached to one or more "
				  "entities. You must detach it from all roots, "
				  "OUs, and accounts before performing this "
				  "operation.");
	control_policy_delete(call->account, policy);
	return 0;
}

static int
attach_policy(struct aws_call *call)
{
	struct control_policy *policy = named_policy(call);
	bool *attached = policy ? target_of(call, policy) : NULL;

	if (!attached)
		return -1;
	if (*attached)
		return aws_refuse(call, "DuplicatePolicyAttachmentException",
				  "The selected policy is already attached to "
				  "the specified target.");
	*attached = true;
	return 0;
}

/* Without any, nothing at all would be allowed there; AWS does not let it. */
static bool
is_last(const struct aws_call *call, bool on_root)
{
	size_t count = 0;

	for (size_t i = 0; i < call->account->control_policies.count; i++) {
		const struct control_policy *policy =
			call->account->control_policies.items[i];

		count += on_root ? policy->on_root : policy->on_account;
	}
	return count == 1;
}

static int
detach_policy(struct aws_call *call)
{
	struct control_policy *policy = named_policy(call);
	bool *attached = policy ? target_of(call, policy) : NULL;

	if (!attached)
		return -1;
	if (!*attached)
		return aws_refuse(call, "PolicyNotAttachedException",
				  "The policy isn't attached to the specified "
				  "target in the specified root.");
	if (is_last(call, attached == &policy->on_root))
		return aws_refuse(call, "ConstraintViolationException",
				  "You cannot remove the last policy attached "
				  "to the specified target. You should have at "
				  "least one attached at all times.");
	*attached = false;
	return 0;
}

static int
list_policies(struct aws_call *call)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < call->account->control_policies.count; i++)
		json_object_array_add(
			list,
			summary(call->account->control_policies.items[i]));
	call->response = json_object_new_object();
	json_set(call->response, "Policies", list);
	return check_type(call, "Filter");
}

static int
list_policies_for_target(struct aws_call *call)
{
	struct json_object *list;

	if (check_type(call, "Filter") < 0)
		return -1;
	list = json_object_new_array();
	call->response = json_object_new_object();
	json_set(call->response, "Policies", list);
	for (size_t i = 0; i < call->account->control_policies.count; i++) {
		struct control_policy *policy =
			call->account->control_policies.items[i];
		bool *attached = target_of(call, policy);

		if (!attached)
			return -1;
		if (*attached)
			json_object_array_add(list, summary(policy));
	}
	return 0;
}

static void
add_target(struct json_object *list, const struct organization *organization,
	   const char *kind, const char *id, const char *name)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "TargetId", id);
	set_arn(out, "Arn", strcmp(kind, "ROOT") ? "account" : "root",
		organization, id);
	json_set_string(out, "Name", name);
	json_set_string(out, "Type", kind);
	json_object_array_add(list, out);
}

static int
list_targets_for_policy(struct aws_call *call)
{
	struct organization organization = organization_of(call->account);
	struct control_policy *policy = named_policy(call);
	struct json_object *list;

	if (!policy)
		return -1;
	list = json_object_new_array();
	if (policy->on_root)
		add_target(list, &organization, "ROOT", organization.root,
			   "Root");
	if (policy->on_account)
		add_target(list, &organization, "ACCOUNT", call->account->id,
			   "member");
	call->response = json_object_new_object();
	json_set(call->response, "Targets", list);
	return 0;
}

#define OPERATION(id, operation_name, members, codes, more, text)   \
	static const struct aws_operation organizations_##id = {    \
		.name = operation_name,                             \
		.request = members,                                 \
		.errors = codes,                                    \
		.flags = AWS_GLOBAL | (more),                       \
		.summary = text,                                    \
		.run = id,                                          \
	}

OPERATION(attach_policy, "AttachPolicy", target_request, attach_errors, 0,
	  N_("let a policy hold for the account, or for all below the root"));
OPERATION(create_policy, "CreatePolicy", create_request, create_errors, 0,
	  N_("create a service control policy; it holds nowhere yet"));
OPERATION(delete_policy, "DeletePolicy", policy_request, delete_errors, 0,
	  N_("delete a policy that holds nowhere"));
OPERATION(describe_organization, "DescribeOrganization", NULL, NULL,
	  AWS_READ_ONLY, N_("show the organization the account belongs to"));
OPERATION(describe_policy, "DescribePolicy", policy_request, policy_errors,
	  AWS_READ_ONLY, N_("show a service control policy"));
OPERATION(detach_policy, "DetachPolicy", target_request, detach_errors, 0,
	  N_("let a policy hold no longer"));
OPERATION(list_policies, "ListPolicies", list_request, list_errors,
	  AWS_READ_ONLY, N_("list the organization's policies"));
OPERATION(list_policies_for_target, "ListPoliciesForTarget",
	  list_for_target_request, list_for_target_errors, AWS_READ_ONLY,
	  N_("list the policies that hold for the account or the root"));
OPERATION(list_targets_for_policy, "ListTargetsForPolicy", policy_request,
	  policy_errors, AWS_READ_ONLY, N_("list where a policy holds"));

static const struct aws_operation *const operations[] = {
	&organizations_attach_policy,
	&organizations_create_policy,
	&organizations_delete_policy,
	&organizations_describe_organization,
	&organizations_describe_policy,
	&organizations_detach_policy,
	&organizations_list_policies,
	&organizations_list_policies_for_target,
	&organizations_list_targets_for_policy,
	NULL,
};

const struct aws_service organizations_service = {
	.name = "organizations",
	.event_source = "organizations.amazonaws.com",
	.iam_prefix = "organizations",
	.title = "AWS Organizations",
	.target_prefix = "AWSOrganizationsV20161128",
	.api_version = "2016-11-28",
	.operations = operations,
};
