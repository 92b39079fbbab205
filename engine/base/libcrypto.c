/* SPDX-License-Identifier: MIT */
/*
 * libcrypto, opened when the first digest file or public key is wanted; most
 * runs never sign anything.
 */
#include "base/libcrypto.h"

#include <openssl/opensslv.h>
#include <stddef.h>

#define TEXT_OF(word) #word
#define TEXT(word) TEXT_OF(word)

const struct libcrypto *
libcrypto(void)
{
	static const char *const names[] = {
		LIBCRYPTO_FUNCTIONS(LIBRARY_NAME) NULL
	};
	static struct libcrypto functions;
	static struct library library = {
		.soname = LIBRARY_SONAME("libcrypto",
					 TEXT(OPENSSL_SHLIB_VERSION)),
		.names = names,
		.functions = &functions,
	};

	return library_open(&library) ? &functions : NULL;
}
