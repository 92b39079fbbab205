/* SPDX-License-Identifier: MIT */
/*
 * AWS Config's periodic rules: when they are evaluated, and what is said of
 * it.  What they ask is in config_check.c.
 */
#include "account/config_rule.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

enum {
	SOON = 10 * CLOCK_SECOND,
};

static const struct {
	const char *name;
	int64_t period;
} frequencies[] = {
	{ "One_Hour", CLOCK_HOUR },
	{ "Three_Hours", 3 * CLOCK_HOUR },
	{ "Six_Hours", 6 * CLOCK_HOUR },
	{ "Twelve_Hours", 12 * CLOCK_HOUR },
	{ "TwentyFour_Hours", 24 * CLOCK_HOUR },
};

int64_t
config_frequency(const char *name)
{
	for (size_t i = 0; i < sizeof frequencies / sizeof *frequencies; i++)
		if (!strcmp(frequencies[i].name, name))
			return frequencies[i].period;
	return 0;
}

const char *
compliance_name(enum compliance compliance)
{
	static const char *const names[] = {
		[COMPLIANCE_INSUFFICIENT_DATA] = "INSUFFICIENT_DATA",
		[COMPLIANCE_COMPLIANT] = "COMPLIANT",
		[COMPLIANCE_NON_COMPLIANT] = "NON_COMPLIANT",
	};

	return names[compliance];
}

/* ---- the compliance change event */

static struct json_object *
evaluation_result(const struct config_rule *rule,
		  const struct config_result *resource,
		  enum compliance compliance, int64_t recorded)
{
	struct json_object *result = json_object_new_object();
	struct json_object *identifier = json_object_new_object();
	struct json_object *qualifier = json_object_new_object();
	char time[CLOCK_TEXT];

	json_set_string(qualifier, "configRuleName", rule->name);
	json_set_string(qualifier, "resourceType", resource->resource_type);
	json_set_string(qualifier, "resourceId", resource->resource_id);
	json_set(identifier, "evaluationResultQualifier", qualifier);
	json_set_string(identifier, "orderingTimestamp",
			clock_iso(recorded, time));
	json_set(result, "evaluationResultIdentifier", identifier);
	json_set_string(result, "complianceType", compliance_name(compliance));
	json_set_string(result, "resultRecordedTime", time);
	json_set_string(result, "configRuleInvokedTime", time);
	return result;
}

static void
announce(struct account *account, const struct config_rule *rule,
	 const struct config_result *resource, enum compliance old,
	 int64_t old_recorded)
{
	struct json_object *detail = json_object_new_object();
	char time[CLOCK_TEXT];

	json_set_string(detail, "resourceId", resource->resource_id);
	json_set_string(detail, "awsRegion", rule->region);
	json_set_string(detail, "awsAccountId", account->id);
	json_set_string(detail, "configRuleName", rule->name);
	json_set_string(detail, "recordVersion", "1.0");
	json_set_string(detail, "configRuleARN", rule->arn);
	json_set_string(detail, "messageType", "ComplianceChangeNotification");
	json_set(detail, "newEvaluationResult",
		 evaluation_result(rule, resource, resource->compliance,
				   account->now));
	if (old != COMPLIANCE_INSUFFICIENT_DATA)
		json_set(detail, "oldEvaluationResult",
			 evaluation_result(rule, resource, old, old_recorded));
	json_set_string(detail, "notificationCreationTime",
			clock_iso(account->now, time));
	json_set_string(detail, "resourceType", resource->resource_type);
	bus_offer(account, rule->region,
		  bus_envelope(account, "aws.config",
			       "Config Rules Compliance Change", rule->region,
			       detail));
}

/* ---- an evaluation */

static void
result_free(struct config_result *result)
{
	free(result->resource_type);
	free(result->resource_id);
	free(result);
}

static struct config_result *
result_of(struct config_rule *rule, const char *type, const char *id)
{
	struct config_result *result;

	for (size_t i = 0; i < rule->results.count; i++)
		if (!strcmp(rule->results.items[i]->resource_id, id))
			return rule->results.items[i];
	result = mem_calloc(1, sizeof *result);
	result->resource_type = mem_strdup(type);
	result->resource_id = mem_strdup(id);
	list_push(&rule->results, result);
	return result;
}

void
config_rule_found(struct account *account, struct config_rule *rule,
		  const char *resource_type, const char *resource_id,
		  bool compliant)
{
	struct config_result *result =
		result_of(rule, resource_type, resource_id);
	enum compliance old = result->compliance;
	int64_t old_recorded = result->recorded;

	result->seen = true;
	result->compliance = compliant ? COMPLIANCE_COMPLIANT :
					 COMPLIANCE_NON_COMPLIANT;
	if (old == result->compliance)
		return;
	result->recorded = account->now;
	announce(account, rule, result, old, old_recorded);
}

