/* SPDX-License-Identifier: MIT */
/*
 * Delivery of log files: real gzip objects under AWS's own key, every fifth
 * minute.
 *
 * An event becomes ready 3 s + 292 s * u^3 after it happened, u uniform: with
 * the wait for the next fifth minute that gives the shape measured on 2,900
 * real records (minimum 3 s, median about 200 s, 90 % under 420 s, maximum
 * under 600 s).  What cannot be written stays and is tried again at the next
 * slot, for 30 days, as in AWS.
 */
#include "account/delivery.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/gzip.h"
#include "base/memory.h"
#include "base/strbuf.h"

enum {
	SLOT = 5 * CLOCK_MINUTE,
	EARLIEST = 3 * CLOCK_SECOND,
	SPREAD = 292 * CLOCK_SECOND,
	REDELIVERY_DAYS = 30,
};

static const char UNIQUE_ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz0123456789";

static void deliver_slot(struct account *account, void *data);

static void
schedule(struct account *account)
{
	if (account->delivery_due)
		return;
	account->delivery_due = true;
	timer_add(&account->timers, (account->now / SLOT + 1) * SLOT,
		  deliver_slot, NULL, NULL);
}

void
delivery_take(struct account *account, struct trail *trail,
	      const struct event *event)
{
	double u = random_unit(&account->random);
	struct trail_delivery delivery = {
		.ready = account->now + EARLIEST +
			 (int64_t)(SPREAD * u * u * u),
		.event = event,
	};
	size_t at = trail->pending_count;

	trail->pending = list_grow(trail->pending, trail->pending_count,
				   &trail->pending_allocated,
				   sizeof *trail->pending);
	/* Its place is near the end: nothing takes longer than some minutes. */
	for (; at > 0 && trail->pending[at - 1].ready > delivery.ready; at--)
		trail->pending[at] = trail->pending[at - 1];
	trail->pending[at] = delivery;
	trail->pending_count++;
	schedule(account);
}

/* AWSLogs/ACCOUNT/CloudTrail/REGION/2025/11/19/ACCOUNT_CloudTrail_..gz */
static char *
log_file_key(struct account *account, const struct trail *trail,
	     const char *region)
{
	struct strbuf key = STRBUF_INIT;
	char date[CLOCK_TEXT], minute[CLOCK_TEXT], unique[17];

	clock_format(account->now, "%Y/%m/%d", date, sizeof date);
	clock_format(account->now, "%Y%m%dT%H%MZ", minute, sizeof minute);
	random_text(&account->random, UNIQUE_ALPHABET, 16, unique);
	if (trail->s3_key_prefix && *trail->s3_key_prefix)
		strbuf_addf(&key, "%s/", trail->s3_key_prefix);
	strbuf_addf(&key,
		    "AWSLogs/%s/CloudTrail/%s/%s/%s_CloudTrail_%s_%s_%s.json.gz",
		    account->id, region, date, account->id, region, minute,
		    unique);
	return strbuf_detach(&key);
}

static void
note_result(struct account *account, struct trail *trail, const char *error)
{
	trail->latest_delivery_attempt_time = account->now;
	free(trail->latest_delivery_error);
	trail->latest_delivery_error = mem_strdup(error);
	if (error)
		timeline_add(account, TIMELINE_DELIVERY_FAILED, trail->name,
			     error, NULL, false);
	else
		trail->latest_delivery_time = account->now;
}

/* One log file: the ready events of one Region, the first `count` pending. */
static void
write_log_file(struct account *account, struct trail *trail,
	       struct bucket *bucket, const char *region, size_t count)
{
	struct strbuf text = STRBUF_INIT, packed = STRBUF_INIT;
	char *key = log_file_key(account, trail, region);
	struct log_file file = { .region = region, .bucket = bucket->name,
				 .key = key, .oldest = INT64_MAX };
	char number[24];
	size_t events = 0, length;

	strbuf_addstr(&text, "{\"Records\":[");
	for (size_t i = 0; i < count; i++) {
		const struct event *event = trail->pending[i].event;

		if (event->region != region)
			continue;
		if (events++)
			strbuf_addch(&text, ',');
		strbuf_add(&text, event->record, event->length);
		if (event->time < file.oldest)
			file.oldest = event->time;
		if (event->time > file.newest)
			file.newest = event->time;
	}
	strbuf_addstr(&text, "]}");
	gzip_compress(text.buf, text.len, &packed);
	length = packed.len;
	bucket_put(account, bucket, key, strbuf_detach(&packed), length);
	file.text = text.buf;
	file.length = text.len;
	digest_add(account, trail, &file);
	snprintf(number, sizeof number, "%zu", events);
	timeline_add(account, TIMELINE_LOG_FILE, trail->name, number, NULL,
		     false);
	strbuf_release(&text);
	free(key);
}

static bool
region_stands_before(const struct trail *trail, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (trail->pending[j].event->region ==
		    trail->pending[i].event->region)
			return true;
	return false;
}

/* What was refused for 30 days is given up. */
static size_t
given_up(const struct account *account, const struct trail *trail,
	 size_t ready)
{
	int64_t oldest = account->now - REDELIVERY_DAYS * (int64_t)CLOCK_DAY;
	size_t count = 0;

	while (count < ready && trail->pending[count].ready < oldest)
		count++;
	return count;
}

static void
deliver_trail(struct account *account, struct trail *trail)
{
	struct bucket *bucket = bucket_find(account, trail->s3_bucket_name);
	const char *error = bucket_refusal(account, bucket, trail->arn);
	size_t ready = trail->pending_count, gone;

	while (ready > 0 && trail->pending[ready - 1].ready > account->now)
		ready--;
	if (ready == 0)
		return;
	note_result(account, trail, error);
	gone = error ? given_up(account, trail, ready) : ready;
	for (size_t i = 0; !error && i < ready; i++)
		if (!region_stands_before(trail, i))
			write_log_file(account, trail, bucket,
				       trail->pending[i].event->region, ready);
	trail->pending_count -= gone;
	memmove(trail->pending, trail->pending + gone,
		trail->pending_count * sizeof *trail->pending);
}

static void
deliver_slot(struct account *account, void *data)
{
	size_t pending = 0;

	(void)data;
	account->delivery_due = false;
	for (size_t i = 0; i < account->trails.count; i++) {
		struct trail *trail = account->trails.items[i];

		if (trail->pending_count > 0)
			deliver_trail(account, trail);
		pending += trail->pending_count;
	}
	if (pending > 0)
		schedule(account);
}
