/* SPDX-License-Identifier: MIT */
/*
 * S3's own protocol: method, path and query say what is asked; bucket and key
 * stand in the path, because an address has no room for a bucket's name.
 *
 * Differs from AWS: lifecycle rules are for the lab's prompt only, multipart
 * uploads and signed chunks are not known; an object that is put is text.
 */
#include "http/s3.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/json.h"
#include "base/memory.h"
#include "base/percent.h"
#include "base/signature.h"
#include "base/utf8.h"
#include "http/form.h"
#include "http/protocol.h"

#define META "x-amz-meta-"

/* The first that fits; those with a part come first. */
static const struct s3_route routes[] = {
	{ "GET", 0, NULL, "ListBuckets", 0, s3_write_buckets },
	{ "GET", 1, "location", "GetBucketLocation", 0, s3_write_location },
	{ "GET", 1, "policy", "GetBucketPolicy", 0, s3_write_policy },
	{ "PUT", 1, "policy", "PutBucketPolicy", 204, NULL },
	{ "DELETE", 1, "policy", "DeleteBucketPolicy", 204, NULL },
	{ "GET", 1, "list-type", "ListObjectsV2", 0, s3_write_list },
	{ "GET", 1, NULL, "ListObjects", 0, s3_write_list },
	{ "PUT", 1, NULL, "CreateBucket", 0, s3_write_created },
	{ "DELETE", 1, NULL, "DeleteBucket", 204, NULL },
	{ "GET", 2, NULL, "GetObject", 0, s3_write_object },
	{ "HEAD", 2, NULL, "HeadObject", 0, s3_write_object },
	{ "PUT", 2, NULL, "PutObject", 0, NULL },
	{ "DELETE", 2, NULL, "DeleteObject", 204, NULL },
};

/* The same route as PutObject, told apart by a header. */
static const struct s3_route copy_route = { "PUT", 2, NULL, "CopyObject", 0,
					    s3_write_copy };

/* What else may stand in a query, and the member it is; NULL: nothing to us. */
static const struct {
	const char *name, *member;
	bool number;
} parameters[] = {
	{ "continuation-token", "ContinuationToken", false },
	{ "delimiter", "Delimiter", false },
	{ "encoding-type", NULL, false },
	{ "fetch-owner", NULL, false },
	{ "marker", "Marker", false },
	{ "max-keys", "MaxKeys", true },
	{ "prefix", "Prefix", false },
	{ "start-after", "StartAfter", false },
	{ "x-id", NULL, false },
};
enum { PARAMETERS = sizeof parameters / sizeof *parameters };

/* --------------------------------------------------------------- the target */

/* "/bucket/key?query" taken apart; released by target_release(). */
struct target {
	char *bucket, *key; /* NULL: none */
	struct http_form query;
};

static char *
decoded(const char *text, size_t length)
{
	struct strbuf out = STRBUF_INIT;

	percent_decode(text, length, &out);
	return strbuf_detach(&out);
}

/* "?policy" is a part without a value: a form wants one. */
static void
read_query(const char *text, struct http_form *query)
{
	struct strbuf form = STRBUF_INIT;

	while (*text) {
		size_t length = strcspn(text, "&");

		strbuf_add(&form, text, length);
		if (length > 0 && !memchr(text, '=', length))
			strbuf_addch(&form, '=');
		text += length;
		if (*text) {
			strbuf_addch(&form, '&');
			text++;
		}
	}
	http_form_read(form.buf, form.len, query);
	strbuf_release(&form);
}

static void
read_target(const char *text, struct target *target)
{
	size_t path = strcspn(text, "?");
	const char *bucket = text + (*text == '/');
	size_t name = strcspn(bucket, "/?");
	const char *key = bucket + name + 1;

	*target = (struct target){ 0 };
	if (name > 0)
		target->bucket = decoded(bucket, name);
	if (bucket[name] == '/' && key < text + path)
		target->key = decoded(key, (size_t)(text + path - key));
	read_query(text[path] ? text + path + 1 : "", &target->query);
}

static void
target_release(struct target *target)
{
	free(target->bucket);
	free(target->key);
	http_form_release(&target->query);
}

static int
depth_of(const struct target *target)
{
	return target->key ? 2 : target->bucket ? 1 : 0;
}

/* ------------------------------------------------------------------- routes */

static bool
is_parameter(const char *name)
{
	for (int i = 0; i < PARAMETERS; i++)
		if (!strcmp(parameters[i].name, name))
			return true;
	return false;
}

