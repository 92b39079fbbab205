/* SPDX-License-Identifier: MIT */
/* The learner's journal: what is kept, what is dropped, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/json.h"
#include "learner/journal.h"

/* 2025-11-19T07:04:10Z */
static const int64_t now = 1763535850000;
static const char head[] = "{\"jasoos\": \"journal\", \"format\": 1}\n";

static char folder[] = "/tmp/jasoos-journal-XXXXXX";
static char path[sizeof folder + 20];

static int
make_folder(void **state)
{
	(void)state;
	strcpy(folder + sizeof folder - 7, "XXXXXX");
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof path, "%s/journal.jsonl", folder);
	return 0;
}

static int
remove_folder(void **state)
{
	struct file_names names;

	(void)state;
	chmod(folder, 0700);
	if (file_list(folder, &names) == 0) {
		for (size_t i = 0; i < names.count; i++) {
			char *name = file_join(folder, names.items[i]);

			unlink(name);
			free(name);
		}
		file_names_release(&names);
	}
	return rmdir(folder);
}

static void
write_file(const char *bytes, size_t length)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static void
assert_file_is(const char *bytes, size_t length)
{
	struct strbuf found = STRBUF_INIT;

	assert_int_equal(file_read(path, 1 << 30, &found), 0);
	assert_int_equal(found.len, length);
	assert_memory_equal(found.buf, bytes, length);
	strbuf_release(&found);
}

static struct json_object *
entry(const char *type, const char *lesson)
{
	struct json_object *object = json_object_new_object();

	json_set_string(object, "type", type);
	json_set_string(object, "lesson", lesson);
	return object;
}

static void
a_new_journal_begins_with_its_head(void **state)
{
	struct journal journal;

	(void)state;
	assert_int_equal(journal_open(&journal, folder), 0);
	assert_true(journal.writable);
	assert_int_equal(journal.count, 0);
	journal_close(&journal);
	assert_file_is(head, strlen(head));
}

static void
what_was_appended_is_read_again(void **state)
{
	struct journal journal;

	(void)state;
	journal_open(&journal, folder);
	assert_int_equal(journal_append(&journal, now, entry("start", "a")), 0);
	assert_int_equal(journal_append(&journal, now, entry("done", "a")), 0);
	journal_close(&journal);

	assert_int_equal(journal_open(&journal, folder), 0);
	assert_int_equal(journal.count, 2);
	assert_string_equal(json_string(journal.entries[1], "type"), "done");
	assert_string_equal(json_string(journal.entries[1], "at"),
			    "2025-11-19T07:04:10Z");
	journal_close(&journal);
}

static void
an_entry_is_on_the_disk_when_append_returns(void **state)
{
	struct journal journal, reader;

	(void)state;
	journal_open(&journal, folder);
	journal_append(&journal, now, entry("start", "a"));
	assert_int_equal(journal_read(&reader, folder), 0);
	assert_int_equal(reader.count, 1);
	journal_close(&reader);
	journal_close(&journal);
}

/* Whatever byte the machine stopped at, at most the last entry is lost, and
   the journal can be written on. */
static void
a_journal_cut_at_any_byte_loses_only_its_last_entry(void **state)
{
	struct strbuf whole = STRBUF_INIT;
	struct journal journal;

	(void)state;
	journal_open(&journal, folder);
	for (int i = 0; i < 4; i++)
		journal_append(&journal, now, entry("start", "a\n\"b\" \xc3\xa9"));
	journal_close(&journal);
	file_read(path, 1 << 20, &whole);

	for (size_t cut = 0; cut <= whole.len; cut++) {
		size_t lines = 0;

		for (size_t i = 0; i < cut; i++)
			lines += whole.buf[i] == '\n';
		write_file(whole.buf, cut);
		assert_int_equal(journal_open(&journal, folder), 0);
		assert_int_equal(journal.count, lines > 0 ? lines - 1 : 0);
		assert_int_equal(journal.dropped > 0,
				 cut > 0 && whole.buf[cut - 1] != '\n');
		journal_append(&journal, now, entry("done", "a"));
		journal_close(&journal);
		assert_int_equal(journal_open(&journal, folder), 0);
		assert_int_equal(journal.count, lines > 0 ? lines : 1);
		assert_int_equal(journal.dropped, 0);
		journal_close(&journal);
	}
	strbuf_release(&whole);
}

static void
a_killed_writer_leaves_whole_entries(void **state)
{
	struct journal journal;
	int ready[2];
	char byte;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		journal_open(&journal, folder);
		for (int i = 0;; i++) {
			journal_append(&journal, now, entry("at", "a"));
			if (i == 3 && write(ready[1], "x", 1) != 1)
				_exit(1);
		}
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);

	assert_int_equal(journal_open(&journal, folder), 0);
	assert_true(journal.count >= 4);
	journal_close(&journal);
}

