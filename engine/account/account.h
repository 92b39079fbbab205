/* SPDX-License-Identifier: MIT */
/*
 * The simulated account: its clock, its chance, and everything in it.
 *
 * The clock is virtual and moves only by account_advance(); chance comes from
 * the seed.  The same seed and the same calls give the same bytes, each time
 * and on each machine.  The account never reads the wall clock and knows the
 * door (aws/dispatch.h) only as a function it was given, so a repair can call
 * StartLogging without account/ knowing aws/.
 */
#ifndef ACCOUNT_ACCOUNT_H
#define ACCOUNT_ACCOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "account/alarm.h"
#include "account/automation.h"
#include "account/bucket.h"
#include "account/config_rule.h"
#include "account/detector.h"
#include "account/digest_key.h"
#include "account/control_policy.h"
#include "account/event.h"
#include "account/function.h"
#include "account/managed_policy.h"
#include "account/inbox.h"
#include "account/log_group.h"
#include "account/metric.h"
#include "account/principal.h"
#include "account/queue.h"
#include "account/rule.h"
#include "account/role_session.h"
#include "account/sight.h"
#include "account/timeline.h"
#include "account/timer.h"
#include "account/topic.h"
#include "account/trail.h"
#include "base/list.h"
#include "base/pool.h"
#include "base/random.h"

struct json_object;
struct strbuf;

/* What AWS answers when it refuses: a normal result.  Both or neither. */
struct aws_error {
	char *code;    /* "TrailNotFoundException" */
	char *message; /* AWS's own words */
};
void aws_error_release(struct aws_error *error);

/*
 * The door as the account sees it: one call, recorded as an event.  Takes
 * `request`.  Returns the response (the caller puts it), or NULL with *error
 * filled.
 */
typedef struct json_object *account_door(struct account *account,
					 const struct caller *caller,
					 const char *service,
					 const char *operation,
					 struct json_object *request,
					 struct aws_error *error);

struct account {
	char id[13];	       /* "111122223333" */
	char region[32];       /* where the learner works: "us-east-1" */
	int64_t began;	       /* base/clock.h */
	int64_t now;
	uint64_t seed;	       /* what `random` began with */
	struct random random;
	struct pool names;     /* interned strings of events */
	struct timers timers;
	bool lifecycle_due;    /* lifecycle.c has */
	bool delivery_due;     /* trail.c has set its timer */
	uint32_t duplicates;   /* one event in so many is delivered twice; 0:
				  none */
	account_door *door;

	LIST(struct principal *) principals;
	LIST(struct role_session *) role_sessions;
	LIST(struct managed_policy *) managed_policies;
	LIST(struct control_policy *) control_policies;
	LIST(struct trail *) trails;
	LIST(struct bucket *) buckets;
	LIST(struct rule *) rules;
	LIST(struct config_rule *) config_rules;
	LIST(struct detector *) detectors;
	LIST(struct function *) functions;
	LIST(struct log_group *) log_groups;
	LIST(struct metric *) metrics;
	LIST(struct alarm *) alarms;
	LIST(struct topic *) topics;
	struct inbox inbox;
	struct digest_keys digest_keys;
	LIST(struct queue *) queues;
	LIST(struct automation_document *) documents;
	LIST(struct automation *) automations;
	struct events events;
	LIST(struct lookup_rate) lookup_rates;
	struct timeline timeline;
	struct sights sights;
	int64_t invocations_hour; /* function.c counts by the hour */
	unsigned invocations;
};

struct account *account_new(const char *id, const char *region, int64_t start,
			    uint64_t seed, account_door *door);
void account_free(struct account *account); /* NULL is fine */

/* Moves the clock and runs what falls due, in order. */
void account_advance(struct account *account, int64_t milliseconds);
void account_advance_to(struct account *account, int64_t moment);
/* The next timer's moment, or INT64_MAX. */
int64_t account_next_due(const struct account *account);

/* Memory that grows with what happens: events, names, log files and other
   objects, log groups' and queues' messages, the inbox, the timeline, what
   trails still owe. */
size_t account_bytes(const struct account *account);
/* So much has been recorded that nothing more happens by itself: background
   work, functions and evaluations end.  So no wait can fill the machine. */
bool account_is_full(const struct account *account);

/* account_arn(account, "cloudtrail", "us-east-1", "trail/%s", name) is
   "arn:aws:cloudtrail:us-east-1:111122223333:trail/NAME"; the caller frees. */
char *account_arn(const struct account *account, const char *service,
		  const char *region, const char *resource, ...)
	__attribute__((format(printf, 4, 5)));

/*
 * The account's state at this moment as one JSON object, for `status`, goals
 * ("state" patterns) and comparison; the caller puts it.  Keyed by name:
 *	{"time": "...", "trails": {"main-audit-trail": {"isLogging": true,
 *	 "s3BucketName": ..., "startLoggingTime": ..., "logFiles": 12, ...}},
 *	 "rules": {NAME: {"state": "ENABLED", "targets": 1,
 *	  "caught": {"StopLogging": 1}, ...}},
 *	 "configRules": {NAME: {"compliance": "COMPLIANT", ...}},
 *	 "detectors": {REGION: {"status": "ENABLED", "findings": [
 *	  {"type": ..., "severity": 2, "count": 1, "title": ...}]}},
 *	 "functions": {NAME: {"invocations": 1, "failures": 0, ...}},
 *	 "logGroups": {NAME: {"events": 7, "streams": [...], ...}},
 *	 "alarms": {NAME: {"state": "OK", "reason": ..., ...}},
 *	 "topics": {NAME: {"subscriptions": [{"endpoint": ...}]}},
 *	 "inbox": [{"time": ..., "to": ..., "subject": ...}],
 *	 "queues": {NAME: {"messages": 1}},
 *	 "automations": {DOCUMENT: {"status": "Success", ...}},
 *	 "buckets": {NAME: {"objects": 12}}, "events": 345}
 */
struct json_object *account_state(const struct account *account);

/* Everything, records and objects too, as text: two accounts are the same
   exactly if their dumps are. */
void account_dump(const struct account *account, struct strbuf *out);

#endif
