/* SPDX-License-Identifier: MIT */
/*
 * Scanning log files: the same records and fields as json-c finds, by each way
 * of walking that this machine has.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/strbuf.h"
#include "records/scan.h"

static const char *const paths[] = {
	"eventName",	  "eventTime",	 "userIdentity.userName",
	"userIdentity",	  "readOnly",	 "userIdentity.sessionContext.a.b",
	"awsRegion",	  "requestParameters.name",
};
#define PATHS (sizeof paths / sizeof *paths)

struct reader {
	struct fields fields;
	int slots[PATHS];
	struct scan scan;
	char *text; /* padded, of its own: what is read too far is noticed */
};

static void
reader_open(struct reader *r, scan_walk *walk, const char *text, size_t length)
{
	fields_init(&r->fields);
	for (size_t i = 0; i < PATHS; i++)
		r->slots[i] = fields_add(&r->fields, paths[i]);
	scan_init(&r->scan, &r->fields);
	r->scan.walk = walk;
	r->text = mem_calloc(1, length + SCAN_PADDING);
	memcpy(r->text, text, length);
	scan_open(&r->scan, r->text, length);
}

static void
reader_close(struct reader *r)
{
	scan_release(&r->scan);
	fields_release(&r->fields);
	free(r->text);
}

static struct json_object *
value_of(struct span span)
{
	struct json_object *value;

	if (!span_is_value(span))
		return NULL;
	value = json_parse(span.text, span.length, NULL, NULL);
	assert_non_null(value);
	return value;
}

static void
assert_same(struct span span, struct json_object *expected)
{
	struct json_object *value = value_of(span);
	struct strbuf found = STRBUF_INIT, wanted = STRBUF_INIT;

	json_write(value, &found);
	json_write(expected, &wanted);
	assert_string_equal(found.buf, wanted.buf);
	strbuf_release(&found);
	strbuf_release(&wanted);
	json_object_put(value);
}

static void
assert_record(struct reader *r, size_t record, struct json_object *expected)
{
	assert_same(scan_whole(&r->scan, record), expected);
	for (size_t i = 0; i < PATHS; i++)
		assert_same(scan_field(&r->scan, record, r->slots[i]),
			    json_path(expected, paths[i]));
}

/* All ways of walking find these records, an array in JSON, and then the end;
   `result` is what a value is. */
static void
assert_scan(const char *text, size_t length, enum scan_result result,
	    struct json_object *records)
{
	for (scan_walk *const *walk = scan_walks(); *walk != NULL; walk++) {
		struct reader r;

		reader_open(&r, *walk, text, length);
		assert_int_equal(scan_next(&r.scan), result);
		assert_int_equal(r.scan.count,
				 json_object_array_length(records));
		for (size_t i = 0; i < r.scan.count; i++)
			assert_record(&r, i,
				      json_object_array_get_idx(records, i));
		assert_int_equal(scan_next(&r.scan), SCAN_END);
		reader_close(&r);
	}
}

static void
assert_reads(const char *text, enum scan_result result, const char *records)
{
	struct json_object *array = json_parse(records, strlen(records), NULL,
					       NULL);

	assert_non_null(array);
	assert_scan(text, strlen(text), result, array);
	json_object_put(array);
}

/* ---------------------------------------------------------------- by hand */

static void
every_form_of_log_gives_its_records(void **state)
{
	(void)state;
	assert_reads("{\"Records\":[{\"eventName\":\"A\"},{}]}", SCAN_RECORDS,
		     "[{\"eventName\":\"A\"},{}]");
	assert_reads(" \n[ {\"eventName\" : \"A\" } ] ", SCAN_RECORDS,
		     "[{\"eventName\":\"A\"}]");
	assert_reads("\xef\xbb\xbf{\"eventVersion\":\"1.08\",\"readOnly\":true}",
		     SCAN_RECORDS,
		     "[{\"eventVersion\":\"1.08\",\"readOnly\":true}]");
	assert_reads("{\"Events\":[{\"EventId\":\"x\",\"CloudTrailEvent\":"
		     "\"{\\\"eventName\\\":\\\"\\u0041\\\\\\\"\\\"}\"}],"
		     "\"NextToken\":\"y\"}",
		     SCAN_RECORDS, "[{\"eventName\":\"A\\\"\"}]");
	assert_reads("[\"{\\\"eventName\\\":\\\"A\\\"}\"]", SCAN_RECORDS,
		     "[{\"eventName\":\"A\"}]");
	assert_reads("\"{\\\"eventName\\\":\\\"A\\\"}\"", SCAN_RECORDS,
		     "[{\"eventName\":\"A\"}]");
	assert_reads("{\"Records\":[]}", SCAN_RECORDS, "[]");
	assert_reads("{\"digestS3Object\":\"x\",\"logFiles\":[]}", SCAN_DIGEST,
		     "[]");
	assert_reads("{\"configurationItems\":[]}", SCAN_OTHER, "[]");
	assert_reads("{}", SCAN_OTHER, "[]");
}

