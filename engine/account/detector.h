/* SPDX-License-Identifier: MIT */
/*
 * GuardDuty: one detector a Region, and one finding that it makes,
 * Stealth:IAMUser/CloudTrailLoggingDisabled.
 *
 * GuardDuty reads management events by itself and needs no trail, so it sees
 * what blinds one.  A finding is made some minutes after its event; the same
 * thing done again counts it up.  New findings go to the event bus at once,
 * counted ones at the detector's publishing frequency.
 * Differs from AWS: each StopLogging, DeleteTrail and UpdateTrail that
 * succeeds is a finding, each PutEventSelectors that leaves a logging trail
 * blind, and each DeleteBucket of a trail's bucket; AWS weighs first whether
 * the call is unusual.  The delay of 2 to 16 minutes is a choice within what
 * public examples show.  Nothing says where on Earth an address is.
 */
#ifndef ACCOUNT_DETECTOR_H
#define ACCOUNT_DETECTOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/list.h"

struct account;
struct event;
struct json_object;

enum { DETECTOR_ID = 33 }; /* 32 hexadecimal digits, terminated */

struct finding {
	char id[DETECTOR_ID];
	struct json_object *json; /* GuardDuty's form, members in camelCase */
	int64_t published;	  /* when it last went to the event bus */
	bool publish_due;	  /* its count goes there later */
};

struct detector {
	char id[DETECTOR_ID];
	char *region;
	bool enabled; /* else suspended: it keeps its findings, makes none */
	const char *publishing_frequency; /* "SIX_HOURS", of the table's */
	int64_t created, updated;
	LIST(struct finding *) findings;
};

/* The Region must have none.  Enabled, at "SIX_HOURS". */
struct detector *detector_add(struct account *account, const char *region);
struct detector *detector_in(const struct account *account,
			     const char *region);
/* With all its findings, as in AWS. */
void detector_delete(struct account *account, struct detector *detector);
/* False, and nothing changed, if there is no such frequency. */
bool detector_set_frequency(struct detector *detector, const char *name);
struct finding *detector_finding(const struct detector *detector,
				 const char *id);

/* After each event: is it one for a finding?  `record` is lent. */
void detectors_note(struct account *account, const struct event *event,
		    struct json_object *record);

void detector_free(struct detector *detector);

#endif
