/* SPDX-License-Identifier: MIT */
/*
 * sed 's/OLD/NEW/g': how a text is changed on its way through a pipe, such as
 * a log file that somebody forges.
 *
 * Differs from the real one: this one command only, and OLD and NEW are words
 * as they are written, no regular expressions.
 */
#include "shell/filter.h"

#include <string.h>

#include "language/language.h"
#include "shell/refuse.h"

struct exchange {
	const char *old, *new;
	size_t old_length, new_length;
	bool all; /* of a line, not only its first */
};

/* s, then any character that parts, as sed has it. */
static bool
read_exchange(const char *text, struct exchange *exchange)
{
	static const char special[] = "\\.*[]^$&\n";
	const char *middle, *end;

	if (text[0] != 's' || text[1] == '\0' || strchr(special, text[1]))
		return false;
	middle = strchr(text + 2, text[1]);
	end = middle ? strchr(middle + 1, text[1]) : NULL;
	if (!end || middle == text + 2)
		return false;
	*exchange = (struct exchange){
		.old = text + 2,
		.old_length = (size_t)(middle - text - 2),
		.new = middle + 1,
		.new_length = (size_t)(end - middle - 1),
		.all = strcmp(end + 1, "g") == 0,
	};
	return strcspn(text + 2, special) >= (size_t)(end - text - 2) &&
	       (exchange->all || end[1] == '\0');
}

enum { LARGEST = 16 << 20 };

/* False if it became too much. */
static bool
exchange_in(const char *at, const char *end, const struct exchange *exchange,
	    struct strbuf *out)
{
	bool more = true;

	while (at < end && out->len <= LARGEST) {
		if (more && exchange->old_length <= (size_t)(end - at) &&
		    memcmp(at, exchange->old, exchange->old_length) == 0) {
			strbuf_add(out, exchange->new, exchange->new_length);
			at += exchange->old_length;
			more = exchange->all;
		} else {
			more = more || *at == '\n';
			strbuf_addch(out, *at++);
		}
	}
	return at == end;
}

void
filter_sed(const struct shell_words *words, const struct strbuf *in,
	   struct shell_output *output)
{
	struct exchange exchange;

	if (words->count != 2 || !read_exchange(words->items[1], &exchange)) {
		refuse_lab(output,
			   _("the lab's sed knows only 's/OLD/NEW/' and "
			     "'s/OLD/NEW/g', with plain words"));
		return;
	}
	if (!exchange_in(in->buf, in->buf + in->len, &exchange, &output->out))
		filter_complain(output, 4, "sed: couldn't write: No space left "
					   "on device");
}
