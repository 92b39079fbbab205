/* SPDX-License-Identifier: MIT */
/*
 * Documents, AWS's own among them, and executions step by step.
 */
#include "account/automation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

#define SSM_SERVICE "ssm.amazonaws.com"
#define ASSUME_ROLE "AutomationAssumeRole"
#define CALL "aws:executeAwsApi"
#define ASSERT "aws:assertAwsResourceProperty"

enum { MOST_STEPS = 32, LENGTH = 2 * CLOCK_SECOND };

/* Documents that AWS owns: parameters and steps as its reference has them. */
static const struct {
	const char *name, *content;
} owned[] = {
	{ "AWSConfigRemediation-EnableCloudTrailLogFileValidation",
	  "{\"schemaVersion\": \"0.3\", \"assumeRole\": "
	  "\"{{ AutomationAssumeRole }}\", \"parameters\": {"
	  "\"AutomationAssumeRole\": {\"type\": \"String\"}, "
	  "\"TrailName\": {\"type\": \"String\"}}, \"mainSteps\": ["
	  "{\"name\": \"EnableLogFileValidation\", "
	  "\"action\": \"aws:executeAwsApi\", \"inputs\": {"
	  "\"Service\": \"cloudtrail\", \"Api\": \"UpdateTrail\", "
	  "\"Name\": \"{{ TrailName }}\", "
	  "\"EnableLogFileValidation\": true}}, "
	  "{\"name\": \"VerifyLogFileValidation\", "
	  "\"action\": \"aws:assertAwsResourceProperty\", \"inputs\": {"
	  "\"Service\": \"cloudtrail\", \"Api\": \"GetTrail\", "
	  "\"Name\": \"{{ TrailName }}\", \"PropertySelector\": "
	  "\"$.Trail.LogFileValidationEnabled\", "
	  "\"DesiredValues\": [\"true\"]}}]}" },
};

/* ---- documents */

static bool
check_step(struct json_object *step, char *why, size_t size)
{
	struct json_object *inputs = json_member(step, "inputs");
	const char *action = json_string(step, "action");

	if (!json_string(step, "name") || !action)
		snprintf(why, size, "a step needs a name and an action");
	else if (strcmp(action, CALL) != 0 && strcmp(action, ASSERT) != 0)
		snprintf(why, size, "the lab knows the actions " CALL
				    " and " ASSERT ", not %.60s",
			 action);
	else if (!json_string(inputs, "Service") || !json_string(inputs, "Api"))
		snprintf(why, size, "a step's inputs need Service and Api");
	else
		return true;
	return false;
}

static bool
check_content(struct json_object *content, char *why, size_t size)
{
	struct json_object *steps = json_member(content, "mainSteps");
	const char *version = json_string(content, "schemaVersion");

	if (!version || strcmp(version, "0.3") != 0) {
		snprintf(why, size, "schemaVersion must be 0.3");
		return false;
	}
	if (!json_object_is_type(steps, json_type_array) ||
	    json_object_array_length(steps) == 0 ||
	    json_object_array_length(steps) > MOST_STEPS) {
		snprintf(why, size, "mainSteps must be a list of 1 to %d steps",
			 MOST_STEPS);
		return false;
	}
	for (size_t i = 0; i < json_object_array_length(steps); i++)
		if (!check_step(json_object_array_get_idx(steps, i), why, size))
			return false;
	return true;
}

static struct automation_document *
document_find(struct account *account, const char *name)
{
	for (size_t i = 0; i < account->documents.count; i++)
		if (!strcmp(account->documents.items[i]->name, name))
			return account->documents.items[i];
	return NULL;
}

bool
automation_document_put(struct account *account, const char *name,
			struct json_object *content, char *why, size_t size)
{
	struct automation_document *document = document_find(account, name);

	if (!check_content(content, why, size)) {
		json_object_put(content);
		return false;
	}
	if (!document) {
		document = mem_calloc(1, sizeof *document);
		document->name = mem_strdup(name);
		list_push(&account->documents, document);
	}
	json_object_put(document->content);
	document->content = content;
	return true;
}

/* What AWS owns becomes the account's when it is first used. */
struct json_object *
automation_document_find(struct account *account, const char *name)
{
	struct automation_document *document = document_find(account, name);
	char why[160];

	for (size_t i = 0; !document && i < sizeof owned / sizeof *owned; i++) {
		if (strcmp(owned[i].name, name) != 0)
			continue;
		if (!automation_document_put(
			    account, name,
			    json_parse(owned[i].content,
				       strlen(owned[i].content), NULL, NULL),
			    why, sizeof why))
			BUG("a document of AWS is not of the form");
		document = document_find(account, name);
	}
	return document ? document->content : NULL;
}

