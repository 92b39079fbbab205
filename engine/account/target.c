/* SPDX-License-Identifier: MIT */
/*
 * Deliveries to targets, by a table of kinds, tried again as long as there is
 * hope.
 */
#include "account/target.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

#define EVENTS_SERVICE "events.amazonaws.com"

enum {
	LONGEST_WAIT = 10 * CLOCK_MINUTE,
	MOST_DOUBLINGS = 9, /* of a second, before the longest wait */
};

/* An event on its way to a target; what it needs of the rule is copied, since
   the rule may change or go while it is tried. */
struct target_delivery {
	char *region, *rule_name, *rule_arn;
	char *arn;
	struct json_object *settings; /* or NULL */
	struct json_object *event;
	int64_t began;
	unsigned retries;
};

/* Why it was not delivered. */
struct target_failure {
	const char *code; /* of the dead letter's ERROR_CODE */
	char *message;	  /* owned */
	bool for_good;	  /* trying again would not help */
};

static void
drop_delivery(void *data)
{
	struct target_delivery *delivery = data;

	free(delivery->region);
	free(delivery->rule_name);
	free(delivery->rule_arn);
	free(delivery->arn);
	json_object_put(delivery->settings);
	json_object_put(delivery->event);
	free(delivery);
}

/* Always false. */
static bool
fail(struct target_failure *failure, const char *code, bool for_good,
     const char *format, const char *subject)
{
	struct strbuf message = STRBUF_INIT;
	const char *place = strstr(format, "%s");

	strbuf_add(&message, format, (size_t)(place - format));
	strbuf_addstr(&message, subject);
	strbuf_addstr(&message, place + 2);
	failure->code = code;
	failure->message = strbuf_detach(&message);
	failure->for_good = for_good;
	return false;
}

/* What stands behind so many colons of an ARN; "" if there are fewer. */
static const char *
arn_part(const char *arn, int part)
{
	for (; part > 0 && *arn; arn++)
		part -= *arn == ':';
	return arn;
}

/* ---- the kinds */

static bool
deliver_to_function(struct account *account,
		    const struct target_delivery *delivery,
		    struct json_object *input, struct target_failure *failure)
{
	struct function *function =
		function_find(account, delivery->region, delivery->arn);

	if (!function)
		return fail(failure, "NO_RESOURCE", true,
			    "function %s does not exist", delivery->arn);
	if (!function_lets_invoke(function, EVENTS_SERVICE,
				  delivery->rule_arn))
		return fail(failure, "NO_PERMISSIONS", true,
			    "the resource policy of %s does not let "
			    "EventBridge invoke it",
			    delivery->arn);
	if (!function_invoke_async(account, function, json_object_get(input)))
		return fail(failure, "RESOURCE_LIMIT_EXCEEDED", true,
			    "too many invocations of %s in this hour",
			    delivery->arn);
	return true;
}

static bool
send_to_queue(struct account *account, const struct target_delivery *delivery,
	      const char *arn, const char *body,
	      struct json_object *attributes, struct target_failure *failure)
{
	struct queue *queue = queue_at(account, arn);

	if (queue &&
	    queue_lets_send(queue, EVENTS_SERVICE, delivery->rule_arn)) {
		if (queue_send(account, queue, body, attributes))
			return true;
		return fail(failure, "THROTTLING", false, "queue %s is full",
			    arn);
	}
	json_object_put(attributes);
	if (!queue)
		return fail(failure, "NO_RESOURCE", true,
			    "queue %s does not exist", arn);
	return fail(failure, "NO_PERMISSIONS", true,
		    "the policy of %s does not let EventBridge send messages",
		    arn);
}

static bool
deliver_to_queue(struct account *account,
		 const struct target_delivery *delivery,
		 struct json_object *input, struct target_failure *failure)
{
	struct strbuf body = STRBUF_INIT;
	bool sent;

	json_write(input, &body);
	sent = send_to_queue(account, delivery, delivery->arn, body.buf, NULL,
			     failure);
	strbuf_release(&body);
	return sent;
}

static bool
deliver_to_topic(struct account *account,
		 const struct target_delivery *delivery,
		 struct json_object *input, struct target_failure *failure)
{
	struct topic *topic = topic_find(account, delivery->arn);
	struct strbuf text = STRBUF_INIT;