/* The part that is asked for, "policy" or "acl"; NULL: the thing itself. */
static const char *
part_of(const struct target *target)
{
	for (size_t i = 0; i < target->query.count; i++)
		if (!is_parameter(target->query.items[i].name))
			return target->query.items[i].name;
	return NULL;
}

static bool
is_route(const struct s3_route *route, const char *method, int depth,
	 const char *part)
{
	if (strcmp(route->method, method) || route->depth != depth)
		return false;
	return route->part && part ? !strcmp(route->part, part) :
				     !route->part && !part;
}

static const struct s3_route *
route_of(const struct http_request *request, const struct target *target)
{
	const char *part = part_of(target);
	int depth = depth_of(target);

	if (is_route(&copy_route, request->method, depth, part) &&
	    http_header(request, "x-amz-copy-source"))
		return &copy_route;
	for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
		if (is_route(&routes[i], request->method, depth, part))
			return &routes[i];
	return NULL;
}

/* ------------------------------------------------------------------ request */

/* What stands between <name> and </name>, or NULL; the caller frees. */
static char *
between_tags(const char *body, const char *name)
{
	char *open = str_printf("<%s>", name), *close = str_printf("</%s>", name);
	const char *start = strstr(body, open), *end = NULL;
	char *text = NULL;

	if (start) {
		start += strlen(open);
		end = strstr(start, close);
	}
	if (end)
		text = mem_strndup(start, (size_t)(end - start));
	free(open);
	free(close);
	return text;
}

static void
add_parameters(const struct target *target, struct json_object *members)
{
	for (int i = 0; i < PARAMETERS; i++) {
		const char *value = http_form_value(&target->query,
						    parameters[i].name);
		char *end = NULL;
		long number = value ? strtol(value, &end, 10) : 0;

		if (!value || !parameters[i].member)
			continue;
		if (parameters[i].number && end > value && !*end)
			json_set_int(members, parameters[i].member, number);
		else
			json_set_string(members, parameters[i].member, value);
	}
}

