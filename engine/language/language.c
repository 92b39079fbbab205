/* SPDX-License-Identifier: MIT */
/*
 * Both languages at once, by gettext.
 *
 * libintl has one language at a time, which it takes from LANGUAGE.  English
 * is the program's own source text and needs no look-up, so LANGUAGE stays at
 * "ur@latin"; only the English of a pack written in Roman Urdu moves it.
 * glibc ignores LANGUAGE in a locale called "C" or "C.anything", hence the
 * search for one that is called otherwise, held against a message whose
 * translation is known.
 */
#include "language/language.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "language/catalog.h"

#define PROGRAM_DOMAIN "jasoos"
#define LIST_ENDING "-list"

enum { DOMAIN_MAX = 40 };

/* libintl and the locale are the process's own, and so is this. */
static struct {
	bool translates;	       /* libintl finds Roman Urdu */
	enum language_shown shown;
	enum language looked_up;       /* what LANGUAGE says to libintl */
	bool pack_bound, list_bound;   /* the pack's catalog, and its list's */
	bool pack_waits;	       /* it was not looked at yet */
	enum language pack_source;
	char pack_domain[DOMAIN_MAX + 1];
	char list_domain[DOMAIN_MAX + sizeof LIST_ENDING];
	char *pack_folder;
} state = {
	.shown = LANGUAGE_SHOW_UR,
	.looked_up = LANGUAGE_NONE,
};

static const struct {
	const char *code;
	const char *tag;
	const char *own_name;
	const char *names; /* each between two blanks */
} languages[LANGUAGE_COUNT] = {
	[LANGUAGE_EN] = { "en", "en", "English", " en english " },
	[LANGUAGE_UR] = { "ur@latin", "ur-Latn", "Roman Urdu",
			  " ur urdu roman roman-urdu " },
};

/* ------------------------------------------------------------------ names */

enum { NAME_MAX_LENGTH = 31 };

/* " roman-urdu " of "Roman_Urdu"; false if it is too long to be a name. */
static bool
fold_name(const char *name, char *folded)
{
	size_t n = 0;

	if (strlen(name) > NAME_MAX_LENGTH)
		return false;
	folded[n++] = ' ';
	for (; *name != '\0'; name++) {
		char c = *name;

		if (c == '_' || c == ' ')
			c = '-';
		else if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		folded[n++] = c;
	}
	folded[n++] = ' ';
	folded[n] = '\0';
	return n > 2;
}

static enum language
find_name(const char *folded)
{
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (strstr(languages[i].names, folded) != NULL)
			return (enum language)i;
	return LANGUAGE_NONE;
}

enum language
language_parse(const char *name)
{
	char folded[NAME_MAX_LENGTH + 3];
	enum language language;
	size_t first;

	if (name == NULL || !fold_name(name, folded))
		return LANGUAGE_NONE;
	language = find_name(folded);
	if (language != LANGUAGE_NONE)
		return language;
	/* "en_GB.UTF-8", "ur@latin": the language comes first, in two
	   letters. */
	first = strcspn(folded, "-.@");
	if (first != 3)
		return LANGUAGE_NONE;
	memcpy(folded + first, " ", 2);
	return find_name(folded);
}

bool
language_parse_shown(const char *name, enum language_shown *shown)
{
	char folded[NAME_MAX_LENGTH + 3];
	enum language language = language_parse(name);

	if (language != LANGUAGE_NONE) {
		*shown = (enum language_shown)language;
		return true;
	}
	if (name == NULL || !fold_name(name, folded) ||
	    strstr(" both dono ", folded) == NULL)
		return false;
	*shown = LANGUAGE_SHOW_BOTH;
	return true;
}

const char *
language_code(enum language language)
{
	return languages[language].code;
}

const char *
language_shown_code(enum language_shown shown)
{
	return shown == LANGUAGE_SHOW_BOTH ? "both" : languages[shown].code;
}

const char *
language_tag(enum language language)
{
	return languages[language].tag;
}

const char *
language_own_name(enum language language)
{
	return languages[language].own_name;
}

/* ----------------------------------------------------------------- choice */

/* The first of "xx:ur_PK:en" that we speak. */
static enum language
parse_list(const char *list)
{
	while (*list != '\0') {
		char name[NAME_MAX_LENGTH + 1];
		size_t length = strcspn(list, ":");
		enum language language = LANGUAGE_NONE;

		if (length < sizeof name) {
			memcpy(name, list, length);
			name[length] = '\0';
			language = language_parse(name);
		}
		if (language != LANGUAGE_NONE)
			return language;
		list += length + (list[length] == ':');
	}
	return LANGUAGE_NONE;
}

enum language_shown
language_choose(const char *flag, const char *saved)
{
	static const char *const variables[] = {
		"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG",
	};
	enum language_shown shown;

	if (language_parse_shown(flag, &shown) ||
	    language_parse_shown(saved, &shown))
		return shown;
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *value = getenv(variables[i]);
		enum language language;

		if (value == NULL)
			continue;
		language = parse_list(value);
		if (language != LANGUAGE_NONE)
			return (enum language_shown)language;
	}
	return LANGUAGE_SHOW_UR;
}

void
language_show(enum language_shown shown)
{
	state.shown = shown;
}

enum language_shown
language_now_shown(void)
{
	return state.shown;
}

enum language
language_primary(void)
{
	return state.shown == LANGUAGE_SHOW_EN ? LANGUAGE_EN : LANGUAGE_UR;
}

/* ------------------------------------------------------------------ start */

