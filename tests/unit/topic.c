/* SPDX-License-Identifier: MIT */
/*
 * Topics, the inbox and log groups, as other parts of the account use them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"

#define START INT64_C(1763533800000) /* 2025-11-19T06:30:00Z */
#define REGION "us-east-1"
#define ARN "arn:aws:sns:us-east-1:111122223333:alerts"
#define ADDRESS "sana@kitab-ghar.example"

static struct account *
new_account(void)
{
	return account_new("111122223333", REGION, START, 1, NULL);
}

static struct account *
new_subscribed(void)
{
	struct account *account = new_account();

	topic_subscribe(account, topic_add(account, REGION, "alerts"), "email",
			ADDRESS);
	account_advance(account, 2 * CLOCK_MINUTE);
	return account;
}

static void
what_is_published_reaches_the_inbox_some_seconds_later(void **state)
{
	struct account *account = new_subscribed();
	const struct mail *mail;

	(void)state;
	assert_true(topic_publish(account, ARN, "Dekho", "trail band hai"));
	assert_int_equal(account->inbox.count, 1);
	account_advance(account, CLOCK_MINUTE);
	assert_int_equal(account->inbox.count, 2);
	mail = account->inbox.items[1];
	assert_string_equal(mail->topic_arn, ARN);
	assert_string_equal(mail->to, ADDRESS);
	assert_string_equal(mail->subject, "Dekho");
	assert_memory_equal(mail->text, "trail band hai\n\n--\n", 18);
	assert_non_null(strstr(mail->text, "unsubscribe"));
	assert_in_range(mail->time, START + 2 * CLOCK_MINUTE + 2 * CLOCK_SECOND,
			START + 2 * CLOCK_MINUTE + 10 * CLOCK_SECOND);
	account_free(account);
}

static void
a_message_without_subject_has_that_of_aws(void **state)
{
	struct account *account = new_subscribed();

	(void)state;
	topic_publish(account, ARN, NULL, "x");
	account_advance(account, CLOCK_MINUTE);
	assert_string_equal(account->inbox.items[1]->subject,
			    "AWS Notification Message");
	account_free(account);
}

static void
nobody_gets_anything_before_the_subscription_is_confirmed(void **state)
{
	struct account *account = new_account();
	struct topic *topic = topic_add(account, REGION, "alerts");
	struct subscription *subscription =
		topic_subscribe(account, topic, "email", ADDRESS);

	(void)state;
	topic_publish(account, ARN, NULL, "too early");
	account_advance(account, 30 * CLOCK_SECOND);
	assert_int_equal(account->inbox.count, 1);
	assert_string_equal(account->inbox.items[0]->subject,
			    "AWS Notification - Subscription Confirmation");
	assert_non_null(strstr(account->inbox.items[0]->text,
			       subscription->token));
	assert_false(subscription->confirmed);
	account_advance(account, CLOCK_MINUTE);
	assert_true(subscription->confirmed);
	assert_int_equal(account->inbox.count, 1);
	assert_ptr_equal(topic_subscribe(account, topic, "email", ADDRESS),
			 subscription);
	account_free(account);
}

static void
a_topic_that_is_gone_takes_nothing(void **state)
{
	struct account *account = new_subscribed();

	(void)state;
	topic_publish(account, ARN, NULL, "on its way");
	topic_delete(account, topic_find(account, ARN));
	assert_false(topic_publish(account, ARN, NULL, "too late"));
	assert_false(topic_publish(account, "no arn at all", NULL, ""));
	account_advance(account, CLOCK_MINUTE);
	assert_int_equal(account->inbox.count, 2);
	account_free(account);
}

static void
who_unsubscribes_before_confirming_stays_away(void **state)
{
	struct account *account = new_account();
	struct topic *topic = topic_add(account, REGION, "alerts");

	(void)state;
	topic_unsubscribe(topic,
			  topic_subscribe(account, topic, "email", ADDRESS));
	account_advance(account, 2 * CLOCK_MINUTE);
	assert_int_equal(topic->subscriptions.count, 0);
	assert_int_equal(topic->deleted_subscriptions, 1);
	account_free(account);
}

static void
a_service_publishes_only_where_the_policy_names_it(void **state)
{
	struct account *account = new_account();
	struct topic *topic = topic_add(account, REGION, "alerts");

	(void)state;
	assert_false(topic_lets_service(topic, "events.amazonaws.com"));
	assert_true(topic_set_policy(
		topic, "{\"Statement\": [{\"Effect\": \"Allow\", "
		       "\"Principal\": {\"Service\": \"events.amazonaws.com\"}, "
		       "\"Action\": \"sns:Publish\", \"Resource\": \"*\"}]}"));
	assert_true(topic_lets_service(topic, "events.amazonaws.com"));
	assert_false(topic_lets_service(topic, "cloudtrail.amazonaws.com"));
	assert_false(topic_set_policy(topic, "[]"));
	assert_true(topic_lets_service(topic, "events.amazonaws.com"));
	account_free(account);
}

