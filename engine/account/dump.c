/* SPDX-License-Identifier: MIT */
/*
 * All that is in the account as text, by which two runs are compared: its state,
 * and behind it what the state only counts.
 */
#include "account/account.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/strbuf.h"

static void
dump_objects(const struct bucket *bucket, struct strbuf *out)
{
	char time[CLOCK_TEXT];

	for (size_t i = 0; i < bucket->count; i++) {
		const struct object *object = bucket->objects[i];

		strbuf_addf(out, "object s3://%s/%s %s %zu\n", bucket->name,
			    object->key,
			    clock_iso(object->last_modified, time),
			    object->length);
		strbuf_add(out, object->bytes, object->length);
		strbuf_addch(out, '\n');
		if (object->metadata)
			json_write(object->metadata, out);
	}
}

static void
dump_log_group(const struct log_group *group, struct strbuf *out)
{
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

		for (size_t j = 0; j < alarm->history.count; j++)
			strbuf_addf(out, "alarm %s %lld %s\n", alarm->arn,
				    (long long)alarm->history.items[j].time,
				    alarm->history.items[j].summary);
	}
}

static void
dump_mail(const struct account *account, struct strbuf *out)
{
	for (size_t i = 0; i < account->topics.count; i++)
		strbuf_addf(out, "topic %s %s\n", account->topics.items[i]->arn,
			    account->topics.items[i]->policy);
	for (size_t i = 0; i < account->inbox.count; i++) {
		const struct mail *mail = account->inbox.items[i];

		strbuf_addf(out, "mail %lld %s\n%s\n", (long long)mail->time,
			    mail->to, mail->text);
	}
}

static void
dump_findings(const struct detector *detector, struct strbuf *out)
{
	for (size_t i = 0; i < detector->findings.count; i++) {
		json_write(detector->findings.items[i]->json, out);
		strbuf_addch(out, '\n');
	}
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
dump_messages(const struct queue *queue, struct strbuf *out)
{
	for (size_t i = 0; i < queue->count; i++) {
		const struct queue_message *message = queue->messages[i];

		strbuf_addf(out, "message %s %s %lld %u %s ", queue->name,
			    message->id, (long long)message->visible_from,
			    message->received, message->body);
		json_write(message->attributes, out);
		strbuf_addch(out, '\n');
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
	for (size_t i = 0; i < account->buckets.count; i++)
		dump_objects(account->buckets.items[i], out);
	for (size_t i = 0; i < account->log_groups.count; i++)
		dump_log_group(account->log_groups.items[i], out);
	dump_metrics(account, out);
	for (size_t i = 0; i < account->role_sessions.count; i++)
		strbuf_addf(out, "session %s\n",
			    account->role_sessions.items[i]->access_key_id);
	dump_mail(account, out);
	for (size_t i = 0; i < account->detectors.count; i++)
		dump_findings(account->detectors.items[i], out);
	for (size_t i = 0; i < account->queues.count; i++)
		dump_messages(account->queues.items[i], out);
}
