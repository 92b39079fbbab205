/* SPDX-License-Identifier: MIT */
/*
 * Languages: their names, the choice between them, and texts looked up in
 * both, with catalogs that the test writes itself.
 */
#include "language/language.h"

#include <langinfo.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "mo.h"

/* A new folder for each test, as libintl remembers what it opened. */
static char folder[] = "/tmp/jasoos-language-XXXXXX";
static struct arena arena;

static const char *const variables[] = {
	"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG",
};

static void
clear_environment(void)
{
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
		unsetenv(variables[i]);
}

static void
write_catalog(const char *code, const char *domain,
	      struct mo_message *messages, size_t count)
{
	struct strbuf mo = STRBUF_INIT;
	char *where = str_printf("%s/%s/LC_MESSAGES", folder, code);
	char *path = str_printf("%s/%s.mo", where, domain);

	mo_write(messages, count, &mo);
	assert_int_equal(file_make_folders(where), 0);
	assert_int_equal(file_write(path, mo.buf, mo.len), 0);
	strbuf_release(&mo);
	free(where);
	free(path);
}

static void
write_program_catalog(void)
{
	struct mo_message messages[] = {
		MO("", MO_HEADER_TEXT),
		MO("code of this catalog", "ur@latin"),
		MO("go on", "agay chalein \xe2\x80\x94 shabash"),
		MO("%s has %d files", "%2$d files %1$s mein hain"),
		MO("unsafe %d", "%s"),
		MO("%lu lesson\0%lu lessons", "ek sabaq\0%lu sabaq"),
		MO("same", "same"),
	};

	write_catalog("ur@latin", "jasoos", messages,
		      sizeof messages / sizeof *messages);
}

static void
write_pack_catalogs(void)
{
	struct mo_message roman[] = {
		MO("", MO_HEADER_TEXT),
		MO("who/one.title\004Who was it?", "Kaun tha?"),
		MO("who/two.title\004Who was it?", "Kis ne kiya?"),
	};
	struct mo_message english[] = {
		MO("", MO_HEADER_TEXT),
		MO("kaun/one.title\004Kaun tha?", "Who was it?"),
	};

	write_catalog("ur@latin", "pack-english", roman, 3);
	write_catalog("en", "pack-roman", english, 2);
}

static int
set_up(void **state)
{
	(void)state;
	clear_environment();
	memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
	if (mkdtemp(folder) == NULL)
		return -1;
	write_program_catalog();
	write_pack_catalogs();
	arena_init(&arena);
	language_show(LANGUAGE_SHOW_UR);
	return 0;
}

static int
tear_down(void **state)
{
	static const char *const files[] = {
		"ur@latin/LC_MESSAGES/jasoos.mo",
		"ur@latin/LC_MESSAGES/pack-english.mo",
		"ur@latin/LC_MESSAGES/pack-english-list.mo",
		"ur@latin/LC_MESSAGES", "ur@latin", "en/LC_MESSAGES/pack-roman.mo",
		"en/LC_MESSAGES", "en", "ur/LC_MESSAGES/jasoos.mo",
		"ur/LC_MESSAGES", "ur", "",
	};

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char *path = file_join(folder, files[i]);

		remove(path);
		free(path);
	}
	arena_release(&arena);
	return 0;
}

static void
a_language_has_many_names(void **state)
{
	static const char *const roman[] = {
		"ur", "UR", "ur_PK", "ur_PK.UTF-8", "ur@latin", "ur_PK@latin",
		"ur-Latn", "ur_Latn", "roman", "Roman-Urdu", "roman urdu",
		"URDU",
	};
	static const char *const english[] = {
		"en", "en_GB.UTF-8", "en-US", "English", "EN",
	};
	static const char *const neither[] = {
		"", "C", "POSIX", "C.UTF-8", "de_DE", "urd", "u", "ur,en",
		"both", "english-urdu", " ", "urdu@latin",
		"roman-urdu-roman-urdu-roman-urdu-roman-urdu",
	};

	(void)state;
	for (size_t i = 0; i < sizeof roman / sizeof *roman; i++)
		assert_int_equal(language_parse(roman[i]), LANGUAGE_UR);
	for (size_t i = 0; i < sizeof english / sizeof *english; i++)
		assert_int_equal(language_parse(english[i]), LANGUAGE_EN);
	for (size_t i = 0; i < sizeof neither / sizeof *neither; i++)
		assert_int_equal(language_parse(neither[i]), LANGUAGE_NONE);
	assert_int_equal(language_parse(NULL), LANGUAGE_NONE);
}

