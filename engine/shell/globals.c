/* SPDX-License-Identifier: MIT */
/*
 * The options of every command, and the Regions.
 *
 * Options that only make sense on a network or a terminal are understood,
 * change nothing, and are not shown: they have no summary.
 */
#include "shell/options.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/memory.h"
#include "language/language.h"
#include "shell/refuse.h"
#include "shell/words.h"

const struct global_option global_options[] = {
	{ "--debug", false, NULL, NULL },
	{ "--endpoint-url", true, NULL, NULL },
	{ "--no-verify-ssl", false, NULL, NULL },
	{ "--no-paginate", false, NULL,
	  N_("ask for one page only, do not fetch the pages behind it") },
	{ "--output", true, "json text table", N_("the form of the answer") },
	{ "--query", true, NULL,
	  N_("a JMESPath expression: the part of the answer to show") },
	{ "--profile", true, NULL,
	  N_("call as another principal of this account, by name") },
	{ "--region", true, NULL, N_("the Region to call in") },
	{ "--version", false, NULL, N_("show the version of this tool") },
	{ "--color", true, "on off auto", NULL },
	{ "--no-sign-request", false, NULL, NULL },
	{ "--ca-bundle", true, NULL, NULL },
	{ "--cli-read-timeout", true, NULL, NULL },
	{ "--cli-connect-timeout", true, NULL, NULL },
	{ "--cli-binary-format", true, "base64 raw-in-base64-out",
	  NULL },
	{ "--no-cli-pager", false, NULL, NULL },
	{ "--cli-auto-prompt", false, NULL, NULL },
	{ "--no-cli-auto-prompt", false, NULL, NULL },
	{ NULL, false, NULL, NULL },
};

const char *const region_names[] = {
	"af-south-1", "ap-east-1", "ap-northeast-1", "ap-northeast-2",
	"ap-northeast-3", "ap-south-1", "ap-south-2", "ap-southeast-1",
	"ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ca-central-1",
	"ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1",
	"eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3",
	"il-central-1", "me-central-1", "me-south-1", "sa-east-1",
	"us-east-1", "us-east-2", "us-west-1", "us-west-2", NULL,
};

bool
region_exists(const char *name)
{
	for (const char *const *region = region_names; *region; region++) {
		if (strcmp(*region, name) == 0)
			return true;
	}
	return false;
}

static void
split_values(const char *values, struct shell_words *words)
{
	while (*values) {
		size_t length = strcspn(values, " ");

		shell_words_push(words, values, length);
		values += length + (values[length] == ' ');
	}
}

static int
check_values(const struct global_option *option, const char *given,
	     struct shell_output *output)
{
	struct shell_words values = { 0 };
	int result = 0;
	bool known = false;

	split_values(option->values, &values);
	for (size_t i = 0; i < values.count; i++)
		known = known || strcmp(values.items[i], given) == 0;
	if (!known)
		result = refuse_choice(output, option->name, given, &values);
	shell_words_release(&values);
	return result;
}

static int
read_globals(const struct option_list *list, struct options_given *given,
	     struct globals *globals, struct shell_output *output)
{
	for (const struct global_option *o = global_options; o->name; o++) {
		const char *value = options_value(list, given, o->name);

		if (value && o->values && check_values(o, value, output) != 0)
			return -1;
	}
	globals->output = mem_strdup(options_value(list, given, "--output"));
	if (!globals->output)
		globals->output = mem_strdup("json");
	globals->query = mem_strdup(options_value(list, given, "--query"));
	globals->profile = mem_strdup(options_value(list, given, "--profile"));
	globals->region = mem_strdup(options_value(list, given, "--region"));
	globals->no_paginate = options_has(list, given, "--no-paginate");
	globals->version = options_has(list, given, "--version");
	globals->rest = given->rest;
	memset(&given->rest, 0, sizeof given->rest);
	return 0;
}

int
globals_parse(char *const *words, size_t count, struct globals *globals,
	      struct shell_output *output)
{
	struct option_list list = { 0 };
	struct options_given given = { 0 };
	int result;

	memset(globals, 0, sizeof *globals);
	for (const struct global_option *o = global_options; o->name; o++)
		option_list_add(&list, o->name,
				o->takes_value ? OPTION_ONE : OPTION_FLAG);
	result = options_parse(&list, words, count, OPTIONS_EXACT, &given,
			       output);
	if (result == 0)
		result = read_globals(&list, &given, globals, output);
	options_given_release(&given);
	option_list_release(&list);
	return result;
}

void
globals_release(struct globals *globals)
{
	free(globals->output);
	free(globals->query);
	free(globals->profile);
	free(globals->region);
	shell_words_release(&globals->rest);
	memset(globals, 0, sizeof *globals);
}
