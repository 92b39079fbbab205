/* SPDX-License-Identifier: MIT */
/*
 * REST with JSON: method and path name the operation, and what stands in the
 * path are members of the request.  Lambda and GuardDuty speak it.
 */
#include "http/protocol.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/percent.h"
#include "base/strbuf.h"
#include "base/utf8.h"

struct rest_route {
	const char *service, *method, *path, *operation;
	int status; /* of the answer; 0: 200 */
};

#define FUNCTIONS "/2015-03-31/functions"
#define FUNCTION FUNCTIONS "/{FunctionName}"
#define CONCURRENCY "/2017-10-31/functions/{FunctionName}/concurrency"
#define EVENT_CONFIG "/2019-09-25/functions/{FunctionName}/event-invoke-config"
#define DETECTOR "/detector/{DetectorId}"

static const struct rest_route routes[] = {
	{ "lambda", "GET", FUNCTIONS, "ListFunctions", 0 },
	{ "lambda", "GET", FUNCTION, "GetFunction", 0 },
	{ "lambda", "GET", FUNCTION "/configuration",
	  "GetFunctionConfiguration", 0 },
	{ "lambda", "PUT", FUNCTION "/configuration",
	  "UpdateFunctionConfiguration", 0 },
	{ "lambda", "PUT", FUNCTION "/code", "UpdateFunctionCode", 0 },
	{ "lambda", "POST", FUNCTION "/invocations", "Invoke", 0 },
	{ "lambda", "GET", FUNCTION "/policy", "GetPolicy", 0 },
	{ "lambda", "POST", FUNCTION "/policy", "AddPermission", 201 },
	{ "lambda", "DELETE", FUNCTION "/policy/{StatementId}",
	  "RemovePermission", 204 },
	{ "lambda", "PUT", CONCURRENCY, "PutFunctionConcurrency", 0 },
	{ "lambda", "DELETE", CONCURRENCY, "DeleteFunctionConcurrency", 204 },
	{ "lambda", "GET", EVENT_CONFIG, "GetFunctionEventInvokeConfig", 0 },
	{ "lambda", "PUT", EVENT_CONFIG, "PutFunctionEventInvokeConfig", 0 },
	{ "lambda", "DELETE", EVENT_CONFIG, "DeleteFunctionEventInvokeConfig",
	  204 },
	{ "guardduty", "GET", "/detector", "ListDetectors", 0 },
	{ "guardduty", "POST", "/detector", "CreateDetector", 0 },
	{ "guardduty", "GET", DETECTOR, "GetDetector", 0 },
	{ "guardduty", "POST", DETECTOR, "UpdateDetector", 0 },
	{ "guardduty", "DELETE", DETECTOR, "DeleteDetector", 0 },
	{ "guardduty", "POST", DETECTOR "/findings", "ListFindings", 0 },
	{ "guardduty", "POST", DETECTOR "/findings/get", "GetFindings", 0 },
};

/* --------------------------------------------------------------- the path */

static void
set_label(struct json_object *members, const char *label, size_t label_length,
	  const char *text, size_t length)
{
	char *name = mem_strndup(label, label_length);
	struct strbuf value = STRBUF_INIT;

	percent_decode(text, length, &value);
	if (utf8_valid(value.buf, value.len))
		json_set_string(members, name, value.buf);
	strbuf_release(&value);
	free(name);
}

/* Does the path fit?  What stands at its labels is set in `members`, which may
   be NULL. */
static bool
read_path(const char *path, const char *target, struct json_object *members)
{
	while (*path) {
		size_t label = strcspn(path, "}"), length;

		if (*path != '{') {
			if (*path++ != *target++)
				return false;
			continue;
		}
		length = strcspn(target, "/?");
		if (length == 0)
			return false;
		if (members)
			set_label(members, path + 1, label - 1, target, length);
		path += label + 1;
		target += length;
	}
	target += *target == '/';
	return !*target || *target == '?';
}

/* ------------------------------------------------------------------ request */

static bool
has_small_letters(const struct exchange *exchange)
{
	return !strcmp(exchange->service->name, "guardduty");
}

/* The code is sent in Base64; here it is text. */
static void
decode_code(struct json_object *members)
{
	const char *code = json_string(members, "ZipFile");
	struct strbuf text = STRBUF_INIT;

	if (code && base64_read(code, &text) && utf8_valid(text.buf, text.len))
		json_set_string(members, "ZipFile", text.buf);
	strbuf_release(&text);
}

/* The body is the function's event, as it is. */
static struct json_object *
read_invocation(const struct http_request *request)
{
	struct json_object *members = json_object_new_object();
	const char *type = http_header(request, "X-Amz-Invocation-Type");

	if (type)
		json_set_string(members, "InvocationType", type);
	if (request->length > 0)
		json_set(members, "Payload",
			 json_object_new_string_len(request->body,
						    (int)request->length));
	return members;
}

static struct json_object *
read_body(struct exchange *exchange)
{
	const struct http_request *request = exchange->request;
	bool small = has_small_letters(exchange);
	struct json_object *body, *members = NULL;

	if (!utf8_valid(request->body, request->length) ||
	    !percent_is_text(request->target, strlen(request->target)))
		return NULL;
	if (!strcmp(exchange->operation->name, "Invoke"))
		return read_invocation(request);
	if (json_has_nul(request->body, request->length))
		return NULL;
	if (request->length == 0)
		return json_object_new_object();
	body = json_parse(request->body, request->length, NULL, NULL);
	if (json_object_is_type(body, json_type_object)) {
		members = json_take(body, small, exchange->operation->request);
		json_object_object_foreach(body, key, value) {
			char *name = mem_strdup(key);

			(void)value;
			if (small)
				*name = (char)toupper((unsigned char)*name);
			member_sent(exchange, name, strlen(name));
			free(name);
		}
	}
	json_object_put(body);
	return members;
}

