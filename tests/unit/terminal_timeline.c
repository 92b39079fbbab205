/* SPDX-License-Identifier: MIT */
/* The timeline as a picture for a browser: whole, and harmless. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/strbuf.h"
#include "lesson/message.h"
#include "terminal/timeline.h"

static char trail[] = "main-audit-trail", hostile[] = "<script>&\"\x01\xff",
	    longest[4000];

static struct timeline_entry entries[] = {
	{ 60000, TIMELINE_TRAIL_STOPPED, trail, NULL, NULL, false },
	{ 61000, TIMELINE_CALL, hostile, NULL, longest, false },
	{ 600000, TIMELINE_TRAIL_STARTED, trail, NULL, NULL, false },
};

static struct blind_window window = {
	.trail = trail, .cause = BLIND_STOPPED, .from = 60000,
	.until = 600000, .events_missing = 2,
};

static struct timeline_entry logging = {
	-60000, TIMELINE_TRAIL_STARTED, trail, NULL, NULL, false,
};

static struct message_timeline timeline = {
	.before = &logging, .before_count = 1,
	.from = 0, .until = 900000, .entries = entries, .entry_count = 3,
	.windows = &window, .window_count = 1,
};

static char *
draw(void)
{
	struct strbuf out = STRBUF_INIT;

	language_show(LANGUAGE_SHOW_EN);
	memset(longest, 'x', sizeof longest - 1);
	timeline_svg(&out, "A <title>", &timeline);
	return strbuf_detach(&out);
}

static void
names_are_text_and_never_markup(void **state)
{
	char *svg = draw();

	(void)state;
	assert_null(strstr(svg, "<script"));
	assert_non_null(strstr(svg, "&lt;script&gt;&amp;&quot;"));
	assert_non_null(strstr(svg, "A &lt;title&gt;"));
	assert_null(strchr(svg, '\x01'));
	assert_null(strchr(svg, '\xff'));
	free(svg);
}

static void
a_text_longer_than_its_lane_is_cut(void **state)
{
	char *svg = draw();

	(void)state;
	assert_non_null(strstr(svg, "xxx…"));
	assert_true(strlen(svg) < 4000);
	free(svg);
}

static void
the_bar_changes_its_colour_where_the_trail_stops(void **state)
{
	char *svg = draw();
	const char *stopped = strstr(svg, "STOPPED");

	(void)state;
	assert_non_null(strstr(svg, "fill=\"#0072b2\""));
	assert_non_null(stopped);
	assert_non_null(strstr(stopped, "Blind window of main-audit-trail"));
	assert_non_null(strstr(stopped, "540 seconds"));
	assert_string_equal(svg + strlen(svg) - 7, "</svg>\n");
	free(svg);
}

/* Nobody stopped it: only what it logs goes nowhere. */
static void
a_trail_that_logs_and_sees_nothing_is_blind_and_not_stopped(void **state)
{
	static struct timeline_entry blinded[] = {
		{ 60000, TIMELINE_TRAIL_BLINDED, trail, "bucket", NULL, false },
	};
	static struct blind_window open = {
		.trail = trail, .cause = BLIND_BUCKET, .from = 60000,
		.until = 900000, .open = true,
	};
	struct message_timeline picture = {
		.before = &logging, .before_count = 1,
		.until = 900000, .entries = blinded, .entry_count = 1,
		.windows = &open, .window_count = 1,
	};
	struct strbuf svg = STRBUF_INIT;
	const char *begun;

	(void)state;
	language_show(LANGUAGE_SHOW_EN);
	timeline_svg(&svg, "", &picture);
	begun = strstr(svg.buf, "LOGGING");
	assert_non_null(begun);
	assert_non_null(strstr(begun, "BLIND: bucket"));
	assert_non_null(strstr(begun, ">BLIND<"));
	assert_non_null(strstr(begun, "it is still blind"));
	assert_non_null(strstr(begun, "lost yet"));
	assert_null(strstr(svg.buf, "STOPPED"));
	strbuf_release(&svg);
}

/* A log file may still come after the stop; that is no sign of logging. */
static void
a_picture_that_begins_in_the_dark_begins_dark(void **state)
{
	static struct timeline_entry stopped = {
		-60000, TIMELINE_TRAIL_STOPPED, trail, NULL, NULL, false,
	};
	static struct timeline_entry late[] = {
		{ 60000, TIMELINE_LOG_FILE, trail, "2", NULL, false },
	};
	struct message_timeline picture = {
		.before = &stopped, .before_count = 1,
		.until = 900000, .entries = late, .entry_count = 1,
	};
	struct strbuf svg = STRBUF_INIT;

	(void)state;
	language_show(LANGUAGE_SHOW_EN);
	timeline_svg(&svg, "", &picture);
	assert_non_null(strstr(svg.buf, "STOPPED"));
	assert_non_null(strstr(svg.buf, "1 log file: 2 events<"));
	assert_null(strstr(svg.buf, "LOGGING"));
	strbuf_release(&svg);
}

static void
a_trail_of_which_nothing_is_told_is_shown_as_it_was(void **state)
{
	struct message_timeline picture = {
		.before = &logging, .before_count = 1, .until = 900000,
	};
	struct strbuf svg = STRBUF_INIT;

	(void)state;
	language_show(LANGUAGE_SHOW_EN);
	timeline_svg(&svg, "", &picture);
	assert_non_null(strstr(svg.buf, "main-audit-trail"));
	assert_non_null(strstr(svg.buf, "LOGGING"));
	strbuf_release(&svg);
}

static void
log_files_that_go_to_another_account_say_so(void **state)
{
	static struct timeline_entry given[] = {
		{ 60000, TIMELINE_LOG_FILE, trail, "2", NULL, false },
		{ 90000, TIMELINE_LOG_FILE, trail, "3", "444455556666", false },
		{ 99000, TIMELINE_LOG_FILE, trail, "4", "444455556666", false },
	};
	struct message_timeline picture = {
		.before = &logging, .before_count = 1,
		.until = 900000, .entries = given, .entry_count = 3,
	};
	struct strbuf svg = STRBUF_INIT;

	(void)state;
	language_show(LANGUAGE_SHOW_EN);
	timeline_svg(&svg, "", &picture);
	assert_non_null(strstr(svg.buf, "1 log file: 2 events<"));
	assert_non_null(strstr(svg.buf,
			       "2 log files: 7 events → 444455556666<"));
	strbuf_release(&svg);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_text_and_never_markup),
		cmocka_unit_test(a_text_longer_than_its_lane_is_cut),
		cmocka_unit_test(
			the_bar_changes_its_colour_where_the_trail_stops),
		cmocka_unit_test(
			a_trail_that_logs_and_sees_nothing_is_blind_and_not_stopped),
		cmocka_unit_test(a_picture_that_begins_in_the_dark_begins_dark),
		cmocka_unit_test(
			a_trail_of_which_nothing_is_told_is_shown_as_it_was),
		cmocka_unit_test(log_files_that_go_to_another_account_say_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
