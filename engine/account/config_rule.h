/* SPDX-License-Identifier: MIT */
/*
 * AWS Config rules: periodic questions about the account.
 *
 * `cloudtrail-enabled` (identifier CLOUD_TRAIL_ENABLED) is evaluated at its
 * period, never at a change: NON_COMPLIANT if no trail of the account is
 * logging.  Only a changed answer puts a "Config Rules Compliance Change"
 * event on the bus; it needs no trail, and names the account, not the trail.
 * Each evaluation asks CloudTrail through the door, under Config's
 * service-linked role.
 */
#ifndef ACCOUNT_CONFIG_RULE_H
#define ACCOUNT_CONFIG_RULE_H

#include <stdbool.h>
#include <stdint.h>

struct account;

enum compliance {
	COMPLIANCE_INSUFFICIENT_DATA, /* not evaluated yet */
	COMPLIANCE_COMPLIANT,
	COMPLIANCE_NON_COMPLIANT,
};

struct config_rule {
	char *name;
	char *arn;
	char *id;	     /* "config-rule-a1b2c3" */
	char *region;
	char *source_identifier;	   /* "CLOUD_TRAIL_ENABLED" */
	char *maximum_execution_frequency; /* "One_Hour", ... */
	int64_t period;
	enum compliance compliance;
	int64_t last_evaluation;	   /* 0: never */
	int64_t result_recorded_time;	   /* when compliance last changed */
	unsigned generation;		   /* counts changes of the period */
};

/* Adds or changes; evaluates soon after and then at its period. */
struct config_rule *config_rule_put(struct account *account,
				    const char *region, const char *name,
				    const char *source_identifier,
				    const char *maximum_execution_frequency);
struct config_rule *config_rule_find(struct account *account,
				     const char *region, const char *name);
void config_rule_delete(struct account *account, struct config_rule *rule);
/* StartConfigRulesEvaluation: an evaluation in a few seconds. */
void config_rule_evaluate_soon(struct account *account,
			       struct config_rule *rule);
const char *compliance_name(enum compliance compliance); /* AWS's spelling */
/* The period of "One_Hour" and its kind; 0 if there is none of that name. */
int64_t config_frequency(const char *name);

void config_rule_free(struct config_rule *rule);

#endif
