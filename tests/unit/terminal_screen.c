/* SPDX-License-Identifier: MIT */
/*
 * The screen in a pipe: what the environment decides, and which bytes go
 * where.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/message.h"
#include "terminal/screen.h"

static const char *const variables[] = {
	"COLUMNS", "LINES", "NO_COLOR", "CLICOLOR_FORCE", "ACCESSIBLE",
	"TERM", "LC_ALL", "LC_CTYPE", "LANG",
};

static int
empty_environment(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
		unsetenv(variables[i]);
	return 0;
}

static struct screen
opened(const char *variable, const char *value)
{
	struct screen screen;
	FILE *file = tmpfile();

	assert_non_null(file);
	empty_environment(NULL);
	setenv("TERM", "xterm", 1);
	if (variable)
		setenv(variable, value, 1);
	screen_open(&screen, file, file);
	fclose(file);
	return screen;
}

static void
a_pipe_is_plain_80_columns_and_without_colour(void **state)
{
	struct screen screen = opened(NULL, NULL);

	(void)state;
	assert_true(screen.plain);
	assert_false(screen.terminal);
	assert_false(screen.style.colour);
	assert_true(screen.style.utf8);
	assert_int_equal(screen.style.width, 80);
}

static void
columns_are_believed_within_reason(void **state)
{
	(void)state;
	assert_int_equal(opened("COLUMNS", "40").style.width, 40);
	assert_int_equal(opened("COLUMNS", "3").style.width, 20);
	assert_int_equal(opened("COLUMNS", "9999").style.width, 200);
	assert_int_equal(opened("COLUMNS", "-5").style.width, 80);
	assert_int_equal(opened("COLUMNS", "wide").style.width, 80);
}

static void
colour_can_be_forced_and_no_color_wins(void **state)
{
	struct screen screen;

	(void)state;
	assert_true(opened("CLICOLOR_FORCE", "1").style.colour);
	assert_false(opened("CLICOLOR_FORCE", "0").style.colour);
	setenv("NO_COLOR", "1", 1);
	setenv("CLICOLOR_FORCE", "1", 1);
	screen_open(&screen, stdout, stderr);
	assert_false(screen.style.colour);
}

static void
lines_are_ascii_where_the_locale_is(void **state)
{
	(void)state;
	assert_false(opened("LC_ALL", "C").style.utf8);
	assert_false(opened("LANG", "de_DE.ISO-8859-1").style.utf8);
	assert_true(opened("LANG", "ur_PK.UTF-8").style.utf8);
	assert_true(opened("LC_CTYPE", "C.utf8").style.utf8);
}

static void
accessible_is_ascii_and_without_boxes(void **state)
{
	struct screen screen = opened("ACCESSIBLE", "1");

	(void)state;
	assert_false(screen.style.utf8);
	assert_true(screen.style.linear);
	assert_true(screen.plain);
}

static void
assert_file(FILE *file, const char *expected, size_t length)
{
	char found[256];
	size_t count;

	rewind(file);
	count = fread(found, 1, sizeof found, file);
	assert_int_equal(count, length);
	assert_memory_equal(found, expected, length);
	fclose(file);
}

static void
what_commands_print_passes_through_byte_for_byte(void **state)
{
	static const char bytes[] = "a\t\033[31m\0\xff no end";
	struct messages messages;
	struct screen screen;
	FILE *out = tmpfile(), *err = tmpfile();

	(void)state;
	messages_init(&messages);
	message_bytes(&messages, MESSAGE_OUTPUT, bytes, sizeof bytes - 1);
	message_bytes(&messages, MESSAGE_ERROR, "\nAn error\n", 10);
	message_bytes(&messages, MESSAGE_OUTPUT, "2\n", 2);
	screen_open(&screen, out, err);
	screen_messages(&screen, &messages);
	assert_file(out, "a\t\033[31m\0\xff no end2\n", sizeof bytes - 1 + 2);
	assert_file(err, "\nAn error\n", 10);
	messages_release(&messages);
}

static void
empty_lines_stand_between_messages_only(void **state)
{
	struct messages messages;
	struct screen screen;
	FILE *out = tmpfile();

	(void)state;
	messages_init(&messages);
	message_text(&messages, MESSAGE_TEXT,
		     phrase_same(&messages.arena, "one"));
	message_text(&messages, MESSAGE_TEXT,
		     phrase_same(&messages.arena, "two"));
	screen_open(&screen, out, stderr);
	screen_messages(&screen, &messages);
	assert_file(out, "one\n\ntwo\n", 9);
	messages_release(&messages);
}

static void
a_live_timeline_in_a_pipe_is_the_whole_picture(void **state)
{
	struct message_timeline timeline = { .from = 1763553600000,
					     .until = 1763553660000,
					     .live = true };
	struct messages messages;
	struct screen screen;
	FILE *out = tmpfile(), *err = tmpfile();
	char live[2048], still[2048];
	size_t length;

	(void)state;
	messages_init(&messages);
	message_add(&messages, MESSAGE_TIMELINE)->timeline = &timeline;
	screen_open(&screen, out, err);
	screen_messages(&screen, &messages);
	rewind(out);
	length = fread(live, 1, sizeof live, out);
	timeline.live = false;
	screen_open(&screen, err, err);
	screen_messages(&screen, &messages);
	rewind(err);
	assert_true(length > 0);
	assert_int_equal(fread(still, 1, sizeof still, err), length);
	assert_memory_equal(live, still, length);
	fclose(out);
	fclose(err);
	messages_release(&messages);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pipe_is_plain_80_columns_and_without_colour),
		cmocka_unit_test(columns_are_believed_within_reason),
		cmocka_unit_test(colour_can_be_forced_and_no_color_wins),
		cmocka_unit_test(lines_are_ascii_where_the_locale_is),
		cmocka_unit_test(accessible_is_ascii_and_without_boxes),
		cmocka_unit_test(
			what_commands_print_passes_through_byte_for_byte),
		cmocka_unit_test(empty_lines_stand_between_messages_only),
		cmocka_unit_test(a_live_timeline_in_a_pipe_is_the_whole_picture),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, empty_environment, NULL);
}
