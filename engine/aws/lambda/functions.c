/* SPDX-License-Identifier: MIT */
/*
 * Looking at functions.
 *
 * Differs from AWS: GetFunction answers the code itself, as the steps of
 * account/function.h, where AWS answers a link to a zip.
 */
#include "aws/lambda/lambda.h"

#include <string.h>

#include "base/json.h"

static int
list_functions(struct aws_call *call)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < call->account->functions.count; i++) {
		const struct function *function =
			call->account->functions.items[i];

		if (!strcmp(function->region, call->region))
			json_object_array_add(list,
					      lambda_configuration(call, function));
	}
	call->response = json_object_new_object();
	json_set(call->response, "Functions", list);
	return 0;
}

static int
get_function(struct aws_call *call)
{
	struct function *function = lambda_named(call);
	struct json_object *code;

	if (!function)
		return -1;
	code = json_copy(function->code);
	if (function->source)
		json_set_string(code, "python", function->source);
	call->response = json_object_new_object();
	json_set(call->response, "Configuration",
		 lambda_configuration(call, function));
	json_set(call->response, "Code", code);
	return 0;
}

static int
get_function_configuration(struct aws_call *call)
{
	struct function *function = lambda_named(call);

	if (!function)
		return -1;
	call->response = lambda_configuration(call, function);
	return 0;
}

const struct aws_operation lambda_list_functions = {
	.name = "ListFunctions",
	.flags = AWS_READ_ONLY,
	.summary = N_("list the functions of this Region"),
	.run = list_functions,
	.event_name = "ListFunctions20150331",
};

const struct aws_operation lambda_get_function = {
	.name = "GetFunction",
	.request = lambda_name_request,
	.errors = lambda_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show a function: its settings and its code"),
	.run = get_function,
	.event_name = "GetFunction20150331v2",
	.resource_type = "AWS::Lambda::Function",
	.resource_member = "FunctionName",
};

const struct aws_operation lambda_get_function_configuration = {
	.name = "GetFunctionConfiguration",
	.request = lambda_name_request,
	.errors = lambda_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show a function's settings"),
	.run = get_function_configuration,
	.event_name = "GetFunctionConfiguration20150331v2",
	.resource_type = "AWS::Lambda::Function",
	.resource_member = "FunctionName",
};
