/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing event patterns: pattern text, NUL, event text.
 *
 * Beyond not crashing: a refusal has a reason and a place, what matches has no
 * why-not, what does not match has one, and asking twice gives the same.
 */
#include "pattern/pattern.h"

#include "base/json.h"
#include "base/strbuf.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool good)
{
	if (!good)
		abort();
}

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

static void
check_event(const struct pattern *pattern, const char *text, size_t length)
{
	struct json_object *event = json_parse(text, length, NULL, NULL);
	struct pattern_why_not why;

	bool match = pattern_match(pattern, event);
	require(pattern_explain(pattern, event, &why) == !match);
	if (!match)
		require(why.wanted[0] == '[' &&
			(why.failure == PATTERN_MISSING) == !why.found[0]);
	require(pattern_match(pattern, event) == match);
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
