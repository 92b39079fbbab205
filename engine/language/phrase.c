/* SPDX-License-Identifier: MIT */
/*
 * Phrases: one text in every language, in an arena.
 *
 * Where a language has no words of its own, it shares the string of the
 * source, so nothing is formatted or copied twice.
 */
#include "language/language.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"

/* Formats what `texts` says in each language, equal ones once. */
static struct phrase
format_each(struct arena *arena, const char *const *texts, va_list args)
{
	struct phrase phrase;

	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		va_list copy;

		if (i > 0 && strcmp(texts[i], texts[0]) == 0) {
			phrase.in[i] = phrase.in[0];
			continue;
		}
		va_copy(copy, args);
		phrase.in[i] = arena_vprintf(arena, texts[i], copy);
		va_end(copy);
	}
	return phrase;
}

struct phrase
phrase_make(struct arena *arena, const char *msgid, ...)
{
	const char *texts[LANGUAGE_COUNT];
	struct phrase phrase;
	va_list args;

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		texts[i] = language_get((enum language)i, msgid);
	va_start(args, msgid);
	phrase = format_each(arena, texts, args);
	va_end(args);
	return phrase;
}

struct phrase
phrase_nmake(struct arena *arena, const char *msgid, const char *plural,
	     unsigned long n, ...)
{
	const char *texts[LANGUAGE_COUNT];
	struct phrase phrase;
	va_list args;

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		texts[i] = language_nget((enum language)i, msgid, plural, n);
	va_start(args, n);
	phrase = format_each(arena, texts, args);
	va_end(args);
	return phrase;
}

struct phrase
phrase_pack(struct arena *arena, const char *context, const char *text)
{
	struct phrase phrase = phrase_same(arena, text);

	if (phrase_is_empty(phrase))
		return phrase;
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		const char *found =
			language_get_pack((enum language)i, context, text);

		if (found != text)
			phrase.in[i] = arena_strdup(arena, found);
	}
	return phrase;
}

struct phrase
phrase_same(struct arena *arena, const char *text)
{
	struct phrase phrase;
	const char *copy = text == NULL || *text == '\0'
				   ? ""
				   : arena_strdup(arena, text);

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		phrase.in[i] = copy;
	return phrase;
}

bool
phrase_is_empty(struct phrase phrase)
{
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (phrase.in[i] != NULL && *phrase.in[i] != '\0')
			return false;
	return true;
}
