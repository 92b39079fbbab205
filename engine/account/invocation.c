/* SPDX-License-Identifier: MIT */
/*
 * Asynchronous invocation: a function runs soon, is tried twice again if it
 * fails, and what it could not do in the end goes to its dead-letter queue and
 * to its on-failure destination.
 *
 * The same event may come twice, where the scenario lets chance do it.  With a
 * reserved concurrency of zero no event is tried at all.
 * Differs from AWS: destinations are queues and functions; the wait before a
 * retry is exactly one minute, then two.
 */
#include "account/function.h"

#include <stdlib.h>
#include <string.h>

#include "account/access.h"
#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

enum {
	START_LEAST = CLOCK_SECOND,
	START_SPREAD = 2 * CLOCK_SECOND,
	MOST_RETRIES = 2,
	LONGEST_AGE = 6 * 60 * 60, /* s */
	MOST_INVOCATIONS = 1000, /* of the account in an hour */
	MOST_MESSAGE = 1024,	 /* of an error's text in a dead letter */
};

struct invocation {
	char *region, *name;
	struct json_object *event;
	int64_t began;
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

/* ---- what becomes of an event that could not be processed */

/* Why an event was given up, and what the last attempt said; either may be
   NULL. */
struct verdict {
	const char *condition; /* "RetriesExhausted", ... */
	const char *code, *message;
};

static struct json_object *
attribute(const char *type, const char *value)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "StringValue", value);
	json_set_string(out, "DataType", type);
	return out;
}

/* May the function's role do that? */
static bool
role_may(struct account *account, const struct function *function,
	 const char *action, const char *arn)
{
	struct caller caller = {
		.principal = function->role,
		.region = function->region,
	};
	struct access_question question = {
		.caller = &caller,
		.region = function->region,
		.action = action,
		.resource = arn,
	};

	return access_ask(account, &question, NULL) == ACCESS_ALLOWED;
}

static bool
send_to_queue(struct account *account, const struct function *function,
	      const char *arn, const char *body, struct json_object *attributes)
{
	struct queue *queue = queue_at(account, arn);

	if (queue && role_may(account, function, "sqs:SendMessage", arn))
		return queue_send(account, queue, body, attributes) != NULL;
	json_object_put(attributes);
	return false;
}

static bool
send_dead_letter(struct account *account, const struct function *function,
		 const struct invocation *invocation,
		 const struct verdict *verdict, const char *request_id)
{
	struct json_object *attributes = json_object_new_object();
	char *message = mem_strndup(verdict->message, MOST_MESSAGE);
	struct strbuf body = STRBUF_INIT;
	bool sent;

	json_set(attributes, "RequestID", attribute("String", request_id));
	json_set(attributes, "ErrorCode",
		 attribute("Number", verdict->code ? "200" : "429"));
	json_set(attributes, "ErrorMessage", attribute("String", message));
	json_write(invocation->event, &body);
	sent = send_to_queue(account, function, function->dead_letter_arn,
			     body.buf, attributes);
	strbuf_release(&body);
	free(message);
	return sent;
}

static struct json_object *
failure_record(const struct account *account, const struct function *function,
	       const struct invocation *invocation,
	       const struct verdict *verdict, const char *request_id)
{
	struct json_object *record = json_object_new_object();
	struct json_object *context = json_object_new_object(), *answer;
	char *arn = str_printf("%s:$LATEST", function->arn);
	char time[CLOCK_TEXT];

	json_set_string(context, "requestId", request_id);
	json_set_string(context, "functionArn", arn);
	json_set_string(context, "condition", verdict->condition);
	json_set_int(context, "approximateInvokeCount",
		     verdict->code ? invocation->attempt : 0);
	json_set_string(record, "version", "1.0");
	json_set_string(record, "timestamp", clock_iso(account->now, time));
	json_set(record, "requestContext", context);
	json_set(record, "requestPayload", json_copy(invocation->event));
	free(arn);
	if (!verdict->code)
		return record;
	context = json_object_new_object();
	json_set_int(context, "statusCode", 200);
	json_set_string(context, "executedVersion", "$LATEST");
	json_set_string(context, "functionError", "Unhandled");
	answer = json_object_new_object();
	json_set_string(answer, "errorMessage", verdict->message);
	json_set_string(answer, "errorType", verdict->code);
	json_set(record, "responseContext", context);
	json_set(record, "responsePayload", answer);
	return record;
}

static bool
send_record(struct account *account, const struct function *function,
	    const char *destination, struct json_object *record)
{
	struct function *other =
		function_find(account, function->region, destination);
	struct strbuf body = STRBUF_INIT;
	bool sent;

	if (other)
		return role_may(account, function, "lambda:InvokeFunction",
				other->arn) &&
		       function_invoke_async(account, other,
					     json_object_get(record));
	json_write(record, &body);
	sent = send_to_queue(account, function, destination, body.buf, NULL);
	strbuf_release(&body);
	return sent;
}

