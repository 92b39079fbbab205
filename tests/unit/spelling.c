/* SPDX-License-Identifier: MIT */
/*
 * Spellings of Roman Urdu: UrduPhone by the examples its authors published,
 * and two lists of pairs, in tests/spellings: those that are one word and
 * those that are not.  And that AWS's words are never taken for ours.
 */
#include "language/spelling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/strbuf.h"
#include "language/answer.h"
#include "language/urduphone.h"

enum { PAIRS = 300 };

static char *
trim(char *text)
{
	text += strspn(text, " ");
	for (char *end = text + strlen(text);
	     end > text && (end[-1] == ' ' || end[-1] == '\n');)
		*--end = '\0';
	return text;
}

/* Says each pair of the list that is not as it should be. */
static void
check_pairs(const char *path, bool expected)
{
	FILE *list = fopen(path, "r");
	char line[256];
	int pairs = 0, faults = 0;

	assert_non_null(list);
	for (int number = 1; fgets(line, sizeof line, list); number++) {
		char *one, *other;

		if (*line == '#' || *line == '\n')
			continue;
		one = strtok(line, "|");
		other = strtok(NULL, "|");
		assert_non_null(other);
		one = trim(one);
		other = trim(other);
		pairs++;
		if (answer_equal(one, other) == expected &&
		    answer_equal(other, one) == expected)
			continue;
		print_error("%s:%d: '%s' %s '%s'\n", path, number, one,
			    expected ? "is not" : "is", other);
		faults++;
	}
	fclose(list);
	assert_int_equal(faults, 0);
	assert_true(pairs >= PAIRS);
}

static void
spellings_of_one_word_are_one(void **state)
{
	(void)state;
	check_pairs("tests/spellings/equal", true);
}

static void
words_that_look_alike_stay_two(void **state)
{
	(void)state;
	check_pairs("tests/spellings/unequal", false);
}

