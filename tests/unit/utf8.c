/* SPDX-License-Identifier: MIT */
/* UTF-8 that is hostile, and text made safe to show. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"

static void
each_length_of_character_goes_out_and_in(void **state)
{
	static const uint32_t points[] = { 'a', 0x7f, 0x80, 0x6a9, 0x7ff,
					   0x800, 0xd7ff, 0xe000, 0xffff,
					   0x10000, 0x10ffff };
	struct strbuf s = STRBUF_INIT;
	const char *next;
	size_t count = sizeof points / sizeof *points;

	(void)state;
	for (size_t i = 0; i < count; i++)
		utf8_add(&s, points[i]);
	assert_true(utf8_valid(s.buf, s.len));
	assert_int_equal(utf8_length(s.buf), count);
	next = s.buf;
	for (size_t i = 0; i < count; i++)
		assert_int_equal(utf8_next(&next, s.buf + s.len), points[i]);
	assert_int_equal(utf8_next(&next, s.buf + s.len), 0);
	assert_ptr_equal(next, s.buf + s.len);
	strbuf_release(&s);
}

static void
bad_bytes_are_replaced_one_by_one(void **state)
{
	static const char *const bad[] = {
		"\x80", "\xff", "\xc0\xaf", "\xe0\x80\xaf",
		"\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80",
		"\xc3", "\xe2\x82", "\xf0\x9f\x98",
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const char *next = bad[i];
		const char *end = bad[i] + strlen(bad[i]);

		assert_false(utf8_valid(bad[i], strlen(bad[i])));
		assert_int_equal(utf8_length(bad[i]), strlen(bad[i]));
		assert_int_equal(utf8_next(&next, end), 0xfffd);
		assert_ptr_equal(next, bad[i] + 1);
	}
}

static void
what_is_no_character_is_added_as_the_replacement(void **state)
{
	struct strbuf s = STRBUF_INIT;

	(void)state;
	utf8_add(&s, 0xd800);
	utf8_add(&s, 0x110000);
	assert_string_equal(s.buf, "\xef\xbf\xbd\xef\xbf\xbd");
	strbuf_release(&s);
}

static void
assert_visible(const char *text, size_t length, bool lines, const char *wanted)
{
	struct strbuf s = STRBUF_INIT;

	utf8_add_visible(&s, text, length, lines);
	assert_string_equal(s.buf, wanted);
	assert_true(utf8_valid(s.buf, s.len));
	strbuf_release(&s);
}

static void
foreign_text_cannot_reach_the_terminal(void **state)
{
	(void)state;
	assert_visible("\x1b[31mred\x1b[0m", 12, false,
		       "\\x1b[31mred\\x1b[0m");
	assert_visible("a\0\r\n\tb\x7f", 7, false,
		       "a\\x00\\x0d\\x0a\\x09b\\x7f");
	assert_visible("a\nb\r\n", 5, true, "a\nb\\x0d\n");
	assert_visible("\xc2\x9b" "2J \x9b" "2J", 8, false,
		       "\\u009b2J \\x9b2J");
	assert_visible("\xe2\x80\xae" "cod.exe", 10, false,
		       "\\u202ecod.exe");
	assert_visible("\xf3\xa0\x80\x81", 4, false, "\\U000e0001");
}

static void
innocent_text_stays_as_it_is(void **state)
{
	/* Urdu with a zero width non-joiner, an emoji, U+FFFD itself. */
	static const char text[] = "caf\xc3\xa9 \xd8\xac\xd8\xa7"
				   "\xe2\x80\x8c\xd8\xb3 \xf0\x9f\x94\x8d"
				   " \xef\xbf\xbd \\ C:\\x";

	(void)state;
	assert_visible(text, sizeof text - 1, false, text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_length_of_character_goes_out_and_in),
		cmocka_unit_test(bad_bytes_are_replaced_one_by_one),
		cmocka_unit_test(
			what_is_no_character_is_added_as_the_replacement),
		cmocka_unit_test(foreign_text_cannot_reach_the_terminal),
		cmocka_unit_test(innocent_text_stays_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
