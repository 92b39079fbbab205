/* SPDX-License-Identifier: MIT */
/*
 * Topics: what is published goes out as mail, a few seconds later.
 *
 * Mail looks as SNS's does: subject, message, and below it how to unsubscribe.
 * Differs from AWS: the 2 to 10 seconds are a choice; tokens are shorter.
 */
#include "account/topic.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "account/policy.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

enum {
	MAIL_LEAST = 2 * CLOCK_SECOND,
	MAIL_SPREAD = 8 * CLOCK_SECOND,
	CLICKED_AFTER = CLOCK_MINUTE,
	TOKEN_LENGTH = 64,
};

#define SUBJECT "AWS Notification Message"
#define CONFIRM_SUBJECT "AWS Notification - Subscription Confirmation"
#define FOOT                                                                  \
	"Please do not reply directly to this email. If you have any "        \
	"questions or comments regarding this email, please contact us at "   \
	"https://aws.amazon.com/support\n"

/* ---- mail on its way */

struct letter {
	char *topic_arn, *to, *subject, *text;
};

static void
drop_letter(void *data)
{
	struct letter *letter = data;

	free(letter->topic_arn);
	free(letter->to);
	free(letter->subject);
	free(letter->text);
	free(letter);
}

static void
deliver_letter(struct account *account, void *data)
{
	struct letter *letter = data;

	inbox_put(account, letter->topic_arn, letter->to, letter->subject,
		  letter->text);
	drop_letter(letter);
}

/* Takes `text`. */
static void
post(struct account *account, const struct topic *topic, const char *to,
     const char *subject, char *text)
{
	struct letter *letter = mem_calloc(1, sizeof *letter);

	letter->topic_arn = mem_strdup(topic->arn);
	letter->to = mem_strdup(to);
	letter->subject = mem_strdup(subject);
	letter->text = text;
	timer_add(&account->timers,
		  account->now + MAIL_LEAST +
			  random_below(&account->random, MAIL_SPREAD),
		  deliver_letter, drop_letter, letter);
}

static char *
notification_text(const struct topic *topic,
		  const struct subscription *subscription, const char *message)
{
	return str_printf(
		"%s\n\n--\nIf you wish to stop receiving notifications from "
		"this topic, please click or visit the link below to "
		"unsubscribe:\nhttps://sns.%s.amazonaws.com/unsubscribe.html"
		"?SubscriptionArn=%s&Endpoint=%s\n\n" FOOT,
		message, topic->region, subscription->arn,
		subscription->endpoint);
}

bool
topic_publish(struct account *account, const char *topic_arn,
	      const char *subject, const char *message)
{
	struct topic *topic = topic_find(account, topic_arn);

	if (!topic)
		return false;
	for (size_t i = 0; i < topic->subscriptions.count; i++) {
		const struct subscription *subscription =
			topic->subscriptions.items[i];

		if (subscription->confirmed)
			post(account, topic, subscription->endpoint,
			     subject ? subject : SUBJECT,
			     notification_text(topic, subscription, message));
	}
	return true;
}

/* ---- subscriptions */

static void
send_confirmation(struct account *account, const struct topic *topic,
		  const struct subscription *subscription)
{
	post(account, topic, subscription->endpoint, CONFIRM_SUBJECT,
	     str_printf("You have chosen to subscribe to the topic:\n%s\n\n"
			"To confirm this subscription, click or visit the "
			"link below (If this was in error no action is "
			"necessary):\nhttps://sns.%s.amazonaws.com/"
			"confirmation.html?TopicArn=%s&Token=%s&Endpoint=%s\n\n"
			FOOT,
			topic->arn, topic->region, topic->arn,
			subscription->token, subscription->endpoint));
}

static void
drop_click(void *data)
{
	free(data);
}

/* Whoever follows the link has not signed in: no call, and no event. */
static void
click(struct account *account, void *data)
{
	struct topic *topic;
	struct subscription *subscription =
		subscription_find(account, data, &topic);

	if (subscription)
		subscription->confirmed = true;
	drop_click(data);
}

struct subscription *
topic_subscribe(struct account *account, struct topic *topic,
		const char *protocol, const char *endpoint)
{
	struct subscription *subscription;
	char id[37], token[TOKEN_LENGTH + 1];

	for (size_t i = 0; i < topic->subscriptions.count; i++) {
		subscription = topic->subscriptions.items[i];
		if (!strcmp(subscription->protocol, protocol) &&
		    !strcmp(subscription->endpoint, endpoint))
			return subscription;
	}
	subscription = mem_calloc(1, sizeof *subscription);
	subscription->arn = str_printf("%s:%s", topic->arn,
				       random_guid(&account->random, id));
	subscription->protocol = mem_strdup(protocol);
	subscription->endpoint = mem_strdup(endpoint);
	subscription->token = mem_strdup(random_text(
		&account->random, "0123456789abcdef", TOKEN_LENGTH, token));
	list_push(&topic->subscriptions, subscription);
	send_confirmation(account, topic, subscription);
	timer_add(&account->timers, account->now + CLICKED_AFTER, click,
		  drop_click, mem_strdup(subscription->arn));
	return subscription;
}

