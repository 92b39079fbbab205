/* SPDX-License-Identifier: MIT */
/*
 * The inbox: the e-mail that reaches the people of the account, in virtual
 * time.  Every address that is subscribed to a topic is read here.
 */
#ifndef ACCOUNT_INBOX_H
#define ACCOUNT_INBOX_H

#include <stddef.h>
#include <stdint.h>

struct account;

enum { INBOX_MOST = 1000 }; /* messages that are kept, the newest */

struct mail {
	int64_t time;	 /* when it arrived */
	char *topic_arn; /* whom it is from */
	char *to;	 /* the address */
	char *subject;
	char *text;	 /* lines end with \n */
	size_t bytes;	 /* of memory, about */
};

struct inbox { /* in the order of arrival; zeroed is empty */
	struct mail **items;
	size_t count;
	size_t allocated;
	size_t arrived; /* in all, those no longer kept too */
	size_t bytes;
};

/* Copies; it arrives now. */
void inbox_put(struct account *account, const char *topic_arn, const char *to,
	       const char *subject, const char *text);
void inbox_release(struct inbox *inbox);

#endif
