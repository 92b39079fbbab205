/* SPDX-License-Identifier: MIT */
/*
 * --output json, text and table.  The tables are the real client's, byte by
 * byte, for the same answers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/json.h"
#include "shell/shell.h"

static void
shown_as(const char *json, const char *format, const char *expected)
{
	struct json_object *value = json_parse(json, strlen(json), NULL, NULL);
	struct strbuf out = STRBUF_INIT;

	assert_non_null(value);
	shell_format(value, format, "ListThings", &out);
	assert_string_equal(out.buf, expected);
	json_object_put(value);
	strbuf_release(&out);
}

static const char buckets[] =
	"{\"Buckets\":[{\"Name\":\"lab-bucket\",\"CreationDate\":"
	"\"2026-11-22T18:58:11+00:00\"}],\"Owner\":{\"DisplayName\":"
	"\"webfile\",\"ID\":\"bcaf1ffd86f41161ca5fb16fd081034f\"}}";

static void
json_has_four_blanks_a_level_and_nothing_for_nothing(void **state)
{
	(void)state;
	shown_as("{}", "json", "");
	shown_as("{\"a\":[],\"b\":{\"c\":\"/\"}}", "json",
		 "{\n    \"a\": [],\n    \"b\": {\n        \"c\": \"/\"\n"
		 "    }\n}\n");
	shown_as("\"x\"", "json", "\"x\"\n");
}

static void
numbers_named_as_moments_are_shown_as_moments(void **state)
{
	(void)state;
	shown_as("{\"EventTime\":1763535850.0}", "json",
		 "{\n    \"EventTime\": \"2025-11-19T07:04:10+00:00\"\n}\n");
	shown_as("[{\"LastModified\":1763535850.123}]", "text",
		 "2025-11-19T07:04:10.123000+00:00\n");
	shown_as("{\"CreationDate\":1763535850}", "text",
		 "2025-11-19T07:04:10+00:00\n");
	shown_as("{\"OrderingTimestamp\":1763535850}", "text",
		 "2025-11-19T07:04:10+00:00\n");
	shown_as("{\"creationTime\":1763535850000,\"EventTime\":\"x\"}",
		 "text", "x\t1763535850000\n");
	shown_as("{\"EventTime\":1e300}", "text", "1e300\n");
}

static void
text_has_a_line_for_each_structure(void **state)
{
	(void)state;
	shown_as(buckets, "text",
		 "BUCKETS\t2026-11-22T18:58:11+00:00\tlab-bucket\n"
		 "OWNER\twebfile\tbcaf1ffd86f41161ca5fb16fd081034f\n");
	shown_as("{\"b\":true,\"a\":null,\"l\":[1,\"x\"]}", "text",
		 "None\tTrue\nL\t1\nL\tx\n");
	shown_as("[\"a\",\"b\"]", "text", "a\tb\n");
	shown_as("[[\"a\",\"b\"],[\"c\",\"d\"]]", "text", "a\tb\nc\td\n");
	shown_as("[{\"a\":1},{\"b\":2}]", "text", "1\t\n\t2\n");
	shown_as("\"x\"", "text", "x\n");
}

static void
a_table_frames_each_structure(void **state)
{
	(void)state;
	shown_as(buckets, "table",
		 "-------------------------------------------------------\n"
		 "|                     ListThings                      |\n"
		 "+-----------------------------------------------------+\n"
		 "||                      Buckets                      ||\n"
		 "|+----------------------------------+----------------+|\n"
		 "||           CreationDate           |     Name       ||\n"
		 "|+----------------------------------+----------------+|\n"
		 "||  2026-11-22T18:58:11+00:00       |  lab-bucket    ||\n"
		 "|+----------------------------------+----------------+|\n"
		 "||                       Owner                       ||\n"
		 "|+--------------+------------------------------------+|\n"
		 "||  DisplayName |                ID                  ||\n"
		 "|+--------------+------------------------------------+|\n"
		 "||  webfile     |  bcaf1ffd86f41161ca5fb16fd081034f  ||\n"
		 "|+--------------+------------------------------------+|\n");
}

static void
a_table_wider_than_80_columns_is_turned(void **state)
{
	(void)state;
	shown_as("{\"Name\":\"t1-trail\",\"TrailARN\":\"arn:aws:cloudtrail:"
		 "us-east-1:123456789012:trail/t1-trail\",\"HomeRegion\":"
		 "\"us-east-1\"}",
		 "table",
		 "----------------------------------------------------------"
		 "------------------\n"
		 "|                                ListThings               "
		 "                 |\n"
		 "+------------+--------------------------------------------"
		 "-----------------+\n"
		 "|  HomeRegion|  us-east-1                                 "
		 "                 |\n"
		 "|  Name      |  t1-trail                                  "
		 "                 |\n"
		 "|  TrailARN  |  arn:aws:cloudtrail:us-east-1:123456789012:"
		 "trail/t1-trail   |\n"
		 "+------------+--------------------------------------------"
		 "-----------------+\n");
}

static void
a_table_of_nothing_is_nothing(void **state)
{
	(void)state;
	shown_as("{}", "table", "");
	shown_as("[]", "table", "");
	shown_as("{\"a\":[],\"b\":{}}", "table",
		 "------------\n|ListThings|\n+----------+\n");
	shown_as("\"x\"", "table", "------------\n|ListThings|\n+----------+\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			json_has_four_blanks_a_level_and_nothing_for_nothing),
		cmocka_unit_test(numbers_named_as_moments_are_shown_as_moments),
		cmocka_unit_test(text_has_a_line_for_each_structure),
		cmocka_unit_test(a_table_frames_each_structure),
		cmocka_unit_test(a_table_wider_than_80_columns_is_turned),
		cmocka_unit_test(a_table_of_nothing_is_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
