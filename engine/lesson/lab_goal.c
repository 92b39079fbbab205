/* SPDX-License-Identifier: MIT */
/*
 * What a lab asks of the learner and how well it went: goal, hint and score.
 *
 * The score's measures are said with what they mean, since a number without
 * its definition can be anything.
 */
#include "lesson/lab.h"

#include <stdio.h>
#include <string.h>

#include "account/score.h"
#include "base/clock.h"
#include "base/json.h"
#include "lesson/goal.h"
#include "lesson/lab_parts.h"
#include "lesson/scenario_parts.h"

void
lab_score(const struct lab *lab, struct score *score)
{
	account_score(lab->account, lab->origin, score);
}

/* --------------------------------------------------------------------- goal */

static bool
has_goal(const struct lab *lab, struct messages *out)
{
	if (lab->scenario->goal.part_count > 0)
		return true;
	message_text(out, MESSAGE_NOTICE,
		     phrase_make(&out->arena,
				 N_("This scenario asks for nothing: look "
				    "around, break things, take it back. "
				    "`jasoos lab --list` names those that have "
				    "a goal.")));
	return false;
}

static void
list_parts(const struct lab *lab, const struct score *score,
	   struct messages *out)
{
	const struct scenario_goal *goal = &lab->scenario->goal;
	struct message *list = message_add(out, MESSAGE_LIST);
	struct message_item *items =
		message_items(out, list, goal->part_count);

	for (size_t i = 0; i < goal->part_count; i++) {
		const struct goal_part *part = &goal->parts[i];

		items[i].label = lesson_phrase(&out->arena, &part->text);
		items[i].mark = goal_part_done(lab, part, score) ? 'x' : ' ';
	}
}

static void
tell_aim(const struct scenario_goal *goal, struct messages *out)
{
	struct phrase title = lesson_phrase(&out->arena, &goal->title);
	struct phrase text = lesson_phrase(&out->arena, &goal->text);

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		text.in[i] = arena_printf(&out->arena, "**%s**\n\n%s",
					  title.in[i], text.in[i]);
	message_text(out, MESSAGE_TEXT, text);
}

/* True if one of its parts cannot be done any more, which is said. */
static bool
tell_missed(const struct lab *lab, const struct score *score,
	    struct messages *out)
{
	const struct scenario_goal *goal = &lab->scenario->goal;
	size_t i = 0;

	while (i < goal->part_count &&
	       !goal_part_missed(lab, &goal->parts[i], score))
		i++;
	if (i == goal->part_count)
		return false;
	message_text(out, MESSAGE_NOTICE,
		     phrase_make(&out->arena,
				 N_("Part %zu of the goal cannot be reached "
				    "any more in this run. `undo` takes back "
				    "the last line, `reset` all of them."),
				 i + 1));
	return true;
}

bool
lab_goal(const struct lab *lab, struct messages *out)
{
	const struct scenario_goal *goal = &lab->scenario->goal;
	struct score score;
	bool reached;

	if (!has_goal(lab, out))
		return false;
	lab_score(lab, &score);
	reached = goal_reached(lab, &score);
	tell_aim(goal, out);
	list_parts(lab, &score, out);
	if (reached)
		message_text(out, MESSAGE_NOTICE,
			     phrase_make(&out->arena,
					 N_("Reached: every part is done.")));
	else if (!tell_missed(lab, &score, out) &&
		 lab->hints < goal->hint_count)
		message_text(out, MESSAGE_NOTICE,
			     phrase_make(&out->arena,
					 N_("Stuck? `hint` helps, a little at "
					    "a time.")));
	return reached;
}

struct json_object *
lab_goal_json(const struct lab *lab)
{
	const struct scenario_goal *goal = &lab->scenario->goal;
	struct json_object *out = json_object_new_object();
	struct json_object *checks = json_object_new_array();
	struct score score;

	lab_score(lab, &score);
	json_set_string(out, "scenario", lab->scenario->id);
	json_set_bool(out, "reached", goal_reached(lab, &score));
	for (size_t i = 0; i < goal->part_count; i++) {
		struct json_object *check = json_object_new_object();

		json_set_string(check, "id", goal->parts[i].id);
		json_set_bool(check, "done",
			      goal_part_done(lab, &goal->parts[i], &score));
		json_object_array_add(checks, check);
	}
	json_set(out, "checks", checks);
	return out;
}

void
lab_tell_goal(struct lab *lab, struct messages *out)
{
	struct score score;

	if (lab->in_lesson || lab->reached ||
	    lab->scenario->goal.part_count == 0)
		return;
	lab_score(lab, &score);
	lab->reached = goal_reached(lab, &score);
	if (lab->reached)
		message_text(out, MESSAGE_NOTICE,
			     phrase_make(&out->arena,
					 N_("**Goal reached!** `score` says "
					    "what it cost; `timeline` shows "
					    "how it went.")));
	else if (!lab->missed)
		lab->missed = tell_missed(lab, &score, out);
}

