/* SPDX-License-Identifier: MIT */
/*
 * Evaluating an alarm: only alarm.c looks in here.
 */
#ifndef ACCOUNT_ALARM_EVALUATE_H
#define ACCOUNT_ALARM_EVALUATE_H

struct account;
struct alarm;

/* Looks at the metric's last periods and sets the state if it changed. */
void alarm_evaluate(struct account *account, struct alarm *alarm);

#endif
