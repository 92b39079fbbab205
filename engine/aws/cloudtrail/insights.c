/* SPDX-License-Identifier: MIT */
/*
 * PutInsightSelectors and GetInsightSelectors: the configuration alone.
 *
 * Differs from AWS: no Insights event is ever made; event data stores are not
 * simulated; the wording of InvalidInsightSelectorsException and of
 * InvalidParameterCombinationException is ours.
 */
#include "aws/cloudtrail/cloudtrail.h"

#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"

static const char *const types[] = {
	"ApiCallRateInsight", "ApiErrorRateInsight", NULL,
};
static const char *const categories[] = { "Management", "Data", NULL };

static const struct aws_member selector_members[] = {
	{ .name = "InsightType", .type = AWS_STRING, .values = types },
	{ .name = "EventCategories", .type = AWS_LIST },
	{ 0 },
};

static const struct aws_member put_request[] = {
	{ .name = "TrailName", .type = AWS_STRING },
	{ .name = "InsightSelectors",
	  .type = AWS_LIST,
	  .flags = AWS_REQUIRED,
	  .members = selector_members },
	{ 0 },
};

static const struct aws_member get_request[] = {
	{ .name = "TrailName", .type = AWS_STRING },
	{ 0 },
};

static const char *const put_errors[] = {
	"CloudTrailARNInvalidException",
	"InvalidHomeRegionException",
	"InvalidInsightSelectorsException",
	"InvalidParameterCombinationException",
	"InvalidTrailNameException",
	"TrailNotFoundException",
	NULL,
};

static const char *const get_errors[] = {
	"CloudTrailARNInvalidException",
	"InsightNotEnabledException",
	"InvalidParameterCombinationException",
	"InvalidTrailNameException",
	"TrailNotFoundException",
	NULL,
};

static int
check_trail_is_named(struct aws_call *call)
{
	if (aws_request_string(call, "TrailName"))
		return 0;
	return aws_refuse(call, "InvalidParameterCombinationException",
			  "Specify either TrailName or EventDataStore.");
}

static int
check_selector(struct aws_call *call, struct json_object *selector)
{
	const char *type = json_string(selector, "InsightType");
	struct json_object *list = json_member(selector, "EventCategories");
	size_t count = json_count(list);

	if (!str_is_one_of(type, types))
		return aws_refuse(call, "InvalidInsightSelectorsException",
				  "Invalid InsightType: %s",
				  type ? type : "null");
	for (size_t i = 0; i < count; i++) {
		const char *category = json_text_at(list, i);

		if (!str_is_one_of(category, categories))
			return aws_refuse(call,
					  "InvalidInsightSelectorsException",
					  "Invalid EventCategory: %s",
					  category);
	}
	return 0;
}

static int
check_selectors(struct aws_call *call, struct json_object *selectors)
{
	for (size_t i = 0; i < json_object_array_length(selectors); i++)
		if (check_selector(call, json_object_array_get_idx(selectors,
								   i)) < 0)
			return -1;
	return 0;
}

/* Where no categories are given, management events are meant. */
static struct json_object *
complete(struct json_object *selectors)
{
	struct json_object *out = json_copy(selectors);

	for (size_t i = 0; i < json_object_array_length(out); i++) {
		struct json_object *item = json_object_array_get_idx(out, i);
		struct json_object *list;

		if (json_member(item, "EventCategories"))
			continue;
		list = json_object_new_array();
		json_object_array_add(list,
				      json_object_new_string(categories[0]));
		json_set(item, "EventCategories", list);
	}
	return out;
}

static void
answer(struct aws_call *call, const struct trail *trail)
{
	call->response = json_object_new_object();
	json_set_string(call->response, "TrailARN", trail->arn);
	json_set(call->response, "InsightSelectors",
		 trail->insight_selectors ?
			 json_copy(trail->insight_selectors) :
			 json_object_new_array());
}

/* An empty list turns Insights off. */
static int
put_insight_selectors(struct aws_call *call)
{
	struct json_object *given =
		aws_request_member(call, "InsightSelectors");
	struct trail *trail = NULL;

	if (check_trail_is_named(call) == 0)
		trail = cloudtrail_home_trail(call, "TrailName");
	if (!trail || check_selectors(call, given) < 0)
		return -1;
	json_object_put(trail->insight_selectors);
	trail->insight_selectors = json_object_array_length(given) > 0 ?
					   complete(given) :
					   NULL;
	answer(call, trail);
	return 0;
}

static int
get_insight_selectors(struct aws_call *call)
{
	struct trail *trail = NULL;

	if (check_trail_is_named(call) == 0)
		trail = cloudtrail_named_trail(call, "TrailName");
	if (!trail)
		return -1;
	if (!trail->insight_selectors)
		return aws_refuse(call, "InsightNotEnabledException",
				  "Trail %s does not have Insights enabled. "
				  "Edit the trail settings to enable Insights, "
				  "and then try the operation again.",
				  trail->arn);
	answer(call, trail);
	return 0;
}

const struct aws_operation cloudtrail_put_insight_selectors = {
	.name = "PutInsightSelectors",
	.request = put_request,
	.errors = put_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("choose which unusual activity a trail is to report"),
	.run = put_insight_selectors,
	.resource_type = "AWS::CloudTrail::Trail",
	.resource_member = "TrailName",
};

const struct aws_operation cloudtrail_get_insight_selectors = {
	.name = "GetInsightSelectors",
	.request = get_request,
	.errors = get_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show which unusual activity a trail is to report"),
	.run = get_insight_selectors,
	.resource_type = "AWS::CloudTrail::Trail",
	.resource_member = "TrailName",
};
