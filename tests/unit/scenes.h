/* SPDX-License-Identifier: MIT */
/*
 * The account in which a block of tests/ops is played.
 *
 * Account 111122223333 in us-east-1, at 2025-11-19T06:30:00Z.  sana may do
 * everything, bilal may only look, and hamza everything but blind a trail.
 * The words behind `scene` put more into it; each brings what it needs.
 */
#ifndef TESTS_SCENES_H
#define TESTS_SCENES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "aws/dispatch.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "base/memory.h"
#include "pattern/pattern.h"

#define SCENE_START INT64_C(1763533800000) /* 2025-11-19T06:30:00Z */
#define SCENE_REGION "us-east-1"
#define SCENE_TRAIL "main-audit-trail"
#define SCENE_BUCKET "audit-logs"
#define SCENE_RULE "watch-the-trail"
#define SCENE_FUNCTION "restart-trail"
#define SCENE_TOPIC "alerts"
#define SCENE_GROUP "trail-events"

#define BUCKET_POLICY                                                        \
	"{\"Version\": \"2012-10-17\", \"Statement\": ["                      \
	"{\"Effect\": \"Allow\", "                                            \
	"\"Principal\": {\"Service\": \"cloudtrail.amazonaws.com\"}, "        \
	"\"Action\": \"s3:GetBucketAcl\", "                                   \
	"\"Resource\": \"arn:aws:s3:::audit-logs\"}, "                        \
	"{\"Effect\": \"Allow\", "                                            \
	"\"Principal\": {\"Service\": \"cloudtrail.amazonaws.com\"}, "        \
	"\"Action\": \"s3:PutObject\", "                                      \
	"\"Resource\": \"arn:aws:s3:::audit-logs/AWSLogs/111122223333/*\"}]}"
#define LOOK_POLICY                                                          \
	"{\"Statement\": [{\"Effect\": \"Allow\", \"Resource\": \"*\", "      \
	"\"Action\": [\"cloudtrail:Describe*\", \"cloudtrail:Get*\", "        \
	"\"cloudtrail:List*\", \"cloudtrail:LookupEvents\"]}]}"
#define FENCE_POLICY                                                         \
	"{\"Statement\": [{\"Effect\": \"Allow\", \"Resource\": \"*\", "      \
	"\"Action\": \"*\"}, {\"Effect\": \"Deny\", \"Resource\": "           \
	"\"arn:aws:cloudtrail:*:111122223333:trail/*\", \"Action\": "         \
	"[\"cloudtrail:StopLogging\", \"cloudtrail:DeleteTrail\", "           \
	"\"cloudtrail:UpdateTrail\", \"cloudtrail:PutEventSelectors\"]}]}"
#define CONTROL_POLICY                                                       \
	"{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Deny\", " \
	"\"Action\": [\"cloudtrail:StopLogging\", \"cloudtrail:DeleteTrail\"], " \
	"\"Resource\": \"*\", \"Condition\": {\"ArnNotLike\": "              \
	"{\"aws:PrincipalARN\": \"arn:aws:iam::*:user/bilal\"}}}]}"
#define RULE_PATTERN "{\"source\": [\"aws.cloudtrail\"]}"
#define FUNCTION_CODE                                                        \
	"{\"steps\": [{\"name\": \"restart\", "                               \
	"\"call\": \"cloudtrail:StartLogging\", "                             \
	"\"with\": {\"Name\": \"main-audit-trail\"}}]}"

static inline struct json_object *
scene_json(const char *text)
{
	return json_parse(text, strlen(text), NULL, NULL);
}

static inline void
scene_bucket(struct account *account)
{
	char why[256];

	if (!bucket_find(account, SCENE_BUCKET))
		bucket_set_policy(bucket_add(account, SCENE_BUCKET),
				  BUCKET_POLICY, why, sizeof why);
}

/* Of another account. */
static inline void
scene_foreign(struct account *account)
{
	struct bucket *bucket = bucket_add(account, "their-logs");

	bucket->owner = mem_strdup("444455556666");
}

static inline void
scene_trail(struct account *account)
{
	scene_bucket(account);
	trail_start(account, trail_add(account, SCENE_TRAIL, SCENE_REGION,
				       SCENE_BUCKET));
}

