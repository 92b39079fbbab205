/* SPDX-License-Identifier: MIT */
/*
 * jasoos new lesson: a small lesson that passes the check, to be made one's
 * own.  It is the example of lessons/README.md; a test holds the two together.
 * Nothing that is there is written over.
 */
#include "command/command.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "lesson/form.h"

/* {id} and {title} are filled in. */
static const char lesson_text[] =
	"format: 1\n"
	"id: {id}\n"
	"title: {title}\n"
	"minutes: 5\n"
	"summary: \"One sentence that is to stay.\"\n"
	"scenario: kitab-ghar\n"
	"objectives:\n"
	"  - id: find-a-call\n"
	"    text: Find a call in Event history.\n"
	"sources:\n"
	"  - id: ct-history\n"
	"    text: AWS CloudTrail User Guide, \"Viewing events with CloudTrail "
	"Event history\"\n"
	"    date: 2023-03\n"
	"steps:\n"
	"  - id: a-guess\n"
	"    kind: predict\n"
	"    title: A guess\n"
	"    question: You ask AWS who you are. Is that question itself "
	"recorded?\n"
	"    options:\n"
	"      - {id: recorded, text: \"Yes\", reply: \"Let us see.\"}\n"
	"      - {id: ignored, text: \"No, it changes nothing\", reply: \"Let "
	"us see.\"}\n"
	"\n"
	"  - id: ask\n"
	"    kind: do\n"
	"    title: Your turn\n"
	"    task: \"Ask AWS who you are: `aws sts get-caller-identity`\"\n"
	"    goal:\n"
	"      event: '{\"eventName\": [\"GetCallerIdentity\"]}'\n"
	"    solution:\n"
	"      - aws sts get-caller-identity\n"
	"    wrong:\n"
	"      - line: aws cloudtrail describe-trails\n"
	"        feedback: \"That asks about trails. Ask about yourself.\"\n"
	"    why: |\n"
	"      A question is a call too, and every call becomes an event.\n"
	"    hints:\n"
	"      - The service is called `sts`.\n"
	"      - \"`aws sts`, and then: get caller identity, with hyphens.\"\n"
	"    tests: find-a-call\n"
	"\n"
	"  - id: where\n"
	"    kind: choose\n"
	"    title: Where is it now?\n"
	"    question: Where is the event of your question to be found?\n"
	"    options:\n"
	"      - id: nowhere\n"
	"        text: Nowhere, since a question changes nothing\n"
	"        feedback: \"Questions are recorded as well: they show who "
	"looked around.\"\n"
	"      - id: history\n"
	"        text: In Event history\n"
	"        right: true\n"
	"        feedback: \"Yes, for 90 days, and without any trail.\"\n"
	"    why: |\n"
	"      Event history holds the management events of the last 90 days, "
	"reads and writes.\n"
	"    hints:\n"
	"      - It is on by itself.\n"
	"      - It remembers 90 days.\n"
	"    tests: find-a-call\n"
	"    source: ct-history\n";

static const char pack_text[] =
	"format: 1\n"
	"id: my-pack\n"
	"title: My lessons\n"
	"source_language: en\n"
	"lessons:\n";

/* "my-first-lesson" -> "My first lesson" */
static char *
title_of(const char *id)
{
	char *title = mem_strdup(id);

	for (char *p = title; *p != '\0'; p++)
		if (*p == '-')
			*p = ' ';
	title[0] = (char)toupper((unsigned char)title[0]);
	return title;
}

static void
fill(struct strbuf *out, const char *text, const char *id, const char *title)
{
	while (*text != '\0') {
		if (strncmp(text, "{id}", 4) == 0) {
			strbuf_addstr(out, id);
			text += 4;
		} else if (strncmp(text, "{title}", 7) == 0) {
			strbuf_addstr(out, title);
			text += 7;
		} else {
			strbuf_addch(out, *text++);
		}
	}
}

/* What pack.yaml says of the lesson. */
static void
fill_entry(struct strbuf *out, const char *id, const char *title)
{
	strbuf_addf(out,
		    "  - file: %s.yaml\n    id: %s\n    title: %s\n"
		    "    minutes: 5\n",
		    id, id, title);
}

static int
write_new(struct program *program, const char *path, const struct strbuf *text)
{
	if (file_exists(path)) {
		complain(program, N_("'%s' is there already; nothing was "
				     "written"),
			 path);
		return ANSWER_USAGE;
	}
	if (file_write(path, text->buf, text->len) != 0) {
		complain(program, N_("'%s' cannot be written"), path);
		return ANSWER_IO;
	}
	return ANSWER_DONE;
}

/* A folder without a pack gets one; an old pack is the author's to change. */
static int
tell_pack(struct program *program, const char *folder, const char *id,
	  const char *title)
{
	char *path = file_join(folder, "pack.yaml");
	struct strbuf text = STRBUF_INIT;
	int answer = ANSWER_DONE;

	if (file_exists(path)) {
		fill_entry(&text, id, title);
		message_text(&program->out, MESSAGE_NOTICE,
			     phrase_make(&program->out.arena,
					 N_("Add these lines to %s:"), path));
		program_flush(program);
		fputs(text.buf, stdout);
	} else {
		strbuf_addstr(&text, pack_text);
		fill_entry(&text, id, title);
		answer = write_new(program, path, &text);
	}
	strbuf_release(&text);
	free(path);
	return answer;
}

static int
new_lesson(struct program *program, const char *id, const char *folder)
{
	char *title = title_of(id);
	char *name = str_printf("%s.yaml", id);
	char *path = file_join(folder, name);
	struct strbuf text = STRBUF_INIT;
	int answer;

	fill(&text, lesson_text, id, title);
	answer = write_new(program, path, &text);
	if (answer == ANSWER_DONE)
		answer = tell_pack(program, folder, id, title);
	if (answer == ANSWER_DONE)
		message_text(&program->out, MESSAGE_NOTICE,
			     phrase_make(&program->out.arena,
					 N_("Written: %s. `jasoos check %s` "
					    "checks it, `jasoos learn --from "
					    "%s` plays it."),
					 path, folder, path));
	program_flush(program);
	strbuf_release(&text);
	free(path);
	free(name);
	free(title);
	return answer;
}

static int
run(struct program *program, const struct arguments *arguments)
{
	const char *what = arguments->operands[0];
	const char *id = arguments->operands[1];
	const char *folder = arguments->operand_count > 2
				     ? arguments->operands[2]
				     : ".";

	program_speak(program);
	if (strcmp(what, "lesson") != 0) {
		complain(program, N_("'%s' is nothing that can be made; write "
				     "'jasoos new lesson ID'"),
			 what);
		return ANSWER_USAGE;
	}
	if (!form_is_id(id)) {
		complain(program, N_("'%s' is no id; use a-z, 0-9 and -, such "
				     "as my-first-lesson"),
			 id);
		return ANSWER_USAGE;
	}
	if (!file_is_folder(folder)) {
		complain(program, N_("'%s' is no folder"), folder);
		return ANSWER_USAGE;
	}
	return new_lesson(program, id, folder);
}

const struct command new_command = {
	.name = "new",
	.operands = "lesson ID [FOLDER]",
	.least = 2,
	.most = 3,
	.summary = N_("for authors: a small lesson that works, to be made your "
		      "own"),
	.details = N_("Writes ID.yaml into FOLDER (this one, if none is "
		      "named), and a `pack.yaml` beside it if there is none. "
		      "Nothing that is there is written over."),
	.run = run,
};
