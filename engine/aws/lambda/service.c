/* SPDX-License-Identifier: MIT */
/*
 * Lambda: looking at functions, and invoking one.
 *
 * Differs from AWS: functions come with the scenario; GetFunction answers the
 * code itself, as the steps of account/function.h, where AWS answers a link
 * to a zip; Invoke takes --invocation-type Event only, in words of ours, and
 * does not say what is wrong with a payload.
 */
#include "aws/operation.h"

#include <stdlib.h>
#include <string.h>

#include "aws/services.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

static const struct aws_member name_request[] = {
	{ .name = "FunctionName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const char *const invocation_types[] = { "Event", NULL };

static const struct aws_member invoke_request[] = {
	{ .name = "FunctionName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "InvocationType",
	  .type = AWS_STRING,
	  .values = invocation_types },
	{ .name = "Payload", .type = AWS_JSON },
	{ 0 },
};

static const char *const errors[] = { "ResourceNotFoundException", NULL };
static const char *const invoke_errors[] = { "InvalidParameterValueException",
					     "InvalidRequestContentException",
					     "ResourceNotFoundException",
					     "TooManyRequestsException",
					     NULL };

static char *
function_arn(const struct account *account, const char *region,
	     const char *name)
{
	char *resource, *arn;

	if (!strncmp(name, "arn:", 4))
		return mem_strdup(name);
	resource = str_printf("function:%s", name);
	arn = account_arn(account, "lambda", region, resource);
	free(resource);
	return arn;
}

static struct function *
named(struct aws_call *call)
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

static struct json_object *
configuration(const struct aws_call *call, const struct function *function)
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
	json_set_string(out, "State", "Active");
	free(role);
	return out;
}

static int
list_functions(struct aws_call *call)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < call->account->functions.count; i++) {
		const struct function *function =
			call->account->functions.items[i];

		if (!strcmp(function->region, call->region))
			json_object_array_add(list,
					      configuration(call, function));
	}
	call->response = json_object_new_object();
	json_set(call->response, "Functions", list);
	return 0;
}

static int
get_function(struct aws_call *call)
{
	struct function *function = named(call);
	struct json_object *code;

	if (!function)
		return -1;
	code = json_copy(function->code);
	if (function->source)
		json_set_string(code, "python", function->source);
	call->response = json_object_new_object();
	json_set(call->response, "Configuration",
		 configuration(call, function));
	json_set(call->response, "Code", code);
	return 0;
}

static int
get_function_configuration(struct aws_call *call)
{
	struct function *function = named(call);

	if (!function)
		return -1;
	call->response = configuration(call, function);
	return 0;
}

static int
invoke(struct aws_call *call)
{
	struct function *function = named(call);
	const char *type = aws_request_string(call, "InvocationType");
	const char *payload = aws_request_string(call, "Payload");
	struct json_object *event;

	if (!function)
		return -1;
	if (!type || strcmp(type, "Event"))
		return aws_refuse(call, "InvalidParameterValueException",
				  "The lab invokes functions asynchronously: "
				  "use --invocation-type Event");
	event = payload ? json_parse(payload, strlen(payload), NULL, NULL) :
			  json_object_new_object();
	if (!event)
		return aws_refuse(call, "InvalidRequestContentException",
				  "Could not parse request body into json");
	if (!function_invoke_async(call->account, function, event))
		return aws_refuse(call, "TooManyRequestsException",
				  "Rate Exceeded.");
	call->response = json_object_new_object();
	json_set_int(call->response, "StatusCode", 202);
	return 0;
}

static const struct aws_operation lambda_list_functions = {
	.name = "ListFunctions",
	.flags = AWS_READ_ONLY,
	.summary = N_("list the functions of this Region"),
	.run = list_functions,
	.event_name = "ListFunctions20150331",
};

static const struct aws_operation lambda_get_function = {
	.name = "GetFunction",
	.request = name_request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show a function: its settings and its code"),
	.run = get_function,
	.event_name = "GetFunction20150331v2",
	.resource_type = "AWS::Lambda::Function",
	.resource_member = "FunctionName",
};

static const struct aws_operation lambda_get_function_configuration = {
	.name = "GetFunctionConfiguration",
	.request = name_request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show a function's settings"),
	.run = get_function_configuration,
	.event_name = "GetFunctionConfiguration20150331v2",
	.resource_type = "AWS::Lambda::Function",
	.resource_member = "FunctionName",
};

static const struct aws_operation lambda_invoke = {
	.name = "Invoke",
	.request = invoke_request,
	.errors = invoke_errors,
	.flags = AWS_DATA_EVENT,
	.summary = N_("run a function with an event of your own"),
	.run = invoke,
	.resource_type = "AWS::Lambda::Function",
	.resource_member = "FunctionName",
	.iam_action = "InvokeFunction",
};

static const struct aws_operation *const operations[] = {
	&lambda_get_function,
	&lambda_get_function_configuration,
	&lambda_invoke,
	&lambda_list_functions,
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
