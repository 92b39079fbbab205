/* SPDX-License-Identifier: MIT */
/*
 * The beginning of a scenario: people, functions, then what was done before
 * the learner arrived, each line at its moment.
 *
 * What a scenario does it does through the door, so its setup can be found in
 * event history like everything else.
 */
#include "lesson/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "aws/dispatch.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "language/language.h"
#include "lesson/diagnostic.h"
#include "lesson/scenario_parts.h"
#include "shell/shell.h"

static struct json_object *
parsed(const char *text)
{
	return text ? json_parse(text, strlen(text), NULL, NULL) : NULL;
}

static void
add_people(const struct scenario *scenario, struct account *account)
{
	for (size_t i = 0; i < scenario->person_count; i++) {
		const struct scenario_person *row = &scenario->people[i];
		struct principal *added = principal_add(
			account, (enum principal_type)row->type, row->name);
		struct scenario_actor actor = { .who = row->name };
		bool service = row->type == PRINCIPAL_AWS_SERVICE;

		added->source_ip = mem_strdup(service ? row->name : row->ip);
		added->user_agent =
			mem_strdup(service ? row->name : row->agent);
		if (row->session && row->type == PRINCIPAL_ASSUMED_ROLE)
			principal_set_session(added, row->session);
		principal_set_policy(added, scenario_json(account, &actor,
							  row->policy));
	}
}

static void
add_functions(const struct scenario *scenario, struct account *account)
{
	for (size_t i = 0; i < scenario->function_count; i++) {
		const struct scenario_function *row = &scenario->functions[i];
		char why[160];
		struct function *added = function_put(
			account, account->region, row->name,
			principal_find(account, row->role), parsed(row->code),
			parsed(row->environment), why, sizeof why);

		if (!added)
			BUG("a function's code was not looked at");
		added->description = mem_strdup(row->description);
		added->source = mem_strdup(row->python);
		added->starts_after = row->starts_after;
		added->duplicates = (unsigned)row->duplicates;
	}
}

static void
add_foreign_buckets(const struct scenario *scenario, struct account *account)
{
	for (size_t i = 0; i < scenario->foreign_count; i++) {
		struct bucket *bucket =
			bucket_add(account, scenario->foreign[i].name);

		bucket->owner = mem_strdup(scenario->foreign[i].account);
	}
}

/* ---- lines */

/* Types it, from where and with what the line says. */
static void
type(struct account *account, const struct scenario_line *row,
     struct shell_output *output)
{
	struct principal *who = principal_find(account, row->who);
	char *ip = who->source_ip, *agent = who->user_agent;
	char *run = scenario_fill(account, row->run);

	if (row->ip)
		who->source_ip = mem_strdup(row->ip);
	if (row->agent)
		who->user_agent = mem_strdup(row->agent);
	shell_run(account, who, run, output);
	free(run);
	if (row->ip)
		free(who->source_ip);
	if (row->agent)
		free(who->user_agent);
	who->source_ip = ip;
	who->user_agent = agent;
}

static void
record(struct account *account, const struct scenario_line *row)
{
	struct scenario_actor actor = {
		.who = row->who,
		.ip = row->ip,
		.agent = row->agent,
	};

	scenario_call(account, &actor, &row->call);
}

/* Did the line end as it says it does? */
static bool
ended_rightly(const struct scenario_line *row,
	      const struct shell_output *output)
{
	char *code;
	bool rightly;

	if (!row->fails)
		return output->status == SHELL_DONE;
	code = str_printf("(%s)", row->fails);
	rightly = output->status != SHELL_DONE && strstr(output->err.buf, code);
	free(code);
	return rightly;
}

static bool
do_setup_line(const struct scenario *scenario, struct account *account,
	      const struct scenario_line *row,
	      struct diagnostics *diagnostics)
{
	struct shell_output output;
	bool fine;

	if (!row->run) {
		record(account, row);
		return true;
	}
	shell_output_init(&output);
	type(account, row, &output);
	fine = ended_rightly(row, &output);
	strbuf_trim(&output.err);
	if (!fine && output.err.len > 0)
		diagnose(diagnostics, scenario->file, row->line, 0, "%s: %s",
			 row->run, output.err.buf);
	else if (!fine)
		diagnose(diagnostics, scenario->file, row->line, 0,
			 _("this line should be refused with %s, and is not"),
			 row->fails);
	shell_output_release(&output);
	return fine;
}

static bool
do_setup(const struct scenario *scenario, struct account *account,
	 struct diagnostics *diagnostics)
{
	for (size_t i = 0; i < scenario->setup_count; i++) {
		account_advance_to(account, scenario->setup[i].at);
		if (!do_setup_line(scenario, account, &scenario->setup[i],
				   diagnostics))
			return false;
	}
	return true;
}

/* The story's own calls; one that is refused is part of the story. */
struct scripted {
	const struct scenario_line *line;
};

static void
do_scripted(struct account *account, void *data)
{
	struct scripted *scripted = data;
	struct shell_output output;

	if (scripted->line->run) {
		shell_output_init(&output);
		type(account, scripted->line, &output);
		shell_output_release(&output);
	} else {
		record(account, scripted->line);
	}
	free(scripted);
}

static void
set_script(const struct scenario *scenario, struct account *account)
{
	for (size_t i = 0; i < scenario->script_count; i++) {
		struct scripted *scripted = mem_alloc(sizeof *scripted);

		scripted->line = &scenario->script[i];
		timer_add(&account->timers, scripted->line->at, do_scripted,
			  free, scripted);
	}
}

struct account *
scenario_begin(const struct scenario *scenario, uint64_t seed,
	       struct diagnostics *diagnostics)
{
	struct account *account = account_new(
		scenario->account, scenario->region, scenario->begins,
		seed ? seed : (uint64_t)scenario->seed, aws_door);

	account->duplicates = (uint32_t)scenario->duplicates;
	add_people(scenario, account);
	add_foreign_buckets(scenario, account);
	add_functions(scenario, account);
	for (size_t i = 0; i < scenario->activity_count; i++)
		activity_begin(account, &scenario->activities[i]);
	if (!do_setup(scenario, account, diagnostics)) {
		account_free(account);
		return NULL;
	}
	account_advance_to(account, scenario->start);
	set_script(scenario, account);
	return account;
}
