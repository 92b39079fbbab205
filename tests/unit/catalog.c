/* SPDX-License-Identifier: MIT */
/*
 * The check of .mo files: what msgfmt writes passes, what would crash libintl
 * or the terminal does not.
 */
#include "language/catalog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/error.h"
#include "language/language.h"
#include "mo.h"

/* The catalog of the header, "trail" and "event", with one thing else. */
static void
write_with(const char *header, const char *msgstr, size_t length,
	   struct strbuf *out)
{
	struct mo_message messages[] = {
		{ "", 0, header, strlen(header) },
		MO("event", "event"),
		{ "trail", 5, msgstr, length },
	};

	mo_write(messages, 3, out);
}

static int
check(const struct strbuf *mo)
{
	/* A copy of its exact size, so that the sanitizer sees every step
	   too far. */
	unsigned char *bytes = malloc(mo->len + (mo->len == 0));
	const char *why = NULL;
	int error;

	memcpy(bytes, mo->buf, mo->len);
	error = catalog_check(bytes, mo->len, &why);
	free(bytes);
	assert_true(error == 0 || error == ERROR_FORMAT);
	assert_true((error == 0) == (why == NULL));
	return error;
}

static int
check_header(const char *header)
{
	struct strbuf mo = STRBUF_INIT;
	int error;

	write_with(header, "trail", 5, &mo);
	error = check(&mo);
	strbuf_release(&mo);
	return error;
}

static int
check_text(const char *msgstr, size_t length)
{
	struct strbuf mo = STRBUF_INIT;
	int error;

	write_with(MO_HEADER_TEXT, msgstr, length, &mo);
	error = check(&mo);
	strbuf_release(&mo);
	return error;
}

static void
put_word(struct strbuf *mo, size_t offset, uint32_t word)
{
	memcpy(mo->buf + offset, &word, sizeof word);
}

/* One 32-bit word of the file set to something else. */
static int
check_word(size_t offset, uint32_t word)
{
	struct strbuf mo = STRBUF_INIT;
	int error;

	write_with(MO_HEADER_TEXT, "trail", 5, &mo);
	put_word(&mo, offset, word);
	error = check(&mo);
	strbuf_release(&mo);
	return error;
}

/* The same catalog with a hash table of `size` slots behind it, the first
   `used` of them taken. */
static int
check_hash(uint32_t size, uint32_t used, uint32_t entry)
{
	struct strbuf mo = STRBUF_INIT;
	int error;

	write_with(MO_HEADER_TEXT, "trail", 5, &mo);
	strbuf_addchars(&mo, '\0', (4 - mo.len % 4) % 4);
	put_word(&mo, 20, size);
	put_word(&mo, 24, (uint32_t)mo.len);
	for (uint32_t i = 0; i < size; i++)
		mo_word(&mo, i < used ? entry : 0);
	error = check(&mo);
	strbuf_release(&mo);
	return error;
}

static void
a_plain_catalog_passes(void **state)
{
	(void)state;
	assert_int_equal(check_header(MO_HEADER_TEXT), 0);
	assert_int_equal(check_header("Content-Type: text/plain; "
				      "charset=UTF-8\n"), 0);
	assert_int_equal(check_hash(7, 3, 1), 0);
}

static void
an_offset_outside_the_file_is_refused(void **state)
{
	(void)state;
	assert_int_equal(check_word(0, 0xde120495u), ERROR_FORMAT);
	assert_int_equal(check_word(4, 1), ERROR_FORMAT);
	assert_int_equal(check_word(8, 0), ERROR_FORMAT);
	assert_int_equal(check_word(8, 0x0fffffff), ERROR_FORMAT);
	assert_int_equal(check_word(12, 0xfffffffc), ERROR_FORMAT);
	assert_int_equal(check_word(12, 29), ERROR_FORMAT);
	assert_int_equal(check_word(16, 4), ERROR_FORMAT);
	assert_int_equal(check_word(28 + 8, 0xffffffff), ERROR_FORMAT);
	assert_int_equal(check_word(28 + 12, 0xffffffff), ERROR_FORMAT);
	assert_int_equal(check_word(28 + 12, 0), ERROR_FORMAT);
}

static void
every_cut_is_refused(void **state)
{
	struct strbuf mo = STRBUF_INIT;

	(void)state;
	write_with(MO_HEADER_TEXT, "trail", 5, &mo);
	while (mo.len > 0) {
		strbuf_truncate(&mo, mo.len - 1);
		assert_int_equal(check(&mo), ERROR_FORMAT);
	}
	strbuf_release(&mo);
}

static void
no_changed_byte_leads_outside(void **state)
{
	struct strbuf mo = STRBUF_INIT;

	(void)state;
	write_with(MO_HEADER_TEXT, "trail", 5, &mo);
	for (size_t i = 0; i < mo.len; i++) {
		for (int bit = 0; bit < 8; bit++) {
			mo.buf[i] ^= (char)(1 << bit);
			check(&mo);
			mo.buf[i] ^= (char)(1 << bit);
		}
	}
	assert_int_equal(check(&mo), 0);
	strbuf_release(&mo);
}

