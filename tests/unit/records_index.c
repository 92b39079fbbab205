/* SPDX-License-Identifier: MIT */
/*
 * The index of the events prompt: its limit, what it refuses, and the answers
 * that a question to each record gives.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/strbuf.h"
#include "records/index.h"

static const struct log_limits limits = { .threads = 2,
					  .bytes = 1024 * 1024 };

static struct index *
build(const char *text, size_t length, size_t most)
{
	struct logs logs = { 0 };
	struct index *index;

	logs_add_bytes(&logs, "-", text, length);
	index = index_build(&logs, &limits, most);
	logs_release(&logs);
	return index;
}

/* Records of forty callers; each has its own form of userIdentity. */
static void
write_callers(struct strbuf *out)
{
	for (int i = 0; i < 400; i++) {
		int n = i % 40;

		strbuf_addf(out, "{\"eventVersion\":\"1\",\"eventName\":\"E%d\",",
			    i % 7);
		if (n % 4 == 0)
			strbuf_addf(out, "\"userIdentity\":{\"userName\":"
					 "\"u\\u0073er-%d\"}}\n", n);
		else if (n % 4 == 1)
			strbuf_addf(out, "\"userIdentity\":{\"userName\":"
					 "\"gone\", \"userName\" : [\"user-%d\"]}}\n",
				    n);
		else if (n % 4 == 2)
			strbuf_addf(out, "\"userIdentity\":{\"arn\":"
					 "\"arn:aws:sts::1:assumed-role/r/user-%d\"}}\n",
				    n);
		else
			strbuf_addf(out, "\"userIdentity\":\"user-%d\"}\n", n);
	}
}

static void
beyond_its_limit_there_is_no_index(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct index *index;
	size_t bytes;

	(void)state;
	write_callers(&text);
	index = build(text.buf, text.len, INDEX_BYTES_MOST);
	assert_non_null(index);
	assert_int_equal(index_records(index), 400);
	bytes = index_bytes(index);
	index_free(index);

	index = build(text.buf, text.len, bytes);
	assert_non_null(index);
	assert_int_equal(index_records(index), 400);
	index_free(index);

	assert_null(build(text.buf, text.len, bytes - 1));
	assert_null(build(text.buf, text.len, 1));
	strbuf_release(&text);
}

/* As deep as the files' own reading takes a member, and one level deeper. */
static void
a_value_that_is_no_json_or_too_deep_makes_no_index(void **state)
{
	static const struct { int levels; bool fine; } cases[] = {
		{ 63, true }, { 64, false },
	};
	struct strbuf text = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct index *index;

		strbuf_reset(&text);
		strbuf_addstr(&text, "{\"eventVersion\":\"1\",\"userIdentity\":");
		strbuf_addchars(&text, '[', (size_t)cases[i].levels);
		strbuf_addchars(&text, ']', (size_t)cases[i].levels);
		strbuf_addch(&text, '}');
		index = build(text.buf, text.len, INDEX_BYTES_MOST);
		assert_int_equal(index != NULL, cases[i].fine);
		index_free(index);
	}
	strbuf_reset(&text);
	strbuf_addstr(&text, "{\"eventVersion\":\"1\",\"eventName\":\"\xff\"}");
	assert_null(build(text.buf, text.len, INDEX_BYTES_MOST));
	strbuf_release(&text);
}

static size_t
rows_of(const struct index *index, const char *who, uint32_t *first)
{
	struct fields fields;
	struct query *query;
	struct index_rows rows = { 0 };
	size_t count;

	fields_init(&fields);
	query = query_new(&fields);
	assert_true(query_add_shortcut(query, QUERY_WHO, who));
	assert_true(index_match(index, &fields, query, &rows));
	count = rows.count;
	*first = count > 0 ? index_row(&rows, 0) : 0;
	free(rows.items);
	query_free(query);
	fields_release(&fields);
	return count;
}

