/* SPDX-License-Identifier: MIT */
/*
 * Detectors, what they take for a finding, and what they say of it.
 */
#include "account/detector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

#define FINDING_TYPE "Stealth:IAMUser/CloudTrailLoggingDisabled"
#define HEXADECIMAL "0123456789abcdef"

enum {
	DELAY_LEAST = 2 * CLOCK_MINUTE,
	DELAY_SPREAD = 14 * CLOCK_MINUTE,
	SEVERITY_LOW = 2,
};

static const struct {
	const char *name;
	int64_t length;
} frequencies[] = {
	{ "SIX_HOURS", 6 * CLOCK_HOUR }, /* AWS's default stands first */
	{ "ONE_HOUR", CLOCK_HOUR },
	{ "FIFTEEN_MINUTES", 15 * CLOCK_MINUTE },
};

/* ---- detectors */

struct detector *
detector_add(struct account *account, const char *region)
{
	struct detector *detector = mem_calloc(1, sizeof *detector);

	random_text(&account->random, HEXADECIMAL, DETECTOR_ID - 1,
		    detector->id);
	detector->region = mem_strdup(region);
	detector->enabled = true;
	detector->publishing_frequency = frequencies[0].name;
	detector->created = detector->updated = account->now;
	list_push(&account->detectors, detector);
	return detector;
}

struct detector *
detector_in(const struct account *account, const char *region)
{
	for (size_t i = 0; i < account->detectors.count; i++)
		if (!strcmp(account->detectors.items[i]->region, region))
			return account->detectors.items[i];
	return NULL;
}

void
detector_delete(struct account *account, struct detector *detector)
{
	size_t i = 0;

	while (account->detectors.items[i] != detector)
		i++;
	account->detectors.items[i] =
		account->detectors.items[--account->detectors.count];
	detector_free(detector);
}

bool
detector_set_frequency(struct detector *detector, const char *name)
{
	for (size_t i = 0; i < sizeof frequencies / sizeof *frequencies; i++)
		if (!strcmp(frequencies[i].name, name)) {
			detector->publishing_frequency = frequencies[i].name;
			return true;
		}
	return false;
}

static int64_t
publishing_period(const struct detector *detector)
{
	size_t i = 0;

	while (frequencies[i].name != detector->publishing_frequency)
		i++;
	return frequencies[i].length;
}

struct finding *
detector_finding(const struct detector *detector, const char *id)
{
	for (size_t i = 0; i < detector->findings.count; i++)
		if (!strcmp(detector->findings.items[i]->id, id))
			return detector->findings.items[i];
	return NULL;
}

void
detector_free(struct detector *detector)
{
	for (size_t i = 0; i < detector->findings.count; i++) {
		json_object_put(detector->findings.items[i]->json);
		free(detector->findings.items[i]);
	}
	list_release(&detector->findings);
	free(detector->region);
	free(detector);
}

/* ---- what a finding says */

static void
set_moment(struct json_object *object, const char *key, int64_t moment)
{
	char text[CLOCK_TEXT];

	json_set_string(object, key, clock_iso_milli(moment, text));
}

/* The user's name, or the role's that the session is of. */
static const char *
user_name(struct json_object *identity)
{
	const char *name = json_string(identity, "userName");
	struct json_object *context = json_member(identity, "sessionContext");

	if (!name)
		name = json_string(json_member(context, "sessionIssuer"),
				   "userName");
	return name ? name : json_string(identity, "type");
}

static struct json_object *
access_key_resource(struct json_object *identity)
{
	struct json_object *resource = json_object_new_object();
	struct json_object *details = json_object_new_object();
	const char *key = json_string(identity, "accessKeyId");

	if (key)
		json_set_string(details, "accessKeyId", key);
	json_set_string(details, "principalId",
			json_string(identity, "principalId"));
	json_set_string(details, "userName", user_name(identity));
	json_set_string(details, "userType", json_string(identity, "type"));
	json_set(resource, "accessKeyDetails", details);
	json_set_string(resource, "resourceType", "AccessKey");
	return resource;
}

/* An AWS service that acts for somebody calls from a name, not an address. */
static void
set_remote(struct json_object *call, const char *address)
{
	struct json_object *details = json_object_new_object();
	bool domain = strspn(address, "0123456789abcdefABCDEF.:") !=
		      strlen(address);

	json_set_string(call, "callerType", domain ? "Domain" : "Remote IP");
	json_set_string(details, domain ? "domain" : "ipAddressV4", address);
	json_set(call, domain ? "domainDetails" : "remoteIpDetails", details);
}

