/* SPDX-License-Identifier: MIT */
/*
 * The matcher against a second one, written from the documentation alone
 * (pattern_reference.h), on patterns and events that chance makes
 * (pattern_chance.h): over trees, and over text with white space, escapes and
 * duplicate keys, in every way that the machine has.  The seed is fixed.
 */
#include "pattern/pattern.h"

#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pattern_chance.h"

enum { RULES = 400, EVENTS = 60 };

static struct pattern *
compile(const struct strbuf *text)
{
	struct pattern_error error;
	struct pattern *pattern = pattern_compile(text->buf, text->len, &error);

	if (!pattern)
		fail_msg("%s: %s", text->buf, error.reason);
	return pattern;
}

static void
make_rule(struct rule *rule)
{
	rule->field_count = 0;
	rule->alternatives[0].count = 0;
	strbuf_reset(&rule->text);
	rule->count = make_object(rule, "", rule->alternatives, 1, 2);
}

/* Those that match, one after the other, are those that match. */
static void
check_next(const struct pattern_matcher *matcher)
{
	size_t next = pattern_matcher_next(matcher, 0);

	for (size_t i = 0; i < RULES; i++) {
		if (!pattern_matcher_has(matcher, i))
			continue;
		assert_int_equal(next, i);
		next = pattern_matcher_next(matcher, i + 1);
	}
	assert_true(next == SIZE_MAX);
}

static void
compare(const struct rule *rule, const struct pattern *pattern,
	struct pattern_matcher *matcher, size_t i, struct event *event,
	size_t *matched)
{
	size_t length = event->text.len;
	struct json_object *tree = json_parse(event->text.buf, length, NULL,
					      NULL);
	bool expected = r_match(rule->alternatives, rule->count, event->facts,
				event->fact_count);
	struct pattern_why_not why;

	if (!tree)
		fail_msg("no JSON in the test: %s", event->text.buf);
	if (pattern_match(pattern, tree) != expected)
		fail_msg("%s should%s match %s", event->text.buf,
			 expected ? "" : " not", rule->text.buf);
	assert_int_equal(pattern_explain(pattern, tree, &why), !expected);
	strbuf_addchars(&event->text, '\0', PATTERN_PADDING);
	for (size_t way = 0; pattern_matcher_use(matcher, way); way++) {
		assert_true(pattern_matcher_run(matcher, event->text.buf,
						length));
		if (pattern_matcher_has(matcher, i) != expected)
			fail_msg("text %zu: %s should%s match %s", way,
				 event->text.buf, expected ? "" : " not",
				 rule->text.buf);
		check_next(matcher);
	}
	strbuf_truncate(&event->text, length);
	*matched += expected;
	json_object_put(tree);
}

static void
chance_finds_no_difference(void **state)
{
	static struct rule rules[RULES];
	static struct event event = { .text = STRBUF_INIT };
	struct pattern *patterns[RULES];
	size_t matched = 0;

	(void)state;
	random_seed(&chance, 20251119);
	for (size_t i = 0; i < RULES; i++) {
		strbuf_init(&rules[i].text);
		make_rule(&rules[i]);
		patterns[i] = compile(&rules[i].text);
	}
	/* each pattern in the company of all others */
	struct pattern_set *set = pattern_set_new(patterns, RULES);
	struct pattern_matcher *matcher = pattern_matcher_new(set);
	for (size_t i = 0; i < RULES; i++) {
		for (int e = 0; e < EVENTS; e++) {
			make_event(&event, &rules[i]);
			compare(&rules[i], patterns[i], matcher, i, &event,
				&matched);
		}
	}
	/* a test in which everything or nothing matches tests little */
	assert_true(matched > RULES * EVENTS / 20);
	assert_true(matched < RULES * EVENTS / 2);
	pattern_matcher_free(matcher);
	pattern_set_free(set);
	for (size_t i = 0; i < RULES; i++) {
		pattern_free(patterns[i]);
		strbuf_release(&rules[i].text);
	}
	strbuf_release(&event.text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chance_finds_no_difference),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
