/* SPDX-License-Identifier: MIT */
/*
 * The door: members, policy, operation, event, in this order, once.
 *
 * Differs from AWS: a refused call that is about no one thing names no
 * resource, as with CloudTrail and S3; for ListRules AWS names all rules, for
 * ListFunctions "*".
 */
#include "aws/dispatch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/access.h"
#include "aws/data_event.h"
#include "aws/members.h"
#include "aws/record.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

#define GLOBAL_REGION "us-east-1"

int
aws_refuse(struct aws_call *call, const char *code, const char *format, ...)
{
	struct strbuf message = STRBUF_INIT;
	va_list args;

	va_start(args, format);
	strbuf_vaddf(&message, format, args);
	va_end(args);
	aws_error_release(&call->error);
	call->error.code = mem_strdup(code);
	call->error.message = strbuf_detach(&message);
	return -1;
}

const char *
aws_request_string(const struct aws_call *call, const char *name)
{
	return json_string(call->request, name);
}

bool
aws_request_bool(const struct aws_call *call, const char *name, bool fallback)
{
	return json_boolean(call->request, name, fallback);
}

int64_t
aws_request_int(const struct aws_call *call, const char *name,
		int64_t fallback)
{
	return json_int(call->request, name, fallback);
}

struct json_object *
aws_request_member(const struct aws_call *call, const char *name)
{
	return json_member(call->request, name);
}

const struct aws_service *
aws_service_find(const char *name)
{
	for (size_t i = 0; aws_services[i]; i++)
		if (!strcmp(aws_services[i]->name, name))
			return aws_services[i];
	return NULL;
}

const struct aws_operation *
aws_operation_find(const struct aws_service *service, const char *name)
{
	for (size_t i = 0; service->operations[i]; i++)
		if (!strcmp(service->operations[i]->name, name))
			return service->operations[i];
	return NULL;
}

/* What the call is about, as the request names it; or NULL. */
static const char *
resource_name(const struct aws_call *call)
{
	const char *member = call->operation->resource_member;

	return member ? aws_request_string(call, member) : NULL;
}

static struct event_class
classify(const struct aws_call *call)
{
	unsigned flags = call->operation->flags;

	return (struct event_class){
		.source = call->service->event_source,
		.region = flags & AWS_GLOBAL ? GLOBAL_REGION : call->region,
		.management = !(flags & AWS_DATA_EVENT),
		.read_only = flags & AWS_READ_ONLY,
		.global_service = flags & AWS_GLOBAL,
		.resource_type = call->operation->resource_type,
		.resource_name = resource_name(call),
	};
}

/* The ARN that policies are asked about, or NULL: the call is about no one
   thing.  The caller frees it. */
static char *
resource_arn(const struct aws_call *call)
{
	const char *name = resource_name(call);
	const char *member = call->operation->object_member;
	const char *object = member ? aws_request_string(call, member) : NULL;
	const char *prefix = call->operation->arn_prefix;
	char *arn, *whole;

	if ((!name && !prefix) || !call->service->resource_arn)
		return NULL;
	whole = str_printf("%s%s", prefix ? prefix : "", name ? name : "");
	arn = call->service->resource_arn(call->account, call->region, whole);
	free(whole);
	if (!object)
		return arn;
	whole = str_printf("%s/%s", arn, object);
	free(arn);
	return whole;
}

/* The words are AWS's; only S3 puts the resource in quotes. */
static int
refuse_access(struct aws_call *call, const char *action, const char *resource,
	      enum access access, const char *policy_type)
{
	const char *said = call->service->denied;
	bool xml = call->service->speaks_xml;
	const char *quote = strcmp(call->service->iam_prefix, "s3") ? "" :
								     "\"";
	struct strbuf text = STRBUF_INIT;
	char *who = caller_arn(call->account, &call->caller);

	strbuf_addf(&text, "User: %s is not authorized to perform: %s", who,
		    action);
	free(who);
	if (resource)
		strbuf_addf(&text, " on resource: %s%s%s", quote, resource,
			    quote);
	if (access == ACCESS_DENIED)
		strbuf_addf(&text, " with an explicit deny in %s %s",
			    *policy_type == 'i' ? "an" : "a", policy_type);
	else
		strbuf_addf(&text, " because no %s allows the %s action",
			    policy_type, action);
	if (!said)
		said = xml ? "AccessDenied" : "AccessDeniedException";
	aws_refuse(call, said, "%s", text.buf);
	strbuf_release(&text);
	return -1;
}

int
aws_authorise(struct aws_call *call, const char *action, const char *resource,
	      struct json_object *resource_policy)
{
	struct access_question question = {
		.caller = &call->caller,
		.region = call->region,
		.action = action,
		.resource = resource ? resource : "*",
		.resource_policy = resource_policy,
	};
	const char *policy_type;
	enum access access = access_ask(call->account, &question, &policy_type);

