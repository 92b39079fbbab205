/* SPDX-License-Identifier: MIT */
/*
 * The score of a run: how long nobody wrote anything down, what that cost,
 * and how soon it was noticed and mended.  All of it is worked out from the
 * account.
 *
 * The account is blind while none of its trails sees (sight.h).  Such a window
 * is detected when the first guard notices it: a rule matches the call that
 * opened it, Config finds NON_COMPLIANT, an alarm goes off.  It is repaired
 * when a trail sees again.  An event is lost if it is in no log file that lies
 * in a bucket of this account, and none is on its way.
 */
#ifndef ACCOUNT_SCORE_H
#define ACCOUNT_SCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct account;

struct score {
	size_t windows;	   /* how often the account went blind */
	int64_t blind;	   /* milliseconds, all in all */
	bool blind_now;
	size_t undetected; /* windows that no guard noticed */
	int64_t detect;	   /* the slowest detection; -1: there was none */
	int64_t repair;	   /* the slowest repair; -1: there was none */
	size_t lost;	   /* management events */
};

/* Since `since`; of what was in log files before, what is gone counts too. */
void account_score(struct account *account, int64_t since,
		   struct score *score);

#endif
