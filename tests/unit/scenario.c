/* SPDX-License-Identifier: MIT */
/* Scenarios as authors write them: what they can tell, and what they cannot
   do to the reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "language/language.h"

#include "reading.h"

#define HEAD(begins)                            \
	"format: 1\n"                           \
	"id: small\n"                           \
	"title: Small\n"                        \
	"story: Small.\n"                       \
	"account: \"111122223333\"\n"           \
	"region: us-east-1\n"                   \
	"begins: \"" begins "\"\n"              \
	"start: \"2025-11-19T06:30:00Z\"\n"     \
	"seed: 3\n"                             \
	"learner: sana\n"                       \
	"people:\n"                             \
	"  - {name: sana, type: user}\n"        \
	"  - {name: shop-role, type: role}\n"   \
	"  - {name: ec2.amazonaws.com, type: service}\n"
#define TODAY HEAD("2025-11-19T00:00:00Z")

static char folder[] = "/tmp/jasoos-scenario-XXXXXX";

static int
begin(void **state)
{
	(void)state;
	language_show(LANGUAGE_SHOW_EN);
	return mkdtemp(folder) ? 0 : -1;
}

static int
end(void **state)
{
	char *path = file_join(folder, "small.yaml");

	(void)state;
	unlink(path);
	rmdir(folder);
	free(path);
	return 0;
}

static void
load(const char *text)
{
	char *path = file_join(folder, "small.yaml");

	assert_int_equal(file_write(path, text, strlen(text)), 0);
	scenario = scenario_load(folder, "small", &told);
	free(path);
}

/* A faulty one: not loaded, with this word about it. */
static void
assert_faulty(const char *text, int line, const char *message)
{
	load(text);
	assert_null(scenario);
	assert_int_equal(told.count, 1);
	assert_int_equal(told.items[0].line, line);
	assert_non_null(strstr(told.items[0].message, message));
	forget(NULL);
}

static struct account *
play(const char *text)
{
	load(text);
	return begin_read();
}

/* The n-th record; the caller puts it. */
static struct json_object *
record(struct account *account, size_t n)
{
	assert_in_range(n, 0, account->events.count - 1);
	return event_parse(account, n);
}

/* ---- goals, and being like another */

#define GOAL(checks)                                 \
	"goal:\n  title: Win\n  text: Win.\n"         \
	"  checks:\n" checks
#define SOLUTION "solution: [wait 5m]\n"

static void
a_goal_and_its_solution_need_each_other(void **state)
{
	(void)state;
	assert_faulty(TODAY GOAL("    - {id: a, text: A, passed: 1m}\n"), 15,
		      "needs a 'solution'");
	assert_faulty(TODAY SOLUTION, 1, "need a 'goal'");
}

static void
a_part_of_a_goal_asks_one_question(void **state)
{
	(void)state;
	assert_faulty(TODAY GOAL("    - {id: a, text: A}\n") SOLUTION, 19,
		      "one of 'state'");
	assert_faulty(TODAY GOAL("    - {id: a, text: A, passed: 1m, score: "
				 "\"lost = 0\"}\n") SOLUTION,
		      19, "one of 'state'");
	assert_faulty(TODAY GOAL("    - {id: a, text: A, passed: 1m, last: "
				 "2m}\n") SOLUTION,
		      19, "'last' belongs");
}

static void
a_bound_names_a_measure_and_a_value_of_its_kind(void **state)
{
	static const char *const bounds[] = {
		"blind", "blind > 5m", "blind = 5m", "lost < 2m", "lost < -1",
		"detect <", "sight < 5m", "lost = 99999999999999",
	};

	(void)state;
	for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
		char *text = str_printf(
			TODAY GOAL("    - {id: a, text: A, score: \"%s\"}\n")
				SOLUTION,
			bounds[i]);

		assert_faulty(text, 19, "is no bound");
		free(text);
	}
}

static void
like_names_another_scenario_that_is_there(void **state)
{
	(void)state;
	load("format: 1\nid: small\ntitle: Small\nstory: Small.\n"
	     "like: small\n");
	assert_null(scenario);
	assert_non_null(strstr(told.items[0].message, "'small' is no "
						      "scenario"));
	forget(NULL);
	load("format: 1\nid: small\ntitle: Small\nstory: Small.\n"
	     "like: atlantis\n");
	assert_null(scenario);
	assert_in_range(told.count, 1, 2);
}

/* ---- what it cannot do */

#define WORK(how)                                                            \
	"activity:\n"                                                        \
	"  - {who: sana, from: 1h, until: 2h, " how ", calls: [{source: "      \
	"ec2.amazonaws.com, name: DescribeInstances}]}\n"