	if (access == ACCESS_ALLOWED)
		return 0;
	return refuse_access(call, action, resource, access, policy_type);
}

static int
authorise(struct aws_call *call)
{
	const struct aws_operation *operation = call->operation;
	struct json_object *policy = NULL;
	char *action, *resource;
	int result;

	if (operation->flags & AWS_NO_PERMISSION)
		return 0;
	action = str_printf("%s:%s", call->service->iam_prefix,
			    operation->iam_action ? operation->iam_action :
						    operation->name);
	resource = resource_arn(call);
	if (call->service->resource_policy)
		policy = call->service->resource_policy(call);
	result = aws_authorise(call, action, resource, policy);
	json_object_put(policy);
	free(action);
	free(resource);
	return result;
}

static int
run(struct aws_call *call)
{
	if (members_check(call) < 0 || authorise(call) < 0)
		return -1;
	if (call->operation->run(call) == 0) {
		if (!call->response)
			call->response = json_object_new_object();
		return 0;
	}
	json_object_put(call->response);
	call->response = NULL;
	if (!call->error.code)
		BUG("an operation refused without a reason");
	return -1;
}

/* What comes back of a HEAD that was refused; its record knows better. */
static void
leave_status(struct aws_call *call)
{
	if (!strcmp(call->error.code, "AccessDenied"))
		aws_refuse(call, "403", "Forbidden");
	else
		aws_refuse(call, "404", "Not Found");
}

/* Whose key is deleted or inactive is nobody. */
static int
refuse_stranger(struct aws_call *call)
{
	call->unrecorded = true;
	if (!strcmp(call->service->iam_prefix, "s3"))
		return aws_refuse(call, "InvalidAccessKeyId",
				  "The AWS Access Key Id you provided does not "
				  "exist in our records.");
	return aws_refuse(call,
			  call->service->speaks_xml ?
				  "InvalidClientTokenId" :
				  "UnrecognizedClientException",
			  "The security token included in the request is "
			  "invalid.");
}

int
aws_dispatch(struct aws_call *call)
{
	struct event_class class;
	struct json_object *record;
	const char *id;
	int result;

	call->region = call->caller.region ? call->caller.region :
					     call->account->region;
	call->now = call->account->now;
	if (!caller_is_authentic(&call->caller))
		return refuse_stranger(call);
	class = classify(call);
	trails_prepare(call->account);
	result = run(call);
	if (call->operation->flags & AWS_DATA_EVENT && !call->resources)
		data_event_name_resources(call);
	record = record_make(call, &class);
	id = json_string(record, "requestID");
	snprintf(call->request_id, sizeof call->request_id, "%s", id ? id : "");
	event_append(call->account, &class, record);
	if (result < 0 && call->operation->flags & AWS_HEAD)
		leave_status(call);
	return result;
}

void
aws_call_release(struct aws_call *call)
{
	json_object_put(call->response);
	json_object_put(call->request_parameters);
	json_object_put(call->response_elements);
	json_object_put(call->resources);
	json_object_put(call->additional_event_data);
	aws_error_release(&call->error);
}

struct json_object *
aws_door(struct account *account, const struct caller *caller,
	 const char *service, const char *operation,
	 struct json_object *request, struct aws_error *error)
{
	struct aws_call call = {
		.account = account,
		.caller = *caller,
		.service = aws_service_find(service),
		.request = request,
	};
	struct json_object *response = NULL;

	if (call.service)
		call.operation = aws_operation_find(call.service, operation);
	if (!call.operation) {
		error->code = mem_strdup("UnknownOperationException");
		error->message = str_printf("%s:%s", service, operation);
	} else if (aws_dispatch(&call) == 0) {
		response = json_object_get(call.response);
	} else {
		*error = call.error;
		call.error.code = call.error.message = NULL;
	}
	aws_call_release(&call);
	json_object_put(request);
	return response;
}

void
aws_dispatch_recorded(struct account *account, const struct caller *caller,
		      struct aws_recorded *recorded)
{
	struct json_object *resource =
		recorded->resources ?
			json_object_array_get_idx(recorded->resources, 0) :
			NULL;
	struct event_class class = {
		.source = recorded->event_source,
		.region = recorded->global ? GLOBAL_REGION :
			  caller->region   ? caller->region :
					     account->region,
		.management = true,
		.read_only = recorded->read_only,
		.global_service = recorded->global,
		.resource_type = json_string(resource, "type"),
		.resource_name = json_string(resource, "ARN"),
	};

	trails_prepare(account);
	event_append(account, &class,
		     record_make_recorded(account, caller, &class, recorded));
}