static void
the_inbox_keeps_the_newest(void **state)
{
	struct account *account = new_account();
	char text[16];

	(void)state;
	for (int i = 0; i < INBOX_MOST + 3; i++) {
		snprintf(text, sizeof text, "%d", i);
		inbox_put(account, ARN, ADDRESS, text, text);
	}
	assert_int_equal(account->inbox.count, INBOX_MOST);
	assert_int_equal(account->inbox.arrived, INBOX_MOST + 3);
	assert_string_equal(account->inbox.items[0]->text, "3");
	account_free(account);
}

static void
log_events_stand_by_their_time_not_by_their_arrival(void **state)
{
	struct account *account = new_account();
	struct log_group *group = log_group_add(account, REGION, "trail");
	struct log_stream *stream;

	(void)state;
	assert_true(log_group_put(account, REGION, "trail", "b", START - 5,
				  "five"));
	account_advance(account, CLOCK_SECOND);
	assert_true(log_group_put(
		account, "eu-west-1",
		"arn:aws:logs:us-east-1:111122223333:log-group:trail:*", "b",
		START - 9, "nine"));
	assert_true(log_group_put(account, REGION, "trail", "a", START, "a"));
	assert_int_equal(group->streams.count, 2);
	assert_string_equal(group->streams.items[0]->name, "a");
	stream = log_group_stream(group, "b");
	assert_string_equal(stream->events.items[0].message, "nine");
	assert_int_equal(stream->events.items[0].ingestion,
			 START + CLOCK_SECOND);
	assert_string_equal(stream->events.items[1].message, "five");
	assert_int_equal(group->bytes, 9);
	account_free(account);
}

static void
a_group_that_is_not_there_takes_nothing(void **state)
{
	struct account *account = new_account();

	(void)state;
	log_group_add(account, REGION, "trail");
	assert_false(log_group_put(account, "eu-west-1", "trail", "s", START,
				   "x"));
	assert_false(log_group_put(account, REGION, "other", "s", START, "x"));
	log_group_delete(account, log_group_find(account, REGION, "trail"));
	assert_false(log_group_put(account, REGION, "trail", "s", START, "x"));
	account_free(account);
}

static void
what_is_older_than_the_retention_goes(void **state)
{
	struct account *account = new_account();
	struct log_group *group = log_group_add(account, REGION, "trail");

	(void)state;
	log_group_put(account, REGION, "trail", "s", START, "old");
	account_advance(account, 2 * (int64_t)CLOCK_DAY);
	log_group_put(account, REGION, "trail", "s", account->now, "new");
	log_group_expire(account, group);
	assert_int_equal(group->streams.items[0]->events.count, 2);
	group->retention_days = 1;
	log_group_expire(account, group);
	assert_int_equal(group->streams.items[0]->events.count, 1);
	assert_string_equal(group->streams.items[0]->events.items[0].message,
			    "new");
	assert_int_equal(group->bytes, 3);
	account_free(account);
}

static void
a_flood_is_kept_within_bounds(void **state)
{
	struct account *account = new_account();
	struct log_group *group = log_group_add(account, REGION, "trail");
	char *message = mem_alloc(LOG_EVENT_BYTES + 10);

	(void)state;
	memset(message, 'x', LOG_EVENT_BYTES + 9);
	message[LOG_EVENT_BYTES + 9] = '\0';
	for (int i = 0; i < 300; i++)
		log_group_put(account, REGION, "trail", "s", START + i,
			      message);
	assert_in_range(group->bytes, LOG_GROUP_BYTES / 2,
			LOG_GROUP_BYTES + LOG_EVENT_BYTES);
	assert_int_equal(group->events, 300);
	free(message);
	account_free(account);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			what_is_published_reaches_the_inbox_some_seconds_later),
		cmocka_unit_test(a_message_without_subject_has_that_of_aws),
		cmocka_unit_test(
			nobody_gets_anything_before_the_subscription_is_confirmed),
		cmocka_unit_test(a_topic_that_is_gone_takes_nothing),
		cmocka_unit_test(who_unsubscribes_before_confirming_stays_away),
		cmocka_unit_test(
			a_service_publishes_only_where_the_policy_names_it),
		cmocka_unit_test(the_inbox_keeps_the_newest),
		cmocka_unit_test(
			log_events_stand_by_their_time_not_by_their_arrival),
		cmocka_unit_test(a_group_that_is_not_there_takes_nothing),
		cmocka_unit_test(what_is_older_than_the_retention_goes),
		cmocka_unit_test(a_flood_is_kept_within_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
