/* SPDX-License-Identifier: MIT */
/*
 * Functions as data, and their form: checked when they are put.
 */
#include "account/function.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "account/policy.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "pattern/pattern.h"

enum {
	DEEPEST = 3,	 /* for_each in for_each */
	MOST_STEPS = 32,
};

/* ---- is it of the form? */

static bool check_steps(struct json_object *steps, int depth, char *why,
			size_t size);

static bool
check_condition(struct json_object *condition, char *why, size_t size)
{
	struct strbuf text = STRBUF_INIT;
	struct pattern_error error;
	struct pattern *pattern;

	if (!condition)
		return true;
	json_write(condition, &text);
	pattern = pattern_compile(text.buf, text.len, &error);
	strbuf_release(&text);
	if (!pattern)
		snprintf(why, size, "\"if\": %s", error.reason);
	pattern_free(pattern);
	return pattern != NULL;
}

static bool
check_step(struct json_object *step, int depth, char *why, size_t size)
{
	const char *call = json_string(step, "call");

	if (!check_condition(json_member(step, "if"), why, size))
		return false;
	if (json_member(step, "for_each"))
		return check_steps(json_member(step, "do"), depth + 1, why,
				   size);
	if (!call || !strchr(call, ':')) {
		snprintf(why, size,
			 "a step needs \"call\": \"service:Operation\"");
		return false;
	}
	return true;
}

static bool
check_steps(struct json_object *steps, int depth, char *why, size_t size)
{
	if (!json_object_is_type(steps, json_type_array) ||
	    json_object_array_length(steps) == 0 ||
	    json_object_array_length(steps) > MOST_STEPS || depth > DEEPEST) {
		snprintf(why, size, "steps must be a list of 1 to %d steps",
			 MOST_STEPS);
		return false;
	}
	for (size_t i = 0; i < json_object_array_length(steps); i++)
		if (!check_step(json_object_array_get_idx(steps, i), depth,
				why, size))
			return false;
	return true;
}

bool
function_code_check(struct json_object *code, char *why, size_t size)
{
	return check_steps(json_member(code, "steps"), 1, why, size);
}

/* ---- life */

static void
release_members(struct function *function)
{
	json_object_put(function->code);
	json_object_put(function->environment);
	free(function->description);
	free(function->runtime);
	free(function->handler);
	free(function->source);
}

bool
function_set_code(struct function *function, struct json_object *code,
		  char *why, size_t size)
{
	if (!function_code_check(code, why, size)) {
		json_object_put(code);
		return false;
	}
	json_object_put(function->code);
	free(function->source);
	function->code = code;
	function->source = NULL;
	return true;
}

struct function *
function_put(struct account *account, const char *region, const char *name,
	     struct principal *role, struct json_object *code,
	     struct json_object *environment, char *why, size_t size)
{
	struct function *function;

	if (!function_code_check(code, why, size)) {
		json_object_put(code);
		json_object_put(environment);
		return NULL;
	}
	function = function_find(account, region, name);
	if (function) {
		release_members(function);
	} else {
		function = mem_calloc(1, sizeof *function);
		function->name = mem_strdup(name);
		function->region = mem_strdup(region);
		function->arn = account_arn(account, "lambda", region,
					    "function:%s", name);
		function->reserved_concurrency = -1;
		function_permit(function, "AWSEvents", "lambda:InvokeFunction",
				"events.amazonaws.com", NULL);
		list_push(&account->functions, function);
	}
	function->last_modified = account->now;
	function->role = role;
	function->code = code;
	function->environment = environment;
	function->description = NULL;
	function->source = NULL;
	function->runtime = mem_strdup("python3.12");
	function->handler = mem_strdup("index.handler");
	return function;
}

struct function *
function_find(struct account *account, const char *region,
	      const char *name_or_arn)
{
	for (size_t i = 0; i < account->functions.count; i++) {
		struct function *function = account->functions.items[i];

		if (!strcmp(function->arn, name_or_arn) ||
		    (!strcmp(function->name, name_or_arn) &&
		     !strcmp(function->region, region)))
			return function;
	}
	return NULL;
}

void
function_delete(struct account *account, struct function *function)
{
	size_t i = 0;

	while (account->functions.items[i] != function)
		i++;
	account->functions.count--;
	memmove(account->functions.items + i, account->functions.items + i + 1,
		(account->functions.count - i) *
			sizeof *account->functions.items);
	function_free(function);
}

void
function_free(struct function *function)
{
	release_members(function);
	json_object_put(function->policy);
	json_object_put(function->invoke_config);
	free(function->dead_letter_arn);
	free(function->name);
	free(function->arn);
	free(function->region);
	free(function->last_error);
	free(function);
}

/* ---- who may invoke it */

static struct json_object *
permission_find(const struct function *function, const char *sid, size_t *at)
{
	struct json_object *list = json_member(function->policy, "Statement");

	for (*at = 0; *at < json_object_array_length(list); (*at)++) {
		struct json_object *statement =
			json_object_array_get_idx(list, *at);

		if (!strcmp(json_string(statement, "Sid"), sid))
			return statement;
	}
	return NULL;
}

static struct json_object *
empty_policy(void)
{
	struct json_object *policy = json_object_new_object();

	json_set_string(policy, "Version", "2012-10-17");
	json_set_string(policy, "Id", "default");
	json_set(policy, "Statement", json_object_new_array());
	return policy;
}

struct json_object *
function_permit(struct function *function, const char *sid, const char *action,
		const char *service, const char *source_arn)
{
	struct json_object *statement, *member, *arn;
	size_t at;

	if (!function->policy)
		function->policy = empty_policy();
	if (permission_find(function, sid, &at))
		return NULL;
	statement = json_object_new_object();
	json_set_string(statement, "Sid", sid);
	json_set_string(statement, "Effect", "Allow");
	member = json_object_new_object();
	json_set_string(member, "Service", service);
	json_set(statement, "Principal", member);
	json_set_string(statement, "Action", action);
	json_set_string(statement, "Resource", function->arn);
	if (source_arn) {
		arn = json_object_new_object();
		json_set_string(arn, "AWS:SourceArn", source_arn);
		member = json_object_new_object();
		json_set(member, "ArnLike", arn);
		json_set(statement, "Condition", member);
	}
	json_object_array_add(json_member(function->policy, "Statement"),
			      statement);
	return statement;
}

bool
function_forbid(struct function *function, const char *sid)
{
	size_t at;

	if (!permission_find(function, sid, &at))
		return false;
	json_object_array_del_idx(json_member(function->policy, "Statement"),
				  at, 1);
	return true;
}

bool
function_lets_invoke(const struct function *function, const char *service,
		     const char *source_arn)
{
	return policy_lets_source(function->policy, service, source_arn,
				  "lambda:InvokeFunction", function->arn);
}
