/* SPDX-License-Identifier: MIT */
/*
 * Moments and dates: the arithmetic of the proleptic Gregorian calendar.
 *
 * Keeps true: the same on every machine, whatever its time zone, its C
 * library and the size of its time_t; clock_from_civil(clock_civil(m)) is m
 * (but for the first day of all that 64 bits can say).
 */
#include "base/clock.h"

#include <stdio.h>
#include <string.h>

enum {
	DAYS_PER_ERA = 146097,		/* 400 years */
	DAYS_TO_EPOCH = 719468,		/* 0000-03-01 to 1970-01-01 */
};

static const int64_t last_epoch_second = INT64_C(253402300799); /* year 9999 */
static const int64_t longest_duration = (int64_t)3653 * CLOCK_DAY;

static int64_t
floor_divide(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/*
 * Days since the epoch of a date, and back, in years that begin in March, so
 * that the leap day is a year's last.
 */
static int64_t
days_from_date(int64_t year, int month, int day)
{
	int64_t era, year_of_era, day_of_year;

	year -= month <= 2;
	era = floor_divide(year, 400);
	year_of_era = year - era * 400;
	day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 -
	       year_of_era / 100 + day_of_year - DAYS_TO_EPOCH;
}

static void
date_from_days(int64_t days, struct civil_time *civil)
{
	int64_t era, day, year, month;

	days += DAYS_TO_EPOCH;
	era = floor_divide(days, DAYS_PER_ERA);
	day = days - era * DAYS_PER_ERA;
	year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	day -= 365 * year + year / 4 - year / 100;
	month = (5 * day + 2) / 153;
	civil->day = (int)(day - (153 * month + 2) / 5 + 1);
	civil->month = (int)(month < 10 ? month + 3 : month - 9);
	civil->year = (int)(year + era * 400 + (civil->month <= 2));
}

struct civil_time
clock_civil(int64_t moment)
{
	struct civil_time civil;
	int64_t days = floor_divide(moment, CLOCK_DAY);
	int rest = (int)((moment % CLOCK_DAY + CLOCK_DAY) % CLOCK_DAY);

	date_from_days(days, &civil);
	civil.hour = rest / CLOCK_HOUR;
	civil.minute = rest / CLOCK_MINUTE % 60;
	civil.second = rest / CLOCK_SECOND % 60;
	civil.millisecond = rest % CLOCK_SECOND;
	civil.weekday = (int)(days - floor_divide(days + 4, 7) * 7 + 4);
	return civil;
}

int64_t
clock_from_civil(const struct civil_time *civil)
{
	return days_from_date(civil->year, civil->month, civil->day) *
		       CLOCK_DAY +
	       (int64_t)civil->hour * CLOCK_HOUR +
	       (int64_t)civil->minute * CLOCK_MINUTE +
	       (int64_t)civil->second * CLOCK_SECOND + civil->millisecond;
}

const char *
clock_iso(int64_t moment, char *out)
{
	return clock_format(moment, "%Y-%m-%dT%H:%M:%SZ", out, CLOCK_TEXT);
}

const char *
clock_iso_milli(int64_t moment, char *out)
{
	size_t length;

	clock_format(moment, "%Y-%m-%dT%H:%M:%S", out, CLOCK_TEXT);
	length = strlen(out);
	snprintf(out + length, CLOCK_TEXT - length, ".%03dZ",
		 clock_civil(moment).millisecond);
	return out;
}

const char *
clock_hms(int64_t moment, char *out)
{
	return clock_format(moment, "%H:%M:%S", out, CLOCK_TEXT);
}

/* At least `width` digits, as %0*d writes them; `out` is 16 bytes. */
static void
write_digits(char *out, int width, int value)
{
	if (value < 0 || value > 9999) {
		snprintf(out, 16, "%0*d", width, value);
		return;
	}
	out[width] = '\0';
	for (; width > 0; width--, value /= 10)
		out[width - 1] = (char)('0' + value % 10);
}

const char *
clock_format(int64_t moment, const char *pattern, char *out, size_t size)
{
	struct civil_time civil = clock_civil(moment);
	const struct {
		char letter;
		int width, value;
	} fields[] = {
		{ 'Y', 4, civil.year },	  { 'm', 2, civil.month },
		{ 'd', 2, civil.day },	  { 'H', 2, civil.hour },
		{ 'M', 2, civil.minute }, { 'S', 2, civil.second },
	};
	size_t length = 0;

	if (size == 0)
		return out;
	for (; *pattern; pattern++) {
		char text[16] = { *pattern };

		for (size_t i = 0; *pattern == '%' && i < 6; i++) {
			if (pattern[1] != fields[i].letter)
				continue;
			write_digits(text, fields[i].width, fields[i].value);
			pattern++;
			break;
		}
		if (length + strlen(text) >= size)
			break;
		memcpy(out + length, text, strlen(text));
		length += strlen(text);
	}
	out[length] = '\0';
	return out;
}

/* Exactly `digits` digits, at *text; moves it behind them. */
static bool
read_digits(const char **text, int digits, int *value)
{
	*value = 0;
	for (; digits > 0; digits--, (*text)++) {
		if (**text < '0' || **text > '9')
			return false;
		*value = *value * 10 + (**text - '0');
	}
	return true;
}

static bool
read_char(const char **text, const char *one_of)
{
	if (!**text || !strchr(one_of, **text))
		return false;
	(*text)++;
	return true;
}

/* ".25", perhaps more digits than we keep; nothing at all is 0. */
static bool
read_fraction(const char **text, int *millisecond)
{
	int weight = 100;

	*millisecond = 0;
	if (!read_char(text, "."))
		return true;
	if (**text < '0' || **text > '9')
		return false;
	for (; **text >= '0' && **text <= '9'; (*text)++, weight /= 10)
		*millisecond += (**text - '0') * weight;
	return true;
}

static bool
read_date(const char **text, struct civil_time *civil)
{
	static const int longest[] = { 31, 29, 31, 30, 31, 30,
				       31, 31, 30, 31, 30, 31 };
	struct civil_time same;

	if (!read_digits(text, 4, &civil->year) || !read_char(text, "-") ||
	    !read_digits(text, 2, &civil->month) || !read_char(text, "-") ||
	    !read_digits(text, 2, &civil->day))
		return false;
	if (civil->month < 1 || civil->month > 12 || civil->day < 1 ||
	    civil->day > longest[civil->month - 1])
		return false;
	same = clock_civil(clock_from_civil(civil));
	return same.day == civil->day; /* 29 February, 1 March */
}

static bool
read_time(const char **text, struct civil_time *civil)
{
	if (!read_digits(text, 2, &civil->hour) || !read_char(text, ":") ||
	    !read_digits(text, 2, &civil->minute))
		return false;
	if (read_char(text, ":") &&
	    (!read_digits(text, 2, &civil->second) ||
	     !read_fraction(text, &civil->millisecond)))
		return false;
	return civil->hour < 24 && civil->minute < 60 && civil->second < 60;
}

/* "Z", "+05:00", "-0330" or nothing, as minutes east. */
static bool
read_zone(const char **text, int *east)
{
	bool west = **text == '-';
	int hours, minutes;

	*east = 0;
	if (!**text || read_char(text, "Zz"))
		return true;
	if (!read_char(text, "+-") || !read_digits(text, 2, &hours))
		return false;
	read_char(text, ":");
	if (!read_digits(text, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*east = (west ? -1 : 1) * (hours * 60 + minutes);
	return true;
}

static bool
parse_epoch(const char *text, int64_t *moment)
{
	int64_t seconds = 0;
	int millisecond;

	if (*text < '0' || *text > '9')
		return false;
	for (; *text >= '0' && *text <= '9'; text++) {
		seconds = seconds * 10 + (*text - '0');
		if (seconds > last_epoch_second)
			return false;
	}
	if (!read_fraction(&text, &millisecond) || *text)
		return false;
	*moment = seconds * CLOCK_SECOND + millisecond;
	return true;
}

bool
clock_parse(const char *text, int64_t *moment)
{
	struct civil_time civil = { 0 };
	const char *next = text;
	int east = 0;

	if (!read_date(&next, &civil))
		return parse_epoch(text, moment);
	if (*next && (!read_char(&next, "Tt ") || !read_time(&next, &civil) ||
		      !read_zone(&next, &east) || *next))
		return false;
	*moment = clock_from_civil(&civil) - (int64_t)east * CLOCK_MINUTE;
	return true;
}

bool
clock_parse_duration(const char *text, int64_t *milliseconds)
{
	static const char letters[] = "dhms";
	static const int units[] = { CLOCK_DAY, CLOCK_HOUR, CLOCK_MINUTE,
				     CLOCK_SECOND };
	const char *least = letters; /* units come large before small */
	int64_t total = 0;
	bool alone = true;

	do {
		int64_t number = 0;
		const char *unit;

		if (*text < '0' || *text > '9')
			return false;
		for (; *text >= '0' && *text <= '9'; text++) {
			number = number * 10 + (*text - '0');
			if (number > longest_duration / CLOCK_SECOND)
				return false;
		}
		if (*text)
			unit = strchr(least, *text++);
		else
			unit = alone ? strchr(letters, 's') : NULL;
		if (!unit)
			return false;
		total += number * units[unit - letters];
		least = unit + 1;
		alone = false;
	} while (*text);
	if (total <= 0 || total > longest_duration)
		return false;
	*milliseconds = total;
	return true;
}
