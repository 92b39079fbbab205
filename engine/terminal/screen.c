/* SPDX-License-Identifier: MIT */
/*
 * The screen: finds out what the terminal can do, and puts drawings on it,
 * page by page if they are long.
 *
 * What a command printed is passed on byte for byte, unless a person looks at
 * it: on a terminal everything in it is made visible first.
 */
#include "terminal/screen.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/utf8.h"
#include "lesson/message.h"
#include "terminal/draw.h"
#include "terminal/keys.h"
#include "terminal/live.h"
#include "terminal/rich.h"

static bool
is_set(const char *variable)
{
	const char *value = getenv(variable);

	return value && *value;
}

static int
number_in(const char *variable, int fallback)
{
	const char *value = getenv(variable);
	long number = value ? strtol(value, NULL, 10) : 0;

	return number > 0 && number < 10000 ? (int)number : fallback;
}

static int
within(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

/* The window may have been resized since the last time. */
static void
measure(struct screen *screen)
{
	struct winsize size;
	bool known = screen->terminal &&
		     ioctl(fileno(screen->out), TIOCGWINSZ, &size) == 0;
	int columns = known ? size.ws_col : 0;
	int rows = known ? size.ws_row : 0;

	if (columns == 0)
		columns = number_in("COLUMNS", 80);
	if (rows == 0)
		rows = number_in("LINES", 24);
	screen->style.width = within(columns, 20, 200);
	screen->height = within(rows, 5, 1000);
	screen->style.shown = language_now_shown();
}

/*
 * Whether the environment's locale speaks UTF-8.  The program's own LC_CTYPE
 * always does, so its variables are asked; one that names nothing, as on a
 * bare machine, says nothing against it.
 */
static bool
environment_is_utf8(void)
{
	static const char *const variables[] = { "LC_ALL", "LC_CTYPE",
						 "LANG" };

	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *name = getenv(variables[i]);
		const char *charset;

		if (!name || !*name)
			continue;
		if (strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0)
			return false;
		charset = strchr(name, '.');
		return !charset || strncasecmp(charset, ".utf-8", 6) == 0 ||
		       strncasecmp(charset, ".utf8", 5) == 0;
	}
	return true;
}

void
screen_open(struct screen *screen, FILE *out, FILE *err)
{
	const char *term = getenv("TERM");
	const char *force = getenv("CLICOLOR_FORCE");
	bool dumb = !term || !*term || strcmp(term, "dumb") == 0;
	bool forced = force && *force && strcmp(force, "0") != 0;

	*screen = (struct screen){ .out = out, .err = err };
	screen->terminal = isatty(fileno(out)) != 0;
	screen->style.linear = is_set("ACCESSIBLE");
	screen->style.utf8 = !screen->style.linear && environment_is_utf8();
	screen->style.colour = !is_set("NO_COLOR") &&
			       ((screen->terminal && !dumb) || forced);
	screen->plain = !screen->terminal || dumb || screen->style.linear ||
			!isatty(STDIN_FILENO);
	measure(screen);
}

/* False if the learner has seen enough. */
static bool
next_page(struct screen *screen)
{
	struct keys keys;
	int key;

	if (!keys_begin(&keys))
		return true;
	if (screen->style.colour)
		fputs("\033[2m", screen->out);
	fprintf(screen->out, "-- %s --",
		/* TRANSLATORS: under a page of text; q stays q */
		_("more: Enter, enough: q"));
	if (screen->style.colour)
		fputs("\033[0m", screen->out);
	fflush(screen->out);
	key = keys_wait(&keys, -1);
	keys_give_back(key);
	keys_end(&keys);
	fputs("\r\033[K", screen->out);
	screen->rows = 0;
	return key != 'q' && key != 'Q' && key != 3;
}

/* Rows of the screen that a line takes; SGR sequences take none. */
static int
rows_of(const struct screen *screen, const char *line, size_t length)
{
	int width = 0;

	for (size_t i = 0; i < length;) {
		size_t from = i;

		if (line[i] == '\033') {
			while (i < length && line[i] != 'm')
				i++;
			i++;
			continue;
		}
		while (i < length && line[i] != '\033')
			i++;
		width += text_width(line + from, i - from);
	}
	return width == 0 ? 1 : (width - 1) / screen->style.width + 1;
}

