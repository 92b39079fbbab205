/* SPDX-License-Identifier: MIT */
/*
 * The default event bus: an event in its envelope, some seconds later, is held
 * against every rule of its Region, and goes to the targets of those it
 * matches.
 */
#include "account/rule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "account/target.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "pattern/pattern.h"

enum {
	DELAY_LEAST = 5 * CLOCK_SECOND,
	DELAY_SPREAD = 35 * CLOCK_SECOND,
	DELAY_OF_OWN = CLOCK_SECOND, /* of events that PutEvents sends */
};

struct bus_delivery {
	char *region;
	bool read_only; /* a read-only management event of CloudTrail */
	struct json_object *event;
};

static void
drop_delivery(void *data)
{
	struct bus_delivery *delivery = data;

	free(delivery->region);
	json_object_put(delivery->event);
	free(delivery);
}

struct json_object *
bus_envelope(struct account *account, const char *source,
	     const char *detail_type, const char *region,
	     struct json_object *detail)
{
	struct json_object *event = json_object_new_object();
	char id[37], time[CLOCK_TEXT];

	json_set_string(event, "version", "0");
	json_set_string(event, "id", random_guid(&account->random, id));
	json_set_string(event, "detail-type", detail_type);
	json_set_string(event, "source", source);
	json_set_string(event, "account", account->id);
	json_set_string(event, "time", clock_iso(account->now, time));
	json_set_string(event, "region", region);
	json_set(event, "resources", json_object_new_array());
	json_set(event, "detail", detail);
	return event;
}

/* Events arrive in another order than they happened in: the latest counts. */
static void
remember_missed(struct rule *rule, struct json_object *event, bool match)
{
	if (rule->missed && strcmp(json_string(event, "time"),
				   json_string(rule->missed, "time")) < 0)
		return;
	json_object_put(rule->missed);
	rule->missed = match ? NULL : json_object_get(event);
}

static bool
takes(struct rule *rule, const struct bus_delivery *delivery)
{
	bool match;

	if (rule->state == RULE_DISABLED ||
	    strcmp(rule->region, delivery->region))
		return false;
	if (delivery->read_only &&
	    rule->state != RULE_ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS)
		return false;
	match = pattern_match(rule->pattern, delivery->event);
	remember_missed(rule, delivery->event, match);
	return match;
}

/* What people call the event: the call's name, else its kind. */
static const char *
event_title(struct json_object *event)
{
	const char *name = json_string(json_member(event, "detail"),
				       "eventName");

	return name ? name : json_string(event, "detail-type");
}

static void
deliver(struct account *account, void *data)
{
	struct bus_delivery *delivery = data;
	const char *title = event_title(delivery->event);

	for (size_t i = 0; i < account->rules.count; i++) {
		struct rule *rule = account->rules.items[i];

		if (!takes(rule, delivery))
			continue;
		json_set_int(rule->caught, title,
			     json_int(rule->caught, title, 0) + 1);
		timeline_add(account, TIMELINE_RULE_MATCHED, rule->name,
			     title, NULL, false);
		for (size_t j = 0; j < rule->target_count; j++)
			target_send(account, rule, &rule->targets[j],
				    delivery->event);
	}
	drop_delivery(delivery);
}

static void
put(struct account *account, const char *region, bool read_only,
    struct json_object *event, int64_t delay)
{
	struct bus_delivery *delivery = mem_calloc(1, sizeof *delivery);

	delivery->region = mem_strdup(region);
	delivery->read_only = read_only;
	delivery->event = event;
	timer_add(&account->timers, account->now + delay, deliver,
		  drop_delivery, delivery);
}

static int64_t
some_delay(struct account *account)
{
	return DELAY_LEAST + random_below(&account->random, DELAY_SPREAD);
}

void
bus_offer(struct account *account, const char *region,
	  struct json_object *event)
{
	put(account, region, false, event, some_delay(account));
}

void
bus_put_event(struct account *account, const char *region,
	      struct json_object *event)
{
	put(account, region, false, event, DELAY_OF_OWN);
}

/* "cloudtrail.amazonaws.com" speaks on the bus as "aws.cloudtrail". */
static void
bus_source(const char *event_source, char *out, size_t size)
{
	snprintf(out, size, "aws.%.*s", (int)strcspn(event_source, "."),
		 event_source);
}

static const char *
detail_type(struct json_object *record)
{
	static const struct {
		const char *event_type, *detail_type;
	} table[] = {
		{ "AwsConsoleSignIn", "AWS Console Sign In via CloudTrail" },
		{ "AwsConsoleAction", "AWS Console Action via CloudTrail" },
		{ "AwsServiceEvent", "AWS Service Event via CloudTrail" },
	};
	const char *type = json_string(record, "eventType");

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (!strcmp(type, table[i].event_type))
			return table[i].detail_type;
	return "AWS API Call via CloudTrail";
}

/* Is there a rule that this could ever reach?  Spares the rest the copying. */
static bool
anyone_listens(const struct account *account, const struct event_class *class)
{
	for (size_t i = 0; i < account->rules.count; i++) {
		const struct rule *rule = account->rules.items[i];

		if (strcmp(rule->region, class->region))
			continue;
		if (!class->read_only ||
		    rule->state ==
			    RULE_ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS)
			return true;
	}
	return false;
}

void
bus_offer_record(struct account *account, const struct event_class *class,
		 struct json_object *record)
{
	struct json_object *event;
	char source[64];

	if (!anyone_listens(account, class))
		return;
	bus_source(class->source, source, sizeof source);
	event = bus_envelope(account, source, detail_type(record),
			     class->region, json_object_get(record));
	put(account, class->region, class->read_only, event,
	    some_delay(account));
}
