/* SPDX-License-Identifier: MIT */
/*
 * The AWS wire: a request as a real client sends it becomes one call through
 * the door, and the call's answer what the client expects.
 *
 * Who calls is told by the signature, which is really checked; the Region by
 * its scope.  What nobody signed rightly is refused before it is a call, and so
 * is in no record, as in AWS.
 * Differs from AWS: there is one endpoint for all services and Regions, without
 * TLS; it answers a local client only, and no browser's page.
 */
#ifndef HTTP_WIRE_H
#define HTTP_WIRE_H

#include "base/random.h"
#include "http/sigv4.h"

struct http_answer;
struct http_request;
struct lab;
struct messages;

struct wire {
	struct lab *lab;      /* lent; its calls and inputs grow */
	struct random random; /* request ids of what is no call */
	struct sigv4_key key; /* of the last one who signed */
};
void wire_init(struct wire *wire, struct lab *lab);

/* Fills `answer`, which was initialised; what the lab itself has to say (why a
   pattern does not match, that a goal is reached) is appended to `out`. */
void wire_answer(struct wire *wire, const struct http_request *request,
		 struct http_answer *answer, struct messages *out);

#endif
