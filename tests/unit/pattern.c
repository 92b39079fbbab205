/* SPDX-License-Identifier: MIT */
/*
 * Event patterns.  The tables read as documentation: what matches, what is
 * refused and where, and what a learner is told when nothing matches.
 */
#include "pattern/pattern.h"

#include "base/strbuf.h"

#include <json-c/json.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct pattern *
compile(const char *text)
{
	struct pattern_error error;
	struct pattern *pattern = pattern_compile(text, strlen(text), &error);

	if (!pattern)
		fail_msg("%s: %d:%d: %s", text, error.line, error.column,
			 error.reason);
	return pattern;
}

/* The event as it is written is answered as its tree is, in every way. */
static void
check_text(struct pattern *pattern, const char *event, bool match)
{
	struct pattern_set *set = pattern_set_new(&pattern, 1);
	struct pattern_matcher *matcher = pattern_matcher_new(set);
	char *padded = calloc(strlen(event) + PATTERN_PADDING, 1);

	memcpy(padded, event, strlen(event));
	for (size_t way = 0; pattern_matcher_use(matcher, way); way++) {
		assert_true(pattern_matcher_run(matcher, padded,
						strlen(event)));
		if (pattern_matcher_has(matcher, 0) != match)
			fail_msg("as text (%zu) it should%s match: %s", way,
				 match ? "" : " not", event);
	}
	free(padded);
	pattern_matcher_free(matcher);
	pattern_set_free(set);
}

static bool
matches(const char *pattern_text, const char *event_text)
{
	struct pattern *pattern = compile(pattern_text);
	struct json_object *event = json_tokener_parse(event_text);

	if (!event)
		fail_msg("bad event in the test: %s", event_text);
	bool match = pattern_match(pattern, event);
	check_text(pattern, event_text, match);
	json_object_put(event);
	pattern_free(pattern);
	return match;
}

struct match_case {
	const char *pattern, *event;
	bool match;
};

static void
check_cases(const struct match_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (matches(cases[i].pattern, cases[i].event) !=
		    cases[i].match)
			fail_msg("%s should%s match %s", cases[i].event,
				 cases[i].match ? "" : " not",
				 cases[i].pattern);
}

static void
a_value_matches_one_of_the_list(void **state)
{
	static const struct match_case cases[] = {
		{ "{\"eventName\":[\"StopLogging\"]}",
		  "{\"eventName\":\"StopLogging\"}", true },
		{ "{\"eventName\":[\"StopLogging\"]}",
		  "{\"eventName\":\"StartLogging\"}", false },
		{ "{\"eventName\":[\"DeleteTrail\",\"StopLogging\"]}",
		  "{\"eventName\":\"StopLogging\"}", true },
		{ "{\"eventName\":[\"stoplogging\"]}",
		  "{\"eventName\":\"StopLogging\"}", false },
		{ "{\"eventName\":[\"StopLogging\"]}", "{}", false },
		{ "{\"a\":[\"\"]}", "{\"a\":\"\"}", true },
		{ "{\"a\":[\"\"]}", "{\"a\":null}", false },
		{ "{\"a\":[null]}", "{\"a\":null}", true },
		{ "{\"a\":[null]}", "{}", false },
		{ "{\"a\":[null]}", "{\"a\":\"null\"}", false },
		{ "{\"a\":[true]}", "{\"a\":true}", true },
		{ "{\"a\":[true]}", "{\"a\":false}", false },
		{ "{\"a\":[false]}", "{\"a\":false}", true },
		{ "{\"a\":[true]}", "{\"a\":\"true\"}", false },
		{ "{\"a\":[true]}", "{\"a\":1}", false },
		{ "{\"a\":[\"\\u0641\"]}", "{\"a\":\"ف\"}", true },
		{ "{\"a\":[\"\\ud83d\\ude00\"]}", "{\"a\":\"😀\"}", true },
		{ "{\"a\":[\"x\\u0000y\"]}", "{\"a\":\"x\\u0000y\"}", true },
		{ "{\"a\":[\"x\\u0000y\"]}", "{\"a\":\"x\"}", false },
		{ "{\"a\":[{\"exactly\":\"x\"}]}", "{\"a\":\"x\"}", true },
	};
	(void)state;
	check_cases(cases, COUNT(cases));
}

static void
all_fields_must_hold_and_other_fields_do_not_matter(void **state)
{
	static const struct match_case cases[] = {
		{ "{\"a\":[1],\"b\":[2]}", "{\"a\":1,\"b\":2,\"c\":3}", true },
		{ "{\"a\":[1],\"b\":[2]}", "{\"a\":1,\"b\":3}", false },
		{ "{\"a\":[1],\"b\":[2]}", "{\"a\":1}", false },
		{ "{\"detail\":{\"a\":[1]}}", "{\"detail\":{\"a\":1}}", true },
		{ "{\"detail\":{\"a\":[1]}}", "{\"a\":1}", false },
		{ "{\"detail\":{\"a\":[1]}}", "{\"detail\":1}", false },
		{ "{\"detail\":{\"a\":[1]}}", "{\"detail\":null}", false },
		/* A duplicate key: the last one wins. */
		{ "{\"a\":[1],\"a\":[2]}", "{\"a\":2}", true },
		{ "{\"a\":[1],\"a\":[2]}", "{\"a\":1}", false },
		{ "{\"a\":{\"b\":[1]},\"a.b\":[2]}", "{\"a\":{\"b\":2}}", true },
		/* A place can be asked for itself and for what is below. */
		{ "{\"a\":[1],\"a.b\":[2]}", "{\"a\":[1,{\"b\":2}]}", true },
		{ "{\"a\":[1],\"a.b\":[2]}", "{\"a\":{\"b\":2}}", false },
	};
	(void)state;
	check_cases(cases, COUNT(cases));
	/* More than json-c's order of keys could hide. */
	assert_true(matches("{\"c\":[3],\"a\":[1],\"b\":[2],\"d\":[4]}",
			    "{\"d\":4,\"c\":3,\"b\":2,\"a\":1}"));
	assert_false(matches("{\"c\":[3],\"a\":[1],\"b\":[2]}", "{\"b\":2}"));
}

static void
a_dotted_key_means_nested_objects_on_both_sides(void **state)
{
	static const struct match_case cases[] = {
		{ "{\"a.b\":[1]}", "{\"a\":{\"b\":1}}", true },
		{ "{\"a\":{\"b\":[1]}}", "{\"a.b\":1}", true },
		{ "{\"a\":{\"b.c\":[1]}}", "{\"a.b\":{\"c\":1}}", true },
		{ "{\"a\":{\"b\":[1]}}", "{\"a.b\":2}", false },
		{ "{\"a\":{\"b\":[1],\"c\":[2]}}", "{\"a.b\":1,\"a.c\":2}",
		  true },
		{ "{\"a\":{\"b\":[1],\"c\":[2]}}",
		  "{\"a.b\":1,\"a\":{\"c\":2}}", true },
		{ "{\"a\":{\"b\":[1],\"c\":[2]}}",
		  "{\"a.b\":1,\"a\":{\"c\":3}}", false },
		{ "{\"a\":{\"b\":[1]}}", "{\"a.b\":2,\"a\":{\"b\":1}}", true },
		{ "{\"a\":{\"b\":[{\"exists\":false}]}}", "{\"a.b\":1}", false },
		{ "{\"a\":{\"b\":{\"c\":[1],\"d\":[2]}}}",
		  "{\"a\":{\"b.c\":1,\"b\":{\"d\":2}}}", true },
		{ "{\"a\":{\"b\":[1]}}", "{\"a\":{\"c.d\":1}}", false },
		{ "{\"a.b\":[1]}", "{\"a\":[{\"b\":2},{\"b\":1}],\"x.y\":1}",
		  true },
		{ "{\"\":{\"\":[1]}}", "{\".\":1}", true },
	};
	(void)state;
	check_cases(cases, COUNT(cases));
}