static void
codes_are_read_back(void **state)
{
	(void)state;
	for (int i = 0; i <= LANGUAGE_SHOW_BOTH; i++) {
		enum language_shown shown = LANGUAGE_SHOW_EN;
		const char *code =
			language_shown_code((enum language_shown)i);

		assert_true(language_parse_shown(code, &shown));
		assert_int_equal(shown, i);
	}
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		enum language language = (enum language)i;

		assert_int_equal(language_parse(language_code(language)), i);
		assert_int_equal(language_parse(language_tag(language)), i);
		assert_int_equal(language_parse(language_own_name(language)),
				 i);
	}
}

static void
the_flag_goes_before_what_was_saved_before_the_environment(void **state)
{
	(void)state;
	setenv("LANG", "en_US.UTF-8", 1);
	assert_int_equal(language_choose("ur", "en"), LANGUAGE_SHOW_UR);
	assert_int_equal(language_choose("Dono", "en"), LANGUAGE_SHOW_BOTH);
	assert_int_equal(language_choose(NULL, "ur@latin"), LANGUAGE_SHOW_UR);
	assert_int_equal(language_choose(NULL, "nonsense"), LANGUAGE_SHOW_EN);
	assert_int_equal(language_choose(NULL, NULL), LANGUAGE_SHOW_EN);
}

static void
the_environment_is_asked_in_gettexts_order(void **state)
{
	(void)state;
	assert_int_equal(language_choose(NULL, NULL), LANGUAGE_SHOW_UR);
	setenv("LANG", "de_DE.UTF-8", 1);
	assert_int_equal(language_choose(NULL, NULL), LANGUAGE_SHOW_UR);
	setenv("LANG", "en_GB.UTF-8", 1);
	assert_int_equal(language_choose(NULL, NULL), LANGUAGE_SHOW_EN);
	setenv("LC_MESSAGES", "ur_PK", 1);
	assert_int_equal(language_choose(NULL, NULL), LANGUAGE_SHOW_UR);
	setenv("LC_ALL", "C", 1);
	assert_int_equal(language_choose(NULL, NULL), LANGUAGE_SHOW_UR);
	setenv("LC_ALL", "en_US.UTF-8", 1);
	assert_int_equal(language_choose(NULL, NULL), LANGUAGE_SHOW_EN);
	setenv("LANGUAGE", "xx::ur_PK:en", 1);
	assert_int_equal(language_choose(NULL, NULL), LANGUAGE_SHOW_UR);
	setenv("LANGUAGE", "", 1);
	assert_int_equal(language_choose(NULL, NULL), LANGUAGE_SHOW_EN);
}

/* On glibc >= 2.39 LANGUAGE is ignored in "C" and "C.UTF-8". */
static void
roman_urdu_is_had_whatever_the_environment(void **state)
{
	static const char *const locales[] = {
		NULL, "C", "POSIX", "C.UTF-8", "en_US.UTF-8", "ur_PK.UTF-8",
		"ur@latin", "xx",
	};

	(void)state;
	for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
		clear_environment();
		if (locales[i] != NULL)
			setenv("LC_ALL", locales[i], 1);
		assert_int_equal(language_start(folder), 0);
		assert_string_equal(language_get(LANGUAGE_UR, "go on"),
				    "agay chalein \xe2\x80\x94 shabash");
		assert_string_equal(nl_langinfo(CODESET), "UTF-8");
		assert_string_equal(setlocale(LC_NUMERIC, NULL), "C");
	}
}

static void
english_is_the_text_itself(void **state)
{
	const char *msgid = "go on";

	(void)state;
	assert_int_equal(language_start(folder), 0);
	assert_ptr_equal(language_get(LANGUAGE_EN, msgid), msgid);
	assert_string_equal(language_get(LANGUAGE_UR, ""), "");
	assert_string_equal(language_get(LANGUAGE_UR, "unknown"), "unknown");
	language_show(LANGUAGE_SHOW_EN);
	assert_string_equal(_("go on"), "go on");
	language_show(LANGUAGE_SHOW_BOTH);
	assert_int_equal(language_primary(), LANGUAGE_UR);
	assert_string_equal(_("same"), "same");
}

