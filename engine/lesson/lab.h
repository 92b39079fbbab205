/* SPDX-License-Identifier: MIT */
/*
 * A lab: a scenario being played.
 *
 * The account is the scenario plus the lines that were typed, and nothing
 * else: undo is the same lines without the last one, a saved lab is the list
 * of its lines, and opening one types them again.  So a saved file can do no
 * more than a learner at the prompt, and undo is exact.
 */
#ifndef LESSON_LAB_H
#define LESSON_LAB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "account/account.h"
#include "language/answer.h"
#include "lesson/message.h"
#include "shell/shell.h"

struct diagnostics;
struct pattern;
struct scenario;
struct score;

struct lab {
	const struct scenario *scenario; /* lent */
	uint64_t seed;			 /* 0: the scenario's */
	struct account *account;
	const struct principal *learner; /* who types; of the account */
	char **inputs;			 /* lines that changed the account */
	size_t input_count, input_allocated;
	int64_t origin;			 /* where the timeline begins */
	size_t calls_before;		 /* events at that moment */
	bool reached, missed;		 /* the goal was, after some line */
	size_t hints;			 /* given until now */
	bool replaying;			 /* nobody reads what lines print */
	bool in_lesson;			 /* whose steps have goals of their own */
};

/* False with diagnostics if the scenario cannot begin. */
bool lab_begin(struct lab *lab, const struct scenario *scenario, uint64_t seed,
	       struct diagnostics *diagnostics);
void lab_release(struct lab *lab);

enum {
	LAB_LINE_LIMIT = 64 * 1024,  /* bytes of one line */
	LAB_WAIT_LIMIT_DAYS = 400,   /* simulated time in one lab, all in all */
};

/*
 * Types one line: `aws ...`, `as NAME aws ...` (a colleague of the scenario
 * types it), or the lab's own words that concern the account (wait, until,
 * watch, status, timeline, whoami, undo, reset, help).  Output in the AWS CLI's
 * form; what the lab itself says is appended to `out` as messages.  Each aws
 * line takes two simulated seconds before its call.  `changed` (may be NULL):
 * the account is not what it was and ->inputs has one line more, which belongs
 * into the journal; of undo and reset the caller sees the number of inputs.
 * Returns the status of shell/shell.h; SHELL_USAGE for a line that is neither.
 */
int lab_type(struct lab *lab, const char *line, struct messages *out,
	     bool *changed);
/* Only the account's side of it, as when a saved lab is opened.  False at the
   first line that is no input; those before it stand. */
bool lab_replay(struct lab *lab, char *const *inputs, size_t count);
/* Whole seconds pass, as by `wait`, but nothing is said of it.  False if that is
   more than a lab may have. */
bool lab_pass(struct lab *lab, int64_t seconds, struct messages *out);
/*
 * One call that was not typed: it came over HTTP, signed with the access key
 * of its caller.  An input like a line, so that saving, opening and undo know
 * it.  Runs the call, which is the caller's to fill and release, and says what
 * there is to say as after a line.  False, and nothing was done: its request
 * is larger than a line may be.
 */
struct aws_call;
bool lab_call(struct lab *lab, struct aws_call *call, struct messages *out);
/* Lets time run until an event of that pattern is recorded, of those from the
   account's event `first` on, for `limit` at the most; as an input it is a wait
   of whole seconds.  False: no such event. */
bool lab_wait_for(struct lab *lab, const struct pattern *pattern, size_t first,
		  int64_t limit);

/* A lesson's own line as it is typed: scenario_fill(). */
char *lab_fill(const struct lab *lab, const char *line);

/* Back to when there were `count` inputs. */
void lab_rewind(struct lab *lab, size_t count);
/* False if there is nothing to take back. */
bool lab_undo(struct lab *lab);
bool lab_reset(struct lab *lab);

/* Text that can be an input: UTF-8, no control bytes but tab and line feed,
   and not too long. */
bool lab_line_is_plain(const char *line);
/* These words (ended by WORD_NONE) with what they do, as a list; before them,
   where `aws` works, that it does. */
void lab_list_words(struct messages *out, const enum word *words, bool aws);

/* {"jasoos": "lab", "format": 1, "scenario": ..., "seed": ..., "inputs": []} */
struct strbuf;
void lab_save(const struct lab *lab, struct strbuf *out);

/* The score of this lab until now. */
void lab_score(const struct lab *lab, struct score *score);

/* The timeline since `since` with its blind windows, as a message. */
struct message *lab_timeline(const struct lab *lab, int64_t since, bool live,
			     struct messages *out);

#endif
