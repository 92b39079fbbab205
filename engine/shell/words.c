/* SPDX-License-Identifier: MIT */
/*
 * Words: quotes, blanks and pipes as a POSIX shell reads them.
 *
 * Nothing is expanded: a `$NAME` is an error at the lab's prompt rather than
 * an empty word, so that no command runs with something else than was meant.
 */
#include "shell/words.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/memory.h"
#include "language/language.h"

enum token {
	TOKEN_END,
	TOKEN_WORD,
	TOKEN_PIPE,
	TOKEN_OPERATOR,
	TOKEN_BROKEN,
};

struct lexer {
	const char *at;
	bool operators; /* false: they are letters like any other */
	struct strbuf word;
	const char *why;
	char operator[3];
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static enum token
found_operator(struct lexer *lexer, size_t length)
{
	memcpy(lexer->operator, lexer->at, length);
	lexer->operator[length] = '\0';
	return TOKEN_OPERATOR;
}

/* `...`, $(...), ${...}, $NAME, $1: what a shell would expand. */
static bool
is_expansion(const struct lexer *lexer)
{
	char c = lexer->at[1];

	if (!lexer->operators)
		return false;
	if (*lexer->at == '`')
		return true;
	return *lexer->at == '$' &&
	       (isalnum((unsigned char)c) || (c && strchr("({_?*@#!", c)));
}

static enum token
expansion(struct lexer *lexer)
{
	return found_operator(lexer, *lexer->at == '$' ? 2 : 1);
}

static enum token
single_quotes(struct lexer *lexer)
{
	const char *end = strchr(++lexer->at, '\'');

	if (!end) {
		lexer->why = N_("unclosed quote '");
		return TOKEN_BROKEN;
	}
	strbuf_add(&lexer->word, lexer->at, (size_t)(end - lexer->at));
	lexer->at = end + 1;
	return TOKEN_WORD;
}

static enum token
double_quotes(struct lexer *lexer)
{
	for (lexer->at++; *lexer->at != '"'; lexer->at++) {
		if (!*lexer->at) {
			lexer->why = N_("unclosed quote \"");
			return TOKEN_BROKEN;
		}
		if (is_expansion(lexer))
			return expansion(lexer);
		if (*lexer->at == '\\' && lexer->at[1] &&
		    strchr("\"\\$`\n", lexer->at[1])) {
			lexer->at++;
			if (*lexer->at == '\n')
				continue;
		}
		strbuf_addch(&lexer->word, *lexer->at);
	}
	lexer->at++;
	return TOKEN_WORD;
}

static enum token
backslash(struct lexer *lexer)
{
	if (!lexer->at[1]) {
		lexer->why = N_("nothing behind the last backslash");
		return TOKEN_BROKEN;
	}
	if (lexer->at[1] != '\n')
		strbuf_addch(&lexer->word, lexer->at[1]);
	lexer->at += 2;
	return TOKEN_WORD;
}

static enum token
read_word(struct lexer *lexer)
{
	enum token token = TOKEN_WORD;

	strbuf_reset(&lexer->word);
	while (token == TOKEN_WORD && *lexer->at && !is_blank(*lexer->at)) {
		if (lexer->operators && strchr("|&;<>()", *lexer->at))
			break;
		if (is_expansion(lexer))
			return expansion(lexer);
		if (*lexer->at == '\'')
			token = single_quotes(lexer);
		else if (*lexer->at == '"')
			token = double_quotes(lexer);
		else if (*lexer->at == '\\')
			token = backslash(lexer);
		else
			strbuf_addch(&lexer->word, *lexer->at++);
	}
	return token;
}

static enum token
next_token(struct lexer *lexer)
{
	while (is_blank(*lexer->at) ||
	       (lexer->at[0] == '\\' && lexer->at[1] == '\n')) {
		const char *rest = lexer->at + 1;

		if (*lexer->at == '\n' && lexer->operators &&
		    rest[strspn(rest, " \t\r\n")]) {
			memcpy(lexer->operator, "\\n", 3);
			return TOKEN_OPERATOR;
		}
		lexer->at += *lexer->at == '\\' ? 2 : 1;
	}
	if (!*lexer->at || *lexer->at == '#')
		return TOKEN_END;
	if (!lexer->operators || !strchr("|&;<>()", *lexer->at))
		return read_word(lexer);
	if (lexer->at[0] == '|' && lexer->at[1] != '|' && lexer->at[1] != '&') {
		lexer->at++;
		return TOKEN_PIPE;
	}
	return found_operator(lexer, lexer->at[1] == lexer->at[0] ||
				     lexer->at[1] == '&' ? 2 : 1);
}

void
shell_words_push(struct shell_words *words, const char *text, size_t length)
{
	list_push(words, mem_strndup(text, length));
}

void
shell_words_release(struct shell_words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->items[i]);
	list_release(words);
}

