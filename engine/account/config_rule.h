/* SPDX-License-Identifier: MIT */
/*
 * AWS Config rules: periodic questions about the account.
 *
 * Managed rules about trails, evaluated at their period, never at a change:
 *	CLOUD_TRAIL_ENABLED		does one log?
 *	MULTI_REGION_CLOUD_TRAIL_ENABLED	does a multi-Region one log?
 *	CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED	each: with digest files?
 * Only a changed answer puts a "Config Rules Compliance Change" event on the
 * bus; it needs no trail, and names the account, or the trail of the last.
 * Each evaluation asks CloudTrail through the door, under Config's
 * service-linked role.
 */
#ifndef ACCOUNT_CONFIG_RULE_H
#define ACCOUNT_CONFIG_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "account/remediation.h"
#include "base/list.h"

struct account;
struct json_object;

enum compliance {
	COMPLIANCE_INSUFFICIENT_DATA, /* not evaluated yet */
	COMPLIANCE_COMPLIANT,
	COMPLIANCE_NON_COMPLIANT,
};

/* What the last evaluation found of one resource. */
struct config_result {
	char *resource_type; /* "AWS::::Account", "AWS::CloudTrail::Trail" */
	char *resource_id;
	enum compliance compliance;
	int64_t recorded; /* when it last changed */
	bool seen;	  /* by the evaluation that goes on */
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
	LIST(struct config_result *) results;
	struct json_object *remediation; /* as PutRemediationConfigurations has
					    it, or NULL */
	struct remediation_runs runs;
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

/* config_check.c: is there a managed rule of that identifier?  And asks what
   it asks; for each resource config_rule_found() is called. */
bool config_check_exists(const char *identifier);
void config_check(struct account *account, struct config_rule *rule);
void config_rule_found(struct account *account, struct config_rule *rule,
		       const char *resource_type, const char *resource_id,
		       bool compliant);

void config_rule_free(struct config_rule *rule);

#endif
