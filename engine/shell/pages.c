/* SPDX-License-Identifier: MIT */
/*
 * Pages: the client asks again with each token until there is none, and shows
 * one answer.
 *
 * Each page is a call of its own and an event of its own, as with the real
 * client, and a further page comes half a second of the account's time behind
 * the one before it: so a long search keeps within two questions a second.  Of
 * the answers only the lists are kept, which is what it does too.
 * Differs from AWS: without --max-items the client stops after 10,000 items,
 * and says where to go on, as it does with the option.
 */
#include "shell/call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aws/operation.h"
#include "base/base64.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "shell/refuse.h"

enum {
	PAGE_TAKES = CLOCK_SECOND / 2,
	MOST_ITEMS = 10000, /* without --max-items */
};

#define NEXT_TOKEN "NextToken"
#define TRUNCATED "boto_truncate_amount"

static const struct paging pagings[] = {
	{ "LookupEvents", NEXT_TOKEN, NEXT_TOKEN, "MaxResults",
	  { "Events" }, false },
	{ "ListTrails", NEXT_TOKEN, NEXT_TOKEN, NULL, { "Trails" }, false },
	{ "ListRules", NEXT_TOKEN, NEXT_TOKEN, "Limit", { "Rules" }, false },
	{ "ListTargetsByRule", NEXT_TOKEN, NEXT_TOKEN, "Limit",
	  { "Targets" }, false },
	{ "ListRuleNamesByTarget", NEXT_TOKEN, NEXT_TOKEN, "Limit",
	  { "RuleNames" }, false },
	{ "DescribeConfigRules", NEXT_TOKEN, NEXT_TOKEN, NULL,
	  { "ConfigRules" }, false },
	{ "DescribeComplianceByConfigRule", NEXT_TOKEN, NEXT_TOKEN, NULL,
	  { "ComplianceByConfigRules" }, false },
	{ "DescribeConfigRuleEvaluationStatus", NEXT_TOKEN, NEXT_TOKEN,
	  "Limit", { "ConfigRulesEvaluationStatus" }, false },
	{ "GetComplianceDetailsByConfigRule", NEXT_TOKEN, NEXT_TOKEN, "Limit",
	  { "EvaluationResults" }, false },
	{ "ListFunctions", "Marker", "NextMarker", "MaxItems",
	  { "Functions" }, false },
	{ "DescribeLogGroups", "nextToken", "nextToken", "limit",
	  { "logGroups" }, false },
	{ "DescribeLogStreams", "nextToken", "nextToken", "limit",
	  { "logStreams" }, false },
	{ "DescribeMetricFilters", "nextToken", "nextToken", "limit",
	  { "metricFilters" }, false },
	{ "FilterLogEvents", "nextToken", "nextToken", "limit",
	  { "events", "searchedLogStreams" }, false },
	{ "DescribeAlarms", NEXT_TOKEN, NEXT_TOKEN, "MaxRecords",
	  { "MetricAlarms", "CompositeAlarms" }, false },
	{ "DescribeAlarmHistory", NEXT_TOKEN, NEXT_TOKEN, "MaxRecords",
	  { "AlarmHistoryItems" }, false },
	{ "ListTopics", NEXT_TOKEN, NEXT_TOKEN, NULL, { "Topics" }, false },
	{ "ListSubscriptionsByTopic", NEXT_TOKEN, NEXT_TOKEN, NULL,
	  { "Subscriptions" }, false },
	{ "ListUsers", "Marker", "Marker", "MaxItems", { "Users" }, false },
	{ "ListRoles", "Marker", "Marker", "MaxItems", { "Roles" }, false },
	{ "ListUserPolicies", "Marker", "Marker", "MaxItems",
	  { "PolicyNames" }, false },
	{ "ListRolePolicies", "Marker", "Marker", "MaxItems",
	  { "PolicyNames" }, false },
	{ "ListAttachedUserPolicies", "Marker", "Marker", "MaxItems",
	  { "AttachedPolicies" }, false },
	{ "ListAttachedRolePolicies", "Marker", "Marker", "MaxItems",
	  { "AttachedPolicies" }, false },
	{ "ListAccessKeys", "Marker", "Marker", "MaxItems",
	  { "AccessKeyMetadata" }, false },
	/* without a delimiter S3 names no marker: the last key is it */
	{ "ListObjects", "Marker", "NextMarker", "MaxKeys",
	  { "Contents", "CommonPrefixes" }, true },
	{ "ListObjectsV2", "ContinuationToken", "NextContinuationToken",
	  "MaxKeys", { "Contents", "CommonPrefixes" }, true },
};

const struct paging *
paging_find(const char *operation)
{
	for (size_t i = 0; i < sizeof pagings / sizeof *pagings; i++) {
		if (strcmp(pagings[i].operation, operation) == 0)
			return &pagings[i];
	}
	return NULL;
}

/* Where a reading stands. */
struct reading {
	const struct paging *paging;
	struct json_object *result;
	char *token;	 /* that fetched the page in hand, or NULL */
	size_t skip;	 /* of the first page, shown before */
	size_t max, have; /* items; max 0: all */
	bool full;
};

