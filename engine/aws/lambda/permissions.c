/* SPDX-License-Identifier: MIT */
/*
 * A function's resource policy: which service may invoke it.
 *
 * Differs from AWS: the principal is a service; only its SourceArn can be
 * asked for.
 */
#include "aws/lambda/lambda.h"

#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"

static const struct aws_member add_request[] = {
	{ .name = "FunctionName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "StatementId", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Action", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Principal", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "SourceArn", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member remove_request[] = {
	{ .name = "FunctionName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "StatementId", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const char *const add_errors[] = { "InvalidParameterValueException",
					  "ResourceConflictException",
					  "ResourceNotFoundException", NULL };

static int
add_permission(struct aws_call *call)
{
	const char *sid = aws_request_string(call, "StatementId");
	const char *principal = aws_request_string(call, "Principal");
	struct function *function = lambda_named(call);
	struct strbuf text = STRBUF_INIT;
	struct json_object *statement;

	if (!function)
		return -1;
	if (!strstr(principal, ".amazonaws.com"))
		return aws_refuse(call, "InvalidParameterValueException",
				  "The provided principal was invalid. Please "
				  "check the principal and try again.");
	statement = function_permit(function, sid,
				    aws_request_string(call, "Action"),
				    principal,
				    aws_request_string(call, "SourceArn"));
	if (!statement)
		return aws_refuse(call, "ResourceConflictException",
				  "The statement id (%s) provided already "
				  "exists. Please provide a new statement id, "
				  "or remove the existing statement.",
				  sid);
	json_write(statement, &text);
	call->response = json_object_new_object();
	json_set_string(call->response, "Statement", text.buf);
	strbuf_release(&text);
	return 0;
}

static int
remove_permission(struct aws_call *call)
{
	const char *sid = aws_request_string(call, "StatementId");
	struct function *function = lambda_named(call);

	if (!function)
		return -1;
	if (!function_forbid(function, sid))
		return aws_refuse(call, "ResourceNotFoundException",
				  "Statement %s is not found in resource "
				  "policy.",
				  sid);
	return 0;
}

static int
get_policy(struct aws_call *call)
{
	struct function *function = lambda_named(call);
	struct strbuf text = STRBUF_INIT;

	if (!function)
		return -1;
	if (json_object_array_length(json_member(function->policy,
						 "Statement")) == 0)
		return aws_refuse(call, "ResourceNotFoundException",
				  "The resource you requested does not exist.");
	json_write(function->policy, &text);
	call->response = json_object_new_object();
	json_set_string(call->response, "Policy", text.buf);
	strbuf_release(&text);
	return 0;
}

const struct aws_operation lambda_add_permission = {
	.name = "AddPermission",
	.request = add_request,
	.errors = add_errors,
	.summary = N_("let a service invoke a function"),
	.run = add_permission,
	.event_name = "AddPermission20150331v2",
	.resource_type = "AWS::Lambda::Function",
	.resource_member = "FunctionName",
};

const struct aws_operation lambda_remove_permission = {
	.name = "RemovePermission",
	.request = remove_request,
	.errors = lambda_errors,
	.summary = N_("take the permission to invoke a function away"),
	.run = remove_permission,
	.event_name = "RemovePermission20150331v2",
	.resource_type = "AWS::Lambda::Function",
	.resource_member = "FunctionName",
};

const struct aws_operation lambda_get_policy = {
	.name = "GetPolicy",
	.request = lambda_name_request,
	.errors = lambda_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show who may invoke a function"),
	.run = get_policy,
	.event_name = "GetPolicy20150331v2",
	.resource_type = "AWS::Lambda::Function",
	.resource_member = "FunctionName",
};
