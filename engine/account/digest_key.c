/* SPDX-License-Identifier: MIT */
/*
 * Keys of Regions, made from the seed when they are first needed.
 */
#include "account/digest_key.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/base64.h"
#include "base/memory.h"
#include "base/signature.h"
#include "base/strbuf.h"

static uint64_t
mix(uint64_t seed, const char *text)
{
	for (; *text; text++)
		seed = (seed ^ (unsigned char)*text) *
		       UINT64_C(1099511628211);
	return seed;
}

static struct digest_key *
make_key(const struct account *account, const char *region)
{
	struct digest_key *key = mem_calloc(1, sizeof *key);
	struct strbuf der = STRBUF_INIT, text = STRBUF_INIT;
	struct random random;
	char hash[SHA256_HEX];

	random_seed(&random, mix(mix(account->seed, account->id), region));
	key->region = mem_strdup(region);
	key->pair = rsa_key_new(&random);
	rsa_key_public(key->pair, &der);
	base64_write(der.buf, der.len, &text);
	key->public_key = strbuf_detach(&text);
	memcpy(key->fingerprint, sha256_hex(der.buf, der.len, hash),
	       sizeof key->fingerprint - 1);
	strbuf_release(&der);
	return key;
}

const struct digest_key *
digest_key_find(struct account *account, const char *region)
{
	struct digest_keys *keys = &account->digest_keys;

	for (size_t i = 0; i < keys->count; i++)
		if (!strcmp(keys->items[i]->region, region))
			return keys->items[i];
	if (!signature_ready())
		return NULL;
	list_push(keys, make_key(account, region));
	return keys->items[keys->count - 1];
}

void
digest_keys_release(struct digest_keys *keys)
{
	for (size_t i = 0; i < keys->count; i++) {
		free(keys->items[i]->region);
		rsa_key_free(keys->items[i]->pair);
		free(keys->items[i]->public_key);
		free(keys->items[i]);
	}
	list_release(keys);
}
