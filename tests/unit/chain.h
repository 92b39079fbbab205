/* SPDX-License-Identifier: MIT */
/*
 * Digest files checked with OpenSSL itself rather than with what made them:
 * every signature, every link to the file before, every log file's hash.
 */
#ifndef TESTS_CHAIN_H
#define TESTS_CHAIN_H

#include <openssl/evp.h>
#include <string.h>

#include "account/account.h"
#include "aws/dispatch.h"
#include "base/gzip.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

#include "scenes.h"

#define DIGESTS "AWSLogs/111122223333/CloudTrail-Digest/"

static inline struct json_object *
call(struct account *account, const char *region, const char *operation,
     struct json_object *request)
{
	struct caller caller = { .principal = principal_find(account, "sana"),
				 .region = region };
	struct aws_error error = { 0 };
	struct json_object *response = aws_door(account, &caller, "cloudtrail",
						operation, request, &error);

	if (error.code)
		fail_msg("%s: %s", error.code, error.message);
	return response;
}

static inline struct bucket *
bucket_of(struct account *account)
{
	return bucket_find(account, SCENE_BUCKET);
}

/* ---------------------------------------------------- OpenSSL's answers */

static inline EVP_PKEY *
public_key(struct account *account, const char *region,
	   const char *fingerprint)
{
	struct json_object *answer =
		call(account, region, "ListPublicKeys",
		     json_object_new_object());
	struct json_object *key = json_path(answer, "PublicKeyList.0");
	const char *value = json_string(key, "Value");
	unsigned char der[1024];
	const unsigned char *at = der;
	int length = EVP_DecodeBlock(der, (const unsigned char *)value,
				     (int)strlen(value));
	EVP_PKEY *pkey = d2i_PublicKey(EVP_PKEY_RSA, NULL, &at, length);

	assert_string_equal(json_string(key, "Fingerprint"), fingerprint);
	assert_non_null(pkey);
	assert_int_equal(EVP_PKEY_get_bits(pkey), 2048);
	json_object_put(answer);
	return pkey;
}

static inline char *
hash_of(const struct strbuf *text)
{
	unsigned char hash[32];
	struct strbuf hex = STRBUF_INIT;

	assert_int_equal(EVP_Digest(text->buf, text->len, hash, NULL,
				    EVP_sha256(), NULL), 1);
	for (size_t i = 0; i < sizeof hash; i++)
		strbuf_addf(&hex, "%02x", hash[i]);
	return strbuf_detach(&hex);
}

static inline void
assert_signed(EVP_PKEY *pkey, const char *text, const char *hex)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	long length = 0;
	unsigned char *signature = OPENSSL_hexstr2buf(hex, &length);

	assert_non_null(signature);
	assert_int_equal(EVP_DigestVerifyInit(context, NULL, EVP_sha256(),
					      NULL, pkey), 1);
	if (EVP_DigestVerify(context, signature, (size_t)length,
			     (const unsigned char *)text, strlen(text)) != 1)
		fail_msg("the signature is not for:\n%s", text);
	OPENSSL_free(signature);
	EVP_MD_CTX_free(context);
}

/* ------------------------------------------------------- digest files */

static inline void
unpack(struct bucket *bucket, const char *key, struct strbuf *text)
{
	struct object *object = bucket_get(bucket, key);

	if (!object)
		fail_msg("there is no %s", key);
	strbuf_reset(text);
	assert_int_equal(gzip_decompress(object->bytes, object->length,
					 1 << 24, text), 0);
}

static inline void
assert_member(struct json_object *object, const char *name,
	      const char *expected)
{
	const char *value = json_string(object, name);

	if (!value || strcmp(value, expected) != 0)
		fail_msg("%s is %s, not %s", name, value, expected);
}

/* One chain after the other of one Region, as they stand in the bucket. */
struct walk {
	struct account *account;
	size_t digests, starts, empty, logs;
	char *previous_key, *previous_hash, *previous_signature, *end;
};