static void
plurals_follow_each_language(void **state)
{
	(void)state;
	assert_int_equal(language_start(folder), 0);
	assert_string_equal(language_nget(LANGUAGE_EN, "%lu lesson",
					  "%lu lessons", 1), "%lu lesson");
	assert_string_equal(language_nget(LANGUAGE_UR, "%lu lesson",
					  "%lu lessons", 1), "ek sabaq");
	assert_string_equal(language_nget(LANGUAGE_UR, "%lu lesson",
					  "%lu lessons", 0), "%lu sabaq");
	assert_string_equal(language_nget(LANGUAGE_UR, "%d cat", "%d cats", 2),
			    "%d cats");
}

static void
a_phrase_is_formatted_in_every_language(void **state)
{
	struct phrase phrase;

	(void)state;
	assert_int_equal(language_start(folder), 0);
	phrase = phrase_make(&arena, "%s has %d files", "bucket", 3);
	assert_string_equal(phrase.in[LANGUAGE_EN], "bucket has 3 files");
	assert_string_equal(phrase.in[LANGUAGE_UR], "3 files bucket mein hain");
	phrase = phrase_nmake(&arena, "%lu lesson", "%lu lessons", 4, 4ul);
	assert_string_equal(phrase.in[LANGUAGE_EN], "4 lessons");
	assert_string_equal(phrase.in[LANGUAGE_UR], "4 sabaq");
	phrase = phrase_make(&arena, "same");
	assert_string_equal(phrase.in[LANGUAGE_UR], "same");
}

static void
a_translation_with_other_placeholders_is_not_used(void **state)
{
	struct phrase phrase;

	(void)state;
	assert_int_equal(language_start(folder), 0);
	phrase = phrase_make(&arena, "unsafe %d", 7);
	assert_string_equal(phrase.in[LANGUAGE_UR], "unsafe 7");
}

static void
without_catalogs_everything_is_english(void **state)
{
	struct phrase phrase;

	(void)state;
	assert_int_equal(language_start("/nonexistent"), ERROR_NOT_FOUND);
	phrase = phrase_make(&arena, "%s has %d files", "bucket", 3);
	assert_string_equal(phrase.in[LANGUAGE_UR], "bucket has 3 files");
	assert_string_equal(language_nget(LANGUAGE_UR, "%lu lesson",
					  "%lu lessons", 1), "%lu lesson");
	phrase = phrase_pack(&arena, "who/one.title", "Who was it?");
	assert_string_equal(phrase.in[LANGUAGE_UR], "Who was it?");
}

static void
a_damaged_catalog_is_not_opened(void **state)
{
	char *path = str_printf("%s/ur@latin/LC_MESSAGES/jasoos.mo", folder);

	(void)state;
	assert_int_equal(file_write(path, "\xde\x12\x04\x95 what?", 10), 0);
	assert_int_equal(language_start(folder), ERROR_FORMAT);
	assert_string_equal(language_get(LANGUAGE_UR, "go on"), "go on");
	free(path);
}

/* libintl falls through from ur@latin to ur. */
static void
the_catalog_behind_it_is_checked_too(void **state)
{
	struct mo_message messages[] = {
		MO("", "Content-Type: text/plain; charset=UTF-8\n"
		       "Plural-Forms: nplurals=2; plural=n/0;\n"),
	};

	(void)state;
	write_catalog("ur", "jasoos", messages, 1);
	assert_int_equal(language_start(folder), ERROR_FORMAT);
}

static void
a_catalog_without_the_canary_is_refused(void **state)
{
	struct mo_message messages[] = { MO("", MO_HEADER_TEXT) };

	(void)state;
	write_catalog("ur@latin", "jasoos", messages, 1);
	assert_int_equal(language_start(folder), ERROR_DENIED);
	assert_string_equal(language_get(LANGUAGE_UR, "go on"), "go on");
}

static void
a_pack_in_english_has_roman_urdu_by_context(void **state)
{
	struct phrase phrase;

	(void)state;
	assert_int_equal(language_start(folder), 0);
	assert_int_equal(language_bind_pack(folder, "pack-english",
					    LANGUAGE_EN), 0);
	phrase = phrase_pack(&arena, "who/one.title", "Who was it?");
	assert_string_equal(phrase.in[LANGUAGE_EN], "Who was it?");
	assert_string_equal(phrase.in[LANGUAGE_UR], "Kaun tha?");
	phrase = phrase_pack(&arena, "who/two.title", "Who was it?");
	assert_string_equal(phrase.in[LANGUAGE_UR], "Kis ne kiya?");
	phrase = phrase_pack(&arena, "who/three.title", "Who was it?");
	assert_string_equal(phrase.in[LANGUAGE_UR], "Who was it?");
}

