/* SPDX-License-Identifier: MIT */
/*
 * A scenario's goal: what it asks of the learner, as a list of parts that are
 * done or not.
 *
 * A part is one question to the account: a pattern on its state, on an event
 * since the scenario began, or a bound on the score.  The goal is reached at a
 * moment at which all of them are done.
 */
#ifndef LESSON_GOAL_H
#define LESSON_GOAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lesson/lesson.h"

struct lab;
struct score;
struct form_shape;
struct yaml_node;
struct yaml_tree;

struct score_bound { /* "blind < 2m" */
	int measure;	 /* into a table of goal.c */
	char relation;	 /* '<' or '=' */
	int64_t value;	 /* milliseconds, or a number */
};

/* One of state, event, logged, never, score and passed. */
struct goal_part {
	const char *id;
	struct lesson_text text;
	struct pattern *state;
	struct pattern *event, *logged, *never; /* logged: a trail took it */
	int64_t last;	   /* of these three: only of the last so long; 0: all */
	const char *score;
	struct score_bound bound;
	int64_t passed;	   /* so much simulated time */
	int line;
};

struct scenario_goal {
	struct lesson_text title, text;
	struct goal_part *parts;
	size_t part_count;
	struct lesson_text *hints;
	size_t hint_count;
};

/* Lines that are typed without reaching the goal. */
struct scenario_attempt {
	const char **run; /* NULL-ended */
	int line;
};

extern const struct form_shape goal_shape, attempt_shape;

/* What no table can say: how many questions a part asks, and its score. */
void goal_rules(struct yaml_tree *tree, struct scenario_goal *goal,
		const struct yaml_node *node);
void goal_release(struct scenario_goal *goal);

/* Of a lab whose scenario has a goal; else there are no parts, and it is never
   reached.  `score` is the lab's at this moment. */
bool goal_part_done(const struct lab *lab, const struct goal_part *part,
		    const struct score *score);
/* It is not done and nothing can make it so in this run: what was never to
   happen has, or a time is over. */
bool goal_part_missed(const struct lab *lab, const struct goal_part *part,
		      const struct score *score);
bool goal_reached(const struct lab *lab, const struct score *score);

#endif
