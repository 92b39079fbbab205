/* SPDX-License-Identifier: MIT */
/*
 * Whole lines typed into a small account: what comes out, what is refused and
 * how, and which of it is an event.
 */
#include "shell_lab.h"

#include "base/json.h"

#define USAGE                                                               \
	"\nusage: aws [options] <command> <subcommand> [<subcommand> ...] " \
	"[parameters]\nTo see help text, you can run:\n\n  aws help\n"      \
	"  aws <command> help\n  aws <command> <subcommand> help\n\n"

#define STATUS "aws cloudtrail get-trail-status --name main-audit-trail"

static void
a_command_without_an_answer_prints_nothing(void **state)
{
	lab_prints(*state, "aws cloudtrail start-logging --name "
			   "main-audit-trail", "");
	lab_prints(*state, STATUS " --query IsLogging", "true\n");
	lab_prints(*state, "aws cloudtrail stop-logging "
			   "--name=main-audit-trail", "");
	lab_prints(*state, STATUS " --query IsLogging --output text",
		   "False\n");
	lab_prints(*state, STATUS " --query StopLoggingTime",
		   "\"2025-11-19T07:00:00+00:00\"\n");
}

static void
options_come_in_any_order_and_shortened(void **state)
{
	lab_prints(*state, "aws --output text cloudtrail describe-trails "
			   "--query 'trailList[].Name' --region us-east-1",
		   "main-audit-trail\n");
	lab_prints(*state, "aws cloudtrail get-trail --nam main-audit-trail "
			   "--query Trail.S3BucketName", "\"lab-bucket\"\n");
}

static void
booleans_have_a_no_form(void **state)
{
	lab_prints(*state,
		   "aws cloudtrail update-trail --name main-audit-trail "
		   "--is-multi-region-trail --query IsMultiRegionTrail",
		   "true\n");
	lab_prints(*state,
		   "aws cloudtrail update-trail --name main-audit-trail "
		   "--no-is-multi-region-trail --query IsMultiRegionTrail",
		   "false\n");
	lab_refuses(*state,
		    "aws cloudtrail update-trail --name main-audit-trail "
		    "--is-multi-region-trail=true", SHELL_USAGE,
		    USAGE "aws: error: argument --is-multi-region-trail: "
			  "ignored explicit argument 'true'\n\n");
}

static void
the_service_refuses_in_its_own_words_and_that_is_an_event(void **state)
{
	struct lab *lab = *state;

	lab_refuses(lab, "aws cloudtrail stop-logging --name nosuch",
		    SHELL_REFUSED,
		    "\nAn error occurred (TrailNotFoundException) when calling "
		    "the StopLogging operation: Unknown trail: arn:aws:"
		    "cloudtrail:us-east-1:111122223333:trail/nosuch for the "
		    "user: 111122223333\n");
	assert_int_equal(lab->output.calls, 1);
	lab_prints(lab, "aws cloudtrail lookup-events --lookup-attributes "
			"AttributeKey=EventName,AttributeValue=StopLogging "
			"--query 'Events[].Resources[].ResourceName' "
			"--output text", "nosuch\n");
}

