/* SPDX-License-Identifier: MIT */
/*
 * Delivery: from the events a trail took to log files in its bucket.  Only
 * trail.c and state.c look in here.
 */
#ifndef ACCOUNT_DELIVERY_H
#define ACCOUNT_DELIVERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct account;
struct trail;

struct trail_delivery {
	int64_t ready; /* may stand in a log file from this moment on */
	size_t event;  /* its number */
	bool again;    /* it stands in a log file already */
};

/* The event that was recorded last. */
void delivery_take(struct account *account, struct trail *trail);

#endif
