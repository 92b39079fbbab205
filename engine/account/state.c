/* SPDX-License-Identifier: MIT */
/* The account's state as JSON: what `status` shows and goals look at. */
#include "account/account.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/strbuf.h"

static void
set_time(struct json_object *object, const char *key, int64_t moment)
{
	char text[CLOCK_TEXT];

	if (moment)
		json_set_string(object, key, clock_iso(moment, text));
}

static void
set_copy(struct json_object *object, const char *key, struct json_object *value)
{
	if (value)
		json_set(object, key, json_copy(value));
}

/* Log files of the trail's account and Regions in its bucket. */
static int64_t
log_files(const struct account *account, const struct trail *trail)
{
	struct bucket *bucket = bucket_find((struct account *)account,
					    trail->s3_bucket_name);
	struct strbuf prefix = STRBUF_INIT;
	int64_t count = 0;

	if (!bucket)
		return 0;
	if (trail->s3_key_prefix && *trail->s3_key_prefix)
		strbuf_addf(&prefix, "%s/", trail->s3_key_prefix);
	strbuf_addf(&prefix, "AWSLogs/%s/CloudTrail/", account->id);
	for (size_t i = bucket_seek(bucket, prefix.buf);
	     i < bucket->count &&
	     !strncmp(bucket->objects[i]->key, prefix.buf, prefix.len);
	     i++)
		count++;
	strbuf_release(&prefix);
	return count;
}

static struct json_object *
trail_state(const struct account *account, const struct trail *trail)
{
	struct json_object *state = json_object_new_object();

	json_set_bool(state, "isLogging", trail->is_logging);
	json_set_string(state, "arn", trail->arn);
	json_set_string(state, "homeRegion", trail->home_region);
	json_set_bool(state, "isMultiRegionTrail",
		      trail->is_multi_region_trail);
	json_set_string(state, "s3BucketName", trail->s3_bucket_name);
	if (trail->s3_key_prefix)
		json_set_string(state, "s3KeyPrefix", trail->s3_key_prefix);
	json_set_bool(state, "logFileValidationEnabled",
		      trail->log_file_validation_enabled);
	set_copy(state, "eventSelectors", trail->event_selectors);
	set_copy(state, "advancedEventSelectors",
		 trail->advanced_event_selectors);
	set_copy(state, "insightSelectors", trail->insight_selectors);
	set_copy(state, "tags", trail->tags);
	set_time(state, "startLoggingTime", trail->start_logging_time);
	set_time(state, "stopLoggingTime", trail->stop_logging_time);
	set_time(state, "latestDeliveryTime", trail->latest_delivery_time);
	if (trail->latest_delivery_error)
		json_set_string(state, "latestDeliveryError",
				trail->latest_delivery_error);
	set_time(state, "latestDigestDeliveryTime",
		 trail->latest_digest_delivery_time);
	if (trail->latest_digest_delivery_error)
		json_set_string(state, "latestDigestDeliveryError",
				trail->latest_digest_delivery_error);
	if (trail->logs_group_arn)
		json_set_string(state, "cloudWatchLogsLogGroupArn",
				trail->logs_group_arn);
	if (trail->sns_topic_arn)
		json_set_string(state, "snsTopicArn", trail->sns_topic_arn);
	json_set_int(state, "logFiles", log_files(account, trail));
	json_set_int(state, "pendingEvents", (int64_t)trail->pending_count);
	return state;
}

static struct json_object *
rule_state_json(const struct rule *rule)
{
	struct json_object *state = json_object_new_object();
	struct json_object *arns = json_object_new_array();

	json_set_string(state, "state", rule_state_name(rule->state));
	json_set_string(state, "eventPattern", rule->event_pattern);
	json_set_int(state, "targets", (int64_t)rule->target_count);
	for (size_t i = 0; i < rule->target_count; i++)
		json_object_array_add(
			arns, json_object_new_string(rule->targets[i].arn));
	json_set(state, "targetArns", arns);
	set_copy(state, "caught", rule->caught);
	return state;
}

static struct json_object *
config_rule_state(const struct config_rule *rule)
{
	struct json_object *state = json_object_new_object();

	json_set_string(state, "compliance", compliance_name(rule->compliance));
	json_set_string(state, "maximumExecutionFrequency",
			rule->maximum_execution_frequency);
	set_time(state, "lastEvaluation", rule->last_evaluation);
	return state;
}

