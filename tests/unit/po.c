/* SPDX-License-Identifier: MIT */
/*
 * Translators' files: what is read comes back as it was, what is no clean .po
 * is refused at its line, and a merge loses no translation whose text stays.
 */
#include "language/po.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "language/language.h"

#define HEADER                                                        \
	"msgid \"\"\nmsgstr \"\"\n"                                   \
	"\"Content-Type: text/plain; charset=UTF-8\\n\"\n"            \
	"\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n"

static void
read_po(struct po *po, const char *text)
{
	const char *why;
	int line;

	assert_int_equal(po_read(po, text, strlen(text), &line, &why), 0);
	assert_null(why);
}

static void
what_is_written_is_read_as_it_was(void **state)
{
	static const char text[] = HEADER
		"\n# a remark\n#\n#. do\n#: lessons/a.yaml b.yaml\n"
		"#, fuzzy, perl-brace-format\n#| msgid \"\"\n#| \"old\\n\"\n"
		"#| \"one\"\n"
		"msgctxt \"a.b\"\nmsgid \"\"\n\"one {x}\\n\"\n\"two\"\n"
		"msgstr \"ek \\\"{x}\\\" \\\\ \xc3\xa9\\n\"\n"
		"\nmsgid \"no context\"\nmsgstr \"\"\n";
	struct strbuf out = STRBUF_INIT;
	struct po po;

	(void)state;
	read_po(&po, text);
	assert_int_equal(po.count, 3);
	assert_true(po.items[1].fuzzy && po.items[1].braces);
	assert_string_equal(po.items[1].previous, "old\none");
	assert_string_equal(po.items[1].text, "ek \"{x}\" \\ \xc3\xa9\n");
	po_write(&po, &out);
	assert_string_equal(out.buf, text);
	strbuf_release(&out);
	po_release(&po);
}

