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
static bool
is_envelope(struct json_object *pattern)
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
			    is_envelope(one))
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
	c.envelope = is_envelope(json);
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

/* {"...": [what the value says]}, appended; `path` with dots. */
static void
add_match(struct strbuf *out, const char *path, const char *kind,
	  const char *value)
{
	struct json_object *object = json_object_new_object();
	struct json_object *list = json_object_new_array();
	struct json_object *term = json_object_new_object();

	json_set_string(term, kind, value);
	json_object_array_add(list, term);
	json_set(object, path, list);
	json_write(object, out);
	json_object_put(object);
}

/* A pattern of which one of the paths must hold. */
static bool
add_any(struct query *q, const char *const *paths, const char *value)
{
	const char *kind = strchr(value, '*') != NULL ? "wildcard"
						      : "equals-ignore-case";
	struct pattern_error error;
	struct strbuf text = STRBUF_INIT;
	char *session = str_printf("/%s", value);
	bool fine;

	strbuf_addstr(&text, "{\"$or\":[");
	for (; *paths != NULL; paths++) {
		add_match(&text, *paths, kind, value);
		strbuf_addch(&text, ',');
	}
	/* a role's session stands at the end of its ARN only */
	add_match(&text, "userIdentity.arn",
		  *kind == 'w' ? "wildcard" : "suffix", session);
	strbuf_addstr(&text, "]}");
	fine = query_add_pattern(q, text.buf, text.len, &error);
	free(session);
	strbuf_release(&text);
	return fine;
}

static bool
add_who(struct query *q, const char *value)
{
	static const char *const paths[] = {
		"userIdentity.userName",
		"userIdentity.arn",
		"userIdentity.accessKeyId",
		"userIdentity.principalId",
		"userIdentity.invokedBy",
		"userIdentity.type",
		"userIdentity.accountId",
		"userIdentity.sessionContext.sessionIssuer.userName",
		NULL,
	};

	return add_any(q, paths, value);
}

static bool
add_one(struct query *q, const char *path, const char *kind, const char *value)
{
	struct pattern_error error;
	struct strbuf text = STRBUF_INIT;
	bool fine;

	add_match(&text, path, kind, value);
	fine = query_add_pattern(q, text.buf, text.len, &error);
	strbuf_release(&text);
	return fine;
}

/* A wildcard needs a pattern; a plain value is compared as it is. */
static bool
add_plain(struct query *q, const char *path, const char *value)
{
	struct test test = { .count = 1, .any_case = true };

	if (strchr(value, '*') != NULL)
		return add_one(q, path, "wildcard", value);
	test.items[0].slot = fields_add(q->fields, path);
	test.items[0].value = arena_strdup(&q->arena, value);
	list_push(&q->tests, test);
	return true;
}

static bool
add_what(struct query *q, const char *value)
{
	struct test test = { .count = 3, .any_case = true };
	int source = fields_add(q->fields, "eventSource");

	if (strchr(value, '*') != NULL)
		return add_one(q, "eventName", "wildcard", value);
	test.items[0].slot = fields_add(q->fields, "eventName");
	test.items[0].value = arena_strdup(&q->arena, value);
	test.items[1].slot = test.items[2].slot = source;
	test.items[1].value = test.items[0].value;
	test.items[2].value = arena_printf(&q->arena, "%s.amazonaws.com",
					   value);
	list_push(&q->tests, test);
	return true;
}

bool
query_add_shortcut(struct query *q, enum query_shortcut shortcut,
		   const char *value)
{
	static const char failed[] = "{\"errorCode\":[{\"exists\":true}]}";
	static const char writes[] = "{\"readOnly\":[false,\"false\"]}";
	struct pattern_error error;

	switch (shortcut) {
	case QUERY_WHO:
		return add_who(q, value);
	case QUERY_WHAT:
		return add_what(q, value);
	case QUERY_FROM:
		if (strchr(value, '/') != NULL)
			return add_one(q, "sourceIPAddress", "cidr", value);
		return add_plain(q, "sourceIPAddress", value);
	case QUERY_REGION:
		return add_plain(q, "awsRegion", value);
	case QUERY_ERROR:
		return query_add_pattern(q, failed, strlen(failed), &error);
	default:
		return query_add_pattern(q, writes, strlen(writes), &error);
	}
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
	struct strbuf text;
	struct pattern_matcher **matchers; /* of each condition */
};

struct query_room *
query_room_new(const struct query *query)
{
	struct query_room *room = mem_calloc(1, sizeof *room);
	size_t count = query->conditions.count;

	room->query = query;
	strbuf_init(&room->text);
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
	free(room);
}

static enum query_answer
condition_match(struct query_room *room, size_t index, const struct scan *scan,
		size_t record)
{
	const struct query *q = room->query;
	const struct condition *c = &q->conditions.items[index];
	struct pattern_matcher *matcher = room->matchers[index];
	struct strbuf *text = &room->text;
	size_t length;

	if (!may_match(c, scan, record))
		return QUERY_NO;
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

int64_t
query_time(const struct query *q, const struct scan *scan, size_t record)
{
	struct span span = scan_field(scan, record, q->time);
	char text[64];
	int64_t time;

	if (span.length < 2 || span.length > sizeof text || *span.text != '"')
		return INT64_MIN;
	memcpy(text, span.text + 1, span.length - 2);
	text[span.length - 2] = '\0';
	return clock_parse(text, &time) ? time : INT64_MIN;
}

enum query_answer
query_match(struct query_room *room, const struct scan *scan, size_t record)
{
	const struct query *q = room->query;

	for (size_t i = 0; i < q->tests.count; i++)
		if (!test_holds(&q->tests.items[i], scan, record))
			return QUERY_NO;
	if (q->since != INT64_MIN || q->until != INT64_MAX) {
		int64_t time = query_time(q, scan, record);

		if (time < q->since || time >= q->until)
			return QUERY_NO;
	}
	for (size_t i = 0; i < q->conditions.count; i++) {
		enum query_answer answer = condition_match(room, i, scan,
							   record);

		if (answer != QUERY_YES)
			return answer;
	}
	return QUERY_YES;
}
