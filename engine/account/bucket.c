/* SPDX-License-Identifier: MIT */
/*
 * Buckets: objects kept sorted by key, as S3 lists them.
 */
#include "account/bucket.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "account/policy.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

struct bucket *
bucket_add(struct account *account, const char *name)
{
	struct bucket *bucket = mem_calloc(1, sizeof *bucket);

	bucket->name = mem_strdup(name);
	bucket->region = mem_strdup(account->region);
	bucket->created = account->now;
	list_push(&account->buckets, bucket);
	return bucket;
}

struct bucket *
bucket_find(struct account *account, const char *name)
{
	for (size_t i = 0; i < account->buckets.count; i++)
		if (!strcmp(account->buckets.items[i]->name, name))
			return account->buckets.items[i];
	return NULL;
}

void
bucket_delete(struct account *account, struct bucket *bucket)
{
	size_t i = 0;

	while (account->buckets.items[i] != bucket)
		i++;
	account->buckets.count--;
	memmove(account->buckets.items + i, account->buckets.items + i + 1,
		(account->buckets.count - i) * sizeof *account->buckets.items);
	bucket_free(bucket);
}

/* CloudTrail's own request, as its policy examples know it. */
static bool
lets(const struct account *account, const struct bucket *bucket,
     const char *trail_arn, const char *action, const char *resource)
{
	struct policy_request request = {
		.action = action,
		.resource = resource,
		.service = "cloudtrail.amazonaws.com",
	};

	policy_request_set(&request, "aws:PrincipalIsAWSService", "true");
	policy_request_set(&request, "aws:PrincipalServiceName",
			   request.service);
	policy_request_set(&request, "aws:SourceArn", trail_arn);
	policy_request_set(&request, "aws:SourceAccount", account->id);
	policy_request_set(&request, "aws:RequestedRegion", bucket->region);
	policy_request_set(&request, "aws:SecureTransport", "true");
	if (!strcmp(action, "s3:PutObject"))
		policy_request_set(&request, "s3:x-amz-acl",
				   "bucket-owner-full-control");
	return policy_ask(bucket->parsed_policy, &request) == POLICY_ALLOW;
}

bool
bucket_lets_cloudtrail(const struct account *account,
		       const struct bucket *bucket, const char *trail_arn)
{
	char *arn = str_printf("arn:aws:s3:::%s", bucket->name);
	char *object = str_printf("%s/AWSLogs/%s/CloudTrail/x", arn,
				  account->id);
	bool may = bucket->owner ||
		   (lets(account, bucket, trail_arn, "s3:GetBucketAcl", arn) &&
		    lets(account, bucket, trail_arn, "s3:PutObject", object));

	free(arn);
	free(object);
	return may;
}

bool
bucket_set_policy(struct bucket *bucket, const char *policy, char *why,
		  size_t size)
{
	struct json_object *parsed = NULL;

	if (policy) {
		parsed = policy_parse(policy, POLICY_RESOURCE, why, size);
		if (!parsed)
			return false;
	}
	free(bucket->policy);
	json_object_put(bucket->parsed_policy);
	bucket->policy = mem_strdup(policy);
	bucket->parsed_policy = parsed;
	return true;
}

const char *
bucket_refusal(const struct account *account, const struct bucket *bucket,
	       const char *trail_arn)
{
	if (!bucket)
		return "NoSuchBucket";
	return bucket_lets_cloudtrail(account, bucket, trail_arn) ?
		       NULL :
		       "AccessDenied";
}

size_t
bucket_seek(const struct bucket *bucket, const char *prefix)
{
	size_t low = 0, high = bucket->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(bucket->objects[middle]->key, prefix) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct object *
bucket_get(struct bucket *bucket, const char *key)
{
	size_t i = bucket_seek(bucket, key);

	if (i < bucket->count && !strcmp(bucket->objects[i]->key, key))
		return bucket->objects[i];
	return NULL;
}

void
bucket_set_metadata(struct bucket *bucket, struct object *object,
		    struct json_object *metadata)
{
	json_object_put(object->metadata);
	bucket->bytes -= object->metadata_bytes;
	object->metadata = metadata;
	object->metadata_bytes = json_bytes(metadata);
	bucket->bytes += object->metadata_bytes;
}

/* Its bytes apart. */
static size_t
object_takes(const struct object *object)
{
	return sizeof *object + sizeof object + strlen(object->key) + 48;
}

struct object *
bucket_put(struct account *account, struct bucket *bucket, const char *key,
	   char *bytes, size_t length)
{
	struct object *object = bucket_get(bucket, key);

	if (!object) {
		size_t i = bucket_seek(bucket, key);

		object = mem_calloc(1, sizeof *object);
		object->key = mem_strdup(key);
		bucket->objects = list_grow(bucket->objects, bucket->count,
					    &bucket->allocated,
					    sizeof *bucket->objects);
		memmove(bucket->objects + i + 1, bucket->objects + i,
			(bucket->count - i) * sizeof *bucket->objects);
		bucket->objects[i] = object;
		bucket->count++;
		bucket->bytes += object_takes(object);
	}
	bucket_set_metadata(bucket, object, NULL);
	bucket->bytes += length;
	bucket->bytes -= object->length;
	free(object->bytes);
	object->bytes = bytes;
	object->length = length;
	object->last_modified = account->now;
	return object;
}

static void
object_free(struct object *object)
{
	free(object->key);
	free(object->bytes);
	json_object_put(object->metadata);
	free(object);
}

void
bucket_remove(struct bucket *bucket, const char *key)
{
	size_t i = bucket_seek(bucket, key);

	if (!bucket_get(bucket, key))
		return;
	bucket->bytes -= object_takes(bucket->objects[i]) +
			 bucket->objects[i]->metadata_bytes +
			 bucket->objects[i]->length;
	object_free(bucket->objects[i]);
	bucket->count--;
	memmove(bucket->objects + i, bucket->objects + i + 1,
		(bucket->count - i) * sizeof *bucket->objects);
}

void
bucket_free(struct bucket *bucket)
{
	for (size_t i = 0; i < bucket->count; i++)
		object_free(bucket->objects[i]);
	free(bucket->objects);
	free(bucket->name);
	free(bucket->region);
	free(bucket->policy);
	json_object_put(bucket->parsed_policy);
	json_object_put(bucket->lifecycle);
	free(bucket->owner);
	free(bucket);
}
