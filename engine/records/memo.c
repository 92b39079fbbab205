/* SPDX-License-Identifier: MIT */
/*
 * A memory for answers: a table with two places for each hash, of which the
 * older one is given up.
 */
#include "records/memo.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

void
memo_release(struct memo *memo)
{
	for (size_t i = 0; memo->texts != NULL && i < MEMO_TEXTS; i++)
		free(memo->texts[i].text);
	free(memo->texts);
	memo->texts = NULL;
}

int
memo_find(struct memo *memo, const char *text, size_t length, size_t *place)
{
	if (length > MEMO_TEXT_MOST)
		return -1;
	if (memo->texts == NULL)
		memo->texts = mem_calloc(MEMO_TEXTS, sizeof *memo->texts);
	*place = hash_bytes(text, length) % (MEMO_TEXTS / 2) * 2;
	for (size_t i = *place; i < *place + 2; i++) {
		const struct memo_text *kept = &memo->texts[i];

		if (kept->text != NULL && kept->length == length &&
		    memcmp(kept->text, text, length) == 0)
			return kept->answer;
	}
	return -1;
}

void
memo_keep(struct memo *memo, const char *text, size_t length, size_t place,
	  int answer)
{
	struct memo_text older;

	if (length > MEMO_TEXT_MOST)
		return;
	older = memo->texts[place + 1];
	memo->texts[place + 1] = memo->texts[place];
	if (length > older.allocated || older.text == NULL) {
		older.allocated = length + 64;
		older.text = mem_realloc(older.text, older.allocated);
	}
	memcpy(older.text, text, length);
	older.length = length;
	older.answer = answer;
	memo->texts[place] = older;
}
