/* SPDX-License-Identifier: MIT */
/*
 * SHA-256, the keyed hash over it that signs requests, and RSA signatures over
 * it: 2048 bits, PKCS #1 v1.5, as CloudTrail signs its digest files.
 *
 * The work is done by OpenSSL's libcrypto, which is opened when it is first
 * needed.  Where it is missing, signature_ready() says so and nothing else in
 * here may be called.  Keys are made from a seed and guard nothing but a
 * simulation.
 */
#ifndef BASE_SIGNATURE_H
#define BASE_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>

struct random;
struct strbuf;

enum {
	SHA256_HEX = 64 + 1,	 /* a hash as lower-case hex, terminated */
	SIGNATURE_HEX = 512 + 1, /* a signature, likewise */
};

bool signature_ready(void); /* is libcrypto there? */

/* The hash of some bytes; `out` is SHA256_HEX long. */
const char *sha256_hex(const void *bytes, size_t length, char *out);

enum { HMAC_SHA256 = 32 };
/* The keyed hash of some bytes; `out` is HMAC_SHA256 long, and may be `key`. */
void hmac_sha256(const void *key, size_t key_length, const void *bytes,
		 size_t length, unsigned char *out);
/* As lower-case hex, terminated; `out` is 2 * length + 1 long. */
const char *hex_write(const unsigned char *bytes, size_t length, char *out);

/* The same chance gives the same key on every machine; never NULL. */
struct rsa_key *rsa_key_new(struct random *random);
void rsa_key_free(struct rsa_key *key); /* NULL is fine */
/* Appends its public half as DER in the form of PKCS #1. */
void rsa_key_public(const struct rsa_key *key, struct strbuf *out);
/* `out` is SIGNATURE_HEX long. */
const char *rsa_key_sign(const struct rsa_key *key, const void *bytes,
			 size_t length, char *out);

enum signature_verdict {
	SIGNATURE_VALID,
	SIGNATURE_FAILED,
	SIGNATURE_UNREADABLE, /* the key is no key, the signature no hex */
};
/* `der` is a public key as rsa_key_public() gives it. */
enum signature_verdict signature_verify(const void *der, size_t der_length,
					const void *bytes, size_t length,
					const char *signature_hex);

#endif
