/* SPDX-License-Identifier: MIT */
/*
 * Answers as the AWS CLI shows them: json, text, table.
 */
#ifndef SHELL_FORMAT_H
#define SHELL_FORMAT_H

#include <stdbool.h>

#include "base/strbuf.h"

struct json_object;

void format_text(struct json_object *value, struct strbuf *out);
void format_table(struct json_object *value, const char *title,
		  struct strbuf *out);

/* A copy in which moments are ISO 8601 text; the caller's.  To be made before
   a query renames the members by which they are known. */
struct json_object *format_moments(struct json_object *value);

/* Is a number of this name a moment, in epoch seconds? */
bool format_is_moment(const char *name, struct json_object *value);

/* An object's keys in the order of their bytes, as both of them print them. */
struct format_keys {
	const char **items; /* lent from the objects */
	size_t count;
	size_t allocated;
};
enum format_which { FORMAT_SCALARS, FORMAT_NESTED };
/* Adds the keys of those members, each once. */
void format_keys_add(struct format_keys *keys, struct json_object *object,
		     enum format_which which);
void format_keys_release(struct format_keys *keys);
int format_is_nested(struct json_object *value);

#endif
