/* SPDX-License-Identifier: MIT */
/*
 * Log files on disk: found, read by any number of threads with one answer, and
 * what cannot be read is told and passed over.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/gzip.h"
#include "base/memory.h"
#include "records/count.h"
#include "records/source.h"

static char folder[] = "/tmp/jasoos-records-XXXXXX";

static char *
path_of(const char *name)
{
	char *path = file_join(folder, name);
	char *slash = strrchr(path, '/');

	*slash = '\0';
	assert_int_equal(file_make_folders(path), 0);
	*slash = '/';
	return path;
}

static void
put(const char *name, const char *bytes, size_t length)
{
	char *path = path_of(name);

	assert_int_equal(file_write(path, bytes, length), 0);
	free(path);
}

static void
put_text(const char *name, const char *text)
{
	put(name, text, strlen(text));
}

static void
put_gzip(const char *name, const char *text, size_t cut)
{
	struct strbuf packed = STRBUF_INIT;

	gzip_compress(text, strlen(text), &packed);
	put(name, packed.buf, packed.len - cut);
	strbuf_release(&packed);
}

static int
setup(void **state)
{
	(void)state;
	strcpy(strrchr(folder, '-'), "-XXXXXX");
	return mkdtemp(folder) == NULL;
}

static int
teardown(void **state)
{
	char *command = str_printf("rm -rf '%s'", folder);
	int status = system(command);

	(void)state;
	free(command);
	return status;
}

/* ------------------------------------------------------------------ reading */

/* The names of all events, in the order in which the files had their turn. */
struct seen {
	struct strbuf names;
	struct counts counts;
	int slot;
	size_t most; /* files that are wanted */
	size_t turns;
};

struct hand {
	struct seen *seen;
	struct strbuf names;
	struct counts counts;
};

static void *
begin(void *data)
{
	struct hand *hand = mem_calloc(1, sizeof *hand);

	hand->seen = data;
	strbuf_init(&hand->names);
	counts_init(&hand->counts);
	return hand;
}

static size_t
unit(void *worker, const struct scan *scan)
{
	struct hand *hand = worker;

	for (size_t i = 0; i < scan->count; i++) {
		counts_add(&hand->counts, scan, i, &hand->seen->slot, 1, 1);
		span_text(scan_field(scan, i, hand->seen->slot), &hand->names);
		strbuf_addch(&hand->names, ' ');
	}
	return 0;
}

static void *
file(void *worker)
{
	struct hand *hand = worker;

	return strbuf_detach(&hand->names);
}

static bool
turn(void *data, void *result)
{
	struct seen *seen = data;

	if (seen->turns < seen->most) {
		strbuf_addstr(&seen->names, result);
		seen->turns++;
	}
	free(result);
	return seen->turns < seen->most;
}

static void
end(void *worker)
{
	struct hand *hand = worker;

	counts_merge(&hand->seen->counts, &hand->counts);
	counts_release(&hand->counts);
	strbuf_release(&hand->names);
	free(hand);
}

static void
read_all(struct logs *logs, int threads, size_t limit, struct seen *seen)
{
	struct fields fields;
	struct log_limits limits = { threads, limit, false };
	struct log_visitor visitor = { &fields, seen, begin, unit, file, turn,
				       end };

	fields_init(&fields);
	strbuf_init(&seen->names);
	counts_init(&seen->counts);
	seen->slot = fields_add(&fields, "eventName");
	logs_read(logs, &limits, &visitor);
	fields_release(&fields);
}

static void
seen_release(struct seen *seen)
{
	strbuf_release(&seen->names);
	counts_release(&seen->counts);
}

/* What the folder gives: these names in this order, this many troubles. */
static void
assert_folder(const char *names, size_t troubles)
{
	for (int threads = 1; threads <= 4; threads++) {
		struct seen seen = { .most = SIZE_MAX };
		struct logs logs = { 0 };

		logs_add(&logs, folder);
		read_all(&logs, threads, LOG_FILE_MOST, &seen);
		assert_string_equal(seen.names.buf, names);
		assert_int_equal(logs.trouble_count, troubles);
		seen_release(&seen);
		logs_release(&logs);
	}
}

