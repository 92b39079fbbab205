/* SPDX-License-Identifier: MIT */
/*
 * AWS Config's periodic rules about trails.
 *
 * An evaluation asks CloudTrail as anybody would, DescribeTrails and then
 * GetTrailStatus, under the service-linked role; so it sees what it would see
 * in AWS, and its questions are events too.
 * Differs from AWS: only CLOUD_TRAIL_ENABLED, without its optional parameters.
 */
#include "account/config_rule.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

#define CONFIG_SERVICE "config.amazonaws.com"
#define CONFIG_ROLE "AWSServiceRoleForConfig"
#define CONFIG_SESSION "AWSConfig-Describe"

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

/* ---- an evaluation */

static struct json_object *
ask(struct account *account, const struct config_rule *rule,
    const char *operation, struct json_object *request)
{
	struct principal *role = principal_find(account, CONFIG_ROLE);
	struct caller caller = {
		.region = rule->region,
		.source_ip = CONFIG_SERVICE,
		.user_agent = CONFIG_SERVICE,
		.invoked_by = CONFIG_SERVICE,
	};
	struct aws_error error = { NULL, NULL };
	struct json_object *response;

	if (!role) {
		role = principal_add(account, PRINCIPAL_ASSUMED_ROLE,
				     CONFIG_ROLE);
		principal_set_session(role, CONFIG_SESSION);
	}
	caller.principal = role;
	response = account->door(account, &caller, "cloudtrail", operation,
				 request, &error);
	aws_error_release(&error);
	return response;
}

static bool
trail_logs(struct account *account, const struct config_rule *rule,
	   const char *arn)
{
	struct json_object *request = json_object_new_object(), *status;
	bool logs;

	json_set_string(request, "Name", arn);
	status = ask(account, rule, "GetTrailStatus", request);
	logs = json_boolean(status, "IsLogging", false);
	json_object_put(status);
	return logs;
}

static enum compliance
cloud_trail_enabled(struct account *account, const struct config_rule *rule)
{
	struct json_object *answer = ask(account, rule, "DescribeTrails",
					 json_object_new_object());
	struct json_object *list = json_member(answer, "trailList");
	size_t count = list ? json_object_array_length(list) : 0;
	bool enabled = false;

	for (size_t i = 0; i < count; i++) {
		const char *arn = json_string(
			json_object_array_get_idx(list, i), "TrailARN");

		if (arn && trail_logs(account, rule, arn))
			enabled = true;
	}
	json_object_put(answer);
	return enabled ? COMPLIANCE_COMPLIANT : COMPLIANCE_NON_COMPLIANT;
}

/* ---- the compliance change event */

static struct json_object *
evaluation_result(const struct account *account, const struct config_rule *rule,
		  enum compliance compliance, int64_t recorded)
{
	struct json_object *result = json_object_new_object();
	struct json_object *identifier = json_object_new_object();
	struct json_object *qualifier = json_object_new_object();
	char time[CLOCK_TEXT];

	json_set_string(qualifier, "configRuleName", rule->name);
	json_set_string(qualifier, "resourceType", "AWS::::Account");
	json_set_string(qualifier, "resourceId", account->id);
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
	 enum compliance old, int64_t old_recorded)
{
	struct json_object *detail = json_object_new_object();
	char time[CLOCK_TEXT];

	json_set_string(detail, "resourceId", account->id);
	json_set_string(detail, "awsRegion", rule->region);
	json_set_string(detail, "awsAccountId", account->id);
	json_set_string(detail, "configRuleName", rule->name);
	json_set_string(detail, "recordVersion", "1.0");
	json_set_string(detail, "configRuleARN", rule->arn);
	json_set_string(detail, "messageType", "ComplianceChangeNotification");
	json_set(detail, "newEvaluationResult",
		 evaluation_result(account, rule, rule->compliance,
				   account->now));
	if (old != COMPLIANCE_INSUFFICIENT_DATA)
		json_set(detail, "oldEvaluationResult",
			 evaluation_result(account, rule, old, old_recorded));
	json_set_string(detail, "notificationCreationTime",
			clock_iso(account->now, time));
	json_set_string(detail, "resourceType", "AWS::::Account");
	bus_offer(account, rule->region,
		  bus_envelope(account, "aws.config",
			       "Config Rules Compliance Change", rule->region,
			       detail));
}

static void
evaluate(struct account *account, struct config_rule *rule)
{
	enum compliance old = rule->compliance;
	int64_t old_recorded = rule->result_recorded_time;

	rule->compliance = cloud_trail_enabled(account, rule);
	rule->last_evaluation = account->now;
	timeline_add(account,
		     old == rule->compliance ? TIMELINE_CONFIG_EVALUATED :
					       TIMELINE_CONFIG_CHANGED,
		     rule->name, compliance_name(rule->compliance), NULL,
		     false);
	if (old == rule->compliance)
		return;
	rule->result_recorded_time = account->now;
	announce(account, rule, old, old_recorded);
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
	char text[7], *resource;

	random_text(&account->random, alphabet, 6, text);
	rule->id = str_printf("config-rule-%s", text);
	resource = str_printf("config-rule/%s", rule->id);
	rule->arn = account_arn(account, "config", region, resource);
	rule->name = mem_strdup(name);
	rule->region = mem_strdup(region);
	list_push(&account->config_rules, rule);
	free(resource);
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
	free(rule->name);
	free(rule->arn);
	free(rule->id);
	free(rule->region);
	free(rule->source_identifier);
	free(rule->maximum_execution_frequency);
	free(rule);
}
