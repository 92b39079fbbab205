/* SPDX-License-Identifier: MIT */
/*
 * Alarms: their settings, their timers, and what a changed state sets off.
 * How one is evaluated: alarm_evaluate.c.
 */
#include "account/alarm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "account/alarm_evaluate.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

enum { HISTORY_MOST = 1000 };

static const char *const state_names[] = {
	[ALARM_INSUFFICIENT_DATA] = "INSUFFICIENT_DATA",
	[ALARM_OK] = "OK",
	[ALARM_ALARM] = "ALARM",
};

const char *
alarm_state_name(enum alarm_state state)
{
	return state_names[state];
}

bool
alarm_state_parse(const char *name, enum alarm_state *state)
{
	for (int i = 0; i < ALARM_STATES; i++)
		if (!strcmp(state_names[i], name)) {
			*state = (enum alarm_state)i;
			return true;
		}
	return false;
}

/* ---- history */

static void
history_release_one(struct alarm_history *item)
{
	free(item->summary);
	free(item->data);
}

/* Takes `summary` and `data`. */
static void
remember(struct account *account, struct alarm *alarm, const char *type,
	 char *summary, char *data)
{
	struct alarm_history item = {
		.time = account->now,
		.type = type,
		.summary = summary,
		.data = data,
	};

	if (alarm->history.count == HISTORY_MOST) {
		history_release_one(&alarm->history.items[0]);
		alarm->history.count--;
		memmove(alarm->history.items, alarm->history.items + 1,
			alarm->history.count * sizeof item);
	}
	list_push(&alarm->history, item);
}

static struct json_object *
state_json(enum alarm_state state, const char *reason, const char *data)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "stateValue", alarm_state_name(state));
	json_set_string(out, "stateReason", reason);
	if (data)
		json_set(out, "stateReasonData",
			 json_parse(data, strlen(data), NULL, NULL));
	return out;
}

static char *
detach_json(struct json_object *value)
{
	struct strbuf text = STRBUF_INIT;

	json_write(value, &text);
	json_object_put(value);
	return strbuf_detach(&text);
}

/* ---- actions */

static void
run_action(struct account *account, struct alarm *alarm,
	   enum alarm_state before, const char *arn)
{
	char *subject = alarm_mail_subject(alarm);
	char *text = alarm_mail_text(account, alarm, before);
	bool done = topic_publish(account, arn, subject, text);
	struct json_object *data = json_object_new_object();

	json_set_string(data, "actionState", done ? "Succeeded" : "Failed");
	json_set_string(data, "notificationResource", arn);
	json_set_string(data, "stateUpdateType", alarm_state_name(alarm->state));
	remember(account, alarm, "Action",
		 str_printf(done ? "Successfully executed action %s" :
				   "Failed to execute action %s",
			    arn),
		 detach_json(data));
	free(subject);
	free(text);
}

static void
run_actions(struct account *account, struct alarm *alarm,
	    enum alarm_state before)
{
	struct json_object *arns = alarm->actions[alarm->state];

	if (!alarm->actions_enabled || !arns)
		return;
	for (size_t i = 0; i < json_object_array_length(arns); i++)
		run_action(account, alarm, before, json_text_at(arns, i));
}

void
alarm_set_state(struct account *account, struct alarm *alarm,
		enum alarm_state state, char *reason, char *data)
{
	struct json_object *history = json_object_new_object();
	enum alarm_state before = alarm->state;

	json_set_string(history, "version", "1.0");
	json_set(history, "oldState",
		 state_json(before, alarm->state_reason,
			    alarm->state_reason_data));
	json_set(history, "newState", state_json(state, reason, data));
	free(alarm->state_reason);
	free(alarm->state_reason_data);
	alarm->state = state;
	alarm->state_reason = reason;
	alarm->state_reason_data = data;
	alarm->state_updated = account->now;
	if (state == before) {
		json_object_put(history);
		return;
	}
	if (state == ALARM_ALARM || before == ALARM_ALARM)
		timeline_add(account, TIMELINE_ALARM_CHANGED, alarm->name,
			     alarm_state_name(state), NULL, false);
	remember(account, alarm, "StateUpdate",
		 str_printf("Alarm updated from %s to %s",
			    alarm_state_name(before), alarm_state_name(state)),
		 detach_json(history));
	run_actions(account, alarm, before);
}

/* ---- timers: they name the alarm, which may be gone when they run */

struct due {
	char *region, *name;
	unsigned generation;
};

static void
drop_due(void *data)
{
	struct due *due = data;

	free(due->region);
	free(due->name);
	free(due);
}

static void run_due(struct account *account, void *data);

