/* SPDX-License-Identifier: MIT */
/*
 * What the learner sees: one message of each kind, drawn in several styles
 * and compared with tests/golden/messages-*.txt.  `UPDATE=1` writes those
 * files anew; the difference is to be looked at.
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

#include "base/clock.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "lesson/message.h"
#include "terminal/draw.h"
#include "terminal/rich.h"

static struct phrase
both(const char *ur, const char *en)
{
	return (struct phrase){ .in = { [LANGUAGE_EN] = en,
					[LANGUAGE_UR] = ur } };
}

static struct phrase
same(const char *text)
{
	return both(text, text);
}

static void
add_lesson(struct messages *out)
{
	struct message *m;

	m = message_text(out, MESSAGE_LESSON,
			 both("Trail band, phir chalu",
			      "A trail stopped and repaired"));
	m->note = both("Koi trail band kar de to kaun dekhta hai, aur kaun "
		       "theek karta hai?",
		       "When somebody stops a trail, who notices, and who "
		       "repairs it?");
	m = message_text(out, MESSAGE_STEP,
			 both("Event aur log file", "Event and log file"));
	m->number = 3;
	m->count = 12;
	m = message_text(out, MESSAGE_TEXT, both(
		"CloudTrail ko **CCTV camera** samjhein: har API call ek "
		"event banti hai, aur `aws cloudtrail lookup-events` se aap "
		"use dekh sakte hain.\n"
		"\n"
		"Har event chaar sawalon ka jawab deta hai:\n"
		"- **kaun**: kis user ya role ne kaam kiya\n"
		"- **kya**: kaunsi API call thi, maslan `StopLogging`, aur "
		"uske parameters kya thay\n"
		"- **kab** aur **kahan se**\n"
		"\n"
		"Bas itni si baat hai.",
		"Think of CloudTrail as a **CCTV camera**: every API call "
		"becomes an event, and `aws cloudtrail lookup-events` shows "
		"it to you.\n"
		"\n"
		"Each event answers four questions:\n"
		"- **who**: which user or role did it\n"
		"- **what**: which API call it was, `StopLogging` say, and "
		"with which parameters\n"
		"- **when** and **from where**\n"
		"\n"
		"That is all there is to it."));
	m->source = same("https://docs.aws.amazon.com/awscloudtrail/latest/"
			 "userguide/cloudtrail-concepts.html");
}

static void
add_table(struct messages *out)
{
	static const struct phrase cells[] = {
		{ { "", "" } },
		{ { "Event", "Event" } },
		{ { "Log file", "Log file" } },
		{ { "What is it?", "Kya hai?" } },
		{ { "The record of one API call.",
		    "Ek API call ka record." } },
		{ { "A file in the bucket, with many events in it.",
		    "Bucket mein ek file, jis mein bohot saare events hote "
		    "hain." } },
		{ { "How soon?", "Kitni der mein?" } },
		{ { "Within minutes, in **Event history**.",
		    "Chand minute mein, **Event history** mein." } },
		{ { "About every 5 minutes, under `AWSLogs/`.",
		    "Taqreeban har 5 minute, `AWSLogs/` ke andar." } },
	};
	struct message *m = message_add(out, MESSAGE_TABLE);

	m->rows = m->columns = 3;
	m->cells = arena_alloc(&out->arena, sizeof cells);
	memcpy(m->cells, cells, sizeof cells);
}

static void
add_flows(struct messages *out)
{
	struct message *m = message_add(out, MESSAGE_FLOW);
	struct message_item *items = message_items(out, m, 3);

	items[0].label = same("API call");
	items[0].note = both("record hoti hai", "is recorded");
	items[1].label = same("Event");
	items[1].note = both("jama hote hain", "are collected");
	items[2].label = same("Log file");

	m = message_add(out, MESSAGE_FLOW);
	items = message_items(out, m, 4);
	items[0].label = same("CloudTrail");
	items[0].note = both("StopLogging khud bhi ek event hai",
			     "StopLogging is an event too");
	items[1].label = same("EventBridge rule");
	items[1].note = both("pattern match hua", "its pattern matches");
	items[2].label = same("Lambda function");
	items[2].note = same("StartLogging");
	items[3].label = both("trail phir chalu", "the trail logs again");
}

static void
add_record(struct messages *out)
{
	static const char json[] =
		"{\"eventVersion\":\"1.11\",\"userIdentity\":{\"type\":"
		"\"IAMUser\",\"principalId\":\"AIDAEXAMPLE\",\"arn\":"
		"\"arn:aws:iam::111122223333:user/hamza\",\"accountId\":"
		"\"111122223333\",\"userName\":\"hamza\"},\"eventTime\":"
		"\"2025-11-19T12:04:10Z\",\"eventSource\":"
		"\"cloudtrail.amazonaws.com\",\"eventName\":\"StopLogging\","
		"\"awsRegion\":\"us-east-1\",\"sourceIPAddress\":"
		"\"203.0.113.7\",\"userAgent\":\"evil \\u001b[31m\u202eagent"
		"\",\"requestParameters\":{\"name\":\"arn:aws:cloudtrail:"
		"us-east-1:111122223333:trail/main-audit-trail\"},"
		"\"responseElements\":null,\"resources\":[],\"readOnly\":"
		"false}";
	struct message *m;
	struct message_item *items;

	message_bytes(out, MESSAGE_RECORD, json, sizeof json - 1);
	m = out->items[out->count - 1];
	items = message_items(out, m, 4);
	items[0].label = same("userIdentity.arn");
	items[0].note = both("**kaun**: user hamza", "**who**: the user hamza");
	items[1].label = same("eventName");
	items[1].note = both("**kya**: trail band ki",
			     "**what**: stopped the trail");
	items[2].label = same("eventTime");
	items[2].note = both("**kab**, hamesha UTC mein",
			     "**when**, always in UTC");
	items[3].label = same("sourceIPAddress");
	items[3].note = both("**kahan se**", "**from where**");
}

static void
add_questions(struct messages *out)
{
	struct message *m;
	struct message_item *items;

	m = message_text(out, MESSAGE_QUESTION,
			 both("`StopLogging` ke baad naye events kahan "
			      "milenge?",
			      "After `StopLogging`, where will new events "
			      "be?"));
	items = message_items(out, m, 3);
	items[0].label = both("sirf Event history mein",
			      "only in Event history");
	items[1].label = both("sirf S3 bucket ki log files mein, kyunke trail "
			      "unhein wahan bhejta rehta hai chahe band ho",
			      "only in the log files of the S3 bucket, since "
			      "the trail keeps sending them even if stopped");
	items[2].label = both("kahin nahi", "nowhere");
	m->note = both("Number likhein, jaise 2. Ishare ke liye `ishara`.",
		       "Type a number, such as 2. For a hint: `hint`.");

	m = message_text(out, MESSAGE_TASK,
			 both("trail `main-audit-trail` ko band karein, phir "
			      "`status` dekhein.",
			      "stop the trail `main-audit-trail`, then look "
			      "at `status`."));
	m = message_text(out, MESSAGE_VERDICT,
			 both("Sahi! StopLogging khud bhi ek event hai.",
			      "Right! StopLogging is itself an event."));
	m->verdict = VERDICT_RIGHT;
	m = message_text(out, MESSAGE_VERDICT,
			 both("Aadha sahi: ek aur jagah bhi hai.",
			      "Half right: there is one more place."));
	m->verdict = VERDICT_PARTLY;
	m = message_text(out, MESSAGE_VERDICT,
			 both("Abhi nahi: log file to S3 mein hoti hai, yahan "
			      "sirf ek event ki baat hai, dobara koshish "
			      "karein.",
			      "Not yet: a log file is in S3, here it is about "
			      "one event only, please try once more."));
	m->verdict = VERDICT_WRONG;
	message_text(out, MESSAGE_VERDICT,
		     both("Theek, dekhte hain.", "All right, let us see."));
	message_text(out, MESSAGE_WHY,
		     both("Event history har account mein khud ba khud chalti "
			  "hai; koi use band nahi kar sakta.",
			  "Event history runs in every account on its own; "
			  "nobody can switch it off."));
	m = message_text(out, MESSAGE_ANSWER, both("yeh likhein:",
						   "type this:"));
	items = message_items(out, m, 2);
	items[0].label = same("`aws cloudtrail stop-logging --name "
			      "main-audit-trail`");
	items[1].label = same("`wait 5m`");
	m = message_text(out, MESSAGE_HINT,
			 both("90 din wali jagah yaad hai?",
			      "remember the place with the 90 days?"));
	m->number = 1;
	m->count = 3;
}

static void
add_rest(struct messages *out)
{
	struct message *m;
	struct message_item *items;

	message_text(out, MESSAGE_NOTICE,
		     both("Yeh sab simulated hai: koi asal AWS account nahi.",
			  "All of this is simulated: there is no real AWS "
			  "account."));
	m = message_add(out, MESSAGE_LIST);
	items = message_items(out, m, 3);
	items[0] = (struct message_item){
		.label = both("CloudTrail kya hai", "What CloudTrail is"),
		.note = both("camera, record rakhne wala, jasoos",
			     "camera, record keeper, detective"),
		.number = 8, .mark = 'x' };
	items[1] = (struct message_item){
		.label = both("Event aur log file", "Event and log file"),
		.note = both("diary ki ek line, aur diary",
			     "a line of the diary, and the diary"),
		.number = 10, .mark = '>' };
	items[2] = (struct message_item){
		.label = both("Trail band, phir chalu",
			      "A trail stopped and repaired"),
		.number = 15, .mark = ' ' };
	m = message_text(out, MESSAGE_DONE,
			 both("Sabaq mukammal!", "Lesson finished!"));
	m->note = both("CloudTrail = AWS ka CCTV aur log book.",
		       "CloudTrail = the CCTV and log book of AWS.");
}

#define AT(h, m, s) \
	(1763510400000 + (h) * CLOCK_HOUR + (m) * CLOCK_MINUTE + (s) * 1000)

#define ENTRY(time, kind, subject, detail, who, read_only) \
	{ time, kind, (char *)(subject), (char *)(detail), (char *)(who), \
	  read_only }

static struct timeline_entry story[] = {
	ENTRY(AT(12, 0, 3), TIMELINE_LOG_FILE, "main-audit-trail",
	      "4", NULL, false),
	ENTRY(AT(12, 1, 0), TIMELINE_CALL, "DescribeTrails",
	      NULL, "sana", true),
	ENTRY(AT(12, 4, 10), TIMELINE_CALL, "StopLogging",
	      NULL, "hamza", false),
	ENTRY(AT(12, 4, 10), TIMELINE_TRAIL_STOPPED, "main-audit-trail",
	      NULL, NULL, false),
	ENTRY(AT(12, 4, 41), TIMELINE_CALL, "PutObject", NULL, "hamza", false),
	ENTRY(AT(12, 4, 43), TIMELINE_CALL, "PutObject", NULL, "hamza", false),
	ENTRY(AT(12, 4, 44), TIMELINE_CALL, "PutObject", NULL, "hamza", false),
	ENTRY(AT(12, 5, 2), TIMELINE_RULE_MATCHED, "trail-stopped",
	      "StopLogging", NULL, false),
	ENTRY(AT(12, 5, 2), TIMELINE_FUNCTION_STARTED, "restart-logging",
	      NULL, NULL, false),
	ENTRY(AT(12, 5, 3), TIMELINE_CALL_FAILED, "StartLogging",
	      "TrailNotFoundException", "restart-logging-role", false),
	ENTRY(AT(12, 5, 3), TIMELINE_FUNCTION_FAILED, "restart-logging",
	      "TrailNotFoundException", NULL, false),
	ENTRY(AT(12, 9, 0), TIMELINE_CONFIG_EVALUATED, "cloudtrail-enabled",
	      "NON_COMPLIANT", NULL, false),
	ENTRY(AT(12, 9, 0), TIMELINE_CONFIG_CHANGED, "cloudtrail-enabled",
	      "NON_COMPLIANT", NULL, false),
	ENTRY(AT(12, 9, 1), TIMELINE_FUNCTION_STARTED, "restart-logging",
	      NULL, NULL, false),
	ENTRY(AT(12, 9, 2), TIMELINE_CALL, "StartLogging",
	      NULL, "restart-logging-role", false),
	ENTRY(AT(12, 9, 2), TIMELINE_TRAIL_STARTED, "main-audit-trail",
	      NULL, NULL, false),
	ENTRY(AT(12, 9, 2), TIMELINE_FUNCTION_SUCCEEDED, "restart-logging",
	      NULL, NULL, false),
	ENTRY(AT(12, 10, 3), TIMELINE_LOG_FILE, "main-audit-trail",
	      "1", NULL, false),
	ENTRY(AT(12, 15, 3), TIMELINE_LOG_FILE, "main-audit-trail",
	      "6", NULL, false),
};

static struct blind_window windows[] = {
	/* 292.6 seconds, but the times that are shown are 292 apart. */
	{ "main-audit-trail", BLIND_STOPPED, AT(12, 4, 10) + 300,
	  AT(12, 9, 2) + 900, false, 3 },
};

