/* SPDX-License-Identifier: MIT */
/*
 * Goals: read by a table, and asked of the account.
 *
 * They are asked again after every line, so what costs more, the score with
 * its look into every log file, is worked out once by the caller.
 */
#include "lesson/goal.h"

#include <stdlib.h>
#include <string.h>

#include "account/score.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "lesson/form.h"
#include "lesson/lab.h"
#include "lesson/scenario_parts.h"
#include "pattern/pattern.h"

#define PART(member) offsetof(struct goal_part, member)
#define GOAL(member) offsetof(struct scenario_goal, member)

static const struct form_key part_keys[] = {
	FORM_NEEDED("id", FORM_ID, PART(id)),
	FORM_NEEDED("text", FORM_TEXT, PART(text)),
	FORM_MAY("state", FORM_PATTERN, PART(state)),
	FORM_MAY("event", FORM_PATTERN, PART(event)),
	FORM_MAY("logged", FORM_PATTERN, PART(logged)),
	FORM_MAY("never", FORM_PATTERN, PART(never)),
	FORM_MAY("last", FORM_DURATION, PART(last)),
	FORM_MAY("score", FORM_STRING, PART(score)),
	FORM_MAY("passed", FORM_DURATION, PART(passed)),
	{ 0 },
};
static const struct form_shape part_shape = {
	.what = N_("a part of the goal"), .keys = { part_keys },
	.size = sizeof(struct goal_part), .line = PART(line), .named = "id",
};

static const struct form_key goal_keys[] = {
	FORM_NEEDED("title", FORM_TEXT, GOAL(title)),
	FORM_NEEDED("text", FORM_TEXT, GOAL(text)),
	FORM_NEEDED("checks", FORM_LIST, GOAL(parts),
		    .count = GOAL(part_count), .minimum = 1, .maximum = 12,
		    .shape = &part_shape),
	FORM_MAY("hints", FORM_TEXTS, GOAL(hints), .count = GOAL(hint_count),
		 .maximum = 9),
	{ 0 },
};
const struct form_shape goal_shape = {
	.what = N_("a goal"), .keys = { goal_keys },
};

static const struct form_key attempt_keys[] = {
	FORM_NEEDED("run", FORM_STRINGS, offsetof(struct scenario_attempt, run),
		    .minimum = 1),
	{ 0 },
};
const struct form_shape attempt_shape = {
	.what = N_("an attempt"), .keys = { attempt_keys },
	.size = sizeof(struct scenario_attempt),
	.line = offsetof(struct scenario_attempt, line),
};

/* ------------------------------------------------------------------- scores */

/* Each gives -1 where nothing has happened that could be measured. */
static int64_t
measure_blind(const struct score *score)
{
	return score->blind;
}

static int64_t
measure_lost(const struct score *score)
{
	return (int64_t)score->lost;
}

static int64_t
measure_detect(const struct score *score)
{
	return score->undetected > 0 ? -1 : score->detect;
}

static int64_t
measure_repair(const struct score *score)
{
	return score->blind_now ? -1 : score->repair;
}

/* What it is at the least from now on; events that are lost may be found. */
static int64_t
least_lost(const struct score *score)
{
	(void)score;
	return 0;
}

static int64_t
least_detect(const struct score *score)
{
	return score->detect;
}

static int64_t
least_repair(const struct score *score)
{
	return score->repair;
}

static const struct {
	const char *name;
	bool is_time;
	int64_t (*of)(const struct score *score);
	int64_t (*least)(const struct score *score);
} measures[] = {
	{ "blind", true, measure_blind, measure_blind },
	{ "lost", false, measure_lost, least_lost },
	{ "detect", true, measure_detect, least_detect },
	{ "repair", true, measure_repair, least_repair },
};

enum { MEASURES = sizeof measures / sizeof *measures };

static bool
read_value(const char *text, bool is_time, int64_t *value)
{
	char *end;

	if (is_time)
		return clock_parse_duration(text, value);
	*value = strtol(text, &end, 10);
	return *text >= '0' && *text <= '9' && *end == '\0' &&
	       *value <= 1000000;
}

