/* SPDX-License-Identifier: MIT */
/*
 * Opening a library by dlopen(), all of its functions or none.
 */
#include "base/library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

static bool
find_all(const struct library *library)
{
	void *opened = dlopen(library->soname, RTLD_NOW | RTLD_LOCAL);
	char *function = library->functions;

	for (size_t i = 0; opened != NULL && library->names[i] != NULL; i++) {
		/* a data pointer into a function pointer, as POSIX wants */
		void *symbol = dlsym(opened, library->names[i]);

		if (symbol == NULL)
			return false;
		memcpy(function, &symbol, sizeof symbol);
		function += sizeof symbol;
	}
	return opened != NULL;
}

bool
library_open(struct library *library)
{
	if (library->state == LIBRARY_UNTRIED)
		library->state = find_all(library) ? LIBRARY_OPEN
						   : LIBRARY_MISSING;
	return library->state == LIBRARY_OPEN;
}
