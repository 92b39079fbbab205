/* SPDX-License-Identifier: MIT */
/*
 * Extraction: the translatable texts of content as a .pot file.
 *
 *	pot_begin(&pot, &out);
 *	pot_pack(&pot, pack, &diagnostics);
 *	pot_add(&pot, "data/scenarios/x.yaml", scenario_title(s), "scenario",
 *		NULL);
 *	pot_end(&pot);
 *
 * The same content gives the same bytes: no dates, the order of the files.
 */
#ifndef LESSON_EXTRACT_H
#define LESSON_EXTRACT_H

#include "base/pool.h"

struct diagnostics;
struct form_text;
struct lesson_text;
struct pack;
struct strbuf;

struct pot {
	struct strbuf *out;
	struct pool seen; /* context and text of what stands in it */
};

void pot_begin(struct pot *pot, struct strbuf *out); /* writes the header */
void pot_end(struct pot *pot);

/* One text; nothing if it is absent, or there already in the same context.
   `about` and `note` (each may be NULL) become comments to the translator. */
void pot_add(struct pot *pot, const char *file, const struct lesson_text *text,
	     const char *about, const char *note);
/* What a form collected, in the order of the file. */
void pot_texts(struct pot *pot, const char *file,
	       const struct form_text *texts);
/* pack.yaml and every lesson of it; 0, or ERROR_FORMAT with diagnostics. */
int pot_pack(struct pot *pot, const struct pack *pack,
	     struct diagnostics *diagnostics);

#endif
