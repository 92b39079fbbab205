/* SPDX-License-Identifier: MIT */
/*
 * Every record that any bundled scenario writes is a record, by shape.h; and
 * what is none is noticed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/scenario.h"

#include "shape.h"

#define FOLDER "data/scenarios"

/* The setup and two hours of its life; how many events it had. */
static size_t
check_scenario(const char *id)
{
	struct diagnostics none = { 0 };
	struct scenario *scenario = scenario_load(FOLDER, id, &none);
	struct account *account;
	size_t count;

	assert_non_null(scenario);
	account = scenario_begin(scenario, 0, &none);
	assert_non_null(account);
	account_advance(account, 2 * CLOCK_HOUR);
	for (size_t i = 0; i < account->events.count; i++) {
		struct json_object *record = event_parse(account, i);
		struct strbuf faults = STRBUF_INIT;

		if (!record)
			continue; /* older than event history */
		shape_check(record, &faults);
		if (faults.len > 0)
			fail_msg("%s, event %zu: %s", id, i, faults.buf);
		strbuf_release(&faults);
		json_object_put(record);
	}
	count = account->events.count;
	account_free(account);
	scenario_free(scenario);
	return count;
}

static void
every_scenario_writes_records_and_nothing_else(void **state)
{
	struct file_names names = { 0 };

	(void)state;
	assert_int_equal(file_list(FOLDER, &names), 0);
	for (size_t i = 0; i < names.count; i++) {
		char *id = mem_strndup(names.items[i],
				       strcspn(names.items[i], "."));

		assert_true(check_scenario(id) > 0);
		free(id);
	}
	assert_true(names.count >= 3);
	file_names_release(&names);
}

#define RECORD(version, more)                                              \
	"{\"eventVersion\":\"" version "\",\"userIdentity\":{\"type\":"       \
	"\"Root\"},\"eventTime\":\"2025-11-19T06:30:00Z\",\"eventSource\":"   \
	"\"s\",\"eventName\":\"n\",\"awsRegion\":\"r\",\"sourceIPAddress\":"  \
	"\"i\",\"requestParameters\":null,\"responseElements\":null,"         \
	"\"eventID\":\"48168eeb-def3-4f41-a1c2-c6c0bad4e027\","               \
	"\"eventType\":\"AwsApiCall\",\"readOnly\":true,"                     \
	"\"managementEvent\":true,\"recipientAccountId\":\"1\"" more "}"

static const struct {
	const char *record, *faults;
} rows[] = {
	{ RECORD("1.11", ",\"eventCategory\":\"Management\""), "" },
	{ RECORD("1.11", ""), "eventCategory is missing; " },
	{ RECORD("1.06", ""), "" },
	{ RECORD("1.07", ",\"eventCategory\":\"Management\",\"tlsDetails\":{}"),
	  "tlsDetails is newer than 1.07; " },
	{ RECORD("1.11", ",\"eventCategory\":\"Data\""),
	  "eventCategory is not managementEvent; " },
	{ RECORD("1.11", ",\"eventCategory\":5"),
	  "eventCategory has the wrong type; " },
	{ RECORD("1.11", ",\"eventCategory\":\"Management\",\"x\":1"),
	  "x is no member; " },
};

static void
what_is_no_record_is_noticed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct json_object *record = json_parse(
			rows[i].record, strlen(rows[i].record), NULL, NULL);
		struct strbuf faults = STRBUF_INIT;

		assert_non_null(record);
		shape_check(record, &faults);
		assert_string_equal(faults.buf, rows[i].faults);
		strbuf_release(&faults);
		json_object_put(record);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			every_scenario_writes_records_and_nothing_else),
		cmocka_unit_test(what_is_no_record_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
