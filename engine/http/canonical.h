/* SPDX-License-Identifier: MIT */
/*
 * The canonical form of a request's parts, of which a signature is made.
 */
#ifndef HTTP_CANONICAL_H
#define HTTP_CANONICAL_H

#include <stdbool.h>

struct http_request;
struct strbuf;

/* Each appends.  The path of `target`, without dots and double slashes and
   encoded once more; S3's keys are taken as they stand. */
void canonical_path(const char *target, bool is_s3, struct strbuf *out);
/* Its query, encoded anew and in order. */
void canonical_query(const char *target, struct strbuf *out);
/* "name:value" a line, of "host;x-amz-date". */
void canonical_headers(const struct http_request *request, const char *names,
		       struct strbuf *out);

#endif
