/* SPDX-License-Identifier: MIT */
/*
 * --query: a table of expressions and answers.  They were checked against
 * jmespath itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/json.h"
#include "shell/query.h"

static const char answer[] =
	"{\"Events\":["
	"{\"EventName\":\"StopLogging\",\"Id\":3,\"Tags\":[\"a\",\"b\"]},"
	"{\"EventName\":\"StartLogging\",\"Id\":1},"
	"{\"EventName\":\"GetTrail\",\"Id\":2,\"Tags\":[\"c\"]}],"
	"\"Empty\":[],\"odd name\":7,"
	"\"Nested\":[[1,2],[3,[4]],5]}";

struct query_case {
	const char *text, *expected;
};

static void
check(const char *text, const char *expected)
{
	struct json_object *value = json_parse(answer, strlen(answer), NULL,
					       NULL);
	struct json_object *result = NULL;
	struct strbuf out = STRBUF_INIT, why = STRBUF_INIT;
	struct query query;

	assert_non_null(value);
	if (query_parse(text, &query, &why) != 0)
		strbuf_addf(&out, "!%s", why.buf);
	else if (query_search(&query, value, &result, &why) != 0)
		strbuf_addf(&out, "?%s", why.buf);
	else
		json_write(result, &out);
	if (strcmp(out.buf, expected) != 0)
		fail_msg("%s: %s, not %s", text, out.buf, expected);
	json_object_put(result);
	json_object_put(value);
	query_release(&query);
	strbuf_release(&out);
	strbuf_release(&why);
}

static void
check_all(const struct query_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check(cases[i].text, cases[i].expected);
}

#define CHECK_ALL(cases) check_all(cases, sizeof cases / sizeof *cases)

static void
names_indexes_and_slices(void **state)
{
	static const struct query_case cases[] = {
		{ "Events[0].EventName", "\"StopLogging\"" },
		{ "Events[-1].Id", "2" },
		{ "Events[9].Id", "null" },
		{ "Nothing.at.all", "null" },
		{ "\"odd name\"", "7" },
		{ "Events[1:].Id", "[1,2]" },
		{ "Events[:2].Id", "[3,1]" },
		{ "Events[::-1].Id", "[2,1,3]" },
		{ "Nested[::2]", "[[1,2],5]" },
	};

	(void)state;
	CHECK_ALL(cases);
}

static void
projections_ask_each_and_drop_nulls(void **state)
{
	static const struct query_case cases[] = {
		{ "Events[].EventName",
		  "[\"StopLogging\",\"StartLogging\",\"GetTrail\"]" },
		{ "Events[*].Tags", "[[\"a\",\"b\"],[\"c\"]]" },
		{ "Events[].Tags[]", "[\"a\",\"b\",\"c\"]" },
		{ "Events[*].Tags[0]", "[\"a\",\"c\"]" },
		{ "Events[*].Tags | [0]", "[\"a\",\"b\"]" },
		{ "Nested[]", "[1,2,3,[4],5]" },
		{ "Nested[][]", "[1,2,3,4,5]" },
		{ "Events[0].*", "[\"StopLogging\",3,[\"a\",\"b\"]]" },
		{ "Empty[].x", "[]" },
		{ "Events.EventName", "null" },
	};

	(void)state;
	CHECK_ALL(cases);
}

static void
filters_and_new_shapes(void **state)
{
	static const struct query_case cases[] = {
		{ "Events[?EventName=='StopLogging'].Id", "[3]" },
		{ "Events[?Id > `1`].Id", "[3,2]" },
		{ "Events[?Id >= `2` && EventName!='GetTrail'].Id", "[3]" },
		{ "Events[?!Tags].Id", "[1]" },
		{ "Events[?Id==`1` || Id==`2`].Id", "[1,2]" },
		{ "Events[].{n: EventName, i: Id} | [0]",
		  "{\"n\":\"StopLogging\",\"i\":3}" },
		{ "Events[].[Id, Tags[0]]",
		  "[[3,\"a\"],[1,null],[2,\"c\"]]" },
		{ "[Events[0].Id, Nothing]", "[3,null]" },
	};

	(void)state;
	CHECK_ALL(cases);
}

static void
functions(void **state)
{
	static const struct query_case cases[] = {
		{ "length(Events)", "3" },
		{ "length(Events[0].EventName)", "11" },
		{ "sort_by(Events, &Id)[].Id", "[1,2,3]" },
		{ "reverse(sort(Events[].EventName))[0]", "\"StopLogging\"" },
		{ "Events[?contains(EventName, 'Logging')].Id", "[3,1]" },
		{ "Events[?starts_with(EventName, `St`)].Id", "[3,1]" },
		{ "Events[?ends_with(EventName, 'Trail')].Id", "[2]" },
		{ "join(', ', Events[].EventName)",
		  "\"StopLogging, StartLogging, GetTrail\"" },
		{ "keys(Events[0])", "[\"EventName\",\"Id\",\"Tags\"]" },
		{ "to_string(Events[1].Id)", "\"1\"" },
		{ "length(Events[0].Id)",
		  "?In function length(), invalid type for value: 3, expected "
		  "one of: ['string', 'array', 'object'], received: "
		  "\"number\"" },
		{ "ceil(Id)", "!the lab's --query does not know the function "
			      "ceil()" },
		{ "length()", "!Expected 1 argument for function length(), "
			      "received 0" },
	};

	(void)state;
	CHECK_ALL(cases);
}

static void
a_wrong_expression_is_refused_in_jmespaths_words(void **state)
{
	static const struct query_case cases[] = {
		{ "Events[0", "!Invalid jmespath expression: Incomplete "
			      "expression:\n\"Events[0\"\n         ^" },
		{ "Events]", "!Unexpected token: ]: Parse error at column 6, "
			     "token \"]\" (RBRACKET), for expression:\n"
			     "\"Events]\"\n       ^" },
		{ "Events[0}", "!Expecting: rbracket, got: rbrace: Parse error "
			       "at column 8, token \"}\" (RBRACE), for "
			       "expression:\n\"Events[0}\"\n         ^" },
		{ "a == 'b", "!Bad jmespath expression: Unclosed ' delimiter:\n"
			     "a == 'b\n     ^" },
	};

	(void)state;
	CHECK_ALL(cases);
}

static void
deep_and_long_expressions_end(void **state)
{
	char text[5000];
	struct query query;
	struct strbuf why = STRBUF_INIT;

	(void)state;
	for (size_t length = 100; length < sizeof text; length += 4000) {
		memset(text, '(', length);
		text[length] = '\0';
		assert_int_equal(query_parse(text, &query, &why), -1);
		assert_true(why.len > 0);
		query_release(&query);
		strbuf_reset(&why);
	}
	strbuf_release(&why);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_indexes_and_slices),
		cmocka_unit_test(projections_ask_each_and_drop_nulls),
		cmocka_unit_test(filters_and_new_shapes),
		cmocka_unit_test(functions),
		cmocka_unit_test(
			a_wrong_expression_is_refused_in_jmespaths_words),
		cmocka_unit_test(deep_and_long_expressions_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