static void
each_identity_is_asked_as_its_record_would_be(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct index *index;
	uint32_t first;

	(void)state;
	write_callers(&text);
	index = build(text.buf, text.len, INDEX_BYTES_MOST);
	assert_int_equal(rows_of(index, "user-0", &first), 10);
	assert_int_equal(first, 0);
	assert_int_equal(rows_of(index, "USER-5", &first), 10);
	assert_int_equal(first, 5);
	assert_int_equal(rows_of(index, "user-38", &first), 10);
	assert_int_equal(first, 38);
	assert_int_equal(rows_of(index, "user-39", &first), 0);
	assert_int_equal(rows_of(index, "gone", &first), 0);
	assert_int_equal(rows_of(index, "user-*", &first), 200);
	index_free(index);
	strbuf_release(&text);
}

static size_t
rows_between(const struct index *index, const char *since, const char *until)
{
	struct fields fields;
	struct query *query;
	struct index_rows rows;
	int64_t from, to;

	assert_true(clock_parse(since, &from) && clock_parse(until, &to));
	fields_init(&fields);
	query = query_new(&fields);
	query_set_times(query, from, to);
	assert_true(index_match(index, &fields, query, &rows));
	free(rows.items);
	query_free(query);
	fields_release(&fields);
	return rows.count;
}

static bool
knows_times(const struct index *index)
{
	struct fields fields;
	bool known;
	int slot;

	fields_init(&fields);
	slot = fields_add(&fields, "eventTime");
	known = index_has(index, &fields, &slot, 1);
	fields_release(&fields);
	return known;
}

static const char four_times[] =
	"{\"eventVersion\":\"1\",\"eventTime\":\"2025-02-28T23:59:59Z\"}\n"
	"{\"eventVersion\":\"1\",\"eventTime\":\"2025-03-01T00:00:00Z\"}\n"
	"{\"eventVersion\":\"1\",\"eventTime\":\"2025-03-01T10:20:30Z\"}\n"
	"{\"eventVersion\":\"1\"}\n";

static void
times_are_found_from_a_moment_on_and_before_another(void **state)
{
	struct index *index = build(four_times, sizeof four_times - 1,
				    INDEX_BYTES_MOST);
	struct strbuf text = STRBUF_INIT;
	struct fields fields;
	struct scan scan;
	int slot;

	(void)state;
	assert_int_equal(rows_between(index, "2025-02-28T23:59:59Z",
				      "2025-03-01T10:20:30Z"), 2);
	assert_int_equal(rows_between(index, "2025-03-01", "2025-03-02"), 2);
	assert_int_equal(rows_between(index, "2025-03-02", "2025-03-03"), 0);
	assert_true(index_time(index, 3) == INT64_MIN);

	assert_true(knows_times(index));
	fields_init(&fields);
	slot = fields_add(&fields, "eventTime");
	scan_init(&scan, &fields);
	index_scan(index, 2, &scan, &text);
	assert_memory_equal(scan_field(&scan, 0, slot).text,
			    "\"2025-03-01T10:20:30Z\"", 22);
	index_scan(index, 3, &scan, &text);
	assert_int_equal(scan_field(&scan, 0, slot).length, 0);
	scan_release(&scan);
	fields_release(&fields);
	strbuf_release(&text);
	index_free(index);
}

/* What is no time, or is written in another way, is not written anew. */
static void
other_forms_of_time_are_left_to_the_files(void **state)
{
	static const char *const others[] = {
		"2025-03-01T10:20:30.5Z", "2025-03-01T10:20:30+00:00",
		"2025-02-31T10:20:30Z",	  "2025-03-01T25:20:30Z",
		"2025-03-01T10:20:3\\u0030Z", "2025-03-01t10:20:30Z", "",
	};
	struct strbuf text = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		struct index *index;

		strbuf_reset(&text);
		strbuf_addf(&text,
			    "%s{\"eventVersion\":\"1\",\"eventTime\":\"%s\"}\n",
			    four_times, others[i]);
		index = build(text.buf, text.len, INDEX_BYTES_MOST);
		assert_false(knows_times(index));
		assert_int_equal(rows_between(index, "2025-02-28",
					      "2025-03-01T10:20:30Z"), 2);
		index_free(index);
	}
	strbuf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(beyond_its_limit_there_is_no_index),
		cmocka_unit_test(
			a_value_that_is_no_json_or_too_deep_makes_no_index),
		cmocka_unit_test(each_identity_is_asked_as_its_record_would_be),
		cmocka_unit_test(
			times_are_found_from_a_moment_on_and_before_another),
		cmocka_unit_test(other_forms_of_time_are_left_to_the_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
