/* SPDX-License-Identifier: MIT */
/*
 * SHA-256, HMAC and RSA by libcrypto.
 *
 * A key is two primes of 1,024 bits: from a random odd number upwards, the
 * first that is prime and fits the exponent 65537.  Nothing but the given
 * chance goes into it, and PKCS #1 v1.5 needs none, so keys and signatures are
 * the same on every machine.
 */
#include "base/signature.h"

#include <openssl/core_names.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/libcrypto.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/strbuf.h"

enum {
	PRIME_BYTES = 128,
	SIGNATURE_BYTES = 2 * PRIME_BYTES,
	EXPONENT = 65537,
	MOST_DER = 4096,
	BLOCK_BYTES = 64, /* of SHA-256 */
};

struct rsa_key {
	EVP_PKEY *pkey;
};

/* What fails in here fails for want of memory, or by a fault of ours. */
static void
need(bool done)
{
	if (!done)
		BUG("libcrypto refused");
}

/* Looked up once, which costs as much as a short hash. */
static const EVP_MD *
sha256(const struct libcrypto *c)
{
	static EVP_MD *fetched;

	if (!fetched)
		fetched = c->EVP_MD_fetch(NULL, "SHA256", NULL);
	need(fetched != NULL);
	return fetched;
}

bool
signature_ready(void)
{
	return libcrypto() != NULL;
}

const char *
hex_write(const unsigned char *bytes, size_t length, char *out)
{
	static const char digits[] = "0123456789abcdef";
	char *at = out;

	for (size_t i = 0; i < length; i++) {
		*at++ = digits[bytes[i] >> 4];
		*at++ = digits[bytes[i] & 15];
	}
	*at = '\0';
	return out;
}

const char *
sha256_hex(const void *bytes, size_t length, char *out)
{
	const struct libcrypto *c = libcrypto();
	unsigned char hash[32];

	need(c->EVP_Digest(bytes, length, hash, NULL, sha256(c), NULL));
	return hex_write(hash, sizeof hash, out);
}

/* RFC 2104: a hash of the outer key and the hash of the inner key and the
   bytes. */
void
hmac_sha256(const void *key, size_t key_length, const void *bytes,
	    size_t length, unsigned char *out)
{
	const struct libcrypto *c = libcrypto();
	const EVP_MD *md = sha256(c);
	unsigned char outer[BLOCK_BYTES + HMAC_SHA256];
	unsigned char *inner = mem_alloc(BLOCK_BYTES + length);

	memset(inner, 0, BLOCK_BYTES);
	if (key_length > BLOCK_BYTES)
		need(c->EVP_Digest(key, key_length, inner, NULL, md, NULL));
	else
		memcpy(inner, key, key_length);
	for (size_t i = 0; i < BLOCK_BYTES; i++) {
		outer[i] = inner[i] ^ 0x5c;
		inner[i] ^= 0x36;
	}
	memcpy(inner + BLOCK_BYTES, bytes, length);
	need(c->EVP_Digest(inner, BLOCK_BYTES + length, outer + BLOCK_BYTES,
			   NULL, md, NULL));
	need(c->EVP_Digest(outer, sizeof outer, out, NULL, md, NULL));
	free(inner);
}

/* ------------------------------------------------------------------ keys */

/* 1,024 random bits, the two highest set, so that a product has 2,048. */
static void
pick_start(const struct libcrypto *c, struct random *random, BIGNUM *out)
{
	unsigned char bytes[PRIME_BYTES];

	for (size_t i = 0; i < sizeof bytes; i += 8) {
		uint64_t next = random_next(random);

		for (size_t j = 0; j < 8; j++)
			bytes[i + j] = (unsigned char)(next >> (56 - 8 * j));
	}
	bytes[0] |= 0xc0;
	bytes[sizeof bytes - 1] |= 1;
	need(c->BN_bin2bn(bytes, sizeof bytes, out) != NULL);
}

static void
find_prime(const struct libcrypto *c, struct random *random, BIGNUM *out,
	   BN_CTX *context)
{
	pick_start(c, random, out);
	while (c->BN_mod_word(out, EXPONENT) == 1 ||
	       c->BN_check_prime(out, context, NULL) != 1)
		need(c->BN_add_word(out, 2));
}

/* The numbers of a key, in the order of `numbers` below. */
enum { N, E, D, P, Q, DP, DQ, QINV, NUMBERS };

static const char *const number_names[NUMBERS] = {
	OSSL_PKEY_PARAM_RSA_N,		  OSSL_PKEY_PARAM_RSA_E,
	OSSL_PKEY_PARAM_RSA_D,		  OSSL_PKEY_PARAM_RSA_FACTOR1,
	OSSL_PKEY_PARAM_RSA_FACTOR2,	  OSSL_PKEY_PARAM_RSA_EXPONENT1,
	OSSL_PKEY_PARAM_RSA_EXPONENT2,	  OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
};

