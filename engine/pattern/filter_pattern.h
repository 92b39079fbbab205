/* SPDX-License-Identifier: MIT */
/*
 * Filter patterns of CloudWatch Logs: which log events a metric filter counts.
 *
 *	{ ($.eventName = StopLogging) || ($.eventName = "Delete*") }
 *	{ $.errorCode NOT EXISTS && $.requestParameters.name = main-* }
 *	StopLogging -AccessDenied ?sana ?bilal
 *
 * Another language than that of the event bus (pattern.h): a pattern in braces
 * asks fields of a JSON message with = != < > <= >=, IS NULL, IS TRUE,
 * IS FALSE and NOT EXISTS, && before ||, parentheses; any other names terms
 * that must stand in the message (-: must not; ?: one of these must).  Empty
 * matches everything.  A '*' stands for anything at either end of a value.
 * Differs from AWS: no space-delimited patterns in brackets, no regular
 * expressions between '%', no wildcards in a field's path; all are refused.
 */
#ifndef PATTERN_FILTER_PATTERN_H
#define PATTERN_FILTER_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct filter_pattern;
struct json_object;
struct strbuf;

enum { FILTER_PATTERN_BYTES = 1024 };

/* NULL if it is none, with AWS's words for it in `why`. */
struct filter_pattern *filter_pattern_compile(const char *text,
					      struct strbuf *why);
/* `parsed` is the message as JSON, or NULL where it is none; lent. */
bool filter_pattern_match(const struct filter_pattern *pattern,
			  const char *message, struct json_object *parsed);
/* The path of the `index`th field that is asked for, "$.eventName"; or NULL. */
const char *filter_pattern_field(const struct filter_pattern *pattern,
				 size_t index);
void filter_pattern_free(struct filter_pattern *pattern); /* NULL is fine */

/* Is this the path of a field, "$.a.b[0]"? */
bool filter_path_is_valid(const char *path);
/* What stands there: true, with *value lent, which may be NULL for null. */
bool filter_path_find(const char *path, struct json_object *parsed,
		      struct json_object **value);

#endif
