/* SPDX-License-Identifier: MIT */
/*
 * What stands behind a pipe: a log file read as on a real machine.
 */
#include "shell_lab.h"

#include "base/gzip.h"

#define CAT "aws s3 cp s3://lab-bucket/file - | "

static const char records[] =
	"{\"Records\":["
	"{\"eventName\":\"StopLogging\",\"n\":3,\"ok\":false,"
	"\"who\":{\"userName\":\"ali\"}},"
	"{\"eventName\":\"GetTrail\",\"n\":1,\"ok\":true,"
	"\"who\":{\"userName\":\"sara\"}},"
	"{\"eventName\":\"GetTrail\",\"n\":2,\"ok\":true,\"who\":null}],"
	"\"text\":\"{\\\"a\\\":1}\"}";

static void
put_packed(struct lab *lab, const char *text)
{
	struct strbuf packed = STRBUF_INIT;
	size_t length;

	gzip_compress(text, strlen(text), &packed);
	length = packed.len;
	bucket_put(lab->account, bucket_find(lab->account, "lab-bucket"),
		   "file", strbuf_detach(&packed), length);
}

static void
a_packed_log_file_is_unpacked_in_every_usual_way(void **state)
{
	static const char *const ways[] = { "gunzip", "gunzip -c", "zcat",
					    "zcat -f", "gzip -dc", "gzip -d -c",
					    "zcat -" };
	struct lab *lab = *state;
	char line[128];

	put_packed(lab, "inside\n");
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		snprintf(line, sizeof line, CAT "%s", ways[i]);
		lab_prints(lab, line, "inside\n");
	}
}

static void
what_is_not_packed_is_said_so(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, "file", "plain text\n");
	lab_refuses(lab, CAT "gunzip", 1,
		    "\ngzip: stdin: not in gzip format\n");
	lab_prints(lab, CAT "zcat -f", "plain text\n");
	lab_put(lab, "file", "\x1f\x8b\x08");
	lab_refuses(lab, CAT "zcat", 1,
		    "\ngzip: stdin: unexpected end of file\n");
}

static void
jq_walks_through_records(void **state)
{
	static const char *const cases[][2] = {
		{ "jq '.Records[0].who'", "{\n  \"userName\": \"ali\"\n}\n" },
		{ "jq -c '.Records[0].who'", "{\"userName\":\"ali\"}\n" },
		{ "jq '.Records | length'", "3\n" },
		{ "jq -r '.Records[].eventName'",
		  "StopLogging\nGetTrail\nGetTrail\n" },
		{ "jq '.Records[-1].n, .nothing'", "2\nnull\n" },
		{ "jq '.Records[].who.userName'", "\"ali\"\n\"sara\"\nnull\n" },
		{ "jq -c '.Records[] | select(.n > 1 and .ok) | "
		  "{eventName, u: .who.userName}'",
		  "{\"eventName\":\"GetTrail\",\"u\":null}\n" },
		{ "jq -c '[.Records[] | select(.eventName == \"GetTrail\" or "
		  ".n == 3) | .n]'", "[3,1,2]\n" },
		{ "jq -c '.Records | map(.n)'", "[3,1,2]\n" },
		{ "jq '.text | fromjson | .a'", "1\n" },
		{ "jq '.[\"text\"] | length'", "7\n" },
		{ "jq -c '.Records[0] | keys'",
		  "[\"eventName\",\"n\",\"ok\",\"who\"]\n" },
		{ "jq '.text[]?'", "" },
		{ "jq '.Records[0] | .ok | not'", "true\n" },
		{ "jq -c '[]'", "[]\n" },
		{ "jq '{}'", "{}\n" },
	};
	struct lab *lab = *state;
	char line[256];

	lab_put(lab, "file", records);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(line, sizeof line, CAT "%s", cases[i][0]);
		lab_prints(lab, line, cases[i][1]);
	}
}

static void
jq_says_what_it_cannot_do(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, "file", records);
	lab_refuses(lab, CAT "jq '.text[]'", 5,
		    "jq: error (at <stdin>:1): Cannot iterate over string "
		    "(\"{\\\"a\\\":1}\")\n");
	lab_refuses(lab, CAT "jq '.Records.x'", 5,
		    "jq: error (at <stdin>:1): Cannot index array with "
		    "\"x\"\n");
	lab_refuses(lab, CAT "jq '.a | gsub(\"a\";\"b\")'", SHELL_USAGE,
		    "jasoos: the lab's jq does not understand this from here "
		    "on: 'gsub(\"a\";\"b\")'\n");
	lab_refuses(lab, CAT "jq '.a |'", SHELL_USAGE,
		    "jasoos: the lab's jq does not understand this from here "
		    "on: ''\n");
	lab_put(lab, "file", "not json");
	lab_refuses(lab, CAT "jq .", 2,
		    "jq: parse error: Invalid literal at line 1, column 1\n");
}

static void
a_jq_program_cannot_fill_the_memory(void **state)
{
	struct lab *lab = *state;
	struct strbuf line = STRBUF_INIT;

	lab_put(lab, "file", "[1]");
	strbuf_addstr(&line, CAT "jq -c '(.,.)");
	for (int i = 0; i < 30; i++)
		strbuf_addstr(&line, "|(.,.)");
	strbuf_addstr(&line, "|length' | wc -l");
	assert_int_equal(lab_type(lab, line.buf), 5);
	assert_string_equal(lab->output.err.buf,
			    "jq: error (at <stdin>:1): too many results\n");
	strbuf_release(&line);
}