static void
a_reader_tells_of_a_torn_line_and_leaves_it(void **state)
{
	static const char torn[] = "{\"jasoos\": \"journal\", \"format\": 1}\n"
				   "{\"type\": \"at\"}\n{\"type\": \"a";
	struct journal journal;

	(void)state;
	write_file(torn, strlen(torn));
	assert_int_equal(journal_read(&journal, folder), 0);
	assert_int_equal(journal.count, 1);
	assert_int_equal(journal.dropped, 11);
	journal_close(&journal);
	assert_file_is(torn, strlen(torn));
}

static void
assert_refused(const char *bytes, size_t length, int error, int line)
{
	struct journal journal;

	write_file(bytes, length);
	assert_int_equal(journal_open(&journal, folder), error);
	assert_int_equal(journal.trouble, error);
	assert_false(journal.writable);
	assert_int_equal(journal.count, 0);
	if (error == ERROR_FORMAT)
		assert_int_equal(journal.bad_line, line);
	/* It still takes entries, in memory. */
	journal_append(&journal, now, entry("start", "a"));
	assert_int_equal(journal.count, 1);
	journal_close(&journal);
	assert_file_is(bytes, length);
}

static void
damaged_foreign_and_newer_files_are_refused_and_left_alone(void **state)
{
	static const struct {
		const char *bytes;
		int error, line;
	} files[] = {
		{ "{\"jasoos\": \"journal\", \"format\": 1}\n"
		  "{\"type\": \"at\"}\nrubbish\n{\"type\": \"at\"}\n",
		  ERROR_FORMAT, 3 },
		{ "{\"jasoos\": \"journal\", \"format\": 1}\n"
		  "{\"no\": \"type\"}\n",
		  ERROR_FORMAT, 2 },
		{ "{\"jasoos\": \"journal\", \"format\": 1}\n[]\n",
		  ERROR_FORMAT, 2 },
		{ "{\"jasoos\": \"journal\", \"format\": 1}\n\n",
		  ERROR_FORMAT, 2 },
		{ "{\"jasoos\": \"lab\", \"format\": 1}\n", ERROR_FORMAT, 1 },
		{ "{\"jasoos\": \"journal\", \"format\": 0}\n", ERROR_FORMAT,
		  1 },
		{ "{\"jasoos\": \"journal\"}\n", ERROR_FORMAT, 1 },
		{ "my shopping list", ERROR_FORMAT, 1 },
		{ "my shopping list\n", ERROR_FORMAT, 1 },
		{ "\n", ERROR_FORMAT, 1 },
		{ "{\"jasoos\": \"journal\", \"format\": 2}\n?!\n",
		  ERROR_NEWER, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		assert_refused(files[i].bytes, strlen(files[i].bytes),
			       files[i].error, files[i].line);
	assert_refused("{\"jasoos\": \"journal\", \"format\": 1}\n\0\0\n",
		       strlen(head) + 3, ERROR_FORMAT, 2);
}

static void
a_line_or_file_above_the_limit_is_refused(void **state)
{
	struct strbuf bytes = STRBUF_INIT;
	struct journal journal;

	(void)state;
	strbuf_addstr(&bytes, head);
	strbuf_addstr(&bytes, "{\"type\": \"");
	strbuf_addchars(&bytes, 'a', 64 * 1024);
	strbuf_addstr(&bytes, "\"}\n");
	assert_refused(bytes.buf, bytes.len, ERROR_FORMAT, 2);

	strbuf_reset(&bytes);
	strbuf_addchars(&bytes, '\n', 16 * 1024 * 1024 + 1);
	write_file(bytes.buf, bytes.len);
	assert_int_equal(journal_open(&journal, folder), ERROR_LIMIT);
	assert_false(journal.writable);
	journal_close(&journal);
	strbuf_release(&bytes);
}

static void
an_entry_that_could_not_be_read_again_is_not_written(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct journal journal;

	(void)state;
	strbuf_addchars(&text, 'a', 64 * 1024);
	journal_open(&journal, folder);
	assert_int_equal(journal_append(&journal, now, entry("at", text.buf)),
			 ERROR_LIMIT);
	assert_int_equal(journal.trouble, ERROR_LIMIT);
	journal_close(&journal);
	assert_file_is(head, strlen(head));
	strbuf_release(&text);
}

static void
a_second_process_reads_and_does_not_write(void **state)
{
	struct journal first, second;

	(void)state;
	journal_open(&first, folder);
	journal_append(&first, now, entry("start", "a"));
	assert_int_equal(journal_open(&second, folder), ERROR_BUSY);
	assert_false(second.writable);
	assert_int_equal(second.count, 1);
	assert_int_equal(journal_append(&second, now, entry("done", "a")),
			 ERROR_BUSY);
	assert_int_equal(second.count, 2);
	assert_int_equal(journal_reset(&second), ERROR_BUSY);
	journal_close(&second);
	journal_close(&first);
	assert_int_equal(journal_read(&first, folder), 0);
	assert_int_equal(first.count, 1);
	journal_close(&first);
}

static void
a_folder_that_cannot_be_written_is_no_obstacle(void **state)
{
	struct journal journal;

	(void)state;
	if (geteuid() == 0) {
		/* root may write anywhere but below a file */
		write_file(head, strlen(head));
		assert_int_not_equal(journal_open(&journal, path), 0);
	} else {
		chmod(folder, 0500);
		assert_int_equal(journal_open(&journal, folder), ERROR_DENIED);
	}
	assert_false(journal.writable);
	journal_append(&journal, now, entry("start", "a"));
	assert_int_equal(journal.count, 1);
	journal_close(&journal);
}

static void
nothing_is_created_by_reading(void **state)
{
	struct journal journal;

	(void)state;
	assert_int_equal(journal_read(&journal, folder), 0);
	assert_int_equal(journal.count, 0);
	journal_close(&journal);
	assert_false(file_exists(path));
}

static void
reset_keeps_the_old_journal_beside_the_new(void **state)
{
	struct journal journal;
	char *kept = file_join(folder, "journal-2.jsonl");

	(void)state;
	journal_open(&journal, folder);
	journal_append(&journal, now, entry("start", "a"));
	assert_int_equal(journal_reset(&journal), 0);
	assert_int_equal(journal.count, 0);
	journal_append(&journal, now, entry("start", "b"));
	assert_int_equal(journal_reset(&journal), 0);
	journal_append(&journal, now, entry("start", "c"));
	journal_close(&journal);
	assert_true(file_exists(kept));
	free(kept);

	assert_int_equal(journal_open(&journal, folder), 0);
	assert_int_equal(journal.count, 1);
	assert_string_equal(json_string(journal.entries[0], "lesson"), "c");
	journal_close(&journal);
}

static void
reset_puts_a_damaged_file_aside_unchanged(void **state)
{
	static const char foreign[] = "my shopping list\n";
	struct journal journal;

	(void)state;
	write_file(foreign, strlen(foreign));
	assert_int_equal(journal_open(&journal, folder), ERROR_FORMAT);
	assert_int_equal(journal_reset(&journal), 0);
	assert_true(journal.writable);
	assert_int_equal(journal.trouble, 0);
	journal_close(&journal);
	assert_file_is(head, strlen(head));
	snprintf(path, sizeof path, "%s/journal-1.jsonl", folder);
	assert_file_is(foreign, strlen(foreign));
}

static void
assert_state_folder(const char *own, const char *state, const char *home,
		    const char *expected)
{
	char *found;

	setenv("JASOOS_STATE", own, 1);
	setenv("XDG_STATE_HOME", state, 1);
	setenv("HOME", home, 1);
	found = journal_folder();
	if (expected == NULL)
		assert_null(found);
	else
		assert_string_equal(found, expected);
	free(found);
}

static void
the_state_folder_follows_the_environment(void **state)
{
	(void)state;
	assert_state_folder("/own", "/state", "/home/a", "/own");
	assert_state_folder("", "/state", "/home/a", "/state/jasoos");
	assert_state_folder("", "relative", "/home/a",
			    "/home/a/.local/state/jasoos");
	assert_state_folder("", "", "/home/a", "/home/a/.local/state/jasoos");
	assert_state_folder("", "", "", NULL);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_journal_begins_with_its_head),
		TEST(what_was_appended_is_read_again),
		TEST(an_entry_is_on_the_disk_when_append_returns),
		TEST(a_journal_cut_at_any_byte_loses_only_its_last_entry),
		TEST(a_killed_writer_leaves_whole_entries),
		TEST(a_reader_tells_of_a_torn_line_and_leaves_it),
		TEST(damaged_foreign_and_newer_files_are_refused_and_left_alone),
		TEST(a_line_or_file_above_the_limit_is_refused),
		TEST(an_entry_that_could_not_be_read_again_is_not_written),
		TEST(a_second_process_reads_and_does_not_write),
		TEST(a_folder_that_cannot_be_written_is_no_obstacle),
		TEST(nothing_is_created_by_reading),
		TEST(reset_keeps_the_old_journal_beside_the_new),
		TEST(reset_puts_a_damaged_file_aside_unchanged),
		cmocka_unit_test(the_state_folder_follows_the_environment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
