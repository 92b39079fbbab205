/* SPDX-License-Identifier: MIT */
/*
 * Scenarios, read from YAML by tables.  What no table can say is in
 * scenario_rules.c.
 */
#include "lesson/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/form.h"
#include "lesson/scenario_parts.h"

#define PERSON(member) offsetof(struct scenario_person, member)
#define LINE(member) offsetof(struct scenario_line, member)
#define CALL(member) offsetof(struct scenario_call, member)
#define ACTIVITY(member) offsetof(struct scenario_activity, member)
#define BUCKET(member) offsetof(struct scenario_bucket, member)
#define SCENARIO(member) offsetof(struct scenario, member)

static const char *const types[] = {
	[PRINCIPAL_ROOT] = "root",
	[PRINCIPAL_IAM_USER] = "user",
	[PRINCIPAL_ASSUMED_ROLE] = "role",
	[PRINCIPAL_AWS_SERVICE] = "service",
	NULL,
};

static const struct form_key person_keys[] = {
	FORM_NEEDED("name", FORM_STRING, PERSON(name)),
	FORM_NEEDED("type", FORM_CHOICE, PERSON(type), .choices = types),
	FORM_MAY("ip", FORM_STRING, PERSON(ip)),
	FORM_MAY("agent", FORM_STRING, PERSON(agent)),
	FORM_MAY("session", FORM_STRING, PERSON(session)),
	FORM_MAY("policy", FORM_JSON, PERSON(policy)),
	{ 0 },
};
static const struct form_shape person = {
	.what = N_("a person"), .keys = { person_keys },
	.size = sizeof(struct scenario_person), .named = "name",
};

static const struct form_key call_keys[] = {
	FORM_NEEDED("source", FORM_STRING, CALL(source)),
	FORM_NEEDED("name", FORM_STRING, CALL(name)),
	FORM_MAY("type", FORM_STRING, CALL(type)),
	FORM_MAY("who", FORM_STRING, CALL(who)),
	FORM_MAY("ip", FORM_STRING, CALL(ip)),
	FORM_MAY("agent", FORM_STRING, CALL(agent)),
	FORM_MAY("invoked_by", FORM_STRING, CALL(invoked_by)),
	FORM_MAY("weight", FORM_INTEGER, CALL(weight), .minimum = 1,
		 .maximum = 1000),
	FORM_MAY("changes", FORM_BOOLEAN, CALL(changes)),
	FORM_MAY("global", FORM_BOOLEAN, CALL(global)),
	FORM_MAY("shared", FORM_BOOLEAN, CALL(shared)),
	FORM_MAY("unknown_user", FORM_BOOLEAN, CALL(unknown_user)),
	FORM_MAY("parameters", FORM_JSON, CALL(parameters)),
	FORM_MAY("response", FORM_JSON, CALL(response)),
	FORM_MAY("additional", FORM_JSON, CALL(additional)),
	FORM_MAY("resources", FORM_STRINGS, CALL(resources),
		 .flags = FORM_SINGLE_TOO),
	FORM_MAY("error_code", FORM_STRING, CALL(error_code)),
	FORM_MAY("error_message", FORM_STRING, CALL(error_message)),
	{ 0 },
};
static const struct form_shape call = {
	.what = N_("a call"), .keys = { call_keys },
	.size = sizeof(struct scenario_call),
};

static const struct form_key errand_keys[] = {
	FORM_MAY("then", FORM_LIST, CALL(then), .count = CALL(then_count),
		 .shape = &call),
	FORM_MAY("pause", FORM_DURATION, CALL(pause)),
	{ 0 },
};
static const struct form_shape errand = {
	.what = N_("a call"), .keys = { call_keys, errand_keys },
	.size = sizeof(struct scenario_call),
};

static const struct form_key line_keys[] = {
	FORM_NEEDED("at", FORM_MOMENT, LINE(at)),
	FORM_NEEDED("who", FORM_STRING, LINE(who)),
	FORM_MAY("ip", FORM_STRING, LINE(ip)),
	FORM_MAY("agent", FORM_STRING, LINE(agent)),
	FORM_MAY("run", FORM_STRING, LINE(run)),
	FORM_MAY("fails", FORM_STRING, LINE(fails)),
	FORM_MAY("call", FORM_SHAPE, LINE(call), .shape = &call),
	{ 0 },
};
static const struct form_shape line = {
	.what = N_("a typed line"), .keys = { line_keys },
	.size = sizeof(struct scenario_line), .line = LINE(line),
};

