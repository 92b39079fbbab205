/* SPDX-License-Identifier: MIT */
/*
 * Principals: made with ids of AWS's shape, found by name or access key, and
 * shown in records as userIdentity.
 */
#include "account/principal.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

static const char ID_ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/* AKIA or ASIA and 16 letters. */
char *
key_id(struct account *account, const char *prefix)
{
	char text[17];

	random_text(&account->random, ID_ALPHABET, 16, text);
	return str_printf("%s%s", prefix, text);
}

/* AIDA or AROA and 17: the last follows from the others, so that an id draws
   as much of the account's chance as a key does. */
char *
unique_id(struct account *account, const char *prefix)
{
	char *key = key_id(account, prefix), *id;
	unsigned sum = 0;

	for (const char *at = key; *at; at++)
		sum = sum * 31 + (unsigned char)*at;
	id = str_printf("%s%c", key, ID_ALPHABET[sum % 32]);
	free(key);
	return id;
}

/* A role is made for a function or for an instance, by its session's name. */
static void
trust_the_service(struct principal *principal, const char *service)
{
	char *text = str_printf("{\"Version\":\"2012-10-17\",\"Statement\":[{"
				"\"Effect\":\"Allow\",\"Principal\":{"
				"\"Service\":\"%s\"},\"Action\":"
				"\"sts:AssumeRole\"}]}",
				service);

	principal_set_trust(principal, text,
			    json_parse(text, strlen(text), NULL, NULL));
	free(text);
}

/* A role's session is named when a function or a service takes the role. */
static void
name_role(struct account *account, struct principal *principal)
{
	char *role_id = unique_id(account, "AROA");

	principal->session_name = mem_strdup(principal->name);
	principal->arn = str_printf("arn:aws:sts::%s:assumed-role/%s/%s",
				    account->id, principal->name,
				    principal->session_name);
	principal->principal_id =
		str_printf("%s:%s", role_id, principal->session_name);
	principal->access_key_id = key_id(account, "ASIA");
	trust_the_service(principal, "lambda.amazonaws.com");
	free(role_id);
}

struct principal *
principal_add(struct account *account, enum principal_type type,
	      const char *name)
{
	struct principal *principal = mem_calloc(1, sizeof *principal);

	principal->type = type;
	principal->name = mem_strdup(name);
	principal->created = account->now;
	if (type == PRINCIPAL_IAM_USER || type == PRINCIPAL_ASSUMED_ROLE)
		principal_attach(principal, ADMINISTRATOR_ACCESS);
	switch (type) {
	case PRINCIPAL_IAM_USER:
		principal->arn = str_printf("arn:aws:iam::%s:user/%s",
					    account->id, name);
		principal->principal_id = unique_id(account, "AIDA");
		principal_add_key(account, principal);
		break;
	case PRINCIPAL_ASSUMED_ROLE:
		name_role(account, principal);
		break;
	case PRINCIPAL_ROOT:
		principal->arn =
			str_printf("arn:aws:iam::%s:root", account->id);
		principal->principal_id = mem_strdup(account->id);
		break;
	case PRINCIPAL_AWS_SERVICE:
		break;
	}
	list_push(&account->principals, principal);
	return principal;
}

void
principal_set_session(struct principal *principal, const char *session_name)
{
	const char *last = strrchr(principal->arn, '/');
	char *arn = str_printf("%.*s/%s", (int)(last - principal->arn),
			       principal->arn, session_name);
	size_t id = strcspn(principal->principal_id, ":");
	char *principal_id = str_printf("%.*s:%s", (int)id,
					principal->principal_id, session_name);

	if (!strncmp(session_name, "i-", 2))
		trust_the_service(principal, "ec2.amazonaws.com");
	free(principal->arn);
	free(principal->principal_id);
	free(principal->session_name);
	principal->arn = arn;
	principal->principal_id = principal_id;
	principal->session_name = mem_strdup(session_name);
}

struct principal *
principal_find(struct account *account, const char *name)
{
	for (size_t i = 0; i < account->principals.count; i++)
		if (!account->principals.items[i]->deleted &&
		    !strcmp(account->principals.items[i]->name, name))
			return account->principals.items[i];
	return NULL;
}

struct principal *
principal_of_type(struct account *account, enum principal_type type,
		  const char *name)
{
	for (size_t i = 0; i < account->principals.count; i++) {
		struct principal *principal = account->principals.items[i];

		if (principal->type == type && !principal->deleted &&
		    !strcmp(principal->name, name))
			return principal;
	}
	return NULL;
}

