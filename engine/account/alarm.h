/* SPDX-License-Identifier: MIT */
/*
 * CloudWatch alarms: a metric is held against a threshold, period by period.
 *
 * Each alarm is evaluated once a minute, at a second of its own; its periods
 * end with the minute before.  A changed state is written into its history and
 * sent to the topics of its actions.
 * Differs from AWS: one metric, no math, no percentiles, no anomaly bands, no
 * composite alarms; actions are topics, and their policy is not asked; a
 * missing datapoint is missing at once (AWS: waits some minutes for late ones).
 */
#ifndef ACCOUNT_ALARM_H
#define ACCOUNT_ALARM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/list.h"

struct account;
struct json_object;

enum alarm_state { ALARM_INSUFFICIENT_DATA, ALARM_OK, ALARM_ALARM };
enum { ALARM_STATES = 3 };

struct alarm_history {
	int64_t time;
	const char *type; /* "StateUpdate" */
	char *summary;	  /* "Alarm updated from OK to ALARM" */
	char *data;	  /* JSON */
};

struct alarm {
	char *name;
	char *arn;
	char *region;
	char *description;	   /* or NULL */
	bool actions_enabled;
	struct json_object *actions[ALARM_STATES]; /* lists of ARNs; or NULL */
	char *namespace;
	char *metric_name;
	char *statistic;	   /* "Sum" */
	int period;		   /* seconds */
	int evaluation_periods;
	int datapoints_to_alarm;   /* of these periods */
	bool datapoints_given;
	double threshold;
	char *comparison_operator; /* "GreaterThanThreshold" */
	char *treat_missing_data;  /* or NULL: "missing" */

	enum alarm_state state;
	char *state_reason;
	char *state_reason_data;   /* JSON, or NULL */
	int64_t state_updated;
	int64_t configuration_updated;
	int64_t second;		   /* of the minute: when it is evaluated */
	unsigned generation;	   /* counts the settings it has had */
	LIST(struct alarm_history) history;
};

enum { ALARMS_MOST = 5000 }; /* of a Region */

/* What PutMetricAlarm sets; all lent. */
struct alarm_settings {
	const char *description, *namespace, *metric_name, *statistic;
	const char *comparison_operator, *treat_missing_data;
	struct json_object *actions[ALARM_STATES];
	bool actions_enabled;
	int period, evaluation_periods, datapoints_to_alarm; /* 0: all */
	double threshold;
};

/* Adds or changes; a changed alarm keeps its state until it is evaluated. */
struct alarm *alarm_put(struct account *account, const char *region,
			const char *name,
			const struct alarm_settings *settings);
struct alarm *alarm_find(const struct account *account, const char *region,
			 const char *name);
size_t alarm_count(const struct account *account, const char *region);
void alarm_delete(struct account *account, struct alarm *alarm);
const char *alarm_state_name(enum alarm_state state); /* AWS's spelling */
bool alarm_state_parse(const char *name, enum alarm_state *state);
/* Sets it, writes it down and runs the actions; takes `reason` and `data`. */
void alarm_set_state(struct account *account, struct alarm *alarm,
		     enum alarm_state state, char *reason, char *data);

/* The mail of a changed state, as CloudWatch writes it; the caller frees. */
char *alarm_mail_subject(const struct alarm *alarm);
char *alarm_mail_text(const struct account *account, const struct alarm *alarm,
		      enum alarm_state before);

void alarm_free(struct alarm *alarm);

#endif
