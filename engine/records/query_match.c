/* SPDX-License-Identifier: MIT */
/*
 * Whether a record is meant.
 *
 * Keeps true: a record answers a pattern as the whole of it, parsed by json-c,
 * would, though nothing is parsed into a tree.
 *
 * Differs from EventBridge: an event made of a record has no resources.
 */
#include "records/query_parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "records/memo.h"

static bool
same_text(const char *one, const char *two, size_t length, bool any_case)
{
	return any_case ? strncasecmp(one, two, length) == 0
			: memcmp(one, two, length) == 0;
}

/* False if the first letters tell them apart: of most, they do. */
static bool
may_begin(struct span span, struct span value)
{
	const int letter_case = 'a' ^ 'A';

	return value.length == 0 || span.text[1] == '\\' ||
	       (span.text[1] | letter_case) == (value.text[0] | letter_case);
}

/* Whether the value is that string; escapes only make it longer. */
static bool
equals(struct span span, struct span value, bool any_case)
{
	struct strbuf text = STRBUF_INIT;
	bool same;

	if (span.length < value.length + 2 || *span.text != '"' ||
	    !may_begin(span, value))
		return false;
	if (span.length == value.length + 2)
		return same_text(span.text + 1, value.text, value.length,
				 any_case) &&
		       memchr(value.text, '\\', value.length) == NULL;
	if (memchr(span.text, '\\', span.length) == NULL)
		return false;
	same = span_text(span, &text) && text.len == value.length &&
	       same_text(text.buf, value.text, text.len, any_case);
	strbuf_release(&text);
	return same;
}

static bool
test_holds(const struct test *test, const struct scan *scan, size_t record)
{
	for (size_t i = 0; i < test->count; i++)
		if (equals(scan_field(scan, record, test->items[i].slot),
			   test->items[i].value, test->any_case))
			return true;
	return false;
}

/* False if the record cannot match, by its bytes alone. */
static bool
may_match(const struct condition *c, const struct scan *scan, size_t record)
{
	for (size_t w = 0; w < c->wanted.count; w++) {
		const struct wanted *wanted = &c->wanted.items[w];
		struct span span = scan_field(scan, record, wanted->slot);
		bool found = span.length > 0 && *span.text == '[';

		for (size_t i = 0; i < wanted->values.count && !found; i++)
			found = equals(span, wanted->values.items[i], false);
		if (!found)
			return false;
	}
	return true;
}

static void
add_span(struct strbuf *out, const char *key, struct span span)
{
	if (span.length > 0) {
		strbuf_addf(out, ",\"%s\":", key);
		strbuf_add(out, span.text, span.length);
	}
}

/* What EventBridge's event has around its detail, up to the detail. */
static void
add_envelope(const struct query *q, const struct scan *scan, size_t record,
	     struct strbuf *out)
{
	struct span type = scan_field(scan, record, q->type);
	struct span source = scan_field(scan, record, q->source);
	const char *dot = source.length > 2
				  ? memchr(source.text, '.', source.length)
				  : NULL;

	strbuf_addstr(out, "{\"version\":\"0\",\"detail-type\":\"");
	strbuf_addstr(out, equals(type, query_text("AwsConsoleSignIn"), false)
				   ? "AWS Console Sign In via CloudTrail"
			   : equals(type, query_text("AwsConsoleAction"), false)
				   ? "AWS Console Action via CloudTrail"
			   : equals(type, query_text("AwsServiceEvent"), false)
				   ? "AWS Service Event via CloudTrail"
				   : "AWS API Call via CloudTrail");
	strbuf_addch(out, '"');
	if (dot != NULL) {
		strbuf_addstr(out, ",\"source\":\"aws.");
		strbuf_add(out, source.text + 1,
			   (size_t)(dot - source.text - 1));
		strbuf_addch(out, '"');
	}
	add_span(out, "id", scan_field(scan, record, q->id));
	add_span(out, "account", scan_field(scan, record, q->account));
	add_span(out, "time", scan_field(scan, record, q->time));
	add_span(out, "region", scan_field(scan, record, q->region));
	strbuf_addstr(out, ",\"resources\":[],\"detail\":");
}

struct query_room {
	const struct query *query;
	struct strbuf text, key;
	struct memo memo;
	struct pattern_matcher **matchers; /* of each condition */
};

struct query_room *
query_room_new(const struct query *query)
{
	struct query_room *room = mem_calloc(1, sizeof *room);
	size_t count = query->conditions.count;

	room->query = query;
	strbuf_init(&room->text);
	strbuf_init(&room->key);
	room->matchers = mem_calloc(count + 1, sizeof *room->matchers);
	for (size_t i = 0; i < count; i++)
		room->matchers[i] = pattern_matcher_new(
			query->conditions.items[i].set);
	return room;
}

void
query_room_free(struct query_room *room)
{
	if (room == NULL)
		return;
	for (size_t i = 0; i < room->query->conditions.count; i++)
		pattern_matcher_free(room->matchers[i]);
	free(room->matchers);
	strbuf_release(&room->text);
	strbuf_release(&room->key);
	memo_release(&room->memo);
	free(room);
}

