/* SPDX-License-Identifier: MIT */
/* The session: a lesson played line by line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "learner.h"

/* ---------------------------------------------------------------- answering */

static void
the_first_screen_can_be_answered_at_once(void **state)
{
	const struct message *question = message_of(&out, MESSAGE_QUESTION);

	(void)state;
	assert_int_equal(out.items[0]->kind, MESSAGE_LESSON);
	assert_int_equal(out.items[1]->kind, MESSAGE_STEP);
	assert_int_equal(out.items[1]->number, 1);
	assert_int_equal(out.items[1]->count, 7);
	assert_int_equal(question->item_count, 2);
	assert_int_equal(session_wants(session), SESSION_ANSWER);
	assert_int_equal(feed("2"), SESSION_ENTER);
	assert_int_equal(verdict(), VERDICT_RIGHT);
	assert_true(was_said(&out, "Just so"));
	assert_true(was_said(&out, "So it is."));
}

static void
a_right_answer_without_words_of_its_own_is_said_to_be_right(void **state)
{
	(void)state;
	FEED("jump days");
	assert_int_equal(feed("90"), SESSION_ENTER);
	assert_int_equal(verdict(), VERDICT_RIGHT);
	assert_true(was_said(&out, "That is right."));
}

static void
a_wrong_answer_is_told_why_and_not_what_is_right(void **state)
{
	(void)state;
	assert_int_equal(feed("a log file"), SESSION_ANSWER);
	assert_int_equal(verdict(), VERDICT_WRONG);
	assert_true(was_said(&out, "That is many"));
	assert_false(was_said(&out, "an event"));
	assert_null(message_of(&out, MESSAGE_WHY));
	assert_string_equal(json_string(last_of("attempt"), "answer"), "log");
	assert_string_equal(json_string(last_of("attempt"), "verdict"),
			    "wrong");
}

static void
what_is_no_answer_costs_nothing(void **state)
{
	static const char *const lines[] = { "", "...", "7", "the moon" };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(feed(lines[i]), SESSION_ANSWER);
		assert_null(message_of(&out, MESSAGE_VERDICT));
		assert_non_null(message_of(&out, MESSAGE_NOTICE));
	}
	assert_int_equal(entries_of("attempt"), 0);
}

static void
after_three_misses_a_hint_is_offered(void **state)
{
	(void)state;
	feed("1");
	feed("1");
	assert_false(was_said(&out, "hint"));
	feed("1");
	assert_true(was_said(&out, "hint"));
}

static void
hints_come_one_at_a_time_and_are_recorded(void **state)
{
	static const char *const hints[] = { "Nudge", "Concept", "Nearly" };

	(void)state;
	for (int i = 0; i < 3; i++) {
		feed(i == 1 ? "ishara" : "hint");
		assert_string_equal(
			message_of(&out, MESSAGE_HINT)->text.in[LANGUAGE_EN],
			hints[i]);
		assert_int_equal(message_of(&out, MESSAGE_HINT)->number, i + 1);
		assert_int_equal(message_of(&out, MESSAGE_HINT)->count, 3);
	}
	feed("hint");
	assert_null(message_of(&out, MESSAGE_HINT));
	assert_true(was_said(&out, "skip"));
	feed("2");
	assert_int_equal(json_int(last_of("attempt"), "hints", 0), 3);
}

static void
a_guess_gets_its_reply_and_goes_on(void **state)
{
	(void)state;
	FEED("2", "");
	assert_at("guess");
	assert_int_equal(feed("1"), SESSION_ENTER);
	assert_int_equal(verdict(), VERDICT_NONE);
	assert_true(was_said(&out, "Let us see"));
	assert_int_equal(feed(""), SESSION_LINE);
	assert_int_equal(entries_of("attempt"), 1);
}

static void
a_letter_that_names_an_option_is_no_word(void **state)
{
	(void)state;
	assert_int_equal(feed("b"), SESSION_ENTER);
	assert_int_equal(verdict(), VERDICT_RIGHT);
}

/* -------------------------------------------------------------------- words */

static void
next_does_not_pass_an_open_question(void **state)
{
	(void)state;
	assert_int_equal(feed("next"), SESSION_ANSWER);
	assert_true(was_said(&out, "skip"));
	assert_at("pick");
	FEED("2", "agla");
	assert_at("guess");
}

