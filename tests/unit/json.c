/* SPDX-License-Identifier: MIT */
/* JSON: strict in, exact out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"

static struct json_object *
parse(const char *text)
{
	return json_parse(text, strlen(text), NULL, NULL);
}

static void
assert_written(const char *in, const char *minified, const char *pretty)
{
	struct json_object *value = parse(in);
	struct strbuf out = STRBUF_INIT;

	assert_non_null(value);
	json_write(value, &out);
	assert_string_equal(out.buf, minified);
	strbuf_reset(&out);
	json_write_pretty(value, &out);
	assert_string_equal(out.buf, pretty);
	strbuf_release(&out);
	json_object_put(value);
}

static void
what_is_no_json_is_refused_with_place_and_reason(void **state)
{
	static const char *const bad[] = {
		"", "  ", "{", "[1,", "\"a", "tru", "nul", "null", "{} x",
		"{}{}", "1 2", "[1,]", "{\"a\":1,}", "{'a':1}", "{a:1}",
		"[1 2]", "-", "1.", "+1", "01", "0x10", "NaN", "[Infinity]",
		"[-Infinity]", "{\"a\":[1e999]}", "// c\n1", "/**/1",
		"\"\xff\"", "\"\xed\xa0\x80\"", "\"a\nb\"", "\"\\x\"",
		"\"\\u12\"", "TRUE", "[}", "]", "\xef\xbb\xbf{}",
		"{\"a\" 1}", "{1:2}", "1e", "1e+", "--1", "[1,,2]", ".5",
		"['a']", "[1.]", "[-.5]", "[1.e5]", "[-01]", "00", "\"a\tb\"",
		"[\"a\"\"b\"]", "1\v", "[1e5e5]", "{\"a\":}", "[\"\\ud83d]",
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		size_t where = 9999;
		const char *why = NULL;

		if (json_parse(bad[i], strlen(bad[i]), &where, &why))
			fail_msg("accepted: case %zu", i);
		assert_in_range(where, 0, strlen(bad[i]));
		assert_non_null(why);
	}
}

static void
the_place_of_trouble_is_its_byte(void **state)
{
	size_t where = 0;
	const char *why;

	(void)state;
	assert_null(json_parse("{\"a\": x}", 8, &where, &why));
	assert_int_equal(where, 6);
	assert_string_equal(why, "a value was expected");
	assert_null(json_parse("{ 'a': 1}", 9, &where, &why));
	assert_int_equal(where, 2);
	assert_string_equal(why, "JSON wants double quotes, not single");
	assert_null(json_parse("{} \n x", 6, &where, &why));
	assert_int_equal(where, 5);
	assert_null(json_parse("{}\0", 3, &where, &why));
	assert_int_equal(where, 2);
	assert_null(json_parse("[1", 2, &where, &why));
	assert_int_equal(where, 2);
	assert_string_equal(why, "the text ends too early");
	assert_null(json_parse("[\"ab\xff\"]", 7, &where, &why));
	assert_int_equal(where, 4);
}

static void
only_the_given_length_is_read(void **state)
{
	struct json_object *value = json_parse("1234", 2, NULL, NULL);

	(void)state;
	assert_int_equal(json_object_get_int(value), 12);
	json_object_put(value);
}

static void
depth_has_an_end(void **state)
{
	char text[200];
	struct json_object *value;

	(void)state;
	for (int depth = 60; depth < 70; depth++) {
		memset(text, '[', (size_t)depth);
		memset(text + depth, ']', (size_t)depth);
		value = json_parse(text, (size_t)depth * 2, NULL, NULL);
		assert_int_equal(value != NULL, depth <= 64);
		json_object_put(value);
	}
}

static void
values_are_written_as_they_were(void **state)
{
	(void)state;
	assert_written(" 7 \n", "7", "7");
	assert_written("false", "false", "false");
	assert_written("[]", "[]", "[]");
	assert_written("{}", "{}", "{}");
	assert_written("[[],{}]", "[[],{}]",
		       "[\n    [],\n    {}\n]");
	assert_written("{\"b\": [1, null, true], \"a\": {\"c\": \"d/e\"}}",
		       "{\"b\":[1,null,true],\"a\":{\"c\":\"d/e\"}}",
		       "{\n"
		       "    \"b\": [\n"
		       "        1,\n"
		       "        null,\n"
		       "        true\n"
		       "    ],\n"
		       "    \"a\": {\n"
		       "        \"c\": \"d/e\"\n"
		       "    }\n"
		       "}");
}

static void
strings_are_escaped_as_python_does(void **state)
{
	static const char in[] = "\"\\u0000\\u001b\\\"\\\\\\b\\f\\n\\r"
				 "\\t\\/\\u00e9\\ud83d\\ude00\x7f\"";
	static const char out[] = "\"\\u0000\\u001b\\\"\\\\\\b\\f\\n\\r"
				  "\\t/\xc3\xa9\xf0\x9f\x98\x80\x7f\"";

	(void)state;
	assert_written(in, out, out);
	assert_written("{\"a\\\"\\n\":1}", "{\"a\\\"\\n\":1}",
		       "{\n    \"a\\\"\\n\": 1\n}");
}

