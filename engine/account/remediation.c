/* SPDX-License-Identifier: MIT */
/*
 * Attempts at remediation, and when there is another.
 */
#include "account/remediation.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

#define REMEDIATION_ROLE "AWSServiceRoleForConfigRemediation"
#define REMEDIATION_SESSION "AwsConfigRemediation"
#define CONFIG_SERVICE "config.amazonaws.com"

enum {
	CHECK_AFTER = 5 * CLOCK_SECOND, /* an execution is over by then */
	MOST_ATTEMPTS = 5,
	MOST_SECONDS = 60,
};

static struct remediation_run *
run_find(const struct config_rule *rule, const char *resource_id)
{
	for (size_t i = 0; i < rule->runs.count; i++)
		if (!strcmp(rule->runs.items[i]->resource_id, resource_id))
			return rule->runs.items[i];
	return NULL;
}

static struct remediation_run *
run_of(struct config_rule *rule, const char *type, const char *id)
{
	struct remediation_run *run = run_find(rule, id);

	if (run)
		return run;
	run = mem_calloc(1, sizeof *run);
	run->resource_type = mem_strdup(type);
	run->resource_id = mem_strdup(id);
	list_push(&rule->runs, run);
	return run;
}

/* Each parameter is a list: of what is written, or of the resource's id. */
static struct json_object *
parameters(struct config_rule *rule, const struct remediation_run *run)
{
	struct json_object *given = json_member(rule->remediation,
						"Parameters");
	struct json_object *out = json_object_new_object();

	if (!given)
		return out;
	json_object_object_foreach(given, name, value) {
		struct json_object *values = json_member(
			json_member(value, "StaticValue"), "Values");
		struct json_object *list = json_object_new_array();

		if (values) {
			json_object_put(list);
			list = json_copy(values);
		} else {
			json_object_array_add(list, json_object_new_string(
							    run->resource_id));
		}
		json_set(out, name, list);
	}
	return out;
}

static struct principal *
service_role(struct account *account)
{
	struct principal *role = principal_find(account, REMEDIATION_ROLE);

	if (!role) {
		role = principal_add(account, PRINCIPAL_ASSUMED_ROLE,
				     REMEDIATION_ROLE);
		principal_set_session(role, REMEDIATION_SESSION);
	}
	return role;
}

/* ---- timers: they name the rule, which may be gone when they run */

struct check {
	char *region, *rule, *resource_id;
};

static void
drop_check(void *data)
{
	struct check *check = data;

	free(check->region);
	free(check->rule);
	free(check->resource_id);
	free(check);
}

static struct check *
check_new(const struct config_rule *rule, const struct remediation_run *run)
{
	struct check *check = mem_calloc(1, sizeof *check);

	check->region = mem_strdup(rule->region);
	check->rule = mem_strdup(rule->name);
	check->resource_id = mem_strdup(run->resource_id);
	return check;
}

static void look_again(struct account *account, void *data);

static void
attempt(struct account *account, struct config_rule *rule,
	struct remediation_run *run)
{
	struct caller caller = {
		.principal = service_role(account),
		.region = rule->region,
		.source_ip = CONFIG_SERVICE,
		.user_agent = CONFIG_SERVICE,
		.invoked_by = CONFIG_SERVICE,
	};
	struct json_object *request = json_object_new_object(), *answer;
	struct aws_error error = { NULL, NULL };

	json_set_string(request, "DocumentName",
			json_string(rule->remediation, "TargetId"));
	json_set(request, "Parameters", parameters(rule, run));
	answer = account->door(account, &caller, "ssm",
			       "StartAutomationExecution", request, &error);
	free(run->automation_id);
	free(run->error);
	run->automation_id =
		mem_strdup(json_string(answer, "AutomationExecutionId"));
	run->error = answer ? NULL :
			      str_printf("%s: %s", error.code, error.message);
	run->invoked = account->now;
	run->attempts++;
	json_object_put(answer);
	aws_error_release(&error);
	timer_add(&account->timers, account->now + CHECK_AFTER, look_again,
		  drop_check, check_new(rule, run));
}

/* The run that a check is for, with its rule; NULL if it is gone. */
static struct remediation_run *
checked_run(struct account *account, const struct check *check,
	    struct config_rule **rule)
{
	*rule = config_rule_find(account, check->region, check->rule);
	return *rule && (*rule)->remediation ?
		       run_find(*rule, check->resource_id) :
		       NULL;
}

/* Has it failed, and may it be tried again? */
static void
look_again(struct account *account, void *data)
{
	struct check *check = data;
	struct config_rule *rule;
	struct remediation_run *run = checked_run(account, check, &rule);
	int64_t most, seconds;

	drop_check(data);
	if (!run || !run->is_automatic ||
	    strcmp(remediation_state(account, run), "FAILED") != 0)
		return;
	most = json_int(rule->remediation, "MaximumAutomaticAttempts",
			MOST_ATTEMPTS);
	seconds = json_int(rule->remediation, "RetryAttemptSeconds",
			   MOST_SECONDS);
	if (run->attempts >= most ||
	    account->now - run->began > seconds * CLOCK_SECOND)
		run->is_exception = true;
	else if (!account_is_full(account))
		attempt(account, rule, run);
}

static void
begin(struct account *account, struct config_rule *rule,
      struct remediation_run *run, bool automatic)
{
	run->is_automatic = automatic;
	run->attempts = 0;
	run->began = account->now;
	attempt(account, rule, run);
}

void
remediate(struct account *account, struct config_rule *rule)
{
	if (!json_boolean(rule->remediation, "Automatic", false))
		return;
	for (size_t i = 0; i < rule->results.count; i++) {
		const struct config_result *result = rule->results.items[i];
		struct remediation_run *run;

		if (result->compliance != COMPLIANCE_NON_COMPLIANT)
			continue;
		run = run_of(rule, result->resource_type, result->resource_id);
		if (!run->is_exception)
			begin(account, rule, run, true);
	}
}

static void
start(struct account *account, void *data)
{
	struct check *check = data;
	struct config_rule *rule;
	struct remediation_run *run = checked_run(account, check, &rule);

	if (run)
		begin(account, rule, run, false);
	drop_check(check);
}

void
remediation_start_soon(struct account *account, struct config_rule *rule,
		       const char *resource_type, const char *resource_id)
{
	struct remediation_run *run =
		run_of(rule, resource_type, resource_id);

	timer_add(&account->timers, account->now + CLOCK_SECOND, start,
		  drop_check, check_new(rule, run));
}

const char *
remediation_state(struct account *account, const struct remediation_run *run)
{
	const struct automation *automation =
		run->automation_id ?
			automation_find(account, run->automation_id) :
			NULL;

	if (!automation)
		return "FAILED";
	if (!automation->ended)
		return "IN_PROGRESS";
	return automation->failure ? "FAILED" : "SUCCEEDED";
}

void
remediation_runs_release(struct remediation_runs *runs)
{
	for (size_t i = 0; i < runs->count; i++) {
		free(runs->items[i]->resource_type);
		free(runs->items[i]->resource_id);
		free(runs->items[i]->automation_id);
		free(runs->items[i]->error);
		free(runs->items[i]);
	}
	list_release(runs);
}
