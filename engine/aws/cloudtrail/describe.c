/* SPDX-License-Identifier: MIT */
/*
 * GetTrail, DescribeTrails, ListTrails, GetTrailStatus: asking about trails.
 *
 * A StopLoggingTime on a trail that is logging again is the trace of an
 * outage.  The status members that AWS calls "no longer in use" are answered
 * too, as AWS does.
 */
#include "aws/cloudtrail/cloudtrail.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"

static const struct aws_member name_request[] = {
	{ .name = "Name", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member describe_request[] = {
	{ .name = "trailNameList", .type = AWS_LIST },
	{ .name = "includeShadowTrails", .type = AWS_BOOLEAN },
	{ 0 },
};

static const struct aws_member list_request[] = {
	{ .name = "NextToken", .type = AWS_STRING },
	{ 0 },
};

static const char *const name_errors[] = {
	"CloudTrailARNInvalidException",
	"InvalidTrailNameException",
	"TrailNotFoundException",
	NULL,
};

static struct json_object *
describe(const struct trail *trail)
{
	struct json_object *out = cloudtrail_describe(trail);

	json_set_string(out, "HomeRegion", trail->home_region);
	json_set_bool(out, "HasCustomEventSelectors",
		      trail->event_selectors ||
			      trail->advanced_event_selectors);
	json_set_bool(out, "HasInsightSelectors",
		      trail->insight_selectors != NULL);
	return out;
}

static int
get_trail(struct aws_call *call)
{
	struct trail *trail = cloudtrail_named_trail(call, "Name");

	if (!trail)
		return -1;
	call->response = json_object_new_object();
	json_set(call->response, "Trail", describe(trail));
	return 0;
}

static bool
is_named(struct json_object *names, const struct trail *trail)
{
	if (!names || json_object_array_length(names) == 0)
		return true;
	for (size_t i = 0; i < json_object_array_length(names); i++) {
		const char *name = json_text_at(names, i);

		if (name && (!strcmp(name, trail->name) ||
			     !strcmp(name, trail->arn)))
			return true;
	}
	return false;
}

static bool
is_shadow(const struct aws_call *call, const struct trail *trail)
{
	return strcmp(trail->home_region, call->region) != 0;
}

static int
describe_trails(struct aws_call *call)
{
	struct json_object *list = json_object_new_array();
	struct json_object *names = aws_request_member(call, "trailNameList");
	bool shadows = aws_request_bool(call, "includeShadowTrails", true);

	for (size_t i = 0; i < call->account->trails.count; i++) {
		const struct trail *trail = call->account->trails.items[i];

		if (trail->deleted || !trail_in_region(trail, call->region) ||
		    (!shadows && is_shadow(call, trail)) ||
		    !is_named(names, trail))
			continue;
		json_object_array_add(list, describe(trail));
	}
	call->response = json_object_new_object();
	json_set(call->response, "trailList", list);
	return 0;
}

static int
list_trails(struct aws_call *call)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < call->account->trails.count; i++) {
		const struct trail *trail = call->account->trails.items[i];
		struct json_object *item;

		if (trail->deleted)
			continue;
		item = json_object_new_object();
		json_set_string(item, "TrailARN", trail->arn);
		json_set_string(item, "Name", trail->name);
		json_set_string(item, "HomeRegion", trail->home_region);
		json_object_array_add(list, item);
	}
	call->response = json_object_new_object();
	json_set(call->response, "Trails", list);
	return 0;
}

/* "2025-11-19T06:30:00Z", or "" for never. */
static void
set_text_time(struct json_object *object, const char *key, int64_t moment)
{
	char text[CLOCK_TEXT];

	json_set_string(object, key, moment ? clock_iso(moment, text) : "");
}

static int
get_trail_status(struct aws_call *call)
{
	struct trail *trail = cloudtrail_named_trail(call, "Name");
	struct json_object *out;

	if (!trail)
		return -1;
	/* the status of a shadow trail is asked by ARN */
	if (is_shadow(call, trail) &&
	    strcmp(aws_request_string(call, "Name"), trail->arn) != 0)
		return cloudtrail_refuse_unknown(call, "Name");
	out = call->response = json_object_new_object();
	json_set_bool(out, "IsLogging", trail->is_logging);
	if (trail->latest_delivery_error)
		json_set_string(out, "LatestDeliveryError",
				trail->latest_delivery_error);
	cloudtrail_set_time(out, "LatestDeliveryTime",
			    trail->latest_delivery_time);
	if (trail->latest_notification_error)
		json_set_string(out, "LatestNotificationError",
				trail->latest_notification_error);
	cloudtrail_set_time(out, "LatestNotificationTime",
			    trail->latest_notification_time);
	cloudtrail_set_time(out, "StartLoggingTime", trail->start_logging_time);
	cloudtrail_set_time(out, "StopLoggingTime", trail->stop_logging_time);
	if (trail->latest_logs_delivery_error)
		json_set_string(out, "LatestCloudWatchLogsDeliveryError",
				trail->latest_logs_delivery_error);
	cloudtrail_set_time(out, "LatestCloudWatchLogsDeliveryTime",
			    trail->latest_logs_delivery_time);
	if (trail->latest_digest_delivery_error)
		json_set_string(out, "LatestDigestDeliveryError",
				trail->latest_digest_delivery_error);
	cloudtrail_set_time(out, "LatestDigestDeliveryTime",
			    trail->latest_digest_delivery_time);
	set_text_time(out, "LatestDeliveryAttemptTime",
		      trail->latest_delivery_attempt_time);
	set_text_time(out, "LatestNotificationAttemptTime",
		      trail->latest_notification_attempt_time);
	set_text_time(out, "LatestNotificationAttemptSucceeded",
		      trail->latest_notification_time);
	set_text_time(out, "LatestDeliveryAttemptSucceeded",
		      trail->latest_delivery_time);
	set_text_time(out, "TimeLoggingStarted", trail->start_logging_time);
	set_text_time(out, "TimeLoggingStopped", trail->stop_logging_time);
	return 0;
}

const struct aws_operation cloudtrail_get_trail = {
	.name = "GetTrail",
	.request = name_request,
	.errors = name_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show the settings of one trail"),
	.run = get_trail,
	.resource_type = "AWS::CloudTrail::Trail",
	.resource_member = "Name",
};

const struct aws_operation cloudtrail_describe_trails = {
	.name = "DescribeTrails",
	.request = describe_request,
	.flags = AWS_READ_ONLY,
	.summary = N_("show the settings of the trails of this Region"),
	.run = describe_trails,
};

const struct aws_operation cloudtrail_list_trails = {
	.name = "ListTrails",
	.request = list_request,
	.flags = AWS_READ_ONLY,
	.summary = N_("list the trails of the account, of every Region"),
	.run = list_trails,
};

const struct aws_operation cloudtrail_get_trail_status = {
	.name = "GetTrailStatus",
	.request = name_request,
	.errors = name_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show whether a trail is logging, since when, and its "
		      "latest delivery"),
	.run = get_trail_status,
	.resource_type = "AWS::CloudTrail::Trail",
	.resource_member = "Name",
};
