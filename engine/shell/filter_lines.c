/* SPDX-License-Identifier: MIT */
/*
 * Filters that work by the line: grep, head, tail, sort, uniq, wc.
 *
 * Differs from the real ones: grep looks for a word as it is written, not for
 * a regular expression.
 */
#include "shell/filter.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "language/language.h"
#include "shell/refuse.h"

struct line {
	const char *text;
	size_t length; /* without its line feed */
};

struct lines {
	struct line *items;
	size_t count;
	size_t allocated;
};

static void
cut_lines(const struct strbuf *in, struct lines *lines)
{
	const char *at = in->buf, *end = in->buf + in->len;

	while (at < end) {
		const char *feed = memchr(at, '\n', (size_t)(end - at));
		struct line line = {
			at, (size_t)((feed ? feed : end) - at),
		};

		list_push(lines, line);
		at = feed ? feed + 1 : end;
	}
}

static void
put_line(struct shell_output *output, const struct line *line)
{
	strbuf_add(&output->out, line->text, line->length);
	strbuf_addch(&output->out, '\n');
}

/*
 * Letters of options, as in -rn; `known` lists them.  *given has one for each
 * that was there; the first word that is no option is *word.  False when it
 * refused one.
 */
static bool
read_letters(const struct shell_words *words, const char *known, char *given,
	     const char **word, struct shell_output *output)
{
	*given = '\0';
	*word = NULL;
	for (size_t i = 1; i < words->count; i++) {
		const char *item = words->items[i];
		bool is_option = item[0] == '-' && item[1];

		if ((is_option && item[1 + strspn(item + 1, known)]) ||
		    (!is_option && *word)) {
			filter_refuse(output, words, item);
			return false;
		}
		if (!is_option)
			*word = item;
		for (const char *c = item + 1; is_option && *c; c++) {
			size_t length = strlen(given);

			if (strchr(given, *c))
				continue;
			given[length] = *c;
			given[length + 1] = '\0';
		}
	}
	return true;
}

/* ----------------------------------------------------------------- grep */

static bool
same(const char *a, const char *b, size_t length, bool ignore_case)
{
	for (size_t i = 0; i < length; i++) {
		int x = (unsigned char)a[i], y = (unsigned char)b[i];

		if (ignore_case ? tolower(x) != tolower(y) : x != y)
			return false;
	}
	return true;
}

/* The word in the line at or behind `from`; its length if it is not there. */
static size_t
find_word(const struct line *line, size_t from, const char *word,
	  bool ignore_case)
{
	size_t length = strlen(word);

	for (; from + length <= line->length; from++) {
		if (same(line->text + from, word, length, ignore_case))
			return from;
	}
	return line->length + 1;
}

static size_t
show_matches(const struct line *line, const char *word, bool ignore_case,
	     struct shell_output *output)
{
	size_t length = strlen(word), at = 0, shown = 0;

	while (length > 0 &&
	       (at = find_word(line, at, word, ignore_case)) <= line->length) {
		struct line match = { line->text + at, length };

		put_line(output, &match);
		at += length;
		shown++;
	}
	return shown;
}

static void
grep_lines(const struct lines *lines, const char *given, const char *word,
	   struct shell_output *output)
{
	bool ignore_case = strchr(given, 'i'), inverted = strchr(given, 'v');
	size_t count = 0;

	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->items[i];
		bool found = find_word(line, 0, word, ignore_case) <=
			     line->length;

		if (found == inverted)
			continue;
		count++;
		if (strchr(given, 'c'))
			continue;
		if (strchr(given, 'o') && !inverted) {
			show_matches(line, word, ignore_case, output);
			continue;
		}
		if (strchr(given, 'n'))
			strbuf_addf(&output->out, "%zu:", i + 1);
		put_line(output, line);
	}
	if (strchr(given, 'c'))
		strbuf_addf(&output->out, "%zu\n", count);
	if (count == 0)
		output->status = 1;
}

void
filter_grep(const struct shell_words *words, const struct strbuf *in,
	    struct shell_output *output)
{
	struct lines lines = { 0 };
	const char *word;
	char given[16];

	if (!read_letters(words, "ivconEFa", given, &word, output))
		return;
	if (!word) {
		filter_complain(output, 2,
				"Usage: grep [OPTION]... PATTERNS [FILE]...");
		return;
	}
	if (!strchr(given, 'F') && strpbrk(word, "\\^$*+?()[]{}|")) {
		refuse_lab(output, _("the lab's grep looks for a word, not for "
				     "a pattern like '%s'; grep -F takes its "
				     "letters as they are"), word);
		return;
	}
	cut_lines(in, &lines);
	grep_lines(&lines, given, word, output);
	list_release(&lines);
}

/* --------------------------------------------------------- head and tail */

/* -5, -n 5, -n5; false when it refused. */
static bool
read_number(const struct shell_words *words, size_t *number,
	    struct shell_output *output)
{
	const char *text = NULL;
	size_t at = 1;

