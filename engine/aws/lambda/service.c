/* SPDX-License-Identifier: MIT */
/*
 * Lambda: the service's row, and what its operations share.
 *
 * Differs from AWS: functions come with the scenario; none is created or
 * deleted, and there are no versions and aliases.
 */
#include "aws/lambda/lambda.h"

#include <stdlib.h>
#include <string.h>

#include "aws/services.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

const struct aws_member lambda_name_request[] = {
	{ .name = "FunctionName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

const char *const lambda_errors[] = { "ResourceNotFoundException", NULL };

static char *
function_arn(const struct account *account, const char *region,
	     const char *name)
{
	if (!strncmp(name, "arn:", 4))
		return mem_strdup(name);
	return account_arn(account, "lambda", region, "function:%s", name);
}

struct function *
lambda_named(struct aws_call *call)
{
	const char *name = aws_request_string(call, "FunctionName");
	struct function *function =
		function_find(call->account, call->region, name);
	char *arn;

	if (!function) {
		arn = function_arn(call->account, call->region, name);
		aws_refuse(call, "ResourceNotFoundException",
			   "Function not found: %s", arn);
		free(arn);
	}
	return function;
}

struct json_object *
lambda_configuration(const struct aws_call *call, const struct function *function)
{
	struct json_object *out = json_object_new_object();
	char *role = str_printf("arn:aws:iam::%s:role/%s", call->account->id,
				function->role->name);

	json_set_string(out, "FunctionName", function->name);
	json_set_string(out, "FunctionArn", function->arn);
	json_set_string(out, "Runtime", function->runtime);
	json_set_string(out, "Role", role);
	json_set_string(out, "Handler", function->handler);
	if (function->description)
		json_set_string(out, "Description", function->description);
	if (function->environment) {
		struct json_object *environment = json_object_new_object();

		json_set(environment, "Variables",
			 json_copy(function->environment));
		json_set(out, "Environment", environment);
	}
	if (function->dead_letter_arn) {
		struct json_object *dead_letter = json_object_new_object();

		json_set_string(dead_letter, "TargetArn",
				function->dead_letter_arn);
		json_set(out, "DeadLetterConfig", dead_letter);
	}
	json_set_string(out, "State", "Active");
	free(role);
	return out;
}

static const struct aws_operation *const operations[] = {
	&lambda_add_permission,
	&lambda_delete_function_concurrency,
	&lambda_delete_function_event_invoke_config,
	&lambda_get_function,
	&lambda_get_function_configuration,
	&lambda_get_function_event_invoke_config,
	&lambda_get_policy,
	&lambda_invoke,
	&lambda_list_functions,
	&lambda_put_function_concurrency,
	&lambda_put_function_event_invoke_config,
	&lambda_remove_permission,
	&lambda_update_function_code,
	&lambda_update_function_configuration,
	NULL,
};

const struct aws_service lambda_service = {
	.name = "lambda",
	.event_source = "lambda.amazonaws.com",
	.iam_prefix = "lambda",
	.title = "AWS Lambda",
	.api_version = "2015-03-31",
	.operations = operations,
	.resource_arn = function_arn,
};
