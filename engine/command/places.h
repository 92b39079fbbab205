/* SPDX-License-Identifier: MIT */
/*
 * Where the program's files are: what the environment says, else beside the
 * program (in the source tree, or below the same prefix), else where it was
 * configured to be installed.
 */
#ifndef COMMAND_PLACES_H
#define COMMAND_PLACES_H

struct places { /* zeroed is empty */
	char *lessons; /* $JASOOS_LESSONS */
	char *locale;  /* $JASOOS_LOCALE */
	char *data;    /* $JASOOS_DATA */
};

/* `typed` is how the program was called, argv[0]: tells where it stands on
   systems that do not (no /proc). */
void places_find(struct places *places, const char *typed);
void places_release(struct places *places);

#endif