static void
numbers_are_compared_by_value(void **state)
{
	static const struct match_case cases[] = {
		{ "{\"a\":[300]}", "{\"a\":300.0}", true },
		{ "{\"a\":[300]}", "{\"a\":3.0e2}", true },
		{ "{\"a\":[3.0e2]}", "{\"a\":300}", true },
		{ "{\"a\":[300]}", "{\"a\":\"300\"}", false },
		{ "{\"a\":[300]}", "{\"a\":300.5}", false },
		{ "{\"a\":[-0.5]}", "{\"a\":-0.5}", true },
		{ "{\"a\":[0]}", "{\"a\":null}", false },
		{ "{\"a\":[0]}", "{\"a\":false}", false },
		/* Six digits behind the point count. */
		{ "{\"a\":[0.1234567]}", "{\"a\":0.12345674}", true },
		{ "{\"a\":[0.123456]}", "{\"a\":0.123457}", false },
		/* Account ids are beyond what is compared, and equal. */
		{ "{\"a\":[123456789012]}", "{\"a\":123456789012}", true },
		{ "{\"a\":[123456789012]}", "{\"a\":123456789013}", false },
		{ "{\"a\":[9007199254740993]}", "{\"a\":9007199254740992}",
		  false },
		{ "{\"a\":[1e300]}", "{\"a\":1e300}", true },
		{ "{\"a\":[9223372036854775807]}",
		  "{\"a\":9223372036854775807}", true },
		{ "{\"a\":[9223372036854775808]}",
		  "{\"a\":9223372036854775808}", true },
		{ "{\"a\":[18446744073709551615]}",
		  "{\"a\":18446744073709551615}", true },
		{ "{\"a\":[9223372036854775807]}",
		  "{\"a\":18446744073709551615}", false },
		{ "{\"a\":[{\"numeric\":[\"=\",5]}]}", "{\"a\":5}", true },
		{ "{\"a\":[{\"numeric\":[\"=\",5]}]}", "{\"a\":\"5\"}", false },
		{ "{\"a\":[{\"numeric\":[\"<\",5]}]}", "{\"a\":4.999999}", true },
		{ "{\"a\":[{\"numeric\":[\"<\",5]}]}", "{\"a\":5}", false },
		{ "{\"a\":[{\"numeric\":[\"<=\",5]}]}", "{\"a\":5}", true },
		{ "{\"a\":[{\"numeric\":[\">\",5]}]}", "{\"a\":5}", false },
		{ "{\"a\":[{\"numeric\":[\">\",5]}]}", "{\"a\":5.000001}", true },
		{ "{\"a\":[{\"numeric\":[\">=\",5]}]}", "{\"a\":5}", true },
		{ "{\"a\":[{\"numeric\":[\">\",0,\"<=\",5]}]}", "{\"a\":5}", true },
		{ "{\"a\":[{\"numeric\":[\">\",0,\"<=\",5]}]}", "{\"a\":0}", false },
		{ "{\"a\":[{\"numeric\":[\">=\",0,\"<\",5]}]}", "{\"a\":0}", true },
		{ "{\"a\":[{\"numeric\":[\">=\",0,\"<\",5]}]}", "{\"a\":5}", false },
		{ "{\"a\":[{\"numeric\":[\">=\",-5e9]}]}", "{\"a\":-5e9}", true },
		{ "{\"a\":[{\"numeric\":[\">\",0]}]}", "{\"a\":6e9}", false },
		{ "{\"a\":[{\"numeric\":[\">\",0]}]}", "{\"a\":null}", false },
	};
	(void)state;
	check_cases(cases, COUNT(cases));
}

static void
strings_have_beginnings_ends_and_case(void **state)
{
	static const struct match_case cases[] = {
		{ "{\"a\":[{\"prefix\":\"Stop\"}]}", "{\"a\":\"StopLogging\"}",
		  true },
		{ "{\"a\":[{\"prefix\":\"stop\"}]}", "{\"a\":\"StopLogging\"}",
		  false },
		{ "{\"a\":[{\"prefix\":\"StopLogging1\"}]}",
		  "{\"a\":\"StopLogging\"}", false },
		/* An empty prefix: any string, and nothing else. */
		{ "{\"a\":[{\"prefix\":\"\"}]}", "{\"a\":\"\"}", true },
		{ "{\"a\":[{\"prefix\":\"\"}]}", "{\"a\":1}", false },
		{ "{\"a\":[{\"prefix\":{\"equals-ignore-case\":\"sTOP\"}}]}",
		  "{\"a\":\"StopLogging\"}", true },
		{ "{\"a\":[{\"prefix\":{\"equals-ignore-case\":\"sTOP\"}}]}",
		  "{\"a\":\"Sto\"}", false },
		{ "{\"a\":[{\"suffix\":\"Trail\"}]}", "{\"a\":\"DeleteTrail\"}",
		  true },
		{ "{\"a\":[{\"suffix\":\"trail\"}]}", "{\"a\":\"DeleteTrail\"}",
		  false },
		{ "{\"a\":[{\"suffix\":{\"equals-ignore-case\":\"TRAIL\"}}]}",
		  "{\"a\":\"DeleteTrail\"}", true },
		{ "{\"a\":[{\"equals-ignore-case\":\"ROOT\"}]}",
		  "{\"a\":\"Root\"}", true },
		{ "{\"a\":[{\"equals-ignore-case\":\"ROOT\"}]}",
		  "{\"a\":\"Roots\"}", false },
		{ "{\"a\":[{\"equals-ignore-case\":\"[\"}]}", "{\"a\":\"{\"}",
		  false },
		{ "{\"a\":[{\"prefix\":\"1\"}]}", "{\"a\":12}", false },
	};
	(void)state;
	check_cases(cases, COUNT(cases));
}

static void
a_star_is_any_run_of_characters(void **state)
{
#define WILD(text) "{\"a\":[{\"wildcard\":\"" text "\"}]}"
#define VALUE(text) "{\"a\":\"" text "\"}"
	static const struct match_case cases[] = {
		{ WILD("*"), VALUE(""), true },
		{ WILD("*"), "{\"a\":1}", false },
		{ WILD("Stop*"), VALUE("StopLogging"), true },
		{ WILD("*Trail"), VALUE("DeleteTrail"), true },
		{ WILD("*Trail"), VALUE("DeleteTrails"), false },
		{ WILD("arn:*:trail/*"), VALUE("arn:aws:x:trail/t"), true },
		{ WILD("arn:*:trail/*"), VALUE("arn:trail/t"), false },
		{ WILD("plain"), VALUE("plain"), true },
		{ WILD("plain"), VALUE("plainly"), false },
		{ WILD("a*a"), VALUE("a"), false },
		{ WILD("a*a"), VALUE("aa"), true },
		{ WILD("*ab*ab*"), VALUE("xabyab"), true },
		{ WILD("*ab*ab*"), VALUE("xaby"), false },
		{ WILD("*aab*"), VALUE("aaab"), true },
		{ WILD("*abac*"), VALUE("ababac"), true },
		{ WILD("a\\\\*b"), VALUE("a*b"), true },
		{ WILD("a\\\\*b"), VALUE("axb"), false },
		{ WILD("a\\\\\\\\*"), VALUE("a\\\\b"), true },
		{ WILD("*\\\\**"), VALUE("x*y"), true },
		{ WILD("*\\\\**"), VALUE("xy"), false },
		{ WILD(""), VALUE(""), true },
		{ WILD(""), VALUE("x"), false },
		/* On AWS these are not too complex. */
		{ "{\"a\":[{\"wildcard\":\"*.bif\"},{\"wildcard\":\"*.tiff\"},"
		  "{\"wildcard\":\"*.tif\"},{\"wildcard\":\"*.svs\"}]}",
		  VALUE("x.svs"), true },
		{ "{\"a\":[{\"wildcard\":\"*/sync/*.bif\"},"
		  "{\"wildcard\":\"*/sync/*.tif\"}]}", VALUE("/sync/x.tif"),
		  true },
	};
	(void)state;
	check_cases(cases, COUNT(cases));
}

