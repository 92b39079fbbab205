/* SPDX-License-Identifier: MIT */
/*
 * A trail's other ways out: its events to a log group, and word of each log
 * file to a topic.
 *
 * Events reach the log group, in the stream ACCOUNT_CloudTrail_REGION, under
 * the trail's role, whose policy is asked each time.
 * Differs from AWS: an event that the log group did not take is not sent
 * again; its time there is that of its arrival; the delay, which AWS puts at
 * about 5 minutes too, has the shape that was measured on log files; CloudTrail's
 * own CreateLogStream leaves no event.
 */
#ifndef ACCOUNT_TRAIL_WAYS_H
#define ACCOUNT_TRAIL_WAYS_H

struct account;
struct trail;

enum trail_logs_fault {
	TRAIL_LOGS_FINE,
	TRAIL_LOGS_NO_ROLE, /* none, or one that does not trust CloudTrail */
	TRAIL_LOGS_NO_GROUP,
	TRAIL_LOGS_NOT_ALLOWED,
};

/* Would the log group take CloudTrail's events under that role? */
enum trail_logs_fault trail_logs_check(struct account *account,
				       const char *region,
				       const char *group_arn,
				       const char *role_arn);
/* Sends the event that was recorded last, if the trail has a log group. */
void trail_send_to_logs(struct account *account, const struct trail *trail);
/* Tells the trail's topic, if it has one, of a log file. */
void trail_notify(struct account *account, struct trail *trail,
		  const char *bucket, const char *key);

#endif
