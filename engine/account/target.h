/* SPDX-License-Identifier: MIT */
/*
 * From a rule to its target: what is sent, where to, how often it is tried,
 * and what becomes of an event that could not be delivered.
 *
 * What may not be delivered (no permission, nothing there) is not tried again;
 * what could not is, with exponential back-off and jitter, until the target's
 * RetryPolicy is exhausted, 185 times or 24 hours by default.  Then the event
 * goes to the target's dead-letter queue, or is dropped.
 * Differs from AWS: the lengths of the waits are ours, AWS documents none; so
 * are the texts of ERROR_MESSAGE.  A log group takes what comes without a
 * resource policy, in a stream of the rule's name.
 */
#ifndef ACCOUNT_TARGET_H
#define ACCOUNT_TARGET_H

#include <stdbool.h>

struct account;
struct json_object;
struct rule;
struct rule_target;

enum {
	TARGET_MOST_RETRIES = 185,
	TARGET_LONGEST_AGE = 24 * 60 * 60, /* s */
	TARGET_LEAST_AGE = 60,
};

/* An event that a rule has matched. */
struct target_event {
	const char *rule_name, *rule_arn;
	struct json_object *event;
	const char *received; /* when, as records write moments */
};

void target_send(struct account *account, const struct rule *rule,
		 const struct rule_target *target, struct json_object *event);

/* Can a target of this ARN be served, and must it name a role? */
bool target_is_known(const char *arn);
bool target_needs_role(const char *arn);

/* What a target with these settings (PutTargets' members, or NULL) gets; the
   caller puts it.  NULL if that is no JSON, or too much. */
struct json_object *target_input(struct json_object *settings,
				 const struct target_event *event);
/* Is it a path that EventBridge takes: "$.detail.a[0]"? */
bool target_path_is_valid(const char *path);
/* The next "<name>" of a template from *at on, copied into `name` (size
   bytes); its start, with *at behind it, or NULL. */
const char *target_placeholder(const char **at, char *name, int size);
/* Is it one of the names that need no path: "aws.events.rule-arn"? */
bool target_placeholder_is_predefined(const char *name);

#endif
