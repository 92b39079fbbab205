/* SPDX-License-Identifier: MIT */
/*
 * The commands of `jasoos`: one file and one row of a table each.
 *
 * A row says what a command is called, takes and does; parsing, usage, help,
 * exit codes and "did you mean" come from the rows.  What a command needs (the
 * language, the pack, the learner's journal, the prompt) it asks of the
 * program, which opens it once: a command pays only for what it uses.
 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "command/places.h"
#include "language/language.h"
#include "learner/journal.h"
#include "learner/progress.h"
#include "lesson/message.h"
#include "terminal/screen.h"

struct account;
struct diagnostics;
struct file_names;
struct lab;
struct lesson;
struct memory;
struct pack;
struct pack_entry;
struct program;
struct prompt;
struct scenario;

/* What the program answers; the lab answers with its last line's status. */
enum answer {
	ANSWER_DONE = 0,
	ANSWER_NO = 1,	    /* no match, not finished, a difference */
	ANSWER_USAGE = 2,
	ANSWER_CONTENT = 3, /* a lesson, pack or scenario is not as it should be */
	ANSWER_STATE = 4,   /* the learner's state cannot be used, none of it lost */
	ANSWER_IO = 5,
};

/* ------------------------------------------------------------------ tables */

struct command_option {
	const char *name;    /* "lang", typed as --lang */
	char letter;	     /* 'c', or 0 */
	const char *value;   /* "LINE", or NULL if it takes none */
	const char *summary; /* N_() */
};

struct given_option {
	const struct command_option *option;
	const char *value; /* or NULL */
};

/* What was typed behind a command's name; all lent from argv. */
struct arguments { /* zeroed is empty */
	struct given_option *items;
	size_t count;
	size_t allocated;
	char **operands; /* NULL-ended */
	int operand_count;
};

struct command {
	const char *name;
	const char *operands; /* "[LESSON[#STEP]]", or "" */
	int least, most;      /* how many of them; most -1: any number */
	const char *summary;  /* N_() */
	const char *details;  /* N_(), in the lessons' markup, or NULL */
	const struct command_option *options; /* ends with a NULL name; or NULL */
	bool hidden;	      /* not in the list of commands */
	int (*run)(struct program *program, const struct arguments *arguments);
};

extern const struct command *const commands[]; /* NULL-ended */
extern const struct command_option program_options[];

extern const struct command home_command, learn_command, lessons_command,
	lab_command, demo_command, events_command, check_command,
	progress_command, glossary_command, review_command, new_command,
	translate_command, data_command, doctor_command, help_command,
	serve_command, version_command;

extern const char program_version[];

const struct command *command_find(const char *name); /* or NULL */
/* Says so, with the nearest one; ANSWER_USAGE. */
int command_unknown(struct program *program, const char *name);

/* Runs it as typed: argv[0] is its name, and a NULL ends argv.  Its answer. */
int command_run(struct program *program, const struct command *command,
		int argc, char **argv);

/* The last value given for an option, or NULL if it was not given; "" for an
   option that takes none. */
const char *option_value(const struct arguments *arguments, const char *name);

/*
 * Reads argv[0..argc) by the global options and those of `own` (may be NULL);
 * with `own` NULL it stops at the first operand.  argv is put in order.  False
 * with a word about it, told.
 */
bool arguments_parse(struct program *program,
		     const struct command_option *own, int argc, char **argv,
		     struct arguments *arguments);

/* ----------------------------------------------------------------- program */

struct program {
	const char *typed;   /* argv[0]: how it was called */
	const char *lang; /* of --lang, or NULL */
	bool plain;
	bool no_save;
	bool notes; /* of learn: the speaker's too */

	bool speaking;
	struct places places;
	int language_trouble; /* of language_start() */
	struct screen screen;
	struct messages out; /* what is to be said; see program_flush() */

	struct pack *pack;
	struct journal journal;
	struct progress progress;
	bool journal_known; /* at least read */
	bool journal_open;  /* for writing, if it can be */
	bool trouble_told;

	struct prompt *prompt;
	struct account *account; /* whose names Tab completes, or NULL */
};

/* Runs `jasoos` with its arguments; the answer. */
int program_run(struct program *program, int argc, char **argv);
void program_release(struct program *program);

/* Before anything is said: finds the files, chooses and starts the language,
   opens the screen.  Once. */
