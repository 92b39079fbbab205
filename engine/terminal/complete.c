/* SPDX-License-Identifier: MIT */
/*
 * Completion: what all candidates share is inserted; if that adds nothing,
 * the candidates are listed in columns below the line, each without the
 * folders that the word has already.
 */
#include "terminal/complete.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "shell/shell.h"
#include "terminal/prompt.h"
#include "terminal/rich.h"

#define LISTED 100 /* candidates; more are only counted */

/* How many bytes all candidates have in common, whole characters only. */
static size_t
common_length(const struct shell_words *candidates)
{
	const char *first = candidates->items[0];
	size_t length = strlen(first);

	for (size_t i = 1; i < candidates->count; i++) {
		size_t same = 0;

		while (same < length &&
		       candidates->items[i][same] == first[same])
			same++;
		length = same;
	}
	while (length > 0 && (first[length] & 0xc0) == 0x80)
		length--;
	return length;
}

/* How much of each candidate is folders that are typed already. */
static size_t
typed_folders(const char *typed)
{
	const char *slash = strrchr(typed, '/');

	return slash != NULL ? (size_t)(slash + 1 - typed) : 0;
}

static void
list_candidates(const struct shell_words *candidates, size_t folders)
{
	struct winsize size = { .ws_col = 0 };
	size_t count = candidates->count < LISTED ? candidates->count : LISTED;
	struct strbuf text = STRBUF_INIT;
	int widest = 0, columns, rows;

	for (size_t i = 0; i < count; i++) {
		const char *word = candidates->items[i] + folders;
		int width = text_width(word, strlen(word));

		if (width > widest)
			widest = width;
	}
	ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
	columns = (size.ws_col > 0 ? size.ws_col : 80) / (widest + 2);
	if (columns < 1)
		columns = 1;
	rows = ((int)count + columns - 1) / columns;
	strbuf_addch(&text, '\n');
	for (int row = 0; row < rows; row++) {
		for (int i = row; i < (int)count; i += rows) {
			size_t start = text.len;
			const char *word = candidates->items[i] + folders;

			utf8_add_visible(&text, word, strlen(word), false);
			if (i + rows < (int)count)
				style_blanks(&text, widest + 2 -
					     text_width(text.buf + start,
							text.len - start));
		}
		strbuf_addch(&text, '\n');
	}
	if (candidates->count > count)
		strbuf_addf(&text, "... +%zu\n", candidates->count - count);
	fwrite(text.buf, 1, text.len, stdout);
	fflush(stdout);
	strbuf_release(&text);
}

/* The word from `start` to the cursor becomes the first `length` bytes of the
   candidate. */
static unsigned char
insert(EditLine *edit, const char *typed, const char *candidate, size_t length,
       bool whole)
{
	struct strbuf text = STRBUF_INIT;
	int characters = (int)utf8_length(typed);
	bool inserted;

	strbuf_add(&text, candidate, length);
	if (whole && length > 0 && !strchr("/=:", candidate[length - 1]))
		strbuf_addch(&text, ' ');
	if (characters > 0)
		el_deletestr(edit, characters);
	inserted = el_insertstr(edit, text.buf) == 0;
	strbuf_release(&text);
	return inserted ? CC_REFRESH : CC_ERROR;
}

unsigned char
complete_line(EditLine *edit, const struct prompt_host *host)
{
	const LineInfo *info = el_line(edit);
	struct strbuf line = STRBUF_INIT;
	struct shell_words candidates = { 0 };
	size_t cursor = (size_t)(info->cursor - info->buffer), start = 0;
	unsigned char answer = CC_ERROR;

	/* as far as the cursor: what follows it stays as it is */
	strbuf_add(&line, info->buffer, cursor);
	if (!host->complete ||
	    host->complete(host->data, line.buf, cursor, &candidates, &start)
	    != 0 || candidates.count == 0 || start > cursor) {
		answer = CC_ERROR;
	} else {
		const char *typed = line.buf + start;
		size_t length = common_length(&candidates);

		if (candidates.count == 1 || length > cursor - start) {
			answer = insert(edit, typed, candidates.items[0],
					length, candidates.count == 1);
		} else {
			list_candidates(&candidates, typed_folders(typed));
			answer = CC_REDISPLAY;
		}
	}
	shell_words_release(&candidates);
	strbuf_release(&line);
	return answer;
}
