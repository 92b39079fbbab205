/* SPDX-License-Identifier: MIT */
/*
 * Inside `jasoos translate`: a pack's texts as they are now, beside the
 * catalog of one language.
 */
#ifndef COMMAND_TRANSLATE_H
#define COMMAND_TRANSLATE_H

#include <stdbool.h>

#include "base/strbuf.h"
#include "command/command.h"
#include "language/po.h"

struct translation {
	struct program *program;
	const char *folder; /* of the pack */
	bool bundled;	    /* its catalogs lie beside it, not in it */
	struct pack *pack;
	enum language language;
	char *name;	    /* of the catalog's file */
	struct po fresh, old;
	bool fresh_made, old_made;
};

/* Appends the pack's texts, and those of the scenarios if `scenarios`, as a
   .pot; an answer. */
int translate_extract(struct program *program, const struct pack *pack,
		      bool scenarios, struct strbuf *out);
/* translate_status.c */
int translate_status(struct translation *t, bool json);

#endif
