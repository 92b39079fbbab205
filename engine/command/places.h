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

void places_find(struct places *places);
void places_release(struct places *places);

#endif
