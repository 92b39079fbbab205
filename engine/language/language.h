/* SPDX-License-Identifier: MIT */
/*
 * Both languages at once.
 *
 * Source text is English in the program; a lesson pack says which language is
 * its source.  The catalogs are gettext's, one domain for the program and one
 * for the lesson pack, checked before libintl opens them.  A phrase is one
 * text in every language, so that a screen can show either or both and change
 * in the middle of a question.
 */
#ifndef LANGUAGE_LANGUAGE_H
#define LANGUAGE_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct json_object;

enum language {
	LANGUAGE_EN,
	LANGUAGE_UR, /* Roman Urdu; gettext "ur@latin", BCP 47 "ur-Latn" */
	LANGUAGE_COUNT,
	LANGUAGE_NONE = -1,
};

/* What the screen shows. */
enum language_shown {
	LANGUAGE_SHOW_EN = LANGUAGE_EN,
	LANGUAGE_SHOW_UR = LANGUAGE_UR,
	LANGUAGE_SHOW_BOTH = LANGUAGE_COUNT,
};

/* "en", "en_GB.UTF-8", "ur", "ur_PK", "ur@latin", "ur-Latn", "roman",
   "roman-urdu", "urdu", "english", any case; LANGUAGE_NONE for the rest. */
enum language language_parse(const char *name);
/* The same, and "both" / "dono"; false for the rest. */
bool language_parse_shown(const char *name, enum language_shown *shown);
const char *language_code(enum language language);	/* "en", "ur@latin" */
const char *language_shown_code(enum language_shown shown); /* or "both" */
const char *language_tag(enum language language);	/* "en", "ur-Latn" */
const char *language_own_name(enum language language);	/* "Roman Urdu" */

/*
 * Which to show: `flag` (--lang, must be valid or NULL), else `saved` (or
 * NULL), else the environment (LANGUAGE, LC_ALL, LC_MESSAGES, LANG, in
 * gettext's order; C, POSIX and unknown ones have no opinion), else Roman
 * Urdu.  To be called before language_start().
 */
enum language_shown language_choose(const char *flag, const char *saved);

/*
 * Opens the catalogs of `folder` (build/locale or share/locale).  0, or
 * ERROR_NOT_FOUND (no catalog), ERROR_FORMAT (a damaged one) or ERROR_DENIED
 * (libintl does not use it in any locale of this machine) when Roman Urdu
 * cannot be had: everything then appears in English, and `jasoos doctor` says
 * why.  Sets LC_CTYPE (to UTF-8 always), LC_MESSAGES and, in the environment,
 * LANGUAGE; LC_NUMERIC stays "C".
 */
int language_start(const char *folder);
/*
 * Binds the lesson pack's domain in its own folder; as above.  Beside it may
 * stand the domain with "-list" behind its name, which has the texts of pack.yaml
 * alone: then the large one is opened, and only then checked, when a lesson's
 * text is first wanted, so that a list of lessons costs no more for what is in
 * them.
 */
int language_bind_pack(const char *folder, const char *domain,
		       enum language source);

void language_show(enum language_shown shown);
enum language_shown language_now_shown(void);
/* The one for text that can only be in one language. */
enum language language_primary(void);

/* Messages of the program.  N_() marks a text, _() translates it now into the
   primary language, language_get() into any.  Never free what they return. */
#define N_(msgid) (msgid)
#define _(msgid) language_get(language_primary(), (msgid))
const char *language_get(enum language language, const char *msgid)
	__attribute__((format_arg(2)));
const char *language_nget(enum language language, const char *msgid,
			  const char *plural, unsigned long n)
	__attribute__((format_arg(2), format_arg(3)));
/* A text of the lesson pack by its context ("lesson/step.field"); the text
   itself where there is no translation. */
const char *language_get_pack(enum language language, const char *context,
			      const char *text);

/* One text in every language; the strings belong to an arena or are static. */
struct phrase {
	const char *in[LANGUAGE_COUNT];
};

/* A message of the program, formatted in each language.  The singular in
   English has the same placeholders as the plural; a translation may say
   "ek sabaq".  One whose placeholders differ otherwise is not used. */
struct phrase phrase_make(struct arena *arena, const char *msgid, ...)
	__attribute__((format(printf, 2, 3)));
struct phrase phrase_nmake(struct arena *arena, const char *msgid,
			   const char *plural, unsigned long n, ...)
	__attribute__((format(printf, 2, 5)));
/* A text of the lesson pack; with NULL or "" the phrase is empty. */
struct phrase phrase_pack(struct arena *arena, const char *context,
			  const char *text);
/* The same in every language: names, AWS's words.  Copied. */
struct phrase phrase_same(struct arena *arena, const char *text);
bool phrase_is_empty(struct phrase phrase);

/* Whether libintl may open these .mo bytes: 0, or ERROR_FORMAT and why (N_(),
   may be NULL; NULL is stored where all is well). */
int catalog_check(const unsigned char *bytes, size_t length, const char **why);

#endif
