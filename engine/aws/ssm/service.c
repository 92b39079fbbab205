/* SPDX-License-Identifier: MIT */
/*
 * Systems Manager: Automation documents and their executions.
 *
 * Differs from AWS: documents are Automation documents in JSON, of one version
 * each; what is wrong with one is said in words of ours; an execution has no
 * targets, outputs, tags and rate control.
 */
#include "aws/operation.h"

#include <string.h>

#include "account/automation.h"
#include "aws/services.h"
#include "base/json.h"
#include "base/memory.h"

static const struct aws_member create_request[] = {
	{ .name = "Content", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Name", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "DocumentType", .type = AWS_STRING },
	{ .name = "DocumentFormat", .type = AWS_STRING },
	{ 0 },
};

/* Each parameter is a list of strings. */
static const struct aws_member values[] = { { .type = AWS_LIST } };

static const struct aws_member start_request[] = {
	{ .name = "DocumentName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Parameters", .type = AWS_MAP, .members = values },
	{ 0 },
};

static const struct aws_member get_request[] = {
	{ .name = "AutomationExecutionId",
	  .type = AWS_STRING,
	  .flags = AWS_REQUIRED },
	{ 0 },
};

static const char *const create_errors[] = { "DocumentAlreadyExists",
					     "InvalidDocumentContent", NULL };
static const char *const start_errors[] = {
	"AutomationDefinitionNotFoundException",
	"InvalidAutomationExecutionParametersException", NULL,
};
static const char *const get_errors[] = {
	"AutomationExecutionNotFoundException", NULL,
};

static char *
document_arn(const struct account *account, const char *region,
	     const char *name)
{
	if (!strncmp(name, "arn:", 4))
		return mem_strdup(name);
	return account_arn(account, "ssm", region,
			   "automation-definition/%s:$DEFAULT", name);
}

static int
create_document(struct aws_call *call)
{
	const char *name = aws_request_string(call, "Name");
	const char *text = aws_request_string(call, "Content");
	struct json_object *content, *description;
	char why[160] = "it is no JSON";

	if (automation_document_find(call->account, name))
		return aws_refuse(call, "DocumentAlreadyExists",
				  "Document with same name %s already exists",
				  name);
	content = json_parse(text, strlen(text), NULL, NULL);
	if (!content || !automation_document_put(call->account, name, content,
						 why, sizeof why))
		return aws_refuse(call, "InvalidDocumentContent",
				  "The lab's documents are Automation documents "
				  "in JSON: %s",
				  why);
	description = json_object_new_object();
	json_set_string(description, "Name", name);
	json_set_string(description, "Owner", call->account->id);
	json_set_string(description, "Status", "Active");
	json_set_string(description, "DocumentVersion", "1");
	json_set_string(description, "DocumentType", "Automation");
	json_set_string(description, "SchemaVersion", "0.3");
	json_set_string(description, "DocumentFormat", "JSON");
	call->response = json_object_new_object();
	json_set(call->response, "DocumentDescription", description);
	return 0;
}

static int
start_automation_execution(struct aws_call *call)
{
	struct json_object *given = aws_request_member(call, "Parameters");
	struct aws_error error = { NULL, NULL };
	const struct automation *automation = automation_start(
		call->account, call->region,
		aws_request_string(call, "DocumentName"),
		given ? json_copy(given) : json_object_new_object(),
		call->caller.principal->name, &error);

	if (!automation) {
		aws_error_release(&call->error);
		call->error = error;
		return -1;
	}
	call->response = json_object_new_object();
	json_set_string(call->response, "AutomationExecutionId",
			automation->id);
	return 0;
}

static void
set_time(struct json_object *object, const char *key, int64_t moment)
{
	if (moment)
		json_set(object, key,
			 json_object_new_double((double)moment / 1000.0));
}

static struct json_object *
describe(const struct automation *automation)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "AutomationExecutionId", automation->id);
	json_set_string(out, "DocumentName", automation->document_name);
	json_set_string(out, "DocumentVersion", "1");
	json_set_string(out, "AutomationExecutionStatus",
			automation_status(automation));
	set_time(out, "ExecutionStartTime", automation->began);
	set_time(out, "ExecutionEndTime", automation->ended);
	if (automation->failure)
		json_set_string(out, "FailureMessage", automation->failure);
	return out;
}

static int
get_automation_execution(struct aws_call *call)
{
	const char *id = aws_request_string(call, "AutomationExecutionId");
	struct automation *automation = automation_find(call->account, id);
	struct json_object *out;

	if (!automation || strcmp(automation->region, call->region) != 0)
		return aws_refuse(call, "AutomationExecutionNotFoundException",
				  "Cannot find automation execution with id "
				  "%s",
				  id);
	out = describe(automation);
	json_set(out, "Parameters", json_copy(automation->parameters));
	json_set(out, "StepExecutions", json_copy(automation->steps));
	call->response = json_object_new_object();
	json_set(call->response, "AutomationExecution", out);
	return 0;
}

/* The latest first. */
static int
describe_automation_executions(struct aws_call *call)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = call->account->automations.count; i-- > 0;) {
		const struct automation *automation =
			call->account->automations.items[i];

		if (!strcmp(automation->region, call->region))
			json_object_array_add(list, describe(automation));
	}
	call->response = json_object_new_object();
	json_set(call->response, "AutomationExecutionMetadataList", list);
	return 0;
}

static const struct aws_operation ssm_create_document = {
	.name = "CreateDocument",
	.request = create_request,
	.errors = create_errors,
	.summary = N_("create an Automation document: a runbook of calls"),
	.run = create_document,
};

static const struct aws_operation ssm_start_automation_execution = {
	.name = "StartAutomationExecution",
	.request = start_request,
	.errors = start_errors,
	.summary = N_("run an Automation document"),
	.run = start_automation_execution,
	.resource_type = "AWS::SSM::Document",
	.resource_member = "DocumentName",
};

static const struct aws_operation ssm_get_automation_execution = {
	.name = "GetAutomationExecution",
	.request = get_request,
	.errors = get_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show one execution of a document, step by step"),
	.run = get_automation_execution,
};

static const struct aws_operation ssm_describe_automation_executions = {
	.name = "DescribeAutomationExecutions",
	.flags = AWS_READ_ONLY,
	.summary = N_("list the executions of documents"),
	.run = describe_automation_executions,
};

static const struct aws_operation *const operations[] = {
	&ssm_create_document,
	&ssm_describe_automation_executions,
	&ssm_get_automation_execution,
	&ssm_start_automation_execution,
	NULL,
};

const struct aws_service ssm_service = {
	.name = "ssm",
	.event_source = "ssm.amazonaws.com",
	.iam_prefix = "ssm",
	.title = "AWS Systems Manager",
	.target_prefix = "AmazonSSM",
	.api_version = "2014-11-06",
	.operations = operations,
	.resource_arn = document_arn,
};