static void
skip_shows_the_answer_and_its_why(void **state)
{
	const struct message *answer;

	(void)state;
	assert_int_equal(feed("skip"), SESSION_ENTER);
	answer = message_of(&out, MESSAGE_ANSWER);
	assert_int_equal(answer->item_count, 1);
	assert_string_equal(answer->items[0].label.in[LANGUAGE_EN],
			    "an event");
	assert_non_null(message_of(&out, MESSAGE_WHY));
	assert_string_equal(json_string(last_of("skip"), "step"), "pick");
	feed("skip");
	assert_int_equal(entries_of("skip"), 1);
}

static void
back_only_reads(void **state)
{
	char *before;

	(void)state;
	FEED("2", "", "1", "");
	assert_at("stop");
	before = dump();
	assert_int_equal(feed("back"), SESSION_ANSWER);
	assert_at("guess");
	assert_int_equal(feed("peeche"), SESSION_ANSWER);
	assert_at("pick");
	assert_non_null(message_of(&out, MESSAGE_QUESTION));
	feed("1");
	assert_int_equal(verdict(), VERDICT_WRONG);
	assert_int_equal(entries_of("attempt"), 1);
	feed("back");
	assert_true(was_said(&out, "first step"));
	feed("next");
	assert_at("guess");
	assert_int_equal(feed("next"), SESSION_LINE);
	assert_at("stop");
	assert_same_account(before);
	assert_int_equal(entries_of("at"), 4);
}

static void
list_shows_the_steps_with_marks(void **state)
{
	const struct message *list;

	(void)state;
	FEED("2", "", "list");
	list = message_of(&out, MESSAGE_LIST);
	assert_int_equal(list->item_count, 7);
	assert_string_equal(list->items[0].label.in[LANGUAGE_EN], "Hello");
	assert_int_equal(list->items[0].mark, 'x');
	assert_int_equal(list->items[1].mark, 'x');
	assert_int_equal(list->items[2].mark, '>');
	assert_int_equal(list->items[3].mark, ' ');
}

static void
jumping_forward_marks_nothing_and_makes_the_world_ready(void **state)
{
	const struct lesson_progress *mine;

	(void)state;
	assert_int_equal(feed("jump days"), SESSION_ANSWER);
	assert_at("days");
	assert_int_equal(session_lab(session)->input_count, 3);
	assert_string_equal(session_lab(session)->inputs[0], STOP);
	assert_string_equal(session_lab(session)->inputs[1], "as hamza " STOP);
	progress_release(&progress);
	progress_derive(&progress, &journal);
	mine = progress_lesson(&progress, "small");
	assert_int_equal(mine->input_count, 3);
	assert_int_equal(progress_count(mine, STEP_RIGHT), 0);
	assert_int_equal(progress_count(mine, STEP_SKIPPED), 0);
}

static void
a_jump_to_nowhere_says_where_one_may_go(void **state)
{
	static const char *const lines[] = { "jump", "jump 0", "jump 8",
					     "jump -1", "jump 3x",
					     "jump nowhere" };

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		feed(lines[i]);
		assert_true(was_said(&out, "1 to 7"));
		assert_at("pick");
	}
	feed("jump 1");
	assert_at("pick");
}

static void
the_language_changes_in_the_middle_of_a_question(void **state)
{
	(void)state;
	assert_int_equal(feed("lang both"), SESSION_ANSWER);
	assert_int_equal(language_now_shown(), LANGUAGE_SHOW_BOTH);
	assert_non_null(message_of(&out, MESSAGE_QUESTION));
	assert_string_equal(json_string(last_of("setting"), "value"), "both");
	feed("lang klingon");
	assert_true(was_said(&out, "lang ur"));
	assert_int_equal(entries_of("setting"), 1);
	assert_int_equal(feed("an event"), SESSION_ENTER);
	assert_string_equal(json_string(last_of("attempt"), "lang"), "both");
}

static void
help_lists_the_words(void **state)
{
	(void)state;
	feed("madad");
	assert_true(was_said(&out, "jump STEP"));
	assert_true(was_said(&out, "aws ..."));
	feed("help wait");
	assert_int_equal(message_of(&out, MESSAGE_LIST)->item_count, 1);
}

static void
quit_keeps_the_place(void **state)
{
	(void)state;
	assert_int_equal(feed("bas"), SESSION_OVER);
	assert_true(session_left(session));
	assert_int_equal(feed("2"), SESSION_OVER);
	assert_int_equal(out.count, 0);
}

/* ------------------------------------------------------------------ the task */

