/* SPDX-License-Identifier: MIT */
/*
 * Event patterns: EventBridge's pattern language, compiled once, matched
 * often.  The bus's rules, a lesson's "is it done?" and the events filter are
 * all this matcher.
 *
 * Sources: Amazon EventBridge User Guide, "event patterns"; the README of
 * aws/event-ruler.  As AWS behaves where it differs from its text: a number
 * 300.0 matches 300, a duplicate key's last value wins, `exists` looks at
 * leaves only, anything-but matches null but not a missing field.
 */
#ifndef PATTERN_PATTERN_H
#define PATTERN_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct json_object;
struct strbuf;
struct pattern;

/* Where and why a pattern was refused. */
struct pattern_error {
	int line, column;  /* where the trouble begins, from 1, in characters */
	int aws_line, aws_column; /* the place AWS names: behind what it had
				     read by then; 0 where it names none */
	char reason[256];  /* AWS's words behind "Event pattern is not valid.
			      Reason: ", e.g. "Empty arrays are not allowed" */
};

/* The compiled pattern, or NULL with *error filled. */
struct pattern *pattern_compile(const char *text, size_t length,
				struct pattern_error *error);
void pattern_free(struct pattern *pattern); /* NULL is fine */

/* AWS's whole message for a refusal of `text`, as InvalidEventPatternException
   carries it: "Event pattern is not valid. Reason: ..." and, behind a line
   feed, the text and the place.  Appended to `out`. */
void pattern_error_message(const struct pattern_error *error, const char *text,
			   size_t length, struct strbuf *out);

/* Allocates nothing; linear in the event.  An event that is no object does
   not match. */
bool pattern_match(const struct pattern *pattern, struct json_object *event);

/*
 * Why not: for a pattern that does not match, the first field that failed.
 * Returns false (and leaves *out alone) if it does match.
 */
enum pattern_failure {
	PATTERN_MISSING,     /* the field is not there */
	PATTERN_DIFFERENT,   /* it is there, with another value */
	PATTERN_PRESENT,     /* it should not be there (exists: false) */
};
struct pattern_why_not {
	enum pattern_failure failure;
	char field[256];  /* "detail.eventName" */
	char wanted[512]; /* the pattern's list for it, as JSON, cut with ... */
	char found[512];  /* the event's value, as JSON, cut; "" if missing */
};
bool pattern_explain(const struct pattern *pattern, struct json_object *event,
		     struct pattern_why_not *out);

#endif
