/* SPDX-License-Identifier: MIT */
/*
 * `timeline --svg FILE`: the lab's timeline as a file for a browser.  It is
 * the one word of the lab that writes a file of that name, and it writes over
 * nothing unless it is told to.
 */
#include "command/lab_file.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "command/command.h"
#include "lesson/lab.h"
#include "lesson/lesson.h"
#include "lesson/scenario.h"
#include "shell/shell.h"
#include "terminal/timeline.h"

struct picture {
	const char *file;
	bool force;
};

/* "--svg FILE [--force]" */
static bool
read_picture(const struct shell_words *words, struct picture *picture)
{
	for (size_t i = 0; i < words->count; i++) {
		const char *word = words->items[i];

		if (strcmp(word, "--force") == 0)
			picture->force = true;
		else if (i > 0 && picture->file == NULL && *word != '-')
			picture->file = word;
		else if (i > 0)
			return false;
	}
	return picture->file != NULL && *picture->file != '\0';
}

static bool
write_picture(struct program *program, const struct lab *lab,
	      const struct picture *picture)
{
	struct strbuf svg = STRBUF_INIT;
	struct messages drawn;
	struct phrase title;
	bool written;

	messages_init(&drawn);
	title = lesson_phrase(&drawn.arena, scenario_title(lab->scenario));
	timeline_svg(&svg, title.in[language_primary()],
		     lab_timeline(lab, lab->origin, false, &drawn)->timeline);
	written = file_write(picture->file, svg.buf, svg.len) == 0;
	if (!written)
		complain(program, N_("'%s' cannot be written"), picture->file);
	else
		message_text(&program->out, MESSAGE_NOTICE,
			     phrase_make(&program->out.arena,
					 N_("Drawn: %s"), picture->file));
	messages_release(&drawn);
	strbuf_release(&svg);
	return written;
}

int
lab_picture(struct program *program, const struct lab *lab, const char *rest)
{
	struct picture picture = { 0 };
	struct shell_words words = { 0 };
	const char *why;
	int status = SHELL_USAGE;

	if (shell_split(rest, &words, &why) < 0 ||
	    !read_picture(&words, &picture)) {
		complain(program, N_("write it so: timeline --svg FILE, and "
				     "--force to write over a file"));
	} else if (file_exists(picture.file) && !picture.force) {
		complain(program, N_("'%s' is there already; --force writes "
				     "over it"),
			 picture.file);
		status = SHELL_FAILED;
	} else {
		status = write_picture(program, lab, &picture) ? SHELL_DONE :
								 SHELL_FAILED;
	}
	shell_words_release(&words);
	return status;
}
