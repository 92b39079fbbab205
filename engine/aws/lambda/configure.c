/* SPDX-License-Identifier: MIT */
/*
 * Changing a function: its code, its settings, how asynchronous events are
 * tried, and how much may run at once.
 *
 * Differs from AWS: --zip-file takes the steps themselves, as JSON, where AWS
 * takes a zip; of the settings, description, environment and dead-letter queue
 * can be changed, and what is not given stays.  A dead-letter queue is an SQS
 * queue; on-failure destinations are queues and functions.
 */
#include "aws/lambda/lambda.h"

#include <stdlib.h>
#include <string.h>

#include "account/access.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

enum { MOST_RETRIES = 2, LEAST_AGE = 60, LONGEST_AGE = 21600 };

static const struct aws_member code_request[] = {
	{ .name = "FunctionName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "ZipFile", .type = AWS_JSON },
	{ 0 },
};

static const struct aws_member variables_members[] = {
	{ .name = "Variables", .type = AWS_MAP },
	{ 0 },
};

static const struct aws_member dead_letter_members[] = {
	{ .name = "TargetArn", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member configuration_request[] = {
	{ .name = "FunctionName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Description", .type = AWS_STRING },
	{ .name = "Environment",
	  .type = AWS_STRUCTURE,
	  .members = variables_members },
	{ .name = "DeadLetterConfig",
	  .type = AWS_STRUCTURE,
	  .members = dead_letter_members },
	{ 0 },
};

static const struct aws_member destination_members[] = {
	{ .name = "Destination", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member destinations_members[] = {
	{ .name = "OnFailure",
	  .type = AWS_STRUCTURE,
	  .members = destination_members },
	{ 0 },
};

static const struct aws_member invoke_config_request[] = {
	{ .name = "FunctionName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "MaximumRetryAttempts", .type = AWS_INTEGER },
	{ .name = "MaximumEventAgeInSeconds", .type = AWS_INTEGER },
	{ .name = "DestinationConfig",
	  .type = AWS_STRUCTURE,
	  .members = destinations_members },
	{ 0 },
};

static const struct aws_member concurrency_request[] = {
	{ .name = "FunctionName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "ReservedConcurrentExecutions",
	  .type = AWS_INTEGER,
	  .flags = AWS_REQUIRED },
	{ 0 },
};

static const char *const change_errors[] = { "InvalidParameterValueException",
					     "ResourceNotFoundException",
					     NULL };
static const char *const invoke_config_errors[] = {
	"InvalidParameterValueException", "ResourceNotFoundException",
	"ValidationException", NULL,
};

/* Records never show code and environment. */
static void
record_without(struct aws_call *call, const char *secret)
{
	call->request_parameters = json_object_new_object();
	json_object_object_foreach(call->request, key, value) {
		char name[64];

		if (strcmp(key, secret) != 0)
			json_set(call->request_parameters,
				 aws_record_name(key, name, sizeof name),
				 json_copy(value));
	}
}

static int
update_function_code(struct aws_call *call)
{
	const char *text = aws_request_string(call, "ZipFile");
	struct function *function = lambda_named(call);
	struct json_object *code;
	char why[160] = "it is no JSON";

	record_without(call, "ZipFile");
	json_set_bool(call->request_parameters, "dryRun", false);
	json_set_bool(call->request_parameters, "publish", false);
	if (!function)
		return -1;
	if (!text)
		return aws_refuse(call, "InvalidParameterValueException",
				  "Please provide a source for function code.");
	code = json_parse(text, strlen(text), NULL, NULL);
	if (!code || !function_set_code(function, code, why, sizeof why))
		return aws_refuse(call, "InvalidParameterValueException",
				  "The lab takes a function's code as JSON, "
				  "{\"steps\": [...]}: %s",
				  why);
	function->last_modified = call->now;
	call->response = lambda_configuration(call, function);
	return 0;
}

/* A dead letter is sent under the function's own role. */
static int
check_dead_letter(struct aws_call *call, const struct function *function,
		  const char *arn)
{
	struct caller caller = { .principal = function->role,
				 .region = function->region };
	struct access_question question = {
		.caller = &caller,
		.region = function->region,
		.action = "sqs:SendMessage",
		.resource = arn,
	};

	if (!arn || !*arn)
		return 0;
	if (!strstr(arn, ":sqs:"))
		return aws_refuse(call, "InvalidParameterValueException",
				  "The lab knows SQS queues as dead-letter "
				  "queues: %s is none",
				  arn);
	if (access_ask(call->account, &question, NULL) != ACCESS_ALLOWED)
		return aws_refuse(call, "InvalidParameterValueException",
				  "The provided execution role does not have "
				  "permissions to call SendMessage on SQS");
	return 0;
}

static int
update_function_configuration(struct aws_call *call)
{
	const char *description = aws_request_string(call, "Description");
	struct json_object *variables = json_member(
		aws_request_member(call, "Environment"), "Variables");
	const char *arn = json_string(
		aws_request_member(call, "DeadLetterConfig"), "TargetArn");
	struct function *function = lambda_named(call);

	record_without(call, "Environment");
	if (!function || check_dead_letter(call, function, arn) < 0)
		return -1;
	if (description) {
		free(function->description);
		function->description = mem_strdup(description);
	}
	if (variables) {
		json_object_put(function->environment);
		function->environment = json_copy(variables);
	}
	if (arn) {
		free(function->dead_letter_arn);
		function->dead_letter_arn = *arn ? mem_strdup(arn) : NULL;
	}
	function->last_modified = call->now;
	call->response = lambda_configuration(call, function);
	return 0;
}

/* ---- asynchronous invocation */

static int
check_number(struct aws_call *call, const char *name, int64_t least,
	     int64_t most)
{
	int64_t value = json_int(call->request, name, least);
	bool small = value < least;
	char record[64];

	if (!small && value <= most)
		return 0;
	return aws_refuse(call, "ValidationException",
			  "1 validation error detected: Value '%lld' at '%s' "
			  "failed to satisfy constraint: Member must have value "
			  "%s than or equal to %lld",
			  (long long)value,
			  aws_record_name(name, record, sizeof record),
			  small ? "greater" : "less",
			  (long long)(small ? least : most));
}

static struct json_object *
invoke_config(const struct function *function)
{
	struct json_object *out = json_copy(function->invoke_config);

	json_set(out, "LastModified",
		 json_object_new_double(
			 (double)function->invoke_config_modified / 1000.0));
	json_set_string(out, "FunctionArn", function->arn);
	return out;
}

/* What was set before and is not given now is not kept. */
static int
put_function_event_invoke_config(struct aws_call *call)
{
	struct function *function = lambda_named(call);
	const char *destination = json_string(
		json_member(aws_request_member(call, "DestinationConfig"),
			    "OnFailure"),
		"Destination");

	if (!function ||
	    check_number(call, "MaximumRetryAttempts", 0, MOST_RETRIES) < 0 ||
	    check_number(call, "MaximumEventAgeInSeconds", LEAST_AGE,
			 LONGEST_AGE) < 0)
		return -1;
	if (json_object_object_length(call->request) < 2)
		return aws_refuse(call, "InvalidParameterValueException",
				  "You must specify at least one of error "
				  "handling or destination setting.");
	if (destination && strncmp(destination, "arn:", 4) != 0)
		return aws_refuse(call, "InvalidParameterValueException",
				  "The destination ARN %s is invalid.",
				  destination);
	json_object_put(function->invoke_config);
	function->invoke_config = json_copy(call->request);
	json_object_object_del(function->invoke_config, "FunctionName");
	function->invoke_config_modified = call->now;
	call->response = invoke_config(function);
	return 0;
}

/* The function, or NULL with the call refused: it has no such settings. */
static struct function *
configured(struct aws_call *call)
{
	struct function *function = lambda_named(call);

	if (function && !function->invoke_config) {
		aws_refuse(call, "ResourceNotFoundException",
			   "The function %s:$LATEST doesn't have an "
			   "EventInvokeConfig",
			   function->arn);
		return NULL;
	}
	return function;
}

static int
get_function_event_invoke_config(struct aws_call *call)
{
	struct function *function = configured(call);

	if (!function)
		return -1;
	call->response = invoke_config(function);
	return 0;
}

static int
delete_function_event_invoke_config(struct aws_call *call)
{
	struct function *function = configured(call);

	if (!function)
		return -1;
	json_object_put(function->invoke_config);
	function->invoke_config = NULL;
	return 0;
}

/* ---- concurrency */

static int
put_function_concurrency(struct aws_call *call)
{
	int64_t count = json_int(call->request, "ReservedConcurrentExecutions",
				 0);
	struct function *function = lambda_named(call);

	if (!function)
		return -1;
	if (count < 0 || count > 900)
		return aws_refuse(call, "InvalidParameterValueException",
				  "Specified ReservedConcurrentExecutions for "
				  "function decreases account's "
				  "UnreservedConcurrentExecution below its "
				  "minimum value of [100].");
	function->reserved_concurrency = (int)count;
	call->response = json_object_new_object();
	json_set_int(call->response, "ReservedConcurrentExecutions", count);
	return 0;
}

static int
delete_function_concurrency(struct aws_call *call)
{
	struct function *function = lambda_named(call);

	if (!function)
		return -1;
	function->reserved_concurrency = -1;
	return 0;
}

const struct aws_operation lambda_update_function_code = {
	.name = "UpdateFunctionCode",
	.request = code_request,
	.errors = change_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("change a function's code: its steps, as JSON"),
	.run = update_function_code,
	.event_name = "UpdateFunctionCode20150331v2",
	.resource_type = "AWS::Lambda::Function",
	.resource_member = "FunctionName",
};

const struct aws_operation lambda_update_function_configuration = {
	.name = "UpdateFunctionConfiguration",
	.request = configuration_request,
	.errors = change_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("change a function's settings: its dead-letter queue"),
	.run = update_function_configuration,
	.event_name = "UpdateFunctionConfiguration20150331v2",
	.resource_type = "AWS::Lambda::Function",
	.resource_member = "FunctionName",
};

const struct aws_operation lambda_put_function_event_invoke_config = {
	.name = "PutFunctionEventInvokeConfig",
	.request = invoke_config_request,
	.errors = invoke_config_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("say how often a failed event is tried, and where it "
		      "goes then"),
	.run = put_function_event_invoke_config,
	.resource_type = "AWS::Lambda::Function",
	.resource_member = "FunctionName",
};

const struct aws_operation lambda_get_function_event_invoke_config = {
	.name = "GetFunctionEventInvokeConfig",
	.request = lambda_name_request,
	.errors = lambda_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show how a function's failed events are treated"),
	.run = get_function_event_invoke_config,
	.resource_type = "AWS::Lambda::Function",
	.resource_member = "FunctionName",
};

const struct aws_operation lambda_delete_function_event_invoke_config = {
	.name = "DeleteFunctionEventInvokeConfig",
	.request = lambda_name_request,
	.errors = lambda_errors,
	.summary = N_("treat a function's failed events as is usual"),
	.run = delete_function_event_invoke_config,
	.resource_type = "AWS::Lambda::Function",
	.resource_member = "FunctionName",
};

const struct aws_operation lambda_put_function_concurrency = {
	.name = "PutFunctionConcurrency",
	.request = concurrency_request,
	.errors = change_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("reserve concurrency; 0 switches a function off"),
	.run = put_function_concurrency,
	.event_name = "PutFunctionConcurrency20171031",
	.resource_type = "AWS::Lambda::Function",
	.resource_member = "FunctionName",
};

const struct aws_operation lambda_delete_function_concurrency = {
	.name = "DeleteFunctionConcurrency",
	.request = lambda_name_request,
	.errors = lambda_errors,
	.summary = N_("reserve no concurrency for a function any more"),
	.run = delete_function_concurrency,
	.event_name = "DeleteFunctionConcurrency20171031",
	.resource_type = "AWS::Lambda::Function",
	.resource_member = "FunctionName",
};