/* Makes libintl look into the catalogs of `language`. */
static void
look_up_in(enum language language)
{
	if (state.looked_up == language)
		return;
	setenv("LANGUAGE", languages[language].code, 1);
	/* The public way to make libintl drop what it remembers. */
	textdomain(textdomain(NULL));
	state.looked_up = language;
}

/* Anything but UTF-8 would cut what is typed, and libedit with it. */
static void
start_characters(void)
{
	static const char *const names[] = {
		"", "C.UTF-8", "C_PK.UTF-8", "en_US.UTF-8", "ur_PK.UTF-8",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (setlocale(LC_CTYPE, names[i]) != NULL &&
		    strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
			return;
}

static bool
canary_sings(void)
{
	/* TRANSLATORS: not shown to anyone.  The translation is the code of
	   the catalog, exactly: ur@latin */
	const char *canary = N_("code of this catalog");

	state.looked_up = LANGUAGE_NONE;
	look_up_in(LANGUAGE_UR);
	return strcmp(dgettext(PROGRAM_DOMAIN, canary),
		      languages[LANGUAGE_UR].code) == 0;
}

/*
 * A locale in which libintl heeds LANGUAGE.  glibc knows no C_PK, but loads
 * C.UTF-8 for it and does not take it for "C".
 */
static bool
start_messages(void)
{
	static const char *const names[] = {
		"", "C_PK.UTF-8", "en_US.UTF-8", "en_GB.UTF-8", "ur_PK.UTF-8",
		"ur_PK", "C.UTF-8",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (setlocale(LC_MESSAGES, names[i]) != NULL && canary_sings())
			return true;
	setlocale(LC_MESSAGES, "C");
	return false;
}

static void
bind_domain(const char *folder, const char *domain)
{
	bindtextdomain(domain, folder);
	bind_textdomain_codeset(domain, "UTF-8");
	/* What was looked up before may have come from another folder. */
	state.looked_up = LANGUAGE_NONE;
}

int
language_start(const char *folder)
{
	int error = catalog_look(folder, languages[LANGUAGE_UR].code,
				 PROGRAM_DOMAIN);

	state.translates = false;
	start_characters();
	if (error != 0)
		return error;
	bind_domain(folder, PROGRAM_DOMAIN);
	if (!start_messages())
		return ERROR_DENIED;
	state.translates = true;
	return 0;
}

/* A name that cannot lead libintl out of the pack's folder. */
static bool
is_domain(const char *domain)
{
	size_t length = strspn(domain, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return length > 0 && length <= DOMAIN_MAX && domain[length] == '\0';
}

/* One of the pack's domains, if its catalog is sound. */
static int
bind_checked(const char *domain)
{
	enum language other = state.pack_source == LANGUAGE_EN ? LANGUAGE_UR
							       : LANGUAGE_EN;
	int error = catalog_look(state.pack_folder, languages[other].code,
				 domain);

	if (error == 0)
		bind_domain(state.pack_folder, domain);
	return error;
}

static int
bind_pack(void)
{
	int error = bind_checked(state.pack_domain);

	state.pack_waits = false;
	state.pack_bound = error == 0;
	return error;
}

int
language_bind_pack(const char *folder, const char *domain,
		   enum language source)
{
	state.pack_bound = state.list_bound = state.pack_waits = false;
	if (!is_domain(domain))
		return ERROR_FORMAT;
	strcpy(state.pack_domain, domain);
	snprintf(state.list_domain, sizeof state.list_domain, "%s" LIST_ENDING,
		 domain);
	free(state.pack_folder);
	state.pack_folder = mem_strdup(folder);
	state.pack_source = source;
	state.list_bound = bind_checked(state.list_domain) == 0;
	state.pack_waits = state.list_bound;
	return state.list_bound ? 0 : bind_pack();
}

/* ---------------------------------------------------------------- look-up */

const char *
language_get(enum language language, const char *msgid)
{
	const char *text;

	/* gettext("") is the catalog's header. */
	if (language != LANGUAGE_UR || !state.translates || *msgid == '\0')
		return msgid;
	look_up_in(language);
	text = dgettext(PROGRAM_DOMAIN, msgid);
	return catalog_formats_agree(msgid, text) ? text : msgid;
}

const char *
language_nget(enum language language, const char *msgid, const char *plural,
	      unsigned long n)
{
	const char *source = n == 1 ? msgid : plural;
	const char *text;

	if (language != LANGUAGE_UR || !state.translates || *msgid == '\0')
		return source;
	look_up_in(language);
	text = dngettext(PROGRAM_DOMAIN, msgid, plural, n);
	/* "one lesson" has no number, "%lu lessons" has all there are. */
	return catalog_formats_agree(plural, text) ? text : source;
}

/* Where a text of that context is to be found; NULL if nowhere. */
static const char *
domain_of(const char *context)
{
	if (state.list_bound && strncmp(context, "pack.", 5) == 0)
		return state.list_domain;
	if (state.pack_waits)
		bind_pack();
	return state.pack_bound ? state.pack_domain : NULL;
}

const char *
language_get_pack(enum language language, const char *context,
		  const char *text)
{
	struct strbuf key = STRBUF_INIT;
	const char *found, *domain;

	if (text == NULL)
		return "";
	if (!state.translates || language == state.pack_source || *text == '\0')
		return text;
	domain = domain_of(context);
	if (domain == NULL)
		return text;
	look_up_in(language);
	strbuf_addf(&key, "%s\004%s", context, text);
	found = dgettext(domain, key.buf);
	if (found == key.buf)
		found = text;
	strbuf_release(&key);
	return found;
}