static void
anything_but_wants_a_value_that_is_none_of_these(void **state)
{
#define BUT(text) "{\"a\":[{\"anything-but\":" text "}]}"
	static const struct match_case cases[] = {
		{ BUT("\"x\""), VALUE("y"), true },
		{ BUT("\"x\""), VALUE("x"), false },
		{ BUT("\"x\""), "{\"a\":null}", true },
		{ BUT("\"x\""), "{\"a\":5}", true },
		{ BUT("\"x\""), "{}", false },
		{ BUT("\"x\""), "{\"a\":{}}", false },
		{ BUT("\"x\""), "{\"a\":[]}", false },
		{ BUT("\"x\""), "{\"a\":[\"x\"]}", false },
		{ BUT("\"x\""), "{\"a\":[\"x\",\"y\"]}", true },
		{ BUT("[\"x\",\"y\"]"), VALUE("y"), false },
		{ BUT("[\"x\",\"y\"]"), VALUE("z"), true },
		{ BUT("5"), "{\"a\":5.0}", false },
		{ BUT("5"), "{\"a\":6}", true },
		{ BUT("5"), VALUE("5"), true },
		{ BUT("[5,6]"), "{\"a\":6}", false },
		{ BUT("{\"prefix\":\"x\"}"), VALUE("xy"), false },
		{ BUT("{\"prefix\":\"x\"}"), VALUE("yx"), true },
		{ BUT("{\"prefix\":\"x\"}"), "{\"a\":12}", true },
		{ BUT("{\"prefix\":[\"x\",\"y\"]}"), VALUE("yx"), false },
		{ BUT("{\"suffix\":\"x\"}"), VALUE("yx"), false },
		{ BUT("{\"suffix\":[\"x\",\"z\"]}"), VALUE("xy"), true },
		{ BUT("{\"equals-ignore-case\":\"x\"}"), VALUE("X"), false },
		{ BUT("{\"equals-ignore-case\":[\"x\",\"y\"]}"), VALUE("Y"),
		  false },
		{ BUT("{\"equals-ignore-case\":[\"x\",\"y\"]}"), VALUE("z"),
		  true },
		{ BUT("{\"wildcard\":\"*/lib/*\"}"), VALUE("/a/lib/b"), false },
		{ BUT("{\"wildcard\":\"*/lib/*\"}"), VALUE("/a/bin/b"), true },
		{ BUT("{\"wildcard\":[\"*/lib/*\",\"*/bin/*\"]}"),
		  VALUE("/a/bin/b"), false },
	};
	(void)state;
	check_cases(cases, COUNT(cases));
}

static void
a_block_holds_its_addresses(void **state)
{
#define CIDR(text) "{\"a\":[{\"cidr\":\"" text "\"}]}"
	static const struct match_case cases[] = {
		{ CIDR("10.0.0.0/24"), VALUE("10.0.0.255"), true },
		{ CIDR("10.0.0.0/24"), VALUE("10.0.1.0"), false },
		{ CIDR("10.0.0.200/24"), VALUE("10.0.0.1"), true },
		{ CIDR("0.0.0.0/0"), VALUE("255.255.255.255"), true },
		{ CIDR("0.0.0.0/0"), VALUE("2001:db8::1"), false },
		{ CIDR("10.0.0.4/31"), VALUE("10.0.0.5"), true },
		{ CIDR("10.0.0.4/31"), VALUE("10.0.0.6"), false },
		{ CIDR("10.0.0.0/8"), VALUE("cloudtrail.amazonaws.com"), false },
		{ CIDR("10.0.0.0/8"), VALUE("10.0.0.256"), false },
		{ CIDR("10.0.0.0/8"), VALUE("10.0.0"), false },
		{ CIDR("10.0.0.0/8"), VALUE("10.0.0.1 "), false },
		{ CIDR("10.0.0.0/8"), "{\"a\":10}", false },
		{ CIDR("2001:db8::/32"), VALUE("2001:db8:ffff::1"), true },
		{ CIDR("2001:db8::/32"), VALUE("2001:db9::1"), false },
		{ CIDR("2001:DB8::/33"), VALUE("2001:0db8:7fff:0:0:0:0:1"), true },
		{ CIDR("2001:db8::/33"), VALUE("2001:db8:8000::"), false },
		{ CIDR("::/0"), VALUE("1:2:3:4:5:6:7:8"), true },
		{ CIDR("::/0"), VALUE("1:2:3:4:5:6:7"), false },
		{ CIDR("::/0"), VALUE("1::2::3"), false },
		{ CIDR("::/0"), VALUE("::12345"), false },
		{ CIDR("::/0"), VALUE("1:"), false },
		{ CIDR("::/0"), VALUE("1:2:3:4:5:6:7:8:9"), false },
		/* An address as a plain value, in another spelling. */
		{ "{\"a\":[\"::1\"]}", VALUE("0:0:0:0:0:0:0:1"), true },
		{ "{\"a\":[\"10.0.0.1\"]}", VALUE("10.0.0.1"), true },
		{ "{\"a\":[\"10.0.0.1\"]}", VALUE("10.0.0.10"), false },
	};
	(void)state;
	check_cases(cases, COUNT(cases));
}

static void
exists_looks_at_leaves_only(void **state)
{
#define EXISTS "{\"a\":[{\"exists\":true}]}"
#define ABSENT "{\"a\":[{\"exists\":false}]}"
	static const struct match_case cases[] = {
		{ EXISTS, "{\"a\":\"\"}", true },
		{ EXISTS, "{\"a\":null}", true },
		{ EXISTS, "{\"a\":[null]}", true },
		{ EXISTS, "{\"a\":[]}", false },
		{ EXISTS, "{\"a\":[[]]}", false },
		{ EXISTS, "{\"a\":{\"b\":1}}", false },
		{ EXISTS, "{}", false },
		{ ABSENT, "{}", true },
		{ ABSENT, "{\"a\":[]}", true },
		{ ABSENT, "{\"a\":{\"b\":1}}", true },
		{ ABSENT, "{\"a\":null}", false },
		{ ABSENT, "{\"a\":[1]}", false },
		{ "{\"d\":{\"errorCode\":[{\"exists\":false}]}}", "{\"d\":{}}",
		  true },
		{ "{\"d\":{\"errorCode\":[{\"exists\":false}]}}", "{}", true },
		{ "{\"a\":[{\"exists\":false},\"x\"]}", "{}", true },
		{ "{\"a\":[{\"exists\":false},\"x\"]}", VALUE("x"), true },
		{ "{\"a\":[{\"exists\":false},\"x\"]}", VALUE("y"), false },
	};
	(void)state;
	check_cases(cases, COUNT(cases));
}