struct principal *
principal_by_access_key(struct account *account, const char *access_key_id)
{
	for (size_t i = 0; i < account->principals.count; i++) {
		struct principal *principal = account->principals.items[i];

		if (!principal->deleted && principal->access_key_id &&
		    !strcmp(principal->access_key_id, access_key_id))
			return principal;
	}
	return NULL;
}

/* "AROA...": a role's own id, without its session. */
static char *
role_id_of(const struct principal *principal)
{
	return mem_strndup(principal->principal_id,
			   strcspn(principal->principal_id, ":"));
}

static struct json_object *
session_issuer(const struct account *account, const struct principal *principal)
{
	struct json_object *issuer = json_object_new_object();
	char *role_id = role_id_of(principal);
	char *arn = str_printf("arn:aws:iam::%s:role/%s", account->id,
			       principal->name);

	json_set_string(issuer, "type", "Role");
	json_set_string(issuer, "principalId", role_id);
	json_set_string(issuer, "arn", arn);
	json_set_string(issuer, "accountId", account->id);
	json_set_string(issuer, "userName", principal->name);
	free(role_id);
	free(arn);
	return issuer;
}

/* The role behind a session, and when the session began. */
static struct json_object *
session_context(const struct account *account,
		const struct principal *principal,
		const struct credentials *credentials)
{
	struct json_object *context = json_object_new_object();
	struct json_object *attributes = json_object_new_object();
	char date[CLOCK_TEXT];

	if (principal->type == PRINCIPAL_ASSUMED_ROLE)
		json_set(context, "sessionIssuer",
			 session_issuer(account, principal));
	json_set_string(attributes, "creationDate",
			clock_iso(credentials ? credentials->began :
						account->now,
				  date));
	json_set_string(attributes, "mfaAuthenticated",
			credentials && credentials->mfa ? "true" : "false");
	json_set(context, "attributes", attributes);
	if (credentials && credentials->on_instance)
		json_set_string(context, "ec2RoleDelivery", "2.0");
	return context;
}

/* principalId and arn: of the session, if the credentials name another. */
static void
add_names(struct json_object *identity, const struct account *account,
	  const struct principal *principal, const char *session_name)
{
	char *role_id, *id, *arn;

	if (principal->type != PRINCIPAL_ASSUMED_ROLE || !session_name) {
		json_set_string(identity, "principalId",
				principal->principal_id);
		json_set_string(identity, "arn", principal->arn);
		return;
	}
	role_id = role_id_of(principal);
	id = str_printf("%s:%s", role_id, session_name);
	arn = str_printf("arn:aws:sts::%s:assumed-role/%s/%s", account->id,
			 principal->name, session_name);
	json_set_string(identity, "principalId", id);
	json_set_string(identity, "arn", arn);
	free(role_id);
	free(id);
	free(arn);
}

struct json_object *
principal_user_identity(const struct account *account,
			const struct caller *caller)
{
	static const char *const types[] = {
		[PRINCIPAL_ROOT] = "Root",
		[PRINCIPAL_IAM_USER] = "IAMUser",
		[PRINCIPAL_ASSUMED_ROLE] = "AssumedRole",
		[PRINCIPAL_AWS_SERVICE] = "AWSService",
	};
	const struct principal *principal = caller->principal;
	const struct credentials *credentials = caller->credentials;
	const char *access_key_id = credentials ? credentials->access_key_id :
				    caller->access_key_id ?
					      caller->access_key_id :
					      principal->access_key_id;
	struct json_object *identity = json_object_new_object();

	json_set_string(identity, "type", types[principal->type]);
	if (principal->type == PRINCIPAL_AWS_SERVICE) {
		json_set_string(identity, "invokedBy", principal->name);
		return identity;
	}
	add_names(identity, account, principal,
		  credentials ? credentials->session_name : NULL);
	json_set_string(identity, "accountId", account->id);
	if (access_key_id)
		json_set_string(identity, "accessKeyId", access_key_id);
	if (principal->type == PRINCIPAL_IAM_USER)
		json_set_string(identity, "userName", principal->name);
	if (principal->type == PRINCIPAL_ASSUMED_ROLE || credentials)
		json_set(identity, "sessionContext",
			 session_context(account, principal, credentials));
	if (caller->invoked_by)
		json_set_string(identity, "invokedBy", caller->invoked_by);
	return identity;
}

char *
caller_arn(const struct account *account, const struct caller *caller)
{
	struct json_object *identity =
		principal_user_identity(account, caller);
	char *arn = mem_strdup(json_string(identity, "arn"));

	json_object_put(identity);
	return arn;
}