static struct timeline_entry before[] = {
	ENTRY(AT(0, 0, 0), TIMELINE_TRAIL_STARTED, "main-audit-trail", NULL,
	      NULL, false),
};

static struct message_timeline timeline = {
	AT(12, 0, 0), AT(12, 20, 0), story, sizeof story / sizeof *story,
	before, 1, windows, 1, true,
};

static void
all_messages(struct messages *out)
{
	messages_init(out);
	add_lesson(out);
	add_table(out);
	add_flows(out);
	add_record(out);
	add_questions(out);
	add_rest(out);
	message_add(out, MESSAGE_TIMELINE)->timeline = &timeline;
}

static void
draw_all(const struct style *style, struct strbuf *out)
{
	struct messages messages;

	all_messages(&messages);
	for (size_t i = 0; i < messages.count; i++) {
		if (i > 0)
			strbuf_addch(out, '\n');
		draw_message(style, out, messages.items[i]);
	}
	messages_release(&messages);
}

/* No line may be wider than the screen. */
static void
assert_fits(const struct strbuf *text, int width)
{
	const char *line = text->buf;

	while (*line) {
		size_t length = strcspn(line, "\n");

		if (text_width(line, length) > width)
			fail_msg("wider than %d: %.*s", width, (int)length,
				 line);
		if (length > 0 && line[length - 1] == ' ')
			fail_msg("blanks at the end of '%.*s'", (int)length,
				 line);
		line += length + (line[length] == '\n');
	}
}

