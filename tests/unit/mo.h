/* SPDX-License-Identifier: MIT */
/*
 * Writes a .mo for tests, as msgfmt would: sorted strings, no hash table
 * unless one is asked for.
 */
#ifndef TESTS_UNIT_MO_H
#define TESTS_UNIT_MO_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"

#define MO_HEADER_TEXT                                 \
	"Language: ur@latin\n"                         \
	"Content-Type: text/plain; charset=UTF-8\n"    \
	"Plural-Forms: nplurals=2; plural=(n != 1);\n"

struct mo_message {
	const char *msgid;
	size_t msgid_length;
	const char *msgstr;
	size_t msgstr_length;
};

/* A message of two string literals, which may hold NUL and \004. */
#define MO(msgid, msgstr) \
	{ msgid, sizeof msgid - 1, msgstr, sizeof msgstr - 1 }

static int
mo_compare(const void *a, const void *b)
{
	const struct mo_message *left = a, *right = b;

	return strcmp(left->msgid, right->msgid);
}

static void
mo_word(struct strbuf *out, size_t word)
{
	uint32_t value = (uint32_t)word;

	strbuf_add(out, &value, sizeof value);
}

/* `messages` is sorted in place; the first of it then is the header. */
static void
mo_write(struct mo_message *messages, size_t count, struct strbuf *out)
{
	size_t offset = 28 + 16 * count;

	qsort(messages, count, sizeof *messages, mo_compare);
	mo_word(out, 0x950412deu);
	mo_word(out, 0);
	mo_word(out, count);
	mo_word(out, 28);
	mo_word(out, 28 + 8 * count);
	mo_word(out, 0);
	mo_word(out, 0);
	for (size_t i = 0; i < count; i++) {
		mo_word(out, messages[i].msgid_length);
		mo_word(out, offset);
		offset += messages[i].msgid_length + 1;
	}
	for (size_t i = 0; i < count; i++) {
		mo_word(out, messages[i].msgstr_length);
		mo_word(out, offset);
		offset += messages[i].msgstr_length + 1;
	}
	for (size_t i = 0; i < count; i++)
		strbuf_add(out, messages[i].msgid,
			   messages[i].msgid_length + 1);
	for (size_t i = 0; i < count; i++)
		strbuf_add(out, messages[i].msgstr,
			   messages[i].msgstr_length + 1);
}

#endif
