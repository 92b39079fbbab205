/* SPDX-License-Identifier: MIT */
/*
 * SimulatePrincipalPolicy: would it be allowed?  Asks the policies of a user
 * or role, and the organization's, without doing anything.
 *
 * Differs from AWS: a statement that matched is named by its policy, without
 * its place in the text; of the resource's policy only ResourcePolicy is asked.
 */
#include "aws/iam/iam.h"

#include <stdlib.h>
#include <string.h>

#include "account/access.h"
#include "account/managed_policy.h"
#include "base/json.h"
#include "base/strbuf.h"

static const struct aws_member context_members[] = {
	IAM_STRING("ContextKeyName"),
	{ .name = "ContextKeyValues", .type = AWS_LIST },
	IAM_STRING("ContextKeyType"),
	{ 0 },
};

static const struct aws_member request_members[] = {
	IAM_REQUIRED("PolicySourceArn"),
	{ .name = "PolicyInputList", .type = AWS_LIST },
	{ .name = "ActionNames", .type = AWS_LIST, .flags = AWS_REQUIRED },
	{ .name = "ResourceArns", .type = AWS_LIST },
	{ .name = "ResourcePolicy", .type = AWS_JSON },
	{ .name = "ContextEntries",
	  .type = AWS_LIST,
	  .members = context_members },
	{ 0 },
};

static const char *const errors[] = { "InvalidInput", "NoSuchEntity", NULL };

/* One simulation under way. */
struct simulation {
	struct aws_call *call;
	struct principal *principal;
	struct json_object *input;    /* PolicyInputList, parsed */
	struct json_object *resource; /* ResourcePolicy, parsed; or NULL */
	struct json_object *list;     /* what it found */
};

/* One policy that has a say. */
typedef void visitor(void *data, const char *id, struct json_object *document);

static void
each_policy(const struct simulation *s, visitor *visit, void *data)
{
	const struct principal *who = s->principal;
	const char *kind = who->type == PRINCIPAL_IAM_USER ? "user" : "role";

	for (size_t i = 0; i < who->policies.count; i++) {
		char *id = str_printf("%s_%s_%s", kind, who->name,
				      who->policies.items[i].name);

		visit(data, id, who->policies.items[i].document);
		free(id);
	}
	for (size_t i = 0; i < who->attached.count; i++) {
		const struct managed_policy *policy = managed_policy_find(
			s->call->account, who->attached.items[i]);

		if (policy)
			visit(data, policy->name, policy->document);
	}
	for (size_t i = 0; i < json_object_array_length(s->input); i++) {
		char *id = str_printf("PolicyInputList.%zu", i + 1);

		visit(data, id, json_object_array_get_idx(s->input, i));
		free(id);
	}
}

/* The decision for one action and resource. */
struct decision {
	const struct policy_request *request;
	enum policy_effect effect;
	struct json_object *matched, *missing;
};

static void
add_missing(struct decision *decision, const char *key)
{
	size_t count = json_object_array_length(decision->missing);

	for (size_t i = 0; i < decision->request->context_count; i++)
		if (!strcmp(decision->request->context[i].key, key))
			return;
	for (size_t i = 0; i < count; i++)
		if (!strcmp(json_text_at(decision->missing, i), key))
			return;
	json_object_array_add(decision->missing, json_object_new_string(key));
}

static void
look_at_conditions(struct decision *decision, struct json_object *statement)
{
	struct json_object *condition = json_member(statement, "Condition");

	if (!json_object_is_type(condition, json_type_object))
		return;
	json_object_object_foreach(condition, operator, block) {
		(void)operator;
		if (!json_object_is_type(block, json_type_object))
			continue;
		json_object_object_foreach(block, key, wanted) {
			(void)wanted;
			add_missing(decision, key);
		}
	}
}

static void
ask_one(void *data, const char *id, struct json_object *document)
{
	struct decision *decision = data;
	struct json_object *statements = json_member(document, "Statement");
	enum policy_effect effect = policy_ask(document, decision->request);
	struct json_object *item;

	if (json_object_is_type(statements, json_type_array))
		for (size_t i = 0; i < json_object_array_length(statements);
		     i++)
			look_at_conditions(decision, json_object_array_get_idx(
							     statements, i));
	else
		look_at_conditions(decision, statements);
	if (effect == POLICY_SILENT || effect < decision->effect)
		return;
	if (effect > decision->effect) {
		json_object_put(decision->matched);
		decision->matched = json_object_new_array();
	}
	decision->effect = effect;
	item = json_object_new_object();
	json_set_string(item, "SourcePolicyId", id);
	json_set_string(item, "SourcePolicyType", "IAM Policy");
	json_object_array_add(decision->matched, item);
}

static const char *
decision_name(enum policy_effect organization, const struct decision *decision)
{
	if (organization == POLICY_DENY || decision->effect == POLICY_DENY)
		return "explicitDeny";
	return organization == POLICY_ALLOW &&
			       decision->effect == POLICY_ALLOW ?
		       "allowed" :
		       "implicitDeny";
}

