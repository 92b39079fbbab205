/* SPDX-License-Identifier: MIT */
/*
 * AWS Config's remediation: an Automation document for what is not compliant.
 *
 * With Automatic it begins after each evaluation that finds a resource not
 * compliant, and a failed attempt is made again until MaximumAutomaticAttempts
 * (5) within RetryAttemptSeconds (60) have failed; then the resource is an
 * exception and is left alone.  The document is started under Config's
 * service-linked role, and works under the role that its parameters name.
 * Differs from AWS: an exception lasts until the remediation configuration is
 * put again; whether an attempt has helped is seen at the next evaluation.
 */
#ifndef ACCOUNT_REMEDIATION_H
#define ACCOUNT_REMEDIATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/list.h"

struct account;
struct config_rule;

/* The remediation of one resource. */
struct remediation_run {
	char *resource_type, *resource_id;
	char *automation_id; /* of the latest attempt; NULL: not even started */
	char *error;	     /* why it was not started, or NULL */
	int64_t began;	     /* the first attempt */
	int64_t invoked;     /* the latest */
	unsigned attempts;
	bool is_automatic, is_exception;
};

struct remediation_runs {
	struct remediation_run **items;
	size_t count;
	size_t allocated;
};

/* After an evaluation: begins what is to begin by itself. */
void remediate(struct account *account, struct config_rule *rule);
/* For one resource of the rule, asked for by somebody; a second later. */
void remediation_start_soon(struct account *account, struct config_rule *rule,
			    const char *resource_type,
			    const char *resource_id);
/* "IN_PROGRESS", "SUCCEEDED" or "FAILED". */
const char *remediation_state(struct account *account,
			      const struct remediation_run *run);

void remediation_runs_release(struct remediation_runs *runs);

#endif
