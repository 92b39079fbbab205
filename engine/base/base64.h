/* SPDX-License-Identifier: MIT */
/*
 * Base64: bytes as text, as AWS's JSON carries them.
 */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include <stdbool.h>
#include <stddef.h>

struct strbuf;

/* Both append. */
void base64_write(const void *bytes, size_t length, struct strbuf *out);
bool base64_read(const char *text, struct strbuf *out); /* false: it is none */

#endif
