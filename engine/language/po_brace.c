/* SPDX-License-Identifier: MIT */
/*
 * {placeholders} in the texts of a catalog: a translation has those of its
 * text, in any order and as often as it likes, and no other.
 */
#include "language/po.h"

#include <ctype.h>
#include <string.h>

const char *
po_brace(const char *text, size_t *length)
{
	while ((text = strchr(text, '{')) != NULL) {
		const char *at = text + 1;

		while (isalnum((unsigned char)*at) || *at == '_')
			at++;
		if (at > text + 1 && *at == '}') {
			*length = (size_t)(at + 1 - text);
			return text;
		}
		text++;
	}
	return NULL;
}

/* The first of `text` that `other` has not. */
static const char *
missing(const char *text, const char *other, size_t *length)
{
	for (; (text = po_brace(text, length)) != NULL; text += *length) {
		const char *at = other;
		size_t its;

		while ((at = po_brace(at, &its)) != NULL &&
		       (its != *length || memcmp(at, text, its) != 0))
			at += its;
		if (at == NULL)
			return text;
	}
	return NULL;
}

const char *
po_odd_brace(const struct po_entry *entry, size_t *length)
{
	const char *odd = missing(entry->id, entry->text, length);

	if (odd == NULL && po_brace(entry->id, length) != NULL)
		odd = missing(entry->text, entry->id, length);
	return odd;
}
