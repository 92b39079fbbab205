/* SPDX-License-Identifier: MIT */
/*
 * To a log group, event by event; to a topic, log file by log file.
 */
#include "account/trail_ways.h"

#include <stdlib.h>
#include <string.h>

#include "account/access.h"
#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

#define CLOUDTRAIL "cloudtrail.amazonaws.com"

/* 3 s + 292 s * u^3 + 300 s * v, as a log file's minute minus eventTime. */
enum {
	EARLIEST = 3 * CLOCK_SECOND,
	SPREAD = 292 * CLOCK_SECOND,
	SLOT = 300 * CLOCK_SECOND,
};

/* ---- log group */

static struct principal *
role_of(struct account *account, const char *role_arn)
{
	const char *role = strstr(role_arn, ":role/");
	const char *name = role ? strrchr(role, '/') + 1 : NULL;

	for (size_t i = 0; name && i < account->principals.count; i++) {
		struct principal *principal = account->principals.items[i];

		if (principal->type == PRINCIPAL_ASSUMED_ROLE &&
		    !strcmp(principal->name, name))
			return principal;
	}
	return NULL;
}

static char *
stream_name(const struct account *account, const char *region)
{
	return str_printf("%s_CloudTrail_%s", account->id, region);
}

enum trail_logs_fault
trail_logs_check(struct account *account, const char *region,
		 const char *group_arn, const char *role_arn)
{
	static const char *const actions[] = { "logs:CreateLogStream",
					       "logs:PutLogEvents" };
	struct principal *role = role_of(account, role_arn);
	struct log_group *group = log_group_find(account, region, group_arn);
	struct caller caller = { .principal = role, .region = region };
	char *stream = stream_name(account, region), *resource;
	bool may = true, trusts;

	trusts = role && policy_lets_service(role->trust_document, CLOUDTRAIL,
					     "sts:AssumeRole", "*");
	if (trusts && group) {
		resource = str_printf("%s:log-stream:%s", group->arn, stream);
		for (size_t i = 0; i < 2; i++) {
			struct access_question question = {
				.caller = &caller,
				.region = region,
				.action = actions[i],
				.resource = resource,
			};

			may = may && access_ask(account, &question, NULL) ==
					     ACCESS_ALLOWED;
		}
		free(resource);
	}
	free(stream);
	if (!trusts)
		return TRAIL_LOGS_NO_ROLE;
	if (!group)
		return TRAIL_LOGS_NO_GROUP;
	return may ? TRAIL_LOGS_FINE : TRAIL_LOGS_NOT_ALLOWED;
}

struct sending {
	char *trail_arn, *group_arn, *role_arn;
	size_t event; /* its number */
};

static void
drop_sending(void *data)
{
	struct sending *sending = data;

	free(sending->trail_arn);
	free(sending->group_arn);
	free(sending->role_arn);
	free(sending);
}

static void
note_logs(struct account *account, const char *trail_arn,
	  enum trail_logs_fault fault)
{
	static const char *const words[] = {
		[TRAIL_LOGS_NO_ROLE] = "Access denied. Check the trust "
				       "relationships for your role.",
		[TRAIL_LOGS_NO_GROUP] = "The specified log group does not "
					"exist.",
		[TRAIL_LOGS_NOT_ALLOWED] = "Access denied. Check the "
					   "permissions for your role.",
	};
	struct trail *trail = trail_find(account, "", trail_arn);

	if (!trail)
		return;
	free(trail->latest_logs_delivery_error);
	trail->latest_logs_delivery_error = mem_strdup(words[fault]);
	if (fault == TRAIL_LOGS_FINE)
		trail->latest_logs_delivery_time = account->now;
}

static void
arrive(struct account *account, void *data)
{
	struct sending *sending = data;
	const struct event *event = event_at(account, sending->event);
	enum trail_logs_fault fault;
	char *stream;

	if (event) {
		fault = trail_logs_check(account, event->region,
					 sending->group_arn, sending->role_arn);
		if (fault == TRAIL_LOGS_FINE) {
			stream = stream_name(account, event->region);
			log_group_put(account, event->region,
				      sending->group_arn, stream, account->now,
				      event_record(account, sending->event));
			free(stream);
		}
		note_logs(account, sending->trail_arn, fault);
	}
	drop_sending(sending);
}

void
trail_send_to_logs(struct account *account, const struct trail *trail)
{
	struct sending *sending;
	double u, v;

	if (!trail->logs_group_arn)
		return;
	sending = mem_calloc(1, sizeof *sending);
	sending->trail_arn = mem_strdup(trail->arn);
	sending->group_arn = mem_strdup(trail->logs_group_arn);
	sending->role_arn = mem_strdup(trail->logs_role_arn);
	sending->event = account->events.count - 1;
	u = random_unit(&account->random);
	v = random_unit(&account->random);
	timer_add(&account->timers,
		  account->now + EARLIEST + (int64_t)(SPREAD * u * u * u) +
			  (int64_t)(SLOT * v),
		  arrive, drop_sending, sending);
}

/* ---- topic */

/* {"s3Bucket":"...","s3ObjectKey":["..."]} */
static void
publish(struct account *account, const char *topic_arn, const char *bucket,
	const char *key)
{
	struct json_object *message = json_object_new_object();
	struct json_object *keys = json_object_new_array();
	struct strbuf text = STRBUF_INIT;

	json_object_array_add(keys, json_object_new_string(key));
	json_set_string(message, "s3Bucket", bucket);
	json_set(message, "s3ObjectKey", keys);
	json_write(message, &text);
	topic_publish(account, topic_arn, NULL, text.buf);
	json_object_put(message);
	strbuf_release(&text);
}

void
trail_notify(struct account *account, struct trail *trail, const char *bucket,
	     const char *key)
{
	const struct topic *topic;
	const char *error = NULL;

	if (!trail->sns_topic_arn)
		return;
	topic = topic_find(account, trail->sns_topic_arn);
	if (!topic)
		error = "NotFound";
	else if (!topic_lets_service(topic, CLOUDTRAIL))
		error = "AuthorizationError";
	trail->latest_notification_attempt_time = account->now;
	free(trail->latest_notification_error);
	trail->latest_notification_error = mem_strdup(error);
	if (error)
		return;
	trail->latest_notification_time = account->now;
	publish(account, trail->sns_topic_arn, bucket, key);
}
