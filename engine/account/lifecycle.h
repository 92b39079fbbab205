/* SPDX-License-Identifier: MIT */
/*
 * Lifecycle rules of buckets: objects that S3 removes when they are old.
 *
 * Rules are looked at once a day, at midnight UTC: an object expires at the
 * first midnight that is at least the rule's days behind its last change.  S3
 * calls nobody to do so: no event tells of it.
 * Differs from AWS: an expired object is gone at that midnight (AWS: it is
 * queued, and gone some time later); expiration by days and a prefix are
 * all there is, no dates, transitions, tags, sizes or versions.
 */
#ifndef ACCOUNT_LIFECYCLE_H
#define ACCOUNT_LIFECYCLE_H

struct account;
struct bucket;
struct json_object;

/* Sets the rules (taken; a list in wire form, or NULL: none). */
void lifecycle_set(struct account *account, struct bucket *bucket,
		   struct json_object *rules);

#endif