/* Of "UrduPhone_clusters.txt" beside the authors' program. */
static void
codes_are_the_published_ones(void **state)
{
	static const struct {
		const char *word;
		unsigned char code[URDUPHONE_CODE];
	} rows[] = {
		{ "about", { 'a', 9, 2 } },
		{ "abt", { 'a', 9, 2 } },
		{ "acc", { 'a', 1 } },
		{ "amazing", { 'a', 12, 3, 11, 13 } },
		{ "baby", { 'b', 9 } },
		{ "blackberry", { 'b', 17, 1, 7, 9, 14 } },
		{ "bwahahahahah", { 'b', 18, 19, 19, 19, 19 } },
		{ "chemistry", { 'c', 19, 12, 1, 2, 14 } },
		{ "facebook", { 'f', 1, 9, 7 } },
		{ "garbage", { 'g', 14, 9, 13 } },
		{ "hahahahaha", { 'h', 19, 19, 19, 19 } },
		{ "night", { 'n', 26, 2 } },
		{ "possession", { 'p', 1, 1, 11 } },
		{ "riqht", { 'r', 7, 19, 2 } },
		{ "school", { 's', 5, 17 } },
		{ "shopping", { 's', 19, 10, 11, 13 } },
		{ "think", { 't', 19, 11, 7 } },
		{ "nothing", { 'n', 22, 11, 13 } },
		{ "yuhr", { 'y', 19, 14 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct urduphone word;

		assert_true(urduphone_parse(&word, rows[i].word,
					    strlen(rows[i].word), NULL));
		assert_memory_equal(word.code, rows[i].code,
				    sizeof word.code);
	}
}

/* Calls `use` with every word that we know. */
static int
each_known_word(void (*use)(const char *word, size_t length))
{
	int count = 0;

	for (int i = 0; i < 26; i++) {
		const char *words = urdu_words[i];

		while (words != NULL && *words != '\0') {
			size_t length = strcspn(words, " ");

			use(words, length);
			count++;
			words += length + (words[length] == ' ');
		}
	}
	return count;
}

static int sounded;

/* A known word, its vowels doubled: whatever it is taken for, its code is
   that word's. */
static void
is_near_by_code(const char *word, size_t length)
{
	struct urduphone given, taken;
	struct strbuf text = STRBUF_INIT;
	const char *ours;
	size_t ours_length;

	for (size_t i = 0; i < length; i++) {
		strbuf_addch(&text, word[i]);
		if (strchr("aiu", word[i]) != NULL)
			strbuf_addch(&text, word[i]);
	}
	ours = spelling_ours(text.buf, false, &ours_length);
	if (ours == NULL)
		ours = spelling_ours(text.buf, true, &ours_length);
	else
		ours = NULL; /* of the table */
	if (ours != NULL) {
		assert_true(urduphone_parse(&given, text.buf, text.len, NULL));
		assert_true(urduphone_parse(&taken, ours, ours_length,
					    NULL));
		assert_memory_equal(given.code, taken.code, sizeof given.code);
		sounded++;
	}
	strbuf_release(&text);
}

static void
what_is_taken_for_a_word_has_its_code(void **state)
{
	(void)state;
	assert_true(each_known_word(is_near_by_code) > 1000);
	assert_true(sounded > 500);
}

static void
stays(const char *word, size_t length)
{
	char text[URDUPHONE_LETTERS + 1];
	const char *ours;
	size_t ours_length;

	assert_true(length <= URDUPHONE_LETTERS);
	memcpy(text, word, length);
	text[length] = '\0';
	ours = spelling_ours(text, true, &ours_length);
	assert_non_null(ours);
	if (ours_length == length && memcmp(ours, word, length) == 0)
		return;
	fail_msg("'%s' is taken for '%.*s'", text, (int)ours_length, ours);
}

static void
a_known_word_is_itself(void **state)
{
	(void)state;
	each_known_word(stays);
}

static void
code_and_names_are_not_sounded(void **state)
{
	static const char *const texts[] = {
		"`zaruri`", "woh `zaruri` hai", "`log zaruri file`",
		"Zoha Zaruri", "zaRuri", "zaruri-1", "zaruri_1", "zaruri.x",
	};
	struct strbuf out = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		strbuf_reset(&out);
		answer_normalise(texts[i], &out);
		if (strstr(out.buf, "zaroori") != NULL)
			fail_msg("'%s' is '%s'", texts[i], out.buf);
	}
	strbuf_reset(&out);
	answer_normalise("Zaruri `x` zaruri", &out);
	assert_string_equal(out.buf, "zaroori x zaroori");
	strbuf_release(&out);
}

/* Words of a page in code spans, and of the glossary's names: never ours. */
static void
check_terms(const char *path, const char *before)
{
	FILE *page = fopen(path, "r");
	char line[4096];
	int checked = 0;

	assert_non_null(page);
	while (fgets(line, sizeof line, page) != NULL) {
		char *p = line;

		if (strstr(line, before) == NULL)
			continue;
		p = strstr(line, before) + strlen(before);
		for (char *word = strtok(p, " ,:;()[]\"'`.\n-/"); word != NULL;
		     word = strtok(NULL, " ,:;()[]\"'`.\n-/")) {
			const char *ours;
			size_t length, letters = 0;

			for (; word[letters] != '\0'; letters++)
				if (word[letters] >= 'A' &&
				    word[letters] <= 'Z')
					word[letters] += 'a' - 'A';
			/* What the page of spellings takes is its own. */
			if (letters < 3 ||
			    spelling_ours(word, false, &length) != NULL)
				continue;
			ours = spelling_ours(word, true, &length);
			if (ours != NULL && (length != letters ||
					     memcmp(ours, word, length) != 0))
				fail_msg("%s: '%s' is taken for '%.*s'", path,
					 word, (int)length, ours);
			checked++;
		}
	}
	fclose(page);
	assert_true(checked > 50);
}

static void
the_terms_of_aws_are_not_ours(void **state)
{
	(void)state;
	check_terms("lessons/glossary.yaml", ": ");
	check_terms("lessons/01-what-is-cloudtrail.yaml", ": ");
	check_terms("lessons/02-event-and-log-file.yaml", ": ");
	check_terms("lessons/03-event-history-and-trail.yaml", ": ");
	check_terms("lessons/04-stop-logging-and-repair.yaml", ": ");
}

static void
a_hostile_word_costs_nothing(void **state)
{
	struct strbuf text = STRBUF_INIT, out = STRBUF_INIT;
	size_t length;

	(void)state;
	for (int i = 0; i < 100000; i++)
		strbuf_addstr(&text, "ka");
	assert_null(spelling_ours(text.buf, true, &length));
	assert_false(answer_equal(text.buf, "karna"));
	strbuf_reset(&text);
	for (int i = 0; i < 100000; i++)
		strbuf_addstr(&text, "zaruri ");
	answer_normalise(text.buf, &out);
	assert_memory_equal(out.buf, "zaroori zaroori", 15);
	assert_memory_equal(out.buf + out.len - 7, " zaruri", 7);
	assert_null(spelling_ours("\xff\xfe", true, &length));
	assert_null(spelling_ours("", true, &length));
	strbuf_release(&out);
	strbuf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spellings_of_one_word_are_one),
		cmocka_unit_test(words_that_look_alike_stay_two),
		cmocka_unit_test(codes_are_the_published_ones),
		cmocka_unit_test(what_is_taken_for_a_word_has_its_code),
		cmocka_unit_test(a_known_word_is_itself),
		cmocka_unit_test(code_and_names_are_not_sounded),
		cmocka_unit_test(the_terms_of_aws_are_not_ours),
		cmocka_unit_test(a_hostile_word_costs_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