struct subscription *
subscription_find(struct account *account, const char *arn,
		  struct topic **topic)
{
	for (size_t i = 0; i < account->topics.count; i++) {
		*topic = account->topics.items[i];
		for (size_t j = 0; j < (*topic)->subscriptions.count; j++)
			if (!strcmp((*topic)->subscriptions.items[j]->arn, arn))
				return (*topic)->subscriptions.items[j];
	}
	return NULL;
}

static void
subscription_free(struct subscription *subscription)
{
	free(subscription->arn);
	free(subscription->protocol);
	free(subscription->endpoint);
	free(subscription->token);
	free(subscription);
}

void
topic_unsubscribe(struct topic *topic, struct subscription *subscription)
{
	size_t i = 0;

	while (topic->subscriptions.items[i] != subscription)
		i++;
	topic->subscriptions.count--;
	memmove(topic->subscriptions.items + i,
		topic->subscriptions.items + i + 1,
		(topic->subscriptions.count - i) *
			sizeof *topic->subscriptions.items);
	topic->deleted_subscriptions++;
	subscription_free(subscription);
}

/* ---- topics */

/* AWS's own first policy: whoever the account is, may. */
static char *
default_policy(const struct account *account, const struct topic *topic)
{
	return str_printf(
		"{\"Version\":\"2008-10-17\",\"Id\":\"__default_policy_ID\","
		"\"Statement\":[{\"Sid\":\"__default_statement_ID\","
		"\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},"
		"\"Action\":[\"SNS:GetTopicAttributes\","
		"\"SNS:SetTopicAttributes\",\"SNS:AddPermission\","
		"\"SNS:RemovePermission\",\"SNS:DeleteTopic\","
		"\"SNS:Subscribe\",\"SNS:ListSubscriptionsByTopic\","
		"\"SNS:Publish\"],\"Resource\":\"%s\",\"Condition\":"
		"{\"StringEquals\":{\"AWS:SourceOwner\":\"%s\"}}}]}",
		topic->arn, account->id);
}

struct topic *
topic_add(struct account *account, const char *region, const char *name)
{
	char *arn = account_arn(account, "sns", region, "%s", name);
	struct topic *topic = topic_find(account, arn);

	if (topic) {
		free(arn);
		return topic;
	}
	topic = mem_calloc(1, sizeof *topic);
	topic->name = mem_strdup(name);
	topic->arn = arn;
	topic->region = mem_strdup(region);
	topic->display_name = mem_strdup("");
	topic->policy = default_policy(account, topic);
	list_push(&account->topics, topic);
	return topic;
}

struct topic *
topic_find(struct account *account, const char *arn)
{
	for (size_t i = 0; i < account->topics.count; i++)
		if (!strcmp(account->topics.items[i]->arn, arn))
			return account->topics.items[i];
	return NULL;
}

bool
topic_set_policy(struct topic *topic, const char *policy)
{
	struct json_object *parsed =
		json_parse(policy, strlen(policy), NULL, NULL);
	bool valid = json_object_is_type(parsed, json_type_object);

	json_object_put(parsed);
	if (!valid)
		return false;
	free(topic->policy);
	topic->policy = mem_strdup(policy);
	return true;
}

bool
topic_lets_service(const struct topic *topic, const char *service)
{
	struct json_object *policy =
		json_parse(topic->policy, strlen(topic->policy), NULL, NULL);
	bool may = policy_lets_service(policy, service, "SNS:Publish",
				       topic->arn);

	json_object_put(policy);
	return may;
}

void
topic_delete(struct account *account, struct topic *topic)
{
	size_t i = 0;

	while (account->topics.items[i] != topic)
		i++;
	account->topics.count--;
	memmove(account->topics.items + i, account->topics.items + i + 1,
		(account->topics.count - i) * sizeof *account->topics.items);
	topic_free(topic);
}

void
topic_free(struct topic *topic)
{
	for (size_t i = 0; i < topic->subscriptions.count; i++)
		subscription_free(topic->subscriptions.items[i]);
	list_release(&topic->subscriptions);
	free(topic->name);
	free(topic->arn);
	free(topic->region);
	free(topic->display_name);
	free(topic->policy);
	free(topic);
}