static void
a_match_never_mixes_two_elements_of_an_array(void **state)
{
	static const char two[] = "{\"u\":[{\"x\":1,\"y\":2},{\"x\":3,\"y\":4}]}";
	static const struct match_case cases[] = {
		{ "{\"r\":[2]}", "{\"r\":[1,2]}", true },
		{ "{\"r\":[2]}", "{\"r\":[[1],[[2]]]}", true },
		{ "{\"r\":[2]}", "{\"r\":[]}", false },
		{ "{\"u\":{\"x\":[3]}}", two, true },
		{ "{\"u\":{\"x\":[3],\"y\":[4]}}", two, true },
		{ "{\"u\":{\"x\":[1],\"y\":[4]}}", two, false },
		{ "{\"u.x\":[1],\"u.y\":[4]}", two, false },
		{ "{\"u\":{\"x\":[1,3],\"y\":[4]}}", two, true },
		/* Inside arrays of arrays, too. */
		{ "{\"u\":{\"x\":[1],\"y\":[2]}}",
		  "{\"u\":[[{\"x\":1},{\"y\":2}],[{\"x\":1,\"y\":2}]]}", true },
		{ "{\"u\":{\"x\":[1],\"y\":[2]}}",
		  "{\"u\":[[{\"x\":1}],[{\"y\":2}]]}", false },
		/* Two arrays in one element are free of each other. */
		{ "{\"u\":{\"p\":{\"x\":[1]},\"q\":{\"y\":[2]}}}",
		  "{\"u\":[{\"p\":[{\"x\":0},{\"x\":1}],"
		  "\"q\":[{\"y\":2},{\"y\":0}]}]}", true },
		{ "{\"u\":{\"p\":{\"x\":[1]},\"q\":{\"y\":[2]}}}",
		  "{\"u\":[{\"p\":{\"x\":1},\"q\":{\"y\":0}},"
		  "{\"p\":{\"x\":0},\"q\":{\"y\":2}}]}", false },
		/* Plain elements belong to no object, so they go with any. */
		{ "{\"u\":[7],\"u.x\":[1]}", "{\"u\":[7,{\"x\":1}]}", true },
		{ "{\"u\":[7],\"u.x\":[1]}", "{\"u\":[[7],{\"x\":1}]}", false },
		{ "{\"u\":[7],\"u.x\":[1]}", "{\"u\":[[7,{\"x\":1}]]}", true },
		/* Absent beside something found: from that element. */
		{ "{\"u\":{\"x\":[1],\"z\":[{\"exists\":false}]}}",
		  "{\"u\":[{\"x\":1},{\"x\":2,\"z\":0}]}", true },
		{ "{\"u\":{\"x\":[1],\"z\":[{\"exists\":false}]}}",
		  "{\"u\":[{\"x\":1,\"z\":0},{\"x\":2}]}", false },
		/* Absent alone: from all of them. */
		{ "{\"u\":{\"z\":[{\"exists\":false}]}}",
		  "{\"u\":[{\"x\":1},{\"x\":2,\"z\":0}]}", false },
		{ "{\"u\":{\"z\":[{\"exists\":false}]}}",
		  "{\"u\":[{\"x\":1},{\"x\":2}]}", true },
		{ "{\"u\":{\"z\":[{\"exists\":false},5]}}",
		  "{\"u\":[{\"z\":4},{\"x\":2}]}", false },
		{ "{\"u\":{\"z\":[{\"exists\":false},5]}}",
		  "{\"u\":[{\"z\":4},{\"z\":5}]}", true },
		{ "{\"u\":{\"z\":[{\"exists\":false}]}}", "{\"u\":[1]}", true },
	};
	(void)state;
	check_cases(cases, COUNT(cases));
}

static void
or_takes_one_of_its_objects(void **state)
{
#define OR "{\"s\":[1],\"$or\":[{\"a\":[1]},{\"b\":[2],\"c\":[3]}]}"
	static const struct match_case cases[] = {
		{ OR, "{\"s\":1,\"a\":1}", true },
		{ OR, "{\"s\":1,\"b\":2,\"c\":3}", true },
		{ OR, "{\"s\":1,\"b\":2}", false },
		{ OR, "{\"s\":2,\"a\":1}", false },
		{ OR, "{\"a\":1}", false },
		{ "{\"d\":{\"$or\":[{\"a\":[1]},{\"b\":[2]}]}}",
		  "{\"d\":{\"b\":2}}", true },
		{ "{\"d\":{\"$or\":[{\"a\":[1]},{\"b\":[2]}]}}", "{\"b\":2}",
		  false },
		{ "{\"$or\":[{\"a\":[1]},{\"$or\":[{\"b\":[2]},{\"c\":[3]}]}]}",
		  "{\"c\":3}", true },
		{ "{\"$or\":[{\"a\":[1]},{\"b\":[1]}],"
		  "\"x\":{\"$or\":[{\"a\":[1]},{\"b\":[1]}]}}",
		  "{\"b\":1,\"x\":{\"a\":1}}", true },
		{ "{\"$or\":[{\"a\":[1]},{\"b\":[1]}],"
		  "\"x\":{\"$or\":[{\"a\":[1]},{\"b\":[1]}]}}", "{\"b\":1}",
		  false },
		/* The same place in $or and outside of it: the last wins. */
		{ "{\"a\":[1],\"$or\":[{\"a\":[2]},{\"b\":[3]}]}", "{\"a\":2}",
		  true },
		{ "{\"a\":[1],\"$or\":[{\"a\":[2]},{\"b\":[3]}]}",
		  "{\"a\":2,\"b\":3}", true },
		{ "{\"a\":[1],\"$or\":[{\"a\":[2]},{\"b\":[3]}]}",
		  "{\"a\":1}", false },
		/* One element of an array, across $or. */
		{ "{\"u\":{\"x\":[1],\"$or\":[{\"y\":[2]},{\"z\":[3]}]}}",
		  "{\"u\":[{\"x\":1},{\"y\":2}]}", false },
		{ "{\"u\":{\"x\":[1],\"$or\":[{\"y\":[2]},{\"z\":[3]}]}}",
		  "{\"u\":[{\"x\":1,\"z\":3},{\"y\":2}]}", true },
		/* What all alternatives share may be about absence. */
		{ "{\"u\":{\"z\":[{\"exists\":false}],"
		  "\"$or\":[{\"x\":[1]},{\"x\":[2]}]}}",
		  "{\"u\":[{\"x\":2},{\"x\":3,\"z\":0}]}", true },
	};
	(void)state;
	check_cases(cases, COUNT(cases));
}

static void
an_event_that_is_no_object_does_not_match(void **state)
{
	struct pattern *pattern = compile("{\"a\":[{\"exists\":false}]}");
	struct json_object *list = json_tokener_parse("[{}]");

	(void)state;
	assert_false(pattern_match(pattern, NULL));
	assert_false(pattern_match(pattern, list));
	json_object_put(list);
	pattern_free(pattern);
	pattern_free(NULL);
}

static void
the_pattern_of_the_lab_finds_a_stopped_trail(void **state)
{
	static const char pattern[] =
	    "{\"source\":[\"aws.cloudtrail\"],"
	    "\"detail-type\":[\"AWS API Call via CloudTrail\"],"
	    "\"detail\":{\"eventSource\":[\"cloudtrail.amazonaws.com\"],"
	    "\"eventName\":[\"StopLogging\",\"DeleteTrail\"],"
	    "\"errorCode\":[{\"exists\":false}]}}";

	(void)state;
	assert_true(matches(
	    pattern, "{\"version\":\"0\",\"source\":\"aws.cloudtrail\","
		     "\"detail-type\":\"AWS API Call via CloudTrail\","
		     "\"detail\":{\"eventSource\":\"cloudtrail.amazonaws.com\","
		     "\"eventName\":\"StopLogging\","
		     "\"requestParameters\":{\"name\":\"t\"}}}"));
	assert_false(matches(
	    pattern, "{\"version\":\"0\",\"source\":\"aws.cloudtrail\","
		     "\"detail-type\":\"AWS API Call via CloudTrail\","
		     "\"detail\":{\"eventSource\":\"cloudtrail.amazonaws.com\","
		     "\"eventName\":\"StopLogging\","
		     "\"errorCode\":\"AccessDenied\"}}"));
}