static void
give_up(struct account *account, const struct function *function,
	const struct invocation *invocation, const struct verdict *verdict)
{
	const char *destination = json_string(
		json_path(function->invoke_config, "DestinationConfig.OnFailure"),
		"Destination");
	struct json_object *record;
	bool kept = false;
	char id[37];

	if (!function->dead_letter_arn && !destination)
		return;
	random_guid(&account->random, id);
	if (function->dead_letter_arn)
		kept = send_dead_letter(account, function, invocation, verdict,
					id);
	if (destination) {
		record = failure_record(account, function, invocation, verdict,
					id);
		if (send_record(account, function, destination, record))
			kept = true;
		json_object_put(record);
	}
	timeline_add(account, kept ? TIMELINE_EVENT_KEPT : TIMELINE_EVENT_LOST,
		     function->name, verdict->condition, NULL, false);
}

/* ---- attempts */

static void invoke(struct account *account, void *data);

/* One minute after the first failure, two after the second. */
static void
retry(struct account *account, const struct function *function,
      struct invocation *invocation, const struct aws_error *error)
{
	int64_t retries = json_int(function->invoke_config,
				   "MaximumRetryAttempts", MOST_RETRIES);
	int64_t age = json_int(function->invoke_config,
			       "MaximumEventAgeInSeconds", LONGEST_AGE);
	int64_t next = account->now + invocation->attempt * CLOCK_MINUTE;
	struct verdict verdict = { NULL, error->code, error->message };

	if (invocation->attempt > retries)
		verdict.condition = "RetriesExhausted";
	else if (next - invocation->began > age * CLOCK_SECOND)
		verdict.condition = "EventAgeExceeded";
	if (verdict.condition) {
		give_up(account, function, invocation, &verdict);
		drop_invocation(invocation);
		return;
	}
	timer_add(&account->timers, next, invoke, drop_invocation, invocation);
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

bool
function_invoke_now(struct account *account, struct function *function,
		    struct json_object *event, struct aws_error *error)
{
	unsigned calls;
	bool fine;

	function->invocations++;
	function->is_running = true;
	timeline_add(account, TIMELINE_FUNCTION_STARTED, function->name, NULL,
		     NULL, false);
	fine = function_run(account, function, event, &calls, error);
	function->is_running = false;
	if (fine) {
		timeline_add(account, TIMELINE_FUNCTION_SUCCEEDED,
			     function->name, calls ? NULL : "no call", NULL,
			     false);
		return true;
	}
	note_failure(account, function, error);
	return false;
}

static void
invoke(struct account *account, void *data)
{
	struct invocation *invocation = data;
	struct function *function =
		function_find(account, invocation->region, invocation->name);
	struct aws_error error = { NULL, NULL };

	if (!function || function_invoke_now(account, function,
					     invocation->event, &error)) {
		drop_invocation(invocation);
		return;
	}
	retry(account, function, invocation, &error);
	aws_error_release(&error);
}

/* ---- events that arrive */

/* The first that is too many in its hour is shown. */
bool
function_is_throttled(struct account *account, const struct function *function)
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

/* Takes `event`. */
static struct invocation *
invocation_new(const struct account *account, const struct function *function,
	       struct json_object *event)
{
	struct invocation *invocation = mem_calloc(1, sizeof *invocation);

	invocation->region = mem_strdup(function->region);
	invocation->name = mem_strdup(function->name);
	invocation->event = event;
	invocation->began = account->now;
	invocation->attempt = 1;
	return invocation;
}

static void
start_soon(struct account *account, const struct function *function,
	   struct json_object *event)
{
	timer_add(&account->timers,
		  account->now + START_LEAST + function->starts_after +
			  random_below(&account->random, START_SPREAD),
		  invoke, drop_invocation,
		  invocation_new(account, function, event));
}

/* No concurrency is reserved for it: the event is given up at once. */
static void
refuse_event(struct account *account, const struct function *function,
	     struct json_object *event)
{
	static const struct verdict verdict = {
		.condition = "ZeroReservedConcurrency",
		.message = "Rate Exceeded.",
	};
	struct invocation *invocation =
		invocation_new(account, function, event);

	timeline_add(account, TIMELINE_FUNCTION_FAILED, function->name,
		     verdict.condition, NULL, false);
	give_up(account, function, invocation, &verdict);
	drop_invocation(invocation);
}

bool
function_invoke_async(struct account *account, struct function *function,
		      struct json_object *event)
{
	if (function_is_throttled(account, function)) {
		json_object_put(event);
		return false;
	}
	if (function->reserved_concurrency == 0) {
		refuse_event(account, function, event);
		return true;
	}
	if (function->duplicates > 0 &&
	    random_below(&account->random, 100) < function->duplicates)
		start_soon(account, function, json_copy(event));
	start_soon(account, function, event);
	return true;
}
