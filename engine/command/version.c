/* SPDX-License-Identifier: MIT */
/*
 * jasoos version: one line, for people and scripts; opens nothing.
 */
#include "command/command.h"

#ifndef VERSION
#define VERSION "unknown"
#endif

const char program_version[] = VERSION;

static int
run(struct program *program, const struct arguments *arguments)
{
	(void)program;
	(void)arguments;
	printf("jasoos %s\n", program_version);
	return ANSWER_DONE;
}

const struct command version_command = {
	.name = "version",
	.operands = "",
	.summary = N_("the version of this program"),
	.run = run,
};