/* ------------------------------------------------------------ refusals */

static const struct refusal {
	const char *pattern;
	int line, column; /* where it begins */
	int aws_column;	  /* AWS's, in the same line; 0 for no place */
	const char *reason;
} refusals[] = {
	/* Structure. */
	{ "{\"a\": []}", 1, 7, 9, "Empty arrays are not allowed" },
	{ "{}", 1, 1, 3, "Empty objects are not allowed" },
	{ "{\n  \"a\": {}\n}", 2, 8, 10, "Empty objects are not allowed" },
	{ "{\"int\": 42}", 1, 9, 11, "\"int\" must be an object or an array" },
	{ "{\"s\": \"v\"}", 1, 7, 8, "\"s\" must be an object or an array" },
	{ "[1]", 1, 1, 2, "Filter is not an object" },
	{ "\"x\"", 1, 1, 2, "Filter is not an object" },
	{ "  ", 1, 1, 1, "Filter is not an object" },
	{ "{\"a\": [[1]]}", 1, 8, 9,
	  "Match value must be String, number, true, false, or null" },
	{ "{\"a\": [1]} x", 1, 12, 12,
	  "Unexpected content after the event pattern" },
	/* Match types. */
	{ "{\"a\": [{\"EXISTS\": true}]}", 1, 9, 23,
	  "Unrecognized match type EXISTS" },
	{ "{\"a\": [{}]}", 1, 8, 10, "Match expression name not found" },
	{ "{\"a\": [{\"prefix\": \"x\", \"suffix\": \"y\"}]}", 1, 24, 35,
	  "Only one key allowed in match expression" },
	{ "{\"a\": [{\"exists\": 1}]}", 1, 19, 20,
	  "exists match pattern must be either true or false." },
	{ "{\"a\": [{\"prefix\": [\"x\"]}]}", 1, 19, 20,
	  "prefix match pattern must be a string" },
	{ "{\"a\": [{\"suffix\": 123}]}", 1, 19, 22,
	  "suffix match pattern must be a string" },
	{ "{\"a\": [{\"equals-ignore-case\": [\"x\"]}]}", 1, 31, 32,
	  "equals-ignore-case match pattern must be a string" },
	{ "{\"a\": [{\"prefix\": {\"suffix\": \"x\"}}]}", 1, 20, 31,
	  "Unsupported prefix pattern: suffix" },
	{ "{\"a\": [{\"suffix\": {}}]}", 1, 19, 21,
	  "Suffix expression name not found" },
	{ "{\"a\": [{\"prefix\": {}}]}", 1, 19, 21,
	  "Prefix expression name not found" },
	{ "{\"a\": [{\"suffix\": {\"prefix\": \"x\"}}]}", 1, 20, 31,
	  "Unsupported suffix pattern: prefix" },
	{ "{\"a\": [{\"prefix\": {\"equals-ignore-case\": 1}}]}", 1, 42, 43,
	  "equals-ignore-case match pattern must be a string" },
	{ "{\"a\": [{\"exactly\": 1}]}", 1, 20, 21,
	  "exact match pattern must be a string" },
	/* Wildcards; AWS counts from the opening quotation mark. */
	{ "{\"a\": [{\"wildcard\": [\"x\"]}]}", 1, 21, 22,
	  "wildcard match pattern must be a string" },
	{ "{\"a\": [{\"wildcard\": \"a**\"}]}", 1, 21, 26,
	  "Consecutive wildcard characters at pos 2" },
	{ "{\"a\": [{\"wildcard\": \"ab\\\\c\"}]}", 1, 21, 28,
	  "Invalid escape character at pos 3" },
	{ "{\"a\": [{\"wildcard\": \"\\\\\"}]}", 1, 21, 25,
	  "Invalid escape character at pos 1" },
	{ "{\"a\": [{\"wildcard\": \"*:*:*:*:*:event-bus/*\"}]}", 1, 7, 0,
	  "Rule is too complex - try using fewer wildcard characters or fewer "
	  "repeating character sequences after a wildcard character" },
	{ "{\"a\": [{\"wildcard\": \"*/sync/*.bif\"},{\"wildcard\": "
	  "\"*/sync/*.tiff\"},{\"wildcard\": \"*/sync/*.tif\"},{\"wildcard\": "
	  "\"*/sync/*.svs\"}]}", 1, 7, 0,
	  "Rule is too complex - try using fewer wildcard characters or fewer "
	  "repeating character sequences after a wildcard character" },
	{ "{\"a\": [{\"wildcard\": \"*aaaaaaaaaaa\"}]}", 1, 7, 0,
	  "Rule is too complex - try using fewer wildcard characters or fewer "
	  "repeating character sequences after a wildcard character" },
	/* Numbers. */
	{ "{\"a\": [{\"numeric\": 5}]}", 1, 20, 21,
	  "Value of numeric must be an array." },
	{ "{\"a\": [{\"numeric\": []}]}", 1, 20, 22,
	  "Invalid member in numeric match: ]" },
	{ "{\"a\": [{\"numeric\": [5]}]}", 1, 21, 22,
	  "Invalid member in numeric match: 5" },
	{ "{\"a\": [{\"numeric\": [\"!\", 5]}]}", 1, 21, 24,
	  "Unrecognized numeric range operator: !" },
	{ "{\"a\": [{\"numeric\": [\"=\", \"5\"]}]}", 1, 26, 27,
	  "Value of equals must be numeric" },
	{ "{\"a\": [{\"numeric\": [\">\"]}]}", 1, 20, 25,
	  "Value of > must be numeric" },
	{ "{\"a\": [{\"numeric\": [\">\", 0, \">\", 5]}]}", 1, 29, 32,
	  "Bad numeric range operator: >" },
	{ "{\"a\": [{\"numeric\": [\">\", 0, 5]}]}", 1, 29, 30,
	  "Bad value in numeric range: 5" },
	{ "{\"a\": [{\"numeric\": [\">\", 0, \"<\"]}]}", 1, 20, 33,
	  "Value of < must be numeric" },
	{ "{\"a\": [{\"numeric\": [\">\", 5, \"<\", 5]}]}", 1, 20, 36,
	  "Bottom must be less than top" },
	{ "{\"a\": [{\"numeric\": [\"<\", 5, \">\", 1]}]}", 1, 29, 30,
	  "Too many elements in numeric expression" },
	{ "{\"a\": [{\"numeric\": [\">\", 1, \"<\", 5, 6]}]}", 1, 37, 38,
	  "Too many terms in numeric range expression" },
	{ "{\"a\": [{\"numeric\": [\"<\", 5e10]}]}", 1, 26, 30,
	  "Value must be between -5.0E9 and 5.0E9, inclusive" },
	/* Anything-but. */
	{ "{\"a\": [{\"anything-but\": null}]}", 1, 25, 29,
	  "Value of anything-but must be an array or single string/number "
	  "value." },
	{ "{\"a\": [{\"anything-but\": [\"x\", 5]}]}", 1, 25, 33,
	  "Inside anything but list, either all values are number or string, "
	  "mixed type is not supported" },
	{ "{\"a\": [{\"anything-but\": []}]}", 1, 25, 27,
	  "Inside anything but list, either all values are number or string, "
	  "mixed type is not supported" },
	{ "{\"a\": [{\"anything-but\": [true]}]}", 1, 26, 30,
	  "Inside anything but list, start|null|boolean is not supported." },
	{ "{\"a\": [{\"anything-but\": {}}]}", 1, 25, 27,
	  "Anything-But expression name not found" },
	{ "{\"a\": [{\"anything-but\": {\"cidr\": \"x\"}}]}", 1, 26, 35,
	  "Unsupported anything-but pattern: cidr" },
	{ "{\"a\": [{\"anything-but\": {\"prefix\": "
	  "{\"equals-ignore-case\": \"x\"}}}]}", 1, 36, 37,
	  "Value of anything-but must be an array or single string/number "
	  "value." },
	{ "{\"a\": [{\"anything-but\": {\"prefix\": [1]}}]}", 1, 37, 38,
	  "prefix/suffix match pattern must be a string" },
	{ "{\"a\": [{\"anything-but\": {\"suffix\": \"\"}}]}", 1, 36, 38,
	  "Null prefix/suffix not allowed" },
	{ "{\"a\": [{\"anything-but\": {\"equals-ignore-case\": 123}}]}", 1, 48,
	  51, "Inside anything-but/equals-ignore-case list, "
	      "number|start|null|boolean is not supported." },
	/* Addresses; AWS names no place for them. */
	{ "{\"a\": [{\"cidr\": [\"10.0.0.0/8\"]}]}", 1, 17, 18,
	  "prefix match pattern must be a string" },
	{ "{\"a\": [{\"cidr\": \"10.0.0.0\"}]}", 1, 17, 0,
	  "Malformed CIDR, one '/' required" },
	{ "{\"a\": [{\"cidr\": \"10.0.0.0/x\"}]}", 1, 17, 0,
	  "Malformed CIDR, mask bits must be an integer" },
	{ "{\"a\": [{\"cidr\": \"10.0.0.0/-1\"}]}", 1, 17, 0,
	  "Malformed CIDR, mask bits must not be negative" },
	{ "{\"a\": [{\"cidr\": \"10.0.0.0/32\"}]}", 1, 17, 0,
	  "IPv4 mask bits must be < 32" },
	{ "{\"a\": [{\"cidr\": \"::/128\"}]}", 1, 17, 0,
	  "IPv6 mask bits must be < 128" },
	{ "{\"a\": [{\"cidr\": \"xx.11.xx/8\"}]}", 1, 17, 0,
	  "Nonstandard IP address: xx.11.xx" },
	{ "{\"a\": [{\"cidr\": \"10.0.0.300/8\"}]}", 1, 17, 0,
	  "Invalid IP address: 10.0.0.300" },
	/* $or. */
	{ "{\"$or\": {\"a\": [1]}}", 1, 9, 10,
	  "It must be an Array followed with $or." },
	{ "{\"$or\": [{\"a\": [1]}]}", 1, 9, 21,
	  "There must have at least 2 Objects in $or relationship." },
	{ "{\"$or\": [{\"a\": [1]}, 5]}", 1, 22, 23,
	  "Only JSON object is allowed in array of $or relationship." },
	{ "{\"$or\": [{\"prefix\": [1]}, {\"a\": [1]}]}", 1, 11, 22,
	  "prefix is Ruler reserved fieldName which cannot be used inside "
	  "$or." },
	{ "{\"$or\": [{}, {\"a\": [1]}]}", 1, 10, 12,
	  "Empty objects are not allowed" },
	/* JSON itself. */
	{ "{'bad': [1]}", 1, 2, 2,
	  "Unexpected character (''' (code 39)): was expecting double-quote "
	  "to start field name" },
	{ "{\"a\": closed}", 1, 7, 13,
	  "Unrecognized token 'closed': was expecting (JSON String, Number, "
	  "Array, Object or token 'null', 'true' or 'false')" },
	{ "{\"a\" [1]}", 1, 6, 6,
	  "Unexpected character ('[' (code 91)): was expecting a colon to "
	  "separate field name and value" },
	{ "{\"a\": [1 2]}", 1, 10, 10,
	  "Unexpected character ('2' (code 50)): was expecting comma to "
	  "separate Array entries" },
	{ "{\"a\": [1a]}", 1, 9, 9,
	  "Unexpected character ('a' (code 97)): was expecting comma to "
	  "separate Array entries" },
	{ "{\"a\": [1] \"b\": [1]}", 1, 11, 11,
	  "Unexpected character ('\"' (code 34)): was expecting comma to "
	  "separate Object entries" },
	{ "{\"a\": [\"\\u00x\"]}", 1, 11, 11,
	  "expected a hex-digit for character escape sequence" },
	{ "{\"a\": [\"x\ty\"]}", 1, 10, 11,
	  "Illegal unquoted character ((CTRL-CHAR, code 9)): has to be "
	  "escaped using backslash to be included in string value" },
	{ "{\"a\": [\f1]}", 1, 8, 8,
	  "Illegal character ((CTRL-CHAR, code 12)): only regular white space "
	  "(\\r, \\n, \\t) is allowed between tokens" },
	{ "{\"a\": [\"ف\", 01]}", 1, 14, 14,
	  "Invalid numeric value: Leading zeroes not allowed" },
	{ "{\"a\": [\"x\\q\"]}", 1, 10, 12,
	  "Unrecognized character escape 'q' (code 113)" },
	{ "{\"a\": [1]", 1, 1, 10,
	  "Unexpected end-of-input: expected close marker for Object" },
	{ "{\"a\": [\"x", 1, 8, 10, "Unexpected end-of-input in VALUE_STRING" },
	{ "{\"a\": [\"\xff\"]}", 1, 1, 0, "Invalid UTF-8" },
	/* AWS stops at what it meets first, in front of broken JSON. */
	{ "{\"a\": [], \"b\": [", 1, 7, 9, "Empty arrays are not allowed" },
	{ "{\"a\": [{\"x\": [", 1, 9, 15, "Unrecognized match type x" },
};

