/* SPDX-License-Identifier: MIT */
/*
 * AWS's protocols, side by side: how each one names an operation, writes a
 * request's members, an answer, a refusal.  Only files of this folder look in.
 */
#ifndef HTTP_PROTOCOL_H
#define HTTP_PROTOCOL_H

#include "aws/operation.h"
#include "http/http.h"
#include "http/sigv4.h"

struct json_object;
struct messages;
struct wire;

/* One request on its way. */
struct exchange {
	struct wire *wire;
	const struct http_request *request;
	struct http_answer *answer;
	struct messages *out;
	const struct protocol *protocol;
	const struct aws_service *service;
	const struct aws_operation *operation;
	const struct s3_route *s3_route;     /* of S3's protocol */
	const struct rest_route *rest_route; /* of REST with JSON */
};

struct refusal {
	int status;
	const char *code;
};

struct protocol {
	const char *content_type;
	struct refusal faults[SIGV4_FAULTS]; /* of a signature */
	struct refusal too_large, malformed, unknown_operation, full;
	const struct refusal *refusals; /* of a call: those that are not 400, up
					   to one without a code; or NULL */
	const char *unknown_key; /* its text, where it differs; or NULL */
	const char *id_header; /* beside x-amzn-RequestId; or NULL */
	/* The request's members, the caller's to put; NULL: no such thing, or
	   refused already. */
	struct json_object *(*read)(struct exchange *exchange);
	/* The answer's body; status and content type may be others too. */
	void (*write)(const struct exchange *exchange,
		      struct json_object *response, struct strbuf *out);
	/* An error's; headers may be added. */
	void (*write_error)(const struct exchange *exchange, const char *code,
			    const char *message, struct strbuf *out);
};

/* Finds protocol, service and operation by X-Amz-Target, and names the
   operation in the answer, also one that is not simulated. */
void json_route(struct exchange *exchange);
/* The same by the Action and Version of a form; false: it is no form. */
bool query_route(struct exchange *exchange);
/* The same by method, path and query of what is signed for S3. */
bool s3_route(struct exchange *exchange);

/* The same by method and path of what is signed for Lambda or GuardDuty. */
bool rest_route(struct exchange *exchange);

/* Has the JSON U+0000 somewhere? */
bool json_has_nul(const char *json, size_t length);
/* Of a JSON object what the table knows, null left out; with `small`, names
   begin with small letters there.  The caller puts it. */
struct json_object *json_take(struct json_object *value, bool small,
			      const struct aws_member *members);

/* "FindingIds" -> "findingIds", "DNSLogs" -> "dnsLogs"; `out` is size bytes. */
const char *json_small_name(const char *name, char *out, int size);

/* Answers with an error of the protocol's. */
void exchange_refuse(struct exchange *exchange, const struct refusal *refusal,
		     const char *message);

/* A member that was sent, its name `length` bytes long: where the operation
   does not know it, the lab says that it was passed over. */
void member_sent(const struct exchange *exchange, const char *name,
		 size_t length);

#endif
