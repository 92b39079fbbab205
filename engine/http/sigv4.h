/* SPDX-License-Identifier: MIT */
/*
 * Signature Version 4: is a request signed, by which key, and rightly?
 *
 * Source: AWS IAM User Guide, "AWS Signature Version 4 for API requests".  The
 * texts of refusals are AWS's own.
 * Differs from AWS: only the Authorization header is read, no presigned URLs;
 * SigV4A and signed chunks are not known.
 */
#ifndef HTTP_SIGV4_H
#define HTTP_SIGV4_H

#include <stdbool.h>

#include "base/signature.h"

enum { SIGV4_SCOPE = 256 };

struct http_request;
struct strbuf;

/* Why a request is nobody's; each protocol has its own code for it. */
enum sigv4_fault {
	SIGV4_FINE,
	SIGV4_MISSING,	     /* no Authorization header */
	SIGV4_INCOMPLETE,    /* it lacks a part, or cannot be read */
	SIGV4_UNKNOWN_KEY,   /* of nobody, or with another session's token */
	SIGV4_EXPIRED_TOKEN, /* the session is over */
	SIGV4_MISMATCH,	     /* signed otherwise, for elsewhere, too long ago */
	SIGV4_FAULTS,
};

/* The Authorization header, taken apart. */
struct sigv4 {
	char *memory; /* owned; the others point into it, or into the request */
	const char *key_id, *date, *region, *service, *terminator;
	const char *signed_headers, *signature;
	const char *moment; /* "20251119T063000Z" */
};

/* Fine, missing or incomplete; on a fault `why` has AWS's words. */
enum sigv4_fault sigv4_read(const struct http_request *request,
			    struct sigv4 *given, struct strbuf *why);
void sigv4_release(struct sigv4 *given);

/* The secret, narrowed to a day, a Region and a service: kept from one request
   to the next, which is mostly of the same.  Zeroed is none. */
struct sigv4_key {
	char scope[SIGV4_SCOPE]; /* with the secret before it */
	unsigned char bytes[HMAC_SHA256];
};

struct sigv4_expected {
	const char *service; /* "cloudtrail" */
	bool region_exists;  /* the one in the scope */
	bool is_s3;	     /* its paths are signed as they stand, and the
				hash of the body that the client tells */
	const char *secret;
	struct sigv4_key *key; /* changes; or NULL */
};
/* Fine, incomplete or a mismatch, by the request's own time on the clock. */
enum sigv4_fault sigv4_verify(const struct http_request *request,
			      const struct sigv4 *given,
			      const struct sigv4_expected *expected,
			      struct strbuf *why);

/* The steps of it, appended. */
void sigv4_canonical_request(const struct http_request *request,
			     const struct sigv4 *given, bool is_s3,
			     struct strbuf *out);
void sigv4_string_to_sign(const struct sigv4 *given,
			  const struct strbuf *canonical, struct strbuf *out);

#endif
