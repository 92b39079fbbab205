/* SPDX-License-Identifier: MIT */
/*
 * From a typed value to a request member: scalars, lists, shorthand
 * (Id=1,Arn=...) and JSON, then the client's own check of the whole request.
 */
#ifndef SHELL_VALUE_H
#define SHELL_VALUE_H

#include "shell/shell.h"

struct aws_member;
struct json_object;

/*
 * Makes the value of `member` from the words behind `option`; *value is the
 * caller's.  -1 when it has refused them in `output`.
 */
int value_read(const struct aws_member *member, const char *option,
	       const struct shell_words *words, struct json_object **value,
	       struct shell_output *output);

/* Parses "a=b,c=[d,e],f={g=h}" into an object, the caller's; NULL and AWS
   CLI's own complaint in `why` if it is not of that form. */
struct json_object *shorthand_parse(const char *text, struct strbuf *why);
/*
 * Gives shorthand's strings the types of the table: "5" becomes 5 where an
 * integer belongs, one value a list where a list does.  `*value` may be
 * replaced.  -1 if a number is none; `why` then has the text.
 */
int shorthand_fit(const struct aws_member *member, struct json_object **value,
		  struct strbuf *why);

/*
 * Checks types, required and unknown members as botocore does, and turns
 * timestamps into epoch seconds.  -1 and "Parameter validation failed" if
 * something is wrong.
 */
int request_validate(const struct aws_member *members,
		     struct json_object *request, struct shell_output *output);

#endif