static inline void
scene_function(struct account *account)
{
	char why[256];
	struct principal *role =
		principal_add(account, PRINCIPAL_ASSUMED_ROLE, "restart-role");

	function_put(account, SCENE_REGION, SCENE_FUNCTION, role,
		     scene_json(FUNCTION_CODE), NULL, why, sizeof why);
}

static inline void
scene_rule(struct account *account)
{
	struct pattern_error error;

	rule_put(account, SCENE_REGION, SCENE_RULE, RULE_PATTERN,
		 pattern_compile(RULE_PATTERN, strlen(RULE_PATTERN), &error),
		 RULE_ENABLED);
}

static inline void
scene_target(struct account *account)
{
	scene_function(account);
	scene_rule(account);
	rule_put_target(rule_find(account, SCENE_REGION, SCENE_RULE), "restart",
			account->functions.items[0]->arn, NULL);
}

static inline void
scene_config_rule(struct account *account)
{
	config_rule_put(account, SCENE_REGION, "cloudtrail-enabled",
			"CLOUD_TRAIL_ENABLED", "One_Hour");
}

/* A subscription that waits for its confirmation, under names of its own. */
static inline void
scene_subscription(struct account *account)
{
	struct subscription *subscription = topic_subscribe(
		account, topic_add(account, SCENE_REGION, SCENE_TOPIC), "email",
		"sana@kitab-ghar.example");

	free(subscription->arn);
	free(subscription->token);
	subscription->arn = mem_strdup("arn:aws:sns:us-east-1:111122223333:"
				       SCENE_TOPIC
				       ":0d5f0a92-6d0e-4b7c-9c37-3b1c0d7f5a11");
	subscription->token = mem_strdup("70cen");
}

#define SCENE_QUEUE "repair-dlq"
#define QUEUE_POLICY                                                         \
	"{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": "          \
	"\"Allow\", \"Principal\": {\"Service\": \"events.amazonaws.com\"}, "  \
	"\"Action\": \"sqs:SendMessage\", \"Resource\": "                      \
	"\"arn:aws:sqs:us-east-1:111122223333:repair-dlq\"}]}"

/* As many alarms as a Region takes, in another Region. */
static inline void
scene_alarms(struct account *account)
{
	struct alarm_settings settings = {
		.namespace = "Trail", .metric_name = "Blinded",
		.statistic = "Sum", .comparison_operator =
			"GreaterThanThreshold",
		.period = 60, .evaluation_periods = 1,
	};
	char name[16];

	for (int i = 0; i < ALARMS_MOST; i++) {
		snprintf(name, sizeof name, "alarm-%d", i);
		alarm_put(account, "eu-west-1", name, &settings);
	}
}

/* A queue that EventBridge may send to. */
static inline void
scene_queue(struct account *account)
{
	queue_add(account, SCENE_REGION, SCENE_QUEUE)->policy =
		mem_strdup(QUEUE_POLICY);
}

/* Made and attached nowhere: nobody but bilal may blind a trail. */
static inline void
scene_control_policy(struct account *account)
{
	struct control_policy *policy =
		control_policy_add(account, "fence", "no blinding",
				   CONTROL_POLICY, scene_json(CONTROL_POLICY));

	free(policy->id);
	policy->id = str_printf("p-fence001");
}

/* The role under which CloudTrail puts events into log groups. */
/* A role that CloudTrail may assume. */
static inline struct principal *
scene_trail_role(struct account *account, const char *name)
{
	static const char trust[] =
		"{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": "
		"{\"Service\": \"cloudtrail.amazonaws.com\"}, "
		"\"Action\": \"sts:AssumeRole\"}]}";
	struct principal *role =
		principal_add(account, PRINCIPAL_ASSUMED_ROLE, name);

	principal_set_trust(role, trust, scene_json(trust));
	return role;
}

