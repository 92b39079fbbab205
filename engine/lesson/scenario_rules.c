/* SPDX-License-Identifier: MIT */
/*
 * What no table can say of a scenario: who must be among the people, what must
 * come before what, and how much may happen.
 *
 * A scenario cannot hang the program: how many days lie before its start, how
 * often somebody works and how many calls that makes are bounded here.
 */
#include "lesson/scenario_parts.h"

#include <string.h>

#include "account/policy.h"
#include "base/clock.h"
#include "base/json.h"
#include "lesson/form.h"
#include "shell/options.h"

enum {
	MOST_DAYS = 120,
	LEAST_WAIT = 10 * CLOCK_SECOND,
	MOST_CALLS = 100000, /* until the start */
};

static bool
has_person(const struct scenario *scenario, const char *name)
{
	for (size_t i = 0; i < scenario->person_count; i++)
		if (!strcmp(scenario->people[i].name, name))
			return true;
	return scenario->base && has_person(scenario->base, name);
}

static void
need_person(struct yaml_tree *tree, const struct scenario *scenario,
	    const char *name, const struct yaml_node *at)
{
	if (name && at && !has_person(scenario, name))
		yaml_fault_at(tree, at,
			      _("'%s' is not among the people; add them there, "
				"or name one of them"),
			      name);
}

void
policy_rules(struct yaml_tree *tree, const char *text,
	     const struct yaml_node *at)
{
	char why[160];
	struct json_object *policy =
		policy_parse(text, POLICY_IDENTITY, why, sizeof why);

	if (!policy)
		yaml_fault_at(tree, at, _("IAM would not take this policy: %s"),
			      why);
	json_object_put(policy);
}

/* What a role has from its function was looked at there. */
static void
check_people(struct yaml_tree *tree, const struct scenario *scenario)
{
	const struct yaml_node *people = yaml_member(tree->root, "people");

	for (size_t i = 0; i < scenario->person_count; i++) {
		const struct yaml_node *policy =
			yaml_member(yaml_child(people, i), "policy");

		if (policy)
			policy_rules(tree, scenario->people[i].policy, policy);
	}
}

static void
need_people_of(struct yaml_tree *tree, const struct scenario *scenario,
	       const struct scenario_call *calls, size_t count,
	       const struct yaml_node *list)
{
	for (size_t i = 0; i < count; i++) {
		const struct yaml_node *item = yaml_child(list, i);

		need_person(tree, scenario, calls[i].who, item);
		need_people_of(tree, scenario, calls[i].then,
			       calls[i].then_count, yaml_member(item, "then"));
	}
}

static void
check_lines(struct yaml_tree *tree, const struct scenario *scenario,
	    const char *name, int64_t earliest)
{
	const struct yaml_node *list = yaml_member(tree->root, name);
	bool setup = !strcmp(name, "setup");
	const struct scenario_line *lines =
		setup ? scenario->setup : scenario->script;
	size_t count = setup ? scenario->setup_count : scenario->script_count;

	for (size_t i = 0; i < count; i++) {
		const struct yaml_node *item = yaml_child(list, i);

		need_person(tree, scenario, lines[i].who, item);
		need_person(tree, scenario, lines[i].call.who, item);
		if (!lines[i].run == !lines[i].call.name)
			yaml_fault_at(tree, item,
				      _("this needs either 'run', a line to "
					"type, or 'call', a call to record"));
		if (lines[i].at < earliest)
			yaml_fault_at(tree, item,
				      _("this moment lies before the one "
					"above; put the lines in the order "
					"of time"));
		else
			earliest = lines[i].at;
	}
}

/* About how many calls an activity makes until the start; of a short past, in
   a day, since the learner lets days go by. */
