/* SPDX-License-Identifier: MIT */
/*
 * Remediation configurations: what is to be done about what is not compliant,
 * by itself or when asked.
 *
 * Differs from AWS: the target is an Automation document, which need not exist
 * yet; without resource type, execution controls and exceptions of one's own.
 */
#include "aws/config/config.h"

#include <string.h>

#include "account/automation.h"
#include "base/json.h"

enum { MOST_ATTEMPTS = 25, MOST_SECONDS = 2678000 };

static const char *const target_types[] = { "SSM_DOCUMENT", NULL };

static const struct aws_member resource_value_members[] = {
	{ .name = "Value", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member static_value_members[] = {
	{ .name = "Values", .type = AWS_LIST, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member value_members[] = {
	{ .name = "ResourceValue",
	  .type = AWS_STRUCTURE,
	  .members = resource_value_members },
	{ .name = "StaticValue",
	  .type = AWS_STRUCTURE,
	  .members = static_value_members },
	{ 0 },
};

static const struct aws_member values[] = {
	{ .type = AWS_STRUCTURE, .members = value_members },
};

static const struct aws_member configuration_members[] = {
	{ .name = "ConfigRuleName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "TargetType",
	  .type = AWS_STRING,
	  .flags = AWS_REQUIRED,
	  .values = target_types },
	{ .name = "TargetId", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "TargetVersion", .type = AWS_STRING },
	{ .name = "Parameters", .type = AWS_MAP, .members = values },
	{ .name = "Automatic", .type = AWS_BOOLEAN },
	{ .name = "MaximumAutomaticAttempts", .type = AWS_INTEGER },
	{ .name = "RetryAttemptSeconds", .type = AWS_INTEGER },
	{ 0 },
};

static const struct aws_member put_request[] = {
	{ .name = "RemediationConfigurations",
	  .type = AWS_LIST,
	  .flags = AWS_REQUIRED,
	  .members = configuration_members },
	{ 0 },
};

static const struct aws_member names_request[] = {
	{ .name = "ConfigRuleNames", .type = AWS_LIST, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member name_request[] = {
	{ .name = "ConfigRuleName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member key_members[] = {
	{ .name = "resourceType", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "resourceId", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member start_request[] = {
	{ .name = "ConfigRuleName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "ResourceKeys",
	  .type = AWS_LIST,
	  .flags = AWS_REQUIRED,
	  .members = key_members },
	{ 0 },
};

static const char *const put_errors[] = { "InvalidParameterValueException",
					  NULL };
static const char *const errors[] = {
	"NoSuchRemediationConfigurationException", NULL,
};

static int
check_configuration(struct aws_call *call, struct json_object *configuration)
{
	const char *name = json_string(configuration, "ConfigRuleName");
	int64_t attempts =
		json_int(configuration, "MaximumAutomaticAttempts", 1);
	int64_t seconds = json_int(configuration, "RetryAttemptSeconds", 1);

	if (!config_rule_find(call->account, call->region, name))
		return aws_refuse(call, "InvalidParameterValueException",
				  "The ConfigRule '%s' provided in the request "
				  "is invalid. Please check the configRule "
				  "name",
				  name);
	if (strcmp(json_string(configuration, "TargetType"), "SSM_DOCUMENT"))
		return aws_refuse(call, "InvalidParameterValueException",
				  "The target type must be SSM_DOCUMENT");
	if (attempts < 1 || attempts > MOST_ATTEMPTS || seconds < 1 ||
	    seconds > MOST_SECONDS)
		return aws_refuse(call, "InvalidParameterValueException",
				  "MaximumAutomaticAttempts must be 1 to %d, "
				  "RetryAttemptSeconds 1 to %d",
				  MOST_ATTEMPTS, MOST_SECONDS);
	return 0;
}

/* One of the same rule is replaced, and what was an exception is none. */
static int
put_remediation_configurations(struct aws_call *call)
{
	struct json_object *list =
		aws_request_member(call, "RemediationConfigurations");
	size_t count = json_object_array_length(list);

	for (size_t i = 0; i < count; i++)
		if (check_configuration(call, json_object_array_get_idx(
						      list, i)) < 0)
			return -1;
	for (size_t i = 0; i < count; i++) {
		struct json_object *given = json_object_array_get_idx(list, i);
		struct config_rule *rule = config_rule_find(
			call->account, call->region,
			json_string(given, "ConfigRuleName"));

		json_object_put(rule->remediation);
		rule->remediation = json_copy(given);
		for (size_t j = 0; j < rule->runs.count; j++)
			rule->runs.items[j]->is_exception = false;
	}
	call->response = json_object_new_object();
	json_set(call->response, "FailedBatches", json_object_new_array());
	return 0;
}

static int
describe_remediation_configurations(struct aws_call *call)
{
	struct json_object *names = aws_request_member(call, "ConfigRuleNames");
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < json_object_array_length(names); i++) {
		const struct config_rule *rule = config_rule_find(
			call->account, call->region, json_text_at(names, i));

		if (rule && rule->remediation)
			json_object_array_add(list,
					      json_copy(rule->remediation));
	}
	call->response = json_object_new_object();
	json_set(call->response, "RemediationConfigurations", list);
	return 0;
}

/* The rule, or NULL with the call refused: it has no remediation. */
static struct config_rule *
remedied(struct aws_call *call)
{
	const char *name = aws_request_string(call, "ConfigRuleName");
	struct config_rule *rule =
		config_rule_find(call->account, call->region, name);

	if (rule && rule->remediation)
		return rule;
	aws_refuse(call, "NoSuchRemediationConfigurationException",
		   "No RemediationConfiguration for rule %s exists", name);
	return NULL;
}

static int
delete_remediation_configuration(struct aws_call *call)
{
	struct config_rule *rule = remedied(call);

	if (!rule)
		return -1;
	json_object_put(rule->remediation);
	rule->remediation = NULL;
	return 0;
}

static int
start_remediation_execution(struct aws_call *call)
{
	struct json_object *keys = aws_request_member(call, "ResourceKeys");
	struct config_rule *rule = remedied(call);

	if (!rule)
		return -1;
	for (size_t i = 0; i < json_object_array_length(keys); i++) {
		struct json_object *key = json_object_array_get_idx(keys, i);

		remediation_start_soon(call->account, rule,
				       json_string(key, "resourceType"),
				       json_string(key, "resourceId"));
	}
	call->response = json_object_new_object();
	json_set(call->response, "FailedItems", json_object_new_array());
	return 0;
}

static void
set_time(struct json_object *object, const char *key, int64_t moment)
{
	json_set(object, key, json_object_new_double((double)moment / 1000.0));
}

static const char *
why_failed(struct aws_call *call, const struct remediation_run *run)
{
	const struct automation *automation =
		run->automation_id ?
			automation_find(call->account, run->automation_id) :
			NULL;

	return automation ? automation->failure : run->error;
}

static struct json_object *
status(struct aws_call *call, const struct config_rule *rule,
       const struct remediation_run *run)
{
	struct json_object *out = json_object_new_object();
	struct json_object *key = json_object_new_object();
	struct json_object *step = json_object_new_object();
	struct json_object *steps = json_object_new_array();
	const char *state = remediation_state(call->account, run);
	const char *why = why_failed(call, run);

	json_set_string(key, "resourceType", run->resource_type);
	json_set_string(key, "resourceId", run->resource_id);
	json_set(out, "ResourceKey", key);
	json_set_string(out, "State", state);
	json_set_string(step, "Name",
			json_string(rule->remediation, "TargetId"));
	json_set_string(step, "State", state);
	if (why)
		json_set_string(step, "ErrorMessage", why);
	json_object_array_add(steps, step);
	json_set(out, "StepDetails", steps);
	set_time(out, "InvocationTime", run->invoked);
	return out;
}

static int
describe_remediation_execution_status(struct aws_call *call)
{
	struct config_rule *rule = remedied(call);
	struct json_object *list;

	if (!rule)
		return -1;
	list = json_object_new_array();
	for (size_t i = 0; i < rule->runs.count; i++)
		if (rule->runs.items[i]->attempts > 0)
			json_object_array_add(
				list, status(call, rule, rule->runs.items[i]));
	call->response = json_object_new_object();
	json_set(call->response, "RemediationExecutionStatuses", list);
	return 0;
}

const struct aws_operation config_put_remediation_configurations = {
	.name = "PutRemediationConfigurations",
	.request = put_request,
	.errors = put_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("say what is done about what a Config rule finds"),
	.run = put_remediation_configurations,
};

const struct aws_operation config_describe_remediation_configurations = {
	.name = "DescribeRemediationConfigurations",
	.request = names_request,
	.flags = AWS_READ_ONLY,
	.summary = N_("show what is done about what Config rules find"),
	.run = describe_remediation_configurations,
};

const struct aws_operation config_delete_remediation_configuration = {
	.name = "DeleteRemediationConfiguration",
	.request = name_request,
	.errors = errors,
	.summary = N_("do nothing about what a Config rule finds"),
	.run = delete_remediation_configuration,
};

const struct aws_operation config_start_remediation_execution = {
	.name = "StartRemediationExecution",
	.request = start_request,
	.errors = errors,
	.summary = N_("remedy a resource now"),
	.run = start_remediation_execution,
};

const struct aws_operation config_describe_remediation_execution_status = {
	.name = "DescribeRemediationExecutionStatus",
	.request = name_request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show how the remediation of each resource went"),
	.run = describe_remediation_execution_status,
};
