/* SPDX-License-Identifier: MIT */
/*
 * SSM Automation: documents (runbooks) and their executions.
 *
 * A document is JSON as AWS has it (schemaVersion 0.3): parameters, a role to
 * assume, and mainSteps of two actions, aws:executeAwsApi, which makes a call,
 * and aws:assertAwsResourceProperty, which makes one and looks at the answer.
 * "{{ Name }}" stands for a parameter.  Every call goes through the door under
 * the role and is an event like any other.
 * Differs from AWS: two actions; steps run in order and end with the first
 * that fails; an execution takes two seconds.
 */
#ifndef ACCOUNT_AUTOMATION_H
#define ACCOUNT_AUTOMATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct account;
struct aws_error;
struct json_object;

struct automation_document {
	char *name;
	struct json_object *content;
};

struct automation {
	char id[37];
	char *document_name;
	char *region;
	char *executed_by; /* an ARN */
	struct json_object *content;	/* of the document when it began */
	struct json_object *parameters; /* {NAME: [values]} */
	int64_t began, ended;		/* ended 0: it is not yet */
	char *failure;			/* its message; NULL: none */
	struct json_object *steps;	/* of those that ran: {StepName, Action,
					   StepStatus, FailureMessage} */
};

/* Takes `content`.  False and a reason in `why` if it is not of the form. */
bool automation_document_put(struct account *account, const char *name,
			     struct json_object *content, char *why,
			     size_t size);
/* A document's content, the account's or one that AWS owns; lent, NULL. */
struct json_object *automation_document_find(struct account *account,
					     const char *name);

/*
 * Starts an execution: `parameters` is taken.  NULL and *error filled if there
 * is no such document, or a parameter is missing or unknown.  Its calls are
 * made under the role that AutomationAssumeRole names, or the one of
 * `principal_name`.
 */
const struct automation *automation_start(struct account *account,
					  const char *region,
					  const char *document_name,
					  struct json_object *parameters,
					  const char *principal_name,
					  struct aws_error *error);
struct automation *automation_find(struct account *account, const char *id);
/* "InProgress", "Success" or "Failed". */
const char *automation_status(const struct automation *automation);

void automation_document_free(struct automation_document *document);
void automation_free(struct automation *automation);

#endif
