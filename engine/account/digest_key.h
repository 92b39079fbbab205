/* SPDX-License-Identifier: MIT */
/*
 * The keys that sign digest files: a pair for each Region of the account.
 *
 * They come from the account's seed and the Region, not from the course of
 * its chance, so asking for one changes nothing else.
 * Differs from AWS: a Region's key is never changed for another; its
 * fingerprint is the first half of its SHA-256.
 */
#ifndef ACCOUNT_DIGEST_KEY_H
#define ACCOUNT_DIGEST_KEY_H

#include <stddef.h>

struct account;

struct digest_key {
	char *region;
	struct rsa_key *pair;
	char *public_key; /* DER, PKCS #1, in base64 */
	char fingerprint[33];
};

struct digest_keys { /* zeroed is empty */
	struct digest_key **items;
	size_t count;
	size_t allocated;
};

/* Made at the first question.  NULL if this machine has no libcrypto. */
const struct digest_key *digest_key_find(struct account *account,
					 const char *region);
void digest_keys_release(struct digest_keys *keys);

#endif
