/* SPDX-License-Identifier: MIT */
/*
 * Evaluating an alarm: the last periods, the datapoints that are missing among
 * them, and the words in which AWS gives its reason.
 *
 * Source of the words: reasons of real alarms in public texts.
 */
#include "account/alarm_evaluate.h"

#include <string.h>

#include "account/account.h"
#include "account/alarm.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/strbuf.h"

enum { LISTED_MOST = 5, MOMENT_TEXT = 40 };

static const struct comparison {
	const char *name, *words;
	bool more, equal;
} comparisons[] = {
	{ "GreaterThanOrEqualToThreshold", "greater than or equal to", true,
	  true },
	{ "GreaterThanThreshold", "greater than", true, false },
	{ "LessThanThreshold", "less than", false, false },
	{ "LessThanOrEqualToThreshold", "less than or equal to", false, true },
};

static const struct comparison *
comparison_find(const char *name)
{
	for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++)
		if (!strcmp(comparisons[i].name, name))
			return &comparisons[i];
	return NULL;
}

struct datapoint {
	int64_t time;
	double value;
	bool breaching;
};

struct evaluation {
	const struct alarm *alarm;
	const struct comparison *comparison;
	int64_t until; /* where the newest period ends */
	LIST(struct datapoint) present; /* newest first */
	int breaching, missing;
};

static bool
breaches(const struct evaluation *evaluation, double value)
{
	double threshold = evaluation->alarm->threshold;

	if (value == threshold)
		return evaluation->comparison->equal;
	return (value > threshold) == evaluation->comparison->more;
}

static void
collect(const struct account *account, struct evaluation *evaluation)
{
	const struct alarm *alarm = evaluation->alarm;
	const struct metric *metric = metric_find(
		account, alarm->region, alarm->namespace, alarm->metric_name);
	int64_t length = alarm->period * (int64_t)CLOCK_SECOND;

	for (int i = 0; i < alarm->evaluation_periods; i++) {
		struct datapoint datapoint = {
			.time = evaluation->until - (i + 1) * length,
		};
		struct metric_point point;

		if (!metric || !metric_between(metric, datapoint.time,
					       datapoint.time + length,
					       &point)) {
			evaluation->missing++;
			continue;
		}
		metric_statistic(&point, alarm->statistic, &datapoint.value);
		datapoint.breaching = breaches(evaluation, datapoint.value);
		evaluation->breaching += datapoint.breaching;
		list_push(&evaluation->present, datapoint);
	}
}

static bool
treats(const struct alarm *alarm, const char *as)
{
	return alarm->treat_missing_data &&
	       !strcmp(alarm->treat_missing_data, as);
}

/* The state that the datapoints give. */
static enum alarm_state
decide(const struct evaluation *evaluation)
{
	const struct alarm *alarm = evaluation->alarm;
	int present = (int)evaluation->present.count;
	int needed = alarm->datapoints_to_alarm;

	if (treats(alarm, "breaching"))
		return evaluation->breaching + evaluation->missing >= needed ?
			       ALARM_ALARM :
			       ALARM_OK;
	if (treats(alarm, "notBreaching"))
		return evaluation->breaching >= needed ? ALARM_ALARM :
							 ALARM_OK;
	if (present == 0)
		return treats(alarm, "ignore") ? alarm->state :
						 ALARM_INSUFFICIENT_DATA;
	if (evaluation->breaching >= (needed < present ? needed : present))
		return ALARM_ALARM;
	return ALARM_OK;
}

/* ---- in words */

static void
add_number(struct strbuf *out, double number)
{
	struct json_object *value = json_object_new_double(number);

	json_write(value, out);
	json_object_put(value);
}

/* [2.0 (15/09/21 18:27:00), ...]: those that breach, or those that do not. */
static void
add_datapoints(const struct evaluation *evaluation, bool breaching,
	       struct strbuf *out)
{
	char moment[MOMENT_TEXT];
	int listed = 0;

	strbuf_addch(out, '[');
	for (size_t i = 0;
	     i < evaluation->present.count && listed < LISTED_MOST; i++) {
		const struct datapoint *point = &evaluation->present.items[i];

		if (point->breaching != breaching)
			continue;
		strbuf_addstr(out, listed++ ? ", " : "");
		add_number(out, point->value);
		clock_format(point->time, "%d/%m/", moment, sizeof moment);
		strbuf_addf(out, " (%s", moment);
		clock_format(point->time, "%Y %H:%M:%S", moment,
			     sizeof moment);
		strbuf_addf(out, "%s)", moment + 2);
	}
	strbuf_addch(out, ']');
}

static const char *
plural(int count)
{
	return count == 1 ? "" : "s";
}