static struct json_object *
read_members(struct exchange *exchange)
{
	struct json_object *members = read_body(exchange);

	if (!members)
		return NULL;
	decode_code(members);
	read_path(exchange->rest_route->path, exchange->request->target,
		  members);
	return members;
}

/* ------------------------------------------------------------------- answer */

/* Only members' names: the keys of a map are somebody's own. */
static struct json_object *
with_small_letters(struct json_object *value)
{
	struct json_object *out;

	if (json_object_is_type(value, json_type_array)) {
		out = json_object_new_array();
		for (size_t i = 0; i < json_object_array_length(value); i++)
			json_object_array_add(
				out,
				with_small_letters(json_object_array_get_idx(
					value, i)));
		return out;
	}
	if (!json_object_is_type(value, json_type_object))
		return json_object_get(value);
	out = json_object_new_object();
	json_object_object_foreach(value, key, member) {
		char name[128];

		json_set(out, json_small_name(key, name, sizeof name),
			 strcmp(key, "Tags") ? with_small_letters(member) :
					       json_object_get(member));
	}
	return out;
}

static void
write_invocation(struct http_answer *answer, struct json_object *response,
		 struct strbuf *out)
{
	const char *payload = json_string(response, "Payload");

	answer->status = (int)json_int(response, "StatusCode", 200);
	http_answer_header(answer, "X-Amz-Function-Error",
			   json_string(response, "FunctionError"));
	http_answer_header(answer, "X-Amz-Executed-Version",
			   json_string(response, "ExecutedVersion"));
	if (payload && answer->status != 204)
		strbuf_addstr(out, payload);
}

static void
write_response(const struct exchange *exchange, struct json_object *response,
	       struct strbuf *out)
{
	struct json_object *small;

	if (!strcmp(exchange->operation->name, "Invoke")) {
		write_invocation(exchange->answer, response, out);
		return;
	}
	if (exchange->rest_route->status)
		exchange->answer->status = exchange->rest_route->status;
	if (exchange->answer->status == 204)
		return;
	if (!has_small_letters(exchange)) {
		json_write(response, out);
		return;
	}
	small = with_small_letters(response);
	json_write(small, out);
	json_object_put(small);
}

static void
write_error(const struct exchange *exchange, const char *code,
	    const char *message, struct strbuf *out)
{
	struct json_object *error = json_object_new_object();

	http_answer_header(exchange->answer, "x-amzn-ErrorType", code);
	json_set_string(error, "message", message ? message : "");
	json_write(error, out);
	json_object_put(error);
}

static const struct refusal refusals[] = {
	{ 403, "AccessDeniedException" },
	{ 404, "ResourceNotFoundException" },
	{ 409, "ResourceConflictException" },
	{ 429, "TooManyRequestsException" },
	{ 0, NULL },
};

static const struct protocol rest = {
	.content_type = "application/json",
	.faults = {
		[SIGV4_MISSING] = { 403, "MissingAuthenticationTokenException" },
		[SIGV4_INCOMPLETE] = { 403, "IncompleteSignatureException" },
		[SIGV4_UNKNOWN_KEY] = { 403, "UnrecognizedClientException" },
		[SIGV4_EXPIRED_TOKEN] = { 403, "ExpiredTokenException" },
		[SIGV4_MISMATCH] = { 403, "InvalidSignatureException" },
	},
	.too_large = { 413, "RequestTooLargeException" },
	.full = { 503, "ServiceUnavailableException" },
	.malformed = { 400, "SerializationException" },
	.unknown_operation = { 404, "UnknownOperationException" },
	.refusals = refusals,
	.read = read_members,
	.write = write_response,
	.write_error = write_error,
};

/* The service in the scope, if it is one of these. */
static const struct aws_service *
service_of(const struct http_request *request)
{
	static const char *const names[] = { "lambda", "guardduty" };
	const char *given = http_header(request, "Authorization");

	for (size_t i = 0; given && i < sizeof names / sizeof *names; i++) {
		char *scope = str_printf("/%s/aws4_request", names[i]);
		bool is = strstr(given, scope) != NULL;

		free(scope);
		if (is)
			return aws_service_find(names[i]);
	}
	return NULL;
}

bool
rest_route(struct exchange *exchange)
{
	const struct http_request *request = exchange->request;
	const struct aws_service *service = service_of(request);

	if (!service)
		return false;
	exchange->protocol = &rest;
	exchange->service = service;
	for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
		const struct rest_route *route = &routes[i];

		if (strcmp(route->service, service->name) ||
		    strcmp(route->method, request->method) ||
		    !read_path(route->path, request->target, NULL))
			continue;
		exchange->rest_route = route;
		exchange->operation =
			aws_operation_find(service, route->operation);
	}
	exchange->answer->operation =
		exchange->operation ?
			mem_strdup(exchange->operation->name) :
			str_printf("%s %s", request->method, request->target);
	return true;
}
