/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing translation catalogs (.mo).
 *
 * Beyond not crashing: what passes the check may be opened by libintl, and
 * whatever is asked of it then is text that can be printed.
 */
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "language/catalog.h"
#include "language/language.h"

#include "fuzz.h"

/* libintl keeps what it opened, so each catalog has a folder of its own. */
static char *
new_folder(void)
{
	char *name = strdup("/tmp/jasoos-fuzz-XXXXXX");
	char *inner;

	require(mkdtemp(name) != NULL);
	inner = file_join(name, "ur@latin/LC_MESSAGES");
	require(file_make_folders(inner) == 0);
	free(inner);
	return name;
}

static void
remove_folder(char *name)
{
	static const char *const parts[] = {
		"ur@latin/LC_MESSAGES/jasoos.mo", "ur@latin/LC_MESSAGES",
		"ur@latin", "",
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		char *path = file_join(name, parts[i]);

		remove(path);
		free(path);
	}
	free(name);
}

static void
ask(void)
{
	static const char *const msgids[] = { "", "a", "%d event", "zz" };

	for (size_t i = 0; i < sizeof msgids / sizeof *msgids; i++) {
		const char *text = language_get(LANGUAGE_UR, msgids[i]);
		const char *many = language_nget(LANGUAGE_UR, msgids[i],
						 "%d events", 2);

		require(utf8_valid(text, strlen(text)));
		require(utf8_valid(many, strlen(many)));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *folder = new_folder();
	char *path = file_join(folder, "ur@latin/LC_MESSAGES/jasoos.mo");

	require(file_write(path, data, size) == 0);
	if (catalog_look(folder, "ur@latin", "jasoos") == 0 &&
	    language_start(folder) == 0)
		ask();
	free(path);
	remove_folder(folder);
	return 0;
}
