/* SPDX-License-Identifier: MIT */
/*
 * What Lambda's operations share.
 */
#ifndef AWS_LAMBDA_LAMBDA_H
#define AWS_LAMBDA_LAMBDA_H

#include "aws/operation.h"

extern const struct aws_operation lambda_add_permission;
extern const struct aws_operation lambda_delete_function_concurrency;
extern const struct aws_operation lambda_delete_function_event_invoke_config;
extern const struct aws_operation lambda_get_function;
extern const struct aws_operation lambda_get_function_configuration;
extern const struct aws_operation lambda_get_function_event_invoke_config;
extern const struct aws_operation lambda_get_policy;
extern const struct aws_operation lambda_invoke;
extern const struct aws_operation lambda_list_functions;
extern const struct aws_operation lambda_put_function_concurrency;
extern const struct aws_operation lambda_put_function_event_invoke_config;
extern const struct aws_operation lambda_remove_permission;
extern const struct aws_operation lambda_update_function_code;
extern const struct aws_operation lambda_update_function_configuration;

/* Operations that take nothing but a name. */
extern const struct aws_member lambda_name_request[];
extern const char *const lambda_errors[];

/* The function that FunctionName names, or NULL with the call refused. */
struct function *lambda_named(struct aws_call *call);
/* What is known of a function; the caller puts it. */
struct json_object *lambda_configuration(const struct aws_call *call,
					 const struct function *function);

#endif
