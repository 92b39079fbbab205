/* SPDX-License-Identifier: MIT */
/*
 * StartLogging and StopLogging: a trail delivers, or does not.
 *
 * The trail keeps its configuration; only its status changes.  Either call is
 * recorded in event history, and so is every call made while the trail is
 * silent.  Both may be repeated without harm.
 */
#include "aws/cloudtrail/cloudtrail.h"

static const struct aws_member name_request[] = {
	{ .name = "Name", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const char *const logging_errors[] = {
	"CloudTrailARNInvalidException",
	"InvalidHomeRegionException",
	"InvalidTrailNameException",
	"TrailNotFoundException",
	NULL,
};

static int
start_logging(struct aws_call *call)
{
	struct trail *trail = cloudtrail_home_trail(call, "Name");

	if (!trail)
		return -1;
	trail_start(call->account, trail);
	return 0;
}

static int
stop_logging(struct aws_call *call)
{
	struct trail *trail = cloudtrail_home_trail(call, "Name");

	if (!trail)
		return -1;
	trail_stop(call->account, trail);
	return 0;
}

const struct aws_operation cloudtrail_start_logging = {
	.name = "StartLogging",
	.request = name_request,
	.errors = logging_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("start the delivery of events to a trail's bucket"),
	.run = start_logging,
	.resource_type = "AWS::CloudTrail::Trail",
	.resource_member = "Name",
};

const struct aws_operation cloudtrail_stop_logging = {
	.name = "StopLogging",
	.request = name_request,
	.errors = logging_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("suspend the delivery of events to a trail's bucket"),
	.run = stop_logging,
	.resource_type = "AWS::CloudTrail::Trail",
	.resource_member = "Name",
};
