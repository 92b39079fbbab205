/* SPDX-License-Identifier: MIT */
/*
 * For the fuzz targets that work in an account: a lab of the small scenario.
 */
#ifndef TESTS_FUZZ_LAB_H
#define TESTS_FUZZ_LAB_H

#include "fuzz.h"
#include "lesson/diagnostic.h"
#include "lesson/lab.h"
#include "lesson/scenario.h"

static const struct scenario *scenario;

static inline void
begin(struct lab *lab)
{
	struct diagnostics faults = { 0 };

	if (!scenario)
		scenario = scenario_load("tests/scenarios", "small", &faults);
	require(scenario && lab_begin(lab, scenario, 0, &faults));
}

#endif
