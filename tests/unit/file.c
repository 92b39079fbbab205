/* SPDX-License-Identifier: MIT */
/* Files, in a folder of the test's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <signal.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/strbuf.h"

static char folder[] = "/tmp/jasoos-file-XXXXXX";

static int
enter_a_new_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static void
remove_all(const char *path)
{
	struct file_names names;

	if (file_list(path, &names) == 0) {
		for (size_t i = 0; i < names.count; i++) {
			char *inner = file_join(path, names.items[i]);

			if (unlink(inner) != 0)
				remove_all(inner);
			free(inner);
		}
		file_names_release(&names);
	}
	rmdir(path);
}

static int
leave_the_folder(void **state)
{
	(void)state;
	remove_all(folder);
	return chdir("/");
}

static void
assert_content(const char *path, const char *wanted)
{
	struct strbuf content = STRBUF_INIT;

	assert_int_equal(file_read(path, 100000, &content), 0);
	assert_string_equal(content.buf, wanted);
	strbuf_release(&content);
}

static void
what_is_written_is_read(void **state)
{
	struct strbuf out = STRBUF_INIT;

	(void)state;
	assert_int_equal(file_write("a", "one\0two", 7), 0);
	strbuf_addstr(&out, "> ");
	assert_int_equal(file_read("a", 7, &out), 0);
	assert_int_equal(out.len, 9);
	assert_memory_equal(out.buf, "> one\0two", 10);
	assert_int_equal(file_write("a", "", 0), 0);
	assert_content("a", "");
	strbuf_release(&out);
}

static void
a_file_past_the_limit_leaves_nothing_behind(void **state)
{
	struct strbuf out = STRBUF_INIT;

	(void)state;
	assert_int_equal(file_write("a", "12345678", 8), 0);
	strbuf_addstr(&out, "before");
	assert_int_equal(file_read("a", 7, &out), ERROR_LIMIT);
	assert_string_equal(out.buf, "before");
	strbuf_release(&out);
}

static void
only_regular_files_are_read_and_replaced(void **state)
{
	struct strbuf out = STRBUF_INIT;

	(void)state;
	assert_int_equal(mkfifo("pipe", 0600), 0);
	assert_int_equal(file_read("pipe", 10, &out), ERROR_FORMAT);
	assert_int_equal(file_read(".", 10, &out), ERROR_FORMAT);
	assert_int_equal(file_read("/dev/null", 10, &out), ERROR_FORMAT);
	assert_int_equal(file_read("none", 10, &out), ERROR_NOT_FOUND);
	assert_int_equal(file_read("a/b", 10, &out), ERROR_NOT_FOUND);
	assert_int_equal(file_write("pipe", "x", 1), ERROR_DENIED);
	assert_int_equal(file_write(".", "x", 1), ERROR_FORMAT);
	assert_int_equal(file_write("none/a", "x", 1), ERROR_NOT_FOUND);
	strbuf_release(&out);
}

static void
a_replaced_file_keeps_its_mode_and_its_link(void **state)
{
	struct stat status;

	(void)state;
	assert_int_equal(file_write("secret", "1", 1), 0);
	assert_int_equal(chmod("secret", 0600), 0);
	assert_int_equal(symlink("secret", "link"), 0);
	assert_int_equal(file_write("link", "2", 1), 0);
	assert_content("secret", "2");
	assert_int_equal(stat("secret", &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(lstat("link", &status), 0);
	assert_true(S_ISLNK(status.st_mode));
}

/* The limit on the size of a file stands for a full device. */
static void
set_room(rlim_t bytes)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void
a_failed_write_leaves_the_old_content_alone(void **state)
{
	static char large[5000];
	struct file_names names;
	int error;

	(void)state;
	assert_int_equal(mkdir("full", 0700), 0);
	assert_int_equal(file_write("full/a", "old", 3), 0);
	set_room(1000);
	error = file_write("full/a", large, sizeof large);
	set_room(RLIM_INFINITY);
	assert_int_equal(error, ERROR_FULL);
	assert_content("full/a", "old");
	assert_int_equal(file_list("full", &names), 0);
	assert_int_equal(names.count, 1);
	file_names_release(&names);
}

static void
folders_are_made_down_to_the_last(void **state)
{
	struct stat status;

	(void)state;
	assert_int_equal(file_make_folders("x//y/z/"), 0);
	assert_int_equal(file_make_folders("x/y/z"), 0);
	assert_true(file_is_folder("x/y/z"));
	assert_int_equal(stat("x/y", &status), 0);
	assert_int_equal(status.st_mode & 0777, 0700);
	assert_int_equal(file_make_folders("/"), 0);
	assert_int_equal(file_make_folders(""), ERROR_NOT_FOUND);
	assert_int_equal(file_write("x/file", "", 0), 0);
	assert_int_equal(file_make_folders("x/file"), ERROR_DENIED);
	assert_int_equal(file_make_folders("x/file/y"), ERROR_DENIED);
	assert_true(file_exists("x/file"));
	assert_false(file_is_folder("x/file"));
	assert_false(file_exists("x/none"));
}