static void
records_inside_of_a_record_are_not_the_logs(void **state)
{
	(void)state;
	assert_reads("{\"a\":{\"Records\":[{\"eventName\":\"no\"}]},"
		     "\"Records\":[{\"requestParameters\":{\"Records\":"
		     "[{\"eventName\":\"no\"}],\"name\":\"n\"},"
		     "\"eventName\":\"yes\"}],\"z\":[[{}]]}",
		     SCAN_RECORDS,
		     "[{\"requestParameters\":{\"Records\":[{\"eventName\":"
		     "\"no\"}],\"name\":\"n\"},\"eventName\":\"yes\"}]");
}

static void
the_last_of_duplicate_keys_counts(void **state)
{
	(void)state;
	assert_reads("{\"Records\":[{\"eventName\":\"no\"},{}],"
		     "\"Rec\\u006frds\":[{\"eventName\":\"A\",\"userIdentity\":"
		     "{\"userName\":\"gone\"},\"userIdentity\":{\"type\":\"X\"},"
		     "\"event\\u004eame\":\"B\"}]}",
		     SCAN_RECORDS,
		     "[{\"eventName\":\"B\",\"userIdentity\":{\"type\":\"X\"}}]");
	assert_reads("{\"Records\":[{}],\"Records\":null}", SCAN_RECORDS, "[]");
}

static void
json_lines_are_read_value_by_value(void **state)
{
	static const char text[] =
		"{\"eventName\":\"A\"}\n{\"eventName\":\"B\"}\t"
		"{\"eventName\":\"C\"}\r\n";

	(void)state;
	for (scan_walk *const *walk = scan_walks(); *walk != NULL; walk++) {
		struct reader r;

		reader_open(&r, *walk, text, strlen(text));
		for (int i = 0; i < 3; i++) {
			char name[4] = { '"', (char)('A' + i), '"', '\0' };

			assert_int_equal(scan_next(&r.scan), SCAN_RECORDS);
			assert_int_equal(r.scan.count, 1);
			assert_memory_equal(scan_field(&r.scan, 0,
						       r.slots[0]).text,
					    name, 3);
		}
		assert_int_equal(scan_next(&r.scan), SCAN_END);
		reader_close(&r);
	}
}

static void
a_broken_line_is_left_out_alone(void **state)
{
	static const char text[] = "{\"eventName\":\"A\"}\n"
				   "{\"eventName\":\"B\n"
				   "{\"eventName\":\"C\"}\n";

	(void)state;
	for (scan_walk *const *walk = scan_walks(); *walk != NULL; walk++) {
		struct reader r;

		reader_open(&r, *walk, text, strlen(text));
		assert_int_equal(scan_next(&r.scan), SCAN_RECORDS);
		assert_int_equal(scan_next(&r.scan), SCAN_BROKEN);
		assert_int_equal(r.scan.count, 0);
		assert_int_equal(scan_next(&r.scan), SCAN_RECORDS);
		assert_memory_equal(scan_whole(&r.scan, 0).text,
				    "{\"eventName\":\"C\"}", 17);
		assert_int_equal(scan_next(&r.scan), SCAN_END);
		reader_close(&r);
	}
}

