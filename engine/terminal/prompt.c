/* SPDX-License-Identifier: MIT */
/*
 * The prompt, by libedit's own interface where a person types.
 *
 * libedit puts the terminal back itself when a signal comes (EL_SIGNAL) and
 * then hands it to our handler, which only notes it: ^C gives a fresh prompt
 * and never leaves a terminal without echo; twice, where no prompt is, it ends
 * the program.  What completion inserts or lists is the host's; how it looks
 * is decided in complete.c.
 */
#include "terminal/prompt.h"

#include <errno.h>
#include <histedit.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/strbuf.h"
#include "terminal/complete.h"
#include "terminal/keys.h"

#define HISTORY_LINES 500

struct prompt {
	struct prompt_host host;
	bool interactive;
	EditLine *edit;	  /* NULL where lines are only read */
	History *history; /* NULL likewise */
	char *text;	  /* the prompt's, with its colour */
	struct sigaction before; /* what ^C did outside */
};

static volatile sig_atomic_t interrupted;

/* A prompt soon looks at the first ^C; where a line keeps us so busy that a
   second comes, it ends the program. */
static void
note_interrupt(int number)
{
	if (interrupted) {
		signal(number, SIG_DFL);
		raise(number);
	}
	interrupted = 1;
}

static char *
prompt_text(EditLine *edit)
{
	struct prompt *prompt;

	el_get(edit, EL_CLIENTDATA, &prompt);
	return prompt->text;
}

static unsigned char
complete_word(EditLine *edit, int key)
{
	struct prompt *prompt;

	(void)key;
	el_get(edit, EL_CLIENTDATA, &prompt);
	return complete_line(edit, &prompt->host);
}

/* The keys that libedit leaves unbound and then inserts as text. */
static void
bind_keys(EditLine *edit)
{
	static const char *const keys[][2] = {
		{ "\\e[1;5C", "em-next-word" },
		{ "\\e[1;5D", "ed-prev-word" },
		{ "\\e[1;3C", "em-next-word" },
		{ "\\e[1;3D", "ed-prev-word" },
		{ "\\e[H", "ed-move-to-beg" },
		{ "\\e[F", "ed-move-to-end" },
		{ "\\eOH", "ed-move-to-beg" },
		{ "\\eOF", "ed-move-to-end" },
		{ "\\e[1~", "ed-move-to-beg" },
		{ "\\e[4~", "ed-move-to-end" },
		{ "\\e[3~", "ed-delete-next-char" },
		{ "\\e[5~", "ed-prev-history" },
		{ "\\e[6~", "ed-next-history" },
		{ "^R", "em-inc-search-prev" },
		{ "^I", "jasoos-complete" },
	};

	/* the narrow form would leak copies of both names */
	el_wset(edit, EL_ADDFN, L"jasoos-complete", L"complete the word",
		complete_word);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		el_set(edit, EL_BIND, keys[i][0], keys[i][1], NULL);
}

static void
open_editor(struct prompt *prompt)
{
	HistEvent event;

	prompt->edit = el_init("jasoos", stdin, stdout, stderr);
	if (!prompt->edit)
		return;
	el_set(prompt->edit, EL_CLIENTDATA, prompt);
	el_set(prompt->edit, EL_PROMPT_ESC, prompt_text, '\1');
	el_set(prompt->edit, EL_SIGNAL, 1);
	el_set(prompt->edit, EL_EDITOR, "emacs");
	bind_keys(prompt->edit);
	prompt->history = history_init();
	if (prompt->history) {
		history(prompt->history, &event, H_SETSIZE, HISTORY_LINES);
		history(prompt->history, &event, H_SETUNIQUE, 1);
		el_set(prompt->edit, EL_HIST, history, prompt->history);
		if (prompt->host.history)
			history(prompt->history, &event, H_LOAD,
				prompt->host.history);
	}
	/* pasted text must arrive as if it was typed */
	fputs("\033[?2004l", stdout);
	fflush(stdout);
}

