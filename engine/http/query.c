/* SPDX-License-Identifier: MIT */
/*
 * The query protocol: a form asks, XML answers.  IAM, STS, SNS and CloudWatch
 * speak it.
 *
 * Differs from AWS: SQS is spoken to in JSON only, as clients do since 2023.
 */
#include "http/protocol.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/percent.h"
#include "http/form.h"
#include "http/wire.h"
#include "http/xml.h"
#include "lesson/lab.h"
#include "shell/format.h"

#define FORM "application/x-www-form-urlencoded"

/* ---------------------------------------------------------------------- XML */

/* Credentials end by the client's clock, which it looks at. */
static void
add_moment(const struct exchange *exchange, const char *name,
	   struct json_object *value, struct strbuf *out)
{
	int64_t moment = (int64_t)(json_object_get_double(value) *
				   CLOCK_SECOND + 0.5);

	if (!strcmp(name, "Expiration"))
		moment += exchange->request->time -
			  exchange->wire->lab->account->now;
	xml_moment(out, name, moment, false);
}

static void add_value(const struct exchange *exchange, const char *name,
		      struct json_object *value, struct strbuf *out);

static void
add_members(const struct exchange *exchange, struct json_object *object,
	    struct strbuf *out)
{
	json_object_object_foreach(object, key, member)
		add_value(exchange, key, member, out);
}

/* SNS has attributes as a map; all other objects are structures. */
static void
add_map(struct json_object *map, struct strbuf *out)
{
	json_object_object_foreach(map, key, value) {
		strbuf_addstr(out, "<entry>");
		xml_element(out, "key", key);
		xml_element(out, "value", json_object_get_string(value));
		strbuf_addstr(out, "</entry>");
	}
}

/* A policy of IAM is its JSON, encoded. */
static void
add_policy(struct json_object *policy, struct strbuf *out)
{
	struct strbuf text = STRBUF_INIT;

	json_write(policy, &text);
	percent_encode(text.buf, text.len, false, out);
	strbuf_release(&text);
}

static bool
is_policy(const char *name)
{
	size_t length = strlen(name), ending = strlen("Document");

	return length >= ending && !strcmp(name + length - ending, "Document");
}

static void
add_nested(const struct exchange *exchange, const char *name,
	   struct json_object *value, struct strbuf *out)
{
	strbuf_addf(out, "<%s>", name);
	if (json_object_is_type(value, json_type_array))
		for (size_t i = 0; i < json_object_array_length(value); i++)
			add_value(exchange, "member",
				  json_object_array_get_idx(value, i), out);
	else if (is_policy(name))
		add_policy(value, out);
	else if (!strcmp(name, "Attributes"))
		add_map(value, out);
	else
		add_members(exchange, value, out);
	strbuf_addf(out, "</%s>", name);
}

static void
add_value(const struct exchange *exchange, const char *name,
	  struct json_object *value, struct strbuf *out)
{
	struct strbuf text = STRBUF_INIT;

	if (format_is_nested(value)) {
		add_nested(exchange, name, value, out);
	} else if (format_is_moment(name, value)) {
		add_moment(exchange, name, value, out);
	} else if (json_object_is_type(value, json_type_string)) {
		xml_element(out, name, json_object_get_string(value));
	} else if (value) {
		json_write(value, &text);
		xml_element(out, name, text.buf);
	}
	strbuf_release(&text);
}

/* ------------------------------------------------------------------ request */

/* "Tags.member.1.Key" is sent of the member Tags; each name once. */
static void
note_members(const struct exchange *exchange, const struct http_form *form)
{
	const char *last = "";
	size_t last_length = 0;

	for (size_t i = 0; i < form->count; i++) {
		const char *name = form->items[i].name;
		size_t length = strcspn(name, ".");

		if ((length == last_length && !strncmp(name, last, length)) ||
		    !strcmp(name, "Action") || !strcmp(name, "Version"))
			continue;
		member_sent(exchange, name, length);
		last = name;
		last_length = length;
	}
}

static struct json_object *
read_members(struct exchange *exchange)
{
	const struct http_request *request = exchange->request;
	struct json_object *members;
	struct http_form form;

	if (!percent_is_text(request->body, request->length))
		return NULL;
	http_form_read(request->body, request->length, &form);
	members = http_form_members(&form, exchange->operation->request);
	note_members(exchange, &form);
	http_form_release(&form);
	return members;
}

