/* SPDX-License-Identifier: MIT */
/*
 * Options: words sorted into options, their values, and what is left, as
 * Python's argparse does it; and the options that every command has.
 */
#ifndef SHELL_OPTIONS_H
#define SHELL_OPTIONS_H

#include "shell/shell.h"

struct aws_member;
struct aws_operation;

enum option_takes {
	OPTION_FLAG,
	OPTION_ONE,
	OPTION_MANY, /* as many words as follow, none too */
};

struct option {
	const char *name; /* "--s3-bucket-name" */
	enum option_takes takes;
	bool required;
	bool negates;			 /* --no-NAME of a boolean member */
	const struct aws_member *member; /* what it fills, or NULL */
	char *owned;			 /* the memory of `name`, or NULL */
};

struct option_list {
	struct option *items;
	size_t count;
	size_t allocated;
};
void option_list_add(struct option_list *list, const char *name,
		     enum option_takes takes);
/* Options of an operation, by its row. */
void option_list_add_members(struct option_list *list,
			     const struct aws_member *members);
void option_list_release(struct option_list *list);

/* What was given: one place for each option of the list. */
struct options_given {
	struct shell_words *values;
	bool *given;
	size_t count;
	struct shell_words rest; /* positional and unknown words, in order */
};
enum options_flags {
	OPTIONS_EXACT = 1, /* no abbreviations: unknown ones are left over */
};
/* -1 when it has refused the words in `output`. */
int options_parse(const struct option_list *list, char *const *words,
		  size_t count, unsigned flags, struct options_given *given,
		  struct shell_output *output);
void options_given_release(struct options_given *given);
/* The last value of an option, NULL if it was not given (or is a flag). */
const char *options_value(const struct option_list *list,
			  const struct options_given *given, const char *name);
bool options_has(const struct option_list *list,
		 const struct options_given *given, const char *name);
/* Refuses if a required one is missing; `positional` is the name of a missing
   word that is no option, or NULL. */
int options_require(const struct option_list *list,
		    const struct options_given *given, const char *positional,
		    struct shell_output *output);

/* The options of every command. */
struct global_option {
	const char *name;
	bool takes_value;
	const char *values; /* "json text table", or NULL */
	const char *summary; /* N_(); NULL: of no effect in the lab */
};
extern const struct global_option global_options[]; /* ends with name NULL */

struct globals {
	char *output; /* "json" */
	char *query;  /* NULL: all of it; so are the next two */
	char *profile;
	char *region;
	bool no_paginate;
	bool version;
	struct shell_words rest; /* from the service on */
};
int globals_parse(char *const *words, size_t count, struct globals *globals,
		  struct shell_output *output);
void globals_release(struct globals *globals);

/* Is there an AWS Region of this name? */
bool region_exists(const char *name);
extern const char *const region_names[]; /* NULL-ended */

#endif
