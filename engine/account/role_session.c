/* SPDX-License-Identifier: MIT */
/*
 * Sessions of roles, given and found again.
 */
#include "account/role_session.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/memory.h"

static void
forget_expired(struct account *account)
{
	size_t kept = 0;

	for (size_t i = 0; i < account->role_sessions.count; i++) {
		struct role_session *session = account->role_sessions.items[i];

		if (session->expires > account->now)
			account->role_sessions.items[kept++] = session;
		else
			role_session_free(session);
	}
	account->role_sessions.count = kept;
}

struct role_session *
role_session_add(struct account *account, const struct principal *role,
	    const struct principal *by, const char *name, int64_t length)
{
	struct role_session *session = mem_calloc(1, sizeof *session);

	forget_expired(account);
	session->role = role;
	session->by = by;
	session->name = mem_strdup(name);
	session->access_key_id = key_id(account, "ASIA");
	session->expires = account->now + length;
	session->credentials = (struct credentials){
		.access_key_id = session->access_key_id,
		.session_name = session->name,
		.began = account->now,
	};
	list_push(&account->role_sessions, session);
	return session;
}

struct role_session *
role_session_by_key(const struct account *account, const char *access_key_id)
{
	for (size_t i = 0; i < account->role_sessions.count; i++)
		if (!strcmp(account->role_sessions.items[i]->access_key_id,
			    access_key_id))
			return account->role_sessions.items[i];
	return NULL;
}

struct role_session *
role_session_of(const struct account *account, const struct principal *role,
	   const struct principal *by, const char *prefix, int64_t until)
{
	for (size_t i = account->role_sessions.count; i-- > 0;) {
		struct role_session *session = account->role_sessions.items[i];

		if (session->role == role && session->by == by &&
		    session->expires > until &&
		    !strncmp(session->name, prefix, strlen(prefix)))
			return session;
	}
	return NULL;
}

void
role_session_free(struct role_session *session)
{
	free(session->name);
	free(session->access_key_id);
	free(session->secret);
	free(session->token);
	free(session);
}
