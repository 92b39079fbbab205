/* SPDX-License-Identifier: MIT */
/*
 * What AWS Config's managed rules about trails ask.
 *
 * They ask CloudTrail as anybody would, DescribeTrails and then
 * GetTrailStatus, under the service-linked role; so they see what they would
 * see in AWS, and their questions are events too.
 * Differs from AWS: without their optional parameters; whether a multi-Region
 * trail leaves out events of KMS or RDS is not asked; a trail's resource id is
 * its ARN.
 */
#include "account/config_rule.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/json.h"

#define CONFIG_SERVICE "config.amazonaws.com"
#define CONFIG_ROLE "AWSServiceRoleForConfig"
#define CONFIG_SESSION "AWSConfig-Describe"

static struct json_object *
ask(struct account *account, const struct config_rule *rule,
    const char *operation, struct json_object *request)
{
	struct principal *role = principal_find(account, CONFIG_ROLE);
	struct caller caller = {
		.region = rule->region,
		.source_ip = CONFIG_SERVICE,
		.user_agent = CONFIG_SERVICE,
		.invoked_by = CONFIG_SERVICE,
	};
	struct aws_error error = { NULL, NULL };
	struct json_object *response;

	if (!role) {
		role = principal_add(account, PRINCIPAL_ASSUMED_ROLE,
				     CONFIG_ROLE);
		principal_set_session(role, CONFIG_SESSION);
	}
	caller.principal = role;
	response = account->door(account, &caller, "cloudtrail", operation,
				 request, &error);
	aws_error_release(&error);
	return response;
}

static bool
trail_logs(struct account *account, const struct config_rule *rule,
	   const char *arn)
{
	struct json_object *request = json_object_new_object(), *status;
	bool logs;

	json_set_string(request, "Name", arn);
	status = ask(account, rule, "GetTrailStatus", request);
	logs = json_boolean(status, "IsLogging", false);
	json_object_put(status);
	return logs;
}

static bool
is_multi_region(struct json_object *trail)
{
	return json_boolean(trail, "IsMultiRegionTrail", false);
}

/* Of the account: is there such a trail, and does it log? */
static void
one_logs(struct account *account, struct config_rule *rule,
	 struct json_object *trails, bool (*counts)(struct json_object *trail))
{
	bool enabled = false;

	for (size_t i = 0; i < json_object_array_length(trails); i++) {
		struct json_object *trail =
			json_object_array_get_idx(trails, i);
		const char *arn = json_string(trail, "TrailARN");

		if (arn && (!counts || counts(trail)) &&
		    trail_logs(account, rule, arn))
			enabled = true;
	}
	config_rule_found(account, rule, "AWS::::Account", account->id,
			  enabled);
}

static void
check_enabled(struct account *account, struct config_rule *rule,
	      struct json_object *trails)
{
	one_logs(account, rule, trails, NULL);
}

static void
check_multi_region(struct account *account, struct config_rule *rule,
		   struct json_object *trails)
{
	one_logs(account, rule, trails, is_multi_region);
}

/* Of each trail: does it write digest files? */
static void
check_validation(struct account *account, struct config_rule *rule,
		 struct json_object *trails)
{
	for (size_t i = 0; i < json_object_array_length(trails); i++) {
		struct json_object *trail =
			json_object_array_get_idx(trails, i);

		config_rule_found(account, rule, "AWS::CloudTrail::Trail",
				  json_string(trail, "TrailARN"),
				  json_boolean(trail,
					       "LogFileValidationEnabled",
					       false));
	}
}

static const struct {
	const char *identifier;
	void (*check)(struct account *account, struct config_rule *rule,
		      struct json_object *trails);
} checks[] = {
	{ "CLOUD_TRAIL_ENABLED", check_enabled },
	{ "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED", check_validation },
	{ "MULTI_REGION_CLOUD_TRAIL_ENABLED", check_multi_region },
};

bool
config_check_exists(const char *identifier)
{
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		if (!strcmp(checks[i].identifier, identifier))
			return true;
	return false;
}

void
config_check(struct account *account, struct config_rule *rule)
{
	struct json_object *answer = ask(account, rule, "DescribeTrails",
					 json_object_new_object());
	struct json_object *none = json_object_new_array();
	struct json_object *trails = json_member(answer, "trailList");

	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		if (!strcmp(checks[i].identifier, rule->source_identifier))
			checks[i].check(account, rule, trails ? trails : none);
	json_object_put(none);
	json_object_put(answer);
}
