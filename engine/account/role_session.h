/* SPDX-License-Identifier: MIT */
/*
 * Sessions of roles: the temporary credentials that AssumeRole gave, until
 * they expire.
 */
#ifndef ACCOUNT_ROLE_SESSION_H
#define ACCOUNT_ROLE_SESSION_H

#include <stdint.h>

#include "account/principal.h"

struct account;

struct role_session {
	const struct principal *role;
	const struct principal *by; /* who assumed it */
	char *name;
	char *access_key_id; /* ASIA... */
	char *secret, *token; /* as AssumeRole gave them; or NULL */
	int64_t expires;
	struct credentials credentials; /* lends from the above */
};

/* A new one of `role`; those that have expired are forgotten. */
struct role_session *role_session_add(struct account *account,
			    const struct principal *role,
			    const struct principal *by, const char *name,
			    int64_t length);
struct role_session *role_session_by_key(const struct account *account,
			       const char *access_key_id);
/* The latest of `role` that `by` assumed under a name that begins so and that
   lasts beyond `until`; or NULL. */
struct role_session *role_session_of(const struct account *account,
			   const struct principal *role,
			   const struct principal *by, const char *prefix,
			   int64_t until);
void role_session_free(struct role_session *session);

#endif