static void
lines_are_counted_sorted_and_searched(void **state)
{
	static const char *const cases[][2] = {
		{ "wc -l", "5\n" },
		{ "wc -c", "22\n" },
		{ "wc", "      5       7      22\n" },
		{ "head -2", "b 10\na\n" },
		{ "head -n 1", "b 10\n" },
		{ "tail -n1", "Stop\n" },
		{ "grep a", "a\na\n" },
		{ "grep -c a", "2\n" },
		{ "grep -v a", "b 10\nb 9stop\nStop\n" },
		{ "grep -i -o STOP", "stop\nStop\n" },
		{ "grep -in stop", "4:b 9stop\n5:Stop\n" },
		{ "sort", "Stop\na\na\nb 10\nb 9stop\n" },
		{ "sort -ru", "b 9stop\nb 10\na\nStop\n" },
		{ "sort | uniq -c | head -2", "      1 Stop\n      2 a\n" },
		{ "cat | less", "b 10\na\na\nb 9stop\nStop\n" },
	};
	struct lab *lab = *state;
	char line[128];

	lab_put(lab, "file", "b 10\na\na\nb 9stop\nStop\n");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(line, sizeof line, CAT "%s", cases[i][0]);
		lab_prints(lab, line, cases[i][1]);
	}
	lab_put(lab, "file", "10\n9\n100\n");
	lab_prints(lab, CAT "sort -n", "9\n10\n100\n");
	lab_refuses(lab, CAT "grep x", 1, "");
}

static void
sed_changes_words_as_they_are_written(void **state)
{
	static const char *const cases[][2] = {
		{ "sed s/a/xy/", "xyba ab\nxy\n" },
		{ "sed 's/a/xy/g'", "xybxy xyb\nxy\n" },
		{ "sed s,ab,,g", "a \na\n" },
		{ "sed 's/a ab/b/'", "abb\na\n" },
		{ "sed s/abc/x/g", "aba ab\na\n" },
	};
	struct lab *lab = *state;
	char line[128];

	lab_put(lab, "file", "aba ab\na\n");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(line, sizeof line, CAT "%s", cases[i][0]);
		lab_prints(lab, line, cases[i][1]);
	}
}

static void
sed_refuses_all_but_one_plain_exchange(void **state)
{
	static const char *const cases[] = {
		"sed",         "sed s",       "sed s/a",     "sed s/a/b",
		"sed s//b/",   "sed s/a/b/p", "sed s/a/b/gg", "sed s/a*/b/",
		"sed 's/a/&b/'", "sed d",       "sed -n s/a/b/",
	};
	struct lab *lab = *state;
	char line[128];

	lab_put(lab, "file", "aba\n");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(line, sizeof line, CAT "%s", cases[i]);
		lab_refuses(lab, line, SHELL_USAGE,
			    "jasoos: the lab's sed knows only 's/OLD/NEW/' and "
			    "'s/OLD/NEW/g', with plain words\n");
	}
}

static void
sed_cannot_fill_the_memory(void **state)
{
	struct lab *lab = *state;
	struct strbuf line = STRBUF_INIT;

	lab_put(lab, "file", "a");
	strbuf_addstr(&line, CAT "sed s/a/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/g");
	for (int i = 0; i < 6; i++)
		strbuf_addstr(&line,
			      "|sed s/a/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/g");
	strbuf_addstr(&line, "|wc -l");
	assert_int_equal(lab_type(lab, line.buf), 4);
	strbuf_release(&line);
}

static void
json_tool_prints_four_blanks(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, "file", "{\"a\":[1]}");
	lab_prints(lab, CAT "python3 -m json.tool",
		   "{\n    \"a\": [\n        1\n    ]\n}\n");
	lab_put(lab, "file", "{");
	lab_refuses(lab, CAT "python3 -m json.tool", 1,
		    "Expecting property name enclosed in double quotes: "
		    "line 1 column 2 (char 1)\n");
	lab_refuses(lab, CAT "python3 x.py", SHELL_USAGE,
		    "jasoos: the lab's python3 does not know 'x.py'\n");
}

static void
an_unknown_program_is_refused_before_the_call(void **state)
{
	struct lab *lab = *state;

	assert_int_equal(lab_type(lab, "aws s3 rm s3://lab-bucket/x | awk 1"),
			 SHELL_USAGE);
	assert_int_equal(lab->output.calls, 0);
	lab_put(lab, "file", "x\n");
	lab_refuses(lab, CAT "grep '^x'", SHELL_USAGE,
		    "jasoos: the lab's grep looks for a word, not for a "
		    "pattern like '^x'; grep -F takes its letters as they "
		    "are\n");
	lab_refuses(lab, CAT "sort -k", SHELL_USAGE,
		    "jasoos: the lab's sort does not know '-k'\n");
}

static void
a_failed_command_is_the_lines_status(void **state)
{
	lab_refuses(*state, "aws s3 cp s3://lab-bucket/no - | wc -l", 1,
		    "download failed: s3://lab-bucket/no to - An error "
		    "occurred (404) when calling the HeadObject operation: "
		    "Not Found\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, lab_open, lab_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_packed_log_file_is_unpacked_in_every_usual_way),
		TEST(what_is_not_packed_is_said_so),
		TEST(jq_walks_through_records),
		TEST(jq_says_what_it_cannot_do),
		TEST(a_jq_program_cannot_fill_the_memory),
		TEST(lines_are_counted_sorted_and_searched),
		TEST(sed_changes_words_as_they_are_written),
		TEST(sed_refuses_all_but_one_plain_exchange),
		TEST(sed_cannot_fill_the_memory),
		TEST(json_tool_prints_four_blanks),
		TEST(an_unknown_program_is_refused_before_the_call),
		TEST(a_failed_command_is_the_lines_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