static void
hostile_files_are_refused_at_their_line(void **state)
{
	static const struct { int line; const char *text; } cases[] = {
		{ 1, "msgstr \"x\"\n" },
		{ 1, "msgid \"x\"\n" },
		{ 1, "msgid \"x\n" },
		{ 1, "msgid \"x\" y\n" },
		{ 1, "msgid x\n" },
		{ 1, "\"x\"\n" },
		{ 1, "msgid \"\\x41\"\n" },
		{ 1, "msgid \"\\" },
		{ 1, "msgid \"\xff\"\nmsgstr \"\"\n" },
		{ 1, "msgid \"\x1b[31m\"\nmsgstr \"\"\n" },
		{ 2, "msgid \"a\"\nmsgstr \"\xe2\x80\xae\"\n" },
		{ 1, "# \x07\n" },
		{ 2, "msgid \"a\"\nmsgid_plural \"b\"\n" },
		{ 2, "msgid \"a\"\nmsgid \"b\"\n" },
		{ 2, "msgid \"a\"\nmsgctxt \"b\"\n" },
		{ 2, "msgid \"a\"\n# inside\nmsgstr \"\"\n" },
		{ 2, "msgctxt \"a\"\nmsgstr \"b\"\n" },
		{ 4, "msgid \"a\"\nmsgstr \"\"\n\nmsgid \"a\"\nmsgstr \"\"\n" },
		{ 1, "domain \"x\"\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *why;
		struct po po;
		int line;

		assert_true(po_read(&po, cases[i].text, strlen(cases[i].text),
				    &line, &why) != 0);
		assert_non_null(why);
		assert_int_equal(line, cases[i].line);
		po_release(&po);
	}
}

static void
no_more_entries_are_taken_than_the_limit(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct po po;
	const char *why;
	int line;

	(void)state;
	for (int i = 0; i < PO_ENTRIES_MOST; i++)
		strbuf_addf(&text, "msgid \"%d\"\nmsgstr \"\"\n", i);
	read_po(&po, text.buf);
	assert_int_equal(po.count, PO_ENTRIES_MOST);
	po_release(&po);
	strbuf_addstr(&text, "msgid \"x\"\nmsgstr \"\"\n");
	assert_true(po_read(&po, text.buf, text.len, &line, &why) != 0);
	po_release(&po);
	strbuf_reset(&text);
	strbuf_addchars(&text, '\n', PO_SIZE_MOST + 1);
	assert_true(po_read(&po, text.buf, text.len, &line, &why) != 0);
	po_release(&po);
	strbuf_release(&text);
}

static const char fresh_text[] = HEADER
	"\n#: a.yaml:3\nmsgctxt \"l.title\"\nmsgid \"Title\"\nmsgstr \"\"\n"
	"\n#: a.yaml:4\nmsgctxt \"l/s.text\"\nmsgid \"New text\"\nmsgstr \"\"\n"
	"\n#: a.yaml:5\nmsgctxt \"l/t.text\"\nmsgid \"Added\"\nmsgstr \"\"\n";
static const char old_text[] = HEADER
	"\n# mine\nmsgctxt \"l.title\"\nmsgid \"Title\"\nmsgstr \"Unwan\"\n"
	"\nmsgctxt \"l/s.text\"\nmsgid \"Old text\"\nmsgstr \"Purana\"\n"
	"\nmsgctxt \"gone\"\nmsgid \"Gone\"\nmsgstr \"Gaya\"\n";
static const char merged_text[] = HEADER
	"\n# mine\n#: a.yaml\nmsgctxt \"l.title\"\nmsgid \"Title\"\n"
	"msgstr \"Unwan\"\n"
	"\n#: a.yaml\n#, fuzzy\n#| msgid \"Old text\"\nmsgctxt \"l/s.text\"\n"
	"msgid \"New text\"\nmsgstr \"Purana\"\n"
	"\n#: a.yaml\nmsgctxt \"l/t.text\"\nmsgid \"Added\"\nmsgstr \"\"\n";

static void
merge(const char *fresh_po, const char *old_po, const char *wanted,
      struct po_counts *counts)
{
	struct strbuf out = STRBUF_INIT;
	struct po fresh, old, merged;

	read_po(&fresh, fresh_po);
	read_po(&old, old_po);
	po_merge(&fresh, &old, "ur@latin", &merged, counts);
	po_write(&merged, &out);
	assert_string_equal(out.buf, wanted);
	strbuf_release(&out);
	po_release(&merged);
	po_release(&old);
	po_release(&fresh);
}

static void
a_merge_keeps_marks_adds_and_drops(void **state)
{
	struct po_counts counts;

	(void)state;
	merge(fresh_text, old_text, merged_text, &counts);
	assert_int_equal(counts.kept, 1);
	assert_int_equal(counts.changed, 1);
	assert_int_equal(counts.missing, 1);
	assert_int_equal(counts.gone, 1);
	/* and once more changes nothing */
	merge(fresh_text, merged_text, merged_text, &counts);
	assert_int_equal(counts.gone, 0);
}

static void
the_old_text_beside_it_stays_that_of_the_translation(void **state)
{
	static const char newest[] = HEADER
		"\n#: a.yaml:4\nmsgctxt \"l/s.text\"\nmsgid \"Newest\"\n"
		"msgstr \"\"\n";
	static const char wanted[] = HEADER
		"\n#: a.yaml\n#, fuzzy\n#| msgid \"Old text\"\n"
		"msgctxt \"l/s.text\"\nmsgid \"Newest\"\nmsgstr \"Purana\"\n";
	struct po_counts counts;

	(void)state;
	merge(newest, merged_text, wanted, &counts);
	assert_int_equal(counts.changed, 1);
	assert_int_equal(counts.gone, 2);
}

static void
a_mo_has_only_what_was_reviewed_and_passes_the_check(void **state)
{
	struct strbuf mo = STRBUF_INIT;
	const char *why;
	struct po po;

	(void)state;
	read_po(&po, merged_text);
	po_write_mo(&po, &mo);
	assert_int_equal(catalog_check((const unsigned char *)mo.buf, mo.len,
				       &why), 0);
	assert_int_equal(mo.buf[8], 2); /* the header and the title */
	strbuf_release(&mo);
	po_release(&po);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read_as_it_was),
		cmocka_unit_test(hostile_files_are_refused_at_their_line),
		cmocka_unit_test(no_more_entries_are_taken_than_the_limit),
		cmocka_unit_test(a_merge_keeps_marks_adds_and_drops),
		cmocka_unit_test(
			the_old_text_beside_it_stays_that_of_the_translation),
		cmocka_unit_test(
			a_mo_has_only_what_was_reviewed_and_passes_the_check),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
