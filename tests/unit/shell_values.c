/* SPDX-License-Identifier: MIT */
/*
 * Typed values: shorthand, JSON, and what the client says of a request before
 * it is sent.  Expected texts were taken from the real client, 2.9.19.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "aws/operation.h"
#include "base/json.h"
#include "shell/python.h"
#include "shell/value.h"

static void
shorthand_is(const char *text, const char *expected)
{
	struct strbuf out = STRBUF_INIT, why = STRBUF_INIT;
	struct json_object *value = shorthand_parse(text, &why);

	if (!value)
		fail_msg("%s: %s", text, why.buf);
	json_write(value, &out);
	assert_string_equal(out.buf, expected);
	json_object_put(value);
	strbuf_release(&out);
	strbuf_release(&why);
}

static void
shorthand_fails(const char *text, const char *expected)
{
	struct strbuf why = STRBUF_INIT;

	assert_null(shorthand_parse(text, &why));
	assert_string_equal(why.buf, expected);
	strbuf_release(&why);
}

static void
shorthand_pairs_become_members(void **state)
{
	(void)state;
	shorthand_is("Id=1,Arn=arn:aws:x", "{\"Id\":\"1\",\"Arn\":\"arn:aws:x\"}");
	shorthand_is("A=1 , B=2", "{\"A\":\"1\",\"B\":\"2\"}");
	shorthand_is("A=", "{\"A\":\"\"}");
	shorthand_is("A=b=c", "{\"A\":\"b=c\"}");
	shorthand_is("a.b/c:d_e-1=x", "{\"a.b/c:d_e-1\":\"x\"}");
	shorthand_is("A=hello world ,B=x", "{\"A\":\"hello world\",\"B\":\"x\"}");
}

static void
a_comma_begins_another_value_or_the_next_key(void **state)
{
	(void)state;
	shorthand_is("V=a,b,c", "{\"V\":[\"a\",\"b\",\"c\"]}");
	shorthand_is("V=a,b,W=c", "{\"V\":[\"a\",\"b\"],\"W\":\"c\"}");
	shorthand_is("V=a\\,b", "{\"V\":\"a,b\"}");
	shorthand_is("V=[a],W=c", "{\"V\":[\"a\"],\"W\":\"c\"}");
	shorthand_is("V=[]", "{\"V\":[]}");
	shorthand_is("V={A=1,B=[x,{C=2}]}",
		     "{\"V\":{\"A\":\"1\",\"B\":[\"x\",{\"C\":\"2\"}]}}");
	shorthand_is("V='a, b',W=\"c\\\"d\"", "{\"V\":\"a, b\",\"W\":\"c\\\"d\"}");
}

static void
shorthand_complaints_point_at_the_place(void **state)
{
	(void)state;
	shorthand_fails("AttributeKey", "Expected: '=', received: 'EOF' for "
					"input:\nAttributeKey\n            ^");
	shorthand_fails("\xc3\xa9=1",
			"Expected: '=', received: '\xc3\xa9' for input:\n"
			"\xc3\xa9=1\n^");
	shorthand_fails("A=[b", "Expected: ',', received: 'EOF' for input:\n"
				"A=[b\n    ^");
	shorthand_fails("A='b", "Expected: '<singled quoted>', received: "
				"'<none>' for input:\nA='b\n  ^");
	shorthand_fails("A=1,A=2",
			"Second instance of key \"A\" encountered for input:\n"
			"A=1,A=2\n    ^\nThis is often because there is a "
			"preceding \",\" instead of a space.");
}

static void
deep_shorthand_is_refused_and_not_followed(void **state)
{
	char text[4096];
	struct strbuf why = STRBUF_INIT;

	(void)state;
	memcpy(text, "A=", 2);
	memset(text + 2, '[', sizeof text - 3);
	text[sizeof text - 1] = '\0';
	assert_null(shorthand_parse(text, &why));
	strbuf_release(&why);
}

static const struct aws_member resource[] = {
	{ .name = "Type", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Values", .type = AWS_LIST },
	{ 0 },
};

static const struct aws_member members[] = {
	{ .name = "Name", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Resources", .type = AWS_LIST, .members = resource },
	{ .name = "Main", .type = AWS_STRUCTURE, .members = resource },
	{ .name = "Tags", .type = AWS_MAP },
	{ .name = "Count", .type = AWS_INTEGER },
	{ .name = "Public", .type = AWS_BOOLEAN },
	{ .name = "StartTime", .type = AWS_TIMESTAMP },
	{ .name = "Pattern", .type = AWS_JSON },
	{ 0 },
};

static const struct aws_member *
named(const char *name)
{
	const struct aws_member *member = members;

	while (strcmp(member->name, name) != 0)
		member++;
	return member;
}

/* The member's value from up to two words, as JSON; or the refusal. */
static void
read_as(const char *name, char *first, char *second, const char *expected)
{
	char *items[] = { first, second };
	struct shell_words words = { .items = items, .count = second ? 2 : 1 };
	struct json_object *value = NULL;
	struct shell_output output;
	struct strbuf out = STRBUF_INIT;

	shell_output_init(&output);
	if (value_read(named(name), "--option", &words, &value, &output) == 0)
		json_write(value, &out);
	else
		strbuf_addf(&out, "%d%s", output.status, output.err.buf);
	assert_string_equal(out.buf, expected);
	json_object_put(value);
	shell_output_release(&output);
	strbuf_release(&out);
}

