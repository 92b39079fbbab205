/* SPDX-License-Identifier: MIT */
/*
 * What EventBridge's operations share.
 */
#ifndef AWS_EVENTS_EVENTS_H
#define AWS_EVENTS_EVENTS_H

#include "aws/operation.h"

extern const struct aws_operation events_put_rule;
extern const struct aws_operation events_delete_rule;
extern const struct aws_operation events_describe_rule;
extern const struct aws_operation events_list_rules;
extern const struct aws_operation events_enable_rule;
extern const struct aws_operation events_disable_rule;
extern const struct aws_operation events_put_targets;
extern const struct aws_operation events_remove_targets;
extern const struct aws_operation events_list_targets_by_rule;
extern const struct aws_operation events_test_event_pattern;
extern const struct aws_operation events_put_events;
extern const struct aws_operation events_list_rule_names_by_target;

/* Is this target of PutTargets one?  0, or -1 with the call refused. */
int events_check_target(struct aws_call *call, const struct rule *rule,
			struct json_object *target);
/* The rule that `member` names, or NULL with the call refused. */
struct rule *events_named_rule(struct aws_call *call, const char *member);
/* The compiled pattern, or NULL with the call refused in AWS's words. */
struct pattern *events_compile(struct aws_call *call, const char *text);

#endif
