/* SPDX-License-Identifier: MIT */
/*
 * Canonical path, query and headers, as the Signature Version 4 rules have
 * them.
 */
#include "http/canonical.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/list.h"
#include "base/percent.h"
#include "base/strbuf.h"
#include "http/http.h"

/* --------------------------------------------------------------------- path */

/* One segment onto a path that ends with '/'; true if it named a folder. */
static bool
add_segment(struct strbuf *path, const char *segment, size_t length)
{
	bool up = length == 2 && !strncmp(segment, "..", 2);

	if (!length || up || (length == 1 && *segment == '.')) {
		if (up && path->len > 1) {
			strbuf_truncate(path, path->len - 1);
			strbuf_truncate(path, (size_t)(strrchr(path->buf, '/') +
						       1 - path->buf));
		}
		return true;
	}
	strbuf_add(path, segment, length);
	strbuf_addch(path, '/');
	return false;
}

static void
add_normal_path(const char *path, size_t length, struct strbuf *out)
{
	struct strbuf normal = STRBUF_INIT;
	const char *end = path + length;
	bool folder = true;

	strbuf_addch(&normal, '/');
	while (path < end) {
		const char *slash = memchr(path, '/', (size_t)(end - path));
		const char *stop = slash ? slash : end;

		folder = add_segment(&normal, path, (size_t)(stop - path));
		path = stop + 1;
		folder = folder || path == end;
	}
	if (!folder)
		strbuf_truncate(&normal, normal.len - 1);
	percent_encode(normal.buf, normal.len, true, out);
	strbuf_release(&normal);
}

void
canonical_path(const char *target, bool is_s3, struct strbuf *out)
{
	size_t length = strcspn(target, "?");
	struct strbuf plain = STRBUF_INIT;

	if (!is_s3) {
		add_normal_path(target, length, out);
		return;
	}
	percent_decode(target, length, &plain);
	percent_encode(plain.buf, plain.len, true, out);
	strbuf_release(&plain);
}

/* -------------------------------------------------------------------- query */

static void
add_part(const char *text, size_t length, struct strbuf *out)
{
	struct strbuf plain = STRBUF_INIT;

	percent_decode(text, length, &plain);
	percent_encode(plain.buf, plain.len, false, out);
	strbuf_release(&plain);
}

/* "name=value"; '=' is put below all that a name can have, for the order. */
static char *
encode_pair(const char *pair, size_t length)
{
	const char *equals = memchr(pair, '=', length);
	size_t name = equals ? (size_t)(equals - pair) : length;
	struct strbuf out = STRBUF_INIT;

	add_part(pair, name, &out);
	strbuf_addch(&out, '\1');
	if (equals)
		add_part(equals + 1, length - name - 1, &out);
	return strbuf_detach(&out);
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void
canonical_query(const char *target, struct strbuf *out)
{
	const char *at = strchr(target, '?');
	LIST(char *) pairs = { 0 };

	for (at = at ? at + 1 : ""; *at; at += strspn(at, "&")) {
		size_t length = strcspn(at, "&");

		if (length > 0)
			list_push(&pairs, encode_pair(at, length));
		at += length;
	}
	if (pairs.count > 0)
		qsort(pairs.items, pairs.count, sizeof *pairs.items, compare);
	for (size_t i = 0; i < pairs.count; i++) {
		*strchr(pairs.items[i], '\1') = '=';
		strbuf_addf(out, "%s%s", i > 0 ? "&" : "", pairs.items[i]);
		free(pairs.items[i]);
	}
	list_release(&pairs);
}

/* ------------------------------------------------------------------ headers */

/* Without blanks at the ends, and one where there are several. */
static void
add_value(const char *value, struct strbuf *out)
{
	for (value += strspn(value, " \t"); *value;) {
		size_t length = strcspn(value, " \t");

		strbuf_add(out, value, length);
		value += length;
		value += strspn(value, " \t");
		if (*value)
			strbuf_addch(out, ' ');
	}
}

static void
add_values(const struct http_request *request, const char *name, size_t length,
	   struct strbuf *out)
{
	size_t found = 0;

	for (size_t i = 0; i < request->headers.count; i++) {
		const struct http_header *header = &request->headers.items[i];

		if (strlen(header->name) != length ||
		    strncasecmp(header->name, name, length))
			continue;
		if (found++ > 0)
			strbuf_addch(out, ',');
		add_value(header->value, out);
	}
}

void
canonical_headers(const struct http_request *request, const char *names,
		  struct strbuf *out)
{
	for (; *names; names += strspn(names, ";")) {
		size_t length = strcspn(names, ";");

		strbuf_add(out, names, length);
		strbuf_addch(out, ':');
		add_values(request, names, length, out);
		strbuf_addch(out, '\n');
		names += length;
	}
}
