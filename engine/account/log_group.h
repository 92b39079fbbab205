/* SPDX-License-Identifier: MIT */
/*
 * CloudWatch Logs: log groups, their streams and the events in them.
 *
 * What is put carries the time its sender says, and the time of its arrival
 * besides.  Events of a stream stand in the order of their time.
 * Differs from AWS: a group keeps the newest LOG_GROUP_BYTES of messages, and
 * never more than 256 KB of one.
 */
#ifndef ACCOUNT_LOG_GROUP_H
#define ACCOUNT_LOG_GROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/list.h"

struct account;
struct filter_pattern;

enum {
	LOG_GROUP_BYTES = 32 * 1024 * 1024,
	LOG_EVENT_BYTES = 256 * 1024,
};

struct log_event {
	int64_t time;	   /* as its sender says */
	int64_t ingestion; /* when it arrived */
	uint64_t id;	   /* counts the events of the group */
	char *message;
};

struct log_stream {
	char *name;
	int64_t created;
	int64_t last_ingestion; /* 0: nothing yet */
	LIST(struct log_event) events;
};

/* Counts what it matches in a metric. */
struct metric_filter {
	char *name;
	char *text; /* the pattern as it was given */
	struct filter_pattern *pattern;
	char *metric_name;
	char *metric_namespace;
	char *metric_value; /* a number, or a field: "$.size" */
	double default_value;
	bool has_default; /* for minutes with events and without a match */
	int64_t created;
};

struct log_group {
	char *name;
	char *arn; /* without the ":*" behind it */
	char *region;
	int64_t created;
	int retention_days; /* 0: for ever */
	LIST(struct log_stream *) streams; /* by name */
	LIST(struct metric_filter *) filters; /* by name */
	size_t bytes; /* of all messages */
	uint64_t events; /* that ever arrived */
};

/* The name must be new in its Region. */
struct log_group *log_group_add(struct account *account, const char *region,
				const char *name);
/* By its name in `region`, or by its ARN, with or without ":*". */
struct log_group *log_group_find(struct account *account, const char *region,
				 const char *name_or_arn);
void log_group_delete(struct account *account, struct log_group *group);
struct log_stream *log_group_stream(struct log_group *group, const char *name);

/*
 * Puts one event, and the group's metric filters count it; the stream is made
 * if there is none of that name.  False if there is no such group.
 */
bool log_group_put(struct account *account, const char *region,
		   const char *group_name_or_arn, const char *stream,
		   int64_t time, const char *message);

/* Adds `filter`, which it takes, instead of the group's of that name. */
void log_group_put_filter(struct log_group *group,
			  struct metric_filter *filter);
struct metric_filter *log_group_filter(struct log_group *group,
				       const char *name);
void log_group_delete_filter(struct log_group *group,
			     struct metric_filter *filter);
void metric_filter_free(struct metric_filter *filter);

/* Lets go of what is older than the group's retention. */
void log_group_expire(const struct account *account, struct log_group *group);

void log_group_free(struct log_group *group);

#endif