/* Rows of a whole text, counted no further than `limit`. */
static int
count_rows(const struct screen *screen, const struct strbuf *text, int limit)
{
	const char *line = text->buf, *end = text->buf + text->len;
	int rows = 0;

	while (line < end && rows < limit) {
		const char *feed = memchr(line, '\n', (size_t)(end - line));
		const char *stop = feed ? feed : end;

		rows += rows_of(screen, line, (size_t)(stop - line));
		line = stop + 1;
	}
	return rows;
}

/* What fits on one page is not torn: it begins a new one. */
static void
write_pages(struct screen *screen, const struct strbuf *text)
{
	const char *line = text->buf, *end = text->buf + text->len;
	int page = screen->height - 1, whole;

	if (screen->plain) {
		fwrite(text->buf, 1, text->len, screen->out);
		return;
	}
	whole = count_rows(screen, text, page + 1);
	if (whole <= page && screen->rows > 0 && screen->rows + whole > page)
		next_page(screen);
	if (screen->rows == 0 && line < end && *line == '\n')
		line++;
	while (line < end) {
		const char *feed = memchr(line, '\n', (size_t)(end - line));
		const char *stop = feed ? feed : end;
		int rows = rows_of(screen, line, (size_t)(stop - line));

		if (screen->rows > 0 && screen->rows + rows > page &&
		    !next_page(screen))
			return;
		fwrite(line, 1, (size_t)(stop - line), screen->out);
		if (feed)
			fputc('\n', screen->out);
		screen->rows += rows;
		line = stop + 1;
	}
}

/* Tabs go to every eighth column; everything else that moves is shown. */
static void
add_printed(struct strbuf *out, const char *bytes, size_t length)
{
	const char *end = bytes + length;

	while (bytes < end) {
		const char *stop = bytes;
		size_t line;

		while (stop < end && *stop != '\t')
			stop++;
		utf8_add_visible(out, bytes, (size_t)(stop - bytes), true);
		for (line = out->len; line > 0 && out->buf[line - 1] != '\n';)
			line--;
		if (stop < end)
			style_blanks(out, 8 - text_width(out->buf + line,
							 out->len - line) % 8);
		bytes = stop + 1;
	}
}

static void
print_bytes(struct screen *screen, const struct message *m)
{
	FILE *file = m->kind == MESSAGE_ERROR ? screen->err : screen->out;
	struct strbuf text = STRBUF_INIT;

	fflush(screen->out);
	if (!isatty(fileno(file))) {
		fwrite(m->bytes, 1, m->length, file);
	} else {
		add_printed(&text, m->bytes, m->length);
		if (text.len > 0 && text.buf[text.len - 1] != '\n')
			strbuf_addch(&text, '\n');
		if (file == screen->out)
			write_pages(screen, &text);
		else
			fwrite(text.buf, 1, text.len, file);
	}
	fflush(file);
	strbuf_release(&text);
	screen->written = screen->written || m->length > 0;
}

void
screen_message(struct screen *screen, const struct message *m)
{
	struct strbuf text = STRBUF_INIT;

	measure(screen);
	if (m->kind == MESSAGE_OUTPUT || m->kind == MESSAGE_ERROR) {
		print_bytes(screen, m);
		return;
	}
	if (screen->written)
		strbuf_addch(&text, '\n');
	if (m->kind == MESSAGE_TIMELINE && m->timeline && m->timeline->live &&
	    !screen->plain) {
		write_pages(screen, &text);
		live_show(screen, m);
	} else {
		draw_message(&screen->style, &text, m);
		write_pages(screen, &text);
	}
	screen->written = true;
	fflush(screen->out);
	strbuf_release(&text);
}

void
screen_messages(struct screen *screen, const struct messages *messages)
{
	screen->rows = 0;
	for (size_t i = 0; i < messages->count; i++)
		screen_message(screen, messages->items[i]);
}