struct prompt *
prompt_open(const struct prompt_host *host)
{
	struct prompt *prompt = mem_calloc(1, sizeof *prompt);
	struct sigaction action = { .sa_handler = note_interrupt };
	const char *accessible = getenv("ACCESSIBLE");
	const char *term = getenv("TERM");
	bool dumb = !term || !*term || strcmp(term, "dumb") == 0;

	prompt->host = *host;
	prompt->interactive = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
	if (!prompt->interactive)
		return prompt;
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, &prompt->before);
	if (!dumb && !(accessible && *accessible))
		open_editor(prompt);
	return prompt;
}

bool
prompt_is_interactive(const struct prompt *prompt)
{
	return prompt->interactive;
}

/* Reads a line past its end whatever its length, keeps it up to the limit. */
static enum prompt_result
read_line(struct strbuf *line)
{
	bool refused = false;
	size_t length = 0;
	int c;

	while ((c = getchar()) != EOF && c != '\n') {
		length++;
		if (c == '\0' || length > PROMPT_LINE_LIMIT)
			refused = true;
		if (!refused)
			strbuf_addch(line, (char)c);
	}
	if (c == EOF && ferror(stdin) && errno == EINTR) {
		clearerr(stdin);
		strbuf_reset(line);
		return PROMPT_END;
	}
	if (c == EOF && length == 0)
		return PROMPT_END;
	if (line->len > 0 && line->buf[line->len - 1] == '\r')
		strbuf_truncate(line, line->len - 1);
	if (refused)
		strbuf_reset(line);
	return refused ? PROMPT_REFUSED : PROMPT_LINE;
}

static enum prompt_result
read_plainly(struct prompt *prompt, const char *text, struct strbuf *line)
{
	enum prompt_result result;

	do {
		if (prompt->interactive) {
			fputs(interrupted ? "\n" : "", stdout);
			fputs(text, stdout);
			fflush(stdout);
		}
		interrupted = 0;
		result = read_line(line);
	} while (interrupted && result == PROMPT_END);
	if (result == PROMPT_END && prompt->interactive)
		putchar('\n');
	return result;
}

static enum prompt_result
edit_line(struct prompt *prompt, struct strbuf *line)
{
	char ahead[] = { keys_take_back(), '\0' };
	HistEvent event;
	const char *text;
	int length = 0;

	interrupted = 0;
	if (ahead[0] != '\0')
		el_push(prompt->edit, ahead);
	while (!(text = el_gets(prompt->edit, &length))) {
		if (length == 0 || errno != EINTR) {
			putchar('\n');
			return PROMPT_END;
		}
		interrupted = 0;
		putchar('\n');
		fflush(stdout);
		el_reset(prompt->edit);
	}
	while (length > 0 && strchr("\r\n", text[length - 1]))
		length--;
	if (length > PROMPT_LINE_LIMIT || memchr(text, '\0', (size_t)length))
		return PROMPT_REFUSED;
	strbuf_add(line, text, (size_t)length);
	if (length > 0 && prompt->history)
		history(prompt->history, &event, H_ENTER, line->buf);
	return PROMPT_LINE;
}

enum prompt_result
prompt_read(struct prompt *prompt, const char *text, struct strbuf *line)
{
	strbuf_reset(line);
	if (!prompt->edit)
		return read_plainly(prompt, text, line);
	free(prompt->text);
	prompt->text = prompt->host.colour
		? str_printf("\1\033[1;36m\1%s\1\033[0m\1", text)
		: str_printf("%s", text);
	return edit_line(prompt, line);
}

void
prompt_close(struct prompt *prompt)
{
	HistEvent event;

	if (!prompt)
		return;
	if (prompt->history && prompt->host.history)
		history(prompt->history, &event, H_SAVE, prompt->host.history);
	if (prompt->history)
		history_end(prompt->history);
	if (prompt->edit)
		el_end(prompt->edit);
	if (prompt->interactive)
		sigaction(SIGINT, &prompt->before, NULL);
	free(prompt->text);
	free(prompt);
}