static void
add_context(const struct simulation *s, struct policy_request *request)
{
	struct json_object *entries =
		aws_request_member(s->call, "ContextEntries");
	size_t count = json_count(entries);

	for (size_t i = 0; i < count; i++) {
		struct json_object *entry =
			json_object_array_get_idx(entries, i);
		struct json_object *value =
			json_path(entry, "ContextKeyValues.0");
		const char *key = json_string(entry, "ContextKeyName");

		if (key && value)
			policy_request_set(request, key,
					   json_object_get_string(value));
	}
}

static void
simulate_one(struct simulation *s, const char *action, const char *resource)
{
	struct caller caller = { .principal = s->principal,
				 .source_ip = "" };
	struct access_question question = { .caller = &caller,
					    .action = action,
					    .resource = resource };
	struct json_object *result = json_object_new_object(), *detail;
	struct policy_request request;
	struct access_facts facts;
	struct decision decision = { .request = &request };
	enum policy_effect organization;

	caller.invoked_by = "simulation"; /* it comes from no address */
	access_request(s->call->account, &question, &facts, &request);
	add_context(s, &request);
	decision.matched = json_object_new_array();
	decision.missing = json_object_new_array();
	each_policy(s, ask_one, &decision);
	if (s->resource)
		ask_one(&decision, "ResourcePolicy", s->resource);
	organization = access_ask_organization(s->call->account, s->principal,
					       &request);
	json_set_string(result, "EvalActionName", action);
	json_set_string(result, "EvalResourceName", resource);
	json_set_string(result, "EvalDecision",
			decision_name(organization, &decision));
	json_set(result, "MatchedStatements", decision.matched);
	json_set(result, "MissingContextValues", decision.missing);
	detail = json_object_new_object();
	json_set_bool(detail, "AllowedByOrganizations",
		      organization == POLICY_ALLOW);
	json_set(result, "OrganizationsDecisionDetail", detail);
	json_object_array_add(s->list, result);
	access_facts_release(&facts);
}

static void
simulate_all(struct simulation *s)
{
	struct json_object *actions =
		aws_request_member(s->call, "ActionNames");
	struct json_object *resources =
		aws_request_member(s->call, "ResourceArns");
	size_t count = json_count(resources);

	for (size_t i = 0; i < json_object_array_length(actions); i++) {
		const char *action = json_text_at(actions, i);

		for (size_t j = 0; j < count; j++)
			simulate_one(s, action, json_text_at(resources, j));
		if (count == 0)
			simulate_one(s, action, "*");
	}
}

/* -1 with the call refused if one of them is no policy. */
static int
read_policies(struct simulation *s)
{
	struct json_object *list =
		aws_request_member(s->call, "PolicyInputList");
	const char *resource = aws_request_string(s->call, "ResourcePolicy");
	char why[256];

	for (size_t i = 0; i < json_count(list); i++) {
		struct json_object *policy =
			policy_parse(json_text_at(list, i), POLICY_IDENTITY,
				     why, sizeof why);

		if (!policy)
			return aws_refuse(s->call, "InvalidInput", "%s", why);
		json_object_array_add(s->input, policy);
	}
	if (resource) {
		s->resource = policy_parse(resource, POLICY_RESOURCE, why,
					   sizeof why);
		if (!s->resource)
			return aws_refuse(s->call, "InvalidInput", "%s", why);
	}
	return 0;
}

/* "arn:aws:iam::ACCOUNT:user/NAME" or role/NAME. */
static struct principal *
source(struct aws_call *call)
{
	const char *arn = aws_request_string(call, "PolicySourceArn");
	const char *name = strrchr(arn, '/');
	enum principal_type type = strstr(arn, ":role/") ?
					   PRINCIPAL_ASSUMED_ROLE :
					   PRINCIPAL_IAM_USER;
	struct principal *found = NULL;

	if (strncmp(arn, "arn:aws:iam::", 13) || !name) {
		aws_refuse(call, "InvalidInput",
			   "Invalid Entity Arn: %s does not clearly define "
			   "entity type and name.",
			   arn);
		return NULL;
	}
	found = principal_of_type(call->account, type, name + 1);
	if (!found)
		aws_refuse(call, "NoSuchEntity",
			   "The %s with name %s cannot be found.",
			   type == PRINCIPAL_IAM_USER ? "user" : "role",
			   name + 1);
	return found;
}

static int
simulate_principal_policy(struct aws_call *call)
{
	struct simulation s = { .call = call, .principal = source(call) };
	int result = -1;

	if (!s.principal)
		return -1;
	s.input = json_object_new_array();
	s.list = json_object_new_array();
	if (read_policies(&s) == 0) {
		simulate_all(&s);
		call->response = json_object_new_object();
		json_set(call->response, "EvaluationResults",
			 json_object_get(s.list));
		json_set_bool(call->response, "IsTruncated", false);
		result = 0;
	}
	json_object_put(s.input);
	json_object_put(s.resource);
	json_object_put(s.list);
	return result;
}

const struct aws_operation iam_simulate_principal_policy = {
	.name = "SimulatePrincipalPolicy",
	.request = request_members,
	.errors = errors,
	.flags = AWS_GLOBAL | AWS_READ_ONLY,
	.summary = N_("try what a user or role may do, without doing it"),
	.run = simulate_principal_policy,
};
