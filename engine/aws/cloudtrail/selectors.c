/* SPDX-License-Identifier: MIT */
/*
 * PutEventSelectors and GetEventSelectors: which events a trail copies.
 *
 * A trail without selectors of its own copies all management events and no
 * data events.  Selecting nothing blinds a trail that still says it is
 * logging.
 * Basic selectors or advanced ones (advanced.c), never both: the new ones
 * overwrite what was there.
 * Differs from AWS: the wording is ours for a bad ReadWriteType, for too many
 * data resources and for both kinds at once.
 */
#include "aws/cloudtrail/cloudtrail.h"

#include <string.h>

#include "aws/cloudtrail/selectors.h"
#include "base/json.h"
#include "base/strbuf.h"

enum { MOST_SELECTORS = 5, MOST_RESOURCES = 250 };

static const char *const read_write_types[] = {
	"All", "ReadOnly", "WriteOnly", NULL,
};

static const char *const resource_types[] = {
	"AWS::DynamoDB::Table", "AWS::Lambda::Function", "AWS::S3::Object",
	NULL,
};

static const char *const excluded_sources[] = {
	"kms.amazonaws.com", "rdsdata.amazonaws.com", NULL,
};

static const struct aws_member data_resource_members[] = {
	{ .name = "Type", .type = AWS_STRING },
	{ .name = "Values", .type = AWS_LIST },
	{ 0 },
};

static const struct aws_member selector_members[] = {
	{ .name = "ReadWriteType",
	  .type = AWS_STRING,
	  .values = read_write_types },
	{ .name = "IncludeManagementEvents", .type = AWS_BOOLEAN },
	{ .name = "DataResources",
	  .type = AWS_LIST,
	  .members = data_resource_members },
	{ .name = "ExcludeManagementEventSources", .type = AWS_LIST },
	{ 0 },
};

static const struct aws_member put_request[] = {
	{ .name = "TrailName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "EventSelectors",
	  .type = AWS_LIST,
	  .members = selector_members },
	{ .name = "AdvancedEventSelectors",
	  .type = AWS_LIST,
	  .members = advanced_selector_members },
	{ 0 },
};

static const struct aws_member get_request[] = {
	{ .name = "TrailName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const char *const put_errors[] = {
	"CloudTrailARNInvalidException",
	"InvalidEventSelectorsException",
	"InvalidHomeRegionException",
	"InvalidTrailNameException",
	"TrailNotFoundException",
	NULL,
};

static const char *const get_errors[] = {
	"CloudTrailARNInvalidException",
	"InvalidTrailNameException",
	"TrailNotFoundException",
	NULL,
};

/* Every member written out, as AWS stores and answers it. */
static struct json_object *
complete(struct json_object *selector)
{
	static const char *const lists[] = {
		"DataResources", "ExcludeManagementEventSources",
	};
	struct json_object *out = json_object_new_object();
	const char *type = json_string(selector, "ReadWriteType");

	json_set_string(out, "ReadWriteType", type ? type : "All");
	json_set_bool(out, "IncludeManagementEvents",
		      json_boolean(selector, "IncludeManagementEvents", true));
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct json_object *list = json_member(selector, lists[i]);

		json_set(out, lists[i],
			 list ? json_copy(list) : json_object_new_array());
	}
	return out;
}

static struct json_object *
default_selectors(void)
{
	struct json_object *list = json_object_new_array();
	struct json_object *empty = json_object_new_object();

	json_object_array_add(list, complete(empty));
	json_object_put(empty);
	return list;
}

/* "arn:aws:s3" and "arn:aws:s3:::" are all buckets; a bucket's name ends with
   a slash, and there are no wildcards.  "arn:aws:lambda" is all functions. */
static bool
is_resource(const char *type, const char *value)
{
	if (!type || strchr(value, '*'))
		return !type;
	if (!strcmp(type, "AWS::S3::Object"))
		return !strcmp(value, "arn:aws:s3") ||
		       !strcmp(value, "arn:aws:s3:::") ||
		       (!strncmp(value, "arn:aws:s3:::", 13) &&
			value[13] != '/' && strchr(value + 13, '/'));
	if (!strcmp(type, "AWS::Lambda::Function"))
		return !strcmp(value, "arn:aws:lambda") ||
		       (!strncmp(value, "arn:aws:lambda:", 15) &&
			strstr(value, ":function:"));
	return true;
}

static int
check_resource(struct aws_call *call, struct json_object *resource)
{
	struct json_object *values = json_member(resource, "Values");
	const char *type = json_string(resource, "Type");

	if (type && !str_is_one_of(type, resource_types))
		return aws_refuse(call, "InvalidEventSelectorsException",
				  "Value %s for DataResources.Type is invalid. "
				  "Valid values are: AWS::DynamoDB::Table, "
				  "AWS::Lambda::Function, AWS::S3::Object",
				  type);
	for (size_t i = 0; i < json_count(values); i++) {
		const char *value = json_text_at(values, i);

		if (!is_resource(type, value))
			return aws_refuse(call, "InvalidEventSelectorsException",
					  "Value %s for DataResources.Values "
					  "is invalid.",
					  value);
	}
	return 0;
}