static inline void
walk_logs(struct walk *walk, struct json_object *digest)
{
	struct json_object *files = json_member(digest, "logFiles");
	struct strbuf text = STRBUF_INIT;
	char *hash;

	walk->empty += json_object_array_length(files) == 0;
	for (size_t i = 0; i < json_object_array_length(files); i++) {
		struct json_object *file = json_object_array_get_idx(files, i);

		unpack(bucket_of(walk->account), json_string(file, "s3Object"),
		       &text);
		hash = hash_of(&text);
		assert_member(file, "s3Bucket", SCENE_BUCKET);
		assert_member(file, "hashValue", hash);
		assert_member(file, "hashAlgorithm", "SHA-256");
		assert_non_null(strstr(text.buf,
				       json_string(file, "oldestEventTime")));
		assert_non_null(strstr(text.buf,
				       json_string(file, "newestEventTime")));
		free(hash);
		walk->logs++;
	}
	if (json_object_array_length(files) == 0) {
		assert_null(json_member(digest, "newestEventTime"));
		assert_null(json_member(digest, "oldestEventTime"));
	}
	strbuf_release(&text);
}

static inline void
walk_link(struct walk *walk, struct json_object *digest)
{
	static const char *const members[] = {
		"previousDigestS3Bucket",      "previousDigestS3Object",
		"previousDigestHashValue",     "previousDigestHashAlgorithm",
		"previousDigestSignature",
	};

	if (json_member(digest, members[0])) {
		assert_member(digest, members[0], SCENE_BUCKET);
		assert_member(digest, members[1], walk->previous_key);
		assert_member(digest, members[2], walk->previous_hash);
		assert_member(digest, members[3], "SHA-256");
		assert_member(digest, members[4], walk->previous_signature);
		assert_member(digest, "digestStartTime", walk->end);
		return;
	}
	walk->starts++;
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		assert_true(json_object_object_get_ex(digest, members[i],
						      NULL));
		assert_null(json_member(digest, members[i]));
	}
}

static inline void
remember(char **member, const char *text)
{
	free(*member);
	*member = mem_strdup(text);
}

static inline void
walk_digest(struct walk *walk, const struct object *object, EVP_PKEY **pkey,
	    const char *region)
{
	struct strbuf text = STRBUF_INIT, to_sign = STRBUF_INIT;
	struct json_object *digest;
	const char *previous;
	char *hash;

	unpack(bucket_of(walk->account), object->key, &text);
	digest = json_parse(text.buf, text.len, NULL, NULL);
	hash = hash_of(&text);
	if (!*pkey)
		*pkey = public_key(walk->account, region,
				   json_string(digest,
					       "digestPublicKeyFingerprint"));
	assert_member(digest, "awsAccountId", "111122223333");
	assert_member(digest, "digestS3Bucket", SCENE_BUCKET);
	assert_member(digest, "digestS3Object", object->key);
	assert_member(digest, "digestSignatureAlgorithm", "SHA256withRSA");
	assert_member(object->metadata, "signature-algorithm",
		      "SHA256withRSA");
	walk_link(walk, digest);
	walk_logs(walk, digest);
	previous = json_string(digest, "previousDigestSignature");
	strbuf_addf(&to_sign, "%s\n%s/%s\n%s\n%s",
		    json_string(digest, "digestEndTime"), SCENE_BUCKET,
		    object->key, hash, previous ? previous : "null");
	assert_signed(*pkey, to_sign.buf,
		      json_string(object->metadata, "signature"));
	remember(&walk->previous_key, object->key);
	remember(&walk->previous_hash, hash);
	remember(&walk->previous_signature,
		 json_string(object->metadata, "signature"));
	remember(&walk->end, json_string(digest, "digestEndTime"));
	walk->digests++;
	json_object_put(digest);
	free(hash);
	strbuf_release(&text);
	strbuf_release(&to_sign);
}

/* Checks all there is of a Region. */
static inline struct walk
walk_region(struct account *account, const char *region)
{
	struct walk walk = { .account = account };
	struct bucket *bucket = bucket_of(account);
	char *prefix = str_printf(DIGESTS "%s/", region);
	EVP_PKEY *pkey = NULL;

	for (size_t i = bucket_seek(bucket, prefix);
	     i < bucket->count &&
	     !strncmp(bucket->objects[i]->key, prefix, strlen(prefix));
	     i++)
		walk_digest(&walk, bucket->objects[i], &pkey, region);
	EVP_PKEY_free(pkey);
	free(prefix);
	free(walk.previous_key);
	free(walk.previous_hash);
	free(walk.previous_signature);
	free(walk.end);
	return walk;
}

#endif