static void
add_missing(const struct evaluation *evaluation, struct strbuf *out)
{
	const struct alarm *alarm = evaluation->alarm;
	const char *as = treats(alarm, "breaching")    ? "Breaching" :
			 treats(alarm, "notBreaching") ? "NonBreaching" :
							 NULL;
	int missing = evaluation->missing;

	if (as && missing > 0)
		strbuf_addf(out, " and %d missing datapoint%s %s treated as "
				 "[%s]",
			    missing, plural(missing),
			    missing == 1 ? "was" : "were", as);
}

/* "1 out of the last 1 datapoints [...] was greater than the threshold" */
static void
add_crossed(const struct evaluation *evaluation, enum alarm_state state,
	    struct strbuf *out)
{
	const struct alarm *alarm = evaluation->alarm;
	bool alarming = state == ALARM_ALARM;
	int count = alarming ? evaluation->breaching :
			       (int)evaluation->present.count -
				       evaluation->breaching;
	int needed = alarming ? alarm->datapoints_to_alarm :
				alarm->evaluation_periods -
					alarm->datapoints_to_alarm + 1;
	bool many = count >= LISTED_MOST;

	strbuf_addf(out, "%d out of the last %d datapoints ", count,
		    alarm->evaluation_periods);
	if (!many)
		add_datapoints(evaluation, alarming, out);
	strbuf_addf(out, "%s%s %s%s the threshold (", many ? "" : " ",
		    count == 1 ? "was" : "were", alarming ? "" : "not ",
		    evaluation->comparison->words);
	add_number(out, alarm->threshold);
	strbuf_addch(out, ')');
	if (many) {
		strbuf_addf(out, ". The most recent datapoints which %scrossed "
				 "the threshold: ",
			    alarming ? "" : "not ");
		add_datapoints(evaluation, alarming, out);
	}
	add_missing(evaluation, out);
	strbuf_addf(out, " (minimum %d datapoint%s for %s transition).",
		    needed, plural(needed),
		    alarming ? "OK -> ALARM" : "ALARM -> OK");
}

static char *
reason(const struct evaluation *evaluation, enum alarm_state state)
{
	struct strbuf out = STRBUF_INIT;
	int missing = evaluation->missing;
	int count = state == ALARM_ALARM ?
			    evaluation->breaching :
			    (int)evaluation->present.count -
				    evaluation->breaching;

	if (state == ALARM_INSUFFICIENT_DATA) {
		strbuf_addf(&out, "Insufficient Data: %d datapoint%s %s "
				  "unknown.",
			    missing, plural(missing),
			    missing == 1 ? "was" : "were");
		return strbuf_detach(&out);
	}
	strbuf_addstr(&out, "Threshold Crossed: ");
	if (count > 0) {
		add_crossed(evaluation, state, &out);
	} else {
		strbuf_addf(&out, "no datapoints were received for %d period%s",
			    missing, plural(missing));
		add_missing(evaluation, &out);
		strbuf_addch(&out, '.');
	}
	return strbuf_detach(&out);
}

/* "2019-10-01T13:56:40.985+0000" */
static void
set_moment(struct json_object *object, const char *key, int64_t moment)
{
	char text[MOMENT_TEXT];
	struct strbuf whole = STRBUF_INIT;

	clock_format(moment, "%Y-%m-%dT%H:%M:%S", text, sizeof text);
	strbuf_addf(&whole, "%s.%03d+0000", text, (int)(moment % 1000));
	json_set_string(object, key, whole.buf);
	strbuf_release(&whole);
}

static char *
reason_data(const struct account *account, const struct evaluation *evaluation)
{
	struct json_object *data = json_object_new_object();
	struct json_object *recent = json_object_new_array();
	size_t count = evaluation->present.count;
	struct strbuf text = STRBUF_INIT;

	json_set_string(data, "version", "1.0");
	set_moment(data, "queryDate", account->now);
	if (count > 0)
		set_moment(data, "startDate",
			   evaluation->present.items[count - 1].time);
	json_set_string(data, "statistic", evaluation->alarm->statistic);
	json_set_int(data, "period", evaluation->alarm->period);
	for (size_t i = count; i > 0; i--)
		json_object_array_add(
			recent, json_object_new_double(
					evaluation->present.items[i - 1].value));
	json_set(data, "recentDatapoints", recent);
	json_set(data, "threshold",
		 json_object_new_double(evaluation->alarm->threshold));
	json_write(data, &text);
	json_object_put(data);
	return strbuf_detach(&text);
}

void
alarm_evaluate(struct account *account, struct alarm *alarm)
{
	struct evaluation evaluation = {
		.alarm = alarm,
		.comparison = comparison_find(alarm->comparison_operator),
		.until = account->now - account->now % CLOCK_MINUTE,
	};
	enum alarm_state state;

	collect(account, &evaluation);
	state = decide(&evaluation);
	if (state != alarm->state)
		alarm_set_state(account, alarm, state,
				reason(&evaluation, state),
				reason_data(account, &evaluation));
	list_release(&evaluation.present);
}