static struct json_object *
api_call_action(struct json_object *record, const char *trail_arn)
{
	struct json_object *action = json_object_new_object();
	struct json_object *call = json_object_new_object();
	struct json_object *affected = json_object_new_object();

	json_set_string(call, "api", json_string(record, "eventName"));
	set_remote(call, json_string(record, "sourceIPAddress"));
	json_set_string(call, "serviceName",
			json_string(record, "eventSource"));
	json_set_string(affected, "AWS::CloudTrail::Trail", trail_arn);
	json_set(call, "affectedResources", affected);
	json_set_string(action, "actionType", "AWS_API_CALL");
	json_set(action, "awsApiCallAction", call);
	return action;
}

static struct json_object *
service_part(const struct account *account, const struct detector *detector,
	     struct json_object *record, const char *trail_arn)
{
	struct json_object *service = json_object_new_object();
	int64_t seen = account->now - account->now % CLOCK_SECOND;

	json_set(service, "action", api_call_action(record, trail_arn));
	json_set_bool(service, "archived", false);
	json_set_int(service, "count", 1);
	json_set_string(service, "detectorId", detector->id);
	set_moment(service, "eventFirstSeen", seen);
	set_moment(service, "eventLastSeen", seen);
	json_set_string(service, "resourceRole", "TARGET");
	json_set_string(service, "serviceName", "guardduty");
	return service;
}

static void
set_texts(struct json_object *finding, struct json_object *record,
	  const char *trail)
{
	struct json_object *identity = json_member(record, "userIdentity");
	char *text = str_printf(
		"AWS CloudTrail trail %s was disabled by %s calling %s under "
		"unusual circumstances. This can be attackers attempt to cover "
		"their tracks by eliminating any trace of activity performed "
		"while they accessed your account.",
		trail, user_name(identity), json_string(record, "eventName"));

	json_set_string(finding, "description", text);
	free(text);
	text = str_printf("AWS CloudTrail trail %s was disabled.", trail);
	json_set_string(finding, "title", text);
	free(text);
}

/* All of it but id, arn and the moments of its making. */
static struct json_object *
draft_finding(const struct account *account, const struct detector *detector,
	      struct json_object *record, const char *trail,
	      const char *trail_arn)
{
	struct json_object *finding = json_object_new_object();

	json_set_string(finding, "accountId", account->id);
	set_texts(finding, record, trail);
	json_set_string(finding, "partition", "aws");
	json_set_string(finding, "region", detector->region);
	json_set(finding, "resource",
		 access_key_resource(json_member(record, "userIdentity")));
	json_set_string(finding, "schemaVersion", "2.0");
	json_set(finding, "service",
		 service_part(account, detector, record, trail_arn));
	json_set_int(finding, "severity", SEVERITY_LOW);
	json_set_string(finding, "type", FINDING_TYPE);
	return finding;
}

/* ---- making it, publishing it: timers name the detector, which may be gone */

struct due {
	char detector[DETECTOR_ID], finding[DETECTOR_ID];
	struct json_object *draft;
};

static void
drop_due(void *data)
{
	struct due *due = data;

	json_object_put(due->draft);
	free(due);
}

static struct detector *
detector_of(const struct account *account, const struct due *due)
{
	for (size_t i = 0; i < account->detectors.count; i++)
		if (!strcmp(account->detectors.items[i]->id, due->detector))
			return account->detectors.items[i];
	return NULL;
}

static void
later(struct account *account, const struct detector *detector,
      int64_t moment, void (*run)(struct account *account, void *data),
      const char *finding, struct json_object *draft)
{
	struct due *due = mem_calloc(1, sizeof *due);

	memcpy(due->detector, detector->id, sizeof due->detector);
	snprintf(due->finding, sizeof due->finding, "%s", finding);
	due->draft = draft;
	timer_add(&account->timers, moment, run, drop_due, due);
}

static void
publish(struct account *account, const struct detector *detector,
	struct finding *finding)
{
	finding->published = account->now;
	bus_offer(account, detector->region,
		  bus_envelope(account, "aws.guardduty", "GuardDuty Finding",
			       detector->region, json_copy(finding->json)));
}

static void
publish_count(struct account *account, void *data)
{
	struct due *due = data;
	struct detector *detector = detector_of(account, due);
	struct finding *finding =
		detector ? detector_finding(detector, due->finding) : NULL;

	if (finding) {
		finding->publish_due = false;
		publish(account, detector, finding);
	}
	drop_due(due);
}

/* The finding of the same deed by the same principal on the same trail. */
static struct finding *
finding_like(const struct detector *detector, struct json_object *draft)
{
	for (size_t i = 0; i < detector->findings.count; i++) {
		struct finding *finding = detector->findings.items[i];

		if (!strcmp(json_string(finding->json, "description"),
			    json_string(draft, "description")))
			return finding;
	}
	return NULL;
}

