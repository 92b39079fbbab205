/* SPDX-License-Identifier: MIT */
/*
 * What matching costs, in steps and not in time: linear in the event, whatever
 * pattern and event are, and not once for each combination of $or.
 */
#include "pattern/pattern.h"

#include "base/json.h"
#include "base/strbuf.h"
#include "pattern/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

struct cost {
	size_t tree, text;
	bool match;
};

static struct cost
cost_of(const struct strbuf *pattern_text, const struct strbuf *event_text)
{
	struct pattern_error error;
	struct pattern *pattern = pattern_compile(
		pattern_text->buf, pattern_text->len, &error);
	struct json_object *event =
		json_parse(event_text->buf, event_text->len, NULL, NULL);
	struct cost cost = { 0, 0, false };

	assert_non_null(pattern);
	assert_non_null(event);
	cost.match = plan_holds_in(pattern->plan, event, &cost.tree);
	json_object_put(event);

	struct pattern_set *set = pattern_set_new(&pattern, 1);
	struct pattern_matcher *matcher = pattern_matcher_new(set);
	char *padded = calloc(event_text->len + PATTERN_PADDING, 1);
	memcpy(padded, event_text->buf, event_text->len);
	assert_true(pattern_matcher_run(matcher, padded, event_text->len));
	assert_int_equal(pattern_matcher_has(matcher, 0), cost.match);
	cost.text = pattern_matcher_steps(matcher);
	free(padded);
	pattern_matcher_free(matcher);
	pattern_set_free(set);
	pattern_free(pattern);
	return cost;
}

/* An event with an array "u" of so many of this element. */
static void
array_event(struct strbuf *out, size_t count, const char *element)
{
	strbuf_reset(out);
	strbuf_addstr(out, "{\"u\":[");
	for (size_t i = 0; i < count; i++)
		strbuf_addf(out, "%s%s", i ? "," : "", element);
	strbuf_addstr(out, "]}");
}

/* {"u": {"k0": {"$or": ten}, "k1": ..., }}: 10 to the power of `times`. */
static void
combinations(struct strbuf *out, int times, const char *one)
{
	strbuf_reset(out);
	strbuf_addstr(out, "{\"u\":{");
	for (int i = 0; i < times; i++) {
		strbuf_addf(out, "%s\"k%d\":{\"$or\":[", i ? "," : "", i);
		for (int j = 0; j < 10; j++) {
			strbuf_addch(out, j ? ',' : '{');
			if (j)
				strbuf_addch(out, '{');
			strbuf_addf(out, "\"f%d\":[%s]}", j, one);
		}
		strbuf_addstr(out, "]}");
	}
	strbuf_addstr(out, "}}");
}

static void
a_thousand_combinations_do_not_cost_a_thousand_times(void **state)
{
	static const char *const elements[] = {
		"{\"k0\":{\"f0\":1},\"k1\":{\"f3\":1},\"k2\":{\"f9\":2}}",
		"{\"k0\":{\"f0\":1,\"f1\":1,\"f2\":1}}",
		"{}",
		"7",
	};
	struct strbuf ten = STRBUF_INIT, thousand = STRBUF_INIT;
	struct strbuf event = STRBUF_INIT;

	(void)state;
	combinations(&ten, 1, "1");
	combinations(&thousand, 3, "1");
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
		array_event(&event, 3000, elements[i]);
		struct cost few = cost_of(&ten, &event);
		struct cost many = cost_of(&thousand, &event);
		assert_true(few.tree > 3000 && few.text > 3000);
		/* 100 times as many, of which 64 go into a word */
		assert_true(many.tree < 40 * few.tree);
		assert_true(many.text < 40 * few.text);
	}
	strbuf_release(&ten);
	strbuf_release(&thousand);
	strbuf_release(&event);
}