void
lab_hint(struct lab *lab, struct messages *out)
{
	const struct scenario_goal *goal = &lab->scenario->goal;
	struct message *m;

	if (!has_goal(lab, out))
		return;
	if (lab->hints >= goal->hint_count) {
		message_text(out, MESSAGE_NOTICE,
			     phrase_make(&out->arena,
					 N_("There are no more hints; `goal` "
					    "says what is still open.")));
		return;
	}
	m = message_text(out, MESSAGE_HINT,
			 lesson_phrase(&out->arena, &goal->hints[lab->hints]));
	m->number = (int)++lab->hints;
	m->count = (int)goal->hint_count;
}

/* -------------------------------------------------------------------- score */

/* "39s", "6m16s", "5h29m": as people type it too. */
static struct phrase
length_phrase(struct arena *arena, int64_t milliseconds)
{
	long long seconds = (long long)((milliseconds + 500) / CLOCK_SECOND);

	if (milliseconds < 0)
		return phrase_make(arena, N_("nothing to measure"));
	if (seconds < 60)
		return phrase_same(arena, arena_printf(arena, "%llds",
						       seconds));
	if (seconds < 3600)
		return phrase_same(arena,
				   arena_printf(arena, "%lldm%02llds",
						seconds / 60, seconds % 60));
	return phrase_same(arena, arena_printf(arena, "%lldh%02lldm%02llds",
					       seconds / 3600,
					       seconds / 60 % 60,
					       seconds % 60));
}

static struct phrase
blind_phrase(struct arena *arena, const struct score *score)
{
	struct phrase length = length_phrase(arena, score->blind);

	if (score->blind_now)
		return phrase_make(arena, N_("%s, and still blind"),
				   length.in[0]);
	return length;
}

static struct phrase
lost_phrase(struct arena *arena, const struct score *score)
{
	return phrase_same(arena, arena_printf(arena, "%zu", score->lost));
}

static struct phrase
detect_phrase(struct arena *arena, const struct score *score)
{
	if (score->undetected > 0)
		return phrase_make(arena, N_("no guard noticed (%zu of %zu)"),
				   score->undetected, score->windows);
	return length_phrase(arena, score->detect);
}

static struct phrase
repair_phrase(struct arena *arena, const struct score *score)
{
	if (score->blind_now)
		return phrase_make(arena, N_("not repaired yet"));
	return length_phrase(arena, score->repair);
}

static const struct {
	const char *name, *meaning;
	struct phrase (*value)(struct arena *arena, const struct score *score);
} rows[] = {
	{ N_("blind"),
	  N_("how long no trail wrote down into a bucket of this account what "
	     "was changed: stopped, deleted, deselected, or its bucket "
	     "refusing or another account's"),
	  blind_phrase },
	{ N_("events lost"),
	  N_("management events that are in no log file in a bucket of this "
	     "account, with none on its way"),
	  lost_phrase },
	{ N_("time to detect"),
	  N_("from going blind until the first guard noticed: a rule matched "
	     "that call, Config found NON_COMPLIANT, or an alarm; the slowest "
	     "counts"),
	  detect_phrase },
	{ N_("time to repair"),
	  N_("from going blind until a trail wrote again; the slowest counts"),
	  repair_phrase },
};

enum { ROWS = sizeof rows / sizeof *rows };

/* "blind: 40s", and what that means. */
void
lab_tell_score(const struct lab *lab, struct messages *out)
{
	struct message *list = message_add(out, MESSAGE_LIST);
	struct message_item *items = message_items(out, list, ROWS);
	struct arena *arena = &out->arena;
	struct score score;

	lab_score(lab, &score);
	for (size_t i = 0; i < ROWS; i++) {
		struct phrase name = phrase_make(arena, rows[i].name);
		struct phrase value = rows[i].value(arena, &score);

		for (int k = 0; k < LANGUAGE_COUNT; k++)
			items[i].label.in[k] =
				arena_printf(arena, "%s: %s", name.in[k],
					     value.in[k]);
		items[i].note = phrase_make(arena, rows[i].meaning);
	}
}

static void
set_seconds(struct json_object *out, const char *key, int64_t milliseconds)
{
	if (milliseconds < 0)
		json_set(out, key, NULL);
	else
		json_set(out, key,
			 json_object_new_double((double)milliseconds /
						CLOCK_SECOND));
}

struct json_object *
lab_score_json(const struct lab *lab)
{
	struct json_object *out = json_object_new_object();
	char since[CLOCK_TEXT], until[CLOCK_TEXT];
	struct score score;

	lab_score(lab, &score);
	json_set_string(out, "since", clock_iso(lab->origin, since));
	json_set_string(out, "until", clock_iso(lab->account->now, until));
	set_seconds(out, "blindSeconds", score.blind);
	json_set_bool(out, "blindNow", score.blind_now);
	json_set_int(out, "blindWindows", (int64_t)score.windows);
	json_set_int(out, "undetectedWindows", (int64_t)score.undetected);
	json_set_int(out, "eventsLost", (int64_t)score.lost);
	set_seconds(out, "timeToDetectSeconds", score.detect);
	set_seconds(out, "timeToRepairSeconds", score.repair);
	return out;
}