static void
schedule(struct account *account, const struct alarm *alarm)
{
	struct due *due = mem_calloc(1, sizeof *due);
	int64_t minute = account->now - account->now % CLOCK_MINUTE;
	int64_t time = minute + alarm->second;

	due->region = mem_strdup(alarm->region);
	due->name = mem_strdup(alarm->name);
	due->generation = alarm->generation;
	if (time <= account->now)
		time += CLOCK_MINUTE;
	timer_add(&account->timers, time, run_due, drop_due, due);
}

static void
run_due(struct account *account, void *data)
{
	struct due *due = data;
	struct alarm *alarm = alarm_find(account, due->region, due->name);

	if (alarm && alarm->generation == due->generation &&
	    !account_is_full(account)) {
		schedule(account, alarm);
		alarm_evaluate(account, alarm);
	}
	drop_due(due);
}

/* ---- the alarms */

static struct alarm *
alarm_new(struct account *account, const char *region, const char *name)
{
	struct alarm *alarm = mem_calloc(1, sizeof *alarm);

	alarm->name = mem_strdup(name);
	alarm->region = mem_strdup(region);
	alarm->arn = account_arn(account, "cloudwatch", region, "alarm:%s", name);
	alarm->state_reason = mem_strdup("Unchecked: Initial alarm creation");
	alarm->state_updated = account->now;
	alarm->second = random_below(&account->random, 60) *
			(int64_t)CLOCK_SECOND;
	list_push(&account->alarms, alarm);
	return alarm;
}

static void
release_settings(struct alarm *alarm)
{
	free(alarm->description);
	free(alarm->namespace);
	free(alarm->metric_name);
	free(alarm->statistic);
	free(alarm->comparison_operator);
	free(alarm->treat_missing_data);
	for (int i = 0; i < ALARM_STATES; i++)
		json_object_put(alarm->actions[i]);
}

struct alarm *
alarm_put(struct account *account, const char *region, const char *name,
	  const struct alarm_settings *settings)
{
	struct alarm *alarm = alarm_find(account, region, name);
	bool created = !alarm;

	if (!alarm)
		alarm = alarm_new(account, region, name);
	release_settings(alarm);
	alarm->description = mem_strdup(settings->description);
	alarm->namespace = mem_strdup(settings->namespace);
	alarm->metric_name = mem_strdup(settings->metric_name);
	alarm->statistic = mem_strdup(settings->statistic);
	alarm->comparison_operator =
		mem_strdup(settings->comparison_operator);
	alarm->treat_missing_data = mem_strdup(settings->treat_missing_data);
	for (int i = 0; i < ALARM_STATES; i++)
		alarm->actions[i] = json_copy(settings->actions[i]);
	alarm->actions_enabled = settings->actions_enabled;
	alarm->period = settings->period;
	alarm->evaluation_periods = settings->evaluation_periods;
	alarm->datapoints_given = settings->datapoints_to_alarm > 0;
	alarm->datapoints_to_alarm = alarm->datapoints_given ?
					     settings->datapoints_to_alarm :
					     settings->evaluation_periods;
	alarm->threshold = settings->threshold;
	alarm->configuration_updated = account->now;
	alarm->generation++;
	remember(account, alarm, "ConfigurationUpdate",
		 str_printf("Alarm \"%s\" %s", name,
			    created ? "created" : "updated"),
		 mem_strdup("{\"version\":\"1.0\"}"));
	schedule(account, alarm);
	return alarm;
}

struct alarm *
alarm_find(const struct account *account, const char *region, const char *name)
{
	for (size_t i = 0; i < account->alarms.count; i++) {
		struct alarm *alarm = account->alarms.items[i];

		if (!strcmp(alarm->name, name) &&
		    !strcmp(alarm->region, region))
			return alarm;
	}
	return NULL;
}

size_t
alarm_count(const struct account *account, const char *region)
{
	size_t count = 0;

	for (size_t i = 0; i < account->alarms.count; i++)
		count += !strcmp(account->alarms.items[i]->region, region);
	return count;
}

void
alarm_delete(struct account *account, struct alarm *alarm)
{
	size_t i = 0;

	while (account->alarms.items[i] != alarm)
		i++;
	account->alarms.count--;
	memmove(account->alarms.items + i, account->alarms.items + i + 1,
		(account->alarms.count - i) * sizeof *account->alarms.items);
	alarm_free(alarm);
}

void
alarm_free(struct alarm *alarm)
{
	release_settings(alarm);
	for (size_t i = 0; i < alarm->history.count; i++)
		history_release_one(&alarm->history.items[i]);
	list_release(&alarm->history);
	free(alarm->state_reason);
	free(alarm->state_reason_data);
	free(alarm->name);
	free(alarm->arn);
	free(alarm->region);
	free(alarm);
}
