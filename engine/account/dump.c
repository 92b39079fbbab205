/* SPDX-License-Identifier: MIT */
/*
 * All that is in the account as text, by which two runs are compared: its state,
 * and behind it what the state only counts or names.
 */
#include "account/account.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/strbuf.h"

static const char *
said(const char *text)
{
	return text ? text : "-";
}

/* On the line that was begun, which ends with it. */
static void
end_with(struct strbuf *out, struct json_object *value)
{
	json_write(value, out);
	strbuf_addch(out, '\n');
}

static void
dump_principal(const struct principal *principal, struct strbuf *out)
{
	strbuf_addf(out, "principal %s %s %d %s %s\n", principal->name,
		    said(principal->session_name), principal->deleted,
		    said(principal->description), said(principal->trust));
	for (size_t i = 0; i < principal->policies.count; i++) {
		strbuf_addf(out, "policy %s ", principal->policies.items[i].name);
		end_with(out, principal->policies.items[i].document);
	}
	for (unsigned i = 0; i < principal->key_count; i++)
		strbuf_addf(out, "key %s %s %d\n", principal->keys[i].id,
			    said(principal->keys[i].secret),
			    principal->keys[i].active);
}

static void
dump_rule(const struct rule *rule, struct strbuf *out)
{
	strbuf_addf(out, "rule %s %s\n", rule->arn, said(rule->description));
	for (size_t i = 0; i < rule->target_count; i++) {
		strbuf_addf(out, "target %s %s ", rule->targets[i].id,
			    rule->targets[i].arn);
		end_with(out, rule->targets[i].settings);
	}
}

static void
dump_config_rule(const struct config_rule *rule, struct strbuf *out)
{
	strbuf_addf(out, "config rule %s %s ", rule->arn,
		    rule->source_identifier);
	end_with(out, rule->remediation);
	for (size_t i = 0; i < rule->results.count; i++) {
		const struct config_result *result = rule->results.items[i];

		strbuf_addf(out, "result %s %s %d %lld\n",
			    result->resource_type, result->resource_id,
			    (int)result->compliance,
			    (long long)result->recorded);
	}
}

static void
dump_function(const struct function *function, struct strbuf *out)
{
	strbuf_addf(out, "function %s %s %d %s\n", function->arn,
		    said(function->description),
		    function->reserved_concurrency,
		    said(function->dead_letter_arn));
	end_with(out, function->code);
	end_with(out, function->environment);
	end_with(out, function->policy);
	end_with(out, function->invoke_config);
}

static void
dump_automations(const struct account *account, struct strbuf *out)
{
	for (size_t i = 0; i < account->documents.count; i++) {
		strbuf_addf(out, "document %s ",
			    account->documents.items[i]->name);
		end_with(out, account->documents.items[i]->content);
	}
	for (size_t i = 0; i < account->automations.count; i++) {
		const struct automation *automation =
			account->automations.items[i];

		strbuf_addf(out, "automation %s %lld %lld ", automation->id,
			    (long long)automation->began,
			    (long long)automation->ended);
		end_with(out, automation->steps);
	}
}

static void
dump_bucket(const struct bucket *bucket, struct strbuf *out)
{
	char time[CLOCK_TEXT];

	strbuf_addf(out, "bucket %s %s ", bucket->name, said(bucket->policy));
	end_with(out, bucket->lifecycle);
	for (size_t i = 0; i < bucket->count; i++) {
		const struct object *object = bucket->objects[i];

		strbuf_addf(out, "object s3://%s/%s %s %zu\n", bucket->name,
			    object->key,
			    clock_iso(object->last_modified, time),
			    object->length);
		strbuf_add(out, object->bytes, object->length);
		strbuf_addch(out, '\n');
		end_with(out, object->metadata);
	}
}

static void
dump_log_group(const struct log_group *group, struct strbuf *out)
{
	for (size_t i = 0; i < group->filters.count; i++) {
		const struct metric_filter *filter = group->filters.items[i];

		strbuf_addf(out, "filter %s %s %s %s %s %d %a\n", filter->name,
			    filter->text, filter->metric_namespace,
			    filter->metric_name, filter->metric_value,
			    filter->has_default, filter->default_value);
	}
	for (size_t i = 0; i < group->streams.count; i++) {
		const struct log_stream *stream = group->streams.items[i];

		for (size_t j = 0; j < stream->events.count; j++) {
			const struct log_event *event =
				&stream->events.items[j];

			strbuf_addf(out, "log %s %s %lld %lld %s\n",
				    group->arn, stream->name,
				    (long long)event->time,
				    (long long)event->ingestion,
				    event->message);
		}
	}
}