static void
ten_times_the_event_costs_ten_times(void **state)
{
	static const struct {
		const char *pattern, *element;
	} cases[] = {
		{ "{\"u\":[\"x\"]}", "\"y\"" },
		{ "{\"u\":{\"a\":[1],\"b\":[{\"exists\":false}]}}",
		  "{\"b\":1,\"a\":1}" },
		{ "{\"u\":{\"a\":{\"b\":[1],\"c\":[2]}}}",
		  "{\"a\":[{\"b\":1},{\"c\":2},[[{\"b\":[[1]]}]]]}" },
		{ "{\"u\":[7],\"u.x\":[1]}", "[[[[[[[[[[{\"x\":1}]]]]]]]]]]" },
		{ "{\"u\":{\"a\":{\"b\":{\"c\":[1]}}}}", "{\"a.b\":{\"c\":2}}" },
		{ "{\"u\":[{\"wildcard\":\"*aab*aac*aad*\"},"
		  "{\"anything-but\":{\"prefix\":\"a\"}},{\"cidr\":\"::/0\"}]}",
		  "\"aaaaaaaaaaaaaaaaaaaaaaaaaa\"" },
	};
	struct strbuf pattern = STRBUF_INIT, event = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		strbuf_reset(&pattern);
		strbuf_addstr(&pattern, cases[i].pattern);
		array_event(&event, 300, cases[i].element);
		struct cost small = cost_of(&pattern, &event);
		array_event(&event, 3000, cases[i].element);
		struct cost large = cost_of(&pattern, &event);
		assert_true(large.tree > 9 * small.tree &&
			    large.tree < 11 * small.tree);
		assert_true(large.text > 9 * small.text &&
			    large.text < 11 * small.text);
	}
	strbuf_release(&pattern);
	strbuf_release(&event);
}

static void
a_long_list_of_values_costs_as_one(void **state)
{
	struct strbuf one = STRBUF_INIT, many = STRBUF_INIT;
	struct strbuf event = STRBUF_INIT;

	(void)state;
	strbuf_addstr(&one, "{\"u\":[\"v1\"]}");
	strbuf_addstr(&many, "{\"u\":[\"v0\"");
	for (int i = 1; i < 4000; i++)
		strbuf_addf(&many, ",\"v%d\"", i);
	strbuf_addstr(&many, "]}");
	array_event(&event, 3000, "\"w\"");
	assert_true(cost_of(&many, &event).text <
		    2 * cost_of(&one, &event).text);
	assert_true(cost_of(&many, &event).tree <
		    2 * cost_of(&one, &event).tree);
	strbuf_release(&one);
	strbuf_release(&many);
	strbuf_release(&event);
}

/* The steps of an element, however deep it is in the event. */
static void
deep_events_end_where_json_does(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct pattern_error error;
	static const char source[] = "{\"u\":[1]}";
	struct pattern *pattern = pattern_compile(source, strlen(source),
						  &error);
	struct pattern_set *set = pattern_set_new(&pattern, 1);
	struct pattern_matcher *matcher = pattern_matcher_new(set);

	(void)state;
	strbuf_addstr(&text, "{\"u\":");
	strbuf_addchars(&text, '[', 100000);
	strbuf_addchars(&text, ']', 100000);
	strbuf_addch(&text, '}');
	size_t length = text.len;
	strbuf_addchars(&text, '\0', PATTERN_PADDING);
	for (size_t way = 0; pattern_matcher_use(matcher, way); way++) {
		assert_false(pattern_matcher_run(matcher, text.buf, length));
		assert_false(pattern_matcher_has(matcher, 0));
		assert_true(pattern_matcher_steps(matcher) < 1000);
	}
	strbuf_release(&text);
	pattern_matcher_free(matcher);
	pattern_set_free(set);
	pattern_free(pattern);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_thousand_combinations_do_not_cost_a_thousand_times),
		cmocka_unit_test(ten_times_the_event_costs_ten_times),
		cmocka_unit_test(a_long_list_of_values_costs_as_one),
		cmocka_unit_test(deep_events_end_where_json_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