/* ---- parameters in texts */

static const char *
parameter(const struct automation *automation, const char *name)
{
	struct json_object *values = json_member(automation->parameters, name);
	struct json_object *declared = json_member(
		json_member(automation->content, "parameters"), name);

	if (json_object_is_type(values, json_type_array) &&
	    json_object_array_length(values) > 0)
		return json_text_at(values, 0);
	return json_string(declared, "default");
}

/* "{{ TrailName }}" becomes its value; unknown names stay. */
static char *
filled(const struct automation *automation, const char *text)
{
	struct strbuf out = STRBUF_INIT;
	const char *open, *close, *value;
	char name[64];

	while ((open = strstr(text, "{{")) && (close = strstr(open, "}}"))) {
		strbuf_add(&out, text, (size_t)(open - text));
		value = NULL;
		if (sscanf(open + 2, " %63[A-Za-z0-9_]", name) == 1)
			value = parameter(automation, name);
		if (value)
			strbuf_addstr(&out, value);
		else
			strbuf_add(&out, open, (size_t)(close + 2 - open));
		text = close + 2;
	}
	strbuf_addstr(&out, text);
	return strbuf_detach(&out);
}

static struct json_object *
fill(const struct automation *automation, struct json_object *value)
{
	struct json_object *out;
	char *text;

	switch (json_object_get_type(value)) {
	case json_type_string:
		text = filled(automation, json_object_get_string(value));
		out = json_object_new_string(text);
		free(text);
		return out;
	case json_type_array:
		out = json_object_new_array();
		for (size_t i = 0; i < json_object_array_length(value); i++)
			json_object_array_add(
				out, fill(automation,
					  json_object_array_get_idx(value, i)));
		return out;
	case json_type_object:
		out = json_object_new_object();
		json_object_object_foreach(value, key, member)
			json_set(out, key, fill(automation, member));
		return out;
	default:
		return json_object_get(value);
	}
}

/* ---- an execution */

/* The role that an ARN names; NULL: none. */
static struct principal *
role_of(struct account *account, const struct automation *automation)
{
	const char *template = json_string(automation->content, "assumeRole");
	char *arn = template ? filled(automation, template) : mem_strdup("");
	const char *slash = strrchr(arn, '/');
	struct principal *role = slash ? principal_find(account, slash + 1) :
					 NULL;

	if (!slash)
		role = principal_find(account, automation->executed_by);
	free(arn);
	return role;
}

/* Is what the answer says one of the desired values? */
static bool
is_desired(struct json_object *inputs, struct json_object *answer)
{
	const char *selector = json_string(inputs, "PropertySelector");
	struct json_object *wanted = json_member(inputs, "DesiredValues");
	struct json_object *value;

	if (!selector || strncmp(selector, "$.", 2) != 0 ||
	    !json_object_is_type(wanted, json_type_array))
		return false;
	value = json_path(answer, selector + 2);
	for (size_t i = 0; value && i < json_object_array_length(wanted); i++)
		if (!strcmp(json_text_at(wanted, i),
			    json_object_get_string(value)))
			return true;
	return false;
}

static struct json_object *
request_of(struct json_object *inputs)
{
	static const char *const others[] = { "Service", "Api",
					      "PropertySelector",
					      "DesiredValues" };
	struct json_object *request = json_copy(inputs);

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		json_object_object_del(request, others[i]);
	return request;
}

/* NULL, or why it failed; the caller frees. */
static char *
run_step(struct account *account, const struct automation *automation,
	 struct json_object *step, const struct caller *caller)
{
	struct json_object *inputs =
		fill(automation, json_member(step, "inputs"));
	bool asserts = !strcmp(json_string(step, "action"), ASSERT);
	struct aws_error error = { NULL, NULL };
	struct json_object *answer;
	char *failure = NULL;

	answer = account->door(account, caller, json_string(inputs, "Service"),
			       json_string(inputs, "Api"), request_of(inputs),
			       &error);
	if (!answer)
		failure = str_printf("%s: %s", error.code, error.message);
	else if (asserts && !is_desired(inputs, answer))
		failure = str_printf("the property %s is not as desired",
				     json_string(inputs, "PropertySelector"));
	json_object_put(answer);
	json_object_put(inputs);
	aws_error_release(&error);
	return failure;
}

