/* SPDX-License-Identifier: MIT */
/*
 * Reading tests/ops/SERVICE/OPERATION.test: blocks of typed commands and what
 * is expected of them, written to be read.
 *
 *	scene trail rule	what is in the account: once, in the file's head
 *
 *	# why
 *	$ aws cloudtrail ...	a typed line; it goes on behind a '\'
 *	{ "Trail": ... }	its answer, see loose.h: on one line, or to a
 *				line that is '}'
 *	event {"errorCode": ["..."]}	an event pattern for its record
 *
 * Blocks are separated by empty lines, and each has a new account.  Instead of
 * an answer stand `nothing` (it prints nothing), `| TEXT` (a line of it,
 * exactly), `error CODE: TEXT` (the service refuses: 254), or `client TEXT`
 * (a line of the client's own refusal: 252, and nothing is sent or recorded),
 * or `fails TEXT` (the same, 255).
 * `state {...}` is a pattern for the account's state behind it.  `wait 5m`
 * moves the clock, `repeat 1000 aws ...` types a line so often.
 * `> Operation {...}` is the call as it arrives on the wire, for what no client
 * would send.  A line without expectations sets the scene and must succeed.
 * `typed-only` leaves out the comparison with the wire.
 */
#ifndef TESTS_BLOCKS_H
#define TESTS_BLOCKS_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "shell/shell.h"

enum step_kind { STEP_TYPED, STEP_WIRE, STEP_WAIT };

struct step {
	int line;
	int times;	/* it is played; more only where it sets the scene */
	enum step_kind kind;
	bool typed_only, nothing;
	int status;	/* of the client's refusal */
	char *text;	/* the line, the wire's JSON, or the time to wait */
	char *operation; /* of the wire, else NULL; so are the next ones */
	char *answer, *printed, *code, *message, *client, *event, *state;
};

struct block {
	int line;
	LIST(struct step) steps;
};

struct blocks {
	const char *path;
	char *scene;
	LIST(struct block) items;
};

struct reader {
	const char *path;
	char *next;
	int line;
	struct blocks *blocks;
	bool in_block;
};

static inline void
blocks_bad(const struct reader *reader, const char *why)
{
	fail_msg("%s:%d: %s", reader->path, reader->line, why);
}

/* The next line, cut off where it stands; NULL at the end. */
static inline char *
read_line(struct reader *reader)
{
	char *line = reader->next, *end;

	if (!*line)
		return NULL;
	end = line + strcspn(line, "\n");
	reader->next = *end ? end + 1 : end;
	*end = '\0';
	reader->line++;
	return line;
}

/* The lines that a '\' joins, as one. */
static inline char *
read_joined(struct reader *reader, const char *first)
{
	struct strbuf text = STRBUF_INIT;
	const char *line = first;

	strbuf_addstr(&text, line);
	while (text.len > 0 && text.buf[text.len - 1] == '\\') {
		strbuf_truncate(&text, text.len - 1);
		line = read_line(reader);
		if (!line)
			blocks_bad(reader, "the file ends behind a '\\'");
		else
			strbuf_addstr(&text, line + strspn(line, " \t"));
	}
	return strbuf_detach(&text);
}

/* JSON on one line, or to the line that is '}'. */
static inline char *
read_json(struct reader *reader, const char *first)
{
	struct strbuf text = STRBUF_INIT;
	const char *line = first;

	if (*first != '{')
		blocks_bad(reader, "expected JSON here");
	strbuf_addstr(&text, first);
	if (first[strlen(first) - 1] == '}')
		return strbuf_detach(&text);
	do {
		line = read_line(reader);
		if (!line) {
			blocks_bad(reader, "the file ends within JSON");
			break;
		}
		strbuf_addf(&text, "\n%s", line);
	} while (strcmp(line, "}") != 0);
	return strbuf_detach(&text);
}

static inline struct step *
add_step(struct reader *reader, enum step_kind kind)
{
	struct step step = { .line = reader->line, .times = 1, .kind = kind };
	struct blocks *blocks = reader->blocks;
	struct block *block;

	if (!reader->in_block) {
		struct block empty = { .line = reader->line };

		list_push(&blocks->items, empty);
		reader->in_block = true;
	}
	block = &blocks->items.items[blocks->items.count - 1];
	list_push(&block->steps, step);
	return &block->steps.items[block->steps.count - 1];
}

static inline void
read_wire(struct reader *reader, const char *rest)
{
	struct step *step = add_step(reader, STEP_WIRE);
	size_t name = strcspn(rest, " ");

	step->operation = mem_strndup(rest, name);
	if (!rest[name])
		blocks_bad(reader, "expected JSON behind the operation");
	step->text = read_json(reader, rest + name + 1);
}

