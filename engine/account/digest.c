/* SPDX-License-Identifier: MIT */
/*
 * Digest files, made and signed as `aws cloudtrail validate-logs` checks them.
 *
 * All hashes are SHA-256 of what is in the gzip.  What is signed is the end
 * time, the place, the digest file's own hash and the signature before, each
 * on a line; the literal "null" stands for a signature before the first.
 */
#include "account/digest.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/gzip.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/signature.h"
#include "base/strbuf.h"

enum {
	FINAL_AFTER = 10 * CLOCK_MINUTE, /* what was taken is delivered then */
	REDELIVERY_DAYS = 30,
};

#define SIGNATURE_ALGORITHM "SHA256withRSA"
#define HASH_ALGORITHM "SHA-256"

struct listed_file {
	char *bucket, *key;
	char hash[SHA256_HEX];
	int64_t oldest, newest;
};

struct digest_chain {
	char *region;
	LIST(struct listed_file) files;
	/* the digest file before; NULL and "" at the start of a chain */
	char *previous_bucket, *previous_key;
	char previous_hash[SHA256_HEX];
	char previous_signature[SIGNATURE_HEX];
};

static void digest_due(struct account *account, void *data);

static int64_t
whole_second(int64_t moment)
{
	return moment / CLOCK_SECOND * CLOCK_SECOND;
}

/* ---------------------------------------------------------------- chains */

static void
forget_files(struct digest_chain *chain)
{
	for (size_t i = 0; i < chain->files.count; i++) {
		free(chain->files.items[i].bucket);
		free(chain->files.items[i].key);
	}
	list_release(&chain->files);
}

void
digests_release(struct digests *digests)
{
	for (size_t i = 0; i < digests->count; i++) {
		forget_files(digests->chains[i]);
		free(digests->chains[i]->region);
		free(digests->chains[i]->previous_bucket);
		free(digests->chains[i]->previous_key);
		free(digests->chains[i]);
	}
	free(digests->chains);
	*digests = (struct digests){ 0 };
}

static struct digest_chain *
chain_of(struct digests *digests, const char *region)
{
	struct digest_chain *chain;

	for (size_t i = 0; i < digests->count; i++)
		if (!strcmp(digests->chains[i]->region, region))
			return digests->chains[i];
	chain = mem_calloc(1, sizeof *chain);
	chain->region = mem_strdup(region);
	digests->chains = list_grow(digests->chains, digests->count,
				    &digests->allocated,
				    sizeof *digests->chains);
	digests->chains[digests->count++] = chain;
	return chain;
}

void
digest_add(struct account *account, struct trail *trail,
	   const struct log_file *file)
{
	struct digest_chain *chain;
	struct listed_file listed = { .oldest = file->oldest,
				      .newest = file->newest };

	(void)account;
	if (!trail->digests.open || !trail->log_file_validation_enabled)
		return;
	chain = chain_of(&trail->digests, file->region);
	listed.bucket = mem_strdup(file->bucket);
	listed.key = mem_strdup(file->key);
	sha256_hex(file->text, file->length, listed.hash);
	list_push(&chain->files, listed);
}

/* ------------------------------------------------------------ what it says */

static void
set_moment(struct json_object *object, const char *name, int64_t moment)
{
	char text[CLOCK_TEXT];

	json_set_string(object, name, moment ? clock_iso(moment, text) : NULL);
}

static struct json_object *
describe_file(const struct listed_file *file)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "s3Bucket", file->bucket);
	json_set_string(out, "s3Object", file->key);
	json_set_string(out, "hashValue", file->hash);
	json_set_string(out, "hashAlgorithm", HASH_ALGORITHM);
	set_moment(out, "newestEventTime", file->newest);
	set_moment(out, "oldestEventTime", file->oldest);
	return out;
}