	*number = 10;
	if (words->count > 1 && words->items[1][0] == '-') {
		text = words->items[1] + 1;
		at = 2;
		if (*text == 'n' && text[1]) {
			text++;
		} else if (*text == 'n') {
			text = words->count > 2 ? words->items[2] : "";
			at = 3;
		}
		if (!isdigit((unsigned char)*text) ||
		    text[strspn(text, "0123456789")]) {
			filter_refuse(output, words, words->items[1]);
			return false;
		}
		*number = strtoul(text, NULL, 10);
	}
	if (at < words->count) {
		filter_refuse(output, words, words->items[at]);
		return false;
	}
	return true;
}

void
filter_head(const struct shell_words *words, const struct strbuf *in,
	    struct shell_output *output)
{
	struct lines lines = { 0 };
	size_t number;

	if (!read_number(words, &number, output))
		return;
	cut_lines(in, &lines);
	for (size_t i = 0; i < lines.count && i < number; i++)
		put_line(output, &lines.items[i]);
	list_release(&lines);
}

void
filter_tail(const struct shell_words *words, const struct strbuf *in,
	    struct shell_output *output)
{
	struct lines lines = { 0 };
	size_t number;

	if (!read_number(words, &number, output))
		return;
	cut_lines(in, &lines);
	for (size_t i = lines.count > number ? lines.count - number : 0;
	     i < lines.count; i++)
		put_line(output, &lines.items[i]);
	list_release(&lines);
}

/* --------------------------------------------------------- sort and uniq */

static int
compare_lines(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	size_t shorter = x->length < y->length ? x->length : y->length;
	int order = memcmp(x->text, y->text, shorter);

	if (order)
		return order;
	return (x->length > y->length) - (x->length < y->length);
}

static double
line_number(const struct line *line)
{
	char text[32];
	size_t length = line->length < sizeof text - 1 ? line->length
						       : sizeof text - 1;

	memcpy(text, line->text, length);
	text[length] = '\0';
	return strtod(text, NULL);
}

static int
compare_numbers(const void *a, const void *b)
{
	double x = line_number(a), y = line_number(b);

	return x != y ? (x > y) - (x < y) : compare_lines(a, b);
}

/* sort [-r] [-n] [-u] */
void
filter_sort(const struct shell_words *words, const struct strbuf *in,
	    struct shell_output *output)
{
	struct lines lines = { 0 };
	const struct line *last = NULL;
	const char *word;
	char given[8];

	if (!read_letters(words, "rnu", given, &word, output))
		return;
	if (word) {
		filter_refuse(output, words, word);
		return;
	}
	cut_lines(in, &lines);
	if (lines.count > 0)
		qsort(lines.items, lines.count, sizeof *lines.items,
		      strchr(given, 'n') ? compare_numbers : compare_lines);
	for (size_t i = 0; i < lines.count; i++) {
		const struct line *line =
			&lines.items[strchr(given, 'r') ? lines.count - 1 - i
							: i];

		if (!last || !strchr(given, 'u') ||
		    compare_lines(line, last) != 0)
			put_line(output, line);
		last = line;
	}
	list_release(&lines);
}

/* uniq [-c] */
void
filter_uniq(const struct shell_words *words, const struct strbuf *in,
	    struct shell_output *output)
{
	struct lines lines = { 0 };
	const char *word;
	char given[4];

	if (!read_letters(words, "c", given, &word, output))
		return;
	if (word) {
		filter_refuse(output, words, word);
		return;
	}
	cut_lines(in, &lines);
	for (size_t i = 0, next; i < lines.count; i = next) {
		next = i + 1;
		while (next < lines.count &&
		       compare_lines(&lines.items[i], &lines.items[next]) == 0)
			next++;
		if (*given)
			strbuf_addf(&output->out, "%7zu ", next - i);
		put_line(output, &lines.items[i]);
	}
	list_release(&lines);
}

/* ------------------------------------------------------------------- wc */

/* wc [-l] [-w] [-c] */
void
filter_wc(const struct shell_words *words, const struct strbuf *in,
	  struct shell_output *output)
{
	size_t counts[3] = { 0, 0, in->len };
	const char *word;
	char given[8];
	bool between = true, alone;

	if (!read_letters(words, "lwc", given, &word, output))
		return;
	if (word) {
		filter_refuse(output, words, word);
		return;
	}
	for (size_t i = 0; i < in->len; i++) {
		bool blank = isspace((unsigned char)in->buf[i]);

		counts[0] += in->buf[i] == '\n';
		counts[1] += !blank && between;
		between = blank;
	}
	alone = strlen(given) == 1;
	for (size_t i = 0, shown = 0; i < 3; i++) {
		if (*given && !strchr(given, "lwc"[i]))
			continue;
		strbuf_addf(&output->out, "%s%*zu", shown > 0 ? " " : "",
			    alone ? 0 : 7, counts[i]);
		shown++;
	}
	strbuf_addch(&output->out, '\n');
}