static enum query_answer
condition_ask(struct query_room *room, size_t index, const struct scan *scan,
	      size_t record)
{
	const struct query *q = room->query;
	const struct condition *c = &q->conditions.items[index];
	struct pattern_matcher *matcher = room->matchers[index];
	struct strbuf *text = &room->text;
	size_t length;

	strbuf_reset(text);
	if (c->envelope)
		add_envelope(q, scan, record, text);
	members_write(&c->members, scan, record, text);
	if (c->envelope)
		strbuf_addch(text, '}');
	length = text->len;
	strbuf_addchars(text, '\0', PATTERN_PADDING);
	if (!json_valid(text->buf, length) ||
	    !pattern_matcher_run(matcher, text->buf, length))
		return QUERY_BAD;
	return pattern_matcher_has(matcher, 0) ? QUERY_YES : QUERY_NO;
}

/* All that the answer depends on: the condition and its members, each with
   its length in front of it. */
static void
add_key(const struct condition *c, size_t index, const struct scan *scan,
	size_t record, struct strbuf *key)
{
	strbuf_reset(key);
	strbuf_add(key, &index, sizeof index);
	for (size_t i = 0; i < c->members.count; i++) {
		struct span span = scan_field(scan, record,
					      c->members.items[i].slot);

		strbuf_add(key, &span.length, sizeof span.length);
		if (key->len + span.length <= MEMO_TEXT_MOST)
			strbuf_add(key, span.text, span.length);
		else /* too long to be kept */
			strbuf_addchars(key, ' ', MEMO_TEXT_MOST);
	}
}

static enum query_answer
condition_match(struct query_room *room, size_t index, const struct scan *scan,
		size_t record)
{
	const struct condition *c = &room->query->conditions.items[index];
	struct strbuf *key = &room->key;
	size_t place = 0;
	int answer;

	if (!may_match(c, scan, record))
		return QUERY_NO;
	if (c->envelope) /* its id is never seen again */
		return condition_ask(room, index, scan, record);
	add_key(c, index, scan, record, key);
	answer = memo_find(&room->memo, key->buf, key->len, &place);
	if (answer < 0) {
		answer = (int)condition_ask(room, index, scan, record);
		memo_keep(&room->memo, key->buf, key->len, place, answer);
	}
	return (enum query_answer)answer;
}

int64_t
query_span_time(struct span span)
{
	char text[64];
	int64_t time;

	if (span.length < 2 || span.length > sizeof text || *span.text != '"')
		return INT64_MIN;
	memcpy(text, span.text + 1, span.length - 2);
	text[span.length - 2] = '\0';
	return clock_parse(text, &time) ? time : INT64_MIN;
}

int64_t
query_time(const struct query *q, const struct scan *scan, size_t record)
{
	return query_span_time(scan_field(scan, record, q->time));
}

/* Times, then tests, then conditions: in this order they are asked. */
size_t
query_part_count(const struct query *q)
{
	return 1 + q->tests.count + q->conditions.count;
}

size_t
query_part_slots(const struct query *q, size_t part, int *slots, size_t most)
{
	const struct condition *c;
	size_t count = 0;

	if (part-- == 0) {
		slots[0] = q->time;
		return query_asks_time(q);
	}
	if (part < q->tests.count) {
		const struct test *test = &q->tests.items[part];

		for (; count < test->count && count < most; count++)
			slots[count] = test->items[count].slot;
		return test->count;
	}
	c = &q->conditions.items[part - q->tests.count];
	for (; count < c->members.count && count < most; count++)
		slots[count] = c->members.items[count].slot;
	return c->envelope ? SIZE_MAX : c->members.count;
}

enum query_answer
query_part_match(struct query_room *room, size_t part, const struct scan *scan,
		 size_t record)
{
	const struct query *q = room->query;
	int64_t time;

	if (part == 0) {
		if (!query_asks_time(q))
			return QUERY_YES;
		time = query_time(q, scan, record);
		return query_takes_time(q, time) ? QUERY_YES : QUERY_NO;
	}
	part--;
	if (part < q->tests.count)
		return test_holds(&q->tests.items[part], scan, record)
			       ? QUERY_YES
			       : QUERY_NO;
	return condition_match(room, part - q->tests.count, scan, record);
}

bool
query_part_match_text(struct query_room *room, size_t part, const char *record,
		      size_t length, enum query_answer *answer)
{
	size_t before = 1 + room->query->tests.count;
	struct pattern_matcher *matcher;

	if (part < before ||
	    room->query->conditions.items[part - before].envelope)
		return false;
	matcher = room->matchers[part - before];
	*answer = !pattern_matcher_run(matcher, record, length) ? QUERY_BAD
		  : pattern_matcher_has(matcher, 0)		? QUERY_YES
								: QUERY_NO;
	return true;
}

enum query_answer
query_match(struct query_room *room, const struct scan *scan, size_t record)
{
	size_t parts = query_part_count(room->query);

	for (size_t part = 0; part < parts; part++) {
		enum query_answer answer = query_part_match(room, part, scan,
							    record);

		if (answer != QUERY_YES)
			return answer;
	}
	return QUERY_YES;
}