static void
what_the_client_refuses_is_no_call(void **state)
{
	static const struct {
		const char *line;
		int status;
		const char *err;
	} cases[] = {
		{ "aws", SHELL_USAGE,
		  USAGE "aws: error: the following arguments are required: "
			"command\n\n" },
		{ "aws cloudtrail", SHELL_USAGE,
		  USAGE "aws: error: the following arguments are required: "
			"operation\n\n" },
		{ "aws cloudtrail stop-logging", SHELL_USAGE,
		  USAGE "aws: error: the following arguments are required: "
			"--name\n\n" },
		{ "aws cloudtrail create-trail", SHELL_USAGE,
		  USAGE "aws: error: the following arguments are required: "
			"--name, --s3-bucket-name\n\n" },
		{ "aws cloudtrail stop-logging --name", SHELL_USAGE,
		  USAGE "aws: error: argument --name: expected one "
			"argument\n\n" },
		{ "aws cloudtrail create-trail --name x --s3 y", SHELL_USAGE,
		  USAGE "aws: error: ambiguous option: --s3 could match "
			"--s3-bucket-name, --s3-key-prefix\n\n" },
		{ "aws cloudtrail stop-logging --name x --foo=3 bar",
		  SHELL_USAGE, USAGE "Unknown options: --foo=3, bar\n\n"
		  "jasoos: the lab simulates a part of AWS; 'help' behind the "
		  "command lists its options\n" },
		{ "aws cloudtrail lookup-events --max-results abc",
		  SHELL_FAILED,
		  "\ninvalid literal for int() with base 10: 'abc'\n" },
		{ "aws cloudtrail lookup-events --lookup-attributes A",
		  SHELL_USAGE,
		  "\nError parsing parameter '--lookup-attributes': Expected: "
		  "'=', received: 'EOF' for input:\nA\n ^\n" },
		{ "aws cloudtrail lookup-events --query 'Events['",
		  SHELL_USAGE,
		  "\nBad value for --query Events[: Invalid jmespath "
		  "expression: Incomplete expression:\n\"Events[\"\n"
		  "        ^\n" },
		{ "aws sts get-caller-identity --profile nobody", SHELL_FAILED,
		  "\nThe config profile (nobody) could not be found\n" },
		{ "aws sts get-caller-identity --region us-eest-1",
		  SHELL_FAILED,
		  "\nCould not connect to the endpoint URL: "
		  "\"https://sts.us-eest-1.amazonaws.com/\"\n" },
		{ "aws s3 ls && id", SHELL_USAGE,
		  "jasoos: the lab's prompt is not a whole shell and does not "
		  "know '&&'; write one aws command in a line, piped into one "
		  "of cat, grep, gunzip, gzip, head, jq, less, more, python3, "
		  "sed, sort, tail, uniq, wc, zcat if you like; what is meant as "
		  "text goes between '...'\n" },
		{ "aws s3 ls 'x", SHELL_USAGE, "jasoos: unclosed quote '\n" },
		{ "ls", SHELL_USAGE,
		  "jasoos: a line for AWS begins with 'aws'\n" },
	};
	struct lab *lab = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		lab_refuses(lab, cases[i].line, cases[i].status, cases[i].err);
		assert_int_equal(lab->output.calls, 0);
	}
}

static void
a_misspelt_name_is_met_with_the_right_one(void **state)
{
	struct lab *lab = *state;

	assert_int_equal(lab_type(lab, "aws cloudtrail stop-loging --name x"),
			 SHELL_USAGE);
	assert_non_null(strstr(lab->output.err.buf,
			       "aws: error: argument operation: Invalid "
			       "choice, valid choices are:\n\n"));
	assert_non_null(strstr(lab->output.err.buf,
			       "\n\n\nInvalid choice: 'stop-loging', maybe you "
			       "meant:\n\n  * stop-logging\n\n"));
	assert_null(strstr(lab->output.err.buf, "jasoos"));
	lab_type(lab, "aws ec2 describe-instances");
	assert_non_null(strstr(lab->output.err.buf, "\njasoos: "));
}

static void
the_event_shows_the_real_clients_user_agent(void **state)
{
	struct lab *lab = *state;
	static const char wanted[] =
		"aws-cli/2.15.30 Python/3.11.8 Linux/6.1 "
		"exe/x86_64.debian.12 prompt/off command/cloudtrail.get-trail";

	lab_type(lab, "aws cloudtrail get-trail --name main-audit-trail");
	lab_type(lab, "aws cloudtrail lookup-events --query "
		      "'Events[0].CloudTrailEvent' --output text");
	assert_non_null(strstr(lab->output.out.buf, wanted));
	assert_non_null(strstr(lab->output.out.buf, "\"203.0.113.7\""));
}

static void
a_profile_is_another_principal(void **state)
{
	struct lab *lab = *state;

	principal_add(lab->account, PRINCIPAL_IAM_USER, "sara");
	lab_prints(lab, "aws sts get-caller-identity --profile sara --query "
			"Arn", "\"arn:aws:iam::111122223333:user/sara\"\n");
}

