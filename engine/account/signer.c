/* SPDX-License-Identifier: MIT */
/*
 * Access keys, of users and of sessions, found by their ids.
 */
#include "account/signer.h"

#include <stdio.h>
#include <string.h>

#include "account/account.h"

#define LETTERS                        \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ"   \
	"abcdefghijklmnopqrstuvwxyz"   \
	"0123456789+/"

/* The id is mixed in by FNV-1a, which is the same on every machine. */
static void
derive_secret(const struct account *account, const char *id, char *out)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	struct random random;

	for (; *id; id++)
		hash = (hash ^ (unsigned char)*id) * UINT64_C(0x100000001b3);
	random_seed(&random, account->seed ^ hash);
	random_text(&random, LETTERS, SIGNER_SECRET - 1, out);
}

static void
set_secret(const struct account *account, const char *id, const char *given,
	   struct signer *signer)
{
	if (given)
		snprintf(signer->secret, sizeof signer->secret, "%s", given);
	else
		derive_secret(account, id, signer->secret);
}

static bool
is_of(struct principal *principal, const char *access_key_id,
      const struct access_key **key)
{
	if (principal->type != PRINCIPAL_IAM_USER || principal->deleted)
		return false;
	*key = principal_key(principal, access_key_id);
	return *key && (*key)->active;
}

bool
signer_find(struct account *account, const char *access_key_id,
	    struct caller *caller, struct signer *signer)
{
	const struct role_session *session =
		role_session_by_key(account, access_key_id);
	struct signer ignored;

	if (!signer)
		signer = &ignored;
	caller->access_key_id = access_key_id;
	signer->session = session;
	if (session) {
		caller->principal = session->role;
		caller->credentials = &session->credentials;
		set_secret(account, session->access_key_id, session->secret,
			   signer);
		return !session->role->deleted;
	}
	for (size_t i = 0; i < account->principals.count; i++) {
		struct principal *principal = account->principals.items[i];
		const struct access_key *key;

		if (!is_of(principal, access_key_id, &key))
			continue;
		caller->principal = principal;
		set_secret(account, key->id, key->secret, signer);
		return true;
	}
	return false;
}
