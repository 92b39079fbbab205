/* SPDX-License-Identifier: MIT */
/*
 * Filter patterns of CloudWatch Logs.  The cases on odd values are what AWS's
 * TestMetricFilter was seen to answer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "pattern/filter_pattern.h"

#define MESSAGE                                                              \
	"{\"eventType\": \"UpdateTrail\", \"some\": \"111.111.111.111\", "   \
	"\"int\": 123, \"float\": 12.34, \"whole\": 12.0, \"object\": "      \
	"{\"deep\": {\"er\": \"x\"}}, \"array\": [\"value\", \"other\"], "   \
	"\"list\": [{\"id\": 1}, {\"id\": 2}], \"none\": null, "             \
	"\"yes\": true, \"no\": false, \"quoted\": \"error \\\"m\\\"\", "    \
	"\"detail-type\": \"dash\"}"

static bool
matches(const char *text, const char *message)
{
	struct strbuf why = STRBUF_INIT;
	struct filter_pattern *pattern = filter_pattern_compile(text, &why);
	struct json_object *parsed =
		json_parse(message, strlen(message), NULL, NULL);
	bool result;

	if (!pattern)
		fail_msg("%s: %s", text, why.buf);
	result = filter_pattern_match(pattern, message, parsed);
	filter_pattern_free(pattern);
	json_object_put(parsed);
	strbuf_release(&why);
	return result;
}

static void
all_match(const char *const *texts)
{
	for (; *texts; texts++)
		if (!matches(*texts, MESSAGE))
			fail_msg("should match: %s", *texts);
}

static void
none_matches(const char *const *texts)
{
	for (; *texts; texts++)
		if (matches(*texts, MESSAGE))
			fail_msg("should not match: %s", *texts);
}

static void
fields_are_compared_with_values(void **state)
{
	static const char *const yes[] = {
		"{ $.int = 123 }",	    "{ $.int != 111 }",
		"{ $.int > 1 }",	    "{ $.int >= 123 }",
		"{ $.int < 1000 }",	    "{ $.int <= 123.0 }",
		"{ $.int = 123.0 }",	    "{$.float=12.34}",
		"{ $.float   >= 1.0 }",	    "{ $.whole = 12 }",
		"{ $.array[0] = \"value\" }", "{ $.list[1].id    = 2 }",
		"{ $.none IS NULL }",	    "{ $.other NOT EXISTS     }",
		"{ $.yes IS TRUE }",	    "{ $.no IS FALSE }",
		"{ $.object.deep.er = x }", "{ $.detail-type = dash }",
		"{ $.some = 111.111.111.111 }",
		"{ $.quoted = \"error \\\"m\\\"\" }",
		"  { $.eventType = UpdateTrail }  ",
		NULL,
	};
	static const char *const no[] = {
		"{ $.yes[0] = \"value\" }",    "{ $.list[1].number = 2 }",
		"{ $.list[7].id = 2 }",	       "{ $.absent = x }",
		"{ $.absent != x }",	       "{ $.absent IS NULL }",
		"{ $.none NOT EXISTS }",       "{ $.object = \"x\" }",
		"{ $.object != \"x\" }",       "{ $.array != \"x\" }",
		"{ $.eventType >= 123 }",      "{ $.int > 123 }",
		"{ $.eventType = updatetrail }", "{ $.no IS TRUE }",
		"{ $.eventType IS TRUE }",     "{ $.int < 123 }",
		NULL,
	};

	(void)state;
	all_match(yes);
	none_matches(no);
}

static void
quotes_make_a_number_text(void **state)
{
	static const char *const yes[] = {
		"{ $.int = \"123\" }",
		"{ $.int != \"123.0\" }",
		"{ $.whole != \"12\" }",
		NULL,
	};
	static const char *const no[] = { "{ $.int = \"123.0\" }", NULL };

	(void)state;
	all_match(yes);
	none_matches(no);
}

static void
a_star_stands_for_anything_at_either_end(void **state)
{
	static const char *const yes[] = {
		"{ $.some = * }",	  "{ $.some = 111* }",
		"{ $.some = *.111 }",	  "{ $.some = \"*.111.111.111\" }",
		"{ $.some = \"*1.1*\" }", "{ $.some != 222* }",
		"{ $.int = 1* }",	  "{ $.int = *23 }",
		"{ $.float = 12.3* }",	  "{ $.float != *43.21}",
		/* between, it is itself */
		"{ $.some != 111*111 }",
		NULL,
	};
	static const char *const no[] = {
		"{ $.some = 11*1 }", "{ $.eventType = *Trail1 }",
		"{ $.absent = * }",  "{ $.eventType = Trail* }",
		NULL,
	};

	(void)state;
	all_match(yes);
	none_matches(no);
}

static void
and_binds_before_or_and_parentheses_before_both(void **state)
{
	static const char *const yes[] = {
		"{ ($.eventType = A) || ($.eventType = UpdateTrail) }",
		"{ $.int = 123 || $.int = 1 && $.int = 2 }",
		"{ ((($.int = 123))) && ($.yes IS TRUE || $.absent = 1) }",
		NULL,
	};
	static const char *const no[] = {
		"{ ($.int = 123 || $.int = 1) && $.int = 2 }",
		"{ $.int = 1 || $.int = 123 && $.int = 2 }",
		NULL,
	};

	(void)state;
	all_match(yes);
	none_matches(no);
}

