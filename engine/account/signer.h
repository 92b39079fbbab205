/* SPDX-License-Identifier: MIT */
/*
 * Who signs with an access key, and with which secret.
 *
 * A key that came with the scenario has a secret too: it follows from the
 * account's seed and the key's id, so that the same account has the same
 * secrets, and none is stored.  They open nothing but a simulation.
 */
#ifndef ACCOUNT_SIGNER_H
#define ACCOUNT_SIGNER_H

#include <stdbool.h>

struct account;
struct caller;
struct role_session;

enum { SIGNER_SECRET = 40 + 1 };

struct signer {
	char secret[SIGNER_SECRET];
	const struct role_session *session; /* of a role's temporary key */
};

/*
 * Fills the caller's principal and credentials, lent by the account, its
 * access_key_id, which is the one given, and `signer` (may be NULL).  False: a
 * key of nobody, or an inactive one.
 */
bool signer_find(struct account *account, const char *access_key_id,
		 struct caller *caller, struct signer *signer);

#endif