static void
bad_patterns_are_refused_with_aws_reason_and_place(void **state)
{
	struct pattern_error error;

	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		const struct refusal *r = &refusals[i];
		assert_null(pattern_compile(r->pattern, strlen(r->pattern),
					    &error));
		if (strcmp(error.reason, r->reason) || error.line != r->line ||
		    error.column != r->column ||
		    error.aws_column != r->aws_column)
			fail_msg("%s: %d:%d (AWS: column %d): %s", r->pattern,
				 error.line, error.column, error.aws_column,
				 error.reason);
	}
}

static void
columns_count_characters_and_aws_counts_utf16(void **state)
{
	static const char text[] = "{\"😀\":\n {\"😀ف\": []}}";
	struct pattern_error error;

	(void)state;
	assert_null(pattern_compile(text, strlen(text), &error));
	assert_int_equal(error.line, 2);
	assert_int_equal(error.column, 9);
	assert_int_equal(error.aws_line, 2);
	assert_int_equal(error.aws_column, 12);
}

static void
a_refusal_reads_as_on_aws(void **state)
{
	struct pattern_error error;
	struct strbuf message = STRBUF_INIT;
	static const char text[] = "{\"int\": 42}";

	(void)state;
	assert_null(pattern_compile(text, strlen(text), &error));
	pattern_error_message(&error, text, strlen(text), &message);
	assert_string_equal(
	    message.buf,
	    "Event pattern is not valid. Reason: \"int\" must be an object or "
	    "an array\n at [Source: (String)\"{\"int\": 42}\"; line: 1, "
	    "column: 11]");
	strbuf_reset(&message);
	static const char cidr[] = "{\"a\":[{\"cidr\":\"1.2.3.4\"}]}";
	assert_null(pattern_compile(cidr, strlen(cidr), &error));
	pattern_error_message(&error, cidr, strlen(cidr), &message);
	assert_string_equal(message.buf,
			    "Event pattern is not valid. Reason: Malformed "
			    "CIDR, one '/' required");
	strbuf_release(&message);
}

/* What AWS answered, letter by letter: the reason, the column, and how often
   the place is named. */
