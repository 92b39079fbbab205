/* SPDX-License-Identifier: MIT */
/*
 * PutMetricFilter, DescribeMetricFilters, DeleteMetricFilter,
 * TestMetricFilter.
 *
 * Differs from AWS: no dimensions; the wording is ours of a metric value that
 * is none.
 */
#include "aws/logs/logs.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "pattern/filter_pattern.h"

enum { FILTERS_MOST = 100, PAGE_MOST = 50, MESSAGES_MOST = 50 };

static const struct aws_member transformation_members[] = {
	{ .name = "metricName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "metricNamespace",
	  .type = AWS_STRING,
	  .flags = AWS_REQUIRED },
	{ .name = "metricValue", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "defaultValue", .type = AWS_DOUBLE },
	{ 0 },
};

static const struct aws_member put_request[] = {
	{ .name = "logGroupName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "filterName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "filterPattern", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "metricTransformations",
	  .type = AWS_LIST,
	  .flags = AWS_REQUIRED,
	  .members = transformation_members },
	{ 0 },
};

static const struct aws_member describe_request[] = {
	{ .name = "logGroupName", .type = AWS_STRING },
	{ .name = "filterNamePrefix", .type = AWS_STRING },
	{ .name = "nextToken", .type = AWS_STRING },
	{ .name = "limit", .type = AWS_INTEGER },
	{ .name = "metricName", .type = AWS_STRING },
	{ .name = "metricNamespace", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member delete_request[] = {
	{ .name = "logGroupName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "filterName", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ 0 },
};

static const struct aws_member test_request[] = {
	{ .name = "filterPattern", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "logEventMessages",
	  .type = AWS_LIST,
	  .flags = AWS_REQUIRED },
	{ 0 },
};

static const char *const put_errors[] = { "InvalidParameterException",
					  "LimitExceededException",
					  "ResourceNotFoundException", NULL };
static const char *const errors[] = { "InvalidParameterException",
				      "ResourceNotFoundException", NULL };
static const char *const test_errors[] = { "InvalidParameterException", NULL };

static struct filter_pattern *
compile(struct aws_call *call)
{
	struct strbuf why = STRBUF_INIT;
	struct filter_pattern *pattern = filter_pattern_compile(
		aws_request_string(call, "filterPattern"), &why);

	if (!pattern)
		aws_refuse(call, "InvalidParameterException", "%s", why.buf);
	strbuf_release(&why);
	return pattern;
}

static int
check_text(struct aws_call *call, const char *member, const char *text,
	   const char *forbidden, const char *expression)
{
	if (*text && !text[strcspn(text, forbidden)])
		return 0;
	return aws_refuse(call, "InvalidParameterException",
			  "1 validation error detected: Value '%s' at '%s' "
			  "failed to satisfy constraint: Member must satisfy "
			  "regular expression pattern: %s",
			  text, member, expression);
}

/* A number, or the path of a field. */
static bool
is_metric_value(const char *text)
{
	char *end;

	if (*text == '$')
		return filter_path_is_valid(text);
	strtod(text, &end);
	return *text && !*end && !text[strspn(text, "+-.0123456789eE")] &&
	       strlen(text) <= 100;
}

static int
check_transformation(struct aws_call *call, struct json_object *list)
{
	struct json_object *one = json_object_array_get_idx(list, 0);
	const char *value;

	if (json_object_array_length(list) != 1)
		return aws_refuse(call, "InvalidParameterException",
				  "1 validation error detected: Value at "
				  "'metricTransformations' failed to satisfy "
				  "constraint: Member must have length %s than "
				  "or equal to 1",
				  one ? "less" : "greater");
	value = json_string(one, "metricValue");
	if (check_text(call, "metricTransformations.1.member.metricName",
		       json_string(one, "metricName"), ":*$", "[^:*$]*") < 0 ||
	    check_text(call, "metricTransformations.1.member.metricNamespace",
		       json_string(one, "metricNamespace"), ":*$",
		       "[^:*$]*") < 0)
		return -1;
	if (!is_metric_value(value))
		return aws_refuse(call, "InvalidParameterException",
				  "The metric value '%s' is no number and no "
				  "field of the pattern.",
				  value);
	return 0;
}

static struct metric_filter *
filter_new(const struct aws_call *call, struct filter_pattern *pattern,
	   struct json_object *transformation)
{
	struct metric_filter *filter = mem_calloc(1, sizeof *filter);
	struct json_object *value = json_member(transformation, "defaultValue");

	filter->name = mem_strdup(aws_request_string(call, "filterName"));
	filter->text = mem_strdup(aws_request_string(call, "filterPattern"));
	filter->pattern = pattern;
	filter->metric_name =
		mem_strdup(json_string(transformation, "metricName"));
	filter->metric_namespace =
		mem_strdup(json_string(transformation, "metricNamespace"));
	filter->metric_value =
		mem_strdup(json_string(transformation, "metricValue"));
	filter->has_default = value != NULL;
	filter->default_value = json_object_get_double(value);
	filter->created = call->now;
	return filter;
}

static int
put_metric_filter(struct aws_call *call)
{
	struct log_group *group = logs_named_group(call);
	const char *name = aws_request_string(call, "filterName");
	struct json_object *list =
		aws_request_member(call, "metricTransformations");
	struct filter_pattern *pattern;

	if (!group ||
	    check_text(call, "filterName", name, ":*", "[^:*]*") < 0 ||
	    check_transformation(call, list) < 0)
		return -1;
	pattern = compile(call);
	if (!pattern)
		return -1;
	if (group->filters.count >= FILTERS_MOST &&
	    !log_group_filter(group, name)) {
		filter_pattern_free(pattern);
		return aws_refuse(call, "LimitExceededException",
				  "Resource limit exceeded.");
	}
	log_group_put_filter(group,
			     filter_new(call, pattern,
					json_object_array_get_idx(list, 0)));
	return 0;
}

static struct json_object *
describe(const struct log_group *group, const struct metric_filter *filter)
{
	struct json_object *out = json_object_new_object();
	struct json_object *list = json_object_new_array();
	struct json_object *one = json_object_new_object();

	json_set_string(one, "metricName", filter->metric_name);
	json_set_string(one, "metricNamespace", filter->metric_namespace);
	json_set_string(one, "metricValue", filter->metric_value);
	if (filter->has_default)
		json_set(one, "defaultValue",
			 json_object_new_double(filter->default_value));
	json_object_array_add(list, one);
	json_set_string(out, "filterName", filter->name);
	json_set_string(out, "filterPattern", filter->text);
	json_set(out, "metricTransformations", list);
	json_set_int(out, "creationTime", filter->created);
	json_set_string(out, "logGroupName", group->name);
	return out;
}

static bool
is_asked_for(const struct aws_call *call, const struct metric_filter *filter)
{
	const char *name = aws_request_string(call, "metricName");
	const char *namespace = aws_request_string(call, "metricNamespace");

	return logs_has_prefix(call, "filterNamePrefix", filter->name) &&
	       (!name || !strcmp(name, filter->metric_name)) &&
	       (!namespace || !strcmp(namespace, filter->metric_namespace));
}

static int
describe_metric_filters(struct aws_call *call)
{
	struct log_group *only = NULL;
	struct json_object *list, *page;
	size_t first, end;

	if (aws_request_string(call, "logGroupName")) {
		only = logs_named_group(call);
		if (!only)
			return -1;
	}
	list = json_object_new_array();
	for (size_t i = 0; i < call->account->log_groups.count; i++) {
		struct log_group *group = call->account->log_groups.items[i];

		if (only ? group != only :
			   strcmp(group->region, call->region) != 0)
			continue;
		for (size_t j = 0; j < group->filters.count; j++)
			if (is_asked_for(call, group->filters.items[j]))
				json_object_array_add(
					list, describe(group,
						       group->filters.items[j]));
	}
	if (logs_page(call, json_object_array_length(list), PAGE_MOST, &first,
		      &end) < 0) {
		json_object_put(list);
		return -1;
	}
	page = json_object_new_array();
	for (size_t i = first; i < end; i++)
		json_object_array_add(
			page,
			json_object_get(json_object_array_get_idx(list, i)));
	call->response = json_object_new_object();
	json_set(call->response, "metricFilters", page);
	logs_set_next(call, end, json_object_array_length(list));
	json_object_put(list);
	return 0;
}

static int
delete_metric_filter(struct aws_call *call)
{
	struct log_group *group = logs_named_group(call);
	struct metric_filter *filter;

	if (!group)
		return -1;
	filter = log_group_filter(group, aws_request_string(call, "filterName"));
	if (!filter)
		return aws_refuse(call, "ResourceNotFoundException",
				  "The specified metric filter does not "
				  "exist.");
	log_group_delete_filter(group, filter);
	return 0;
}

/* {"$.eventName": "StopLogging"}: the fields that the pattern asks for. */
static struct json_object *
extracted(const struct filter_pattern *pattern, struct json_object *parsed)
{
	struct json_object *out = json_object_new_object(), *value;
	const char *path;

	for (size_t i = 0; (path = filter_pattern_field(pattern, i)); i++)
		if (filter_path_find(path, parsed, &value) && value)
			json_set_string(out, path,
					json_object_get_string(value));
	return out;
}

static void
test_message(const struct filter_pattern *pattern, const char *message,
	     int number, struct json_object *matches)
{
	struct json_object *parsed =
		json_parse(message, strlen(message), NULL, NULL);

	if (filter_pattern_match(pattern, message, parsed)) {
		struct json_object *match = json_object_new_object();

		json_set_int(match, "eventNumber", number);
		json_set_string(match, "eventMessage", message);
		json_set(match, "extractedValues", extracted(pattern, parsed));
		json_object_array_add(matches, match);
	}
	json_object_put(parsed);
}

static int
test_metric_filter(struct aws_call *call)
{
	struct json_object *messages =
		aws_request_member(call, "logEventMessages");
	size_t count = json_object_array_length(messages);
	struct json_object *matches;
	struct filter_pattern *pattern;

	if (count == 0 || count > MESSAGES_MOST)
		return aws_refuse(call, "InvalidParameterException",
				  "1 validation error detected: Value at "
				  "'logEventMessages' failed to satisfy "
				  "constraint: Member must have length %s",
				  count ? "less than or equal to 50" :
					  "greater than or equal to 1");
	pattern = compile(call);
	if (!pattern)
		return -1;
	matches = json_object_new_array();
	for (size_t i = 0; i < count; i++)
		test_message(pattern, json_text_at(messages, i), (int)i + 1,
			     matches);
	filter_pattern_free(pattern);
	call->response = json_object_new_object();
	json_set(call->response, "matches", matches);
	return 0;
}

const struct aws_operation logs_put_metric_filter = {
	.name = "PutMetricFilter",
	.request = put_request,
	.errors = put_errors,
	.summary = N_("count what a pattern matches in a log group as a metric"),
	.run = put_metric_filter,
	.resource_type = "AWS::Logs::LogGroup",
	.resource_member = "logGroupName",
};

const struct aws_operation logs_describe_metric_filters = {
	.name = "DescribeMetricFilters",
	.request = describe_request,
	.errors = errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show metric filters and what they count"),
	.run = describe_metric_filters,
};

const struct aws_operation logs_delete_metric_filter = {
	.name = "DeleteMetricFilter",
	.request = delete_request,
	.errors = errors,
	.summary = N_("delete a metric filter"),
	.run = delete_metric_filter,
	.resource_type = "AWS::Logs::LogGroup",
	.resource_member = "logGroupName",
};

const struct aws_operation logs_test_metric_filter = {
	.name = "TestMetricFilter",
	.request = test_request,
	.errors = test_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("try a filter pattern on messages of one's own"),
	.run = test_metric_filter,
};