	if (!topic)
		return fail(failure, "NO_RESOURCE", true,
			    "topic %s does not exist", delivery->arn);
	if (!topic_lets_service(topic, EVENTS_SERVICE))
		return fail(failure, "NO_PERMISSIONS", true,
			    "the policy of %s does not let EventBridge publish",
			    delivery->arn);
	json_write(input, &text);
	topic_publish(account, delivery->arn, NULL, text.buf);
	strbuf_release(&text);
	return true;
}

static bool
deliver_to_log_group(struct account *account,
		     const struct target_delivery *delivery,
		     struct json_object *input, struct target_failure *failure)
{
	struct strbuf text = STRBUF_INIT;
	bool put;

	json_write(input, &text);
	put = log_group_put(account, delivery->region, delivery->arn,
			    delivery->rule_name, account->now, text.buf);
	strbuf_release(&text);
	return put || fail(failure, "NO_RESOURCE", true,
			   "log group %s does not exist", delivery->arn);
}

/* Started by the target's role, which must may it; the call is an event. */
static bool
deliver_to_document(struct account *account,
		    const struct target_delivery *delivery,
		    struct json_object *input, struct target_failure *failure)
{
	const char *role = strrchr(json_string(delivery->settings, "RoleArn"),
				   '/');
	struct caller caller = {
		.principal = role ? principal_find(account, role + 1) : NULL,
		.region = delivery->region,
		.source_ip = EVENTS_SERVICE,
		.user_agent = EVENTS_SERVICE,
		.invoked_by = EVENTS_SERVICE,
	};
	const char *name = strchr(arn_part(delivery->arn, 5), '/') + 1;
	struct json_object *request, *answer;
	struct aws_error error = { NULL, NULL };
	bool denied;

	if (!caller.principal)
		return fail(failure, "FAILED_TO_ASSUME_ROLE", true,
			    "role %s cannot be assumed",
			    json_string(delivery->settings, "RoleArn"));
	request = json_object_new_object();
	json_object_object_add(request, "DocumentName",
			       json_object_new_string_len(
				       name, (int)strcspn(name, ":")));
	json_set(request, "Parameters", json_object_get(input));
	answer = account->door(account, &caller, "ssm",
			       "StartAutomationExecution", request, &error);
	json_object_put(answer);
	if (answer)
		return true;
	denied = !strncmp(error.code, "AccessDenied", 12);
	fail(failure, denied ? "NO_PERMISSIONS" : "INVALID_PARAMETER", true,
	     "%s", error.message);
	aws_error_release(&error);
	return false;
}

static const struct target_kind {
	const char *service, *resource; /* how its ARN begins behind these */
	bool needs_role;
	bool (*deliver)(struct account *account,
			const struct target_delivery *delivery,
			struct json_object *input,
			struct target_failure *failure);
} kinds[] = {
	{ "lambda", "function:", false, deliver_to_function },
	{ "sqs", "", false, deliver_to_queue },
	{ "sns", "", false, deliver_to_topic },
	{ "logs", "log-group:", false, deliver_to_log_group },
	{ "ssm", "automation-definition/", true, deliver_to_document },
};

static const struct target_kind *
kind_of(const char *arn)
{
	const char *service = arn_part(arn, 2), *resource = arn_part(arn, 5);
	size_t length = strcspn(service, ":");

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strlen(kinds[i].service) == length &&
		    !strncmp(kinds[i].service, service, length) &&
		    !strncmp(kinds[i].resource, resource,
			     strlen(kinds[i].resource)))
			return &kinds[i];
	return NULL;
}

bool
target_is_known(const char *arn)
{
	return kind_of(arn) != NULL;
}

bool
target_needs_role(const char *arn)
{
	const struct target_kind *kind = kind_of(arn);

	return kind && kind->needs_role;
}

/* ---- an event that cannot be delivered */

static void
add_attribute(struct json_object *attributes, const char *name,
	      const char *value)
{
	struct json_object *attribute = json_object_new_object();

	json_set_string(attribute, "StringValue", value);
	json_set_string(attribute, "DataType", "String");
	json_set(attributes, name, attribute);
}