static void
pages_are_asked_for_until_there_are_no_more(void **state)
{
	struct lab *lab = *state;

	for (int i = 0; i < 60; i++)
		lab_type(lab, STATUS);
	lab_prints(lab, "aws cloudtrail lookup-events --lookup-attributes "
			"AttributeKey=EventName,AttributeValue=GetTrailStatus "
			"--query 'length(Events)'", "60\n");
	assert_int_equal(lab->output.calls, 2);
	account_advance(lab->account, CLOCK_SECOND);
	lab_prints(lab, "aws cloudtrail lookup-events --no-paginate --query "
			"'length(Events)'", "50\n");
	assert_int_equal(lab->output.calls, 1);
}

static void
a_search_ends_after_ten_thousand_items(void **state)
{
	struct lab *lab = *state;

	for (int i = 0; i < 10010; i++)
		lab_type(lab, STATUS);
	lab_prints(lab, "aws cloudtrail lookup-events --query "
			"'length(Events)'", "10000\n");
	assert_int_equal(lab->output.calls, 200);
	account_advance(lab->account, CLOCK_SECOND);
	lab_type(lab, "aws cloudtrail lookup-events");
	assert_non_null(strstr(lab->output.out.buf, "    \"NextToken\": \""));
}

static void
max_items_stops_and_its_token_goes_on(void **state)
{
	struct lab *lab = *state;
	char line[512];

	lab_type(lab, "aws cloudtrail list-trails");
	lab_type(lab, STATUS);
	lab_type(lab, "aws cloudtrail lookup-events --max-items 1 --query "
		      "NextToken --output text");
	assert_int_equal(lab->output.status, SHELL_DONE);
	/* {"NextToken":null,"boto_truncate_amount":1} */
	assert_string_equal(lab->output.out.buf,
			    "eyJOZXh0VG9rZW4iOm51bGwsImJvdG9fdHJ1bmNhdGVfYW1vdW"
			    "50IjoxfQ==\n");
	snprintf(line, sizeof line,
		 "aws cloudtrail lookup-events --max-items 2 --query "
		 "'Events[].EventName' --output text --starting-token %.*s",
		 (int)lab->output.out.len - 1, lab->output.out.buf);
	lab_prints(lab, line, "GetTrailStatus\tListTrails\n");
	lab_refuses(lab, "aws cloudtrail lookup-events --starting-token x",
		    SHELL_FAILED, "\nBad starting token: x\n");
}

static void
s3_lists_like_folders(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, "AWSLogs/1/a.json", "12345");
	lab_put(lab, "AWSLogs/1/b.json", "1");
	lab_put(lab, "top.txt", "hello\n");
	lab_prints(lab, "aws s3 ls", "2025-11-19 07:00:00 lab-bucket\n");
	lab_prints(lab, "aws s3 ls s3://lab-bucket",
		   "                           PRE AWSLogs/\n"
		   "2025-11-19 07:00:00          6 top.txt\n");
	lab_prints(lab, "aws s3 ls lab-bucket/AWSLogs/1/",
		   "2025-11-19 07:00:00          5 a.json\n"
		   "2025-11-19 07:00:00          1 b.json\n");
	lab_prints(lab, "aws s3 ls s3://lab-bucket/AWSLogs --recursive "
			"--human-readable --summarize",
		   "2025-11-19 07:00:00    5 Bytes AWSLogs/1/a.json\n"
		   "2025-11-19 07:00:00     1 Byte AWSLogs/1/b.json\n"
		   "\nTotal Objects: 2\n   Total Size: 6 Bytes\n");
	lab_refuses(lab, "aws s3 ls s3://lab-bucket/nosuch", 1, "");
	lab_refuses(lab, "aws s3 ls s3://nobucket", SHELL_REFUSED,
		    "\nAn error occurred (NoSuchBucket) when calling the "
		    "ListObjectsV2 operation: The specified bucket does not "
		    "exist\n");
}

