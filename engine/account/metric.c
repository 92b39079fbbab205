/* SPDX-License-Identifier: MIT */
/*
 * Metrics: a value is added to its minute, and the oldest minutes go.
 */
#include "account/metric.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/memory.h"

enum { KEPT_DAYS = 15 };

struct metric *
metric_find(const struct account *account, const char *region,
	    const char *namespace, const char *name)
{
	for (size_t i = 0; i < account->metrics.count; i++) {
		struct metric *metric = account->metrics.items[i];

		if (!strcmp(metric->name, name) &&
		    !strcmp(metric->namespace, namespace) &&
		    !strcmp(metric->region, region))
			return metric;
	}
	return NULL;
}

static struct metric *
metric_new(struct account *account, const char *region, const char *namespace,
	   const char *name)
{
	struct metric *metric = mem_calloc(1, sizeof *metric);

	metric->name = mem_strdup(name);
	metric->namespace = mem_strdup(namespace);
	metric->region = mem_strdup(region);
	list_push(&account->metrics, metric);
	return metric;
}

static void
merge(struct metric_point *into, const struct metric_point *point)
{
	if (into->count == 0 || point->minimum < into->minimum)
		into->minimum = point->minimum;
	if (into->count == 0 || point->maximum > into->maximum)
		into->maximum = point->maximum;
	into->sum += point->sum;
	into->count += point->count;
}

/* The first point that is not before `time`. */
static size_t
seek(const struct metric *metric, int64_t time)
{
	size_t at = metric->points.count;

	/* what is asked for is nearly always recent */
	while (at > 0 && metric->points.items[at - 1].time >= time)
		at--;
	return at;
}

static void
forget_old(struct metric *metric, int64_t oldest)
{
	size_t gone = 0;

	while (gone < metric->points.count &&
	       metric->points.items[gone].time < oldest)
		gone++;
	metric->points.count -= gone;
	memmove(metric->points.items, metric->points.items + gone,
		metric->points.count * sizeof *metric->points.items);
}

void
metric_put(struct account *account, const char *region, const char *namespace,
	   const char *name, int64_t time, double value)
{
	struct metric *metric = metric_find(account, region, namespace, name);
	struct metric_point one = {
		.time = time - time % CLOCK_MINUTE,
		.sum = value,
		.minimum = value,
		.maximum = value,
		.count = 1,
	};
	size_t at;

	if (!metric)
		metric = metric_new(account, region, namespace, name);
	at = seek(metric, one.time);
	if (at < metric->points.count &&
	    metric->points.items[at].time == one.time) {
		merge(&metric->points.items[at], &one);
		return;
	}
	list_push(&metric->points, one);
	memmove(metric->points.items + at + 1, metric->points.items + at,
		(metric->points.count - 1 - at) *
			sizeof *metric->points.items);
	metric->points.items[at] = one;
	/* a day's worth at once, not one by one */
	if (metric->points.items[0].time <
	    account->now - (KEPT_DAYS + 1) * (int64_t)CLOCK_DAY)
		forget_old(metric,
			   account->now - KEPT_DAYS * (int64_t)CLOCK_DAY);
}

bool
metric_between(const struct metric *metric, int64_t from, int64_t until,
	       struct metric_point *out)
{
	*out = (struct metric_point){ .time = from };
	for (size_t i = seek(metric, from);
	     i < metric->points.count && metric->points.items[i].time < until;
	     i++)
		merge(out, &metric->points.items[i]);
	return out->count > 0;
}

bool
metric_statistic(const struct metric_point *point, const char *statistic,
		 double *value)
{
	const struct {
		const char *name;
		double value;
	} all[] = {
		{ "Sum", point->sum },
		{ "Average", point->count ? point->sum / point->count : 0 },
		{ "SampleCount", point->count },
		{ "Minimum", point->minimum },
		{ "Maximum", point->maximum },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!strcmp(all[i].name, statistic)) {
			*value = all[i].value;
			return true;
		}
	return false;
}

void
metric_free(struct metric *metric)
{
	list_release(&metric->points);
	free(metric->name);
	free(metric->namespace);
	free(metric->region);
	free(metric);
}