static void
names_come_in_the_order_of_their_bytes(void **state)
{
	struct file_names names;

	(void)state;
	assert_int_equal(mkdir("list", 0700), 0);
	assert_int_equal(file_list("list", &names), 0);
	assert_int_equal(names.count, 0);
	file_names_release(&names);
	assert_int_equal(file_write("list/b", "", 0), 0);
	assert_int_equal(file_write("list/B", "", 0), 0);
	assert_int_equal(file_write("list/.a", "", 0), 0);
	assert_int_equal(file_list("list", &names), 0);
	assert_int_equal(names.count, 3);
	assert_string_equal(names.items[0], ".a");
	assert_string_equal(names.items[1], "B");
	assert_string_equal(names.items[2], "b");
	file_names_release(&names);
	assert_int_equal(file_list("none", &names), ERROR_NOT_FOUND);
	assert_int_equal(names.count, 0);
}

static void
a_log_grows_and_is_held_by_one(void **state)
{
	struct file_log log, other;
	struct stat status;

	(void)state;
	assert_int_equal(file_log_open(&log, "log"), 0);
	assert_int_equal(stat("log", &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(file_log_append(&log, "one\n", 4), 0);
	assert_content("log", "one\n"); /* and reading keeps the lock */
	assert_int_equal(file_log_open(&other, "log"), ERROR_BUSY);
	assert_int_equal(other.descriptor, -1);
	assert_int_equal(file_log_append(&log, "two\n", 4), 0);
	assert_int_equal(file_log_truncate(&log, 6), 0);
	assert_int_equal(file_log_append(&log, "X", 1), 0);
	file_log_close(&log);
	file_log_close(&log);
	assert_int_equal(file_log_open(&log, "log"), 0);
	assert_int_equal(file_log_append(&log, "!", 1), 0);
	file_log_close(&log);
	assert_content("log", "one\ntwX!");
}

static void
a_failed_append_leaves_the_log_as_it_was(void **state)
{
	static char large[5000];
	struct file_log log;
	int error;

	(void)state;
	assert_int_equal(file_log_open(&log, "log2"), 0);
	assert_int_equal(file_log_append(&log, "kept\n", 5), 0);
	set_room(1000);
	error = file_log_append(&log, large, sizeof large);
	set_room(RLIM_INFINITY);
	assert_int_equal(error, ERROR_FULL);
	assert_content("log2", "kept\n");
	assert_int_equal(file_log_append(&log, "more\n", 5), 0);
	file_log_close(&log);
	assert_content("log2", "kept\nmore\n");
}

static void
a_log_is_a_regular_file_that_exists_under_its_name(void **state)
{
	struct file_log log;

	(void)state;
	assert_int_equal(mkfifo("pipe2", 0600), 0);
	assert_int_equal(file_log_open(&log, "pipe2"), ERROR_FORMAT);
	assert_int_equal(symlink("elsewhere", "link2"), 0);
	assert_int_equal(file_log_open(&log, "link2"), ERROR_DENIED);
	assert_int_equal(file_log_open(&log, "none/log"), ERROR_NOT_FOUND);
	assert_int_equal(log.descriptor, -1);
}

static void
names_are_joined_with_one_slash(void **state)
{
	static const char *const known[][3] = {
		{ "a", "b", "a/b" },
		{ "a/", "b", "a/b" },
		{ "/", "b", "/b" },
		{ "", "b", "b" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		char *path = file_join(known[i][0], known[i][1]);

		assert_string_equal(path, known[i][2]);
		free(path);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(a_file_past_the_limit_leaves_nothing_behind),
		cmocka_unit_test(only_regular_files_are_read_and_replaced),
		cmocka_unit_test(a_replaced_file_keeps_its_mode_and_its_link),
		cmocka_unit_test(a_failed_write_leaves_the_old_content_alone),
		cmocka_unit_test(folders_are_made_down_to_the_last),
		cmocka_unit_test(names_come_in_the_order_of_their_bytes),
		cmocka_unit_test(a_log_grows_and_is_held_by_one),
		cmocka_unit_test(a_failed_append_leaves_the_log_as_it_was),
		cmocka_unit_test(
			a_log_is_a_regular_file_that_exists_under_its_name),
		cmocka_unit_test(names_are_joined_with_one_slash),
	};

	signal(SIGXFSZ, SIG_IGN);
	return cmocka_run_group_tests(tests, enter_a_new_folder,
				      leave_the_folder);
}
