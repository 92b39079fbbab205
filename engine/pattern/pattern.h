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
	bool aws_twice; /* and names it twice, as for elements of a list
			   in anything-but */
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
 * Many patterns at once, held against an event as it is written: no tree is
 * built, and an event is stepped through once whatever their number.
 *
 * The text is JSON as json_parse() takes it, with PATTERN_PADDING bytes behind
 * it that can be read: zeros, or what follows in a larger text.  Any valid JSON
 * is answered as pattern_match() answers its tree: white space, escapes, the
 * last of duplicate keys.  What no pattern asks for is only stepped over, so
 * text that is no JSON may pass.
 */
enum { PATTERN_PADDING = 64 };

struct pattern_set;
struct pattern_matcher;

/* The patterns are borrowed. */
struct pattern_set *pattern_set_new(struct pattern *const *patterns,
				    size_t count);
void pattern_set_free(struct pattern_set *set);

/* One for each thread; the set is borrowed. */
struct pattern_matcher *
pattern_matcher_new(const struct pattern_set *set);
void pattern_matcher_free(struct pattern_matcher *matcher);
/* Takes the way'th fastest of the ways that this machine has, 0 by itself;
   false if there is none.  The answers are the same. */
bool pattern_matcher_use(struct pattern_matcher *matcher, size_t way);
/* False if the text is no JSON object; then nothing matches. */
bool pattern_matcher_run(struct pattern_matcher *matcher, const char *text,
			 size_t length);
/* Whether the i'th pattern matches the text that was run last. */
bool pattern_matcher_has(const struct pattern_matcher *matcher, size_t i);
/* The first pattern from the i'th on that matches, or SIZE_MAX. */
size_t pattern_matcher_next(const struct pattern_matcher *matcher, size_t i);
/* What the last run cost, in steps that are about equal. */
size_t pattern_matcher_steps(const struct pattern_matcher *matcher);

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
