/* SPDX-License-Identifier: MIT */
/*
 * SNS topics and their subscriptions by e-mail.
 *
 * A message published to a topic reaches every confirmed subscription some
 * seconds later, as mail in the account's inbox.  Who subscribes is sent a
 * confirmation first and gets nothing before it is confirmed, as in AWS.
 * Differs from AWS: the link in the confirmation is followed by itself after
 * one minute, as if its reader had clicked it; e-mail is the only protocol
 * and never fails; a message is not tried twice.
 */
#ifndef ACCOUNT_TOPIC_H
#define ACCOUNT_TOPIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/list.h"

struct account;

struct subscription {
	char *arn;	/* TOPIC_ARN:GUID */
	char *protocol; /* "email" */
	char *endpoint; /* the address */
	char *token;	/* what ConfirmSubscription asks for */
	bool confirmed;
};

struct topic {
	char *name;
	char *arn;
	char *region;
	char *display_name; /* the sender's name in mail; may be "" */
	char *policy;	    /* JSON: who may publish */
	LIST(struct subscription *) subscriptions;
	unsigned deleted_subscriptions;
};

/* A new topic, or the one of that name, as CreateTopic does.  Its policy lets
   the account's own principals and CloudWatch publish, as AWS's first does. */
struct topic *topic_add(struct account *account, const char *region,
			const char *name);
struct topic *topic_find(struct account *account, const char *arn);
void topic_delete(struct account *account, struct topic *topic);
/* Sets the policy (copied).  False, and nothing changed, if it is no JSON
   object. */
bool topic_set_policy(struct topic *topic, const char *policy);
/* Does its policy let that AWS service ("events.amazonaws.com") publish? */
bool topic_lets_service(const struct topic *topic, const char *service);

/* A new subscription, which is sent its confirmation, or the topic's of that
   address. */
struct subscription *topic_subscribe(struct account *account,
				     struct topic *topic, const char *protocol,
				     const char *endpoint);
/* By its ARN, of whatever topic, which is put into *topic; or NULL. */
struct subscription *subscription_find(struct account *account,
				       const char *arn, struct topic **topic);
void topic_unsubscribe(struct topic *topic, struct subscription *subscription);

/*
 * Publishes: the message is on its way to every confirmed subscription.  A
 * NULL subject is AWS's "AWS Notification Message".  False if there is no such
 * topic.  Whether the publisher may is not asked here.
 */
bool topic_publish(struct account *account, const char *topic_arn,
		   const char *subject, const char *message);

void topic_free(struct topic *topic);

#endif
