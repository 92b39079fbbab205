/* SPDX-License-Identifier: MIT */
/*
 * jasoos help: the commands and their options, as the tables have them.
 */
#include "command/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "terminal/draw.h"

enum {
	NARROW = 60,	  /* below this, what is said stands under its name */
	COMMAND_WIDTH = 26,
	OPTION_WIDTH = 26,
};

/* A page is one piece of text, so that a long one can be paged. */
struct page {
	struct style style;
	struct strbuf text;
	struct arena arena;
};

static void
page_begin(struct program *program, struct page *page)
{
	program_speak(program);
	page->style = program->screen.style;
	page->style.colour = false; /* it is printed as a command's output */
	strbuf_init(&page->text);
	arena_init(&page->arena);
}

static void
page_end(struct program *program, struct page *page)
{
	message_bytes(&program->out, MESSAGE_OUTPUT, page->text.buf,
		      page->text.len);
	program_flush(program);
	strbuf_release(&page->text);
	arena_release(&page->arena);
}

static void
add_text(struct page *page, const char *msgid)
{
	struct lead lead = { .indent = 0 };
	struct phrase text;

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		text.in[i] = language_get((enum language)i, msgid);
	draw_paragraph(&page->style, &page->text, &lead, text);
}

/* "  name        what it is" */
static void
add_row(struct page *page, const char *name, const char *summary, int width)
{
	bool narrow = page->style.width < NARROW ||
		      (int)strlen(name) > width - 2;
	char *mark = str_printf("%-*s", width, name);
	struct lead lead = { .indent = narrow ? 6 : 2,
			     .mark = narrow ? NULL : mark };
	struct phrase text;

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		text.in[i] = language_get((enum language)i, summary);
	if (narrow)
		strbuf_addf(&page->text, "  %s\n", name);
	draw_paragraph(&page->style, &page->text, &lead, text);
	free(mark);
}

static void
add_options(struct page *page, const struct command_option *rows)
{
	for (; rows != NULL && rows->name != NULL; rows++) {
		struct strbuf name = STRBUF_INIT;

		if (rows->letter != 0)
			strbuf_addf(&name, "-%c, ", rows->letter);
		strbuf_addf(&name, "--%s", rows->name);
		if (rows->value != NULL)
			strbuf_addf(&name, " %s", rows->value);
		add_row(page, name.buf, rows->summary, OPTION_WIDTH);
		strbuf_release(&name);
	}
}

void
help_list(struct program *program)
{
	struct page page;

	page_begin(program, &page);
	add_text(&page, N_("jasoos: a guided lab for AWS CloudTrail, in Roman "
			   "Urdu and English. Everything is simulated, on this "
			   "machine alone."));
	strbuf_addch(&page.text, '\n');
	add_row(&page, "jasoos", N_("begin, or go on where you were"),
		COMMAND_WIDTH);
	for (int i = 0; commands[i] != NULL; i++) {
		char *name;

		if (commands[i]->hidden)
			continue;
		name = str_printf("%s %s", commands[i]->name,
				  commands[i]->operands);
		add_row(&page, name, commands[i]->summary, COMMAND_WIDTH);
		free(name);
	}
	strbuf_addch(&page.text, '\n');
	add_options(&page, program_options);
	strbuf_addch(&page.text, '\n');
	add_text(&page, N_("`jasoos help COMMAND` tells more of one."));
	page_end(program, &page);
}

int
help_command_page(struct program *program, const struct command *command)
{
	struct page page;

	page_begin(program, &page);
	strbuf_addf(&page.text, "jasoos %s%s%s%s\n\n", command->name,
		    command->options != NULL ? " [OPTION...]" : "",
		    *command->operands != '\0' ? " " : "", command->operands);
	add_text(&page, command->summary);
	if (command->details != NULL) {
		strbuf_addch(&page.text, '\n');
		add_text(&page, command->details);
	}
	strbuf_addch(&page.text, '\n');
	add_options(&page, command->options);
	add_options(&page, program_options);
	page_end(program, &page);
	return ANSWER_DONE;
}

static int
run(struct program *program, const struct arguments *arguments)
{
	const char *name = arguments->operands[0];
	const struct command *command;

	if (name == NULL) {
		help_list(program);
		return ANSWER_DONE;
	}
	command = command_find(name);
	if (command == NULL)
		return command_unknown(program, name);
	return help_command_page(program, command);
}

const struct command help_command = {
	.name = "help",
	.operands = "[COMMAND]",
	.most = 1,
	.summary = N_("this list, or one command in full"),
	.run = run,
};