/* A log file that was cut anywhere gives nothing, and breaks nothing. */
static void
what_was_cut_is_broken_as_a_whole(void **state)
{
	static const char text[] =
		"{\"Records\":[{\"eventName\":\"A\\\\\",\"userIdentity\":"
		"{\"userName\":\"x\\\"y\",\"a\":[1,{}]},\"readOnly\":false},\n"
		"{\"eventName\":\"B\",\"awsRegion\":null}]}";

	(void)state;
	for (scan_walk *const *walk = scan_walks(); *walk != NULL; walk++) {
		for (size_t length = 1; length < strlen(text); length++) {
			struct reader r;

			reader_open(&r, *walk, text, length);
			assert_int_equal(scan_next(&r.scan), SCAN_BROKEN);
			assert_true(r.scan.broken <= length);
			reader_close(&r);
		}
	}
}

static void
what_is_no_json_is_broken(void **state)
{
	static const char *const texts[] = {
		"x",	   "{\"a\" 1}",	   "{\"a\":tru}", "{\"a\":1,}",
		"{a:1}",   "[{},]",	   "[1]",	  "{\"a\":}",
		"\"text\"", "{\"Records\":[[]]}", "{\"a\":1",  "]",
		"{\"Records\":[{\"a\":1}{\"a\":1}]}",	  "{'a':1}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (scan_walk *const *walk = scan_walks(); *walk; walk++) {
			struct reader r;

			reader_open(&r, *walk, texts[i], strlen(texts[i]));
			assert_int_equal(scan_next(&r.scan), SCAN_BROKEN);
			assert_int_equal(scan_next(&r.scan), SCAN_END);
			reader_close(&r);
		}
}

static void
a_huge_record_is_left_out_and_counted(void **state)
{
	struct strbuf text = STRBUF_INIT;

	(void)state;
	strbuf_addstr(&text, "{\"Records\":[{\"eventName\":\"A\"},{\"x\":\"");
	strbuf_addchars(&text, 'x', SCAN_RECORD_MOST);
	strbuf_addstr(&text, "\"},{\"eventName\":\"B\"}]}");
	for (scan_walk *const *walk = scan_walks(); *walk != NULL; walk++) {
		struct reader r;

		reader_open(&r, *walk, text.buf, text.len);
		assert_int_equal(scan_next(&r.scan), SCAN_RECORDS);
		assert_int_equal(r.scan.count, 2);
		assert_int_equal(r.scan.oversized, 1);
		assert_memory_equal(scan_field(&r.scan, 1, r.slots[0]).text,
				    "\"B\"", 3);
		reader_close(&r);
	}
	strbuf_release(&text);
}

