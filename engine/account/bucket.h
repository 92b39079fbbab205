/* SPDX-License-Identifier: MIT */
/*
 * Buckets and their objects, as much of S3 as a trail needs.
 *
 * Differs from AWS: no versions, no multipart uploads, names are unique in the
 * account rather than in the world.
 */
#ifndef ACCOUNT_BUCKET_H
#define ACCOUNT_BUCKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct account;
struct json_object;

struct object {
	char *key;
	char *bytes;	/* as stored: a log file is gzip */
	size_t length;
	struct json_object *metadata; /* x-amz-meta-NAME: text; or NULL */
	size_t metadata_bytes;	      /* of memory, about, as it was set */
	int64_t last_modified;
};

struct bucket {
	char *name;
	char *region;
	int64_t created;
	char *owner;		   /* another account, which lets CloudTrail
				      write; or NULL: this one */
	char *policy;		   /* JSON, or NULL */
	struct json_object *parsed_policy;
	struct json_object *lifecycle; /* its rules, or NULL; lifecycle.h */
	struct object **objects;   /* sorted by key */
	size_t count;
	size_t allocated;
	size_t bytes;		   /* of memory, about */
};

struct bucket *bucket_add(struct account *account, const char *name);
struct bucket *bucket_find(struct account *account, const char *name);
void bucket_delete(struct account *account, struct bucket *bucket);
/* Sets the policy (copied; NULL: none).  False, the reason in `why` (size
   bytes) and nothing changed, if it is none. */
bool bucket_set_policy(struct bucket *bucket, const char *policy, char *why,
		       size_t size);
/* May CloudTrail write log files of this trail into it?  As in AWS it must be
   let look at the bucket's ACL and put objects below AWSLogs/ACCOUNT/. */
bool bucket_lets_cloudtrail(const struct account *account,
			    const struct bucket *bucket, const char *trail_arn);
/* Why S3 would not take what CloudTrail delivers for this trail, in S3's words
   ("NoSuchBucket" for no bucket); NULL if it takes it. */
const char *bucket_refusal(const struct account *account,
			   const struct bucket *bucket, const char *trail_arn);
/* Takes `bytes`; an object of that key is replaced, its metadata too. */
struct object *bucket_put(struct account *account, struct bucket *bucket,
			  const char *key, char *bytes, size_t length);
/* Takes `metadata`. */
void bucket_set_metadata(struct bucket *bucket, struct object *object,
			 struct json_object *metadata);
struct object *bucket_get(struct bucket *bucket, const char *key);
void bucket_remove(struct bucket *bucket, const char *key);
/* Index of the first object whose key is not less than `prefix`. */
size_t bucket_seek(const struct bucket *bucket, const char *prefix);

void bucket_free(struct bucket *bucket);

#endif
