/* SPDX-License-Identifier: MIT */
/*
 * A corpus of awkward log files, held against json-c: every combination of
 * what is awkward, in every form of log.  Each member of each record that
 * json-c finds, however deep, is asked for, and has the same value by each way
 * of scanning.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/strbuf.h"
#include "records/scan.h"

enum awkward {
	ESCAPES = 1,	/* \" \\ \/ \n in texts */
	UTF16 = 2,	/* \uXXXX, pairs and halves of pairs */
	KEYS = 4,	/* keys with escapes */
	DUPLICATES = 8, /* each key before with another value */
	NESTED = 16,	/* "Records" and brackets inside of records */
	WHITE = 32,	/* white space of any kind and length */
	BLOCKS = 64,	/* quotes and backslashes anywhere in 64 bytes */
	AWKWARD = 128,	/* how many combinations there are */
};

enum form { FORM_LOG, FORM_ARRAY, FORM_LINES, FORM_LOOKUP, FORMS };

struct maker {
	struct random random;
	struct strbuf text;
	unsigned awkward;
	int depth; /* of records inside of records */
};

/* ------------------------------------------------------------------- making */

static void
blank(struct maker *m)
{
	if (!(m->awkward & WHITE) || random_below(&m->random, 3) != 0)
		return;
	for (uint32_t n = random_below(&m->random, 70); n > 0; n--)
		strbuf_addch(&m->text, " \n\r\t"[random_below(&m->random, 4)]);
}

static void
token(struct maker *m, const char *text)
{
	blank(m);
	strbuf_addstr(&m->text, text);
	blank(m);
}

static const char *
one_of(struct maker *m, const char *const *texts, uint32_t count)
{
	return texts[random_below(&m->random, count)];
}

static void
text_value(struct maker *m)
{
	static const char *const plain[] = { "hamza", "us-east-1", "", "a b",
					     "\xd8\xa7", "\xf0\x9f\x98\x80" };
	static const char *const escapes[] = { "\\\"", "\\\\", "\\/", "\\n",
					       "\\b\\f\\r\\t", "\\\\\\\"" };
	static const char *const utf16[] = { "\\u0041", "\\u00E9", "\\u0627",
					     "\\ud83d\\ude00", "\\uD83Dx",
					     "\\ude00", "\\u0022", "\\u0000",
					     "\\ud83d\\ud83d", "\\u005C" };
	static const char *const nested[] = { "{", "}]}", "[{", ",", ":",
					      "Records", "\\\"Records\\\":[" };

	strbuf_addch(&m->text, '"');
	for (uint32_t n = random_below(&m->random, 5); n > 0; n--) {
		strbuf_addstr(&m->text, one_of(m, plain, 6));
		if (m->awkward & ESCAPES)
			strbuf_addstr(&m->text, one_of(m, escapes, 6));
		if (m->awkward & UTF16)
			strbuf_addstr(&m->text, one_of(m, utf16, 10));
		if (m->awkward & NESTED)
			strbuf_addstr(&m->text, one_of(m, nested, 7));
		if (m->awkward & BLOCKS) {
			strbuf_addchars(&m->text, 'x',
					random_below(&m->random, 64));
			strbuf_addchars(&m->text, '\\',
					2 * random_below(&m->random, 34));
		}
	}
	strbuf_addch(&m->text, '"');
}

static void
key(struct maker *m, const char *name)
{
	blank(m);
	strbuf_addch(&m->text, '"');
	for (; *name != '\0'; name++) {
		if ((m->awkward & KEYS) && random_below(&m->random, 4) == 0)
			strbuf_addf(&m->text,
				    random_below(&m->random, 2) ? "\\u%04x"
								: "\\u%04X",
				    (unsigned)*name);
		else
			strbuf_addch(&m->text, *name);
	}
	strbuf_addch(&m->text, '"');
	token(m, ":");
}

static void record(struct maker *m);

static void
any_value(struct maker *m)
{
	static const char *const scalars[] = { "null", "true", "false", "0",
					       "-0.5e-3", "1E+2", "[]", "{}",
					       "12345678901234" };

	switch (random_below(&m->random, 4)) {
	case 0:
		token(m, one_of(m, scalars, 9));
		break;
	case 1:
		token(m, "[");
		text_value(m);
		token(m, ",");
		token(m, "{");
		key(m, "eventName");
		text_value(m);
		token(m, "}");
		token(m, "]");
		break;
	default:
		text_value(m);
	}
}

/* The key, once or, before, with a value that does not count. */
static void
member(struct maker *m, const char *name)
{
	if (m->text.buf[m->text.len - 1] != '{')
		token(m, ",");
	if (m->awkward & DUPLICATES) {
		key(m, name);
		if (random_below(&m->random, 2) == 0) {
			token(m, "{");
			key(m, "userName");
			any_value(m);
			token(m, "}");
		} else {
			any_value(m);
		}
		token(m, ",");
	}
	key(m, name);
}