static void
a_task_is_done_when_its_goal_is_reached(void **state)
{
	(void)state;
	go_to_the_task();
	assert_int_equal(feed("aws sts get-caller-identity"), SESSION_LINE);
	assert_non_null(message_of(&out, MESSAGE_OUTPUT));
	assert_null(message_of(&out, MESSAGE_VERDICT));
	assert_true(was_said(&out, "still open"));
	assert_int_equal(feed("wait 1m"), SESSION_LINE);
	assert_false(was_said(&out, "still open"));
	assert_int_equal(feed("aws cloudtrail stop-logging --name nobody"),
			 SESSION_LINE);
	assert_non_null(message_of(&out, MESSAGE_ERROR));
	assert_int_equal(feed(STOP), SESSION_ENTER);
	assert_int_equal(verdict(), VERDICT_RIGHT);
	assert_non_null(message_of(&out, MESSAGE_WHY));
	assert_int_equal(entries_of("input"), 4);
	assert_string_equal(json_string(last_of("attempt"), "answer"), STOP);
}

static void
a_line_that_only_looks_right_is_told_after_its_output(void **state)
{
	(void)state;
	go_to_the_task();
	feed("aws  cloudtrail get-trail-status   --name main-audit-trail");
	assert_int_equal(out.items[0]->kind, MESSAGE_OUTPUT);
	assert_int_equal(verdict(), VERDICT_WRONG);
	assert_true(was_said(&out, "That only looks"));
	assert_int_equal(session_wants(session), SESSION_LINE);
}

static void
undo_takes_back_no_more_than_the_step(void **state)
{
	char *before;

	(void)state;
	go_to_the_task();
	before = dump();
	feed("undo");
	assert_true(was_said(&out, "nothing to take back"));
	FEED("wait 3m", STATUS);
	feed("undo");
	assert_true(was_said(&out, STATUS));
	feed("naye siray se");
	assert_true(was_said(&out, "wait 3m"));
	assert_same_account(before);
	assert_int_equal(entries_of("input"), 2);
	assert_int_equal(entries_of("undo"), 2);
}

static void
skipping_a_task_does_it(void **state)
{
	(void)state;
	go_to_the_task();
	assert_int_equal(feed("skip"), SESSION_ENTER);
	assert_string_equal(message_of(&out, MESSAGE_ANSWER)
				    ->items[0].label.in[LANGUAGE_EN],
			    STOP);
	assert_int_equal(session_lab(session)->input_count, 1);
	assert_int_equal(entries_of("skip"), 1);
}

static void
skipping_a_task_clears_what_is_in_its_way(void **state)
{
	(void)state;
	go_to_the_task();
	feed("aws cloudtrail delete-trail --name main-audit-trail");
	assert_int_equal(feed("skip"), SESSION_ENTER);
	assert_int_equal(session_lab(session)->input_count, 1);
	assert_string_equal(session_lab(session)->inputs[0], STOP);
}

static void
free_play_is_taken_back(void **state)
{
	char *before = dump();

	(void)state;
	assert_int_equal(feed("play"), SESSION_LINE);
	FEED("aws cloudtrail delete-trail --name main-audit-trail", "wait 1h",
	     "undo", "status");
	assert_non_null(message_of(&out, MESSAGE_TABLE));
	feed("next");
	assert_true(was_said(&out, "return"));
	assert_int_equal(entries_of("input"), 0);
	assert_int_equal(feed("wapsi"), SESSION_ANSWER);
	assert_non_null(message_of(&out, MESSAGE_QUESTION));
	assert_same_account(before);
	assert_int_equal(entries_of("attempt"), 0);
}

static void
a_command_at_a_question_is_answered_and_leaves_no_trace(void **state)
{
	char *before = dump();

	(void)state;
	assert_int_equal(feed("aws cloudtrail delete-trail "
			      "--name main-audit-trail"), SESSION_ANSWER);
	assert_true(was_said(&out, "still open"));
	feed("aws cloudtrail describe-trails");
	assert_non_null(message_of(&out, MESSAGE_OUTPUT));
	assert_same_account(before);
	assert_int_equal(entries_of("input"), 0);
	assert_int_equal(entries_of("attempt"), 0);
	assert_int_equal(feed("2"), SESSION_ENTER);
	before = dump();
	assert_int_equal(feed("aws cloudtrail describe-trails"), SESSION_ENTER);
	assert_non_null(message_of(&out, MESSAGE_OUTPUT));
	assert_false(was_said(&out, "still open"));
	assert_same_account(before);
	assert_at("pick");
}

