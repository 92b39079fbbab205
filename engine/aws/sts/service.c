/* SPDX-License-Identifier: MIT */
/*
 * STS: who am I?
 *
 * GetCallerIdentity needs no permission: it is answered even under a policy
 * that denies it, as in AWS.
 */
#include "aws/operation.h"

#include "aws/services.h"
#include "base/json.h"

static int
get_caller_identity(struct aws_call *call)
{
	const struct principal *principal = call->caller.principal;
	struct json_object *out = call->response = json_object_new_object();

	json_set_string(out, "UserId", principal->principal_id);
	json_set_string(out, "Account", call->account->id);
	json_set_string(out, "Arn", principal->arn);
	return 0;
}

static const struct aws_operation sts_get_caller_identity = {
	.name = "GetCallerIdentity",
	.flags = AWS_READ_ONLY | AWS_NO_PERMISSION,
	.summary = N_("tell whose credentials are in use"),
	.run = get_caller_identity,
};

static const struct aws_operation *const operations[] = {
	&sts_get_caller_identity,
	NULL,
};

const struct aws_service sts_service = {
	.name = "sts",
	.event_source = "sts.amazonaws.com",
	.iam_prefix = "sts",
	.title = "AWS Security Token Service",
	.api_version = "2011-06-15",
	.speaks_xml = true,
	.operations = operations,
};
