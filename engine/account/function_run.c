/* SPDX-License-Identifier: MIT */
/*
 * One run of a function: its steps in order, each call through the door under
 * the function's role.
 */
#include "account/function.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "pattern/pattern.h"

#define FUNCTION_ADDRESS "203.0.113.200"
#define FUNCTION_AGENT                                                     \
	"Boto3/1.34.145 md/Botocore#1.34.145 ua/2.0 os/linux#5.10 "        \
	"lang/python#3.12 exec-env/AWS_Lambda_python3.12"

enum {
	MOST_STEPS_RUN = 500,	/* in one run */
	MOST_TEXT = 256 * 1024, /* of one text, filled */
};

struct run {
	struct account *account;
	const struct function *function;
	struct json_object *context;
	unsigned calls, steps;
	struct aws_error error;
};

/* "{{event.detail.x}} ..." with what stands there as text. */
static struct json_object *
filled(struct run *run, const char *text)
{
	struct strbuf out = STRBUF_INIT;
	struct json_object *value;
	const char *open, *close;

	while ((open = strstr(text, "{{")) && (close = strstr(open, "}}")) &&
	       out.len < MOST_TEXT) {
		char *path = mem_strndup(open + 2, (size_t)(close - open - 2));

		strbuf_add(&out, text, (size_t)(open - text));
		value = json_path(run->context, path);
		if (value)
			strbuf_addstr(&out, json_object_get_string(value));
		text = close + 2;
		free(path);
	}
	strbuf_addstr(&out, text);
	value = json_object_new_string_len(out.buf, (int)out.len);
	strbuf_release(&out);
	return value;
}

static struct json_object *
resolve_text(struct run *run, struct json_object *value)
{
	const char *text = json_object_get_string(value);

	if (!strncmp(text, "$.", 2))
		return json_copy(json_path(run->context, text + 2));
	if (!strncmp(text, "$json.", 6)) {
		text = json_object_get_string(
			json_path(run->context, text + 6));
		return text ? json_parse(text, strlen(text), NULL, NULL) : NULL;
	}
	return strstr(text, "{{") ? filled(run, text) : json_object_get(value);
}

/* Each text by the rules of function.h; all else stays. */
static struct json_object *
resolve(struct run *run, struct json_object *value)
{
	struct json_object *out;

	switch (json_object_get_type(value)) {
	case json_type_string:
		return resolve_text(run, value);
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
	struct json_object *resolved;
	bool holds;

	if (!condition)
		return true;
	resolved = resolve(run, condition);
	json_write(resolved, &text);
	json_object_put(resolved);
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

bool
function_run(struct account *account, const struct function *function,
	     struct json_object *event, unsigned *calls,
	     struct aws_error *error)
{
	struct run run = { .account = account, .function = function };
	/* It may change its own code meanwhile. */
	struct json_object *code = json_object_get(function->code);
	bool fine;

	run.context = json_object_new_object();
	json_set(run.context, "event", json_object_get(event));
	json_set(run.context, "environment",
		 json_object_get(function->environment));
	fine = run_steps(&run, json_member(code, "steps"));
	json_object_put(run.context);
	json_object_put(code);
	*calls = run.calls;
	*error = run.error;
	return fine;
}