static int
check_sources(struct aws_call *call, struct json_object *sources)
{
	for (size_t i = 0; i < json_count(sources); i++) {
		const char *source = json_text_at(sources, i);

		if (!str_is_one_of(source, excluded_sources))
			return aws_refuse(call, "InvalidEventSelectorsException",
					  "Value %s for ExcludeManagementEvent"
					  "Sources is invalid.",
					  source);
	}
	return 0;
}

static int
check_selector(struct aws_call *call, struct json_object *selector,
	       size_t *values)
{
	struct json_object *resources = json_member(selector, "DataResources");
	const char *type = json_string(selector, "ReadWriteType");

	if (type && !str_is_one_of(type, read_write_types))
		return aws_refuse(call, "InvalidEventSelectorsException",
				  "Invalid ReadWriteType: %s", type);
	for (size_t i = 0; i < json_count(resources); i++) {
		struct json_object *resource =
			json_object_array_get_idx(resources, i);

		if (check_resource(call, resource) < 0)
			return -1;
		*values += json_count(json_member(resource, "Values"));
	}
	return check_sources(call, json_member(
					   selector,
					   "ExcludeManagementEventSources"));
}

static int
check_selectors(struct aws_call *call, struct json_object *selectors)
{
	size_t count = json_count(selectors), values = 0;

	if (count < 1 || count > MOST_SELECTORS)
		return aws_refuse(call, "InvalidEventSelectorsException",
				  "Specify a valid number of selectors (1 to "
				  "%d) for your trail.",
				  MOST_SELECTORS);
	for (size_t i = 0; i < count; i++)
		if (check_selector(call,
				   json_object_array_get_idx(selectors, i),
				   &values) < 0)
			return -1;
	if (values > MOST_RESOURCES)
		return aws_refuse(call, "InvalidEventSelectorsException",
				  "Specify a valid number of data resources "
				  "(1 to %d) for your trail.",
				  MOST_RESOURCES);
	return 0;
}

static void
answer(struct aws_call *call, const struct trail *trail)
{
	call->response = json_object_new_object();
	json_set_string(call->response, "TrailARN", trail->arn);
	if (trail->advanced_event_selectors)
		json_set(call->response, "AdvancedEventSelectors",
			 json_copy(trail->advanced_event_selectors));
	else
		json_set(call->response, "EventSelectors",
			 trail->event_selectors ?
				 json_copy(trail->event_selectors) :
				 default_selectors());
}

static struct json_object *
complete_all(struct json_object *given)
{
	struct json_object *selectors = json_object_new_array();

	for (size_t i = 0; i < json_count(given); i++)
		json_object_array_add(
			selectors,
			complete(json_object_array_get_idx(given, i)));
	return selectors;
}

static int
check_kinds(struct aws_call *call, struct json_object *basic,
	    struct json_object *advanced)
{
	if (basic && advanced)
		return aws_refuse(call, "InvalidEventSelectorsException",
				  "You can use either EventSelectors or "
				  "AdvancedEventSelectors, but not both.");
	return json_count(advanced) > 0 ?
		       advanced_selectors_check(call, advanced) :
		       check_selectors(call, basic);
}

static int
put_event_selectors(struct aws_call *call)
{
	struct json_object *basic = aws_request_member(call, "EventSelectors");
	struct json_object *advanced =
		aws_request_member(call, "AdvancedEventSelectors");
	struct trail *trail = cloudtrail_home_trail(call, "TrailName");

	if (!trail || check_kinds(call, basic, advanced) < 0)
		return -1;
	json_object_put(trail->event_selectors);
	json_object_put(trail->advanced_event_selectors);
	trail->event_selectors = advanced ? NULL : complete_all(basic);
	trail->advanced_event_selectors = json_copy(advanced);
	answer(call, trail);
	return 0;
}

static int
get_event_selectors(struct aws_call *call)
{
	struct trail *trail = cloudtrail_named_trail(call, "TrailName");

	if (!trail)
		return -1;
	answer(call, trail);
	return 0;
}

const struct aws_operation cloudtrail_put_event_selectors = {
	.name = "PutEventSelectors",
	.request = put_request,
	.errors = put_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("choose which events a trail copies"),
	.run = put_event_selectors,
	.resource_type = "AWS::CloudTrail::Trail",
	.resource_member = "TrailName",
};

const struct aws_operation cloudtrail_get_event_selectors = {
	.name = "GetEventSelectors",
	.request = get_request,
	.errors = get_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show which events a trail copies"),
	.run = get_event_selectors,
	.resource_type = "AWS::CloudTrail::Trail",
	.resource_member = "TrailName",
};
