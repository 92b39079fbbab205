/* SPDX-License-Identifier: MIT */
/* Functions written once, for all scenarios: how a scenario takes one, and
   what is told of a faulty one, with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "language/language.h"

#include "reading.h"

/* Line 17 is the function's first. */
#define SCENARIO(role, function)                                \
	"format: 1\n"                                           \
	"id: small\n"                                           \
	"title: Small\n"                                        \
	"story: Small.\n"                                       \
	"account: \"444455556666\"\n"                           \
	"region: eu-west-1\n"                                   \
	"begins: \"2025-11-19T00:00:00Z\"\n"                    \
	"start: \"2025-11-19T06:30:00Z\"\n"                     \
	"seed: 3\n"                                             \
	"learner: sana\n"                                       \
	"people:\n"                                             \
	"  - {name: sana, type: user}\n"                        \
	"  - name: guard-role\n"                                \
	"    type: role\n"                                      \
	role                                                    \
	"functions:\n"                                          \
	function
#define NO_POLICY "    session: guard\n"
#define OWN_POLICY                                                             \
	"    policy: '{\"Version\": \"2012-10-17\", \"Statement\": "            \
	"[{\"Effect\": \"Allow\", \"Action\": \"s3:ListAllMyBuckets\", "      \
	"\"Resource\": \"*\"}]}'\n"
#define TAKES "  - {name: guard, role: guard-role, from: start}\n"

#define CODE                                                                  \
	"code: |\n"                                                           \
	"  {\"steps\": [{\"name\": \"s\", \"call\": \"cloudtrail:StartLogging\",\n" \
	"    \"with\": {\"Name\": \"main\"}}]}\n"
#define PYTHON "python: |\n  import boto3\n"
#define POLICY                                                                \
	"policy: |\n"                                                         \
	"  {\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\",\n"  \
	"    \"Action\": \"cloudtrail:StartLogging\",\n"                       \
	"    \"Resource\": \"arn:aws:cloudtrail:{region}:{account}:trail/*\"}]}\n"
#define HEAD "format: 1\nid: start\ndescription: \"Start it\"\n"
#define RIGHT HEAD CODE PYTHON POLICY

static char root[] = "/tmp/jasoos-functions-XXXXXX";
static char *scenarios, *functions, *scenario_file, *function_file;

static int
begin(void **state)
{
	(void)state;
	language_show(LANGUAGE_SHOW_EN);
	if (!mkdtemp(root))
		return -1;
	scenarios = file_join(root, "scenarios");
	functions = file_join(root, "functions");
	scenario_file = file_join(scenarios, "small.yaml");
	function_file = file_join(functions, "start.yaml");
	return mkdir(scenarios, 0700) || mkdir(functions, 0700);
}

static int
end(void **state)
{
	(void)state;
	unlink(scenario_file);
	unlink(function_file);
	rmdir(scenarios);
	rmdir(functions);
	rmdir(root);
	free(scenarios);
	free(functions);
	free(scenario_file);
	free(function_file);
	return 0;
}

static void
load(const char *text, const char *function)
{
	assert_int_equal(file_write(scenario_file, text, strlen(text)), 0);
	assert_int_equal(file_write(function_file, function, strlen(function)),
			 0);
	scenario = scenario_load(scenarios, "small", &told);
}

static struct account *
play(const char *text, const char *function)
{
	load(text, function);
	return begin_read();
}

static void
assert_told(size_t n, const char *file, int line, const char *message)
{
	assert_in_range(n, 0, told.count - 1);
	assert_non_null(strstr(told.items[n].file, file));
	assert_int_equal(told.items[n].line, line);
	assert_non_null(strstr(told.items[n].message, message));
}

/* ---- taking one */

static void
a_function_is_taken_from_its_file_under_another_name(void **state)
{
	struct account *account = play(SCENARIO(NO_POLICY, TAKES), RIGHT);
	struct function *function =
		function_find(account, "eu-west-1", "guard");

	(void)state;
	assert_non_null(function);
	assert_string_equal(function->description, "Start it");
	assert_string_equal(function->source, "import boto3");
	assert_non_null(json_path(function->code, "steps.0.call"));
	assert_string_equal(function->role->name, "guard-role");
	account_free(account);
}

static void
the_scenario_may_describe_it_otherwise(void **state)
{
	struct account *account =
		play(SCENARIO(NO_POLICY, "  - name: guard\n    role: guard-role\n"
					 "    from: start\n    description: Mine\n"),
		     RIGHT);

	(void)state;
	assert_string_equal(
		function_find(account, "eu-west-1", "guard")->description,
		"Mine");
	account_free(account);
}

static const char *
resource_of(struct account *account)
{
	const struct inline_policy *policy =
		principal_policy(principal_find(account, "guard-role"),
				 "guard-role-policy");
	struct json_object *statement =
		json_path(policy->document, "Statement.0");

	return statement ? json_string(statement, "Resource") : NULL;
}

static void
its_role_may_what_it_needs_in_this_account_and_region(void **state)
{
	struct account *account = play(SCENARIO(NO_POLICY, TAKES), RIGHT);

	(void)state;
	assert_string_equal(resource_of(account),
			    "arn:aws:cloudtrail:eu-west-1:444455556666:trail/*");
	account_free(account);
}

