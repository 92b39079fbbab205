/* SPDX-License-Identifier: MIT */
/*
 * Who made a call: what userIdentity says, in the few words people use.
 */
#ifndef RECORDS_WHO_H
#define RECORDS_WHO_H

struct json_object;
struct strbuf;

enum who_kind {
	WHO_USER,
	WHO_ROOT,    /* name: "root" */
	WHO_ROLE,    /* perhaps with a session */
	WHO_SERVICE, /* of AWS */
	WHO_ACCOUNT, /* somebody of it */
	WHO_UNKNOWN, /* name: "" */
};

struct who { /* lent from the record */
	enum who_kind kind;
	const char *name;
	const char *session; /* or NULL */
};

struct who who_of(struct json_object *record);

/* "hamza", "deploy-role/build-17": for scripts; appended. */
void who_add(struct who who, struct strbuf *out);

#endif
