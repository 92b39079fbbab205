/* SPDX-License-Identifier: MIT */
/*
 * Answers: spelling is forgiven, meaning is not; and the words of the prompt.
 */
#include "language/answer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/strbuf.h"

static const char style_page[] = "locale/ur@latin/style.md";

static void
assert_normal(const char *text, const char *expected)
{
	struct strbuf out = STRBUF_INIT;

	answer_normalise(text, &out);
	assert_string_equal(out.buf, expected);
	strbuf_release(&out);
}

static void
case_space_and_marks_go(void **state)
{
	(void)state;
	assert_normal("  The  Trail,\tis (off)!  ", "the trail is off");
	assert_normal("\xe2\x80\x9cLog file\xe2\x80\x9d \xe2\x80\x94 `S3`?",
		      "log file s3");
	assert_normal("main-audit-trail", "main-audit-trail");
	assert_normal("event - log file", "event log file");
	assert_normal(" ?! ", "");
	assert_normal("", "");
}

static void
words_come_in_our_spelling(void **state)
{
	(void)state;
	assert_normal("Woh kia hy nhi", "woh kya hy nahi");
	assert_normal("ye bht bad me", "yeh bohot baad mein");
	assert_normal("ha", "haan");
	assert_normal("ha, trail band ha", "haan trail band hai");
}

static void
one_letter_alone_stays(void **state)
{
	(void)state;
	assert_normal("K", "k");
	assert_normal("h)", "h");
	assert_normal("trail k events", "trail ke events");
}