static char *
lower_case(const char *text)
{
	char *copy = mem_strdup(text);

	for (char *at = copy; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return copy;
}

static void
add_metadata(const struct http_request *request, struct json_object *members)
{
	struct json_object *metadata = json_object_new_object();

	for (size_t i = 0; i < request->headers.count; i++) {
		const struct http_header *header = &request->headers.items[i];
		char *name;

		if (strncasecmp(header->name, META, strlen(META)) ||
		    !utf8_valid(header->value, strlen(header->value)))
			continue;
		name = lower_case(header->name + strlen(META));
		json_set_string(metadata, name, header->value);
		free(name);
	}
	if (json_object_object_length(metadata) > 0)
		json_set(members, "Metadata", metadata);
	else
		json_object_put(metadata);
}

static void
add_body(const struct exchange *exchange, struct json_object *members)
{
	const struct http_request *request = exchange->request;
	const char *operation = exchange->operation->name;
	struct json_object *inner;
	char *region;

	if (!strcmp(operation, "PutBucketPolicy")) {
		json_set_string(members, "Policy", request->body);
	} else if (!strcmp(operation, "PutObject")) {
		json_set(members, "Body",
			 json_object_new_string_len(request->body,
						    (int)request->length));
		add_metadata(request, members);
	} else if (!strcmp(operation, "CopyObject")) {
		json_set_string(members, "CopySource",
				http_header(request, "x-amz-copy-source"));
		add_metadata(request, members);
	} else if (!strcmp(operation, "CreateBucket") &&
		   (region = between_tags(request->body,
					  "LocationConstraint"))) {
		inner = json_object_new_object();
		json_set_string(inner, "LocationConstraint", region);
		json_set(members, "CreateBucketConfiguration", inner);
		free(region);
	}
}

/* Names end at a NUL for us, and would be others' names.  The signature holds
   for the hash that the client told; so that must be the body's. */
static bool
check_request(struct exchange *exchange)
{
	static const struct refusal other = { 400,
					      "XAmzContentSHA256Mismatch" };
	static const struct refusal unknown = { 501, "NotImplemented" };
	static const struct refusal no_text = { 400, "InvalidURI" };
	static const struct refusal no_source = { 400, "InvalidArgument" };
	const struct http_request *request = exchange->request;
	const char *told = http_header(request, "X-Amz-Content-Sha256");
	const char *source = http_header(request, "x-amz-copy-source");
	char hash[SHA256_HEX];

	if (!percent_is_text(request->target, strlen(request->target)))
		exchange_refuse(exchange, &no_text,
				"Couldn't parse the specified URI.");
	else if (source && !percent_is_text(source, strlen(source)))
		exchange_refuse(exchange, &no_source,
				"Copy Source must mention the source bucket "
				"and key: sourcebucket/sourcekey");
	else if (told && !strncmp(told, "STREAMING-", 10))
		exchange_refuse(exchange, &unknown,
				"A header you provided implies functionality "
				"that is not implemented");
	else if (told && strcmp(told, "UNSIGNED-PAYLOAD") &&
		 strcmp(told,
			sha256_hex(request->body, request->length, hash)))
		exchange_refuse(exchange, &other,
				"The provided 'x-amz-content-sha256' header "
				"does not match what was computed.");
	else if (!utf8_valid(request->body, request->length) ||
		 memchr(request->body, '\0', request->length))
		exchange_refuse(exchange, &unknown,
				"The lab takes text only, no other bytes");
	else
		return true;
	return false;
}

static struct json_object *
read_members(struct exchange *exchange)
{
	struct json_object *members;
	struct target target;

	if (!check_request(exchange))
		return NULL;
	members = json_object_new_object();
	read_target(exchange->request->target, &target);
	if (target.bucket)
		json_set_string(members, "Bucket", target.bucket);
	if (target.key)
		json_set_string(members, "Key", target.key);
	add_parameters(&target, members);
	add_body(exchange, members);
	target_release(&target);
	return members;
}

/* ------------------------------------------------------------------- answer */

static void
write_response(const struct exchange *exchange, struct json_object *response,
	       struct strbuf *out)
{
	const struct s3_route *route = exchange->s3_route;

	if (route->status)
		exchange->answer->status = route->status;
	if (route->write)
		route->write(exchange, response, out);
	else
		exchange->answer->content_type = NULL;
}

static const struct refusal refusals[] = {
	{ 403, "403" },
	{ 403, "AccessDenied" },
	{ 403, "InvalidAccessKeyId" },
	{ 404, "404" },
	{ 404, "NoSuchBucket" },
	{ 404, "NoSuchBucketPolicy" },
	{ 404, "NoSuchKey" },
	{ 404, "NoSuchLifecycleConfiguration" },
	{ 409, "BucketAlreadyExists" },
	{ 409, "BucketAlreadyOwnedByYou" },
	{ 409, "BucketNotEmpty" },
	{ 0, NULL },
};

static const struct protocol s3 = {
	.content_type = "application/xml",
	.faults = {
		[SIGV4_MISSING] = { 403, "AccessDenied" },
		[SIGV4_INCOMPLETE] = { 400, "AuthorizationHeaderMalformed" },
		[SIGV4_UNKNOWN_KEY] = { 403, "InvalidAccessKeyId" },
		[SIGV4_EXPIRED_TOKEN] = { 400, "ExpiredToken" },
		[SIGV4_MISMATCH] = { 403, "SignatureDoesNotMatch" },
	},
	.too_large = { 400, "EntityTooLarge" },
	.full = { 503, "ServiceUnavailable" },
	.malformed = { 400, "MalformedXML" },
	.unknown_operation = { 501, "NotImplemented" },
	.unknown_key = "The AWS Access Key Id you provided does not exist in our "
		       "records.",
	.id_header = "x-amz-request-id",
	.refusals = refusals,
	.read = read_members,
	.write = write_response,
	.write_error = s3_write_error,
};

/* Signed for S3, by the scope. */
static bool
is_s3(const struct http_request *request)
{
	const char *given = http_header(request, "Authorization");

	return given && strstr(given, "/s3/aws4_request");
}

/* "GET ?acl", for want of a name. */
static char *
name_of(const struct http_request *request, const struct target *target)
{
	const char *part = part_of(target);

	return str_printf("%s %s%s", request->method, part ? "?" : "",
			  part ? part : target->key ? "object" : "bucket");
}

bool
s3_route(struct exchange *exchange)
{
	struct target target;

	if (!is_s3(exchange->request))
		return false;
	exchange->protocol = &s3;
	exchange->service = aws_service_find("s3");
	read_target(exchange->request->target, &target);
	exchange->s3_route = route_of(exchange->request, &target);
	if (exchange->s3_route)
		exchange->operation =
			aws_operation_find(exchange->service,
					   exchange->s3_route->operation);
	exchange->answer->operation =
		exchange->operation ? mem_strdup(exchange->operation->name) :
				      name_of(exchange->request, &target);
	target_release(&target);
	return true;
}