static void
describe_files(const struct digest_chain *chain, struct json_object *out)
{
	struct json_object *list = json_object_new_array();
	int64_t newest = 0, oldest = 0;

	for (size_t i = 0; i < chain->files.count; i++) {
		const struct listed_file *file = &chain->files.items[i];

		if (i == 0 || file->newest > newest)
			newest = file->newest;
		if (i == 0 || file->oldest < oldest)
			oldest = file->oldest;
		json_object_array_add(list, describe_file(file));
	}
	set_moment(out, "newestEventTime", newest);
	set_moment(out, "oldestEventTime", oldest);
	json_set(out, "logFiles", list);
}

static void
describe_previous(const struct digest_chain *chain, struct json_object *out)
{
	bool first = chain->previous_key == NULL;

	json_set_string(out, "previousDigestS3Bucket", chain->previous_bucket);
	json_set_string(out, "previousDigestS3Object", chain->previous_key);
	json_set_string(out, "previousDigestHashValue",
			first ? NULL : chain->previous_hash);
	json_set_string(out, "previousDigestHashAlgorithm",
			first ? NULL : HASH_ALGORITHM);
	json_set_string(out, "previousDigestSignature",
			first ? NULL : chain->previous_signature);
}

/* Its members stand in AWS's order. */
static struct json_object *
describe(const struct account *account, const struct trail *trail,
	 const struct digest_chain *chain, const char *key,
	 const char *fingerprint)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "awsAccountId", account->id);
	set_moment(out, "digestStartTime", trail->digests.from);
	set_moment(out, "digestEndTime", account->now);
	json_set_string(out, "digestS3Bucket", trail->s3_bucket_name);
	json_set_string(out, "digestS3Object", key);
	json_set_string(out, "digestPublicKeyFingerprint", fingerprint);
	json_set_string(out, "digestSignatureAlgorithm", SIGNATURE_ALGORITHM);
	json_set(out, "newestEventTime", NULL);
	json_set(out, "oldestEventTime", NULL);
	describe_previous(chain, out);
	describe_files(chain, out);
	return out;
}

/* ---------------------------------------------------------------- delivery */

/* AWSLogs/ACCOUNT/CloudTrail-Digest/REGION/2025/11/19/ACCOUNT_..._TRAIL_HOME_
   20251119T070131Z.json.gz */
static char *
digest_name(const struct account *account, const struct trail *trail,
	    const char *region)
{
	struct strbuf key = STRBUF_INIT;
	char date[CLOCK_TEXT], end[CLOCK_TEXT];

	clock_format(account->now, "%Y/%m/%d", date, sizeof date);
	clock_format(account->now, "%Y%m%dT%H%M%SZ", end, sizeof end);
	if (trail->s3_key_prefix && *trail->s3_key_prefix)
		strbuf_addf(&key, "%s/", trail->s3_key_prefix);
	strbuf_addf(&key,
		    "AWSLogs/%s/CloudTrail-Digest/%s/%s/"
		    "%s_CloudTrail-Digest_%s_%s_%s_%s.json.gz",
		    account->id, region, date, account->id, region,
		    trail->name, trail->home_region, end);
	return strbuf_detach(&key);
}

/* The chain's next signature; its hash is the new one already. */
static void
sign(struct account *account, const struct trail *trail,
     const struct digest_key *key, struct digest_chain *chain)
{
	struct strbuf text = STRBUF_INIT;
	char end[CLOCK_TEXT];

	strbuf_addf(&text, "%s\n%s/%s\n%s\n%s", clock_iso(account->now, end),
		    trail->s3_bucket_name, chain->previous_key,
		    chain->previous_hash,
		    *chain->previous_signature ? chain->previous_signature :
						 "null");
	rsa_key_sign(key->pair, text.buf, text.len, chain->previous_signature);
	strbuf_release(&text);
}

static void
replace(char **member, char *text)
{
	free(*member);
	*member = text;
}