static void
compare(const char *name, const struct style *style)
{
	struct strbuf drawn = STRBUF_INIT, golden = STRBUF_INIT;
	char path[64];

	draw_all(style, &drawn);
	snprintf(path, sizeof path, "tests/golden/messages-%s.txt", name);
	if (!style->colour)
		assert_fits(&drawn, style->width);
	else {
		struct strbuf shown = STRBUF_INIT;

		utf8_add_visible(&shown, drawn.buf, drawn.len, true);
		strbuf_release(&drawn);
		drawn = shown;
	}
	if (getenv("UPDATE"))
		assert_int_equal(file_write(path, drawn.buf, drawn.len), 0);
	assert_int_equal(file_read(path, 1 << 20, &golden), 0);
	assert_string_equal(drawn.buf, golden.buf);
	strbuf_release(&drawn);
	strbuf_release(&golden);
}

static void
at_80_columns_in_roman_urdu(void **state)
{
	(void)state;
	compare("80", &(struct style){ .width = 80, .utf8 = true,
				       .shown = LANGUAGE_SHOW_UR });
}

static void
at_40_columns_in_english(void **state)
{
	(void)state;
	compare("40", &(struct style){ .width = 40, .utf8 = true,
				       .shown = LANGUAGE_SHOW_EN });
}