static void
give_up(struct account *account, const struct target_delivery *delivery,
	const struct target_failure *failure, const char *condition)
{
	const char *arn = json_string(
		json_member(delivery->settings, "DeadLetterConfig"), "Arn");
	struct json_object *attributes = json_object_new_object();
	struct target_failure second = { NULL, NULL, false };
	char *retries = str_printf("%u", delivery->retries);
	struct strbuf body = STRBUF_INIT;
	bool kept;

	add_attribute(attributes, "RULE_ARN", delivery->rule_arn);
	add_attribute(attributes, "TARGET_ARN", delivery->arn);
	add_attribute(attributes, "ERROR_CODE", failure->code);
	add_attribute(attributes, "ERROR_MESSAGE", failure->message);
	if (condition)
		add_attribute(attributes, "EXHAUSTED_RETRY_CONDITION",
			      condition);
	add_attribute(attributes, "RETRY_ATTEMPTS", retries);
	json_write(delivery->event, &body);
	kept = arn && send_to_queue(account, delivery, arn, body.buf,
				    json_object_get(attributes), &second);
	timeline_add(account, kept ? TIMELINE_EVENT_KEPT : TIMELINE_EVENT_LOST,
		     delivery->rule_name, failure->code, NULL, false);
	json_object_put(attributes);
	strbuf_release(&body);
	free(second.message);
	free(retries);
}

/* ---- attempts */

static void attempt(struct account *account, void *data);

/* 1 s, 2 s, 4 s ... 10 minutes; of each, at least the half. */
static int64_t
back_off(struct account *account, unsigned retries)
{
	int64_t longest = retries < MOST_DOUBLINGS ?
				  (int64_t)CLOCK_SECOND << retries :
				  LONGEST_WAIT;

	return longest / 2 +
	       random_below(&account->random, (uint32_t)(longest / 2));
}

/* Takes the delivery. */
static void
try_again(struct account *account, struct target_delivery *delivery,
	  const struct target_failure *failure)
{
	struct json_object *policy =
		json_member(delivery->settings, "RetryPolicy");
	int64_t most = json_int(policy, "MaximumRetryAttempts",
				TARGET_MOST_RETRIES);
	int64_t age = json_int(policy, "MaximumEventAgeInSeconds",
			       TARGET_LONGEST_AGE);
	int64_t next = account->now + back_off(account, delivery->retries);
	const char *exhausted = NULL;

	if (delivery->retries >= most)
		exhausted = "MaximumRetryAttempts";
	else if (next - delivery->began > age * CLOCK_SECOND)
		exhausted = "MaximumEventAgeInSeconds";
	if (exhausted) {
		give_up(account, delivery, failure, exhausted);
		drop_delivery(delivery);
		return;
	}
	delivery->retries++;
	timer_add(&account->timers, next, attempt, drop_delivery, delivery);
}

static bool
deliver(struct account *account, const struct target_delivery *delivery,
	struct target_failure *failure)
{
	const struct target_kind *kind = kind_of(delivery->arn);
	char received[CLOCK_TEXT];
	struct target_event event = {
		.rule_name = delivery->rule_name,
		.rule_arn = delivery->rule_arn,
		.event = delivery->event,
		.received = clock_iso(delivery->began, received),
	};
	struct json_object *input;
	bool delivered;

	if (!kind)
		return fail(failure, "NO_RESOURCE", true,
			    "the lab has no target such as %s", delivery->arn);
	input = target_input(delivery->settings, &event);
	if (!input)
		return fail(failure, "INVALID_JSON", true,
			    "the input for %s is not valid JSON",
			    delivery->arn);
	delivered = kind->deliver(account, delivery, input, failure);
	json_object_put(input);
	return delivered;
}

static void
attempt(struct account *account, void *data)
{
	struct target_delivery *delivery = data;
	struct target_failure failure = { NULL, NULL, false };

	if (deliver(account, delivery, &failure)) {
		drop_delivery(delivery);
	} else if (failure.for_good) {
		give_up(account, delivery, &failure, NULL);
		drop_delivery(delivery);
	} else {
		try_again(account, delivery, &failure);
	}
	free(failure.message);
}

void
target_send(struct account *account, const struct rule *rule,
	    const struct rule_target *target, struct json_object *event)
{
	struct target_delivery *delivery = mem_calloc(1, sizeof *delivery);

	delivery->region = mem_strdup(rule->region);
	delivery->rule_name = mem_strdup(rule->name);
	delivery->rule_arn = mem_strdup(rule->arn);
	delivery->arn = mem_strdup(target->arn);
	delivery->settings = json_object_get(target->settings);
	delivery->event = json_object_get(event);
	delivery->began = account->now;
	attempt(account, delivery);
}
