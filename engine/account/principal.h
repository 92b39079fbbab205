/* SPDX-License-Identifier: MIT */
/*
 * Who calls: the principals of the account and what each may do.
 *
 * A principal becomes the record's userIdentity.  People are IAM users; a
 * function or a service works under a role, which appears as AssumedRole.
 * Differs from AWS: one access key per user.
 */
#ifndef ACCOUNT_PRINCIPAL_H
#define ACCOUNT_PRINCIPAL_H

#include <stdbool.h>
#include <stdint.h>

struct account;
struct json_object;

enum principal_type {
	PRINCIPAL_ROOT,
	PRINCIPAL_IAM_USER,
	PRINCIPAL_ASSUMED_ROLE,
	PRINCIPAL_AWS_SERVICE,
};

struct principal {
	enum principal_type type;
	char *name;	     /* user or role name; "cloudtrail.amazonaws.com" */
	char *session_name;  /* of an assumed role, else NULL */
	char *arn;	     /* user/NAME, assumed-role/ROLE/SESSION; or NULL */
	char *principal_id;  /* AIDA..., AROA...:SESSION; or NULL */
	char *access_key_id; /* AKIA... of a user, ASIA... of a role; or NULL */
	struct json_object *policy; /* an identity policy, or NULL: may do all */
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
struct principal *principal_find(struct account *account, const char *name);
struct principal *principal_by_access_key(struct account *account,
					  const char *access_key_id);
/* Names the session of an assumed role: the function's name, for a function. */
void principal_set_session(struct principal *principal,
			   const char *session_name);
/* Takes the policy. */
void principal_set_policy(struct principal *principal,
			  struct json_object *policy);

/* The record's userIdentity; the caller puts it. */
struct json_object *principal_user_identity(const struct account *account,
					    const struct caller *caller);

#endif
