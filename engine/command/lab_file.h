/* SPDX-License-Identifier: MIT */
/*
 * A lab in a file: the lines that were typed, to be typed again; and its
 * timeline as a picture.
 */
#ifndef COMMAND_LAB_FILE_H
#define COMMAND_LAB_FILE_H

#include <stdbool.h>

struct lab;
struct program;

/* `path` "" is lab.json beside the journal.  False with a word about it. */
bool lab_file_save(struct program *program, const struct lab *lab,
		   const char *path);
/* The lab becomes what the file says; as it was, if the file is no good. */
bool lab_file_open(struct program *program, struct lab *lab, const char *path);

/* `timeline --svg FILE [--force]`, what is behind the word; a status of
   shell/shell.h. */
int lab_picture(struct program *program, const struct lab *lab,
		const char *rest);

#endif
