/* SPDX-License-Identifier: MIT */
/*
 * Digest files: each hour, for each trail with log file validation, what log
 * files were delivered and their hashes, signed, and chained to the one
 * before.
 *
 * An hour without log files has a digest file too, so that silence can be
 * proved.  When logging stops, a last one is delivered behind the StopLogging
 * event; logging that starts again begins a new chain, whose first digest file
 * has no previous one.  When validation is switched off, the chain ends with
 * the hour.
 * Differs from AWS: a digest file is delivered at the second it ends.  The
 * hours of a trail begin when its chain does; the last digest file ends ten
 * minutes after the stop, and a chain that begins within them waits for it.
 * Regions other than the home Region begin with their first log file.  While
 * the bucket refuses, nothing is delivered and the next digest file is for all
 * of that time.  Every log file stands in the digest file of its hour, so
 * there is no backfill.  Without libcrypto there are no digest files.
 */
#ifndef ACCOUNT_DIGEST_H
#define ACCOUNT_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct account;
struct digest_chain;
struct trail;

struct digests { /* of one trail; zeroed is none */
	bool open;
	int64_t from;  /* where the next digest file begins */
	int64_t due;   /* and when it is delivered */
	int64_t final; /* the last one's moment; 0: they go on */
	struct digest_chain **chains; /* one a Region */
	size_t count;
	size_t allocated;
};

struct log_file {
	const char *region, *bucket, *key;
	const char *text; /* uncompressed */
	size_t length;
	int64_t oldest, newest; /* eventTime */
};

/* A log file has been delivered. */
void digest_add(struct account *account, struct trail *trail,
		const struct log_file *file);
/* The trail has been started, stopped, deleted or changed. */
void digest_follow(struct account *account, struct trail *trail);
void digests_release(struct digests *digests);

#endif