static void
s3_copies_to_standard_output_only(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, "top.txt", "hello\n");
	lab_prints(lab, "aws s3 cp s3://lab-bucket/top.txt -", "hello\n");
	lab_refuses(lab, "aws s3 cp s3://lab-bucket/top.txt here.txt",
		    SHELL_USAGE,
		    "jasoos: the lab writes no files: write - instead of "
		    "'here.txt' to see the object here\n");
	lab_refuses(lab, "aws s3 cp s3://lab-bucket/nokey -", 1,
		    "download failed: s3://lab-bucket/nokey to - An error "
		    "occurred (404) when calling the HeadObject operation: "
		    "Not Found\n");
	lab_refuses(lab, "aws s3 cp a b", SHELL_USAGE,
		    "\nusage: aws s3 cp <LocalPath> <S3Uri> or <S3Uri> "
		    "<LocalPath> or <S3Uri> <S3Uri>\nError: Invalid argument "
		    "type\n");
	lab_refuses(lab, "aws s3 cp", SHELL_USAGE,
		    USAGE "aws: error: the following arguments are required: "
			  "paths\n\n");
}

static void
s3_writes_what_is_piped_into_it(void **state)
{
	struct lab *lab = *state;

	lab_prints(lab, "echo salaam  dunya | aws s3 cp - s3://lab-bucket/a",
		   "");
	lab_prints(lab, "aws s3 cp s3://lab-bucket/a -", "salaam dunya\n");
	lab_prints(lab, "aws s3 cp s3://lab-bucket/a - | grep -c dunya | gzip "
			"| aws s3 cp - s3://lab-bucket/b.gz", "");
	lab_prints(lab, "aws s3 cp s3://lab-bucket/b.gz - | gunzip", "1\n");
	lab_prints(lab, "echo -n | aws s3 cp - s3://lab-bucket/none", "");
	lab_prints(lab, "aws s3 cp s3://lab-bucket/none -", "");
	lab_refuses(lab, "aws s3 cp - s3://lab-bucket/a", SHELL_USAGE,
		    "jasoos: - is what is piped into the command, and nothing "
		    "is: echo 'a text' | aws s3 cp - s3://lab-bucket/a\n");
	lab_refuses(lab, "aws s3 cp notes.txt s3://lab-bucket/a", SHELL_USAGE,
		    "jasoos: the lab reads no files: pipe what is to be in the "
		    "object into the command, and write - instead of "
		    "'notes.txt'\n");
	lab_refuses(lab, "echo x | aws s3 cp - s3://no-bucket/a", 1,
		    "upload failed: - to s3://no-bucket/a An error occurred "
		    "(NoSuchBucket) when calling the PutObject operation: The "
		    "specified bucket does not exist\n");
	lab_refuses(lab, "echo salaam", SHELL_USAGE,
		    "jasoos: a line for AWS begins with 'aws'\n");
	lab_refuses(lab, "echo salaam | wc -l", SHELL_USAGE,
		    "jasoos: a line for AWS begins with 'aws'\n");
}

/* All bytes, a NUL among them, and the metadata. */
static void
s3_copies_from_one_place_to_another(void **state)
{
	struct lab *lab = *state;

	lab_prints(lab, "echo salaam | gzip | aws s3 cp - "
			"s3://lab-bucket/x/a.gz", "");
	lab_prints(lab, "aws s3 cp s3://lab-bucket/x/a.gz s3://lab-bucket/y/",
		   "copy: s3://lab-bucket/x/a.gz to s3://lab-bucket/y/a.gz\n");
	lab_prints(lab, "aws s3 cp s3://lab-bucket/y/a.gz s3://lab-bucket "
			"--quiet", "");
	lab_prints(lab, "aws s3 cp s3://lab-bucket/a.gz - | gunzip",
		   "salaam\n");
	lab_refuses(lab, "aws s3 cp s3://lab-bucket/no s3://lab-bucket/a", 1,
		    "fatal error: An error occurred (404) when calling the "
		    "HeadObject operation: Key \"no\" does not exist\n");
	lab_refuses(lab, "aws s3 cp s3://lab-bucket/a.gz s3://no-bucket/a", 1,
		    "copy failed: s3://lab-bucket/a.gz to s3://no-bucket/a An "
		    "error occurred (NoSuchBucket) when calling the CopyObject "
		    "operation: The specified bucket does not exist\n");
	lab_refuses(lab, "aws s3 cp s3://lab-bucket/x s3://lab-bucket/z "
			 "--recursive", SHELL_USAGE,
		    "jasoos: the lab copies one object at a time\n");
}

