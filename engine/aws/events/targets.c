/* SPDX-License-Identifier: MIT */
/*
 * Targets: where the events go that a rule matches.
 *
 * Differs from AWS: targets of other services than the lab's are taken and
 * never reached; a target is refused for what is wrong with its settings in
 * the words that users have reported, for bounds in those of the model.
 */
#include "aws/events/events.h"

#include <string.h>

#include "base/json.h"

enum { MOST_TARGETS = 5 };

static const struct aws_member transformer_members[] = {
	{ .name = "InputPathsMap", .type = AWS_MAP },
	{ .name = "InputTemplate", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member retry_members[] = {
	{ .name = "MaximumRetryAttempts", .type = AWS_INTEGER },
	{ .name = "MaximumEventAgeInSeconds", .type = AWS_INTEGER },
	{ 0 },
};

static const struct aws_member dead_letter_members[] = {
	{ .name = "Arn", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member target_members[] = {
	{ .name = "Id", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Arn", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "RoleArn", .type = AWS_STRING },
	{ .name = "Input", .type = AWS_STRING },
	{ .name = "InputPath", .type = AWS_STRING },
	{ .name = "InputTransformer",
	  .type = AWS_STRUCTURE,
	  .members = transformer_members },
	{ .name = "DeadLetterConfig",
	  .type = AWS_STRUCTURE,
	  .members = dead_letter_members },
	{ .name = "RetryPolicy",
	  .type = AWS_STRUCTURE,
	  .members = retry_members },
	{ 0 },
};

static const struct aws_member put_request[] = {
	{ .name = "Rule", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Targets",
	  .type = AWS_LIST,
	  .flags = AWS_REQUIRED,
	  .members = target_members },
	{ 0 },
};

static const struct aws_member remove_request[] = {
	{ .name = "Rule", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Ids", .type = AWS_LIST, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member list_request[] = {
	{ .name = "Rule", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member names_request[] = {
	{ .name = "TargetArn", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const char *const put_errors[] = { "LimitExceededException",
					  "ResourceNotFoundException",
					  "ValidationException", NULL };
static const char *const errors[] = { "ResourceNotFoundException", NULL };

static void
answer_no_failures(struct aws_call *call)
{
	call->response = json_object_new_object();
	json_set_int(call->response, "FailedEntryCount", 0);
	json_set(call->response, "FailedEntries", json_object_new_array());
}

static bool
has_target(const struct rule *rule, const char *id)
{
	for (size_t i = 0; i < rule->target_count; i++)
		if (!strcmp(rule->targets[i].id, id))
			return true;
	return false;
}

/* A target of an id that is there is replaced and takes no more room. */
static int
check_targets(struct aws_call *call, const struct rule *rule,
	      struct json_object *targets)
{
	size_t count = rule->target_count;

	for (size_t i = 0; i < json_object_array_length(targets); i++) {
		struct json_object *target =
			json_object_array_get_idx(targets, i);

		if (events_check_target(call, rule, target) < 0)
			return -1;
		if (!has_target(rule, json_string(target, "Id")))
			count++;
	}
	if (count > MOST_TARGETS)
		return aws_refuse(call, "LimitExceededException",
				  "The requested resource exceeds the maximum "
				  "number allowed.");
	return 0;
}

/* What a target is besides its id and its ARN; NULL if it is no more. */
static struct json_object *
settings_of(struct json_object *target)
{
	struct json_object *settings = json_copy(target);

	json_object_object_del(settings, "Id");
	json_object_object_del(settings, "Arn");
	if (json_object_object_length(settings) > 0)
		return settings;
	json_object_put(settings);
	return NULL;
}

static int
put_targets(struct aws_call *call)
{
	struct json_object *targets = aws_request_member(call, "Targets");
	struct rule *rule = events_named_rule(call, "Rule");

	if (!rule || check_targets(call, rule, targets) < 0)
		return -1;
	for (size_t i = 0; i < json_object_array_length(targets); i++) {
		struct json_object *target =
			json_object_array_get_idx(targets, i);

		rule_put_target(rule, json_string(target, "Id"),
				json_string(target, "Arn"),
				settings_of(target));
	}
	answer_no_failures(call);
	return 0;
}

static int
remove_targets(struct aws_call *call)
{
	struct json_object *ids = aws_request_member(call, "Ids");
	struct rule *rule = events_named_rule(call, "Rule");

	if (!rule)
		return -1;
	for (size_t i = 0; i < json_object_array_length(ids); i++)
		rule_remove_target(rule, json_text_at(ids, i));
	answer_no_failures(call);
	return 0;
}

static void
add_settings(struct json_object *target, struct json_object *settings)
{
	if (!settings)
		return;
	json_object_object_foreach(settings, name, value)
		json_set(target, name, json_copy(value));
}

static int
list_targets_by_rule(struct aws_call *call)
{
	struct rule *rule = events_named_rule(call, "Rule");
	struct json_object *list;

	if (!rule)
		return -1;
	list = json_object_new_array();
	for (size_t i = 0; i < rule->target_count; i++) {
		struct json_object *target = json_object_new_object();

		json_set_string(target, "Id", rule->targets[i].id);
		json_set_string(target, "Arn", rule->targets[i].arn);
		add_settings(target, rule->targets[i].settings);
		json_object_array_add(list, target);
	}
	call->response = json_object_new_object();
	json_set(call->response, "Targets", list);
	return 0;
}

static bool
sends_to(const struct rule *rule, const char *arn)
{
	for (size_t i = 0; i < rule->target_count; i++)
		if (!strcmp(rule->targets[i].arn, arn))
			return true;
	return false;
}

static int
list_rule_names_by_target(struct aws_call *call)
{
	const char *arn = aws_request_string(call, "TargetArn");
	struct json_object *names = json_object_new_array();

	for (size_t i = 0; i < call->account->rules.count; i++) {
		const struct rule *rule = call->account->rules.items[i];

		if (!strcmp(rule->region, call->region) && sends_to(rule, arn))
			json_object_array_add(
				names, json_object_new_string(rule->name));
	}
	call->response = json_object_new_object();
	json_set(call->response, "RuleNames", names);
	return 0;
}

const struct aws_operation events_list_rule_names_by_target = {
	.name = "ListRuleNamesByTarget",
	.request = names_request,
	.flags = AWS_READ_ONLY,
	.summary = N_("list the rules that send to a target"),
	.run = list_rule_names_by_target,
};

const struct aws_operation events_put_targets = {
	.name = "PutTargets",
	.request = put_request,
	.errors = put_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("say where a rule sends what it matches"),
	.run = put_targets,
	.resource_type = "AWS::Events::Rule",
	.resource_member = "Rule",
};

const struct aws_operation events_remove_targets = {
	.name = "RemoveTargets",
	.request = remove_request,
	.errors = errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("take targets from a rule"),
	.run = remove_targets,
	.resource_type = "AWS::Events::Rule",
	.resource_member = "Rule",
};

const struct aws_operation events_list_targets_by_rule = {
	.name = "ListTargetsByRule",
	.request = list_request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("list a rule's targets"),
	.run = list_targets_by_rule,
	.resource_type = "AWS::Events::Rule",
	.resource_member = "Rule",
};
