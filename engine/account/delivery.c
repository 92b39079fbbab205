/* SPDX-License-Identifier: MIT */
/*
 * Delivery of log files: real gzip objects under AWS's own key, every fifth
 * minute.
 *
 * An event becomes ready 3 s + 292 s * u^3 after it happened, u uniform: with
 * the wait for the next fifth minute that gives the shape measured on 2,900
 * real records (minimum 3 s, median about 200 s, 90 % under 420 s, maximum
 * under 600 s).  So a log file is in no order.  A slot has one log file a
 * Region, or several where one would pass half a megabyte of text, the most
 * that was seen in those; AWS's own limit, 50 MB when compressed, is far above.
 *
 * What cannot be written stays and is tried again at the next slot, for 30
 * days, as in AWS; nothing is lost before, even if the trail is deleted.
 */
#include "account/delivery.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "account/trail_ways.h"
#include "base/clock.h"
#include "base/gzip.h"
#include "base/memory.h"
#include "base/strbuf.h"

enum {
	SLOT = 5 * CLOCK_MINUTE,
	EARLIEST = 3 * CLOCK_SECOND,
	SPREAD = 292 * CLOCK_SECOND,
	REDELIVERY_DAYS = 30,
	FILE_MOST = 512 * 1024, /* bytes of text */
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

/* Behind all that are ready by then. */
static size_t
place_of(const struct trail *trail, int64_t ready)
{
	size_t low = 0, high = trail->pending_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (trail->pending[middle].ready <= ready)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
add_pending(struct account *account, struct trail *trail,
	    struct trail_delivery delivery)
{
	size_t at = place_of(trail, delivery.ready);

	trail->pending = list_grow(trail->pending, trail->pending_count,
				   &trail->pending_allocated,
				   sizeof *trail->pending);
	memmove(trail->pending + at + 1, trail->pending + at,
		(trail->pending_count - at) * sizeof *trail->pending);
	trail->pending[at] = delivery;
	trail->pending_count++;
	schedule(account);
}

void
delivery_take(struct account *account, struct trail *trail)
{
	double u = random_unit(&account->random);
	struct trail_delivery delivery = {
		.ready = account->now + EARLIEST +
			 (int64_t)(SPREAD * u * u * u),
		.event = account->events.count - 1,
	};

	add_pending(account, trail, delivery);
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

/* A log file being written: of one Region, `text` all but its end. */
struct open_file {
	struct log_file file;
	struct strbuf text;
	size_t events;
};

static void
put_log_file(struct account *account, struct trail *trail,
	     struct bucket *bucket, struct open_file *open)
{
	struct strbuf packed = STRBUF_INIT;
	char *key = log_file_key(account, trail, open->file.region);
	char number[24];
	size_t length;

	strbuf_addstr(&open->text, "]}");
	gzip_compress(open->text.buf, open->text.len, &packed);
	length = packed.len;
	bucket_put(account, bucket, key,
		   mem_realloc(strbuf_detach(&packed), length + 1), length);
	open->file.bucket = bucket->name;
	open->file.key = key;
	open->file.text = open->text.buf;
	open->file.length = open->text.len;
	digest_add(account, trail, &open->file);
	trail_notify(account, trail, bucket->name, key);
	snprintf(number, sizeof number, "%zu", open->events);
	timeline_add(account, TIMELINE_LOG_FILE, trail->name, number,
		     bucket->owner, false);
	free(key);
}

static void
add_event(struct account *account, struct open_file *open, size_t number)
{
	const struct event *event = event_at(account, number);

	if (open->events == 0 || event->time < open->file.oldest)
		open->file.oldest = event->time;
	if (open->events == 0 || event->time > open->file.newest)
		open->file.newest = event->time;
	strbuf_addstr(&open->text, open->events++ ? "," : "{\"Records\":[");
	strbuf_add(&open->text, event_record(account, number), event->length);
}

/* The ready events of one Region, the first `count` pending: a log file, or
   several. */
static void
write_log_files(struct account *account, struct trail *trail,
		struct bucket *bucket, const char *region, size_t count)
{
	struct open_file open = { .file = { .region = region },
				  .text = STRBUF_INIT };

	for (size_t i = 0; i < count; i++) {
		size_t number = trail->pending[i].event;
		const struct event *event = event_at(account, number);

		if (!event || event->region != region)
			continue;
		if (open.events > 0 &&
		    open.text.len + event->length > FILE_MOST) {
			put_log_file(account, trail, bucket, &open);
			strbuf_reset(&open.text);
			open.events = 0;
		}
		add_event(account, &open, number);
	}
	if (open.events > 0)
		put_log_file(account, trail, bucket, &open);
	strbuf_release(&open.text);
}

/* The Regions of the ready events, each once, in the order of readiness. */
struct regions {
	const char **items;
	size_t count, allocated;
};

static void
list_regions(const struct account *account, const struct trail *trail,
	     size_t count, struct regions *regions)
{
	for (size_t i = 0; i < count; i++) {
		const struct event *event =
			event_at(account, trail->pending[i].event);
		size_t known = 0;

		while (event && known < regions->count &&
		       regions->items[known] != event->region)
			known++;
		if (event && known == regions->count)
			list_push(regions, event->region);
	}
}

static void
write_ready(struct account *account, struct trail *trail,
	    struct bucket *bucket, size_t ready)
{
	struct regions regions = { 0 };

	list_regions(account, trail, ready, &regions);
	for (size_t i = 0; i < regions.count; i++)
		write_log_files(account, trail, bucket, regions.items[i],
				ready);
	list_release(&regions);
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

/* AWS delivers at least once; a scenario may ask for more.  From the first
   `count` pending, which have been delivered, behind the others. */
static void
deliver_some_again(struct account *account, struct trail *trail, size_t count)
{
	for (size_t i = 0; account->duplicates > 0 && i < count; i++) {
		struct trail_delivery delivery = trail->pending[i];

		if (delivery.again ||
		    random_below(&account->random, account->duplicates) > 0)
			continue;
		delivery.ready = account->now + EARLIEST;
		delivery.again = true;
		add_pending(account, trail, delivery);
	}
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
	if (!error) {
		write_ready(account, trail, bucket, ready);
		deliver_some_again(account, trail, ready);
	}
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
