/* SPDX-License-Identifier: MIT */
/*
 * An HTTP request as it was read, and what is answered: no socket, no clock.
 *
 * The server (server.h) makes the one and sends the other; a test or a fuzzer
 * can do the same.
 */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include <stddef.h>
#include <stdint.h>

#include "base/list.h"
#include "base/strbuf.h"

enum {
	HTTP_BODY_LIMIT = 64 * 1024, /* what is larger is never read */
	HTTP_REQUEST_ID = 37,
};

struct http_header {
	const char *name, *value;
};

/* All lent by who read it. */
struct http_request {
	const char *method; /* "POST" */
	const char *target; /* path and query as they came: "/bucket?list-type=2" */
	LIST(struct http_header) headers; /* in their order */
	const char *body;
	size_t length;
	int64_t time;	    /* on the host's wall clock, base/clock.h */
};

/* The first of that name, whatever its letters' case; or NULL. */
const char *http_header(const struct http_request *request, const char *name);

struct http_answer {
	int status;
	const char *content_type; /* static */
	char request_id[HTTP_REQUEST_ID]; /* the record's, if there is one */
	LIST(struct http_header) headers; /* others, owned */
	struct strbuf body;

	/* for the host's log; owned, or NULL */
	char *who;	 /* "ali", "auditor/ali" */
	char *operation; /* "StopLogging" */
	const char *service; /* "cloudtrail"; static */
	char *error;	 /* AWS's code; NULL: it was done */
};
void http_answer_init(struct http_answer *answer);
void http_answer_release(struct http_answer *answer);
/* Copies both; a header that is no plain text is left out. */
void http_answer_header(struct http_answer *answer, const char *name,
			const char *value);

#endif
