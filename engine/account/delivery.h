/* SPDX-License-Identifier: MIT */
/*
 * Delivery: from the events a trail took to log files in its bucket.  Only
 * trail.c and state.c look in here.
 */
#ifndef ACCOUNT_DELIVERY_H
#define ACCOUNT_DELIVERY_H

#include <stddef.h>
#include <stdint.h>

struct account;
struct event;
struct trail;

struct trail_delivery {
	int64_t ready; /* may stand in a log file from this moment on */
	const struct event *event;
};

void delivery_take(struct account *account, struct trail *trail,
		   const struct event *event);

#endif
