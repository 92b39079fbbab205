/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing event patterns: pattern text, NUL, event text.
 *
 * Beyond not crashing: a refusal has a reason and a place, what matches has no
 * why-not, what does not match has one, asking twice gives the same, and an
 * event's text is answered as its tree is, in every way that the machine has.
 */
#include "pattern/pattern.h"

#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static void
check_refusal(const struct pattern_error *error, const char *text,
	      size_t length)
{
	struct strbuf message = STRBUF_INIT;

	require(error->reason[0] && error->line > 0 && error->column > 0);
	pattern_error_message(error, text, length, &message);
	require(strlen(error->reason) < message.len);
	strbuf_release(&message);
}

/* Of an integer beyond 64 bits json-c keeps only that it is one. */
static bool
has_long_number(const char *text, size_t length)
{
	size_t digits = 0;

	for (size_t i = 0; i < length && digits < 19; i++)
		digits = text[i] >= '0' && text[i] <= '9' ? digits + 1 : 0;
	return digits == 19;
}

/* In a copy with nothing but the padding behind it. */
static void
check_text(struct pattern *pattern, const char *text, size_t length,
	   bool sure, bool match)
{
	struct pattern_set *set = pattern_set_new(&pattern, 1);
	struct pattern_matcher *matcher = pattern_matcher_new(set);
	char *padded = mem_calloc(1, length + PATTERN_PADDING);

	if (length > 0)
		memcpy(padded, text, length);
	for (size_t way = 0; pattern_matcher_use(matcher, way); way++) {
		pattern_matcher_run(matcher, padded, length);
		require(!sure || pattern_matcher_has(matcher, 0) == match);
		require(pattern_matcher_has(matcher, 0) ==
			(pattern_matcher_next(matcher, 0) == 0));
	}
	free(padded);
	pattern_matcher_free(matcher);
	pattern_set_free(set);
}

static void
check_event(struct pattern *pattern, const char *text, size_t length)
{
	struct json_object *event = json_parse(text, length, NULL, NULL);
	struct pattern_why_not why;

	bool match = pattern_match(pattern, event);
	require(pattern_explain(pattern, event, &why) == !match);
	if (!match)
		require(why.wanted[0] == '[' &&
			(why.failure == PATTERN_MISSING) == !why.found[0]);
	require(pattern_match(pattern, event) == match);
	check_text(pattern, text, length,
		   event && !has_long_number(text, length), match);
	json_object_put(event);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *end = memchr(text, '\0', size);
	size_t length = end ? (size_t)(end - text) : size;
	struct pattern_error error;

	if (size == 0)
		return 0;
	struct pattern *pattern = pattern_compile(text, length, &error);
	if (!pattern)
		check_refusal(&error, text, length);
	else if (end)
		check_event(pattern, end + 1, size - length - 1);
	pattern_free(pattern);
	return 0;
}
