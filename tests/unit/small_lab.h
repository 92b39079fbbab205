/* SPDX-License-Identifier: MIT */
/*
 * For the tests that type into a lab: each has a new one in the small scenario,
 * and what was said to the last line.
 */
#ifndef TESTS_SMALL_LAB_H
#define TESTS_SMALL_LAB_H

#include "lesson/lab.h"
#include "playing.h"

static struct scenario *scenario;
static struct lab lab;
static struct messages out;

static int
load(void **state)
{
	(void)state;
	language_show(LANGUAGE_SHOW_EN);
	scenario = small_scenario();
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	scenario_free(scenario);
	return 0;
}

static int
begin(void **state)
{
	struct diagnostics faults = { 0 };

	(void)state;
	messages_init(&out);
	lab_begin(&lab, scenario, 0, &faults);
	assert_no_faults(&faults);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	lab_release(&lab);
	messages_release(&out);
	return 0;
}

static inline int
type(const char *line)
{
	messages_clear(&out);
	return lab_type(&lab, line, &out, NULL);
}

#endif
