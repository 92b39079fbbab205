/* SPDX-License-Identifier: MIT */
/*
 * A form (application/x-www-form-urlencoded), and the members of a request that
 * the query protocol flattens into one: "Tags.member.1.Key=owner".
 */
#ifndef HTTP_FORM_H
#define HTTP_FORM_H

#include <stddef.h>

struct aws_member;
struct json_object;

struct http_field {
	char *name, *value;
};
struct http_form { /* zeroed is empty; in the order of names */
	struct http_field *items;
	size_t count;
	size_t allocated;
};

void http_form_read(const char *text, size_t length, struct http_form *form);
void http_form_release(struct http_form *form);
/* NULL if there is no such field. */
const char *http_form_value(const struct http_form *form, const char *name);

/* What the table knows, as JSON; a value that is no number where one is wanted
   stays a string, for the door to refuse.  The caller puts it. */
struct json_object *http_form_members(const struct http_form *form,
				   const struct aws_member *members);

#endif
