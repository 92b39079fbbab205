/* SPDX-License-Identifier: MIT */
/*
 * What the files of the lab share; nobody else includes this.
 */
#ifndef LESSON_LAB_PARTS_H
#define LESSON_LAB_PARTS_H

#include <stdbool.h>

#include "lesson/lab.h"

/* Keeps `line` as an input. */
void lab_keep(struct lab *lab, const char *line);
/* False if that much more simulated time is more than one lab may have. */
bool lab_has_time(const struct lab *lab, int64_t milliseconds);
/* An input that lab_call() kept, behind its "call"; a status of shell/shell.h. */
int lab_call_again(struct lab *lab, const char *line, const char *rest,
		   struct messages *out);
/* A line the lab does not take: always SHELL_USAGE. */
int lab_refuse(struct messages *out, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* A word of the lab's own, with what is behind it; false if it is none. */
bool lab_word(struct lab *lab, enum word word, const char *line,
	      const char *rest, struct messages *out, int *status);

/* The goal and which of its parts are done; true if all are. */
bool lab_goal(const struct lab *lab, struct messages *out);
/* After a line: says so when the goal is reached for the first time. */
void lab_tell_goal(struct lab *lab, struct messages *out);
void lab_hint(struct lab *lab, struct messages *out);
void lab_tell_score(const struct lab *lab, struct messages *out);
/* The same for programs; the caller puts it. */
struct json_object *lab_goal_json(const struct lab *lab);
struct json_object *lab_score_json(const struct lab *lab);
struct json_object *lab_timeline_json(const struct lab *lab);

/* The mail that has come, newest last. */
void lab_inbox(const struct lab *lab, struct messages *out);
struct json_object *lab_inbox_json(const struct lab *lab);
void lab_status(const struct lab *lab, struct messages *out);

/* If the call recorded behind the first `first` events tested a pattern that
   does not match, or looked at a rule that did not match the last event: a
   notice that says why not. */
void lab_why_not(const struct lab *lab, size_t first, struct messages *out);

#endif
