/* SPDX-License-Identifier: MIT */
/*
 * What is due later.  Timers run in the order of (time, sequence), so that the
 * same calls give the same account on every machine.
 */
#ifndef ACCOUNT_TIMER_H
#define ACCOUNT_TIMER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct account;

struct timer {
	int64_t time;
	uint64_t sequence;
	void (*run)(struct account *account, void *data);
	void (*drop)(void *data); /* frees data of a timer that never ran */
	void *data;
};

struct timers { /* a heap; zeroed is empty */
	struct timer *items;
	size_t count;
	size_t allocated;
	uint64_t sequence;
};

/* `run` is called once at `time` with the clock standing there, and owns
   `data` from then on; `drop` (may be NULL) is for a timer that never ran. */
void timer_add(struct timers *timers, int64_t time,
	       void (*run)(struct account *, void *), void (*drop)(void *),
	       void *data);
/* The earliest timer due at or before `until`, taken out; false if none. */
bool timer_take(struct timers *timers, int64_t until, struct timer *out);
void timers_release(struct timers *timers);

#endif
