/* SPDX-License-Identifier: MIT */
/*
 * Options by getopt_long, from the tables of the commands: the rows that print
 * the usage are the rows that parse it.
 */
#include "command/command.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/memory.h"
#include "base/strbuf.h"

enum {
	OPTIONS_LIMIT = 32,
	LONG_VALUE = 256, /* of the first long option; letters are below */
};

const struct command_option program_options[] = {
	{ "lang", 0, "en|ur@latin|both",
	  N_("the language, this time: English, Roman Urdu, or both") },
	{ "plain", 0, NULL,
	  N_("text only, for a screen reader: no colour, no boxes, nothing "
	     "redrawn") },
	{ "no-save", 0, NULL, N_("keep nothing of this run") },
	{ "help", 'h', NULL, N_("show how it is used") },
	{ NULL, 0, NULL, NULL },
};

/* The tables in getopt's form. */
struct options {
	const struct command_option *rows[OPTIONS_LIMIT];
	struct option longs[OPTIONS_LIMIT + 1];
	const char *names[OPTIONS_LIMIT + 1]; /* "--lang", to suggest */
	char *name_memory[OPTIONS_LIMIT];
	char letters[2 * OPTIONS_LIMIT + 3];
	int count;
};

static void
add_rows(struct options *options, const struct command_option *rows)
{
	char *letter = options->letters + strlen(options->letters);

	for (; rows != NULL && rows->name != NULL; rows++) {
		int i = options->count++;

		if (i >= OPTIONS_LIMIT)
			BUG("more options than OPTIONS_LIMIT");
		options->rows[i] = rows;
		options->longs[i] = (struct option){
			.name = rows->name,
			.has_arg = rows->value != NULL ? required_argument
						       : no_argument,
			.val = LONG_VALUE + i,
		};
		options->name_memory[i] = str_printf("--%s", rows->name);
		options->names[i] = options->name_memory[i];
		if (rows->letter != 0) {
			*letter++ = rows->letter;
			if (rows->value != NULL)
				*letter++ = ':';
		}
	}
	*letter = '\0';
}

static void
options_init(struct options *options, const struct command_option *own)
{
	memset(options, 0, sizeof *options);
	/* '+': stop at the first operand; ':': tell a missing value apart. */
	strcpy(options->letters, own == NULL ? "+:" : ":");
	add_rows(options, program_options);
	add_rows(options, own);
}

static void
options_release(struct options *options)
{
	for (int i = 0; i < options->count; i++)
		free(options->name_memory[i]);
}

/* The row of what getopt_long returned or left in optopt, or NULL. */
static const struct command_option *
row_of(const struct options *options, int value)
{
	if (value >= LONG_VALUE && value < LONG_VALUE + options->count)
		return options->rows[value - LONG_VALUE];
	for (int i = 0; i < options->count; i++)
		if (value != 0 && options->rows[i]->letter == value)
			return options->rows[i];
	return NULL;
}

static bool
refuse(struct program *program, const struct options *options, int result,
       char **argv)
{
	const struct command_option *row = row_of(options, optopt);
	const char *typed = argv[optind - 1];
	char letter[3] = { '-', (char)optopt, '\0' };
	char *name;

	if (result == ':')
		complain(program, N_("option '%s' needs a value"), typed);
	else if (row != NULL)
		complain(program, N_("option '--%s' takes no value"),
			 row->name);
	else if (optopt != 0)
		complain(program, N_("unknown option '%s'"), letter);
	else {
		name = mem_strndup(typed, strcspn(typed, "="));
		complain_of_name(program, N_("unknown option '%s'"), name,
				 options->names);
		free(name);
	}
	return false;
}

/* False if the value is not one of the option's. */
static bool
apply_global(struct program *program, const struct given_option *given)
{
	enum language_shown shown;

	if (strcmp(given->option->name, "plain") == 0)
		program->plain = true;
	else if (strcmp(given->option->name, "no-save") == 0)
		program->no_save = true;
	else if (strcmp(given->option->name, "lang") == 0) {
		if (!language_parse_shown(given->value, &shown)) {
			complain(program,
				 N_("'%s' is no language here; write en, "
				    "ur@latin or both"),
				 given->value);
			return false;
		}
		program->lang = given->value;
	}
	return true;
}

static bool
is_global(const struct command_option *row)
{
	return row >= program_options &&
	       row < program_options +
			     sizeof program_options / sizeof *program_options;
}

bool
arguments_parse(struct program *program, const struct command_option *own,
		int argc, char **argv, struct arguments *arguments)
{
	struct options options;
	bool fine = true;
	int result;

	options_init(&options, own);
	opterr = 0;
	optind = 0; /* glibc, musl: begin anew */
	while (fine && (result = getopt_long(argc, argv, options.letters,
					     options.longs, NULL)) != -1) {
		struct given_option given = { row_of(&options, result), "" };

		if (result == '?' || result == ':') {
			fine = refuse(program, &options, result, argv);
			break;
		}
		if (given.option->value != NULL)
			given.value = optarg;
		list_push(arguments, given);
		if (is_global(given.option))
			fine = apply_global(program, &given);
	}
	arguments->operands = argv + optind;
	arguments->operand_count = argc - optind;
	options_release(&options);
	return fine;
}

const char *
option_value(const struct arguments *arguments, const char *name)
{
	const char *value = NULL;

	for (size_t i = 0; i < arguments->count; i++)
		if (strcmp(arguments->items[i].option->name, name) == 0)
			value = arguments->items[i].value;
	return value;
}