/* No white space behind the bracket: member() looks for it. */
static void
open_object(struct maker *m)
{
	blank(m);
	strbuf_addch(&m->text, '{');
}

static void
records_inside(struct maker *m)
{
	if (!(m->awkward & NESTED) || m->depth == 2)
		return;
	m->depth++;
	member(m, "Records");
	token(m, "[");
	record(m);
	token(m, ",");
	record(m);
	token(m, "]");
	m->depth--;
}

static void
identity(struct maker *m)
{
	open_object(m);
	member(m, "type");
	text_value(m);
	member(m, "sessionContext");
	open_object(m);
	member(m, "sessionIssuer");
	open_object(m);
	member(m, "userName");
	any_value(m);
	token(m, "}");
	member(m, "attributes");
	any_value(m);
	token(m, "}");
	member(m, "userName");
	any_value(m);
	token(m, "}");
}

static void
record(struct maker *m)
{
	static const char *const names[] = {
		"eventVersion",	   "eventTime", "eventName", "eventNames",
		"sourceIPAddress", "readOnly",	"", "a",
		"a key that is longer than a block of sixty-four bytes, and ends",
	};

	open_object(m);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (i > 0 && random_below(&m->random, 5) == 0)
			continue;
		member(m, names[i]);
		any_value(m);
	}
	member(m, "userIdentity");
	identity(m);
	member(m, "requestParameters");
	open_object(m);
	member(m, "name");
	any_value(m);
	records_inside(m);
	token(m, "}");
	token(m, "}");
}

static void
records(struct maker *m, uint32_t count, const char *between)
{
	for (uint32_t i = 0; i < count; i++) {
		if (i > 0)
			token(m, between);
		record(m);
	}
}

/* Its "Records"; of several, the last ones count. */
static void
log_records(struct maker *m, uint32_t count)
{
	if (count == 0)
		return;
	if (m->text.buf[m->text.len - 1] != '{')
		token(m, ",");
	key(m, "Records");
	token(m, "[");
	records(m, count, ",");
	token(m, "]");
}

/* What `aws cloudtrail lookup-events` printed: each record is a string. */
static void
lookup(struct maker *m, uint32_t count)
{
	struct strbuf all = STRBUF_INIT;

	for (uint32_t i = 0; i < count; i++) {
		struct json_object *string;

		strbuf_reset(&m->text);
		record(m);
		string = json_object_new_string_len(m->text.buf,
						    (int)m->text.len);
		strbuf_addstr(&all, i == 0 ? "{\"Events\":["
					   : ",");
		strbuf_addstr(&all, "{\"EventName\":\"no\","
				    "\"CloudTrailEvent\":");
		json_write(string, &all);
		strbuf_addch(&all, '}');
		json_object_put(string);
	}
	strbuf_addstr(&all, "],\"NextToken\":\"x\"}");
	strbuf_release(&m->text);
	m->text = all;
}

static void
file(struct maker *m, unsigned awkward, enum form form)
{
	uint32_t count;

	random_seed(&m->random, 1 + awkward * FORMS + form);
	strbuf_reset(&m->text);
	m->awkward = awkward;
	count = 1 + random_below(&m->random, 4);
	switch (form) {
	case FORM_LOG:
		open_object(m);
		if (awkward & NESTED) {
			member(m, "before");
			open_object(m);
			records_inside(m);
			token(m, "}");
		}
		log_records(m, awkward & DUPLICATES ? 2 : 0);
		log_records(m, count);
		member(m, "behind");
		any_value(m);
		token(m, "}");
		break;
	case FORM_ARRAY:
		token(m, "[");
		records(m, count, ",");
		token(m, "]");
		break;
	case FORM_LINES:
		records(m, count, "\n");
		break;
	default:
		lookup(m, count);
	}
}

/* ---------------------------------------------------------------- comparing */

struct asked {
	struct fields fields;
	struct paths {
		char *text;
		int slot;
	} *items;
	size_t count, allocated;
};

static void
ask(struct asked *a, const char *path)
{
	int slot = fields_add(&a->fields, path);

	for (size_t i = 0; i < a->count; i++)
		if (a->items[i].slot == slot)
			return;
	if (slot >= 0)
		list_push(a, ((struct paths){ mem_strdup(path), slot }));
}

