/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing a session: lines fed into a small lesson with an account, and, where
 * a line is "!", a crash: the session is begun again from its journal.
 *
 * Beyond not crashing: a session never loses its place (after a crash it
 * stands at the same step, wants the same, and its account is byte for byte
 * the same), the journal is readable line by line, each message's text is in
 * every language, and what the lab says has no control byte.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "learner/journal.h"
#include "lesson/diagnostic.h"
#include "lesson/scenario.h"
#include "lesson/session.h"

#include "fuzz.h"

#define GRADED "    why: So\n    tests: k\n    hints: [a, b]\n"
#define STOP "aws cloudtrail stop-logging --name main-audit-trail"

static const char yaml[] =
	"format: 1\nid: fuzz\ntitle: F\nminutes: 5\nsummary: S\n"
	"scenario: small\nobjectives:\n  - {id: k, text: K}\nsteps:\n"
	"  - id: hello\n    kind: say\n    text: Hello\n    joined: true\n"
	"  - id: pick\n    kind: choose\n    question: What?\n    options:\n"
	"      - {id: a, text: one, feedback: Not so}\n"
	"      - {id: b, text: two, right: true, feedback: Just so}\n" GRADED
	"  - id: guess\n    kind: predict\n    question: What now?\n"
	"    options:\n      - {id: a, text: this, reply: so}\n"
	"      - {id: b, text: that, reply: so}\n"
	"  - id: stop\n    kind: do\n    task: Stop it.\n    goal:\n"
	"      event: '{\"eventName\": [\"StopLogging\"]}'\n"
	"    solution: [" STOP "]\n    wrong:\n"
	"      - {line: aws s3 ls, feedback: Not so}\n" GRADED
	"  - id: see\n    kind: watch\n    title: T\n    as: hamza\n"
	"    run: [" STOP "]\n"
	"    until: '{\"eventName\": [\"StartLogging\"]}'\n"
	"    limit: 1h\n    since: stop\n"
	"  - id: days\n    kind: number\n    question: How many?\n"
	"    answer: 90\n    tolerance: 0\n    unit: days\n    wrong:\n"
	"      - {answer: 30, feedback: Not so}\n" GRADED
	"  - id: end\n    kind: say\n    text: End\n";

enum { MOST_LINES = 24 };

static const struct lesson *lesson;
static const struct scenario *scenario;
static struct journal journal;

static void
load(void)
{
	struct diagnostics faults = { 0 };

	lesson = lesson_parse("fuzz.yaml", yaml, sizeof yaml - 1, &faults);
	scenario = scenario_load("tests/scenarios", "small", &faults);
	require(lesson != NULL && scenario != NULL);
	diagnostics_release(&faults);
}

static void
take_entry(void *data, struct json_object *entry)
{
	struct strbuf line = STRBUF_INIT;
	struct json_object *again;

	(void)data;
	json_write(entry, &line);
	require(!memchr(line.buf, '\n', line.len));
	again = json_parse(line.buf, line.len, NULL, NULL);
	require(json_string(again, "type") != NULL);
	json_object_put(again);
	strbuf_release(&line);
	journal.entries = list_grow(journal.entries, journal.count,
				    &journal.allocated,
				    sizeof(struct json_object *));
	journal.entries[journal.count++] = entry;
}

static void
forget(void)
{
	for (size_t i = 0; i < journal.count; i++)
		json_object_put(journal.entries[i]);
	free(journal.entries);
	journal = (struct journal){ .entries = NULL };
}

static void
check_phrase(struct phrase phrase)
{
	for (int i = 0; i < LANGUAGE_COUNT && phrase.in[i]; i++) {
		const char *text = phrase.in[i];

		require(utf8_valid(text, strlen(text)));
		for (; *text; text++)
			require((unsigned char)*text >= ' ' ||
				*text == '\n' || *text == '\t');
	}
}

static void
check_messages(const struct messages *out)
{
	for (size_t i = 0; i < out->count; i++) {
		check_phrase(out->items[i]->text);
		check_phrase(out->items[i]->note);
		for (size_t j = 0; j < out->items[i]->item_count; j++)
			check_phrase(out->items[i]->items[j].label);
	}
}

static struct session *
begin(struct messages *out)
{
	struct progress progress;
	struct session_host host = { .record = take_entry,
				     .progress = &progress };
	struct diagnostics faults = { 0 };
	struct session *session;

	progress_derive(&progress, &journal);
	messages_clear(out);
	session = session_new(lesson, scenario, &host, NULL, out, &faults);
	require(session != NULL && faults.count == 0);
	check_messages(out);
	progress_release(&progress);
	return session;
}

static char *
dump(struct session *session)
{
	struct strbuf text = STRBUF_INIT;

	account_dump(session_lab(session)->account, &text);
	return strbuf_detach(&text);
}

/* Free play and reading again are not kept: that session is left as it is. */
static struct session *
crash(struct session *session, struct messages *out)
{
	enum session_wants wants;
	const struct step *step;
	char *before, *after;

	session_feed(session, "return", out);
	step = session_step(session);
	wants = session_wants(session);
	before = dump(session);
	session_free(session);
	session = begin(out);
	after = dump(session);
	require(session_step(session) == step);
	/* a guess is not kept, it is asked for again */
	require(session_wants(session) == wants ||
		step->kind == STEP_PREDICT);
	require(!strcmp(before, after));
	free(before);
	free(after);
	return session;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *at = (const char *)data, *end = at + size;
	struct session *session;
	struct messages out;

	if (!lesson)
		load();
	messages_init(&out);
	session = begin(&out);
	for (int i = 0; i < MOST_LINES && at < end; i++) {
		const char *feed = memchr(at, '\n', (size_t)(end - at));
		const char *stop = feed ? feed : end;
		char *line = mem_strndup(at, (size_t)(stop - at));

		messages_clear(&out);
		if (session_wants(session) == SESSION_OVER)
			i = MOST_LINES;
		else if (!strcmp(line, "!"))
			session = crash(session, &out);
		else
			session_feed(session, line, &out);
		check_messages(&out);
		free(line);
		at = stop + 1;
	}
	session_free(session);
	messages_release(&out);
	forget();
	return 0;
}