/* ------------------------------------------------------------------- answer */

/* Where the names of an answer belong: only two services say https. */
static void
add_namespace(const struct aws_service *service, struct strbuf *out)
{
	bool https = !strcmp(service->name, "iam") ||
		     !strcmp(service->name, "sts");

	strbuf_addf(out, " xmlns=\"%s://%s/doc/%s/\"",
		    https ? "https" : "http", service->event_source,
		    service->api_version);
}

static void
write_response(const struct exchange *exchange, struct json_object *response,
	       struct strbuf *out)
{
	const char *name = exchange->operation->name;

	strbuf_addf(out, "<%sResponse", name);
	add_namespace(exchange->service, out);
	strbuf_addf(out, "><%sResult>", name);
	add_members(exchange, response, out);
	strbuf_addf(out, "</%sResult><ResponseMetadata>", name);
	xml_element(out, "RequestId", exchange->answer->request_id);
	strbuf_addf(out, "</ResponseMetadata></%sResponse>\n", name);
}

static void
write_error(const struct exchange *exchange, const char *code,
	    const char *message, struct strbuf *out)
{
	strbuf_addstr(out, "<ErrorResponse");
	if (exchange->service)
		add_namespace(exchange->service, out);
	strbuf_addstr(out, "><Error><Type>Sender</Type>");
	xml_element(out, "Code", code);
	xml_element(out, "Message", message ? message : "");
	strbuf_addstr(out, "</Error>");
	xml_element(out, "RequestId", exchange->answer->request_id);
	strbuf_addstr(out, "</ErrorResponse>\n");
}

/* As the service models have them. */
static const struct refusal refusals[] = {
	{ 403, "AccessDenied" },
	{ 403, "AuthorizationError" },
	{ 403, "InvalidClientTokenId" },
	{ 404, "NoSuchEntity" },
	{ 404, "NotFound" },
	{ 404, "ResourceNotFound" },
	{ 409, "DeleteConflict" },
	{ 409, "EntityAlreadyExists" },
	{ 409, "LimitExceeded" },
	{ 0, NULL },
};

static const struct protocol query = {
	.content_type = "text/xml",
	.faults = {
		[SIGV4_MISSING] = { 403, "MissingAuthenticationToken" },
		[SIGV4_INCOMPLETE] = { 400, "IncompleteSignature" },
		[SIGV4_UNKNOWN_KEY] = { 403, "InvalidClientTokenId" },
		[SIGV4_EXPIRED_TOKEN] = { 403, "ExpiredToken" },
		[SIGV4_MISMATCH] = { 403, "SignatureDoesNotMatch" },
	},
	.too_large = { 413, "RequestEntityTooLarge" },
	.full = { 503, "ServiceUnavailable" },
	.malformed = { 400, "MalformedInput" },
	.unknown_operation = { 400, "InvalidAction" },
	.refusals = refusals,
	.read = read_members,
	.write = write_response,
	.write_error = write_error,
};

/* A version is a service's alone. */
static const struct aws_service *
service_of(const char *version)
{
	for (size_t i = 0; version && aws_services[i]; i++)
		if (aws_services[i]->speaks_xml &&
		    !strcmp(aws_services[i]->api_version, version) &&
		    strcmp(aws_services[i]->iam_prefix, "s3"))
			return aws_services[i];
	return NULL;
}

bool
query_route(struct exchange *exchange)
{
	const char *type = http_header(exchange->request, "Content-Type");
	const char *action;
	struct http_form form;

	if (!type || strncmp(type, FORM, strlen(FORM)) ||
	    strcmp(exchange->request->method, "POST"))
		return false;
	http_form_read(exchange->request->body, exchange->request->length, &form);
	exchange->protocol = &query;
	exchange->service = service_of(http_form_value(&form, "Version"));
	action = http_form_value(&form, "Action");
	if (exchange->service && action)
		exchange->operation =
			aws_operation_find(exchange->service, action);
	exchange->answer->operation = mem_strdup(action);
	http_form_release(&form);
	return true;
}
