/* SPDX-License-Identifier: MIT */
/*
 * Queues and their messages.
 */
#include "account/queue.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "account/policy.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

enum { HANDLE_LENGTH = 64 };

static void
message_free(struct queue_message *message)
{
	free(message->body);
	free(message->receipt_handle);
	json_object_put(message->attributes);
	free(message);
}

static void
take_out(struct queue *queue, size_t at)
{
	queue->bytes -= queue->messages[at]->bytes;
	message_free(queue->messages[at]);
	queue->count--;
	memmove(queue->messages + at, queue->messages + at + 1,
		(queue->count - at) * sizeof *queue->messages);
}

/* What is older than the retention is gone. */
static void
forget_old(const struct account *account, struct queue *queue)
{
	while (queue->count > 0 &&
	       queue->messages[0]->sent + queue->retention <= account->now)
		take_out(queue, 0);
}

struct queue *
queue_add(struct account *account, const char *region, const char *name)
{
	struct queue *queue = mem_calloc(1, sizeof *queue);

	queue->name = mem_strdup(name);
	queue->region = mem_strdup(region);
	queue->arn = account_arn(account, "sqs", region, "%s", name);
	queue->url = str_printf("https://sqs.%s.amazonaws.com/%s/%s", region,
				account->id, name);
	queue->created = queue->last_modified = account->now;
	queue->visibility_timeout = 30 * CLOCK_SECOND;
	queue->retention = 4 * (int64_t)CLOCK_DAY;
	queue->most = QUEUE_MOST_MESSAGES;
	list_push(&account->queues, queue);
	return queue;
}

struct queue *
queue_find(struct account *account, const char *region, const char *name)
{
	for (size_t i = 0; i < account->queues.count; i++) {
		struct queue *queue = account->queues.items[i];

		if (!strcmp(queue->name, name) &&
		    !strcmp(queue->region, region))
			return queue;
	}
	return NULL;
}

struct queue *
queue_at(struct account *account, const char *url_or_arn)
{
	for (size_t i = 0; i < account->queues.count; i++) {
		struct queue *queue = account->queues.items[i];

		if (!strcmp(queue->url, url_or_arn) ||
		    !strcmp(queue->arn, url_or_arn))
			return queue;
	}
	return NULL;
}

void
queue_delete(struct account *account, struct queue *queue)
{
	size_t i = 0;

	while (account->queues.items[i] != queue)
		i++;
	account->queues.count--;
	memmove(account->queues.items + i, account->queues.items + i + 1,
		(account->queues.count - i) * sizeof *account->queues.items);
	queue_free(queue);
}

bool
queue_lets_send(const struct queue *queue, const char *service,
		const char *source_arn)
{
	struct json_object *policy;
	bool lets;

	if (!queue->policy)
		return false;
	policy = json_parse(queue->policy, strlen(queue->policy), NULL, NULL);
	lets = policy_lets_source(policy, service, source_arn,
				  "sqs:SendMessage", queue->arn);
	json_object_put(policy);
	return lets;
}

const struct queue_message *
queue_send(struct account *account, struct queue *queue, const char *body,
	   struct json_object *attributes)
{
	struct queue_message *message;

	forget_old(account, queue);
	if (queue->count >= queue->most) {
		json_object_put(attributes);
		return NULL;
	}
	message = mem_calloc(1, sizeof *message);
	random_guid(&account->random, message->id);
	message->body = mem_strdup(body);
	message->attributes = attributes;
	message->sent = message->visible_from = account->now;
	message->bytes = sizeof *message + sizeof message + strlen(body) +
			 json_bytes(attributes) + HANDLE_LENGTH + 48;
	queue->bytes += message->bytes;
	queue->messages = list_grow(queue->messages, queue->count,
				    &queue->allocated,
				    sizeof *queue->messages);
	queue->messages[queue->count++] = message;
	return message;
}

struct queue_message *
queue_receive(struct account *account, struct queue *queue, int64_t timeout)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "abcdefghijklmnopqrstuvwxyz0123456789";
	char handle[HANDLE_LENGTH + 1];

	forget_old(account, queue);
	for (size_t i = 0; i < queue->count; i++) {
		struct queue_message *message = queue->messages[i];

		if (message->visible_from > account->now)
			continue;
		random_text(&account->random, alphabet, HANDLE_LENGTH, handle);
		free(message->receipt_handle);
		message->receipt_handle = str_printf("AQEB%s==", handle);
		message->visible_from = account->now + timeout;
		if (message->received++ == 0)
			message->first_received = account->now;
		return message;
	}
	return NULL;
}

bool
queue_remove(struct queue *queue, const char *receipt_handle)
{
	for (size_t i = 0; i < queue->count; i++) {
		const char *handle = queue->messages[i]->receipt_handle;

		if (!handle || strcmp(handle, receipt_handle) != 0)
			continue;
		take_out(queue, i);
		return true;
	}
	return false;
}

void
queue_purge(struct queue *queue)
{
	for (size_t i = 0; i < queue->count; i++)
		message_free(queue->messages[i]);
	queue->count = 0;
	queue->bytes = 0;
}

void
queue_measure(struct account *account, struct queue *queue, size_t *visible,
	      size_t *in_flight)
{
	*visible = *in_flight = 0;
	forget_old(account, queue);
	for (size_t i = 0; i < queue->count; i++)
		if (queue->messages[i]->visible_from > account->now)
			(*in_flight)++;
		else
			(*visible)++;
}

void
queue_free(struct queue *queue)
{
	queue_purge(queue);
	free(queue->messages);
	free(queue->name);
	free(queue->arn);
	free(queue->url);
	free(queue->region);
	free(queue->policy);
	free(queue);
}