/* "1000 aws ..." */
static inline void
read_repeat(struct reader *reader, char *rest)
{
	struct step *step = add_step(reader, STEP_TYPED);
	char *line;

	step->times = (int)strtol(rest, &line, 10);
	if (step->times < 1 || *line != ' ')
		blocks_bad(reader, "expected 'repeat TIMES COMMAND'");
	step->text = read_joined(reader, line + 1);
}

static inline void
read_error(struct reader *reader, struct step *step, const char *rest)
{
	size_t code = strcspn(rest, ":");

	if (strncmp(rest + code, ": ", 2) != 0)
		blocks_bad(reader, "expected 'error CODE: TEXT'");
	step->code = mem_strndup(rest, code);
	step->message = read_joined(reader, rest + code + 2);
}

static inline void
read_client(struct reader *reader, struct step *step, int status,
	    const char *rest)
{
	step->status = status;
	step->client = read_joined(reader, rest);
}

static inline void
read_printed(struct step *step, const char *rest)
{
	char *before = step->printed;

	step->printed = str_printf("%s%s\n", before ? before : "", rest);
	free(before);
}

/* What is expected of the step above. */
static inline void
read_expectation(struct reader *reader, char *line)
{
	struct blocks *blocks = reader->blocks;
	struct block *block;
	struct step *step;

	if (!reader->in_block) {
		blocks_bad(reader, "an expectation without a command");
		return;
	}
	block = &blocks->items.items[blocks->items.count - 1];
	step = &block->steps.items[block->steps.count - 1];
	if (*line == '{')
		step->answer = read_json(reader, line);
	else if (!strcmp(line, "nothing"))
		step->nothing = true;
	else if (!strcmp(line, "typed-only"))
		step->typed_only = true;
	else if (!strcmp(line, "|") || !strncmp(line, "| ", 2))
		read_printed(step, line[1] ? line + 2 : "");
	else if (!strncmp(line, "error ", 6))
		read_error(reader, step, line + 6);
	else if (!strncmp(line, "client ", 7))
		read_client(reader, step, SHELL_USAGE, line + 7);
	else if (!strncmp(line, "fails ", 6))
		read_client(reader, step, SHELL_FAILED, line + 6);
	else if (!strncmp(line, "event ", 6))
		step->event = read_json(reader, line + 6);
	else if (!strncmp(line, "state ", 6))
		step->state = read_json(reader, line + 6);
	else
		blocks_bad(reader, "not understood");
}

/* The one scene of the file, in its head. */
static inline void
read_scene(struct reader *reader, const char *words)
{
	if (reader->blocks->scene || reader->blocks->items.count > 0)
		blocks_bad(reader, "a scene belongs in the file's head, once");
	else
		reader->blocks->scene = mem_strdup(words);
}

static inline void
read_one(struct reader *reader, char *line)
{
	if (!*line)
		reader->in_block = false;
	else if (*line == '#')
		return;
	else if (!strncmp(line, "scene ", 6))
		read_scene(reader, line + 6);
	else if (!strncmp(line, "$ ", 2))
		add_step(reader, STEP_TYPED)->text =
			read_joined(reader, line + 2);
	else if (!strncmp(line, "wait ", 5))
		add_step(reader, STEP_WAIT)->text = mem_strdup(line + 5);
	else if (!strncmp(line, "repeat ", 7))
		read_repeat(reader, line + 7);
	else if (!strncmp(line, "> ", 2))
		read_wire(reader, line + 2);
	else
		read_expectation(reader, line);
}

/* `path` must outlive the blocks. */
static inline void
blocks_read(const char *path, struct blocks *blocks)
{
	struct strbuf text = STRBUF_INIT;
	struct reader reader = { .path = path, .blocks = blocks };
	char *line;

	memset(blocks, 0, sizeof *blocks);
	blocks->path = path;
	if (file_read(path, 1 << 20, &text) != 0)
		fail_msg("%s: cannot be read", path);
	reader.next = text.buf;
	while ((line = read_line(&reader)))
		read_one(&reader, line);
	strbuf_release(&text);
}

static inline void
step_release(struct step *step)
{
	free(step->text);
	free(step->operation);
	free(step->answer);
	free(step->printed);
	free(step->code);
	free(step->message);
	free(step->client);
	free(step->event);
	free(step->state);
}

static inline void
blocks_release(struct blocks *blocks)
{
	for (size_t i = 0; i < blocks->items.count; i++) {
		struct block *block = &blocks->items.items[i];

		for (size_t j = 0; j < block->steps.count; j++)
			step_release(&block->steps.items[j]);
		list_release(&block->steps);
	}
	list_release(&blocks->items);
	free(blocks->scene);
}

#endif
