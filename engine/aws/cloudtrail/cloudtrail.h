/* SPDX-License-Identifier: MIT */
/*
 * What CloudTrail's operations share: finding the trail a request names, with
 * AWS's refusals, and describing a trail as AWS's answers do.
 *
 * Sources of members, errors and texts: the CloudTrail API model (2013-11-01);
 * texts as seen in real records and public outputs.
 */
#ifndef AWS_CLOUDTRAIL_CLOUDTRAIL_H
#define AWS_CLOUDTRAIL_CLOUDTRAIL_H

#include "aws/operation.h"

extern const struct aws_operation cloudtrail_create_trail;
extern const struct aws_operation cloudtrail_update_trail;
extern const struct aws_operation cloudtrail_delete_trail;
extern const struct aws_operation cloudtrail_get_trail;
extern const struct aws_operation cloudtrail_describe_trails;
extern const struct aws_operation cloudtrail_list_trails;
extern const struct aws_operation cloudtrail_get_trail_status;
extern const struct aws_operation cloudtrail_start_logging;
extern const struct aws_operation cloudtrail_stop_logging;
extern const struct aws_operation cloudtrail_put_event_selectors;
extern const struct aws_operation cloudtrail_get_event_selectors;
extern const struct aws_operation cloudtrail_lookup_events;
extern const struct aws_operation cloudtrail_put_insight_selectors;
extern const struct aws_operation cloudtrail_get_insight_selectors;
extern const struct aws_operation cloudtrail_add_tags;
extern const struct aws_operation cloudtrail_remove_tags;
extern const struct aws_operation cloudtrail_list_tags;
extern const struct aws_operation cloudtrail_list_public_keys;

/* The trail that `member` names, or NULL with the call refused: a bad name, a
   bad ARN, an unknown trail. */
struct trail *cloudtrail_named_trail(struct aws_call *call, const char *member);
/* The same for calls that must be made in the trail's home Region. */
struct trail *cloudtrail_home_trail(struct aws_call *call, const char *member);
/* Refuses the trail that `member` names as unknown; returns -1. */
int cloudtrail_refuse_unknown(struct aws_call *call, const char *member);

/* 0, or -1 with the call refused by AWS's rules for names. */
int cloudtrail_check_name(struct aws_call *call, const char *name);
/* 0, or -1: the bucket exists and lets CloudTrail write for this trail. */
int cloudtrail_check_bucket(struct aws_call *call, const char *name,
			    const char *trail_arn);

extern const struct aws_member cloudtrail_tag_members[];
/* Adds tags to a list (or NULL) of them, by AWS's rules for keys, values and
   number; one of the same key is overwritten.  0, or -1 and nothing changed. */
int cloudtrail_join_tags(struct aws_call *call, struct json_object **tags,
			 struct json_object *given);

/* 0, or -1 with the call refused: the log group, role and topic it names; of
   what it does not name, those of `trail` (or NULL) stay. */
int cloudtrail_check_ways(struct aws_call *call, const struct trail *trail);
void cloudtrail_set_ways(struct aws_call *call, struct trail *trail);

/* "Name", "S3BucketName", ... "IsOrganizationTrail": what CreateTrail and
   UpdateTrail answer. */
struct json_object *cloudtrail_describe(const struct trail *trail);
/* StartTime and EndTime, each as it was if it is not named.  0, or -1 with the
   call refused. */
int cloudtrail_time_range(struct aws_call *call, int64_t *from,
			  int64_t *until);
/* A new member `key` of epoch seconds; nothing for a moment of 0. */
void cloudtrail_set_time(struct json_object *object, const char *key,
			 int64_t moment);

#endif