static const char *const sessions[] = {
	[SESSION_NONE] = "none",
	[SESSION_CONSOLE] = "console",
	[SESSION_ROLE] = "role",
	[SESSION_INSTANCE] = "instance",
	NULL,
};

static const struct form_key activity_keys[] = {
	FORM_MAY("who", FORM_STRINGS, ACTIVITY(who),
		 .flags = FORM_REQUIRED | FORM_SINGLE_TOO, .minimum = 1),
	FORM_MAY("ip", FORM_STRING, ACTIVITY(ip)),
	FORM_MAY("agent", FORM_STRING, ACTIVITY(agent)),
	FORM_MAY("invoked_by", FORM_STRING, ACTIVITY(invoked_by)),
	FORM_MAY("session", FORM_CHOICE, ACTIVITY(session),
		 .choices = sessions),
	FORM_MAY("session_name", FORM_STRING, ACTIVITY(session_name)),
	FORM_MAY("lasts", FORM_DURATION, ACTIVITY(lasts)),
	FORM_MAY("since", FORM_MOMENT, ACTIVITY(since)),
	FORM_MAY("days", FORM_STRINGS, ACTIVITY(days)),
	FORM_NEEDED("from", FORM_DURATION, ACTIVITY(from)),
	FORM_NEEDED("until", FORM_DURATION, ACTIVITY(until)),
	FORM_NEEDED("every", FORM_DURATION, ACTIVITY(every)),
	FORM_MAY("first", FORM_LIST, ACTIVITY(first),
		 .count = ACTIVITY(first_count), .shape = &call),
	FORM_NEEDED("calls", FORM_LIST, ACTIVITY(calls),
		    .count = ACTIVITY(call_count), .minimum = 1,
		    .shape = &errand),
	{ 0 },
};
static const struct form_shape activity = {
	.what = N_("somebody's work"), .keys = { activity_keys },
	.size = sizeof(struct scenario_activity),
};

static const struct form_key bucket_keys[] = {
	FORM_NEEDED("name", FORM_STRING, BUCKET(name)),
	FORM_NEEDED("account", FORM_STRING, BUCKET(account)),
	{ 0 },
};
static const struct form_shape foreign_bucket = {
	.what = N_("a bucket"), .keys = { bucket_keys },
	.size = sizeof(struct scenario_bucket), .named = "name",
};

static const struct form_key scenario_keys[] = {
	FORM_NEEDED("format", FORM_LATER, 0),
	FORM_NEEDED("id", FORM_ID, SCENARIO(id)),
	FORM_NEEDED("title", FORM_TEXT, SCENARIO(title)),
	FORM_NEEDED("story", FORM_TEXT, SCENARIO(story)),
	FORM_MAY("functions", FORM_LIST, SCENARIO(functions),
		 .count = SCENARIO(function_count), .shape = &function_shape),
	FORM_MAY("setup", FORM_LIST, SCENARIO(setup),
		 .count = SCENARIO(setup_count), .shape = &line),
	FORM_MAY("script", FORM_LIST, SCENARIO(script),
		 .count = SCENARIO(script_count), .shape = &line),
	FORM_MAY("activity", FORM_LIST, SCENARIO(activities),
		 .count = SCENARIO(activity_count), .shape = &activity),
	FORM_MAY("foreign_buckets", FORM_LIST, SCENARIO(foreign),
		 .count = SCENARIO(foreign_count), .shape = &foreign_bucket),
	FORM_MAY("duplicates", FORM_INTEGER, SCENARIO(duplicates),
		 .minimum = 2, .maximum = 1000000),
	FORM_MAY("goal", FORM_SHAPE, SCENARIO(goal), .shape = &goal_shape),
	FORM_MAY("solution", FORM_STRINGS, SCENARIO(solution), .minimum = 1),
	FORM_MAY("fails", FORM_LIST, SCENARIO(attempts),
		 .count = SCENARIO(attempt_count), .shape = &attempt_shape),
	{ 0 },
};

/* What every account needs; with `like`, the other scenario may say it. */
#define ACCOUNT_KEYS(KEY)                                                    \
	KEY("account", FORM_STRING, SCENARIO(account)),                      \
	KEY("region", FORM_STRING, SCENARIO(region)),                        \
	KEY("begins", FORM_MOMENT, SCENARIO(begins)),                        \
	KEY("start", FORM_MOMENT, SCENARIO(start)),                          \
	KEY("seed", FORM_INTEGER, SCENARIO(seed), .minimum = 1,              \
	    .maximum = 1000000),                                             \
	KEY("learner", FORM_STRING, SCENARIO(learner)),                      \
	KEY("people", FORM_LIST, SCENARIO(people),                           \
	    .count = SCENARIO(person_count), .minimum = 1, .shape = &person)