static const struct answered {
	const char *pattern, *reason;
	int column, times;
} answered[] = {
	{ "{\"int\": 42}",
	  "\"int\" must be an object or an array",
	  11, 1 },
	{ "{\"detail\": {\"equal\": [{\"NUMERIC\": [\"=\", 5]}]}}",
	  "Unrecognized match type NUMERIC",
	  36, 1 },
	{ "{\"string\": \"my-value\"}",
	  "\"string\" must be an object or an array",
	  13, 1 },
	{ "{\"resources\": []}",
	  "Empty arrays are not allowed",
	  17, 1 },
	{ "{\"my_key\": [{\"EXISTS\": true}]}",
	  "Unrecognized match type EXISTS",
	  28, 1 },
	{ "{\"detail\": {\"c-count\": [{\"numeric\": [\">\", 0, \">\", "
	  "0]}]}}",
	  "Bad numeric range operator: >",
	  49, 1 },
	{ "{\"detail\": {\"c-count\": [{\"numeric\": [\">\", 0, \"<\"]}"
	  "]}}",
	  "Value of < must be numeric",
	  50, 1 },
	{ "{\"detail-type\": [{\"equals-ignore-case\": [\"ec2 instance "
	  "state-change notification\"]}]}",
	  "equals-ignore-case match pattern must be a string",
	  42, 1 },
	{ "{\"detail-type\": [{\"equals-ignore-case\": {\"prefix\": \"e"
	  "c2\"}}]}",
	  "equals-ignore-case match pattern must be a string",
	  42, 1 },
	{ "{\"detail\": {\"state\": [{\"anything-but\": {\"equals-ignor"
	  "e-case\": 123}}]}}",
	  "Inside anything-but/equals-ignore-case list, number|start|nu"
	  "ll|boolean is not supported.",
	  66, 1 },
	{ "{\"detail\": {\"state\": [{\"anything-but\": {\"equals-ignor"
	  "e-case\": [123, 456]}}]}}",
	  "Inside anything-but/equals-ignore-case list, number|start|nu"
	  "ll|boolean is not supported.",
	  67, 2 },
	{ "this is valid json but not a dict",
	  "Unrecognized token 'this': was expecting (JSON String, Numbe"
	  "r, Array, Object or token 'null', 'true' or 'false')",
	  5, 1 },
	{ "{'bad': 'quotation'}",
	  "Unexpected character (''' (code 39)): was expecting double-q"
	  "uote to start field name",
	  2, 1 },
	{ "{\"not\": closed mark\"",
	  "Unrecognized token 'closed': was expecting (JSON String, Num"
	  "ber, Array, Object or token 'null', 'true' or 'false')",
	  15, 1 },
	{ "[\"not\", \"a\", \"dict\", \"but valid json\"]",
	  "Filter is not an object",
	  2, 1 },
	{ "{\"EventBusArn\": [{\"wildcard\": 123}]}",
	  "wildcard match pattern must be a string",
	  34, 1 },
	{ "{\"detail\": {\"state\": [{\"anything-but\": {\"wildcard\": "
	  "[123, \"*/dir/*\"]}}]}}",
	  "wildcard match pattern must be a string",
	  57, 2 },
	{ "{\"detail\": {\"FilePath\": [{\"anything-but\": {\"wildcard"
	  "\": 123}}]}}",
	  "wildcard match pattern must be a string",
	  59, 1 },
	{ "{\"detail\": {\"FileName\": [{\"anything-but\": {\"suffix\":"
	  " [123, \".txt\"]}}]}}",
	  "prefix/suffix match pattern must be a string",
	  58, 2 },
	{ "{\"detail\": {\"FileName\": [{\"anything-but\": {\"suffix\":"
	  " 123}}]}}",
	  "prefix/suffix match pattern must be a string",
	  57, 1 },
	{ "{\"detail\": {\"state\": [{\"anything-but\": {\"prefix\": [1"
	  "23, \"test\"]}}]}}",
	  "prefix/suffix match pattern must be a string",
	  55, 2 },
	{ "{\"detail\": {\"state\": [{\"anything-but\": {\"prefix\": 12"
	  "3}}]}}",
	  "prefix/suffix match pattern must be a string",
	  54, 1 },
	{ "{\"time\": [{\"prefix\": [\"2022-07-13\"]}]}",
	  "prefix match pattern must be a string",
	  23, 1 },
	{ "{\"time\": [{\"prefix\": 123}]}",
	  "prefix match pattern must be a string",
	  25, 1 },
	{ "{\"FileName\": [{\"suffix\": 123}]}",
	  "suffix match pattern must be a string",
	  29, 1 },
	{ "{\"FileName\": [{\"suffix\": [\".png\"]}]}",
	  "suffix match pattern must be a string",
	  27, 1 },
	{ "{\"detail\": {\"FileName\": [{\"anything-but\": {\"prefix\":"
	  " {\"equals-ignore-case\": \"file\"}}}]}}",
	  "Value of anything-but must be an array or single string/numb"
	  "er value.",
	  55, 1 },
	{ "{\"detail\": {\"sourceIPAddress\": [{\"cidr\": [\"bad-type\""
	  "]}]}}",
	  "prefix match pattern must be a string",
	  43, 1 },
	{ "{\"detail\": {\"sourceIPAddress\": [{\"cidr\": \"bad-ip/8\"}"
	  "]}}",
	  "Nonstandard IP address: bad-ip",
	  0, 0 },
	{ "{\"detail\": {\"sourceIPAddress\": [{\"cidr\": \"10.0.0.0/ba"
	  "d\"}]}}",
	  "Malformed CIDR, mask bits must be an integer",
	  0, 0 },
	{ "{\"detail\": {\"sourceIPAddress\": [{\"cidr\": \"xxxx:db8:12"
	  "34:1a00::/32\"}]}}",
	  "Nonstandard IP address: xxxx:db8:1234:1a00::",
	  0, 0 },
};

static void
what_aws_has_answered_is_answered_here(void **state)
{
	struct pattern_error error;

	(void)state;
	for (size_t i = 0; i < COUNT(answered); i++) {
		const struct answered *a = &answered[i];
		struct strbuf expected = STRBUF_INIT, message = STRBUF_INIT;
		size_t length = strlen(a->pattern);

		strbuf_addf(&expected, "Event pattern is not valid. Reason: %s",
			    a->reason);
		for (int n = 0; n < a->times; n++)
			strbuf_addf(&expected,
				    "\n at [Source: (String)\"%s\"; line: 1, "
				    "column: %d]", a->pattern, a->column);
		assert_null(pattern_compile(a->pattern, length, &error));
		pattern_error_message(&error, a->pattern, length, &message);
		assert_string_equal(message.buf, expected.buf);
		strbuf_release(&expected);
		strbuf_release(&message);
	}
}

/* ------------------------------------------------------------ limits */

/* `times` fields, each with an $or of `count` objects. */
static void
add_or(struct strbuf *text, int times, int count)
{
	strbuf_addch(text, '{');
	for (int i = 0; i < times; i++) {
		strbuf_addf(text, "%s\"k%d\":{\"$or\":[", i ? "," : "", i);
		for (int j = 0; j < count; j++)
			strbuf_addf(text, "%s{\"f%d\":[1]}", j ? "," : "", j);
		strbuf_addstr(text, "]}");
	}
	strbuf_addch(text, '}');
}

static void
a_thousand_combinations_of_or_are_the_most(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct pattern_error error;

	(void)state;
	add_or(&text, 3, 10);
	struct pattern *pattern = pattern_compile(text.buf, text.len, &error);
	assert_non_null(pattern);
	pattern_free(pattern);
	strbuf_reset(&text);
	add_or(&text, 10, 2);
	assert_null(pattern_compile(text.buf, text.len, &error));
	assert_non_null(strstr(error.reason, "too many combinations"));
	strbuf_release(&text);
}