static void
values_get_the_type_of_their_member(void **state)
{
	char five[] = "5", text[] = "text", other[] = "b c";
	char pair[] = "Type=a,Values=b,c", next[] = "Type=d";
	char json[] = "[{\"Type\": 3}]", single[] = "{\"Type\": \"x\"}";
	char pattern[] = "{\"a\": [1]}";

	(void)state;
	read_as("Name", five, NULL, "\"5\"");
	read_as("Count", five, NULL, "5");
	read_as("Resources", pair, next,
		"[{\"Type\":\"a\",\"Values\":[\"b\",\"c\"]},{\"Type\":\"d\"}]");
	read_as("Resources", json, NULL, "[{\"Type\":3}]");
	read_as("Resources", single, single,
		"[{\"Type\":\"x\"},{\"Type\":\"x\"}]");
	read_as("Main", pair, NULL, "{\"Type\":\"a\",\"Values\":[\"b\",\"c\"]}");
	read_as("Main", next, NULL, "{\"Type\":\"d\"}");
	read_as("Pattern", pattern, NULL, "\"{\\\"a\\\": [1]}\"");
	read_as("Name", text, other, "\"b c\"");
}

static void
a_wrong_value_is_refused_in_the_clients_words(void **state)
{
	char abc[] = "abc", json[] = "{\"Type\": }", file[] = "file://x.json";

	(void)state;
	read_as("Count", abc, NULL, "255\ninvalid literal for int() with base "
				    "10: 'abc'\n");
	read_as("Main", json, NULL,
		"252\nError parsing parameter '--option': Invalid JSON: "
		"Expecting value: line 1 column 10 (char 9)\n"
		"JSON received: {\"Type\": }\n");
	read_as("Name", file, NULL,
		"252jasoos: the lab reads no files: write the value of "
		"--option itself instead of 'file://x.json'\n");
}

static void
request_is(const char *request, const char *expected)
{
	struct json_object *value = json_parse(request, strlen(request), NULL,
					       NULL);
	struct shell_output output;
	struct strbuf out = STRBUF_INIT;

	assert_non_null(value);
	shell_output_init(&output);
	if (request_validate(members, value, &output) == 0)
		json_write(value, &out);
	else
		strbuf_addstr(&out, output.err.buf);
	assert_string_equal(out.buf, expected);
	json_object_put(value);
	shell_output_release(&output);
	strbuf_release(&out);
}

