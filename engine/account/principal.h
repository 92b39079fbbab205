/* SPDX-License-Identifier: MIT */
/*
 * Who calls: the principals of the account and what each may do.
 *
 * A principal becomes the record's userIdentity.  People are IAM users; a
 * function or a service works under a role, which appears as AssumedRole.
 * Who is made with the account has AdministratorAccess, or the one inline
 * policy that is set for him instead.
 * Differs from AWS: a user who does not say which signs with the first of his
 * access keys that is active; paths are "/"; no groups, tags, login profiles and boundaries.
 */
#ifndef ACCOUNT_PRINCIPAL_H
#define ACCOUNT_PRINCIPAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/list.h"

struct account;
struct json_object;

enum principal_type {
	PRINCIPAL_ROOT,
	PRINCIPAL_IAM_USER,
	PRINCIPAL_ASSUMED_ROLE,
	PRINCIPAL_AWS_SERVICE,
};

struct access_key {
	char *id;
	char *secret; /* as CreateAccessKey gave it, or NULL: signer.h */
	bool active;
	int64_t created;
};

struct inline_policy {
	char *name;
	char *text; /* as it was given */
	struct json_object *document;
};

enum { ACCESS_KEYS_MOST = 2 };

struct principal {
	enum principal_type type;
	char *name;	     /* user or role name; "cloudtrail.amazonaws.com" */
	char *session_name;  /* of an assumed role, else NULL */
	char *arn;	     /* user/NAME, assumed-role/ROLE/SESSION; or NULL */
	char *principal_id;  /* AIDA..., AROA...:SESSION; or NULL */
	char *access_key_id; /* AKIA... of a user, ASIA... of a role; or NULL */
	int64_t created;
	char *description;   /* of a role, or NULL */
	char *trust;	     /* of a role: who may assume it, as it was given */
	struct json_object *trust_document;
	LIST(struct inline_policy) policies;
	LIST(char *) attached; /* ARNs of managed policies */
	struct access_key keys[ACCESS_KEYS_MOST]; /* of a user */
	unsigned key_count;
	bool deleted;	     /* lives on for those who lent it; found no more */
	char *source_ip;     /* where its calls usually come from */
	char *user_agent;    /* what it usually calls with; NULL: as the host says */
};

/* Temporary ones: of a console sign-in, or of one session of a role. */
struct credentials {
	const char *access_key_id; /* ASIA... */
	const char *session_name;  /* of the role; NULL: the principal's */
	int64_t began;
	bool mfa;
	bool from_console;
	bool on_instance; /* fetched by an EC2 instance for its role */
};

/* One who is about to call.  All lent; NULL fields take the principal's. */
struct caller {
	const struct principal *principal;
	const char *region;	 /* NULL: the account's own Region */
	const char *source_ip;
	const char *user_agent;
	const char *access_key_id; /* one of a user's two keys */
	const char *invoked_by; /* "config.amazonaws.com" for a service acting
				   through a role, else NULL */
	const struct credentials *credentials; /* NULL: the principal's own */
};

/*
 * Adds a principal; its ids come from the account's seed.  The name must be
 * new (a user and a role may share one).  Owned by the account.
 */
struct principal *principal_add(struct account *account,
				enum principal_type type, const char *name);
/* "AKIA" or "ASIA" and 16 letters; "AIDA", "AROA", "ANPA" and 17: from the
   account's chance; the caller frees. */
char *key_id(struct account *account, const char *prefix);
char *unique_id(struct account *account, const char *prefix);
struct principal *principal_find(struct account *account, const char *name);
struct principal *principal_by_access_key(struct account *account,
					  const char *access_key_id);
/* Names the session of an assumed role: the function's name, for a function. */
void principal_set_session(struct principal *principal,
			   const char *session_name);
/* The only policy it has from now on; taken.  Nothing for NULL. */
void principal_set_policy(struct principal *principal,
			  struct json_object *policy);

/* One user or role of that name, not deleted; or NULL. */
struct principal *principal_of_type(struct account *account,
				    enum principal_type type, const char *name);
/* Inline policies; `document` is taken.  False if there is none to delete. */
void principal_put_policy(struct principal *principal, const char *name,
			  const char *text, struct json_object *document);
bool principal_delete_policy(struct principal *principal, const char *name);
const struct inline_policy *
principal_policy(const struct principal *principal, const char *name);
/* Managed policies, by ARN.  False if it is attached, or not, already. */
bool principal_attach(struct principal *principal, const char *arn);
bool principal_detach(struct principal *principal, const char *arn);
/* Who may assume the role; `document` is taken. */
void principal_set_trust(struct principal *principal, const char *text,
			 struct json_object *document);

/* NULL if the user has as many as there may be. */
struct access_key *principal_add_key(struct account *account,
				     struct principal *principal);
struct access_key *principal_key(struct principal *principal, const char *id);
void principal_set_key(struct principal *principal, struct access_key *key,
		       bool active);
void principal_delete_key(struct principal *principal, struct access_key *key);

void principal_delete(struct principal *principal);
void principal_free(struct principal *principal);
/* Can it sign a request at all?  A user without an active key cannot. */
bool caller_is_authentic(const struct caller *caller);

/* Who calls, a session by its own ARN; the caller frees.  NULL: a service. */
char *caller_arn(const struct account *account, const struct caller *caller);
/* The record's userIdentity; the caller puts it. */
struct json_object *principal_user_identity(const struct account *account,
					    const struct caller *caller);

#endif
