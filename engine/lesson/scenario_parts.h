/* SPDX-License-Identifier: MIT */
/*
 * A scenario in memory, for scenario.c (which reads it), scenario_rules.c (which
 * says what no table can), scenario_begin.c (which begins it), activity.c (which
 * plays its background) and scenario_call.c (which makes one recorded call); its
 * functions are completed by scenario_function.c.
 */
#ifndef LESSON_SCENARIO_PARTS_H
#define LESSON_SCENARIO_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "lesson/goal.h"
#include "lesson/lesson.h"
#include "lesson/scenario.h"

struct form_shape;

struct scenario_person {
	const char *name;
	int type;	     /* enum principal_type */
	const char *ip, *agent, *session;
	const char *policy;  /* JSON, or NULL */
};

struct scenario_function {
	const char *name, *role, *description;
	const char *from; /* the file of data/functions it is, or NULL */
	const char *code, *environment; /* JSON; environment may be NULL */
	const char *python;
	const char *policy; /* JSON, of `from`: what its role needs */
	int64_t starts_after;
	int duplicates; /* of 100 events so many come twice */
};

/* One call to a service that is only recorded. */
struct scenario_call {
	const char *source, *name, *type;
	const char *who, *ip, *agent, *invoked_by; /* NULL: as its activity */
	int weight;	  /* how often among its siblings; 0 counts as 1 */
	bool changes;	  /* else read-only */
	bool global;
	bool shared, unknown_user; /* as in struct aws_recorded */
	const char *parameters, *response, *additional; /* JSON, or NULL */
	const char **resources; /* "TYPE ARN" or "ARN", NULL-ended; or NULL */
	const char *error_code, *error_message;
	struct scenario_call *then; /* what it brings with it, in order */
	size_t then_count;
	int64_t pause;		    /* the mean wait before each of those */
};

/* A typed line, or a recorded call. */
struct scenario_line {
	int64_t at;
	const char *who, *ip, *agent;
	const char *run;
	const char *fails; /* the code that the line is refused with */
	struct scenario_call call; /* name NULL: none */
	int line; /* in the file */
};

/* Under what kind of temporary credentials somebody works. */
enum scenario_session {
	SESSION_NONE, SESSION_CONSOLE, SESSION_ROLE, SESSION_INSTANCE,
};

/* Somebody's ordinary work; each one of `who` does it on his own. */
struct scenario_activity {
	const char **who;
	const char *ip, *agent, *invoked_by;
	int session;		   /* enum scenario_session */
	const char *session_name;  /* NULL: the role's */
	int64_t lasts;		   /* how long a session lasts; 0: the day */
	int64_t since;		   /* not before this moment; 0: any */
	const char **days;	   /* "mon" ...; NULL: every day */
	int64_t from, until;	   /* time of day, UTC, in ms */
	int64_t every;		   /* the mean wait between two calls */
	struct scenario_call *first; /* when a day or a session begins */
	size_t first_count;
	struct scenario_call *calls;
	size_t call_count;
};

/* A bucket of another account, which lets CloudTrail write. */
struct scenario_bucket {
	const char *name, *account;
};

struct scenario {
	struct arena arena;
	const char *file, *id;
	const char *like;	/* whose account it has, or NULL */
	struct scenario *base;	/* that one, kept while this one is */
	struct lesson_text title, story;
	const char *account, *region, *learner;
	int64_t begins, start; /* before `begins` there is nothing */
	int seed;
	int duplicates; /* one event in so many is delivered twice; 0: none */
	struct scenario_person *people;
	size_t person_count;
	struct scenario_function *functions;
	size_t function_count;
	struct scenario_line *setup, *script;
	size_t setup_count, script_count;
	struct scenario_activity *activities;
	size_t activity_count;
	struct scenario_bucket *foreign;
	size_t foreign_count;
	struct scenario_goal goal;   /* without parts: there is none */
	int goal_line, solution_line; /* in the file */
	const char **solution;	     /* typed lines, NULL-ended; or NULL */
	struct scenario_attempt *attempts;
	size_t attempt_count;
	const struct form_text *texts;
};

/* Tells what no table can say. */
void scenario_rules(struct yaml_tree *tree, struct scenario *scenario);
/* Tells why IAM would not take the policy, of a person or of a role. */
void policy_rules(struct yaml_tree *tree, const char *text,
		  const struct yaml_node *at);

extern const struct form_shape function_shape;
/* Takes what each function's `from` names and looks at all code; false if
   there is a fault, which was told.  The functions' folder is beside
   `folder`, the scenarios'. */
bool functions_complete(struct yaml_tree *tree, struct scenario *scenario,
			const char *folder, struct diagnostics *diagnostics);

/* What `like` says: takes from the base what the file does not say itself
   (scenario_take_over, before the checks), then puts its lists before the
   file's own (scenario_join). */
void scenario_take_over(struct scenario *scenario);
void scenario_join(struct scenario *scenario);

/* Sets the timers of the background; the scenario must outlive the account. */
void activity_begin(struct account *account,
		    const struct scenario_activity *activity);

/* Who makes a call that is only recorded, and what its texts may speak of. */
struct scenario_actor {
	const char *who, *ip, *agent, *invoked_by; /* NULL: as the principal */
	const struct credentials *credentials;	   /* or NULL */
	const char *run;			   /* a GUID; or NULL */
};

/* Makes the call: at once, and without what it brings with it. */
void scenario_call(struct account *account, const struct scenario_actor *actor,
		   const struct scenario_call *row);

/* A JSON text, its strings filled as below; the caller puts it. */
struct json_object *scenario_json(struct account *account,
				  const struct scenario_actor *actor,
				  const char *text);

/*
 * A text with its placeholders filled; the caller frees.
 *	{account} {region}		the account's
 *	{guid} {hex:8} {digits:6} {id:16} {text:40}  chance: A-Z2-7, base64
 *	{pick:a|b|c}			one of them
 *	{run} {run:guid}		the same all through one errand: 12
 *					digits, or the GUID that they end
 *	{key} {arn}			the caller's, under its credentials
 *	{key:NAME} {principal:NAME}	another one's access key and own id
 *	{now} {created} {until:1h}	moments as Lambda, IAM and STS write them
 * Anything else in braces stays as it is.
 */
char *scenario_text(struct account *account, const struct scenario_actor *actor,
		    const char *text);

#endif
