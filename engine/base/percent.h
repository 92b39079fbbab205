/* SPDX-License-Identifier: MIT */
/*
 * Percent-encoding, as RFC 3986 has it and AWS uses it: in targets, forms, and
 * around IAM's policies.
 */
#ifndef BASE_PERCENT_H
#define BASE_PERCENT_H

#include <stdbool.h>
#include <stddef.h>

struct strbuf;

/* Both append.  %XX become bytes; what is no such thing stays. */
void percent_decode(const char *text, size_t length, struct strbuf *out);
/* Does it become text: UTF-8, without a NUL? */
bool percent_is_text(const char *text, size_t length);
/* All but letters, digits and -._~ become %XX; '/' too unless it is kept. */
void percent_encode(const char *text, size_t length, bool keep_slashes,
		    struct strbuf *out);

#endif