static void
a_hash_table_that_search_would_not_leave_is_refused(void **state)
{
	(void)state;
	assert_int_equal(check_hash(7, 7, 1), ERROR_FORMAT);
	assert_int_equal(check_hash(7, 1, 4), ERROR_FORMAT);
	assert_int_equal(check_hash(9, 3, 1), ERROR_FORMAT);
	assert_int_equal(check_hash(2, 1, 1), ERROR_FORMAT);
	assert_int_equal(check_hash(1, 0, 1), ERROR_FORMAT);
}

static void
only_our_plural_rule_passes(void **state)
{
	static const char charset[] =
		"Content-Type: text/plain; charset=UTF-8\n";
	static const char *const rules[] = {
		"Plural-Forms: nplurals=2; plural=n/0;\n",
		"Plural-Forms: nplurals=9; plural=(n != 1);\n",
		"X-Other: plural=n%0; nplurals=2\n",
		"X-Other: plural=n/0;\n"
		"Plural-Forms: nplurals=2; plural=(n != 1);\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		char *header = str_printf("%s%s", charset, rules[i]);

		assert_int_equal(check_header(header), ERROR_FORMAT);
		free(header);
	}
}

static void
only_utf8_passes(void **state)
{
	(void)state;
	assert_int_equal(check_header("Language: ur@latin\n"), ERROR_FORMAT);
	assert_int_equal(check_header("Content-Type: text/plain; "
				      "charset=../../evil\n"), ERROR_FORMAT);
	assert_int_equal(check_header("X: charset=EVIL\n" MO_HEADER_TEXT),
			 ERROR_FORMAT);
	assert_int_equal(check_text("\xff", 1), ERROR_FORMAT);
	assert_int_equal(check_text("\xc3", 1), ERROR_FORMAT);
	assert_int_equal(check_text("tr\xc3\xa4il \xe2\x80\x94\n", 11), 0);
}

static void
text_that_moves_the_cursor_is_refused(void **state)
{
	(void)state;
	assert_int_equal(check_text("\033[2J", 4), ERROR_FORMAT);
	assert_int_equal(check_text("a\rb", 3), ERROR_FORMAT);
	assert_int_equal(check_text("\xc2\x9b" "2J", 4), ERROR_FORMAT);
	assert_int_equal(check_text("\xe2\x80\xae" "liart", 8), ERROR_FORMAT);
	assert_int_equal(check_text("one\0two", 7), 0);
	assert_int_equal(check_text("one\0\033two", 8), ERROR_FORMAT);
}

static void
strings_out_of_order_are_refused(void **state)
{
	struct strbuf mo = STRBUF_INIT;
	size_t event;

	(void)state;
	write_with(MO_HEADER_TEXT, "trail", 5, &mo);
	event = 28 + 16 * 3 + 1; /* behind the empty msgid */
	assert_memory_equal(mo.buf + event, "event", 6);
	mo.buf[event] = 'u';
	assert_int_equal(check(&mo), ERROR_FORMAT);
	strbuf_release(&mo);
}

static void
formats_agree_by_type_and_place(void **state)
{
	(void)state;
	assert_true(catalog_formats_agree("%s of %d", "%s mein %d"));
	assert_true(catalog_formats_agree("%s of %d", "%2$d, %1$s"));
	assert_true(catalog_formats_agree("%s of %d", "%s"));
	assert_true(catalog_formats_agree("%s of %i", "%s%d %%"));
	assert_true(catalog_formats_agree("%.*f", "%.*f"));
	assert_true(catalog_formats_agree("100 %", "sau fi sad"));
	assert_true(catalog_formats_agree("plain", "saada"));
}

static void
formats_that_would_read_what_is_not_there_disagree(void **state)
{
	(void)state;
	assert_false(catalog_formats_agree("plain", "%s"));
	assert_false(catalog_formats_agree("%s of %d", "%d of %s"));
	assert_false(catalog_formats_agree("%s of %d", "%2$d"));
	assert_false(catalog_formats_agree("%s", "%s%n"));
	assert_false(catalog_formats_agree("%d", "%*d"));
	assert_false(catalog_formats_agree("%d", "%ld"));
	assert_false(catalog_formats_agree("%d", "%1$d %d"));
	assert_false(catalog_formats_agree("%d", "%"));
	assert_false(catalog_formats_agree("%d", "%9999$d"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_catalog_passes),
		cmocka_unit_test(an_offset_outside_the_file_is_refused),
		cmocka_unit_test(every_cut_is_refused),
		cmocka_unit_test(no_changed_byte_leads_outside),
		cmocka_unit_test(
			a_hash_table_that_search_would_not_leave_is_refused),
		cmocka_unit_test(only_our_plural_rule_passes),
		cmocka_unit_test(only_utf8_passes),
		cmocka_unit_test(text_that_moves_the_cursor_is_refused),
		cmocka_unit_test(strings_out_of_order_are_refused),
		cmocka_unit_test(formats_agree_by_type_and_place),
		cmocka_unit_test(
			formats_that_would_read_what_is_not_there_disagree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