void program_speak(struct program *program);
/* Draws program->out and empties it. */
void program_flush(struct program *program);
/* "jasoos: ..." on standard error, in the primary language. */
void complain(struct program *program, const char *msgid, ...)
	__attribute__((format(printf, 2, 3)));
/* The same with "did you mean '...'?" behind it if a name is near; `names` is
   NULL-ended. */
void complain_of_name(struct program *program, const char *msgid,
		      const char *given, const char *const *names);
void print_diagnostics(FILE *file, const struct diagnostics *diagnostics);

/* The bundled pack, its translations bound; NULL with its faults told. */
const struct pack *program_pack(struct program *program);

/* Its translations: those of its own `locale`, if it has one. */
void program_bind_pack(struct program *program, const struct pack *pack);

/* The prompt, opened once; it completes names of program->account. */
struct prompt *program_prompt(struct program *program);
bool program_is_interactive(struct program *program);
/* One line by the prompt; false at the end of input. */
bool program_read(struct program *program, const char *text,
		  struct strbuf *line);

/* ------------------------------------------------------------- the learner */

/* Reads the journal, changing nothing; progress is in program->progress. */
void learner_read(struct program *program);
/* Opens it for writing.  Trouble is told, and all goes on without saving; but
   false if it is of a kind that must not be passed over: ANSWER_STATE. */
bool learner_open(struct program *program);
/* Appends an entry (taken), with the time of the wall clock; `data` is the
   program: the form of session_host.record. */
void learner_record(void *data, struct json_object *entry);
/* After entries were recorded: progress as it is now. */
void learner_refresh(struct program *program);
void learner_save_language(struct program *program, enum language_shown shown);
/* The clock on the wall, base/clock.h. */
int64_t learner_now(void);
/* Whether the journal is one that must not be touched, and is wanted. */
bool learner_is_barred(const struct program *program);
/* Says what keeps the journal from being used, if anything does; once. */
void learner_tell_trouble(struct program *program);

/* ---------------------------------------------------- what commands share */

/* learn.c: where Enter goes on; NULL if every lesson is done. */
const struct pack_entry *lesson_to_go_on(const struct pack *pack,
					 const struct progress *progress);
int learn(struct program *program, const struct pack_entry *entry,
	  const char *step);
/* lessons.c: the list, appended to program->out. */
bool list_lessons(struct program *program);
/* scenarios.c */
struct scenario *program_scenario(struct program *program, const char *id,
				  struct diagnostics *diagnostics);
/* By a name that was typed: told if there is none such, or what is wrong in
   it; then NULL, and the answer. */
struct scenario *scenarios_load(struct program *program, const char *id,
				int *answer);
int scenarios_list(struct program *program, bool json);
/* A folder of the data: "scenarios", "functions"; the caller frees. */
char *program_data(struct program *program, const char *name);
/* The ids in it.  Released by the caller whatever comes of it; an error of
   error.h is told. */
int program_data_ids(struct program *program, const char *name,
		     struct file_names *ids);
#define LAB_SCENARIO "kitab-ghar"
/* lab.c: one line, a word of the host's (save, speed) or the lab's business; a
   status of shell/shell.h */
int lab_line(struct program *program, struct lab *lab, const char *line);
bool lab_line_quits(const char *line);
/* the story and the goal, if the scenario has one */
void lab_say_story(struct program *program, struct lab *lab);
/* whether it takes a line back: then none is to be added before it */
bool lab_line_takes_back(const char *line);
/* the host's own clock, for nothing but how much time went by */
int64_t real_time(void);
/* aside.c: takes a line of the prompt that asks for a term (`?trail`) or for
   the log files (`jasoos events ...`) */
bool aside_take(struct program *program, const char *line);
/* review.c: the questions that come back, by the clock on the wall; the caller
   releases it */
void learner_memory(struct program *program, struct memory *memory);
/* glossary.c: says what a term means; false if it is not there, told */
bool glossary_say(struct program *program, const char *name);
/* watch.c: what a file, or a folder's YAML, is like now; and waiting until it
   is no longer */
uint64_t watch_stamp(const char *path);
void watch_wait(const char *path, uint64_t stamp);
/* help.c */
void help_list(struct program *program);
int help_command_page(struct program *program, const struct command *command);

#endif
