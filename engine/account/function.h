/* SPDX-License-Identifier: MIT */
/*
 * Lambda functions: repairs a learner can read.
 *
 * A function is data, a short list of AWS calls with parameters taken from
 * the event, in the manner of SSM Automation's aws:executeAwsApi:
 *
 *	{"steps": [
 *	  {"name": "restart",
 *	   "if": {"event": {"detail": {"eventName": ["StopLogging"]}}},
 *	   "call": "cloudtrail:StartLogging",
 *	   "with": {"Name": "$.event.detail.requestParameters.name"}}]}
 *
 * Instead of a call a step may repeat others: {"for_each":
 * "$.trails.trailList", "do": [steps]}, in which "$.item" is each element.
 * "$.PATH" is what stands there in the context, {"event": ..., "environment":
 * ..., "item": ..., and each named step's answer under its name};
 * "$json.PATH" is the JSON that the text there holds, as environments do; and
 * "{{PATH}}" in a longer text is what stands there as text.  "if" is an event
 * pattern over the whole context, in which these may stand too; a step whose
 * pattern does not match is passed over.  Steps run in order; the first call
 * that fails ends the function with its error, unless the step says "on_error":
 * "continue".  Every call goes through the door under the function's role and
 * is an event like any other.
 * Asynchronous invocation is in invocation.c: a failed function is tried
 * again after one minute and after two more, as in AWS, and what it could not
 * do goes to its dead-letter queue or on-failure destination.
 * A new function may be invoked by EventBridge, as if its targets were put by
 * the console, which gives that permission; `lambda remove-permission` takes
 * it away.
 * Differs from AWS: the code is this data, not a program; the calls of one run
 * all happen at one moment; the account's limit is 1,000 invocations an hour,
 * and what is throttled is not tried again; a run times out by its steps.
 */
#ifndef ACCOUNT_FUNCTION_H
#define ACCOUNT_FUNCTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct account;
struct aws_error;
struct json_object;
struct principal;

struct function {
	char *name;
	char *arn;
	char *region;
	char *description;
	char *runtime;		    /* "python3.12": what it would be in AWS */
	char *handler;
	struct principal *role;	    /* lent from the account */
	struct json_object *code;   /* the steps, as above */
	struct json_object *environment; /* or NULL */
	char *source;		    /* the same as Python, to read; or NULL */
	int64_t starts_after;	    /* ms: its cold start, the scenario's choice */
	unsigned duplicates;	    /* of 100 events so many come twice */
	int reserved_concurrency;   /* -1: none; 0: no event is tried */
	char *dead_letter_arn;	    /* a queue's, or NULL */
	struct json_object *invoke_config; /* as PutFunctionEventInvokeConfig
					      has it, or NULL */
	int64_t invoke_config_modified;
	struct json_object *policy; /* its resource policy: who may invoke it */
	int64_t last_modified;
	bool is_running; /* so it cannot wait for itself */
	unsigned invocations;
	unsigned failures;
	char *last_error;	    /* "TrailNotFoundException: ..." or NULL */
};

/* Is it of the form above?  False and a reason in `why` (size bytes) if not. */
bool function_code_check(struct json_object *code, char *why, size_t size);

/*
 * Takes `code` and `environment`.  NULL and a reason in `why` (size bytes) if
 * the code is not of the form above.  An existing function is replaced.
 */
struct function *function_put(struct account *account, const char *region,
			      const char *name, struct principal *role,
			      struct json_object *code,
			      struct json_object *environment, char *why,
			      size_t size);
struct function *function_find(struct account *account, const char *region,
			       const char *name_or_arn);
void function_delete(struct account *account, struct function *function);
/* Takes `code`; false and a reason in `why` if it is not of the form. */
bool function_set_code(struct function *function, struct json_object *code,
		       char *why, size_t size);

/* A statement of its resource policy, lent: `service` may do `action`, from
   `source_arn` only unless that is NULL.  NULL if that `sid` is there. */
struct json_object *function_permit(struct function *function, const char *sid,
				    const char *action, const char *service,
				    const char *source_arn);
bool function_forbid(struct function *function, const char *sid);
bool function_lets_invoke(const struct function *function, const char *service,
			  const char *source_arn);

/* Runs its code here and now, without a count or a word of it; *error is
   filled, and false, if it failed. */
bool function_run(struct account *account, const struct function *function,
		  struct json_object *event, unsigned *calls,
		  struct aws_error *error);
/* One synchronous invocation, counted and on the timeline. */
bool function_invoke_now(struct account *account, struct function *function,
			 struct json_object *event, struct aws_error *error);
/* Are there too many invocations in this hour?  If not, this is one more. */
bool function_is_throttled(struct account *account,
			   const struct function *function);
/* Runs it soon, with its retries; takes `event`.  False if there are too
   many invocations in this hour: a chain that feeds itself must have an end. */
bool function_invoke_async(struct account *account, struct function *function,
			   struct json_object *event);

void function_free(struct function *function);

#endif