static void
in_both_languages_under_each_other(void **state)
{
	(void)state;
	compare("both", &(struct style){ .width = 80, .utf8 = true,
					 .shown = LANGUAGE_SHOW_BOTH });
}

static void
in_both_languages_side_by_side(void **state)
{
	(void)state;
	compare("both-wide", &(struct style){ .width = 120, .utf8 = true,
					      .shown = LANGUAGE_SHOW_BOTH });
}

static void
in_ascii(void **state)
{
	(void)state;
	compare("ascii", &(struct style){ .width = 80,
					  .shown = LANGUAGE_SHOW_EN });
}

static void
for_a_screen_reader(void **state)
{
	(void)state;
	compare("linear", &(struct style){ .width = 80, .linear = true,
					   .shown = LANGUAGE_SHOW_EN });
}

static void
in_colour(void **state)
{
	(void)state;
	compare("colour", &(struct style){ .width = 80, .utf8 = true,
					   .colour = true,
					   .shown = LANGUAGE_SHOW_UR });
}

static void
at_the_narrowest_everything_still_fits(void **state)
{
	struct style style = { .width = 20, .utf8 = true,
			       .shown = LANGUAGE_SHOW_BOTH };
	struct strbuf drawn = STRBUF_INIT;

	(void)state;
	for (; style.width <= 200; style.width++) {
		strbuf_reset(&drawn);
		draw_all(&style, &drawn);
		assert_fits(&drawn, style.width);
	}
	strbuf_release(&drawn);
}

