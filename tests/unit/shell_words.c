/* SPDX-License-Identifier: MIT */
/*
 * How a typed line is cut: quotes, pipes, what is refused; and which name is
 * the nearest.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "aws/operation.h"
#include "shell/nearest.h"
#include "shell/words.h"

/* The words with '|' between them. */
static void
cut_into(const char *line, const char *expected)
{
	struct shell_words words = { 0 };
	struct strbuf joined = STRBUF_INIT;
	const char *why;

	assert_int_equal(shell_split(line, &words, &why), 0);
	for (size_t i = 0; i < words.count; i++)
		strbuf_addf(&joined, "%s%s", i > 0 ? "|" : "",
			    words.items[i]);
	assert_string_equal(joined.buf, expected);
	strbuf_release(&joined);
	shell_words_release(&words);
}

static void
not_cut(const char *line, const char *reason)
{
	struct shell_words words = { 0 };
	const char *why = NULL;

	assert_int_equal(shell_split(line, &words, &why), -1);
	assert_string_equal(why, reason);
	shell_words_release(&words);
}

static void
words_are_cut_at_blanks_and_quotes_hold_them_together(void **state)
{
	(void)state;
	cut_into("", "");
	cut_into("  aws  s3\tls \n", "aws|s3|ls");
	cut_into("a 'b c' d", "a|b c|d");
	cut_into("--name='my trail'", "--name=my trail");
	cut_into("'it'\\''s'", "it's");
	cut_into("\"a \\\"b\\\" \\c\"", "a \"b\" \\c");
	cut_into("a\\ b '' c", "a b||c");
	cut_into("one # the rest is a comment", "one");
	cut_into("lesson#step", "lesson#step");
	cut_into("aws \\\n s3", "aws|s3");
	cut_into("wait 5m; x", "wait|5m;|x");
}

static void
an_open_quote_is_refused_by_its_name(void **state)
{
	(void)state;
	not_cut("aws 'x", "unclosed quote '");
	not_cut("aws \"x", "unclosed quote \"");
	not_cut("aws \"x\\", "unclosed quote \"");
	not_cut("aws \\", "nothing behind the last backslash");
}

