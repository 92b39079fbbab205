/* SPDX-License-Identifier: MIT */
/*
 * A machine without libcrypto: the lab works, makes no digest file, and says
 * what is missing to whoever asks for one.
 */
#include "shell_lab.h"

#include "base/signature.h"

/* The loader of that machine. */
void *dlopen(const char *name, int flags);
void *
dlopen(const char *name, int flags)
{
	(void)name;
	(void)flags;
	return NULL;
}

#define MISSING                                                              \
	"jasoos: digest files are signed by OpenSSL's libcrypto, and this "  \
	"machine has none; install it (Debian: libssl3, Fedora: "            \
	"openssl-libs, Alpine: libcrypto3, Homebrew: openssl) and begin "    \
	"again\n"

static void
who_asks_for_digest_files_is_told_what_is_missing(void **state)
{
	struct lab *lab = *state;
	static const char *const lines[] = {
		"aws cloudtrail list-public-keys",
		"aws cloudtrail update-trail --name main-audit-trail "
		"--enable-log-file-validation",
		"aws cloudtrail validate-logs --start-time 2025-11-19 "
		"--trail-arn arn:aws:cloudtrail:us-east-1:111122223333:"
		"trail/main-audit-trail",
	};

	assert_false(signature_ready());
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		lab_refuses(lab, lines[i], SHELL_USAGE, MISSING);
		assert_int_equal(lab->output.calls, 0);
	}
	lab_prints(lab, "aws cloudtrail update-trail --name main-audit-trail "
			"--no-enable-log-file-validation "
			"--query LogFileValidationEnabled", "false\n");
}

/* A scenario's trail may have validation on. */
static void
a_trail_with_validation_delivers_its_log_files_all_the_same(void **state)
{
	struct lab *lab = *state;
	struct trail *trail = lab->account->trails.items[0];

	trail->log_file_validation_enabled = true;
	trail_start(lab->account, trail);
	lab_type(lab, "aws cloudtrail list-trails");
	account_advance(lab->account, 3 * CLOCK_HOUR);
	assert_int_equal(lab->account->buckets.items[0]->count, 1);
	assert_int_equal(trail->latest_digest_delivery_time, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			who_asks_for_digest_files_is_told_what_is_missing,
			lab_open, lab_close),
		cmocka_unit_test_setup_teardown(
			a_trail_with_validation_delivers_its_log_files_all_the_same,
			lab_open, lab_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