static void
text_is_decoded_as_json_c_decodes_it(void **state)
{
	static const struct {
		const char *json, *text; /* NULL: refused */
	} cases[] = {
		{ "\"\"", "" },
		{ "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "a\"\\/\b\f\n\r\t" },
		{ "\"\\u0041\\u00e9\\u0627\"", "A\xc3\xa9\xd8\xa7" },
		{ "\"\\ud83d\\ude00\"", "\xf0\x9f\x98\x80" },
		{ "\"\\ud83dx\"", "\xef\xbf\xbdx" },
		{ "\"\\ude00\"", "\xef\xbf\xbd" },
		{ "\"\\x\"", NULL }, { "\"\\u12\"", NULL }, { "12", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct span span = { cases[i].json, strlen(cases[i].json) };
		struct strbuf text = STRBUF_INIT;

		assert_int_equal(span_text(span, &text),
				 cases[i].text != NULL);
		if (cases[i].text != NULL)
			assert_string_equal(text.buf, cases[i].text);
		strbuf_release(&text);
	}
}

/* Ways look at 8 or 64 bytes at once: nothing may depend on where those end. */
static void
no_length_of_key_or_text_and_no_place_of_an_escape_matters(void **state)
{
	static const char *const escapes[] = { "", "\\\"", "\\\\", "\\n" };
	struct strbuf text = STRBUF_INIT;

	(void)state;
	for (int length = 0; length < 200; length++) {
		const char *escape = escapes[length % 4];
		int before = length * 7 % (length + 1);
		struct json_object *records;

		strbuf_reset(&text);
		strbuf_addf(&text, "[{\"");
		strbuf_addchars(&text, 'k', (size_t)before);
		strbuf_addf(&text, "%s\":{\"}%s\":[\"", escape, escape);
		strbuf_addchars(&text, ']', (size_t)length);
		strbuf_addf(&text, "%s\"]},\"eventTime\":\"", escape);
		strbuf_addchars(&text, 't', (size_t)before);
		strbuf_addstr(&text, escape);
		strbuf_addchars(&text, 't', (size_t)(length - before));
		strbuf_addstr(&text, "\",\"eventName\":\"last\"}]");
		records = json_parse(text.buf, text.len, NULL, NULL);
		assert_non_null(records);
		assert_scan(text.buf, text.len, SCAN_RECORDS, records);
		json_object_put(records);
	}
	strbuf_release(&text);
}

static void
a_record_over_several_lines_becomes_one(void **state)
{
	static const char text[] = "{ \"a\" : \"x y\\\"\t\" ,\r\n\t\"b\": [ 1 ] }";
	struct strbuf line = STRBUF_INIT;

	(void)state;
	span_line((struct span){ text, strlen(text) }, &line);
	assert_string_equal(line.buf, "{\"a\":\"x y\\\"\t\",\"b\":[1]}");
	strbuf_release(&line);
}

static void
a_path_is_refused_that_has_empty_steps_or_too_many(void **state)
{
	struct fields fields;

	(void)state;
	fields_init(&fields);
	assert_int_equal(fields_add(&fields, ""), -1);
	assert_int_equal(fields_add(&fields, "a..b"), -1);
	assert_int_equal(fields_add(&fields, ".a"), -1);
	assert_int_equal(fields_add(&fields, "a."), -1);
	assert_int_equal(fields_add(&fields, "1.2.3.4.5.6.7.8.9.a.b.c.d.e.f.g.h"),
			 -1);
	assert_true(fields_add(&fields, "a.b") > 0);
	assert_int_equal(fields_add(&fields, "a.b"),
			 fields_add(&fields, "a.b"));
	fields_release(&fields);
}

/* -------------------------------------------------------------- by chance */

/* JSON of any kind and form, of keys that repeat and that are asked for. */
struct maker {
	struct random random;
	struct strbuf text;
};

static void
make_blank(struct maker *m)
{
	while (random_below(&m->random, 6) == 0)
		strbuf_addch(&m->text, " \n\r\t"[random_below(&m->random, 4)]);
}

static void
make_string(struct maker *m, const char *text)
{
	strbuf_addch(&m->text, '"');
	for (; *text; text++) {
		if (random_below(&m->random, 20) == 0)
			strbuf_addf(&m->text, "\\u%04x", (unsigned)*text);
		else
			strbuf_addch(&m->text, *text);
	}
	strbuf_addch(&m->text, '"');
}

static void
make_text(struct maker *m)
{
	static const char *const parts[] = {
		"\\\"", "\\\\", "{", "}", "[", "]", ",", ":", "a", "\\u0022",
		"\\ud83d\\ude00", "\xd8\xa7", "Records", "\\/", " ",
		"a longer piece of text, so that blocks end anywhere",
	};
	uint32_t count = random_below(&m->random, 8);

	strbuf_addch(&m->text, '"');
	while (count-- > 0)
		strbuf_addstr(&m->text,
			      parts[random_below(&m->random,
						 sizeof parts / sizeof *parts)]);
	strbuf_addch(&m->text, '"');
}

static void make_value(struct maker *m, int depth);

static void
make_object(struct maker *m, int depth)
{
	static const char *const keys[] = {
		"eventName", "eventTime", "userIdentity", "userName", "a", "b",
		"sessionContext", "readOnly", "awsRegion", "requestParameters",
		"name", "Records", "Events", "resources", "x",
	};
	uint32_t count = random_below(&m->random, depth > 0 ? 12 : 3);

	strbuf_addch(&m->text, '{');
	make_blank(m);
	for (uint32_t i = 0; i < count; i++) {
		if (i > 0) {
			strbuf_addch(&m->text, ',');
			make_blank(m);
		}
		make_string(m, keys[random_below(&m->random, sizeof keys /
							 sizeof *keys)]);
		make_blank(m);
		strbuf_addch(&m->text, ':');
		make_blank(m);
		make_value(m, depth - 1);
		make_blank(m);
	}
	strbuf_addch(&m->text, '}');
}

static void
make_array(struct maker *m, int depth, bool of_objects)
{
	uint32_t count = random_below(&m->random, 4);

	strbuf_addch(&m->text, '[');
	make_blank(m);
	for (uint32_t i = 0; i < count; i++) {
		if (i > 0) {
			strbuf_addch(&m->text, ',');
			make_blank(m);
		}
		if (of_objects)
			make_object(m, depth - 1);
		else
			make_value(m, depth - 1);
		make_blank(m);
	}
	strbuf_addch(&m->text, ']');
}

static void
make_value(struct maker *m, int depth)
{
	static const char *const scalars[] = { "null", "true",	"false", "0",
					       "-1.5e3", "12345678901" };

	switch (depth > 0 ? random_below(&m->random, 6) : 0) {
	case 0:
		strbuf_addstr(&m->text, scalars[random_below(&m->random, 6)]);
		break;
	case 1: case 2:
		make_object(m, depth);
		break;
	case 3:
		make_array(m, depth, false);
		break;
	default:
		make_text(m);
	}
}

static void
make_log(struct maker *m)
{
	strbuf_reset(&m->text);
	make_blank(m);
	strbuf_addch(&m->text, '{');
	if (random_below(&m->random, 3) == 0) {
		make_string(m, "nextToken");
		strbuf_addch(&m->text, ':');
		make_value(m, 3);
		strbuf_addch(&m->text, ',');
	}
	make_string(m, "Records");
	make_blank(m);
	strbuf_addch(&m->text, ':');
	make_blank(m);
	make_array(m, 4, true);
	make_blank(m);
	strbuf_addch(&m->text, '}');
	make_blank(m);
}

static void
chance_finds_no_difference_from_json_c(void **state)
{
	struct maker m = { .text = STRBUF_INIT };

	(void)state;
	random_seed(&m.random, 4);
	for (int i = 0; i < 4000; i++) {
		struct json_object *log;

		make_log(&m);
		log = json_parse(m.text.buf, m.text.len, NULL, NULL);
		assert_non_null(log);
		assert_scan(m.text.buf, m.text.len, SCAN_RECORDS,
			    json_member(log, "Records"));
		json_object_put(log);
	}
	strbuf_release(&m.text);
}

/* Changed anywhere: the ways of walking still agree with each other. */
static void
chance_finds_no_difference_between_the_ways(void **state)
{
	struct maker m = { .text = STRBUF_INIT };
	scan_walk *const *walks = scan_walks();

	(void)state;
	if (walks[1] == NULL)
		skip();
	random_seed(&m.random, 5);
	for (int i = 0; i < 20000; i++) {
		struct reader a, b;
		enum scan_result result;

		make_log(&m);
		m.text.buf[random_below(&m.random, (uint32_t)m.text.len)] =
			"\"\\{}[],:x \n\0"[random_below(&m.random, 12)];
		reader_open(&a, walks[0], m.text.buf, m.text.len);
		reader_open(&b, walks[1], m.text.buf, m.text.len);
		do {
			result = scan_next(&a.scan);
			assert_int_equal(result, scan_next(&b.scan));
			assert_int_equal(a.scan.count, b.scan.count);
			assert_int_equal(a.scan.broken, b.scan.broken);
			for (size_t k = 0; k < a.scan.count; k++) {
				struct span one = scan_whole(&a.scan, k);
				struct span two = scan_whole(&b.scan, k);

				assert_int_equal(one.text - a.text,
						 two.text - b.text);
				assert_int_equal(one.length, two.length);
			}
		} while (result != SCAN_END);
		reader_close(&a);
		reader_close(&b);
	}
	strbuf_release(&m.text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_of_log_gives_its_records),
		cmocka_unit_test(records_inside_of_a_record_are_not_the_logs),
		cmocka_unit_test(the_last_of_duplicate_keys_counts),
		cmocka_unit_test(json_lines_are_read_value_by_value),
		cmocka_unit_test(a_broken_line_is_left_out_alone),
		cmocka_unit_test(what_was_cut_is_broken_as_a_whole),
		cmocka_unit_test(what_is_no_json_is_broken),
		cmocka_unit_test(a_huge_record_is_left_out_and_counted),
		cmocka_unit_test(text_is_decoded_as_json_c_decodes_it),
		cmocka_unit_test(
			no_length_of_key_or_text_and_no_place_of_an_escape_matters),
		cmocka_unit_test(a_record_over_several_lines_becomes_one),
		cmocka_unit_test(
			a_path_is_refused_that_has_empty_steps_or_too_many),
		cmocka_unit_test(chance_finds_no_difference_from_json_c),
		cmocka_unit_test(chance_finds_no_difference_between_the_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
