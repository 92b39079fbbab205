/* SPDX-License-Identifier: MIT */
/*
 * Ordinary work in the background: colleagues and services who call AWS at
 * believable hours, from the account's own seed.
 *
 * A worker runs one errand, a call and what it brings with it, waits between
 * a quarter and seven quarters of the activity's mean, and skips to the next
 * working day when its hours are over.  When the day begins, or a session of
 * temporary credentials is over, the calls of `first` come before the errand.
 */
#include "lesson/scenario_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"

/* One who does the work of an activity; stays as long as the account. */
struct worker {
	const struct scenario_activity *activity;
	const char *who;
	bool opening; /* the next errand is the day's first */
	bool signed_in;
	char key[21], session_name[65], run[37];
	struct credentials credentials;
};

/* Its calls come one by one, so it needs a timer of its own. */
struct errand {
	struct worker *worker;
	const struct scenario_call *row;
	bool opens;  /* `first` comes first */
	size_t made; /* calls until now */
	char run[37];
};

/* ---- sessions */

static void
begin_session(struct account *account, struct worker *worker)
{
	const struct scenario_activity *activity = worker->activity;
	struct scenario_actor actor = { .who = worker->who,
					.run = worker->run };
	char text[17];

	random_text(&account->random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16,
		    text);
	snprintf(worker->key, sizeof worker->key, "ASIA%s", text);
	worker->credentials = (struct credentials){
		.access_key_id = worker->key,
		.began = account->now,
		.mfa = activity->session == SESSION_CONSOLE,
		.from_console = activity->session == SESSION_CONSOLE,
		.on_instance = activity->session == SESSION_INSTANCE,
	};
	if (activity->session_name) {
		char *name = scenario_text(account, &actor,
					   activity->session_name);

		snprintf(worker->session_name, sizeof worker->session_name,
			 "%s", name);
		worker->credentials.session_name = worker->session_name;
		free(name);
	}
	worker->signed_in = true;
}

/* Does something begin with the next errand, the day or a session? */
static bool
opens(const struct account *account, const struct worker *worker)
{
	const struct scenario_activity *activity = worker->activity;

	if (worker->opening)
		return true;
	if (activity->session == SESSION_NONE)
		return false;
	return !worker->signed_in ||
	       (activity->lasts > 0 &&
		account->now - worker->credentials.began >= activity->lasts);
}

/* ---- errands */

static const struct scenario_call *
next_call(const struct errand *errand)
{
	const struct scenario_activity *activity = errand->worker->activity;
	size_t i = errand->made;

	if (errand->opens) {
		if (i < activity->first_count)
			return &activity->first[i];
		i -= activity->first_count;
	}
	if (i == 0)
		return errand->row;
	return i <= errand->row->then_count ? &errand->row->then[i - 1] : NULL;
}

/* A page or a program makes its calls within a second or two. */
static int64_t
pause_of(struct account *account, const struct errand *errand)
{
	double mean = errand->row->pause ? (double)errand->row->pause : 900;

	return (int64_t)(mean * (0.3 + 1.4 * random_unit(&account->random)));
}

static void
make_call(struct account *account, void *data)
{
	struct errand *errand = data;
	struct worker *worker = errand->worker;
	const struct scenario_activity *activity = worker->activity;
	struct scenario_actor actor = {
		.who = worker->who,
		.ip = activity->ip,
		.agent = activity->agent,
		.invoked_by = activity->invoked_by,
		.credentials = activity->session != SESSION_NONE ?
				       &worker->credentials :
				       NULL,
		.run = errand->run,
	};

	scenario_call(account, &actor, next_call(errand));
	errand->made++;
	if (next_call(errand))
		timer_add(&account->timers,
			  account->now + pause_of(account, errand), make_call,
			  free, errand);
	else
		free(errand);
}

static int
weight_of(const struct scenario_call *row)
{
	return row->weight ? row->weight : 1;
}

static const struct scenario_call *
choose(struct account *account, const struct scenario_activity *activity)
{
	uint32_t total = 0, at;
	size_t i = 0;

	for (i = 0; i < activity->call_count; i++)
		total += (uint32_t)weight_of(&activity->calls[i]);
	at = random_below(&account->random, total);
	for (i = 0; at >= (uint32_t)weight_of(&activity->calls[i]); i++)
		at -= (uint32_t)weight_of(&activity->calls[i]);
	return &activity->calls[i];
}

static void
begin_errand(struct account *account, struct worker *worker)
{
	const struct scenario_activity *activity = worker->activity;
	struct errand *errand = mem_calloc(1, sizeof *errand);

	errand->worker = worker;
	errand->row = choose(account, activity);
	errand->opens = opens(account, worker);
	random_guid(&account->random, worker->run);
	memcpy(errand->run, worker->run, sizeof errand->run);
	if (errand->opens && activity->session != SESSION_NONE)
		begin_session(account, worker);
	make_call(account, errand);
}

/* ---- hours */

static bool
works_on(const struct scenario_activity *activity, int64_t moment)
{
	static const char *const names[] = { "sun", "mon", "tue", "wed",
					     "thu", "fri", "sat" };
	const char *today = names[clock_civil(moment).weekday];

	if (!activity->days)
		return true;
	for (size_t i = 0; activity->days[i]; i++)
		if (!strcmp(activity->days[i], today))
			return true;
	return false;
}

static int64_t
midnight(int64_t moment)
{
	return moment - moment % CLOCK_DAY;
}

/* The first moment of work at or after `moment`. */
static int64_t
next_hours(const struct scenario_activity *activity, int64_t moment)
{
	for (int day = 0; day < 8; day++) {
		int64_t date = midnight(moment) + day * (int64_t)CLOCK_DAY;
		int64_t from = date + activity->from;

		if (!works_on(activity, date))
			continue;
		if (moment <= from)
			return from;
		if (moment < date + activity->until)
			return moment;
	}
	return INT64_MAX;
}

static void work(struct account *account, void *data);

static void
schedule(struct account *account, struct worker *worker)
{
	const struct scenario_activity *activity = worker->activity;
	double wait = (double)activity->every *
		      (0.25 + 1.5 * random_unit(&account->random));
	int64_t now = account->now > activity->since ? account->now :
						       activity->since;
	int64_t after = now + (int64_t)wait;
	int64_t at = next_hours(activity, after);

	worker->opening = at != after;
	if (worker->opening && at != INT64_MAX) /* nobody is punctual */
		at += (int64_t)(wait / 2);
	timer_add(&account->timers, at, work, free, worker);
}

static void
work(struct account *account, void *data)
{
	struct worker *worker = data;

	if (account_is_full(account)) {
		free(worker);
		return;
	}
	begin_errand(account, worker);
	schedule(account, worker);
}

void
activity_begin(struct account *account,
	       const struct scenario_activity *activity)
{
	for (size_t i = 0; activity->who[i]; i++) {
		struct worker *worker = mem_calloc(1, sizeof *worker);

		worker->activity = activity;
		worker->who = activity->who[i];
		schedule(account, worker);
	}
}
