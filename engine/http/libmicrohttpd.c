/* SPDX-License-Identifier: MIT */
/*
 * Opens libmicrohttpd by its soname.
 *
 * It is not linked, because it brings ten libraries with it (GnuTLS and what
 * that stands on), and each start of the program would then take twice as
 * long.
 */
#include "http/libmicrohttpd.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

#ifdef __APPLE__
#define SONAME "libmicrohttpd.12.dylib"
#else
#define SONAME "libmicrohttpd.so.12"
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
open_library(struct libmicrohttpd *functions)
{
	void *library = dlopen(SONAME, RTLD_NOW | RTLD_LOCAL);

#define LIBMICROHTTPD_FIND(result, name, arguments) \
	&&find(library, #name, &functions->name)
	return library LIBMICROHTTPD_FUNCTIONS(LIBMICROHTTPD_FIND);
#undef LIBMICROHTTPD_FIND
}

const struct libmicrohttpd *
libmicrohttpd(void)
{
	static struct libmicrohttpd functions;
	static enum { UNTRIED, MISSING, OPEN } state;

	if (state == UNTRIED)
		state = open_library(&functions) ? OPEN : MISSING;
	return state == OPEN ? &functions : NULL;
}
