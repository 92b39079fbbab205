/* SPDX-License-Identifier: MIT */
/*
 * For the tests that read scenarios as authors write them: the one that was
 * read, and what was told of it.
 */
#ifndef TESTS_READING_H
#define TESTS_READING_H

#include <string.h>

#include "account/account.h"
#include "lesson/diagnostic.h"
#include "lesson/scenario_parts.h"

static struct diagnostics told;
static struct scenario *scenario;

static int
forget(void **state)
{
	(void)state;
	scenario_free(scenario);
	scenario = NULL;
	diagnostics_release(&told);
	memset(&told, 0, sizeof told);
	return 0;
}

/* The account of what was read, in which nothing is wrong. */
static struct account *
begin_read(void)
{
	struct account *account;

	assert_int_equal(told.count, 0);
	account = scenario_begin(scenario, 0, &told);
	assert_int_equal(told.count, 0);
	assert_non_null(account);
	return account;
}

#endif
