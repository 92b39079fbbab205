/* SPDX-License-Identifier: MIT */
/*
 * What S3's operations share.  Bucket operations are management events, object
 * operations data events.
 */
#ifndef AWS_S3_S3_H
#define AWS_S3_S3_H

#include "aws/operation.h"

extern const struct aws_operation s3_list_buckets;
extern const struct aws_operation s3_create_bucket;
extern const struct aws_operation s3_delete_bucket;
extern const struct aws_operation s3_get_bucket_policy;
extern const struct aws_operation s3_put_bucket_policy;
extern const struct aws_operation s3_delete_bucket_policy;
extern const struct aws_operation s3_get_bucket_location;
extern const struct aws_operation s3_list_objects;
extern const struct aws_operation s3_get_bucket_lifecycle_configuration;
extern const struct aws_operation s3_put_bucket_lifecycle_configuration;
extern const struct aws_operation s3_delete_bucket_lifecycle;
extern const struct aws_operation s3_list_objects_v2;
extern const struct aws_operation s3_get_object;
extern const struct aws_operation s3_head_object;
extern const struct aws_operation s3_put_object;
extern const struct aws_operation s3_copy_object;
extern const struct aws_operation s3_delete_object;

/* The bucket the request names, or NULL with the call refused. */
struct bucket *s3_named_bucket(struct aws_call *call);
/* requestParameters in S3's way: bucketName, Host, and `member` (or NULL) of
   the request under `name`. */
void s3_record_request(struct aws_call *call, const char *member,
		       const char *name);
/* "arn:aws:s3:::NAME"; the caller frees. */
char *s3_arn(const struct account *account, const char *region,
	     const char *name);

#endif
