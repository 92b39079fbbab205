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
#include <poll.h>
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
	const char *first; /* that of the line's beginning; lent */
	bool dropped;	  /* ^C took away what was typed until then */
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
		if (interrupted) {
			prompt->dropped = true;
			text = prompt->first;
		}
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

static void
set_text(struct prompt *prompt, const char *text)
{
	free(prompt->text);
	prompt->text = prompt->host.colour
		? str_printf("\1\033[1;36m\1%s\1\033[0m\1", text)
		: str_printf("%s", text);
}

static enum prompt_result
edit_line(struct prompt *prompt, struct strbuf *line)
{
	char ahead[] = { keys_take_back(), '\0' };
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
		prompt->dropped = true;
		set_text(prompt, prompt->first);
		el_reset(prompt->edit);
	}
	while (length > 0 && strchr("\r\n", text[length - 1]))
		length--;
	if (length > PROMPT_LINE_LIMIT || memchr(text, '\0', (size_t)length))
		return PROMPT_REFUSED;
	strbuf_add(line, text, (size_t)length);
	return PROMPT_LINE;
}

static enum prompt_result
read_one(struct prompt *prompt, const char *text, struct strbuf *line)
{
	if (!prompt->edit)
		return read_plainly(prompt, text, line);
	set_text(prompt, text);
	return edit_line(prompt, line);
}

/* Of a paste, the next line is here already. */
static bool
more_waits(const struct prompt *prompt)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };

	return prompt->edit && poll(&input, 1, 0) == 1;
}

/* Makes room for the line behind this one, if it goes on there. */
static bool
goes_on(const struct prompt *prompt, struct strbuf *line)
{
	switch (prompt->host.goes_on ? prompt->host.goes_on(line->buf) : '\0') {
	case '\0':
		return false;
	case '\\':
		strbuf_truncate(line, line->len - 1);
		return true;
	default:
		if (!more_waits(prompt))
			return false;
		strbuf_addch(line, ' ');
		return true;
	}
}

/* Appends the lines that belong to this one; ^C among them drops it. */
static enum prompt_result
read_rest(struct prompt *prompt, struct strbuf *line)
{
	enum prompt_result result = PROMPT_LINE;
	struct strbuf more = STRBUF_INIT;

	while (result == PROMPT_LINE && goes_on(prompt, line)) {
		strbuf_reset(&more);
		result = read_one(prompt, "> ", &more);
		if (prompt->dropped)
			strbuf_reset(line);
		prompt->dropped = false;
		strbuf_add(line, more.buf, more.len);
		if (line->len > PROMPT_LINE_LIMIT)
			result = PROMPT_REFUSED;
	}
	strbuf_release(&more);
	if (result == PROMPT_REFUSED)
		strbuf_reset(line);
	return result == PROMPT_END && line->len > 0 ? PROMPT_LINE : result;
}

enum prompt_result
prompt_read(struct prompt *prompt, const char *text, struct strbuf *line)
{
	enum prompt_result result;
	HistEvent event;

	strbuf_reset(line);
	prompt->first = text;
	result = read_one(prompt, text, line);
	prompt->dropped = false;
	if (result == PROMPT_LINE)
		result = read_rest(prompt, line);
	if (result == PROMPT_LINE && line->len > 0 && prompt->history)
		history(prompt->history, &event, H_ENTER, line->buf);
	return result;
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
