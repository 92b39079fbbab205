/* SPDX-License-Identifier: MIT */
/*
 * CloudWatch metrics: values by the minute.
 *
 * Differs from AWS: no dimensions and no units; values are kept for 15 days,
 * as AWS keeps those of a minute, and not more coarsely after that.
 */
#ifndef ACCOUNT_METRIC_H
#define ACCOUNT_METRIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/list.h"

struct account;

struct metric_point {
	int64_t time; /* where the minute begins */
	double sum, minimum, maximum;
	unsigned count;
};

struct metric {
	char *name;
	char *namespace;
	char *region;
	LIST(struct metric_point) points; /* by time */
};

struct metric *metric_find(const struct account *account, const char *region,
			   const char *namespace, const char *name);
/* One value more; the metric is made if there is none of that name. */
void metric_put(struct account *account, const char *region,
		const char *namespace, const char *name, int64_t time,
		double value);
/* What happened from <= time < until, as one; false: nothing. */
bool metric_between(const struct metric *metric, int64_t from, int64_t until,
		    struct metric_point *out);
/* "Sum", "Average", "SampleCount", "Minimum", "Maximum"; false if none. */
bool metric_statistic(const struct metric_point *point, const char *statistic,
		      double *value);

void metric_free(struct metric *metric);

#endif
