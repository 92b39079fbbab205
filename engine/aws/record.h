/* SPDX-License-Identifier: MIT */
/*
 * Records: a call as CloudTrail writes it down.
 *
 * Source: AWS CloudTrail User Guide, "CloudTrail record contents", version
 * 1.11, and 3,200 real records; members stand in the order of real log files.
 */
#ifndef AWS_RECORD_H
#define AWS_RECORD_H

#include "aws/dispatch.h"

/* The record of a call that has run or was refused; the caller puts it. */
struct json_object *record_make(const struct aws_call *call,
				const struct event_class *class);
/* The same of a call that is only recorded; takes what `recorded` holds. */
struct json_object *record_make_recorded(struct account *account,
					 const struct caller *caller,
					 const struct event_class *class,
					 struct aws_recorded *recorded);

/* "Nov 19, 2025 6:30:00 AM", as IAM's records have a moment; STS's, a comma
   behind the year.  The caller frees. */
char *record_date(int64_t moment, const char *comma);

#endif