static int
compare_words(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void
shell_words_sort(struct shell_words *words)
{
	size_t kept = 0;

	if (words->count == 0)
		return;
	qsort(words->items, words->count, sizeof *words->items, compare_words);
	for (size_t i = 1; i < words->count; i++) {
		if (strcmp(words->items[kept], words->items[i]) == 0)
			free(words->items[i]);
		else
			words->items[++kept] = words->items[i];
	}
	words->count = kept + 1;
}

int
shell_split(const char *line, struct shell_words *words, const char **why)
{
	struct lexer lexer = { .at = line, .word = STRBUF_INIT };
	enum token token;

	while ((token = next_token(&lexer)) == TOKEN_WORD)
		shell_words_push(words, lexer.word.buf, lexer.word.len);
	strbuf_release(&lexer.word);
	if (why)
		*why = lexer.why;
	return token == TOKEN_END ? 0 : -1;
}

static struct shell_words *
new_stage(struct shell_line *line)
{
	struct shell_words empty = { 0 };

	list_push(line, empty);
	return &line->items[line->count - 1];
}

enum line_fault
shell_line_split(const char *text, struct shell_line *line, char *why,
		 size_t size)
{
	struct lexer lexer = {
		.at = text, .operators = true, .word = STRBUF_INIT,
	};
	struct shell_words *stage = new_stage(line);
	enum line_fault fault = LINE_FINE;
	enum token token;

	while ((token = next_token(&lexer)) == TOKEN_WORD ||
	       token == TOKEN_PIPE) {
		if (token == TOKEN_WORD)
			shell_words_push(stage, lexer.word.buf,
					 lexer.word.len);
		else
			stage = new_stage(line);
	}
	if (token == TOKEN_OPERATOR) {
		snprintf(why, size, "%s", lexer.operator);
		fault = LINE_OPERATOR;
	} else if (token == TOKEN_BROKEN) {
		snprintf(why, size, "%s", lexer.why);
		fault = LINE_BROKEN;
	} else if (line->count > 1) {
		for (size_t i = 0; i < line->count && !fault; i++) {
			if (line->items[i].count > 0)
				continue;
			snprintf(why, size, "%s",
				 N_("nothing on one side of |"));
			fault = LINE_BROKEN;
		}
	}
	strbuf_release(&lexer.word);
	return fault;
}

void
shell_line_release(struct shell_line *line)
{
	for (size_t i = 0; i < line->count; i++)
		shell_words_release(&line->items[i]);
	list_release(line);
}

char
shell_goes_on(const char *line)
{
	char quote = '\0';

	line += strspn(line, " \t");
	if (!shell_is_line(line))
		return '\0';
	for (; *line; line++) {
		if (*line == '\\' && quote != '\'') {
			if (!*++line)
				return '\\';
		} else if (quote ? *line == quote
				 : *line == '\'' || *line == '"') {
			quote = quote ? '\0' : *line;
		}
	}
	return quote;
}