/* All paths below an object, and one that is not there. */
static void
ask_all(struct asked *a, struct json_object *object, const char *above)
{
	char *absent = str_printf("%snotThere", above);

	ask(a, absent);
	free(absent);
	json_object_object_foreach(object, name, value) {
		char *path = str_printf("%s%s", above, name);
		char *below = str_printf("%s.", path);

		if (*name != '\0') /* no path has an empty step */
			ask(a, path);
		if (json_object_is_type(value, json_type_object) &&
		    *name != '\0')
			ask_all(a, value, below);
		free(below);
		free(path);
	}
}

static void
assert_value(struct span span, struct json_object *expected)
{
	struct strbuf found = STRBUF_INIT, wanted = STRBUF_INIT;
	struct json_object *value;

	if (!span_is_value(span)) {
		assert_null(expected);
		return;
	}
	value = json_parse(span.text, span.length, NULL, NULL);
	assert_non_null(value);
	json_write(value, &found);
	json_write(expected, &wanted);
	assert_string_equal(found.buf, wanted.buf);
	strbuf_reset(&found);
	if (json_object_is_type(expected, json_type_string)) {
		assert_true(span_text(span, &found));
		assert_int_equal(found.len,
				 json_object_get_string_len(expected));
		assert_memory_equal(found.buf, json_object_get_string(expected),
				    found.len);
	}
	strbuf_release(&found);
	strbuf_release(&wanted);
	json_object_put(value);
}

/* Adds the records of one value, as json-c sees it. */
static void
add_records(struct json_object *found, struct json_object *value,
	    enum form form)
{
	struct json_object *list = value;

	if (form == FORM_LINES) {
		json_object_array_add(found, json_object_get(value));
		return;
	}
	if (form != FORM_ARRAY)
		list = json_object_object_get(value, form == FORM_LOG
							     ? "Records"
							     : "Events");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		json_object_array_add(
			found, form == FORM_LOOKUP
				       ? json_tokener_parse(json_string(
						 one, "CloudTrailEvent"))
				       : json_object_get(one));
	}
}

/* The file's records by json-c alone: an array of the caller's. */
static struct json_object *
by_json_c(const struct strbuf *text, enum form form)
{
	struct json_object *found = json_object_new_array();
	struct json_tokener *tokener = json_tokener_new();
	size_t at = 0;

	while (at < text->len) {
		struct json_object *value = json_tokener_parse_ex(
			tokener, text->buf + at, (int)(text->len - at));

		at += json_tokener_get_parse_end(tokener);
		if (value == NULL) /* white space behind the last */
			break;
		add_records(found, value, form);
		json_object_put(value);
		json_tokener_reset(tokener);
	}
	json_tokener_free(tokener);
	return found;
}

static void
assert_file(const struct strbuf *text, struct json_object *wanted,
	    const struct asked *asked, scan_walk *walk)
{
	char *padded = mem_calloc(1, text->len + SCAN_PADDING);
	enum scan_result result;
	struct scan scan;
	size_t seen = 0;

	memcpy(padded, text->buf, text->len);
	scan_init(&scan, &asked->fields);
	scan.walk = walk;
	scan_open(&scan, padded, text->len);
	while ((result = scan_next(&scan)) != SCAN_END) {
		assert_int_equal(result, SCAN_RECORDS);
		for (size_t i = 0; i < scan.count; i++, seen++) {
			struct json_object *one =
				json_object_array_get_idx(wanted, seen);

			assert_value(scan_whole(&scan, i), one);
			for (size_t k = 0; k < asked->count; k++)
				assert_value(
					scan_field(&scan, i,
						   asked->items[k].slot),
					json_path(one, asked->items[k].text));
		}
	}
	assert_int_equal(seen, json_object_array_length(wanted));
	scan_release(&scan);
	free(padded);
}

static void
every_member_of_every_file_is_that_of_json_c(void **state)
{
	struct maker m = { .text = STRBUF_INIT };
	size_t files = 0, members = 0;

	(void)state;
	for (unsigned i = 0; i < AWKWARD * FORMS; i++, files++) {
		struct asked asked = { .items = NULL };
		struct json_object *wanted;

		file(&m, i / FORMS, i % FORMS);
		wanted = by_json_c(&m.text, i % FORMS);
		assert_true(json_object_array_length(wanted) > 0);
		fields_init(&asked.fields);
		for (size_t k = 0; k < json_object_array_length(wanted); k++)
			ask_all(&asked, json_object_array_get_idx(wanted, k),
				"");
		for (scan_walk *const *walk = scan_walks(); *walk; walk++)
			assert_file(&m.text, wanted, &asked, *walk);
		members += asked.count;
		for (size_t k = 0; k < asked.count; k++)
			free(asked.items[k].text);
		list_release(&asked);
		fields_release(&asked.fields);
		json_object_put(wanted);
	}
	strbuf_release(&m.text);
	assert_int_equal(files, 512);
	assert_true(members > files * 15); /* each file was looked into */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_member_of_every_file_is_that_of_json_c),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
