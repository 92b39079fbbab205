/* SPDX-License-Identifier: MIT */
/*
 * S3: the service's row, and what its operations share.
 *
 * Differs from AWS: as much as a trail's bucket needs; see account/bucket.h.
 */
#include "aws/s3/s3.h"

#include <stdlib.h>

#include "aws/services.h"
#include "base/json.h"
#include "base/strbuf.h"

static const struct aws_operation *const operations[] = {
	&s3_copy_object,
	&s3_create_bucket,
	&s3_delete_bucket,
	&s3_delete_bucket_lifecycle,
	&s3_delete_bucket_policy,
	&s3_delete_object,
	&s3_get_bucket_lifecycle_configuration,
	&s3_get_bucket_location,
	&s3_get_bucket_policy,
	&s3_get_object,
	&s3_head_object,
	&s3_list_buckets,
	&s3_list_objects,
	&s3_list_objects_v2,
	&s3_put_bucket_lifecycle_configuration,
	&s3_put_bucket_policy,
	&s3_put_object,
	NULL,
};

char *
s3_arn(const struct account *account, const char *region, const char *name)
{
	(void)account;
	(void)region;
	return str_printf("arn:aws:s3:::%s", name);
}

/* Of the bucket that the call names. */
static struct json_object *
resource_policy(const struct aws_call *call)
{
	const char *name = aws_request_string(call, "Bucket");
	struct bucket *bucket = name ? bucket_find(call->account, name) : NULL;

	return bucket ? json_object_get(bucket->parsed_policy) : NULL;
}

const struct aws_service s3_service = {
	.name = "s3",
	.event_source = "s3.amazonaws.com",
	.iam_prefix = "s3",
	.title = "Amazon S3",
	.api_version = "2006-03-01",
	.speaks_xml = true,
	.operations = operations,
	.resource_arn = s3_arn,
	.resource_policy = resource_policy,
};

/* For every operation alike, as when the door refuses: no row declares it. */
static const char denied_code[] = "AccessDenied", denied[] = "Access Denied";

struct bucket *
s3_named_bucket(struct aws_call *call)
{
	struct bucket *bucket = bucket_find(
		call->account, aws_request_string(call, "Bucket"));

	if (bucket && bucket->owner) {
		aws_refuse(call, denied_code, denied);
		return NULL;
	}
	if (!bucket)
		aws_refuse(call, "NoSuchBucket",
			   "The specified bucket does not exist");
	return bucket;
}

void
s3_record_request(struct aws_call *call, const char *member, const char *name)
{
	struct json_object *out = json_object_new_object();
	const char *bucket = aws_request_string(call, "Bucket");
	char *host = str_printf("%s%ss3.%s.amazonaws.com", bucket ? bucket : "",
				bucket ? "." : "", call->region);

	if (bucket)
		json_set_string(out, "bucketName", bucket);
	json_set_string(out, "Host", host);
	free(host);
	if (member && aws_request_string(call, member))
		json_set_string(out, name, aws_request_string(call, member));
	call->request_parameters = out;
}