/* By the Region: it has one at the most. */
static struct json_object *
detector_states(const struct account *account)
{
	static const char *const members[] = { "type", "severity", "title" };
	struct json_object *all = json_object_new_object(), *state, *list, *item;

	for (size_t i = 0; i < account->detectors.count; i++) {
		const struct detector *detector = account->detectors.items[i];

		state = json_object_new_object();
		list = json_object_new_array();
		for (size_t j = 0; j < detector->findings.count; j++) {
			struct json_object *json =
				detector->findings.items[j]->json;

			item = json_object_new_object();
			for (size_t k = 0; k < 3; k++)
				set_copy(item, members[k],
					 json_member(json, members[k]));
			set_copy(item, "count", json_path(json, "service.count"));
			json_object_array_add(list, item);
		}
		json_set_string(state, "status",
				detector->enabled ? "ENABLED" : "DISABLED");
		json_set(state, "findings", list);
		json_set(all, detector->region, state);
	}
	return all;
}

static struct json_object *
function_state(const struct function *function)
{
	struct json_object *state = json_object_new_object();

	json_set_string(state, "role", function->role->name);
	json_set_int(state, "invocations", function->invocations);
	json_set_int(state, "failures", function->failures);
	if (function->last_error)
		json_set_string(state, "lastError", function->last_error);
	return state;
}

#define STATE_OF_EACH(out, key, list, make)                                \
	do {                                                               \
		struct json_object *all = json_object_new_object();        \
		for (size_t i = 0; i < (list)->count; i++)                 \
			json_set(all, (list)->items[i]->name,              \
				 make((list)->items[i]));                  \
		json_set(out, key, all);                                   \
	} while (0)

/* For all of the trails that use it, and for one of any name if none does. */
static bool
cloudtrail_may_write(const struct account *account, const struct bucket *bucket)
{
	bool used = false;

	for (size_t i = 0; i < account->trails.count; i++) {
		const struct trail *trail = account->trails.items[i];

		if (trail->deleted || strcmp(trail->s3_bucket_name,
					     bucket->name))
			continue;
		used = true;
		if (!bucket_lets_cloudtrail(account, bucket, trail->arn))
			return false;
	}
	return used || bucket_lets_cloudtrail(account, bucket, NULL);
}

static struct json_object *
bucket_states(const struct account *account)
{
	struct json_object *all = json_object_new_object(), *state;

	for (size_t i = 0; i < account->buckets.count; i++) {
		const struct bucket *bucket = account->buckets.items[i];

		if (bucket->owner)
			continue;
		state = json_object_new_object();
		json_set_int(state, "objects", (int64_t)bucket->count);
		json_set_int(state, "lifecycleRules",
			     bucket->lifecycle ?
				     (int64_t)json_object_array_length(
					     bucket->lifecycle) :
				     0);
		json_set_bool(state, "cloudTrailMayWrite",
			      cloudtrail_may_write(account, bucket));
		json_set(all, bucket->name, state);
	}
	return all;
}

static struct json_object *
log_group_state(const struct log_group *group)
{
	struct json_object *state = json_object_new_object();
	struct json_object *streams = json_object_new_array();
	struct json_object *filters = json_object_new_object();
	size_t events = 0;

	for (size_t i = 0; i < group->streams.count; i++) {
		events += group->streams.items[i]->events.count;
		json_object_array_add(
			streams, json_object_new_string(
					 group->streams.items[i]->name));
	}
	for (size_t i = 0; i < group->filters.count; i++)
		json_set_string(filters, group->filters.items[i]->name,
				group->filters.items[i]->text);
	json_set_int(state, "events", (int64_t)events);
	json_set(state, "streams", streams);
	json_set(state, "metricFilters", filters);
	if (group->retention_days)
		json_set_int(state, "retentionInDays", group->retention_days);
	return state;
}

static struct json_object *
alarm_state_json(const struct alarm *alarm)
{
	struct json_object *state = json_object_new_object();

	json_set_string(state, "state", alarm_state_name(alarm->state));
	json_set_string(state, "reason", alarm->state_reason);
	json_set_string(state, "metricName", alarm->metric_name);
	set_time(state, "stateUpdated", alarm->state_updated);
	return state;
}