static void
write_digest(struct account *account, struct trail *trail,
	     struct bucket *bucket, struct digest_chain *chain)
{
	const struct digest_key *key =
		digest_key_find(account, chain->region);
	char *name = digest_name(account, trail, chain->region);
	struct json_object *content =
		describe(account, trail, chain, name, key->fingerprint);
	struct json_object *metadata = json_object_new_object();
	struct strbuf text = STRBUF_INIT, packed = STRBUF_INIT;
	struct object *object;
	size_t length;

	json_write(content, &text);
	gzip_compress(text.buf, text.len, &packed);
	length = packed.len;
	object = bucket_put(account, bucket, name, strbuf_detach(&packed),
			    length);
	replace(&chain->previous_bucket, mem_strdup(bucket->name));
	replace(&chain->previous_key, name);
	sha256_hex(text.buf, text.len, chain->previous_hash);
	sign(account, trail, key, chain);
	json_set_string(metadata, "signature", chain->previous_signature);
	json_set_string(metadata, "signature-algorithm", SIGNATURE_ALGORITHM);
	bucket_set_metadata(bucket, object, metadata);
	forget_files(chain);
	json_object_put(content);
	strbuf_release(&text);
}

/* False if the bucket refused. */
static bool
write_digests(struct account *account, struct trail *trail)
{
	struct bucket *bucket = bucket_find(account, trail->s3_bucket_name);
	const char *error = bucket_refusal(account, bucket, trail->arn);

	replace(&trail->latest_digest_delivery_error, mem_strdup(error));
	if (error)
		return false;
	for (size_t i = 0; i < trail->digests.count; i++)
		write_digest(account, trail, bucket, trail->digests.chains[i]);
	trail->latest_digest_delivery_time = account->now;
	trail->digests.from = account->now;
	return true;
}

/* ------------------------------------------------------------ begin and end */

static void
schedule(struct account *account, struct trail *trail, int64_t due)
{
	trail->digests.due = due;
	timer_add(&account->timers, due, digest_due, NULL, trail);
}

static bool
is_wanted(const struct trail *trail)
{
	return trail->log_file_validation_enabled && trail->is_logging &&
	       !trail->deleted;
}

static void
begin(struct account *account, struct trail *trail)
{
	if (!signature_ready())
		return;
	trail->digests.open = true;
	trail->digests.from = whole_second(account->now);
	chain_of(&trail->digests, trail->home_region);
	schedule(account, trail, trail->digests.from + CLOCK_HOUR);
}

/* Logging that ends is followed by a last digest file, validation that ends
   by that of the hour. */
static void
end(struct account *account, struct trail *trail)
{
	struct digests *digests = &trail->digests;

	digests->final = digests->due;
	if (trail->is_logging && !trail->deleted)
		return;
	digests->final = whole_second(account->now) + FINAL_AFTER;
	if (digests->due > digests->final)
		schedule(account, trail, digests->final);
}

void
digest_follow(struct account *account, struct trail *trail)
{
	if (is_wanted(trail) && !trail->digests.open)
		begin(account, trail);
	else if (!is_wanted(trail) && trail->digests.open &&
		 !trail->digests.final)
		end(account, trail);
}

static bool
is_given_up(const struct account *account, const struct digests *digests)
{
	return digests->final && account->now > digests->final +
					REDELIVERY_DAYS * (int64_t)CLOCK_DAY;
}

static void
digest_due(struct account *account, void *data)
{
	struct trail *trail = data;
	struct digests *digests = &trail->digests;
	bool is_final = digests->final && account->now >= digests->final;
	int64_t next = account->now + CLOCK_HOUR;

	if (!digests->open || account->now != digests->due)
		return; /* a timer from before a change */
	if ((write_digests(account, trail) && is_final) ||
	    is_given_up(account, digests)) {
		digests_release(digests);
		digest_follow(account, trail);
		return;
	}
	if (digests->final > account->now && digests->final < next)
		next = digests->final;
	schedule(account, trail, next);
}
