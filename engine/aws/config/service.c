/* SPDX-License-Identifier: MIT */
/*
 * AWS Config: its rules, their compliance, and evaluations on demand.
 *
 * Differs from AWS: three managed rules about trails; no recorder; the refusal of a frequency lists them in our order, and the
 * wording is ours where StartConfigRulesEvaluation is given no name.
 */
#include "aws/config/config.h"

#include <string.h>

#include "aws/services.h"
#include "base/json.h"

static const char *const frequencies[] = {
	"One_Hour",	"Three_Hours",	    "Six_Hours",
	"Twelve_Hours", "TwentyFour_Hours", NULL,
};

static const struct aws_member source_members[] = {
	{ .name = "Owner", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "SourceIdentifier", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member rule_members[] = {
	{ .name = "ConfigRuleName", .type = AWS_STRING },
	{ .name = "Description", .type = AWS_STRING },
	{ .name = "Source",
	  .type = AWS_STRUCTURE,
	  .flags = AWS_REQUIRED,
	  .members = source_members },
	{ .name = "MaximumExecutionFrequency",
	  .type = AWS_STRING,
	  .values = frequencies },
	{ 0 },
};

static const struct aws_member put_request[] = {
	{ .name = "ConfigRule",
	  .type = AWS_STRUCTURE,
	  .flags = AWS_REQUIRED,
	  .members = rule_members },
	{ 0 },
};

static const struct aws_member delete_request[] = {
	{ .name = "ConfigRuleName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member names_request[] = {
	{ .name = "ConfigRuleNames", .type = AWS_LIST },
	{ 0 },
};

static const char *const put_errors[] = { "InvalidParameterValueException",
					  "ValidationException", NULL };
static const char *const errors[] = { "NoSuchConfigRuleException", NULL };
static const char *const start_errors[] = { "InvalidParameterValueException",
					    "NoSuchConfigRuleException", NULL };

static struct config_rule *
named(struct aws_call *call, const char *name)
{
	struct config_rule *rule =
		config_rule_find(call->account, call->region, name);

	if (!rule)
		aws_refuse(call, "NoSuchConfigRuleException",
			   "The ConfigRule '%s' provided in the request is "
			   "invalid. Please check the configRule name",
			   name);
	return rule;
}

static int
put_config_rule(struct aws_call *call)
{
	struct json_object *rule = aws_request_member(call, "ConfigRule");
	struct json_object *source = json_member(rule, "Source");
	const char *identifier = json_string(source, "SourceIdentifier");
	const char *name = json_string(rule, "ConfigRuleName");
	const char *frequency =
		json_string(rule, "MaximumExecutionFrequency");

	if (!name)
		return aws_refuse(call, "InvalidParameterValueException",
				  "One or more identifiers needs to be "
				  "provided. Provide Name or Id or Arn");
	if (strcmp(json_string(source, "Owner"), "AWS") || !identifier ||
	    !config_check_exists(identifier))
		return aws_refuse(call, "InvalidParameterValueException",
				  "The sourceIdentifier %s is invalid. Please "
				  "refer to the documentation for a list of "
				  "valid sourceIdentifiers that can be used "
				  "when AWS is the Owner.",
				  identifier ? identifier : "null");
	if (frequency && !config_frequency(frequency))
		return aws_refuse(call, "ValidationException",
				  "1 validation error detected: Value '%s' at "
				  "'configRule.maximumExecutionFrequency' "
				  "failed to satisfy constraint: Member must "
				  "satisfy enum value set: [One_Hour, "
				  "Three_Hours, Six_Hours, Twelve_Hours, "
				  "TwentyFour_Hours]",
				  frequency);
	config_rule_put(call->account, call->region, name, identifier,
			frequency ? frequency : "TwentyFour_Hours");
	return 0;
}

static int
delete_config_rule(struct aws_call *call)
{
	struct config_rule *rule =
		named(call, aws_request_string(call, "ConfigRuleName"));

	if (!rule)
		return -1;
	config_rule_delete(call->account, rule);
	return 0;
}

static struct json_object *
describe(const struct config_rule *rule)
{
	struct json_object *out = json_object_new_object();
	struct json_object *source = json_object_new_object();

	json_set_string(source, "Owner", "AWS");
	json_set_string(source, "SourceIdentifier", rule->source_identifier);
	json_set_string(out, "ConfigRuleName", rule->name);
	json_set_string(out, "ConfigRuleArn", rule->arn);
	json_set_string(out, "ConfigRuleId", rule->id);
	json_set(out, "Source", source);
	json_set_string(out, "MaximumExecutionFrequency",
			rule->maximum_execution_frequency);
	json_set_string(out, "ConfigRuleState", "ACTIVE");
	return out;
}

static struct json_object *
compliance(const struct config_rule *rule)
{
	struct json_object *out = json_object_new_object();
	struct json_object *inner = json_object_new_object();

	json_set_string(inner, "ComplianceType",
			compliance_name(rule->compliance));
	json_set_string(out, "ConfigRuleName", rule->name);
	json_set(out, "Compliance", inner);
	return out;
}

/* One item for each rule of this Region, or for each that is named. */
static int
answer_each(struct aws_call *call, const char *member,
	    struct json_object *(*make)(const struct config_rule *))
{
	struct json_object *names = aws_request_member(call, "ConfigRuleNames");
	struct json_object *list = json_object_new_array();
	size_t count = json_count(names);

	for (size_t i = 0; i < count; i++) {
		struct config_rule *rule =
			named(call, json_text_at(names, i));

		if (!rule) {
			json_object_put(list);
			return -1;
		}
		json_object_array_add(list, make(rule));
	}
	for (size_t i = 0; !count && i < call->account->config_rules.count;
	     i++) {
		const struct config_rule *rule =
			call->account->config_rules.items[i];

		if (!strcmp(rule->region, call->region))
			json_object_array_add(list, make(rule));
	}
	call->response = json_object_new_object();
	json_set(call->response, member, list);
	return 0;
}

static int
describe_config_rules(struct aws_call *call)
{
	return answer_each(call, "ConfigRules", describe);
}

static int
describe_compliance(struct aws_call *call)
{
	return answer_each(call, "ComplianceByConfigRules", compliance);
}

static void
set_time(struct json_object *object, const char *key, int64_t moment)
{
	json_set(object, key, json_object_new_double((double)moment / 1000.0));
}

static struct json_object *
result_shown(const struct config_rule *rule, const struct config_result *found)
{
	struct json_object *qualifier = json_object_new_object();
	struct json_object *identifier = json_object_new_object();
	struct json_object *result = json_object_new_object();

	json_set_string(qualifier, "ConfigRuleName", rule->name);
	json_set_string(qualifier, "ResourceType", found->resource_type);
	json_set_string(qualifier, "ResourceId", found->resource_id);
	json_set(identifier, "EvaluationResultQualifier", qualifier);
	set_time(identifier, "OrderingTimestamp", rule->last_evaluation);
	json_set(result, "EvaluationResultIdentifier", identifier);
	json_set_string(result, "ComplianceType",
			compliance_name(found->compliance));
	set_time(result, "ResultRecordedTime", found->recorded);
	set_time(result, "ConfigRuleInvokedTime", rule->last_evaluation);
	return result;
}

static int
get_compliance_details(struct aws_call *call)
{
	struct config_rule *rule =
		named(call, aws_request_string(call, "ConfigRuleName"));
	struct json_object *list;

	if (!rule)
		return -1;
	list = json_object_new_array();
	for (size_t i = 0; i < rule->results.count; i++)
		json_object_array_add(
			list, result_shown(rule, rule->results.items[i]));
	call->response = json_object_new_object();
	json_set(call->response, "EvaluationResults", list);
	return 0;
}

static int
start_evaluation(struct aws_call *call)
{
	struct json_object *names = aws_request_member(call, "ConfigRuleNames");

	if (!names || json_object_array_length(names) == 0)
		return aws_refuse(call, "InvalidParameterValueException",
				  "At least one ConfigRuleName must be "
				  "provided.");
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < json_object_array_length(names); i++) {
			struct config_rule *rule =
				named(call, json_text_at(names, i));

			if (!rule)
				return -1;
			if (pass == 1)
				config_rule_evaluate_soon(call->account, rule);
		}
	return 0;
}

static const struct aws_operation config_put_config_rule = {
	.name = "PutConfigRule",
	.request = put_request,
	.errors = put_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("create or change a rule that Config evaluates"),
	.run = put_config_rule,
};

static const struct aws_operation config_delete_config_rule = {
	.name = "DeleteConfigRule",
	.request = delete_request,
	.errors = errors,
	.summary = N_("delete a Config rule"),
	.run = delete_config_rule,
	.resource_type = "AWS::Config::ConfigRule",
	.resource_member = "ConfigRuleName",
};

static const struct aws_operation config_describe_config_rules = {
	.name = "DescribeConfigRules",
	.request = names_request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show Config rules and how often they are evaluated"),
	.run = describe_config_rules,
};

static const struct aws_operation config_describe_compliance = {
	.name = "DescribeComplianceByConfigRule",
	.request = names_request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show what each Config rule found at its last "
		      "evaluation"),
	.run = describe_compliance,
};

static const struct aws_operation config_get_compliance_details = {
	.name = "GetComplianceDetailsByConfigRule",
	.request = delete_request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show the last evaluation of one Config rule"),
	.run = get_compliance_details,
	.resource_type = "AWS::Config::ConfigRule",
	.resource_member = "ConfigRuleName",
};

static const struct aws_operation config_start_evaluation = {
	.name = "StartConfigRulesEvaluation",
	.request = names_request,
	.errors = start_errors,
	.summary = N_("evaluate Config rules now, not at their period"),
	.run = start_evaluation,
};

static const struct aws_operation *const operations[] = {
	&config_delete_config_rule,
	&config_delete_remediation_configuration,
	&config_describe_compliance,
	&config_describe_config_rules,
	&config_describe_remediation_configurations,
	&config_describe_remediation_execution_status,
	&config_get_compliance_details,
	&config_put_config_rule,
	&config_put_remediation_configurations,
	&config_start_evaluation,
	&config_start_remediation_execution,
	NULL,
};

static char *
rule_arn(const struct account *account, const char *region, const char *name)
{
	return account_arn(account, "config", region, "config-rule/%s", name);
}

const struct aws_service config_service = {
	.name = "configservice",
	.event_source = "config.amazonaws.com",
	.iam_prefix = "config",
	.title = "AWS Config",
	.target_prefix = "StarlingDoveService",
	.api_version = "2014-11-12",
	.operations = operations,
	.resource_arn = rule_arn,
};