static void
the_watched_story_is_told_since_the_task(void **state)
{
	const struct message *timeline;

	(void)state;
	go_to_the_task();
	feed(STOP);
	assert_int_equal(feed(""), SESSION_ENTER);
	assert_at("see");
	timeline = message_of(&out, MESSAGE_TIMELINE);
	assert_true(timeline->timeline->live);
	assert_true(timeline->timeline->window_count >= 1);
	assert_true(was_said(&out, "**hamza** types: `" STOP "`"));
	assert_int_equal(entries_of("input"), 3);
	feed("show");
	timeline = message_of(&out, MESSAGE_TIMELINE);
	assert_false(timeline->timeline->live);
	assert_int_equal(entries_of("input"), 3);
	feed("undo");
	assert_int_equal(entries_of("undo"), 0);
}

/* -------------------------------------------------------------------- the end */

static void
the_end_says_what_was_reached(void **state)
{
	(void)state;
	go_to_the_end();
	assert_int_equal(feed(""), SESSION_OVER);
	assert_true(was_said(&out, "first try: 2. After a miss: 1"));
	assert_non_null(message_of(&out, MESSAGE_DONE));
	assert_int_equal(entries_of("done"), 1);
	assert_false(session_left(session));
}

static void
questions_left_open_are_told_at_the_end(void **state)
{
	(void)state;
	feed("jump end");
	assert_int_equal(feed(""), SESSION_ENTER);
	assert_true(was_said(&out, "still open: 3"));
	assert_int_equal(feed("jump 2"), SESSION_ANSWER);
	feed("2");
	assert_int_equal(verdict(), VERDICT_RIGHT);
	assert_int_equal(feed("jump stop"), SESSION_ENTER);
	feed("skip");
	assert_non_null(message_of(&out, MESSAGE_ANSWER));
	feed("return");
	assert_at("end");
	assert_int_equal(feed(""), SESSION_OVER);
	assert_true(was_said(&out, "Still open: 1"));
	assert_int_equal(entries_of("done"), 0);
}

/* ------------------------------------------------------------------ odd lines */

static void
no_line_however_odd_breaks_anything(void **state)
{
	char longest[5001];

	(void)state;
	memset(longest, 'a', 5000);
	longest[5000] = '\0';
	for (int i = 0; i < 3; i++) {
		enum session_wants wants = session_wants(session);

		assert_int_equal(feed(longest), wants);
		assert_true(was_said(&out, "too long"));
		assert_int_equal(feed("a\x1b[2Jb"), wants);
		assert_int_equal(feed("\xff\xfe"), wants);
		assert_string_equal(session_step(session)->id,
				    i == 0 ? "pick" : i == 1 ? "guess" : "stop");
		FEED(i == 1 ? "1" : "2", " \t ");
	}
}

static void
a_line_where_enter_is_wanted_is_told_what_works(void **state)
{
	(void)state;
	feed("2");
	assert_int_equal(feed("hello there"), SESSION_ENTER);
	assert_true(was_said(&out, "Enter goes on"));
	assert_at("pick");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_first_screen_can_be_answered_at_once),
		TEST(a_right_answer_without_words_of_its_own_is_said_to_be_right),
		TEST(a_wrong_answer_is_told_why_and_not_what_is_right),
		TEST(what_is_no_answer_costs_nothing),
		TEST(after_three_misses_a_hint_is_offered),
		TEST(hints_come_one_at_a_time_and_are_recorded),
		TEST(a_guess_gets_its_reply_and_goes_on),
		TEST(a_letter_that_names_an_option_is_no_word),
		TEST(next_does_not_pass_an_open_question),
		TEST(skip_shows_the_answer_and_its_why),
		TEST(back_only_reads),
		TEST(list_shows_the_steps_with_marks),
		TEST(jumping_forward_marks_nothing_and_makes_the_world_ready),
		TEST(a_jump_to_nowhere_says_where_one_may_go),
		TEST(the_language_changes_in_the_middle_of_a_question),
		TEST(help_lists_the_words),
		TEST(quit_keeps_the_place),
		TEST(a_task_is_done_when_its_goal_is_reached),
		TEST(a_line_that_only_looks_right_is_told_after_its_output),
		TEST(undo_takes_back_no_more_than_the_step),
		TEST(skipping_a_task_does_it),
		TEST(skipping_a_task_clears_what_is_in_its_way),
		TEST(free_play_is_taken_back),
		TEST(a_command_at_a_question_is_answered_and_leaves_no_trace),
		TEST(the_watched_story_is_told_since_the_task),
		TEST(the_end_says_what_was_reached),
		TEST(questions_left_open_are_told_at_the_end),
		TEST(no_line_however_odd_breaks_anything),
		TEST(a_line_where_enter_is_wanted_is_told_what_works),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
