/* SPDX-License-Identifier: MIT */
/*
 * OpenSSL's libcrypto, opened when it is first asked for.
 *
 * Only signature.c looks in here.
 */
#ifndef BASE_LIBCRYPTO_H
#define BASE_LIBCRYPTO_H

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "base/library.h"

/* What is used of it: result, name, arguments. */
#define LIBCRYPTO_FUNCTIONS(X)                                                \
	X(BIGNUM *, BN_new, (void))                                           \
	X(void, BN_clear_free, (BIGNUM *))                                    \
	X(BN_CTX *, BN_CTX_new, (void))                                       \
	X(void, BN_CTX_free, (BN_CTX *))                                      \
	X(BIGNUM *, BN_bin2bn, (const unsigned char *, int, BIGNUM *))        \
	X(BIGNUM *, BN_copy, (BIGNUM *, const BIGNUM *))                      \
	X(int, BN_cmp, (const BIGNUM *, const BIGNUM *))                      \
	X(int, BN_set_word, (BIGNUM *, BN_ULONG))                             \
	X(int, BN_add_word, (BIGNUM *, BN_ULONG))                             \
	X(int, BN_sub_word, (BIGNUM *, BN_ULONG))                             \
	X(BN_ULONG, BN_mod_word, (const BIGNUM *, BN_ULONG))                  \
	X(int, BN_mul, (BIGNUM *, const BIGNUM *, const BIGNUM *, BN_CTX *))  \
	X(int, BN_div, (BIGNUM *, BIGNUM *, const BIGNUM *, const BIGNUM *,   \
			BN_CTX *))                                            \
	X(BIGNUM *, BN_mod_inverse, (BIGNUM *, const BIGNUM *,                \
				     const BIGNUM *, BN_CTX *))               \
	X(int, BN_check_prime, (const BIGNUM *, BN_CTX *, BN_GENCB *))        \
	X(OSSL_PARAM_BLD *, OSSL_PARAM_BLD_new, (void))                       \
	X(void, OSSL_PARAM_BLD_free, (OSSL_PARAM_BLD *))                      \
	X(int, OSSL_PARAM_BLD_push_BN, (OSSL_PARAM_BLD *, const char *,       \
					const BIGNUM *))                      \
	X(OSSL_PARAM *, OSSL_PARAM_BLD_to_param, (OSSL_PARAM_BLD *))          \
	X(void, OSSL_PARAM_free, (OSSL_PARAM *))                              \
	X(EVP_PKEY_CTX *, EVP_PKEY_CTX_new_from_name,                         \
	  (OSSL_LIB_CTX *, const char *, const char *))                       \
	X(void, EVP_PKEY_CTX_free, (EVP_PKEY_CTX *))                          \
	X(int, EVP_PKEY_fromdata_init, (EVP_PKEY_CTX *))                      \
	X(int, EVP_PKEY_fromdata, (EVP_PKEY_CTX *, EVP_PKEY **, int,          \
				   OSSL_PARAM *))                             \
	X(void, EVP_PKEY_free, (EVP_PKEY *))                                  \
	X(int, i2d_PublicKey, (const EVP_PKEY *, unsigned char **))           \
	X(EVP_PKEY *, d2i_PublicKey, (int, EVP_PKEY **,                       \
				      const unsigned char **, long))          \
	X(const EVP_MD *, EVP_sha256, (void))                                 \
	X(EVP_MD *, EVP_MD_fetch, (OSSL_LIB_CTX *, const char *,              \
				   const char *))                             \
	X(int, EVP_Digest, (const void *, size_t, unsigned char *,            \
			    unsigned *, const EVP_MD *, ENGINE *))            \
	X(EVP_MD_CTX *, EVP_MD_CTX_new, (void))                               \
	X(void, EVP_MD_CTX_free, (EVP_MD_CTX *))                              \
	X(int, EVP_DigestSignInit, (EVP_MD_CTX *, EVP_PKEY_CTX **,            \
				    const EVP_MD *, ENGINE *, EVP_PKEY *))    \
	X(int, EVP_DigestSign, (EVP_MD_CTX *, unsigned char *, size_t *,      \
				const unsigned char *, size_t))               \
	X(int, EVP_DigestVerifyInit, (EVP_MD_CTX *, EVP_PKEY_CTX **,          \
				      const EVP_MD *, ENGINE *, EVP_PKEY *))  \
	X(int, EVP_DigestVerify, (EVP_MD_CTX *, const unsigned char *,        \
				  size_t, const unsigned char *, size_t))

struct libcrypto {
	LIBCRYPTO_FUNCTIONS(LIBRARY_MEMBER)
};

/* NULL if it is not on this machine. */
const struct libcrypto *libcrypto(void);

#endif
