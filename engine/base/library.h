/* SPDX-License-Identifier: MIT */
/*
 * A shared library that is opened by its soname when it is first wanted.
 *
 * What is linked is read by the loader at each start; a library that few runs
 * need, or that brings many others, costs a start more than the start itself.
 * The soname has the major version that the headers are of, so the two fit.
 */
#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

#include <stdbool.h>

#ifdef __APPLE__
#define LIBRARY_SONAME(name, version) name "." version ".dylib"
#else
#define LIBRARY_SONAME(name, version) name ".so." version
#endif

/* For tables of X(result, name, arguments): a member, and the name. */
#define LIBRARY_MEMBER(result, name, arguments) result(*name) arguments;
#define LIBRARY_NAME(result, name, arguments) #name,

struct library {
	const char *soname;
	const char *const *names; /* of functions, NULL-ended */
	void *functions; /* a struct of pointers to them, in that order */
	enum { LIBRARY_UNTRIED, LIBRARY_MISSING, LIBRARY_OPEN } state;
};

/* Whether the functions can be called: looked for once. */
bool library_open(struct library *library);

#endif
