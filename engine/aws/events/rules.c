/* SPDX-License-Identifier: MIT */
/*
 * Rules: put, deleted, described, listed, switched on and off; and
 * TestEventPattern, which asks the matcher without a rule.
 */
#include "aws/events/events.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "pattern/pattern.h"

enum { NAME_MOST = 64 };

static const char *const states[] = {
	"ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
	NULL,
};

static const struct aws_member put_request[] = {
	{ .name = "Name", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "EventPattern", .type = AWS_JSON },
	{ .name = "State", .type = AWS_STRING, .values = states },
	{ .name = "Description", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member name_request[] = {
	{ .name = "Name", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member list_request[] = {
	{ .name = "NamePrefix", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member test_request[] = {
	{ .name = "EventPattern", .type = AWS_JSON, .flags = AWS_REQUIRED },
	{ .name = "Event", .type = AWS_JSON, .flags = AWS_REQUIRED },
	{ 0 },
};

static const char *const put_errors[] = { "InvalidEventPatternException",
					  "ValidationException", NULL };
static const char *const name_errors[] = { "ResourceNotFoundException", NULL };
static const char *const delete_errors[] = { "ValidationException", NULL };
static const char *const test_errors[] = { "InvalidEventPatternException",
					   "ValidationException", NULL };

/* Letters, digits, '.', '-', '_', at most 64 of them. */
static int
check_name(struct aws_call *call, const char *name)
{
	size_t length = strlen(name);

	if (strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			 "0123456789.-_") != length || length == 0)
		return aws_refuse(call, "ValidationException",
				  "1 validation error detected: Value '%s' at "
				  "'name' failed to satisfy constraint: Member "
				  "must satisfy regular expression pattern: "
				  "[\\.\\-_A-Za-z0-9]+",
				  name);
	if (length > NAME_MOST)
		return aws_refuse(call, "ValidationException",
				  "1 validation error detected: Value '%s' at "
				  "'name' failed to satisfy constraint: Member "
				  "must have length less than or equal to %d",
				  name, NAME_MOST);
	return 0;
}

static int
read_state(struct aws_call *call, enum rule_state *state)
{
	const char *name = aws_request_string(call, "State");

	*state = RULE_ENABLED;
	if (name && !rule_state_parse(name, state))
		return aws_refuse(call, "ValidationException",
				  "1 validation error detected: Value '%s' at "
				  "'state' failed to satisfy constraint: "
				  "Member must satisfy enum value set: "
				  "[ENABLED, DISABLED, ENABLED_WITH_ALL_"
				  "CLOUDTRAIL_MANAGEMENT_EVENTS]",
				  name);
	return 0;
}

/* A rule of that name is replaced: what is not given now is not kept. */
static int
put_rule(struct aws_call *call)
{
	const char *name = aws_request_string(call, "Name");
	const char *text = aws_request_string(call, "EventPattern");
	const char *description = aws_request_string(call, "Description");
	struct pattern *pattern;
	struct rule *rule;
	enum rule_state state;

	if (check_name(call, name) < 0)
		return -1;
	if (!text)
		return aws_refuse(call, "ValidationException",
				  "Parameter(s) EventPattern or "
				  "ScheduleExpression must be specified.");
	if (read_state(call, &state) < 0 ||
	    !(pattern = events_compile(call, text)))
		return -1;
	rule = rule_put(call->account, call->region, name, text, pattern,
			state);
	free(rule->description);
	rule->description = mem_strdup(description);
	call->response = json_object_new_object();
	json_set_string(call->response, "RuleArn", rule->arn);
	return 0;
}

/* Deleting what is not there is no fault, as in AWS. */
static int
delete_rule(struct aws_call *call)
{
	struct rule *rule = rule_find(call->account, call->region,
				      aws_request_string(call, "Name"));

	if (!rule)
		return 0;
	if (rule->target_count > 0)
		return aws_refuse(call, "ValidationException",
				  "Rule can't be deleted since it has "
				  "targets.");
	rule_delete(call->account, rule);
	return 0;
}

static struct json_object *
describe(const struct rule *rule)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "Name", rule->name);
	json_set_string(out, "Arn", rule->arn);
	json_set_string(out, "EventPattern", rule->event_pattern);
	json_set_string(out, "State", rule_state_name(rule->state));
	if (rule->description)
		json_set_string(out, "Description", rule->description);
	json_set_string(out, "EventBusName", "default");
	return out;
}

static int
describe_rule(struct aws_call *call)
{
	struct rule *rule = events_named_rule(call, "Name");

	if (!rule)
		return -1;
	call->response = describe(rule);
	json_set_string(call->response, "CreatedBy", call->account->id);
	return 0;
}

static int
list_rules(struct aws_call *call)
{
	struct json_object *list = json_object_new_array();
	const char *prefix = aws_request_string(call, "NamePrefix");

	for (size_t i = 0; i < call->account->rules.count; i++) {
		const struct rule *rule = call->account->rules.items[i];

		if (!strcmp(rule->region, call->region) &&
		    (!prefix ||
		     !strncmp(rule->name, prefix, strlen(prefix))))
			json_object_array_add(list, describe(rule));
	}
	call->response = json_object_new_object();
	json_set(call->response, "Rules", list);
	return 0;
}

static int
switch_rule(struct aws_call *call, enum rule_state state)
{
	struct rule *rule = events_named_rule(call, "Name");

	if (!rule)
		return -1;
	rule->state = state;
	return 0;
}

static int
enable_rule(struct aws_call *call)
{
	return switch_rule(call, RULE_ENABLED);
}

static int
disable_rule(struct aws_call *call)
{
	return switch_rule(call, RULE_DISABLED);
}

static bool
is_event(struct json_object *event)
{
	static const char *const members[] = {
		"id",	  "account", "source", "time",
		"region", "detail-type",
	};

	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if (!json_string(event, members[i]))
			return false;
	return json_object_is_type(event, json_type_object);
}

static int
test_event_pattern(struct aws_call *call)
{
	const char *text = aws_request_string(call, "Event");
	struct json_object *event = json_parse(text, strlen(text), NULL, NULL);
	struct pattern *pattern;

	if (!is_event(event)) {
		json_object_put(event);
		return aws_refuse(call, "ValidationException",
				  "Parameter Event is not valid.");
	}
	pattern = events_compile(call, aws_request_string(call,
							  "EventPattern"));
	if (pattern) {
		call->response = json_object_new_object();
		json_set_bool(call->response, "Result",
			      pattern_match(pattern, event));
	}
	json_object_put(event);
	pattern_free(pattern);
	return call->response ? 0 : -1;
}

const struct aws_operation events_put_rule = {
	.name = "PutRule",
	.request = put_request,
	.errors = put_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("create or change a rule: a pattern to watch for"),
	.run = put_rule,
	.resource_type = "AWS::Events::Rule",
	.resource_member = "Name",
};

const struct aws_operation events_delete_rule = {
	.name = "DeleteRule",
	.request = name_request,
	.errors = delete_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("delete a rule that has no targets"),
	.run = delete_rule,
	.resource_type = "AWS::Events::Rule",
	.resource_member = "Name",
};

const struct aws_operation events_describe_rule = {
	.name = "DescribeRule",
	.request = name_request,
	.errors = name_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show one rule"),
	.run = describe_rule,
	.resource_type = "AWS::Events::Rule",
	.resource_member = "Name",
};

const struct aws_operation events_list_rules = {
	.name = "ListRules",
	.request = list_request,
	.flags = AWS_READ_ONLY,
	.summary = N_("list the rules of this Region"),
	.run = list_rules,
};

const struct aws_operation events_enable_rule = {
	.name = "EnableRule",
	.request = name_request,
	.errors = name_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("switch a rule on"),
	.run = enable_rule,
	.resource_type = "AWS::Events::Rule",
	.resource_member = "Name",
};

const struct aws_operation events_disable_rule = {
	.name = "DisableRule",
	.request = name_request,
	.errors = name_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("switch a rule off; it matches nothing then"),
	.run = disable_rule,
	.resource_type = "AWS::Events::Rule",
	.resource_member = "Name",
};

const struct aws_operation events_test_event_pattern = {
	.name = "TestEventPattern",
	.request = test_request,
	.errors = test_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("ask whether a pattern matches an event"),
	.run = test_event_pattern,
};