static void
nothing_hostile_reaches_the_terminal(void **state)
{
	struct style style = { .width = 80, .utf8 = true,
			       .shown = LANGUAGE_SHOW_EN };
	struct strbuf drawn = STRBUF_INIT;
	struct messages messages;

	(void)state;
	messages_init(&messages);
	message_bytes(&messages, MESSAGE_RECORD,
		      "{\"a\":\"\033]0;x\007\u202e\"", 16);
	message_text(&messages, MESSAGE_TEXT, same("a\033[2Jb\rc\u202ed"));
	for (size_t i = 0; i < messages.count; i++)
		draw_message(&style, &drawn, messages.items[i]);
	for (size_t i = 0; i < drawn.len; i++)
		assert_true(drawn.buf[i] == '\n' ||
			    (unsigned char)drawn.buf[i] >= ' ');
	assert_null(strstr(drawn.buf, "\u202e"));
	messages_release(&messages);
	strbuf_release(&drawn);
}

static void
the_timeline_has_a_moment_for_each_line(void **state)
{
	struct style style = { .width = 80, .utf8 = true,
			       .shown = LANGUAGE_SHOW_EN };
	struct strbuf drawn = STRBUF_INIT;
	struct moments moments = { 0 };
	size_t lines = 0;

	(void)state;
	draw_timeline(&style, &drawn, &timeline, &moments);
	for (size_t i = 0; i < drawn.len; i++)
		lines += drawn.buf[i] == '\n';
	assert_int_equal(moments.count, lines);
	for (size_t i = 1; i < moments.count; i++)
		assert_true(moments.items[i - 1].time <=
			    moments.items[i].time);
	free(moments.items);
	strbuf_release(&drawn);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_80_columns_in_roman_urdu),
		cmocka_unit_test(at_40_columns_in_english),
		cmocka_unit_test(in_both_languages_under_each_other),
		cmocka_unit_test(in_both_languages_side_by_side),
		cmocka_unit_test(in_ascii),
		cmocka_unit_test(for_a_screen_reader),
		cmocka_unit_test(in_colour),
		cmocka_unit_test(at_the_narrowest_everything_still_fits),
		cmocka_unit_test(nothing_hostile_reaches_the_terminal),
		cmocka_unit_test(the_timeline_has_a_moment_for_each_line),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
