/* SPDX-License-Identifier: MIT */
/*
 * One learner for the tests of the session: a lesson of most kinds, the journal
 * that was written for her, and the session she is in.
 */
#ifndef TESTS_LEARNER_H
#define TESTS_LEARNER_H

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/list.h"
#include "learner/journal.h"
#include "lesson/session.h"
#include "playing.h"

#define STOP "aws cloudtrail stop-logging --name main-audit-trail"
#define STATUS "aws cloudtrail get-trail-status --name main-audit-trail"

static const char yaml[] = LESSON_HEAD
	"  - id: hello\n"
	"    kind: say\n"
	"    title: Hello\n"
	"    text: One event is one line.\n"
	"    joined: true\n"
	"  - id: pick\n"
	"    kind: choose\n"
	"    question: What is it?\n"
	"    options:\n"
	"      - {id: log, text: a log file, feedback: That is many}\n"
	"      - {id: event, text: an event, right: true, feedback: Just so}\n"
	GRADED
	"  - id: guess\n"
	"    kind: predict\n"
	"    question: What will happen?\n"
	"    options:\n"
	"      - {id: nothing, text: nothing, reply: Let us see}\n"
	"      - {id: something, text: something, reply: We will see}\n"
	"  - id: stop\n"
	"    kind: do\n"
	"    task: Stop the trail.\n"
	"    goal:\n"
	"      event: '{\"eventName\": [\"StopLogging\"], \"errorCode\": "
	"[{\"exists\": false}]}'\n"
	"    solution: [" STOP "]\n"
	"    wrong:\n"
	"      - {line: " STATUS ", feedback: That only looks}\n" GRADED
	"  - id: see\n"
	"    kind: watch\n"
	"    title: Somebody stops it\n"
	"    as: hamza\n"
	"    run: [" STOP "]\n"
	"    until: '{\"eventName\": [\"StartLogging\"]}'\n"
	"    limit: 1h\n"
	"    since: stop\n"
	"  - id: days\n"
	"    kind: number\n"
	"    question: For how many days?\n"
	"    answer: 90\n"
	"    tolerance: 0\n"
	"    unit: days\n"
	"    wrong:\n"
	"      - {answer: 30, feedback: That is a month}\n" GRADED
	"  - id: end\n"
	"    kind: say\n"
	"    text: That was it.\n";

/* One learner: what was written for her, and the lesson she is in. */
static struct lesson *lesson;
static struct scenario *scenario;
static struct journal journal;
static struct progress progress;
static struct messages out;
static struct session *session;

static inline void
take_entry(void *data, struct json_object *entry)
{
	(void)data;
	journal.entries = list_grow(journal.entries, journal.count,
				    &journal.allocated,
				    sizeof(struct json_object *));
	journal.entries[journal.count++] = entry;
}

static inline void
forget_journal(void)
{
	for (size_t i = 0; i < journal.count; i++)
		json_object_put(journal.entries[i]);
	free(journal.entries);
	journal = (struct journal){ .entries = NULL };
}

static inline struct session *
open_session(const struct lesson *what, const char *step)
{
	struct session_host host = { .record = take_entry,
				     .progress = &progress };
	struct diagnostics faults = { 0 };
	struct session *opened;

	progress_release(&progress);
	progress_derive(&progress, &journal);
	messages_clear(&out);
	opened = session_new(what, scenario, &host, step, &out, &faults);
	assert_no_faults(&faults);
	assert_non_null(opened);
	return opened;
}

/* As after a crash: nothing is said to the session that goes. */
static inline void
reopen(const char *step)
{
	session_free(session);
	session = open_session(lesson, step);
}

static inline int
load(void **state)
{
	(void)state;
	language_show(LANGUAGE_SHOW_EN);
	lesson = lesson_from(yaml);
	scenario = small_scenario();
	return 0;
}

static inline int
unload(void **state)
{
	(void)state;
	lesson_free(lesson);
	scenario_free(scenario);
	return 0;
}

static inline int
begin(void **state)
{
	(void)state;
	messages_init(&out);
	session = open_session(lesson, NULL);
	return 0;
}

static inline int
end(void **state)
{
	(void)state;
	session_free(session);
	session = NULL;
	messages_release(&out);
	progress_release(&progress);
	forget_journal();
	language_show(LANGUAGE_SHOW_EN);
	return 0;
}

static inline enum session_wants
feed(const char *line)
{
	messages_clear(&out);
	return session_feed(session, line, &out);
}

static inline void
feed_all(const char *const *lines)
{
	while (*lines != NULL)
		feed(*lines++);
}
#define FEED(...) feed_all((const char *const[]){ __VA_ARGS__, NULL })

static inline enum message_verdict
verdict(void)
{
	const struct message *m = message_of(&out, MESSAGE_VERDICT);

	assert_non_null(m);
	return m->verdict;
}

static inline void
assert_at(const char *step)
{
	assert_string_equal(session_step(session)->id, step);
}

static inline size_t
entries_of(const char *type)
{
	size_t count = 0;

	for (size_t i = 0; i < journal.count; i++)
		count += !strcmp(json_string(journal.entries[i], "type"), type);
	return count;
}

static inline struct json_object *
last_of(const char *type)
{
	for (size_t i = journal.count; i > 0; i--)
		if (!strcmp(json_string(journal.entries[i - 1], "type"), type))
			return journal.entries[i - 1];
	fail_msg("nothing of type %s was recorded", type);
	return NULL;
}

static inline char *
dump(void)
{
	struct strbuf text = STRBUF_INIT;

	account_dump(session_lab(session)->account, &text);
	return strbuf_detach(&text);
}

static inline void
assert_same_account(char *expected)
{
	char *now = dump();

	assert_string_equal(now, expected);
	free(now);
	free(expected);
}

static inline void
go_to_the_task(void)
{
	FEED("2", "", "1", "");
	assert_at("stop");
}

static inline void
go_to_the_end(void)
{
	go_to_the_task();
	FEED(STOP, "", "", "30", "90", "");
	assert_at("end");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

#endif