/* The large catalog is not opened for a list, and is when it is wanted. */
static void
a_list_of_lessons_needs_the_list_alone(void **state)
{
	struct mo_message list[] = {
		MO("", MO_HEADER_TEXT),
		MO("pack.title\004Two lessons", "Do sabaq"),
	};
	char *whole = file_join(folder, "ur@latin/LC_MESSAGES/pack-english.mo");

	(void)state;
	assert_int_equal(language_start(folder), 0);
	write_catalog("ur@latin", "pack-english-list", list, 2);
	assert_int_equal(language_bind_pack(folder, "pack-english",
					    LANGUAGE_EN), 0);
	assert_string_equal(language_get_pack(LANGUAGE_UR, "pack.title",
					      "Two lessons"), "Do sabaq");
	assert_string_equal(language_get_pack(LANGUAGE_UR, "who/one.title",
					      "Who was it?"), "Kaun tha?");
	assert_int_equal(file_write(whole, "damaged", 7), 0);
	assert_int_equal(language_bind_pack(folder, "pack-english",
					    LANGUAGE_EN), 0);
	assert_string_equal(language_get_pack(LANGUAGE_UR, "pack.title",
					      "Two lessons"), "Do sabaq");
	assert_string_equal(language_get_pack(LANGUAGE_UR, "who/one.title",
					      "Who was it?"), "Who was it?");
	free(whole);
}

static void
a_pack_in_roman_urdu_has_english(void **state)
{
	struct phrase phrase;

	(void)state;
	assert_int_equal(language_start(folder), 0);
	assert_int_equal(language_bind_pack(folder, "pack-roman", LANGUAGE_UR),
			 0);
	for (int i = 0; i < 2; i++) {
		phrase = phrase_pack(&arena, "kaun/one.title", "Kaun tha?");
		assert_string_equal(phrase.in[LANGUAGE_EN], "Who was it?");
		assert_string_equal(phrase.in[LANGUAGE_UR], "Kaun tha?");
		/* The program's own texts are where they were. */
		assert_string_equal(_("go on"),
				    "agay chalein \xe2\x80\x94 shabash");
	}
}

static void
a_pack_cannot_lead_out_of_its_folder(void **state)
{
	static const char *const domains[] = {
		"", "../jasoos", "a/b", "Pack", "pack.english",
		"a-name-that-is-much-too-long-to-be-a-domain",
	};

	(void)state;
	assert_int_equal(language_start(folder), 0);
	for (size_t i = 0; i < sizeof domains / sizeof *domains; i++)
		assert_int_equal(language_bind_pack(folder, domains[i],
						    LANGUAGE_EN),
				 ERROR_FORMAT);
	assert_int_equal(language_bind_pack(folder, "pack-missing",
					    LANGUAGE_EN), ERROR_NOT_FOUND);
	assert_string_equal(language_get_pack(LANGUAGE_UR, "who/one.title",
					      "Who was it?"), "Who was it?");
}

static void
an_empty_text_has_no_translation(void **state)
{
	(void)state;
	assert_int_equal(language_start(folder), 0);
	assert_int_equal(language_bind_pack(folder, "pack-english",
					    LANGUAGE_EN), 0);
	assert_true(phrase_is_empty(phrase_pack(&arena, "a/b.c", NULL)));
	assert_true(phrase_is_empty(phrase_pack(&arena, "a/b.c", "")));
	assert_true(phrase_is_empty(phrase_same(&arena, NULL)));
	assert_false(phrase_is_empty(phrase_same(&arena, "trail")));
	assert_string_equal(phrase_same(&arena, "trail").in[LANGUAGE_UR],
			    "trail");
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(a_language_has_many_names),
		EACH(codes_are_read_back),
		EACH(the_flag_goes_before_what_was_saved_before_the_environment),
		EACH(the_environment_is_asked_in_gettexts_order),
		EACH(roman_urdu_is_had_whatever_the_environment),
		EACH(english_is_the_text_itself),
		EACH(plurals_follow_each_language),
		EACH(a_phrase_is_formatted_in_every_language),
		EACH(a_translation_with_other_placeholders_is_not_used),
		EACH(without_catalogs_everything_is_english),
		EACH(a_damaged_catalog_is_not_opened),
		EACH(the_catalog_behind_it_is_checked_too),
		EACH(a_catalog_without_the_canary_is_refused),
		EACH(a_pack_in_english_has_roman_urdu_by_context),
		EACH(a_list_of_lessons_needs_the_list_alone),
		EACH(a_pack_in_roman_urdu_has_english),
		EACH(a_pack_cannot_lead_out_of_its_folder),
		EACH(an_empty_text_has_no_translation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
