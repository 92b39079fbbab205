/* SPDX-License-Identifier: MIT */
/*
 * SQS queues: where an event waits that could not be delivered.
 *
 * A message stays until it is deleted or its retention is over; who received
 * it has it alone for the visibility timeout, then it is there again.
 * Differs from AWS: standard queues only, without delay or redrive; a queue
 * holds so many messages and then takes no more, where AWS knows no such end.
 */
#ifndef ACCOUNT_QUEUE_H
#define ACCOUNT_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct account;
struct json_object;

enum { QUEUE_MOST_MESSAGES = 10000 };

struct queue_message {
	char id[37];
	char *body;
	struct json_object *attributes; /* {NAME: {StringValue, DataType}}, or
					   NULL */
	int64_t sent;
	int64_t visible_from;
	int64_t first_received; /* 0: never */
	unsigned received;	/* how often */
	char *receipt_handle;	/* of the last time; or NULL */
	size_t bytes;		/* of memory, about */
};

struct queue {
	char *name;
	char *arn;
	char *url;
	char *region;
	int64_t created, last_modified;
	int64_t visibility_timeout, retention; /* ms */
	char *policy; /* JSON, or NULL */
	size_t most;  /* messages; what comes beyond is refused */
	struct queue_message **messages; /* in the order they were sent */
	size_t count;
	size_t allocated;
	size_t bytes; /* of the messages */
};

struct queue *queue_add(struct account *account, const char *region,
			const char *name);
struct queue *queue_find(struct account *account, const char *region,
			 const char *name);
/* By its URL or its ARN. */
struct queue *queue_at(struct account *account, const char *url_or_arn);
void queue_delete(struct account *account, struct queue *queue);
/* Does its policy let an AWS service send on behalf of this source? */
bool queue_lets_send(const struct queue *queue, const char *service,
		     const char *source_arn);

/* Copies `body`, takes `attributes` (may be NULL).  NULL if it is full. */
const struct queue_message *queue_send(struct account *account,
				       struct queue *queue, const char *body,
				       struct json_object *attributes);
/* The next visible message, now received and hidden for `timeout` ms; lent.
   NULL if there is none. */
struct queue_message *queue_receive(struct account *account,
				    struct queue *queue, int64_t timeout);
/* False if no message was ever received under this handle. */
bool queue_remove(struct queue *queue, const char *receipt_handle);
void queue_purge(struct queue *queue);
/* How many can be received now, and how many are in flight. */
void queue_measure(struct account *account, struct queue *queue,
		   size_t *visible, size_t *in_flight);

void queue_free(struct queue *queue);

#endif