static double
calls_of(const struct scenario *scenario, const struct scenario_activity *row)
{
	int64_t begins = row->since > scenario->begins ? row->since :
							 scenario->begins;
	int64_t past = scenario->start - begins;
	double span = (double)(past > CLOCK_DAY ? past : CLOCK_DAY);
	size_t workers = 0, longest = 0;

	while (row->who[workers])
		workers++;
	for (size_t i = 0; i < row->call_count; i++)
		if (row->calls[i].then_count > longest)
			longest = row->calls[i].then_count;
	return (double)workers * (span / (double)row->every + 1) *
	       (double)(row->first_count + 1 + longest);
}

static void
check_activities(struct yaml_tree *tree, const struct scenario *scenario)
{
	const struct yaml_node *list = yaml_member(tree->root, "activity");
	double calls = 0;

	for (size_t i = 0; i < scenario->activity_count; i++) {
		const struct scenario_activity *row = &scenario->activities[i];
		const struct yaml_node *item = yaml_child(list, i);

		for (size_t j = 0; row->who[j]; j++)
			need_person(tree, scenario, row->who[j], item);
		need_people_of(tree, scenario, row->first, row->first_count,
			       yaml_member(item, "first"));
		need_people_of(tree, scenario, row->calls, row->call_count,
			       yaml_member(item, "calls"));
		if (row->every < LEAST_WAIT)
			yaml_fault_at(tree, item,
				      _("'every' must be %d seconds or more"),
				      LEAST_WAIT / CLOCK_SECOND);
		else
			calls += calls_of(scenario, row);
	}
	if (calls > MOST_CALLS)
		yaml_fault_at(tree, list,
			      _("all this work could make %.0f calls until the "
				"start, and %d are the most; let it be rarer, "
				"or begin later"),
			      calls, MOST_CALLS);
}

/* Where it lies stands in every ARN. */
static void
check_account(struct yaml_tree *tree, const struct scenario *scenario)
{
	if (strlen(scenario->account) != 12 ||
	    strspn(scenario->account, "0123456789") != 12)
		yaml_fault_at(tree, yaml_member(tree->root, "account"),
			      _("'%s' is no account number; it has 12 digits"),
			      scenario->account);
	if (!region_exists(scenario->region))
		yaml_fault_at(tree, yaml_member(tree->root, "region"),
			      _("'%s' is no Region that the lab knows"),
			      scenario->region);
}

/* A goal and how to reach it: both or neither. */
static void
check_goal(struct yaml_tree *tree, struct scenario *scenario)
{
	const struct yaml_node *goal = yaml_member(tree->root, "goal");
	const struct yaml_node *solution =
		yaml_member(tree->root, "solution");

	scenario->goal_line = goal ? goal->key->line : 0;
	scenario->solution_line = solution ? solution->key->line : 0;
	goal_rules(tree, &scenario->goal, goal);
	if (goal && !solution)
		yaml_fault_at(tree, goal->key,
			      _("a goal needs a 'solution' that reaches it"));
	if (!goal && (solution || scenario->attempt_count > 0))
		yaml_fault_at(tree, tree->root,
			      _("'solution' and 'fails' need a 'goal'"));
}

void
scenario_rules(struct yaml_tree *tree, struct scenario *scenario)
{
	const struct yaml_node *functions = yaml_member(tree->root,
							"functions");

	check_account(tree, scenario);
	check_people(tree, scenario);
	if (scenario->start < scenario->begins)
		yaml_fault_at(tree, yaml_member(tree->root, "start"),
			      _("'start' lies before 'begins'"));
	else if (scenario->start - scenario->begins >
		 MOST_DAYS * (int64_t)CLOCK_DAY)
		yaml_fault_at(tree, yaml_member(tree->root, "begins"),
			      _("'begins' may lie %d days before 'start' at "
				"most"),
			      MOST_DAYS);
	else
		check_activities(tree, scenario);
	need_person(tree, scenario, scenario->learner,
		    yaml_member(tree->root, "learner"));
	for (size_t i = 0; i < scenario->function_count; i++)
		need_person(tree, scenario, scenario->functions[i].role,
			    yaml_child(functions, i));
	check_lines(tree, scenario, "setup", scenario->begins);
	check_lines(tree, scenario, "script", scenario->start);
	check_goal(tree, scenario);
}