static void
numbers_are_written_as_python_does(void **state)
{
	static const char *const known[][2] = {
		{ "0.1", "0.1" },
		{ "1.0", "1.0" },
		{ "-0.0", "-0.0" },
		{ "1e3", "1000.0" },
		{ "1763535850.25", "1763535850.25" },
		{ "0.30000000000000004", "0.30000000000000004" },
		{ "123456789012345680.0", "1.2345678901234568e+17" },
		{ "1e15", "1000000000000000.0" },
		{ "1234567890123456.7", "1234567890123456.8" },
		{ "1e16", "1e+16" },
		{ "1.3526303689147892e+16", "1.3526303689147892e+16" },
		{ "0.0001", "0.0001" },
		{ "0.00001", "1e-05" },
		{ "1e300", "1e+300" },
		{ "9223372036854775807", "9223372036854775807" },
		{ "-9223372036854775808", "-9223372036854775808" },
		{ "18446744073709551615", "18446744073709551615" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		assert_written(known[i][0], known[i][1], known[i][1]);
}

static void
getters_fall_back_on_another_type(void **state)
{
	struct json_object *o = parse("{\"s\":\"x\",\"i\":5,\"d\":-2.9,"
				      "\"big\":1e30,\"t\":true,\"n\":null,"
				      "\"nan\":\"12\"}");

	(void)state;
	assert_string_equal(json_string(o, "s"), "x");
	assert_null(json_string(o, "i"));
	assert_null(json_string(o, "none"));
	assert_null(json_string(NULL, "s"));
	assert_int_equal(json_int(o, "i", 1), 5);
	assert_int_equal(json_int(o, "d", 1), -2);
	assert_int_equal(json_int(o, "big", 1), 1);
	assert_int_equal(json_int(o, "nan", 1), 1);
	assert_int_equal(json_int(o, "t", 8), 8);
	assert_int_equal(json_int(NULL, "i", 3), 3);
	assert_true(json_boolean(o, "t", false));
	assert_true(json_boolean(o, "s", true));
	assert_false(json_boolean(o, "i", false));
	assert_null(json_member(o, "n"));
	assert_null(json_member(json_member(o, "s"), "x"));
	json_object_put(o);
}

static void
setters_build_and_replace(void **state)
{
	struct json_object *o = json_object_new_object();
	struct json_object *copy;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	json_set_string(o, "name", "demo");
	json_set_string(o, "error", NULL);
	json_set_bool(o, "logging", true);
	json_set_int(o, "count", INT64_MIN);
	json_set(o, "tags", json_object_new_array());
	copy = json_copy(o);
	json_set_bool(o, "logging", false);
	json_write(copy, &out);
	assert_string_equal(out.buf,
			    "{\"name\":\"demo\",\"error\":null,"
			    "\"logging\":true,"
			    "\"count\":-9223372036854775808,\"tags\":[]}");
	assert_false(json_boolean(o, "logging", true));
	assert_null(json_copy(NULL));
	strbuf_release(&out);
	json_object_put(o);
	json_object_put(copy);
}

static void
a_path_goes_through_objects_and_arrays(void **state)
{
	struct json_object *o = parse("{\"a\":{\"b\":[7,{\"c\":8}],\"\":9}}");

	(void)state;
	assert_int_equal(json_object_get_int(json_path(o, "a.b.0")), 7);
	assert_int_equal(json_object_get_int(json_path(o, "a.b.1.c")), 8);
	assert_int_equal(json_object_get_int(json_path(o, "a.")), 9);
	assert_null(json_path(o, "a.b.2"));
	assert_null(json_path(o, "a.b.-1"));
	assert_null(json_path(o, "a.b."));
	assert_null(json_path(o, "a.b.99999999999999999999"));
	assert_null(json_path(o, "a.b.0.c"));
	assert_null(json_path(o, "x.y"));
	assert_null(json_path(NULL, "a"));
	json_object_put(o);
}

static void
an_array_that_is_not_there_is_empty(void **state)
{
	struct json_object *o = parse("{\"a\": [\"ek\", \"do\"], \"b\": []}");
	struct json_object *a = json_member(o, "a");

	(void)state;
	assert_int_equal(json_count(a), 2);
	assert_string_equal(json_text_at(a, 0), "ek");
	assert_string_equal(json_text_at(a, 1), "do");
	assert_null(json_text_at(a, 2));
	assert_int_equal(json_count(json_member(o, "b")), 0);
	assert_int_equal(json_count(json_member(o, "c")), 0);
	json_object_put(o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			what_is_no_json_is_refused_with_place_and_reason),
		cmocka_unit_test(the_place_of_trouble_is_its_byte),
		cmocka_unit_test(only_the_given_length_is_read),
		cmocka_unit_test(depth_has_an_end),
		cmocka_unit_test(values_are_written_as_they_were),
		cmocka_unit_test(strings_are_escaped_as_python_does),
		cmocka_unit_test(numbers_are_written_as_python_does),
		cmocka_unit_test(getters_fall_back_on_another_type),
		cmocka_unit_test(an_array_that_is_not_there_is_empty),
		cmocka_unit_test(setters_build_and_replace),
		cmocka_unit_test(a_path_goes_through_objects_and_arrays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
