/* SPDX-License-Identifier: MIT */
/*
 * STS: who am I?  And temporary credentials of roles.
 *
 * GetCallerIdentity needs no permission: it is answered even under a policy
 * that denies it, as in AWS.
 */
#include "aws/sts/sts.h"

#include "aws/services.h"
#include "base/json.h"
#include "base/memory.h"

static int
get_caller_identity(struct aws_call *call)
{
	struct json_object *identity =
		principal_user_identity(call->account, &call->caller);
	struct json_object *out = call->response = json_object_new_object();

	json_set_string(out, "UserId", json_string(identity, "principalId"));
	json_set_string(out, "Account", call->account->id);
	json_set_string(out, "Arn", json_string(identity, "arn"));
	json_object_put(identity);
	return 0;
}

static const struct aws_operation sts_get_caller_identity = {
	.name = "GetCallerIdentity",
	.flags = AWS_READ_ONLY | AWS_NO_PERMISSION,
	.summary = N_("tell whose credentials are in use"),
	.run = get_caller_identity,
};

static const struct aws_operation *const operations[] = {
	&sts_assume_role,
	&sts_get_caller_identity,
	NULL,
};

/* AssumeRole names its role by the ARN. */
static char *
role_arn(const struct account *account, const char *region, const char *arn)
{
	(void)account;
	(void)region;
	return mem_strdup(arn);
}

const struct aws_service sts_service = {
	.name = "sts",
	.event_source = "sts.amazonaws.com",
	.iam_prefix = "sts",
	.title = "AWS Security Token Service",
	.api_version = "2011-06-15",
	.speaks_xml = true,
	.operations = operations,
	.resource_arn = role_arn,
};
