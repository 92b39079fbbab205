/* SPDX-License-Identifier: MIT */
/* Questions that are asked otherwise the next time, answers that stand in the
   account, own words, what people often think, and the speaker's notes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "learner.h"

static const char asking[] = LESSON_HEAD
	"  - id: who\n"
	"    kind: text\n"
	"    notes: Let the class guess first.\n"
	"    text: Event history tells.\n"
	"    question: Who made the trail?\n"
	"    answer_from:\n"
	"      event: '{\"eventName\": [\"CreateTrail\"]}'\n"
	"      path: userIdentity.userName\n"
	"    wrong:\n"
	"      - {answer: hamza, feedback: He only looked}\n" GRADED
	"    variants:\n"
	"      - id: bucket\n"
	"        question: Which bucket does it fill?\n"
	"        answer_from:\n"
	"          event: '{\"eventName\": [\"CreateTrail\"]}'\n"
	"          path: requestParameters.s3BucketName\n"
	"        wrong:\n"
	"          - {answer: sana, feedback: She made it}\n"
	"        why: There it goes.\n"
	"        hints: [Nudge, Concept]\n"
	"  - id: think\n"
	"    kind: concept\n"
	"    belief: true\n"
	"    claim: A stopped trail loses its files.\n"
	"    judge: wrong\n"
	"    feedback: {right: Never, partly: Never, wrong: Indeed}\n"
	"    refinement: Files stay.\n" GRADED
	"  - id: tell\n"
	"    kind: teach\n"
	"    question: What is a trail?\n"
	"    model: It copies events out.\n"
	"    points: [It copies, It can be stopped]\n"
	"  - id: end\n"
	"    kind: say\n"
	"    text: That was it.\n";

static struct lesson *usual;

static int
load_asking(void **state)
{
	load(state);
	usual = lesson;
	lesson = lesson_from(asking);
	return 0;
}

static int
unload_asking(void **state)
{
	lesson_free(usual);
	return unload(state);
}

static void
finish_the_lesson(void)
{
	FEED("skip", "", "3", "", "It copies.", "", "");
	assert_int_equal(session_wants(session), SESSION_OVER);
}

static void
an_answer_may_stand_in_the_account(void **state)
{
	(void)state;
	assert_int_equal(feed("hamza"), SESSION_ANSWER);
	assert_true(was_said(&out, "He only looked"));
	assert_int_equal(feed("bilal"), SESSION_ANSWER);
	assert_int_equal(verdict(), VERDICT_WRONG);
	assert_int_equal(feed("sana"), SESSION_ENTER);
	assert_int_equal(verdict(), VERDICT_RIGHT);
}

static void
skipping_shows_the_answer_of_the_account(void **state)
{
	(void)state;
	feed("skip");
	assert_string_equal(message_of(&out, MESSAGE_ANSWER)
				    ->items[0]
				    .label.in[LANGUAGE_EN],
			    "sana");
}

static void
the_second_time_a_question_is_another(void **state)
{
	(void)state;
	finish_the_lesson();
	reopen(NULL);
	assert_true(was_said(&out, "Which bucket does it fill?"));
	assert_true(was_said(&out, "Event history tells."));
	assert_false(was_said(&out, "Who made the trail?"));
	feed("sana");
	assert_true(was_said(&out, "She made it"));
	assert_int_equal(feed("small-logs"), SESSION_ENTER);
	assert_string_equal(json_string(last_of("attempt"), "step"), "who");
	FEED("", "skip", "", "skip", "", "");
	reopen(NULL);
	assert_true(was_said(&out, "Who made the trail?"));
}

static void
own_words_stand_beside_a_model_and_are_kept(void **state)
{
	(void)state;
	reopen("tell");
	assert_int_equal(feed(""), SESSION_ANSWER);
	assert_null(message_of(&out, MESSAGE_ANSWER));
	assert_int_equal(feed("hint"), SESSION_ANSWER);
	assert_int_equal(entries_of("guess"), 0);
	assert_int_equal(feed("Copies, dost, copies."), SESSION_ENTER);
	assert_true(was_said(&out, "**You said:** Copies, dost, copies."));
	assert_true(was_said(&out, "It copies events out."));
	assert_true(was_said(&out, "It can be stopped"));
	assert_string_equal(json_string(last_of("guess"), "answer"),
			    "Copies, dost, copies.");
	assert_int_equal(entries_of("attempt"), 0);
	reopen(NULL);
	assert_int_equal(session_wants(session), SESSION_ENTER);
}

static void
who_finds_no_words_may_read_the_model(void **state)
{
	(void)state;
	reopen("tell");
	assert_int_equal(feed("skip"), SESSION_ENTER);
	assert_true(was_said(&out, "It copies events out."));
	assert_false(was_said(&out, "You said"));
}

static void
a_common_belief_is_called_one(void **state)
{
	(void)state;
	reopen("think");
	assert_true(was_said(&out, "People often think"));
	reopen("who");
	assert_false(was_said(&out, "People often think"));
}

static void
speaker_notes_are_shown_to_speakers_only(void **state)
{
	struct session_host host = { .notes = true };
	struct diagnostics faults = { 0 };
	struct session *told;

	(void)state;
	assert_false(was_said(&out, "Let the class guess"));
	messages_clear(&out);
	told = session_new(lesson, scenario, &host, NULL, &out, &faults);
	assert_no_faults(&faults);
	assert_true(was_said(&out, "Let the class guess first."));
	session_free(told);
}

static void
the_check_plays_every_variant(void **state)
{
	static const char name[] = "eventName\": [\"CreateTrail\"]}'\n"
				   "          path: ";
	struct diagnostics faults = { 0 };
	struct strbuf text = STRBUF_INIT;
	const char *path = strstr(asking, name);
	struct lesson *broken;

	(void)state;
	lesson_check(lesson, scenario, &faults);
	assert_no_faults(&faults);
	assert_non_null(path);
	strbuf_add(&text, asking, (size_t)(path - asking) + sizeof name - 1);
	strbuf_addstr(&text, "no.such.member\n");
	strbuf_addstr(&text, strchr(path + sizeof name - 1, '\n') + 1);
	broken = lesson_from(text.buf);
	lesson_check(broken, scenario, &faults);
	assert_int_equal(faults.count, 1);
	assert_non_null(strstr(faults.items[0].message,
			       "the account has no such answer"));
	diagnostics_release(&faults);
	lesson_free(broken);
	strbuf_release(&text);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(an_answer_may_stand_in_the_account),
		TEST(skipping_shows_the_answer_of_the_account),
		TEST(the_second_time_a_question_is_another),
		TEST(own_words_stand_beside_a_model_and_are_kept),
		TEST(who_finds_no_words_may_read_the_model),
		TEST(a_common_belief_is_called_one),
		TEST(speaker_notes_are_shown_to_speakers_only),
		TEST(the_check_plays_every_variant),
	};

	return cmocka_run_group_tests(tests, load_asking, unload_asking);
}
