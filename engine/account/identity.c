/* SPDX-License-Identifier: MIT */
/*
 * What a user or role has: inline and attached policies, a trust policy,
 * access keys.
 */
#include "account/principal.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

static void
release_policy(struct inline_policy *policy)
{
	free(policy->name);
	free(policy->text);
	json_object_put(policy->document);
}

const struct inline_policy *
principal_policy(const struct principal *principal, const char *name)
{
	for (size_t i = 0; i < principal->policies.count; i++)
		if (!strcmp(principal->policies.items[i].name, name))
			return &principal->policies.items[i];
	return NULL;
}

bool
principal_delete_policy(struct principal *principal, const char *name)
{
	const struct inline_policy *policy = principal_policy(principal, name);
	size_t i;

	if (!policy)
		return false;
	i = (size_t)(policy - principal->policies.items);
	release_policy(&principal->policies.items[i]);
	principal->policies.count--;
	memmove(principal->policies.items + i,
		principal->policies.items + i + 1,
		(principal->policies.count - i) *
			sizeof *principal->policies.items);
	return true;
}

void
principal_put_policy(struct principal *principal, const char *name,
		     const char *text, struct json_object *document)
{
	struct inline_policy policy = { .name = mem_strdup(name),
					.text = mem_strdup(text),
					.document = document };

	principal_delete_policy(principal, name);
	list_push(&principal->policies, policy);
}

void
principal_set_policy(struct principal *principal, struct json_object *policy)
{
	struct strbuf text = STRBUF_INIT;
	char *name;

	if (!policy)
		return;
	while (principal->policies.count > 0)
		principal_delete_policy(principal,
					principal->policies.items[0].name);
	while (principal->attached.count > 0)
		principal_detach(principal, principal->attached.items[0]);
	json_write(policy, &text);
	name = str_printf("%s-policy", principal->name);
	principal_put_policy(principal, name, text.buf, policy);
	strbuf_release(&text);
	free(name);
}

static size_t
attached_at(const struct principal *principal, const char *arn)
{
	size_t i = 0;

	while (i < principal->attached.count &&
	       strcmp(principal->attached.items[i], arn))
		i++;
	return i;
}

bool
principal_attach(struct principal *principal, const char *arn)
{
	if (attached_at(principal, arn) < principal->attached.count)
		return false;
	list_push(&principal->attached, mem_strdup(arn));
	return true;
}

bool
principal_detach(struct principal *principal, const char *arn)
{
	size_t i = attached_at(principal, arn);

	if (i == principal->attached.count)
		return false;
	free(principal->attached.items[i]);
	principal->attached.count--;
	memmove(principal->attached.items + i,
		principal->attached.items + i + 1,
		(principal->attached.count - i) *
			sizeof *principal->attached.items);
	return true;
}

void
principal_set_trust(struct principal *principal, const char *text,
		    struct json_object *document)
{
	free(principal->trust);
	json_object_put(principal->trust_document);
	principal->trust = mem_strdup(text);
	principal->trust_document = document;
}

/* ---- access keys */

/* The one that the user signs with from now on. */
static void
pick_key(struct principal *principal)
{
	free(principal->access_key_id);
	principal->access_key_id = NULL;
	for (unsigned i = 0; i < principal->key_count; i++)
		if (principal->keys[i].active && !principal->access_key_id)
			principal->access_key_id =
				mem_strdup(principal->keys[i].id);
}

struct access_key *
principal_add_key(struct account *account, struct principal *principal)
{
	struct access_key *key;

	if (principal->key_count == ACCESS_KEYS_MOST)
		return NULL;
	key = &principal->keys[principal->key_count++];
	key->id = key_id(account, "AKIA");
	key->active = true;
	key->created = account->now;
	pick_key(principal);
	return key;
}

struct access_key *
principal_key(struct principal *principal, const char *id)
{
	for (unsigned i = 0; i < principal->key_count; i++)
		if (!strcmp(principal->keys[i].id, id))
			return &principal->keys[i];
	return NULL;
}

void
principal_set_key(struct principal *principal, struct access_key *key,
		  bool active)
{
	key->active = active;
	pick_key(principal);
}

void
principal_delete_key(struct principal *principal, struct access_key *key)
{
	free(key->id);
	free(key->secret);
	principal->key_count--;
	if (key == principal->keys)
		principal->keys[0] = principal->keys[1];
	principal->keys[1] = (struct access_key){ 0 };
	pick_key(principal);
}

void
principal_delete(struct principal *principal)
{
	principal->deleted = true;
}

bool
caller_is_authentic(const struct caller *caller)
{
	const struct principal *principal = caller->principal;

	if (principal->deleted)
		return false;
	return principal->type != PRINCIPAL_IAM_USER || caller->credentials ||
	       principal->access_key_id;
}

void
principal_free(struct principal *principal)
{
	for (unsigned i = 0; i < principal->key_count; i++) {
		free(principal->keys[i].id);
		free(principal->keys[i].secret);
	}
	for (size_t i = 0; i < principal->policies.count; i++)
		release_policy(&principal->policies.items[i]);
	for (size_t i = 0; i < principal->attached.count; i++)
		free(principal->attached.items[i]);
	list_release(&principal->policies);
	list_release(&principal->attached);
	json_object_put(principal->trust_document);
	free(principal->name);
	free(principal->session_name);
	free(principal->arn);
	free(principal->principal_id);
	free(principal->access_key_id);
	free(principal->description);
	free(principal->trust);
	free(principal->source_ip);
	free(principal->user_agent);
	free(principal);
}
