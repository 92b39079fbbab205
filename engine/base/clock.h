/* SPDX-License-Identifier: MIT */
/*
 * Moments as milliseconds since 1970-01-01T00:00:00Z, proleptic Gregorian.
 *
 * Only arithmetic and text: nothing here knows what time it is.  The account's
 * clock and the host's wall clock both speak in these numbers.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CLOCK_SECOND = 1000,
	CLOCK_MINUTE = 60 * CLOCK_SECOND,
	CLOCK_HOUR = 60 * CLOCK_MINUTE,
	CLOCK_DAY = 24 * CLOCK_HOUR,
};

struct civil_time {
	int year, month, day;		  /* 2025, 1..12, 1..31 */
	int hour, minute, second, millisecond;
	int weekday;			  /* 0 is Sunday */
};

struct civil_time clock_civil(int64_t moment);
int64_t clock_from_civil(const struct civil_time *civil); /* weekday unused */

#define CLOCK_TEXT 32
/* "2025-11-19T07:04:10Z": the form of records; `out` is CLOCK_TEXT long. */
const char *clock_iso(int64_t moment, char *out);
/* "2025-11-19T07:04:10.883Z" */
const char *clock_iso_milli(int64_t moment, char *out);
/* "12:04:10", for people. */
const char *clock_hms(int64_t moment, char *out);
/* By a pattern of %Y %m %d %H %M %S only; anything else is copied. */
const char *clock_format(int64_t moment, const char *pattern, char *out,
			 size_t size);

/*
 * Reads "2025-11-19", "2025-11-19T07:04:10Z", the same with a blank for T,
 * with fractions, with +05:00 for Z, or epoch seconds ("1763535850").
 * Seconds may be missing, and so may the zone, which is then UTC.
 * False if it is none of these or the date does not exist.
 */
bool clock_parse(const char *text, int64_t *moment);

/*
 * Reads a length of time: "90s", "5m", "1h30m", "2d", "45" (seconds).
 * False if it is none of these, zero or negative, or above ten years.
 */
bool clock_parse_duration(const char *text, int64_t *milliseconds);

#endif