static void
dump_metrics(const struct account *account, struct strbuf *out)
{
	for (size_t i = 0; i < account->metrics.count; i++) {
		const struct metric *metric = account->metrics.items[i];

		for (size_t j = 0; j < metric->points.count; j++) {
			const struct metric_point *point =
				&metric->points.items[j];

			strbuf_addf(out, "metric %s %s %s %lld %a %u\n",
				    metric->region, metric->namespace,
				    metric->name, (long long)point->time,
				    point->sum, point->count);
		}
	}
	for (size_t i = 0; i < account->alarms.count; i++) {
		const struct alarm *alarm = account->alarms.items[i];

		strbuf_addf(out, "alarm %s %s %s %s %s %s %d %d %d %a %d\n",
			    alarm->arn, said(alarm->description),
			    alarm->namespace, alarm->statistic,
			    alarm->comparison_operator,
			    said(alarm->treat_missing_data), alarm->period,
			    alarm->evaluation_periods,
			    alarm->datapoints_to_alarm, alarm->threshold,
			    alarm->actions_enabled);
		for (size_t j = 0; j < ALARM_STATES; j++)
			end_with(out, alarm->actions[j]);
		for (size_t j = 0; j < alarm->history.count; j++)
			strbuf_addf(out, "alarm %s %lld %s\n", alarm->arn,
				    (long long)alarm->history.items[j].time,
				    alarm->history.items[j].summary);
	}
}

static void
dump_mail(const struct account *account, struct strbuf *out)
{
	for (size_t i = 0; i < account->topics.count; i++) {
		const struct topic *topic = account->topics.items[i];

		strbuf_addf(out, "topic %s %s %s\n", topic->arn,
			    said(topic->display_name), topic->policy);
		for (size_t j = 0; j < topic->subscriptions.count; j++)
			strbuf_addf(out, "subscription %s %s\n",
				    topic->subscriptions.items[j]->arn,
				    said(topic->subscriptions.items[j]->token));
	}
	for (size_t i = 0; i < account->inbox.count; i++) {
		const struct mail *mail = account->inbox.items[i];

		strbuf_addf(out, "mail %lld %s\n%s\n", (long long)mail->time,
			    mail->to, mail->text);
	}
}

static void
dump_detector(const struct detector *detector, struct strbuf *out)
{
	strbuf_addf(out, "detector %s %s\n", detector->id,
		    detector->publishing_frequency);
	for (size_t i = 0; i < detector->findings.count; i++)
		end_with(out, detector->findings.items[i]->json);
}

/* The texts of packed events pass through the account's own room. */
static void
dump_event(const struct account *account, size_t number, struct strbuf *out)
{
	const struct event *event = event_at(account, number);

	if (event)
		strbuf_addf(out, "%u %s\n", (unsigned)event->trails,
			    event_record((struct account *)account, number));
}

static void
dump_queue(const struct queue *queue, struct strbuf *out)
{
	strbuf_addf(out, "queue %s %lld %lld %s\n", queue->url,
		    (long long)queue->visibility_timeout,
		    (long long)queue->retention, said(queue->policy));
	for (size_t i = 0; i < queue->count; i++) {
		const struct queue_message *message = queue->messages[i];

		strbuf_addf(out, "message %s %s %lld %u %s ", queue->name,
			    message->id, (long long)message->visible_from,
			    message->received, message->body);
		end_with(out, message->attributes);
	}
}

void
account_dump(const struct account *account, struct strbuf *out)
{
	struct json_object *state = account_state(account);

	json_write_pretty(state, out);
	json_object_put(state);
	strbuf_addf(out, "\nchance %016llx, timers %zu\n",
		    (unsigned long long)account->random.state,
		    account->timers.count);
	for (size_t i = 0; i < account->lookup_rates.count; i++)
		strbuf_addf(out, "looked up in %s %lld\n",
			    account->lookup_rates.items[i].region,
			    (long long)account->lookup_rates.items[i].moments[1]);
	for (size_t i = 0; i < account->events.count; i++)
		dump_event(account, i, out);
	for (size_t i = 0; i < account->timeline.count; i++) {
		const struct timeline_entry *entry = account->timeline.items[i];

		strbuf_addf(out, "%lld %d %s %s %s\n", (long long)entry->time,
			    (int)entry->kind, entry->subject,
			    entry->detail ? entry->detail : "-",
			    entry->who ? entry->who : "-");
	}
	for (size_t i = 0; i < account->principals.count; i++)
		dump_principal(account->principals.items[i], out);
	for (size_t i = 0; i < account->managed_policies.count; i++)
		strbuf_addf(out, "managed %s %s\n",
			    account->managed_policies.items[i]->arn,
			    account->managed_policies.items[i]->text);
	for (size_t i = 0; i < account->rules.count; i++)
		dump_rule(account->rules.items[i], out);
	for (size_t i = 0; i < account->config_rules.count; i++)
		dump_config_rule(account->config_rules.items[i], out);
	for (size_t i = 0; i < account->functions.count; i++)
		dump_function(account->functions.items[i], out);
	dump_automations(account, out);
	for (size_t i = 0; i < account->buckets.count; i++)
		dump_bucket(account->buckets.items[i], out);
	for (size_t i = 0; i < account->log_groups.count; i++)
		dump_log_group(account->log_groups.items[i], out);
	dump_metrics(account, out);
	for (size_t i = 0; i < account->role_sessions.count; i++)
		strbuf_addf(out, "session %s\n",
			    account->role_sessions.items[i]->access_key_id);
	dump_mail(account, out);
	for (size_t i = 0; i < account->detectors.count; i++)
		dump_detector(account->detectors.items[i], out);
	for (size_t i = 0; i < account->queues.count; i++)
		dump_queue(account->queues.items[i], out);
}
