/* SPDX-License-Identifier: MIT */
/*
 * Functions as data: checked when they are put, run step by step when they are
 * invoked.
 */
#include "account/function.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "pattern/pattern.h"

#define FUNCTION_ADDRESS "203.0.113.200"
#define FUNCTION_AGENT                                                     \
	"Boto3/1.34.145 md/Botocore#1.34.145 ua/2.0 os/linux#5.10 "        \
	"lang/python#3.12 exec-env/AWS_Lambda_python3.12"

enum {
	DEEPEST = 3,	 /* for_each in for_each */
	MOST_STEPS = 32,
	START_LEAST = CLOCK_SECOND,
	START_SPREAD = 2 * CLOCK_SECOND,
	ATTEMPTS = 3,
	MOST_INVOCATIONS = 1000, /* of the account in an hour */
	MOST_STEPS_RUN = 500,	 /* in one run */
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

struct function *
function_put(struct account *account, const char *region, const char *name,
	     struct principal *role, struct json_object *code,
	     struct json_object *environment, char *why, size_t size)
{
	struct function *function;
	char *resource;

	if (!check_steps(json_member(code, "steps"), 1, why, size)) {
		json_object_put(code);
		json_object_put(environment);
		return NULL;
	}
	function = function_find(account, region, name);
	if (function) {
		release_members(function);
	} else {
		function = mem_calloc(1, sizeof *function);
		resource = str_printf("function:%s", name);
		function->name = mem_strdup(name);
		function->region = mem_strdup(region);
		function->arn =
			account_arn(account, "lambda", region, resource);
		list_push(&account->functions, function);
		free(resource);
	}
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
	free(function->name);
	free(function->arn);
	free(function->region);
	free(function->last_error);
	free(function);
}

/* ---- a run */

struct run {
	struct account *account;
	const struct function *function;
	struct json_object *context;
	unsigned calls, steps;
	struct aws_error error;
};

/* "$.event.detail.x" becomes what stands there; all else stays. */
static struct json_object *
resolve(struct run *run, struct json_object *value)
{
	struct json_object *out;
	const char *text;

	switch (json_object_get_type(value)) {
	case json_type_string:
		text = json_object_get_string(value);
		if (strncmp(text, "$.", 2))
			return json_object_get(value);
		return json_copy(json_path(run->context, text + 2));
	case json_type_array:
		out = json_object_new_array();
		for (size_t i = 0; i < json_object_array_length(value); i++)
			json_object_array_add(
				out, resolve(run, json_object_array_get_idx(
							  value, i)));
		return out;
	case json_type_object:
		out = json_object_new_object();
		json_object_object_foreach(value, key, member) {
			struct json_object *resolved = resolve(run, member);

			if (resolved)
				json_set(out, key, resolved);
		}
		return out;
	default:
		return json_object_get(value);
	}
}

static bool
condition_holds(struct run *run, struct json_object *condition)
{
	struct strbuf text = STRBUF_INIT;
	struct pattern_error error;
	struct pattern *pattern;
	bool holds;

	if (!condition)
		return true;
	json_write(condition, &text);
	pattern = pattern_compile(text.buf, text.len, &error);
	holds = pattern && pattern_match(pattern, run->context);
	pattern_free(pattern);
	strbuf_release(&text);
	return holds;
}

static bool
run_call(struct run *run, struct json_object *step)
{
	struct caller caller = {
		.principal = run->function->role,
		.region = run->function->region,
		.source_ip = FUNCTION_ADDRESS,
		.user_agent = FUNCTION_AGENT,
	};
	const char *call = json_string(step, "call");
	const char *operation = strchr(call, ':') + 1;
	char *service = mem_strndup(call, (size_t)(operation - 1 - call));
	const char *on_error = json_string(step, "on_error");
	const char *name = json_string(step, "name");
	struct json_object *with = json_member(step, "with"), *response;

	response = run->account->door(
		run->account, &caller, service, operation,
		with ? resolve(run, with) : json_object_new_object(),
		&run->error);
	free(service);
	run->calls++;
	if (response && name)
		json_set(run->context, name, json_object_get(response));
	json_object_put(response);
	if (response)
		return true;
	if (!on_error || strcmp(on_error, "continue"))
		return false;
	aws_error_release(&run->error);
	return true;
}

static bool run_steps(struct run *run, struct json_object *steps);

static bool
run_for_each(struct run *run, struct json_object *step)
{
	const char *path = json_string(step, "for_each");
	struct json_object *list =
		path && !strncmp(path, "$.", 2) ?
			json_object_get(json_path(run->context, path + 2)) :
			NULL;
	bool fine = true;

	for (size_t i = 0; fine && json_object_is_type(list, json_type_array) &&
			   i < json_object_array_length(list);
	     i++) {
		json_set(run->context, "item",
			 json_object_get(json_object_array_get_idx(list, i)));
		fine = run_steps(run, json_member(step, "do"));
	}
	json_object_put(list);
	return fine;
}

static bool
time_is_up(struct run *run)
{
	if (run->steps++ < MOST_STEPS_RUN)
		return false;
	run->error.code = mem_strdup("Sandbox.Timedout");
	run->error.message = mem_strdup("Task timed out after 3.00 seconds");
	return true;
}

static bool
run_steps(struct run *run, struct json_object *steps)
{
	for (size_t i = 0; i < json_object_array_length(steps); i++) {
		struct json_object *step = json_object_array_get_idx(steps, i);

		if (time_is_up(run))
			return false;
		if (!condition_holds(run, json_member(step, "if")))
			continue;
		if (json_member(step, "for_each") ? !run_for_each(run, step) :
						    !run_call(run, step))
			return false;
	}
	return true;
}

/* ---- invocations */

struct invocation {
	char *region, *name;
	struct json_object *event;
	int attempt; /* from 1 */
};

static void
drop_invocation(void *data)
{
	struct invocation *invocation = data;

	free(invocation->region);
	free(invocation->name);
	json_object_put(invocation->event);
	free(invocation);
}

static void invoke(struct account *account, void *data);

/* One minute after the first failure, two after the second. */
static void
retry(struct account *account, struct invocation *invocation)
{
	if (invocation->attempt >= ATTEMPTS) {
		drop_invocation(invocation);
		return;
	}
	timer_add(&account->timers,
		  account->now + invocation->attempt * CLOCK_MINUTE, invoke,
		  drop_invocation, invocation);
	invocation->attempt++;
}

static void
note_failure(struct account *account, struct function *function,
	     const struct aws_error *error)
{
	function->failures++;
	free(function->last_error);
	function->last_error =
		str_printf("%s: %s", error->code, error->message);
	timeline_add(account, TIMELINE_FUNCTION_FAILED, function->name,
		     error->code, NULL, false);
}

static void
invoke(struct account *account, void *data)
{
	struct invocation *invocation = data;
	struct function *function =
		function_find(account, invocation->region, invocation->name);
	struct run run = { .account = account, .function = function };
	bool fine;

	if (!function) {
		drop_invocation(invocation);
		return;
	}
	function->invocations++;
	timeline_add(account, TIMELINE_FUNCTION_STARTED, function->name, NULL,
		     NULL, false);
	run.context = json_object_new_object();
	json_set(run.context, "event", json_object_get(invocation->event));
	json_set(run.context, "environment",
		 json_object_get(function->environment));
	fine = run_steps(&run, json_member(function->code, "steps"));
	json_object_put(run.context);
	if (fine) {
		timeline_add(account, TIMELINE_FUNCTION_SUCCEEDED,
			     function->name, run.calls ? NULL : "no call",
			     NULL, false);
		drop_invocation(invocation);
	} else {
		note_failure(account, function, &run.error);
		retry(account, invocation);
	}
	aws_error_release(&run.error);
}

/* The first that is too many in its hour is shown. */
static bool
is_throttled(struct account *account, const struct function *function)
{
	int64_t hour = account->now / CLOCK_HOUR;

	if (account->invocations_hour != hour)
		account->invocations = 0;
	account->invocations_hour = hour;
	if (account->invocations < MOST_INVOCATIONS &&
	    !account_is_full(account)) {
		account->invocations++;
		return false;
	}
	if (account->invocations++ == MOST_INVOCATIONS)
		timeline_add(account, TIMELINE_FUNCTION_FAILED, function->name,
			     "TooManyRequestsException", NULL, false);
	return true;
}

bool
function_invoke_async(struct account *account, struct function *function,
		      struct json_object *event)
{
	struct invocation *invocation;

	if (is_throttled(account, function)) {
		json_object_put(event);
		return false;
	}
	invocation = mem_calloc(1, sizeof *invocation);
	invocation->region = mem_strdup(function->region);
	invocation->name = mem_strdup(function->name);
	invocation->event = event;
	invocation->attempt = 1;
	timer_add(&account->timers,
		  account->now + START_LEAST + function->starts_after +
			  random_below(&account->random, START_SPREAD),
		  invoke, drop_invocation, invocation);
	return true;
}