/* "blind < 2m", "lost = 0" */
static bool
read_bound(const char *text, struct score_bound *bound)
{
	size_t length = strcspn(text, " ");
	const char *rest = text + length + strspn(text + length, " ");

	for (int i = 0; i < MEASURES; i++) {
		if (strlen(measures[i].name) != length ||
		    strncmp(measures[i].name, text, length) != 0)
			continue;
		bound->measure = i;
		bound->relation = *rest;
		if (*rest != '<' && (*rest != '=' || measures[i].is_time))
			return false;
		rest++;
		rest += strspn(rest, " ");
		return read_value(rest, measures[i].is_time, &bound->value);
	}
	return false;
}

static bool
is_within(const struct score_bound *bound, const struct score *score)
{
	int64_t value = measures[bound->measure].of(score);

	if (value < 0)
		return false;
	return bound->relation == '<' ? value < bound->value :
					value == bound->value;
}

/* -------------------------------------------------------------------- rules */

void
goal_rules(struct yaml_tree *tree, struct scenario_goal *goal,
	   const struct yaml_node *node)
{
	const struct yaml_node *checks = yaml_member(node, "checks");

	for (size_t i = 0; i < goal->part_count; i++) {
		struct goal_part *part = &goal->parts[i];
		const struct yaml_node *item = yaml_child(checks, i);
		int asks = (part->state != NULL) + (part->event != NULL) +
			   (part->logged != NULL) + (part->never != NULL) +
			   (part->score != NULL) + (part->passed > 0);

		if (asks != 1)
			yaml_fault_at(tree, item,
				      _("this needs one of 'state', 'event', "
					"'logged', 'never', 'score' and "
					"'passed'"));
		if (part->last > 0 && part->event == NULL &&
		    part->logged == NULL && part->never == NULL)
			yaml_fault_at(tree, yaml_member(item, "last"),
				      _("'last' belongs to 'event', 'logged' "
					"or 'never'"));
		if (part->score != NULL &&
		    !read_bound(part->score, &part->bound))
			yaml_fault_at(tree, yaml_member(item, "score"),
				      _("'%.40s' is no bound; write \"blind < "
					"2m\", \"detect < 60s\", \"repair < "
					"5m\", \"lost = 0\" or \"lost < 5\""),
				      part->score);
	}
}

void
goal_release(struct scenario_goal *goal)
{
	for (size_t i = 0; i < goal->part_count; i++) {
		pattern_free(goal->parts[i].state);
		pattern_free(goal->parts[i].event);
		pattern_free(goal->parts[i].logged);
		pattern_free(goal->parts[i].never);
	}
}

/* ------------------------------------------------------------------ asking */

/* Since the scenario began, or within `last`; taken by so many trails. */
static bool
happened(const struct lab *lab, const struct pattern *pattern, int64_t last,
	 unsigned trails)
{
	struct account *account = lab->account;
	int64_t since = last > 0 ? lab->account->now - last : 0;

	for (size_t i = account->events.count; i > lab->calls_before; i--) {
		const struct event *event = event_at(account, i - 1);
		struct json_object *record;
		bool match;

		if (!event || event->time < since)
			break;
		if (event->trails < trails)
			continue;
		record = event_parse(account, i - 1);
		match = pattern_match(pattern, record);
		json_object_put(record);
		if (match)
			return true;
	}
	return false;
}

static bool
state_is(const struct lab *lab, const struct pattern *pattern)
{
	struct json_object *state = account_state(lab->account);
	bool match = pattern_match(pattern, state);

	json_object_put(state);
	return match;
}

bool
goal_part_done(const struct lab *lab, const struct goal_part *part,
	       const struct score *score)
{
	if (part->state != NULL)
		return state_is(lab, part->state);
	if (part->event != NULL)
		return happened(lab, part->event, part->last, 0);
	if (part->logged != NULL)
		return happened(lab, part->logged, part->last, 1);
	if (part->never != NULL)
		return !happened(lab, part->never, part->last, 0);
	if (part->score != NULL)
		return is_within(&part->bound, score);
	return lab->account->now - lab->origin >= part->passed;
}

bool
goal_part_missed(const struct lab *lab, const struct goal_part *part,
		 const struct score *score)
{
	if (part->never != NULL)
		return part->last == 0 && happened(lab, part->never, 0, 0);
	return part->score != NULL && part->bound.relation == '<' &&
	       measures[part->bound.measure].least(score) >=
		       part->bound.value;
}

bool
goal_reached(const struct lab *lab, const struct score *score)
{
	const struct scenario_goal *goal = &lab->scenario->goal;

	for (size_t i = 0; i < goal->part_count; i++)
		if (!goal_part_done(lab, &goal->parts[i], score))
			return false;
	return goal->part_count > 0;
}
