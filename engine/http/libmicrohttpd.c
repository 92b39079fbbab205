/* SPDX-License-Identifier: MIT */
/*
 * libmicrohttpd, opened when something is served: it brings ten libraries with
 * it (GnuTLS and what that stands on).
 */
#include "http/libmicrohttpd.h"

#include <stddef.h>

const struct libmicrohttpd *
libmicrohttpd(void)
{
	static const char *const names[] = {
		LIBMICROHTTPD_FUNCTIONS(LIBRARY_NAME) NULL
	};
	static struct libmicrohttpd functions;
	static struct library library = {
		.soname = LIBRARY_SONAME("libmicrohttpd", "12"),
		.names = names,
		.functions = &functions,
	};

	return library_open(&library) ? &functions : NULL;
}