static struct json_object *
topic_state(const struct topic *topic)
{
	struct json_object *state = json_object_new_object();
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < topic->subscriptions.count; i++) {
		const struct subscription *subscription =
			topic->subscriptions.items[i];
		struct json_object *item = json_object_new_object();

		json_set_string(item, "endpoint", subscription->endpoint);
		json_set_bool(item, "confirmed", subscription->confirmed);
		json_object_array_add(list, item);
	}
	json_set_string(state, "arn", topic->arn);
	json_set(state, "subscriptions", list);
	return state;
}

static struct json_object *
inbox_state(const struct inbox *inbox)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < inbox->count; i++) {
		const struct mail *mail = inbox->items[i];
		struct json_object *item = json_object_new_object();

		set_time(item, "time", mail->time);
		json_set_string(item, "topicArn", mail->topic_arn);
		json_set_string(item, "to", mail->to);
		json_set_string(item, "subject", mail->subject);
		json_object_array_add(list, item);
	}
	return list;
}

/* The latest of each document. */
static struct json_object *
automation_states(const struct account *account)
{
	struct json_object *all = json_object_new_object();

	for (size_t i = 0; i < account->automations.count; i++) {
		const struct automation *automation =
			account->automations.items[i];
		struct json_object *state = json_object_new_object();

		json_set_string(state, "status",
				automation_status(automation));
		json_set_string(state, "id", automation->id);
		if (automation->failure)
			json_set_string(state, "failure", automation->failure);
		json_set(all, automation->document_name, state);
	}
	return all;
}

static struct json_object *
queue_state(const struct queue *queue)
{
	struct json_object *state = json_object_new_object();

	json_set_int(state, "messages", (int64_t)queue->count);
	return state;
}

/* Users and roles by name: what they have. */
static struct json_object *
principal_states(const struct account *account, enum principal_type type)
{
	struct json_object *all = json_object_new_object(), *state, *names;

	for (size_t i = 0; i < account->principals.count; i++) {
		const struct principal *one = account->principals.items[i];

		if (one->type != type || one->deleted)
			continue;
		state = json_object_new_object();
		names = json_object_new_array();
		for (size_t j = 0; j < one->policies.count; j++)
			json_object_array_add(
				names, json_object_new_string(
					       one->policies.items[j].name));
		json_set(state, "policies", names);
		names = json_object_new_array();
		for (size_t j = 0; j < one->attached.count; j++)
			json_object_array_add(names,
					      json_object_new_string(
						      one->attached.items[j]));
		json_set(state, "attachedPolicies", names);
		if (type == PRINCIPAL_IAM_USER)
			json_set_bool(state, "activeKey",
				      one->access_key_id != NULL);
		json_set(all, one->name, state);
	}
	return all;
}

static struct json_object *
control_policy_state(const struct control_policy *policy)
{
	struct json_object *state = json_object_new_object();

	json_set_string(state, "content", policy->text);
	json_set_bool(state, "onRoot", policy->on_root);
	json_set_bool(state, "onAccount", policy->on_account);
	return state;
}

struct json_object *
account_state(const struct account *account)
{
	struct json_object *state = json_object_new_object();
	struct json_object *trails = json_object_new_object();

	set_time(state, "time", account->now);
	for (size_t i = 0; i < account->trails.count; i++)
		if (!account->trails.items[i]->deleted)
			json_set(trails, account->trails.items[i]->name,
				 trail_state(account,
					     account->trails.items[i]));
	json_set(state, "trails", trails);
	STATE_OF_EACH(state, "rules", &account->rules, rule_state_json);
	STATE_OF_EACH(state, "configRules", &account->config_rules,
		      config_rule_state);
	json_set(state, "detectors", detector_states(account));
	STATE_OF_EACH(state, "functions", &account->functions, function_state);
	json_set(state, "buckets", bucket_states(account));
	STATE_OF_EACH(state, "queues", &account->queues, queue_state);
	json_set(state, "automations", automation_states(account));
	STATE_OF_EACH(state, "logGroups", &account->log_groups,
		      log_group_state);
	STATE_OF_EACH(state, "alarms", &account->alarms, alarm_state_json);
	STATE_OF_EACH(state, "topics", &account->topics, topic_state);
	json_set(state, "inbox", inbox_state(&account->inbox));
	json_set(state, "users", principal_states(account, PRINCIPAL_IAM_USER));
	json_set(state, "roles",
		 principal_states(account, PRINCIPAL_ASSUMED_ROLE));
	STATE_OF_EACH(state, "controlPolicies", &account->control_policies,
		      control_policy_state);
	json_set_int(state, "events", (int64_t)account->events.count);
	return state;
}
