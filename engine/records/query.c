/* SPDX-License-Identifier: MIT */
/*
 * Questions to records.
 *
 * Keeps true: a record answers a pattern as the whole of it, parsed by json-c,
 * would, though nothing is parsed into a tree.  A pattern looks only at the members whose names it has, so those are
 * enough; and a field at the top that wants one of some plain strings rules a
 * record out by its bytes alone, unless it has an array there.
 *
 * Differs from EventBridge: an event made of a record has no resources.
 */
#include "records/query.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "records/memo.h"

/* One of the values must stand in one of the slots. */
struct test {
	struct { int slot; const char *value; } items[3];
	size_t count;
	bool any_case;
};

/* A field of a pattern that is one of these strings. */
struct wanted {
	int slot;
	LIST(const char *) values;
};

struct condition {
	struct pattern *pattern;
	struct pattern_set *set; /* of that one */
	struct members members; /* of the record */
	LIST(struct wanted) wanted;
	bool envelope; /* the pattern is over EventBridge's event */
};

struct query {
	struct arena arena;
	struct fields *fields;
	LIST(struct test) tests;
	LIST(struct condition) conditions;
	int64_t since, until;
	int time, source, type, id, account, region;
};

struct query *
query_new(struct fields *fields)
{
	struct query *q = mem_calloc(1, sizeof *q);

	arena_init(&q->arena);
	q->fields = fields;
	q->since = INT64_MIN;
	q->until = INT64_MAX;
	q->time = fields_add(fields, "eventTime");
	return q;
}

void
query_free(struct query *q)
{
	if (q == NULL)
		return;
	for (size_t i = 0; i < q->conditions.count; i++) {
		struct condition *c = &q->conditions.items[i];

		for (size_t w = 0; w < c->wanted.count; w++)
			list_release(&c->wanted.items[w].values);
		list_release(&c->wanted);
		members_release(&c->members);
		pattern_set_free(c->set);
		pattern_free(c->pattern);
	}
	list_release(&q->conditions);
	list_release(&q->tests);
	arena_release(&q->arena);
	free(q);
}

void
query_set_times(struct query *q, int64_t since, int64_t until)
{
	q->since = since;
	q->until = until;
}

bool
query_is_narrow(const struct query *q)
{
	return q->tests.count > 0 || q->conditions.count > 0 ||
	       q->since != INT64_MIN || q->until != INT64_MAX;
}

/* ---------------------------------------------------------------- patterns */

static bool
is_envelope_key(const char *key)
{
	static const char *const keys[] = { "detail", "detail-type", "source",
					    "account", "time", "region", "id",
					    "version" };
	size_t length = strcspn(key, ".");

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strlen(keys[i]) == length &&
		    memcmp(keys[i], key, length) == 0)
			return true;
	return false;
}

/* Whether the pattern, or an alternative in it, names such a key. */
bool
query_is_envelope(struct json_object *pattern)
{
	json_object_object_foreach(pattern, key, value) {
		if (is_envelope_key(key))
			return true;
		if (strcmp(key, "$or") != 0 ||
		    !json_object_is_type(value, json_type_array))
			continue;
		for (size_t i = 0; i < json_object_array_length(value); i++) {
			struct json_object *one =
				json_object_array_get_idx(value, i);

			if (json_object_is_type(one, json_type_object) &&
			    query_is_envelope(one))
				return true;
		}
	}
	return false;
}

/* If the list is of strings only, a record must have one of them. */
static void
add_wanted(struct query *q, struct condition *c, const char *key,
	   struct json_object *list)
{
	struct wanted wanted = { .slot = fields_add(q->fields, key) };
	size_t count = json_object_array_length(list);

	for (size_t i = 0; i < count; i++)
		if (!json_object_is_type(json_object_array_get_idx(list, i),
					 json_type_string))
			return;
	for (size_t i = 0; i < count; i++) {
		const char *text = json_object_get_string(
			json_object_array_get_idx(list, i));

		list_push(&wanted.values, arena_strdup(&q->arena, text));
	}
	list_push(&c->wanted, wanted);
}

/* The members of a record that the pattern looks at. */
static void
add_names(struct query *q, struct condition *c, struct json_object *pattern,
	  bool all_hold)
{
	json_object_object_foreach(pattern, key, value) {
		bool list = json_object_is_type(value, json_type_array);

		if (strcmp(key, "$or") == 0 && list) {
			for (size_t i = 0; i < json_object_array_length(value);
			     i++) {
				struct json_object *one =
					json_object_array_get_idx(value, i);

				if (json_object_is_type(one, json_type_object))
					add_names(q, c, one, false);
			}
			continue;
		}
		members_add(&c->members, q->fields, key);
		if (list && all_hold && strchr(key, '.') == NULL &&
		    *key != '\0')
			add_wanted(q, c, key, value);
	}
}