static void
operators_other_than_a_pipe_are_named(void **state)
{
	static const struct {
		const char *line, *operator;
	} cases[] = {
		{ "aws x && aws y", "&&" },  { "aws x || aws y", "||" },
		{ "aws x; aws y", ";" },     { "aws x > f", ">" },
		{ "aws x >> f", ">>" },	     { "aws x < f", "<" },
		{ "aws x &", "&" },	     { "aws x |& cat", "|&" },
		{ "aws $(id)", "$(" },	     { "aws \"`id`\"", "`" },
		{ "aws $HOME", "$H" },	     { "aws x\naws y", "\\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct shell_line line = { 0 };
		char why[64];

		assert_int_equal(shell_line_split(cases[i].line, &line, why,
						  sizeof why),
				 LINE_OPERATOR);
		assert_string_equal(why, cases[i].operator);
		shell_line_release(&line);
	}
}

static void
quoted_operators_are_text(void **state)
{
	struct shell_line line = { 0 };
	char why[64];

	(void)state;
	assert_int_equal(shell_line_split("aws --query 'a | b' \"c && d\" | cat",
					  &line, why, sizeof why),
			 LINE_FINE);
	assert_int_equal(line.count, 2);
	assert_string_equal(line.items[0].items[2], "a | b");
	assert_string_equal(line.items[0].items[3], "c && d");
	assert_string_equal(line.items[1].items[0], "cat");
	shell_line_release(&line);
}

static void
a_pipe_needs_something_on_both_sides(void **state)
{
	static const char *const lines[] = { "aws x |", "| cat", "a || b | |" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct shell_line line = { 0 };
		char why[64];

		assert_int_not_equal(shell_line_split(lines[i], &line, why,
						      sizeof why),
				     LINE_FINE);
		shell_line_release(&line);
	}
}

static void
the_nearest_name_is_the_one_that_was_meant(void **state)
{
	static const char *const names[] = { "start-logging", "stop-logging",
					     "get-trail", NULL };

	(void)state;
	assert_string_equal(shell_nearest("stop-loging", names),
			    "stop-logging");
	assert_string_equal(shell_nearest("strat-logging", names),
			    "start-logging");
	assert_null(shell_nearest("xyz", names));
	assert_null(shell_nearest("", names));
}

static void
near_names_come_best_first_and_three_at_most(void **state)
{
	char a[] = "aaaa", b[] = "aaab", c[] = "aabb", d[] = "abbb";
	char *names[] = { d, c, b, a };
	const char *best[NEAREST_LIMIT];

	(void)state;
	assert_int_equal(nearest_find("aaaa", names, 4, 0.1, best), 3);
	assert_string_equal(best[0], "aaaa");
	assert_string_equal(best[1], "aaab");
	assert_string_equal(best[2], "aabb");
	assert_int_equal(nearest_find("zzzz", names, 4, 0.1, best), 0);
}

static void
typed_names_follow_botocores_rule(void **state)
{
	static const char *const cases[][2] = {
		{ "StopLogging", "stop-logging" },
		{ "S3BucketName", "s3-bucket-name" },
		{ "CloudWatchLogsLogGroupArn",
		  "cloud-watch-logs-log-group-arn" },
		{ "trailNameList", "trail-name-list" },
		{ "TrailARN", "trail-arn" },
		{ "KmsKeyId", "kms-key-id" },
		{ "ListObjectsV2", "list-objects-v2" },
		{ "IsMultiRegionTrail", "is-multi-region-trail" },
		{ "ResourceARNs", "resource-arns" },
		{ "ACL", "acl" },
	};
	char out[64];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(aws_xform_name(cases[i][0], out,
						   sizeof out),
				    cases[i][1]);
	assert_string_equal(aws_xform_name("StopLogging", out, 6), "stop-");
}

static void
records_spell_members_with_a_small_first_letter(void **state)
{
	char out[64];

	(void)state;
	assert_string_equal(aws_record_name("S3BucketName", out, sizeof out),
			    "s3BucketName");
	assert_string_equal(aws_record_name("trailNameList", out, sizeof out),
			    "trailNameList");
	assert_string_equal(aws_record_name("", out, sizeof out), "");
}

static void
a_line_that_is_not_whole_says_what_it_waits_for(void **state)
{
	(void)state;
	assert_int_equal(shell_goes_on("aws s3 ls \\"), '\\');
	assert_int_equal(shell_goes_on("  aws s3 ls \"x\\"), '\\');
	assert_int_equal(shell_goes_on("aws x --e '{\"a\": \\"), '\'');
	assert_int_equal(shell_goes_on("aws x --e \"it's"), '"');
	assert_int_equal(shell_goes_on("aws s3 ls 'x' \"y\" \\'"), '\0');
	assert_int_equal(shell_goes_on("aws s3 ls \\\\"), '\0');
	assert_int_equal(shell_goes_on("don't"), '\0');
	assert_int_equal(shell_goes_on("either \\"), '\0');
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			words_are_cut_at_blanks_and_quotes_hold_them_together),
		cmocka_unit_test(an_open_quote_is_refused_by_its_name),
		cmocka_unit_test(operators_other_than_a_pipe_are_named),
		cmocka_unit_test(quoted_operators_are_text),
		cmocka_unit_test(
			a_line_that_is_not_whole_says_what_it_waits_for),
		cmocka_unit_test(a_pipe_needs_something_on_both_sides),
		cmocka_unit_test(the_nearest_name_is_the_one_that_was_meant),
		cmocka_unit_test(near_names_come_best_first_and_three_at_most),
		cmocka_unit_test(typed_names_follow_botocores_rule),
		cmocka_unit_test(
			records_spell_members_with_a_small_first_letter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