static void
count_up(struct account *account, const struct detector *detector,
	 struct finding *finding, struct json_object *draft)
{
	struct json_object *service = json_member(finding->json, "service");

	json_set_int(service, "count", json_int(service, "count", 0) + 1);
	json_set_string(service, "eventLastSeen",
			json_string(json_member(draft, "service"),
				    "eventLastSeen"));
	set_moment(finding->json, "updatedAt", account->now);
	if (finding->publish_due)
		return;
	finding->publish_due = true;
	later(account, detector,
	      finding->published + publishing_period(detector), publish_count,
	      finding->id, NULL);
}

static void
make_new(struct account *account, struct detector *detector,
	 struct json_object *draft)
{
	struct finding *finding = mem_calloc(1, sizeof *finding);
	char *arn;

	random_text(&account->random, HEXADECIMAL, DETECTOR_ID - 1,
		    finding->id);
	arn = account_arn(account, "guardduty", detector->region,
			  "detector/%s/finding/%s", detector->id, finding->id);
	finding->json = json_object_get(draft);
	json_set_string(finding->json, "id", finding->id);
	json_set_string(finding->json, "arn", arn);
	set_moment(finding->json, "createdAt", account->now);
	set_moment(finding->json, "updatedAt", account->now);
	list_push(&detector->findings, finding);
	timeline_add(account, TIMELINE_FINDING, "GuardDuty",
		     strchr(FINDING_TYPE, '/') + 1, NULL, false);
	publish(account, detector, finding);
	free(arn);
}

static void
make(struct account *account, void *data)
{
	struct due *due = data;
	struct detector *detector = detector_of(account, due);
	struct finding *same;

	if (detector) {
		same = finding_like(detector, due->draft);
		if (same)
			count_up(account, detector, same, due->draft);
		else
			make_new(account, detector, due->draft);
	}
	drop_due(due);
}

/* ---- what is a finding */

static bool
leaves_blind(struct account *account, const struct event *event)
{
	const struct trail *trail =
		trail_find(account, event->region, event->resource_name);

	return trail && trail->blind == BLIND_SELECTORS;
}

static bool
always(struct account *account, const struct event *event)
{
	(void)account;
	(void)event;
	return true;
}

static const struct {
	const char *event;
	bool (*disables)(struct account *account, const struct event *event);
} deeds[] = {
	{ "StopLogging", always },
	{ "DeleteTrail", always },
	{ "UpdateTrail", always },
	{ "PutEventSelectors", leaves_blind },
};

static bool
disables_trail(struct account *account, const struct event *event)
{
	if (strcmp(event->source, "cloudtrail.amazonaws.com"))
		return false;
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
		if (!strcmp(deeds[i].event, event->name))
			return deeds[i].disables(account, event);
	return false;
}

static void
suspect(struct account *account, const struct detector *detector,
	struct json_object *record, const char *trail, const char *trail_arn)
{
	later(account, detector,
	      account->now + DELAY_LEAST +
		      random_below(&account->random, DELAY_SPREAD),
	      make, "",
	      draft_finding(account, detector, record, trail, trail_arn));
}

/* The trails whose log files were to go there. */
static void
suspect_bucket(struct account *account, const struct detector *detector,
	       struct json_object *record, const char *bucket)
{
	for (size_t i = 0; i < account->trails.count; i++) {
		const struct trail *trail = account->trails.items[i];

		if (!trail->deleted && !strcmp(trail->s3_bucket_name, bucket))
			suspect(account, detector, record, trail->name,
				trail->arn);
	}
}

/* The trail is called what the request called it: its name, or its ARN. */
static void
suspect_trail(struct account *account, const struct detector *detector,
	      struct json_object *record, const struct event *event)
{
	const char *name = event->resource_name;
	char *arn = account_arn(account, "cloudtrail", event->region,
				"trail/%s", name);

	suspect(account, detector, record, name,
		strncmp(name, "arn:", 4) ? arn : name);
	free(arn);
}

void
detectors_note(struct account *account, const struct event *event,
	       struct json_object *record)
{
	const struct detector *detector;

	if (!account->detectors.count || event->error_code ||
	    !event->management || event->read_only || !event->resource_name)
		return;
	detector = detector_in(account, event->region);
	if (!detector || !detector->enabled)
		return;
	if (disables_trail(account, event))
		suspect_trail(account, detector, record, event);
	else if (!strcmp(event->name, "DeleteBucket"))
		suspect_bucket(account, detector, record,
			       event->resource_name);
}