static void
spellings_of_one_word_are_equal(void **state)
{
	static const char *const pairs[][2] = {
		{ "nahi", "nahin" }, { "nahi", "nai" }, { "nhi", "nahi" },
		{ "haan", "han" }, { "haan", "ha" }, { "haan", "Jee" },
		{ "kya", "kiya" }, { "kya", "kia" }, { "mein", "me" },
		{ "mai", "mein" }, { "bohot", "bahut" }, { "bht", "bohot" },
		{ "StopLogging", "stop logging" },
		{ "stop-logging", "StopLogging" },
		{ "Event History.", "event  history" },
		{ "eventhistory", "Event history" },
		{ "main audit trail", "main-audit-trail" },
		{ "readOnly", "read only" },
		{ "kisne", "kis ne" },
		{ "Log file nahin banti", "log file nahi banti" },
		{ "*", " * " }, { "?", "?" },
		{ "-5", "-5" }, { "1 2", "1  2" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		assert_true(answer_equal(pairs[i][0], pairs[i][1]));
		assert_true(answer_equal(pairs[i][1], pairs[i][0]));
	}
}

static void
other_meanings_are_not_equal(void **state)
{
	static const char *const pairs[][2] = {
		{ "stop", "start" }, { "hai", "nahi" }, { "haan", "nahi" },
		{ "haan", "hai" }, { "hai", "hain" }, { "tha", "thi" },
		{ "event", "event history" }, { "event", "events history" },
		{ "event", "events" }, { "trail", "trails" },
		{ "StopLogging", "StartLogging" }, { "ka", "ki" },
		{ "ke", "ko" }, { "yeh", "woh" }, { "pehle", "baad" },
		{ "aur", "ya" }, { "sahi", "ghalat" }, { "kaun", "kahan" },
		{ "kaun", "kab" }, { "ab", "abhi" }, { "band", "chalu" },
		{ "phir", "par" }, { "dekhna", "likhna" },
		{ "log file hai", "log file nahi hai" },
		{ "5", "-5" }, { "5-10", "510" }, { "1 2", "12" },
		{ "?", "!" }, { "", "" }, { "...", "" }, { "", "trail" },
		{ "S3", "S 4" }, { "0.5", "05" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		if (answer_equal(pairs[i][0], pairs[i][1]))
			fail_msg("'%s' equals '%s'", pairs[i][0], pairs[i][1]);
		assert_false(answer_equal(pairs[i][1], pairs[i][0]));
	}
}

/* Splits "| a | b c | d |" into its cells, without the blanks around. */
static size_t
split_row(char *line, char **cells, size_t max)
{
	size_t count = 0;
	char *p = line + 1;

	while (count < max) {
		char *end = strchr(p, '|');

		if (end == NULL)
			break;
		*end = '\0';
		p += strspn(p, " ");
		for (char *last = end; last > p && last[-1] == ' ';)
			*--last = '\0';
		cells[count++] = p;
		p = end + 1;
	}
	return count;
}

/* As one word of several, since a letter alone is not a word. */
static bool
is_taken_for(const char *word, const char *use)
{
	struct strbuf given = STRBUF_INIT, accepted = STRBUF_INIT;
	bool equal;

	strbuf_addf(&given, word[1] == '\0' ? "trail %s" : "%s", word);
	strbuf_addf(&accepted, word[1] == '\0' ? "trail %s" : "%s", use);
	equal = answer_equal(given.buf, accepted.buf);
	strbuf_release(&given);
	strbuf_release(&accepted);
	return equal;
}

/* What the style page says is also accepted, is. */
static void
the_style_page_and_the_table_agree(void **state)
{
	FILE *page = fopen(style_page, "r");
	char line[512];
	bool in_table = false;
	int checked = 0;

	(void)state;
	assert_non_null(page);
	while (fgets(line, sizeof line, page) != NULL) {
		char *cells[4], *word;

		if (strncmp(line, "| use |", 7) == 0) {
			in_table = true;
			continue;
		}
		in_table = in_table && *line == '|';
		if (!in_table || line[2] == '-' ||
		    split_row(line, cells, 4) < 2)
			continue;
		for (word = strtok(cells[1], ", "); word != NULL;
		     word = strtok(NULL, ", ")) {
			if (!is_taken_for(word, cells[0]))
				fail_msg("'%s' is not taken for '%s'", word,
					 cells[0]);
			checked++;
		}
	}
	fclose(page);
	assert_true(checked > 80);
}

static void
yes_and_no_in_either_language(void **state)
{
	static const struct {
		const char *text;
		int value;
	} rows[] = {
		{ "haan", 1 }, { "Han", 1 }, { "ji", 1 }, { "jee haan!", 1 },
		{ "ha ji", 1 }, { "y", 1 }, { "YES", 1 }, { "bilkul", 1 },
		{ "theek hai", 1 }, { "ok.", 1 },
		{ "nahi", 0 }, { "nhi", 0 }, { "No!", 0 }, { "n", 0 },
		{ "ji nahi", 0 }, { "nahin ji", 0 }, { "bilkul nahi", 0 },
		{ "haan ji", 1 }, { "haanji", 1 }, { "Hanji!", 1 },
		{ "jee", 1 }, { "ji g", 1 }, { "g haan", 1 },
		{ "ji bilkul", 1 }, { "bilkull", 1 }, { "zarur", 1 },
		{ "haan zaroor", 1 }, { "kyu nahi", 1 }, { "beshak", 1 },
		{ "thik hai", 1 }, { "theek ha ji", -1 }, { "theek hai", 1 },
		{ "bilkul theek", 1 }, { "durust", 1 }, { "kr do", 1 },
		{ "haan kar dein", 1 }, { "manzur hai", 1 }, { "yup", 1 },
		{ "of course", 1 }, { "ok ji", 1 },
		{ "na", 0 }, { "naa", 0 }, { "nai", 0 }, { "na na", 0 },
		{ "jee nahin", 0 }, { "hargiz nahi", 0 }, { "mat karo", 0 },
		{ "nahi karna", 0 }, { "rehne do", 0 }, { "rahne dein", 0 },
		{ "abhi nhi", 0 }, { "no thanks", 0 }, { "not yet", 0 },
		{ "nahi shukria", 0 }, { "phir kabhi", 0 }, { "nope", 0 },
		{ "chalo", -1 }, { "acha", -1 }, { "dekhte hain", -1 },
		{ "karo", -1 }, { "g", -1 }, { "theek nahi", -1 },
		{ "haan ya nahi", -1 }, { "kyun", -1 }, { "trail", -1 },
		{ "shayad", -1 }, { "", -1 }, { "hai", -1 }, { "q", -1 },
		{ "haan magar", -1 }, { "nothing", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (answer_yes_no(rows[i].text) != rows[i].value)
			fail_msg("'%s' is %d", rows[i].text,
				 answer_yes_no(rows[i].text));
}

static void
numbers_with_their_units(void **state)
{
	static const struct {
		const char *text;
		double value;
		const char *unit;
	} rows[] = {
		{ "5", 5, "" }, { " 5 minute", 5, "minute" },
		{ "5min", 5, "min" }, { "1,000", 1000, "" },
		{ "1,00,000", 100000, "" }, { "1 000", 1000, "" },
		{ "1,234,567.25", 1234567.25, "" },
		{ "90 din", 90, "din" }, { "-3.5", -3.5, "" },
		{ "+2", 2, "" }, { ".5 hours", 0.5, "hours" },
		{ "5.", 5, "" }, { "90%", 90, "%" },
		{ "90 Din mein.", 90, "din mein" }, { "007", 7, "" },
		{ "Teen", 3, "" }, { "aik", 1, "" }, { "zero", 0, "" },
		{ " do dafa", 2, "dafa" }, { "ten minutes", 10, "minutes" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char unit[32];
		double value;

		if (!answer_number(rows[i].text, &value, unit, sizeof unit))
			fail_msg("'%s' is no number", rows[i].text);
		assert_true(value == rows[i].value);
		assert_string_equal(unit, rows[i].unit);
	}
}

static void
what_is_no_one_number_is_refused(void **state)
{
	static const char *const texts[] = {
		"", "minute", "dono", "teen 5", "-", ".", "5-10", "1e3", "0x10", "inf", "nan",
		"5 6", "1,5", "1,00", "5 minute 3 second", "1.2.3",
		"99999999999999999999", "$5", "--5",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		double value;

		if (answer_number(texts[i], &value, NULL, 0))
			fail_msg("'%s' is %f", texts[i], value);
	}
}

static void
a_long_unit_is_cut_to_its_room(void **state)
{
	char unit[4];
	double value;

	(void)state;
	assert_true(answer_number("5 minutes", &value, unit, sizeof unit));
	assert_string_equal(unit, "min");
}

static void
a_name_may_have_small_words_around_it(void **state)
{
	(void)state;
	assert_true(answer_names("hamza", "hamza"));
	assert_true(answer_names("Hamza ne", "hamza"));
	assert_true(answer_names("hamza ki key", "hamza"));
	assert_true(answer_names("yeh 198.51.100.77 se tha", "198.51.100.77"));
	assert_true(answer_names("from the user backup-svc.", "backup-svc"));
	assert_true(answer_names("it came from 198.51.100.77",
				 "198.51.100.77"));
	assert_true(answer_names("the rule watch-the-trail",
				 "watch-the-trail"));
	assert_true(answer_names("sts get-caller-identity",
				 "GetCallerIdentity"));
	assert_true(answer_names("GetCallerIdentity (sts)",
				 "GetCallerIdentity"));
	assert_true(answer_names("record rakhne wala", "record rakhne wala"));
	assert_false(answer_names("not hamza", "hamza"));
	assert_false(answer_names("hamza nahi", "hamza"));
	assert_false(answer_names("hamza aur bilal", "hamza"));
	assert_false(answer_names("se ne", "hamza"));
	assert_false(answer_names("", ""));
}

static void
words_in_both_languages_are_the_same_word(void **state)
{
	static const struct {
		const char *line;
		enum word word;
		const char *rest;
	} rows[] = {
		{ "next", WORD_NEXT, "" }, { " Agla ", WORD_NEXT, "" },
		{ "n", WORD_NEXT, "" }, { "PEECHE", WORD_BACK, "" },
		{ "fehrist", WORD_LIST, "" }, { "jump 3", WORD_JUMP, "3" },
		{ "jao who-1", WORD_JUMP, "who-1" }, { "h", WORD_HINT, "" },
		{ "ishara", WORD_HINT, "" }, { "chhor do", WORD_SKIP, "" },
		{ "chhor  dein", WORD_SKIP, "" }, { "chhoro", WORD_SKIP, "" },
		{ "dikhao", WORD_SHOW, "" }, { "khelo", WORD_PLAY, "" },
		{ "wapsi", WORD_RETURN, "" }, { "wapas", WORD_UNDO, "" },
		{ "naye siray se", WORD_RESET, "" },
		{ "naye-siray-se", WORD_RESET, "" },
		{ "shuru se", WORD_RESET, "" }, { "lang both", WORD_LANGUAGE,
		  "both" }, { "zuban", WORD_LANGUAGE, "" },
		{ "?", WORD_HELP, "" }, { "?trail", WORD_HELP, "trail" },
		{ "madad hint", WORD_HELP, "hint" }, { "bas", WORD_QUIT, "" },
		{ "q", WORD_QUIT, "" }, { "exit", WORD_QUIT, "" },
		{ "wait 5m", WORD_WAIT, "5m" }, { "ruko 1h", WORD_WAIT, "1h" },
		{ "haal", WORD_STATUS, "" }, { "waqt", WORD_TIMELINE, "" },
		{ "main kaun", WORD_WHOAMI, "" },
		{ "main kaun hoon", WORD_WHOAMI, "" },
		{ "mehfooz a b.json", WORD_SAVE, "a b.json" },
		{ "aage chalo", WORD_NEXT, "" }, { "chalo", WORD_NEXT, "" },
		{ "Chalein", WORD_NEXT, "" }, { "agla sawal", WORD_NEXT, "" },
		{ "agay", WORD_NEXT, "" }, { "go on", WORD_NEXT, "" },
		{ "peche", WORD_BACK, "" }, { "pichla", WORD_BACK, "" },
		{ "peeche jao", WORD_BACK, "" }, { "go back", WORD_BACK, "" },
		{ "fahrist", WORD_LIST, "" },
		{ "ishara do", WORD_HINT, "" }, { "hint dein", WORD_HINT, "" },
		{ "ishaara", WORD_HINT, "" }, { "koi ishara", WORD_HINT, "" },
		{ "chor do", WORD_SKIP, "" }, { "jane do", WORD_SKIP, "" },
		{ "rehne dein", WORD_SKIP, "" }, { "dobara", WORD_SHOW, "" },
		{ "phir se", WORD_SHOW, "" }, { "dikha do", WORD_SHOW, "" },
		{ "again", WORD_SHOW, "" },
		{ "sabaq mein wapas", WORD_RETURN, "" },
		{ "wapis", WORD_UNDO, "" }, { "wapas karo", WORD_UNDO, "" },
		{ "dobara shuru karein", WORD_RESET, "" },
		{ "naye sire se", WORD_RESET, "" },
		{ "zaban en", WORD_LANGUAGE, "en" },
		{ "madad karo", WORD_HELP, "" }, { "madat", WORD_HELP, "" },
		{ "meri madad karein", WORD_HELP, "" },
		{ "help me", WORD_HELP, "" }, { "help wait", WORD_HELP, "wait" },
		{ "bas karo", WORD_QUIT, "" }, { "bas ab", WORD_QUIT, "" },
		{ "khuda hafiz", WORD_QUIT, "" }, { "bye", WORD_QUIT, "" },
		{ "ruk jao", WORD_WAIT, "" }, { "ruk jao 5m", WORD_WAIT, "5m" },
		{ "intezar karein 1h", WORD_WAIT, "1h" },
		{ "kya haal hai", WORD_STATUS, "" },
		{ "maqsad kya hai", WORD_GOAL, "" },
		{ "nateeja", WORD_SCORE, "" },
		{ "mein kon hun", WORD_WHOAMI, "" },
		{ "who am I", WORD_WHOAMI, "" },
		{ "mehfooz karo", WORD_SAVE, "" },
		{ "save karo a.json", WORD_SAVE, "a.json" },
		{ "dekhte raho 1h", WORD_WATCH, "1h" },
		{ "raftar 60", WORD_SPEED, "60" },
		{ "thehr jao", WORD_PAUSE, "" },
		{ "kholo x", WORD_OPEN, "x" }, { "dekho 1h", WORD_WATCH, "1h" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *rest;

		if (word_parse(rows[i].line, &rest) != rows[i].word)
			fail_msg("'%s' is not understood", rows[i].line);
		assert_string_equal(rest, rows[i].rest);
	}
}

static void
an_answer_is_no_word(void **state)
{
	static const char *const lines[] = {
		"", "nextt", "back up to S3", "list trails", "show who did it",
		"aws s3 ls", "haan", "main", "main-audit-trail", "chhor",
		"statuses", "5", "naye siray", "band karo", "khatam",
		"chalo trail dekhein", "wapas aaya", "bas trail band hai",
		"dobara koshish", "aage kya hua", "phir se band hui",
		"chhor diya", "pichla event", "bye bye trail",
	};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		const char *rest;

		if (word_parse(lines[i], &rest) != WORD_NONE)
			fail_msg("'%s' is a word", lines[i]);
		assert_ptr_equal(rest, lines[i]);
	}
}

static void
every_word_has_a_row_that_reads_itself(void **state)
{
	(void)state;
	for (int word = WORD_NONE + 1; word < WORD_COUNT; word++) {
		const struct word_row *row = word_row((enum word)word);
		const char *rest;

		assert_non_null(row);
		assert_int_equal(word_parse(row->usage, &rest), word);
		for (int i = 0; i < LANGUAGE_COUNT; i++) {
			const char *name = word_name((enum word)word,
						     (enum language)i);

			assert_int_equal(word_parse(name, &rest), word);
		}
	}
	assert_null(word_row(WORD_NONE));
	assert_string_equal(word_name(WORD_RESET, LANGUAGE_UR),
			    "naye siray se");
	assert_string_equal(word_name(WORD_NONE, LANGUAGE_EN), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_may_have_small_words_around_it),
		cmocka_unit_test(case_space_and_marks_go),
		cmocka_unit_test(words_come_in_our_spelling),
		cmocka_unit_test(one_letter_alone_stays),
		cmocka_unit_test(spellings_of_one_word_are_equal),
		cmocka_unit_test(other_meanings_are_not_equal),
		cmocka_unit_test(the_style_page_and_the_table_agree),
		cmocka_unit_test(yes_and_no_in_either_language),
		cmocka_unit_test(numbers_with_their_units),
		cmocka_unit_test(what_is_no_one_number_is_refused),
		cmocka_unit_test(a_long_unit_is_cut_to_its_room),
		cmocka_unit_test(words_in_both_languages_are_the_same_word),
		cmocka_unit_test(an_answer_is_no_word),
		cmocka_unit_test(every_word_has_a_row_that_reads_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