static void
assert_trouble(const char *name, size_t limit, enum log_trouble_kind kind)
{
	struct seen seen = { .most = SIZE_MAX };
	struct logs logs = { 0 };
	char *path = file_join(folder, name);

	logs_add(&logs, path);
	read_all(&logs, 2, limit, &seen);
	assert_int_equal(logs.trouble_count, 1);
	assert_int_equal(logs.troubles[0].kind, kind);
	assert_string_equal(logs.troubles[0].name, path);
	assert_string_equal(seen.names.buf, "");
	free(path);
	seen_release(&seen);
	logs_release(&logs);
}

static void
a_tree_is_read_in_the_order_of_its_names(void **state)
{
	(void)state;
	put_gzip("a/1.json.gz", "{\"Records\":[{\"eventName\":\"A\"}]}", 0);
	put_text("b.json", "[{\"eventName\":\"C\"},{\"eventName\":\"D\"}]");
	put_text("a/2.jsonl", "{\"eventName\":\"B\"}\n");
	put_text("README.md", "no log");
	put_text("c.json", "{\"eventName\":\"E\"}");
	assert_folder("A B C D E ", 0);
}

static void
digest_files_and_other_json_of_a_tree_are_left_out(void **state)
{
	struct seen seen = { .most = SIZE_MAX };
	struct logs logs = { 0 };

	(void)state;
	put_gzip("CloudTrail-Digest/1_CloudTrail-Digest_us-east-1_x.json.gz",
		 "{}", 0);
	put_text("digest.json", "{\"digestS3Object\":\"x\",\"logFiles\":[]}");
	put_text("config.json", "{\"configurationItems\":[]}");
	put_text("z.json", "{\"Records\":[{\"eventName\":\"A\"}]}");
	logs_add(&logs, folder);
	read_all(&logs, 1, LOG_FILE_MOST, &seen);
	assert_string_equal(seen.names.buf, "A ");
	assert_int_equal(logs.digests, 2);
	assert_int_equal(logs.strangers, 1);
	assert_int_equal(logs.trouble_count, 0);
	seen_release(&seen);
	logs_release(&logs);
	assert_trouble("config.json", LOG_FILE_MOST, LOG_STRANGE);
}

static void
what_cannot_be_read_is_passed_over_and_all_else_answered(void **state)
{
	(void)state;
	put_text("a.json", "{\"Records\":[{\"eventName\":\"A\"}]}");
	put_gzip("cut.json.gz", "{\"Records\":[{\"eventName\":\"X\"}]}", 9);
	put_text("cut.json", "{\"Records\":[{\"eventName\":\"X\"},{\"ev");
	put_text("empty.json", "");
	put_text("z.json", "{\"Records\":[{\"eventName\":\"Z\"}]}");
	assert_folder("A Z ", 3);
	assert_trouble("cut.json.gz", LOG_FILE_MOST, LOG_DAMAGED_GZIP);
	assert_trouble("cut.json", LOG_FILE_MOST, LOG_BROKEN);
	assert_trouble("empty.json", LOG_FILE_MOST, LOG_EMPTY);
	assert_trouble("none.json", LOG_FILE_MOST, LOG_UNREADABLE);
	assert_trouble("a.json", 10, LOG_TOO_LARGE);
}

static void
a_bomb_stops_at_the_limit(void **state)
{
	struct strbuf text = STRBUF_INIT;

	(void)state;
	strbuf_addchars(&text, ' ', 1024 * 1024);
	strbuf_addstr(&text, "[]");
	put_gzip("bomb.json.gz", text.buf, 0);
	strbuf_release(&text);
	assert_trouble("bomb.json.gz", 512 * 1024, LOG_TOO_LARGE);
}

