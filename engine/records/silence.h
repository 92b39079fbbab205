/* SPDX-License-Identifier: MIT */
/*
 * Silence: hours without any event where there should be some.
 *
 * A suspicion and no proof: nothing may have happened.  An hour is silent if
 * its account and Region have no event in it, though the same hour of the day
 * has at least SILENCE_EVENTS on SILENCE_DAYS other days or more, and on at
 * least four fifths of all other days between the first and the last event.
 * So a night, or a week-end, is not taken for silence.
 */
#ifndef RECORDS_SILENCE_H
#define RECORDS_SILENCE_H

#include <stddef.h>
#include <stdint.h>

#include "records/count.h"

struct gaps;

enum { SILENCE_EVENTS = 10, SILENCE_DAYS = 4 };

/* Counts an event of that account and Region, as they are written. */
void silence_add(struct counts *hours, struct span account, struct span region,
		 int64_t time);
/* Appends the silent stretches of all that was counted; not the hours that a
   gap which is there already explains.  Nothing can be added any more. */
void silence_find(struct counts *hours, struct gaps *gaps);

#endif
