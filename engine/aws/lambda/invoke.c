/* SPDX-License-Identifier: MIT */
/*
 * Invoke: with an event of one's own, and with or without waiting for it.
 *
 * Differs from AWS: a function answers null, since steps return nothing; its
 * calls are recorded before the Invoke that caused them; a function that would
 * wait for itself is refused at once; what is wrong with a payload is not
 * said.
 */
#include "aws/lambda/lambda.h"

#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"

static const char *const invocation_types[] = { "Event", "RequestResponse",
						"DryRun", NULL };

static const struct aws_member invoke_request[] = {
	{ .name = "FunctionName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "InvocationType",
	  .type = AWS_STRING,
	  .values = invocation_types },
	{ .name = "Payload", .type = AWS_JSON },
	{ 0 },
};

static const char *const invoke_errors[] = { "InvalidParameterValueException",
					     "InvalidRequestContentException",
					     "ResourceNotFoundException",
					     "TooManyRequestsException",
					     NULL };

static int
answer(struct aws_call *call, int status)
{
	call->response = json_object_new_object();
	json_set_int(call->response, "StatusCode", status);
	return 0;
}

/* Its error is an answer too. */
static int
answer_error(struct aws_call *call, struct aws_error *error)
{
	struct json_object *payload = json_object_new_object();
	struct strbuf text = STRBUF_INIT;

	json_set_string(payload, "errorMessage", error->message);
	json_set_string(payload, "errorType", error->code);
	json_write(payload, &text);
	answer(call, 200);
	json_set_string(call->response, "FunctionError", "Unhandled");
	json_set_string(call->response, "ExecutedVersion", "$LATEST");
	json_set_string(call->response, "Payload", text.buf);
	json_object_put(payload);
	strbuf_release(&text);
	aws_error_release(error);
	return 0;
}

static int
refuse_rate(struct aws_call *call)
{
	return aws_refuse(call, "TooManyRequestsException", "Rate Exceeded.");
}

/* Takes `event`. */
static int
invoke_and_wait(struct aws_call *call, struct function *function,
		struct json_object *event)
{
	struct aws_error error = { NULL, NULL };
	bool fine;

	if (function->reserved_concurrency == 0 || function->is_running ||
	    function_is_throttled(call->account, function)) {
		json_object_put(event);
		return refuse_rate(call);
	}
	fine = function_invoke_now(call->account, function, event, &error);
	json_object_put(event);
	if (!fine)
		return answer_error(call, &error);
	answer(call, 200);
	json_set_string(call->response, "ExecutedVersion", "$LATEST");
	json_set_string(call->response, "Payload", "null");
	return 0;
}

static int
check_type(struct aws_call *call, const char *type)
{
	if (str_is_one_of(type, invocation_types))
		return 0;
	return aws_refuse(call, "InvalidParameterValueException",
			  "Invocation type %s is none of Event, "
			  "RequestResponse and DryRun",
			  type);
}

static int
invoke(struct aws_call *call)
{
	struct function *function = lambda_named(call);
	const char *type = aws_request_string(call, "InvocationType");
	const char *payload = aws_request_string(call, "Payload");
	struct json_object *event;

	if (!function)
		return -1;
	if (!type)
		type = "RequestResponse";
	if (check_type(call, type) < 0)
		return -1;
	event = payload ? json_parse(payload, strlen(payload), NULL, NULL) :
			  json_object_new_object();
	if (!event)
		return aws_refuse(call, "InvalidRequestContentException",
				  "Could not parse request body into json");
	if (!strcmp(type, "RequestResponse"))
		return invoke_and_wait(call, function, event);
	if (!strcmp(type, "DryRun")) {
		json_object_put(event);
		return answer(call, 204);
	}
	if (!function_invoke_async(call->account, function, event))
		return refuse_rate(call);
	return answer(call, 202);
}

const struct aws_operation lambda_invoke = {
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
