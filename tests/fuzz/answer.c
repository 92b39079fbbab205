/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing answers: what is typed, NUL, what is accepted.
 *
 * Beyond not crashing: a normal form is normal, equality goes both ways, what
 * says anything equals itself, and a word's spelling is at most one step away.
 */
#include "language/answer.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "language/spelling.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static void
check_word(const char *word)
{
	size_t length, again;
	const char *ours = spelling_ours(word, true, &length);
	char *own;

	if (ours == NULL)
		return;
	require(length > 0 && length <= strlen(ours));
	own = mem_strndup(ours, length);
	ours = spelling_ours(own, true, &again);
	require(ours == NULL || (again == length &&
				 memcmp(ours, own, length) == 0));
	free(own);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_strndup((const char *)data, size);
	size_t length = strlen(text);
	const char *accepted = length < size ? "" : text;
	char *other = length < size
			      ? mem_strndup((const char *)data + length + 1,
					    size - length - 1)
			      : mem_strndup(accepted, length);
	struct strbuf normal = STRBUF_INIT;
	const char *rest;
	char unit[8];
	double value;

	answer_normalise(text, &normal);
	require(normal.len == 0 || answer_equal(text, text));
	require(answer_equal(text, other) == answer_equal(other, text));
	require(answer_yes_no(text) >= -1 && answer_yes_no(text) <= 1);
	answer_number(text, &value, unit, sizeof unit);
	word_parse(text, &rest);
	require(rest >= text && rest <= text + length);
	check_word(text);
	strbuf_release(&normal);
	free(other);
	free(text);
	return 0;
}
