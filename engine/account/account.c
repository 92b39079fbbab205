/* SPDX-License-Identifier: MIT */
/*
 * The account as a whole: its life, and its clock.
 *
 * account_advance() is the only thing that moves time.  While a timer runs the
 * clock stands at that timer's moment, so what it does is dated rightly.
 */
#include "account/account.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/delivery.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

enum {
	MOST_BYTES = 512 * 1024 * 1024,
	TIMELINE_TAKES = 72, /* bytes an entry; its texts are names */
};

void
aws_error_release(struct aws_error *error)
{
	free(error->code);
	free(error->message);
	error->code = error->message = NULL;
}

struct account *
account_new(const char *id, const char *region, int64_t start, uint64_t seed,
	    account_door *door)
{
	struct account *account = mem_calloc(1, sizeof *account);

	snprintf(account->id, sizeof account->id, "%s", id);
	snprintf(account->region, sizeof account->region, "%s", region);
	account->began = account->now = start;
	account->seed = seed;
	account->door = door;
	random_seed(&account->random, seed);
	managed_policies_of_aws(account);
	control_policies_begin(account);
	return account;
}

#define FREE_ALL(list, free_one)                           \
	do {                                               \
		for (size_t i = 0; i < (list)->count; i++) \
			free_one((list)->items[i]);        \
		list_release(list);                        \
	} while (0)

void
account_free(struct account *account)
{
	if (!account)
		return;
	timers_release(&account->timers);
	FREE_ALL(&account->trails, trail_free);
	FREE_ALL(&account->buckets, bucket_free);
	FREE_ALL(&account->rules, rule_free);
	FREE_ALL(&account->config_rules, config_rule_free);
	FREE_ALL(&account->detectors, detector_free);
	FREE_ALL(&account->functions, function_free);
	FREE_ALL(&account->log_groups, log_group_free);
	FREE_ALL(&account->metrics, metric_free);
	FREE_ALL(&account->alarms, alarm_free);
	FREE_ALL(&account->topics, topic_free);
	inbox_release(&account->inbox);
	digest_keys_release(&account->digest_keys);
	FREE_ALL(&account->queues, queue_free);
	FREE_ALL(&account->documents, automation_document_free);
	FREE_ALL(&account->automations, automation_free);
	FREE_ALL(&account->role_sessions, role_session_free);
	FREE_ALL(&account->principals, principal_free);
	FREE_ALL(&account->managed_policies, managed_policy_free);
	FREE_ALL(&account->control_policies, control_policy_free);
	events_release(&account->events);
	list_release(&account->lookup_rates);
	timeline_release(&account->timeline);
	list_release(&account->sights);
	pool_release(&account->names);
	free(account);
}

void
account_advance_to(struct account *account, int64_t moment)
{
	struct timer timer;

	while (timer_take(&account->timers, moment, &timer)) {
		if (timer.time > account->now)
			account->now = timer.time;
		timer.run(account, timer.data);
	}
	if (moment > account->now)
		account->now = moment;
}

void
account_advance(struct account *account, int64_t milliseconds)
{
	account_advance_to(account, account->now + milliseconds);
}

int64_t
account_next_due(const struct account *account)
{
	return account->timers.count ? account->timers.items[0].time :
				       INT64_MAX;
}

size_t
account_bytes(const struct account *account)
{
	size_t bytes = account->events.bytes + account->names.bytes +
		       account->timeline.count * TIMELINE_TAKES +
		       account->inbox.bytes;

	for (size_t i = 0; i < account->buckets.count; i++)
		bytes += account->buckets.items[i]->bytes;
	for (size_t i = 0; i < account->queues.count; i++)
		bytes += account->queues.items[i]->bytes;
	for (size_t i = 0; i < account->log_groups.count; i++)
		bytes += account->log_groups.items[i]->bytes;
	for (size_t i = 0; i < account->trails.count; i++)
		bytes += account->trails.items[i]->pending_allocated *
			 sizeof *account->trails.items[i]->pending;
	return bytes;
}

bool
account_is_full(const struct account *account)
{
	return account_bytes(account) > MOST_BYTES;
}

char *
account_arn(const struct account *account, const char *service,
	    const char *region, const char *resource, ...)
{
	struct strbuf arn = STRBUF_INIT;
	va_list args;

	strbuf_addf(&arn, "arn:aws:%s:%s:%s:", service, region, account->id);
	va_start(args, resource);
	strbuf_vaddf(&arn, resource, args);
	va_end(args);
	return strbuf_detach(&arn);
}
