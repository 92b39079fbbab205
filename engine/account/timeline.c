/* SPDX-License-Identifier: MIT */
/*
 * The timeline, and the blind windows read from it.
 *
 * A window opens when a trail that saw ceases to see (sight.h), and closes when
 * a trail of that name sees again.
 */
#include "account/timeline.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/memory.h"

void
timeline_add(struct account *account, enum timeline_kind kind,
	     const char *subject, const char *detail, const char *who,
	     bool read_only)
{
	struct timeline_entry *entry = mem_calloc(1, sizeof *entry);

	entry->time = account->now;
	entry->kind = kind;
	entry->subject = pool_intern(&account->names, subject);
	entry->detail = pool_intern(&account->names, detail);
	entry->who = pool_intern(&account->names, who);
	entry->read_only = read_only;
	list_push(&account->timeline, entry);
}

void
timeline_release(struct timeline *timeline)
{
	for (size_t i = 0; i < timeline->count; i++)
		free(timeline->items[i]);
	list_release(timeline);
}

/* In event history, and in no log file of ours.  Whole seconds: the event that
   opened the window was still taken. */
static size_t
events_missing(const struct account *account, const struct blind_window *window)
{
	bool foreign = window->cause == BLIND_FOREIGN;
	size_t count = 0;

	for (size_t i = account->events.count; i > 0; i--) {
		const struct event *event = event_at(account, i - 1);

		if (!event || event->time < window->from - CLOCK_SECOND)
			break;
		if (event->management && (event->trails == 0 || foreign) &&
		    event->time <= window->until)
			count++;
	}
	return count;
}

static struct blind_window *
open_window(struct blind_windows *windows, const char *trail)
{
	for (size_t i = 0; i < windows->count; i++)
		if (windows->items[i].open &&
		    !strcmp(windows->items[i].trail, trail))
			return &windows->items[i];
	return NULL;
}

void
timeline_blind_windows(const struct account *account, int64_t since,
		       struct blind_windows *out)
{
	for (size_t i = 0; i < account->sights.count; i++) {
		const struct sight *sight = &account->sights.items[i];
		struct blind_window *window;

		if (sight->time < since)
			continue;
		window = open_window(out, sight->trail);
		if (window && sight->cause == BLIND_NOT) {
			window->until = sight->time;
			window->open = false;
		} else if (!window && sight->cause != BLIND_NOT) {
			struct blind_window opened = {
				.trail = sight->trail,
				.cause = sight->cause,
				.from = sight->time,
				.until = account->now,
				.open = true,
			};

			list_push(out, opened);
		}
	}
	for (size_t i = 0; i < out->count; i++)
		out->items[i].events_missing =
			events_missing(account, &out->items[i]);
}