static void
all_faults_of_a_request_are_told_at_once(void **state)
{
	(void)state;
	request_is("{\"Foo\":1,\"Resources\":[{\"Values\":\"x\"}]}",
		   "\nParameter validation failed:\n"
		   "Missing required parameter in input: \"Name\"\n"
		   "Unknown parameter in input: \"Foo\", must be one of: Name, "
		   "Resources, Main, Tags, Count, Public, StartTime, Pattern\n"
		   "Missing required parameter in Resources[0]: \"Type\"\n"
		   "Invalid type for parameter Resources[0].Values, value: x, "
		   "type: <class 'str'>, valid types: <class 'list'>, <class "
		   "'tuple'>\n");
	request_is("{\"Name\":[\"a\",true,null]}",
		   "\nParameter validation failed:\n"
		   "Invalid type for parameter Name, value: ['a', True, None], "
		   "type: <class 'list'>, valid types: <class 'str'>\n");
	request_is("{\"Name\":\"x\",\"Tags\":{\"k\":1}}",
		   "\nParameter validation failed:\n"
		   "Invalid type for parameter Tags.k, value: 1, type: <class "
		   "'int'>, valid types: <class 'str'>\n");
}

static void
moments_are_sent_as_epoch_seconds(void **state)
{
	(void)state;
	request_is("{\"Name\":\"x\",\"StartTime\":\"2025-11-19T07:04:10Z\"}",
		   "{\"Name\":\"x\",\"StartTime\":1763535850}");
	request_is("{\"Name\":\"x\",\"StartTime\":\"2025-11-19T07:04\"}",
		   "{\"Name\":\"x\",\"StartTime\":1763535840}");
	request_is("{\"Name\":\"x\",\"StartTime\":\"1763535850\"}",
		   "{\"Name\":\"x\",\"StartTime\":1763535850}");
	request_is("{\"Name\":\"x\",\"StartTime\":\"yesterday\"}",
		   "\nParameter validation failed:\n"
		   "Invalid type for parameter StartTime, value: yesterday, "
		   "type: <class 'str'>, valid types: <class "
		   "'datetime.datetime'>, timestamp-string\n");
}

static void
bad_json_is_explained_as_python_does(void **state)
{
	static const char *const cases[][2] = {
		{ "{\"a\":1}", NULL },
		{ " [1, 2.5e3, null] ", NULL },
		{ "", "Expecting value: line 1 column 1 (char 0)" },
		{ "{a:1}", "Expecting property name enclosed in double "
			   "quotes: line 1 column 2 (char 1)" },
		{ "{\"a\" 1}", "Expecting ':' delimiter: line 1 column 6 "
			       "(char 5)" },
		{ "[1 2]", "Expecting ',' delimiter: line 1 column 4 "
			   "(char 3)" },
		{ "{}\n x", "Extra data: line 2 column 2 (char 4)" },
		{ "[\"a", "Unterminated string starting at: line 1 column 2 "
			  "(char 1)" },
		{ "[\"\\q\"]", "Invalid \\escape: line 1 column 3 (char 2)" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct strbuf out = STRBUF_INIT;
		bool wrong = python_json_fault(cases[i][0], &out);

		assert_int_equal(wrong, cases[i][1] != NULL);
		if (wrong)
			assert_string_equal(out.buf, cases[i][1]);
		strbuf_release(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shorthand_pairs_become_members),
		cmocka_unit_test(a_comma_begins_another_value_or_the_next_key),
		cmocka_unit_test(shorthand_complaints_point_at_the_place),
		cmocka_unit_test(deep_shorthand_is_refused_and_not_followed),
		cmocka_unit_test(values_get_the_type_of_their_member),
		cmocka_unit_test(a_wrong_value_is_refused_in_the_clients_words),
		cmocka_unit_test(all_faults_of_a_request_are_told_at_once),
		cmocka_unit_test(moments_are_sent_as_epoch_seconds),
		cmocka_unit_test(bad_json_is_explained_as_python_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