static void
find_numbers(const struct libcrypto *c, struct random *random,
	     BIGNUM *numbers[NUMBERS])
{
	BN_CTX *context = c->BN_CTX_new();
	BIGNUM *p1 = c->BN_new(), *q1 = c->BN_new(), *phi = c->BN_new();

	need(context && p1 && q1 && phi);
	find_prime(c, random, numbers[P], context);
	do
		find_prime(c, random, numbers[Q], context);
	while (c->BN_cmp(numbers[P], numbers[Q]) == 0);
	need(c->BN_set_word(numbers[E], EXPONENT) &&
	     c->BN_mul(numbers[N], numbers[P], numbers[Q], context) &&
	     c->BN_copy(p1, numbers[P]) && c->BN_sub_word(p1, 1) &&
	     c->BN_copy(q1, numbers[Q]) && c->BN_sub_word(q1, 1) &&
	     c->BN_mul(phi, p1, q1, context) &&
	     c->BN_mod_inverse(numbers[D], numbers[E], phi, context) &&
	     c->BN_div(NULL, numbers[DP], numbers[D], p1, context) &&
	     c->BN_div(NULL, numbers[DQ], numbers[D], q1, context) &&
	     c->BN_mod_inverse(numbers[QINV], numbers[Q], numbers[P], context));
	c->BN_clear_free(p1);
	c->BN_clear_free(q1);
	c->BN_clear_free(phi);
	c->BN_CTX_free(context);
}

static EVP_PKEY *
key_of(const struct libcrypto *c, BIGNUM *const numbers[NUMBERS])
{
	OSSL_PARAM_BLD *build = c->OSSL_PARAM_BLD_new();
	EVP_PKEY_CTX *context = c->EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
	EVP_PKEY *pkey = NULL;
	OSSL_PARAM *params;

	need(build && context);
	for (size_t i = 0; i < NUMBERS; i++)
		need(c->OSSL_PARAM_BLD_push_BN(build, number_names[i],
					       numbers[i]));
	params = c->OSSL_PARAM_BLD_to_param(build);
	need(params && c->EVP_PKEY_fromdata_init(context) == 1 &&
	     c->EVP_PKEY_fromdata(context, &pkey, EVP_PKEY_KEYPAIR, params) ==
		     1);
	c->OSSL_PARAM_free(params);
	c->OSSL_PARAM_BLD_free(build);
	c->EVP_PKEY_CTX_free(context);
	return pkey;
}

struct rsa_key *
rsa_key_new(struct random *random)
{
	const struct libcrypto *c = libcrypto();
	struct rsa_key *key = mem_calloc(1, sizeof *key);
	BIGNUM *numbers[NUMBERS];

	for (size_t i = 0; i < NUMBERS; i++)
		need((numbers[i] = c->BN_new()) != NULL);
	find_numbers(c, random, numbers);
	key->pkey = key_of(c, numbers);
	for (size_t i = 0; i < NUMBERS; i++)
		c->BN_clear_free(numbers[i]);
	return key;
}

void
rsa_key_free(struct rsa_key *key)
{
	if (key)
		libcrypto()->EVP_PKEY_free(key->pkey);
	free(key);
}

void
rsa_key_public(const struct rsa_key *key, struct strbuf *out)
{
	const struct libcrypto *c = libcrypto();
	int length = c->i2d_PublicKey(key->pkey, NULL);
	unsigned char *end;

	need(length > 0);
	strbuf_grow(out, (size_t)length);
	end = (unsigned char *)out->buf + out->len;
	need(c->i2d_PublicKey(key->pkey, &end) == length);
	out->len += (size_t)length;
	out->buf[out->len] = '\0';
}

/* ------------------------------------------------------------ signatures */

const char *
rsa_key_sign(const struct rsa_key *key, const void *bytes, size_t length,
	     char *out)
{
	const struct libcrypto *c = libcrypto();
	EVP_MD_CTX *context = c->EVP_MD_CTX_new();
	unsigned char signature[SIGNATURE_BYTES];
	size_t size = sizeof signature;

	need(context &&
	     c->EVP_DigestSignInit(context, NULL, c->EVP_sha256(), NULL,
				   key->pkey) == 1 &&
	     c->EVP_DigestSign(context, signature, &size, bytes, length) == 1 &&
	     size == sizeof signature);
	c->EVP_MD_CTX_free(context);
	return hex_write(signature, sizeof signature, out);
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* False if it is no hex; what is longer than any signature is cut. */
static bool
read_hex(const char *text, unsigned char *out, size_t most, size_t *length)
{
	size_t count = 0;

	for (; *text; text += 2) {
		int high = hex_digit(text[0]);
		int low = high < 0 ? -1 : hex_digit(text[1]);

		if (low < 0)
			return false;
		if (count < most)
			out[count++] = (unsigned char)(high << 4 | low);
	}
	*length = count;
	return true;
}

enum signature_verdict
signature_verify(const void *der, size_t der_length, const void *bytes,
		 size_t length, const char *signature_hex)
{
	const struct libcrypto *c = libcrypto();
	unsigned char signature[SIGNATURE_BYTES + 1];
	const unsigned char *at = der;
	size_t size;
	EVP_PKEY *pkey = NULL;
	EVP_MD_CTX *context;
	bool valid;

	if (read_hex(signature_hex, signature, sizeof signature, &size) &&
	    der_length <= MOST_DER)
		pkey = c->d2i_PublicKey(EVP_PKEY_RSA, NULL, &at,
					(long)der_length);
	if (!pkey)
		return SIGNATURE_UNREADABLE;
	context = c->EVP_MD_CTX_new();
	need(context && c->EVP_DigestVerifyInit(context, NULL, c->EVP_sha256(),
						NULL, pkey) == 1);
	valid = c->EVP_DigestVerify(context, signature, size, bytes, length) ==
		1;
	c->EVP_MD_CTX_free(context);
	c->EVP_PKEY_free(pkey);
	return valid ? SIGNATURE_VALID : SIGNATURE_FAILED;
}
