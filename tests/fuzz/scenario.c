/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing scenarios: the bytes of data/scenarios/fuzz.yaml.
 *
 * Beyond not crashing: a scenario is given out exactly when nothing was said
 * against it; begun twice it is the same account; a week that is let pass in it
 * has an end; and its goal, solution and attempts can be played.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/scenario.h"

#include "fuzz.h"

/* False if its setup was refused. */
static bool
play(const struct scenario *scenario, struct strbuf *dump)
{
	struct diagnostics faults = { 0 };
	struct account *account = scenario_begin(scenario, 0, &faults);
	bool began = account != NULL;

	require(began == (faults.count == 0));
	if (began) {
		account_advance(account, 7 * (int64_t)CLOCK_DAY);
		account_dump(account, dump);
	}
	account_free(account);
	diagnostics_release(&faults);
	return began;
}

static void
play_twice(const struct scenario *scenario)
{
	struct strbuf one = STRBUF_INIT, two = STRBUF_INIT;
	struct diagnostics faults = { 0 };

	if (play(scenario, &one)) {
		require(play(scenario, &two));
		require(scenario_check(scenario, &faults));
		require(one.len == two.len &&
			!memcmp(one.buf, two.buf, one.len));
	}
	diagnostics_release(&faults);
	strbuf_release(&one);
	strbuf_release(&two);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *path = file_join(fuzz_folder(), "fuzz.yaml");
	struct diagnostics faults = { 0 };
	struct scenario *scenario;

	fuzz_write(path, data, size);
	scenario = scenario_load(fuzz_folder(), "fuzz", &faults);
	require((scenario != NULL) == (faults.count == 0));
	if (scenario)
		play_twice(scenario);
	scenario_free(scenario);
	diagnostics_release(&faults);
	unlink(path);
	free(path);
	return 0;
}
