/* SPDX-License-Identifier: MIT */
/*
 * Trails: a configuration that copies events out of CloudTrail, as log files
 * in a bucket.
 *
 * Log files are written on every fifth minute.  An event waits 3 to 295
 * seconds before it is ready, so that a log file's minute minus eventTime has
 * the shape measured on real logs: 3 s at the least, about 200 s in the
 * middle, under 600 s always.  What was taken is delivered even if the trail
 * stops or is deleted meanwhile, as in AWS.
 * Events of global services (IAM, STS) are us-east-1's: a trail of another
 * Region alone does not get them, as in AWS since November 2021.
 * Differs from AWS: starting, stopping and
 * selector changes hold at once (AWS: eventually consistent); log files of
 * organization trails are not simulated.
 */
#ifndef ACCOUNT_TRAIL_H
#define ACCOUNT_TRAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "account/digest.h"
#include "account/sight.h"

struct account;
struct event;
struct event_class;
struct json_object;

/* What of a trail decides whether it takes an event. */
struct trail_choice {
	bool logs; /* and is not deleted */
	bool is_multi_region_trail, include_global_service_events;
	struct json_object *event_selectors, *advanced_event_selectors;
};

struct trail {
	char *name;
	char *arn;
	char *home_region;
	char *s3_bucket_name;
	char *s3_key_prefix;  /* or NULL */
	bool include_global_service_events;
	bool is_multi_region_trail;
	bool log_file_validation_enabled;
	/* In wire form; one at the most of the first two, else the default. */
	struct json_object *event_selectors;
	struct json_object *advanced_event_selectors;
	struct json_object *insight_selectors; /* or NULL */
	struct json_object *tags; /* [{"Key", "Value"}], or NULL */
	char *logs_group_arn; /* CloudWatchLogsLogGroupArn; or NULL */
	char *logs_role_arn;
	char *sns_topic_name; /* as it was given: a name or an ARN; or NULL */
	char *sns_topic_arn;

	bool is_logging;
	int64_t start_logging_time; /* 0: never; so are the next two */
	int64_t stop_logging_time;
	int64_t latest_delivery_time;
	int64_t latest_delivery_attempt_time;
	char *latest_delivery_error; /* or NULL, as "NoSuchBucket" */
	int64_t latest_digest_delivery_time; /* 0: never */
	char *latest_digest_delivery_error;
	int64_t latest_logs_delivery_time; /* 0: never; so are the next two */
	int64_t latest_notification_time;
	int64_t latest_notification_attempt_time;
	char *latest_logs_delivery_error; /* in words; or NULL */
	char *latest_notification_error;  /* SNS's code; or NULL */

	enum blind_cause blind; /* as of its last change; see sight.h */
	bool deleted;	     /* lives on until what it took is delivered */
	struct trail_choice before; /* see trails_prepare() */
	struct trail_delivery *pending; /* by readiness, see delivery.h */
	size_t pending_count;
	size_t pending_allocated;
	struct digests digests;
};

/* Takes nothing; copies.  Not logging yet, as in AWS. */
struct trail *trail_add(struct account *account, const char *name,
			const char *home_region, const char *s3_bucket_name);
/* By name (in `region`, shadow trails of multi-Region ones too) or by ARN. */
struct trail *trail_find(struct account *account, const char *region,
			 const char *name_or_arn);
bool trail_in_region(const struct trail *trail, const char *region);
void trail_start(struct account *account, struct trail *trail);
void trail_stop(struct account *account, struct trail *trail);
void trail_delete(struct account *account, struct trail *trail);

/* Before a call runs: remembers what each trail selects, so that the
   StopLogging that silences a trail is still the last event it delivers. */
void trails_prepare(struct account *account);
/* After it ran: hands the event, the last one recorded, to the trails that select it or did so before;
   returns how many took it. */
unsigned trails_take(struct account *account, const struct event_class *class,
		     struct json_object *record);

/* Would it take such an event now? */
bool trail_wants(const struct trail *trail, const struct event_class *class,
		 struct json_object *record);

void trail_free(struct trail *trail);

#endif
