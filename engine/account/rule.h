/* SPDX-License-Identifier: MIT */
/*
 * The default event bus, its rules and their targets.
 *
 * An event reaches the bus some seconds after it happened.  A CloudTrail
 * event is offered only while a logging trail selects it; read-only management
 * events match only rules in ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS.
 * Differs from AWS: an event always reaches the bus (AWS: best effort); the
 * delay, 5 to 40 s, is a choice within what users have measured.
 */
#ifndef ACCOUNT_RULE_H
#define ACCOUNT_RULE_H

#include <stdbool.h>
#include <stddef.h>

struct account;
struct event_class;
struct json_object;
struct pattern;

enum rule_state {
	RULE_DISABLED,
	RULE_ENABLED,
	RULE_ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS,
};

struct rule_target {
	char *id;
	char *arn;
	struct json_object *settings; /* PutTargets' other members, or NULL */
};

struct rule {
	char *name;
	char *arn;
	char *region;
	char *description;   /* or NULL */
	char *event_pattern; /* as it was given; never NULL */
	struct pattern *pattern;
	struct json_object *missed; /* the last event it was held against, if
				       it did not match; or NULL */
	struct json_object *caught; /* how many of each event its present
				       pattern matched, by the call's name
				       or the event's kind */
	enum rule_state state;
	struct rule_target *targets;
	size_t target_count;
	size_t target_allocated;
};

/* Takes `pattern`; an existing rule of that name is changed, as PutRule does. */
struct rule *rule_put(struct account *account, const char *region,
		      const char *name, const char *event_pattern,
		      struct pattern *pattern, enum rule_state state);
struct rule *rule_find(struct account *account, const char *region,
		       const char *name);
void rule_delete(struct account *account, struct rule *rule);
/* Takes `settings`, which may be NULL. */
void rule_put_target(struct rule *rule, const char *id, const char *arn,
		     struct json_object *settings);
bool rule_remove_target(struct rule *rule, const char *id);
const char *rule_state_name(enum rule_state state); /* AWS's spelling */
bool rule_state_parse(const char *name, enum rule_state *state);

/* Puts a CloudTrail record into its envelope and onto the bus, later. */
void bus_offer_record(struct account *account, const struct event_class *class,
		      struct json_object *record);
/* Any other event of an AWS service: takes `event`, a whole envelope. */
void bus_offer(struct account *account, const char *region,
	       struct json_object *event);
/* An event of one's own, which is there sooner; takes `event`. */
void bus_put_event(struct account *account, const char *region,
		   struct json_object *event);
/* version, id, detail-type, source, account, time, region, resources, detail
   (taken); the caller puts it. */
struct json_object *bus_envelope(struct account *account, const char *source,
				 const char *detail_type, const char *region,
				 struct json_object *detail);

void rule_free(struct rule *rule);

#endif
