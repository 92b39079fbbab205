/* SPDX-License-Identifier: MIT */
/*
 * What libintl takes on trust and we do not: see catalog_check() in
 * language.h for the file, and here for its printf formats.
 */
#ifndef LANGUAGE_CATALOG_H
#define LANGUAGE_CATALOG_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Whether `translation` may be printed with the arguments of `msgid`: the same
 * types in the same places, perhaps fewer of them.  A msgid that is no format
 * agrees with everything.
 */
bool catalog_formats_agree(const char *msgid, const char *translation);

/* What could move a cursor, change a colour or the direction of writing. */
bool catalog_is_unsafe(uint32_t c);

/* The checked .mo of a domain in `folder`, as libintl would look for it in
   `code` ("ur@latin", then "ur"): 0 if each that exists is sound, else
   ERROR_NOT_FOUND, ERROR_FORMAT or the trouble of reading. */
int catalog_look(const char *folder, const char *code, const char *domain);

#endif