/* The token that shows where this answer was cut. */
static void
add_resume_token(struct reading *reading, const char *token, size_t truncated)
{
	struct json_object *resume = json_object_new_object();
	struct strbuf text = STRBUF_INIT, coded = STRBUF_INIT;

	json_set_string(resume, reading->paging->input_token, token);
	if (truncated > 0)
		json_set_int(resume, TRUNCATED, (int64_t)truncated);
	json_write(resume, &text);
	base64_write(text.buf, text.len, &coded);
	json_set_string(reading->result, NEXT_TOKEN, coded.buf);
	json_object_put(resume);
	strbuf_release(&text);
	strbuf_release(&coded);
}

static bool
read_starting_token(struct reading *reading, const char *text)
{
	struct strbuf decoded = STRBUF_INIT;
	struct json_object *resume = NULL;
	int64_t skip;

	if (base64_read(text, &decoded))
		resume = json_parse(decoded.buf, decoded.len, NULL, NULL);
	strbuf_release(&decoded);
	if (!json_object_is_type(resume, json_type_object)) {
		json_object_put(resume);
		return false;
	}
	reading->token = mem_strdup(
		json_string(resume, reading->paging->input_token));
	skip = json_int(resume, TRUNCATED, 0);
	reading->skip = skip > 0 ? (size_t)skip : 0;
	json_object_put(resume);
	return true;
}

/* Adds a page's items under `key`; sets `full` when no more are wanted. */
static void
take_items(struct reading *reading, const char *key, struct json_object *page)
{
	struct json_object *items = json_member(page, key);
	struct json_object *taken = json_member(reading->result, key);
	size_t count;

	if (!json_object_is_type(items, json_type_array))
		return;
	count = json_object_array_length(items);
	if (!taken && (count > 0 || !reading->paging->omits_empty)) {
		taken = json_object_new_array();
		json_set(reading->result, key, taken);
	}
	for (size_t i = 0; i < count; i++) {
		if (reading->skip > 0) {
			reading->skip--;
			continue;
		}
		if (reading->max > 0 && reading->have == reading->max) {
			if (!reading->full)
				add_resume_token(reading, reading->token, i);
			reading->full = true;
			return;
		}
		reading->have++;
		json_object_array_add(taken,
				      json_object_get(json_object_array_get_idx(
					      items, i)));
	}
}

static const char *
next_token(const struct paging *paging, struct json_object *page)
{
	struct json_object *keys = json_member(page, "Contents");
	const char *next = json_string(page, paging->output_token);

	if (next || strcmp(paging->input_token, "Marker") != 0 ||
	    !json_boolean(page, "IsTruncated", false))
		return next;
	return json_string(json_object_array_get_idx(
				   keys, json_object_array_length(keys) - 1),
			   "Key");
}

/* The token of the next page, or NULL; its end. */
static const char *
take_page(struct reading *reading, struct json_object *page)
{
	const char *next = next_token(reading->paging, page);

	for (size_t i = 0; i < 2 && reading->paging->results[i]; i++)
		take_items(reading, reading->paging->results[i], page);
	if (next && !reading->full && reading->max > 0 &&
	    reading->have == reading->max) {
		add_resume_token(reading, next, 0);
		reading->full = true;
	}
	return reading->full ? NULL : next;
}

/* Makes NextToken the last member, as the client prints it. */
static void
token_last(struct json_object *result)
{
	struct json_object *token = json_member(result, NEXT_TOKEN);

	if (!token)
		return;
	json_object_get(token);
	json_object_object_del(result, NEXT_TOKEN);
	json_set(result, NEXT_TOKEN, token);
}

static int
read_pages(struct shell *shell, const struct aws_service *service,
	   const struct aws_operation *operation, struct json_object *request,
	   struct reading *reading, struct aws_error *error)
{
	for (;;) {
		struct json_object *page;
		const char *next;
		char *token;

		if (reading->token)
			json_set_string(request, reading->paging->input_token,
					reading->token);
		page = shell_call(shell, service, operation, request, error);
		if (!page)
			return -1;
		next = take_page(reading, page);
		token = mem_strdup(next);
		json_object_put(page);
		if (token && reading->token &&
		    strcmp(token, reading->token) == 0) {
			refuse(shell->output, SHELL_FAILED,
			       "Error during pagination: The same next token "
			       "was received twice: %s", token);
			free(token);
			return -1;
		}
		free(reading->token);
		reading->token = token;
		if (!token)
			return 0;
		account_advance(shell->account, PAGE_TAKES);
	}
}

struct json_object *
shell_call_pages(struct shell *shell, const struct aws_service *service,
		 const struct aws_operation *operation,
		 struct json_object *request,
		 const struct page_options *options, struct aws_error *error)
{
	struct reading reading = {
		.paging = paging_find(operation->name),
		.max = options->max_items > 0 ? (size_t)options->max_items :
						MOST_ITEMS,
	};
	int result = 0;

	reading.result = json_object_new_object();
	if (options->starting_token &&
	    !read_starting_token(&reading, options->starting_token))
		result = refuse(shell->output, SHELL_FAILED,
				"Bad starting token: %s",
				options->starting_token);
	if (result == 0 && options->page_size > 0 && reading.paging->limit)
		json_set_int(request, reading.paging->limit,
			     options->page_size);
	if (result == 0)
		result = read_pages(shell, service, operation, request,
				    &reading, error);
	free(reading.token);
	if (result == 0) {
		token_last(reading.result);
		return reading.result;
	}
	json_object_put(reading.result);
	return NULL;
}
