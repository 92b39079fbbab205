/* SPDX-License-Identifier: MIT */
/*
 * EventBridge rules of the default bus, and their targets.
 */
#include "account/rule.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/json.h"
#include "base/memory.h"
#include "pattern/pattern.h"

static const char *const state_names[] = {
	[RULE_DISABLED] = "DISABLED",
	[RULE_ENABLED] = "ENABLED",
	[RULE_ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS] =
		"ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
};

const char *
rule_state_name(enum rule_state state)
{
	return state_names[state];
}

bool
rule_state_parse(const char *name, enum rule_state *state)
{
	for (size_t i = 0; i < sizeof state_names / sizeof *state_names; i++)
		if (!strcmp(state_names[i], name)) {
			*state = (enum rule_state)i;
			return true;
		}
	return false;
}

static struct rule *
rule_new(struct account *account, const char *region, const char *name)
{
	struct rule *rule = mem_calloc(1, sizeof *rule);

	rule->name = mem_strdup(name);
	rule->region = mem_strdup(region);
	rule->arn = account_arn(account, "events", region, "rule/%s", name);
	list_push(&account->rules, rule);
	return rule;
}

struct rule *
rule_put(struct account *account, const char *region, const char *name,
	 const char *event_pattern, struct pattern *pattern,
	 enum rule_state state)
{
	struct rule *rule = rule_find(account, region, name);

	if (!rule)
		rule = rule_new(account, region, name);
	free(rule->event_pattern);
	pattern_free(rule->pattern);
	rule->event_pattern = mem_strdup(event_pattern);
	rule->pattern = pattern;
	rule->state = state;
	json_object_put(rule->caught);
	rule->caught = json_object_new_object();
	return rule;
}

struct rule *
rule_find(struct account *account, const char *region, const char *name)
{
	for (size_t i = 0; i < account->rules.count; i++) {
		struct rule *rule = account->rules.items[i];

		if (!strcmp(rule->name, name) && !strcmp(rule->region, region))
			return rule;
	}
	return NULL;
}

void
rule_delete(struct account *account, struct rule *rule)
{
	size_t i = 0;

	while (account->rules.items[i] != rule)
		i++;
	account->rules.count--;
	memmove(account->rules.items + i, account->rules.items + i + 1,
		(account->rules.count - i) * sizeof *account->rules.items);
	rule_free(rule);
}

void
rule_put_target(struct rule *rule, const char *id, const char *arn,
		struct json_object *settings)
{
	struct rule_target target = { mem_strdup(id), mem_strdup(arn),
				      settings };

	rule_remove_target(rule, id);
	rule->targets = list_grow(rule->targets, rule->target_count,
				  &rule->target_allocated,
				  sizeof *rule->targets);
	rule->targets[rule->target_count++] = target;
}

bool
rule_remove_target(struct rule *rule, const char *id)
{
	for (size_t i = 0; i < rule->target_count; i++) {
		if (strcmp(rule->targets[i].id, id))
			continue;
		free(rule->targets[i].id);
		free(rule->targets[i].arn);
		json_object_put(rule->targets[i].settings);
		rule->target_count--;
		memmove(rule->targets + i, rule->targets + i + 1,
			(rule->target_count - i) * sizeof *rule->targets);
		return true;
	}
	return false;
}

void
rule_free(struct rule *rule)
{
	while (rule->target_count > 0)
		rule_remove_target(rule, rule->targets[0].id);
	free(rule->targets);
	free(rule->name);
	free(rule->arn);
	free(rule->region);
	free(rule->description);
	free(rule->event_pattern);
	pattern_free(rule->pattern);
	json_object_put(rule->missed);
	json_object_put(rule->caught);
	free(rule);
}
