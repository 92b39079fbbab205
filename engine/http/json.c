/* SPDX-License-Identifier: MIT */
/*
 * AWS JSON 1.0 and 1.1: one path, the operation in X-Amz-Target, members in the
 * body.  CloudTrail, EventBridge, Config, CloudWatch Logs and others speak it.
 *
 * As on AWS, a member that the operation does not know is passed over, and null
 * is a member that was not given.
 *
 * Differs from AWS: U+0000 is refused everywhere.
 */
#include "http/protocol.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"

/* ------------------------------------------------------------------ request */

static struct json_object *take(struct json_object *value, bool small,
				enum aws_type type,
				const struct aws_member *members);

const char *
json_small_name(const char *name, char *out, int size)
{
	size_t i = 0;

	snprintf(out, (size_t)size, "%s", name);
	while (isupper((unsigned char)out[i]) &&
	       (i == 0 || !islower((unsigned char)out[i + 1]))) {
		out[i] = (char)tolower((unsigned char)out[i]);
		i++;
	}
	return out;
}

static struct json_object *
member_of(struct json_object *value, const char *name, bool small)
{
	char lower[128];

	return json_member(value, small ? json_small_name(name, lower,
							  sizeof lower) :
					  name);
}

struct json_object *
json_take(struct json_object *value, bool small,
	  const struct aws_member *members)
{
	struct json_object *out = json_object_new_object();

	for (; members && members->name; members++) {
		struct json_object *member =
			member_of(value, members->name, small);

		if (member)
			json_set(out, members->name,
				 take(member, small, members->type,
				      members->members));
	}
	return out;
}

static struct json_object *
take_list(struct json_object *value, bool small,
	  const struct aws_member *members)
{
	struct json_object *out = json_object_new_array();

	for (size_t i = 0; i < json_object_array_length(value); i++)
		json_object_array_add(
			out, take(json_object_array_get_idx(value, i), small,
				  members ? AWS_STRUCTURE : AWS_STRING,
				  members));
	return out;
}

static struct json_object *
take_map(struct json_object *value, bool small, const struct aws_member *form)
{
	struct json_object *out = json_object_new_object();

	json_object_object_foreach(value, key, member)
		json_set(out, key,
			 take(member, small, form ? form->type : AWS_STRING,
			      form ? form->members : NULL));
	return out;
}

/* What the table knows of a value; of a wrong type it stays as it is, and the
   door refuses it. */
static struct json_object *
take(struct json_object *value, bool small, enum aws_type type,
     const struct aws_member *members)
{
	bool object = json_object_is_type(value, json_type_object);

	if (type == AWS_STRUCTURE && object)
		return json_take(value, small, members);
	if (type == AWS_MAP && object)
		return take_map(value, small, members);
	if (type == AWS_LIST && json_object_is_type(value, json_type_array))
		return take_list(value, small, members);
	return json_object_get(value);
}

/* Names end at a NUL for us, and would be others' names. */
bool
json_has_nul(const char *json, size_t length)
{
	for (size_t i = 0; i + 5 < length; i++)
		if (json[i] == '\\' && !strncmp(&json[++i], "u0000", 5))
			return true;
	return false;
}

static struct json_object *
read_members(struct exchange *exchange)
{
	const struct http_request *request = exchange->request;
	struct json_object *body, *members = NULL;

	if (request->length == 0)
		return json_object_new_object();
	if (json_has_nul(request->body, request->length))
		return NULL;
	body = json_parse(request->body, request->length, NULL, NULL);
	if (json_object_is_type(body, json_type_object)) {
		members = json_take(body, false,
				    exchange->operation->request);
		json_object_object_foreach(body, name, value) {
			(void)value;
			member_sent(exchange, name, strlen(name));
		}
	}
	json_object_put(body);
	return members;
}

/* ------------------------------------------------------------------- answer */

static void
write_response(const struct exchange *exchange, struct json_object *response,
	       struct strbuf *out)
{
	(void)exchange;
	json_write(response, out);
}

static void
write_error(const struct exchange *exchange, const char *code,
	    const char *message, struct strbuf *out)
{
	struct json_object *error = json_object_new_object();

	(void)exchange;
	json_set_string(error, "__type", code);
	if (message)
		json_set_string(error, "message", message);
	json_write(error, out);
	json_object_put(error);
}

#define JSON_PROTOCOL(version)                                             \
	{                                                                  \
		.content_type = "application/x-amz-json-" version,         \
		.faults = {                                                \
			[SIGV4_MISSING] = { 400,                           \
				"MissingAuthenticationTokenException" },   \
			[SIGV4_INCOMPLETE] = { 400,                        \
				"IncompleteSignatureException" },          \
			[SIGV4_UNKNOWN_KEY] = { 400,                       \
				"UnrecognizedClientException" },           \
			[SIGV4_EXPIRED_TOKEN] = { 400,                     \
				"ExpiredTokenException" },                 \
			[SIGV4_MISMATCH] = { 400,                          \
				"InvalidSignatureException" },             \
		},                                                         \
		.too_large = { 413, "RequestEntityTooLargeException" },    \
		.full = { 503, "ServiceUnavailableException" },             \
		.malformed = { 400, "SerializationException" },            \
		.unknown_operation = { 400, "UnknownOperationException" }, \
		.read = read_members,                                      \
		.write = write_response,                                   \
		.write_error = write_error,                                \
	}

static const struct protocol versions[] = {
	JSON_PROTOCOL("1.1"), /* the first is for who does not say which */
	JSON_PROTOCOL("1.0"),
};

static const struct protocol *
version_of(const struct http_request *request)
{
	const char *type = http_header(request, "Content-Type");

	for (size_t i = 0; type && i < sizeof versions / sizeof *versions; i++)
		if (!strncmp(type, versions[i].content_type,
			     strlen(versions[i].content_type)))
			return &versions[i];
	return &versions[0];
}

/* "PREFIX.Operation", and prefixes have dots of their own. */
void
json_route(struct exchange *exchange)
{
	const char *target = http_header(exchange->request, "X-Amz-Target");
	const char *dot = target ? strrchr(target, '.') : NULL;

	exchange->protocol = version_of(exchange->request);
	if (!target || strcmp(exchange->request->method, "POST"))
		return;
	for (size_t i = 0; dot && aws_services[i]; i++) {
		const char *prefix = aws_services[i]->target_prefix;

		if (prefix && strlen(prefix) == (size_t)(dot - target) &&
		    !strncmp(prefix, target, strlen(prefix)))
			exchange->service = aws_services[i];
	}
	if (exchange->service)
		exchange->operation =
			aws_operation_find(exchange->service, dot + 1);
	exchange->answer->operation = mem_strdup(dot ? dot + 1 : target);
}
