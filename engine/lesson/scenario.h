/* SPDX-License-Identifier: MIT */
/*
 * A scenario: the account at the start, as data.
 *
 * data/scenarios/ID.yaml names the people and roles, the functions, what was
 * typed before the learner arrived, the ordinary work that goes on in the
 * background, and the story's own calls.  Everything that happens in it goes
 * through the door, by the lines people would have typed.
 */
#ifndef LESSON_SCENARIO_H
#define LESSON_SCENARIO_H

#include <stdbool.h>
#include <stdint.h>

#include "account/account.h"

struct diagnostics;
struct form_text;
struct scenario;

/* Loads FOLDER/ID.yaml (ID must be a-z, 0-9 and -). */
struct scenario *scenario_load(const char *folder, const char *id,
			       struct diagnostics *diagnostics);
void scenario_free(struct scenario *scenario);

/* A new account, set up and standing at the scenario's start; NULL and a
   diagnostic if a line of its setup is refused.  `seed` 0: the scenario's. */
struct account *scenario_begin(const struct scenario *scenario, uint64_t seed,
			       struct diagnostics *diagnostics);

/*
 * A line as it is typed: {newest:s3://BUCKET/PREFIX} becomes the address of the
 * newest object there and {policy:NAME} the id of a service control policy (as
 * they stand, if there is none), so that a line need not know a name that the
 * account made up.  The caller frees.
 */
char *scenario_fill(struct account *account, const char *line);

const char *scenario_id(const struct scenario *scenario);
/* Who the learner is in it. */
const char *scenario_learner(const struct scenario *scenario);
/* Does it ask for something? */
bool scenario_has_goal(const struct scenario *scenario);
/* Texts for lists: source language, with their contexts. */
const struct lesson_text *scenario_title(const struct scenario *scenario);
const struct lesson_text *scenario_story(const struct scenario *scenario);
/* Every text of it that is translated, by form.h. */
const struct form_text *scenario_texts(const struct scenario *scenario);

/* Is FOLDER/ID.yaml, a function written once for all scenarios, right? */
bool function_check(const char *folder, const char *id,
		    struct diagnostics *diagnostics);

/* What `jasoos check` asks: the scenario begins; its solution reaches its goal,
   and neither letting that time pass nor any of its `fails` does.  True if it
   began. */
bool scenario_check(const struct scenario *scenario,
		    struct diagnostics *diagnostics);

#endif
