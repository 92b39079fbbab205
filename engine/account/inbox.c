/* SPDX-License-Identifier: MIT */
/*
 * The inbox: the newest messages, so that no chatty topic can fill the
 * machine.
 */
#include "account/inbox.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/memory.h"

static void
mail_free(struct mail *mail)
{
	free(mail->topic_arn);
	free(mail->to);
	free(mail->subject);
	free(mail->text);
	free(mail);
}

void
inbox_put(struct account *account, const char *topic_arn, const char *to,
	  const char *subject, const char *text)
{
	struct inbox *inbox = &account->inbox;
	struct mail *mail = mem_calloc(1, sizeof *mail);

	if (inbox->count == INBOX_MOST) {
		inbox->bytes -= inbox->items[0]->bytes;
		mail_free(inbox->items[0]);
		inbox->count--;
		memmove(inbox->items, inbox->items + 1,
			inbox->count * sizeof *inbox->items);
	}
	mail->time = account->now;
	mail->topic_arn = mem_strdup(topic_arn);
	mail->to = mem_strdup(to);
	mail->subject = mem_strdup(subject);
	mail->text = mem_strdup(text);
	mail->bytes = sizeof *mail + sizeof mail + strlen(topic_arn) +
		      strlen(to) + strlen(subject) + strlen(text) + 64;
	inbox->bytes += mail->bytes;
	list_push(inbox, mail);
	inbox->arrived++;
}

void
inbox_release(struct inbox *inbox)
{
	for (size_t i = 0; i < inbox->count; i++)
		mail_free(inbox->items[i]);
	list_release(inbox);
}