static void
a_loop_of_links_is_told_once(void **state)
{
	char *link = path_of("a/b/up");
	char *top = file_join(folder, "a");
	struct seen seen = { .most = SIZE_MAX };
	struct logs logs = { 0 };

	(void)state;
	put_text("a/b/1.json", "{\"Records\":[{\"eventName\":\"A\"}]}");
	assert_int_equal(symlink(top, link), 0);
	logs_add(&logs, folder);
	read_all(&logs, 2, LOG_FILE_MOST, &seen);
	assert_string_equal(seen.names.buf, "A ");
	assert_int_equal(logs.trouble_count, 1);
	assert_int_equal(logs.troubles[0].kind, LOG_LINK_LOOP);
	assert_string_equal(logs.troubles[0].name, link);
	seen_release(&seen);
	logs_release(&logs);
	free(link);
	free(top);
}

static void
bytes_of_the_caller_are_a_file_too(void **state)
{
	static const char text[] = "{\"eventName\":\"A\"}\n{\"eventName\":\"B\"}";
	struct seen seen = { .most = SIZE_MAX };
	struct logs logs = { 0 };

	(void)state;
	logs_add_bytes(&logs, "-", text, strlen(text));
	read_all(&logs, 1, LOG_FILE_MOST, &seen);
	assert_string_equal(seen.names.buf, "A B ");
	seen_release(&seen);
	logs_release(&logs);
}

static void
reading_stops_when_nobody_wants_more(void **state)
{
	(void)state;
	for (int i = 0; i < 90; i++) {
		char name[32];

		snprintf(name, sizeof name, "%02d.json", i);
		put_text(name, "[{\"eventName\":\"A\"}]");
	}
	for (int threads = 1; threads <= 4; threads++) {
		struct seen seen = { .most = 3 };
		struct logs logs = { 0 };

		logs_add(&logs, folder);
		read_all(&logs, threads, LOG_FILE_MOST, &seen);
		assert_string_equal(seen.names.buf, "A A A ");
		seen_release(&seen);
		logs_release(&logs);
	}
}

static void
equal_values_are_one_group_however_they_are_written(void **state)
{
	struct seen seen = { .most = SIZE_MAX };
	struct logs logs = { 0 };

	(void)state;
	put_text("1.json", "[{\"eventName\":\"A\"},{\"eventName\":\"\\u0041\"},"
			   "{\"eventName\":null},{}]");
	put_text("2.json", "[{\"eventName\":{\"a\" : [1, 2]}},"
			   "{\"eventName\":{\"a\":[1,2]}},{\"eventName\":\"A\"}]");
	logs_add(&logs, folder);
	read_all(&logs, 2, LOG_FILE_MOST, &seen);
	counts_sort(&seen.counts, COUNTS_MOST);
	assert_int_equal(seen.counts.count, 3);
	assert_string_equal(seen.counts.groups[0].key, "\"A\"");
	assert_int_equal(seen.counts.groups[0].count, 3);
	assert_string_equal(seen.counts.groups[1].key, "null");
	assert_int_equal(seen.counts.groups[1].count, 2);
	assert_string_equal(seen.counts.groups[2].key, "{\"a\":[1,2]}");
	assert_int_equal(seen.counts.groups[2].count, 2);
	seen_release(&seen);
	logs_release(&logs);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_tree_is_read_in_the_order_of_its_names),
		TEST(digest_files_and_other_json_of_a_tree_are_left_out),
		TEST(what_cannot_be_read_is_passed_over_and_all_else_answered),
		TEST(a_bomb_stops_at_the_limit),
		TEST(a_loop_of_links_is_told_once),
		TEST(bytes_of_the_caller_are_a_file_too),
		TEST(reading_stops_when_nobody_wants_more),
		TEST(equal_values_are_one_group_however_they_are_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