static void
a_policy_that_the_scenario_says_stands(void **state)
{
	struct account *account = play(SCENARIO(OWN_POLICY, TAKES), RIGHT);

	(void)state;
	assert_string_equal(resource_of(account), "*");
	account_free(account);
}

/* ---- faults */

static void
a_function_that_is_not_there_is_told_at_both_places(void **state)
{
	(void)state;
	load(SCENARIO(NO_POLICY,
		      "  - {name: guard, role: guard-role, from: stop}\n"),
	     RIGHT);
	assert_null(scenario);
	assert_int_equal(told.count, 2);
	assert_told(0, "functions/stop.yaml", 0, "");
	assert_told(1, "scenarios/small.yaml", 17, "'stop'");
}

static void
no_name_leads_out_of_the_folder(void **state)
{
	(void)state;
	load(SCENARIO(NO_POLICY, "  - {name: guard, role: guard-role, "
				 "from: \"../scenarios/small\"}\n"),
	     RIGHT);
	assert_null(scenario);
	assert_int_equal(told.count, 1);
	assert_told(0, "scenarios/small.yaml", 17, "is no id");
}

static void
a_function_is_taken_or_written_but_not_both_and_not_neither(void **state)
{
	static const char *const wrong[] = {
		SCENARIO(NO_POLICY, "  - {name: guard, role: guard-role}\n"),
		SCENARIO(NO_POLICY, "  - name: guard\n    role: guard-role\n"
				    "    from: start\n    python: \"pass\"\n"),
		SCENARIO(NO_POLICY, "  - name: guard\n    role: guard-role\n"
				    "    from: start\n    code: '{\"steps\": []}'\n"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		load(wrong[i], RIGHT);
		assert_null(scenario);
		assert_int_equal(told.count, 1);
		assert_told(0, "small.yaml", 17, "either 'from'");
		forget(NULL);
	}
}

static void
faults_of_the_file_have_their_lines_there(void **state)
{
	static const struct {
		const char *function;
		int line;
		const char *message;
	} wrong[] = {
		{ HEAD "code: '{\"steps\": []}'\n" PYTHON POLICY, 4,
		  "1 to 32 steps" },
		{ HEAD "code: '{\"steps\": [{\"call\": \"s3:Nothing\"}]}'\n"
		  PYTHON POLICY, 4, "'s3:Nothing' is no call" },
		{ HEAD "code: '{\"steps\": [{\"for_each\": \"$.event\", \"do\": "
		       "[{\"call\": \"nowhere:Go\"}]}]}'\n"
		  PYTHON POLICY, 4, "'nowhere:Go' is no call" },
		{ HEAD CODE PYTHON "policy: '{\"Statement\": 5}'\n", 9, "IAM would not take this policy: " },
		{ HEAD CODE PYTHON "policy: |\n  {5}\n", 10, "this is no JSON" },
		{ HEAD CODE POLICY, 1, "python" },
		{ "format: 1\nid: other\ndescription: x\n" CODE PYTHON POLICY,
		  2, "'other' lies in a file of another name" },
		{ "format: 2\n" RIGHT, 1, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(file_write(function_file, wrong[i].function,
					    strlen(wrong[i].function)),
				 0);
		assert_false(function_check(functions, "start", &told));
		assert_told(0, "functions/start.yaml", wrong[i].line,
			    wrong[i].message);
		forget(NULL);
	}
}

static void
two_functions_of_one_role_need_a_policy_that_is_said(void **state)
{
	(void)state;
	load(SCENARIO(NO_POLICY, TAKES "  - {name: second, role: guard-role, "
				       "from: start}\n"),
	     RIGHT);
	assert_null(scenario);
	assert_int_equal(told.count, 1);
	assert_told(0, "small.yaml", 18, "'guard-role' is another function's");
	forget(NULL);
	load(SCENARIO(OWN_POLICY, TAKES "  - {name: second, role: guard-role, "
				     "from: start}\n"),
	     RIGHT);
	assert_non_null(scenario);
}

static void
code_of_its_own_is_looked_at_too(void **state)
{
	(void)state;
	load(SCENARIO(NO_POLICY, "  - name: guard\n    role: guard-role\n"
				 "    code: '{\"steps\": [{}]}'\n"),
	     RIGHT);
	assert_null(scenario);
	assert_int_equal(told.count, 1);
	assert_told(0, "small.yaml", 19, "a step needs");
}

#define TEST(name) cmocka_unit_test_teardown(name, forget)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_function_is_taken_from_its_file_under_another_name),
		TEST(the_scenario_may_describe_it_otherwise),
		TEST(its_role_may_what_it_needs_in_this_account_and_region),
		TEST(a_policy_that_the_scenario_says_stands),
		TEST(a_function_that_is_not_there_is_told_at_both_places),
		TEST(no_name_leads_out_of_the_folder),
		TEST(a_function_is_taken_or_written_but_not_both_and_not_neither),
		TEST(faults_of_the_file_have_their_lines_there),
		TEST(two_functions_of_one_role_need_a_policy_that_is_said),
		TEST(code_of_its_own_is_looked_at_too),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