static void
a_past_of_years_is_refused(void **state)
{
	(void)state;
	assert_faulty(HEAD("2025-01-01T00:00:00Z"), 7, "120 days");
}

static void
an_account_has_twelve_digits_and_a_region_that_exists(void **state)
{
	static const char *const changed[][2] = {
		{ "\"1111/2222333\"", "us-east-1" },
		{ "\"1234567890123\"", "us-east-1" },
		{ "\"111122223333\"", "mars-north-1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof changed / sizeof *changed; i++) {
		struct strbuf text = STRBUF_INIT;

		strbuf_addf(&text,
			    "format: 1\nid: small\ntitle: Small\n"
			    "story: Small.\naccount: %s\nregion: %s\n",
			    changed[i][0], changed[i][1]);
		strbuf_addstr(&text, strstr(TODAY, "begins:"));
		assert_faulty(text.buf, i < 2 ? 5 : 6,
			      i < 2 ? "12 digits" : "no Region");
		strbuf_release(&text);
	}
}

static void
a_service_calls_under_its_own_name_whatever_else_it_is_given(void **state)
{
	struct account *account = play(
		TODAY "  - {name: s3.amazonaws.com, type: service, ip: "
		      "203.0.113.1, agent: mine}\n");
	const struct principal *service =
		principal_find(account, "s3.amazonaws.com");

	(void)state;
	assert_string_equal(service->source_ip, "s3.amazonaws.com");
	assert_string_equal(service->user_agent, "s3.amazonaws.com");
	account_free(account);
}

static void
work_without_a_pause_is_refused(void **state)
{
	(void)state;
	assert_faulty(TODAY WORK("every: 9s"), 16, "10 seconds or more");
}

static void
more_calls_than_anybody_reads_are_refused(void **state)
{
	(void)state;
	assert_faulty(HEAD("2025-08-01T00:00:00Z") WORK("every: 10s"), 16,
		      "calls until the start");
	assert_faulty(HEAD("2025-11-19T06:29:00Z")
			      "activity:\n"
			      "  - {who: [sana, sana, sana, sana, sana, sana, "
			      "sana, sana, sana, sana, sana, sana], from: 1h, "
			      "until: 2h, every: 10s, calls: [{source: "
			      "ec2.amazonaws.com, name: DescribeTags}]}\n",
		      16, "calls until the start");
}

static void
a_line_is_typed_or_recorded_and_not_both(void **state)
{
	(void)state;
	assert_faulty(TODAY "setup:\n"
			    "  - {at: \"2025-11-19T01:00:00Z\", who: sana}\n",
		      16, "either 'run'");
	assert_faulty(TODAY "setup:\n"
			    "  - {at: \"2025-11-19T01:00:00Z\", who: sana, "
			    "run: aws sts get-caller-identity, call: {source: "
			    "ec2.amazonaws.com, name: DescribeInstances}}\n",
		      16, "either 'run'");
}

static void
whoever_calls_must_be_among_the_people(void **state)
{
	(void)state;
	assert_faulty(TODAY "activity:\n"
			    "  - who: [sana, shop-role]\n"
			    "    from: 1h\n"
			    "    until: 2h\n"
			    "    every: 10m\n"
			    "    calls:\n"
			    "      - source: ec2.amazonaws.com\n"
			    "        name: DescribeInstances\n"
			    "        then:\n"
			    "          - {source: ec2.amazonaws.com, name: "
			    "DescribeTags, who: nobody}\n",
		      24, "'nobody' is not among the people");
}

/* ---- what it can tell */

static void
a_line_that_should_be_refused_must_be(void **state)
{
	static const char refused[] =
		TODAY "setup:\n"
		      "  - at: \"2025-11-19T01:00:00Z\"\n"
		      "    who: sana\n"
		      "    ip: 198.51.100.77\n"
		      "    run: aws cloudtrail stop-logging --name nobody\n"
		      "    fails: TrailNotFoundException\n";
	static const char refused_by_s3[] =
		TODAY "setup:\n"
		      "  - at: \"2025-11-19T01:00:00Z\"\n"
		      "    who: sana\n"
		      "    run: aws s3 rb s3://nobodys-logs\n"
		      "    fails: NoSuchBucket\n";
	static const char taken[] =
		TODAY "setup:\n"
		      "  - at: \"2025-11-19T01:00:00Z\"\n"
		      "    who: sana\n"
		      "    run: aws sts get-caller-identity\n"
		      "    fails: TrailNotFoundException\n";
	struct account *account = play(refused);
	struct json_object *first = record(account, 0);

	(void)state;
	assert_string_equal(json_string(first, "errorCode"),
			    "TrailNotFoundException");
	assert_string_equal(json_string(first, "sourceIPAddress"),
			    "198.51.100.77");
	assert_null(principal_find(account, "sana")->source_ip);
	json_object_put(first);
	account_free(account);
	forget(NULL);

	account_free(play(refused_by_s3));
	forget(NULL);

	load(taken);
	assert_null(scenario_begin(scenario, 0, &told));
	assert_int_equal(told.count, 1);
	assert_non_null(strstr(told.items[0].message,
			       "should be refused with "
			       "TrailNotFoundException"));
}

static void
a_session_begins_with_its_first_calls_and_keeps_its_key(void **state)
{
	struct account *account = play(
		TODAY "activity:\n"
		      "  - who: shop-role\n"
		      "    session: instance\n"
		      "    session_name: i-{run}\n"
		      "    lasts: 6h\n"
		      "    from: 1s\n"
		      "    until: 24h\n"
		      "    every: 30m\n"
		      "    first:\n"
		      "      - source: sts.amazonaws.com\n"
		      "        name: AssumeRole\n"
		      "        who: ec2.amazonaws.com\n"
		      "        response: '{\"credentials\": {\"accessKeyId\": "
		      "\"{key}\"}}'\n"
		      "    calls:\n"
		      "      - source: ssm.amazonaws.com\n"
		      "        name: GetParameters\n"
		      "        resources: \"arn:aws:ssm:us-east-1:"
		      "111122223333:parameter/prices\"\n"
		      "        then:\n"
		      "          - {source: kms.amazonaws.com, name: Decrypt, "
		      "invoked_by: ssm.amazonaws.com}\n");
	struct json_object *assumed = record(account, 0);
	struct json_object *read = record(account, 1);
	struct json_object *decrypted = record(account, 2);
	struct json_object *again = record(account, 3);
	const char *key = json_object_get_string(json_path(
		assumed, "responseElements.credentials.accessKeyId"));

	(void)state;
	assert_string_equal(json_object_get_string(json_path(
				    assumed, "userIdentity.invokedBy")),
			    "ec2.amazonaws.com");
	assert_string_equal(json_object_get_string(json_path(
				    read, "userIdentity.accessKeyId")),
			    key);
	assert_string_equal(json_object_get_string(json_path(
				    again, "userIdentity.accessKeyId")),
			    key);
	assert_string_equal(json_string(again, "eventName"), "GetParameters");
	assert_string_equal(json_object_get_string(
				    json_path(read, "resources.0.ARN")),
			    "arn:aws:ssm:us-east-1:111122223333:parameter/"
			    "prices");
	assert_string_equal(json_string(decrypted, "sourceIPAddress"),
			    "ssm.amazonaws.com");
	json_object_put(assumed);
	json_object_put(read);
	json_object_put(decrypted);
	json_object_put(again);
	account_free(account);
}

static void
the_same_scenario_gives_the_same_account(void **state)
{
	static const char text[] = TODAY WORK("every: 5m");
	struct strbuf one = STRBUF_INIT, two = STRBUF_INIT;
	struct account *account = play(text);

	(void)state;
	assert_true(account->events.count > 5);
	account_dump(account, &one);
	account_free(account);
	account = scenario_begin(scenario, 0, &told);
	account_dump(account, &two);
	account_free(account);
	assert_string_equal(one.buf, two.buf);
	account = scenario_begin(scenario, 4, &told);
	strbuf_release(&two);
	strbuf_init(&two);
	account_dump(account, &two);
	account_free(account);
	assert_string_not_equal(one.buf, two.buf);
	strbuf_release(&one);
	strbuf_release(&two);
}

/* ---- placeholders */

static const struct {
	const char *text, *filled; /* filled NULL: the length alone counts */
	size_t length;
} placeholders[] = {
	{ "plain", "plain", 0 },
	{ "{pick:one}", "one", 0 },
	{ "{run}", "0123456789ab", 0 },
	{ "{run:guid}", "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab", 0 },
	{ "{arn}", "arn:aws:iam::111122223333:user/sana", 0 },
	{ "{until:1h}", "Nov 19, 2025, 7:30:00 AM", 0 },
	{ "{created}", "Nov 19, 2025 6:30:00 AM", 0 },
	{ "{now}", "2025-11-19T06:30:00.000+0000", 0 },
	{ "a{hex:8}b", NULL, 10 },
	{ "{guid}", NULL, 36 },
	{ "{key}", NULL, 20 },
	{ "{key:sana}{principal:sana}", NULL, 41 },
	{ "{pick:a|b|c}", NULL, 1 },
	/* what is none stays as it is */
	{ "{", "{", 0 },
	{ "}{", "}{", 0 },
	{ "{}", "{}", 0 },
	{ "{:}", "{:}", 0 },
	{ "{hex}", "{hex}", 0 },
	{ "{hex:0}", "{hex:0}", 0 },
	{ "{hex:-1}", "{hex:-1}", 0 },
	{ "{hex:257}", "{hex:257}", 0 },
	{ "{hex:99999999999999}", "{hex:99999999999999}", 0 },
	{ "{until:soon}", "{until:soon}", 0 },
	{ "{key:nobody}", "{key:nobody}", 0 },
	{ "{principal:ec2.amazonaws.com}", "{principal:ec2.amazonaws.com}", 0 },
	{ "{pick:}", "", 0 },
	{ "{pick:|}", "", 0 },
};

static void
placeholders_are_filled_and_anything_else_in_braces_stays(void **state)
{
	struct account *account = play(TODAY);
	struct scenario_actor actor = {
		.who = "sana",
		.run = "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab",
	};

	(void)state;
	for (size_t i = 0; i < sizeof placeholders / sizeof *placeholders;
	     i++) {
		char *filled = scenario_text(account, &actor,
					     placeholders[i].text);

		if (placeholders[i].filled)
			assert_string_equal(filled, placeholders[i].filled);
		else
			assert_int_equal(strlen(filled),
					 placeholders[i].length);
		free(filled);
	}
	account_free(account);
}

static void
duplicates_are_asked_for_by_a_number(void **state)
{
	struct account *account = play(TODAY "duplicates: 50\n");

	(void)state;
	assert_int_equal(account->duplicates, 50);
	account_free(account);
}

/* ---- name */

static void
a_scenario_lies_in_a_file_of_its_name(void **state)
{
	char *text = mem_strdup(TODAY);

	(void)state;
	memcpy(strstr(text, "id: small"), "id: smell", 9);
	assert_faulty(text, 2, "'smell' lies in a file of another name");
	free(text);
}

/* ---- people */

#define PERSON(policy) TODAY "  - name: hamza\n    type: user\n" \
	"    policy: '{\"Version\": \"2012-10-17\", \"Statement\": " policy "}'\n"

static void
a_person_s_policy_is_one_that_iam_would_take(void **state)
{
	(void)state;
	assert_faulty(PERSON("5"), 17,
		      "IAM would not take this policy: Syntax errors");
	assert_faulty(PERSON("{\"Effect\": \"Allow\", "
			     "\"Action\": \"StopLogging\", \"Resource\": "
			     "\"*\"}"), 17, "must be prefaced by a vendor");
	assert_faulty(PERSON("{\"Effect\": \"Deny\", "
			     "\"Action\": \"*\", \"Resource\": \"*\", "
			     "\"Condition\": {\"StringEquals\": "
			     "{\"aws:PrincipalOrgID\": \"o-1\"}}}"), 17,
		      "aws:PrincipalOrgID is not simulated");
	load(PERSON("5"));
	assert_int_equal(told.items[0].column, 13);
	forget(NULL);
	account_free(play(PERSON("{\"Effect\": \"Allow\", "
				 "\"Action\": \"s3:GetObject\", "
				 "\"Resource\": \"arn:aws:s3:::{account}/*\"}")));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, forget)
	const struct CMUnitTest tests[] = {
		TEST(duplicates_are_asked_for_by_a_number),
		TEST(a_goal_and_its_solution_need_each_other),
		TEST(a_part_of_a_goal_asks_one_question),
		TEST(a_bound_names_a_measure_and_a_value_of_its_kind),
		TEST(like_names_another_scenario_that_is_there),
		TEST(a_past_of_years_is_refused),
		TEST(an_account_has_twelve_digits_and_a_region_that_exists),
		TEST(a_service_calls_under_its_own_name_whatever_else_it_is_given),
		TEST(work_without_a_pause_is_refused),
		TEST(more_calls_than_anybody_reads_are_refused),
		TEST(a_line_is_typed_or_recorded_and_not_both),
		TEST(whoever_calls_must_be_among_the_people),
		TEST(a_scenario_lies_in_a_file_of_its_name),
		TEST(a_person_s_policy_is_one_that_iam_would_take),
		TEST(a_line_that_should_be_refused_must_be),
		TEST(a_session_begins_with_its_first_calls_and_keeps_its_key),
		TEST(the_same_scenario_gives_the_same_account),
		TEST(placeholders_are_filled_and_anything_else_in_braces_stays),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
