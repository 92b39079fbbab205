/* SPDX-License-Identifier: MIT */
/*
 * Opens libcrypto by its soname, once, when the first digest file or public
 * key is wanted.
 *
 * It is not linked, because the loader would then read it at each start, which
 * costs more than the start itself; most runs never sign anything.  The soname
 * has the major version of the header that this was compiled with, so that the
 * two always fit.
 */
#include "base/libcrypto.h"

#include <dlfcn.h>
#include <openssl/opensslv.h>
#include <stdbool.h>
#include <string.h>

#define TEXT_OF(word) #word
#define TEXT(word) TEXT_OF(word)
#ifdef __APPLE__
#define SONAME "libcrypto." TEXT(OPENSSL_SHLIB_VERSION) ".dylib"
#else
#define SONAME "libcrypto.so." TEXT(OPENSSL_SHLIB_VERSION)
#endif

/* A data pointer into a function pointer, as POSIX wants dlsym() used. */
static bool
find(void *library, const char *name, void *function)
{
	void *symbol = dlsym(library, name);

	memcpy(function, &symbol, sizeof symbol);
	return symbol != NULL;
}

static bool
open_library(struct libcrypto *functions)
{
	void *library = dlopen(SONAME, RTLD_NOW | RTLD_LOCAL);

#define LIBCRYPTO_FIND(result, name, arguments) \
	&&find(library, #name, &functions->name)
	return library LIBCRYPTO_FUNCTIONS(LIBCRYPTO_FIND);
#undef LIBCRYPTO_FIND
}

const struct libcrypto *
libcrypto(void)
{
	static struct libcrypto functions;
	static enum { UNTRIED, MISSING, OPEN } state;

	if (state == UNTRIED)
		state = open_library(&functions) ? OPEN : MISSING;
	return state == OPEN ? &functions : NULL;
}
