/* SPDX-License-Identifier: MIT */
/*
 * EventBridge: the service's row, and what its operations share.
 *
 * Differs from AWS: the default event bus only; rules have patterns, not
 * schedules.
 */
#include "aws/events/events.h"

#include <string.h>

#include "aws/services.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "pattern/pattern.h"

static const struct aws_operation *const operations[] = {
	&events_delete_rule,	&events_describe_rule,
	&events_disable_rule,	&events_enable_rule,
	&events_list_rule_names_by_target,
	&events_list_rules,	&events_list_targets_by_rule,
	&events_put_events,	&events_put_rule,
	&events_put_targets,	&events_remove_targets,
	&events_test_event_pattern,
	NULL,
};

static char *
rule_arn(const struct account *account, const char *region, const char *name)
{
	return account_arn(account, "events", region, "rule/%s", name);
}

const struct aws_service events_service = {
	.name = "events",
	.event_source = "events.amazonaws.com",
	.iam_prefix = "events",
	.title = "Amazon EventBridge",
	.target_prefix = "AWSEvents",
	.api_version = "2015-10-07",
	.operations = operations,
	.resource_arn = rule_arn,
};

struct rule *
events_named_rule(struct aws_call *call, const char *member)
{
	const char *name = aws_request_string(call, member);
	struct rule *rule = rule_find(call->account, call->region, name);

	if (!rule)
		aws_refuse(call, "ResourceNotFoundException",
			   "Rule %s does not exist on EventBus default.", name);
	return rule;
}

struct pattern *
events_compile(struct aws_call *call, const char *text)
{
	struct pattern_error error;
	struct pattern *pattern = pattern_compile(text, strlen(text), &error);
	struct strbuf message = STRBUF_INIT;

	if (!pattern) {
		pattern_error_message(&error, text, strlen(text), &message);
		aws_refuse(call, "InvalidEventPatternException", "%s",
			   message.buf);
		strbuf_release(&message);
	}
	return pattern;
}