static inline void
scene_logs_role(struct account *account)
{
	principal_set_policy(
		scene_trail_role(account, "CloudTrailToLogs"),
		scene_json("{\"Statement\": [{\"Effect\": \"Allow\", "
			   "\"Action\": [\"logs:CreateLogStream\", "
			   "\"logs:PutLogEvents\"], \"Resource\": "
			   "\"arn:aws:logs:*:111122223333:log-group:*\"}]}"));
	principal_set_policy(scene_trail_role(account, "idle-role"),
			     scene_json("{\"Statement\": []}"));
}

static inline void
scene_log_group(struct account *account)
{
	log_group_add(account, SCENE_REGION, SCENE_GROUP);
}

/* Trusts hamza by name and leaves the rest to the account; may only look. */
static inline void
scene_auditor(struct account *account)
{
	struct principal *role =
		principal_add(account, PRINCIPAL_ASSUMED_ROLE, "auditor");
	const char *trust =
		"{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": "
		"\"Allow\", \"Principal\": {\"AWS\": "
		"[\"arn:aws:iam::111122223333:user/hamza\", "
		"\"111122223333\"]}, \"Action\": \"sts:AssumeRole\"}]}";

	principal_set_policy(role, scene_json(LOOK_POLICY));
	principal_set_trust(role, trust, scene_json(trust));
}

#define SCENE_DETECTOR "12abc34d567e8fa901bc2d34e56789f0"
#define SCENE_FINDING "c2bea3df06236ff0cc563bed3bb184b0"

static inline void
scene_detector(struct account *account)
{
	memcpy(detector_add(account, SCENE_REGION)->id, SCENE_DETECTOR,
	       DETECTOR_ID);
}

/* Of a trail that sana stops and starts again, under an id of its own. */
static inline void
scene_finding(struct account *account)
{
	static const char *const calls[] = { "StopLogging", "StartLogging" };
	struct caller caller = { .principal = principal_find(account, "sana") };
	struct aws_error error = { NULL, NULL };
	struct finding *finding;

	scene_trail(account);
	scene_detector(account);
	for (size_t i = 0; i < 2; i++)
		json_object_put(aws_door(account, &caller, "cloudtrail",
					 calls[i],
					 scene_json("{\"Name\": \"" SCENE_TRAIL
						    "\"}"),
					 &error));
	account_advance(account, INT64_C(1200000));
	finding = account->detectors.items[0]->findings.items[0];
	memcpy(finding->id, SCENE_FINDING, DETECTOR_ID);
	json_set_string(finding->json, "id", SCENE_FINDING);
}

static const struct {
	const char *word;
	void (*build)(struct account *account);
} scene_words[] = {
	{ "foreign", scene_foreign },	{ "bucket", scene_bucket },	{ "trail", scene_trail },
	{ "function", scene_function }, { "rule", scene_rule },
	{ "target", scene_target },	{ "config-rule", scene_config_rule },
	{ "control-policy", scene_control_policy },
	{ "subscription", scene_subscription },
	{ "queue", scene_queue },	{ "alarms", scene_alarms },
	{ "logs-role", scene_logs_role },
	{ "log-group", scene_log_group },
	{ "auditor", scene_auditor },
	{ "detector", scene_detector },
	{ "finding", scene_finding },
};

static inline void
scene_person(struct account *account, const char *name, const char *policy)
{
	struct principal *principal =
		principal_add(account, PRINCIPAL_IAM_USER, name);

	if (policy)
		principal_set_policy(principal, scene_json(policy));
}

/* `words` may be NULL.  The caller frees the account. */
static inline struct account *
scene_new(const char *words)
{
	struct account *account = account_new("111122223333", SCENE_REGION,
					      SCENE_START, 1, aws_door);

	scene_person(account, "sana", NULL);
	scene_person(account, "bilal", LOOK_POLICY);
	scene_person(account, "hamza", FENCE_POLICY);
	while (words && *words) {
		size_t length = strcspn(words, " "), i = 0;
		size_t count = sizeof scene_words / sizeof *scene_words;

		while (i < count && (strlen(scene_words[i].word) != length ||
				     strncmp(scene_words[i].word, words,
					     length) != 0))
			i++;
		if (i == count)
			fail_msg("no scene of the name '%s'", words);
		else
			scene_words[i].build(account);
		words += length + strspn(words + length, " ");
	}
	return account;
}

#endif