/* The same of a pattern over the event, in what it says of the detail. */
static void
add_detail_names(struct query *q, struct condition *c,
		 struct json_object *pattern, bool all_hold)
{
	json_object_object_foreach(pattern, key, value) {
		if (strcmp(key, "$or") == 0 &&
		    json_object_is_type(value, json_type_array)) {
			for (size_t i = 0; i < json_object_array_length(value);
			     i++) {
				struct json_object *one =
					json_object_array_get_idx(value, i);

				if (json_object_is_type(one, json_type_object))
					add_detail_names(q, c, one, false);
			}
		} else if (strcmp(key, "detail") == 0 &&
			   json_object_is_type(value, json_type_object)) {
			add_names(q, c, value, all_hold);
		} else if (strncmp(key, "detail.", 7) == 0) {
			members_add(&c->members, q->fields, key + 7);
		}
	}
}

bool
query_add_pattern(struct query *q, const char *text, size_t length,
		  struct pattern_error *error)
{
	struct condition c = { .pattern = pattern_compile(text, length, error) };
	struct json_object *json;

	if (c.pattern == NULL)
		return false;
	c.set = pattern_set_new(&c.pattern, 1);
	json = json_parse(text, length, NULL, NULL);
	c.envelope = query_is_envelope(json);
	if (c.envelope) {
		q->source = fields_add(q->fields, "eventSource");
		q->type = fields_add(q->fields, "eventType");
		q->id = fields_add(q->fields, "eventID");
		q->account = fields_add(q->fields, "recipientAccountId");
		q->region = fields_add(q->fields, "awsRegion");
		add_detail_names(q, &c, json, true);
	} else {
		add_names(q, &c, json, true);
	}
	json_object_put(json);
	list_push(&q->conditions, c);
	return true;
}

/* --------------------------------------------------------------- shortcuts */

/* A plain value is compared as it is: no pattern is needed. */
static void
add_test(struct query *q, struct test test)
{
	test.any_case = true;
	for (size_t i = 0; i < test.count; i++)
		test.items[i].value = arena_strdup(&q->arena,
						   test.items[i].value);
	list_push(&q->tests, test);
}

static void
add_what(struct query *q, const char *value)
{
	char *service = str_printf("%s.amazonaws.com", value);
	int name = fields_add(q->fields, "eventName");
	int source = fields_add(q->fields, "eventSource");

	add_test(q, (struct test){ .items = { { name, value },
					      { source, value },
					      { source, service } },
				   .count = 3 });
	free(service);
}

bool
query_add_shortcut(struct query *q, enum query_shortcut shortcut,
		   const char *value)
{
	static const char *const plain[] = {
		[QUERY_FROM] = "sourceIPAddress",
		[QUERY_REGION] = "awsRegion",
	};
	struct strbuf text = STRBUF_INIT;
	struct pattern_error error;
	bool fine;

	if (shortcut == QUERY_WHAT && strchr(value, '*') == NULL) {
		add_what(q, value);
		return true;
	}
	if ((shortcut == QUERY_FROM || shortcut == QUERY_REGION) &&
	    strpbrk(value, "*/") == NULL) {
		add_test(q, (struct test){
			.items = { { fields_add(q->fields, plain[shortcut]),
				     value } },
			.count = 1 });
		return true;
	}
	shortcut_pattern(shortcut, value, &text);
	fine = query_add_pattern(q, text.buf, text.len, &error);
	strbuf_release(&text);
	return fine;
}

/* ---------------------------------------------------------------- matching */

static bool
equals(struct span span, const char *value, bool any_case)
{
	struct strbuf text = STRBUF_INIT;
	size_t length = strlen(value);
	bool same = false;

	if (span.length < 2 || *span.text != '"')
		return false;
	if (memchr(span.text, '\\', span.length) != NULL) {
		same = span_text(span, &text) &&
		       (any_case ? strcasecmp(text.buf, value)
				 : strcmp(text.buf, value)) == 0;
		strbuf_release(&text);
		return same;
	}
	if (span.length != length + 2)
		return false;
	return any_case ? strncasecmp(span.text + 1, value, length) == 0
			: memcmp(span.text + 1, value, length) == 0;
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
	strbuf_addstr(out, equals(type, "AwsConsoleSignIn", false)
				   ? "AWS Console Sign In via CloudTrail"
			   : equals(type, "AwsConsoleAction", false)
				   ? "AWS Console Action via CloudTrail"
			   : equals(type, "AwsServiceEvent", false)
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
		return q->since != INT64_MIN || q->until != INT64_MAX;
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
		if (q->since == INT64_MIN && q->until == INT64_MAX)
			return QUERY_YES;
		time = query_time(q, scan, record);
		return time >= q->since && time < q->until ? QUERY_YES
							   : QUERY_NO;
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
