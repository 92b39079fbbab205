/* SPDX-License-Identifier: MIT */
/*
 * Questions to records, as they are asked.
 *
 * Keeps true: a pattern looks only at the members whose names it has, so those
 * are enough; and a field at the top that wants one of some plain strings rules
 * a record out by its bytes alone, unless it has an array there.
 */
#include "records/query_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"

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
query_asks_time(const struct query *q)
{
	return q->since != INT64_MIN || q->until != INT64_MAX;
}

bool
query_takes_time(const struct query *q, int64_t time)
{
	return time >= q->since && time < q->until;
}

bool
query_is_narrow(const struct query *q)
{
	return q->tests.count > 0 || q->conditions.count > 0 ||
	       query_asks_time(q);
}

static struct span
keep_text(struct query *q, const char *text)
{
	return query_text(arena_strdup(&q->arena, text));
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

		list_push(&wanted.values, keep_text(q, text));
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
add_test(struct query *q, const char *path, const char *value)
{
	struct test test = { .count = 1, .any_case = true };

	test.items[0].slot = fields_add(q->fields, path);
	test.items[0].value = keep_text(q, value);
	list_push(&q->tests, test);
}

static void
add_what(struct query *q, const char *value)
{
	char *service = str_printf("%s.amazonaws.com", value);
	int name = fields_add(q->fields, "eventName");
	int source = fields_add(q->fields, "eventSource");
	struct span plain = keep_text(q, value);
	struct test test = { .items = { { name, plain },
					{ source, plain },
					{ source, keep_text(q, service) } },
			     .count = 3, .any_case = true };

	list_push(&q->tests, test);
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
		add_test(q, plain[shortcut], value);
		return true;
	}
	shortcut_pattern(shortcut, value, &text);
	fine = query_add_pattern(q, text.buf, text.len, &error);
	strbuf_release(&text);
	return fine;
}