static void
note_step(struct automation *automation, struct json_object *step,
	  const char *failure)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "StepName", json_string(step, "name"));
	json_set_string(out, "Action", json_string(step, "action"));
	json_set_string(out, "StepStatus", failure ? "Failed" : "Success");
	if (failure)
		json_set_string(out, "FailureMessage", failure);
	json_object_array_add(automation->steps, out);
}

static void
run(struct account *account, void *data)
{
	struct automation *automation = data;
	struct json_object *steps =
		json_member(automation->content, "mainSteps");
	struct caller caller = {
		.principal = role_of(account, automation),
		.region = automation->region,
		.source_ip = SSM_SERVICE,
		.user_agent = SSM_SERVICE,
		.invoked_by = SSM_SERVICE,
	};

	if (!caller.principal)
		automation->failure = mem_strdup(
			"The role of " ASSUME_ROLE " cannot be assumed");
	for (size_t i = 0; !automation->failure &&
			   i < json_object_array_length(steps);
	     i++) {
		struct json_object *step = json_object_array_get_idx(steps, i);

		automation->failure =
			run_step(account, automation, step, &caller);
		note_step(automation, step, automation->failure);
	}
	automation->ended = account->now;
	timeline_add(account,
		     automation->failure ? TIMELINE_FUNCTION_FAILED :
					   TIMELINE_FUNCTION_SUCCEEDED,
		     automation->document_name, NULL, NULL, false);
}

static bool
check_parameters(struct json_object *content, struct json_object *given,
		 struct aws_error *error)
{
	struct json_object *declared = json_member(content, "parameters");

	json_object_object_foreach(given, name, values)
		if (!json_member(declared, name) ||
		    !json_object_is_type(values, json_type_array)) {
			error->message = str_printf(
				"Parameter %s is not defined in the document",
				name);
			return false;
		}
	if (!declared)
		return true;
	json_object_object_foreach(declared, wanted, form)
		if (!json_member(given, wanted) &&
		    !json_member(form, "default")) {
			error->message = str_printf("Parameter %s is required",
						    wanted);
			return false;
		}
	return true;
}

const struct automation *
automation_start(struct account *account, const char *region,
		 const char *document_name, struct json_object *parameters,
		 const char *principal_name, struct aws_error *error)
{
	struct json_object *content =
		automation_document_find(account, document_name);
	struct automation *automation;

	if (!content) {
		error->code = mem_strdup(
			"AutomationDefinitionNotFoundException");
		error->message = str_printf(
			"Cannot find document with name %s", document_name);
	} else if (!check_parameters(content, parameters, error)) {
		error->code = mem_strdup(
			"InvalidAutomationExecutionParametersException");
	}
	if (error->code) {
		json_object_put(parameters);
		return NULL;
	}
	automation = mem_calloc(1, sizeof *automation);
	random_guid(&account->random, automation->id);
	automation->document_name = mem_strdup(document_name);
	automation->region = mem_strdup(region);
	automation->executed_by = mem_strdup(principal_name);
	automation->content = json_object_get(content);
	automation->parameters = parameters;
	automation->steps = json_object_new_array();
	automation->began = account->now;
	list_push(&account->automations, automation);
	timeline_add(account, TIMELINE_FUNCTION_STARTED, document_name, NULL,
		     NULL, false);
	timer_add(&account->timers, account->now + LENGTH, run, NULL,
		  automation);
	return automation;
}

struct automation *
automation_find(struct account *account, const char *id)
{
	for (size_t i = 0; i < account->automations.count; i++)
		if (!strcmp(account->automations.items[i]->id, id))
			return account->automations.items[i];
	return NULL;
}

const char *
automation_status(const struct automation *automation)
{
	if (!automation->ended)
		return "InProgress";
	return automation->failure ? "Failed" : "Success";
}

void
automation_document_free(struct automation_document *document)
{
	json_object_put(document->content);
	free(document->name);
	free(document);
}

void
automation_free(struct automation *automation)
{
	json_object_put(automation->content);
	json_object_put(automation->parameters);
	json_object_put(automation->steps);
	free(automation->document_name);
	free(automation->region);
	free(automation->executed_by);
	free(automation->failure);
	free(automation);
}
