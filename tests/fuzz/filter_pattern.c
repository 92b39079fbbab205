/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing filter patterns of CloudWatch Logs: pattern, NUL, message.
 *
 * Beyond not crashing: a refusal has words, every field that a pattern names
 * is a path, and asking twice gives the same.
 */
#include "pattern/filter_pattern.h"

#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static void
check(const struct filter_pattern *pattern, const char *message)
{
	struct json_object *parsed =
		json_parse(message, strlen(message), NULL, NULL);
	bool match = filter_pattern_match(pattern, message, parsed);

	require(filter_pattern_match(pattern, message, parsed) == match);
	for (size_t i = 0; filter_pattern_field(pattern, i); i++)
		require(filter_path_is_valid(filter_pattern_field(pattern, i)));
	json_object_put(parsed);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_strndup((const char *)data, size);
	size_t length = strlen(text);
	struct strbuf why = STRBUF_INIT;
	struct filter_pattern *pattern = filter_pattern_compile(text, &why);

	require(!pattern == (why.len > 0));
	if (pattern) {
		char *message = length < size ?
					mem_strndup((const char *)data +
							    length + 1,
						    size - length - 1) :
					mem_strdup("");

		check(pattern, message);
		free(message);
	}
	filter_pattern_free(pattern);
	strbuf_release(&why);
	free(text);
	return 0;
}