static const struct form_key account_keys[] = {
	ACCOUNT_KEYS(FORM_NEEDED), { 0 },
};
static const struct form_key like_keys[] = {
	FORM_NEEDED("like", FORM_ID, SCENARIO(like)),
	ACCOUNT_KEYS(FORM_MAY),
	{ 0 },
};
static const struct form_shape scenario_shape = {
	.what = N_("a scenario"), .keys = { scenario_keys, account_keys },
};
static const struct form_shape like_shape = {
	.what = N_("a scenario"), .keys = { scenario_keys, like_keys },
};

static struct scenario *load(const char *folder, const char *id, bool as_base,
			     struct diagnostics *diagnostics);

/* The scenario whose account this one has; itself it has no other's. */
static bool
load_base(struct scenario *scenario, struct yaml_tree *tree,
	  const char *folder, struct diagnostics *diagnostics)
{
	const struct yaml_node *like = yaml_member(tree->root, "like");

	if (!scenario->like)
		return true;
	if (strcmp(scenario->like, scenario->id) != 0)
		scenario->base = load(folder, scenario->like, true,
				      diagnostics);
	if (scenario->base)
		return true;
	yaml_fault_at(tree, like,
		      _("'%s' is no scenario that another can be like"),
		      scenario->like);
	return false;
}

static void
read_scenario(struct scenario *scenario, struct yaml_tree *tree,
	      const char *folder, const char *name, bool as_base,
	      struct diagnostics *diagnostics)
{
	const struct yaml_node *id = yaml_member(tree->root, "id");
	const struct yaml_node *like = yaml_member(tree->root, "like");
	struct form form;

	form_init(&form, &scenario->arena, tree,
		  arena_printf(&scenario->arena, "scenario/%s",
			       id && id->text ? id->text : ""));
	if (!form_has_format(&form))
		return;
	form_read(&form, like && !as_base ? &like_shape : &scenario_shape,
		  tree->root, scenario);
	scenario->texts = form.texts;
	if (scenario->id && strcmp(scenario->id, name) != 0)
		yaml_fault_at(tree, id,
			      _("'%s' lies in a file of another name"),
			      scenario->id);
	if (!tree->whole || tree->faults > 0 ||
	    !load_base(scenario, tree, folder, diagnostics) ||
	    !functions_complete(tree, scenario, folder, diagnostics))
		return;
	scenario_take_over(scenario);
	scenario_rules(tree, scenario);
	scenario_join(scenario);
}

static struct scenario *
load(const char *folder, const char *id, bool as_base,
     struct diagnostics *diagnostics)
{
	struct scenario *scenario = mem_calloc(1, sizeof *scenario);
	struct yaml_tree tree;
	char *name, *path;

	if (!form_is_id(id)) {
		diagnose(diagnostics, folder, 0, 0,
			 _("'%s' is no scenario's name: a-z, 0-9 and - only"),
			 id);
		free(scenario);
		return NULL;
	}
	arena_init(&scenario->arena);
	name = str_printf("%s.yaml", id);
	path = file_join(folder, name);
	scenario->file = arena_strdup(&scenario->arena, path);
	yaml_load(&tree, path, diagnostics);
	if (tree.root)
		read_scenario(scenario, &tree, folder, id, as_base,
			      diagnostics);
	if (tree.faults > 0) {
		scenario_free(scenario);
		scenario = NULL;
	}
	yaml_release(&tree);
	free(name);
	free(path);
	return scenario;
}

struct scenario *
scenario_load(const char *folder, const char *id,
	      struct diagnostics *diagnostics)
{
	return load(folder, id, false, diagnostics);
}

void
scenario_free(struct scenario *scenario)
{
	if (!scenario)
		return;
	scenario_free(scenario->base);
	goal_release(&scenario->goal);
	arena_release(&scenario->arena);
	free(scenario);
}

/* ---- what lists show */

const char *
scenario_id(const struct scenario *scenario)
{
	return scenario->id;
}

const char *
scenario_learner(const struct scenario *scenario)
{
	return scenario->learner;
}

const struct lesson_text *
scenario_title(const struct scenario *scenario)
{
	return &scenario->title;
}

bool
scenario_has_goal(const struct scenario *scenario)
{
	return scenario->goal.part_count > 0;
}

const struct form_text *
scenario_texts(const struct scenario *scenario)
{
	return scenario->texts;
}

const struct lesson_text *
scenario_story(const struct scenario *scenario)
{
	return &scenario->story;
}
