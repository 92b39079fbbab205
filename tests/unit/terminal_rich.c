/* SPDX-License-Identifier: MIT */
/*
 * The small markup, widths and wrapping.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <string.h>

#include "terminal/rich.h"

static const struct style pipe_style = { .width = 80, .utf8 = true };
static const struct style colour_style = { .width = 80, .utf8 = true,
					   .colour = true };

/* The lines of the markup in `width` columns, '|' between them. */
static void
assert_wrapped(const struct style *style, const char *markup, int width,
	       const char *expected)
{
	struct rich rich;
	struct lines lines = { 0 };
	struct strbuf out = STRBUF_INIT;

	rich_init(&rich);
	rich_add_markup(&rich, style, PEN_PLAIN, markup);
	rich_wrap(&rich, width, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		strbuf_addstr(&out, i > 0 ? "|" : "");
		rich_write_line(style, &out, &rich, &lines.items[i]);
		assert_true(lines.items[i].width + lines.items[i].indent <=
			    width);
	}
	assert_string_equal(out.buf, expected);
	lines_release(&lines);
	rich_release(&rich);
	strbuf_release(&out);
}

static void
text_wraps_at_blanks(void **state)
{
	(void)state;
	assert_wrapped(&pipe_style, "har API call ek event", 9,
		       "har API|call ek|event");
	assert_wrapped(&pipe_style, "exactly ten", 11, "exactly ten");
	assert_wrapped(&pipe_style, "", 10, "");
}

static void
line_ends_of_the_source_are_blanks(void **state)
{
	(void)state;
	assert_wrapped(&pipe_style, "one\n  two \nthree\n", 40,
		       "one two three");
	assert_wrapped(&pipe_style, "\n\none\n\n\ntwo", 40, "one||two");
}

static void
list_items_hang(void **state)
{
	(void)state;
	assert_wrapped(&pipe_style, "head:\n- kaun aur kya\n- kab", 10,
		       "head:|• kaun aur|  kya|• kab");
	assert_wrapped(&pipe_style, "- one\ngoes on\n\n- two", 40,
		       "• one goes on||• two");
}

static void
code_stays_whole_unless_longer_than_a_line(void **state)
{
	(void)state;
	assert_wrapped(&pipe_style, "now `wait 5m` it", 11,
		       "now|`wait 5m`|it");
	assert_wrapped(&pipe_style, "`jq cloudtrail get-trail-status`", 16,
		       "`jq cloudtrail|get-trail-|status`");
}

static void
a_broken_command_can_be_copied(void **state)
{
	(void)state;
	assert_wrapped(&pipe_style, "now `aws s3 ls s3://one s3://two` it", 18,
		       "now|`aws s3 ls \\|s3://one s3://two`|it");
	assert_wrapped(&colour_style, "`aws events put-rule`", 13,
		       "\033[36maws events\033[0m\033[36m \\\033[0m|"
		       "\033[36mput-rule\033[0m");
	assert_wrapped(&pipe_style, "`aws x --query 'a b c d' --e`", 20,
		       "`aws x --query 'a b|c d' --e`");
}

static void
long_words_break_behind_punctuation(void **state)
{
	(void)state;
	assert_wrapped(&pipe_style, "arn:aws:iam::111122223333:user/hamza", 20,
		       "arn:aws:iam::|111122223333:user/|hamza");
	assert_wrapped(&pipe_style, "aaaaaaaaaaaa", 5, "aaaaa|aaaaa|aa");
}

static void
marks_become_pens(void **state)
{
	(void)state;
	assert_wrapped(&colour_style, "**kaun** ne `ls` kiya", 40,
		       "\033[1mkaun\033[0m ne \033[36mls\033[0m kiya");
	assert_wrapped(&pipe_style, "**kaun** ne `ls` kiya", 40,
		       "kaun ne `ls` kiya");
}

static void
a_pen_never_crosses_a_line_end(void **state)
{
	(void)state;
	assert_wrapped(&colour_style, "**bohot saare events**", 12,
		       "\033[1mbohot saare\033[0m|\033[1mevents\033[0m");
}

static void
a_mark_that_is_not_closed_is_a_character(void **state)
{
	(void)state;
	assert_wrapped(&colour_style, "2 ** 3 and a ` here", 40,
		       "2 ** 3 and a ` here");
	assert_wrapped(&colour_style, "`a ** b`", 40, "\033[36ma ** b\033[0m");
}

static void
widths_are_those_of_terminals(void **state)
{
	(void)state;
	assert_int_equal(text_width("abc", 3), 3);
	assert_int_equal(text_width("─│✓", strlen("─│✓")), 3);
	assert_int_equal(text_width("واقعہ", strlen("واقعہ")), 5);
	assert_int_equal(text_width("e\xcc\x81", 3), 1);
	assert_int_equal(text_width("🎉", strlen("🎉")), 2);
	assert_int_equal(text_width("a\xff\xc3", 3), 3);
}

static void
a_phrase_in_both_languages_is_joined_once(void **state)
{
	struct style style = { .width = 80, .shown = LANGUAGE_SHOW_BOTH };
	struct rich rich;

	(void)state;
	rich_init(&rich);
	rich_add_phrase(&rich, &style, PEN_PLAIN,
			(struct phrase){ { "no", "nahi" } });
	assert_string_equal(rich.text.buf, "nahi / no");
	rich_reset(&rich);
	rich_add_phrase(&rich, &style, PEN_PLAIN,
			(struct phrase){ { "Event", "Event" } });
	assert_string_equal(rich.text.buf, "Event");
	rich_reset(&rich);
	rich_add_phrase(&rich, &style, PEN_PLAIN,
			(struct phrase){ { "only English", NULL } });
	assert_string_equal(rich.text.buf, "only English");
	rich_release(&rich);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_wraps_at_blanks),
		cmocka_unit_test(line_ends_of_the_source_are_blanks),
		cmocka_unit_test(list_items_hang),
		cmocka_unit_test(code_stays_whole_unless_longer_than_a_line),
		cmocka_unit_test(a_broken_command_can_be_copied),
		cmocka_unit_test(long_words_break_behind_punctuation),
		cmocka_unit_test(marks_become_pens),
		cmocka_unit_test(a_pen_never_crosses_a_line_end),
		cmocka_unit_test(a_mark_that_is_not_closed_is_a_character),
		cmocka_unit_test(widths_are_those_of_terminals),
		cmocka_unit_test(a_phrase_in_both_languages_is_joined_once),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
