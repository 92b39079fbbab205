/* SPDX-License-Identifier: MIT */
/*
 * GuardDuty: its detector, and the findings that it made.
 *
 * Differs from AWS: a detector's data sources are shown as AWS sets them up
 * and cannot be changed; a suspended one goes on counting findings whose
 * events came before.  Findings are listed in the order of their making, at
 * most 50, without criteria, and cannot be archived.
 */
#include "aws/operation.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aws/services.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/strbuf.h"

enum { MOST_FINDINGS = 50 };

static const char *const frequencies[] = { "FIFTEEN_MINUTES", "ONE_HOUR",
					   "SIX_HOURS", NULL };

static const struct aws_member create_request[] = {
	{ .name = "Enable", .type = AWS_BOOLEAN, .flags = AWS_REQUIRED },
	{ .name = "FindingPublishingFrequency",
	  .type = AWS_STRING,
	  .values = frequencies },
	{ 0 },
};

static const struct aws_member update_request[] = {
	{ .name = "DetectorId", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Enable", .type = AWS_BOOLEAN },
	{ .name = "FindingPublishingFrequency",
	  .type = AWS_STRING,
	  .values = frequencies },
	{ 0 },
};

static const struct aws_member detector_request[] = {
	{ .name = "DetectorId", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member findings_request[] = {
	{ .name = "DetectorId", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "FindingIds", .type = AWS_LIST, .flags = AWS_REQUIRED },
	{ 0 },
};

static const char *const errors[] = { "BadRequestException", NULL };

static struct detector *
named(struct aws_call *call)
{
	struct detector *detector = detector_in(call->account, call->region);

	if (detector &&
	    !strcmp(detector->id, aws_request_string(call, "DetectorId")))
		return detector;
	aws_refuse(call, "BadRequestException",
		   "The request is rejected because the input detectorId is "
		   "not owned by the current account.");
	return NULL;
}

/* What of a detector may be set.  0, or -1 with the call refused. */
static int
set_up(struct aws_call *call, struct detector *detector)
{
	const char *frequency =
		aws_request_string(call, "FindingPublishingFrequency");

	if (frequency && !detector_set_frequency(detector, frequency))
		return aws_refuse(call, "BadRequestException",
				  "The request is rejected because an invalid "
				  "or out-of-range value is specified as an "
				  "input parameter.");
	detector->enabled = aws_request_bool(call, "Enable", detector->enabled);
	detector->updated = call->now;
	return 0;
}

static int
create_detector(struct aws_call *call)
{
	struct detector *detector;

	if (detector_in(call->account, call->region))
		return aws_refuse(call, "BadRequestException",
				  "The request is rejected because a detector "
				  "already exists for the current account.");
	detector = detector_add(call->account, call->region);
	if (set_up(call, detector) < 0) {
		detector_delete(call->account, detector);
		return -1;
	}
	call->response = json_object_new_object();
	json_set_string(call->response, "DetectorId", detector->id);
	return 0;
}

static int
update_detector(struct aws_call *call)
{
	struct detector *detector = named(call);

	return detector ? set_up(call, detector) : -1;
}

static int
delete_detector(struct aws_call *call)
{
	struct detector *detector = named(call);

	if (!detector)
		return -1;
	detector_delete(call->account, detector);
	return 0;
}

static int
list_detectors(struct aws_call *call)
{
	const struct detector *detector =
		detector_in(call->account, call->region);
	struct json_object *ids = json_object_new_array();

	if (detector)
		json_object_array_add(ids,
				      json_object_new_string(detector->id));
	call->response = json_object_new_object();
	json_set(call->response, "DetectorIds", ids);
	return 0;
}

static struct json_object *
data_sources(void)
{
	static const char *const names[] = { "CloudTrail", "DNSLogs",
					     "FlowLogs", "S3Logs" };
	struct json_object *sources = json_object_new_object(), *source;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		source = json_object_new_object();
		json_set_string(source, "Status", "ENABLED");
		json_set(sources, names[i], source);
	}
	return sources;
}

static void
set_time(struct json_object *out, const char *key, int64_t moment)
{
	char text[CLOCK_TEXT];

	json_set_string(out, key, clock_iso_milli(moment, text));
}

static int
get_detector(struct aws_call *call)
{
	const struct detector *detector = named(call);
	struct json_object *out;
	char *role;

	if (!detector)
		return -1;
	role = str_printf("arn:aws:iam::%s:role/aws-service-role/"
			  "guardduty.amazonaws.com/"
			  "AWSServiceRoleForAmazonGuardDuty",
			  call->account->id);
	call->response = out = json_object_new_object();
	set_time(out, "CreatedAt", detector->created);
	json_set_string(out, "FindingPublishingFrequency",
			detector->publishing_frequency);
	json_set_string(out, "ServiceRole", role);
	json_set_string(out, "Status",
			detector->enabled ? "ENABLED" : "DISABLED");
	set_time(out, "UpdatedAt", detector->updated);
	json_set(out, "DataSources", data_sources());
	json_set(out, "Tags", json_object_new_object());
	free(role);
	return 0;
}

static int
list_findings(struct aws_call *call)
{
	const struct detector *detector = named(call);
	struct json_object *ids;

	if (!detector)
		return -1;
	ids = json_object_new_array();
	for (size_t i = 0; i < detector->findings.count && i < MOST_FINDINGS;
	     i++)
		json_object_array_add(
			ids, json_object_new_string(
				     detector->findings.items[i]->id));
	call->response = json_object_new_object();
	json_set(call->response, "FindingIds", ids);
	return 0;
}

/* "eventLastSeen" -> "EventLastSeen", as the API's members are called. */
static struct json_object *
members_of(struct json_object *value)
{
	struct json_object *out;
	char name[64];

	if (!json_object_is_type(value, json_type_object))
		return json_object_get(value);
	out = json_object_new_object();
	json_object_object_foreach(value, key, member) {
		snprintf(name, sizeof name, "%s", key);
		name[0] = (char)toupper((unsigned char)name[0]);
		json_set(out, name, members_of(member));
	}
	return out;
}

/* Of those that are none, AWS says nothing. */
static int
get_findings(struct aws_call *call)
{
	const struct detector *detector = named(call);
	struct json_object *ids = aws_request_member(call, "FindingIds"), *list;

	if (!detector)
		return -1;
	list = json_object_new_array();
	for (size_t i = 0; i < json_object_array_length(ids); i++) {
		const struct finding *finding =
			detector_finding(detector, json_text_at(ids, i));

		if (finding)
			json_object_array_add(list, members_of(finding->json));
	}
	call->response = json_object_new_object();
	json_set(call->response, "Findings", list);
	return 0;
}

#define ABOUT_DETECTOR                               \
	.resource_type = "AWS::GuardDuty::Detector", \
	.resource_member = "DetectorId", .arn_prefix = "detector/"

static const struct aws_operation guardduty_create_detector = {
	.name = "CreateDetector",
	.request = create_request,
	.errors = errors,
	.summary = N_("switch GuardDuty on in a Region"),
	.run = create_detector,
};

static const struct aws_operation guardduty_update_detector = {
	.name = "UpdateDetector",
	.request = update_request,
	.errors = errors,
	.summary = N_("suspend GuardDuty, go on, or set how often it tells"),
	.run = update_detector,
	ABOUT_DETECTOR,
};

static const struct aws_operation guardduty_delete_detector = {
	.name = "DeleteDetector",
	.request = detector_request,
	.errors = errors,
	.summary = N_("switch GuardDuty off and delete its findings"),
	.run = delete_detector,
	ABOUT_DETECTOR,
};

static const struct aws_operation guardduty_list_detectors = {
	.name = "ListDetectors",
	.flags = AWS_READ_ONLY,
	.summary = N_("name the detector of a Region"),
	.run = list_detectors,
};

static const struct aws_operation guardduty_get_detector = {
	.name = "GetDetector",
	.request = detector_request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show whether GuardDuty is on, and how often it tells"),
	.run = get_detector,
	ABOUT_DETECTOR,
};

static const struct aws_operation guardduty_list_findings = {
	.name = "ListFindings",
	.request = detector_request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("name what GuardDuty has found"),
	.run = list_findings,
	ABOUT_DETECTOR,
};

static const struct aws_operation guardduty_get_findings = {
	.name = "GetFindings",
	.request = findings_request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show findings: who did what, from where"),
	.run = get_findings,
	ABOUT_DETECTOR,
};

static const struct aws_operation *const operations[] = {
	&guardduty_create_detector,
	&guardduty_delete_detector,
	&guardduty_get_detector,
	&guardduty_get_findings,
	&guardduty_list_detectors,
	&guardduty_list_findings,
	&guardduty_update_detector,
	NULL,
};

static char *
detector_arn(const struct account *account, const char *region,
	     const char *name)
{
	return account_arn(account, "guardduty", region, "%s", name);
}

const struct aws_service guardduty_service = {
	.name = "guardduty",
	.event_source = "guardduty.amazonaws.com",
	.iam_prefix = "guardduty",
	.title = "Amazon GuardDuty",
	.api_version = "2017-11-28",
	.operations = operations,
	.resource_arn = detector_arn,
};