static void
terms_stand_anywhere_in_the_message(void **state)
{
	(void)state;
	assert_true(matches("", "anything"));
	assert_true(matches("ERROR", "[ERRORCODE: -1]"));
	assert_true(matches("ERROR code", "a code of ERROR"));
	assert_false(matches("ERROR code", "ERROR"));
	assert_false(matches("error", "ERROR"));
	assert_true(matches("\"of the\"", "end of the world"));
	assert_false(matches("ERROR -Exiting", "ERROR Exiting"));
	assert_true(matches("ERROR -Exiting", "ERROR"));
	assert_true(matches("?sana ?bilal", "by bilal"));
	assert_false(matches("?sana ?bilal", "by hamza"));
	assert_true(matches("by ?sana", "by hamza"));
	assert_false(matches("{ $.a = 1 }", "no JSON"));
}

static void
what_is_no_pattern_is_refused_in_the_words_of_aws(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ "{", "Invalid metric filter pattern" },
		{ "{ }", "Invalid metric filter pattern" },
		{ "{ $.a }", "Invalid metric filter pattern" },
		{ "{ $.a = }", "Invalid metric filter pattern" },
		{ "{ $.a = \"b }", "Invalid metric filter pattern" },
		{ "{ $.a = b", "Invalid metric filter pattern" },
		{ "{ $.a = b } c", "Invalid metric filter pattern" },
		{ "{ ($.a = b }", "Invalid metric filter pattern" },
		{ "{ $.a = b && }", "Invalid metric filter pattern" },
		{ "{ $.a = b & $.c = d }", "Invalid metric filter pattern" },
		{ "{ $.a IS EMPTY }", "Invalid metric filter pattern" },
		{ "{ $.a NOT EXISTSX }", "Invalid metric filter pattern" },
		{ "{ eventName = a }", "Invalid metric filter pattern" },
		{ "{ $.a > someString }",
		  "Invalid character(s) in term '\"someString\"'" },
		{ "{ $.a >= \"123\" }",
		  "Invalid character(s) in term '\"123\"'" },
		{ "{ $.a = b:c }", "Invalid character(s) in term ':'" },
		{ "{ $.\"a\" = b }", "Invalid character(s) in term '$.\"a\"'" },
		{ "{ $ = b }", "Invalid character(s) in term '$'" },
		{ "{ $.a[x] = b }", "Invalid character(s) in term '$.a[x]'" },
		{ "{ $.a = b\u06cc }", "Invalid character(s) in term '\u06cc'" },
		{ "a\u06ccb", "Invalid character(s) in term '\u06cc'" },
		{ "a:b", "Invalid character(s) in term ':'" },
		{ "(", "Invalid character(s) in term '('" },
		{ "a -", "Invalid metric filter pattern" },
		{ "[ip, user]", "The lab knows no space-delimited patterns in "
				"brackets" },
		{ "{ $.a = %x% }", "The lab knows no regular expressions in "
				   "filter patterns" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct strbuf why = STRBUF_INIT;

		if (filter_pattern_compile(cases[i].text, &why))
			fail_msg("taken: %s", cases[i].text);
		if (strcmp(why.buf, cases[i].why) != 0)
			fail_msg("%s: %s", cases[i].text, why.buf);
		strbuf_release(&why);
	}
}

static void
length_and_depth_have_bounds(void **state)
{
	struct strbuf text = STRBUF_INIT, why = STRBUF_INIT;

	(void)state;
	strbuf_addstr(&text, "{ ");
	strbuf_addchars(&text, '(', 400);
	strbuf_addstr(&text, "$.a = b");
	strbuf_addchars(&text, ')', 400);
	strbuf_addstr(&text, "}");
	assert_null(filter_pattern_compile(text.buf, &why));
	strbuf_reset(&text);
	strbuf_addchars(&text, 'x', FILTER_PATTERN_BYTES + 1);
	strbuf_reset(&why);
	assert_null(filter_pattern_compile(text.buf, &why));
	assert_string_equal(why.buf, "Invalid metric filter pattern");
	strbuf_release(&text);
	strbuf_release(&why);
}

static void
the_fields_of_a_pattern_are_known(void **state)
{
	struct strbuf why = STRBUF_INIT;
	struct filter_pattern *pattern = filter_pattern_compile(
		"{ $.a = 1 || ($.b[0].c NOT EXISTS && $.a != 2) }", &why);

	(void)state;
	assert_string_equal(filter_pattern_field(pattern, 0), "$.a");
	assert_string_equal(filter_pattern_field(pattern, 1), "$.b[0].c");
	assert_string_equal(filter_pattern_field(pattern, 2), "$.a");
	assert_null(filter_pattern_field(pattern, 3));
	filter_pattern_free(pattern);
	assert_true(filter_path_is_valid("$.a.b-c[3]"));
	assert_false(filter_path_is_valid("$.a.b c"));
	assert_false(filter_path_is_valid("1"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_compared_with_values),
		cmocka_unit_test(quotes_make_a_number_text),
		cmocka_unit_test(a_star_stands_for_anything_at_either_end),
		cmocka_unit_test(
			and_binds_before_or_and_parentheses_before_both),
		cmocka_unit_test(terms_stand_anywhere_in_the_message),
		cmocka_unit_test(
			what_is_no_pattern_is_refused_in_the_words_of_aws),
		cmocka_unit_test(length_and_depth_have_bounds),
		cmocka_unit_test(the_fields_of_a_pattern_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