static void
s3_makes_and_removes(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, "a/1", "x");
	lab_put(lab, "a/2", "x");
	lab_prints(lab, "aws s3 rm s3://lab-bucket/a --recursive",
		   "delete: s3://lab-bucket/a/1\ndelete: s3://lab-bucket/a/2\n");
	lab_prints(lab, "aws s3 mb s3://new-one", "make_bucket: new-one\n");
	lab_prints(lab, "aws s3 rb s3://new-one", "remove_bucket: new-one\n");
	lab_refuses(lab, "aws s3 rb s3://new-one", 1,
		    "remove_bucket failed: s3://new-one An error occurred "
		    "(NoSuchBucket) when calling the DeleteBucket operation: "
		    "The specified bucket does not exist\n");
	lab_refuses(lab, "aws s3 mb new", SHELL_USAGE,
		    "\n<S3Uri>\nError: Invalid argument type\n");
	lab_refuses(lab, "aws s3 ls --foo", SHELL_USAGE,
		    "\nUnknown options: --foo\n");
}

static void
an_answer_that_is_a_file_needs_a_place(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, "top.txt", "hello\n");
	lab_refuses(lab, "aws s3api get-object --bucket lab-bucket",
		    SHELL_USAGE,
		    USAGE "aws: error: the following arguments are required: "
			  "--key, outfile\n\n");
	lab_prints(lab, "aws s3api get-object --bucket lab-bucket --key "
			"top.txt - --query ContentLength", "hello\n6\n");
	lab_refuses(lab, "aws s3api put-object --bucket lab-bucket --key k "
			 "--body notes.txt", SHELL_USAGE,
		    "jasoos: the lab reads no files: pipe what is to be in the "
		    "object into aws s3 cp - s3://..., instead of 'notes.txt'\n");
}

static void
help_names_every_operation_and_option(void **state)
{
	struct lab *lab = *state;
	char line[256], typed[128], wanted[160];

	for (size_t i = 0; aws_services[i]; i++) {
		const struct aws_service *service = aws_services[i];

		for (size_t j = 0; service->operations[j]; j++) {
			const struct aws_operation *op = service->operations[j];
			const struct aws_member *member = op->request;
			const char *word =
				strcmp(service->name, "s3") == 0 ? "s3api"
				: strcmp(service->name, "config") == 0
					? "configservice"
					: service->name;

			aws_xform_name(op->name, typed, sizeof typed);
			snprintf(line, sizeof line, "aws %s %s help", word,
				 typed);
			assert_int_equal(lab_type(lab, line), SHELL_DONE);
			assert_int_equal(lab->output.calls, 0);
			for (; member && member->name; member++) {
				aws_option_name(member, typed,
						sizeof typed);
				snprintf(wanted, sizeof wanted, "--%s (",
					 typed);
				assert_non_null(strstr(lab->output.out.buf,
						       wanted));
			}
		}
	}
	lab_type(lab, "aws help");
	assert_non_null(strstr(lab->output.out.buf, "cloudtrail"));
	lab_type(lab, "aws cloudtrail help");
	assert_non_null(strstr(lab->output.out.buf, "stop-logging"));
	lab_type(lab, "aws s3 help");
	assert_non_null(strstr(lab->output.out.buf, "ls "));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, lab_open, lab_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_command_without_an_answer_prints_nothing),
		TEST(options_come_in_any_order_and_shortened),
		TEST(booleans_have_a_no_form),
		TEST(the_service_refuses_in_its_own_words_and_that_is_an_event),
		TEST(what_the_client_refuses_is_no_call),
		TEST(a_misspelt_name_is_met_with_the_right_one),
		TEST(the_event_shows_the_real_clients_user_agent),
		TEST(a_profile_is_another_principal),
		TEST(pages_are_asked_for_until_there_are_no_more),
		TEST(a_search_ends_after_ten_thousand_items),
		TEST(max_items_stops_and_its_token_goes_on),
		TEST(s3_lists_like_folders),
		TEST(s3_copies_to_standard_output_only),
		TEST(s3_writes_what_is_piped_into_it),
		TEST(s3_copies_from_one_place_to_another),
		TEST(s3_makes_and_removes),
		TEST(an_answer_that_is_a_file_needs_a_place),
		TEST(help_names_every_operation_and_option),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
