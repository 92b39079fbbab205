/* SPDX-License-Identifier: MIT */
/*
 * The inbox, as it is read at the prompt: the newest messages, the last one at
 * the bottom, each as it arrived.
 */
#include "lesson/lab.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "lesson/lab_parts.h"

enum { SHOWN_MOST = 5 };

/* "arn:aws:sns:us-east-1:111122223333:alerts" is read as "alerts". */
static const char *
topic_name(const struct mail *mail)
{
	const char *colon = strrchr(mail->topic_arn, ':');

	return colon != NULL ? colon + 1 : mail->topic_arn;
}

static void
tell_mail(const struct mail *mail, struct messages *out)
{
	char day[CLOCK_TEXT], time[CLOCK_TEXT];

	clock_format(mail->time, "%Y-%m-%d", day, sizeof day);
	message_text(out, MESSAGE_NOTICE,
		     phrase_make(&out->arena,
				 N_("%s, %s UTC, from topic **%s** to %s: %s"),
				 day, clock_hms(mail->time, time),
				 topic_name(mail), mail->to, mail->subject));
	message_bytes(out, MESSAGE_OUTPUT, mail->text, strlen(mail->text));
}

static bool
anyone_waits(const struct account *account)
{
	for (size_t i = 0; i < account->topics.count; i++) {
		const struct topic *topic = account->topics.items[i];

		for (size_t j = 0; j < topic->subscriptions.count; j++)
			if (!topic->subscriptions.items[j]->confirmed)
				return true;
	}
	return false;
}

void
lab_inbox(const struct lab *lab, struct messages *out)
{
	const struct inbox *inbox = &lab->account->inbox;
	size_t first = inbox->count > SHOWN_MOST ? inbox->count - SHOWN_MOST :
						   0;

	if (inbox->count == 0)
		message_text(out, MESSAGE_NOTICE,
			     phrase_make(&out->arena,
					 N_("No mail has come yet.")));
	if (first > 0)
		message_text(out, MESSAGE_NOTICE,
			     phrase_make(&out->arena,
					 N_("Older messages: %d; "
					    "`inbox --json` shows all."),
					 (int)first));
	for (size_t i = first; i < inbox->count; i++)
		tell_mail(inbox->items[i], out);
	if (anyone_waits(lab->account))
		message_text(out, MESSAGE_NOTICE,
			     phrase_make(&out->arena,
					 N_("A subscription waits for its "
					    "confirmation; in AWS you click "
					    "the link in its mail, here that "
					    "happens by itself after a "
					    "minute.")));
}

struct json_object *
lab_inbox_json(const struct lab *lab)
{
	const struct inbox *inbox = &lab->account->inbox;
	struct json_object *out = json_object_new_object();
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < inbox->count; i++) {
		const struct mail *mail = inbox->items[i];
		struct json_object *item = json_object_new_object();
		char time[CLOCK_TEXT];

		json_set_string(item, "time", clock_iso(mail->time, time));
		json_set_string(item, "topicArn", mail->topic_arn);
		json_set_string(item, "to", mail->to);
		json_set_string(item, "subject", mail->subject);
		json_set_string(item, "text", mail->text);
		json_object_array_add(list, item);
	}
	json_set_int(out, "arrived", (int64_t)inbox->arrived);
	json_set(out, "messages", list);
	return out;
}
