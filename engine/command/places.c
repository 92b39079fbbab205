/* SPDX-License-Identifier: MIT */
/*
 * The three folders the program reads from, each found by a file that must be
 * in it; a folder that is not there at all is still named, so that messages
 * can say where it was looked for.
 */
#include "command/places.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/strbuf.h"

#ifndef DATADIR
#define DATADIR "/usr/local/share"
#endif

enum { PATH_LIMIT = 4096 };

struct place {
	const char *variable;
	const char *witness;	  /* what must be in it */
	const char *installed;
	const char *beside[4];	  /* from the program's folder, NULL-ended */
};

static const struct place lessons_place = {
	"JASOOS_LESSONS", "pack.yaml", DATADIR "/jasoos/lessons",
	{ "../lessons", "../../lessons", "../share/jasoos/lessons" },
};
static const struct place locale_place = {
	"JASOOS_LOCALE", "ur@latin/LC_MESSAGES/jasoos.mo", DATADIR "/locale",
	{ "locale", "../share/locale" },
};
static const struct place data_place = {
	"JASOOS_DATA", "scenarios", DATADIR "/jasoos/data",
	{ "../data", "../../data", "../share/jasoos/data" },
};

/* The folder the program stands in, or NULL. */
static char *
program_folder(const char *typed)
{
	char path[PATH_LIMIT];
	ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
	char *slash;

	if (length > 0)
		path[length] = '\0';
	else if (typed != NULL && strlen(typed) < sizeof path)
		strcpy(path, typed);
	else
		return NULL;
	slash = strrchr(path, '/');
	if (slash == NULL)
		return NULL;
	*slash = '\0';
	return mem_strdup(path);
}

static bool
holds(const char *folder, const char *witness)
{
	char *path = file_join(folder, witness);
	bool is_there = access(path, R_OK) == 0;

	free(path);
	return is_there;
}

static char *
find(const struct place *place, const char *program)
{
	const char *said = getenv(place->variable);

	if (said != NULL && *said != '\0')
		return mem_strdup(said);
	for (int i = 0; program != NULL && place->beside[i] != NULL; i++) {
		char *folder = file_join(program, place->beside[i]);

		if (holds(folder, place->witness))
			return folder;
		free(folder);
	}
	return mem_strdup(place->installed);
}

void
places_find(struct places *places, const char *typed)
{
	char *program = program_folder(typed);

	places->lessons = find(&lessons_place, program);
	places->locale = find(&locale_place, program);
	places->data = find(&data_place, program);
	free(program);
}

void
places_release(struct places *places)
{
	free(places->lessons);
	free(places->locale);
	free(places->data);
	*places = (struct places){ 0 };
}
