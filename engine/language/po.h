/* SPDX-License-Identifier: MIT */
/*
 * Translators' files (.po): read, brought up to date, and written, as .po and
 * as the .mo that libintl opens.
 *
 * Only what a lesson pack's catalog needs, and strictly that: UTF-8, an entry
 * once, no plural forms, no control characters.
 */
#ifndef LANGUAGE_PO_H
#define LANGUAGE_PO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct strbuf;

enum {
	PO_SIZE_MOST = 8 << 20,
	PO_ENTRIES_MOST = 20000,
};

struct po_entry {
	int line;		/* of its first keyword, from 1 */
	const char *remarks;	/* the translator's, whole lines with their # */
	const char *about;	/* whole lines with #. */
	const char *places;	/* "lessons/a.yaml:12 lessons/b.yaml:3" */
	bool fuzzy;		/* to be reviewed */
	bool braces;		/* has {placeholders} */
	const char *context;	/* or NULL */
	const char *id;		/* "" is the header's */
	const char *text;	/* "" if it is missing */
	const char *previous;	/* the id that `text` translates, or NULL */
	bool taken;		/* by po_merge() */
};

struct po {
	struct arena arena;
	struct po_entry *items;
	size_t count, allocated;
	struct po_entry **sorted; /* by context and id */
};

/* 0, or ERROR_FORMAT or ERROR_LIMIT with the line and why (N_()).  `po` is
   made, and released by the caller, in any case. */
int po_read(struct po *po, const char *bytes, size_t length, int *line,
	    const char **why);
void po_release(struct po *po);

/* The entry, or NULL. */
struct po_entry *po_find(const struct po *po, const char *context,
			 const char *id);
/* The entry that another id had in this context: the first one that is
   translated, not taken, and whose id `fresh` no longer has; or NULL. */
struct po_entry *po_find_stale(const struct po *po, const struct po *fresh,
			       const char *context);

/* The first {placeholder} of a text, with its length, braces and all; lent, or
   NULL. */
const char *po_brace(const char *text, size_t *length);
/* One that only the text or only its translation has; of a text that has none,
   the translation's braces are braces.  Lent, or NULL. */
const char *po_odd_brace(const struct po_entry *entry, size_t *length);

struct po_counts {
	size_t kept, changed, missing, gone;
};
/*
 * Makes `merged` of what the sources say now and of the translations so far.
 * A translation stays with its text; one whose text has changed is to be
 * reviewed, with the old text beside it.  `code` is of the language.  Texts
 * are borrowed from both.
 */
void po_merge(const struct po *fresh, struct po *old, const char *code,
	      struct po *merged, struct po_counts *counts);

void po_write(const struct po *po, struct strbuf *out);
/* What is translated and reviewed, as a .mo of this machine's form. */
void po_write_mo(const struct po *po, struct strbuf *out);

#endif