/* What was not found this time is gone; of the rest, the worst holds. */
static void
sum_up(struct config_rule *rule)
{
	size_t kept = 0;

	rule->compliance = COMPLIANCE_INSUFFICIENT_DATA;
	for (size_t i = 0; i < rule->results.count; i++) {
		struct config_result *result = rule->results.items[i];

		if (!result->seen) {
			result_free(result);
			continue;
		}
		rule->results.items[kept++] = result;
		if (result->compliance > rule->compliance)
			rule->compliance = result->compliance;
	}
	rule->results.count = kept;
}

static void
evaluate(struct account *account, struct config_rule *rule)
{
	enum compliance old = rule->compliance;

	for (size_t i = 0; i < rule->results.count; i++)
		rule->results.items[i]->seen = false;
	config_check(account, rule);
	sum_up(rule);
	rule->last_evaluation = account->now;
	timeline_add(account,
		     old == rule->compliance ? TIMELINE_CONFIG_EVALUATED :
					       TIMELINE_CONFIG_CHANGED,
		     rule->name, compliance_name(rule->compliance), NULL,
		     false);
	remediate(account, rule);
}

/* ---- timers: they name the rule, which may be gone when they run */

struct due {
	char *region, *name;
	unsigned generation; /* 0: asked for once, not periodic */
};

static void
drop_due(void *data)
{
	struct due *due = data;

	free(due->region);
	free(due->name);
	free(due);
}

static void run_due(struct account *account, void *data);

static void
schedule(struct account *account, const struct config_rule *rule,
	 int64_t delay, unsigned generation)
{
	struct due *due = mem_calloc(1, sizeof *due);

	due->region = mem_strdup(rule->region);
	due->name = mem_strdup(rule->name);
	due->generation = generation;
	timer_add(&account->timers, account->now + delay, run_due, drop_due,
		  due);
}

static void
run_due(struct account *account, void *data)
{
	struct due *due = data;
	struct config_rule *rule =
		config_rule_find(account, due->region, due->name);

	if (account_is_full(account))
		rule = NULL;
	if (rule && due->generation == rule->generation)
		schedule(account, rule, rule->period, rule->generation);
	if (rule && (!due->generation || due->generation == rule->generation))
		evaluate(account, rule);
	drop_due(due);
}

void
config_rule_evaluate_soon(struct account *account, struct config_rule *rule)
{
	schedule(account, rule, SOON, 0);
}

/* ---- the rules */

static struct config_rule *
config_rule_new(struct account *account, const char *region, const char *name)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	struct config_rule *rule = mem_calloc(1, sizeof *rule);
	char text[7];

	random_text(&account->random, alphabet, 6, text);
	rule->id = str_printf("config-rule-%s", text);
	rule->arn = account_arn(account, "config", region, "config-rule/%s",
				rule->id);
	rule->name = mem_strdup(name);
	rule->region = mem_strdup(region);
	list_push(&account->config_rules, rule);
	return rule;
}

struct config_rule *
config_rule_put(struct account *account, const char *region, const char *name,
		const char *source_identifier,
		const char *maximum_execution_frequency)
{
	struct config_rule *rule = config_rule_find(account, region, name);

	if (!rule)
		rule = config_rule_new(account, region, name);
	free(rule->source_identifier);
	free(rule->maximum_execution_frequency);
	rule->source_identifier = mem_strdup(source_identifier);
	rule->maximum_execution_frequency =
		mem_strdup(maximum_execution_frequency);
	rule->period = config_frequency(maximum_execution_frequency);
	rule->generation++;
	schedule(account, rule, SOON, rule->generation);
	return rule;
}

struct config_rule *
config_rule_find(struct account *account, const char *region, const char *name)
{
	for (size_t i = 0; i < account->config_rules.count; i++) {
		struct config_rule *rule = account->config_rules.items[i];

		if (!strcmp(rule->name, name) && !strcmp(rule->region, region))
			return rule;
	}
	return NULL;
}

void
config_rule_delete(struct account *account, struct config_rule *rule)
{
	size_t i = 0;

	while (account->config_rules.items[i] != rule)
		i++;
	account->config_rules.count--;
	memmove(account->config_rules.items + i,
		account->config_rules.items + i + 1,
		(account->config_rules.count - i) *
			sizeof *account->config_rules.items);
	config_rule_free(rule);
}

void
config_rule_free(struct config_rule *rule)
{
	for (size_t i = 0; i < rule->results.count; i++)
		result_free(rule->results.items[i]);
	list_release(&rule->results);
	json_object_put(rule->remediation);
	remediation_runs_release(&rule->runs);
	free(rule->name);
	free(rule->arn);
	free(rule->id);
	free(rule->region);
	free(rule->source_identifier);
	free(rule->maximum_execution_frequency);
	free(rule);
}
