/* SPDX-License-Identifier: MIT */
/*
 * IAM: the service's row, and what its operations share.
 *
 * Differs from AWS: no groups, instance profiles, MFA devices, login profiles,
 * tags, paths and permissions boundaries; a change holds at once.
 */
#include "aws/iam/iam.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/policy.h"
#include "aws/services.h"
#include "aws/record.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/percent.h"
#include "base/strbuf.h"

enum { PAGE = 100 };

struct principal *
iam_named(struct aws_call *call)
{
	const char *role = aws_request_string(call, "RoleName");
	const char *user = aws_request_string(call, "UserName");
	struct principal *named;

	if (role) {
		named = principal_of_type(call->account, PRINCIPAL_ASSUMED_ROLE,
					  role);
		if (!named)
			aws_refuse(call, "NoSuchEntity",
				   "The role with name %s cannot be found.",
				   role);
		return named;
	}
	if (!user && call->caller.principal->type == PRINCIPAL_IAM_USER)
		user = call->caller.principal->name;
	if (!user) {
		aws_refuse(call, "ValidationError",
			   "Must specify userName when calling with non-User "
			   "credentials");
		return NULL;
	}
	named = principal_of_type(call->account, PRINCIPAL_IAM_USER, user);
	if (!named)
		aws_refuse(call, "NoSuchEntity",
			   "The user with name %s cannot be found.", user);
	return named;
}

int
iam_check_name(struct aws_call *call, const char *member, size_t most)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789+=,.@_-";
	const char *name = aws_request_string(call, member);
	size_t length = strlen(name);
	char shown[64];

	if (length > 0 && length <= most && strspn(name, letters) == length)
		return 0;
	aws_record_name(member, shown, sizeof shown);
	if (length > most)
		return aws_refuse(call, "ValidationError",
				  "1 validation error detected: Value at '%s' "
				  "failed to satisfy constraint: Member must "
				  "have length less than or equal to %zu",
				  shown, most);
	return aws_refuse(call, "ValidationError",
			  "The specified value for %s is invalid. It must "
			  "contain only alphanumeric characters and/or the "
			  "following: +=,.@_-",
			  shown);
}

struct json_object *
iam_policy(struct aws_call *call, const char *member, enum policy_kind kind)
{
	char why[256];
	struct json_object *policy = policy_parse(
		aws_request_string(call, member), kind, why, sizeof why);

	if (!policy)
		aws_refuse(call, "MalformedPolicyDocument", "%s", why);
	return policy;
}

int
iam_answer_page(struct aws_call *call, const char *name,
		struct json_object *list)
{
	const char *marker = aws_request_string(call, "Marker");
	int64_t most = json_int(call->request, "MaxItems", PAGE);
	size_t count = json_object_array_length(list);
	size_t given = marker ? strtoul(marker, NULL, 10) : 0;
	size_t first = given < count ? given : count;
	size_t end = most < 1 || (size_t)most > count - first ?
			     count :
			     first + (size_t)most;
	struct json_object *page = json_object_new_array();
	char next[24];

	for (size_t i = first; i < end; i++)
		json_object_array_add(page,
				      json_object_get(json_object_array_get_idx(
					      list, i)));
	json_object_put(list);
	call->response = json_object_new_object();
	json_set(call->response, name, page);
	json_set_bool(call->response, "IsTruncated", end < count);
	if (end < count) {
		snprintf(next, sizeof next, "%zu", end);
		json_set_string(call->response, "Marker", next);
	}
	return 0;
}

void
iam_set_date(struct json_object *object, const char *key, int64_t moment)
{
	json_set(object, key, json_object_new_double((double)moment / 1000.0));
}

void
iam_record_response(struct aws_call *call, const char *key, int64_t created)
{
	struct json_object *inner =
		json_copy(json_member(call->response, key));
	const char *trust =
		aws_request_string(call, "AssumeRolePolicyDocument");
	struct strbuf encoded = STRBUF_INIT;
	char *date = record_date(created, "");

	json_object_object_del(inner, "SecretAccessKey");
	json_set_string(inner, "CreateDate", date);
	if (trust) {
		percent_encode(trust, strlen(trust), false, &encoded);
		json_set_string(inner, "AssumeRolePolicyDocument", encoded.buf);
	}
	call->response_elements = json_object_new_object();
	json_set(call->response_elements, key, inner);
	strbuf_release(&encoded);
	free(date);
}

/* "user/NAME", "role/NAME", or an ARN as it is; IAM has no Region. */
static char *
resource_arn(const struct account *account, const char *region,
	     const char *name)
{
	(void)region;
	if (!strncmp(name, "arn:", 4))
		return mem_strdup(name);
	return str_printf("arn:aws:iam::%s:%s", account->id, name);
}

static const struct aws_operation *const operations[] = {
	&iam_attach_role_policy,
	&iam_attach_user_policy,
	&iam_create_access_key,
	&iam_create_policy,
	&iam_create_role,
	&iam_create_user,
	&iam_delete_access_key,
	&iam_delete_policy,
	&iam_delete_role,
	&iam_delete_role_policy,
	&iam_delete_user,
	&iam_delete_user_policy,
	&iam_detach_role_policy,
	&iam_detach_user_policy,
	&iam_get_policy,
	&iam_get_policy_version,
	&iam_get_role,
	&iam_get_role_policy,
	&iam_get_user,
	&iam_get_user_policy,
	&iam_list_access_keys,
	&iam_list_attached_role_policies,
	&iam_list_attached_user_policies,
	&iam_list_policies,
	&iam_list_role_policies,
	&iam_list_roles,
	&iam_list_user_policies,
	&iam_list_users,
	&iam_put_role_policy,
	&iam_put_user_policy,
	&iam_simulate_principal_policy,
	&iam_update_access_key,
	&iam_update_assume_role_policy,
	NULL,
};

const struct aws_service iam_service = {
	.name = "iam",
	.event_source = "iam.amazonaws.com",
	.iam_prefix = "iam",
	.title = "AWS Identity and Access Management",
	.api_version = "2010-05-08",
	.speaks_xml = true,
	.operations = operations,
	.resource_arn = resource_arn,
};
