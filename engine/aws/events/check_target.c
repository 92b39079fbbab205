/* SPDX-License-Identifier: MIT */
/*
 * Is a target one that PutTargets takes?
 */
#include "aws/events/events.h"

#include <string.h>

#include "account/target.h"
#include "base/json.h"

#define WHOLE_EVENT "aws.events.event.json"

enum { MOST_PATHS = 100, NAME_SIZE = 256 };

static int
refuse_target(struct aws_call *call, const char *format, const char *id)
{
	return aws_refuse(call, "ValidationException", format, id);
}

static int
check_arn(struct aws_call *call, const char *arn)
{
	if (strncmp(arn, "arn:", 4) == 0)
		return 0;
	return refuse_target(call,
			     "Parameter %s is not valid. Reason: Provided Arn "
			     "is not in correct format.",
			     arn);
}

static int
check_one_input(struct aws_call *call, struct json_object *target,
		const char *id)
{
	const char *input = json_string(target, "Input");
	const char *path = json_string(target, "InputPath");
	bool transformer = json_member(target, "InputTransformer") != NULL;
	struct json_object *value;

	if ((input != NULL) + (path != NULL) + transformer > 1)
		return refuse_target(call,
				     "Only one of Input, InputPath, or "
				     "InputTransformer must be provided for "
				     "target %s.",
				     id);
	if (path && !target_path_is_valid(path))
		return refuse_target(call,
				     "InputPath for target %s is invalid.",
				     id);
	if (!input)
		return 0;
	value = json_parse(input, strlen(input), NULL, NULL);
	json_object_put(value);
	return value ? 0 :
		       refuse_target(call,
				     "JSON syntax error in input for target "
				     "%s.",
				     id);
}

static int
check_paths(struct aws_call *call, struct json_object *paths, const char *id)
{
	if (!paths)
		return 0;
	if (json_object_object_length(paths) > MOST_PATHS)
		return aws_refuse(call, "ValidationException",
				  "1 validation error detected: Value at "
				  "'targets.1.member.inputTransformer."
				  "inputPathsMap' failed to satisfy "
				  "constraint: Member must have length less "
				  "than or equal to %d",
				  MOST_PATHS);
	json_object_object_foreach(paths, name, value) {
		if (!strncmp(name, "AWS.", 4) ||
		    target_placeholder_is_predefined(name))
			return refuse_target(call,
					     "InputPathsMap key %s is "
					     "reserved.",
					     name);
		if (!target_path_is_valid(json_object_get_string(value)))
			return refuse_target(call,
					     "InputPath for target %s is "
					     "invalid.",
					     id);
	}
	return 0;
}

static int
check_template(struct aws_call *call, struct json_object *transformer,
	       const char *id)
{
	struct json_object *paths = json_member(transformer, "InputPathsMap");
	const char *template = json_string(transformer, "InputTemplate");
	bool is_object = template[strspn(template, " \t\r\n")] == '{';
	const char *at = template;
	char name[NAME_SIZE];

	if (check_paths(call, paths, id) < 0)
		return -1;
	while (target_placeholder(&at, name, sizeof name)) {
		if (!strcmp(name, WHOLE_EVENT) && !is_object)
			return refuse_target(call,
					     "InputTemplate for target %s "
					     "contains placeholder " WHOLE_EVENT
					     " valid only for JSON template.",
					     id);
		if (!json_member(paths, name) &&
		    !target_placeholder_is_predefined(name))
			return aws_refuse(call, "ValidationException",
					  "InputTemplate for target %s "
					  "contains invalid placeholder %s.",
					  id, name);
	}
	return 0;
}

static int
check_bounds(struct aws_call *call, struct json_object *policy)
{
	static const struct {
		const char *name, *record;
		int64_t least, most;
	} bounds[] = {
		{ "MaximumRetryAttempts", "maximumRetryAttempts", 0,
		  TARGET_MOST_RETRIES },
		{ "MaximumEventAgeInSeconds", "maximumEventAgeInSeconds",
		  TARGET_LEAST_AGE, TARGET_LONGEST_AGE },
	};

	for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
		int64_t value =
			json_int(policy, bounds[i].name, bounds[i].least);
		bool small = value < bounds[i].least;

		if (!small && value <= bounds[i].most)
			continue;
		return aws_refuse(
			call, "ValidationException",
			"1 validation error detected: Value '%lld' at "
			"'targets.1.member.retryPolicy.%s' failed to satisfy "
			"constraint: Member must have value %s than or equal "
			"to %lld",
			(long long)value, bounds[i].record,
			small ? "greater" : "less",
			(long long)(small ? bounds[i].least : bounds[i].most));
	}
	return 0;
}

/* A standard queue of the rule's Region. */
static int
check_dead_letter(struct aws_call *call, const struct rule *rule,
		  const char *arn)
{
	size_t length, region = strlen(rule->region);
	const char *service;

	if (!arn)
		return 0;
	if (check_arn(call, arn) < 0)
		return -1;
	service = strchr(arn + 4, ':');
	service = service ? service + 1 : "";
	length = strcspn(service, ":");
	if (strncmp(service, "sqs:", 4) != 0)
		return aws_refuse(call, "ValidationException",
				  "%.*s is not supported as a dead letter "
				  "resource",
				  (int)length, service);
	if (strlen(arn) > 5 && !strcmp(arn + strlen(arn) - 5, ".fifo"))
		return aws_refuse(call, "ValidationException",
				  "SQS FIFO is not supported by Dead Letter "
				  "Queues");
	if (strncmp(service + 4, rule->region, region) != 0 ||
	    service[4 + region] != ':')
		return aws_refuse(call, "ValidationException",
				  "Dead letter queue %s is not in the Region "
				  "of the rule",
				  arn);
	return 0;
}

int
events_check_target(struct aws_call *call, const struct rule *rule,
		    struct json_object *target)
{
	const char *id = json_string(target, "Id");
	const char *arn = json_string(target, "Arn");
	struct json_object *transformer =
		json_member(target, "InputTransformer");

	if (check_arn(call, arn) < 0 ||
	    check_one_input(call, target, id) < 0 ||
	    (transformer && check_template(call, transformer, id) < 0) ||
	    check_bounds(call, json_member(target, "RetryPolicy")) < 0)
		return -1;
	if (target_needs_role(arn) && !json_string(target, "RoleArn"))
		return refuse_target(call, "RoleArn is required for target %s.",
				     arn);
	return check_dead_letter(call, rule,
				 json_string(json_member(target,
							 "DeadLetterConfig"),
					     "Arn"));
}
