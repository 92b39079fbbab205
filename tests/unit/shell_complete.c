/* SPDX-License-Identifier: MIT */
/*
 * Completion: what is offered where, and which part of the line it replaces.
 */
#include "shell_lab.h"

/* The candidates at the end of `line`, blanks between them; *start marks the
   word that they replace. */
static void
offered(struct lab *lab, const char *line, size_t expected_start,
	const char *expected)
{
	struct shell_words candidates = { 0 };
	struct strbuf joined = STRBUF_INIT;
	size_t start = 999;

	shell_complete(lab->account, line, strlen(line), &candidates, &start);
	for (size_t i = 0; i < candidates.count; i++)
		strbuf_addf(&joined, "%s%s", i > 0 ? " " : "",
			    candidates.items[i]);
	if (strcmp(joined.buf, expected) != 0)
		fail_msg("%s: %s, not %s", line, joined.buf, expected);
	assert_int_equal(start, expected_start);
	strbuf_release(&joined);
	shell_words_release(&candidates);
}

static void
commands_come_from_the_tables(void **state)
{
	struct lab *lab = *state;

	offered(lab, "", 0, "aws");
	offered(lab, "a", 0, "aws");
	offered(lab, "aws cloudt", 4, "cloudtrail");
	offered(lab, "aws s3", 4, "s3 s3api");
	offered(lab, "aws cloudtrail st", 15, "start-logging stop-logging");
	offered(lab, "aws --output text cloudtrail st", 29,
		"start-logging stop-logging");
	offered(lab, "aws s3 r", 7, "rb rm");
	offered(lab, "aws nosuch st", 11, "");
	offered(lab, "ls ", 3, "");
}

static void
options_are_offered_once(void **state)
{
	struct lab *lab = *state;

	offered(lab, "aws cloudtrail stop-logging --na", 28, "--name");
	offered(lab, "aws cloudtrail stop-logging --name main-audit-trail --na",
		52, "");
	offered(lab, "aws s3 ls --re", 10, "--recursive --region");
	offered(lab, "aws --ou", 4, "--output");
}

static void
values_come_from_the_account(void **state)
{
	struct lab *lab = *state;

	offered(lab, "aws cloudtrail stop-logging --name ", 35,
		"main-audit-trail");
	offered(lab, "aws cloudtrail describe-trails --trail-name-list x m", 51,
		"main-audit-trail");
	offered(lab, "aws cloudtrail stop-logging --profile a", 38, "ali");
	offered(lab, "aws s3api get-object --bucket l", 30, "lab-bucket");
	offered(lab, "aws --output ", 13, "json table text");
	offered(lab, "aws cloudtrail lookup-events --lookup-attributes "
		     "AttributeKey=EventN", 49,
		"AttributeKey=EventName,AttributeValue=");
}

static void
paths_are_offered_level_by_level(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, "AWSLogs/1/a.json", "x");
	lab_put(lab, "AWSLogs/1/b.json", "x");
	lab_put(lab, "AWSLogs/2/c.json", "x");
	offered(lab, "aws s3 ls s3", 10, "s3://lab-bucket/");
	offered(lab, "aws s3 ls s3://lab-bucket/", 10,
		"s3://lab-bucket/AWSLogs/");
	offered(lab, "aws s3 cp s3://lab-bucket/AWSLogs/", 10,
		"s3://lab-bucket/AWSLogs/1/ s3://lab-bucket/AWSLogs/2/");
	offered(lab, "aws s3 cp s3://lab-bucket/AWSLogs/1/b", 10,
		"s3://lab-bucket/AWSLogs/1/b.json");
	offered(lab, "aws s3 ls s3://nosuch/", 10, "");
}

static void
filters_are_offered_behind_a_pipe(void **state)
{
	struct lab *lab = *state;

	offered(lab, "aws s3 ls | gu", 12, "gunzip");
	offered(lab, "aws s3 ls | jq ", 15, "");
	offered(lab, "aws x --query 'a | gu", 14, "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, lab_open, lab_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(commands_come_from_the_tables),
		TEST(options_are_offered_once),
		TEST(values_come_from_the_account),
		TEST(paths_are_offered_level_by_level),
		TEST(filters_are_offered_behind_a_pipe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