static void
deep_and_long_patterns_are_refused(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct pattern_error error;

	(void)state;
	for (int i = 0; i < 5000; i++)
		strbuf_addstr(&text, "{\"a\":");
	assert_null(pattern_compile(text.buf, text.len, &error));
	assert_string_equal(error.reason, "Event pattern is nested too deep");
	strbuf_reset(&text);
	strbuf_addstr(&text, "{\"");
	strbuf_addchars(&text, '.', 100);
	strbuf_addstr(&text, "\":[1]}");
	assert_null(pattern_compile(text.buf, text.len, &error));
	assert_string_equal(error.reason, "Event pattern is nested too deep");
	strbuf_reset(&text);
	strbuf_addstr(&text, "{\"a\":[1]");
	strbuf_addchars(&text, ' ', 70000);
	strbuf_addch(&text, '}');
	assert_null(pattern_compile(text.buf, text.len, &error));
	assert_non_null(strstr(error.reason, "longer than"));
	strbuf_release(&text);
}

static void
a_wildcard_stays_linear_on_a_long_value(void **state)
{
	struct strbuf value = STRBUF_INIT;
	struct pattern *pattern =
	    compile("{\"a\":[{\"wildcard\":\"*aab*aac*aad*\"}]}");

	(void)state;
	strbuf_addchars(&value, 'a', 256 * 1024);
	struct json_object *event = json_object_new_object();
	json_object_object_add(event, "a",
			       json_object_new_string_len(value.buf,
							  (int)value.len));
	assert_false(pattern_match(pattern, event));
	json_object_put(event);
	strbuf_release(&value);
	pattern_free(pattern);
}

/* ------------------------------------------------------------ why not */

static const struct why_case {
	const char *pattern, *event;
	enum pattern_failure failure;
	const char *field, *wanted, *found;
} whys[] = {
	{ "{\"a\": [ \"x\" , 1 ]}", "{\"a\":\"y\"}", PATTERN_DIFFERENT, "a",
	  "[\"x\",1]", "\"y\"" },
	{ "{\"a\":[\"x y\"]}", "{}", PATTERN_MISSING, "a", "[\"x y\"]", "" },
	{ "{\"a\":[{\"exists\":false}]}", "{\"a\":null}", PATTERN_PRESENT, "a",
	  "[{\"exists\":false}]", "null" },
	{ "{\"a\":[1],\"d\":{\"n\":[2]}}", "{\"a\":1,\"d\":{\"n\":3}}",
	  PATTERN_DIFFERENT, "d.n", "[2]", "3" },
	{ "{\"d\":{\"n\":[2]}}", "{\"d.n\":3}", PATTERN_DIFFERENT, "d.n", "[2]",
	  "3" },
	{ "{\"d\":{\"n\":[2]}}", "{\"d\":5}", PATTERN_MISSING, "d.n", "[2]",
	  "" },
	/* The pattern stops too early: an object is there. */
	{ "{\"d\":[\"x\"]}", "{\"d\":{\"n\":3}}", PATTERN_DIFFERENT, "d",
	  "[\"x\"]", "{\"n\":3}" },
	{ "{\"a\":[3]}", "{\"a\":[1,2]}", PATTERN_DIFFERENT, "a", "[3]",
	  "[1,2]" },
	{ "{\"a\":[{\"exists\":true}]}", "{\"a\":[]}", PATTERN_DIFFERENT, "a",
	  "[{\"exists\":true}]", "[]" },
	/* Each would do alone, not both in one element. */
	{ "{\"u\":{\"x\":[1],\"y\":[4]}}",
	  "{\"u\":[{\"x\":1,\"y\":2},{\"x\":3,\"y\":4}]}", PATTERN_DIFFERENT,
	  "u.y", "[4]", "[2,4]" },
	/* The alternative that comes closest. */
	{ "{\"$or\":[{\"a\":[1]},{\"b\":[2],\"c\":[3]}]}", "{\"b\":2,\"c\":4}",
	  PATTERN_DIFFERENT, "c", "[3]", "4" },
	{ "{\"a\":[\"]\\\" [\"]}", "{}", PATTERN_MISSING, "a", "[\"]\\\" [\"]",
	  "" },
};

static void
why_not_names_the_first_field_that_failed(void **state)
{
	struct pattern_why_not why;

	(void)state;
	for (size_t i = 0; i < COUNT(whys); i++) {
		const struct why_case *c = &whys[i];
		struct pattern *pattern = compile(c->pattern);
		struct json_object *event = json_tokener_parse(c->event);
		assert_true(pattern_explain(pattern, event, &why));
		if (why.failure != c->failure || strcmp(why.field, c->field) ||
		    strcmp(why.wanted, c->wanted) || strcmp(why.found, c->found))
			fail_msg("%s on %s: %d %s wanted %s found %s",
				 c->pattern, c->event, why.failure, why.field,
				 why.wanted, why.found);
		json_object_put(event);
		pattern_free(pattern);
	}
}

static void
why_not_leaves_a_match_alone(void **state)
{
	struct pattern_why_not why = { .field = "untouched" };
	struct pattern *pattern = compile("{\"a\":[1]}");
	struct json_object *event = json_tokener_parse("{\"a\":1}");

	(void)state;
	assert_false(pattern_explain(pattern, event, &why));
	assert_string_equal(why.field, "untouched");
	json_object_put(event);
	pattern_free(pattern);
}

static void
long_values_are_cut_between_characters(void **state)
{
	struct pattern_why_not why;
	struct strbuf value = STRBUF_INIT;
	struct pattern *pattern = compile("{\"a\":[1]}");
	struct json_object *event = json_object_new_object();

	(void)state;
	for (int i = 0; i < 1000; i++)
		strbuf_addstr(&value, "ف");
	json_object_object_add(event, "a", json_object_new_string(value.buf));
	assert_true(pattern_explain(pattern, event, &why));
	size_t length = strlen(why.found);
	assert_true(length < sizeof why.found);
	assert_string_equal(why.found + length - 3, "...");
	assert_int_equal((length - 4) % 2, 0);
	strbuf_release(&value);
	json_object_put(event);
	pattern_free(pattern);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_matches_one_of_the_list),
		cmocka_unit_test(
		    all_fields_must_hold_and_other_fields_do_not_matter),
		cmocka_unit_test(
		    a_dotted_key_means_nested_objects_on_both_sides),
		cmocka_unit_test(numbers_are_compared_by_value),
		cmocka_unit_test(strings_have_beginnings_ends_and_case),
		cmocka_unit_test(a_star_is_any_run_of_characters),
		cmocka_unit_test(
		    anything_but_wants_a_value_that_is_none_of_these),
		cmocka_unit_test(a_block_holds_its_addresses),
		cmocka_unit_test(exists_looks_at_leaves_only),
		cmocka_unit_test(a_match_never_mixes_two_elements_of_an_array),
		cmocka_unit_test(or_takes_one_of_its_objects),
		cmocka_unit_test(an_event_that_is_no_object_does_not_match),
		cmocka_unit_test(the_pattern_of_the_lab_finds_a_stopped_trail),
		cmocka_unit_test(
		    bad_patterns_are_refused_with_aws_reason_and_place),
		cmocka_unit_test(columns_count_characters_and_aws_counts_utf16),
		cmocka_unit_test(a_refusal_reads_as_on_aws),
		cmocka_unit_test(what_aws_has_answered_is_answered_here),
		cmocka_unit_test(a_thousand_combinations_of_or_are_the_most),
		cmocka_unit_test(deep_and_long_patterns_are_refused),
		cmocka_unit_test(a_wildcard_stays_linear_on_a_long_value),
		cmocka_unit_test(why_not_names_the_first_field_that_failed),
		cmocka_unit_test(why_not_leaves_a_match_alone),
		cmocka_unit_test(long_values_are_cut_between_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
